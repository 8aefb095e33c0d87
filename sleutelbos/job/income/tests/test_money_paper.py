"""The one A4 of Mijn geld: what a client manager reads on it."""

import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from .makers import ALONE, CHOSEN, MARKS, PARENT, WAJONG, send

pytestmark = [pytest.mark.django_db, pytest.mark.mission("B13")]
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_november():
    """The amounts of November 2026, whenever this runs."""
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.mark.parametrize("answers", [ALONE, PARENT, WAJONG], ids=["alone", "parent", "wajong"])
@pytest.mark.parametrize("language", ["nl", "ar"])
def test_the_paper_is_one_accessible_a4(answers, language):
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    answer = send({**answers, **CHOSEN}, client, "/mijn-geld/papier/")
    assert answer["Content-Type"] == "application/pdf"
    assert len(re.findall(rb"/Type\s*/Page(?![a-zA-Z])", answer.content)) == 1
    assert b"pdfuaid:part>1<" in answer.content or b'pdfuaid:part="1"' in answer.content


def on_paper(monkeypatch, answers: dict, client: Client | None = None, **more: str) -> dict:
    """What the paper is made from."""
    told: dict = {}

    def kept(_layout: object, data: dict) -> bytes:
        told.update(data)
        return b"%PDF-"

    monkeypatch.setattr("sleutelbos.job.income.views.make_pdf", kept)
    send({**answers, **CHOSEN, **more}, client, "/mijn-geld/papier/")
    return told


def test_the_paper_is_dutch_for_who_asks_that(monkeypatch):
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "ar"
    told = on_paper(monkeypatch, PARENT, client, **{"in": "nl"})
    assert told["report"] == "Dit moet ik melden"
    assert {row["what"] for row in told["rows"]} >= {"Bijstand", "Kindgebonden budget"}
    assert all(len(row["cells"]) == len(told["columns"]) == 4 for row in told["rows"])
    told = on_paper(monkeypatch, PARENT, client)
    assert told["report"] != "Dit moet ik melden"


COUPLE_WIA = {
    "age": "27", "home": "family", "partner": "21", "kids": "4,13", "benefit": "disability",
    "wia_kind": "full_and_lasting", "wia_amount": "1500", "partner_money": "wage",
    "partner_wage": "900", "rent": "620",
}  # fmt: skip


SHARING = {
    "age": "21", "home": "others", "beside": "none", "mates": "50,31", "mates_income": "20000",
    "benefit": "unemployment", "ww_wage": "2200", "ww_month": "1", "rent": "620",
}  # fmt: skip


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        (PARENT, "27 tot en met 66 jaar · Met mijn kinderen (4, 13) · Bijstand · huur € 620"),
        (
            WAJONG,
            "27 tot en met 66 jaar · Alleen · Wajong · UWV zegt: je hebt arbeidsvermogen"
            " · huur € 500",
        ),
        (
            COUPLE_WIA,
            "27 tot en met 66 jaar · Met mijn partner en kinderen (21 tot en met 26 jaar; 4, 13)"
            " · WIA · IVA · Hoe hoog is je WIA? € 1.500 · Loon"
            " · Hoeveel loon krijgt je partner? € 900 · huur € 620",
        ),
        (
            SHARING,
            "21 tot en met 26 jaar · Ook met andere volwassenen (50, 31)"
            " · Wat verdienen de andere volwassenen? € 20.000 · WW"
            " · WW-maandloon, in euro’s: 2200 · De hoeveelste maand WW is dit?: 1 · huur € 620",
        ),
    ],
    ids=["parent", "wajong", "couple-wia", "ww-shared"],
)
def test_everything_the_amounts_hang_on_stands_on_the_paper(monkeypatch, answers, told):
    paper = on_paper(monkeypatch, answers)
    assert MARKS.sub("", paper["facts"]).replace("\u00a0", " ") == told


def test_the_paper_says_that_the_municipality_decides_and_names_who_to_ask(monkeypatch):
    paper = on_paper(monkeypatch, ALONE)
    assert "De gemeente beslist of je een deel van je loon mag houden." in paper["notes"]
    assert any("Misschien houd je meer over." in sentence for sentence in paper["caveats"])
    assert paper["ask"] == "Dit wil ik vragen aan mijn klantmanager"
    assert on_paper(monkeypatch, WAJONG)["ask"] == "Dit wil ik vragen aan UWV"


def test_a_paper_of_half_answers_goes_back_to_the_questions():
    assert send({"age": "27"}, path="/mijn-geld/papier/").status_code == 302
