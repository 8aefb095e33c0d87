"""One valid request for every address of cards and of going along that changes something."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from sleutelbos.kit.policy import ANONYMOUS, HOST, KEY_HOLDER, RESIDENT
from sleutelbos.room.referral import commands, commands_asks, commands_map, commands_together
from sleutelbos.room.referral.models import Going, Institution
from tests.twice import Post
from tests.world import World


def posts(world: World) -> dict[str, Post]:
    """Route name → the request. In the world the resident goes somewhere with the host."""
    once = {"once": str(uuid4())}
    there, card = world.things["referral.institution"], world.things["referral.card"]
    where: Any = {"institution": there.code}  # type: ignore[attr-defined]
    known = {
        "name": "Huis van de Wijk", "what": "Zij helpen met brieven.", "areas": ["letters"],
        "way_in": "Loop binnen op dinsdag.", "hours": "Dinsdag", "address": "Dorp 2",
        "city": "Diemen",
    }  # fmt: skip
    said = {"zeg-once": str(uuid4()), "zeg-text": "Wij bellen dinsdag."}
    asked: Any = world.things["referral.ask"]
    yes = {"seen": commands_asks.wording(asked.kind, asked.institution)}
    outcome = {"klaar-once": str(uuid4()), "klaar-text": "Het is geregeld."}
    return {
        "referral:make": Post(ANONYMOUS, {**once, "room": world.room.slug, "language": ""}),
        "referral:list": Post(ANONYMOUS, {**once, "room": world.room.slug, "language": ""}),
        "referral:cards": Post(HOST, {"code": card.code}),  # type: ignore[attr-defined]
        "referral:use": Post(HOST),
        "referral:unuse": Post(HOST, before=_used),
        "referral:put-on-map": Post(HOST, {**once, **known}),
        "referral:change-on-map": Post(HOST, {**once, **known}),
        "referral:still-so": Post(HOST, before=_looked_at_long_ago),
        "referral:take-off-map": Post(HOST),
        "referral:put-back-on-map": Post(HOST, before=_taken_off),
        "referral:go": Post(KEY_HOLDER, {**once, **where, "companion": "", "goes_on": ""}),
        "referral:ask": Post(HOST, {**where, "kind": "go"}),
        "referral:agree": Post(RESIDENT, yes),
        "referral:decline": Post(RESIDENT),
        "referral:read": Post(HOST),
        "referral:say": Post(RESIDENT, said),
        "referral:finish": Post(RESIDENT, outcome),
        "referral:reopen": Post(RESIDENT, before=_finished),
        "referral:come-along": Post(HOST, before=_asked_along),
        "referral:stay-home": Post(HOST),
        "referral:withdraw": Post(RESIDENT),
        "referral:wipe": Post(RESIDENT),
    }


def _used(world: World, _client: Client) -> None:
    card: Any = world.things["referral.card"]
    commands.use_card(world.actor(HOST), code=card.code)


def _taken_off(world: World, _client: Client) -> None:
    there: Any = world.things["referral.institution"]
    commands_map.take_off_map(world.actor(HOST), code=there.code)


def _finished(world: World, _client: Client) -> None:
    going: Any = world.things["referral.going"]
    resident = world.actor(RESIDENT)
    commands_together.finish(resident, code=going.code, once=uuid4(), text="Het is geregeld.")


def _asked_along(world: World, _client: Client) -> None:
    going: Any = world.things["referral.going"]
    Going.objects.within(world.room).filter(pk=going.pk).update(comes_at=None)


def _looked_at_long_ago(world: World, _client: Client) -> None:
    there: Any = world.things["referral.institution"]
    long_ago = timezone.localdate() - timedelta(days=200)
    Institution.objects.within(world.room).filter(pk=there.pk).update(checked_on=long_ago)
