"""The parts of a life that a question, an activity or a wall is about (K1C, K5C).

Problems never come alone, so whatever carries life areas may carry several of them: `joined` and
`parted` keep them in one text field. The order is the order on the screen.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class LifeArea:
    """One part of a life: its code, what it is called, and its pictogram."""

    code: str
    name: str | Promise
    picto: str


LIFE_AREAS: tuple[LifeArea, ...] = (
    LifeArea("letters", _("Brieven"), "brief"),
    LifeArea("money", _("Geld"), "munt"),
    LifeArea("home", _("Huis"), "huis"),
    LifeArea("neighbours", _("Buren"), "mensen"),
    LifeArea("groceries", _("Boodschappen"), "tas"),
    LifeArea("health", _("Gezondheid"), "hart"),
    LifeArea("children", _("Kinderen"), "bal"),
    LifeArea("work", _("Werk"), "hamer"),
    LifeArea("language", _("Taal"), "taal"),
    LifeArea("phone", _("Telefoon"), "tel"),
    LifeArea("not-sure", _("Weet ik niet"), "vraag"),
    LifeArea("other", _("Iets anders"), "plus"),
)
BY_CODE: dict[str, LifeArea] = {area.code: area for area in LIFE_AREAS}
KNOWN_AREAS: tuple[LifeArea, ...] = LIFE_AREAS[:10]
"""Those that say what it is about: the areas somebody can know something of."""
LONGEST_JOINED = 120  # letters: all of them with a space between


def joined(codes: Iterable[str]) -> str:
    """Codes in one text, each once, in the order of the screen; what is no area is left out."""
    wanted = set(codes)
    return " ".join(area.code for area in LIFE_AREAS if area.code in wanted)


def parted(text: str) -> list[LifeArea]:
    """The areas in such a text, in the order of the screen."""
    wanted = set(text.split())
    return [area for area in LIFE_AREAS if area.code in wanted]
