"""T11: no notice ever says a name, a title, or a word of what it is about, whoever calls `tell`."""

import ast
import re
from pathlib import Path

import pytest

from sleutelbos.commons.notices.models import SENTENCE

HOUSE = Path(__file__).parents[3]
# Every word that may stand in a notice. A word that is missing here is one that tells something.
WORDS = set(
    """
    aan bij buur dacht dat datum de die een er even graag heeft horen iemand iets in is je jou kamer
    kijk kom komt langs nieuw nieuws nodig om op staat te van veranderd voor vraag wacht wil
    """.split()
)


def callers() -> list[Path]:
    files = [f for f in HOUSE.rglob("*.py") if "tests" not in f.parts and "notices" not in f.parts]
    return [
        f for f in files if re.search(r"\btell\(", f.read_text()) and "notices" in f.read_text()
    ]


def literals(tree: ast.Module) -> dict[str, str]:
    """The names in a module that stand for one marked sentence."""
    return {
        target.id: _marked(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name) and _marked(node.value)
    }


def _marked(node: ast.expr) -> str:
    if (
        isinstance(node, ast.Call)
        and getattr(node.func, "id", "") == "gettext_noop"
        and isinstance(node.args[0], ast.Constant)
    ):
        return str(node.args[0].value)
    return ""


def told() -> list[tuple[str, str]]:
    """Every call of `tell` in the house, with its sentence, or nothing when it is not fixed."""
    found = []
    for file in callers():
        tree = ast.parse(file.read_text())
        names = literals(tree)
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "tell"):
                continue
            given = {keyword.arg: keyword.value for keyword in node.keywords}
            if "sentence" not in given:
                continue
            said = given["sentence"]
            sentence = names.get(said.id, "") if isinstance(said, ast.Name) else _marked(said)
            found.append((f"{file.relative_to(HOUSE)}:{node.lineno}", sentence))
    return found


@pytest.mark.mission("P2")
def test_every_notice_of_the_house_is_a_fixed_sentence():
    calls = told()
    assert len(calls) >= 5
    assert [where for where, sentence in calls if not sentence or len(sentence) > SENTENCE] == []


@pytest.mark.mission("P2")
def test_no_notice_of_the_house_says_a_word_of_what_it_is_about():
    telling = [
        (where, word)
        for where, sentence in told()
        for word in re.findall(r"\w+", sentence.lower())
        if word not in WORDS
    ]
    assert telling == []
