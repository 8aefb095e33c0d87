"""*Ik kom* and *Ik kom toch niet*. No more people than places, ever (R1, R2).

Two counters on the occurrence decide, each changed by one conditional UPDATE that also holds the
row until the end of the transaction: `taken` and `waiting`. What must hold at every commit:
`taken` never passes the capacity; nobody waits while there is a place; the counters equal the rows.
The rows of people are only touched while the occurrence is held, so two who come at the same moment
stand one behind the other. The journal is not written here: it would be a second list of who goes
where.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from sleutelbos.commons.notices.commands import tell
from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.models import Place, Role
from sleutelbos.kit.prepared import Prepared, columns, instance
from sleutelbos.kit.refused import Refused, allow

from .models import Occurrence, Series, SeriesSignUp, SignUp
from .permissions import may_come_by_name

COMING, WAITING, GONE = SignUp.State.COMING, SignUp.State.WAITING, SignUp.State.GONE
TOLD = gettext_noop("Er is iets voor je in de kamer.")
TRIES = 8  # each try that fails means somebody else was served


class _OvertakenError(Exception):
    """Between looking and writing somebody else was first: look again."""


def sign_up(actor: Actor, *, occurrence: Occurrence, guest: str = "") -> SignUp:
    """Say *Ik kom* to one time, by name, or `guest`: the fingerprint of a word on a phone.

    There is a place, or a place in the line; the answer's `state` says which. Saying it twice is
    once. Open to everybody (K2B). Refused when it is over (`over`) or off (`off`).
    """
    allow(bool(guest) or may_come_by_name(actor))
    return _again_when_overtaken(lambda: _come(actor, occurrence, guest))


def sign_off(actor: Actor, *, occurrence: Occurrence, guest: str = "") -> SignUp | None:
    """Say *Ik kom toch niet*. The place goes to who waits longest, in the same breath.

    Nothing happens, and None is returned, to somebody who had not said that they come. Refused
    when it is over (`over`).
    """
    allow(bool(guest) or may_come_by_name(actor))
    return _again_when_overtaken(lambda: _leave(actor, occurrence, guest))


@transaction.atomic
def sign_up_always(actor: Actor, *, series: Series) -> SeriesSignUp:
    """Come every time: to all days that are written down, and to those written down later.

    On a day that is full they stand in line. Saying it twice is once.
    """
    allow(may_come_by_name(actor))
    series = Series.objects.within(actor.place).select_for_update().get(pk=series.pk)
    always, _made = SeriesSignUp.objects.within(actor.place).get_or_create(
        series=series, person=actor.someone, defaults={"since": timezone.now()}
    )
    for occurrence in _coming_days(actor.place, series):
        sign_up(actor, occurrence=occurrence)
    return always


@transaction.atomic
def sign_off_always(actor: Actor, *, series: Series) -> None:
    """Come no longer every time; the days still to come are signed off too."""
    allow(may_come_by_name(actor))
    series = Series.objects.within(actor.place).select_for_update().get(pk=series.pk)
    mine = SeriesSignUp.everywhere.filter(series=series)  # of the series held above
    mine.filter(person=actor.someone).delete()
    for occurrence in _coming_days(actor.place, series):
        sign_off(actor, occurrence=occurrence)


def release_who_left(*, now: datetime | None = None) -> int:
    """Give on the places of people who were erased or have no role in the room any more.

    Every night; returns how many. Who came without a name (a guest) left nothing and stays.
    """
    now = now or timezone.now()
    here = Role.objects.filter(
        person=OuterRef("person"), place=OuterRef("occurrence__place"), until=None
    )
    left = SignUp.everywhere.filter(  # everywhere: the nightly clock, all places
        ~Exists(here), guest="", occurrence__starts__gt=now
    ).exclude(state=GONE)
    keys = list(left.order_by("pk").values_list("pk", flat=True))
    for key in keys:
        _again_when_overtaken(lambda key=key: _release(key))  # type: ignore[misc]
    return len(keys)


def _release(key: int) -> None:
    rows = SignUp.everywhere.filter(pk=key)  # everywhere: a row in our hands
    row = rows.select_related("occurrence__place").get()
    if row.state != GONE:
        _give_up(row.occurrence.place, row.occurrence, row)


def seat_regulars(series: Series, occurrences: list[Occurrence]) -> None:
    """Sign up who comes every time for days that were just written down, in order of arrival.

    Who has no role in the room any more gets no seat. Called while the series is held and the days
    are not yet seen by anybody else.
    """
    here = Role.objects.filter(
        person=OuterRef("person"), place=series.activity.place_id, until=None
    )
    always = SeriesSignUp.everywhere.filter(Exists(here), series=series)  # of a held series
    regulars = list(always.order_by("since", "pk"))
    if not regulars:
        return
    now = timezone.now()
    rows = []
    for occurrence in occurrences:
        places = len(regulars) if occurrence.capacity is None else occurrence.capacity
        occurrence.taken = min(places, len(regulars))
        occurrence.waiting = len(regulars) - occurrence.taken
        rows += [
            SignUp(
                occurrence=occurrence, person_id=regular.person_id, arrived_at=now,
                state=COMING if nth < places else WAITING,
            )
            for nth, regular in enumerate(regulars)
        ]  # fmt: skip
    SignUp.everywhere.bulk_create(rows)  # everywhere: writing, not looking
    Occurrence.everywhere.bulk_update(occurrences, ["taken", "waiting"])  # writing, not looking


def fill_free_places(place: Place, occurrence: Occurrence) -> int:
    """After there came more places: move up who waits, longest first. The occurrence is held."""
    moved = 0
    held = Occurrence.objects.within(place).filter(pk=occurrence.pk, waiting__gt=0)
    fits = Q(capacity=None) | Q(taken__lt=F("capacity"))
    while held.filter(fits).update(taken=F("taken") + 1, waiting=F("waiting") - 1):
        _move_up_first(place, occurrence)
        moved += 1
    return moved


def _again_when_overtaken[T](attempt: Callable[[], T]) -> T:
    for _try in range(TRIES):
        try:
            with transaction.atomic():
                return attempt()
        except (IntegrityError, _OvertakenError):
            continue
    raise Refused("busy", _("Het is nu heel druk. Probeer het zo nog eens."))


def _mine(actor: Actor, occurrence: Occurrence, guest: str) -> SignUp | None:
    here = {"place": actor.place.pk, "occurrence": occurrence.pk}
    if guest:
        rows = _of_guest(**here, guest=guest)
    else:
        rows = _of_person(**here, person=actor.someone.pk)
    return instance(SignUp, rows[0]) if rows else None


@Prepared
def _of_guest(*, place: Any, occurrence: Any, guest: Any) -> QuerySet[SignUp, Any]:
    rows = SignUp.objects.within(place).filter(occurrence=occurrence, guest=guest)
    return rows.values_list(*columns(SignUp))


@Prepared
def _of_person(*, place: Any, occurrence: Any, person: Any) -> QuerySet[SignUp, Any]:
    rows = SignUp.objects.within(place).filter(occurrence=occurrence, person=person)
    return rows.values_list(*columns(SignUp))


def _come(actor: Actor, occurrence: Occurrence, guest: str) -> SignUp:
    mine = _mine(actor, occurrence, guest)
    if mine and mine.state != GONE:
        return mine
    state = take_seat(actor.place, occurrence)
    now = timezone.now()  # after the seat: who holds the occurrence first, arrived first
    if mine is None:
        return SignUp.everywhere.create(  # everywhere: writing, not looking
            occurrence_id=occurrence.pk, person=None if guest else actor.someone, guest=guest,
            state=state, arrived_at=now,
        )  # fmt: skip
    _turn(mine, GONE, state, arrived_at=now, moved_up_at=None)
    return mine


def take_seat(place: Place, occurrence: Occurrence) -> str:
    """Take a place, or a place in the line: each by one conditional UPDATE. Holds the row.

    Refused when it is over (`over`) or off (`off`).
    """
    now = timezone.now()
    here = Occurrence.objects.within(place).filter(pk=occurrence.pk)
    on = here.filter(cancelled_at=None, ends__gt=now)
    if on.filter(Q(capacity=None) | Q(taken__lt=F("capacity"))).update(taken=F("taken") + 1):
        return COMING
    if on.filter(taken__gte=F("capacity")).update(waiting=F("waiting") + 1):
        return WAITING
    if on.exists():
        raise _OvertakenError  # a place came free just now
    if here.filter(ends__lte=now).exists():
        raise Refused("over", _("Dit is al voorbij."))
    raise Refused("off", _("Dit gaat niet door."))


def _leave(actor: Actor, occurrence: Occurrence, guest: str) -> SignUp | None:
    mine = _mine(actor, occurrence, guest)
    if mine is None or mine.state == GONE:
        return mine
    if occurrence.ends <= timezone.now():
        raise Refused("over", _("Dit is al voorbij."))
    _give_up(actor.place, occurrence, mine)
    return mine


def _give_up(place: Place, occurrence: Occurrence, mine: SignUp) -> None:
    """Take somebody off the list. A place is handed on; it is free only when nobody waits."""
    held = Occurrence.objects.within(place).filter(pk=occurrence.pk)
    if held.filter(waiting__gt=0).update(waiting=F("waiting") - 1):
        was = mine.state
        _turn(mine, was, GONE)
        if was == COMING:
            _move_up_first(place, occurrence)
        return
    if mine.state == WAITING or not held.filter(waiting=0).update(taken=F("taken") - 1):
        raise _OvertakenError
    _turn(mine, COMING, GONE)


def _move_up_first(place: Place, occurrence: Occurrence) -> None:
    line = SignUp.objects.within(place).filter(occurrence_id=occurrence.pk, state=WAITING)
    first = line.select_related("person").order_by("arrived_at", "pk").first()
    if first is None:
        raise _OvertakenError
    _turn(first, WAITING, COMING, moved_up_at=timezone.now())
    if first.person is not None:  # a guest has no page of their own
        path = reverse("activities:occurrence", args=[place.slug, occurrence.code])
        tell(place, to=first.person, kind="activities", sentence=TOLD, path=path)


def _turn(row: SignUp, was: str, becomes: str, **also: datetime | None) -> None:
    """Change one row, only if it still is as we saw it."""
    seen = SignUp.everywhere.filter(pk=row.pk, state=was)  # everywhere: a row in our hands
    if not seen.update(state=becomes, **also):
        raise _OvertakenError
    row.state = becomes
    for name, value in also.items():
        setattr(row, name, value)


def _coming_days(place: Place, series: Series) -> list[Occurrence]:
    days = Occurrence.objects.within(place).filter(series=series, cancelled_at=None)
    return list(days.filter(starts__gt=timezone.now()).order_by("starts", "pk"))
