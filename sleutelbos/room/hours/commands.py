"""What people do with hours, in one list. Each verb lives in the file of its theme."""

from .commands_entries import Together, correct, correct_together, write_for_all, write_hours
from .commands_giving_back import hide, invited, not_invited, show, steer
from .commands_lines import bring_back, keep, take_away
from .commands_thanks import see_thanks, take_thanks_back, thank, thank_all

__all__ = [
    "Together",
    "bring_back",
    "correct",
    "correct_together",
    "hide",
    "invited",
    "keep",
    "not_invited",
    "see_thanks",
    "show",
    "steer",
    "take_away",
    "take_thanks_back",
    "thank",
    "thank_all",
    "write_for_all",
    "write_hours",
]
