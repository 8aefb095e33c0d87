"""Days of a series: written down ahead, and changed from a day on (K2E, R48)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sleutelbos.commons.journal.commands import note
from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.models import Place
from sleutelbos.kit.refused import Refused, allow

from .commands_sign_ups import fill_free_places, seat_regulars
from .models import Activity, Occurrence, Series, SeriesSignUp
from .permissions import leads

AHEAD = timedelta(weeks=13)
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
EVERY = ("week", "two-weeks", "month")


@dataclass(frozen=True)
class Limit:
    """How many people fit, and what sets that limit. Without: everybody fits."""

    capacity: int | None = None
    by: str = ""
    what: str = ""

    def refuse_if_strange(self) -> None:
        """Only space or things limit how many come (K2B). Refused: `limit-without-reason`."""
        if self.capacity is None:
            return
        if self.capacity < 1:
            raise Refused("no-place", _("Er is plek voor 1 of meer."), field="capacity")
        if self.by not in Occurrence.By.values or not self.what.strip():
            raise Refused(
                "limit-without-reason",
                _("Waarom past niet iedereen? Noem de ruimte of de spullen."),
                field="limit_what",
            )

    def fields(self) -> dict[str, object]:
        """As columns."""
        if self.capacity is None:
            return {"capacity": None, "limit_by": "", "limit_what": ""}
        return {"capacity": self.capacity, "limit_by": self.by, "limit_what": self.what.strip()}

    @classmethod
    def of(cls, row: Occurrence | Series) -> "Limit":
        """The limit a row has now."""
        return cls(row.capacity, row.limit_by, row.limit_what)


def rule_for(every: str, day: date) -> str:
    """RRULE text for a rhythm that begins on `day`: the same weekday, or the nth in the month."""
    weekday = WEEKDAYS[day.weekday()]
    if every == "month":
        nth = (day.day - 1) // 7 + 1
        return f"FREQ=MONTHLY;BYDAY={'-1' if nth == 5 else nth}{weekday}"
    return f"FREQ=WEEKLY;INTERVAL=2;BYDAY={weekday}" if every == "two-weeks" else (
        f"FREQ=WEEKLY;BYDAY={weekday}"
    )  # fmt: skip


def every_of(series: Series) -> str:
    """The rhythm of a series, as `rule_for` was asked for it."""
    if series.rule.startswith("FREQ=MONTHLY"):
        return "month"
    return "two-weeks" if "INTERVAL=2" in series.rule else "week"


def extend_series(*, today: date, place: Place | None = None) -> int:
    """Write down the days of the coming 13 weeks; returns how many were new.

    Called every night and after a change; twice is once. Only what somebody pulls gets days, so
    what rests stays at rest (K2C).
    """
    horizon = today + AHEAD
    behind = Series.everywhere.filter(  # everywhere: the nightly clock, all places
        filled_until__lt=horizon,
        activity__pulled_at__isnull=False,
        activity__rested_at=None,
        activity__ended_at=None,
    )
    if place is not None:
        behind = behind.filter(activity__place=place)
    return sum(fill(pk, today=today) for pk in behind.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def fill(series_pk: int, *, today: date) -> int:
    """Write down the days of one series up to 13 weeks ahead, and seat who comes every time."""
    series = (
        Series.everywhere.select_for_update(of=("self",))  # everywhere: a row in our hands
        .select_related("activity")
        .get(pk=series_pk)
    )
    first = max(series.filled_until + timedelta(days=1), series.first_day, today)
    horizon = today + AHEAD
    if first > horizon:
        return 0
    made = write_days(series, series.days(first, horizon))
    Series.everywhere.filter(pk=series.pk).update(filled_until=horizon)  # a row in our hands
    return len(made)


def write_days(series: Series, days: Sequence[date]) -> list[Occurrence]:
    """Make the rows of these days. The series is held by the caller."""
    now = timezone.now()
    rows = []
    for day in days:
        starts, ends = series.times_on(day)
        rows.append(
            Occurrence(
                place_id=series.activity.place_id, activity=series.activity, series=series,
                original_day=day, title=series.title, starts=starts, ends=ends, changed_at=now,
                **Limit.of(series).fields(),
            )
        )  # fmt: skip
    made = Occurrence.everywhere.bulk_create(rows)  # everywhere: writing, not looking
    seat_regulars(series, made)
    return made


@dataclass(frozen=True)
class Plan:
    """What a time or a series looks like: title, first day, clock time, minutes, limit, rhythm."""

    title: str
    day: date
    at: time
    minutes: int
    limit: Limit = Limit()
    every: str = "week"
    skips_holidays: bool = False


def new_series(
    activity: Activity, plan: Plan, *, filled_until: date, until: date | None = None
) -> Series:
    """Make a series after a plan. Days are not written down yet."""
    return Series.everywhere.create(  # everywhere: writing, not looking
        activity=activity, title=plan.title, rule=rule_for(plan.every, plan.day),
        starts_at=plan.at, minutes=plan.minutes, first_day=plan.day,
        skips_holidays=plan.skips_holidays, filled_until=filled_until, until=until,
        **plan.limit.fields(),
    )  # fmt: skip


@transaction.atomic
def change_series(actor: Actor, *, occurrence: Occurrence, plan: Plan, whole: bool) -> Series:
    """Change a series from this time on, or (`whole`) every time that is still to come.

    The series ends before that day and another takes over; every time keeps its code and its name
    in calendars, so a calendar moves it instead of doubling it. A time that was changed on its own
    keeps its own clock time. What is over never changes. Refused: `no-series`, `over`, `more-come`,
    `limit-without-reason`. Noted in the journal.
    """
    allow(leads(actor, occurrence))
    if occurrence.series_id is None:
        raise Refused("no-series", _("Dit is maar één keer."))
    plan.limit.refuse_if_strange()
    old = (
        Series.objects.within(actor.place).select_for_update(of=("self",))
        .select_related("activity").get(pk=occurrence.series_id)
    )  # fmt: skip
    rows = _still_to_come(actor.place, old, occurrence, whole=whole)
    if not rows:
        raise Refused("over", _("Dit is al voorbij."))
    first = rows[0].original_day or plan.day
    day = _same_week(first, plan.day)
    if _is_so_already(old, rows, plan, day):
        return old  # the same form once more (R5)
    new = new_series(
        old.activity,
        Plan(plan.title, day, plan.at, plan.minutes, plan.limit, plan.every, plan.skips_holidays),
        filled_until=max(old.filled_until, day) + timedelta(days=6),  # a later day of the week fits
        until=old.until,
    )
    Series.everywhere.filter(pk=old.pk).update(until=first - timedelta(days=1))  # held above
    SeriesSignUp.everywhere.filter(series=old).update(series=new)  # of the series held above
    same_rhythm = every_of(old) == plan.every and old.skips_holidays == plan.skips_holidays
    _hand_over_days(actor.place, rows, new, same_rhythm=same_rhythm)
    _set_title(old.activity, plan.title)
    note(actor, "activities.series-changed", new)
    return new


def _is_so_already(series: Series, rows: list[Occurrence], plan: Plan, day: date) -> bool:
    """Is this what the series, and every time of it that would change, looks like already?"""
    shape = (series.title, series.rule, series.starts_at, series.minutes, series.skips_holidays)
    wanted = (
        plan.title, rule_for(plan.every, day), plan.at, plan.minutes, plan.skips_holidays,
    )  # fmt: skip
    if shape != wanted or Limit.of(series) != plan.limit:
        return False
    return all(row.title == plan.title and Limit.of(row) == plan.limit for row in rows)


def _set_title(activity: Activity, title: str) -> None:
    Activity.everywhere.filter(pk=activity.pk).update(title=title)  # a row in our hands


def _still_to_come(
    place: Place, series: Series, chosen: Occurrence, *, whole: bool
) -> list[Occurrence]:
    rows = Occurrence.objects.within(place).select_for_update().filter(series=series)
    rows = rows.filter(starts__gt=timezone.now()).order_by("original_day")
    return list(rows if whole else rows.filter(original_day__gte=chosen.original_day))


def _same_week(first: date, wanted: date) -> date:
    """The first day after a change: the wanted weekday in the week of `first`, never behind us."""
    day = first + timedelta(days=wanted.weekday() - first.weekday())
    return day if day >= timezone.localdate() else day + timedelta(days=7)


def _hand_over_days(
    place: Place, rows: list[Occurrence], new: Series, *, same_rhythm: bool
) -> None:
    """Give each row its day in the new series; what has no day any more is skipped.

    In the same rhythm a row keeps its week (or month), whatever the weekday; in another rhythm
    only the very same day stays.
    """
    days = {
        _turn_of(day, new, same_rhythm): day for day in new.days(new.first_day, new.filled_until)
    }
    now = timezone.now()
    for row in rows:
        day = days.pop(_turn_of(row.original_day, new, same_rhythm), None)
        _give_day(place, row, new, day, now)
    write_days(new, sorted(days.values()))


def _turn_of(day: date | None, series: Series, same_rhythm: bool) -> tuple[int, ...]:
    """What makes a day of the old series and one of the new the same turn."""
    if day is None:
        return ()
    if not same_rhythm:
        return (day.toordinal(),)
    return (day.year, day.month) if every_of(series) == "month" else day.isocalendar()[:2]


def _give_day(place: Place, row: Occurrence, new: Series, day: date | None, now: datetime) -> None:
    row.sequence += 1
    row.changed_at = now
    if day is None:
        row.cancelled_at, row.off = row.cancelled_at or now, row.off or Occurrence.Off.SKIPPED
        row.save(update_fields=["sequence", "changed_at", "cancelled_at", "off"])
        return
    row.series, row.original_day, row.title = new, day, new.title
    if row.set_apart_at is None:
        row.starts, row.ends = new.times_on(day)
    fit(place, row, Limit.of(new))
    row.save(
        update_fields=[
            "series", "original_day", "title", "starts", "ends", "sequence", "changed_at",
        ]
    )  # fmt: skip


def fit(place: Place, row: Occurrence, limit: Limit) -> None:
    """Give a held row another limit; who waits moves up when there came more places.

    Refused when more people come already than would fit (`more-come`).
    """
    if limit == Limit.of(row):
        return
    if limit.capacity is not None and row.taken > limit.capacity:
        raise Refused(
            "more-come",
            _("Er komen al %(number)s buren. Kies dat getal of hoger.") % {"number": row.taken},
            field="capacity",
        )
    for name, value in limit.fields().items():
        setattr(row, name, value)
    row.save(update_fields=["capacity", "limit_by", "limit_what"])
    fill_free_places(place, row)
