"""One more of everything that stands on the pages of cards, the map and going along."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from sleutelbos.commons.places import commands as places
from sleutelbos.commons.places.door import Actor, actor_of
from sleutelbos.kit.policy import HOST, PULLER, RESIDENT
from sleutelbos.room.referral import commands, commands_map, commands_together
from sleutelbos.room.referral.models import Institution
from sleutelbos.room.referral.tests.makers import make_ask, make_card, make_going, make_institution
from tests.world import World


def more(world: World, nth: int) -> None:
    """Cards of one list, used and not; plots on the map, one that was looked at long ago and one
    taken off; goings of all, with words, done, asked and waiting."""
    resident, host, puller = (world.actor(role) for role in (RESIDENT, HOST, PULLER))
    neighbour: Any = world.things["more.neighbour"]
    other = actor_of(neighbour, world.room)
    token: Any = world.things["referral.token"]
    commands.make_card(Actor(None, world.room), once=uuid4(), token=token)
    commands.use_card(host, code=make_card(world.room).code)
    there = make_institution(host, f"Plek {nth}")
    old, gone = make_institution(other, f"Oud {nth}"), make_institution(host, f"Weg {nth}")
    long_ago = timezone.localdate() - timedelta(days=200)
    Institution.objects.within(world.room).filter(pk=old.pk).update(checked_on=long_ago)
    commands_map.take_off_map(host, code=gone.code)
    theirs: Any = world.things["referral.going"]
    commands_together.say(resident, code=theirs.code, once=uuid4(), text=f"Gezegd {nth}")
    commands_together.read(host, code=theirs.code)
    for one, companion in ((resident, other), (puller, other), (other, puller), (other, host)):
        going = make_going(one, there, companion, about="Een brief")
        places.say_yes(companion, "go-along")
        commands_together.say(companion, code=going.code, once=uuid4(), text="Wij bellen.")
        done = make_going(one, there, companion)
        commands_together.finish(one, code=done.code, once=uuid4(), text="Geregeld.")
    make_ask(host, resident, there)
    make_ask(host, puller, there)
