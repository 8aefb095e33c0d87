"""Who calls a neighbour we missed, and how it went; and who may be called (K5A).

The journal keeps that a call was made, not by whom: nothing is counted per person or per caller.
"""

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from sleutelbos.commons.journal.commands import note_unnamed, trace_reading
from sleutelbos.commons.notices.commands import tell
from sleutelbos.commons.notices.commands_wishes import phone_number
from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places import commands as places_commands
from sleutelbos.commons.places import queries as places
from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.models import Consent
from sleutelbos.kit.refused import NotFound, Refused, allow

from .models import Call, CallNumber
from .permissions import may_call, may_choose, may_see_day
from .queries_missed import AGAIN, HOLDS, contacts, missed, open_calls

ASKED = gettext_noop("Iemand van de kamer heeft een vraag voor jou.")
NUMBER = gettext_noop("je telefoonnummer om te bellen")  # what the owner reads: „Amina las …“


@transaction.atomic
def take(actor: Actor, *, code: str) -> Call:
    """Ik bel: this neighbour is called by me; of two at once exactly one calls. Twice is once.

    By the team, by who was asked to call, or by a resident who knows this neighbour and agreed to
    call. Only this opens the number that was left for it, and who left it sees that. Raises
    `NotFound` for who may not be called now; refused when somebody else calls or called today
    (`called-already`).
    """
    allow(may_call(actor))
    person = _missed(actor, code)
    if not (may_see_day(actor) or _calls(actor, person) or _knows(actor, person)):
        raise NotFound
    call = _taken(actor, person, caller=actor.someone)
    shut = Call.objects.within(actor.place).filter(pk=call.pk, looked_at=None)
    if shut.update(looked_at=timezone.now()):
        call.refresh_from_db(fields=["looked_at"])
        if CallNumber.objects.within(actor.place).filter(person=person).exists():
            trace_reading(actor, owner=person, thing=NUMBER, about=call)
    return call


@transaction.atomic
def ask_to_call(actor: Actor, *, code: str) -> Call:
    """Vraag … om te bellen: the neighbour who knows this person is asked, with a neutral notice.

    By the team. Refused when nobody who knows them agreed to call (`nobody-calls`), or somebody
    calls or called today (`called-already`). Twice is once. The neighbour sees the number only
    after *Ik bel*, and may put it back without a reason.
    """
    allow(may_see_day(actor))
    person = _missed(actor, code)
    contact = contacts(actor.place, [person]).get(person.pk)
    willing = places.agreed(actor.place, Consent.Purpose.CALL_OTHERS)
    if contact is None or contact.pk not in willing or contact.pk == actor.someone.pk:
        raise Refused("nobody-calls", _("Deze buur belt liever niet. Bel jij?"))
    call = _taken(actor, person, caller=contact)
    path = reverse("day:calls", args=[actor.place.slug])
    tell(actor.place, to=contact, kind="calls", sentence=ASKED, path=path)
    return call


@transaction.atomic
def note_outcome(actor: Actor, *, code: str, outcome: str) -> Call:
    """Gesproken, niet bereikt or wil rust, in one tap; twice is once. By the caller, or by who
    asked the caller. Refused for another word (`no-outcome`). Noted without who."""
    call = _of_mine(actor, code)
    if outcome not in AGAIN or outcome == Call.Outcome.LATER:
        raise Refused("no-outcome", _("Hoe ging het? Kies er een."))
    if call.outcome != outcome:
        call.outcome, call.day = outcome, timezone.localdate()
        call.save(update_fields=["outcome", "day"])
        note_unnamed(actor, "day.called", call)
    return call


@transaction.atomic
def reopen(actor: Actor, *, code: str) -> Call:
    """Undo of the outcome, on the same day; later it stays (`too-late`)."""
    call = _of_mine(actor, code)
    if call.outcome:
        if call.day != timezone.localdate():
            raise Refused("too-late", _("Dit kan alleen op dezelfde dag."))
        call.outcome, call.day, call.taken_at = "", None, timezone.now()
        call.save(update_fields=["outcome", "day", "taken_at"])
    return call


@transaction.atomic
def put_back(actor: Actor, *, code: str) -> None:
    """Liever niet: nobody calls this neighbour now; nothing of it stays. No reason is asked."""
    call = _of_mine(actor, code)
    if not call.outcome:
        call.delete()


@transaction.atomic
def put_off(actor: Actor, *, code: str) -> None:
    """Morgen: nobody calls this neighbour today; from tomorrow on they may be missed again.

    By the team, and not kept by whom. Their place on the list of today stays empty: the list is not
    made longer by it. Twice is once. Raises `NotFound` for who may not be called now; refused when
    somebody calls or called today (`called-already`). Noted without who.
    """
    allow(may_see_day(actor))
    person, today = _missed(actor, code), timezone.localdate()
    here = Call.objects.within(actor.place).filter(person=person)
    if here.filter(outcome="later", day=today).exists():
        return
    if here.filter(day=today).exists() or person.pk in open_calls(actor.place, timezone.now()):
        raise _called_already()
    try:
        with transaction.atomic():
            call = Call.everywhere.create(  # everywhere: writing, not looking
                place=actor.place, person=person, taken_at=timezone.now(), outcome="later",
                day=today,
            )  # fmt: skip
    except IntegrityError:  # two of the team at once: it stands
        return
    note_unnamed(actor, "day.put-off", call)


@transaction.atomic
def today_after_all(actor: Actor, *, code: str) -> None:
    """Undo of *Morgen*, on the same day. By the team; twice is once; nothing of it stays."""
    allow(may_see_day(actor))
    rows = Call.objects.within(actor.place).filter(outcome="later", day=timezone.localdate())
    if call := rows.filter(person__code=code).first():
        call.delete()


@transaction.atomic
def choose(actor: Actor, *, called: bool, calls: bool, phone: str) -> None:
    """Say whether I may be called, on which number, and whether I want to call others (P2).

    A number is kept only with the yes to be called, and goes with it; who calls already presses
    *Ik bel* again before they see another one. Refused `no-number`.
    """
    allow(may_choose(actor))
    number = phone_number(phone) if called else ""
    for yes, purpose in (
        (called, Consent.Purpose.BE_CALLED), (calls, Consent.Purpose.CALL_OTHERS),
    ):  # fmt: skip
        if yes:
            places_commands.say_yes(actor, purpose)
        else:
            places_commands.take_back(actor, purpose)
    numbers = CallNumber.objects.within(actor.place).filter(person=actor.someone)
    if number and not numbers.filter(phone=number).exists():
        open_calls = Call.objects.within(actor.place).filter(person=actor.someone, outcome="")
        open_calls.update(looked_at=None)
        CallNumber.everywhere.update_or_create(  # everywhere: writing, not looking
            place=actor.place, person=actor.someone, defaults={"phone": number}
        )
    elif not number:
        numbers.delete()


def _missed(actor: Actor, code: str) -> Person:
    for one in missed(actor.place, timezone.now()):
        if one.person.code == code and one.person.pk != actor.someone.pk:
            return one.person
    raise NotFound


def _knows(actor: Actor, person: Person) -> bool:
    if actor.someone.pk not in places.agreed(actor.place, Consent.Purpose.CALL_OTHERS):
        return False
    return contacts(actor.place, [person]).get(person.pk) == actor.someone


def _calls(actor: Actor, person: Person) -> bool:
    rows = Call.objects.within(actor.place).filter(person=person, caller=actor.someone)
    return rows.filter(outcome="", taken_at__gt=timezone.now() - HOLDS).exists()


def _taken(actor: Actor, person: Person, *, caller: Person) -> Call:
    """The open call to this person; the constraint lets one in when two press at once."""
    now = timezone.now()
    here = Call.objects.within(actor.place).filter(person=person)
    here.filter(outcome="", taken_at__lte=now - HOLDS).delete()
    here.filter(outcome="later").delete()  # somebody calls today after all
    if not here.filter(day=timezone.localdate(now)).exists():
        try:
            with transaction.atomic():
                call: Call = Call.everywhere.create(  # everywhere: writing, not looking
                    place=actor.place, person=person, caller=caller, taken_at=now,
                    asked_by=actor.someone if caller != actor.someone else None,
                )  # fmt: skip
            return call
        except IntegrityError:
            found: Call | None = here.filter(outcome="", caller=caller).first()
            if found is not None:
                return found
    raise _called_already()


def _called_already() -> Refused:
    return Refused("called-already", _("Een buur belt al. Dank je wel!"))


def _of_mine(actor: Actor, code: str) -> Call:
    allow(may_call(actor))
    rows = Call.objects.within(actor.place).select_for_update().filter(code=code)
    found: Call | None = rows.first()
    if found is None or actor.someone.pk not in {found.caller_id, found.asked_by_id}:
        raise NotFound
    if found.person_id not in places.agreed(actor.place, Consent.Purpose.BE_CALLED):
        raise NotFound  # taken back: gone at once
    return found
