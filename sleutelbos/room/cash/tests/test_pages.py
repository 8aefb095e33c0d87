"""The pages of costs and the cash book: what is asked, what comes back, what they cost."""

import io

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from sleutelbos.commons.people.commands import hide
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.room.cash.models import CashLine, Claim, TinCount
from sleutelbos.room.cash.queries import balances
from sleutelbos.room.cash.tests.makers import (
    fill_tin,
    make_allowance,
    make_claim,
    make_photo,
    make_treasurer,
)

pytestmark = [pytest.mark.django_db, pytest.mark.mission("K2A")]


@pytest.fixture
def room():
    return make_room("lampje", "Het Lampje")


@pytest.fixture
def amina(room):
    return make_actor(room, "amina")


@pytest.fixture
def els(room):
    return make_treasurer(room)


def signed_in(actor) -> Client:
    client = Client()
    client.force_login(actor.person)
    return client


def page_of(actor, name, *rest):
    return signed_in(actor).get(reverse(f"cash:{name}", args=[actor.place.slug, *rest]))


def form_of(photo: bytes | None = None, **said):
    """What the browser sends; the name of the file says where it came from."""
    filled = {"kind": "costs", "amount": "12,50", "what": "verf",
              "day": timezone.localdate().isoformat()}  # fmt: skip
    if photo is not None:
        filled["photo"] = SimpleUploadedFile("../../bon.php", photo, "image/svg+xml")
    return {**filled, **said}


def test_costs_are_asked_with_a_photo_and_taken_back_with_undo(room, amina):
    client, url = signed_in(amina), reverse("cash:ask", args=[room.slug])

    answer = client.post(url, form_of(make_photo()))

    claim = Claim.objects.within(room).get()
    assert (answer.status_code, claim.cents, claim.what) == (302, 1250, "verf")
    page = client.get(answer["Location"]).content.decode()
    assert "Ligt bij de penningmeester" in page
    undo = reverse("cash:take-back", args=[room.slug, claim.code])
    assert f'action="{undo}"' in page
    client.post(undo)
    claim.refresh_from_db()
    assert claim.taken_back_at is not None


@pytest.mark.parametrize(
    ("photo", "told"),
    [
        (None, "Maak een foto van de bon."),
        (b"<svg onload='alert(1)'/>", "Dit is geen foto die wij kunnen lezen."),
        (b"\xff\xd8" + b"0" * (5 * 1024 * 1024), "Deze foto is te groot."),
    ],
)
def test_a_wrong_photo_comes_back_with_all_that_was_typed(room, amina, photo, told):
    url = reverse("cash:ask", args=[room.slug])
    answer = signed_in(amina).post(url, form_of(photo, what="rollen behang"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count(told) == 2
    assert 'value="rollen behang"' in page
    assert 'value="12,50"' in page


def test_the_receipt_is_served_as_a_file_that_cannot_run(room, amina, els):
    claim = make_claim(amina)
    for who in (amina, els):
        answer = page_of(who, "receipt", claim.code)
        assert answer["Content-Type"] == "image/jpeg"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Disposition"].startswith("attachment")
        assert "no-store" in answer["Cache-Control"]
    for who in (make_actor(room, "wim"), make_actor(room, "roy", "board")):
        assert page_of(who, "receipt", claim.code).status_code == 404
        assert page_of(who, "claim", claim.code).status_code == 404


def test_the_treasurer_pays_in_one_tap_and_takes_it_back_in_one(room, amina, els):
    fill_tin(els)
    claim, client = make_claim(amina), signed_in(els)
    client.post(reverse("cash:pay", args=[room.slug, claim.code]), {"pot": "tin"})
    page = page_of(els, "claim", claim.code).content.decode()
    assert "Betaald" in page
    client.post(reverse("cash:unpay", args=[room.slug, claim.code]))
    assert Claim.objects.within(room).get().paid_at is None


def test_a_refusal_needs_a_reason_which_the_neighbour_reads(room, amina, els):
    claim, client = make_claim(amina), signed_in(els)
    url = reverse("cash:refuse", args=[room.slug, claim.code])
    assert client.post(url, {"why": ""}).status_code == 422
    assert client.post(url, {"why": "Dit kochten wij al."}).status_code == 302
    assert "Dit kochten wij al." in page_of(amina, "claim", claim.code).content.decode()


def test_everybody_of_the_room_reads_the_amounts_and_only_some_the_words(room, amina, els):
    fill_tin(els)
    for who, reads in ((amina, False), (els, True), (make_actor(room, "roy", "board"), True),
                       (make_actor(room, "marleen", "coordinator"), False)):  # fmt: skip
        page = page_of(who, "cashbook").content.decode()
        assert "100,00" in page
        assert ("pot op tafel" in page) is reads
    assert page_of(make_actor(room, "geld", "funder"), "cashbook").status_code == 403


def test_a_claim_in_the_book_names_nobody(room, amina, els):
    fill_tin(els)
    claim = make_claim(amina)
    signed_in(els).post(reverse("cash:pay", args=[room.slug, claim.code]), {"pot": "tin"})
    page = page_of(make_actor(room, "wim"), "cashbook").content.decode()
    assert "kosten van een vrijwilliger" in page
    assert "Amina" not in page
    assert "verf" not in page


def test_who_is_hidden_is_a_neighbour_without_a_name_for_the_treasurer(amina, els):
    claim = make_claim(amina)
    hide(amina.someone)
    for page in (page_of(els, "claims"), page_of(els, "claim", claim.code)):
        assert "Amina" not in page.content.decode()
        assert "Een buur" in page.content.decode()


def test_writing_moving_and_counting(room, els):
    client = signed_in(els)
    day = timezone.localdate().isoformat()
    url = reverse("cash:write", args=[room.slug])
    line = {"way": "in", "amount": "100", "pot": "tin", "kind": "gift", "what": "pot", "day": day}
    assert client.post(url, line).status_code == 302
    assert client.post(url, {**line, "way": "out", "what": ""}).status_code == 422
    assert client.post(url, {**line, "way": "out", "amount": "20"}).status_code == 302
    assert client.post(url, {**line, "way": "to-account", "amount": "50"}).status_code == 302
    assert client.post(url, {**line, "way": "to-account", "amount": "50"}).status_code == 422
    assert list(CashLine.objects.within(room).order_by("pk").values_list("cents", flat=True)) == [
        10_000, -2000, -5000, 5000,
    ]  # fmt: skip
    count = reverse("cash:count", args=[room.slug])
    page = client.post(count, {"amount": "29,50"}, follow=True).content.decode()
    assert "0,50 minder in dan het boek zegt" in page
    assert TinCount.objects.within(room).get().counted == 2950
    line = CashLine.objects.within(room).get(kind="count")
    undo = reverse("cash:counter", args=[room.slug, line.once])
    assert f'action="{undo}"' in page
    client.post(undo)
    assert balances(room).tin == 3000


@pytest.mark.parametrize("amount", ["", " ", "0,0x"])
def test_a_count_without_an_amount_writes_nothing(room, els, amount):
    fill_tin(els)
    url = reverse("cash:count", args=[room.slug])
    answer = signed_in(els).post(url, {"amount": amount})
    assert answer.status_code == 422
    assert "Schrijf een bedrag, zoals 2,50." in answer.content.decode()
    assert balances(room).tin == 10_000
    assert signed_in(els).post(url, {"amount": "0"}).status_code == 302
    assert balances(room).tin == 0


def test_a_treasurer_who_does_not_live_here_pays_and_asks_nothing_back(room, amina):
    deniz = make_actor(room, "deniz", "assistant", "treasurer")
    claim = make_claim(amina)
    page = page_of(deniz, "claims").content.decode()
    assert claim.code in page
    assert "Ik vraag kosten terug" not in page
    assert page_of(deniz, "claim", claim.code).status_code == 200
    assert page_of(deniz, "receipt", claim.code).status_code == 200
    assert page_of(deniz, "ask").status_code == 403
    page = signed_in(deniz).get(reverse("board:ours", args=[room.slug])).content.decode()
    assert reverse("cash:claims", args=[room.slug]) in page


def test_who_gets_an_allowance_can_say_at_once_that_they_know_the_two_count_together(room, amina):
    with time_machine.travel("2026-11-24 12:00+01:00"):
        assert 'name="knows"' not in page_of(amina, "ask").content.decode()
        make_allowance(amina, 1000, timezone.localdate())
        assert 'name="knows"' in page_of(amina, "ask").content.decode()


def test_the_book_goes_along_as_a_file_that_runs_nothing(room, els):
    fill_tin(els)
    signed_in(els).post(
        reverse("cash:write", args=[room.slug]),
        {"way": "out", "amount": "1", "pot": "tin", "kind": "buy", "what": "=1+1",
         "day": timezone.localdate().isoformat()},
    )  # fmt: skip
    text = page_of(els, "file").content.decode("utf-8-sig")
    assert text.splitlines()[1].split(";")[4:] == ["pot op tafel", "100,00", "", "100,00"]
    assert "'=1+1" in text
    url = reverse("cash:file", args=[room.slug]) + "?soort=xlsx"
    tab = load_workbook(io.BytesIO(signed_in(els).get(url).content)).active
    assert [cell.value for cell in tab[3]][4:] == ["'=1+1", None, 1, 99]
    assert tab["E3"].data_type == "s"
    pay_more = {"way": "out", "amount": "5,01", "pot": "account", "kind": "buy", "what": "thee",
                "day": timezone.localdate().isoformat()}  # fmt: skip
    signed_in(els).post(reverse("cash:write", args=[room.slug]), pay_more)
    text = page_of(els, "file").content.decode("utf-8-sig")
    assert text.splitlines()[1].split(";")[5:] == ["", "5,01", "-5,01"]
    for year in ("0000", "1999", "9999"):
        url = reverse("cash:file", args=[room.slug]) + f"?jaar={year}"
        answer = signed_in(els).get(url)
        assert str(timezone.localdate().year) in answer["Content-Disposition"]
    assert page_of(make_actor(room, "amina"), "file").status_code == 403


@pytest.mark.parametrize("name", ["claims", "cashbook"])
def test_a_page_asks_as_much_for_three_as_for_one(room, els, name):
    fill_tin(els)
    client, url = signed_in(els), reverse(f"cash:{name}", args=[room.slug])

    def cost():

        with CaptureQueriesContext(connection) as asked:
            assert client.get(url).status_code == 200
        return len(asked)

    make_claim(make_actor(room, "wim"))
    one = cost()
    for called in ("joy", "yusuf"):
        make_claim(make_actor(room, called))
        fill_tin(els)
    assert cost() == one
    assert one <= 9
