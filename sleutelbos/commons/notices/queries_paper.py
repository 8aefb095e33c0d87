"""What is handed over on paper: who it is for, and one neutral sentence or some (T11)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote

from django.utils.translation import gettext, override
from django.utils.translation import gettext as _

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places import queries as places
from sleutelbos.commons.places.models import Place
from sleutelbos.kit.paper import own
from sleutelbos.kit.pictos import TAG_COLOURS, TAG_PICTOS

from .models import Device, Notice, Wishes

A_DAY = timedelta(days=1)
ON_ONE_PAGE = 20


@dataclass(frozen=True)
class ForPaper:
    """One neighbour with something waiting, the sentences in their own language, and a number
    when they left one for this."""

    person: Person
    sentences: list[str]
    phone: str

    @property
    def words(self) -> str:
        """What the phone of whoever sends it has ready: neutral, in the reader's language."""
        with override(self.person.language):
            return _("Dag! Er is iets voor je in de buurtwerkkamer. Kom je langs?")

    @property
    def whatsapp(self) -> str:
        """Opens WhatsApp on the phone of who presses it, with the words ready."""
        return f"https://wa.me/{self.phone.lstrip('+')}?text={quote(self.words)}"

    @property
    def sms(self) -> str:
        """Opens the messages of the phone of who presses it, with the words ready."""
        return f"sms:{self.phone}?body={quote(self.words)}"


def to_hand_over(place: Place, at: datetime) -> list[ForPaper]:
    """Who gets paper here now, by name: who asked for it, and who was reached by nothing else for a
    day. Nobody who is hidden or who said no. 3 queries."""
    rows = Notice.objects.within(place).filter(read_at=None, handed_at=None)
    rows = rows.filter(person__in=places.neighbours(place)).select_related("person")
    notices = list(rows.order_by("person__called", "person", "made_at", "pk"))
    people = {notice.person_id for notice in notices}
    wishes = {w.person_id: w for w in Wishes.everywhere.filter(person__in=people)}  # who is asked
    reached = set(
        Device.everywhere.filter(person__in=people).values_list("person", flat=True)  # as above
    )
    found: dict[int, ForPaper] = {}
    for notice in notices:
        wish = wishes.get(notice.person_id) or Wishes()
        by_mail = bool(wish.mail and notice.person.email)
        if _wants(wish, notice, at, elsewhere=by_mail or notice.person_id in reached):
            row = found.setdefault(notice.person_id, ForPaper(notice.person, [], wish.phone))
            with override(notice.person.language):
                words = gettext(notice.sentence)
            if words not in row.sentences:
                row.sentences.append(words)
    return list(found.values())


def _wants(wish: Wishes, notice: Notice, at: datetime, *, elsewhere: bool) -> bool:
    if notice.kind in wish.not_about or wish.paper is False:
        return False
    return wish.paper is True or (not elsewhere and notice.made_at < at - A_DAY)


def slips(place: Place, at: datetime) -> dict[str, object]:
    """The data of the paper: a slip a neighbour, in their language, twenty on the one page."""
    rows = to_hand_over(place, at)
    return {
        "title": _("Om uit te delen"),
        "heading": _("Om uit te delen"),
        "place": own(place.name),
        "cut": _("Knip de briefjes los en geef ze aan wie het is."),
        "more": _("Er zijn er nog meer. Druk het straks nog eens af.")
        if len(rows) > ON_ONE_PAGE
        else "",
        "slips": [_slip(row) for row in rows[:ON_ONE_PAGE]],
    }


def _slip(row: ForPaper) -> dict[str, object]:
    person = row.person
    with override(person.language):
        picto = TAG_PICTOS.get(person.tag_picto, "")
        colour = TAG_COLOURS.get(person.tag_colour, "")
        return {
            "who": own(person.called),
            "tag": f"{picto} · {colour}",
            "said": row.sentences,
            "ask": _("Vraag aan tafel wat het is. Meelezen mag."),
            "lang": person.language,
            "rtl": person.language == "ar",
        }
