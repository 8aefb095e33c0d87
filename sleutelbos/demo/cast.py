"""Who lives in the small world. All of them are invented; no name is that of a real neighbour."""

from dataclasses import dataclass
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DEMO = uuid5(NAMESPACE_URL, "sleutelbos:demo")


def uuid_of(handle: str) -> UUID:
    """The uuid of somebody in the demo: made from their handle, so no real neighbour has it."""
    return uuid5(DEMO, handle)


@dataclass(frozen=True)
class Neighbour:
    """Somebody in a room: handle, name, tag, what they do there, and what they said yes to.

    `roles` comes on top of being a resident; `key` is the number of the key in their pocket and
    `why` what it is for. `yes` holds purposes of consent: d(oor name), k(ey), r(ole).
    """

    handle: str
    called: str
    tag: str
    roles: tuple[str, ...] = ()
    key: int = 0
    why: str = ""
    yes: str = "d"
    language: str = "nl"

    @property
    def tag_parts(self) -> tuple[str, str]:
        """Pictogram and colour."""
        picto, _space, colour = self.tag.partition(" ")
        return picto, colour


HOST, BOARD = ("host",), ("board",)
LAMPJE = (
    Neighbour("els", "Els", "huis bruin", BOARD, 7, "bestuur: penningmeester", "dr"),
    Neighbour("roy", "Roy", "boot blauw", BOARD, 8, "bestuur: voorzitter", "dkr"),
    Neighbour("soraya", "Soraya", "lamp geel", BOARD, 9, "bestuur: secretaris", "dr"),
    Neighbour("fatma", "Fatma", "zon geel", HOST, 1, "ontvangt de buren", "dkr"),
    Neighbour("joy", "Joy", "vogel paars", HOST, 0, "", "dkr"),
    Neighbour("wim", "Wim", "vis groen", HOST, 0, "", "dkr"),
    Neighbour("amina", "Amina", "vis blauw", (), 4, "de keuken", "dkr"),
    Neighbour("yusuf", "Yusuf", "boom groen", (), 2, "doet de deur", "dkr"),
    Neighbour("rosa", "Rosa", "bloem geel", (), 10, "de naaiclub", "dr"),
    Neighbour("olena", "Olena", "bloem rood", (), 0, "", "dr"),
    Neighbour("tesfay", "Tesfay", "vis paars", (), 11, "de fietsen", "d"),
    Neighbour("samira", "Samira", "peer groen", (), 0, "", "", "ar"),
    Neighbour("khadija", "Khadija", "theepot rood", (), 12, "het lunchcafé", "d", "ar"),
    Neighbour("winston", "Winston", "hoed bruin", (), 13, "de klussen", "dk"),
    Neighbour("hatice", "Hatice", "appel rood", (), 14, "Nederlands oefenen", "d", "tr"),
    Neighbour("kofi", "Kofi", "trommel geel", (), 15, "muziek op donderdag", "d", "en"),
    Neighbour("marisol", "Marisol", "kers rood", (), 16, "de kinderclub", "d", "es"),
    Neighbour("bogdan", "Bogdan", "molen blauw", (), 17, "het gereedschap", ""),
    Neighbour("shanti", "Shanti", "klaver groen", (), 18, "de tuin", "d"),
    Neighbour("leyla", "Leyla", "wolk blauw", (), 19, "de computers", "d", "tr"),
    Neighbour("dawit", "Dawit", "bal geel", (), 20, "het huiswerk", "d"),
    Neighbour("ria", "Ria", "paraplu paars", (), 21, "de koffie", "dr"),
    Neighbour("ibrahim", "Ibrahim", "schelp bruin", (), 22, "de wandelclub", "d", "ar"),
    Neighbour("hassan", "Hassan", "fiets groen", (), 0, "", "d", "ar"),
    Neighbour("nour", "Nour", "blad groen", (), 0, "", "", "ar"),
    Neighbour("gerda", "Gerda", "wortel geel", (), 0, "", "d"),
    Neighbour("mei", "Mei", "vlieger rood", (), 0, "", "d", "en"),
    Neighbour("carmen", "Carmen", "appel geel", (), 0, "", "", "es"),
    Neighbour("jaap", "Meneer De Wit", "theepot groen", (), 0, "", ""),
)
SLEUTELBLOEM = (
    Neighbour("joke", "Joke", "huis groen", BOARD, 1, "bestuur: voorzitter", "dkr"),
    Neighbour("abena", "Abena", "zon rood", HOST, 2, "ontvangt de buren", "dkr", "en"),
    Neighbour("farid", "Farid", "boom blauw", (), 3, "het ontbijt", "dk", "ar"),
    Neighbour("selin", "Selin", "lamp paars", BOARD, 0, "", "d", "tr"),
    Neighbour("curtis", "Curtis", "boot geel", (), 4, "de fietsen", "d"),
    Neighbour("luis", "Luis", "bal blauw", (), 0, "", "d", "es"),
    Neighbour("zahra", "Zahra", "peer geel", (), 0, "", "d", "ar"),
    Neighbour("kasia", "Kasia", "appel groen", (), 5, "de naaimachines", "d"),
    Neighbour("yonas", "Yonas", "vis rood", (), 0, "", "d"),
    Neighbour("nel", "Nel", "theepot blauw", (), 0, "", "d"),
)
# How many days ago somebody came in first; the others came long before, one after the other.
CAME = {"carmen": 90, "jaap": 160, "olena": 20, "mei": 4, "samira": 200, "yonas": 30}
# People from outside the neighbourhood: handle, name, tag, role.
TEAM = {
    "lampje": (
        ("marleen", "Marleen", "molen geel", "coordinator"),
        ("deniz", "Deniz", "wolk groen", "assistant"),
        ("floor", "Floor", "paraplu blauw", "funder"),
    ),
    "sleutelbloem": (
        ("jasper", "Jasper", "vlieger blauw", "coordinator"),
        ("meryem", "Meryem", "klaver paars", "assistant"),
    ),
}


@dataclass(frozen=True)
class Part:
    """Somebody a visitor of the demo can be, and what that one does."""

    handle: str
    does: str | Promise


PARTS = (
    Part("yusuf", _("heeft een sleutel van de deur")),
    Part("fatma", _("is vandaag gastvrouw")),
    Part("amina", _("kookt voor de buren")),
    Part("olena", _("is hier nog maar net")),
    Part("marleen", _("is coördinator")),
    Part("deniz", _("is assistent van de coördinator")),
    Part("els", _("zit in het bestuur van de bewoners")),
    Part("floor", _("betaalt mee aan de kamer")),
)
