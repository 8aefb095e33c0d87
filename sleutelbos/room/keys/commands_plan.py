"""The plan of the door: the week, and the days that are different (K3A, ux 6.8)."""

from collections.abc import Mapping
from datetime import date, time

from django.db import transaction
from django.utils.translation import gettext as _

from sleutelbos.commons.journal.commands import note
from sleutelbos.commons.places.door import Actor
from sleutelbos.kit.refused import Refused, allow

from .models import OpeningHours, OtherDay
from .permissions import may_plan

Times = tuple[time, time]


@transaction.atomic
def set_hours(actor: Actor, *, hours: Mapping[int, Times | None]) -> None:
    """Set the plan of the weekdays named (0 is Monday): opens and closes in local time, or None
    for closed. Days that are not named stay as they are.

    Refused when a door would close before it opens (`closes-before-it-opens`). Noted.
    """
    allow(may_plan(actor))
    for times in hours.values():
        _refuse_upside_down(times)
    for weekday, times in hours.items():
        if times is None:
            OpeningHours.objects.within(actor.place).filter(weekday=weekday).delete()
        else:
            OpeningHours.everywhere.update_or_create(  # everywhere: writing, not looking
                place=actor.place, weekday=weekday,
                defaults={"opens": times[0], "closes": times[1]},
            )  # fmt: skip
    note(actor, "keys.hours-set", actor.place)


@transaction.atomic
def set_other_day(
    actor: Actor, *, day: date, times: Times | None = None, why: str = ""
) -> OtherDay:
    """Make one day different: closed (no `times`), or open at other times, and say why.

    Saying it again for the same day replaces it. Refused `closes-before-it-opens`. Noted.
    """
    allow(may_plan(actor))
    _refuse_upside_down(times)
    opens, closes = times or (None, None)
    row, _made = OtherDay.everywhere.update_or_create(  # everywhere: writing, not looking
        place=actor.place, day=day,
        defaults={"opens": opens, "closes": closes, "why": why.strip()},
    )  # fmt: skip
    note(actor, "keys.other-day-set", row)
    return row


@transaction.atomic
def set_usual_day(actor: Actor, *, day: date) -> OtherDay | None:
    """Make a day as the plan has it again; returns what it was, so that it can be undone. Noted."""
    allow(may_plan(actor))
    row: OtherDay | None = OtherDay.objects.within(actor.place).filter(day=day).first()
    if row is not None:
        note(actor, "keys.usual-day-set", row)
        OtherDay.objects.within(actor.place).filter(pk=row.pk).delete()
    return row


def _refuse_upside_down(times: Times | None) -> None:
    if times and times[1] <= times[0]:
        raise Refused(
            "closes-before-it-opens",
            _("De deur gaat eerst open en dan pas dicht. Kies een latere tijd voor dicht."),
            field="closes",
        )
