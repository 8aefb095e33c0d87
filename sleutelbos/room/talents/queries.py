"""Looking at the wall, searching it, and reading along in one's own contacts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.models import Place, Role
from sleutelbos.kit.search import Vocabulary, convincing

from . import queries_concepts as concepts
from .models import Message, Post, Recording, Touch
from .queries_concepts import Concept

OFFER, ASK = "offer", "ask"
MOST_FOUND = 40  # results a search shows of each kind
TRUST = (0.9, 0.7, 0.5)  # how far we believe the first, second and third guess at own words
MOST_READ = 200  # messages on a page, the last ones


@dataclass(frozen=True)
class Hung:
    """One post as somebody may see it. `person` is there only when the name may be shown."""

    code: str
    kind: str
    picto: str
    concept: Concept | None
    words: str
    language: str
    spoken: bool
    hangs: bool
    hung_at: datetime
    person: Person | None
    mine: bool
    touch: str | None  # code of my open contact about it

    @property
    def title(self) -> str:
        """The concept in the language of the reader, or else the own words as they were written."""
        if self.concept:
            return self.concept.title(self.kind)
        return self.words or self._only_spoken()

    @property
    def title_language(self) -> str:
        """The language of `title` when that is somebody's own; empty when it is the reader's."""
        return self.language if self.words and not self.concept else ""

    @property
    def more(self) -> str:
        """Own words beside the name of the concept, as they were written."""
        return self.words if self.concept else ""

    def _only_spoken(self) -> str:
        if self.kind == OFFER:
            return _("Luister wat deze buur kan")
        return _("Luister wat deze buur vraagt")


@dataclass(frozen=True)
class Talk:
    """A contact as one of the two sees it. `other` is None while that neighbour is „een buur“."""

    code: str
    place: Place
    post: Hung
    other: Person | None
    i_opened: bool
    i_asked: bool
    my_turn: bool
    hides_me: bool  # the other does not see my name yet
    ended: bool
    i_ended: bool
    last_at: datetime


@dataclass(frozen=True)
class Said:
    """One message, and whether it is mine."""

    text: str
    said_at: datetime
    mine: bool


def hanging(place: Place) -> QuerySet[Post]:
    """What hangs on the wall now, newest first: of neighbours only, of nobody who is hidden."""
    here = Role.objects.filter(place=place, until=None, person=OuterRef("person"))
    return (
        Post.objects.within(place)
        .filter(Exists(here), taken_down_at=None, person__hidden_since=None)
        .select_related("person")
        .order_by("-hung_at", "-pk")
    )


def _seen_by(posts: QuerySet[Post], viewer: Person | None) -> QuerySet[Post]:
    """The same posts, each with the code of the open contact of the viewer about it."""
    if viewer is None:
        return posts
    mine = Touch.everywhere.filter(  # bound to posts of one place
        post=OuterRef("pk"), opener=viewer, ended_at=None
    )
    return posts.annotate(my_touch=Subquery(mine.values("code")[:1]))


def as_hung(post: Post, viewer: Person | None) -> Hung:
    """The post as this reader may see it."""
    mine = viewer is not None and post.person_id == viewer.pk
    return Hung(
        code=post.code,
        kind=post.kind,
        picto=post.picto,
        concept=concepts.concept(post.concept),
        words=post.words,
        language=post.language,
        spoken=post.spoken,
        hangs=post.hangs,
        hung_at=post.hung_at,
        person=post.person if post.with_name else None,
        mine=mine,
        touch=getattr(post, "my_touch", None),
    )


def _list(place: Place, kind: str, limit: int, viewer: Person | None, skip: int = 0) -> list[Hung]:
    posts = _seen_by(hanging(place).filter(kind=kind), viewer)[skip : skip + limit]
    return [as_hung(post, viewer) for post in posts]


def asked(place: Place, limit: int, *, viewer: Person | None = None, skip: int = 0) -> list[Hung]:
    """What neighbours ask, newest first. 1 query. Without a name unless they chose so."""
    return _list(place, ASK, limit, viewer, skip)


def offered(place: Place, limit: int, *, viewer: Person | None = None, skip: int = 0) -> list[Hung]:
    """What neighbours can, newest first. 1 query. With the name of who agreed to that."""
    return _list(place, OFFER, limit, viewer, skip)


def counts(place: Place) -> tuple[int, int]:
    """How much is asked and how much is offered now. 1 query."""
    told = hanging(place).aggregate(
        asked=Count("pk", filter=Q(kind=ASK)), offered=Count("pk", filter=Q(kind=OFFER))
    )
    return told["asked"], told["offered"]


def _own(person: Person, place: Place, kind: str) -> list[Hung]:
    posts = Post.objects.within(place).filter(person=person, kind=kind, taken_down_at=None)
    return [as_hung(p, person) for p in posts.select_related("person").order_by("hung_at", "pk")]


def offered_by(person: Person, place: Place) -> list[Hung]:
    """What somebody hung on their own ring, oldest first: for their own page. 1 query."""
    return _own(person, place, OFFER)


def hung_by(place: Place, people: Iterable[Person]) -> dict[int, list[Hung]]:
    """What these neighbours hung on the wall with their name, by primary key. 1 query."""
    keys = [person.pk for person in people]
    posts = hanging(place).filter(kind=OFFER, with_name=True, person__in=keys)
    found: dict[int, list[Hung]] = {}
    for post in posts:
        found.setdefault(post.person_id, []).append(as_hung(post, None))
    return found


def asked_by(person: Person, place: Place) -> list[Hung]:
    """What somebody asks now, oldest first: for their own page only. 1 query."""
    return _own(person, place, ASK)


def post(place: Place, code: str, *, viewer: Person | None = None) -> Hung | None:
    """One post on the wall; one that I took down, I still see. 1 or 2 queries."""
    found = _seen_by(hanging(place).filter(code=code), viewer).first()
    if found is None and viewer is not None:
        mine = Post.objects.within(place).filter(code=code, person=viewer)
        found = mine.select_related("person").first()
    return as_hung(found, viewer) if found else None


def hint_of(place: Place, code: str) -> list[Concept]:
    """What the own words of a post without a concept may mean: tiles of „Bedoel je“. 1 query."""
    found = Post.objects.within(place).filter(code=code, concept="").exclude(words="").first()
    return concepts.meant(found.words, found.kind) if found else []


def recording(place: Place, code: str, *, viewer: Person) -> Recording | None:
    """The sound of a post on the wall, or of my own. 1 query."""
    may = Q(post__in=hanging(place).values("pk")) | Q(post__person=viewer)
    return Recording.objects.within(place).filter(may, post__code=code).first()


def found(
    place: Place, query: str, *, viewer: Person | None = None
) -> tuple[list[Hung], list[Hung]]:
    """What is asked and what is offered that answers to these words, best first. 2 queries.

    Words are compared with the names of the concepts in every language and with what people wrote
    themselves. The work grows with what hangs in this room, not with the network.
    """
    rows = hanging(place).values_list("pk", "kind", "concept", "hint", "words")
    scores = _scores(rows, query)
    best: dict[str, list[int]] = {ASK: [], OFFER: []}
    for _score, _age, kind, pk in sorted(scores):
        best[kind].append(pk)
    wanted = best[ASK][:MOST_FOUND] + best[OFFER][:MOST_FOUND]
    posts = {p.pk: p for p in _seen_by(hanging(place).filter(pk__in=wanted), viewer)}
    hung = [as_hung(posts[pk], viewer) for pk in wanted if pk in posts]
    return [h for h in hung if h.kind == ASK], [h for h in hung if h.kind == OFFER]


def _scores(
    rows: Iterable[tuple[int, str, str, str, str]], query: str
) -> list[tuple[float, int, str, int]]:
    """(minus the score, place in the row, kind, key) of everything that answers well enough."""
    listed = list(rows)
    by_concept = concepts.found(query)
    match = Vocabulary((pk, concepts.NAME, words) for pk, _k, _c, _h, words in listed if words)
    own = match.match(query)
    by_words = {cast(int, pk): own[pk].score for pk in convincing(own)}
    scored = []
    for age, (pk, kind, code, hint, _words) in enumerate(listed):
        guesses = [
            by_concept.get(guess, 0.0) * trust
            for guess, trust in zip(hint.split(), TRUST, strict=False)
        ]
        if score := max(by_concept.get(code, 0.0), by_words.get(pk, 0.0), *guesses):
            scored.append((-score, age, kind, pk))
    return scored


def touches_of(person: Person) -> QuerySet[Touch]:
    """The contacts of one person in every room, those that wait for them first.

    A contact with somebody who is hidden now is not among them: they look as if unknown (R32).
    """
    mine = Q(opener=person, owner__hidden_since=None) | Q(owner=person, opener__hidden_since=None)
    return (
        Touch.everywhere.filter(mine)  # of one person, wherever they are at home
        .select_related("place", "post", "opener", "owner")
        .order_by("-last_at", "-pk")
    )


def talks(person: Person, limit: int, *, skip: int = 0) -> list[Talk]:
    """My contacts, the latest first. 1 query."""
    return [_as_talk(touch, person) for touch in touches_of(person)[skip : skip + limit]]


def waiting(person: Person) -> int:
    """How many contacts wait for my answer. 1 query."""
    turn = Q(owner=person, owner_is_next=True) | Q(opener=person, owner_is_next=False)
    return touches_of(person).filter(turn, ended_at=None).count()


def talk(person: Person, code: str) -> Talk | None:
    """One of my contacts, or nothing: of others, unknown and with a hidden one look the same."""
    touch = touches_of(person).filter(code=code).first()
    return _as_talk(touch, person) if touch else None


def messages(person: Person, code: str) -> list[Said]:
    """What was said in one of my contacts, oldest first. 1 query."""
    said = Message.everywhere.filter(  # of one contact of this person
        touch__in=touches_of(person).filter(code=code).order_by().values("pk")
    ).order_by("-said_at", "-pk")[:MOST_READ]
    return [Said(m.text, m.said_at, m.person_id == person.pk) for m in reversed(said)]


def _as_talk(touch: Touch, person: Person) -> Talk:
    i_opened = touch.opener_id == person.pk
    named = touch.owner_named_at is not None
    other = (touch.owner if named else None) if i_opened else touch.opener
    return Talk(
        code=touch.code,
        place=touch.place,
        post=_as_hung_in(touch, person),
        other=other,
        i_opened=i_opened,
        i_asked=i_opened == (touch.post.kind == OFFER),
        my_turn=touch.ended_at is None and touch.owner_is_next != i_opened,
        hides_me=not i_opened and not named,
        ended=touch.ended_at is not None,
        i_ended=touch.ended_by_id == person.pk,
        last_at=touch.last_at,
    )


def _as_hung_in(touch: Touch, person: Person) -> Hung:
    """The post a contact is about, without its person: the contact itself says who that is."""
    post = touch.post
    return Hung(
        code=post.code, kind=post.kind, picto=post.picto, concept=concepts.concept(post.concept),
        words=post.words, language=post.language, spoken=post.spoken, hangs=post.hangs,
        hung_at=post.hung_at, person=None, mine=post.person_id == person.pk, touch=touch.code,
    )  # fmt: skip
