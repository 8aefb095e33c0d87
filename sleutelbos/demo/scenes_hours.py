"""Hours people gave and wrote down, thanks they said, and what they keep for themselves."""

from datetime import datetime, timedelta

from sleutelbos.commons.places.door import actor_of
from sleutelbos.commons.places.models import Place
from sleutelbos.room.activities.models import Occurrence
from sleutelbos.room.hours import commands as hours

from .cast import uuid_of
from .clock import at
from .network import actor, person
from .scenes_keys import open_days

IN_THE_ROOM = (
    ("fatma", 240, "ontvangen"), ("yusuf", 60, "de deur"), ("ria", 120, "koffie zetten"),
    ("winston", 90, "klussen"), ("els", 60, "de kas"),
)  # fmt: skip
LINES = (
    # how many days ago, and what
    (1, "gave", "pan", "Soep voor 12 buren"),
    (3, "gave", "praat", "Tolk voor Samira"),
    (5, "gave", "schaar", "Vlechten bij Joy"),
    (2, "got", "brief", "Hulp met een brief"),
    (4, "got", "fiets", "Mijn band geplakt"),
    (6, "got", "kop", "Iemand luisterde"),
)
THANKS = (
    ("fatma", "amina", "Wat was de soep lekker."), ("olena", "wim", "Ik snap de brief nu."),
    ("gerda", "joy", ""),
)  # fmt: skip


def were_written(room: Place, now: datetime) -> None:
    """Who pulled something wrote hours for all who were there; others wrote their own."""
    rows = Occurrence.objects.within(room).filter(
        attended_source="ticked", ends__lt=now, starts__gt=now - timedelta(days=15)
    )
    for row in rows.order_by("starts"):
        puller = row.activity.pulled_by.filter(until=None).order_by("since").first()
        with at(row.ends + timedelta(minutes=10)):
            hours.write_for_all(
                actor_of(puller.person, room), occurrence=row, minutes=row.minutes,
                once=uuid_of(f"hours {row.code}"),
            )  # fmt: skip
    for nth, (_opens, closes) in enumerate(open_days(room, now.date(), 20)):
        who, minutes, what = IN_THE_ROOM[nth % len(IN_THE_ROOM)]
        with at(closes - timedelta(minutes=1)):
            hours.write_hours(actor(who, room), minutes=minutes, day=closes.date(), what=what)


def were_thanked(room: Place, now: datetime) -> None:
    """Three thank-yous, and what Amina gave and got: only she sees that."""
    with at(now - timedelta(hours=3)):
        for who, to, what in THANKS:
            hours.thank(
                actor(who, room), to=person(to), what=what, once=uuid_of(f"thanks {who} {to}")
            )
    for days, kind, picto, text in LINES:
        with at(now - timedelta(days=days)):
            hours.keep(actor("amina", room), kind=kind, picto=picto, text=text, once=uuid_of(text))
