"""Mijn bos: everything of one person, for that person alone, in a fixed number of questions."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from sleutelbos.commons.people.commands import hide
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.room.activities import commands as activities
from sleutelbos.room.activities.tests.makers import make_idea, make_occurrence
from sleutelbos.room.hours import commands as hours
from sleutelbos.room.hours.tests.makers import make_begun, make_hours
from sleutelbos.room.ring.tests.makers import fill
from sleutelbos.room.talents.tests.makers import make_ask, make_touch

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    return make_room("lampje", "Het Lampje")


@pytest.fixture
def amina(room):
    return make_actor(room, "amina", "key-holder")


def signed_in(actor) -> Client:
    client = Client()
    client.force_login(actor.person)
    return client


def page_of(actor) -> str:
    answer = signed_in(actor).get("/mijn/")
    assert answer.status_code == 200
    return answer.content.decode()


def words_in(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html))


@pytest.mark.mission("K1A", "K1E")
def test_my_page_shows_what_i_can_first_then_hours_what_comes_and_what_i_gave_and_got(amina):
    page = words_in(page_of(fill(amina, 3)))

    order = [
        "Dag Amina", "Alleen jij ziet deze bladzijde.", "Sleutel van de kamer", "Ik kan nog iets",
        "Hoe lang was jij er vandaag?", "Soep voor 12 buren", "Hulp met een brief",
        "Dit is geen rekening.", "Dit komt", "Naaiclub 0", "Jij doet de deur open",
        "Dit deed je deze week",
    ]  # fmt: skip
    assert [page.index(words) for words in order] == sorted(page.index(words) for words in order)


@pytest.mark.parametrize("number", [1, 3])
def test_my_page_asks_ten_questions_however_much_stands_on_it(
    amina, django_assert_num_queries, number
):
    client = signed_in(fill(amina, number))
    client.get("/mijn/")

    with django_assert_num_queries(10):
        page = client.get("/mijn/").content.decode()

    assert page.count("Maak ongedaan") == min(4 * number, 8)  # more are taken back where they stand
    assert page.count("Ik kom toch niet") == number
    assert page.count("Geef door") == number


@pytest.mark.parametrize("number", [1, 3])
def test_what_there_is_for_me_asks_eight_questions(amina, django_assert_num_queries, number):
    client = signed_in(fill(amina, number))
    client.get("/mijn/")

    with django_assert_num_queries(8):
        page = client.get(reverse("ring:news")).content.decode()

    assert page.count("zegt: dank je wel") == number


def test_a_page_without_anything_says_that_that_is_fine(room):
    page = words_in(page_of(make_actor(room, "olena")))

    for words in (
        "Aan deze ring is nog plek.", "Je schreef nog niets op. Luisteren telt ook.",
        "Iets krijgen is ook goed.", "Er staat nog niets voor jou.", "In de kamer",
    ):  # fmt: skip
        assert words in page
    assert "Dit deed je deze week" not in page


def test_the_hours_are_about_what_i_was_at_today(room, amina):
    fatma = make_actor(room, "fatma")
    row = make_begun(fatma, amina, title="Samen koken")

    page = page_of(amina)
    assert "Samen koken" in page.split('id="uren"')[1].split("</form>")[0]
    make_hours(amina, 60, occurrence=row)
    page = page_of(amina)
    assert "Jouw uren van vandaag" in page
    assert "Hoe lang was jij er vandaag?" not in page


def test_hours_that_another_wrote_say_who_did_and_can_be_taken_back(room, amina):
    fatma = make_actor(room, "fatma")
    hours.write_for_all(fatma, occurrence=make_begun(fatma, amina), minutes=60)

    page = words_in(page_of(amina))
    assert "Fatma schreef dit op." in page
    hide(fatma.someone)
    page = words_in(page_of(amina))
    assert "Een buur schreef dit op." in page
    assert "Fatma" not in page


@pytest.mark.mission("K1E")
def test_nothing_on_the_page_adds_up_or_compares_what_i_gave_and_got(amina):
    page = page_of(fill(amina, 3))

    boxes = words_in(page.split('id="h-gg"')[1].split("</section>\n</div>")[0]).lower()
    for word in ("totaal", "saldo", "punten", "score", "keer", "meer dan", "%"):
        assert word not in boxes
    without_own = boxes.replace("soep voor 12 buren", "")
    assert re.findall(r"\d", without_own) == []


@pytest.mark.mission("K1E")
def test_what_i_gave_and_got_stands_on_no_page_of_anybody_else(room, amina):
    hours.keep(amina, kind="gave", picto="pan", text="canary-gaf")
    hours.keep(amina, kind="got", picto="kop", text="canary-kreeg")
    seen = []
    for role in ("resident", "host", "coordinator", "assistant", "board", "funder"):
        client = signed_in(make_actor(room, f"{role}-x", role))
        for address in ("/mijn/", "/mijn/nieuws/", "/mijn/gegeven/", "/mijn/gekregen/",
                        "/mijn/uren/", "/k/lampje/uren/"):  # fmt: skip
            seen.append(client.get(address).content)
    assert not any(b"canary-" in content for content in seen)


def test_the_page_is_never_kept(amina):
    for address in ("/mijn/", "/mijn/nieuws/", "/mijn/uren/", "/mijn/gegeven/"):
        answer = signed_in(amina).get(address)
        assert "no-store" in answer["Cache-Control"]
        assert b'hx-history="false"' in answer.content


def test_a_passer_by_is_asked_to_come_in_and_a_funder_sees_no_more_than_links(room):
    assert Client().get("/mijn/")["Location"].startswith("/binnen/")
    page = page_of(make_actor(room, "geld", "funder"))
    assert "Wie ziet wat" in page
    assert "Ik gaf" not in page


def test_what_does_not_go_on_says_so_and_who_waits_can_leave_the_line(room, amina):
    fatma = make_actor(room, "fatma")
    off, full = make_occurrence(fatma, "Yoga"), make_occurrence(
        fatma, "Naaien", limit=activities.Limit(1, "things", "1 machine")
    )  # fmt: skip
    activities.sign_up(make_actor(room, "joy"), occurrence=full)
    for row in (off, full):
        activities.sign_up(amina, occurrence=row)
    activities.cancel(fatma, occurrence=off)

    page = words_in(page_of(amina))

    assert "Gaat niet door" in page
    assert "Je wacht op een plek" in page
    assert page.count("Ik kom toch niet") == 1


@pytest.mark.mission("K1A", "K2C")
def test_for_me_are_thanks_messages_questions_and_what_begins(room, amina):
    fatma, wim = make_actor(room, "fatma"), make_actor(room, "wim")
    hours.thank(fatma, to=amina.someone, what="Fijn gekookt")
    make_touch(wim, make_ask(amina))
    row = make_occurrence(fatma, "Schaken")
    idea = make_idea(wim, "Ontbijt")
    activities.wish(amina, activity=idea)
    activities.pull(fatma, activity=idea)
    activities.ask_along(fatma, activity=row.activity, person=amina.someone)
    client = signed_in(amina)

    part = client.get("/mijn/nieuws/", headers={"HX-Request": "true"}).content.decode()
    page = words_in(part)

    assert "<html" not in part
    for words in (
        "Fatma zegt: dank je wel", "Fijn gekookt", "Een buur schreef jou.", "Schaken",
        "Fatma vraagt: trek je mee?", "Iemand begint met Ontbijt",
    ):  # fmt: skip
        assert words in page, words
    hide(fatma.someone)
    page = words_in(client.get("/mijn/nieuws/").content.decode())
    assert "Fatma" not in page
    assert "Een buur zegt: dank je wel" in page


def test_a_thank_you_is_put_away_with_one_tap(room, amina):
    said = hours.thank(make_actor(room, "fatma"), to=amina.someone)
    client = signed_in(amina)

    client.post(reverse("hours:seen"), {"once": [str(said.once), "geen-uuid"]})

    assert "dank je wel" not in client.get("/mijn/nieuws/").content.decode()
