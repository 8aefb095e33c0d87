"""Costs that came back, the cash book, what the room needed, and the steps of its first year."""

import io
from datetime import datetime, timedelta

from PIL import Image, ImageDraw

from sleutelbos.commons.places import commands as places
from sleutelbos.commons.places.models import Place
from sleutelbos.room.cash import commands as cash
from sleutelbos.room.founding import commands as founding
from sleutelbos.room.hours import commands as hours

from .cast import uuid_of
from .clock import at
from .network import actor, person

BOOK = (
    (30, "tin", 18_500, "gift", "pot op de tafel"), (24, "account", 150_000, "subsidy", "wijkgeld"),
    (17, "tin", -2_340, "buy", "koffie en thee"), (9, "tin", 4_200, "contribution", "lunchcafé"),
    (3, "account", -8_995, "buy", "verf voor de gang"),
)  # fmt: skip
COSTS = (
    (8, "rosa", 1_495, "garen en naalden", "tin"), (5, "winston", 2_260, "schroeven", "account"),
    (1, "amina", 3_140, "boodschappen voor de soep", ""),
)  # fmt: skip
NEEDS = (
    ("wim", "Een magnetron", "pan", "olena", True),
    ("fatma", "Vier stoelen", "stoel", "kofi", False),
    ("joy", "Speelgoed voor buiten", "speel", "", False),
    ("hatice", "Een naaidoos", "doos", "", False),
)  # fmt: skip
DONE = ("space", "people", "name", "clean", "furnish", "keys", "open", "hosts", "week", "turns",
        "tin", "board")  # fmt: skip


def costs_came_back(room: Place, now: datetime) -> None:
    """Els keeps the money; two neighbours have their costs back, one waits."""
    with at(now - timedelta(days=40)):
        places.give_role(actor("roy", room), to=person("els"), name="treasurer")
    els = actor("els", room)
    for nth, (days, pot, cents, kind, what) in enumerate(BOOK):
        with at(now - timedelta(days=days)):
            day = (now - timedelta(days=days)).date()
            cash.write(
                els, pot=pot, cents=cents, kind=kind, what=what, day=day, once=uuid_of(f"kas {nth}")
            )
    for days, who, cents, what, pot in COSTS:
        with at(now - timedelta(days=days)):
            claim = cash.ask(
                actor(who, room), kind="costs", what=what, cents=cents,
                day=(now - timedelta(days=days)).date(), photo=_receipt(what, cents),
                once=uuid_of(f"kosten {who}"),
            )  # fmt: skip
            if pot:
                cash.pay(els, code=claim.code, pot=pot)


def _receipt(what: str, cents: int) -> bytes:
    """A drawn receipt: nobody's own."""
    paper = Image.new("RGB", (360, 480), "white")
    drawn = ImageDraw.Draw(paper)
    drawn.text((40, 60), "BON", fill="black", font_size=40)
    drawn.text((40, 180), what, fill="black", font_size=22)
    drawn.text((40, 240), f"EUR {cents / 100:.2f}", fill="black", font_size=32)
    made = io.BytesIO()
    paper.save(made, "JPEG")
    return made.getvalue()


def is_built_up(room: Place, now: datetime) -> None:
    """The path lies there, most of it done; what is needed hangs on the list."""
    amina, yusuf = actor("amina", room), actor("yusuf", room)
    laid = founding.lay_path(amina, once=uuid_of("pad"))
    steps = {step.known: step.code for step in laid}
    for name in DONE:
        founding.done(yusuf, code=steps[name])
    founding.pull(amina, code=steps["ask"])
    founding.pull(yusuf, code=steps["let-go"])
    for who, what, picto, brings, there in NEEDS:
        need = founding.ask_for(
            actor(who, room), what=what, picto=picto, once=uuid_of(f"nodig {what}")
        )
        if brings:
            founding.bring(actor(brings, room), code=need.code)
        if there:
            founding.is_there(actor(who, room), code=need.code)


def may_be_asked(room: Place, now: datetime) -> None:
    """Some who got help may be asked to do something too; Amina and Wim show what they did."""
    for who in ("hassan", "samira", "gerda"):
        for nth, picto in enumerate(("brief", "praat", "kop")):
            with at(now - timedelta(days=nth + 2)):
                once = uuid_of(f"{who} kreeg {picto}")
                hours.keep(actor(who, room), kind="got", picto=picto, once=once)
        hours.steer(actor(who, room), how="gently")
    for who, mark in (("amina", "Soep voor 12 buren"), ("wim", "thanks olena wim")):
        hours.show(actor(who, room), once=uuid_of(mark))
