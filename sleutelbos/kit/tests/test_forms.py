"""Forms speak plainly, lose nothing, and keep no BSN."""

import logging
from uuid import UUID

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st
from stdnum.nl import bsn as elfproef

from sleutelbos.kit.bsn import holds_bsn
from sleutelbos.kit.forms import NameField, OnceForm, PlainForm
from sleutelbos.kit.plain_text import plain_text, without_numbers
from sleutelbos.kit.refused import Refused

BSN = "123456782"


class Everything(PlainForm):
    title = NameField(label="Hoe heet het?", max_length=60)
    about = forms.CharField(widget=forms.Textarea, required=False)
    mail = forms.EmailField(required=False)
    number = forms.IntegerField(required=False, max_value=12)
    telefoon = forms.CharField(required=False)
    pick = forms.ChoiceField(choices=[("a", "A")], required=False)
    file = forms.FileField(required=False)


def shown(form: forms.Form) -> str:
    """The form as a page shows it: its fields and its errors."""
    return Template("{{ form.as_div }}").render(Context({"form": form}))


@pytest.mark.mission("P1")
@pytest.mark.parametrize(
    "written", [BSN, "1234.56.782", "123 456 782", "１２３４５６７８２", "1\u202e23456782"]
)
@pytest.mark.parametrize("field", ["title", "about", "mail", "pick"])
def test_a_bsn_is_refused_and_not_shown_back(field, written, caplog):
    with caplog.at_level(logging.DEBUG):
        form = Everything({"title": "Koken", field: f"Ik ben {written} graag"})
        assert not form.is_valid()
        page = shown(form)

    assert not holds_bsn(page)
    assert "782" not in page
    assert caplog.text == ""
    if field in {"title", "about"}:
        assert form.has_error(field, "bsn")
        assert "Ik ben" in page
        assert "graag" in page


@pytest.mark.mission("P1")
def test_the_label_of_a_field_explains_nine_digits():
    assert Everything({"title": "Koken", "telefoon": "612345678"}).is_valid()
    assert Everything({"title": "Koken", "telefoon": "06 12345678"}).is_valid()


@pytest.mark.mission("P1")
def test_a_file_called_after_a_bsn_is_refused():
    files = {"file": SimpleUploadedFile(f"scan-{BSN}.pdf", b"x")}
    form = Everything({"title": "Koken"}, files)
    assert form.has_error("file", "bsn")
    assert BSN not in shown(form)


@pytest.mark.mission("P1")
@given(st.integers(10_000_000, 999_999_999), st.text(max_size=8), st.text(max_size=8))
def test_no_bsn_survives_in_what_is_shown_back(number, before, after):
    digits = f"{number:09}"
    if not elfproef.is_valid(digits):
        return
    assert digits not in without_numbers(before + digits + after)
    assert not holds_bsn(without_numbers(before + digits + after))


@given(st.text())
def test_plain_text_is_plain_at_once(typed):
    once = plain_text(typed)
    assert plain_text(once) == once
    assert "\x00" not in once
    once.encode()  # no half characters, so it fits in a database


def test_what_nobody_types_on_purpose_goes_and_words_of_people_stay():
    assert plain_text("Ni\x00na\u202e") == "Nina"
    assert plain_text("e\u0301") == "é"
    assert plain_text("می\u200cخواهم") == "می\u200cخواهم"
    assert Everything({"title": "  Samen \t koken \u0000 "}).data["title"] == "  Samen \t koken  "
    form = Everything({"title": "  Samen \t koken "})
    assert form.is_valid()
    assert form.cleaned_data["title"] == "Samen koken"


def test_an_error_says_what_to_do_and_repeats_nothing():
    form = Everything({"title": "", "number": "veel", "mail": "@@", "pick": "<script>x"})
    assert form.errors["title"] == ["Schrijf of zeg een paar woorden."]
    assert form.errors["number"] == ["Schrijf een getal, zoals 12."]
    assert form.errors["pick"] == ["Kies er een."]
    page = shown(form)
    assert "script>x" not in page
    assert "veel" in page  # what was typed is kept
    assert [trouble.field_id for trouble in form.troubles] == [
        "id_title", "id_mail", "id_number", "id_pick",
    ]  # fmt: skip


def test_a_text_that_is_too_long_is_not_cut_off():
    form = Everything({"title": "x" * 61})
    assert form.errors["title"] == ["Dit is te lang. Er passen 60 letters. Maak het korter."]
    assert "maxlength" not in shown(form)
    assert "required" not in shown(form)
    assert "x" * 61 in shown(form)


def test_a_form_may_speak_for_itself():
    class Own(PlainForm):
        name = forms.CharField(error_messages={"required": "Hoe wil je heten?"})

    assert Own({}).errors["name"] == ["Hoe wil je heten?"]


def test_a_refusal_of_the_house_lands_at_its_field():
    form = Everything({"title": "Koken"})
    assert form.is_valid()
    form.refuse(Refused("taken", "Kies een andere.", field="title"))
    form.refuse(Refused("closed", "De deur is dicht.", field="nowhere"))
    assert form.errors["title"] == ["Kies een andere."]
    assert form.non_field_errors() == ["De deur is dicht."]


def test_a_page_brings_its_own_id_along_and_a_broken_one_gets_new():
    page = OnceForm()
    first, again = OnceForm({"once": str(page["once"].value())}), OnceForm({"once": "stuk"})
    assert first.is_valid()
    assert again.is_valid()
    assert str(first.cleaned_data["once"]) == str(page["once"].value())
    assert isinstance(again.cleaned_data["once"], UUID)
