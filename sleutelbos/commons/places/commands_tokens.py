"""Trusting a machine with a room, and taking that back (P7)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sleutelbos.commons.journal.commands import note
from sleutelbos.kit.codes import fingerprint, new_token
from sleutelbos.kit.plain_text import one_line
from sleutelbos.kit.refused import NotFound, Refused, allow

from .door import Actor
from .models import ApiToken
from .permissions import may_make_tokens

LONGEST_NAME = 60  # letters


@transaction.atomic
def make_token(actor: Actor, *, name: str, role: str) -> str:
    """Make a key for a machine and return it, to be shown once and never stored.

    `name` says what it is for. Refused without one (`no-name`) or for a role that machines do not
    get (`no-such-role`). Noted in the journal.
    """
    allow(may_make_tokens(actor))
    said = one_line(name)[:LONGEST_NAME]
    if not said:
        raise Refused("no-name", _("Schrijf waar deze sleutel voor is."), field="name")
    if role not in ApiToken.Role.values:
        raise Refused("no-such-role", _("Kies wat de computer hier mag doen."), field="role")
    token = new_token()
    made = ApiToken.everywhere.create(  # everywhere: writing, not looking
        place=actor.place, name=said, role=role, fingerprint=fingerprint(token),
        made_by=actor.person, made_at=timezone.now(),
    )  # fmt: skip
    note(actor, "places.token-made", made)
    return token


@transaction.atomic
def revoke_token(actor: Actor, *, code: str) -> None:
    """Make the key of a machine worthless; its next request is refused (R25). Twice is once.

    Raises `NotFound`. Noted in the journal.
    """
    allow(may_make_tokens(actor))
    rows = ApiToken.objects.within(actor.place).select_for_update()
    found = rows.filter(code=code).first()
    if found is None:
        raise NotFound
    if found.revoked_at is None:
        found.revoked_at = timezone.now()
        found.save(update_fields=["revoked_at"])
        note(actor, "places.token-revoked", found)
