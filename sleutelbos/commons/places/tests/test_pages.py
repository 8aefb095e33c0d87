# ruff: noqa: F811 - a fixture is asked for by its name
"""The pages of people and places in a real browser: seen, tapped, without JavaScript too."""

import re

import pytest
from django.core import mail

from sleutelbos.commons.people import commands as people
from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places import commands
from sleutelbos.commons.places.models import Place
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from tests.browser import browser, open_page  # noqa: F401 - fixtures

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MINE = ("/mijn/delen/", "/mijn/sleutel/", "/mijn/sleutel/mail/", "/mijn/weg/", "/mijn/weg/wissen/")
OPEN = ("/", "/binnen/", "/mijn/lezen/", "/weg/", "/sleutel/abc/")


@pytest.fixture
def room(transactional_db: None) -> Place:
    return make_room("het-lampje", "Het Lampje")


@pytest.fixture
def host(room) -> Person:
    person = make_actor(room, "fatma", "host").someone
    people.make_card(person, by=None)
    return person


LOOKS = [
    ("phone", "nl", "light", True),
    ("phone", "ar", "dark", True),
    ("tablet", "tr", "light", False),
    ("desktop", "nl", "dark", True),
]


@pytest.mark.mission("P4", "P8")
@pytest.mark.parametrize(("size", "language", "light", "js"), LOOKS)
@pytest.mark.looks
def test_every_page_reads_well(room, host, open_page, size, language, light, js):
    """P8: ux.md section 16, with axe."""
    neighbour = make_actor(room, "yusuf", "key-holder").someone
    buren = ("/k/het-lampje/buren/", "/k/het-lampje/buren/nieuw/",
             f"/k/het-lampje/buren/{neighbour.code}/")  # fmt: skip
    inside = open_page(host, size=size, language=language, light=light, js=js)
    for path in (*MINE, *buren):
        inside.go(path).look(axe=js)
    outside = open_page(size=size, language=language, light=light, js=js)
    for path in OPEN:
        outside.go(path).look(axe=js)


@pytest.mark.parametrize("js", [True, False])
def test_a_card_is_made_at_the_table_and_opens_a_phone(
    room, host, open_page, settings, live_server, js
):
    settings.PUBLIC_URL = live_server.url
    neighbour = make_actor(room, "yusuf").someone
    table = open_page(host, size="tablet", js=js)
    table.go(f"/k/het-lampje/buren/{neighbour.code}/").tap("Maak een kaart")
    table.sees("De kaart is klaar")
    table.look(axe=js)
    token = people.make_card(neighbour, by=None)  # what the drawing holds is not for a test to read
    phone = open_page(js=js)
    phone.go(f"/sleutel/{token}/").tap("Ja, dit is mijn telefoon")
    phone.go("/mijn/delen/").sees("Wie ziet wat")


def test_a_code_from_the_mail_opens_a_phone_without_javascript(room, open_page):
    person = make_actor(room, "noor").someone
    Person.objects.filter(pk=person.pk).update(email="noor@voorbeeld.nl")
    phone = open_page(js=False, expected=("422",))
    phone.go("/binnen/")
    phone.page.get_by_label("Je e-mailadres").fill("geen adres")
    phone.tap("Stuur mij een code").sees("Dit lijkt geen e-mailadres.")
    assert phone.page.title().startswith("Let op:")
    assert phone.page.get_by_label("Je e-mailadres").input_value() == "geen adres"
    phone.page.get_by_label("Je e-mailadres").fill("noor@voorbeeld.nl")
    phone.tap("Stuur mij een code").sees("Kijk in je mail")
    found = re.search(r"\d{4} \d{4}", mail.outbox[-1].body)
    assert found
    phone.page.get_by_label("Je code").fill(found[0])
    phone.tap("Klaar")
    phone.go("/mijn/sleutel/").sees("noor@voorbeeld.nl")


def test_a_coordinator_comes_in_with_a_finger(room, open_page, settings, live_server):
    settings.PUBLIC_URL = live_server.url
    coordinator = make_actor(room, "marleen", "coordinator").someone
    phone = open_page(coordinator)
    chip = phone.page.context.new_cdp_session(phone.page)
    chip.send("WebAuthn.enable")
    kind = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
            "hasUserVerification": True, "isUserVerified": True,
            "automaticPresenceSimulation": True}  # fmt: skip
    chip.send("WebAuthn.addVirtualAuthenticator", {"options": kind})
    phone.go("/mijn/sleutel/").tap("Kom voortaan binnen met dit toestel").sees("Toestel 1")
    phone.tap("Ga uit op dit toestel")
    phone.go("/binnen/?next=/mijn/delen/").tap("Kom binnen met dit toestel").sees("Wie ziet wat")


def test_how_i_read_is_two_taps_away_and_stays(room, open_page):
    phone = open_page()
    phone.go("/").tap("Zo lees ik fijn").tap("Avond")
    assert phone.taps == 2
    assert phone.page.locator("html").get_attribute("data-licht") == "avond"
    phone.tap("Schoolletters").tap("العربية")
    assert phone.page.locator("html").get_attribute("lang") == "ar"
    phone.go("/")
    html = phone.page.locator("html")
    assert (html.get_attribute("data-letters"), html.get_attribute("dir")) == ("school", "rtl")


def test_a_neighbour_gets_a_key_and_gives_it_back_with_one_tap_each(room, host, open_page):
    neighbour = make_actor(room, "yusuf").someone
    table = open_page(host, size="tablet").go(f"/k/het-lampje/buren/{neighbour.code}/")
    table.tap("sleuteldrager").sees("Yusuf doet dit nu: sleuteldrager.")
    assert table.taps == 1
    table.tap("Maak ongedaan").sees("Yusuf doet dit niet meer: sleuteldrager.")


def test_stopping_to_share_is_two_taps_at_most(room, open_page):
    actor = make_actor(room, "noor")
    commands.say_yes(actor, "door-name")
    phone = open_page(actor.someone).go("/mijn/delen/")
    phone.tap("Zet uit").sees("Dit mag nu niet meer.")
    assert phone.taps == 1


def test_everything_can_be_taken_along_and_erased(room, open_page):
    person = make_actor(room, "noor").someone
    phone = open_page(person).go("/mijn/weg/")
    with phone.page.expect_download() as parcel:
        phone.tap("Neem alles mee")
    assert parcel.value.suggested_filename.endswith(".zip")
    phone.tap("Ik wil alles wissen").tap("Wis alles van mij").sees("Alles is gewist")
    assert not Person.objects.filter(pk=person.pk).exists()
