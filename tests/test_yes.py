"""A yes: written down as it was seen, never changed, and over in every read path at once (R41).

Random orders of saying yes, showing, narrowing, taking back, letting time go by, hiding and
leaving; after each the real read paths are held against a plain model of what should be.
"""

import os
import random
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone, translation

from sleutelbos.commons.people import commands as people
from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places import commands as places
from sleutelbos.commons.places import queries as place_queries
from sleutelbos.commons.places.door import Actor, actor_of
from sleutelbos.commons.places.models import Consent, Place
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit.refused import Refused
from sleutelbos.room.day.queries_missed import _agreed as may_be_called
from sleutelbos.room.referral.queries import host_to_ask_for
from sleutelbos.room.referral.queries_together import can_be_asked
from sleutelbos.room.story import commands_pens, commands_sharing
from sleutelbos.room.story.models import Door, Pen, Share
from sleutelbos.room.story.queries import open_pens, open_to, shown_to
from sleutelbos.room.story.tests.makers import make_door
from sleutelbos.room.visits.queries import on_the_screen

pytestmark = [pytest.mark.django_db, pytest.mark.mission("P2")]
# In the suite a twentieth: `python -m benchmarks.walks --long R41` tries all of them.
ORDERS = 1000 if os.environ.get("SLEUTELBOS_LONG") else 50
STEPS = 8
Purpose = Consent.Purpose
LANGUAGES = ("nl", "en", "ar", "tr", "es")


@dataclass
class Told:
    """What should be: who said yes to what, which door is shown until when, who is not there."""

    yes: dict[tuple[int, str], tuple[str, str]] = field(default_factory=dict)
    until: object = None
    hidden: set[int] = field(default_factory=set)
    left: set[int] = field(default_factory=set)

    def agreed(self, purpose: str) -> set[int]:
        """Who agreed, found or not."""
        return {person for person, what in self.yes if what == purpose}

    def found(self, purpose: str) -> set[int]:
        """Who agreed and can be found here now."""
        return self.agreed(purpose) - self.hidden - self.left


class Walk:
    """Two hosts in a room; one has a door that the other may be shown."""

    def __init__(self, lot: random.Random, room: Place, pair: list[Person], door: Door) -> None:
        self.lot, self.room, self.pair, self.door = lot, room, pair, door
        self.told, self.rows = Told(), {}
        self.clock: time_machine.Traveller | None = None

    def actor(self, person: Person) -> Actor:
        return actor_of(person, self.room)

    def say_yes(self) -> None:
        person, purpose = self.lot.choice(self.pair), self.lot.choice(list(Purpose))
        with translation.override(self.lot.choice(LANGUAGES)):
            seen = (str(Purpose(purpose).label), translation.get_language())
            places.say_yes(self.actor(person), purpose)
        self.told.yes.setdefault((person.pk, purpose), seen)

    def take_back(self) -> None:
        person, purpose = self.lot.choice(self.pair), self.lot.choice(list(Purpose))
        places.take_back(Actor(person, self.room), purpose)
        self.told.yes.pop((person.pk, purpose), None)

    def show(self) -> None:
        """Show the door, again, wider or narrower."""
        mine, reader = self.pair
        days = self.lot.choice(commands_sharing.DAYS)
        try:
            with translation.override(self.lot.choice(LANGUAGES)):
                commands_sharing.show(
                    self.actor(mine), door=self.door.code, to=reader.code, days=days
                )
        except Refused:
            return
        self.told.until = timezone.localdate() + timedelta(days=days)

    def stop(self) -> None:
        if self.pair[0].pk in self.told.left:
            return
        for share in Share.everywhere.filter(door=self.door):
            commands_sharing.stop_showing(
                self.actor(self.pair[0]), door=self.door.code, share=share.code
            )
        self.told.until = None

    def time_goes_by(self) -> None:
        self.clock.shift(timedelta(days=self.lot.choice((1, 6, 8, 30))))

    def hide(self) -> None:
        person = self.lot.choice(self.pair)
        people.hide(person)
        self.told.hidden.add(person.pk)

    def show_again(self) -> None:
        person = self.lot.choice(self.pair)
        people.show_again(person)
        self.told.hidden.discard(person.pk)

    def leave(self) -> None:
        person = self.lot.choice(self.pair)
        if person.pk not in self.told.left:
            for name in actor_of(person, self.room).roles:
                places.end_role(self.actor(person), of=person, name=name)
            self.told.left.add(person.pk)
            if person == self.pair[0]:
                self.told.until = None  # who does not come any more shows nothing here

    def come_back(self) -> None:
        person = self.lot.choice(self.pair)
        if person.pk in self.told.left:
            places.first_role(person, self.room, "host")
            self.told.left.discard(person.pk)

    def check(self) -> None:
        """Every read path says what the model says; no row that was written is gone or changed."""
        told, room = self.told, self.room
        for purpose in Purpose:
            assert place_queries.agreed(room, purpose) == told.agreed(purpose)
        for person in self.pair:
            mine = {what for who, what in told.yes if who == person.pk}
            assert place_queries.yes_of(person, room) == mine
        assert {p.pk for p in on_the_screen(room)} == told.found(Purpose.DOOR_NAME)
        named = {p.pk for _label, doers in place_queries.who_does_what(room) for p in doers}
        assert named == told.found(Purpose.SHOW_ROLE)
        assert {p.pk for p in can_be_asked(room, self.pair[0])} == (
            told.found(Purpose.GO_ALONG) - {self.pair[0].pk}
        )
        assert set(may_be_called(room)) == told.agreed(Purpose.BE_CALLED)
        host = host_to_ask_for(room)
        cards = told.found(Purpose.WELCOME_CARD)
        assert (host is None and not cards) or (host is not None and host.pk in cards)
        self.check_door()
        self.check_rows()

    def check_door(self) -> None:
        mine, reader = self.pair
        is_open = (
            self.told.until is not None and self.told.until >= timezone.localdate()
            and mine.pk not in self.told.hidden and reader.pk not in self.told.left
        )  # fmt: skip
        now = timezone.now()
        assert open_to(reader, now).exists() == is_open
        assert bool(shown_to(reader, now)) == is_open
        if reader.pk not in self.told.left:
            try:
                with transaction.atomic():
                    commands_sharing.read(self.actor(reader), door=self.door.code)
                    transaction.set_rollback(True)
                read = True
            except Refused:
                read = False
            assert read == is_open

    def check_rows(self) -> None:
        """Rows are added; of a row only the moment it ended is filled in, once."""
        for model, ends in ((Consent, "withdrawn_at"), (Share, "ended_at")):
            rows = {row["id"]: row for row in model.everywhere.values()}
            for pk, before in self.rows.get(model, {}).items():
                after = rows[pk]
                changed = {name for name in before if before[name] != after[name]}
                assert changed <= {ends}
                assert not changed or before[ends] is None
            self.rows[model] = rows
        for (person, purpose), (wording, language) in self.told.yes.items():
            row = Consent.everywhere.get(person=person, purpose=purpose, withdrawn_at=None)
            assert (row.wording, row.language) == (wording, language)
        assert not Share.everywhere.filter(wording="").exists()


VERBS = (
    "say_yes", "say_yes", "say_yes", "take_back", "show", "show", "stop", "time_goes_by", "hide",
    "show_again", "leave", "come_back",
)  # fmt: skip


def test_in_every_order_a_yes_holds_as_long_as_it_was_given_and_no_longer():
    room = make_room()
    pair = [make_actor(room, name, "host").someone for name in ("amina", "fatma")]
    door = make_door(actor_of(pair[0], room))
    seen = set()
    for number in range(ORDERS):
        lot = random.Random(number)
        begin = timezone.now()
        with transaction.atomic(), time_machine.travel(begin, tick=False) as clock:
            walk = Walk(lot, room, pair, door)
            walk.clock = clock
            places.say_yes(walk.actor(pair[1]), Purpose.DOOR_NAME)
            walk.told.yes[pair[1].pk, Purpose.DOOR_NAME] = (str(Purpose.DOOR_NAME.label), "nl")
            done = []
            for _step in range(STEPS):
                done.append(lot.choice(VERBS))
                getattr(walk, done[-1])()
                try:
                    walk.check()
                except AssertionError as fault:
                    raise AssertionError(f"order {number}: {' → '.join(done)}") from fault
            seen.add(tuple(done))
            transaction.set_rollback(True)
    assert len(seen) >= ORDERS * 0.99


def test_a_pen_is_kept_as_it_was_given_and_asked_again_is_another_row():
    room = make_room()
    amina, fatma = (make_actor(room, name, "host") for name in ("amina", "fatma"))
    places.say_yes(fatma, Purpose.DOOR_NAME)
    begin = timezone.now()
    with time_machine.travel(begin, tick=False) as clock:
        with translation.override("en"):
            commands_pens.give_pen(amina, to=fatma.someone.code)
        clock.shift(timedelta(days=3))
        commands_pens.give_pen(amina, to=fatma.someone.code)
        first, second = Pen.everywhere.order_by("pk")
        assert (first.language, second.language) == ("en", "nl")
        assert first.wording != second.wording
        assert first.ended_at is not None
        clock.shift(timedelta(days=29))
        assert not open_pens(fatma.someone, timezone.now()).exists()


def test_without_a_yes_the_answer_is_no():
    room = make_room()
    amina = make_actor(room, "amina", "host")
    assert place_queries.yes_of(amina.someone, room) == frozenset()
    assert not on_the_screen(room).exists()
    assert may_be_called(room) == {}
