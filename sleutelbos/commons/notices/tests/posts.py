"""One valid request for every address of notices that changes something."""

from django.test import Client
from django.utils import timezone

from sleutelbos.commons.notices import commands, commands_push
from sleutelbos.commons.notices.models import Delivery, Device, Notice
from sleutelbos.commons.notices.tests.makers import make_wishes
from sleutelbos.kit.policy import COORDINATOR, HOST, RESIDENT
from tests.twice import Post
from tests.world import World

ENDPOINT = "https://fcm.googleapis.com/fcm/send/a-device"
DEVICE = "abcdef"


def posts(world: World) -> dict[str, Post]:
    """Route name → the request."""
    wishes = {"mail_at": "09:00", "quiet_from": "21:00", "quiet_until": "08:00", "paper": "yes"}
    mine = Notice.everywhere.filter(person=world.people[RESIDENT]).first()  # of one person
    return {
        "notices:open": Post(RESIDENT, at={"code": mine.code if mine else ""}),
        "notices:read-all": Post(RESIDENT),
        "notices:how": Post(RESIDENT, wishes),
        "notices:all-off": Post(RESIDENT),
        "notices:device": Post(RESIDENT, {"endpoint": ENDPOINT}),
        "notices:drop-device": Post(RESIDENT, before=_a_device),
        "notices:off": Post(RESIDENT, before=_by_mail),
        "notices:handed": Post(HOST),
        "notices:not-handed": Post(HOST, before=_handed),
        "notices:stuck": Post(COORDINATOR, {"why": "no-server"}, before=_a_mail_is_stuck),
    }


def _a_device(world: World, _client: Client) -> None:
    device = commands_push.add_device(world.people[RESIDENT], ENDPOINT)
    Device.objects.of(world.people[RESIDENT]).filter(pk=device.pk).update(code=DEVICE)


def _by_mail(world: World, _client: Client) -> None:
    person = world.people[RESIDENT]
    person.email = "bewoner@example.org"
    person.save(update_fields=["email"])
    make_wishes(world.actor(RESIDENT), mail=True)


def _handed(world: World, _client: Client) -> None:
    commands.hand_over(world.actor(HOST), code=world.people[RESIDENT].code)


def _a_mail_is_stuck(world: World, _client: Client) -> None:
    now = timezone.now()
    Delivery.everywhere.create(  # writing, not looking
        place=world.room, person=world.people[RESIDENT], way=Delivery.Way.MAIL,
        state=Delivery.State.STUCK, why="no-server", made_at=now, not_before=now, changed_at=now,
    )  # fmt: skip
