"""Writing hours at the same moment, in real processes, on either database (R5)."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.door import actor_of
from sleutelbos.commons.places.models import Place
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit.refused import Refused
from sleutelbos.room.activities.models import Occurrence
from sleutelbos.room.hours import commands, queries
from sleutelbos.room.hours.models import HoursEntry
from sleutelbos.room.hours.tests.makers import make_begun
from tests.processes import at_once

HERE = "sleutelbos.room.hours.tests.test_at_once"
pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]


def write(person: str, minutes: int, day: str, once: str) -> str:
    """Write hours as this person; the number of the entry, or why not."""
    actor = actor_of(Person.objects.get(code=person), Place.objects.get(slug="lampje"))
    try:
        entry = commands.write_hours(
            actor, minutes=minutes, day=date.fromisoformat(day), once=UUID(once)
        )
    except Refused as refusal:
        return refusal.code
    return str(entry.pk)


def write_all(person: str, code: str, once: str) -> int:
    """Write an hour for everybody as this puller; how many entries the deed has."""
    place = Place.objects.get(slug="lampje")
    row = Occurrence.objects.within(place).get(code=code)
    actor = actor_of(Person.objects.get(code=person), place)
    done = commands.write_for_all(actor, occurrence=row, minutes=60, once=UUID(once))
    return len(done.entries)


@pytest.mark.mission("K1E")
def test_ten_times_the_same_form_at_once_is_one_entry():
    room = make_room("lampje")
    amina = make_actor(room, "amina")
    form = [amina.person.code, 120, timezone.localdate().isoformat(), str(uuid4())]

    answers = at_once(f"{HERE}:write", [form] * 10)

    assert len(set(answers)) == 1
    assert [row.minutes for row in HoursEntry.objects.within(room)] == [120]


@pytest.mark.mission("K1E")
def test_six_different_forms_at_once_never_pass_twelve_hours():
    room = make_room("lampje")
    amina = make_actor(room, "amina")
    today = timezone.localdate().isoformat()

    answers = at_once(
        f"{HERE}:write", [[amina.person.code, 240, today, str(uuid4())] for _ in range(6)]
    )

    assert answers.count("too-many-hours") == 3
    assert queries.total(room, timezone.localdate(), timezone.localdate()) == 720


def test_two_who_lead_it_write_for_all_at_once_and_everybody_has_their_hours_once():
    from sleutelbos.room.activities import commands as activities

    room = make_room("lampje")
    fatma, wim, joy = (make_actor(room, called) for called in ("fatma", "wim", "joy"))
    row = make_begun(fatma, wim, joy)
    activities.ask_along(fatma, activity=row.activity, person=wim.someone)
    activities.pull_along(wim, activity=row.activity, yes=True)

    answers = at_once(
        f"{HERE}:write_all",
        [[who.person.code, row.code, str(uuid4())] for who in (fatma, wim) * 2],
    )

    assert sum(answers) == 3
    assert sorted(row.person.called for row in HoursEntry.objects.within(room)) == [
        "Fatma", "Joy", "Wim",
    ]  # fmt: skip
