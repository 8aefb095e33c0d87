"""Going to an institution together: gone, said, and what came of it (K5B, K5C). Asking for a yes
stands in `commands_asks`.

Nothing about a resident is written down before their yes, and they read all of it. In the journal
these lines carry no name: of going along nothing stays behind on a person (K1B).
"""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from sleutelbos.commons.journal.commands import forget_readings, note_unnamed, trace_reading
from sleutelbos.commons.notices.commands import forget_path, tell
from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.models import Consent, Place
from sleutelbos.commons.places.queries import agreed, neighbour
from sleutelbos.kit.leaving import ends_with_role
from sleutelbos.kit.refused import NotFound, Refused, allow
from sleutelbos.kit.words import language_now

from . import queries_map
from .models import Ask, Going, Kind, Line
from .models_together import LONGEST
from .permissions import may_be_along, may_go_along
from .queries_together import past_limit

THING = gettext_noop("wat jij schreef voor samen op pad")
WAITS = gettext_noop("Er wacht een vraag op jou.")
NEWS = gettext_noop("Er is iets nieuws voor jou.")


def wording_to_go(*, alone: bool) -> str:
    """What a resident who goes says yes to, as the page says it before they press."""
    if alone:
        return _("Ik ga alleen. Alleen ik lees wat hier staat.")
    return _("Ik ga samen met een buur. Die buur mag lezen wat hier staat. Stoppen mag altijd.")


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
    if done := _gone_before(actor, once):
        return done
    there = queries_map.find_on_map(actor.place, institution)
    if there is None:
        raise Refused("no-institution", _("Kies waar jullie heen gaan."), field="institution")
    with_whom = _companion(actor, companion) if companion else None
    _refuse_long(about)
    try:
        with transaction.atomic():
            going = Going.everywhere.create(  # everywhere: writing, not looking
                place=actor.place, once=once, kind=Kind.GO, institution=there,
                resident=actor.someone, companion=with_whom, goes_on=goes_on,
                agreed_at=timezone.now(), language=language_now(),
                wording=wording_to_go(alone=with_whom is None),
            )  # fmt: skip
    except IntegrityError:  # the same form, at the same moment
        if done := _gone_before(actor, once):
            return done
        raise
    if about.strip():
        _write(going, actor, what=Line.What.ABOUT, text=about, once=uuid4())
    if with_whom:
        tell_it_waits(going.place, with_whom, page_of("going", going))
    note_unnamed(actor, "referral.goes", going)
    return going


def _gone_before(actor: Actor, once: UUID) -> Going | None:
    done = Going.everywhere.filter(once=once).first()  # an id is unique in every room
    if done and (done.resident_id != actor.someone.pk or done.place_id != actor.place.pk):
        raise NotFound
    return done


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
        tell_news(going, going.resident)
    return going


@transaction.atomic
def stay_home(actor: Actor, *, code: str) -> None:
    """The neighbour cannot come, or cannot come any more: from now on they read nothing."""
    going = _mine(actor, code, as_companion=True)
    _goes_without(going)


@ends_with_role
def end_in(person: Person, place: Place) -> None:
    """Who does not come here any more lets nobody here read: they could not stop it themselves any
    more (R41). With whom they went along hears that there is something. 2 queries, and a few for
    each neighbour they went along with."""
    now, here = timezone.now(), Going.objects.within(place)
    here.filter(resident=person, withdrawn_at=None).update(
        withdrawn_at=now, ended_at=Coalesce("ended_at", now)
    )
    along = here.filter(companion=person, withdrawn_at=None)
    for going in along.select_related("place", "resident").select_for_update(of=("self",)):
        _goes_without(going)


def _goes_without(going: Going) -> None:
    going.companion, going.comes_at = None, None
    going.save(update_fields=["companion", "comes_at"])
    tell_news(going, going.resident)


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


@transaction.atomic
def reopen(actor: Actor, *, code: str) -> Going:
    """Undo of `finish`: it goes on. What was written stays, as something that was said.

    Twice is once. Refused after the yes was taken back (`not-found` for who goes along, else
    `is-over`), and before who goes along said yes (`not-yet`).
    """
    going = _mine(actor, code)
    if going.withdrawn_at:
        raise Refused("is-over", _("Dit is klaar. Er komt niets meer bij."))
    _refuse_not_yet(going, actor)
    if not going.is_open:
        going.ended_at = None
        going.save(update_fields=["ended_at"])
        going.lines.filter(what=Line.What.OUTCOME).update(what=Line.What.SAID)
        _tell_other(going, actor)
        note_unnamed(actor, "referral.reopened", going)
    return going


def _add(actor: Actor, *, code: str, once: UUID, text: str, what: str) -> Line:
    going = _mine(actor, code)
    if done := Line.objects.within(actor.place).filter(once=once, going=going).first():
        return done
    if not going.is_open:
        raise Refused("is-over", _("Dit is klaar. Er komt niets meer bij."))
    _refuse_not_yet(going, actor)
    if not text.strip():
        raise Refused("says-nothing", _("Schrijf een paar woorden."), field="text")
    _refuse_long(text)
    line = _write(going, actor, what=what, text=text, once=once)
    _tell_other(going, actor)
    return line


def _refuse_not_yet(going: Going, actor: Actor) -> None:
    if going.companion_id == actor.someone.pk and going.comes_at is None:
        raise Refused("not-yet", _("Zeg eerst dat je meegaat."))


def _tell_other(going: Going, actor: Actor) -> None:
    """The one on the other side hears that there is something; not of who cannot be found."""
    if going.resident_id != actor.someone.pk:
        tell_news(going, going.resident)
    elif going.companion and not going.resident.is_hidden:
        tell_news(going, going.companion)


def tell_news(going: Going, to: Person) -> None:
    """Somebody hears that there is something about a going, never what (T11)."""
    tell(going.place, to=to, kind="going", sentence=NEWS, path=page_of("going", going))


def tell_it_waits(place: Place, to: Person, path: str) -> None:
    """Somebody hears that a question about going along waits for them (T11)."""
    tell(place, to=to, kind="going", sentence=WAITS, path=path)


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

    Refused for everybody else and after the yes was taken back (`not-found`), and before who goes
    along said yes to that (`not-yet`): until then they know where to and with whom, and no word.
    """
    going = _mine(actor, code)
    _refuse_not_yet(going, actor)
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
    forget_path(going.place, page_of("going", going))
    forget_readings(going)
    going.delete()


@transaction.atomic
def forget_goings(*, ended_before: datetime, still_since: datetime) -> int:
    """Throw away what was done, or lay still, long enough (P2). For the clock; how many went."""
    rows = Going.everywhere.filter(past_limit(ended_before, still_since))  # every room: the clock
    found = list(rows.select_related("place"))
    for going in found:
        _gone(going)
    return len(found)


def _mine(
    actor: Actor, code: str, *, as_companion: bool = False, as_resident: bool = False
) -> Going:
    """The row, for the resident, and for who goes along as long as the yes stands and the resident
    can be found (R32)."""
    allow(may_be_along(actor))
    rows = Going.objects.within(actor.place).select_for_update(of=("self",))
    rows = rows.select_related("place", "resident", "companion")
    found = rows.filter(code=code).first() if code.isascii() else None
    me = actor.someone.pk
    if not isinstance(found, Going):
        raise NotFound
    if found.resident_id == me and not as_companion:
        return found
    readable = found.withdrawn_at is None and not found.resident.is_hidden
    if found.companion_id == me and readable and not as_resident:
        return found
    raise NotFound


def page_of(name: str, row: Ask | Going) -> str:
    """The address of the page of something that is asked, or of a going."""
    where = {"place_slug": row.place.slug, "code": row.code}
    return reverse(f"referral:{name}", kwargs=where)
