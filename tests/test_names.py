"""R47: a name is kept as somebody writes it, through every form, and back on every page."""

import csv
import io
from collections.abc import Iterator
from typing import Any
from unicodedata import normalize

import pytest
from django import forms
from django.db import transaction
from django.http import HttpResponse
from django.template import Context, Template
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from icalendar import Calendar

from sleutelbos.commons.people import commands as people
from sleutelbos.commons.people.models import Person, Throttle
from sleutelbos.commons.places import commands as places
from sleutelbos.commons.places.door import Actor, actor_of
from sleutelbos.commons.places.models import Place
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit.forms import NameField
from sleutelbos.kit.policy import BOARD, PULLER, RESIDENT
from sleutelbos.kit.search import fold
from sleutelbos.room.activities.tests.makers import make_occurrence
from sleutelbos.room.hours import commands as hours
from sleutelbos.room.hours.tests.makers import make_begun
from tests.names import EMPTY, FORM, LETTERS_100, MARKS, NAMES, TRICKS, encoded
from tests.test_every_form import form_classes, one_field
from tests.test_permissions import Rollback
from tests.twice import Post, posts
from tests.world import World, addresses, make_world

KEPT = {name: normalize("NFC", name) for name in (*NAMES, MARKS)} | TRICKS


def name_fields() -> list[Any]:
    """Every field of every form that takes a name or a title."""
    return [
        pytest.param(form, name, id=f"{form.__module__}.{form.__name__}.{name}")
        for form in form_classes()
        for name, field in form.base_fields.items()
        if isinstance(field, NameField)
    ]


def shown(form: forms.BaseForm) -> str:
    return Template("{{ form.as_div }}").render(Context({"form": form}))


@pytest.mark.mission("K1F")
@pytest.mark.parametrize(("form", "field"), name_fields())
def test_every_field_for_a_name_takes_every_name(form, field):
    """And shows it back as it was written, when something else on the form is to be put right."""
    for written, kept in KEPT.items():
        filled = one_field(form, field)({field: written})
        assert filled.is_valid(), (written, filled.errors)
        assert filled.cleaned_data[field] == kept
        assert escape(normalize("NFC", kept.split()[0])) in shown(filled)


@pytest.mark.parametrize(("form", "field"), name_fields())
def test_a_name_of_nothing_and_one_that_is_too_long_get_a_sentence(form, field):
    for written in EMPTY:
        filled = one_field(form, field)({field: written})
        assert filled.is_valid() != form.base_fields[field].required
    most = form.base_fields[field].max_length or 0
    long = (LETTERS_100 * 3)[: most + 1]
    filled = one_field(form, field)({field: long})
    assert not filled.is_valid()
    assert str(most) in filled.errors[field][0]
    assert long in shown(filled)  # nothing that was typed is lost


def welcomed(host: Client, slug: str, name: str) -> HttpResponse:
    """A newcomer with this name, and the page that says so."""
    sent = encoded({"called": name, "tag_picto": "vis", "tag_colour": "blauw"})
    return host.post(reverse("places:welcome", args=[slug]), sent, content_type=FORM, follow=True)


@pytest.fixture
def host(db: None) -> Client:
    client = Client()
    client.force_login(make_actor(make_room(), "fatma", "host", "board").person)
    return client


@pytest.mark.mission("K1F")
def test_a_neighbour_may_be_called_anything_and_is_found_without_accents(host):
    find = reverse("places:neighbours", args=["de-kamer"])
    for written, kept in KEPT.items():
        page = welcomed(host, "de-kamer", written).content.decode()
        assert f">{escape(kept)}</bdi>" in page, written
        assert Person.objects.filter(called=kept).exists()
        Throttle.everywhere.all().delete()  # looking up as often as this is slowed down
        if len(fold(kept)) >= 3:
            found = host.post(find, {"called": fold(kept)}).content.decode()
            assert f">{escape(kept)}</bdi>" in found, written


def everybody(room: Place) -> list[Actor]:
    """A resident of every name."""
    found = []
    for kept in KEPT.values():
        person = people.get_to_know(called=kept, tag_picto="vis", tag_colour="blauw")
        places.first_role(person, room, "resident")
        found.append(actor_of(person, room))
    return found


@pytest.mark.mission("K2E")
def test_names_come_out_in_files_as_they_went_in(host):
    """The hours of all as a table, the calendar of the room, and the list on paper."""
    room = Place.objects.get(slug="de-kamer")
    actors, puller = everybody(room), make_actor(room, "rosa")
    row = make_begun(puller, *actors)
    hours.write_for_all(puller, occurrence=row, minutes=60)
    for kept in KEPT.values():
        make_occurrence(puller, kept)

    table = host.get(reverse("hours:overview-csv", args=["de-kamer"])).content.decode("utf-8-sig")
    in_table = {line[0] for line in csv.reader(io.StringIO(table, newline=""), delimiter=";")}
    feed = Calendar.from_ical(host.get(reverse("board:feed-of-room", args=["de-kamer"])).content)
    in_feed = {str(event["SUMMARY"]) for event in feed.walk("VEVENT")}
    client = Client()
    client.force_login(puller.someone)
    paper = client.get(reverse("board:list-paper", args=["de-kamer", row.code]))
    page = host.get(reverse("hours:overview", args=["de-kamer"])).content.decode()

    assert in_table >= set(KEPT.values())
    assert in_feed >= set(KEPT.values())
    assert paper.content.startswith(b"%PDF-")
    assert [kept for kept in KEPT.values() if f">{escape(kept)}</bdi>" not in page] == []


# ── Every other text: through its page, and back on the page that follows.

NASTY = ("'t Hooft & Zn فاطمة الزهراء", "Ros\u202eas", "O\u0308zlem", "Ni\x00na")
TEXTS = {
    name
    for form in form_classes()
    for name, field in form.base_fields.items()
    if type(field) in {forms.CharField, NameField}
} - {"to", "until", "code", "card", "slug", "endpoint", "phone", "postal_code"}  # of one shape
NEVER_KEPT = {"q"}  # what somebody looks for on the wall
# A time, a code, a number, or one of a few choices: elsewhere a field of that name is a text.
NO_TEXT = {
    ("keys:other-day", "opens"), ("visits:drink", "what"), ("notices:stuck", "why"),
    ("help:asker#liever-anders", "who"), ("help:asker#toch-deze", "who"), ("help:asker#ja", "who"),
    ("help:message", "who"), ("help:done", "outcome"), ("day:me", "called"),
    ("workplaces:add-post", "hours"), ("workplaces:propose", "hours"),
    ("workplaces:change", "hours"), ("workplaces:next", "hours"),
}  # fmt: skip
# Where it stands when it is not on the page that follows: who looks, and where. By page, or by page
# and field.
SHOWN_TO: dict[str, tuple[str, str]] = {
    "activities:describe": (PULLER, "activities:describe"),
    "visits:place_tablet": (BOARD, "visits:place_tablet"),
    "hours:gave": (BOARD, "hours:gave"),
    "hours:thank": (PULLER, "ring:news"),
    "workplaces:next outcome": (RESIDENT, "workplaces:step"),
    "founding:start address": (BOARD, "board:way"),
    "founding:start way_there": (BOARD, "board:way"),
}


def free_texts(world: World) -> Iterator[tuple[str, Post, str]]:
    """Every request in which somebody may write freely, and the name of that field."""
    for route, post in posts(world).items():
        for name in post.data:
            if name in TEXTS and (route, name) not in NO_TEXT and not post.json:
                yield route.partition("#")[0], post, name


def came_back(world: World, route: str, post: Post, name: str, written: str) -> bool:
    """Send one text; is it, as it is kept, on the page that follows? Nothing of it stays."""
    known = addresses(world)
    try:
        with transaction.atomic():
            client, data = post.ready(world)
            url = reverse(route, kwargs={**known.get(route, {}), **post.at})
            page = _sent(client, url, {**data, name: written})
            assert page.status_code == 200, (route, name, written)
            if place := SHOWN_TO.get(f"{route} {name}") or SHOWN_TO.get(route):
                role, there = place
                where = {**known.get(there, {}), **_begun(route, data)}
                page = world.client(role).get(reverse(there, kwargs=where))
            raise Rollback
    except Rollback:
        kept = normalize("NFC", TRICKS.get(written, written))
        return escape(kept) in page.content.decode()


def _sent(client: Client, url: str, data: dict[str, Any]) -> HttpResponse:
    """One request, as a browser sends it: with a file it goes in parts."""
    files = [value for value in data.values() if hasattr(value, "seek")]
    for file in files:
        file.seek(0)
    if files:
        return client.post(url, data, follow=True)
    return client.post(url, encoded(data), content_type=FORM, follow=True)


def _begun(route: str, data: dict[str, Any]) -> dict[str, str]:
    """A room that was begun just now has an address of its own."""
    return {"place_slug": data["slug"]} if route == "founding:start" else {}


@pytest.mark.django_db
@pytest.mark.one_database
def test_what_people_write_is_back_on_the_page_that_follows():
    world = make_world()
    tried = list(free_texts(world))
    lost = [
        (route, name, written)
        for route, post, name in tried
        for written in NASTY
        if not came_back(world, route, post, name, written)
    ]
    assert len(tried) > 20  # the looking itself works
    assert lost == []


@pytest.mark.django_db
def test_every_text_of_every_form_is_among_them():
    """A new form with a text needs a request that carries it (`tests/posts.py` of its module)."""
    sent = {name for _route, _post, name in free_texts(make_world())}
    assert sorted(TEXTS - sent - NEVER_KEPT) == []
