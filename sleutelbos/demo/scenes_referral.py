"""A social map, welcome cards, somebody who goes along, and places to work."""

from datetime import datetime, timedelta

from sleutelbos.commons.places import commands as places
from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.models import Place
from sleutelbos.room.referral import commands as cards
from sleutelbos.room.referral import commands_map, commands_together, queries_map
from sleutelbos.room.workplaces import commands as support
from sleutelbos.room.workplaces import commands_steps as steps

from .cast import uuid_of
from .clock import at
from .network import actor, person

# name, what they do, life areas, how to get in, when
ON_MAP = (
    ("Wijkteam Vogelplein", "Helpt met geld, brieven en thuis.", ("money", "letters", "home"),
     "Loop binnen, of vraag aan tafel wie er meegaat.", "Dinsdag en donderdag van 9 tot 12 uur."),
    ("Taalhuis De Letter", "Nederlands leren, op je eigen tempo.", ("language",),
     "Bel even, dan staat de thee klaar.", "Elke werkdag van 10 tot 16 uur."),
    ("Formulierenspreekuur", "Vult samen met jou moeilijke formulieren in.", ("letters", "money"),
     "Neem je brief mee. Een afspraak hoeft niet.", "Woensdag van 13 tot 16 uur."),
)  # fmt: skip


def institutions(room: Place, now: datetime) -> None:
    """Three places outside the room, written down by residents."""
    with at(now - timedelta(days=9)):
        for nth, (name, what, areas, way_in, hours) in enumerate(ON_MAP):
            commands_map.put_on_map(
                actor("amina", room), once=uuid_of(f"institution {nth}"), name=name, what=what,
                areas=areas, way_in=way_in, hours=hours, for_network=nth == 1,
            )  # fmt: skip


def pointed_the_way(room: Place, now: datetime) -> None:
    """Three welcome cards, one of which was used; Fatma agreed to be named on them."""
    places.say_yes(actor("fatma", room), "welcome-card")
    places.say_yes(actor("fatma", room), "go-along")
    token = cards.list_token(uuid_of("welcome card 0"))
    for nth in range(3):
        with at(now - timedelta(days=6 - 2 * nth)):
            card = cards.make_card(
                Actor(None, room), once=uuid_of(f"welcome card {nth}"), language="ar",
                token=token if nth else "",
            )  # fmt: skip
    with at(now - timedelta(days=1)):
        cards.use_card(actor("fatma", room), code=card.code)


def went_along(room: Place, now: datetime) -> None:
    """Olena goes to the hour for forms with Fatma, who said that she comes."""
    olena, fatma = actor("olena", room), actor("fatma", room)
    found = next(one for one in queries_map.on_map(room) if one.name == ON_MAP[2][0])
    with at(now - timedelta(days=2)):
        going = commands_together.go(
            olena, once=uuid_of("olena goes"), institution=found.code,
            companion=person("fatma").code, goes_on=(now + timedelta(days=1)).date(),
            about="Een brief die ik niet begrijp.",
        )  # fmt: skip
        commands_together.come_along(fatma, code=going.code)


def at_work(room: Place, now: datetime) -> None:
    """A coordinator within the norm, half a duo of assistants, and somebody who is growing."""
    day = timedelta(days=1)
    with at(now - 40 * day):
        for kind, hours, who in (("coordinator", 20, "marleen"), ("assistant", 16, "deniz")):
            support.add_post(
                actor("roy", room), once=uuid_of(f"post {kind}"), kind=kind, minutes=hours * 60,
                since=(now - 200 * day).date(), person=person(who).code,
            )  # fmt: skip
        step = steps.propose(
            actor("marleen", room), once=uuid_of("first step"), person=person("tesfay").code,
            form="participation", where="De keuken van de kamer", minutes=8 * 60,
            since=(now - 40 * day).date(), until=(now + 50 * day).date(),
            goals="Leren koken voor twintig mensen.",
        )  # fmt: skip
        steps.agree(actor("tesfay", room), code=step.code)
        steps.plan_review(
            actor("marleen", room), code=step.code, once=uuid_of("first review"),
            day=(now + 10 * day).date(),
        )  # fmt: skip
