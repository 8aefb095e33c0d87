"""Telling somebody that there is something, and having read it."""

import re

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.models import Place

from .models import SENTENCE, Notice

_SLOT = re.compile(r"[%{}<>\d]")
_KIND = re.compile(r"[a-z][a-z-]{0,19}")


@transaction.atomic
def tell(place: Place, *, to: Person, kind: str, sentence: str, path: str) -> Notice:
    """Tell one person that there is something for them; how it reaches them is up to them.

    `sentence` is a neutral Dutch sentence (marked with `gettext_noop` where it is called): no name,
    nothing about what it is, because somebody else may read along on the same phone (T11). `path`
    is the page of ours where the rest stands; it leaves the house in no mail. Part of the caller's
    transaction: what is rolled back tells nobody anything. Raises `ValueError` for a sentence with
    a slot or a number in it, or a path that leads elsewhere: a fault of ours.
    """
    if not sentence or len(sentence) > SENTENCE or _SLOT.search(sentence):
        raise ValueError("A notice is one fixed, neutral sentence: nothing is filled in (T11).")
    if not path.startswith("/") or path.startswith(("//", "/\\")) or len(path) > 200:
        raise ValueError("A notice leads to a page of ours.")
    if not _KIND.fullmatch(kind):
        raise ValueError("The kind of a notice is one short word.")
    return Notice.everywhere.create(  # everywhere: writing, not looking
        place=place, person=to, kind=kind, sentence=sentence, path=path, made_at=timezone.now()
    )


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


def read_all(person: Person) -> int:
    """This person has seen everything that waits for them; returns how many that were."""
    mine = Notice.everywhere.filter(person=person, read_at=None)  # one's own, wherever one comes
    return mine.update(read_at=timezone.now())
