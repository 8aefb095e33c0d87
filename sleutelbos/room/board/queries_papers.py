"""What is printed: the week on the door, who comes to one time, and the poster (K2E).

All words are in the language of who prints it. Each gives the data of one layout in `templates/`.
"""

from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.models import Place
from sleutelbos.kit import words
from sleutelbos.kit.paper import figures, own, qr
from sleutelbos.kit.pictos import TAG_COLOURS, TAG_PICTOS
from sleutelbos.room.activities import queries as activities
from sleutelbos.room.keys import queries as keys

from .queries import WeekDay, week

MOST = 60  # activities of one day that are looked at at all
MOST_PEOPLE = 150
LINES = 8  # empty ones, for who is not on the list

Data = dict[str, Any]


def week_paper(place: Place, monday: date) -> Data:
    """The week of a room: days, hours, activities, who pulls. 4 queries."""
    name = own(place.name)
    today = timezone.localdate()
    foot = _("Dit papier is van %(day)s. Het laatste nieuws staat op %(address)s")
    return {
        "title": f"{_('De week')} – {place.name}",
        "heading": _("De week in %(room)s") % {"room": name},
        "days": [_day(found, monday.year) for found in week(place, monday)],
        "foot": foot % {"day": words.day_in_full(today, today.year), "address": _short(place)},
    }


def _day(found: WeekDay, year: int) -> Data:
    hours: Any = found.hours
    rows: Any = found.rows
    # The plan says shut, yet something is on: the paper does not send people away from it.
    said = "" if rows else _("De deur is dicht.")
    if hours.is_open:
        times = {"opens": _clock(hours.opens), "closes": _clock(hours.closes)}
        said = _("De deur is open van %(opens)s tot %(closes)s uur.") % times
    why = f" {own(hours.why)}." if hours.why else ""
    return {
        "day": words.day_in_full(hours.day, year),
        "hours": (said + why).strip(),
        "rows": [_row(row) for row in rows[:MOST]],
        "more": _more(len(rows), min(len(rows), MOST)),
    }


def _row(row: activities.Occurrence) -> Data:
    who = _("Wie valt in?") if row.asks_stand_in else _who(row.pullers)
    return {"time": _from_to(row), "title": own(row.title), "who": who}


def _who(pullers: list[Person]) -> str:
    names = [own(person.called) for person in pullers[:2]]
    if len(names) == 2:
        return _("met %(name)s en %(other)s") % {"name": names[0], "other": names[1]}
    return _("met %(name)s") % {"name": names[0]} if names else ""


def _more(total: int, looked_at: int) -> list[str]:
    """What to say when so many of what was looked at are left out: by that number."""
    rest = total - looked_at
    told = (
        _("en nog %(number)s, zie het scherm") % {"number": figures(str(n + rest))}
        for n in range(looked_at + 1)
    )
    return list(told)


def attendance_paper(place: Place, row: activities.Occurrence) -> Data:
    """Who said that they come to one time, for who leads it. 2 queries.

    By name: neighbours with an account; the others as a number. Some empty lines, for who walks in.
    """
    coming = activities.comers(place, row)
    people = sorted(coming.people, key=lambda person: person.called.casefold())
    when = _("%(day)s van %(start)s tot %(end)s uur")
    local = timezone.localdate(row.starts)
    without = ngettext(
        "Er komt ook %(number)s buur zonder naam.", "Er komen ook %(number)s buren zonder naam.",
        coming.nameless,
    )  # fmt: skip
    return {
        "title": f"{_('Wie zijn er?')} – {row.title}",
        "heading": own(row.title),
        "when": when % {
            "day": words.day_in_full(local, timezone.localdate().year),
            "start": _clock(row.starts), "end": _clock(row.ends),
        },
        "there": _("Is er"),
        "name": _("Naam"),
        "people": [_person(person) for person in people[:MOST_PEOPLE]],
        "more": _more(len(people), min(len(people), MOST_PEOPLE)),
        "lines": LINES,
        "nameless": without % {"number": figures(str(coming.nameless))} if coming.nameless else "",
        "counted": _("Zoveel mensen zonder naam:"),
    }  # fmt: skip


def _person(person: Person) -> Data:
    drawn, colour = TAG_PICTOS.get(person.tag_picto, ""), TAG_COLOURS.get(person.tag_colour, "")
    return {"called": own(person.called), "tag": f"{drawn} {colour}".strip().lower()}


def poster(place: Place) -> Data:
    """What hangs outside: the name, the weekly hours, the QR of the public page. 1 query."""
    plan = keys.weekly_plan(place)
    hours = [
        {"day": str(WEEKDAYS[n]).capitalize(), "hours": _weekday_hours(plan.get(n))}
        for n in range(7)
        if plan
    ]
    page = reverse("board:today", kwargs={"place_slug": place.slug})
    phone = _("Bel ons: %(phone)s") % {"phone": figures(place.phone)} if place.phone else ""
    return {
        "title": place.name,
        "name": own(place.name),
        "welcome": _("Kom binnen. De koffie staat klaar."),
        "open": _("Dan is de deur open"),
        "hours": hours,
        "qr": qr(settings.PUBLIC_URL + page),
        "scan": _("Scan dit met je telefoon. Dan zie je wat er is."),
        "address": _short(place),
        "reach": [said for said in (own(place.address) if place.address else "", phone) if said],
    }


def _weekday_hours(usual: Any) -> str:
    if usual is None:
        return _("dicht")
    times = {"opens": _clock(usual.opens), "closes": _clock(usual.closes)}
    return _("%(opens)s tot %(closes)s uur") % times


def _short(place: Place) -> str:
    """The address people can type: it leads to the page of the room."""
    return figures(f"{settings.PUBLIC_URL.split('://', 1)[1]}/{place.slug}")


def _from_to(row: activities.Occurrence) -> str:
    return figures(f"{_figures(row.starts)} – {_figures(row.ends)}")


def _clock(moment: datetime | time) -> str:
    return figures(_figures(moment))


def _figures(moment: datetime | time) -> str:
    if isinstance(moment, datetime):
        moment = timezone.localtime(moment)
    return f"{moment.hour}.{moment.minute:02}"
