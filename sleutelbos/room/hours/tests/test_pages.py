"""The pages of hours: what is tapped and typed, what comes back, and how much they ask."""

import csv
import io
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sleutelbos.commons.people.commands import hide
from sleutelbos.commons.places import commands as places
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit.bsn import MESSAGE
from sleutelbos.kit.csv_file import harmless
from sleutelbos.room.hours import commands, queries
from sleutelbos.room.hours.forms import minutes_of
from sleutelbos.room.hours.models import HoursEntry, Thanks
from sleutelbos.room.hours.tests.makers import days_ago, make_begun, make_hours

pytestmark = pytest.mark.django_db
BSN = "111222333"  # passes the 11-test, belongs to nobody


@pytest.fixture
def room():
    return make_room("lampje", "Het Lampje")


@pytest.fixture
def amina(room):
    return make_actor(room, "amina")


def signed_in(actor) -> Client:
    client = Client()
    client.force_login(actor.person)
    return client


def minutes(room) -> list[int]:
    rows = HoursEntry.objects.within(room).filter(corrects=None, counter=None)
    return [row.minutes for row in rows.order_by("pk")]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2", 120), ("1,5", 90), ("1.5", 90), ("1½", 90), ("½", 30), ("1:30", 90), ("2 uur", 120),
        ("0,25", 15), ("5u", 300), ("", None), ("veel", None), ("-2", None), ("1,5,5", None),
        ("2 uur en nog wat", None), ("٢", 120),
    ],
)  # fmt: skip
def test_hours_are_read_as_people_write_them(typed, expected):
    assert minutes_of(typed) == expected


def test_a_tap_writes_and_offers_to_take_it_back(room, amina):
    client = signed_in(amina)
    day = timezone.localdate().isoformat()

    answer = client.post(reverse("hours:tap"), {"minutes": "120", "day": day})

    assert (answer.status_code, answer["Location"]) == (302, "/mijn/")
    assert minutes(room) == [120]
    page = client.get("/mijn/").content.decode()
    undo = reverse("hours:undo", kwargs={"once": HoursEntry.objects.within(room).get().once})
    assert page.count(f'action="{undo}"') >= 1
    client.post(undo)
    assert minutes(room) == []


def test_a_tap_with_htmx_brings_only_the_card(room, amina):
    row = make_begun(amina)
    form = {"minutes": "60", "day": timezone.localdate().isoformat(), "code": row.code}

    answer = signed_in(amina).post(reverse("hours:tap"), form, headers={"HX-Request": "true"})
    page = answer.content.decode()

    assert answer.status_code == 200
    assert page.lstrip().startswith('<section class="sb-kaart')
    assert "1 uur" in page
    assert "<html" not in page
    assert HoursEntry.objects.within(room).get().occurrence == row


def test_too_much_comes_back_with_the_sentence_and_what_was_typed(room, amina):
    make_hours(amina, 700)
    client = signed_in(amina)
    form = {"other": "1,5", "day": "", "other_day": "", "what": "Ramen gewassen"}
    form["day"] = timezone.localdate().isoformat()

    answer = client.post(reverse("hours:write"), form)
    page = answer.content.decode()

    assert answer.status_code == 422
    assert page.count("Meer dan 12 uur op één dag kan niet. Klopt het getal?") == 2
    assert 'value="1,5"' in page
    assert 'value="Ramen gewassen"' in page
    assert "<title>Let op:" in page
    answer = client.post(reverse("hours:tap"), {**form, "other": "", "minutes": "60"})
    assert answer.status_code == 422
    answer = client.post(
        reverse("hours:tap"), {**form, "other": "", "minutes": "60"}, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 422
    assert "Meer dan 12 uur" in answer.content.decode()
    assert minutes(room) == [700]


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({}, "Kies hoe lang je er was."),
        ({"other": "veel"}, "Schrijf een getal, zoals 2 of 1,5."),
        ({"minutes": "60", "other_day": "gisteren"}, "Schrijf een dag, zoals 24-11-2026."),
        ({"minutes": "60", "other_day": "2031-01-01"}, "Deze dag is nog niet geweest."),
        ({"minutes": "60", "other_day": "2019-01-01"}, "Dit is langer dan een jaar geleden."),
        ({"minutes": "60", "what": "x" * 81}, "Dit is te lang."),
        ({"minutes": "60", "what": f"bsn {BSN}"}, str(MESSAGE)),
        ({"minutes": "17"}, "Kies er een."),
    ],
)
def test_what_cannot_be_is_said_at_the_field_and_on_top(room, amina, form, words):
    day = {} if "other_day" in form else {"day": timezone.localdate().isoformat()}

    answer = signed_in(amina).post(reverse("hours:write"), {**day, **form})

    assert answer.status_code == 422
    assert answer.content.decode().count(words) == 2
    assert BSN not in answer.content.decode()
    assert minutes(room) == []


def test_another_day_and_own_words_stand_on_the_list_of_my_hours(room, amina):
    client = signed_in(amina)
    form = {"other": "1½", "other_day": days_ago(40).isoformat(), "what": " Stoelen\u202e  geverfd"}

    assert client.post(reverse("hours:write"), form)["Location"] == reverse("hours:mine")

    page = client.get(reverse("hours:mine")).content.decode()
    assert "Stoelen geverfd" in page
    assert "1½ uur" in page


@pytest.mark.parametrize("number", [1, 3])
def test_my_hours_ask_the_same_number_of_questions(
    room, amina, django_assert_num_queries, number
):  # fmt: skip
    client = signed_in(amina)
    for day in range(number):
        make_hours(amina, 60, days_ago(day), what="Iets")
    client.get(reverse("hours:mine"))

    with django_assert_num_queries(6):
        page = client.get(reverse("hours:mine")).content.decode()

    assert page.count('<bdi dir="auto">Iets</bdi>') == number


def test_my_hours_go_along_as_a_file(room, amina):
    make_hours(amina, 60, what="=cmd|' /C calc'!A0")

    answer = signed_in(amina).get(reverse("hours:mine-csv"))

    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[1] == [timezone.localdate().isoformat(), "60", "'=cmd|' /C calc'!A0"]
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("cell", ["=1+1", "+31", "-2", "@A1", "\t=1", "  =1", "＝1"])
def test_no_cell_is_a_formula(cell):
    assert harmless(cell) == f"'{cell}"
    assert harmless("Amina") == "Amina"
    assert harmless(-60) == "-60"


# ── For all who were there.


def test_for_all_is_ticked_and_chosen_already(room, amina):
    wim = make_actor(room, "wim")
    row = make_begun(amina, wim, minutes=150)
    client = signed_in(amina)
    address = reverse("hours:for-all", args=[room.slug, row.code])

    page = client.get(address).content.decode()
    assert page.count('name="people"') == page.count(" checked") - 1 == 2
    assert 'value="150" checked' in page

    codes = [wim.person.code, amina.person.code]
    answer = client.post(address, {"minutes": "150", "people": codes})
    assert answer["Location"] == address
    assert minutes(room) == [150, 150]
    page = client.get(address).content.decode()
    assert "Uren opgeschreven voor 2 buren." in page
    undo = page.split('id="ongedaan"')[1].split('action="')[1].split('"')[0]
    client.post(undo)
    assert minutes(room) == []


def test_for_all_says_what_to_do_when_nobody_is_chosen(room, amina):
    row = make_begun(amina)

    answer = signed_in(amina).post(
        reverse("hours:for-all", args=[room.slug, row.code]), {"minutes": "60"}
    )

    assert answer.status_code == 422
    assert answer.content.decode().count("Tik aan voor wie je uren schrijft.") == 2


@pytest.mark.parametrize("number", [1, 3])
def test_for_all_asks_the_same_number_of_questions(room, amina, django_assert_num_queries, number):
    row = make_begun(amina, *[make_actor(room, f"buur{n}") for n in range(number)])
    client = signed_in(amina)
    client.get("/mijn/")

    with django_assert_num_queries(11):
        client.get(reverse("hours:for-all", args=[room.slug, row.code]))


# ── The room.


@pytest.mark.mission("K3B")
def test_the_board_sees_every_neighbour_in_the_order_of_the_alphabet(room, amina):
    board = make_actor(room, "bo", "board")
    wim = make_actor(room, "wim")
    make_hours(wim, 600)
    make_hours(amina, 60)
    make_hours(amina, 60, days_ago(366 if days_ago(366).year != days_ago(0).year else 300))

    page = signed_in(board).get(reverse("hours:overview", args=[room.slug])).content.decode()

    names = [page.index(f">{called}<") for called in ("Amina", "Bo", "Wim")]
    assert names == sorted(names)
    assert "10 uur" in page


def test_who_is_hidden_or_gone_is_only_in_the_sum(room, amina):
    wim, joy = make_actor(room, "wim"), make_actor(room, "joy")
    for actor in (amina, wim, joy):
        make_hours(actor, 60)
    hide(wim.someone)
    places.end_role(joy, of=joy.someone, name="resident")

    year = queries.yearly(room, timezone.localdate().year)

    assert [(row.called, row.minutes) for row in year.rows] == [("Amina", 60)]
    assert (year.others, year.total) == (120, 180)
    assert queries.total(room, timezone.localdate(), timezone.localdate()) == 180


def test_team_and_funder_stand_in_the_overview_only_with_hours_of_their_own(room, amina):
    for called, role in (("deniz", "assistant"), ("floor", "funder")):
        make_actor(room, called, role)
    both = make_actor(room, "marleen", "coordinator")
    places.first_role(both.someone, room, "resident")
    jasper = make_actor(room, "jasper")
    make_hours(jasper, 60)
    places.end_role(jasper, of=jasper.someone, name="resident")
    places.first_role(jasper.someone, room, "coordinator")

    year = queries.yearly(room, timezone.localdate().year)

    assert [(r.called, r.minutes) for r in year.rows] == [
        ("Amina", 0), ("Jasper", 60), ("Marleen", 0),
    ]  # fmt: skip


@pytest.mark.parametrize("number", [1, 30])
def test_the_overview_asks_eight_questions_at_most(room, django_assert_num_queries, number):
    board = make_actor(room, "bo", "board")
    for n in range(number):
        make_hours(make_actor(room, f"buur{n}"), 60)
    client = signed_in(board)
    client.get(reverse("hours:overview", args=[room.slug]))

    with django_assert_num_queries(7):
        client.get(reverse("hours:overview", args=[room.slug]))


def test_the_overview_as_a_file_holds_no_formula(room):
    board = make_actor(room, "=bo", "board")

    answer = signed_in(board).get(reverse("hours:overview-csv", args=[room.slug]))

    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[1:] == [["'=bo", "0"], ["En andere buren", "0"], ["Samen", "0"]]


def test_a_year_that_is_none_is_this_year(room):
    client = signed_in(make_actor(room, "bo", "board"))

    for asked in ("", "abc", "99999", "-1", "２０２５"):
        page = client.get(reverse("hours:overview", args=[room.slug]), {"jaar": asked})
        assert f"Uren in {timezone.localdate().year}" in page.content.decode()


# ── Thank you.


def test_who_was_there_thanks_who_led_it_and_takes_it_back(room, amina):
    wim = make_actor(room, "wim")
    row = make_begun(amina, wim)
    client = signed_in(wim)
    address = reverse("hours:thank", args=[room.slug, row.code])
    assert "Dank je wel" in client.get(address).content.decode()

    client.post(address, {"to": amina.person.code, "what": "Lekker"})

    assert Thanks.objects.within(room).get().what == "Lekker"
    page = client.get(address).content.decode()
    assert "Gezegd" in page
    undo = page.split('id="ongedaan"')[1].split('action="')[1].split('"')[0]
    client.post(undo)
    assert Thanks.objects.within(room).get().taken_back_at is not None


def test_a_code_of_a_neighbour_who_did_not_lead_it_is_not_there(room, amina):
    wim, joy = make_actor(room, "wim"), make_actor(room, "joy")
    address = reverse("hours:thank", args=[room.slug, make_begun(amina, wim).code])

    for code in (joy.person.code, "abcdef", "all"):
        assert signed_in(wim).post(address, {"to": code}).status_code in {403, 404}
    assert Thanks.objects.within(room).count() == 0


def test_my_lines_are_written_and_taken_away_and_come_back(room, amina):
    client = signed_in(amina)

    assert client.post(reverse("hours:gave"), {"text": "Soep"}).status_code == 422
    client.post(reverse("hours:gave"), {"picto": "pan", "text": "Soep voor 12 buren"})
    line = queries.lines(amina.someone, room, "gave", skip=0, limit=3)[0]
    assert "Soep voor 12 buren" in client.get(reverse("hours:gave")).content.decode()
    client.post(reverse("hours:away", args=[line.once]))
    assert "Soep voor" not in client.get(reverse("hours:gave")).content.decode()
    client.post(reverse("hours:back", args=[line.once]))
    assert "Soep voor 12 buren" in client.get(reverse("hours:gave")).content.decode()


def test_a_leaf_of_my_lines_is_twenty_and_nothing_is_counted(room, amina):
    for number in range(22):
        commands.keep(amina, kind="got", picto="kop", text=f"nummer-{number}")
    client = signed_in(amina)

    first, second = (
        client.get(reverse("hours:got"), {"p": p}).content.decode() for p in ("1", "2")
    )

    assert (first.count("nummer-"), second.count("nummer-")) == (40, 4)  # beside each its button
    words = re.sub(r"nummer-\d+|<[^>]*>", " ", first.split("<h1>")[1])
    assert re.findall(r"\d+", words) == []
