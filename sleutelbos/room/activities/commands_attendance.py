"""Who was there: ticked by name, or counted by eye. The source stays with the figure."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from sleutelbos.commons.journal.commands import note
from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.queries import neighbours
from sleutelbos.kit.refused import Refused, allow

from .models import Attended, Occurrence, SignUp
from .permissions import leads


@transaction.atomic
def tick(
    actor: Actor, *, occurrence: Occurrence, people: Iterable[Person], others: int = 0
) -> Occurrence:
    """Tick who was there, and `others`: people without a name. The whole list, every time.

    Only neighbours of this room and who said that they come can be ticked; others raise
    `not-known-here`. Refused before it began (`not-yet`). Noted in the journal.
    """
    row = _begun(actor, occurrence)
    wanted = {person.pk for person in people}
    known = Q(pk__in=neighbours(actor.place).values("pk")) | Q(
        pk__in=SignUp.objects.within(actor.place).filter(occurrence=row).values("person")
    )
    if Person.objects.filter(known, pk__in=wanted).count() != len(wanted):
        raise Refused("not-known-here", _("Wij kennen deze buur hier niet."))
    had = Attended.everywhere.filter(occurrence=row)  # everywhere: of a held time of this place
    had.exclude(person_id__in=wanted).delete()
    new = wanted - set(had.values_list("person_id", flat=True))
    now = timezone.now()
    Attended.everywhere.bulk_create(  # everywhere: writing, not looking
        Attended(occurrence=row, person_id=pk, ticked_at=now) for pk in sorted(new)
    )
    return _set(actor, row, len(wanted) + others, Occurrence.Source.TICKED)


@transaction.atomic
def count(actor: Actor, *, occurrence: Occurrence, number: int) -> Occurrence:
    """Write down how many there were, counted by eye. Names ticked earlier go: one or the other.

    Refused before it began (`not-yet`) and above 500 (`so-many`). Noted in the journal.
    """
    row = _begun(actor, occurrence)
    Attended.everywhere.filter(occurrence=row).delete()  # everywhere: of a held time of this place
    return _set(actor, row, number, Occurrence.Source.COUNTED)


def _begun(actor: Actor, occurrence: Occurrence) -> Occurrence:
    allow(leads(actor, occurrence))
    row: Occurrence = (
        Occurrence.objects.within(actor.place).select_for_update().get(pk=occurrence.pk)
    )
    if row.starts > timezone.now():
        raise Refused("not-yet", _("Het is nog niet begonnen."))
    return row


def _set(actor: Actor, row: Occurrence, number: int, source: str) -> Occurrence:
    if not 0 <= number <= 500:
        raise Refused("so-many", _("Klopt dit getal? Kies 0 tot 500."), field="number")
    row.attended, row.attended_source = number, source
    row.save(update_fields=["attended", "attended_source"])
    note(actor, "activities.attended", row)
    return row
