"""Laying the path, pulling a step, starting a room; saying what is needed, and bringing it."""

from .commands_needs import (
    ask_for,
    bring,
    is_there,
    needed_after_all,
    not_bring,
    not_needed,
    not_there,
)
from .commands_steps import (
    Started,
    add_step,
    bring_back,
    done,
    lay_path,
    let_go,
    not_done,
    pull,
    start_room,
    take_away,
)

__all__ = [
    "Started", "add_step", "ask_for", "bring", "bring_back", "done", "is_there", "lay_path",
    "let_go", "needed_after_all", "not_bring", "not_done", "not_needed", "not_there", "pull",
    "start_room", "take_away",
]  # fmt: skip
