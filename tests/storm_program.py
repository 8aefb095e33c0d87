"""One program of the storm: what it does, and where that can be found afterwards."""

import os
import time
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5


class Program:
    """One program that does a newcomer, a sign-up, hours, a visit and a key, round and round.

    Number `nth` always has the same ids, so a program that begins again where it was killed says
    the same thing twice, as a phone does.
    """

    def __init__(self, number: int, notes: Path) -> None:
        from sleutelbos.commons.people.models import Person
        from sleutelbos.commons.places.door import Actor, actor_of
        from sleutelbos.commons.places.models import Place
        from sleutelbos.room.activities.models import Occurrence
        from sleutelbos.room.keys.models import Key

        self.number = number
        self.notes = os.open(notes, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        self.room = Place.objects.get(slug="storm")
        self.host = actor_of(Person.objects.get(called="Fatma"), self.room)
        self.tablet = Actor(None, self.room, frozenset({"tablet"}))
        self.occurrence = Occurrence.objects.within(self.room).get()
        self.key = Key.objects.within(self.room).order_by("pk")[number]

    def go_on(self, first: int, until: Any, pause: float) -> None:
        """Do one thing after another; note what succeeded, how long it took, and refusals."""
        from django.db import OperationalError

        nth = first
        while time.time() < until.value:
            began = time.perf_counter()
            try:
                kind, mark = self.do(nth)
            except OperationalError as fault:
                kind, mark = "fault", uuid5(NAMESPACE_OID, str(fault))
            spent = (time.perf_counter() - began) * 1000
            os.write(self.notes, f"{nth} {kind} {mark} {spent:.1f}\n".encode())
            nth += 1
            time.sleep(pause)

    def do(self, nth: int) -> tuple[str, UUID]:
        """The thing with this number; returns what was done, and the mark it can be found by."""
        turn, kind = divmod(nth, 5)
        newcomer = self._id(turn, "person")
        if kind == 0:
            return self._welcome(newcomer)
        return (self._sign_up, self._hours, self._visit, self._hand_over)[kind - 1](turn, newcomer)

    def _id(self, turn: int, kind: str) -> UUID:
        return uuid5(NAMESPACE_OID, f"{self.number} {turn} {kind}")

    def _neighbour(self, newcomer: UUID) -> Any:
        from sleutelbos.commons.people.models import Person
        from sleutelbos.commons.places.door import actor_of

        return actor_of(Person.objects.get(uuid=newcomer), self.room)

    def _welcome(self, newcomer: UUID) -> tuple[str, UUID]:
        from sleutelbos.commons.places.commands import welcome

        welcome(self.host, called="Buur", tag_picto="vis", tag_colour="blauw", once=newcomer)
        return "person", newcomer

    def _sign_up(self, turn: int, newcomer: UUID) -> tuple[str, UUID]:
        from sleutelbos.room.activities.commands import sign_up

        sign_up(self._neighbour(newcomer), occurrence=self.occurrence)
        return "sign-up", newcomer

    def _hours(self, turn: int, newcomer: UUID) -> tuple[str, UUID]:
        from django.utils import timezone

        from sleutelbos.room.hours.commands import write_hours

        once = self._id(turn, "hours")
        day = timezone.localdate()
        write_hours(self._neighbour(newcomer), minutes=30, day=day, once=once)
        return "hours", once

    def _visit(self, turn: int, newcomer: UUID) -> tuple[str, UUID]:
        from django.utils import timezone

        from sleutelbos.room.visits.commands import take_in

        once, now = self._id(turn, "visit"), timezone.now().isoformat()
        item = {"id": str(once), "kind": "new", "at": now}
        take_in(self.tablet, tablet_now=now, items=[item])
        return "visit", once

    def _hand_over(self, turn: int, newcomer: UUID) -> tuple[str, UUID]:
        from sleutelbos.room.keys import commands as keys

        loan = self.key.loans.filter(returned_at=None).select_related("holder").first()
        if loan and loan.holder.uuid == newcomer:
            return "key", newcomer  # the answer was lost, the deed was not
        if loan:
            keys.bring_back(self.host, key=self.key)
        person = self._neighbour(newcomer).someone
        keys.hand_over(self.host, key=self.key, to=person, responsibility="open op dinsdag")
        return "key", newcomer


def found_by() -> dict[str, tuple[Any, str]]:
    """Where each thing that was done can be found, and by which column."""
    from sleutelbos.commons.people.models import Person
    from sleutelbos.room.activities.models import SignUp
    from sleutelbos.room.hours.models import HoursEntry
    from sleutelbos.room.keys.models import Loan
    from sleutelbos.room.visits.models import Visit

    return {
        "person": (Person, "uuid"), "sign-up": (SignUp, "person__uuid"),
        "hours": (HoursEntry, "once"), "visit": (Visit, "client_id"),
        "key": (Loan, "holder__uuid"),
    }  # fmt: skip
