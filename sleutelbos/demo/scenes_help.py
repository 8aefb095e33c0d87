"""Hassan asked about a letter and Amina helps him; Nour waits for somebody who knows of it."""

from datetime import datetime, timedelta

from django.utils import timezone

from sleutelbos.commons.places.models import Place
from sleutelbos.room.help import (
    commands,
    commands_ask,
    commands_messages,
    commands_peers,
    commands_steps,
)

from .cast import uuid_of
from .clock import at
from .network import actor

KNOW = {
    "amina": ("letters", "money"), "tesfay": ("work", "language"), "khadija": ("children",),
    "winston": ("home", "neighbours"),
}  # fmt: skip
STEPS = ("De brief samen lezen", "Samen bellen met de belasting", "Vragen of later betalen mag")


def neighbours_help(place: Place, now: datetime) -> None:
    """Who knows of what; a question halfway, one that is asked, and one for everybody here."""
    for handle, areas in KNOW.items():
        commands_peers.know(actor(handle, place), areas=areas)
    hassan, amina = actor("hassan", place), actor("amina", place)
    question = commands_ask.ask(
        hassan, once=uuid_of("question-hassan"), areas=["letters"],
        words="Ik snap een brief van de belasting niet.",
    )  # fmt: skip
    commands_peers.offer(amina, code=question.code)
    commands_peers.agree(hassan, code=question.code, who=amina.someone.code)
    days = (None, timezone.localdate(now) + timedelta(days=2), None)
    for number, (text, day) in enumerate(zip(STEPS, days, strict=True)):
        once = uuid_of(f"step-hassan-{number}")
        with at(now):
            commands_steps.add_step(amina, code=question.code, text=text, once=once, day=day)
    commands_steps.do_step(hassan, code=question.code, once=uuid_of("step-hassan-0"))
    commands_messages.write(
        amina, code=question.code, words="Neem je de brief mee? Dan bellen wij samen.",
        once=uuid_of("message-amina"),
    )  # fmt: skip
    commands_ask.ask(
        actor("nour", place), once=uuid_of("question-nour"), areas=["work"],
        words="Ik zoek werk, maar mijn diploma is van elders.",
    )  # fmt: skip
    commands_ask.ask(
        actor("gerda", place), once=uuid_of("question-gerda"), areas=["phone"],
        words="Mijn telefoon is vol. Wat nu?", readers=commands.EVERYONE,
    )  # fmt: skip
