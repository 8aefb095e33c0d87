"""The page on the door: what it says, to whom, and what it costs."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from sleutelbos.commons.places import commands as places
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.room.activities import commands as activities
from sleutelbos.room.keys import commands as keys
from sleutelbos.room.keys.tests.makers import make_key, make_week
from sleutelbos.room.visits.commands_table import call_host
from sleutelbos.room.visits.tests.makers import at_the_door

HERE = ZoneInfo("Europe/Amsterdam")
TUESDAY = datetime(2026, 11, 24, 11, 0, tzinfo=HERE)


@pytest.fixture(autouse=True)
def cold():
    cache.clear()
    yield
    cache.clear()


def opened(room, called="fatma"):
    actor = make_actor(room, called, "key-holder")
    key = make_key(room, 1)
    keys.hand_over(make_actor(room, "beheer", "board"), key=key, to=actor.someone,
                   responsibility="de deur")  # fmt: skip
    keys.open_room(actor, key=key, closes_at=TUESDAY.replace(hour=17))
    return actor


def page(client, room, path=""):
    return client.get(f"/k/{room.slug}/{path}").content.decode()


@pytest.mark.mission("K3A")
@pytest.mark.django_db
def test_the_page_says_open_because_somebody_with_a_key_opened_it():
    room = make_room()
    with time_machine.travel(TUESDAY, tick=False):
        assert "De deur is nu dicht" in page(Client(), room)
        opened(room)
        assert "De deur is open tot" in page(Client(), room)
        assert "17.00" in page(Client(), room)


@pytest.mark.django_db
def test_it_switches_to_closed_at_the_very_minute():
    room = make_room()
    with time_machine.travel(TUESDAY, tick=False) as clock:
        opened(room)
        clock.move_to(TUESDAY.replace(hour=16, minute=59, second=59))
        assert "De deur is open tot" in page(Client(), room)
        clock.move_to(TUESDAY.replace(hour=17))
        assert "De deur is nu dicht" in page(Client(), room)


@pytest.mark.mission("K3A")
@pytest.mark.django_db
def test_who_has_the_key_is_named_only_after_a_yes():
    room = make_room()
    with time_machine.travel(TUESDAY, tick=False):
        fatma = opened(room)
        assert "Fatma" not in page(Client(), room)
        places.say_yes(fatma, "show-key")
        assert "Fatma" in page(Client(), room)
        places.take_back(fatma, "show-key")
        assert "Fatma" not in page(Client(), room)


@pytest.mark.mission("K3A")
@pytest.mark.django_db
def test_a_key_holder_can_bring_a_key_back_from_the_first_page():
    room = make_room()
    client = Client()
    with time_machine.travel(TUESDAY, tick=False):
        client.force_login(opened(room).someone)
        assert "Sleutel terug" in page(client, room)
        assert "Sleutel terug" not in page(Client(), room)


@pytest.mark.django_db
def test_a_passer_by_gets_a_kept_page_without_one_query(settings, django_assert_num_queries):
    settings.PUBLIC_PAGE_SECONDS = 10
    room = make_room()
    client = Client()
    with time_machine.travel(TUESDAY, tick=False):
        first = client.get(f"/k/{room.slug}/")
        with django_assert_num_queries(0):
            second = client.get(f"/k/{room.slug}/")
    assert second.content == first.content
    assert second["Cache-Control"] == "public, max-age=10"
    assert "csrfmiddlewaretoken" not in second.content.decode()
    assert not second.cookies


@pytest.mark.django_db
def test_a_kept_page_speaks_the_language_of_its_reader(settings):
    settings.PUBLIC_PAGE_SECONDS = 10
    room = make_room()
    with time_machine.travel(TUESDAY, tick=False):
        for code in ("nl", "ar"):
            client = Client(headers={"accept-language": code})
            assert f'lang="{code}"' in page(client, room)


@pytest.mark.django_db
def test_a_kept_page_never_reaches_somebody_signed_in(settings):
    settings.PUBLIC_PAGE_SECONDS = 10
    room = make_room()
    noor = make_actor(room)
    with time_machine.travel(TUESDAY, tick=False):
        page(Client(), room)
        client = Client()
        client.force_login(noor.someone)
        response = client.get(f"/k/{room.slug}/")
    assert "private" in response["Cache-Control"]


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("rooms", [0, 40])
@pytest.mark.django_db
def test_the_page_asks_the_same_number_of_questions(
    settings, django_assert_num_queries, number, rooms
):
    settings.PUBLIC_PAGE_SECONDS = 10
    room = make_room()
    for n in range(rooms):
        make_room(f"kamer-{n}", f"Kamer {n}")
    noor = make_actor(room)
    with time_machine.travel(TUESDAY, tick=False):
        for n in range(number):
            starts = TUESDAY + timedelta(hours=n)
            activities.begin(noor, title=f"Soep {n}", picto="pan", starts=starts, minutes=60)
        client = Client()
        client.force_login(noor.someone)
        client.get(f"/k/{room.slug}/")  # the slow part is warm from here on
        with django_assert_num_queries(10):
            content = client.get(f"/k/{room.slug}/").content.decode()
    assert content.count("Soep") >= number


@pytest.mark.mission("K2E")
@pytest.mark.django_db
def test_the_week_shows_every_day_with_its_hours_and_activities():
    room = make_room()
    noor = make_actor(room)
    with time_machine.travel(TUESDAY, tick=False):
        make_week(room)
        activities.begin(
            noor, title="Samen koken", picto="pan", starts=TUESDAY + timedelta(days=2), minutes=90
        )
        content = page(Client(), room, "week/")
    assert "Samen koken" in content
    assert content.count("De deur is open van") == 7


@pytest.mark.django_db
@pytest.mark.parametrize("monday", ["gisteren", "2026-13-01", "1999-01-04", "2026-11-2"])
def test_a_week_that_is_no_week_is_a_page_that_is_not_there(monday):
    room = make_room()
    assert Client().get(f"/k/{room.slug}/week/{monday}/").status_code == 404


@pytest.mark.django_db
def test_the_public_page_is_at_most_30_kb(settings):
    room = make_room()
    noor = make_actor(room)
    for n in range(8):
        starts = timezone.now() + timedelta(minutes=5 + n)
        activities.begin(noor, title=f"Soep {n}", picto="pan", starts=starts, minutes=60)
    assert len(Client().get(f"/k/{room.slug}/").content) <= 30_000


@pytest.mark.django_db
def test_a_closed_room_promises_no_coffee():
    room = make_room()
    with time_machine.travel(TUESDAY, tick=False):
        assert "De koffie is er wel" not in page(Client(), room)
        opened(room)
        assert "De koffie is er wel" in page(Client(), room)


def tab_here(html):
    """The word on the tab that is marked, and how."""
    tabs = html.partition('<nav class="sb-tabs"')[2].partition("</nav>")[0]
    return [
        (how, word)
        for how, word in re.findall(r'<a [^>]*aria-current="(\w+)">.*?</svg>([^<]+)</a>', tabs)
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("", [("page", "Vandaag")]),
        ("week/", [("true", "Vandaag")]),
        ("begin/", [("true", "Vandaag")]),
        ("gevraagd/", [("page", "Gevraagd")]),
        ("vraag/", [("true", "Gevraagd")]),
        ("van-ons/", [("page", "Van ons")]),
        ("sleutels/", [("page", "Sleutels")]),
        ("sleutels/week/", [("true", "Sleutels")]),
        ("/mijn/", [("page", "Mijn bos")]),
        ("/mijn/uren/", [("true", "Mijn bos")]),
        ("/mijn/lezen/", []),
    ],
)
def test_on_every_page_one_tab_says_where_you_are(path, told):
    room = make_room()
    me = make_actor(room, "amina", "resident", "key-holder")
    client = Client()
    client.force_login(me.someone)
    client.get(f"/k/{room.slug}/")
    url = path if path.startswith("/") else f"/k/{room.slug}/{path}"
    assert tab_here(client.get(url).content.decode()) == told


@pytest.mark.django_db
def test_a_key_board_without_a_tab_of_its_own_hangs_under_van_ons():
    room = make_room()
    client = Client()
    client.force_login(make_actor(room, "els", "board").someone)
    assert tab_here(page(client, room, "sleutels/")) == [("true", "Van ons")]


@pytest.mark.django_db
@pytest.mark.parametrize("role", [None, "resident", "funder"])
def test_no_button_on_the_door_leads_to_a_closed_door(role):
    """Whoever is at home in another room, or pays for it, sees what they may do here, no more."""
    room, other = make_room(), make_room("elders", "Elders")
    client = Client()
    if role:
        where = room if role == "funder" else other
        client.force_login(make_actor(where, "floor", role).someone)
    for path in ("", "gevraagd/", "van-ons/"):
        links = set(re.findall(r'href="(/k/[^"?#]+)', page(client, room, path)))
        closed = [link for link in sorted(links) if client.get(link).status_code >= 400]
        assert closed == []


@pytest.mark.mission("K2E", "K3A")
@pytest.mark.django_db
def test_a_door_shut_early_calls_nothing_now_and_says_to_ask():
    room = make_room()
    make_week(room)
    doubt = "De deur is dicht. Vraag na of dit doorgaat."
    with time_machine.travel(TUESDAY, tick=False) as clock:
        fatma, wim = opened(room), make_actor(room, "wim")
        activities.begin(wim, title="Naaiclub", picto="pan", starts=TUESDAY, minutes=120)
        client = Client()
        client.force_login(fatma.someone)
        now = '<span class="sb-tijd">Nu</span>'
        assert now in page(client, room)
        assert doubt not in page(client, room)
        closing = page(client, room, "sleutels/dicht/")
        assert "Dit staat vandaag nog op de deur:" in closing
        assert "Naaiclub" in closing
        keys.close_room(fatma)
        cache.clear()
        assert doubt in page(client, room)
        assert now not in page(client, room)
        clock.move_to(TUESDAY.replace(hour=8))  # the plan opens it before the sewing begins
        cache.clear()
        assert doubt not in page(client, room)


@pytest.mark.django_db
def test_ours_offers_this_week_and_the_next_on_paper():
    room = make_room()
    with time_machine.travel(TUESDAY, tick=False):
        ours = page(Client(), room, "van-ons/")
    assert "Deze week op papier" in ours
    assert "Volgende week op papier" in ours
    assert f"/k/{room.slug}/week/2026-11-30/papier/" in ours


@pytest.mark.mission("K1F")
@pytest.mark.django_db
def test_a_call_from_the_door_stands_on_the_first_page_of_who_receives_and_of_nobody_else():
    room = make_room()
    host, neighbour = make_actor(room, "fatma", "host"), make_actor(room, "amina")
    call_host(at_the_door(room))
    told = {}
    for somebody in (host, neighbour):
        client = Client()
        client.force_login(somebody.someone)
        told[somebody] = "Iemand bij de deur roept je." in page(client, room)
    assert told == {host: True, neighbour: False}
    assert "roept je" not in page(Client(), room)


@pytest.mark.django_db
def test_the_week_begins_at_today_and_folds_up_what_is_behind_us():
    room = make_room()
    make_week(room)
    with time_machine.travel(TUESDAY, tick=False):
        shown = page(Client(), room, "week/")
        folded = re.search(r"<details class=.sb-stapel-s.*?</details>", shown, re.S)[0]
        assert re.findall(r'id="d-(\d)"', folded) == ["1"]  # Monday
        assert re.findall(r'id="d-(\d)"', shown) == list("1234560")
        assert "De dagen die voorbij zijn" not in page(Client(), room, "week/2026-11-30/")
