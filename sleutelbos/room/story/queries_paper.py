"""My route on one A4: what I told, as a path, in the language of who prints it (K1D)."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from sleutelbos.commons.people.models import Person
from sleutelbos.kit.paper import figures, own
from sleutelbos.kit.words import day_in_full

from .models import Door, Step
from .queries import on_paper

Data = dict[str, Any]


def route_paper(person: Person) -> Data:
    """The data of the layout `route.typ`. 2 queries. Not who sees it, and nothing to be counted."""
    today = timezone.localdate()
    doors = on_paper(person)
    rest = _("en nog %(number)s, zie het scherm")
    foot = _("Dit papier is van %(day)s. Het is van jou. Jij kiest wie het leest.")
    return {
        "title": _("Mijn route"),
        "heading": _("De route van %(name)s") % {"name": own(person.called)},
        "lead": _("Elke muur heeft een deur. Jij kiest of je klopt, en wanneer."),
        "doors": [_door(door, today.year) for door in doors],
        "more": [rest % {"number": figures(str(n))} for n in range(len(doors) + 1)],
        "empty": _("Hier kan jouw verhaal staan. Het hoeft niet."),
        "lines": _("Dit wil ik er zelf bij schrijven:"),
        "foot": foot % {"day": day_in_full(today, today.year)},
    }


def _door(door: Door, year: int) -> Data:
    step: Step | None = door.step  # type: ignore[attr-defined]
    done: list[Step] = door.did  # type: ignore[attr-defined]
    state = _("Nu even niet") if door.paused_at else str(door.get_state_display())
    return {
        "words": own(door.words) if door.words else _("Dit sprak ik in."),
        "helped": own(door.helped) if door.helped else "",
        "state": f"{state}. {_('Hier wil ik heen.')}" if door.is_goal else state,
        "open": door.state,
        "done": [_("Gedaan: %(step)s") % {"step": _words(s)} for s in done],
        "step": _step(step, year) if step else "",
    }


def _words(step: Step) -> str:
    told = _("%(what)s, met %(name)s")
    return told % {"what": own(step.what), "name": own(step.with_whom)}


def _step(step: Step, year: int) -> str:
    at = timezone.localtime(step.at)
    told = _("Klein stapje: %(step)s, %(day)s om %(time)s uur")
    time = figures(f"{at.hour}.{at.minute:02}")
    return told % {"step": _words(step), "day": day_in_full(at.date(), year), "time": time}
