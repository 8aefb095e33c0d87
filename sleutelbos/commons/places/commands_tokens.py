"""Trusting a machine with a room, and taking that back (P7)."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sleutelbos.commons.journal.commands import note
from sleutelbos.commons.people.models import Person
from sleutelbos.kit.codes import fingerprint, new_token
from sleutelbos.kit.plain_text import one_line
from sleutelbos.kit.refused import NotFound, Refused, allow

from .door import Actor
from .models import ApiToken
from .permissions import may_make_tokens

LONGEST_NAME = 60  # letters


@transaction.atomic
def make_token(actor: Actor, *, name: str, role: str, once: UUID | None = None) -> str:
    """Make a key for a machine and return it, to be shown once and never stored.

    `name` says what it is for. Refused without one (`no-name`), for a role that machines do not
    get (`no-such-role`), and for a form sent before (`made-before`, by `once`): then it was shown.
    Noted in the journal.
    """
    allow(may_make_tokens(actor))
    said = one_line(name)[:LONGEST_NAME]
    if not said:
        raise Refused("no-name", _("Schrijf waar deze sleutel voor is."), field="name")
    if role not in ApiToken.Role.values:
        raise Refused("no-such-role", _("Kies wat de computer hier mag doen."), field="role")
    if once and ApiToken.everywhere.filter(once=once).exists():  # an id is unique in every room
        raise _made_before()
    token = new_token()
    try:
        with transaction.atomic():
            made = ApiToken.everywhere.create(  # everywhere: writing, not looking
                place=actor.place, name=said, role=role, fingerprint=fingerprint(token),
                made_by=actor.person, made_at=timezone.now(), once=once,
            )  # fmt: skip
    except IntegrityError:  # the same form came in between: the first of the two has made it
        raise _made_before() from None
    note(actor, "places.token-made", made)
    return token


def _made_before() -> Refused:
    return Refused(
        "made-before",
        _("Deze sleutel is al gemaakt. Zag je hem niet? Zet hem uit en maak een nieuwe."),
    )


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
        _revoke(actor, found)


def _revoke(actor: Actor, token: ApiToken) -> None:
    token.revoked_at = timezone.now()
    token.save(update_fields=["revoked_at"])
    note(actor, "places.token-revoked", token)


def revoke_tokens_of(actor: Actor, person: Person) -> None:
    """Make every key worthless that somebody made for a machine here: they saw it. Part of the
    caller's change, that asked who may do it. Each is noted in the journal."""
    made = ApiToken.objects.within(actor.place).filter(made_by=person, revoked_at=None)
    for token in made.select_for_update():
        _revoke(actor, token)


def remember_use(token: ApiToken) -> None:
    """Keep the day on which a machine last used its key, so that an old one is seen to be old.

    The day and nothing finer, so it is written once a day at most.
    """
    today = timezone.localdate()
    if token.last_used_on != today:
        rows = ApiToken.everywhere.filter(pk=token.pk)  # everywhere: a row in our hands
        rows.update(last_used_on=today)
