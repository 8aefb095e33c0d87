"""The list of talents and everyday questions (K1A, K1B): whole in every language, and drawn."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).resolve()
CONCEPTS_FILE = HERE.parents[1] / "concepts.json"
PICTOS = HERE.parents[3] / "kit" / "pictos"
LANGUAGES = ["nl", "en", "ar", "tr", "es"]
ARABIC = re.compile(r"[\u0621-\u064a]")
# Nobody is a case here: no word of the system, and nobody is what is the matter with them.
SYSTEM_WORDS = re.compile(
    r"cli[eë]nt|deelnemer|doelgroep|kwetsba|probleem|patiënt|verslaafd|zorgmijder|statushouder"
)

ALL = json.loads(CONCEPTS_FILE.read_text(encoding="utf-8"))
GROUPS: list[dict[str, Any]] = ALL["groups"]
CONCEPTS: list[dict[str, Any]] = ALL["concepts"]

pytestmark = pytest.mark.mission("K1A", "K1B")


def each_text(concept: dict[str, Any]) -> list[str]:
    said = [concept[part][language] for part in ("offer", "ask") for language in LANGUAGES]
    return said + [word for language in LANGUAGES for word in concept["words"][language]]


def twice(values: list[str]) -> list[str]:
    return [value for value, times in Counter(values).items() if times > 1]


def test_there_are_about_155_talents_and_questions():
    assert 140 <= len(CONCEPTS) <= 170


def test_the_groups_fit_on_one_screen():
    assert 10 <= len(GROUPS) <= 14


@pytest.mark.parametrize("concept", CONCEPTS, ids=lambda c: c["code"])
def test_every_concept_is_whole_in_every_language(concept: dict[str, Any]):
    assert set(concept) == {"code", "kind", "group", "picto", "offer", "ask", "words"}
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", concept["code"])
    assert concept["kind"] in {"both", "talent", "question"}
    for part in ("offer", "ask", "words"):
        assert list(concept[part]) == LANGUAGES
    assert all(text and text == text.strip() for text in each_text(concept))


@pytest.mark.parametrize("concept", CONCEPTS, ids=lambda c: c["code"])
def test_the_words_to_find_it_by_are_few_lower_case_and_not_said_twice(concept: dict[str, Any]):
    for words in concept["words"].values():
        assert 4 <= len(words) <= 10
        assert [word for word in words if word != word.lower()] == []
        assert twice(words) == []


@pytest.mark.parametrize("concept", CONCEPTS, ids=lambda c: c["code"])
def test_the_names_are_short_and_the_question_is_a_question(concept: dict[str, Any]):
    assert len(concept["offer"]["nl"]) <= 28
    assert max(len(name) for name in concept["offer"].values()) <= 44
    assert max(len(question) for question in concept["ask"].values()) <= 48
    for language, question in concept["ask"].items():
        assert question.endswith("؟" if language == "ar" else "?")
    assert concept["ask"]["es"].startswith("¿")


@pytest.mark.parametrize("concept", CONCEPTS, ids=lambda c: c["code"])
def test_each_language_is_in_its_own_letters(concept: dict[str, Any]):
    for language in LANGUAGES:
        names = [concept["offer"][language], concept["ask"][language]]
        assert [bool(ARABIC.search(name)) for name in names] == [language == "ar"] * 2
    assert not re.search(r"[a-z]", concept["offer"]["ar"] + concept["ask"]["ar"], re.IGNORECASE)


def test_no_code_is_used_twice():
    assert twice([c["code"] for c in CONCEPTS]) == []
    assert twice([g["code"] for g in GROUPS]) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("part", ["offer", "ask"])
def test_no_two_concepts_have_the_same_name(part: str, language: str):
    assert twice([c[part][language].casefold() for c in CONCEPTS]) == []


def test_every_group_has_a_name_in_every_language_and_something_in_it():
    for group in GROUPS:
        assert set(group) == {"code", "picto", "name"}
        assert list(group["name"]) == LANGUAGES
        assert all(group["name"].values())
    assert {c["group"] for c in CONCEPTS} == {g["code"] for g in GROUPS}


def test_every_pictogram_is_drawn():
    drawn = {file.stem for file in PICTOS.glob("*.svg")}
    assert [x["code"] for x in CONCEPTS + GROUPS if x["picto"] not in drawn] == []


@pytest.mark.parametrize("group", GROUPS, ids=lambda g: g["code"])
def test_the_first_eight_of_a_group_look_different(group: dict[str, Any]):
    shown = [c["picto"] for c in CONCEPTS if c["group"] == group["code"]][:8]
    assert twice(shown) == []


def test_no_word_makes_a_neighbour_into_a_case():
    said = [text for c in CONCEPTS for text in each_text(c)]
    said += [name for g in GROUPS for name in g["name"].values()]
    assert [text for text in said if SYSTEM_WORDS.search(text.lower())] == []
