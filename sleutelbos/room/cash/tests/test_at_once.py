"""Two people settle one claim in the same moment, in real processes, on either database (K2A)."""

import time
from datetime import UTC, datetime

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.door import actor_of
from sleutelbos.commons.places.models import Place
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit.refused import Refused
from sleutelbos.kit.rules import held_against
from sleutelbos.room.cash import commands, queries
from sleutelbos.room.cash.commands_book import book
from sleutelbos.room.cash.models import CashLine, Claim
from sleutelbos.room.cash.tests.makers import fill_tin, make_claim, make_treasurer
from tests.processes import at_once

HERE = "sleutelbos.room.cash.tests.test_at_once"
IN_2026 = datetime(2026, 11, 24, 12, tzinfo=UTC)
pytestmark = [
    pytest.mark.processes,
    pytest.mark.django_db(transaction=True),
    pytest.mark.mission("K2A"),
]


def settle(person: str, what: str, code: str) -> str:
    """Pay, refuse or take back a claim as this person: „done“, or why not."""
    actor = actor_of(Person.objects.get(code=person), Place.objects.get(slug="lampje"))
    try:
        if what == "refuse":
            commands.refuse(actor, code=code, why="Dit is er al.")
        elif what == "take back":
            commands.take_back(actor, code=code)
        else:
            commands.pay(actor, code=code, pot=what)
    except Refused as refusal:
        return refusal.code
    return "done"


def buy(person: str, cents: int) -> str:
    """Buy something from the tin as this person: „done“, or why not."""
    actor = actor_of(Person.objects.get(code=person), Place.objects.get(slug="lampje"))
    try:
        commands.write(
            actor, pot="tin", cents=-cents, kind="buy", what="thee", day=timezone.localdate()
        )
    except Refused as refusal:
        return refusal.code
    return "done"


def allowance(person: str, cents: int) -> str:
    """Ask an allowance as this person: „done“, or why not."""
    actor = actor_of(Person.objects.get(code=person), Place.objects.get(slug="lampje"))
    try:
        with time_machine.travel(IN_2026):
            commands.ask(actor, kind="allowance", what="inzet", cents=cents, day=IN_2026.date())
    except Refused as refusal:
        return refusal.code
    return "done"


def careless(person: str, pot: str, code: str) -> str:
    """What paying would be without the hold and without the condition: look, and then write."""
    actor = actor_of(Person.objects.get(code=person), Place.objects.get(slug="lampje"))
    claim = Claim.objects.within(actor.place).get(code=code)
    if not claim.waits:
        return "settled"
    time.sleep(0.5)
    claim.paid_at, claim.settled_by = timezone.now(), actor.someone
    claim.save(update_fields=["paid_at", "settled_by"])
    with transaction.atomic():
        book(actor, pot=pot, cents=-claim.cents, kind="claim", claim=claim)
    return "done"


def test_without_the_hold_careless_code_does_pay_one_claim_twice():
    """The negative control: the same two processes can do it, so the test below can fail."""
    room = make_room("lampje")
    els, soraya = make_treasurer(room), make_treasurer(room, "soraya")
    fill_tin(els)
    claim = make_claim(make_actor(room, "amina"))
    given = [[els.person.code, "tin", claim.code], [soraya.person.code, "account", claim.code]]

    assert at_once(f"{HERE}:careless", given) == ["done", "done"]

    assert CashLine.objects.within(room).filter(claim=claim).count() == 2


def test_two_treasurers_and_one_claim_is_one_payment():
    room = make_room("lampje")
    els, soraya = make_treasurer(room), make_treasurer(room, "soraya")
    fill_tin(els)
    for _five in range(3):
        claim = make_claim(make_actor(room, "amina"))

        answers = at_once(
            f"{HERE}:settle",
            [[els.person.code, "tin", claim.code], [soraya.person.code, "account", claim.code]],
        )

        assert sorted(answers) == ["done", "settled"]
        assert CashLine.objects.within(room).filter(claim=claim).count() == 1


def test_paying_refusing_and_taking_back_at_once_is_one_of_the_three():
    room = make_room("lampje")
    els, soraya = make_treasurer(room), make_treasurer(room, "soraya")
    amina = make_actor(room, "amina")
    fill_tin(els)
    claim = make_claim(amina)

    answers = at_once(
        f"{HERE}:settle",
        [
            [els.person.code, "tin", claim.code],
            [soraya.person.code, "refuse", claim.code],
            [amina.person.code, "take back", claim.code],
        ],
    )

    assert sorted(answers) == ["done", "settled", "settled"]
    kept = Claim.objects.within(room).get()
    assert [kept.paid_at, kept.refused_at, kept.taken_back_at].count(None) == 2
    assert CashLine.objects.within(room).filter(claim=claim).count() == int(bool(kept.paid_at))


def test_eight_who_buy_at_once_never_empty_the_tin_below_nothing():
    room = make_room("lampje")
    els = make_treasurer(room)
    fill_tin(els, 1000)

    answers = at_once(f"{HERE}:buy", [[els.person.code, 300]] * 8)

    assert answers.count("done") == 3
    assert answers.count("tin-too-empty") == 5
    assert queries.balances(room).tin == 100
    assert [told for outcome in held_against([room]) for told in outcome.broken] == []


def test_six_claims_for_an_allowance_at_once_stay_below_the_month():
    room = make_room("lampje")
    amina = make_actor(room, "amina")
    month = queries.limits_of(2026).month.cents

    answers = at_once(f"{HERE}:allowance", [[amina.person.code, month // 3]] * 6)

    assert answers.count("done") == 3
    assert answers.count("over-month") == 3
