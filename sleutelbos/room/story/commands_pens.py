"""Letting a neighbour write with me: they write, it is read back to me, and only then it counts."""

from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from sleutelbos.commons.notices.commands import tell
from sleutelbos.commons.places.door import Actor
from sleutelbos.kit.refused import NotFound, Refused, allow
from sleutelbos.kit.words import language_now

from .commands import draft, mine, refuse_full
from .commands_sharing import seen_words
from .models import Door, Pen
from .permissions import may_tell
from .queries import can_be_chosen, drafts_by, open_pens

WRITES_FOR = timedelta(days=28)
SOMETHING = gettext_noop("Er is iets voor jou van een buur.")  # neutral: others may read along
WRITES = (  # as on the page: templates/story/pens.html
    gettext_noop("Jij vertelt, deze buur schrijft. Daarna hoor jij het terug."),
    gettext_noop("Pas als jij ja zegt, telt het."),
    gettext_noop("De rest van je route ziet deze buur niet."),
)


@transaction.atomic
def give_pen(actor: Actor, *, to: str) -> Pen:
    """Ask one neighbour (by code) to write with me, for four weeks.

    They see nothing of my route: only what they wrote themselves and I did not hear yet. Asked
    again it is four weeks from now, as another row (R41). Refused when I cannot choose them here
    (`not-known-here`).
    """
    allow(may_tell(actor))
    writer = can_be_chosen(actor.place, to, but=actor.someone)
    if writer is None:
        raise Refused("not-known-here", _("Wij kennen deze buur hier niet."))
    until = timezone.localdate() + WRITES_FOR
    mine_now = Pen.everywhere.filter(owner=actor.someone, writer=writer)  # one's own
    now = timezone.now()
    had = mine_now.filter(ended_at=None).first()
    if had and (had.until, had.place_id) == (until, actor.place.pk):
        return had
    try:
        with transaction.atomic():
            mine_now.filter(ended_at=None).update(ended_at=now)
            pen = Pen.everywhere.create(  # everywhere: writing, not looking
                place=actor.place, owner=actor.someone, writer=writer, given_at=now, until=until,
                wording=seen_words(WRITES), language=language_now(),
            )  # fmt: skip
    except IntegrityError:  # pressed twice at the very same moment
        return mine_now.get(ended_at=None)
    if not had or had.until < timezone.localdate():
        path = reverse("story:from-others")
        tell(actor.place, to=writer, kind="story", sentence=SOMETHING, path=path)
    return pen


@transaction.atomic
def take_pen(actor: Actor, *, pen: str) -> None:
    """This neighbour (by the code of their pen) writes for me no more; works at once.

    What they wrote waits for me. Refused when it is not mine (`not-found`).
    """
    allow(may_tell(actor))
    pens = Pen.everywhere.filter(owner=actor.someone, code=pen)  # one's own
    if not pens.exists():
        raise NotFound
    pens.filter(ended_at=None).update(ended_at=timezone.now())


@transaction.atomic
def write_for(
    actor: Actor, *, pen: str, words: str, helped: str = "", state: str = "shut", once: UUID
) -> Door:
    """Write down a door for a neighbour who gave me their pen (by its code): a draft.

    It counts nowhere until it was read back to them and they said yes. They hear that there is
    something. Refused when the pen is not mine or over (`not-found`), when twenty of mine wait to
    be read back (`enough-written`; how full the route is, is not for me), and as `commands.tell`.
    """
    allow(may_tell(actor))
    found = open_pens(actor.someone, timezone.now()).filter(code=pen).first()
    if found is None:
        raise NotFound
    there = Actor(actor.person, found.place, actor.roles)
    written = draft(there, found.owner, words=words, helped=helped, state=state, once=once)
    path = reverse("story:mine")
    tell(found.place, to=found.owner, kind="story", sentence=SOMETHING, path=path)
    return written


@transaction.atomic
def withdraw(actor: Actor, *, pen: str, door: str) -> None:
    """Take back a draft that I wrote and that was not read back yet: it is wiped.

    Refused when it is not there, not mine, or theirs by now (`not-found`).
    """
    allow(may_tell(actor))
    found = open_pens(actor.someone, timezone.now()).filter(code=pen).first()
    if found is None:
        raise NotFound
    written = drafts_by(actor.someone, found.owner)
    one = written.select_for_update(of=("self",)).filter(code=door).first()
    if one is None:  # also when its person said yes at this very moment: then it is theirs
        raise NotFound
    one.delete()


@transaction.atomic
def says_true(actor: Actor, *, door: str) -> Door:
    """*Ja, zo is het*: I heard what was written for me, and now it is mine. Twice is once.

    Refused when it is not mine (`not-found`), and when my route is full (`route-full`).
    """
    found = mine(actor, door)
    if found.is_draft:
        refuse_full(found.person)
        found.is_draft, found.read_back_at = False, timezone.now()
        found.save(update_fields=["is_draft", "read_back_at"])
    return found
