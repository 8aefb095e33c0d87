"""Every sentence a resident reads: short, plain Dutch, *je*, nothing that blames."""

import re

import pytest
import yaml

from openfisca_netherlands.comparison import advice, situation, unsupported
from openfisca_netherlands.comparison.situation import Situation
from openfisca_netherlands.why.texts import LINES, STEPS, sentences

MOST_WORDS = 20
MOST_WORDS_IN_A_SENTENCE = 16
# long words a resident on a benefit meets in letters all the same
KNOWN_LONG = {
    "vrijwilligersvergoeding",
    "vrijwilligerswerk",
    "volksverzekeringen",
    "inkomstenbelasting",
    "schuldhulpverlener",
    "studiefinanciering",
    "huurtoeslag",
    "zorgtoeslag",
    "loondispensatie",
    "inkomenstoeslag",
    "zorgverzekering",
    "kwijtschelding",
}
BANNED = re.compile(
    r"\b(fout|ongeldig|verplicht|cliënt|deelnemer|u|uw|men|derhalve|teneinde|dient|indien|"
    r"alsmede|middels|omtrent|echter|betreft|conform|desbetreffende)\b|!",
    re.IGNORECASE,
)


def of_advice():
    base = {"age": 40, "hours": 10, "volunteer_month": 10_000, "neighbourhood_job": True}
    for benefit in ("social_assistance", "unemployment", "young_disabled", "disability", "none"):
        for duty in advice.duties(Situation(benefit=benefit, **base)):
            yield from (duty.what, duty.before)
        yield from (duty.what for duty in advice.duties(Situation(age=40, benefit=benefit)))


def of_files(rulebook):
    for file in (rulebook / "openfisca_netherlands" / "municipalities").glob("*.yaml"):
        yield from yaml.safe_load(file.read_text(encoding="utf-8"))["ask_about"]


def every(rulebook):
    checks = (*situation.FORM_CHECKS, *situation.SENSE_CHECKS)
    refusals = (*unsupported.UNSUPPORTED, *unsupported.FOUND_BY_THE_MODEL)
    return [
        *sentences(),
        *(text for _, _, text in checks),
        *(entry.sentence for entry in refusals),
        *of_advice(),
        *of_files(rulebook),
    ]


@pytest.mark.mission("B13")
def test_no_line_has_more_than_twenty_words(rulebook):
    for text in every(rulebook):
        assert 1 < len(text.split()) <= MOST_WORDS, text


def test_every_sentence_is_short_and_ends(rulebook):
    for text in every(rulebook):
        assert text[-1] in ".?", text
        for sentence in re.split(r"(?<=[.?])\s", text):
            assert len(sentence.split()) <= MOST_WORDS_IN_A_SENTENCE, sentence


def test_no_word_blames_or_belongs_in_an_office(rulebook):
    for text in every(rulebook):
        assert not BANNED.search(text), text


def test_words_are_ordinary_words(rulebook):
    for text in every(rulebook):
        for word in re.findall(r"[a-zà-ÿ]+", text.lower()):
            assert len(word) <= 16 or word in KNOWN_LONG, word


def test_the_warnings_are_short_too():
    from openfisca_netherlands import compare

    base = {"age": 40, "rent": 60_000, "benefit": "social_assistance", "assets": 790_000}
    work = base | {"hours": 10, "exemption": "ordinary", "volunteer_month": 21_500}
    job = base | {"hours": 36, "neighbourhood_job": True, "years_worked": 12}
    for outcome in compare([base, work, job], "2026-03").outcomes:
        for text in outcome.watch:
            assert len(text.split()) <= MOST_WORDS, text
            assert not BANNED.search(text), text


def test_what_a_line_is_called_is_short():
    for what in (*(what for what, _ in LINES.values()), *(what for what, _ in STEPS.values())):
        assert len(what.split()) <= 7, what


def test_the_numbers_in_the_sentences_are_those_of_the_law():
    from openfisca_netherlands.reforms.held_amounts import base_system

    for day in ("2025-01-01", "2026-01-01", "2026-07-01"):
        p = base_system().parameters(day)
        wajong, ww = p.young_disabled_benefit, p.unemployment_benefit
        cents = {
            LINES["young_disabled"][1]["with_capacity"]: wajong.deduction_with_capacity,
            LINES["young_disabled"][1]["without_capacity"]: wajong.deduction_without_capacity,
            LINES["unemployment"][1]["early"]: ww.rate_first_two_months,
            LINES["unemployment"][1]["late"]: ww.rate_after,
            LINES["disability"][1]["wage"]: p.disability_benefit.deduction,
        }
        for text, share in cents.items():
            assert f" {share * 100:.0f} cent " in text
        exemption = p.social_assistance.exemption
        assert exemption.ordinary.rate == 1 / 4
        assert f"{exemption.ordinary.months} maanden" in STEPS["exemption_ordinary"][1]
        assert exemption.single_parent.rate == 1 / 8
        for code in ("medical", "wage_cost_subsidy"):
            assert f"{exemption[code].rate * 100:.0f} procent" in STEPS[f"exemption_{code}"][1]
        assert str(p.income_tax.combination_credit.child_age) in STEPS["combination_credit"][1]
