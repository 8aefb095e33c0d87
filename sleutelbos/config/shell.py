"""What stands around every page: the room's name, the tabs, the languages, the undo bar."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sleutelbos.commons.people.models import Person
from sleutelbos.kit import shared
from sleutelbos.kit.looks import look_of

LANGUAGES = (
    ("nl", "Nederlands", "Nederlands", "ltr"),
    ("ar", "العربية", "Arabisch", "rtl"),
    ("en", "English", "Engels", "ltr"),
    ("es", "Español", "Spaans", "ltr"),
    ("tr", "Türkçe", "Turks", "ltr"),
)
RIGHT_TO_LEFT = frozenset(code for code, _own, _dutch, direction in LANGUAGES if direction == "rtl")


@dataclass(frozen=True)
class Tab:
    """One of the four words at the bottom of the screen.

    `current` is the value of `aria-current`: "page" here, "true" on a page that hangs under it.
    """

    url: str
    picto: str
    label: str | Promise
    current: str


@dataclass(frozen=True)
class Undo:
    """The last thing done, and the address that takes it back (POST)."""

    text: str
    url: str

    @property
    def label(self) -> str:
        """The word on the button."""
        return gettext("Maak ongedaan")


# name of the page, pictogram, word; the third tab is always the person's own.
TABS = (
    ("board:today", "open", _("Vandaag"), True),
    ("talents:wall", "praat", _("Gevraagd"), True),
    ("ring:mine", "bos", _("Mijn bos"), False),
    ("board:ours", "mensen", _("Van ons"), True),
)
UNDO = "undo:"
KEY_TAB = ("keys:board", "sleutel", _("Sleutels"), True)
# Who is there for the room begins with the day; what is asked hangs in the room, under Vandaag.
DAY_TAB = ("day:mine", "kop", _("Mijn dag"), True)
DAY_KEYS = frozenset({"coordinator", "assistant"})
# Under which tab a page of the room hangs: the first word of its address. The others: Van ons.
UNDER = {
    **dict.fromkeys(("", "begin", "stal", "doe", "agenda", "week", "zo-kom-je-er"), "board:today"),
    **dict.fromkeys(("gevraagd", "vraag", "kan", "hulp"), "talents:wall"),
    "sleutels": "keys:board",
}


@lru_cache(maxsize=4096)
def _tab_address(name: str, slug: str | None) -> str | None:
    try:
        return reverse(name, kwargs={"place_slug": slug} if slug else {})
    except NoReverseMatch:
        return None


@dataclass(frozen=True)
class HomePlace:
    """The room somebody signed in is at home in, as their session remembers it."""

    slug: str
    name: str


@dataclass(frozen=True)
class AtHome:
    """Who asks on a page that belongs to no room: enough for the tabs that lead back."""

    place: HomePlace
    roles: frozenset[str] = frozenset()


def _door(request: HttpRequest, actor: Any) -> str:
    """The door to which this device goes back by itself, or "" on somebody's own device."""
    if actor and "tablet" in actor.roles:
        return reverse("visits:door", args=[actor.place.slug])
    return shared.door_of(request)


def _at_home(request: HttpRequest, user: Any) -> AtHome | None:
    if not isinstance(user, Person) or "home" not in request.session:
        return None
    return AtHome(HomePlace(request.session["home"], request.session.get("home_name", "")))


def _tabs(request: HttpRequest, actor: Any) -> list[Tab]:
    wanted = list(TABS)
    if "key-holder" in actor.roles and request.path.startswith(f"/k/{actor.place.slug}/sleutels/"):
        wanted[1] = KEY_TAB  # as drawn: on the key board the second word is Sleutels
    if actor.roles & DAY_KEYS:
        wanted = [DAY_TAB, *(tab for tab in wanted if tab[0] != "talents:wall")]
    under = _under(request.path, actor.place.slug, {name for name, *_rest in wanted})
    tabs = []
    for name, picto, label, of_place in wanted:
        url = _tab_address(name, actor.place.slug if of_place else None)
        if url:
            current = "page" if request.path == url else "true" if name == under else ""
            tabs.append(Tab(url, picto, label, current))
    return tabs


def _under(path: str, slug: str, shown: set[str]) -> str:
    """The tab under which an address hangs, or none: help and reading belong to all of them."""
    room = f"/k/{slug}/"
    if path.startswith(room):
        under = UNDER.get(path.removeprefix(room).partition("/")[0], "board:ours")
        if under == "talents:wall" and under not in shown:
            return "board:today"
        return under if under in shown else "board:ours"
    if path.startswith(f"/dag/{slug}/"):
        return "day:mine" if "day:mine" in shown else "ring:mine"
    mine = path.startswith(("/mijn/", "/mijn-geld/")) and path != "/mijn/lezen/"
    return "ring:mine" if mine else ""


def shell(request: HttpRequest) -> dict[str, Any]:
    """The context of `kit/base.html`. Costs no query: it reads what the door already found."""
    actor = getattr(request, "actor", None)
    language = translation.get_language() or settings.LANGUAGE_CODE
    store = messages.get_messages(request) if hasattr(request, "_messages") else []
    notes = list(store) if len(store) else []  # reading an empty store would set a cookie
    undos = [m for m in notes if (m.extra_tags or "").startswith(UNDO)]
    undo = Undo(str(undos[-1].message), undos[-1].extra_tags[len(UNDO) :]) if undos else None
    user = request.__dict__.get("_cached_user")  # set once somebody asked who this is
    around = actor or _at_home(request, user)
    return {
        "shell": {
            "place": around.place if around else None,
            "person": user if isinstance(user, Person) else None,
            "actor": actor,
            "tabs": _tabs(request, around) if around else [],
            "languages": LANGUAGES,
            "language": language,
            "dir": "rtl" if language in RIGHT_TO_LEFT else "ltr",
            "look": look_of(request),
            "undo": undo,
            "demo": settings.DEMO,
            "door": _door(request, actor),
        },
        "messages": [m for m in notes if m not in undos],
        "request": request,
    }
