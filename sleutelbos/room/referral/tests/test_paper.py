"""The welcome card on paper: one A6, accessible, in two languages (K5B)."""

import json
import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from sleutelbos.commons.places import commands as places
from sleutelbos.commons.places.models import Place
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit.paper import make_pdf
from sleutelbos.room.board.tests.test_papers import HOSTILE, is_accessible, pages
from sleutelbos.room.keys.tests.makers import make_week
from sleutelbos.room.referral import queries
from sleutelbos.room.referral.commands import list_token
from sleutelbos.room.referral.views import LAYOUTS

from .makers import make_card

pytestmark = [pytest.mark.django_db, pytest.mark.mission("K5B")]
A6 = (297.6, 419.5)  # points


@pytest.fixture(autouse=True)
def cold():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def room(db):
    room = make_room("lampje", "Het Lampje")
    make_week(room)
    Place.objects.filter(pk=room.pk).update(
        address="Lampjesstraat 12", phone="020 000 00 00",
        way_there="Stap uit bij halte Vogelplein.\nLoop langs de bakker.\nZoek de groene deur.",
    )  # fmt: skip
    room.refresh_from_db()
    return room


def size(pdf):
    """Width and height of the page, in points."""
    box = re.search(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", pdf)
    return float(box[1]), float(box[2])


@pytest.mark.parametrize("language", ["", "ar", "en", "es", "tr"])
@pytest.mark.parametrize("reader", ["nl", "ar"])
def test_a_card_is_one_a6_that_a_voice_can_read(room, language, reader):
    places.say_yes(make_actor(room, "fatma", "host"), "welcome-card")
    card = make_card(room, language=language)
    token = list_token(card.once)
    address = reverse("referral:paper", kwargs={"token": token, "code": card.code})
    answer = Client(headers={"accept-language": reader}).get(address)
    assert answer["Content-Type"] == "application/pdf"
    assert pages(answer.content) == 1
    assert size(answer.content) == pytest.approx(A6, abs=1)
    assert is_accessible(answer.content)


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_a_room_is_called_the_card_stays_one_page_and_runs_nothing(room, text):
    Place.objects.filter(pk=room.pk).update(name=text[:60], way_there=text, address=text)
    room.refresh_from_db()
    data = queries.paper(queries.shown(make_card(room, language="ar"), room), DOOR)
    assert pages(make_pdf(LAYOUTS / "card.typ", data)) == 1
    assert "panic" not in json.dumps(data) or "panic" in text


DOOR = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M0 0h4v4z"/></svg>'


def test_a_card_of_somebody_elses_list_is_no_page(room):
    first, second = make_card(room), make_card(room)
    token = list_token(first.once)
    for name in ("referral:paper", "referral:made"):
        address = reverse(name, kwargs={"token": token, "code": second.code})
        assert Client().get(address).status_code == 404
