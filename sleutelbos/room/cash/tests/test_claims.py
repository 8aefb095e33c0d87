"""Nobody loses money by helping: costs come back, once, below what the law allows (K2A)."""

import io
from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.utils import timezone
from PIL import Image

from sleutelbos.commons.journal.models import Entry
from sleutelbos.commons.people.commands import erase_me
from sleutelbos.commons.places import commands as places
from sleutelbos.commons.places.door import actor_of
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit.refused import NotAllowed, NotFound, Refused
from sleutelbos.room.cash import commands, commands_nightly, queries
from sleutelbos.room.cash.models import CashLine, Claim, Receipt
from sleutelbos.room.cash.tests.makers import (
    fill_tin,
    make_allowance,
    make_claim,
    make_photo,
    make_treasurer,
)

pytestmark = [pytest.mark.django_db, pytest.mark.mission("K2A")]
IN_2026 = date(2026, 11, 3)


@pytest.fixture
def room():
    return make_room("lampje", "Het Lampje")


@pytest.fixture
def amina(room):
    return make_actor(room, "amina")


@pytest.fixture
def els(room):
    return make_treasurer(room)


def refused(function, *given, **how):
    with pytest.raises(Refused) as refusal:
        function(*given, **how)
    return refusal.value.code


def test_a_claim_with_a_receipt_goes_to_the_treasurer_and_once_paid_into_the_cash_book(
    room, amina, els
):
    fill_tin(els, 2000)
    claim = make_claim(amina, 1250)

    assert [row.code for row in queries.claims(els).waiting] == [claim.code]
    commands.pay(els, code=claim.code, pot="tin")

    line = CashLine.objects.within(room).get(claim=claim)
    assert (line.cents, line.balance, line.pot.kind) == (-1250, 750, "tin")
    assert queries.claims(els).waiting == []
    assert queries.claims(amina).mine[0].paid_at is not None
    told = [entry.what for entry in Entry.objects.within(room).order_by("pk")]
    assert told[-2:] == ["cash.asked", "cash.paid"]


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ({"what": " "}, "no-what"),
        ({"cents": 0}, "no-money"),
        ({"photo": b""}, "no-receipt"),
        ({"photo": b"<svg onload=alert(1)>"}, "no-photo"),
        ({"day": date(2999, 1, 1)}, "future-day"),
        ({"day": date(2001, 1, 1)}, "too-long-ago"),
    ],
)
def test_a_claim_says_what_for_how_much_when_and_shows_the_receipt(amina, how, code):
    assert refused(make_claim, amina, **how) == code
    assert Claim.everywhere.count() == 0


def test_the_same_form_twice_is_one_claim_and_a_payment_twice_is_one_line(room, amina, els):
    fill_tin(els)
    once = uuid4()
    first, second = (make_claim(amina, once=once) for _twice in range(2))
    assert first == second

    lines = [commands.pay(els, code=first.code, pot="tin") for _twice in range(2)]

    assert lines[0] == lines[1]
    assert queries.balances(room).tin == 10_000 - 1250


def test_residents_ask_and_only_a_treasurer_pays_and_never_themselves(room, amina, els):
    fill_tin(els)
    claim, own = make_claim(amina), make_claim(els)
    for who in (
        amina,
        make_actor(room, "roy", "board"),
        make_actor(room, "marleen", "coordinator"),
    ):
        with pytest.raises(NotAllowed):
            commands.pay(who, code=claim.code, pot="tin")
        with pytest.raises(NotAllowed):
            commands.refuse(who, code=claim.code, why="nee")
    with pytest.raises(NotAllowed):
        make_claim(make_actor(room, "deniz", "assistant"))
    assert refused(commands.pay, els, code=own.code, pot="tin") == "own-claim"
    assert refused(commands.refuse, els, code=own.code, why="nee") == "own-claim"


def test_the_board_gives_the_role_of_treasurer_and_nobody_else(room, amina):
    board = make_actor(room, "roy", "board")
    with pytest.raises(NotAllowed):
        places.give_role(make_actor(room, "marleen", "coordinator"), to=amina.someone,
                         name="treasurer")  # fmt: skip
    places.give_role(board, to=amina.someone, name="treasurer")
    assert amina.place.roles.filter(person=amina.someone, name="treasurer", until=None).exists()


def test_nobody_else_sees_a_claim_or_its_receipt(room, amina, els):
    claim = make_claim(amina)
    others = (make_actor(room, "wim"), make_actor(room, "roy", "board"),
              make_treasurer(make_room("elders", "Elders"), "saskia"))  # fmt: skip
    for who in others:
        assert queries.claim_of(who, claim.code) is None
        assert queries.receipt_of(who, claim.code) is None
    assert queries.receipt_of(els, claim.code) is not None
    with pytest.raises(NotFound):
        commands.take_back(others[0], code=claim.code)


def test_a_claim_taken_back_is_gone_for_the_treasurer_and_its_photo_for_everybody(room, amina, els):
    claim = make_claim(amina)
    commands.take_back(amina, code=claim.code)
    assert not Receipt.objects.within(room).exists()
    assert queries.claim_of(els, claim.code) is None
    assert queries.claim_of(amina, claim.code).taken_back_at is not None


def test_a_photo_is_made_anew_before_anything_is_held(amina, monkeypatch):
    held = []
    monkeypatch.setattr(
        "sleutelbos.room.cash.commands_claims.remade",
        lambda photo: held.append(connection.savepoint_ids[:]) or b"anew",
    )
    before = connection.savepoint_ids[:]
    assert bytes(make_claim(amina).receipt.photo) == b"anew"
    assert held == [before]


def test_what_was_settled_is_not_settled_again(amina, els):
    fill_tin(els)
    back, no, paid = (make_claim(amina) for _three in range(3))
    commands.take_back(amina, code=back.code)
    assert refused(commands.refuse, els, code=no.code, why=" ") == "no-why"
    commands.refuse(els, code=no.code, why="Dit is al gekocht.")
    commands.pay(els, code=paid.code, pot="tin")

    assert refused(commands.pay, els, code=back.code, pot="tin") == "settled"
    assert refused(commands.pay, els, code=no.code, pot="account") == "settled"
    assert refused(commands.take_back, amina, code=paid.code) == "settled"
    assert refused(commands.refuse, els, code=paid.code, why="nee") == "settled"
    second = make_treasurer(els.place, "soraya")
    assert refused(commands.pay, second, code=paid.code, pot="tin") == "settled"


def test_a_payment_taken_back_leaves_both_lines_and_the_claim_waits_again(room, amina, els):
    fill_tin(els)
    claim = make_claim(amina)
    commands.pay(els, code=claim.code, pot="tin")

    for _twice in range(2):
        commands.unpay(els, code=claim.code)

    cents = list(CashLine.objects.within(room).filter(claim=claim).values_list("cents", flat=True))
    assert sorted(cents) == [-1250, 1250]
    commands.pay(els, code=claim.code, pot="account")
    assert (queries.balances(room).tin, queries.balances(room).account) == (10_000, -1250)


# ── What a volunteer may get (Wet LB 1964 art. 2 lid 6; Participatiewet art. 31 lid 2 onder k).


@pytest.mark.parametrize(
    ("year", "hour", "under_21", "month", "whole_year"),
    [
        (2023, 500, 275, 19000, 190000), (2024, 550, 325, 21000, 210000),
        (2025, 560, 330, 21000, 210000), (2026, 575, 340, 22000, 220000),
    ],
)  # fmt: skip
def test_every_year_has_its_own_amounts_with_article_and_source(
    year, hour, under_21, month, whole_year
):
    limits = queries.limits_of(year)
    assert limits.hour.cents == hour
    assert limits.hour_under_21.cents == under_21
    assert (limits.month.cents, limits.whole_year.cents) == (month, whole_year)
    assert limits.month.article.startswith("Wet LB 1964 art. 2 lid 6")
    assert limits.month.sources
    assert limits.hour.sure is (year != 2026)  # of 2026 only one source tells the hour


def test_a_year_we_do_not_know_gets_no_answer_and_costs_still_come_back(amina):
    assert [queries.limits_of(year) for year in (2022, 2027)] == [None, None]
    with time_machine.travel("2027-02-01 12:00+01:00"):
        assert refused(make_allowance, amina, 1000, date(2027, 1, 15)) == "no-figures"
        assert make_claim(amina, 50_000, day=date(2027, 1, 15)).cents == 50_000


@pytest.fixture
def november():
    with time_machine.travel("2026-11-24 12:00+01:00"):
        yield


@pytest.mark.parametrize(("cents", "fits"), [(22_000, True), (22_100, False)])
def test_220_a_month_is_an_allowance_in_2026_and_221_is_not(november, amina, cents, fits):
    """Sourced cases vrij-2026-221 and vrij-2026-bijstand-40."""
    if fits:
        assert make_allowance(amina, cents, IN_2026).cents == cents
    else:
        assert refused(make_allowance, amina, cents, IN_2026) == "over-month"


def test_two_in_one_month_count_together_and_what_was_refused_does_not(november, amina, els):
    first = make_allowance(amina, 20_000, IN_2026)
    assert refused(make_allowance, amina, 2_100, IN_2026) == "over-month"
    assert make_allowance(amina, 2_100, date(2026, 10, 3)).cents == 2_100
    commands.refuse(els, code=first.code, why="Dit is nog niet besproken.")
    assert make_allowance(amina, 22_000, IN_2026).cents == 22_000


def test_an_allowance_of_another_room_counts_along_for_who_asks(november, amina, els):
    fill_tin(els, 100_000)
    elsewhere = make_room("elders", "Elders")
    places.first_role(amina.someone, elsewhere, "resident")
    here = make_allowance(amina, 12_000, IN_2026)
    there = actor_of(amina.someone, elsewhere)
    assert refused(make_allowance, there, 10_001, IN_2026) == "over-month"
    assert make_allowance(there, 10_000, IN_2026).cents == 10_000
    assert commands.pay(els, code=here.code, pot="tin").cents == -12_000


def test_the_year_counts_too(november, amina):
    for month in range(1, 11):
        make_allowance(amina, 22_000, date(2026, month, 5))
    assert refused(make_allowance, amina, 100, IN_2026) == "over-year"


@pytest.mark.parametrize(("young", "cents", "fits"), [
    (False, 575, True), (False, 576, False), (True, 340, True), (True, 341, False),
])  # fmt: skip
def test_an_allowance_by_the_hour_stays_below_what_looks_like_a_wage(
    november, amina, young, cents, fits
):
    how = {"minutes": 60, "under_21": young}
    if fits:
        assert make_allowance(amina, cents, IN_2026, **how).minutes == 60
    else:
        assert refused(make_allowance, amina, cents, IN_2026, **how) == "over-hour"


def test_costs_alone_know_no_limit_and_beside_an_allowance_they_count_together(november, amina):
    """As in the example of the Belastingdienst of 2023: an allowance plus 48 a week of travel."""
    make_claim(amina, 300_000, day=IN_2026)
    joy = make_actor(amina.place, "joy")
    make_allowance(joy, 16_000, IN_2026)
    assert refused(make_claim, joy, 6_001, day=IN_2026) == "over-with-costs"
    assert make_claim(joy, 6_000, day=IN_2026).cents == 6_000
    assert make_claim(joy, 4_800, day=IN_2026, knows=True).cents == 4_800


def test_costs_asked_first_leave_less_room_for_an_allowance(november, amina):
    make_claim(amina, 20_000, day=IN_2026)
    assert refused(make_allowance, amina, 2_001, IN_2026) == "over-month"
    assert make_allowance(amina, 2_000, IN_2026).cents == 2_000


def test_at_paying_the_limit_holds_again(november, amina, els):
    fill_tin(els, 100_000)
    waits = make_allowance(amina, 10_000, IN_2026)
    make_claim(amina, 15_000, day=IN_2026, knows=True)
    assert refused(commands.pay, els, code=waits.code, pot="tin") == "over-month"


# ── Who goes, and what is kept.


def test_who_goes_takes_name_and_words_along_and_the_book_still_adds_up(room, amina, els):
    fill_tin(els)
    paid, waits = make_claim(amina, what="verf"), make_claim(amina, what="taart")
    commands.pay(els, code=paid.code, pot="tin")

    erase_me(amina.someone)
    commands_nightly.NIGHTLY[1].does(timezone.now())

    kept = Claim.objects.within(room).get()
    assert (kept.pk, kept.person, kept.what, kept.cents) == (paid.pk, None, "", 1250)
    assert not Claim.objects.within(room).filter(pk=waits.pk).exists()
    assert Receipt.objects.within(room).count() == 1
    assert queries.balances(room).tin == 8750


def test_after_two_months_what_was_not_paid_goes_and_after_seven_years_the_receipts(
    room, amina, els
):
    fill_tin(els)
    paid, back = make_claim(amina), make_claim(amina)
    commands.pay(els, code=paid.code, pot="tin")
    commands.take_back(amina, code=back.code)
    too_old, never_paid = (chore.does for chore in commands_nightly.NIGHTLY)

    assert never_paid(timezone.now()) == 0
    assert never_paid(timezone.now() + timedelta(days=61)) > 0
    assert list(Claim.objects.within(room)) == [paid]
    assert too_old(timezone.now() + timedelta(days=7 * 365)) == 0
    assert too_old(timezone.now() + timedelta(days=9 * 366)) == 1
    assert Claim.objects.within(room).get().person is None


def test_a_photo_on_its_side_comes_out_upright_and_small(amina):
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter
    claim = make_claim(amina, photo=make_photo(size=(3000, 1000), exif=exif))
    seen = Image.open(io.BytesIO(bytes(claim.receipt.photo)))
    assert seen.size == (533, 1600)
