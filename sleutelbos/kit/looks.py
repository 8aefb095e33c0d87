"""How a person reads fine: light, contrast, letters and voice, kept in a cookie, not in a row."""

from dataclasses import dataclass, fields
from typing import Self

from django.conf import settings
from django.http import HttpRequest, HttpResponse

COOKIE = "lezen"
YEAR = 365 * 24 * 60 * 60

# The words of the cookie and what each may say. The first is the quiet default: it is not written.
CHOICES: dict[str, tuple[str, ...]] = {
    "light": ("", "dag", "avond"),
    "contrast": ("", "hoog"),
    "letters": ("", "school"),
    "voice": ("", "uit"),
}
IN_COOKIE = {"light": "licht", "contrast": "contrast", "letters": "letters", "voice": "stem"}


@dataclass(frozen=True)
class Look:
    """The choices of *Zo lees ik fijn*. An empty string means: as the device has it.

    `light` is dag or avond, `contrast` hoog, `letters` school, `voice` uit (no read-aloud button).
    """

    light: str = ""
    contrast: str = ""
    letters: str = ""
    voice: str = ""

    @classmethod
    def parse(cls, cookie: str) -> Self:
        """Read a cookie such as `licht:avond|letters:school`; what it does not know, it skips."""
        said = dict(pair.split(":", 1) for pair in cookie.split("|") if ":" in pair)
        kept = {name: said.get(word, "") for name, word in IN_COOKIE.items()}
        return cls(**{name: value for name, value in kept.items() if value in CHOICES[name]})

    def serialise(self) -> str:
        """Write the cookie: only what differs from the default, always in the same order."""
        said = ((IN_COOKIE[f.name], getattr(self, f.name)) for f in fields(self))
        return "|".join(f"{word}:{value}" for word, value in said if value)


PLAIN = Look()


def look_of(request: HttpRequest) -> Look:
    """How this visitor reads. Costs no query."""
    cookie = request.COOKIES.get(COOKIE)
    return Look.parse(cookie) if cookie else PLAIN


def remember_look(response: HttpResponse, look: Look) -> None:
    """Keep the choices on this device for a year; the default look leaves no cookie behind."""
    if look == PLAIN:
        response.delete_cookie(COOKIE, samesite="Lax")
        return
    response.set_cookie(
        COOKIE,
        look.serialise(),
        max_age=YEAR,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
    )
