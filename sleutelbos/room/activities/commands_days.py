"""Begin something now, plan it, change one time, cancel it, stand in (K2C, K2E)."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from sleutelbos.commons.journal.commands import note
from sleutelbos.commons.notices.commands import tell
from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.models import Place
from sleutelbos.commons.places.queries import residents
from sleutelbos.kit.refused import Refused, allow

from .commands_ideas import clean_title, new_activity
from .commands_recordings import keep_recording
from .commands_series import Limit, Plan, fill, fit, new_series
from .models import Activity, Occurrence, Puller, SignUp
from .permissions import leads, may_pull, pulls

TOLD = gettext_noop("Er is iets veranderd. Kijk je even?")
LATE = timedelta(minutes=10)  # a time this short ago still counts as now


@transaction.atomic
def begin(
    actor: Actor, *, title: str, picto: str, starts: datetime | None = None,
    ends: datetime | None = None, minutes: int = 120, weekly: bool = False,
    limit: Limit | None = None, once: UUID | None = None, sound: bytes | None = None,
) -> Occurrence:  # fmt: skip
    """Begin something: I pull it, and it stands on the door. Without `starts` it is now (K2E).

    Nobody approves it and it books nothing: the room stays open to everybody (K2B). `weekly` makes
    it come back every week on that weekday and clock time. `sound`: the bytes of a recording. The
    same `once` twice is one. Refused: `no-title`, `no-picto`, `time-past`, `how-long`,
    `limit-without-reason`, and as `keep_recording`. Noted.
    """
    allow(may_pull(actor))
    if once and (found := _made_before(actor.place, once)):
        return found
    activity = new_activity(actor, title=title, picto=picto)
    keep_recording(actor, activity=activity, sound=sound)
    # idea and pull in one breath; `take_down` knows it by the same moment
    activity.pulled_at = activity.thought_of_at
    Puller.everywhere.create(  # everywhere: writing, not looking
        activity=activity, person=actor.someone, since=activity.pulled_at
    )
    activity.save(update_fields=["pulled_at"])
    return plan(
        actor, activity=activity, starts=starts, ends=ends, minutes=minutes, weekly=weekly,
        limit=limit, once=once,
    )  # fmt: skip


@transaction.atomic
def plan(
    actor: Actor, *, activity: Activity, title: str = "", starts: datetime | None = None,
    ends: datetime | None = None, minutes: int = 120, weekly: bool = False,
    limit: Limit | None = None, once: UUID | None = None,
) -> Occurrence:  # fmt: skip
    """Choose a day for something I pull. Without `starts` it is now.

    An idea or something at rest is first picked up by a resident: refused without (`no-puller`).
    Refused further as `begin`. Noted in the journal.
    """
    allow(may_pull(actor))
    activity = Activity.objects.within(actor.place).select_for_update().get(pk=activity.pk)
    if not activity.is_pulled:
        raise Refused("no-puller", _("Eerst pakt iemand dit op. Doe jij het?"))
    allow(pulls(actor, activity))
    if once and (found := _made_before(actor.place, once)):
        return found
    now = timezone.now()
    starts = (starts or now).replace(second=0, microsecond=0)
    minutes = int((ends - starts).total_seconds()) // 60 if ends else minutes
    _refuse_past(starts, now)
    _refuse_length(minutes)
    limit = limit or Limit()
    limit.refuse_if_strange()
    if title and (title := clean_title(title)) != activity.title:
        activity.title = title
        activity.save(update_fields=["title"])
    try:
        with transaction.atomic():
            row = _write(actor, activity, starts, minutes, limit, weekly, once)
    except IntegrityError:
        raise Refused("try-again", _("Probeer het nog een keer.")) from None
    note(actor, "activities.begun", row)
    return row


def _write(
    actor: Actor, activity: Activity, starts: datetime, minutes: int, limit: Limit, weekly: bool,
    once: UUID | None,
) -> Occurrence:  # fmt: skip
    row = Occurrence(
        place=actor.place, activity=activity, title=activity.title, starts=starts, once=once,
        ends=starts + timedelta(minutes=minutes), changed_at=timezone.now(), **limit.fields(),
    )  # fmt: skip
    if weekly:
        local = timezone.localtime(starts)
        shape = Plan(activity.title, local.date(), local.time(), minutes, limit)
        row.series = new_series(activity, shape, filled_until=local.date())
        row.original_day = local.date()
    row.save(force_insert=True)
    if row.series_id:
        fill(row.series_id, today=timezone.localdate())
    return row


def _made_before(place: Place, once: UUID) -> Occurrence | None:
    found = Occurrence.objects.within(place).filter(once=once).select_related("activity").first()
    return found


def _refuse_past(starts: datetime, now: datetime) -> None:
    """Refused: `time-past`."""
    if starts < now - LATE:
        raise Refused(
            "time-past", _("Deze tijd is al voorbij. Kies een latere tijd."), field="clock"
        )


def _refuse_length(minutes: int) -> None:
    """Refused: `how-long`."""
    if not 15 <= minutes <= 720:
        raise Refused("how-long", _("Kies een kwartier of meer, tot 12 uur."), field="minutes")


@transaction.atomic
def take_down(actor: Actor, *, occurrence: Occurrence) -> None:
    """Undo *Zet op de deur*. While nobody said that they come it leaves no trace; else it is off.

    What hung there before (an idea that was picked up) stays. Noted in the journal.
    """
    allow(leads(actor, occurrence))
    activity = (
        Activity.objects.within(actor.place).select_for_update().get(pk=occurrence.activity_id)
    )
    times = Occurrence.objects.within(actor.place).filter(activity=activity)
    if times.filter(sign_ups__isnull=False).exists() or times.filter(attended__gt=0).exists():
        cancel(actor, occurrence=occurrence)
        return
    note(actor, "activities.taken-down", occurrence)
    made_together = activity.pulled_at == activity.thought_of_at
    fresh = activity.wishes.count() == 0 and activity.pulled_by.count() == 1
    if made_together and fresh and _only_of_this(times, occurrence):
        activity.delete()
    elif occurrence.series_id:
        times.filter(series=occurrence.series_id).delete()
        activity.series.filter(pk=occurrence.series_id).delete()
    else:
        times.filter(pk=occurrence.pk).delete()


def _only_of_this(times: object, occurrence: Occurrence) -> bool:
    others = times.exclude(pk=occurrence.pk)  # type: ignore[attr-defined]
    if occurrence.series_id:
        others = others.exclude(series=occurrence.series_id)
    return not others.exists()


@transaction.atomic
def change_one(
    actor: Actor, *, occurrence: Occurrence, title: str, starts: datetime, minutes: int,
    limit: Limit | None = None,
) -> Occurrence:  # fmt: skip
    """Change this one time only: what it is called, when, how long, how many fit.

    In a series it keeps its own time from now on, whatever the series does. Refused: `no-title`,
    `over`, `time-past`, `how-long`, `limit-without-reason`, `more-come`. Noted in the journal.
    """
    allow(leads(actor, occurrence))
    limit = limit or Limit()
    limit.refuse_if_strange()
    now = timezone.now()
    row = _held(actor.place, occurrence)
    starts = starts.replace(second=0, microsecond=0)
    if row.ends <= now:
        raise Refused("over", _("Dit is al voorbij."))
    if starts != row.starts:
        _refuse_past(starts, now)
    _refuse_length(minutes)
    title, ends = clean_title(title), starts + timedelta(minutes=minutes)
    if (row.title, row.starts, row.ends, Limit.of(row)) == (title, starts, ends, limit):
        return row  # the same form once more: calendars have nothing new to fetch (R5)
    row.title, row.starts, row.ends = title, starts, ends
    row.set_apart_at, row.changed_at, row.sequence = now, now, row.sequence + 1
    fit(actor.place, row, limit)
    row.save(update_fields=["title", "starts", "ends", "set_apart_at", "changed_at", "sequence"])
    note(actor, "activities.changed", row)
    return row


@transaction.atomic
def cancel(actor: Actor, *, occurrence: Occurrence) -> Occurrence:
    """This time it is off (in a series: one time skipped). Who would come gets a notice. Noted."""
    allow(leads(actor, occurrence))
    row = _held(actor.place, occurrence)
    if row.cancelled_at is None:
        off = Occurrence.Off.SKIPPED if row.series_id else Occurrence.Off.CANCELLED
        _set_off(row, off)
        note(actor, "activities.cancelled", row)
        coming = SignUp.objects.within(actor.place).filter(occurrence=row).exclude(person=None)
        for sign_up in coming.exclude(state=SignUp.State.GONE).select_related("person"):
            _tell(actor, sign_up.person, row)
    return row


def _tell(actor: Actor, person: Person, row: Occurrence) -> None:
    """Something changed about a time; nobody hears of what they did themselves."""
    if person.pk != (actor.person.pk if actor.person else None):
        path = reverse("activities:occurrence", args=[actor.place.slug, row.code])
        tell(actor.place, to=person, kind="activities", sentence=TOLD, path=path)


@transaction.atomic
def restore(actor: Actor, *, occurrence: Occurrence) -> Occurrence:
    """Undo *gaat niet door*: it is on again, and who would come still comes. Noted.

    What rests is not woken this way: refused while nobody pulls it (`no-puller`).
    """
    allow(leads(actor, occurrence))
    row = _held(actor.place, occurrence)
    if row.off == Occurrence.Off.RESTS:
        raise Refused("no-puller", _("Eerst pakt iemand dit op. Doe jij het?"))
    if row.cancelled_at is not None:
        _set_off(row, "")
        note(actor, "activities.restored", row)
    return row


def _set_off(row: Occurrence, off: str) -> None:
    now = timezone.now()
    row.off, row.cancelled_at = off, now if off else None
    row.sequence, row.changed_at = row.sequence + 1, now
    row.save(update_fields=["off", "cancelled_at", "sequence", "changed_at"])


@transaction.atomic
def ask_stand_in(actor: Actor, *, occurrence: Occurrence, asks: bool = True) -> Occurrence:
    """Say *Ik kan deze keer niet*: the page asks who stands in. Not `asks`: I can after all.

    Saying it twice is once (R5). Noted in the journal.
    """
    allow(leads(actor, occurrence))
    row = _held(actor.place, occurrence)
    if asks == (row.stand_in_asked_at is not None):
        return row
    row.stand_in_asked_at = timezone.now() if asks else None
    row.save(update_fields=["stand_in_asked_at"])
    note(actor, "activities.stand-in-asked", row)
    return row


@transaction.atomic
def stand_in(actor: Actor, *, occurrence: Occurrence, person: Person | None = None) -> Occurrence:
    """Stand in this time, in one move: I do it myself, or who leads it names a resident.

    Refused when nobody asked (`nobody-asked`), somebody else does it already (`has-stand-in`) or
    the person is not a resident here (`only-residents-pull`). Noted in the journal.
    """
    allow(may_pull(actor))
    row = _held(actor.place, occurrence)
    allow(person is None or leads(actor, row))
    who = person or actor.someone
    if person is None and row.stand_in_asked_at is None and row.stand_in_id != who.pk:
        raise Refused("nobody-asked", _("Er is geen invaller nodig."))
    if person and not residents(actor.place).filter(pk=who.pk).exists():
        raise Refused("only-residents-pull", _("Alleen bewoners trekken iets."), field="person")
    if row.stand_in_id and row.stand_in_id != who.pk:
        raise Refused("has-stand-in", _("Een andere buur valt al in."))
    row.stand_in, row.stand_in_asked_at = who, None
    row.save(update_fields=["stand_in", "stand_in_asked_at"])
    note(actor, "activities.stood-in", row)
    pulling = Puller.objects.within(actor.place).filter(activity=row.activity_id, until=None)
    for other in {who, *(puller.person for puller in pulling.select_related("person"))}:
        if other is not None:
            _tell(actor, other, row)
    return row


@transaction.atomic
def not_stand_in(actor: Actor, *, occurrence: Occurrence) -> Occurrence:
    """The stand-in does not do it after all, or is not needed. Noted in the journal."""
    allow(leads(actor, occurrence))
    row = _held(actor.place, occurrence)
    row.stand_in = None
    row.save(update_fields=["stand_in"])
    note(actor, "activities.not-stood-in", row)
    return row


def _held(place: Place, occurrence: Occurrence) -> Occurrence:
    """The row, fetched again within the place and held until the end of the transaction."""
    held: Occurrence = Occurrence.objects.within(place).select_for_update().get(pk=occurrence.pk)
    return held
