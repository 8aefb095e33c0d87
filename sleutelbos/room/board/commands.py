"""Making the address of one's own calendar."""

from django.db import transaction
from django.utils import timezone

from sleutelbos.commons.journal.commands import note
from sleutelbos.commons.places.door import Actor
from sleutelbos.kit.codes import fingerprint, new_token
from sleutelbos.kit.refused import allow

from .models import Feed
from .permissions import may_have_feed


@transaction.atomic
def renew_feed(actor: Actor) -> str:
    """Give this person a new secret address for their calendar; return its token (K2E, R35).

    An address made earlier stops at once. The token has 192 random bits and is shown this once:
    only its hash is kept. Raises `NotAllowed` for who does nothing in a room but pay.
    """
    allow(may_have_feed(actor))
    token = new_token()
    made = {"fingerprint": fingerprint(token), "made_at": timezone.now()}
    feed, _new = Feed.everywhere.update_or_create(  # everywhere: writing, not looking
        person=actor.someone, defaults=made
    )
    note(actor, "board.feed-renewed", feed)
    return token
