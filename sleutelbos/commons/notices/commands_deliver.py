"""Sending what has to go out: claimed once, tried again later, never lost and never doubled.

A `Delivery` is the memory; a task of Django on the database backend is only the hand that does it.
A task that got lost is made again by `pulse`, a task too many finds nothing to claim.
"""

import logging
from collections.abc import Callable
from datetime import datetime, time, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.tasks import task
from django.utils import timezone

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.door import Actor
from sleutelbos.kit.clock import local_moment
from sleutelbos.kit.refused import allow

from .commands_mail import send_digest
from .commands_outcome import NotNow, NotYet, NoUse, Unsure
from .commands_push import after_quiet, send_pushes
from .models import Delivery, Device, Notice, Wishes
from .permissions import may_mend
from .queries import mail_is_set, wishes_of

log = logging.getLogger(__name__)
State, Way = Delivery.State, Delivery.Way

BACK_OFF = tuple(timedelta(minutes=n) for n in (1, 5, 15, 60, 240, 720))  # then it is stuck
TOO_LONG = timedelta(minutes=10)  # busy for longer than this: whoever did it is gone
FORGOTTEN = timedelta(minutes=15)  # due for longer than this: its task got lost
SENDS: dict[str, Callable[[Delivery], None]] = {Way.MAIL: send_digest, Way.PUSH: send_pushes}


@task
def deliver(number: str) -> str:
    """Send one delivery, when it is still to be sent; returns how it ended, for the log of tasks.

    Nothing that goes wrong is raised, because what is raised is kept with its text, and that may
    hold an address.
    """
    now = timezone.now()
    due = Delivery.everywhere.filter(number=number)  # a task knows no place
    claimed = due.filter(state=State.WAITING, not_before__lte=now).update(
        state=State.BUSY, changed_at=now, tries=F("tries") + 1
    )
    if not claimed:
        return "nothing to do"
    delivery = due.select_related("person", "place").get()
    try:
        SENDS[delivery.way](delivery)
    except (NotNow, NoUse) as reason:
        return _again(delivery, str(reason), for_good=isinstance(reason, NoUse))
    except NotYet as quiet:
        delivery.tries -= 1
        return _back(delivery, State.WAITING, "", quiet.until)
    except Unsure:
        return _close(delivery, State.UNSURE, "unsure")
    except Exception as fault:
        log.error("delivery-failed way=%s fault=%s", delivery.way, type(fault).__name__)
        return _again(delivery, "our-fault", for_good=False)
    return _close(delivery, State.DONE, "")


def _close(delivery: Delivery, state: str, why: str) -> str:
    busy = Delivery.everywhere.filter(pk=delivery.pk, state=State.BUSY)  # the one just claimed
    busy.update(state=state, why=why, changed_at=timezone.now())
    return state


def _again(delivery: Delivery, why: str, *, for_good: bool) -> str:
    """Later, a sign outside quiet hours; or not any more by itself."""
    now = timezone.now()
    if for_good or delivery.tries > len(BACK_OFF):
        return _back(delivery, State.STUCK, why, now)
    later = now + BACK_OFF[delivery.tries - 1]
    if delivery.way == Way.PUSH:
        later = after_quiet(later, wishes_of(delivery.person))
    return _back(delivery, State.WAITING, why, later)


def _back(delivery: Delivery, state: str, why: str, later: datetime) -> str:
    """Let go of what was claimed. When another waits already, that one takes it along."""
    now = timezone.now()
    busy = Delivery.everywhere.filter(pk=delivery.pk, state=State.BUSY)  # the one just claimed
    try:
        with transaction.atomic():
            busy.update(
                state=state, why=why, changed_at=now, not_before=later, tries=delivery.tries
            )
    except IntegrityError:
        with transaction.atomic():
            delivery.notices.update(mail=None)
            busy.update(state=State.DONE, why="taken-along", changed_at=now)
        return State.DONE
    if state == State.WAITING:
        deliver.using(run_after=later).enqueue(str(delivery.number))
    return state


def push_soon(notice: Notice, now: datetime) -> None:
    """Plan one push for who has a device, after their quiet hours. Part of the caller's change."""
    if not Device.objects.of(notice.person).exists():
        return
    wishes = wishes_of(notice.person)
    if notice.kind not in wishes.not_about:
        _plan(notice, Way.PUSH, after_quiet(now, wishes), now)


def _plan(notice: Notice, way: str, moment: datetime, now: datetime) -> bool:
    """Make a delivery, unless one of this way waits already. True when it was made."""
    try:
        with transaction.atomic():
            made = Delivery.everywhere.create(  # everywhere: writing, not looking
                place=notice.place, person=notice.person, way=way,
                made_at=now, changed_at=now, not_before=moment,
            )  # fmt: skip
    except IntegrityError:
        return False
    later = deliver.using(run_after=moment) if moment > now else deliver
    later.enqueue(str(made.number))
    return True


def plan_mails(now: datetime) -> int:
    """Plan today's mail for who wants one, at or after the moment they chose, once a day."""
    if not mail_is_set():
        return 0
    local = timezone.localtime(now)
    today = local_moment(local.date(), time(0))
    wishes = Wishes.everywhere.filter(  # the clock knows no person
        mail=True, mail_at__lte=local.time()
    )
    wishes = wishes.exclude(person__email=None)
    about = dict(wishes.values_list("person", "not_about"))
    wants = wishes.values("person")
    had = Delivery.everywhere.filter(way=Way.MAIL, made_at__gte=today).values("person")  # as above
    new = Notice.everywhere.filter(read_at=None, mail=None, person__in=wants)  # as above
    first: dict[int, Notice] = {}
    for notice in new.exclude(person__in=had).select_related("person", "place").order_by("pk"):
        if notice.kind not in about.get(notice.person_id, []):
            first.setdefault(notice.person_id, notice)
    return sum(_plan(notice, Way.MAIL, now, now) for notice in first.values())


def find_lost(now: datetime) -> int:
    """Make tasks again that got lost, and let go of what nobody is busy with any more."""
    everything = Delivery.everywhere.all()  # the clock knows no place
    gone = everything.filter(state=State.BUSY, changed_at__lt=now - TOO_LONG)
    moved = gone.filter(way=Way.PUSH).update(state=State.DONE, why="unsure", changed_at=now)
    moved += gone.filter(way=Way.MAIL).update(state=State.UNSURE, why="unsure", changed_at=now)
    due = everything.filter(state=State.WAITING, not_before__lt=now - FORGOTTEN)
    for delivery in due.filter(changed_at__lt=now - FORGOTTEN)[:200]:
        again = everything.filter(pk=delivery.pk, changed_at=delivery.changed_at)
        if again.update(changed_at=now):
            deliver.enqueue(str(delivery.number))
            moved += 1
    return moved


def try_again(actor: Actor, *, why: str) -> int:
    """Send again what is stuck in this room for this reason, now. Returns how many that are.

    A mail of which nobody knows whether it went is sent again too: that is what the press is for.
    """
    allow(may_mend(actor))
    now = timezone.now()
    here = Delivery.objects.within(actor.place).filter(why=why)
    stuck = here.filter(state__in=(State.STUCK, State.UNSURE, State.WAITING))
    return sum(_wake(here, delivery, now) for delivery in stuck.order_by("pk")[:500])


def _wake(rows: QuerySet[Delivery], delivery: Delivery, now: datetime) -> bool:
    row = rows.filter(pk=delivery.pk, state=delivery.state)
    try:
        with transaction.atomic():
            if not row.update(state=State.WAITING, tries=0, not_before=now, changed_at=now, why=""):
                return False
            deliver.enqueue(str(delivery.number))
    except IntegrityError:  # a newer one waits: it takes along what was in this one
        with transaction.atomic():
            delivery.notices.filter(read_at=None).update(mail=None)
            row.update(state=State.DONE, why="taken-along", changed_at=now)
    return True


def wake_mine(person: Person) -> None:
    """After somebody changed how they want to hear: what was stuck for them may go now."""
    mine = Delivery.everywhere.filter(person=person)  # one's own, wherever one comes
    for delivery in mine.filter(state=State.STUCK):
        _wake(mine, delivery, timezone.now())
