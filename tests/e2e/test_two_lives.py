"""Two invented lives on the small demo world, from the first coffee on, in real browsers.

Nothing about them is visible to anybody they did not choose: at the end it is looked for everywhere
(`looked_for`). The words that are looked for carry a number, so that they stand nowhere by chance.
"""

# ruff: noqa: F811 - fixtures are asked for by their own name
from datetime import timedelta

import pytest

from sleutelbos.commons.notices.models import Notice
from sleutelbos.commons.people.models import Person
from sleutelbos.room.activities.models import Activity
from sleutelbos.room.day.models import Call
from sleutelbos.room.help.models import Question
from sleutelbos.room.keys.queries import opening_now
from sleutelbos.room.referral.models import WelcomeCard
from sleutelbos.room.visits.models import Visit
from sleutelbos.room.visits.tests.door_page import until
from tests.browser import Visitor, browser, open_page  # noqa: F401

from . import looked_for
from .lives import ROOM, House, fill, house, row  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LETTER, STEP, CAME = "Kraanvogel31", "Kiekendief32", "Wielewaal33"
GOT, GAVE = "Putter34", "Roodborst35"
DOOR, HELPED, SMALL = "Roerdomp41", "Tureluur42", "Kluut43"
AGREED, GOAL, PHONE = "Lepelaar44", "Grutto45", "0612345687"
CALLED = "+31612345687"
# People of the demo who were not chosen by anybody below: one of each kind.
OTHERS = {
    "neighbour": "olena", "volunteer": "tesfay", "host": "joy", "key holder": "yusuf",
    "puller": "hatice", "board": "roy", "treasurer": "els", "coordinator": "marleen",
    "assistant": "deniz", "funder": "floor", "stranger": "curtis", "other board": "joke",
    "other coordinator": "jasper",
}  # fmt: skip


# -- the first life -------------------------------------------------------------------------------


def comes_in_without_a_name(house: House) -> None:
    tablet = house.tablet()
    before, people = Visit.objects.within(house.room).count(), Person.objects.count()
    tablet.tap(tablet.page.locator(".d-nieuw"))
    assert tablet.taps == 1
    until(tablet.page, lambda: Visit.objects.within(house.room).count() == before + 1)
    assert Person.objects.count() == people
    house.shot(tablet, "deur")


def becomes_a_neighbour(house: House, called: str, language: str = "") -> Visitor:
    """Fatma asks only how they want to be called; their phone scans the card she made."""
    fatma = house.window("fatma").go(f"{ROOM}tafel/")
    house.shot(fatma, "tafel")
    fatma.tap("Iemand is nieuw")
    fill(fatma, "Hoe wil je heten?", called)
    if language:
        fatma.page.get_by_label("Welke taal leest fijn?").select_option(language)
    fatma.tap("Klaar")
    house.shot(fatma, "buur")
    fatma.tap("Maak een kaart")
    assert fatma.sees("De kaart is klaar")
    phone = house.scan(house.last_card())
    assert phone.go("/mijn/").sees(f"Dag {called}")
    house.shot(phone, "mijn-bos")
    return phone


def asks_for_help(house: House, saida: Visitor) -> Question:
    saida.taps = 0
    saida.tap("Ik vraag iets").tap("Brieven")
    assert saida.page.locator("input[name=readers]:checked").input_value() == "one"
    fill(saida, "In jouw woorden", f"Ik kan deze brief niet lezen. {LETTER}")
    house.shot(saida, "vraag")
    saida.tap("Vraag het")
    assert saida.sees("Nu leest alleen jij dit.")
    assert saida.taps <= 4
    house.shot(saida, "gevraagd")
    return Question.objects.within(house.room).latest("pk")


def is_helped_by_who_knows(house: House, saida: Visitor, question: Question) -> Visitor:
    here = f"{ROOM}hulp/vraag/{question.code}/"
    amina = house.window("amina").go("/mijn/vraag/")
    amina.tap(row(amina, "Een buur vraagt hulp").get_by_role("link"))
    assert LETTER not in amina.page.content()
    assert "Saida" not in amina.page.content()
    house.shot(amina, "helpen")
    amina.tap("Ik help")
    assert amina.sees("Je buur beslist nu")
    assert LETTER not in amina.page.content()

    saida.go(here).tap("Ja, graag")
    assert saida.sees("Alleen jij en Amina lezen dit.")
    amina.go(here)
    assert amina.sees(LETTER)
    house.shot(amina, "lezen")
    amina.tap("Nog een stap")
    fill(amina, "Welke stap?", f"Samen bellen met {STEP}").tap("Zet erbij")
    assert amina.sees(STEP)
    return amina


def is_done_and_asked_what_they_are_good_at(house: House, saida: Visitor, amina: Visitor) -> None:
    saida.page.reload()
    assert saida.sees("las je vraag")
    house.shot(saida, "geholpen")
    saida.tap(row(saida, STEP).get_by_role("button", name="Gedaan"))
    saida.tap("Mijn vraag is klaar")
    assert saida.sees("En waar ben jij goed in?")
    house.shot(saida, "klaar")
    saida.tap("Gaat beter")
    fill(saida, "Wat kwam ervan?", f"Het is geregeld met {CAME}").tap("Bewaar")
    assert saida.sees("En waar ben jij goed in?")
    amina.page.reload()
    assert amina.sees(CAME)
    amina.tap("Ik heb het gevraagd")


def hangs_a_talent(house: House, saida: Visitor) -> None:
    saida.tap("Iets anders")
    fill(saida, "In jouw woorden", "Ik kan kleren naaien")
    saida.page.get_by_label("Mijn naam mag erbij").set_checked(checked=True)
    house.shot(saida, "talent")
    saida.tap("Hang aan mijn bos")
    assert saida.sees("Het hangt aan je bos")
    house.shot(saida, "hangt")


def gives_something_back(house: House, saida: Visitor) -> None:
    for path, verb, words in (("gekregen", "Ik kreeg", GOT), ("gegeven", "Ik gaf", GAVE)):
        saida.go("/mijn/").tap(saida.page.locator(f"a[href='/mijn/{path}/']"))
        assert saida.sees(verb)
        saida.tap(saida.page.locator("#regel label.sb-tegel"))
        fill(saida, "Wil je er iets bij schrijven?", words)
        house.shot(saida, path)
        saida.tap("Schrijf op")
        assert saida.sees(words)


def joins_and_pulls_the_sewing_club(house: House, saida: Visitor) -> None:
    saida.go(ROOM)
    sewing = row(saida, "Naaiclub")
    saida.tap(sewing.get_by_role("button", name="Ik kom"))
    assert saida.sees("Jij komt")
    house.shot(saida, "ik-kom")

    rosa = house.window("rosa").go(ROOM)
    rosa.tap(row(rosa, "Naaiclub").get_by_role("link", name="Naaiclub"))
    rosa.tap("Meer over wat ik trek").tap("Vraag een buur mee")
    house.shot(rosa, "vraag-mee")
    rosa.tap(rosa.page.locator("label").filter(has_text="Saida")).tap("Vraag deze buur")
    saida.go("/mijn/").tap("Ik trek mee")
    house.shot(saida, "ik-trek")
    rosa.go(ROOM).tap(row(rosa, "Naaiclub").get_by_role("link", name="Naaiclub"))
    rosa.tap("Meer over wat ik trek").tap("Ik stop hiermee")

    club = Activity.objects.within(house.room).get(title="Naaiclub")
    pulls = club.pulled_by.filter(until=None).values_list("person__called", flat=True)
    assert list(pulls) == ["Saida"]


def gets_a_key_and_opens_the_door(house: House, saida: Visitor) -> None:
    yusuf = house.window("yusuf").go(f"{ROOM}sleutels/")
    house.shot(yusuf, "sleutelbord")
    yusuf.tap(yusuf.page.get_by_role("link", name="Geef mee"))
    code = Person.objects.get(called="Saida")
    yusuf.tap("Iemand anders")
    yusuf.tap(yusuf.page.locator(f"a[href='?hanger={code.tag_picto}']"))
    house.shot(yusuf, "aan-wie")
    yusuf.tap(yusuf.page.locator("label").filter(has_text="Saida"))
    fill(yusuf, "Waarvoor", "de naaiclub").tap("Geef de sleutel")
    assert yusuf.sees("Saida heeft sleutel")
    yusuf.go(ROOM).tap("Ik doe de deur dicht").tap("De deur is dicht")
    until(yusuf.page, lambda: opening_now(house.room, house.now()) is None)

    saida.go(ROOM).taps = 0
    saida.tap("Ik doe de deur open").tap("Mijn eigen")
    assert saida.sees("De deur is open tot")
    assert saida.taps <= 2
    house.shot(saida, "deur-open")
    opening = opening_now(house.room, house.now())
    assert opening
    assert opening.opened_by == code


@pytest.mark.mission("K1A", "K1B", "K1C", "K1E", "K1F", "K2C", "K3A", "P2")
def test_from_a_letter_to_the_sewing_club_with_a_key(house: House):
    told = looked_for.Told((LETTER, STEP, CAME, GOT, GAVE), looked_for.mark())
    comes_in_without_a_name(house)
    saida = becomes_a_neighbour(house, "Saida")
    question = asks_for_help(house, saida)
    amina = is_helped_by_who_knows(house, saida, question)
    is_done_and_asked_what_they_are_good_at(house, saida, amina)
    hangs_a_talent(house, saida)
    gives_something_back(house, saida)
    joins_and_pulls_the_sewing_club(house, saida)
    gets_a_key_and_opens_the_door(house, saida)
    house.pulse()
    house.close_windows()
