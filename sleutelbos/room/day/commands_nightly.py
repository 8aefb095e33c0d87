"""What happens to calls every night: what is not needed any more goes (P2)."""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from sleutelbos.kit.kept import Kept
from sleutelbos.kit.nightly import Chore

from .commands import forget_askings, forget_calls, forget_numbers, forget_worked
from .commands_old import ASKING_KEPT, WORKED_KEPT, old_calls
from .models import Asking, Call, CallNumber, Worked


def _numbers(now: datetime) -> int:
    return forget_numbers()


NIGHTLY = (
    Chore("calls of long ago were forgotten", forget_calls),
    Chore("numbers of who is not called any more were forgotten", _numbers),
    Chore("questions to hand work on were forgotten", forget_askings),
    Chore("paid days of long ago were forgotten", forget_worked),
)
KEPT = {
    Call: Kept("eight weeks; three days when nobody called; a day when put off", old_calls),
    CallNumber: Kept("as long as the yes to be called"),
    Asking: Kept("eight weeks", lambda now: Q(asked_at__lt=now - ASKING_KEPT)),
    Worked: Kept("four weeks", lambda now: Q(day__lt=timezone.localdate(now) - WORKED_KEPT)),
}
