"""How two neighbours get in touch, write to each other, and stop."""

from dataclasses import replace
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
from sleutelbos.kit.codes import new_code
from sleutelbos.kit.plain_text import plain_text
from sleutelbos.kit.refused import NotFound, Refused, allow

from .commands import refuse_hidden
from .models import Message, Post, Touch
from .permissions import may_touch
from .queries import hanging, touches_of

LONGEST_MESSAGE = 500  # letters
TOLD = gettext_noop("Een buur wil iets van je horen.")


@transaction.atomic
def get_in_touch(actor: Actor, *, post: str) -> Touch:
    """*Graag* or *Ik help*: open a contact with the neighbour of a post (by its code).

    The neighbour sees who I am; I see who they are at once only if they hung it up with their
    name, else when they answer. Pressed twice is one contact. Refused when it does not hang there
    (`not-found`), is my own (`own-post`), when the neighbour stopped an earlier contact about it
    (`stopped`), and for somebody who is hidden (`you-are-hidden`). Noted in the journal.
    """
    allow(may_touch(actor))
    found = hanging(actor.place).select_for_update(of=("self",)).filter(code=post).first()
    if found is None:
        raise NotFound
    if found.person_id == actor.someone.pk:
        raise Refused("own-post", _("Dit hangt aan je eigen bos."))
    refuse_hidden(actor)
    earlier = found.touches.filter(opener=actor.someone)
    if touch := earlier.filter(ended_at=None).first():
        return touch
    if earlier.filter(ended_by=found.person_id).exists():
        raise Refused("stopped", _("Deze buur wil nu geen contact. Dat mag. Vraag het een ander."))
    return _open(actor, found)


def _open(actor: Actor, post: Post) -> Touch:
    now = timezone.now()
    touch = Touch(
        place=actor.place, post=post, opener=actor.someone, owner=post.person, opened_at=now,
        last_at=now, owner_named_at=now if post.with_name else None,
    )  # fmt: skip
    while touch.pk is None:
        try:
            with transaction.atomic():
                touch.save(force_insert=True)
        except IntegrityError:  # pressed twice at the very same moment
            if done := post.touches.filter(opener=actor.someone, ended_at=None).first():
                return done
            if not Touch.everywhere.filter(code=touch.code).exists():  # a code in every room
                raise
            touch.code = new_code()  # once in a few hundred thousand contacts
    note(actor, "talents.got-in-touch", touch)
    _tell(touch, touch.owner)
    return touch


def _tell(touch: Touch, person: Person) -> None:
    """Once for everything in this contact that this person did not see yet."""
    path = reverse("talents:thread", args=[touch.code])
    tell(touch.place, to=person, kind="talents", sentence=TOLD, path=path)


@transaction.atomic
def say(actor: Actor, *, touch: str, text: str, once: UUID) -> Message:
    """Write to the other in one of my contacts (by its code), in any of my rooms.

    The first answer of somebody who asked without a name tells who they are. The same `once` is
    one message (R5). Refused when the contact is not mine (`not-found`), has ended (`ended`), the
    text is empty (`says-nothing`) or over 500 letters (`too-long`), and for somebody who is hidden
    (`you-are-hidden`). Not noted in the journal: what two people say is theirs.
    """
    found = _mine(actor, touch)
    said = plain_text(text).strip()
    if done := found.messages.filter(once=once, person=actor.someone).first():
        return done
    if found.ended_at is not None:
        raise Refused("ended", _("Dit contact is gestopt. Jullie kunnen niet meer schrijven."))
    if not said:
        raise Refused("says-nothing", _("Schrijf een paar woorden."), field="text")
    if len(said) > LONGEST_MESSAGE:
        raise Refused(
            "too-long",
            _("Dit is te lang. Er passen %(most)d letters. Maak het korter.")
            % {"most": LONGEST_MESSAGE},
            field="text",
        )
    refuse_hidden(actor)
    return _add(actor, found, said, once)


def _add(actor: Actor, touch: Touch, said: str, once: UUID) -> Message:
    now = timezone.now()
    try:
        with transaction.atomic():
            message = Message.everywhere.create(  # everywhere: writing, not looking
                touch=touch, once=once, person=actor.someone, text=said, said_at=now
            )
    except IntegrityError:  # sent twice at the very same moment, or somebody else's id
        raise Refused("sent-before", _("Dit bericht is al verstuurd.")) from None
    is_owner = touch.owner_id == actor.someone.pk
    touch.last_at, touch.owner_is_next = now, not is_owner
    if is_owner and touch.owner_named_at is None:
        touch.owner_named_at = now
    touch.save(update_fields=["last_at", "owner_is_next", "owner_named_at"])
    _tell(touch, touch.opener if is_owner else touch.owner)
    return message


@transaction.atomic
def stop(actor: Actor, *, touch: str) -> Touch:
    """End one of my contacts: from now on neither can write. No reason is asked; twice is once.

    The other reads that it stopped, not who did it. Refused when it is not mine (`not-found`).
    Noted in the journal.
    """
    found = _mine(actor, touch)
    if found.ended_at is None:
        found.ended_at, found.ended_by = timezone.now(), actor.someone
        found.save(update_fields=["ended_at", "ended_by"])
        note(_in(actor, found), "talents.touch-ended", found)
    return found


@transaction.atomic
def resume(actor: Actor, *, touch: str) -> Touch:
    """Go on with a contact that I ended myself. Noted in the journal.

    Refused when it is not mine (`not-found`), when the other ended it (`stopped`), or when there
    is a newer one about the same post (`newer`).
    """
    found = _mine(actor, touch)
    if found.ended_at is None:
        return found
    if found.ended_by_id != actor.someone.pk:
        raise Refused("stopped", _("Deze buur wil nu geen contact. Dat mag. Vraag het een ander."))
    found.ended_at = found.ended_by = None
    try:
        with transaction.atomic():
            found.save(update_fields=["ended_at", "ended_by"])
    except IntegrityError:
        raise Refused("newer", _("Jullie hebben hier al een nieuw contact over.")) from None
    note(_in(actor, found), "talents.touch-resumed", found)
    return found


def _mine(actor: Actor, code: str) -> Touch:
    """My own contact: of others, unknown and with somebody hidden are all not there."""
    allow(may_touch(actor))
    touches = touches_of(actor.someone).select_for_update(of=("self",))
    found = touches.filter(code=code).first()
    if found is None:
        raise NotFound
    return found


def _in(actor: Actor, touch: Touch) -> Actor:
    """The same person, in the room where the contact began."""
    return replace(actor, place=touch.place)
