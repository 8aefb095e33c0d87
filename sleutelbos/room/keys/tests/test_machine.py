"""Random days with keys: a key is never in two pockets, and the register keeps every stay."""

from collections.abc import Callable
from itertools import count, pairwise

import pytest
from django.db.models import F
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from sleutelbos.commons.places.door import Actor, actor_of
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit.refused import Refused
from sleutelbos.room.keys import commands
from sleutelbos.room.keys.models import Loan, Loss
from sleutelbos.room.keys.tests.makers import make_key

ROOMS = count(1)
KEYS, PEOPLE = st.integers(0, 2), st.integers(0, 3)


def tried(command: Callable[..., object], *given: object, **more: object) -> str:
    """The code of the refusal, or nothing when it was done."""
    try:
        command(*given, **more)
    except Refused as refusal:
        return refusal.code
    return ""


class Register(RuleBasedStateMachine):
    """Three keys and four neighbours in a room of their own, beside a simple model of it."""

    def __init__(self) -> None:
        super().__init__()
        self.room = make_room(f"kamer-{next(ROOMS)}")
        self.host = make_actor(self.room, "fatma", "host")
        self.people = [make_actor(self.room, f"buur{n}").someone for n in range(4)]
        self.keys = [make_key(self.room) for _ in range(3)]
        self.pocket: dict[int, int | None] = dict.fromkeys(range(3))  # key → person
        self.lost: set[int] = set()
        self.stays = 0

    def hangs(self, key: int) -> bool:
        return self.pocket[key] is None and key not in self.lost

    def actor(self, person: int) -> Actor:
        return actor_of(self.people[person], self.room)

    @rule(key=KEYS, to=PEOPLE)
    def hand_over(self, key: int, to: int) -> None:
        """Only a key that hangs on the board goes into a pocket."""
        free, again = self.hangs(key), self.pocket[key] == to
        told = tried(
            commands.hand_over, self.host, key=self.keys[key], to=self.people[to],
            responsibility="de koffie",
        )  # fmt: skip
        if free or again:
            assert told == ""
            self.stays += free
            self.pocket[key] = to
        else:
            assert told == ("lost" if key in self.lost else "key-is-out")

    @rule(key=KEYS, by=PEOPLE, to=PEOPLE)
    def pass_on(self, key: int, by: int, to: int) -> None:
        """Only from one's own pocket."""
        had = self.pocket[key]
        told = tried(
            commands.pass_on, self.actor(by), key=self.keys[key], to=self.people[to],
            responsibility="de tuin",
        )  # fmt: skip
        if told:
            assert told in {"not-your-key", "not-allowed"}
            assert had != by
        else:
            self.stays += had != to
            self.pocket[key] = to

    @rule(key=KEYS)
    def bring_back(self, key: int) -> None:
        """Only what is out comes back."""
        told = tried(commands.bring_back, self.host, key=self.keys[key])
        if self.pocket[key] is None:
            assert told == ("lost" if key in self.lost else "key-hangs-here")
        else:
            assert told == ""
            self.pocket[key] = None

    @rule(key=KEYS)
    def lose(self, key: int) -> None:
        """A lost key is in no pocket."""
        told = tried(commands.report_lost, self.host, key=self.keys[key])
        assert told == ("lost" if key in self.lost else "")
        self.lost.add(key)
        self.pocket[key] = None

    @rule(key=KEYS)
    def find(self, key: int) -> None:
        """A key the host finds hangs on the board."""
        told = tried(commands.report_found, self.host, key=self.keys[key])
        assert told == ("" if key in self.lost else "not-lost")
        self.lost.discard(key)

    @rule(key=KEYS)
    def undo(self, key: int) -> None:
        """What the host did last with a key is taken back: out becomes in, and in becomes out."""
        had = self.pocket[key]
        told = tried(commands.take_back, self.host, key=self.keys[key])
        if told:
            assert told == "nothing-to-undo"
            return
        open_loan = Loan.everywhere.filter(key=self.keys[key], returned_at=None).first()
        assert (open_loan is None) == (had is not None)
        self.pocket[key] = self.people.index(open_loan.holder) if open_loan else None

    @invariant()
    def the_register_says_what_the_model_says(self) -> None:
        """Every key in at most one pocket, the right one; none of them lost."""
        open_loans = Loan.objects.within(self.room).filter(returned_at=None)
        said = {self.keys.index(loan.key): self.people.index(loan.holder) for loan in open_loans}
        assert len(open_loans) == len(said)
        assert said == {key: who for key, who in self.pocket.items() if who is not None}
        missing = Loss.objects.within(self.room).filter(found_at=None, searching=False)
        assert {self.keys.index(loss.key) for loss in missing} == self.lost

    @invariant()
    def no_stay_is_ever_forgotten_and_none_overlap(self) -> None:
        """The history of a key: one stay after another, none gone."""
        assert Loan.objects.within(self.room).count() == self.stays
        lasting = Loan.objects.within(self.room).exclude(returned_at=F("handed_over_at"))
        for key in self.keys:
            stays = list(lasting.filter(key=key).order_by("handed_over_at"))
            for one, next_one in pairwise(stays):
                assert one.returned_at is not None
                assert one.returned_at <= next_one.handed_over_at

    @invariant()
    def who_has_a_key_is_key_holder(self) -> None:
        """And so opens the door."""
        for person in set(self.pocket.values()) - {None}:
            assert "key-holder" in self.actor(person).roles


@pytest.mark.django_db
@pytest.mark.mission("K3A")
def test_whatever_happens_a_key_is_in_one_pocket_and_its_history_whole():
    run_state_machine_as_test(
        Register,
        settings=settings(
            max_examples=25, stateful_step_count=20, deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
