"""Numbers of all kinds, drawn with a fixed seed: what must be stopped, and what must pass.

Used by the tests and by `benchmarks/bsn.py`. All numbers are generated; none is anyone's.
"""

import random
import uuid
from collections.abc import Callable, Iterator

from sleutelbos.kit.bsn import holds_bsn

SEED = 38
AREAS = (
    "010 013 015 020 023 024 026 030 033 035 036 038 040 043 045 046 050 053 055 058 070 071 072 "
    "073 074 075 076 077 078 079 0111 0113 0164 0174 0182 0184 0222 0229 0251 0297 0318 0321 0343 "
    "0344 0411 0413 0475 0485 0495 0511 0512 0527 0541 0546 0566 0573 0592 0595"
).split()


def valid_bsns(count: int = 1000, seed: int = SEED) -> list[str]:
    """Numbers that pass the 11-test, evenly drawn, one in ten with a leading zero."""
    dice = random.Random(seed)
    found: list[str] = []
    while len(found) < count:
        digits = f"{dice.randrange(1_000_000, 100_000_000):08d}"
        last = sum((9 - n) * int(digit) for n, digit in enumerate(digits)) % 11
        if last < 10:
            found.append(f"{digits}{last}")
    return found


def _in(digits: str) -> Callable[[str], str]:
    table = str.maketrans("0123456789", digits)
    return lambda number: number.translate(table)


def _cut(n: str, sign: str, *lengths: int) -> str:
    parts, at = [], 0
    for length in lengths:
        parts.append(n[at : at + length])
        at += length
    return sign.join(parts)


def _broken(n: str) -> str:
    """A line break in another place for every number."""
    at = 1 + int(n) % 8
    return f"{n[:at]}\n{n[at:]}"


NOTATIONS: dict[str, Callable[[str], str]] = {
    "123456782": lambda n: n,
    "1234 56 782": lambda n: _cut(n, " ", 4, 2, 3),
    "123.456.782": lambda n: _cut(n, ".", 3, 3, 3),
    "1234.56.782": lambda n: _cut(n, ".", 4, 2, 3),
    "123 456 782": lambda n: _cut(n, " ", 3, 3, 3),
    "123-456-782": lambda n: _cut(n, "-", 3, 3, 3),
    "1234-56-782": lambda n: _cut(n, "-", 4, 2, 3),
    "123/456/782": lambda n: _cut(n, "/", 3, 3, 3),
    "123_456_782": lambda n: _cut(n, "_", 3, 3, 3),
    "BSN: ": lambda n: f"BSN: {n}",
    "BSN, any grouping": lambda n: f"mijn b.s.n. is {_cut(n, ' ', 2, 2, 2, 2, 1)}",
    "sofinummer": lambda n: f"Sofinummer {_cut(n, '.', 4, 2, 3)}",
    "BSN after it": lambda n: f"{_cut(n, ' ', 1, 4, 4)} (dat is haar BSN)",
    "BSN, zeros in front": lambda n: f"bsn 00{n}",
    "BSN, 8 digits": lambda n: f"BSN: {n.removeprefix('0')}",
    "BSN, 8 digits grouped": lambda n: f"burgerservicenummer {_eight(n)}",
    "glued bsn123456782": lambda n: f"bsn{n}",
    "glued both sides": lambda n: f"nr{n}jan",
    "file name": lambda n: f"kopie_{n}_v2.pdf",
    "sentence nl": lambda n: f"Mevrouw uit de Lindenhof ({n}) komt om 10.30 uur langs.",
    "sentence nl, date near": lambda n: f"Op 3-11-2026 {_cut(n, ' ', 3, 3, 3)} genoteerd, 2 pers.",
    "sentence en": lambda n: f"Her number is {_cut(n, ' ', 4, 2, 3)}, please keep it.",
    "sentence tr": lambda n: f"Annemin numarası {n}, lütfen yazın.",
    "sentence ar": lambda n: f"رقمي هو {_in('٠١٢٣٤٥٦٧٨٩')(n)} شكرا",
    "Arabic-Indic digits, grouped": lambda n: _in("٠١٢٣٤٥٦٧٨٩")(_cut(n, ".", 4, 2, 3)),
    "Persian digits": _in("۰۱۲۳۴۵۶۷۸۹"),
    "full-width digits": _in("０１２３４５６７８９"),
    "no-break spaces": lambda n: _cut(n, "\u00a0", 3, 3, 3),
    "narrow no-break spaces": lambda n: _cut(n, "\u202f", 4, 2, 3),
    "zero-width between all": "\u200b".join,
    "soft hyphens, joiners": lambda n: _cut(n, "\u00ad\u2060", 2, 5, 2),
    "direction marks": lambda n: f"\u2067{_cut(n, '\u200f', 4, 5)}\u2069",
    "keycap emoji": lambda n: "".join(f"{digit}\ufe0f\u20e3" for digit in n),
    "non-breaking hyphens": lambda n: _cut(n, "\u2011", 3, 3, 3),
    "spaced dashes": lambda n: _cut(n, " – ", 4, 2, 3),
    "one line break": _broken,
    "line breaks between groups": lambda n: _cut(n, "\r\n", 4, 2, 3),
    "digit by digit": " ".join,
    "after a year": lambda n: f"in 2026 {n}",
    "grouped, after a year": lambda n: f"in 2026 {_cut(n, ' ', 3, 3, 3)}",
    "grouped, after a house number": lambda n: f"Lindelaan 12 {_cut(n, ' ', 3, 3, 3)}",
    "among other numbers": lambda n: f"12; 34; {n}; 1500; 3",
}


def _eight(n: str) -> str:
    return _cut(n[1:], " ", 2, 3, 3) if n.startswith("0") else _cut(n, " ", 3, 3, 3)


def _mobile(dice: random.Random) -> str:
    return f"6{dice.choice('123458')}{dice.randrange(10**7):07d}"


def _fixed(dice: random.Random) -> tuple[str, str]:
    area = dice.choice(AREAS)
    rest = str(dice.randrange(2, 9)) + "".join(dice.choices("0123456789", k=9 - len(area)))
    return area, rest


def _iban(dice: random.Random) -> str:
    bank = dice.choice(["ABNA", "INGB", "RABO", "TRIO", "BUNQ", "SNSB", "ASNB"])
    account = f"{dice.randrange(10**9):010d}"
    number = "".join(str(int(sign, 36)) for sign in f"{bank}{account}NL00")
    return f"NL{98 - int(number) % 97:02d}{bank}{account}"


def _ean(dice: random.Random, start: str) -> str:
    digits = start + "".join(dice.choices("0123456789", k=12 - len(start)))
    check = -sum(int(digit) * (3 if n % 2 else 1) for n, digit in enumerate(digits)) % 10
    return f"{digits}{check}"


def _isbn10(dice: random.Random) -> str:
    digits = dice.choice(["90", "94", "0", "1"])
    digits += "".join(dice.choices("0123456789", k=9 - len(digits)))
    check = sum((n + 1) * int(digit) for n, digit in enumerate(digits)) % 11
    return digits + ("X" if check == 10 else str(check))


def _day(dice: random.Random) -> tuple[int, int, int]:
    return dice.randrange(1, 29), dice.randrange(1, 13), dice.randrange(1930, 2031)


def _clock(dice: random.Random) -> str:
    return f"{dice.randrange(8, 22):02d}.{dice.choice(['00', '15', '30', '45'])}"


def _counts(dice: random.Random, sign: str, low: int, high: int) -> str:
    return sign.join(str(dice.randrange(low, high)) for _n in range(dice.randrange(5, 20)))


def _phone_kinds() -> dict[str, Callable[[random.Random], str]]:
    def fixed(form: str) -> Callable[[random.Random], str]:
        def make(dice: random.Random) -> str:
            area, rest = _fixed(dice)
            return form.format(a=area, r=rest, b=area[1:], x=rest[:-4], y=rest[-4:])

        return make

    def mobile(form: str) -> Callable[[random.Random], str]:
        return lambda dice: form.format(m=_mobile(dice))

    def cut(form: str, sign: str, *lengths: int) -> Callable[[random.Random], str]:
        return lambda dice: form.format(_cut(_mobile(dice)[1:], sign, *lengths))

    return {
        "06 12345678": cut("06 {}", "", 8),
        "06-12345678": cut("06-{}", "", 8),
        "0612345678": mobile("0{m}"),
        "06 1234 5678": cut("06 {}", " ", 4, 4),
        "06 12 34 56 78": cut("06 {}", " ", 2, 2, 2, 2),
        "06-123 45 678": cut("06-{}", " ", 3, 2, 3),
        "0612 345 678": lambda dice: _cut("0" + _mobile(dice), " ", 4, 3, 3),
        "+31612345678": mobile("+31{m}"),
        "+31 612345678": mobile("+31 {m}"),
        "+31 6 12345678": cut("+31 6 {}", "", 8),
        "+31 6 12 34 56 78": cut("+31 6 {}", " ", 2, 2, 2, 2),
        "+31 612 345 678": lambda dice: "+31 " + _cut(_mobile(dice), " ", 3, 3, 3),
        "+31 (0)6 12345678": cut("+31 (0)6 {}", "", 8),
        "+31(0)612345678": mobile("+31(0){m}"),
        "0031 6 12345678": cut("0031 6 {}", "", 8),
        "0031 612345678": mobile("0031 {m}"),
        "0031612345678": mobile("0031{m}"),
        "31612345678": mobile("31{m}"),
        "6 12345678": cut("6 {}", "", 8),
        "6-12345678": cut("6-{}", "", 8),
        "6 12 34 56 78": cut("6 {}", " ", 2, 2, 2, 2),
        "bel mij op 612345678": mobile("bel mij op {m}"),
        "Tel: 612345678": mobile("Tel: {m}"),
        "612 345 678 (mobiel)": lambda dice: _cut(_mobile(dice), " ", 3, 3, 3) + " (mobiel)",
        "geen BSN, bel 06 12345678": cut("Geef geen BSN. Bel 06 {} maar.", "", 8),
        "020-1234567": fixed("{a}-{r}"),
        "0201234567": fixed("{a}{r}"),
        "020 123 4567": fixed("{a} {x} {y}"),
        "(020) 1234567": fixed("({a}) {r}"),
        "+31 20 1234567": fixed("+31 {b} {r}"),
        "+31201234567": fixed("+31{b}{r}"),
        "+31 20 123 4567": fixed("+31 {b} {x} {y}"),
        "0031 (0)20 1234567": fixed("0031 (0){b} {r}"),
        "20-1234567": fixed("{b}-{r}"),
    }


def _grouped(number: str) -> str:
    return " ".join(number[n : n + 4] for n in range(0, len(number), 4))


INNOCENT: dict[str, Callable[[random.Random], str]] = {
    **_phone_kinds(),
    "IBAN": _iban,
    "IBAN, spaces": lambda dice: _grouped(_iban(dice)),
    "IBAN, lower case in a sentence": lambda dice: f"maak het over op {_iban(dice).lower()}.",
    "KvK": lambda dice: f"{dice.randrange(10**7, 10**8)}",
    "KvK with its word": lambda dice: f"KvK-nummer: {dice.randrange(10**7, 10**8)}",
    "KvK near the word BSN": lambda dice: f"Geen BSN, wel KvK {dice.randrange(10**7, 10**8)}",
    "KvK branch number": lambda dice: f"{dice.randrange(10**11, 10**12)}",
    "date 3-11-2026": lambda dice: "{}-{}-{}".format(*_day(dice)),
    "date 2026-11-03T10:30": lambda dice: "{2}-{1:02d}-{0:02d}T10:30:00".format(*_day(dice)),
    "date 20261103": lambda dice: "{2}{1:02d}{0:02d}".format(*_day(dice)),
    "dates and times": lambda dice: "{}-{}-{}, {} - {} uur".format(
        *_day(dice), _clock(dice), _clock(dice)
    ),
    "date near the word BSN": lambda dice: "Nooit een BSN. Kom op {}-{}-{} 12".format(*_day(dice)),
    "span of years": lambda dice: "{2}-{2} van {0}/{1} tot {0}/{1}".format(*_day(dice)),
    "times": lambda dice: " ".join(f"{_clock(dice)}-{_clock(dice)}" for _n in range(4)),
    "amount": lambda dice: f"€ {dice.randrange(10**6):,}.{dice.randrange(100):02d}",
    "amount, nine digits": lambda dice: (
        "€ " + _cut(str(dice.randrange(10**8, 10**9)), ".", 3, 3, 3)
    ),
    "amounts": lambda dice: _counts(dice, ",50 ", 1, 999),
    "postcodes": lambda dice: (
        f"{dice.randrange(1000, 9999)} AB {dice.randrange(1, 400)} en {dice.randrange(1000, 9999)}"
    ),
    "OV card": lambda dice: f"3528 02{_grouped(str(dice.randrange(10**9, 10**10)))}",
    "OV card, together": lambda dice: f"352802{dice.randrange(10**9, 10**10)}",
    "bank card": lambda dice: _grouped(str(dice.randrange(10**15, 10**16))),
    "EAN-13": lambda dice: _ean(dice, "87"),
    "ISBN-13": lambda dice: _ean(dice, dice.choice(["978", "979"])),
    "ISBN-13, hyphens": lambda dice: _cut(_ean(dice, "978"), "-", 3, 2, 3, 4, 1),
    "ISBN-10": _isbn10,
    "ISBN-10, hyphens": lambda dice: _cut(_isbn10(dice), "-", 2, 3, 4, 1),
    "UUID": lambda dice: str(uuid.UUID(int=dice.getrandbits(128), version=4)),
    "UUID, no hyphens": lambda dice: uuid.UUID(int=dice.getrandbits(128), version=4).hex,
    "hash": lambda dice: f"{dice.getrandbits(256):064x}",
    "codes of 6": lambda dice: " ".join(
        "".join(dice.choices("23456789BCDFGHJKMNPQRSTVWXYZ", k=6)) for _n in range(4)
    ),
    "codes of 6 digits": lambda dice: f"{dice.randrange(10**6):06d} {dice.randrange(10**6):06d}",
    "counts, spaces": lambda dice: _counts(dice, " ", 0, 120),
    "counts, spaces, busier": lambda dice: _counts(dice, " ", 60, 140),
    "counts, lines, busier": lambda dice: _counts(dice, "\n", 60, 140),
    "counts of three digits": lambda dice: _counts(dice, " ", 100, 400),
    "counts, lines": lambda dice: _counts(dice, "\n", 0, 200),
    "counts, commas": lambda dice: _counts(dice, ", ", 0, 400),
    "counts, tabs": lambda dice: "\t".join(str(dice.randrange(100, 400)) for _n in range(3)),
    "place on the map": lambda dice: f"{dice.uniform(50, 53):.7f}, {dice.uniform(4, 7):.7f}",
}

# Not to be told apart by anyone; the docstring of `kit.bsn` says which way it leans, and why.
CHOSEN = {
    "mobile 612345678, no word near it": _mobile,
    "fixed line 201234567, no word near it": lambda dice: "".join(_fixed(dice))[1:],
}


def stopped(notation: str) -> tuple[int, int]:
    """How many of the BSNs are stopped in this notation, and of how many."""
    numbers = valid_bsns()
    if notation.startswith("BSN, 8 digits"):
        numbers = [n for n in valid_bsns(20_000) if n.startswith("0")][:1000]
    return sum(holds_bsn(NOTATIONS[notation](n)) for n in numbers), len(numbers)


def alarms(kind: str) -> tuple[int, int]:
    """How many of a thousand other numbers of this kind are taken for a BSN."""
    dice = random.Random(f"{SEED} {kind}")
    make = {**INNOCENT, **CHOSEN}[kind]
    return sum(holds_bsn(make(dice)) for _n in range(1000)), 1000


def figures() -> Iterator[str]:
    """The two rates in words, line by line."""
    for notation in NOTATIONS:
        yield "stopped {}/{}  {}".format(*stopped(notation), notation)
    for kind in INNOCENT:
        yield "false alarms {}/{}  {}".format(*alarms(kind), kind)
    for kind in CHOSEN:
        yield "false alarms by choice {}/{}  {}".format(*alarms(kind), kind)
    near_phone = sum(holds_bsn(f"bel {n}") for n in valid_bsns())
    yield f"stopped {near_phone}/1000  beside a phone word (by choice)"
