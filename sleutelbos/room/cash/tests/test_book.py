"""The cash book: lines are added, the tin is never below nothing, a mistake gets its opposite."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit.refused import NotAllowed, NotFound, Refused
from sleutelbos.kit.rules import held_against
from sleutelbos.room.cash import commands, queries
from sleutelbos.room.cash.models import CashLine, Pot, TinCount
from sleutelbos.room.cash.tests.makers import fill_tin, make_claim, make_treasurer

pytestmark = [pytest.mark.django_db, pytest.mark.mission("K2A")]


@pytest.fixture
def room():
    return make_room("lampje", "Het Lampje")


@pytest.fixture
def els(room):
    return make_treasurer(room)


def today():
    return timezone.localdate()


def refused(function, *given_, **how):
    with pytest.raises(Refused) as refusal:
        function(*given_, **how)
    return refusal.value.code


def broken(room):
    return [told for outcome in held_against([room]) for told in outcome.broken]


def test_each_line_runs_on_from_the_one_before(room, els):
    fill_tin(els, 5000)
    commands.write(els, pot="tin", cents=-1999, kind="buy", what="koffie", day=today())

    lines = CashLine.objects.within(room).order_by("number")
    assert [(line.number, line.balance) for line in lines] == [(1, 5000), (2, 3001)]
    assert broken(room) == []


def test_the_tin_never_goes_below_nothing_and_the_bank_may(room, els):
    fill_tin(els, 500)
    buy = {"cents": -501, "kind": "buy", "what": "thee", "day": today()}
    assert refused(commands.write, els, pot="tin", **buy) == "tin-too-empty"
    claim = make_claim(make_actor(room, "amina"), 600)
    assert refused(commands.pay, els, code=claim.code, pot="tin") == "tin-too-empty"
    assert queries.claim_of(els, claim.code).paid_at is None
    commands.write(els, pot="account", **buy)
    assert queries.balances(room) == queries.Balances(500, -501)
    with pytest.raises(IntegrityError), transaction.atomic():
        Pot.objects.within(room).filter(kind="tin").update(cents=-1)


def test_money_goes_from_the_tin_to_the_bank_in_two_lines_that_go_back_together(room, els):
    fill_tin(els, 5000)
    once = uuid4()
    for _twice in range(2):
        moved = commands.move(els, out_of="tin", cents=4000, day=today(), once=once)
    assert queries.balances(room) == queries.Balances(1000, 4000)

    for _twice in range(2):
        commands.correct(els, once=moved.out.once)
    assert queries.balances(room) == queries.Balances(5000, 0)
    assert CashLine.objects.within(room).count() == 5
    assert broken(room) == []


def test_a_mistake_is_put_right_by_its_opposite_and_both_stay(room, els):
    line = fill_tin(els, 5000)
    for _twice in range(2):
        commands.correct(els, once=line.once)
    cents = list(CashLine.objects.within(room).order_by("number").values_list("cents", flat=True))
    assert cents == [5000, -5000]


def test_money_that_is_spent_is_not_put_right_below_nothing(els):
    line = fill_tin(els, 5000)
    commands.write(els, pot="tin", cents=-4000, kind="buy", what="stoel", day=today())
    assert refused(commands.correct, els, once=line.once) == "tin-too-empty"


def test_a_payment_is_taken_back_at_the_claim_and_not_in_the_book(room, els):
    fill_tin(els)
    claim = make_claim(make_actor(room, "amina"))
    line = commands.pay(els, code=claim.code, pot="tin")
    assert refused(commands.correct, els, once=line.once) == "is-claim"


def test_counting_the_tin_writes_the_difference_and_only_that(room, els):
    fill_tin(els, 5000)
    once = uuid4()
    assert commands.count_tin(els, cents=5000).line is None
    for _twice in range(2):
        made = commands.count_tin(els, cents=4750, once=once)
    assert (made.expected, made.counted, made.line.cents) == (5000, 4750, -250)
    assert TinCount.objects.within(room).count() == 2
    assert queries.balances(room).tin == 4750


def test_only_the_treasurer_writes_counts_and_puts_right(room, els):
    line = fill_tin(els)
    for who in (make_actor(room, "roy", "board"), make_actor(room, "amina")):
        with pytest.raises(NotAllowed):
            fill_tin(who)
        with pytest.raises(NotAllowed):
            commands.correct(who, once=line.once)
        with pytest.raises(NotAllowed):
            commands.count_tin(who, cents=1)
        with pytest.raises(NotAllowed):
            commands.move(who, out_of="tin", cents=1, day=today())


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ({"cents": 0}, "no-money"),
        ({"cents": 10**12}, "too-much-money"),
        ({"what": " "}, "no-what"),
        ({"day": date(2999, 1, 1)}, "future-day"),
    ],
)
def test_a_line_says_how_much_and_what_for(els, how, code):
    said = {"pot": "tin", "cents": 1, "kind": "gift", "what": "pot", "day": today()}
    assert refused(commands.write, els, **{**said, **how}) == code


def test_a_line_of_another_room_is_not_found_and_a_claim_is_not_written_by_hand(els):
    elsewhere = make_treasurer(make_room("elders", "Elders"), "saskia")
    with pytest.raises(NotFound):
        commands.correct(els, once=fill_tin(elsewhere).once)
    for how in ({"kind": "claim"}, {"pot": "sok"}):
        said = {"pot": "tin", "kind": "gift", **how}
        with pytest.raises(NotFound):
            commands.write(els, cents=1, what="x", day=today(), **said)


def test_the_check_of_the_house_finds_a_line_that_is_changed_or_gone(room, els):
    for _three in range(3):
        fill_tin(els, 100)
    second = CashLine.objects.within(room).filter(number=2)
    second.update(cents=90)
    assert len(broken(room)) == 1
    second.delete()
    assert len(broken(room)) == 1
    assert broken(room)[0].startswith("lampje: Line ")


def test_the_book_of_a_year_is_told_with_what_went_in_and_out(room, els):
    commands.write(els, pot="tin", cents=1250, kind="gift", what="pot", day=today())
    commands.write(els, pot="tin", cents=-250, kind="buy", what="=thee", day=today())
    commands.write(
        els, pot="tin", cents=1, kind="gift", what="x", day=today() - timedelta(days=366)
    )
    header, *rows = queries.for_file(room, today().year)
    assert header[5:] == ["Erin", "Eruit", "Stand"]
    assert [row[5:] for row in rows] == [[12.5, "", 12.5], ["", 2.5, 10.0]]


AMOUNTS = st.lists(st.tuples(st.sampled_from(["tin", "account"]), st.integers(-900, 900)),
                   max_size=12)  # fmt: skip


class WhateverIsWritten(TestCase):
    """Hypothesis makes a fresh room each time."""

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(AMOUNTS)
    def test_whatever_is_written_or_put_right_the_lines_add_up(self, amounts):
        room = make_room(f"kamer-{uuid4().hex[:8]}")
        els = make_treasurer(room)
        for number, (pot, cents) in enumerate(amounts):
            try:
                line = commands.write(
                    els, pot=pot, cents=cents, kind="other", what="iets", day=today()
                )
                if number % 3 == 0:
                    commands.correct(els, once=line.once)
            except Refused:
                continue
        sums = queries.balances(room)
        total = sum(CashLine.objects.within(room).values_list("cents", flat=True))
        assert sums.tin >= 0
        assert sums.together == total
        assert broken(room) == []
