"""Welcome cards: made by who points the way, taken in by who receives people (K5B)."""

import secrets
from datetime import date
from uuid import UUID

from django.core.cache import caches
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from sleutelbos.commons.journal.commands import note
from sleutelbos.commons.people.commands import slow_down
from sleutelbos.commons.places.door import Actor
from sleutelbos.kit.cache import cache_key
from sleutelbos.kit.codes import fingerprint
from sleutelbos.kit.refused import NotFound, Refused, allow

from .models import WelcomeCard
from .permissions import may_make_card, may_take_cards

FROM_ONE_ADDRESS = 20  # cards an hour: a whole institution may share one address
FROM_EVERYWHERE = 300  # cards an hour
DAY = 24 * 60 * 60


def list_token(once: UUID) -> str:
    """The secret end of a new list, made out of the id of its first card: 160 bits.

    The same form sent twice gives the same list (R5); without our key nobody can work it out.
    """
    return salted_hmac("sleutelbos.card-list", once.hex, algorithm="sha256").hexdigest()[:40]


@transaction.atomic
def make_card(
    actor: Actor, *, once: UUID, language: str = "", token: str = "", came_from: str = ""
) -> WelcomeCard:
    """Make a welcome card for the room of the actor, who needs no account and says nothing.

    `language` is the second language beside Dutch; `token` the secret end of a list that there is,
    else a new list begins; `came_from` the network address that asks, which is not kept: only a
    count under a hash whose key is thrown away every day. The same `once` is one card (R5).
    Refused when twenty cards in an hour came from one address, or three hundred from everywhere
    (`too-often`), and for a list that is not there (`not-found`). Noted.
    """
    allow(may_make_card(actor))
    if done := WelcomeCard.objects.within(actor.place).filter(once=once).first():
        return done
    mark = fingerprint(token or list_token(once))
    lists = WelcomeCard.everywhere.filter(list_mark=mark)  # a list may hold cards of every room
    if token and not lists.exists():
        raise NotFound
    today = timezone.localdate()
    about = salted_hmac(_key_of(today), came_from, algorithm="sha256").hexdigest()
    slow_down("card-address", about, at_most=FROM_ONE_ADDRESS, minutes=60)
    slow_down("card-all", "", at_most=FROM_EVERYWHERE, minutes=60)
    try:
        with transaction.atomic():
            card = WelcomeCard.everywhere.create(  # everywhere: writing, not looking
                place=actor.place, once=once, list_mark=mark, language=language, made_on=today
            )
    except IntegrityError:  # the same form, at the same moment
        return _made_before(actor, once)
    note(actor, "referral.card-made", card)
    return card


def _made_before(actor: Actor, once: UUID) -> WelcomeCard:
    found = WelcomeCard.objects.within(actor.place).filter(once=once).first()
    if found is None:  # the id was used in another room
        raise NotFound
    return found


def _key_of(today: date) -> str:
    """A random key that lives for a day, in no database: after it a count says nothing any more."""
    kept = caches["moment"]
    return str(kept.get_or_set(cache_key("card-key", today), lambda: secrets.token_hex(32), DAY))


@transaction.atomic
def use_card(actor: Actor, *, code: str) -> WelcomeCard:
    """Somebody came with this card: it counts, once.

    Refused for a code that no card of this room has (`no-such-card`) and for a card that counted
    already (`card-is-used`). Nothing is written about who came. Noted.
    """
    allow(may_take_cards(actor))
    card = _card(actor, code)
    rows = WelcomeCard.objects.within(actor.place).filter(pk=card.pk, used_on=None)
    if not rows.update(used_on=timezone.localdate()):
        raise Refused("card-is-used", _("Deze kaart telde al mee. Welkom!"), field="code")
    note(actor, "referral.card-used", card)
    return card


@transaction.atomic
def unuse_card(actor: Actor, *, code: str) -> WelcomeCard:
    """Take back that a card was used: it was another one. Twice is once. Noted."""
    allow(may_take_cards(actor))
    card = _card(actor, code)
    WelcomeCard.objects.within(actor.place).filter(pk=card.pk).update(used_on=None)
    note(actor, "referral.card-use-taken-back", card)
    return card


def _card(actor: Actor, code: str) -> WelcomeCard:
    said = "".join(code.lower().split())[:40]
    found = None
    if said.isascii() and said.isalnum():
        found = WelcomeCard.objects.within(actor.place).filter(code=said).first()
    if found is None:
        raise Refused(
            "no-such-card", _("Deze code kennen wij niet. Kijk nog eens op de kaart."), field="code"
        )
    return found


def forget_cards(*, before: date) -> int:
    """Throw away cards made before this day (P2). For the clock; returns how many went."""
    return WelcomeCard.everywhere.filter(made_on__lt=before).delete()[0]  # every room: the clock
