"""Asking a neighbour to do too what the team keeps doing, and writing down one's own paid day."""

from datetime import date

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from sleutelbos.commons.journal.commands import note
from sleutelbos.commons.notices.commands import tell
from sleutelbos.commons.places import queries as places
from sleutelbos.commons.places.door import Actor
from sleutelbos.kit.refused import NotFound, Refused, allow

from .models import Asking, Worked
from .permissions import may_call, may_see_day
from .queries_handing import TASKS, could_do

ASKED = gettext_noop("Iemand van de kamer heeft een vraag voor jou.")
ANSWERED = gettext_noop("Er is iets nieuws voor jou.")


@transaction.atomic
def ask_neighbour(actor: Actor, *, task: str, code: str) -> Asking:
    """Wie kan dit ook? One neighbour who hung up such a talent is asked, with a neutral notice.

    By the team. Twice is once; who was asked in the last eight weeks is not asked again. Raises
    `NotFound` for another task or neighbour, and for who hung up nothing like it. Noted.
    """
    allow(may_see_day(actor))
    person = places.neighbour(actor.place, code)
    if task not in TASKS or person is None or person == actor.person:
        raise NotFound
    if not could_do(actor.place, TASKS[task], person):
        raise NotFound
    try:
        with transaction.atomic():
            asking = Asking.everywhere.create(  # everywhere: writing, not looking
                place=actor.place, task=task, person=person, asked_by=actor.someone,
                asked_at=timezone.now(),
            )  # fmt: skip
    except IntegrityError:
        found: Asking = Asking.objects.within(actor.place).get(person=person, task=task)
        return found
    path = reverse("day:calls", args=[actor.place.slug])
    tell(actor.place, to=person, kind="room", sentence=ASKED, path=path)
    note(actor, "day.asked", asking)
    return asking


@transaction.atomic
def answer(actor: Actor, *, code: str, yes: bool) -> Asking:
    """Ja, graag or Nu niet; a no needs no reason and nobody is told of it. Twice is once.

    Who asked hears of a yes. Raises `NotFound` for what was not asked of me.
    """
    allow(may_call(actor))
    rows = Asking.objects.within(actor.place).select_for_update()
    asking: Asking | None = rows.filter(code=code, person=actor.someone).first()
    if asking is None:
        raise NotFound
    if asking.answered_at is None:
        asking.answered_at, asking.is_yes = timezone.now(), yes
        asking.save(update_fields=["answered_at", "is_yes"])
        if yes and asking.asked_by is not None:
            path = reverse("day:mine", args=[actor.place.slug])
            tell(actor.place, to=asking.asked_by, kind="room", sentence=ANSWERED, path=path)
    return asking


@transaction.atomic
def worked(actor: Actor, *, day: date, minutes: int) -> None:
    """How long I was there today for my support post, for my own eyes; nothing takes it away.

    Writing it again replaces it. Refused above twelve hours (`so-long`).
    """
    allow(may_see_day(actor))
    if not 0 <= minutes <= 12 * 60:
        raise Refused("so-long", _("Kies een getal van 0 tot 12 uur."))
    rows = Worked.objects.within(actor.place).filter(person=actor.someone, day=day)
    if not minutes:
        rows.delete()
        return
    Worked.everywhere.update_or_create(  # everywhere: writing, not looking
        place=actor.place, person=actor.someone, day=day, defaults={"minutes": minutes}
    )
