"""Every form of the house, found by looking: none takes a BSN, none shows one back (P1, R38)."""

import importlib
import logging
import pkgutil
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.template import Context, Template
from django.urls import reverse

import sleutelbos
from sleutelbos.kit.bsn import MESSAGE, holds_bsn
from sleutelbos.kit.forms import PlainForm
from tests.routes import declared
from tests.test_permissions import Rollback
from tests.world import World, addresses, make_world

BSN = "123456782"
WRITTEN = (BSN, "1234.56.782", "123 456 782", "123-456-782", "bsn: 1234 56 782")


def form_classes() -> Iterator[type[forms.BaseForm]]:
    """Every form class written in a module called forms, or forms_…."""
    for found in pkgutil.walk_packages(sleutelbos.__path__, "sleutelbos."):
        last = found.name.rsplit(".", 1)[1]
        if not last.startswith("forms") or ".tests." in found.name:
            continue
        module = importlib.import_module(found.name)
        for thing in vars(module).values():
            ours = isinstance(thing, type) and issubclass(thing, forms.BaseForm)
            if ours and thing.__module__ == module.__name__:
                yield thing


def text_fields() -> list[Any]:
    return [
        pytest.param(form, name, id=f"{form.__module__}.{form.__name__}.{name}")
        for form in form_classes()
        for name, field in form.base_fields.items()
        if isinstance(field, forms.CharField | forms.FileField | forms.JSONField)
        and not isinstance(field, forms.UUIDField)
    ]


def one_field(form: type[forms.BaseForm], name: str) -> type[PlainForm]:
    """A form with only this field of that form, so that no other field is in the way."""
    return type("OneField", (PlainForm,), {name: deepcopy(form.base_fields[name])})


@pytest.mark.mission("P1")
def test_every_form_of_the_house_is_a_plain_form():
    assert [f for f in form_classes() if not issubclass(f, PlainForm)] == []
    assert len(text_fields()) > 5  # the looking itself works


def takes_any_text(field: forms.Field) -> bool:
    """Whether this field keeps what is written; an amount or an address says no in its own way."""
    try:
        return isinstance(field.to_python("zomaar wat"), str) and not field.run_validators("zomaar")
    except forms.ValidationError:
        return False


@pytest.mark.mission("P1")
@pytest.mark.parametrize("written", WRITTEN)
@pytest.mark.parametrize(("form", "name"), text_fields())
def test_no_field_takes_a_bsn_or_shows_one_back(form, name, written, caplog):
    field = form.base_fields[name]
    is_file = isinstance(field, forms.FileField)
    files = {name: SimpleUploadedFile(f"{written.replace(':', '')}.csv", b"x")} if is_file else {}
    with caplog.at_level(logging.DEBUG):
        filled = one_field(form, name)({} if is_file else {name: written}, files)
        assert not filled.is_valid()
        page = Template("{{ form.as_div }}").render(Context({"form": filled}))
    if is_file or takes_any_text(field):
        assert str(MESSAGE) in [str(error) for error in filled.errors[name]]
    assert not holds_bsn(page)
    assert caplog.text == ""


def post(world: World, role: str, url: str, data: dict[str, str]) -> Any:
    """One form sent as one role, rolled back."""
    try:
        with transaction.atomic():
            answer = world.client(role).post(url, data)
            raise Rollback
    except Rollback:
        return answer


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.mark.mission("P1")
@pytest.mark.django_db
def test_no_page_takes_a_bsn_or_shows_one_back(world, caplog):
    """Every address, every field of every form: posted with a BSN in it, by who may post there."""
    names = {name for form in form_classes() for name in form.base_fields}
    data = dict.fromkeys(names, f"Ik ben {BSN} graag")
    table, known = declared(), addresses(world)
    shown = []
    with caplog.at_level(logging.INFO):
        for route in sorted(table):
            for role in sorted(table[route].post)[:1]:
                answer = post(world, role, reverse(route, kwargs=known.get(route)), data)
                page = b"".join(answer) if answer.streaming else answer.content
                if BSN.encode() in page or BSN in str(answer.headers):
                    shown.append((route, role, answer.status_code))
    assert shown == []
    assert BSN not in caplog.text
