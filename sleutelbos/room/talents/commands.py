"""What neighbours do on the wall: hang up a talent or a question, take it down, say what it means.

How two of them get in touch stands in `commands_touch`.
"""

import re
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sleutelbos.commons.journal.commands import note
from sleutelbos.commons.places.door import Actor
from sleutelbos.kit.codes import new_code
from sleutelbos.kit.plain_text import one_line
from sleutelbos.kit.refused import NotFound, Refused, allow
from sleutelbos.kit.sound import heard

from . import queries_concepts as concepts
from .models import Post, Recording, Touch
from .permissions import may_hang, may_take_down

LONGEST_WORDS = 140  # letters
FEWEST_DIGITS = 7  # of a number somebody can be called on
OWN_PICTO = {"offer": "geven", "ask": "vraag"}
_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]{2,}")


@transaction.atomic
def hang(
    actor: Actor, *, kind: str, once: UUID, concept: str = "", words: str = "",
    with_name: bool | None = None, sound: bytes | None = None,
) -> Post:  # fmt: skip
    """Hang a talent or a question on the wall: from the list, in own words, spoken, or together.

    `kind` is offer or ask; `concept` a code of the list; `sound` the bytes of a recording. Without
    a choice a talent carries the name and a question does not. The same `once` is hung once (R5).
    Refused when it says nothing (`says-nothing`), is longer than 140 letters (`too-long`), is not
    on the list (`no-such-concept`), holds a phone number or address (`own-number`: the wall is
    public), for somebody who is hidden (`you-are-hidden`), and as `heard` tells. Noted.
    """
    allow(may_hang(actor))
    said = one_line(words)
    if done := Post.everywhere.filter(once=once).first():  # an id is unique in every room
        return _hung_before(actor, done)
    known = _known(concept, kind)
    voice = heard(sound) if sound is not None else None
    _refuse_words(said, is_enough=bool(known or voice))
    refuse_hidden(actor)
    if known and known.is_called(said, kind):
        said = ""  # just its name: every reader gets it in their own language
    guesses = [] if known or not said else concepts.meant(said, kind)
    post = Post(
        place=actor.place, once=once, kind=kind, person=actor.someone, words=said,
        concept=known.code if known else "", hint=" ".join(guess.code for guess in guesses),
        language=(get_language() or "nl")[:5], picto=known.picto if known else OWN_PICTO[kind],
        with_name=kind == "offer" if with_name is None else with_name,
        spoken=voice is not None, hung_at=timezone.now(),
    )  # fmt: skip
    if (kept := _keep(post)) is not post:
        return _hung_before(actor, kept)
    if voice:
        Recording.everywhere.create(  # everywhere: writing, not looking
            post=post, person=actor.someone, mime=voice.mime, seconds=voice.seconds,
            sound=voice.sound,
        )  # fmt: skip
    note(actor, "talents.hung", post)
    return post


def _keep(post: Post) -> Post:
    """Save a new post; or return the one that was sent with the same id at the very same moment."""
    while True:
        try:
            with transaction.atomic():
                post.save(force_insert=True)
        except IntegrityError:
            if done := Post.everywhere.filter(once=post.once).first():  # an id in every room
                return done
            if not Post.objects.within(post.place).filter(code=post.code).exists():
                raise
            post.code = new_code()  # once in a few hundred thousand posts
        else:
            return post


def _hung_before(actor: Actor, post: Post) -> Post:
    if (post.person_id, post.place_id) != (actor.someone.pk, actor.place.pk):
        raise Refused("sent-before", _("Hier ging iets mis. Probeer het nog eens."))
    return post


def _known(code: str, kind: str) -> concepts.Concept | None:
    if not code:
        return None
    found = concepts.concept(code)
    if found is None or not found.fits(kind):
        raise Refused("no-such-concept", _("Dit staat niet op onze lijst. Kies iets anders."))
    return found


def _refuse_words(said: str, *, is_enough: bool) -> None:
    if not said and not is_enough:
        raise Refused("says-nothing", _("Schrijf of zeg een paar woorden."), field="words")
    if len(said) > LONGEST_WORDS:
        raise Refused(
            "too-long",
            _("Dit is te lang. Er passen %(most)d letters. Maak het korter.")
            % {"most": LONGEST_WORDS},
            field="words",
        )
    if _ADDRESS.search(said) or _holds_number(said):
        raise Refused(
            "own-number",
            _("Iedereen kan dit lezen. Laat je nummer of adres weg. Buren schrijven je hier."),
            field="words",
        )


def _holds_number(said: str) -> bool:
    if sum(letter.isdigit() for letter in said) < FEWEST_DIGITS:
        return False
    # Here, because the tables of all countries take memory that a text seldom needs.
    from phonenumbers import Leniency, PhoneNumberMatcher

    return any(True for _m in PhoneNumberMatcher(said, "NL", leniency=Leniency.POSSIBLE))


def refuse_hidden(actor: Actor) -> None:
    """Who cannot be found cannot be answered. Refuses `you-are-hidden`."""
    if actor.someone.is_hidden:
        raise Refused(
            "you-are-hidden",
            _("Jij bent nu onvindbaar. Zet dat eerst uit bij „Wie ziet wat“."),
        )


@transaction.atomic
def take_down(actor: Actor, *, post: str) -> Post:
    """Take a post (by its code) off the wall: my own, or, for who keeps it decent, any.

    Twice is once. Refused when there is none (`not-found`). Noted in the journal.
    """
    found = _find(actor, post)
    allow(may_take_down(actor, mine=found.person_id == actor.someone.pk))
    if found.hangs:
        found.taken_down_at = timezone.now()
        found.save(update_fields=["taken_down_at"])
        note(actor, "talents.taken-down", found)
    return found


@transaction.atomic
def hang_again(actor: Actor, *, post: str) -> Post:
    """Put my own post back where it hung: the undo of taking it down. Noted in the journal.

    Refused when it is not mine or not there (`not-found`). Twice is once.
    """
    found = _find_mine(actor, post)
    if not found.hangs:
        found.taken_down_at = None
        found.save(update_fields=["taken_down_at"])
        note(actor, "talents.hung-again", found)
    return found


@transaction.atomic
def mean(actor: Actor, *, post: str, concept: str) -> Post:
    """Say which concept of the list my own words mean, so that every language finds it.

    My words stay. Refused when the post is not mine (`not-found`) or the concept is not on the
    list (`no-such-concept`). Noted in the journal.
    """
    found = _find_mine(actor, post)
    known = _known(concept, found.kind)
    if known is None:
        raise Refused("no-such-concept", _("Dit staat niet op onze lijst. Kies iets anders."))
    found.concept, found.picto = known.code, known.picto
    found.save(update_fields=["concept", "picto"])
    note(actor, "talents.meant", found)
    return found


def _find(actor: Actor, code: str) -> Post:
    allow(may_hang(actor))
    found = Post.objects.within(actor.place).select_for_update().filter(code=code).first()
    if found is None:
        raise NotFound
    return found


def _find_mine(actor: Actor, code: str) -> Post:
    found = _find(actor, code)
    if found.person_id != actor.someone.pk:
        raise NotFound
    return found


@transaction.atomic
def forget_what_came_down(*, before: datetime) -> int:
    """Wipe posts that came down before this moment and contacts that ended before it (P2).

    For the clock: what nobody needs is not kept. A post that two people still talk about stays.
    Returns how many rows went.
    """
    ended = list(
        Touch.everywhere.filter(ended_at__lt=before).values_list("pk", flat=True)  # every room
    )
    gone = Touch.everywhere.filter(pk__in=ended).delete()[0]  # those just found
    talked_about = Touch.everywhere.filter(post=OuterRef("pk"))  # about this very post
    down = list(
        Post.everywhere.filter(taken_down_at__lt=before)  # every room: the clock knows no place
        .exclude(Exists(talked_about))
        .values_list("pk", flat=True)
    )
    return gone + Post.everywhere.filter(pk__in=down).delete()[0]  # those just found
