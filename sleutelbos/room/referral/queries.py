"""Looking at welcome cards: the maker's own list, and what stands on a card."""

import io
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import time
from itertools import groupby

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_info, override
from django.utils.translation import gettext as _

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places import queries as places
from sleutelbos.commons.places.models import Consent, Place
from sleutelbos.kit.codes import fingerprint
from sleutelbos.kit.paper import figures, own, qr
from sleutelbos.room.keys import queries_hours as keys

from .models import WelcomeCard

MOST = 60  # cards of one maker that are shown


@dataclass(frozen=True)
class Face:
    """What stands on a card in one language. `hours` are whole lines; `call` may be empty."""

    lang: str
    rtl: bool
    title: str
    welcome: str
    ask: str
    open: str
    hours: list[str]
    scan: str
    call: str
    nothing: str

    @property
    def dir(self) -> str:
        """The direction of this language, as HTML writes it."""
        return "rtl" if self.rtl else "ltr"


@dataclass(frozen=True)
class CardShown:
    """A welcome card to look at or to print: the first face is Dutch, the second is the other."""

    card: WelcomeCard
    place: Place
    faces: list[Face]
    host: Person | None
    way_there: list[str]
    address: str  # of the page of this card


def room(slug: str) -> Place | None:
    """The room somebody chose for a card. 1 query."""
    return places.rooms().filter(slug=slug).first()


def states(rooms: list[Place]) -> list[str]:
    """What stands under each room to choose from: open now, or where it is. 1 query."""
    now_open = keys.doors_open_now()
    return [_("Nu open.") if place.pk in now_open else place.address for place in rooms]


def cards_of(token: str) -> list[WelcomeCard]:
    """The cards of one secret list, the newest first: made on which day, used or not. 1 query."""
    if not token.isascii():
        return []
    mine = WelcomeCard.everywhere.filter(list_mark=fingerprint(token))  # of every room
    return list(mine.only("code", "made_on", "used_on").order_by("-made_on", "-pk")[:MOST])


def card_of(token: str, code: str) -> WelcomeCard | None:
    """One card of a secret list, with its room. 1 query."""
    if not (token.isascii() and code.isascii()):
        return None
    mine = WelcomeCard.everywhere.filter(list_mark=fingerprint(token), code=code)  # every room
    return mine.select_related("place").first()


def card_here(place: Place, code: str) -> WelcomeCard | None:
    """A card of this room by the code that stands on it. 1 query."""
    if not code.isascii():
        return None
    return WelcomeCard.objects.within(place).filter(code=code).first()


def host_to_ask_for(place: Place) -> Person | None:
    """The host who said yes to standing on a card, longest host first; nobody else. 2 queries."""
    yes = places.agreed(place, Consent.Purpose.WELCOME_CARD)
    return next((p for p in places.with_role(place, "host") if p.pk in yes), None)


def shown(card: WelcomeCard, place: Place, *, reads: str = "") -> CardShown:
    """Everything on a card: in Dutch and its second language, or only as somebody `reads` it.

    3 queries.
    """
    host = host_to_ask_for(place)
    times = _times(place)
    languages = [reads] if reads else ["nl", *([card.language] if card.language else [])]
    page = reverse("referral:card", kwargs={"place_slug": place.slug, "code": card.code})
    return CardShown(
        card, place, [_face(code, place, host, times) for code in languages], host,
        [own(line) for line in place.way_there.splitlines() if line.strip()][:4],
        settings.PUBLIC_URL + page,
    )  # fmt: skip


def _times(place: Place) -> list[tuple[int, time, time]]:
    plan = keys.weekly_plan(place)
    return [(weekday, plan[weekday].opens, plan[weekday].closes) for weekday in sorted(plan)]


def qr_for(found: CardShown) -> SafeString:
    """The QR as SVG in the page itself, as large as its box. 0 queries."""
    drawn = io.BytesIO()
    segno.make(found.address, error="m").save(
        drawn, kind="svg", xmldecl=False, nl=False, border=2, omitsize=True,
        svgclass="sb-qr", lineclass=None, dark="#000", light="#fff",
    )  # fmt: skip
    return mark_safe(drawn.getvalue().decode())  # noqa: S308 - drawn here from our own address


def _face(
    language: str, place: Place, host: Person | None, times: list[tuple[int, time, time]]
) -> Face:
    with override(language):
        no_need = _("Een afspraak hoeft niet.")
        ask = _("Vraag naar %(name)s.") % {"name": own(host.called)} if host else ""
        phone = {"phone": figures(place.phone)}
        return Face(
            lang=language,
            rtl=bool(get_language_info(language)["bidi"]),
            title=_("Kom binnen bij %(room)s") % {"room": own(place.name)},
            welcome=_("Welkom. De koffie staat klaar."),
            ask=f"{ask} {no_need}".strip(),
            open=_("De deur is open:") if times else _("Kijk online wanneer wij open zijn."),
            hours=list(_hours(times)),
            scan=_("Scan de blokjes. Dan lees of hoor je alles in jouw taal."),
            call=_("Of bel %(phone)s.") % phone if place.phone else "",
            nothing=_("Op deze kaart staat niets over jou."),
        )  # fmt: skip


def _hours(times: list[tuple[int, time, time]]) -> Iterator[str]:
    """Days with the same hours on one line, in words: no dashes, which flip in Arabic (ux 14)."""
    by_hours = sorted(times, key=lambda row: (row[1:], row[0]))
    lines = [
        ([row[0] for row in rows], hours)
        for hours, rows in ((h, list(r)) for h, r in groupby(by_hours, key=lambda row: row[1:]))
    ]
    for days, (opens, closes) in sorted(lines):
        yield _("%(days)s: van %(opens)s tot %(closes)s uur") % {
            "days": _names(days),
            "opens": figures(_clock(opens)),
            "closes": figures(_clock(closes)),
        }


def _names(days: list[int]) -> str:
    names = [str(WEEKDAYS_ABBR[weekday]).strip(". ") for weekday in days]
    if len(names) == 7:
        return _("elke dag")
    if len(names) == 1:
        return names[0]
    return _("%(some)s en %(last)s") % {"some": ", ".join(names[:-1]), "last": names[-1]}


def _clock(moment: time) -> str:
    return f"{moment.hour}.{moment.minute:02}" if moment.minute else f"{moment.hour}"


def paper(found: CardShown, door: str) -> dict[str, object]:
    """The data of the printed card; `door` is the drawing, as the text of an SVG. 0 queries."""
    place = found.place
    return {
        "title": f"{_('Welkomstkaart')} – {place.name}",
        "faces": [asdict(face) for face in found.faces],
        "address": own(place.address) if place.address else "",
        "way_there": found.way_there,
        "qr": qr(found.address),
        "door": door,
        "drawing": _("Tekening: de deur van de kamer staat open."),
        "code": figures(found.card.code),
        "code_word": _("Code"),
    }
