"""The small world: everything the drawings show is there, at any hour of any day."""

from datetime import datetime, timedelta

import pytest
from django.db import transaction
from django.test import override_settings
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.models import Place, Role
from sleutelbos.commons.places.queries import rooms, with_role
from sleutelbos.demo import cast, small
from sleutelbos.demo.clock import at, last_month, last_weekday
from sleutelbos.demo.network import actor, person
from sleutelbos.demo.scenes_today import LAST, is_night, times_for
from sleutelbos.room.activities import queries as activities
from sleutelbos.room.hours import queries as hours
from sleutelbos.room.keys import queries as keys
from sleutelbos.room.talents import queries as talents
from sleutelbos.room.visits import queries as visits

pytestmark = pytest.mark.one_database
TUESDAY = "2026-11-24T11:30"


def moment(said: str) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(said))


def clock_of(when: datetime) -> str:
    return f"{timezone.localtime(when):%H.%M}"


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    """Built once; what a test changes is undone after it, and all of it after the last."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield small.build(moment(TUESDAY))
        transaction.set_rollback(True)


@pytest.fixture
def tuesday(built, db):
    """The world of the drawings: a Tuesday in November, half past eleven."""
    with at(moment(TUESDAY)):
        yield built


@pytest.mark.mission("K2E", "K3A")
def test_the_room_is_as_it_is_drawn(tuesday):
    now = timezone.now()

    opening = keys.opening_now(tuesday, now)
    seen = [
        (row.title, clock_of(row.starts), [str(p) for p in row.pullers], row.coming, row.is_now)
        for row in activities.today(tuesday, now)
    ]

    assert (str(opening.shown_holder), clock_of(opening.closes_at)) == ("Fatma", "17.00")
    assert str(keys.closer_today(tuesday, now)) == "Yusuf"
    assert seen == [
        ("Naaiclub", "10.00", ["Rosa"], 5, True),
        ("Samen koken", "13.00", ["Amina"], 8, False),
        ("Hulp met brieven", "14.30", ["Wim", "Olena"], 0, False),
    ]


@pytest.mark.mission("K1A")
def test_the_wall_holds_six_questions_and_eleven_talents(tuesday):
    asked = [(post.title, str(post.person or "")) for post in talents.asked(tuesday, 2)]
    offered = [(post.title, str(post.person or "")) for post in talents.offered(tuesday, 2)]

    assert talents.counts(tuesday) == (6, 11)
    assert asked == [("Wie leert mij fietsen?", ""), ("Wie hangt er een lamp op?", "Olena")]
    assert offered == [("Haren vlechten", "Amina"), ("Nederlands praten", "Wim")]


@pytest.mark.mission("K3A")
def test_nineteen_keys_are_with_neighbours_two_hang_here_and_one_is_lost(tuesday):
    board = keys.board(actor("amina", tuesday))
    by_number = {hook.key.number: (hook.state, str(hook.holder or "")) for hook in board.hooks}
    week = keys.week_of_turns(actor("amina", tuesday), keys.monday_of(timezone.localdate()))

    assert (board.total, board.out, board.here, board.lost) == (22, 19, 2, 1)
    assert [by_number[n] for n in range(1, 7)] == [
        ("out", "Fatma"), ("out", "Yusuf"), ("here", ""), ("out", "Amina"), ("here", ""),
        ("lost", ""),
    ]  # fmt: skip
    assert [(turn.day.weekday(), turn.what) for turn in week.free] == [(3, "dicht")]
    assert [(str(s.one.holder), str(s.other.holder)) for s in week.swaps] == [("Joy", "Wim")]


@pytest.mark.mission("K2C")
def test_two_ideas_wait_and_one_thing_rests(tuesday):
    on_the_shelf = [
        (rest.activity.title, rest.wishes, str(rest.by or ""))
        for rest in activities.resting(tuesday)
    ]

    assert on_the_shelf == [
        ("Bloemen in de straat", 2, ""),
        ("Ontbijt op zondag", 4, "Wim"),
        ("Naaien op zaterdag", 0, "Rosa"),
    ]


def test_everybody_of_the_cast_is_there_with_a_tag_of_their_own(tuesday):
    here = list(Person.objects.all())
    tags = [
        (p.tag_picto, p.tag_colour) for p in Person.objects.filter(roles__place=tuesday).distinct()
    ]
    here_by_role = {
        name: [str(p) for p in with_role(tuesday, name)]
        for name in ("coordinator", "assistant", "funder")
    }

    assert len(here) == 44
    assert len(tags) == len(set(tags))
    assert [room.slug for room in rooms()] == ["sleutelbloem", "lampje"]
    assert here_by_role == {
        "coordinator": ["Marleen"], "assistant": ["Deniz"], "funder": ["Floor"],
    }  # fmt: skip
    assert {part.handle for part in cast.PARTS} <= {one.handle for one in cast.LAMPJE} | {
        team[0] for team in cast.TEAM["lampje"]
    }


@pytest.mark.mission("K1E")
def test_what_amina_gave_and_got_is_spread_over_the_week(tuesday):
    gave, got = hours.gave_and_got(person("amina"), tuesday)
    days = {line.own: (timezone.localdate() - timezone.localdate(line.at)).days for line in gave}
    assert days == {"Soep voor 12 buren": 1, "Tolk voor Samira": 3, "Vlechten bij Joy": 5}
    assert [(timezone.localdate() - timezone.localdate(line.at)).days for line in got] == [2, 4, 6]


def test_yesterday_two_new_faces_came(tuesday):
    yesterday = timezone.localdate() - timedelta(days=1)

    assert sum(arrivals.new for arrivals in visits.arrivals(tuesday, yesterday)) >= 2


@given(
    minute=st.integers(6 * 60, 22 * 60 + 29),
    planned=st.sampled_from([None, (600, 1020), (780, 1260)]),
)
def test_the_times_of_the_day_fit_whatever_the_hour(minute, planned):
    times = times_for(minute, planned)
    (sewing, done), (cooking, _eaten), (letters, _read) = times.slots

    assert times.opens <= sewing <= minute < done
    assert minute < cooking < letters
    assert times.opens <= minute < times.closes <= LAST
    assert all(15 <= last - first <= 150 and last <= LAST for first, last in times.slots)


@given(day=st.dates(min_value=datetime(2024, 1, 1).date(), max_value=datetime(2040, 1, 1).date()))
def test_last_friday_is_in_the_week_gone_by_and_last_march_in_the_year(day):
    friday, march = last_weekday(day, 4), last_month(day, 3)

    assert (friday.weekday(), 1 <= (day - friday).days <= 7) == (4, True)
    assert (march.month, 8 <= (day - march).days <= 362) == (3, True)


def test_night_ends_at_six_and_begins_at_half_past_ten():
    said = ("05:59", "06:00", "22:29", "22:30")
    assert [is_night(moment(f"2026-11-24T{clock}")) for clock in said] == [True, False, False, True]


def answers(client) -> set[int]:
    pages = ("/demo/", "/demo/fatma/", "/demo/tablet/")
    return {ask(page).status_code for page in pages for ask in (client.get, client.post)}


@pytest.fixture
def in_a_demo(tuesday):
    with override_settings(DEMO=True):
        yield tuesday


def test_a_visitor_becomes_whom_they_choose(in_a_demo, client):
    page = client.get("/demo/").content.decode()
    client.post("/demo/amina/")

    assert all(f'action="/demo/{part.handle}/"' in page for part in cast.PARTS)
    assert client.session["_auth_user_id"] == str(person("amina").pk)


def test_a_visitor_becomes_the_tablet_and_nobody_else(in_a_demo, client):
    client.post("/demo/fatma/")
    answer = client.post("/demo/tablet/")

    assert "_auth_user_id" not in client.session
    assert client.get(answer["Location"]).status_code == 200


@pytest.mark.mission("P6")
def test_looking_at_a_page_of_the_demo_signs_nobody_in(in_a_demo, client):
    assert client.get("/demo/amina/").status_code == 200
    assert "_auth_user_id" not in client.session


@pytest.mark.mission("P6")
def test_outside_a_demo_the_page_is_not_there(tuesday, client):
    assert answers(client) == {404}


@pytest.mark.mission("P6")
def test_on_a_real_network_it_is_not_there_even_with_the_setting(tuesday, client):
    Place.objects.filter(kind="cooperative").update(slug="een-echte")
    with override_settings(DEMO=True):
        assert answers(client) == {404}


@pytest.mark.mission("P6")
def test_nobody_becomes_a_neighbour_who_is_not_of_the_demo(in_a_demo, client):
    other = Person.objects.create(called="Fatma")
    Role.objects.create(person=other, place=in_a_demo, name="host", since=timezone.now())

    assert [client.post(f"/demo/{handle}/").status_code for handle in (other.code, "rosa")] == [
        404,
        404,
    ]
    assert "_auth_user_id" not in client.session
