"""The device at the door: it belongs to nobody, so nobody is signed in on it (ux.md 5).

A second cookie beside the token of the tablet says, on every page and not only at the door, that
this device is shared and where its door is. It is no key: it opens nothing.
"""

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse

COOKIE = "deurplek"
CARD = "deurkaart"
CARD_SECONDS = 5 * 60
YEARS = 400 * 24 * 60 * 60  # as long as a browser keeps a cookie
_SLUG = re.compile(r"[-\w]{1,60}")


def door_of(request: HttpRequest) -> str:
    """The address of the door at which this device stands, or "" for somebody's own device."""
    slug = request.COOKIES.get(COOKIE, "")
    return f"/deur/{slug}/" if _SLUG.fullmatch(slug) else ""


def stand_at(response: HttpResponse, slug: str, *, secure: bool) -> None:
    """From now on this device is shared. Not in a demo: there one browser is everybody."""
    if not settings.DEMO:
        response.set_cookie(
            COOKIE, slug, max_age=YEARS, httponly=True, samesite="Lax", secure=secure
        )


def stand_free(response: HttpResponse) -> None:
    """From now on this device is somebody's own again."""
    response.delete_cookie(COOKIE, samesite="Lax")


def carry_card(response: HttpResponse, token: str, *, secure: bool) -> None:
    """Carry a scanned key card to the door for five minutes, outside every address.

    So no address that the device remembers holds the secret of the card.
    """
    response.set_signed_cookie(
        CARD, token, salt=CARD, max_age=CARD_SECONDS, path="/deur/", httponly=True,
        samesite="Lax", secure=secure,
    )  # fmt: skip


def carried_card(request: HttpRequest) -> str:
    """The key card that was scanned here just now, or ""."""
    return request.get_signed_cookie(CARD, "", salt=CARD, max_age=CARD_SECONDS) or ""


def drop_card(response: HttpResponse) -> None:
    """The card was used, or is no longer asked for."""
    response.delete_cookie(CARD, path="/deur/", samesite="Lax")
