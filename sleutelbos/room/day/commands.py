"""Calling a neighbour we missed, choosing whether one may be called, and handing work on."""

from .commands_calls import (
    ask_to_call,
    choose,
    note_outcome,
    put_back,
    put_off,
    reopen,
    take,
    today_after_all,
)
from .commands_handing import answer, ask_neighbour, worked
from .commands_old import forget_askings, forget_calls, forget_numbers, forget_worked

__all__ = [
    "answer", "ask_neighbour", "ask_to_call", "choose", "forget_askings", "forget_calls",
    "forget_numbers", "forget_worked", "note_outcome", "put_back", "put_off", "reopen", "take",
    "today_after_all", "worked",
]  # fmt: skip
