"""Everything of one person for their own page, gathered from the modules that keep it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sleutelbos.commons.notices import queries as notices
from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.models import Place
from sleutelbos.commons.places.permissions import is_inside
from sleutelbos.kit.words import hours as in_words
from sleutelbos.room.activities import queries as activities
from sleutelbos.room.hours import queries as hours
from sleutelbos.room.hours.permissions import may_write_hours
from sleutelbos.room.keys import queries as keys
from sleutelbos.room.keys.permissions import may_keep_keys
from sleutelbos.room.talents import queries as talents

DEEDS = 8
A_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Deed:
    """Something I did this week that I can still take back."""

    at: datetime
    picto: str
    words: str
    about: str  # a text somebody wrote, or nothing
    undo: str


@dataclass(frozen=True)
class Mine:
    """The page Mijn bos. Empty parts are for who does not do that here, such as a funder."""

    inside: bool
    sees_board: bool = False
    writes_hours: bool = False
    loans: list[Any] = field(default_factory=list)
    offers: list[talents.Hung] = field(default_factory=list)
    card: hours.Card | None = None
    coming: list[Any] = field(default_factory=list)
    turns: list[Any] = field(default_factory=list)
    gave: list[hours.Given] = field(default_factory=list)
    got: list[hours.Given] = field(default_factory=list)
    done: list[Deed] = field(default_factory=list)


def mine(actor: Actor, at: datetime) -> Mine:
    """My own page in the room where I am at home. 8 queries, none for who only looks on."""
    if not is_inside(actor):
        return Mine(inside=False)
    me, place = actor.someone, actor.place
    offers = talents.offered_by(me, place)
    gave, got = hours.gave_and_got(me, place)
    entries = hours.recent(me, place, at)
    writes = may_write_hours(actor)
    return Mine(
        inside=True,
        sees_board=may_keep_keys(actor),
        writes_hours=writes,
        loans=keys.keys_of(me, place),
        offers=offers,
        card=hours.card(me, place, at, entries=entries) if writes else None,
        coming=activities.coming_up(me, place, at),
        turns=keys.turns_of(me, place, timezone.localdate(at))[:4],
        gave=gave,
        got=got,
        done=_done(place, at, entries if writes else [], [*gave, *got], offers),
    )


def _done(
    place: Place, at: datetime, entries: list[Any], lines: list[hours.Given],
    offers: list[talents.Hung],
) -> list[Deed]:  # fmt: skip
    """What I did in the last seven days and can take back, newest first. No query.

    At most eight, so that the page stays light; the others are taken back where they stand.
    """
    wrote = _("%(hours)s opgeschreven.")
    deeds = [
        Deed(
            entry.entered_at, "klok", wrote % {"hours": in_words(entry.minutes)},
            entry.what or (entry.occurrence.title if entry.occurrence else ""),
            reverse("hours:undo", kwargs={"once": entry.once}),
        )
        for entry in entries
    ]  # fmt: skip
    deeds += [
        Deed(
            line.at, line.picto, _("Ik gaf") if line.kind == "gave" else _("Ik kreeg"),
            str(line.words), reverse("hours:away", kwargs={"once": line.once}),
        )
        for line in lines
    ]  # fmt: skip
    deeds += [
        Deed(
            offer.hung_at, offer.picto, _("Aan je bos gehangen"), offer.title,
            reverse("talents:take-down", args=[place.slug, offer.code]),
        )
        for offer in offers
    ]  # fmt: skip
    fresh = [deed for deed in deeds if deed.at >= at - A_WEEK]
    return sorted(fresh, key=lambda deed: deed.at, reverse=True)[:DEEDS]


@dataclass(frozen=True)
class News:
    """What others did that I may want to know: thanks, messages, questions to pull along."""

    thanks: list[Any]
    said: list[Any]
    waiting: int
    notices: int
    invites: list[Any]
    moved: list[Any]

    @property
    def is_quiet(self) -> bool:
        """Nothing at all."""
        something = (self.thanks, self.said, self.waiting, self.notices, self.invites, self.moved)
        return not any(something)


def news(person: Person, place: Place, at: datetime) -> News:
    """What there is for me. 5 queries."""
    thanks, said = hours.news_of_thanks(person, place, at)
    invites = activities.invites_for(person, place)
    for invite in invites:
        if invite.by is not None and invite.by.is_hidden:
            invite.by = None  # who is hidden looks as if unknown
    return News(
        thanks=thanks,
        said=said,
        waiting=talents.waiting(person),
        notices=notices.waiting(person),
        invites=invites,
        moved=activities.moved_for(person, place),
    )
