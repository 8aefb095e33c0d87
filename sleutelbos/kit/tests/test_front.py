"""What a cheap phone on a slow line has to fetch, and what no page of ours may contain."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.forms import CharField, ChoiceField, Form, RadioSelect, Textarea
from django.template import engines
from django.template.base import Lexer, TokenType
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

KIT = Path(__file__).parent.parent
PACKAGE = KIT.parent
STATIC = KIT / "static" / "kit"
TEMPLATES = sorted(PACKAGE.rglob("templates/**/*.html"))
STYLES = sorted(STATIC.glob("*.css"))
SCRIPTS = sorted(STATIC.glob("*.js"))
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)

PHYSICAL = re.compile(
    r"\b(left|right)\b"
    r"|(?<![\w-])(width|height|top|bottom|(min|max)-(width|height))\s*:(?![^{}]*\)\s*[{,a])"
    r"|(margin|padding|border|inset)-(top|bottom)"
)
FIRST_LOAD = ("noto-sans-latin-400", "noto-sans-latin-700", "bricolage-grotesque-latin-700")


def zipped(*paths: Path) -> int:
    return len(gzip.compress(b"".join(path.read_bytes() for path in paths), mtime=0))


@pytest.mark.mission("P4")
@pytest.mark.parametrize("style", STYLES, ids=lambda path: path.name)
def test_every_page_turns_around_for_a_language_from_right_to_left(style):
    rules = COMMENT.sub("", style.read_text())
    rules = re.sub(r"@media[^{]*", "@media ", rules)

    assert not PHYSICAL.search(rules)


def test_the_styles_fit_in_their_budget():
    own = [path.stat().st_size for path in PACKAGE.rglob("static/*/*.css") if path not in STYLES]
    assert len(STYLES) <= 2
    # what every page brings; a page of one module brings a file of that module along
    assert sum(path.stat().st_size for path in STYLES) <= 42_500
    assert sum(path.stat().st_size for path in STYLES) + max(own) <= 45_000
    assert zipped(*STYLES) <= 12_000


def test_the_scripts_fit_in_their_budget():
    htmx = Path(finders.find("django_htmx/htmx-2.min.js"))

    assert zipped(htmx, *SCRIPTS) <= 35_000


def test_the_first_letters_fit_in_their_budget():
    fonts = STATIC / "fonts"

    assert sum((fonts / f"{name}.woff2").stat().st_size for name in FIRST_LOAD) <= 50_000


def test_every_letter_is_ours_to_give_and_shows_text_at_once():
    faces = re.findall(r"@font-face \{([^}]*)\}", (STATIC / "sleutelbos.css").read_text())

    for face in faces:
        assert "font-display: swap" in face
        assert "unicode-range" in face
        name = re.search(r'url\("([^"]+)"\)', face)[1]
        assert (STATIC / name).exists()
    assert "SIL OPEN FONT LICENSE" in (STATIC / "fonts" / "OFL.txt").read_text()
    assert "SIL OPEN FONT LICENSE" in (KIT / "fonts" / "OFL.txt").read_text()


@pytest.mark.parametrize("path", [*STYLES, *SCRIPTS], ids=lambda path: path.name)
def test_nothing_is_fetched_from_elsewhere(path):
    assert not re.search(r"https?://|url\(\s*[\"']?(?:data:|//)", path.read_text())


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_page_brings_its_own_style_or_script(path):
    text = re.sub(r"{#.*?#}|{% comment %}.*?{% endcomment %}", "", path.read_text(), flags=re.S)

    assert not re.search(r"\sstyle\s*=", text)
    assert not re.search(r"<[a-z][^>]*\son[a-z]+\s*=", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
    assert "<style" not in text


def outside_sentences(source: str) -> str:
    """What stands in a template between its sentences, without tags."""
    kept, inside = [], False
    for token in Lexer(source).tokenize():
        word = token.contents.partition(" ")[0]
        if token.token_type is TokenType.BLOCK and word in {"blocktranslate", "comment"}:
            inside = True
        elif token.token_type is TokenType.BLOCK and word in {"endblocktranslate", "endcomment"}:
            inside = False
        elif token.token_type is TokenType.TEXT and not inside:
            kept.append(token.contents)
        elif token.token_type is TokenType.VAR:
            kept.append("x")
    return re.sub(r"<[^>]*>", "", "".join(kept))


@pytest.mark.mission("P4")
@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_comma_of_one_script_stands_between_sentences(path):
    """Arabic has a comma, a semicolon and a question mark of its own: use {% comma %}."""
    assert re.findall(r".{0,20}[,;?].{0,20}", outside_sentences(path.read_text())) == []


def test_every_page_of_the_kit_can_be_read():
    for path in sorted((KIT / "templates").rglob("*.html")):
        engines["django"].get_template(str(path.relative_to(KIT / "templates")))


def test_the_base_page_stands_without_anything():
    with translation.override("nl"):
        said = render_to_string("kit/base.html", {}, RequestFactory().get("/"))

    assert '<main id="inhoud"' in said
    assert 'id="melding" role="status"' in said
    assert "Naar de inhoud" in said
    assert said.index('href="#inhoud"') < said.index("<header")


class Begin(Form):
    """A form with one of each part."""

    use_required_attribute = False
    title = CharField(
        label="Hoe heet het?",
        widget=Textarea,
        error_messages={"required": "Schrijf of zeg een paar woorden."},
    )
    day = ChoiceField(
        label="Welke dag?",
        choices=[("1", "vandaag"), ("2", "morgen")],
        widget=RadioSelect,
        error_messages={"required": "Kies een dag."},
    )


def test_the_summary_says_the_same_words_as_the_field_and_leads_to_it():
    form = Begin({})
    summary = render_to_string("kit/parts.html#error_summary", {"form": form})
    field = render_to_string("kit/parts.html#field", {"field": form["title"]})
    chips = render_to_string("kit/parts.html#chips", {"field": form["day"]})

    assert 'tabindex="-1"' in summary
    assert '<a href="#id_title">Schrijf of zeg een paar woorden.</a>' in summary
    assert 'id="id_title_error">Schrijf of zeg een paar woorden.<' in field
    assert 'aria-describedby="id_title_error"' in field
    assert '<a href="#id_day">Kies een dag.</a>' in summary
    assert 'id="id_day"' in chips
    assert 'id="id_day_error">Kies een dag.<' in chips


def test_nothing_is_chosen_before_somebody_chooses():
    assert "checked" not in render_to_string("kit/parts.html#choices", {"field": Begin()["day"]})


def test_the_undo_bar_is_there_before_it_says_anything():
    empty = render_to_string("kit/parts.html#undo", {"undo": None})

    assert empty == '<div class="sb-ongedaan" id="ongedaan" role="status"></div>'
