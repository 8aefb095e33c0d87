"""All the model can say is said in the language of the reader, with its figures."""

import ast
import re
from pathlib import Path

import pytest
from django.utils import translation

from sleutelbos.job.income import queries_words
from tests.words import PLURALS

pytestmark = pytest.mark.mission("B13")
PART = re.compile(r"\{[^}]*\}")


def of_the_model() -> set[str]:
    """Every sentence that stands in the model, asked of its own tables."""
    from openfisca_netherlands.comparison import situation, unsupported
    from openfisca_netherlands.municipalities import schemes
    from openfisca_netherlands.why.texts import DISCLAIMER, LINES, NOT_COUNTED, NOTES, STEPS

    refused = (*unsupported.UNSUPPORTED, *unsupported.FOUND_BY_THE_MODEL)
    return {
        *(said for what, whys in LINES.values() for said in (what, *whys.values())),
        *(said for pair in STEPS.values() for said in pair),
        *NOTES.values(), *NOT_COUNTED, DISCLAIMER, *schemes("amsterdam"),
        *(said for entry in refused for said in (entry.sentence, entry.ask)),
        *(text for _n, _c, text in (*situation.FORM_CHECKS, *situation.SENSE_CHECKS)),
    }  # fmt: skip


def written_in(module: str) -> set[str]:
    """The sentences written between the lines of a file of the model; a figure becomes 7."""
    import openfisca_netherlands

    file = Path(openfisca_netherlands.__file__).parent / "comparison" / f"{module}.py"
    tree = ast.parse(file.read_text(encoding="utf-8"))
    docs = {ast.get_docstring(node, clean=False) for node in ast.walk(tree)
            if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)}  # fmt: skip
    found = set()
    inside = {id(v) for n in ast.walk(tree) if isinstance(n, ast.JoinedStr) for v in n.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            found.add("".join(
                str(v.value) if isinstance(v, ast.Constant) else "7" for v in node.values
            ))  # fmt: skip
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            if id(node) not in inside and node.value not in docs:
                found.add(node.value)
    return {text for text in found if " " in text and text[-1] in ".?"}


def test_every_sentence_of_the_model_is_known():
    assert sorted(s for s in of_the_model() if not queries_words.known(s)) == []


@pytest.mark.parametrize("module", ["advice", "engine", "situation", "unsupported"])
def test_every_sentence_between_its_lines_is_known(module):
    found = {text.replace("Na 7 7", "Na 7 maanden") for text in written_in(module)}
    assert len(found) > (1 if module != "engine" else 0)
    assert sorted(s for s in found if not queries_words.known(s)) == []


def test_the_looking_itself_finds_sentences_with_a_figure():
    assert any(re.search(r"\b7 euro", text) for text in written_in("advice"))


@pytest.mark.parametrize("language", PLURALS)
def test_each_of_them_is_said_in_every_language(language):
    names = {"WW", "WIA", "Wajong", "UWV", "Dienst Toeslagen", "Pensioen", "Norm"}
    with translation.override(language):
        same = {s for s in queries_words.SENTENCES if queries_words.said(s) == s}
        figure = queries_words.said("Per maand mag je hoogstens 220 euro vergoeding krijgen.")
    assert same <= names
    assert "220" in figure
    assert "vergoeding" not in figure


def test_a_sentence_we_do_not_know_stays_as_it_is():
    with translation.override("ar"):
        assert queries_words.said("Iets nieuws van 3 euro.") == "Iets nieuws van 3 euro."
