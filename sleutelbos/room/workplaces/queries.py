"""Looking at the support of a room against the norm, and at the steps that are mine."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.commons.journal.queries import readings_of
from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.models import Place
from sleutelbos.kit.leaving import hands_over

from .models import Post, Review, Step
from .permissions import GUIDES, may_guide

if TYPE_CHECKING:
    from sleutelbos.commons.journal.models import Reading

HOUR = 60
# Minutes a week that are enough and not too much: dna 4A (coordinator 16–24 h, assistant 32 h).
NORM = {Post.Kind.COORDINATOR: (16 * HOUR, 24 * HOUR), Post.Kind.ASSISTANT: (32 * HOUR, 32 * HOUR)}
NAMES = {Post.Kind.COORDINATOR: _("Coördinator"), Post.Kind.ASSISTANT: _("Assistent")}


@dataclass(frozen=True)
class Support:
    """The support of one kind on a day: minutes a week, and what the norm says. `verdict` is good,
    none, little or much; a duo is two people at once in one kind."""

    kind: str
    name: str | Promise
    minutes: int
    least: int
    most: int
    is_duo: bool

    @property
    def verdict(self) -> str:
        """Against the norm."""
        if not self.minutes:
            return "none"
        if self.minutes < self.least:
            return "little"
        return "much" if self.minutes > self.most else "good"


def posts(place: Place, *, ended: bool = False) -> list[Post]:
    """The support posts of a room that are, or come; with `ended` those that are over. 1 query.

    For the team and the board. Who is hidden has no name here.
    """
    today = timezone.localdate()
    now = Q(until=None) | Q(until__gte=today)
    rows = Post.objects.within(place).filter(~now if ended else now).select_related("person")
    found = list(rows.order_by("kind", "since", "pk"))
    for post in found:
        if post.person and post.person.is_hidden:
            post.person = None
    return found


def support(place: Place, day: date | None = None) -> list[Support]:
    """The paid support of a room on a day (today) against the norm (K4A). 1 query."""
    day = day or timezone.localdate()
    rows = Post.objects.within(place).filter(Q(until=None) | Q(until__gte=day), since__lte=day)
    found = list(rows.values_list("kind", "minutes", "pk"))
    told = []
    for kind, (least, most) in NORM.items():
        minutes = [each for name, each, _pk in found if name == kind]
        told.append(Support(kind, NAMES[kind], sum(minutes), least, most, len(minutes) == 2))
    return told


@dataclass(frozen=True)
class Seen:
    """One step, for the resident or the guide. `open_reviews` and `made` are its reviews; words and
    figures are there only when `is_read`: the resident always, a guide after opening it. `guides`
    are those the resident may choose from when their guide receives nobody here any more."""

    step: Step
    is_mine: bool
    other: Person | None
    is_read: bool
    reviews: list[Review]
    readings: "list[Reading]"
    guides: list[Person]


def line_of(actor: Actor) -> list[Step]:
    """My own steps, in every room, the first one first: together they are one line. 1 query."""
    mine = Step.everywhere.filter(person=actor.someone)  # one's own, wherever one comes
    return list(mine.select_related("place", "guide").order_by("since", "pk"))


def guided_by(actor: Actor) -> list[Step]:
    """The steps that I guide here, those that go on first. 1 query."""
    rows = Step.objects.within(actor.place).filter(guide=actor.someone)
    found = list(rows.select_related("person").order_by("-since", "-pk"))
    return sorted(found, key=lambda step: step.ended_on is not None)


def seen(actor: Actor, code: str, *, is_read: bool = False) -> Seen | None:
    """One step as this person may see it; nobody else gets anything. At most 4 queries."""
    step = _mine(actor).filter(code=code).first() if code.isascii() else None
    if step is None:
        return None
    is_mine = step.person_id == actor.someone.pk
    other = step.guide if is_mine else step.person
    willing = guides(actor) if is_mine and step.is_open else []
    if other in willing:
        willing = []
    elif willing:
        other = None
    reviews = Review.objects.within(actor.place).filter(step=step).order_by("planned_on", "pk")
    return Seen(
        step, is_mine, other if other and not other.is_hidden else None, is_mine or is_read,
        list(reviews), readings_of(actor.someone, step) if is_mine else [],
        [one for one in willing if not one.is_hidden],
    )  # fmt: skip


def guides(actor: Actor) -> list[Person]:
    """Everybody here who receives people, but for oneself, also who is hidden. 1 query."""
    found = Person.objects.filter(
        roles__place=actor.place, roles__name__in=GUIDES, roles__until=None
    )
    return list(found.exclude(pk=actor.someone.pk).distinct().order_by("called", "pk"))


def review_of(actor: Actor, code: str, review: str) -> Review | None:
    """One review of a step that is mine or that I guide. 1 query."""
    if not (code.isascii() and review.isascii()):
        return None
    mine = _mine(actor).filter(code=code)
    rows = Review.objects.within(actor.place).filter(step__in=mine, code=review)
    return rows.select_related("step").first()


def _mine(actor: Actor) -> QuerySet[Step]:
    mine = Q(person=actor.someone)
    if may_guide(actor):
        mine |= Q(guide=actor.someone)
    rows: QuerySet[Step] = Step.objects.within(actor.place).filter(mine)
    return rows.select_related("person", "guide")


@dataclass(frozen=True)
class Ahead:
    """A day that needs somebody: a review or the end of a step that I guide, or a post that ends.

    `what` is review, step or post; `person` only for a step that I guide.
    """

    day: date
    what: str
    code: str
    person: Person | None


def dates_ahead(actor: Actor, until: date) -> list[Ahead]:
    """The days up to `until` that need this guide, and the ends of support posts. 3 queries.

    Of a step of somebody else's guiding nothing is here. Reviews gone by stay until they are made.
    """
    mine = Step.objects.within(actor.place).filter(
        guide=actor.someone, ended_on=None, agreed_at__isnull=False
    )
    reviews = Review.objects.within(actor.place).filter(
        step__in=mine, made_on=None, planned_on__lte=until
    )
    ends = Post.objects.within(actor.place).filter(until__gte=timezone.localdate())
    found = [
        *(Ahead(r.planned_on, "review", r.step.code, _shown(r.step.person))
          for r in reviews.select_related("step__person")),
        *(Ahead(s.until, "step", s.code, _shown(s.person))
          for s in mine.filter(until__lte=until).select_related("person")),
        *(Ahead(p.until, "post", p.code, None) for p in ends.filter(until__lte=until)),
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.day, one.what, one.code))


@dataclass(frozen=True)
class OwnPosts:
    """My paid support of a room on a day: minutes a week; `is_over` when all that I had ended."""

    minutes: int
    is_over: bool


def own_posts(person: Person, place: Place, day: date) -> OwnPosts:
    """The support posts of this person, for that person alone. 1 query."""
    rows = Post.objects.within(place).filter(person=person, since__lte=day)
    posts = list(rows.values_list("minutes", "until"))
    now = [minutes for minutes, until in posts if until is None or until >= day]
    return OwnPosts(sum(now), bool(posts) and not now)


def _shown(person: Person) -> Person | None:
    return None if person.is_hidden else person


@hands_over
def left_steps(person: Person, place: Place) -> list[str]:
    """How many places to work somebody guides who left (R25). 1 query."""
    guided = Step.objects.within(place).filter(guide=person, agreed_at__isnull=False, ended_on=None)
    if not (number := guided.count()):
        return []
    told = ngettext(
        "Begeleidt %(n)d werkplek. Die buur kiest een nieuwe begeleider.",
        "Begeleidt %(n)d werkplekken. Die buren kiezen een nieuwe begeleider.",
        number,
    )
    return [told % {"n": number}]
