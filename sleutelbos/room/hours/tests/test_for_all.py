"""Who led an activity writes the hours of everybody who was there, in one go (K1E)."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from sleutelbos.commons.people.commands import hide
from sleutelbos.commons.places.commands import first_role
from sleutelbos.commons.places.door import actor_of
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit.refused import NotAllowed, NotFound, Refused
from sleutelbos.room.activities import commands as activities
from sleutelbos.room.activities.tests.makers import make_occurrence
from sleutelbos.room.hours import commands, queries
from sleutelbos.room.hours.models import HoursEntry
from sleutelbos.room.hours.tests.makers import make_begun, make_hours

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    return make_room("het-lampje", "Het Lampje")


@pytest.fixture
def fatma(room):
    return make_actor(room, "fatma")


@pytest.fixture
def wim(room):
    return make_actor(room, "wim")


def standing(room):
    """Name → minutes that stand."""
    rows = HoursEntry.objects.within(room).filter(corrects=None, counter=None)
    return sorted((row.person.called, row.minutes) for row in rows.select_related("person"))


@pytest.mark.mission("K1E")
def test_all_who_were_ticked_and_who_led_it_get_the_same_hours(room, fatma, wim):
    row = make_begun(fatma, wim, make_actor(room, "joy"))

    done = commands.write_for_all(fatma, occurrence=row, minutes=120)

    assert standing(room) == [("Fatma", 120), ("Joy", 120), ("Wim", 120)]
    assert {entry.entered_by for entry in done.entries} == {fatma.person}
    assert done.too_much == []


def test_before_anybody_is_ticked_those_who_said_that_they_come_count_as_there(room, fatma, wim):
    row = make_begun(fatma)
    activities.sign_up(wim, occurrence=row)

    commands.write_for_all(fatma, occurrence=row, minutes=60)

    assert standing(room) == [("Fatma", 60), ("Wim", 60)]


def test_only_for_those_who_are_chosen(room, fatma, wim):
    row = make_begun(fatma, wim)

    commands.write_for_all(fatma, occurrence=row, minutes=60, people=[wim.someone])

    assert standing(room) == [("Wim", 60)]


def test_the_same_form_twice_is_one_deed(room, fatma, wim):
    row, once = make_begun(fatma, wim), uuid4()

    first = commands.write_for_all(fatma, occurrence=row, minutes=60, once=once)
    again = commands.write_for_all(fatma, occurrence=row, minutes=60, once=once)

    assert [entry.pk for entry in first.entries] == [entry.pk for entry in again.entries]
    assert standing(room) == [("Fatma", 60), ("Wim", 60)]


def test_who_wrote_their_own_hours_keeps_those(room, fatma, wim):
    row = make_begun(fatma, wim)
    make_hours(wim, 30, occurrence=row)

    commands.write_for_all(fatma, occurrence=row, minutes=120)

    assert standing(room) == [("Fatma", 120), ("Wim", 30)]


def test_who_would_come_above_twelve_hours_is_left_out_and_told_of(room, fatma, wim):
    row = make_begun(fatma, wim)
    make_hours(wim, 700)

    done = commands.write_for_all(fatma, occurrence=row, minutes=60)

    assert done.too_much == [wim.person]
    assert standing(room) == [("Fatma", 60), ("Wim", 700)]


def test_who_has_hours_in_another_room_is_left_out_and_nobody_hears_of_it(room, fatma, wim):
    other = make_room("de-bron", "De Bron")
    first_role(wim.someone, other, "resident")
    make_hours(actor_of(wim.someone, other), 700)
    row = make_begun(fatma, wim)
    client = Client()
    client.force_login(fatma.person)

    page = reverse("hours:for-all", args=[room.slug, row.code])
    form = {"minutes": "120", "people": [fatma.someone.code, wim.someone.code]}
    told = client.post(page, form, follow=True).content.decode()

    assert standing(room) == [("Fatma", 120)]
    assert "Voor Wim is niets opgeschreven." in told
    assert ("De Bron" in told, "12 uur" in told) == (False, False)


def test_taking_it_back_takes_all_of_it_back_and_nothing_else(room, fatma, wim):
    row = make_begun(fatma, wim)
    make_hours(fatma, 30)
    done = commands.write_for_all(fatma, occurrence=row, minutes=120)
    commands.correct(wim, entry=next(e for e in done.entries if e.person == wim.person))

    for _twice in range(2):
        commands.correct_together(fatma, together=done.once)

    assert standing(room) == [("Fatma", 30)]
    assert HoursEntry.objects.within(room).count() == 5
    commands.write_for_all(fatma, occurrence=row, minutes=60)
    assert standing(room) == [("Fatma", 30), ("Fatma", 60), ("Wim", 60)]


def test_a_neighbour_takes_back_what_was_written_for_them(room, fatma, wim):
    done = commands.write_for_all(fatma, occurrence=make_begun(fatma, wim), minutes=60)
    mine = next(entry for entry in done.entries if entry.person == wim.person)

    assert queries.entry_of(wim.someone, room, mine.once) == mine
    commands.correct(wim, entry=mine)

    assert standing(room) == [("Fatma", 60)]


@pytest.mark.parametrize(
    ("minutes", "code"), [(0, "no-hours"), (721, "too-many-hours"), (-60, "no-hours")]
)
def test_impossible_hours_are_refused(room, fatma, minutes, code):
    with pytest.raises(Refused) as refusal:
        commands.write_for_all(fatma, occurrence=make_begun(fatma), minutes=minutes)
    assert refusal.value.code == code


def test_who_was_not_there_gets_no_hours(room, fatma, wim):
    row = make_begun(fatma, wim)
    elsewhere = make_actor(make_room("elders", "Elders"), "samira")

    for other in (make_actor(room, "olena"), elsewhere):
        with pytest.raises(Refused) as refusal:
            commands.write_for_all(fatma, occurrence=row, minutes=60, people=[other.someone])
        assert refusal.value.code == "not-known-here"
    assert standing(room) == []


def test_nothing_is_written_before_it_began(room, fatma):
    with pytest.raises(Refused) as refusal:
        commands.write_for_all(fatma, occurrence=make_occurrence(fatma), minutes=60)
    assert refusal.value.code == "not-yet"


@pytest.mark.parametrize("role", ["resident", "host", "coordinator", "board"])
def test_only_who_leads_it_writes_for_others(room, fatma, role):
    row = make_begun(fatma)

    with pytest.raises(NotAllowed):
        commands.write_for_all(make_actor(room, "deniz", role), occurrence=row, minutes=60)


def test_what_another_wrote_for_all_is_not_mine_to_take_back(room, fatma, wim):
    done = commands.write_for_all(fatma, occurrence=make_begun(fatma, wim), minutes=60)

    with pytest.raises(NotFound):
        commands.correct_together(wim, together=done.once)


def test_who_is_hidden_is_not_on_the_list(room, fatma, wim):
    row = make_begun(fatma, wim)
    hide(wim.someone)

    assert queries.who_was_there(room, row) == [fatma.person]
    commands.write_for_all(fatma, occurrence=row, minutes=60)
    assert standing(room) == [("Fatma", 60)]
