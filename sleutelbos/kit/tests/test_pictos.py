"""The drawings: every name draws something, in our own hand, and fast enough for a list."""

import re

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.test import override_settings

from sleutelbos.kit import pictos
from sleutelbos.kit.pictos import FOLDER, NAMES, TAG_COLOURS, TAG_PICTOS, picto

CLASSES = re.compile(r'class="([^"]*)"')
COLOUR = re.compile(r"(?:fill|stroke|style|href)\s*=|#[0-9a-fA-F]{3}")


def test_a_pictogram_is_a_drawing_that_a_screen_reader_skips():
    assert picto("kop").startswith(
        '<svg class="p" viewBox="0 0 48 48" aria-hidden="true" focusable="false">'
    )
    assert picto("kop").endswith("</svg>")
    assert "<path" in picto("kop")


def test_a_pictogram_takes_more_classes():
    assert 'class="p p-m"' in picto("kop", "p-m")
    assert 'class="p p-m"' in picto("kop", css="p p-m")


def test_an_arrow_turns_around_with_the_reading_direction_and_a_key_does_not():
    assert "p-richting" in picto("terug")
    assert "p-richting" not in picto("sleutel")


@pytest.mark.parametrize("name", sorted(NAMES))
def test_every_drawing_uses_our_own_pen(name):
    drawing = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")

    assert 'viewBox="0 0 48 48"' in drawing
    inner = str(picto(name)).split(">", 1)[1]
    assert set(CLASSES.findall(inner)) <= {"v", "f"}
    assert not COLOUR.search(inner), "the page gives the colour, not the drawing"
    assert len(inner) < 1600, "small enough to stand twenty times on a page"


def test_a_name_nobody_drew_is_loud_while_building():
    with pytest.raises(KeyError):
        picto("eenhoorn")


@override_settings(DEBUG=False)
def test_a_name_nobody_drew_is_an_empty_space_for_a_resident(monkeypatch):
    monkeypatch.delenv("PYTEST_VERSION", raising=False)

    assert picto("eenhoorn<script>") == (
        '<svg class="p" viewBox="0 0 48 48" aria-hidden="true" focusable="false"></svg>'
    )


def test_a_misspelt_name_in_a_template_is_found_when_the_template_is_read():
    with pytest.raises(TemplateSyntaxError):
        Template('{% load kit %}{% picto "eenhoorn" %}')


def test_a_template_draws_by_name_or_by_variable():
    said = Template('{% load kit %}{% picto "kop" %}|{% picto name css="p-l" %}').render(
        Context({"name": "zon"})
    )

    assert said == f"{picto('kop')}|{picto('zon', 'p-l')}"


def test_people_choose_from_24_signs_and_6_colours():
    assert len(TAG_PICTOS) == 24
    assert set(TAG_PICTOS) <= NAMES
    assert list(TAG_COLOURS) == ["blauw", "groen", "rood", "paars", "bruin", "geel"]


def test_no_sign_hurts_somebody():
    forbidden = {"maan", "ster", "kruis", "duim", "vuist", "vlag", "varken", "hond", "slang"}

    assert not forbidden & NAMES


def test_a_drawing_is_made_once():
    assert picto("kop") is picto("kop")
    assert pictos._drawn.cache_info().maxsize is not None
