"""Telling somebody that there is something, having read it, and having given it on paper."""

import re

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places import queries as places
from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.models import Place
from sleutelbos.kit.leaving import ends_with_role
from sleutelbos.kit.refused import NotFound, allow

from .commands_deliver import push_soon
from .models import SENTENCE, Delivery, Notice
from .permissions import may_hand_over

_SLOT = re.compile(r"[%{}<>\d]")
_KIND = re.compile(r"[a-z][a-z-]{0,19}")


@transaction.atomic
def tell(place: Place, *, to: Person, kind: str, sentence: str, path: str) -> Notice:
    """Tell one person that there is something for them; how it reaches them is up to them.

    `sentence` is a neutral Dutch sentence (marked with `gettext_noop` where it is called): no name,
    nothing about what it is, because somebody else may read along on the same phone (T11). `path`
    is the page of ours where the rest stands; it leaves the house in no mail. Part of the caller's
    transaction: what is rolled back tells nobody anything; mail and push go later, by themselves.
    The same thing that still waits unread is told once.
    Raises `ValueError` for a sentence with a slot or a number in it, or a path that leads
    elsewhere: a fault of ours.
    """
    if not sentence or len(sentence) > SENTENCE or _SLOT.search(sentence):
        raise ValueError("A notice is one fixed, neutral sentence: nothing is filled in (T11).")
    if not path.startswith("/") or path.startswith(("//", "/\\")) or len(path) > 200:
        raise ValueError("A notice leads to a page of ours.")
    if not _KIND.fullmatch(kind):
        raise ValueError("The kind of a notice is one short word.")
    now = timezone.now()
    same = Notice.objects.within(place).filter(
        person=to, kind=kind, sentence=sentence, path=path, read_at=None, handed_at=None
    )
    if waits := same.first():
        return waits
    notice = Notice.everywhere.create(  # everywhere: writing, not looking
        place=place, person=to, kind=kind, sentence=sentence, path=path, made_at=now
    )
    push_soon(notice, now)
    return notice


def read(person: Person, *, code: str) -> str:
    """This person opens one of their notices; returns the page it leads to.

    One that is not theirs, or not there any more, leads to their own list: the two look the same.
    """
    mine = Notice.everywhere.filter(person=person, code=code)  # one's own, wherever one comes
    found = mine.first()
    if found is None:
        return reverse("notices:mine")
    mine.filter(read_at=None).update(read_at=timezone.now())
    return found.path


def came_to_an_end(place: Place, *, to: Person, kind: str) -> None:
    """What this kind of notice told of was seen elsewhere: it does not call any more. One query."""
    waits = Notice.objects.within(place).filter(person=to, kind=kind, read_at=None)
    waits.update(read_at=timezone.now())


def forget_path(place: Place, path: str) -> int:
    """What stood on this page of ours is gone: no notice leads there any more, and none tells by
    its path who stood beside it. Part of the caller's change. Returns how many went. 1 query."""
    return Notice.objects.within(place).filter(path=path).delete()[0]


def read_all(person: Person) -> int:
    """This person has seen everything that waits for them; returns how many that were."""
    mine = Notice.everywhere.filter(person=person, read_at=None)  # one's own, wherever one comes
    return mine.update(read_at=timezone.now())


@transaction.atomic
def hand_over(actor: Actor, *, code: str) -> Person:
    """The paper of this neighbour was given; returns who it was for.

    Refused when they are no neighbour here (`not-found`).
    """
    allow(may_hand_over(actor))
    person = _neighbour(actor, code)
    Notice.objects.within(actor.place).filter(person=person, read_at=None, handed_at=None).update(
        handed_at=timezone.now()
    )
    return person


@transaction.atomic
def not_handed(actor: Actor, *, code: str) -> Person:
    """The paper of this neighbour was not given after all: it is on the list again.

    Refused when they are no neighbour here (`not-found`).
    """
    allow(may_hand_over(actor))
    person = _neighbour(actor, code)
    given = Notice.objects.within(actor.place).filter(person=person, read_at=None)
    given.filter(handed_at__gte=timezone.localtime().replace(hour=0, minute=0)).update(
        handed_at=None
    )
    return person


def _neighbour(actor: Actor, code: str) -> Person:
    person = places.neighbour(actor.place, code)
    if person is None:
        raise NotFound
    return person


@ends_with_role
def forget_in(person: Person, place: Place) -> None:
    """Nothing of a place waits any more for somebody who carries no role there: not on their own
    list, not on paper, not in a mail, not as a sign to a phone (R25). At most 4 queries."""
    Notice.objects.within(place).filter(person=person).delete()
    if Notice.everywhere.filter(person=person, read_at=None).exists():  # of another room
        return
    signs = Delivery.objects.within(place).filter(person=person, way=Delivery.Way.PUSH)
    signs.filter(state=Delivery.State.WAITING).update(
        state=Delivery.State.DONE, why="left", changed_at=timezone.now()
    )
