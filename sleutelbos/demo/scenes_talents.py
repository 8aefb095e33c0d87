"""What neighbours offer and ask, and two of them who got in touch."""

from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import override

from sleutelbos.commons.places.models import Place
from sleutelbos.room.talents import commands as talents
from sleutelbos.room.talents import commands_touch as touching
from sleutelbos.room.talents.models import Post

from .cast import uuid_of
from .clock import at
from .network import actor


class Said(NamedTuple):
    """One post: who, by concept or in own words, in which language, with or without a name."""

    who: str
    concept: str = ""
    words: str = ""
    named: bool = True
    language: str = "nl"


# The oldest first: what hangs longest stands lowest on the wall.
OFFERS = (
    Said("winston", "odd-jobs"),
    Said("samira", words="أعلّم الأطفال الرسم", language="ar"),
    Said("hatice", words="Çocuk bakabilirim, hafta sonu da olur", language="tr"),
    Said("tesfay", "bicycle-repair"),
    Said("kofi", "drumming"),
    Said("amina", "cooking-for-many", "Koken voor 20 mensen"),
    Said("amina", words="Arabisch en Nederlands"),
    Said("leyla", "phone-help"),
    Said("ria", "listening", named=False),
    Said("wim", "dutch-conversation"),
    Said("amina", "braiding-hair"),
)
ASKS = (
    Said("nour", "interpreting", named=False),
    Said("gerda", "watering-plants"),
    Said("marisol", words="¿Quién me ayuda con una mudanza pequeña?", language="es"),
    Said("hassan", "understanding-letters", named=False),
    Said("olena", "hanging-lamps"),
    Said("khadija", "cycling-lessons", named=False),
)
ELSEWHERE = {
    "offer": (
        Said("kasia", "mending-clothes"),
        Said("luis", "playing-guitar"),
        Said("nel", "making-soup"),
    ),
    "ask": (Said("yonas", "dutch-conversation"), Said("zahra", "homework-help", named=False)),
}  # fmt: skip


def hang(lampje: Place, sleutelbloem: Place, now: datetime) -> None:
    """Eleven offers and six questions in Het Lampje, a few in De Sleutelbloem."""
    _hang(lampje, "offer", OFFERS, now)
    _hang(lampje, "ask", ASKS, now)
    for kind, posts in ELSEWHERE.items():
        _hang(sleutelbloem, kind, posts, now)


def _hang(room: Place, kind: str, posts: tuple[Said, ...], now: datetime) -> None:
    for nth, said in enumerate(posts):
        days = len(posts) - nth  # the newest: yesterday
        with at(now - timedelta(days=days, minutes=nth)), override(said.language):
            talents.hang(
                actor(said.who, room), kind=kind, once=once(room, said), concept=said.concept,
                words=said.words, with_name=said.named,
            )  # fmt: skip


def once(room: Place, said: Said) -> UUID:
    """The id under which a post of the demo hangs."""
    return uuid_of(f"{room.slug} {said.who} {said.concept} {said.words}")


# about which post, who got in touch, and what was said to and fro (the one who opened it first)
TALKS = (
    (OFFERS[9], "olena", ("Dag Wim, mag ik met jou oefenen?", "Graag! Donderdag bij de koffie?")),
    (ASKS[1], "dawit", ("Ik loop elke dag langs. Ik doe het graag.", "Wat fijn. Dank je wel.")),
    (OFFERS[3], "mei", ("Mijn rem is stuk. Kan jij kijken?",)),
)


def get_in_touch(room: Place, now: datetime) -> None:
    """Three neighbours pressed *Graag* or *Ik help*; two got an answer."""
    for nth, (said, who, lines) in enumerate(TALKS):
        began = now - timedelta(hours=5 * (nth + 1))
        opener, owner = actor(who, room), actor(said.who, room)
        post = Post.objects.within(room).get(once=once(room, said))
        with at(began):
            touch = touching.get_in_touch(opener, post=post.code)
        for line, text in enumerate(lines):
            with at(began + timedelta(minutes=20 * line + 1)):
                touching.say(
                    owner if line % 2 else opener, touch=touch.code, text=text,
                    once=uuid_of(f"{touch.code} {line}"),
                )  # fmt: skip
