"""What people do with keys and with the door of the room (K3A): every verb, in one list."""

from .commands_door import (
    close_room,
    keep_open_until,
    open_room,
    reopen_room,
    take_back_opening,
)
from .commands_keys import (
    add_key,
    bring_back,
    hand_over,
    pass_on,
    reinstate_key,
    retire_key,
    take_back,
)
from .commands_losses import report_found, report_lost
from .commands_plan import set_hours, set_other_day, set_usual_day
from .commands_turns import (
    ask_for_turn,
    give_up_turn,
    offer_turn,
    swap_turn,
    take_turn,
    withdraw_turn,
)

__all__ = [
    "add_key", "ask_for_turn", "bring_back", "close_room", "give_up_turn", "hand_over",
    "keep_open_until", "offer_turn", "open_room", "pass_on", "reinstate_key", "reopen_room",
    "report_found", "report_lost", "retire_key", "set_hours", "set_other_day", "set_usual_day",
    "swap_turn", "take_back", "take_back_opening", "take_turn", "withdraw_turn",
]  # fmt: skip
