"""Going to an institution together: asked, agreed to, said, and what came of it (K5B, K5C).

Nothing about a resident is written down before their yes, and they read all of it. In the journal
these lines carry no name: of going along nothing stays behind on a person (K1B).
"""

from datetime import date, datetime
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid4, uuid5

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from sleutelbos.commons.journal.commands import forget_readings, note_unnamed, trace_reading
from sleutelbos.commons.notices.commands import tell
from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.models import Consent
from sleutelbos.commons.places.queries import agreed, neighbour
from sleutelbos.kit.refused import NotFound, Refused, allow

from . import queries_map
from .models import Ask, Going, Institution, Kind, Line
from .permissions import may_ask, may_be_along, may_go_along

LONGEST = 600  # letters of one line
THING = gettext_noop("wat jij schreef voor samen op pad")
WAITS = gettext_noop("Er wacht een vraag op jou.")
NEWS = gettext_noop("Er is iets nieuws voor jou.")


def wording(kind: str, institution: Institution, *, alone: bool = False) -> str:
    """The sentence somebody says yes to, in the language they read now. Names no person."""
    where = {"where": institution.name}
    if kind == Kind.CONSULT:
        return _(
            "%(where)s mag met de kamer over mij praten. Een buur schrijft op wat er gezegd is. "
            "Ik lees alles. Stoppen mag altijd."
        ) % where  # fmt: skip
    if alone:
        return _("Ik ga naar %(where)s. Alleen ik lees wat hier staat.") % where
    return _(
        "Ik ga samen met een buur naar %(where)s. Die buur mag lezen wat hier staat. "
        "Stoppen mag altijd."
    ) % where  # fmt: skip


@transaction.atomic
def ask(actor: Actor, *, resident: str, institution: str, kind: str) -> Ask:
    """Ask a resident for a yes: to go along, or to talk with an institution about them.

    `resident` and `institution` are codes. Not a word about the resident is written. Asking the
    same again is once. Refused for somebody who is not here or cannot be found and for an
    institution that is not on the map (`not-found`), and for oneself (`is-you`). The resident is
    told that a question waits.
    """
    allow(may_ask(actor))
    person, there = neighbour(actor.place, resident), _on_map(actor, institution)
    if person is None:
        raise NotFound
    if person == actor.person:
        raise Refused("is-you", _("Dit ben jij zelf. Kies een andere buur."))
    here = Ask.objects.within(actor.place)
    same = {"kind": Kind(kind), "institution": there, "resident": person}
    if done := here.filter(**same).first():
        return done
    try:
        with transaction.atomic():
            asked = Ask.everywhere.create(  # everywhere: writing, not looking
                place=actor.place, asker=actor.someone, asked_at=timezone.now(), **same
            )
    except IntegrityError:  # somebody else asked at the same moment
        return here.get(**same)
    tell(actor.place, to=person, kind="going", sentence=WAITS, path=_page("asked", actor, asked))
    return asked


@transaction.atomic
def agree(actor: Actor, *, code: str) -> Going:
    """The resident says yes to what was asked; only now there is something to write in.

    Who asked goes along, or speaks for the room. What was asked goes; what comes of it carries its
    code as `once`, so a yes that is sent twice is one yes (R5). Refused when nobody asked this
    (`not-found`).
    """
    once = uuid5(NAMESPACE_OID, f"referral.ask:{code}")
    said = Going.objects.within(actor.place).filter(once=once, resident=actor.someone)
    if done := said.first():
        return done
    asked = _asked(actor, code)
    now = timezone.now()
    going = Going.everywhere.create(  # everywhere: writing, not looking
        place=actor.place, once=once, kind=asked.kind, institution=asked.institution,
        resident=asked.resident, companion=asked.asker, comes_at=now, agreed_at=now,
        wording=wording(asked.kind, asked.institution), language=_language(),
    )  # fmt: skip
    tell(
        actor.place, to=asked.asker, kind="going", sentence=NEWS, path=_page("going", actor, going)
    )
    asked.delete()
    note_unnamed(actor, "referral.agreed", going)
    return going


@transaction.atomic
def decline(actor: Actor, *, code: str) -> None:
    """The resident says no; nothing of it stays, and who asked is not told."""
    _asked(actor, code).delete()


def _asked(actor: Actor, code: str) -> Ask:
    rows = Ask.objects.within(actor.place).select_for_update()
    found = rows.filter(code=code, resident=actor.someone).first() if code.isascii() else None
    if not isinstance(found, Ask):
        raise NotFound
    return found


@transaction.atomic
def go(
    actor: Actor, *, once: UUID, institution: str, companion: str = "", goes_on: date | None = None,
    about: str = "",
) -> Going:  # fmt: skip
    """A resident goes to an institution, with a neighbour who may be asked, or alone.

    `companion` is the code of somebody who said yes to being asked; `about` own words, locked. The
    same `once` is one (R5). Refused when the institution is not on the map (`no-institution`), the
    neighbour cannot be asked (`cannot-be-asked`) or the words are too long (`too-long`).
    """
    allow(may_go_along(actor))
    if done := Going.everywhere.filter(once=once).first():  # an id is unique in every room
        if done.resident_id != actor.someone.pk or done.place_id != actor.place.pk:
            raise NotFound
        return done
    there = queries_map.find_on_map(actor.place, institution)
    if there is None:
        raise Refused("no-institution", _("Kies waar jullie heen gaan."), field="institution")
    with_whom = _companion(actor, companion) if companion else None
    _refuse_long(about)
    going = Going.everywhere.create(  # everywhere: writing, not looking
        place=actor.place, once=once, kind=Kind.GO, institution=there, resident=actor.someone,
        companion=with_whom, goes_on=goes_on, agreed_at=timezone.now(), language=_language(),
        wording=wording(Kind.GO, there, alone=with_whom is None),
    )  # fmt: skip
    if about.strip():
        _write(going, actor, what=Line.What.ABOUT, text=about, once=uuid4())
    if with_whom:
        path = _page("going", actor, going)
        tell(actor.place, to=with_whom, kind="going", sentence=WAITS, path=path)
    note_unnamed(actor, "referral.goes", going)
    return going


def _companion(actor: Actor, code: str) -> Person:
    found = neighbour(actor.place, code)
    if (
        found is None
        or found == actor.person
        or found.pk not in agreed(actor.place, Consent.Purpose.GO_ALONG)
    ):
        raise Refused(
            "cannot-be-asked", _("Deze buur kan nu niet mee. Kies een ander."), field="companion"
        )
    return found


@transaction.atomic
def come_along(actor: Actor, *, code: str) -> Going:
    """The neighbour who was asked goes along. Twice is once."""
    going = _mine(actor, code, as_companion=True)
    if going.comes_at is None:
        going.comes_at = timezone.now()
        going.save(update_fields=["comes_at"])
        path = _page("going", actor, going)
        tell(actor.place, to=going.resident, kind="going", sentence=NEWS, path=path)
    return going


@transaction.atomic
def stay_home(actor: Actor, *, code: str) -> None:
    """The neighbour cannot come, or cannot come any more: from now on they read nothing."""
    going = _mine(actor, code, as_companion=True)
    going.companion, going.comes_at = None, None
    going.save(update_fields=["companion", "comes_at"])
    path = _page("going", actor, going)
    tell(actor.place, to=going.resident, kind="going", sentence=NEWS, path=path)


@transaction.atomic
def say(actor: Actor, *, code: str, once: UUID, text: str) -> Line:
    """Write down what was said, by the resident or by who goes along. The other is told.

    The same `once` is one line (R5). Refused when it is over (`is-over`), says nothing
    (`says-nothing`), is too long (`too-long`), or before who goes along said yes (`not-yet`).
    """
    return _add(actor, code=code, once=once, text=text, what=Line.What.SAID)


@transaction.atomic
def finish(actor: Actor, *, code: str, once: UUID, text: str) -> Going:
    """It is done, with what came of it, in own words. Refused as `say`."""
    line = _add(actor, code=code, once=once, text=text, what=Line.What.OUTCOME)
    Going.objects.within(actor.place).filter(pk=line.going_id, ended_at=None).update(
        ended_at=timezone.now()
    )
    note_unnamed(actor, "referral.finished", line.going)
    return Going.objects.within(actor.place).get(pk=line.going_id)


def _add(actor: Actor, *, code: str, once: UUID, text: str, what: str) -> Line:
    going = _mine(actor, code)
    if done := Line.objects.within(actor.place).filter(once=once, going=going).first():
        return done
    if not going.is_open:
        raise Refused("is-over", _("Dit is klaar. Er komt niets meer bij."))
    if going.companion_id == actor.someone.pk and going.comes_at is None:
        raise Refused("not-yet", _("Zeg eerst dat je meegaat."))
    if not text.strip():
        raise Refused("says-nothing", _("Schrijf een paar woorden."), field="text")
    _refuse_long(text)
    line = _write(going, actor, what=what, text=text, once=once)
    other = going.companion if going.resident_id == actor.someone.pk else going.resident
    if other:
        path = _page("going", actor, going)
        tell(actor.place, to=other, kind="going", sentence=NEWS, path=path)
    return line


def _write(going: Going, actor: Actor, *, what: str, text: str, once: UUID) -> Line:
    return Line.everywhere.create(  # everywhere: writing, not looking
        going=going, once=once, what=what, person=actor.someone, text=text.strip(),
        said_at=timezone.now(),
    )  # fmt: skip


def _refuse_long(text: str) -> None:
    if len(text) > LONGEST:
        raise Refused("too-long", _("Dit is te lang. Maak het korter."))


@transaction.atomic
def read(actor: Actor, *, code: str) -> list[Line]:
    """Everything that stands there, oldest first; who goes along leaves a trace (R26).

    Refused for everybody else and after the yes was taken back (`not-found`).
    """
    going = _mine(actor, code)
    trace_reading(actor, owner=going.resident, thing=THING, about=going)
    lines = Line.objects.within(actor.place).filter(going=going).select_related("person")
    return list(lines.order_by("said_at", "pk"))


@transaction.atomic
def withdraw(actor: Actor, *, code: str) -> Going:
    """The resident takes the yes back: it is over, and nobody else reads it any more, at once."""
    going = _mine(actor, code, as_resident=True)
    if going.withdrawn_at is None:
        going.withdrawn_at = timezone.now()
        going.ended_at = going.ended_at or going.withdrawn_at
        going.save(update_fields=["withdrawn_at", "ended_at"])
        note_unnamed(actor, "referral.withdrawn", going)
    return going


@transaction.atomic
def wipe(actor: Actor, *, code: str) -> None:
    """The resident wipes it: every word, and who read it."""
    _gone(_mine(actor, code, as_resident=True))


def _gone(going: Going) -> None:
    forget_readings(going)
    going.delete()


def forget_asks(*, before: datetime) -> int:
    """Throw away what was asked before this moment and never answered. For the clock."""
    return Ask.everywhere.filter(asked_at__lt=before).delete()[0]  # every room: the clock


@transaction.atomic
def forget_goings(*, ended_before: datetime, begun_before: datetime) -> int:
    """Throw away what was done, or lay still, long enough (P2). For the clock; how many went."""
    rows: Any = Going.everywhere.filter(ended_at__lt=ended_before)  # every room: the clock
    rows |= Going.everywhere.filter(agreed_at__lt=begun_before)  # every room: the clock
    found = list(rows)
    for going in found:
        _gone(going)
    return len(found)


def _mine(
    actor: Actor, code: str, *, as_companion: bool = False, as_resident: bool = False
) -> Going:
    """The row, for the resident, and for who goes along as long as the yes stands."""
    allow(may_be_along(actor))
    rows = Going.objects.within(actor.place).select_for_update(of=("self",))
    found = rows.filter(code=code).first() if code.isascii() else None
    me = actor.someone.pk
    if not isinstance(found, Going):
        raise NotFound
    if found.resident_id == me and not as_companion:
        return found
    if found.companion_id == me and found.withdrawn_at is None and not as_resident:
        return found
    raise NotFound


def _on_map(actor: Actor, code: str) -> Institution:
    found = queries_map.find_on_map(actor.place, code)
    if found is None:
        raise NotFound
    return found


def _language() -> str:
    return (get_language() or "nl")[:5]


def _page(name: str, actor: Actor, row: Ask | Going) -> str:
    where = {"place_slug": actor.place.slug, "code": row.code}
    return reverse(f"referral:{name}", kwargs=where)
