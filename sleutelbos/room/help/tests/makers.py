"""Makers for tests of help: a question, somebody who knows of it, and a neighbour who helps."""

from typing import Any
from uuid import uuid4

from sleutelbos.commons.places.door import Actor
from sleutelbos.room.help import commands_ask, commands_peers
from sleutelbos.room.help.models import Helper, Question

WORDS = "Ik snap een brief van de belasting niet"


def make_question(actor: Actor, *areas: str, words: str = WORDS, **how: Any) -> Question:
    """A question about letters, unless told otherwise."""
    return commands_ask.ask(actor, once=uuid4(), areas=areas or ("letters",), words=words, **how)


def make_knowing(actor: Actor, *areas: str) -> Actor:
    """Somebody who said *daar weet ik van*: of letters, unless told otherwise."""
    commands_peers.know(actor, areas=areas or ("letters",))
    return actor


def make_helping(asker: Actor, neighbour: Actor, **how: Any) -> Question:
    """A question that this neighbour reads, with the yes of the asker."""
    make_knowing(neighbour)
    question = make_question(asker, **how)
    commands_peers.offer(neighbour, code=question.code)
    commands_peers.agree(asker, code=question.code, who=neighbour.someone.code)
    return question


def beside(question: Question, actor: Actor) -> Helper | None:
    """The open row of somebody beside a question, if there is one."""
    return question.helpers.filter(person=actor.person, ended_at=None).first()
