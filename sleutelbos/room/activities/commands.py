"""What residents can do with an activity, in one list. Each verb lives in the file of its theme."""

from .commands_attendance import count, tick
from .commands_days import (
    ask_stand_in,
    begin,
    cancel,
    change_one,
    not_stand_in,
    plan,
    restore,
    stand_in,
    take_down,
)
from .commands_ideas import (
    ask_along,
    describe,
    end,
    have_idea,
    not_end,
    pull,
    pull_along,
    rest_unpulled,
    stop_pulling,
    unwish,
    wish,
)
from .commands_recordings import forget_old_recordings, forget_recording
from .commands_series import Limit, Plan, change_series, extend_series
from .commands_sign_ups import (
    release_who_left,
    sign_off,
    sign_off_always,
    sign_up,
    sign_up_always,
)

__all__ = [
    "Limit",
    "Plan",
    "ask_along",
    "ask_stand_in",
    "begin",
    "cancel",
    "change_one",
    "change_series",
    "count",
    "describe",
    "end",
    "extend_series",
    "forget_old_recordings",
    "forget_recording",
    "have_idea",
    "not_end",
    "not_stand_in",
    "plan",
    "pull",
    "pull_along",
    "release_who_left",
    "rest_unpulled",
    "restore",
    "sign_off",
    "sign_off_always",
    "sign_up",
    "sign_up_always",
    "stand_in",
    "stop_pulling",
    "take_down",
    "tick",
    "unwish",
    "wish",
]
