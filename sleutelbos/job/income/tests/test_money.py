"""Mijn geld without a browser: its questions, answers and refusals, and that it keeps nothing."""

import json
import logging
import os
import subprocess
import sys
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.job.income import api, forms, queries
from sleutelbos.job.income.forms_questions import QUESTIONS, known, next_question
from sleutelbos.job.income.forms_situations import base
from sleutelbos.job.income.queries_hours import curve
from sleutelbos.job.income.queries_shown import euros
from sleutelbos.kit.figures import cents_in

from .makers import ALONE, CHOSEN, PARENT, WAJONG, send, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.mission("B13")]
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
API = "/api/v1/geld/vergelijk"


@pytest.fixture(autouse=True)
def in_november():
    with time_machine.travel(NOW, tick=True):
        yield


def ask_api(body: dict, client: Client | None = None):
    return (client or Client()).post(API, json.dumps(body), content_type="application/json")


# ── The model is asked only when somebody asks.

STARTS = """
import os, sys
import django
django.setup()
from django.test import Client
import sleutelbos.config.urls, sleutelbos.config.wsgi
loaded = lambda: [m for m in sys.modules if m.startswith("openfisca")]
assert loaded() == [], loaded()
from django.core.management import call_command
call_command("migrate", verbosity=0)
assert Client().get("/mijn-geld/").status_code == 200
assert Client().post("/mijn-geld/", {"age": "27"}).status_code == 200
assert loaded() == [], loaded()
sent = {"age": "27", "home": "alone", "benefit": "none", "rent": "0", "chosen": "1", "compare": "now"}
assert Client().post("/mijn-geld/", sent).status_code == 200
assert "openfisca_netherlands.comparison" in loaded()
"""  # noqa: E501


@pytest.mark.one_database
def test_the_site_starts_without_the_model_until_it_is_asked(tmp_path):
    """Not at the start, not for the questions: only for the first answer."""
    told = {
        **os.environ,
        "SLEUTELBOS_HOME": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PYTHONPATH": str(settings.PACKAGE.parent),
    }
    told.pop("DATABASE_URL", None)
    ours = [sys.executable, "-c", STARTS]
    subprocess.run(ours, env=told, check=True, timeout=300)  # noqa: S603


def test_where_the_model_is_not_installed_the_page_says_so(monkeypatch):
    monkeypatch.setattr(queries, "has_model", lambda: False)
    assert "Hier kunnen wij dat nog niet uitrekenen." in words_of(Client().get("/mijn-geld/"))
    assert send({**ALONE, **CHOSEN}, path="/mijn-geld/papier/").status_code == 302
    assert ask_api({"situations": [{"age": 40}]}).status_code == 503


# ── The questions.


def test_an_answer_brings_the_next_question():
    assert "Hoe oud ben je?" in words_of(Client().get("/mijn-geld/"))
    assert "Met wie woon je?" in words_of(send({"asked": "age", "age": "27"}))
    page = words_of(send({"asked": "home", "age": "27", "home": "kids"}))
    assert "Hoe oud zijn je kinderen?" in page


def test_a_question_can_be_asked_again_and_the_other_answers_stay():
    page = send({**PARENT, "go": "kids"}).content.decode()
    assert 'value="4, 13"' in page
    for name in ("age", "home", "benefit", "rent"):
        assert f'type="hidden" name="{name}"' in page
    assert 'type="hidden" name="kids"' not in page


def test_no_answer_is_asked_for_again_with_a_reason():
    page = send({"asked": "age"})
    assert page.status_code == 422
    assert "Kies er een." in words_of(page)


WRONG = [
    ({"rent": "-20"}, "rent", "Vul een bedrag in van 0 euro of meer."),
    ({"rent": "veel"}, "rent", "Vul een bedrag in van 0 euro of meer."),
    ({"rent": "9999999"}, "rent", "Dit is meer dan een miljoen euro."),
    ({"kids": "60"}, "kids", "Een kind is jonger dan zijn ouder."),
    ({"kids": "-4"}, "kids", "Vul leeftijden in jaren in, zoals 4 en 13."),
    ({"kids": "drie"}, "kids", "Vul leeftijden in jaren in, zoals 4 en 13."),
]


@pytest.mark.parametrize(("answer", "asked", "sentence"), WRONG)
def test_what_cannot_be_right_is_answered_at_the_field(answer, asked, sentence):
    page = send({**PARENT, **answer, "asked": asked})
    assert page.status_code == 422
    assert sentence in words_of(page)
    assert f'id="id_{asked}"' in page.content.decode()
    assert 'aria-invalid="true"' in page.content.decode()


@pytest.mark.parametrize(
    ("figures", "sentence"),
    [
        ({"hours": "90"}, "Vul uren per week in, van 0 tot en met 60."),
        ({"hours": ""}, "Vul uren per week in, van 0 tot en met 60."),
        ({"volunteer": "-5"}, "Vul een bedrag in van 0 euro of meer."),
        ({"compare": ["now", "volunteer", "hours", "job", "work"]}, "Je koos er meer dan 4."),
        ({"compare": []}, "Kies er een."),
    ],
)
def test_a_choice_that_cannot_be_right_is_answered_at_the_field(figures, sentence):
    page = send({**ALONE, **CHOSEN, **figures})
    assert page.status_code == 422
    assert sentence in words_of(page)


@pytest.mark.parametrize(
    ("written", "cents"),
    [
        ("620", 62_000), ("620,50", 62_050), ("€ 1.250,50", 125_050), ("1.250", 125_000),
        ("1250.5", 125_050), ("٦٢٠", 62_000), ("1 250", 125_000), ("0", 0), ("", None),
        ("-20", None), ("twee", None), ("12.34.56", None), ("1e5", None),
    ],
)  # fmt: skip
def test_an_amount_is_read_as_people_write_it(written, cents):
    assert cents_in(written) == cents


@given(cents=st.integers(0, queries.MOST_CENTS))
def test_an_amount_travels_in_the_form_without_losing_a_cent(cents):
    assert cents_in(forms.as_typed(cents)) == cents


ANYTHING = st.sampled_from(
    ["27", "67", "17", "alone", "kids", "family", "others", "none", "4,13", "52", "620", "?", "yes",
     "unemployment", "disability", "young_disabled", "wage", "business", "full_and_lasting", "3",
     "", "-1", "\x00", "<b>", "9" * 40]
)  # fmt: skip


@hypothesis_settings(max_examples=60, deadline=None,
                     suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(sent=st.dictionaries(
    st.sampled_from([name for q in QUESTIONS for name in q.names] + ["go", "asked", "unknown"]),
    ANYTHING,
))  # fmt: skip
def test_whatever_is_sent_a_question_or_an_answer_comes_back(sent):
    assert send(sent).status_code in {200, 422}
    answers = known(sent)
    assert known(answers) == answers  # what travels on is read as the same
    if next_question(answers) is None:
        assert send({**answers, **CHOSEN}).status_code in {200, 422}


# ── The answers.


@pytest.mark.parametrize(
    ("answers", "code", "cents"),
    [(ALONE, "now", 192_246), (ALONE, "volunteer", 202_246), (PARENT, "job", 376_646),
     (WAJONG, "hours", 211_100)],
)  # fmt: skip
def test_the_page_gives_the_cents_of_the_model(answers, code, cents):
    from openfisca_netherlands import compare

    page = words_of(send({**answers, **CHOSEN}))
    assert euros(cents).strip("\u2066\u2069").replace("\u00a0", " ") in page
    work = {"volunteer": {"volunteer_month": 10_000}, "hours": {"hours": 12},
            "job": {"hours": 32, "neighbourhood_job": True}}  # fmt: skip
    asked = base(known(answers)) | work.get(code, {})
    assert compare([asked], "2026-11").outcomes[0].per_month == cents


def test_the_rows_stand_largest_first_and_every_line_adds_up():
    shown = send({**PARENT, **CHOSEN}).context["shown"]
    assert [row.cents for row in shown.rows] == sorted((r.cents for r in shown.rows), reverse=True)
    for row in shown.rows:
        assert sum(part.cents for part in row.parts) == row.cents
        assert all(part.why and part.law and part.since for part in row.parts)


def test_what_is_not_known_gives_a_range_and_says_so():
    shown = send({**ALONE, **CHOSEN, "rent": "?"}).context["shown"]
    now = shown.of("now")
    assert now.cents < now.high
    assert now.after_rent is None
    both = send({**WAJONG, **CHOSEN, "capacity": "?"}).context["shown"].of("hours")
    able = send({**WAJONG, **CHOSEN}).context["shown"].of("hours")
    unable = send({**WAJONG, **CHOSEN, "capacity": "no"}).context["shown"].of("hours")
    assert {both.cents, both.high} == {able.cents, unable.cents}


def test_an_own_business_beside_bijstand_is_refused_and_the_others_stay():
    page = send({**ALONE, **CHOSEN, "compare": ["now", "business"]})
    assert "Eigen bedrijf: dit rekenen wij niet uit" in words_of(page)
    assert "je klantmanager van de gemeente" in words_of(page)
    assert [row.code for row in page.context["shown"].rows] == ["now"]


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"age": "67"}, "Die regels rekenen wij niet uit."),
        ({"age": "17"}, "Je bent jonger dan 18."),
        ({"benefit": "several"}, "Je hebt twee uitkeringen tegelijk."),
        ({"home": "others", "beside": "none", "mates": "45", "mates_income": "?"},
         "Vul dat in."),
    ],
)  # fmt: skip
def test_what_the_rules_do_not_reach_has_no_amount(answers, sentence):
    page = send({**ALONE, **answers, **CHOSEN})
    assert page.context["shown"].rows == []
    assert sentence in words_of(page)
    assert "€" not in words_of(page).replace("huur € 620", "").replace("€ 100 per maand", "")


def test_in_a_month_whose_amounts_are_not_known_nothing_is_guessed():
    with time_machine.travel(datetime(2027, 2, 1, 10, tzinfo=UTC)):
        page = send({**ALONE, **CHOSEN})
    assert page.context["shown"].rows == []
    assert "De bedragen voor deze datum zijn nog niet bekend." in words_of(page)


def test_more_hours_is_not_always_more_money():
    """In November 2026 bijstand swallows 4 to 20 hours; where it is less, that is said in words."""
    found = curve(base(known(ALONE)), date(2026, 11, 24))
    assert [point.hours for point in found.points] == list(range(0, 44, 4))
    assert found.points[0].cents == found.points[5].cents < found.points[7].cents
    assert (
        "Tot en met 20 uur",
        "Je werkt, maar er komt niet meer geld binnen dan nu.",
    ) in found.watch
    assert found.ceiling_unknown


def test_in_march_the_first_six_months_and_later_stand_side_by_side():
    found = curve(base(known(ALONE)), date(2026, 3, 1))
    assert found.has_later
    assert found.points[3].cents > found.points[3].later
    assert found.points[3].later == found.points[0].cents


def test_where_working_more_leaves_less_it_says_from_where_to_where():
    """Above 87.5 percent of the old wage WW stops: a few euros more, hundreds less."""
    answers = ALONE | {"benefit": "unemployment", "ww_wage": "2400", "ww_month": "4"}
    found = curve(base(known(answers)), date(2026, 11, 24))
    assert any(head.startswith("Van ") and "minder" in line for head, line in found.watch)


# ── Nothing is kept.


def test_no_cache_no_cookie_no_row_and_no_log_holds_an_answer(caplog):
    client, secret = Client(), "623,45"
    statements = []

    def watch(execute, sql, params, many, context):
        statements.append(sql)
        return execute(sql, params, many, context)

    with caplog.at_level(logging.DEBUG), connection.execute_wrapper(watch):
        for path in ("/mijn-geld/", "/mijn-geld/papier/"):
            answer = send({**ALONE, "rent": secret, **CHOSEN}, client, path)
            assert answer.status_code == 200
            assert "no-store" in answer["Cache-Control"]
            assert "private" in answer["Cache-Control"]
    assert not [sql for sql in statements if not sql.lstrip().upper().startswith("SELECT")]
    assert set(client.cookies) <= {settings.CSRF_COOKIE_NAME}
    assert "623" not in caplog.text
    assert "623" not in str(client.cookies)


def test_an_address_with_an_answer_in_it_is_not_read():
    page = Client().get("/mijn-geld/?age=27&home=alone&rent=620")
    assert "Hoe oud ben je?" in words_of(page)
    assert 'name="rent"' not in page.content.decode()


def test_a_room_is_named_to_ask_and_its_people_only_when_they_agreed():
    room = make_room("lampje", "Het Lampje")
    make_actor(room, "marleen", "coordinator")
    page = words_of(send({**ALONE, **CHOSEN, "k": "lampje"}))
    assert "Kom langs bij Het Lampje" in page
    assert "Marleen" not in page
    assert "Kom langs in een kamer in je buurt" in words_of(send({**ALONE, **CHOSEN, "k": "x\x00"}))


# ── For programs.


def test_the_api_gives_the_same_lines_and_writes_nothing():
    body = {"month": "2026-11", "situations": [
        {"name": "nu", "age": 35, "rent": 62_000, "benefit": "social_assistance"},
        {"name": "zaak", "age": 35, "benefit": "social_assistance", "profit": 9_000},
    ]}  # fmt: skip
    statements = []

    def watch(execute, sql, params, many, context):
        statements.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        answer = ask_api(body)
    now, business = answer.json()["outcomes"]
    assert (now["perMonth"], now["afterRent"], now["status"]) == (192_246, 130_246, "ok")
    assert sum(line["amount"] for line in now["lines"]) == 192_246
    assert (business["status"], business["perMonth"]) == ("refused", None)
    assert business["refusals"][0]["code"] == "business_beside_assistance"
    assert answer["Cache-Control"] == "no-store"
    assert statements == []


def test_the_api_says_where_an_answer_cannot_be_right():
    answer = ask_api({"situations": [{"age": 40}, {"age": 30, "childAges": [25]}]})
    assert answer.status_code == 409
    assert answer["Content-Type"] == "application/problem+json"
    told = answer.json()
    assert told["errors"] == [{"where": "body.situations.1.childAges", "code": "cannot-be"}]
    assert told["title"].startswith("Een kind is jonger dan zijn ouder.")


def test_the_api_takes_no_name_of_a_person_and_no_hours_of_a_hundred():
    assert ask_api({"situations": [{"age": 40, "naam": "Amina"}]}).status_code == 422
    assert ask_api({"situations": [{"age": 40, "hours": 90}]}).status_code == 422


def test_the_api_has_an_end_in_one_minute(monkeypatch):
    cache.clear()
    monkeypatch.setattr(api, "MOST_A_MINUTE", 2)
    body = {"situations": [{"age": 17}]}
    assert [ask_api(body).status_code for _ in range(3)] == [200, 200, 429]
    assert ask_api(body)["Retry-After"] == "60"
    cache.clear()
