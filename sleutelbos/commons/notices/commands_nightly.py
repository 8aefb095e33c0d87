"""What happens by itself: notices are not kept (P2), and what has to go out goes out."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from sleutelbos.kit.kept import WITH_PERSON, Kept
from sleutelbos.kit.nightly import Chore

from .commands_deliver import find_lost, plan_mails
from .models import Delivery, Device, Notice, Wishes

A_MONTH = timedelta(days=30)
A_WEEK = timedelta(days=7)
DONE = ("done", "unsure", "stuck")


def _old_notice(now: datetime) -> Q:
    return Q(made_at__lt=now - A_MONTH) | Q(read_at__lt=now - A_WEEK)


def _old_delivery(now: datetime) -> Q:
    # What went in a mail is known by its row, as long as the notice itself may be there.
    old = Q(state="done", way="push", changed_at__lt=now - A_WEEK)
    return old | Q(state__in=DONE, changed_at__lt=now - A_MONTH)


def _notices(now: datetime) -> int:
    return Notice.everywhere.filter(_old_notice(now)).delete()[0]  # the clock knows no person


def _deliveries(now: datetime) -> int:
    return Delivery.everywhere.filter(_old_delivery(now)).delete()[0]  # the clock knows no person


def _tasks(now: datetime) -> int:
    ended = (TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED)
    old = DBTaskResult.objects.filter(status__in=ended, finished_at__lt=now - A_WEEK)
    return old.delete()[0]


NIGHTLY = (
    Chore("notices of long ago, or read a week ago, were thrown away", _notices),
    Chore("signs of a week and mails of a month ago were forgotten", _deliveries),
    Chore("tasks that were done a week ago were forgotten", _tasks),
)
PULSE = (
    Chore("mails were planned", plan_mails),
    Chore("lost mails and signs were found", find_lost),
)
KEPT = {
    Notice: Kept("a month, or a week after it was read", _old_notice),
    Delivery: Kept("a mail a month; a sign a week, a month when it did not go", _old_delivery),
    Wishes: WITH_PERSON,
    Device: WITH_PERSON,
}
