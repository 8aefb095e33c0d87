"""Ideas, who pulls them, who would like to join, and what rests (K2A, K2C)."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from sleutelbos.commons.journal.commands import note
from sleutelbos.commons.notices.commands import tell
from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.models import Place, Role
from sleutelbos.commons.places.queries import residents
from sleutelbos.kit.pictos import NAMES
from sleutelbos.kit.refused import Refused, allow

from .commands_recordings import keep_recording
from .commands_series import fill
from .models import Activity, Occurrence, Puller, PullerInvite, Series, Wish
from .permissions import may_have_idea, may_pull, pulls

ASKED = gettext_noop("Een buur wil iets van je horen.")
RESIDENT = ("resident", "host", "key-holder")


@transaction.atomic
def have_idea(
    actor: Actor, *, title: str, picto: str, about: str = "", once: UUID | None = None,
    sound: bytes | None = None,
) -> Activity:  # fmt: skip
    """Hang up an idea. Whoever has it need not do it; it waits for somebody who pulls.

    `sound`: the bytes of a recording. The same `once` twice is one idea. Refused: `no-title`,
    `no-picto`, and as `keep_recording`. Noted in the journal.
    """
    allow(may_have_idea(actor))
    if once and (found := Activity.objects.within(actor.place).filter(once=once).first()):
        return found
    activity = new_activity(actor, title=title, picto=picto, about=about, once=once)
    keep_recording(actor, activity=activity, sound=sound)
    note(actor, "activities.thought-of", activity)
    return activity


def new_activity(
    actor: Actor, *, title: str, picto: str, about: str = "", once: UUID | None = None
) -> Activity:
    """Write an activity down. Refused: `no-title`, `no-picto`, `try-again` (a used `once`)."""
    title = clean_title(title)
    if picto not in NAMES:
        raise Refused("no-picto", _("Kies een plaatje."), field="picto")
    try:
        with transaction.atomic():
            return Activity.everywhere.create(  # everywhere: writing, not looking
                place=actor.place, title=title, picto=picto, about=about.strip(),
                idea_by=actor.person, thought_of_at=timezone.now(), once=once,
            )  # fmt: skip
    except IntegrityError:
        raise Refused("try-again", _("Probeer het nog een keer.")) from None


def clean_title(title: str) -> str:
    """A title as it stands on the door. Refused when it is empty (`no-title`)."""
    title = " ".join(title.split())
    if not title:
        raise Refused(
            "no-title", _("Hoe heet het? Schrijf of zeg een paar woorden."), field="title"
        )
    return title[:80]


@transaction.atomic
def describe(
    actor: Actor, *, activity: Activity, about: str, contribution_cents: int = 0,
    costs_cents: int = 0, costs_about: str = "",
) -> Activity:  # fmt: skip
    """Say more about it, and what it costs a person. All amounts in euro cents (K2A).

    A contribution pays for costs and nothing else. Refused when it is more than the costs
    (`more-than-costs`) and when costs do not say what for (`costs-for-what`).
    """
    allow(pulls(actor, activity))
    if contribution_cents > costs_cents:
        raise Refused(
            "more-than-costs",
            _("Vraag niet meer dan het kost. Wij verdienen er niets aan."),
            field="contribution",
        )
    if costs_cents and not costs_about.strip():
        raise Refused("costs-for-what", _("Waar is het geld voor?"), field="costs_about")
    activity = _held(actor.place, activity)
    activity.about = about.strip()
    activity.contribution_cents, activity.costs_cents = contribution_cents, costs_cents
    activity.costs_about = costs_about.strip()
    activity.save(update_fields=["about", "contribution_cents", "costs_cents", "costs_about"])
    note(actor, "activities.described", activity)
    return activity


@transaction.atomic
def pull(actor: Actor, *, activity: Activity) -> Puller:
    """Put my energy in it: from now I pull this (K2C). NL: *Ik pak dit op*.

    What rested wakes up: the times still to come are on again. Pulling twice is once. Refused
    when it has ended (`ended`). Noted in the journal.
    """
    allow(may_pull(actor))
    now = timezone.now()
    activity = _held(actor.place, activity)
    if activity.ended_at:
        raise Refused("ended", _("Dit is klaar. Begin gerust iets nieuws."))
    open_rows = Puller.objects.within(actor.place).filter(activity=activity, until=None)
    if mine := open_rows.filter(person=actor.someone).first():
        return mine
    puller = Puller.everywhere.create(  # everywhere: writing, not looking
        activity=activity, person=actor.someone, since=now, rested_before=activity.rested_at
    )
    rested = activity.rested_at
    activity.pulled_at, activity.rested_at = activity.pulled_at or now, None
    activity.save(update_fields=["pulled_at", "rested_at"])
    if rested:
        _wake(actor.place, activity, now)
    note(actor, "activities.pulled", activity)
    return puller


def _wake(place: Place, activity: Activity, now: datetime) -> None:
    asleep = Occurrence.objects.within(place).filter(activity=activity, off=Occurrence.Off.RESTS)
    for row in asleep.filter(starts__gt=now).select_for_update():
        row.off, row.cancelled_at = "", None
        _changed(row, now)
    today = timezone.localdate(now)
    going_on = Series.objects.within(place).filter(activity=activity)
    for pk in going_on.order_by("pk").values_list("pk", flat=True):
        fill(pk, today=today)


def _changed(row: Occurrence, now: datetime) -> None:
    row.sequence, row.changed_at = row.sequence + 1, now
    row.save(update_fields=["off", "cancelled_at", "sequence", "changed_at"])


@transaction.atomic
def stop_pulling(actor: Actor, *, activity: Activity) -> Activity:
    """Pull no longer. When nobody is left it goes to rest by itself, and says so (K2C).

    The times still to come are off while it rests; they are kept. If nothing was planned since it
    was picked up, it is as it was before: an idea, or resting since long. Noted in the journal.
    """
    allow(may_pull(actor))
    pulled = Puller.objects.within(actor.place).filter(activity=activity)
    allow(pulled.filter(person=actor.someone).exists())
    activity = _held(actor.place, activity)
    rows = pulled.filter(until=None)
    mine = rows.filter(person=actor.someone).first()
    if mine is None:
        return activity  # let go before, perhaps by a second tap (R5)
    mine.until = timezone.now()
    mine.save(update_fields=["until"])
    note(actor, "activities.let-go", activity)
    if not rows.exists():
        _rest(actor.place, activity, last=mine)
    return activity


def _rest(place: Place, activity: Activity, *, last: Puller | None) -> None:
    """Put an activity that is held to rest."""
    now = timezone.now()
    times = Occurrence.objects.within(place).filter(activity=activity)
    since = last.since if last else activity.pulled_at
    happened = times.filter(cancelled_at=None, starts__gte=since, starts__lte=now).exists()
    if last and last.rested_before and not happened:
        activity.rested_at = last.rested_before
    elif last and not times.exists():
        activity.pulled_at = None  # nothing came of it: it is an idea again
    else:
        activity.rested_at = now
    activity.save(update_fields=["rested_at", "pulled_at"])
    for row in times.filter(cancelled_at=None, starts__gt=now).select_for_update():
        row.off, row.cancelled_at = Occurrence.Off.RESTS, now
        _changed(row, now)


@transaction.atomic
def rest_unpulled(*, now: datetime | None = None) -> int:
    """Put to rest what no resident pulls any more; returns how many. Done every night (K2C).

    Somebody may have moved away or had themselves erased without saying *ik stop*.
    """
    now = now or timezone.now()
    live = Role.objects.filter(
        person=OuterRef("person"), place=OuterRef("activity__place"), until=None, name__in=RESIDENT
    )
    pulled = Puller.everywhere.filter(  # everywhere: the nightly clock, all places
        Exists(live), activity=OuterRef("pk"), until=None
    )
    left = Activity.everywhere.filter(  # everywhere: the nightly clock, all places
        ~Exists(pulled), pulled_at__isnull=False, rested_at=None, ended_at=None
    )
    rows = list(left.select_related("place"))
    for activity in rows:
        mine = Puller.everywhere.filter(activity=activity, until=None)  # of a row in our hands
        mine.update(until=now)
        _rest(activity.place, activity, last=None)
        note(Actor(None, activity.place), "activities.rested", activity)
    return len(rows)


@transaction.atomic
def wish(actor: Actor, *, activity: Activity) -> Wish:
    """Say *Ik doe mee* to an idea or to what rests: one more who would like it. Twice is once."""
    allow(may_have_idea(actor))
    activity = Activity.objects.within(actor.place).get(pk=activity.pk)
    if activity.ended_at:
        raise Refused("ended", _("Dit is klaar. Begin gerust iets nieuws."))
    made, _new = Wish.objects.within(actor.place).get_or_create(
        activity=activity, person=actor.someone, defaults={"wished_at": timezone.now()}
    )
    return made


@transaction.atomic
def unwish(actor: Actor, *, activity: Activity) -> None:
    """Take my *Ik doe mee* back."""
    allow(may_have_idea(actor))
    mine = Wish.objects.within(actor.place).filter(activity=activity, person=actor.someone)
    Wish.everywhere.filter(pk__in=list(mine.values_list("pk", flat=True))).delete()  # those


@transaction.atomic
def end(actor: Actor, *, activity: Activity) -> Activity:
    """Say that it is done for good. The times still to come are off. Noted in the journal."""
    allow(pulls(actor, activity))
    activity = _held(actor.place, activity)
    if activity.ended_at is None:
        now = timezone.now()
        activity.ended_at, activity.ended_by = now, actor.person
        activity.save(update_fields=["ended_at", "ended_by"])
        times = Occurrence.objects.within(actor.place).filter(activity=activity, cancelled_at=None)
        for row in times.filter(starts__gt=now).select_for_update():
            row.off, row.cancelled_at = Occurrence.Off.RESTS, now
            _changed(row, now)
        note(actor, "activities.ended", activity)
    return activity


@transaction.atomic
def not_end(actor: Actor, *, activity: Activity) -> Activity:
    """Take *het is klaar* back: everything is on as it was. Noted in the journal."""
    allow(pulls(actor, activity))
    activity = _held(actor.place, activity)
    if activity.ended_at is not None:
        activity.ended_at = activity.ended_by = None
        activity.save(update_fields=["ended_at", "ended_by"])
        _wake(actor.place, activity, timezone.now())
        note(actor, "activities.not-ended", activity)
    return activity


@transaction.atomic
def ask_along(actor: Actor, *, activity: Activity, person: Person) -> PullerInvite:
    """Ask a neighbour to pull along; they say yes or no with one tap. Asking twice is once.

    Refused when the neighbour is not a resident here (`only-residents-pull`) or pulls it already
    (`pulls-already`). Noted in the journal.
    """
    allow(pulls(actor, activity))
    if not residents(actor.place).filter(pk=person.pk).exists():
        raise Refused("only-residents-pull", _("Alleen bewoners trekken iets."), field="person")
    open_rows = Puller.objects.within(actor.place).filter(activity=activity, until=None)
    if open_rows.filter(person=person).exists():
        raise Refused("pulls-already", _("Deze buur trekt dit al."), field="person")
    activity = _held(actor.place, activity)
    invite, new = PullerInvite.objects.within(actor.place).get_or_create(
        activity=activity, person=person, answered_at=None,
        defaults={"by": actor.person, "asked_at": timezone.now()},
    )  # fmt: skip
    if new:
        note(actor, "activities.asked-along", invite)
        path = reverse("ring:news")
        tell(actor.place, to=person, kind="activities", sentence=ASKED, path=path)
    return invite


@transaction.atomic
def pull_along(actor: Actor, *, activity: Activity, yes: bool) -> Puller | None:
    """Answer the question to pull along. A no needs no reason and is told to nobody.

    Refused when nobody asked (`nobody-asked`).
    """
    allow(may_pull(actor))
    asked = (
        PullerInvite.objects.within(actor.place)
        .select_for_update()
        .filter(activity=activity, person=actor.someone, answered_at=None)
    )
    invite = asked.first()
    if invite is None:
        raise Refused("nobody-asked", _("Deze vraag is al weg. Je kan het ook zo oppakken."))
    invite.answered_at = timezone.now()
    invite.save(update_fields=["answered_at"])
    return pull(actor, activity=activity) if yes else None


def _held(place: Place, activity: Activity) -> Activity:
    """The activity, fetched again within the place and held until the end of the transaction."""
    held: Activity = Activity.objects.within(place).select_for_update().get(pk=activity.pk)
    return held
