"""What happens by itself: notices are not kept (P2), and what has to go out goes out."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from sleutelbos.kit.nightly import Chore

from .commands_deliver import find_lost, plan_mails
from .models import Delivery, Notice

KEPT = timedelta(days=30)
KEPT_AFTER_READING = timedelta(days=7)
DONE = ("done", "unsure", "stuck")


def _notices(now: datetime) -> int:
    old = Q(made_at__lt=now - KEPT) | Q(read_at__lt=now - KEPT_AFTER_READING)
    return Notice.everywhere.filter(old).delete()[0]  # the clock knows no person


def _deliveries(now: datetime) -> int:
    old = Q(state="done", changed_at__lt=now - KEPT_AFTER_READING)
    old |= Q(state__in=DONE, changed_at__lt=now - KEPT)
    return Delivery.everywhere.filter(old).delete()[0]  # the clock knows no person


def _tasks(now: datetime) -> int:
    ended = (TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED)
    old = DBTaskResult.objects.filter(status__in=ended, finished_at__lt=now - KEPT_AFTER_READING)
    return old.delete()[0]


NIGHTLY = (
    Chore("notices of long ago, or read a week ago, were thrown away", _notices),
    Chore("mails and signs of a week ago were forgotten", _deliveries),
    Chore("tasks that were done a week ago were forgotten", _tasks),
)
PULSE = (
    Chore("mails were planned", plan_mails),
    Chore("lost mails and signs were found", find_lost),
)
