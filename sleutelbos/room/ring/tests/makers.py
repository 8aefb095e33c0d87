"""A maker for tests: somebody whose page is full."""

from datetime import timedelta

from django.utils import timezone

from sleutelbos.commons.places.door import Actor, actor_of
from sleutelbos.commons.places.tests.makers import make_actor
from sleutelbos.room.activities import commands as activities
from sleutelbos.room.activities.tests.makers import make_occurrence
from sleutelbos.room.hours import commands as hours
from sleutelbos.room.hours.tests.makers import days_ago, make_hours
from sleutelbos.room.keys import commands as keys
from sleutelbos.room.keys.tests.makers import make_key, make_week
from sleutelbos.room.story.tests.makers import make_door, make_step
from sleutelbos.room.talents.tests.makers import make_offer

TALENTS = ("cooking-for-many", "dutch-conversation", "cutting-hair")
GAVE = (
    ("pan", "Soep voor 12 buren"),
    ("praat", "Tolk voor Samira"),
    ("schaar", "Vlechten bij Joy"),
)
GOT = (("brief", "Hulp met een brief"), ("fiets", "Mijn band geplakt"), ("kop", "Iemand luisterde"))


def fill(me: Actor, number: int) -> Actor:
    """Give this key holder `number` of everything that can stand on the page; returns them anew."""
    host = make_actor(me.place, "fatma", "host")
    make_week(me.place)
    for n in range(number):
        make_offer(me, TALENTS[n])
        key = make_key(me.place)
        keys.hand_over(host, key=key, to=me.someone, responsibility="de naaiclub")
        hours.keep(me, kind="gave", picto=GAVE[n][0], text=GAVE[n][1])
        hours.keep(me, kind="got", picto=GOT[n][0], text=GOT[n][1])
        make_hours(me, 60, days_ago(n + 1))
        make_step(me, make_door(me, f"Muur {n}"))
        starts = timezone.now() + timedelta(days=n + 1)
        row = make_occurrence(host, f"Samen {n}", starts=starts)
        activities.sign_up(me, occurrence=row)
        make_occurrence(me, f"Naaiclub {n}", starts=starts)
        hours.thank(host, to=me.someone, what=f"Bedankt {n}")
    me = actor_of(me.someone, me.place)
    for n in range(number):
        keys.take_turn(me, day=days_ago(-n - 1), what="open")
    return me
