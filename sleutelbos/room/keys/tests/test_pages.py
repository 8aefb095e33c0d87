"""The pages: what they show, what they keep, and how often they ask the database."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sleutelbos.commons.places.door import actor_of
from sleutelbos.commons.places.models import Place
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.room.activities import commands as activities
from sleutelbos.room.keys import commands, queries
from sleutelbos.room.keys.tests.makers import make_key, make_week

pytestmark = [pytest.mark.django_db, pytest.mark.mission("K3A")]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def room() -> Place:
    return make_room("lampje", "Het Lampje")


@pytest.fixture
def fatma(room, client):
    """The host, signed in."""
    fatma = make_actor(room, "fatma", "host")
    client.force_login(fatma.someone)
    return fatma


def page(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("keys", [1, 3, 20])
def test_the_board_asks_the_same_number_of_questions(
    room, fatma, client, django_assert_num_queries, keys
):
    for number in range(1, keys + 1):
        joy = make_actor(room, f"joy{number}")
        key = make_key(room, number)
        commands.hand_over(fatma, key=key, to=joy.person, responsibility="ontbijt")
    with django_assert_num_queries(11):
        html = page(client.get("/k/lampje/sleutels/"))
    assert html.count(">Terug<") == min(keys, 12)
    assert ("Alle 20 sleutels" in html) == (keys == 20)


@pytest.mark.parametrize("turns", [1, 3])
def test_the_week_asks_the_same_number_of_questions(
    room, fatma, client, django_assert_num_queries, turns
):
    make_week(room)
    monday = timezone.localdate() + timedelta(days=7)
    monday -= timedelta(days=monday.weekday())
    for number in range(turns):
        amina = make_actor(room, f"amina{number}", "key-holder")
        commands.take_turn(amina, day=monday + timedelta(days=number), what="open")
    with django_assert_num_queries(7):
        html = page(client.get(f"/k/lampje/sleutels/week/{monday}/"))
    assert html.count(">Ik doe dit<") == 14 - turns


@pytest.mark.parametrize("people", [1, 3])
def test_handing_out_asks_the_same_number_of_questions(
    room, fatma, client, django_assert_num_queries, people
):
    for number in range(people):
        activities.begin(make_actor(room, f"joy{number}"), title="Naaiclub", picto="naald")
    key = make_key(room, 3)
    with django_assert_num_queries(10):
        html = page(client.get(f"/k/lampje/sleutels/{key.code}/geef/"))
    assert html.count("Naaiclub") == people


def test_what_a_neighbour_pulls_is_what_their_key_is_for(room, fatma, client):
    joy = make_actor(room, "joy")
    activities.begin(joy, title="Ontbijt op vrijdag", picto="kop")
    key = make_key(room, 3)
    given = client.post(f"/k/lampje/sleutels/{key.code}/geef/", {"to": joy.someone.code})
    html = page(client.get(given["Location"]))
    assert "Joy</bdi> heeft sleutel 3" in html
    assert "Ontbijt op vrijdag" in html
    undone = client.post(f"/k/lampje/sleutels/{key.code}/ongedaan/", follow=True)
    assert "hangt hier" in page(undone)


def test_nothing_typed_is_lost_when_nobody_was_chosen(room, fatma, client):
    key = make_key(room, 3)
    answer = client.post(f"/k/lampje/sleutels/{key.code}/geef/", {"responsibility": "de moestuin"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert html.count("Kies een buur.") == 2  # on top and at the field, in the same words
    assert 'value="de moestuin"' in html


def test_somebody_without_a_known_deed_is_asked_what_the_key_is_for(room, fatma, client):
    key, joy = make_key(room, 3), make_actor(room, "joy")
    where = f"/k/lampje/sleutels/{key.code}/geef/?hanger={joy.someone.tag_picto}"
    assert "Joy" in page(client.get(where))
    answer = client.post(where, {"to": joy.someone.code})
    assert answer.status_code == 422
    assert "Waar is de sleutel voor? Schrijf een paar woorden." in answer.content.decode()
    assert f'value="{joy.someone.code}" checked' in answer.content.decode()


def test_a_bsn_is_not_kept_and_not_shown_back(room, fatma, client):
    key, joy = make_key(room, 3), make_actor(room, "joy")
    bsn = "111222333"
    answer = client.post(
        f"/k/lampje/sleutels/{key.code}/geef/", {"to": joy.someone.code, "responsibility": bsn}
    )
    assert answer.status_code == 422
    assert bsn not in answer.content.decode()


def test_the_board_of_who_just_brought_back_a_last_key_is_closed_but_undo_works(room, client):
    host, joy = make_actor(room, "fatma", "host"), make_actor(room, "joy")
    key = make_key(room, 4)
    commands.hand_over(host, key=key, to=joy.person, responsibility="ontbijt")
    client.force_login(joy.someone)
    brought = client.post("/k/lampje/sleutels/terug/")
    html = page(client.get(brought["Location"]))
    assert "Sleutel 4 hangt weer op het bord" in html
    assert "Maak ongedaan" in html
    assert client.get("/k/lampje/sleutels/").status_code == 403
    client.post(f"/k/lampje/sleutels/{key.code}/ongedaan/")
    assert len(queries.keys_of(joy.person, room)) == 1


def test_a_second_tap_on_terug_finds_it_done(room, fatma, client):
    key = make_key(room, 4)
    commands.hand_over(fatma, key=key, to=fatma.person, responsibility="gastvrouw")
    taps = [client.post(f"/k/lampje/sleutels/{key.code}/terug/").status_code for _ in "12"]
    assert taps == [302, 302]


def test_the_door_opens_with_one_post_and_says_until_when(room, fatma, client):
    key = make_key(room, 3)
    assert "Van het bord" in page(client.get("/k/lampje/sleutels/open/"))
    opened = client.post("/k/lampje/sleutels/open/", {"key": key.code}, follow=True)
    html = page(opened)
    assert "De deur is open tot" in html
    assert "Er staat geen naam bij." in html
    again = client.post("/k/lampje/sleutels/open/", {"key": key.code}, follow=True)
    assert "De deur is al open tot" in page(again)

    late = client.post("/k/lampje/sleutels/open/tot/", {"until": "2020-01-01T10:00:00+01:00"})
    assert late.status_code == 422
    assert late.content.decode().count("Deze tijd is al voorbij. Kies een latere tijd.") == 2

    closed = page(client.post("/k/lampje/sleutels/dicht/", follow=True))
    assert "De deur is dicht" in closed
    assert "Sleutel 3 terug" in closed
    client.post("/k/lampje/sleutels/dicht/ongedaan/")
    assert queries.opening_now(room)


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_turn_is_taken_and_given_up_with_and_without_javascript(room, fatma, client, headers):
    make_week(room)
    day = timezone.localdate() + timedelta(days=3)
    turn = f"/k/lampje/sleutels/beurt/{day}/dicht"
    html = page(client.post(f"{turn}/neem/", headers=headers, follow=True))
    assert ">Geef door<span" in html
    assert f'action="{turn}/geef-door/"' in html  # also as undo
    assert ("<h1" in html) == (not headers)
    html = page(client.post(f"{turn}/geef-door/", headers=headers, follow=True))
    assert ">Geef door<span" not in html


def test_a_week_that_does_not_exist_is_not_found(room, fatma, client):
    for monday in ("2026-13-01", "morgen", "0001-01-01", "9999-12-31"):
        assert client.get(f"/k/lampje/sleutels/week/{monday}/").status_code == 404


def test_the_plan_keeps_what_was_typed_and_names_what_is_missing(room, client):
    amina = make_actor(room, "amina", "key-holder")
    client.force_login(amina.someone)
    answer = client.post("/k/lampje/sleutels/uren/", {"opens_0": "10:00", "opens_1": "half tien"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Schrijf ook wanneer de deur dichtgaat." in html
    assert "Schrijf een tijd, zoals 13.00." in html
    assert 'value="10:00"' in html
    good = {"opens_0": "10.00", "closes_0": "17:00"}
    assert client.post("/k/lampje/sleutels/uren/", good).status_code == 302
    monday = next(day for day in queries.week_hours(room, _monday()) if day.is_open)
    assert (monday.day.weekday(), f"{monday.opens:%H.%M}") == (0, "10.00")


def _monday():
    return timezone.localdate() - timedelta(days=timezone.localdate().weekday())


def test_a_day_is_made_different_and_usual_again(room, client):
    client.force_login(make_actor(room, "amina", "key-holder").someone)
    make_week(room)
    day = timezone.localdate() + timedelta(days=5)
    saved = client.post(
        "/k/lampje/sleutels/uren/dag/", {"day": day.isoformat(), "why": "schilderen"}, follow=True
    )
    assert "schilderen" in page(saved)
    gone = client.post("/k/lampje/sleutels/uren/dag/", {"day": "2020-01-01"})
    assert (gone.status_code, "al voorbij" in gone.content.decode()) == (422, True)
    client.post(f"/k/lampje/sleutels/uren/dag/{day}/gewoon/")
    assert queries.other_days(room, timezone.localdate()) == []


def test_a_new_key_hangs_on_the_board_once(room, client):
    client.force_login(make_actor(room, "bestuur", "board").someone)
    form = page(client.get("/k/lampje/sleutels/nieuw/"))
    once = form.split('name="once" value="')[1].split('"')[0]
    typed = {"number": "7", "opens": "schuur", "once": once}
    for _tap in "12":
        assert client.post("/k/lampje/sleutels/nieuw/", typed).status_code == 302
    assert [hook.key.number for hook in queries.board(_me(client, room)).hooks] == [7]
    taken = client.post("/k/lampje/sleutels/nieuw/", {"number": "7", "opens": "schuur"})
    assert (taken.status_code, "Kies een ander nummer" in taken.content.decode()) == (422, True)


def _me(client, room):
    from django.contrib.auth import get_user

    return actor_of(get_user(client), room)


def test_the_list_on_paper_says_where_every_key_is(room, fatma, client):
    joy = make_actor(room, "joy")
    commands.hand_over(fatma, key=make_key(room, 1), to=joy.person, responsibility="ontbijt")
    make_key(room, 2)
    html = page(client.get("/k/lampje/sleutels/lijst/"))
    assert "Joy" in html
    assert "ontbijt" in html
    assert "hangt hier" in html


def test_losing_a_key_begins_with_a_kind_word(room, fatma, client):
    key = make_key(room, 4)
    commands.hand_over(fatma, key=key, to=fatma.person, responsibility="gastvrouw")
    where = f"/k/lampje/sleutels/{key.code}/kwijt/"
    assert "Goed dat je het zegt" in page(client.get(where))
    assert "Sleutel 4: kwijt" in page(client.post(where, {"how": "lost"}, follow=True))
    found = client.post(f"/k/lampje/sleutels/{key.code}/gevonden/", follow=True)
    assert "Sleutel 4 is weer bij jou." in page(found)


def test_who_opened_the_door_closes_it_also_after_bringing_the_key_back(room, fatma, client):
    key = make_key(room, 1)
    wim = make_actor(room, "wim")
    commands.hand_over(fatma, key=key, to=wim.someone, responsibility="de deur")
    client.force_login(wim.someone)
    client.post("/k/lampje/sleutels/open/")

    thanks = client.post("/k/lampje/sleutels/terug/", follow=True)
    assert "De deur is nog open" in page(thanks)
    assert not actor_of(wim.someone, room).roles & {"key-holder"}
    assert "Ik doe de deur dicht" in page(client.get("/k/lampje/"))
    client.force_login(make_actor(room, "joy").someone)
    assert client.post("/k/lampje/sleutels/dicht/").status_code in {403, 404}
    assert queries.opening_now(room)
    client.force_login(wim.someone)
    closed = page(client.post("/k/lampje/sleutels/dicht/", follow=True))

    assert queries.opening_now(room) is None
    assert "De deur is dicht" in closed
    assert "Maak ongedaan" not in closed
