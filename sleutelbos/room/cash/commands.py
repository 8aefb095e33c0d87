"""All that is done with costs and the cash book: asking, paying, writing, putting right, counting.

Amounts are whole euro cents, everywhere. Lines of the book are only added.
"""

from .commands_book import Move, correct, count_tin, move, write
from .commands_claims import ask, pay, refuse, take_back, unpay

__all__ = ["Move", "ask", "correct", "count_tin", "move", "pay", "refuse", "take_back", "unpay",
           "write"]  # fmt: skip
