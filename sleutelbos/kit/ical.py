"""Calendars that phones and computers read (RFC 5545): what a feed says, and nothing of people.

Times are written in UTC. Every time of a series is an event of its own, so no rule has to be read
twice and the clock of the wall is right on both sides of a change (R48).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event, vText

from .plain_text import one_line, plain_text

TYPE = "text/calendar; charset=utf-8"
MAKER = "-//Sleutelbos//Agenda//NL"
ASK_AGAIN = timedelta(hours=1)


@dataclass(frozen=True)
class Entry:
    """One event. `uid` is its name for ever; `sequence` grows with every change; all moments are
    aware. What is off stays in the calendar as cancelled, so that nobody goes for nothing."""

    uid: str
    starts: datetime
    ends: datetime
    summary: str
    changed_at: datetime
    where: str = ""
    about: str = ""
    url: str = ""
    sequence: int = 0
    is_on: bool = True


def calendar(name: str, entries: Iterable[Entry]) -> bytes:
    """A whole calendar as text. The same entries always give the same bytes, so it can be kept."""
    made = Calendar()
    made.add("prodid", MAKER)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    for label in ("name", "x-wr-calname"):  # RFC 7986, and what was used before it
        made.add(label, vText(one_line(name)))
    made.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", "PT1H")
    for entry in entries:
        made.add_component(_event(entry))
    return bytes(made.to_ical())


def _event(entry: Entry) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", _utc(entry.changed_at))
    event.add("last-modified", _utc(entry.changed_at))
    event.add("sequence", entry.sequence)
    event.add("dtstart", _utc(entry.starts))
    event.add("dtend", _utc(entry.ends))
    event.add("summary", one_line(entry.summary))
    event.add("status", "CONFIRMED" if entry.is_on else "CANCELLED")
    if where := one_line(entry.where):
        event.add("location", where)
    if about := plain_text(entry.about).replace("\r", "\n").strip():
        event.add("description", about)
    if entry.url:
        event.add("url", entry.url)
    return event


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)
