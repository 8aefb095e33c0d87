"""What the room needs: saying it, bringing it, and being thanked (K3G)."""

from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sleutelbos.commons.journal.commands import note
from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.models import Place
from sleutelbos.commons.places.queries import neighbours
from sleutelbos.kit.leaving import ends_with_role
from sleutelbos.kit.plain_text import one_line
from sleutelbos.kit.refused import NotFound, Refused, allow
from sleutelbos.room.hours import commands as hours

from .models import NEED_PICTOS, Need, StepPuller
from .permissions import may_bring, may_need


@transaction.atomic
def ask_for(actor: Actor, *, what: str, picto: str = "doos", once: UUID | None = None) -> Need:
    """Say that the room needs something, in a few words (80 letters).

    The same `once` twice is one need (R5). Refused `no-what`, `no-picto`. Noted in the journal.
    """
    allow(may_need(actor))
    if not one_line(what):
        raise Refused("no-what", _("Wat heeft de kamer nodig?"), field="what")
    if picto not in NEED_PICTOS:
        raise Refused("no-picto", _("Kies een plaatje dat past."), field="picto")
    need = Need(
        place=actor.place, what=one_line(what)[:80], picto=picto, asked_by=actor.someone,
        asked_at=timezone.now(), once=once or uuid4(),
    )  # fmt: skip
    try:
        with transaction.atomic():
            need.save(force_insert=True)
    except IntegrityError:
        found = Need.objects.within(actor.place).filter(once=need.once).first()
        if found is None:
            raise NotFound from None
        return found
    note(actor, "founding.needed", need)
    return need


@transaction.atomic
def bring(actor: Actor, *, code: str) -> Need:
    """Ik breng dit: one neighbour brings it; of two at once exactly one does. Twice is once.

    Refused when somebody else brings it (`brought-already`), or it is there (`is-there`). Noted.
    """
    allow(may_bring(actor))
    need = _held(actor, code)
    if need.brings_id == actor.someone.pk:
        return need
    if need.there_at:
        raise Refused("is-there", _("Dit is er al. Dank je wel!"))
    free = Need.objects.within(actor.place).filter(pk=need.pk, brings=None, there_at=None)
    if not free.update(brings=actor.someone, promised_at=timezone.now()):
        raise Refused("brought-already", _("Een buur brengt dit al. Dank je wel!"))
    note(actor, "founding.promised", need)
    need.refresh_from_db()
    return need


@transaction.atomic
def not_bring(actor: Actor, *, code: str) -> Need:
    """Ik breng het toch niet: it is free again, while it is not there. Twice is once. Noted."""
    need = _held(actor, code)
    if need.brings_id != actor.someone.pk:
        return need
    if need.there_at is None:
        need.brings, need.promised_at = None, None
        need.save(update_fields=["brings", "promised_at"])
        note(actor, "founding.not-promised", need)
    return need


@transaction.atomic
def is_there(actor: Actor, *, code: str) -> Need:
    """Het is er: what somebody promised stands in the room, and they are thanked by who says so.

    What nobody promised was brought by who says so. A thank-you goes to who brought it, unless that
    is me, or they are not here any more. Twice is once. Noted in the journal.
    """
    allow(may_need(actor))
    need = _held(actor, code)
    if need.there_at is not None:
        return need
    need.there_at = timezone.now()
    if need.brings_id is None:
        need.promised_at, need.brings = need.there_at, actor.someone
    need.thanks = _thank(actor, need)
    need.save(update_fields=["there_at", "promised_at", "brings", "thanks"])
    note(actor, "founding.there", need)
    return need


def _thank(actor: Actor, need: Need) -> UUID | None:
    if need.brings_id is None or need.brings_id == actor.someone.pk:
        return None
    person = neighbours(actor.place).filter(pk=need.brings_id).first()
    if person is None:
        return None
    return hours.thank(actor, to=person, what=need.what).once


@transaction.atomic
def not_there(actor: Actor, *, code: str) -> Need:
    """Undo of `is_there`, also of its thank-you when it is mine; what nobody promised is free
    again. Noted in the journal."""
    allow(may_need(actor))
    need = _held(actor, code)
    if need.there_at is None:
        return need
    if need.thanks is not None:
        try:
            hours.take_thanks_back(actor, once=need.thanks)
        except NotFound:
            raise Refused("not-yours", _("Een andere buur zei dit. Vraag het die buur.")) from None
    if need.promised_at == need.there_at:
        need.brings, need.promised_at = None, None
    need.there_at, need.thanks = None, None
    need.save(update_fields=["there_at", "thanks", "brings", "promised_at"])
    note(actor, "founding.not-there", need)
    return need


@transaction.atomic
def not_needed(actor: Actor, *, code: str) -> Need:
    """Niet meer nodig: it goes off the list; it can come back. Noted in the journal."""
    allow(may_need(actor))
    need = _held(actor, code)
    need.away_at = need.away_at or timezone.now()
    need.save(update_fields=["away_at"])
    note(actor, "founding.not-needed", need)
    return need


@transaction.atomic
def needed_after_all(actor: Actor, *, code: str) -> Need:
    """Undo of `not_needed`."""
    allow(may_need(actor))
    need = _held(actor, code)
    need.away_at = None
    need.save(update_fields=["away_at"])
    note(actor, "founding.needed", need)
    return need


@ends_with_role
def end_in(person: Person, place: Place) -> None:
    """Who does not come here any more brings nothing and pulls nothing here: both are free again
    (R25). 3 queries."""
    Need.objects.within(place).filter(brings=person, there_at=None).update(
        brings=None, promised_at=None
    )
    pulls = StepPuller.objects.within(place).filter(person=person, until=None)
    numbers = list(pulls.values_list("pk", flat=True))  # what is written holds no question
    rows = StepPuller.everywhere.filter(pk__in=numbers)  # the rows just found
    rows.update(until=timezone.now())


def _held(actor: Actor, code: str) -> Need:
    allow(may_need(actor))
    needs = Need.objects.within(actor.place).select_for_update()
    found: Need | None = needs.filter(code=code).first()
    if found is None:
        raise NotFound
    return found
