"""What happens to calls every night: what is not needed any more goes (P2)."""

from datetime import datetime

from sleutelbos.kit.nightly import Chore

from .commands import forget_askings, forget_calls, forget_numbers, forget_worked


def _numbers(now: datetime) -> int:
    return forget_numbers()


NIGHTLY = (
    Chore("calls of long ago were forgotten", forget_calls),
    Chore("numbers of who is not called any more were forgotten", _numbers),
    Chore("questions to hand work on were forgotten", forget_askings),
    Chore("paid days of long ago were forgotten", forget_worked),
)
