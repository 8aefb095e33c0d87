"""My own pages: my tag, how I read, and that they are mine alone."""

import pytest
from django.test import Client

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.people.tests.makers import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Person:
    return make_person("Noor")


@pytest.fixture
def phone(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.mark.mission("K1F")
def test_i_choose_what_i_am_called_and_my_own_tag(phone, person):
    sent = {"called": "  Noortje ", "tag_picto": "molen", "tag_colour": "geel"}
    assert phone.post("/mijn/hanger/", sent).status_code == 302
    person.refresh_from_db()
    assert (person.called, person.tag_picto, person.tag_colour) == ("Noortje", "molen", "geel")


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"called": ""}, "Hoe wil je heten? Een voornaam is genoeg."),
        ({"called": "Noor 123456782"}, "Hier staat misschien een burgerservicenummer."),
        ({"tag_picto": "kruis"}, "Kies er een."),
        ({"called": "x" * 61}, "Dit is te lang."),
    ],
)
def test_what_does_not_fit_is_asked_again_and_the_rest_is_kept(phone, person, sent, said):
    whole = {"called": "Noortje", "tag_picto": "molen", "tag_colour": "geel", **sent}
    answer = phone.post("/mijn/hanger/", whole)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count(said) == 2  # on top and at the field
    assert 'value="geel" checked' in page
    assert "123456782" not in page
    person.refresh_from_db()
    assert person.called == "Noor"


def test_how_i_read_is_kept_on_this_device_and_my_language_with_me(phone, person):
    phone.post("/mijn/lezen/", {"light": "avond"})
    phone.post("/mijn/lezen/", {"letters": "school"})
    assert phone.cookies["lezen"].value == "licht:avond|letters:school"
    phone.post("/mijn/lezen/", {"light": ""})
    assert phone.cookies["lezen"].value == "letters:school"
    phone.post("/mijn/lezen/", {"language": "tr"})
    person.refresh_from_db()
    assert person.language == "tr"
    assert phone.cookies["taal"].value == "tr"


def test_a_choice_that_is_not_there_changes_nothing(phone):
    phone.post("/mijn/lezen/", {"light": "disco", "language": "xx"})
    assert "lezen" not in phone.cookies
    assert "taal" not in phone.cookies


def test_who_just_passes_by_reads_as_they_like_too():
    passer_by = Client()
    assert passer_by.post("/mijn/lezen/", {"contrast": "hoog"}).status_code == 302
    assert 'data-contrast="hoog"' in passer_by.get("/mijn/lezen/").content.decode()


@pytest.mark.mission("P2")
def test_i_disappear_and_come_back_in_one_tap_each(phone, person):
    phone.post("/mijn/delen/onvindbaar/")
    person.refresh_from_db()
    assert person.is_hidden
    assert "Niemand kan jou vinden." in phone.get("/mijn/delen/").content.decode()
    phone.post("/mijn/delen/vindbaar/")
    person.refresh_from_db()
    assert not person.is_hidden


def test_a_team_of_passers_by_sees_none_of_my_pages():
    for page in (
        "delen",
        "sleutel",
        "sleutel/mail",
        "hanger",
        "weg",
        "weg/wissen",
        "weg/alles.zip",
    ):
        path = f"/mijn/{page}" if page.endswith("zip") else f"/mijn/{page}/"
        answer = Client().get(path)
        assert answer["Location"] == f"/binnen/?next={path}"
