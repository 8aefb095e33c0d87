"""Series and the days they make. Every day is a row (decision 0004)."""

import uuid
from datetime import date, datetime, timedelta

from dateutil.rrule import rrulestr
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sleutelbos.commons.people.models import Person
from sleutelbos.kit.clock import local_moment
from sleutelbos.kit.codes import new_code
from sleutelbos.kit.privacy import NOBODY, Personal
from sleutelbos.kit.public_holidays import public_holiday
from sleutelbos.kit.within import PlaceOwned, WithinPlace

from .models_activities import Activity


class Limited(models.Model):
    """How many people fit, only when space or things set a limit, and what those are (K2B)."""

    class By(models.TextChoices):
        """What can limit the number of people. People themselves never can."""

        SPACE = "space", _("De ruimte is klein")
        THINGS = "things", _("Er zijn niet meer spullen")

    capacity = models.PositiveSmallIntegerField(null=True, blank=True)  # people; None: no limit
    limit_by = models.CharField(max_length=6, choices=By, blank=True)
    limit_what = models.CharField(max_length=120, blank=True)  # "6 naaimachines"

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(capacity=None, limit_by="", limit_what="")
                | (Q(capacity__gte=1, limit_by__in=["space", "things"]) & ~Q(limit_what="")),
                name="%(class)s_is_limited_by_space_or_things",
            ),
        ]


class Series(Limited):
    """A rule by which an activity comes back, on the clock of the wall (K2E, R48).

    `rule` is RRULE text without a time; `starts_at` is the time on the clock in Amsterdam, which
    stays the same when the clock changes. `minutes` is how long a day lasts. Days are written down
    until `filled_until`. A series that changes on a day is followed by a new one from that day.
    """

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="series")
    title = models.CharField(max_length=80)
    rule = models.CharField(max_length=80)
    starts_at = models.TimeField()
    minutes = models.PositiveSmallIntegerField()
    first_day = models.DateField()
    until = models.DateField(null=True, blank=True)
    skips_holidays = models.BooleanField(default=False)
    filled_until = models.DateField()

    everywhere = models.Manager()
    objects = WithinPlace("activity__place")
    personal = NOBODY

    class Meta(Limited.Meta):
        constraints = [
            *Limited.Meta.constraints,
            models.CheckConstraint(
                condition=Q(minutes__gte=15, minutes__lte=720),
                name="a_series_day_lasts_15_minutes_to_12_hours",
            ),
        ]
        verbose_name_plural = "series"

    def __str__(self) -> str:
        return f"{self.rule} {self.starts_at:%H:%M}"

    def days(self, first: date, last: date) -> list[date]:
        """The days of the rule from `first` to `last`, both included, holidays aside if asked."""
        last = min(last, self.until) if self.until else last
        begin = datetime.combine(self.first_day, datetime.min.time())
        found = rrulestr(self.rule, dtstart=begin).between(
            datetime.combine(first, datetime.min.time()),
            datetime.combine(last, datetime.min.time()),
            inc=True,
        )
        days = [moment.date() for moment in found]
        return [day for day in days if not self.skips(day)]

    def skips(self, day: date) -> bool:
        """Is this a public holiday in the Netherlands, and does the series skip those?"""
        return self.skips_holidays and public_holiday(day) != ""

    def times_on(self, day: date) -> tuple[datetime, datetime]:
        """When a day begins and ends. The clock of the wall decides; see `local_moment`."""
        starts = local_moment(day, self.starts_at)
        return starts, starts + timedelta(minutes=self.minutes)


class Occurrence(PlaceOwned, Limited):
    """One time an activity happens. NL: een keer. `uuid` is its name in every calendar, for ever.

    `taken` counts the people who come and `waiting` those in line; both are changed only together
    with sign-ups, by one conditional UPDATE. `attended` is how many there were, and where that
    figure comes from: ticked by name or counted by eye.
    """

    class Off(models.TextChoices):
        """Why it is not on."""

        CANCELLED = "cancelled", _("gaat niet door")
        SKIPPED = "skipped", _("slaat een keer over")
        RESTS = "rests", _("rust")

    class Source(models.TextChoices):
        """Where the number of people who were there comes from."""

        TICKED = "ticked", _("aangevinkt")
        COUNTED = "counted", _("geteld")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(max_length=6, unique=True, default=new_code, editable=False)
    once = models.UUIDField(null=True, unique=True, editable=False)  # made by who sends the form
    activity = models.ForeignKey(Activity, models.CASCADE, related_name="occurrences")
    series = models.ForeignKey(Series, models.SET_NULL, null=True, related_name="occurrences")
    original_day = models.DateField(null=True, blank=True)
    title = models.CharField(max_length=80)
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    set_apart_at = models.DateTimeField(null=True, blank=True)  # changed on its own, keeps its time
    cancelled_at = models.DateTimeField(null=True, blank=True)
    off = models.CharField(max_length=9, choices=Off, blank=True)
    taken = models.PositiveSmallIntegerField(default=0)
    waiting = models.PositiveSmallIntegerField(default=0)
    stand_in = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    stand_in_asked_at = models.DateTimeField(null=True, blank=True)
    attended = models.PositiveSmallIntegerField(null=True, blank=True)
    attended_source = models.CharField(max_length=7, choices=Source, blank=True)
    sequence = models.PositiveSmallIntegerField(default=0)  # grows with every change, for calendars
    changed_at = models.DateTimeField()

    # What `queries.dressed` adds for a screen: who leads it (shown by name), how many come, whether
    # it is going on, what the reader said themselves (a `SignUp.State`, or None), and whether they
    # lead it.
    pullers: list[Person]
    coming: int
    is_now: bool
    mine: str | None
    i_lead: bool = False  # the reader leads it this time

    personal = {
        "stand_in": Personal(
            label=_("Waar jij inviel"),
            erase="name",
            export=("place", "title", "starts", "ends"),
            seen_by=_("Iedereen"),
        ),
    }

    class Meta(Limited.Meta):
        constraints = [
            *Limited.Meta.constraints,
            models.UniqueConstraint(
                fields=["series", "original_day"], name="a_day_of_a_series_is_written_once"
            ),
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")), name="an_occurrence_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(taken__lte=F("capacity")),
                name="never_more_people_than_places",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at=None, off="")
                | (Q(cancelled_at__isnull=False) & ~Q(off="")),
                name="what_is_off_says_why",
            ),
            models.CheckConstraint(
                condition=Q(attended=None, attended_source="")
                | (Q(attended__isnull=False) & ~Q(attended_source="")),
                name="a_number_of_people_has_a_source",
            ),
        ]
        indexes = [
            models.Index(fields=["place", "starts", "code"], name="occurrence_place_starts"),
            models.Index(fields=["activity", "starts"], name="occurrence_activity_starts"),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.starts:%Y-%m-%d %H:%M}"

    @property
    def is_on(self) -> bool:
        """It happens: not cancelled, not skipped, not resting."""
        return self.cancelled_at is None

    @property
    def asks_stand_in(self) -> bool:
        """Who leads it cannot this time, and nobody stands in yet."""
        return self.stand_in_asked_at is not None and self.stand_in_id is None

    @property
    def is_full(self) -> bool:
        """No place is left."""
        return self.capacity is not None and self.taken >= self.capacity

    @property
    def minutes(self) -> int:
        """How long it lasts, in minutes."""
        return int((self.ends - self.starts).total_seconds()) // 60

    def is_on_at(self, moment: datetime) -> bool:
        """Is it going on at this moment?"""
        return self.is_on and self.starts <= moment < self.ends
