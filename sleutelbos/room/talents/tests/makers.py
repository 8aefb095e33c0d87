"""Makers for tests: something on the wall, and two neighbours in touch."""

from uuid import uuid4

from sleutelbos.commons.places.door import Actor
from sleutelbos.room.talents import commands, commands_touch
from sleutelbos.room.talents.models import Post, Touch


def make_offer(actor: Actor, concept: str = "", words: str = "", **how: object) -> Post:
    """Something this neighbour can: cooking, unless told otherwise."""
    concept = concept or ("" if words or how.get("sound") else "cooking-for-many")
    return commands.hang(
        actor, kind="offer", once=uuid4(), concept=concept, words=words, **how  # type: ignore[arg-type]
    )  # fmt: skip


def make_ask(actor: Actor, concept: str = "", words: str = "", **how: object) -> Post:
    """Something this neighbour asks: help with a letter, unless told otherwise."""
    concept = concept or ("" if words or how.get("sound") else "understanding-letters")
    return commands.hang(
        actor, kind="ask", once=uuid4(), concept=concept, words=words, **how  # type: ignore[arg-type]
    )  # fmt: skip


def make_touch(actor: Actor, post: Post) -> Touch:
    """This neighbour gets in touch about a post."""
    return commands_touch.get_in_touch(actor, post=post.code)
