"""One more of everything that stands on the pages of notices."""

from django.utils import timezone

from sleutelbos.commons.notices import commands, commands_push
from sleutelbos.commons.notices.models import Delivery
from tests.world import World


def more(world: World, nth: int) -> None:
    """A notice and a phone of everybody, a mail that does not get out, somebody told on paper."""
    now = timezone.now()
    for name, person in world.people.items():
        place = world.elsewhere if name == "stranger" else world.room
        sentence, path = "Er is iets voor je in de kamer.", f"/mijn/?{nth}"
        commands.tell(place, to=person, kind="room", sentence=sentence, path=path)
        endpoint = f"https://fcm.googleapis.com/fcm/send/{name}-{nth}"
        commands_push.add_device(person, endpoint)
    Delivery.everywhere.create(  # writing, not looking
        place=world.room, person=list(world.people.values())[nth], way=Delivery.Way.MAIL,
        state=Delivery.State.STUCK, why=f"no-server-{nth}", made_at=now, not_before=now,
        changed_at=now,
    )  # fmt: skip
