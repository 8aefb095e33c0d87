"""R47: whatever is sent to a form or an address, it is answered with a sentence, never a fault.

Every form class, and every address of the URL configuration, found by looking. A few tries each
here; 500 a form and 50 an address with `SLEUTELBOS_LONG=1` (`python -m benchmarks.walks --long`).
"""

import importlib
import os
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from random import Random
from typing import Any
from urllib.parse import quote

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import QueryDict
from django.template import Context, Template
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sleutelbos
from sleutelbos.commons.places.models import Place
from sleutelbos.kit.forms import OnceForm, PlainForm
from sleutelbos.kit.policy import ALL_ROLES
from sleutelbos.room.hours.queries import Present
from tests.names import FORM, LETTERS_100, NAMES, ODD, TRICKS, encoded
from tests.routes import declared
from tests.test_every_form import form_classes
from tests.test_permissions import Rollback
from tests.twice import Post, posts
from tests.world import World, addresses, make_world

LONG = os.environ.get("SLEUTELBOS_LONG") == "1"
OF_A_FORM, OF_AN_ADDRESS = (500, 50) if LONG else (25, 2)
QUESTIONS = ("p", "na", "q", "hanger", "jaar", "groep", "woorden", "code", "next", "taal", "alle",
             "in")  # fmt: skip
STRANGE = (*ODD, *NAMES[::6], *TRICKS, LETTERS_100, LETTERS_100 * 60)
ROOM = Place(pk=0, name="De Kamer", slug="de-kamer")
NOBODY: list[Present] = []
# What a form is made with, beside what was sent.
GIVEN: dict[str, dict[str, Any]] = {
    "keys.HandOverForm": {"place": ROOM, "does": {}},
    "keys.WeekForm": {"plan": {}},
    "hours.ForAllForm": {"present": NOBODY, "lasted": 120},
    "hours.LineForm": {"kind": "gave"},
    "help.AskForm": {"area": "letters", "coordinator": None},
    "referral.CardForm": {"rooms": [ROOM], "asked": "", "reads": "nl"},
    "referral.GoForm": {"institutions": [], "companions": []},
    "referral.AskForm": {"institutions": []},
    "workplaces.PostForm": {"team": []},
}


def given_to(form: type[forms.BaseForm]) -> dict[str, Any]:
    """Beside what was sent, by the module of the form and its name."""
    return GIVEN.get(f"{form.__module__.split('.')[-2]}.{form.__name__}", {})


def test_every_form_class_of_the_house_is_found():
    """Also one that is written down elsewhere than in a module called forms."""
    for found in pkgutil.walk_packages(sleutelbos.__path__, "sleutelbos."):
        if ".tests" not in found.name and ".migrations" not in found.name:
            importlib.import_module(found.name)
    waiting, ours = [forms.BaseForm], set()
    while waiting:
        for form in waiting.pop().__subclasses__():
            waiting.append(form)
            if form.__module__.startswith("sleutelbos.") and ".tests." not in form.__module__:
                ours.add(form)
    assert ours - {PlainForm, OnceForm} == set(form_classes()) - {PlainForm, OnceForm}


typed = st.one_of(st.sampled_from(STRANGE), st.text(max_size=200), st.integers().map(str))


def sent_to(form: type[forms.BaseForm]) -> st.SearchStrategy[dict[str, list[str]]]:
    """Anything for every field: its own choices, strange text, nothing, twice."""
    fields = {}
    for name, field in form.base_fields.items():
        choices = [str(key) for key, _word in getattr(field, "choices", ())]
        value = st.one_of(typed, st.sampled_from(choices)) if choices else typed
        fields[name] = st.lists(value, max_size=3)
    return st.fixed_dictionaries({}, optional=fields)


@pytest.mark.django_db
@pytest.mark.parametrize("form", [pytest.param(f, id=f.__name__) for f in form_classes()])
def test_a_form_answers_whatever_is_typed(form):
    @settings(
        max_examples=OF_A_FORM, deadline=None, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(sent_to(form))
    def answers(sent: Mapping[str, list[str]]) -> None:
        data = QueryDict(mutable=True)
        for name, values in sent.items():
            data.setlist(name, values)
        files = {"voice": SimpleUploadedFile("x.ogg", b"x"), "file": SimpleUploadedFile("x", b"")}
        filled = form(data, files, **given_to(form))
        filled.is_valid()
        said = [str(trouble.sentence) for trouble in filled.troubles]
        assert all(sentence[0].isupper() for sentence in said), said
        Template("{{ form.as_div }}").render(Context({"form": filled})).encode()

    answers()


# ── Every address.


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def tries(route: str) -> Iterator[Random]:
    """So many lots for one address, the same every time."""
    for nth in range(OF_AN_ADDRESS):
        yield Random(f"{route} {nth}")


def undone(ask: Callable[[], Any]) -> int:
    """The status of one request, rolled back."""
    try:
        with transaction.atomic():
            answer = ask()
            list(answer.streaming_content) if answer.streaming else answer.content
            raise Rollback
    except Rollback:
        return int(answer.status_code)


def post_strangely(world: World, client: Client, route: str, post: Post, lot: Random) -> Any:
    """The valid request, with strange values for some of it."""
    data = {**post.data, **(post.before(world, client) or {})}
    names = sorted({*data, "once", "code", "key", "row", "step", "presses", "what", "tag"})
    for name in lot.sample(names, k=lot.randint(1, min(4, len(names)))):
        data[name] = lot.choice(STRANGE)
    url = reverse(route, kwargs={**addresses(world).get(route, {}), **post.at})
    if post.json:
        sent: Any = lot.choice((data, [data], {"items": [data, 3, None], "now": lot.choice(ODD)}))
        return client.post(url, sent, content_type="application/json")
    files = {name: value for name, value in data.items() if hasattr(value, "read")}
    if files:
        return client.post(url, {**files, "x": "\x00"})
    return client.post(url, encoded(data), content_type=FORM)


@pytest.mark.long
def test_every_address_answers_whatever_is_sent(world):
    broken = []
    for name, post in posts(world).items():
        route = name.partition("#")[0]
        for lot in tries(name):
            client = world.client(post.role)
            status = undone(lambda: post_strangely(world, client, route, post, lot))  # noqa: B023
            if status >= 500:
                broken.append((name, status))
    assert broken == []


def strange_address(route: str, arguments: Mapping[str, Any], lot: Random) -> str:
    """The address of a route with something strange for one of its arguments, and a question."""
    url = reverse(route, kwargs=dict(arguments))
    if arguments and lot.random() < 0.7:
        part = str(arguments[lot.choice(sorted(arguments))])
        strange = quote(lot.choice(STRANGE)[:300], safe="", errors="surrogatepass")
        url = url.replace(f"/{part}", f"/{strange}", 1)
    asked = {lot.choice(QUESTIONS): lot.choice(STRANGE)[:300]}
    return f"{url}?{encoded(asked)}"


@pytest.mark.long
def test_every_address_answers_whatever_is_asked(world):
    """Also a path or a question that nobody would type; by who may look there."""
    known, broken = addresses(world), []
    for route, table in declared().items():
        roles = sorted(table.get | table.post) or [ALL_ROLES[0]]
        for lot in tries(route):
            url = strange_address(route, known.get(route, {}), lot)
            client = world.client(lot.choice(roles), again=True)
            for call in (client.get, client.post):
                status = undone(lambda: call(url))  # noqa: B023
                if status >= 500:
                    broken.append((route, url[:200], status))
    assert broken == []
