"""The words around the drawings: key tags, clocks, days, since and hours."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.forms import CharField, Form
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from sleutelbos.kit import words
from sleutelbos.kit.templatetags.kit import (
    clock,
    comma,
    control,
    day_words,
    hours_words,
    since_words,
    tag,
)

TUESDAY = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)  # 12.00 in the room


@pytest.fixture(autouse=True)
def _dutch():
    with translation.override("nl"):
        yield


def plain(said):
    return str(said).replace('<bdi class="sb-getal">', "").replace("</bdi>", "")


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (time(13), "13.00"),
        (time(9, 5), "9.05"),
        (datetime(2026, 7, 1, 12, 30, tzinfo=UTC), "14.30"),  # summer time in Amsterdam
        (datetime(2026, 12, 1, 12, 30, tzinfo=UTC), "13.30"),
    ],
)
def test_a_clock_shows_the_time_of_the_room(moment, said):
    assert clock(moment) == f'<bdi class="sb-getal">{said}</bdi>'


@pytest.mark.mission("P4")
@pytest.mark.parametrize(
    ("language", "said"), [("nl", "a, b, c"), ("tr", "a, b, c"), ("ar", "a، b، c")]
)
def test_a_list_has_the_comma_of_the_language(language, said):
    with translation.override(language):
        assert words.listed(["a", "", "b", "c"]) == said
        assert str(comma()) == said[1:3]


def test_no_time_is_no_words():
    assert (clock(None), day_words(None), since_words(None), hours_words(None)) == ("",) * 4


@time_machine.travel(TUESDAY, tick=False)
@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 24), "vandaag"),
        (date(2026, 11, 25), "morgen"),
        (date(2026, 11, 23), "gisteren"),
        (date(2026, 11, 27), "vr 27 november"),
        (date(2027, 1, 4), "ma 4 januari 2027"),
        (datetime(2026, 11, 24, 23, 30, tzinfo=UTC), "morgen"),  # half past midnight here
    ],
)
def test_a_day_is_said_as_people_say_it(day, said):
    assert day_words(day) == said


@time_machine.travel(TUESDAY, tick=False)
def test_a_day_follows_the_language_of_the_reader():
    with translation.override("tr"):
        assert day_words(date(2026, 12, 4)) == "4 Aralık Cum"
    with translation.override("es"):
        assert day_words(date(2026, 12, 4)) == "vie 4 de diciembre"
    with translation.override("ar"):
        assert day_words(date(2026, 12, 4)) == "الجمعة 4 ديسمبر"


@time_machine.travel(TUESDAY, tick=False)
@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (TUESDAY, "sinds vandaag"),
        (TUESDAY - timedelta(days=1), "sinds gisteren"),
        (TUESDAY - timedelta(days=4), "sinds vrijdag"),
        (TUESDAY - timedelta(days=7), "sinds november"),
        (date(2026, 3, 8), "sinds maart"),
        (date(2025, 11, 30), "sinds 2025"),
    ],
)
def test_since_is_a_day_then_a_month_then_a_year(moment, said):
    assert since_words(moment) == said


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2026, 11, 24)))
def test_since_never_says_a_month_that_could_be_this_year_or_last(day):
    said = words.since(day, date(2026, 11, 24))

    assert said.startswith("sinds ")
    if day < date(2025, 12, 25):
        assert said == f"sinds {day.year}"


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (30, "½ uur"),
        (60, "1 uur"),
        (90, "1½ uur"),
        (120, "2 uur"),
        (45, "45 minuten"),
        (1, "1 minuut"),
        (135, "2 uur en 15 minuten"),
    ],
)
def test_hours_are_said_as_people_say_them(minutes, said):
    assert plain(hours_words(minutes)) == said


@given(st.integers(min_value=0, max_value=100_000))
def test_the_words_for_hours_add_up_to_the_minutes(minutes):
    def read(part):
        figure, unit = part.split(" ")
        if unit.startswith("minu"):
            return int(figure)
        return int(figure.rstrip("½") or 0) * 60 + 30 * figure.endswith("½")

    assert sum(read(part) for part in words.hours(minutes).split(" en ")) == minutes


def test_a_key_tag_is_a_sign_a_colour_and_a_name():
    said = tag({"tag_picto": "zon", "tag_colour": "geel", "called": "Fatma"})

    assert said.startswith('<span class="sb-hanger"><i class="k-geel"><svg ')
    assert said.endswith('</i><bdi dir="auto">Fatma</bdi></span>')
    nameless = tag({"tag_picto": "zon", "tag_colour": "geel", "called": "Fatma"}, nameless=True)
    assert "Fatma" not in nameless


def test_a_name_on_a_key_tag_cannot_break_the_page():
    said = tag({"tag_picto": "zon", "tag_colour": "geel", "called": "<script>"})

    assert "<script>" not in said
    assert "&lt;script&gt;" in said


def test_a_key_tag_that_was_never_chosen_is_brown_with_keys():
    assert 'class="k-bruin"' in tag({"tag_picto": "", "tag_colour": "", "called": "Wim"})


def test_a_control_tells_a_screen_reader_what_is_wrong():
    class Begin(Form):
        title = CharField(help_text="Een paar woorden.")

    drawn = control(Begin({"title": ""})["title"])

    assert 'class="sb-in"' in drawn
    assert 'aria-invalid="true"' in drawn
    assert 'aria-describedby="id_title_helptext id_title_error"' in drawn
