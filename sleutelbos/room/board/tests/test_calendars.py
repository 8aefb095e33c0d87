"""Calendars of the room, of one time, and of one person, read back as a phone reads them."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from sleutelbos.commons.people.commands import erase_me
from sleutelbos.commons.places import commands as places
from sleutelbos.commons.places.door import actor_of
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit.clock import local_moment
from sleutelbos.kit.ical import Entry, calendar
from sleutelbos.kit.refused import NotAllowed
from sleutelbos.room.activities import commands as activities
from sleutelbos.room.activities.tests.makers import as_it_is, make_occurrence
from sleutelbos.room.board import commands
from sleutelbos.room.board.models import Feed
from sleutelbos.room.keys import commands as keys
from sleutelbos.room.keys.tests.makers import make_week

HERE = ZoneInfo("Europe/Amsterdam")
TUESDAY = datetime(2026, 11, 24, 11, 0, tzinfo=HERE)


@pytest.fixture(autouse=True)
def cold():
    cache.clear()
    yield
    cache.clear()


def read(address, client=None):
    response = (client or Client()).get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(response.content)


def events(address):
    return read(address).walk("VEVENT")


def titles(address):
    return [str(event["summary"]) for event in events(address)]


def own(actor):
    return f"/agenda/{commands.renew_feed(actor)}.ics"


@pytest.mark.mission("K2E")
@pytest.mark.parametrize("clock_changes", [date(2026, 10, 25), date(2027, 3, 28)])
@pytest.mark.django_db
def test_a_weekly_time_is_at_the_same_hour_before_and_after_the_clock_changes(clock_changes):
    """R48: what a phone makes of it is what the clock of the wall says."""
    room = make_room()
    puller = make_actor(room)
    first = clock_changes - timedelta(days=7)
    with time_machine.travel(local_moment(first, time(9)), tick=False):
        make_occurrence(puller, starts=local_moment(first, time(9, 30)), weekly=True, minutes=90)
        found = events(f"/k/{room.slug}/agenda.ics")
    around = [event for event in found if event["dtstart"].dt.date() < first + timedelta(days=21)]
    said = [event["dtstart"].dt.astimezone(HERE) for event in around]
    assert [moment.date() for moment in said] == [first + timedelta(days=7 * n) for n in range(3)]
    assert {moment.time() for moment in said} == {time(9, 30)}
    assert len({moment.utcoffset() for moment in said}) == 2  # it did change
    ends = {event["dtend"].dt.astimezone(HERE).time() for event in around}
    assert ends == {time(11)}


@pytest.mark.mission("K2E")
@pytest.mark.django_db
def test_a_change_keeps_the_name_of_the_event_and_what_is_off_says_so():
    room = make_room()
    puller = make_actor(room)
    with time_machine.travel(TUESDAY, tick=False) as clock:
        row = make_occurrence(puller, "Samen koken")
        (before,) = events(f"/k/{room.slug}/agenda.ics")
        clock.shift(timedelta(minutes=5))
        activities.cancel(puller, occurrence=as_it_is(row))
        (after,) = events(f"/k/{room.slug}/agenda.ics")
    assert before["uid"] == after["uid"] == str(row.uuid)
    assert (before["status"], after["status"]) == ("CONFIRMED", "CANCELLED")
    assert after["sequence"] > before["sequence"]
    assert after["last-modified"].dt > before["last-modified"].dt
    assert after["summary"] == "Gaat niet door: Samen koken"


@pytest.mark.django_db
def test_a_calendar_of_the_room_names_nobody():
    room = make_room()
    row = make_occurrence(make_actor(room, "kanarievogel"))
    activities.sign_up(make_actor(room, "roodborstje"), occurrence=row)
    for address in (f"/k/{room.slug}/agenda.ics", f"/k/{room.slug}/doe/{row.code}/agenda.ics"):
        text = read(address).to_ical().decode().lower()
        assert "samen koken" in text
        assert "kanarievogel" not in text
        assert "roodborstje" not in text


@pytest.mark.mission("K2E")
@pytest.mark.django_db
def test_one_time_can_be_put_in_ones_own_calendar():
    room = make_room()
    puller = make_actor(room)
    row = make_occurrence(puller)
    make_occurrence(puller, "Iets anders")
    address = f"/k/{room.slug}/doe/{row.code}/agenda.ics"
    assert titles(address) == ["Samen koken"]
    assert address in Client().get(f"/k/{room.slug}/doe/{row.code}/").content.decode()
    assert Client().get(f"/k/{room.slug}/doe/zzzzzz/agenda.ics").status_code == 404


@pytest.mark.django_db
def test_a_calendar_that_did_not_change_is_not_sent_again(settings):
    settings.PUBLIC_PAGE_SECONDS = 10
    room = make_room()
    person = make_actor(room)
    make_occurrence(person)
    with time_machine.travel(TUESDAY, tick=False):
        for address in (f"/k/{room.slug}/agenda.ics", own(person)):
            first = Client().get(address)
            again = Client().get(address, headers={"if-none-match": first["ETag"]})
            assert again.status_code == 304
            assert again.content == b""


@pytest.mark.django_db
def test_a_kept_calendar_of_the_room_is_still_a_calendar(settings, django_assert_num_queries):
    settings.PUBLIC_PAGE_SECONDS = 10
    room = make_room()
    make_occurrence(make_actor(room))
    with time_machine.travel(TUESDAY, tick=False):
        first = Client().get(f"/k/{room.slug}/agenda.ics")
        with django_assert_num_queries(0):
            kept = Client().get(f"/k/{room.slug}/agenda.ics")
    assert kept["Content-Type"] == first["Content-Type"] == "text/calendar; charset=utf-8"
    assert kept.content == first.content
    assert kept["Cache-Control"] == "public, max-age=10"


@pytest.mark.mission("K2E")
@pytest.mark.django_db
def test_ones_own_calendar_holds_what_one_comes_to_pulls_and_opens():
    room = make_room()
    with time_machine.travel(TUESDAY, tick=False):
        make_week(room)
        fatma = make_actor(room, "fatma", "key-holder")
        puller = make_actor(room, "noor")
        activities.sign_up(fatma, occurrence=make_occurrence(puller, "Waar Fatma komt"))
        make_occurrence(fatma, "Wat Fatma trekt")
        make_occurrence(puller, "Van een ander")
        keys.take_turn(fatma, day=date(2026, 11, 27), what="open")
        keys.take_turn(fatma, day=date(2026, 11, 27), what="dicht")
        found = events(own(fatma))
    said = {str(event["summary"]): event["dtstart"].dt.astimezone(HERE) for event in found}
    assert set(said) == {
        "Waar Fatma komt", "Wat Fatma trekt", "Jij doet de deur open", "Jij doet de deur dicht",
    }  # fmt: skip
    assert said["Jij doet de deur open"] == datetime(2026, 11, 27, 10, tzinfo=HERE)
    assert said["Jij doet de deur dicht"] == datetime(2026, 11, 27, 17, tzinfo=HERE)


@pytest.mark.django_db
def test_a_turn_follows_the_hours_of_its_own_day_and_keeps_its_name():
    room = make_room()
    with time_machine.travel(TUESDAY, tick=False):
        make_week(room)
        fatma = make_actor(room, "fatma", "key-holder")
        keys.take_turn(fatma, day=date(2026, 11, 27), what="open")
        address = own(fatma)
        (before,) = events(address)
        make_week(room, opens=time(13))
        (after,) = events(address)
    assert after["dtstart"].dt.astimezone(HERE).time() == time(13)
    assert after["uid"] == before["uid"]


@pytest.mark.django_db
def test_an_own_calendar_speaks_the_language_of_its_person_wherever_it_is_read():
    room = make_room()
    with time_machine.travel(TUESDAY, tick=False):
        fatma = make_actor(room, "fatma")
        activities.cancel(fatma, occurrence=make_occurrence(fatma, "Soep"))
        address = own(fatma)
        client = Client(headers={"accept-language": "ar"})
        assert str(read(address, client).walk("VEVENT")[0]["summary"]) == "Gaat niet door: Soep"


@pytest.mark.mission("K2E")
@pytest.mark.django_db
def test_a_new_address_ends_the_old_one_at_once():
    noor = make_actor(make_room())
    old, new = own(noor), own(noor)
    assert Client().get(old).status_code == 404
    assert Client().get(new).status_code == 200
    assert Feed.objects.of(noor.someone).count() == 1


@pytest.mark.django_db
def test_an_address_is_long_random_and_kept_only_as_a_hash():
    """R35: at least 128 bits; what is stored opens nothing."""
    noor, wim = make_actor(make_room()), make_actor(make_room("b", "B"))
    tokens = [commands.renew_feed(noor), commands.renew_feed(wim)]
    assert min(len(token) for token in tokens) * 6 >= 128  # six bits a character
    assert len(set(tokens)) == 2
    stored = Feed.objects.of(noor.someone).get()
    assert tokens[0] not in str(vars(stored))
    assert Client().get(f"/agenda/{stored.fingerprint}.ics").status_code == 404


@pytest.mark.django_db
def test_who_leaves_a_room_reads_no_more_of_it():
    here, there = make_room(), make_room("elders", "Elders")
    noor = make_actor(here)
    places.first_role(noor.someone, there, "resident")
    in_both = (noor, actor_of(noor.someone, there))
    for actor in in_both:
        make_occurrence(actor, f"In {actor.place.name}")
    address = own(noor)
    assert sorted(titles(address)) == ["In De Kamer", "In Elders"]
    places.end_role(noor, of=noor.someone, name="resident")
    assert titles(address) == ["In Elders"]
    places.end_role(in_both[1], of=noor.someone, name="resident")
    assert titles(address) == []


@pytest.mark.django_db
def test_the_address_of_who_is_erased_is_gone():
    noor = make_actor(make_room())
    address = own(noor)
    erase_me(noor.someone)
    assert Client().get(address).status_code == 404


@pytest.mark.django_db
def test_who_only_pays_gets_no_calendar():
    with pytest.raises(NotAllowed):
        commands.renew_feed(make_actor(make_room(), "fonds", "funder"))


@pytest.mark.mission("K2E")
@pytest.mark.django_db
def test_the_address_is_shown_once_after_one_tap():
    noor = make_actor(make_room())
    client = Client()
    client.force_login(noor.someone)
    assert "readonly" not in client.get("/mijn/agenda/").content.decode()
    shown = client.post("/mijn/agenda/")
    address = shown.content.decode().split('readonly value="')[1].split('"')[0]
    assert Client().get(address.removeprefix("http://localhost:8000")).status_code == 200
    assert "no-store" in shown["Cache-Control"]
    later = client.get("/mijn/agenda/").content.decode()
    assert address not in later
    assert "Maak een nieuw adres" in later


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.django_db
def test_a_calendar_asks_the_same_number_of_questions(django_assert_num_queries, number):
    room = make_room()
    with time_machine.travel(TUESDAY, tick=False):
        make_week(room)
        fatma = make_actor(room, "fatma", "key-holder")
        for n in range(number):
            make_occurrence(fatma, f"Soep {n}")
            keys.take_turn(fatma, day=date(2026, 11, 27 + n), what="open")
            other = make_room(f"kamer-{n}", f"Kamer {n}")
            places.first_role(fatma.someone, other, "resident")
        address = own(fatma)
        with django_assert_num_queries(6):
            assert len(events(address)) == 2 * number
        with django_assert_num_queries(2):
            assert len(events(f"/k/{room.slug}/agenda.ics")) == number


ANYTHING = st.text(max_size=120)


@given(title=ANYTHING, about=ANYTHING)
def test_whatever_people_write_makes_one_event_and_comes_back(title, about):
    """Nobody writes themselves another line, event or calendar."""
    entry = Entry(
        uid="een", starts=TUESDAY, ends=TUESDAY + timedelta(hours=1), summary=title, about=about,
        changed_at=TUESDAY,
    )  # fmt: skip
    text = calendar(title, [entry])
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    assert event["dtstart"].dt == TUESDAY
    assert text.count(b"\r\nBEGIN:VEVENT\r\n") == 1
    assert text.count(b"\r\nUID:") == 1
    assert {key.upper() for key in event} <= {
        "UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "STATUS",
        "DESCRIPTION",
    }  # fmt: skip


def test_the_text_of_an_event_comes_back_as_it_was_written():
    text = "Neem mee: pan, mes; en „zout“\nTot straks \\o/ — مرحبا"
    entry = Entry("een", TUESDAY, TUESDAY + timedelta(hours=1), text, TUESDAY, about=text)
    (event,) = Calendar.from_ical(calendar("x", [entry])).walk("VEVENT")
    assert str(event["summary"]) == text.replace("\n", " ")
    assert str(event["description"]) == text
