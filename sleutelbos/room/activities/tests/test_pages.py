"""The pages: what stands on them, in how many taps, with how many questions to the database."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from sleutelbos.commons.places import commands as places
from sleutelbos.commons.places.models import Consent
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.room.activities import commands, queries
from sleutelbos.room.activities.queries_list import agenda_lines
from sleutelbos.room.activities.tests.makers import (
    as_it_is,
    machines,
    make_idea,
    make_occurrence,
)

pytestmark = pytest.mark.django_db


def url(name, room, *args):
    return reverse(f"activities:{name}", args=[room.slug, *args])


@pytest.fixture
def room():
    return make_room()


@pytest.fixture
def amina(room, client):
    actor = make_actor(room, "amina")
    client.force_login(actor.person)
    return actor


def how(**change):
    today = f"{timezone.localdate():%Y-%m-%d}"
    return {"title": "Samen koken", "day": today, "clock": "now", "other": "", **change}


def fill_agenda(room, number):
    for nth in range(number):
        puller = make_actor(room, f"trekker{nth}")
        row = make_occurrence(puller, f"Ding {nth}", starts=timezone.now() + timedelta(hours=nth))
        commands.sign_up(puller, occurrence=row)


@pytest.mark.parametrize("number", [1, 3])
def test_the_agenda_asks_six_questions_however_much_there_is(
    client, room, amina, django_assert_num_queries, number
):
    fill_agenda(room, number)

    with django_assert_num_queries(5):
        page = client.get(url("agenda", room)).content.decode()

    assert page.count("met <bdi") == number


@pytest.mark.parametrize("number", [1, 3])
def test_for_a_passer_by_the_agenda_asks_three(client, room, django_assert_num_queries, number):
    fill_agenda(room, number)

    with django_assert_num_queries(3):
        page = client.get(url("agenda", room)).content.decode()

    assert page.count("Ik kom") == number


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("htmx", [False, True])
def test_saying_i_come_asks_at_most_twelve_questions(client, room, amina, number, htmx):
    fill_agenda(room, number)
    row = make_occurrence(make_actor(room, "rosa"), limit=machines(number))
    headers = {"HX-Request": "true"} if htmx else {}

    with CaptureQueriesContext(connection) as asked:
        answer = client.post(url("come", room, row.code), headers=headers)

    assert answer.status_code == (200 if htmx else 302)
    assert len(asked) == (10 if htmx else 9)
    assert as_it_is(row).taken == 1


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_of_one_activity_asks_the_same_however_many_come(
    client, room, amina, django_assert_num_queries, number
):
    row = make_occurrence(make_actor(room, "rosa"), weekly=True)
    for nth in range(number):
        commands.sign_up(make_actor(room, f"buur{nth}"), occurrence=row)

    with django_assert_num_queries(8):
        client.get(url("occurrence", room, row.code))


@pytest.mark.parametrize("number", [1, 3])
def test_the_stable_asks_the_same_however_much_rests(
    client, room, amina, django_assert_num_queries, number
):
    for nth in range(number):
        idea = make_idea(make_actor(room, f"denker{nth}"), f"Idee {nth}")
        commands.wish(amina, activity=idea)
        commands.pull(amina, activity=idea)
        row = commands.plan(amina, activity=idea)
        with time_machine.travel(row.ends):
            commands.stop_pulling(amina, activity=idea)

    with django_assert_num_queries(8):
        page = client.get(url("resting", room)).content.decode()

    assert page.count("rust sinds vandaag") == number


def test_the_agenda_is_turned_leaf_by_leaf_and_misses_nothing(client, room):
    rosa = make_actor(room, "rosa")
    at = timezone.now() + timedelta(days=1)
    for nth in range(45):  # many at the very same moment
        make_occurrence(rosa, f"Ding {nth}", starts=at + timedelta(hours=nth // 10))

    seen, address = [], url("agenda", room)
    while address:
        page = client.get(address)
        seen += re.findall(r"<bdi dir=\"auto\">(Ding \d+)</bdi>", page.content.decode())
        after = page.context["next"]
        address = f"{url('agenda', room)}?na={after}" if after else ""

    assert sorted(seen) == sorted(f"Ding {nth}" for nth in range(45))


def test_the_list_for_reading_says_what_the_list_for_machines_says(room):
    rosa, wim = make_actor(room, "rosa"), make_actor(room, "wim")
    for nth in range(30):
        row = make_occurrence(
            rosa, f"Ding {nth}", starts=timezone.now() + timedelta(hours=nth), limit=machines(1)
        )
        [
            lambda row: commands.cancel(rosa, occurrence=row),
            lambda row: commands.sign_up(wim, occurrence=row),
            lambda row: (
                commands.ask_stand_in(rosa, occurrence=row)
                and commands.stand_in(wim, occurrence=row)
            ),
        ][nth % 3](row)

    after = ""
    for _leaf in range(2):
        rows = queries.agenda(room, after=after, person=wim.person)
        lines = agenda_lines(room, after=after, person=wim.person)
        assert lines.next == rows.next
        assert [
            (n.code, n.picto, n.title, n.starts, n.is_now, n.off, n.coming, n.is_full, n.mine)
            for n in lines.lines
        ] == [
            (
                o.code,
                o.activity.picto,
                o.title,
                o.starts,
                o.is_now,
                o.off,
                o.coming,
                o.is_full,
                o.mine,
            )
            for o in rows.rows
        ]
        assert [list(n.leaders) for n in lines.lines] == [
            [person.called for person in o.pullers] for o in rows.rows
        ]
        after = lines.next


def test_a_line_that_is_kept_never_shows_what_another_said(client, room):
    row = make_occurrence(make_actor(room, "rosa"))
    wim, joy = make_actor(room, "wim"), make_actor(room, "joy")
    commands.sign_up(wim, occurrence=row)
    for who, words in ((wim, "Ik kom toch niet"), (joy, "Ik kom<"), (wim, "Ik kom toch niet")):
        client.force_login(who.person)
        assert words in client.get(url("agenda", room)).content.decode()
    client.logout()
    page = client.get(url("agenda", room)).content.decode()
    assert "Ik kom toch niet" not in page
    assert "csrfmiddlewaretoken" not in page


def test_a_line_that_is_kept_speaks_the_language_of_the_reader(client, room):
    make_occurrence(make_actor(room, "rosa"))
    pages = []
    for language in ("nl", "en", "nl"):
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        pages.append(client.get(url("agenda", room)).content)

    assert pages[0] == pages[2]
    assert pages[0] != pages[1]


@pytest.mark.parametrize("cursor", ["x", "-", "99999999999999999", "1-", "٣-abc", "1e5-abc"])
def test_a_cursor_nobody_made_does_no_harm(client, room, cursor):
    assert client.get(url("agenda", room), {"na": cursor}).status_code == 200


def test_i_come_and_not_after_all_in_one_tap_each(client, room, amina):
    row = make_occurrence(make_actor(room, "rosa"))

    shown = client.post(url("come", room, row.code), follow=True).content.decode()
    assert "Jij komt" in shown
    assert "Ik kom toch niet" in shown
    shown = client.post(url("not_come", room, row.code), follow=True).content.decode()

    assert "Ik kom toch niet" not in shown
    assert as_it_is(row).taken == 0


@pytest.mark.parametrize(("who", "may_sign_in"), [("", True), ("funder", False), ("elders", False)])
def test_who_is_in_already_is_not_sent_to_the_way_in(client, room, amina, who, may_sign_in):
    row = make_occurrence(amina)
    client.logout()
    if who:
        here, role = (room, who) if who == "funder" else (make_room("elders", "Elders"), "resident")
        client.force_login(make_actor(here, "floor", role).person)
    page = client.get(url("come", room, row.code)).content.decode()
    assert "Zonder naam" in page
    assert ("/binnen/" in page) == may_sign_in


def test_htmx_gets_the_changed_part_only(client, room, amina):
    row = make_occurrence(make_actor(room, "rosa"))

    part = client.post(url("come", room, row.code), headers={"HX-Request": "true"}).content.decode()

    assert f'id="kom-{row.code}"' in part
    assert "Jij komt" in part
    assert "<html" not in part


def test_a_full_activity_says_so_and_offers_the_line(client, room, amina):
    row = make_occurrence(make_actor(room, "rosa"), limit=machines(1))
    commands.sign_up(make_actor(room, "wim"), occurrence=row)

    page = client.get(url("occurrence", room, row.code)).content.decode()
    assert "Er is <bdi>1</bdi> plek" in page
    assert "Zet mij op de lijst" in page
    page = client.post(url("come", room, row.code), follow=True).content.decode()

    assert "Jij wacht op een plek" in page


def test_the_public_page_names_who_leads_and_nobody_who_comes(client, room):
    row = make_occurrence(make_actor(room, "rosa"))
    commands.sign_up(make_actor(room, "samira"), occurrence=row)

    page = client.get(url("occurrence", room, row.code)).content.decode()

    assert "Rosa" in page
    assert "<bdi>1</bdi> buur komt" in page
    assert "Samira" not in page


def test_the_stable_names_only_who_agreed(client, room, amina):
    wim, rosa = make_actor(room, "wim"), make_actor(room, "rosa")
    places.say_yes(wim, Consent.Purpose.SHOW_ROLE)
    make_idea(wim, "Ontbijt")
    make_idea(rosa, "Bloemen")

    page = client.get(url("resting", room)).content.decode()

    assert "Wim</bdi> bedacht dit" in page
    assert "Een buur bedacht dit" in page
    assert "Rosa" not in page


def test_codes_of_another_room_are_not_here(client, room, amina):
    elsewhere = make_room("elders", "Elders")
    row = make_occurrence(make_actor(elsewhere, "saskia"))

    for name in ("occurrence", "come", "change", "attendance", "begun"):
        here = client.get(url(name, room, row.code))
        nowhere = client.get(url(name, room, "zzzzzz"))
        assert (here.status_code, here.content) == (404, nowhere.content)


@pytest.mark.parametrize("language", ["nl", "ar", "en", "es", "tr"])
def test_the_agenda_stays_light(client, room, amina, language):
    """The page is at most 30 kB in every language, twenty rows long."""
    fill_agenda(room, 20)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language

    assert len(client.get(url("agenda", room)).content) <= 30_000
