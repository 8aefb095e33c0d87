"""Every sentence of the program stands in every language, whole and with its figures (P4)."""

import re
from collections.abc import Iterator

import polib
import pytest
from django.conf import settings
from django.utils import translation

from tests.words import LOCALE, PLURALS, Sentence, gathered, in_python, in_template, missing

HOLES = re.compile(r"%\([a-z_]+\)[sd]|%[sd]|</?[a-z]+")
OUTSIDE = {"ar": re.compile(r"[–—]\s*[0-9٠-٩]")}


def entries(language: str) -> Iterator[tuple[str, str]]:
    """Each Dutch sentence beside its translation, every plural form by itself."""
    for entry in gathered(language):
        if entry.msgid_plural:
            for form in entry.msgstr_plural.values():
                yield entry.msgid_plural, form
        else:
            yield entry.msgid, entry.msgstr


@pytest.mark.mission("P4")
@pytest.mark.parametrize("language", PLURALS)
def test_no_sentence_is_missing(language):
    assert missing(gathered(language)) == []


def test_every_language_on_offer_has_its_file():
    assert {code for code, _name in settings.LANGUAGES} == {"nl", *PLURALS}


@pytest.mark.mission("P4")
@pytest.mark.parametrize("language", PLURALS)
def test_what_is_filled_in_stays_the_same(language):
    """A name, a time or a mark that got lost would be lost on the screen."""
    lost = [
        (dutch, said)
        for dutch, said in entries(language)
        if not set(HOLES.findall(said)) <= set(HOLES.findall(dutch))
    ]
    assert lost == []


@pytest.mark.parametrize("language", PLURALS)
def test_the_compiled_file_is_the_written_one(language):
    folder = LOCALE / language / "LC_MESSAGES"
    written = polib.pofile(str(folder / "django.po"))
    compiled = {
        (e.msgctxt, e.msgid): e.msgstr or e.msgstr_plural
        for e in polib.mofile(str(folder / "django.mo"))
    }
    stale = [
        e.msgid for e in written
        if compiled.get((e.msgctxt, e.msgid)) != (e.msgstr or e.msgstr_plural)
    ]  # fmt: skip
    assert stale == []


@pytest.mark.mission("P4")
def test_no_figures_hang_on_a_dash_in_a_language_read_from_the_right():
    """ux.md 14: 10–17 would be read as 17–10; a range is written in words."""
    assert [said for _dutch, said in entries("ar") if OUTSIDE["ar"].search(said)] == []


@pytest.mark.mission("P4")
@pytest.mark.parametrize(
    ("language", "dutch", "contexts"),
    [
        ("es", "Terug", ("", "de sleutel")),
        ("tr", "Terug", ("", "de sleutel")),
        ("ar", "Gevonden", ("de sleutel", "buren")),
        ("tr", "Dag", ("", "licht")),
    ],
)
def test_words_with_two_meanings_are_told_apart(language, dutch, contexts):
    with translation.override(language):
        said = {
            translation.pgettext(context, dutch) if context else translation.gettext(dutch)
            for context in contexts
        }
    assert dutch not in said
    assert len(said) == 2


def test_the_gatherer_finds_what_is_said():
    assert [s.text for s in in_python('x = _("Dag")\ny = ngettext("een", "veel", n)')] == [
        "Dag",
        "een",
    ]
    told = 'x = pgettext_lazy("licht", "Dag")'
    assert list(in_python(told)) == [Sentence("Dag", "", "licht")]
    assert list(in_template('{% translate "Terug" context "de sleutel" as back %}')) == [
        Sentence("Terug", "", "de sleutel")
    ]
    source = (
        '{% translate "Hallo" %}{% blocktranslate trimmed %} Dag\n {{ n }} {% endblocktranslate %}'
    )
    assert [s.text for s in in_template(source)] == ["Hallo", "Dag %(n)s"]
