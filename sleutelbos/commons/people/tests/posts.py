"""One valid request for every address of people that changes something."""

import re
from collections.abc import Mapping
from typing import Any

from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sleutelbos.commons.people.models import Passkey
from sleutelbos.commons.people.tests.device import Device
from sleutelbos.kit.policy import ANONYMOUS, BOARD, RESIDENT
from tests.twice import Post
from tests.world import World

ADDRESS = "resident-canary@voorbeeld.nl"


def posts(world: World) -> dict[str, Post]:
    """Route name → the request."""
    tag = {"called": "Resident-canary", "tag_picto": "vogel", "tag_colour": "bruin"}
    return {
        "people:enter": Post(ANONYMOUS, {"email": "niemand@voorbeeld.nl"}),
        "people:code": Post(ANONYMOUS, before=_asked_for_a_code),
        "people:card": Post(ANONYMOUS),
        "people:passkey-begin": Post(ANONYMOUS),
        "people:passkey": Post(ANONYMOUS, before=_shown, json=True),
        "people:new-passkey-begin": Post(BOARD),
        "people:new-passkey": Post(BOARD, before=_made, json=True),
        "people:drop-passkey": Post(BOARD, before=_has_device, at={"code": "abcdef"}),
        "people:out": Post(RESIDENT),
        "people:out-everywhere": Post(RESIDENT),
        "people:look": Post(RESIDENT, {"language": "tr"}),
        "people:tag": Post(RESIDENT, tag),
        "people:revoke-card": Post(RESIDENT),
        "people:address": Post(RESIDENT, {"email": ADDRESS}),
        "people:address-code": Post(RESIDENT, before=_asked_for_the_address),
        "people:forget-address": Post(RESIDENT, before=_has_address),
        "people:hide": Post(RESIDENT),
        "people:show": Post(RESIDENT, before=_is_hidden),
        "people:erase": Post(RESIDENT),
    }


def _has_address(world: World, _client: Client) -> None:
    resident = world.people[RESIDENT]
    resident.email = ADDRESS
    resident.save(update_fields=["email"])


def _asked_for_a_code(world: World, client: Client) -> Mapping[str, Any]:
    _has_address(world, client)
    client.post(reverse("people:enter"), {"email": ADDRESS})
    return {"code": _mailed()}


def _asked_for_the_address(_world: World, client: Client) -> Mapping[str, Any]:
    client.post(reverse("people:address"), {"email": ADDRESS})
    return {"code": _mailed()}


def _mailed() -> str:
    found = re.search(r"\d{4} \d{4}", mail.outbox[-1].body)
    assert found
    return found[0]


def _is_hidden(world: World, _client: Client) -> None:
    resident = world.people[RESIDENT]
    resident.hidden_since = timezone.now()
    resident.save(update_fields=["hidden_since"])


def _has_device(world: World, _client: Client) -> None:
    Passkey.everywhere.create(
        person=world.people[BOARD], credential=b"x", fingerprint="x", made_at=timezone.now(),
        code="abcdef",
    )  # fmt: skip


def _made(_world: World, client: Client) -> Mapping[str, Any]:
    return Device().make(client.post(reverse("people:new-passkey-begin")).json())


def _shown(world: World, client: Client) -> Mapping[str, Any]:
    device, board = Device(), world.client(BOARD)
    made = device.make(board.post(reverse("people:new-passkey-begin")).json())
    board.post(reverse("people:new-passkey"), made, content_type="application/json")
    return device.show(client.post(reverse("people:passkey-begin")).json())
