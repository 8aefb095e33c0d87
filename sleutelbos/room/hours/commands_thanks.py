"""Saying thank you (K1E). It waits on the other's own page; nobody else sees or counts it."""

from typing import TYPE_CHECKING
from uuid import UUID, uuid4, uuid5

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from sleutelbos.commons.journal.commands import note
from sleutelbos.commons.notices.commands import came_to_an_end, tell
from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.queries import neighbours
from sleutelbos.kit.plain_text import plain_text
from sleutelbos.kit.refused import NotFound, Refused, allow
from sleutelbos.room.activities.permissions import leads

from . import queries
from .models import Thanks
from .permissions import may_thank

if TYPE_CHECKING:
    from sleutelbos.room.activities.models import Occurrence

LONGEST = 140
TOLD = gettext_noop("Iemand dacht aan jou.")


@transaction.atomic
def thank(
    actor: Actor, *, to: Person, what: str = "", occurrence: "Occurrence | None" = None,
    once: UUID | None = None,
) -> Thanks:  # fmt: skip
    """Say thank you to a neighbour, with a few words (at most 140 letters) or without.

    For the same activity it is said once; saying it again changes nothing. Refused when they are
    not known here or hidden (`not-known-here`; the two look the same), or it is me (`thank-self`).
    Noted in the journal, without the words.
    """
    allow(may_thank(actor))
    if to.pk == actor.someone.pk:
        raise Refused("thank-self", _("Dit ben jij zelf. Kies een andere buur."))
    if not neighbours(actor.place).filter(pk=to.pk).exists():
        raise Refused("not-known-here", _("Wij kennen deze buur hier niet."))
    return _say(actor, to, what, occurrence, once or uuid4())


@transaction.atomic
def thank_all(
    actor: Actor, *, occurrence: "Occurrence", what: str = "", once: UUID | None = None
) -> list[Thanks]:
    """Say thank you to everybody who was there, by who led it. Otherwise as `thank`.

    Refused when nobody is known by name (`nobody-there`).
    """
    allow(leads(actor, occurrence))
    once = once or uuid4()
    people = queries.who_was_there(actor.place, occurrence)
    others = [person for person in people if person.pk != actor.someone.pk]
    if not others:
        raise Refused("nobody-there", _("Er staan nog geen namen bij. Vink eerst aan wie er was."))
    return [
        _say(actor, person, what, occurrence, uuid5(once, str(person.uuid))) for person in others
    ]


def _say(
    actor: Actor, to: Person, what: str, occurrence: "Occurrence | None", once: UUID
) -> Thanks:
    if occurrence is not None and occurrence.place_id != actor.place.pk:
        raise NotFound
    mine = Thanks.objects.within(actor.place).filter(from_person=actor.someone, to_person=to)
    same = Q(once=once)
    if occurrence is not None:
        same |= Q(occurrence=occurrence, taken_back_at=None)
    if found := mine.filter(same).first():
        return found
    said = Thanks(
        place=actor.place, to_person=to, from_person=actor.someone, occurrence=occurrence,
        what=plain_text(what).strip()[:LONGEST], said_at=timezone.now(), once=once,
    )  # fmt: skip
    try:
        with transaction.atomic():
            said.save(force_insert=True)
    except IntegrityError:  # said in the same moment by a second press
        found = mine.filter(same).first()
        if found is None:
            raise Refused("try-again", _("Probeer het nog een keer.")) from None
        return found
    note(actor, "hours.thanked", said)
    tell(actor.place, to=to, kind="thanks", sentence=TOLD, path=reverse("ring:news"))
    return said


@transaction.atomic
def take_thanks_back(actor: Actor, *, once: UUID) -> Thanks:
    """Take back a thank-you of mine; then the other does not see it (any more). Twice is once.

    Raises `NotFound` when I did not say it here. Noted in the journal.
    """
    said = Thanks.objects.within(actor.place).select_for_update()
    mine: Thanks | None = said.filter(from_person=actor.someone, once=once).first()
    if mine is None:
        raise NotFound
    if mine.taken_back_at is None:
        mine.taken_back_at = timezone.now()
        mine.save(update_fields=["taken_back_at"])
        note(actor, "hours.thanks-taken-back", mine)
    return mine


def see_thanks(actor: Actor, *, said: list[UUID]) -> None:
    """Put away what I have read: these thank-yous no longer stand on my page.

    Not in the journal: whether somebody reads is nobody's business.
    """
    allow(may_thank(actor))
    mine = Thanks.objects.within(actor.place).filter(to_person=actor.someone, seen_at=None)
    mine.filter(once__in=said).update(seen_at=timezone.now())
    if not mine.filter(taken_back_at=None).exists():
        came_to_an_end(actor.place, to=actor.someone, kind="thanks")
