"""What stands on the one A4 of Mijn geld, to take along to a client manager."""

from django.utils import timezone
from django.utils.translation import gettext as _

from sleutelbos.kit import words
from sleutelbos.kit.paper import own

from .queries_shown import Part, Row, Shown, day, euros, once
from .queries_words import said

type Data = dict[str, object]
LINES_TO_WRITE = 4


def paper(shown: Shown, facts: str, about: Row | None) -> Data:
    """The situations side by side, a row for each line of money; `about` is explained."""
    best = about if about and about.cents is not None else None
    best = best or shown.best or (shown.rows[0] if shown.rows else None)
    today = day(timezone.localdate())
    return {
        "title": _("Wat verandert er met mijn geld?"),
        "made": _("Uitgerekend op %(day)s") % {"day": today},
        "facts": own(facts),
        "columns": [
            {"name": row.name, "small": row.small, "more": row.more_words} for row in shown.rows
        ],
        "line": _("Per maand"),
        "rows": _table(shown, best),
        "totals": _totals(shown),
        "caveats": [
            f"{row.name}: {sentence}"
            for row in shown.rows
            for sentence in filter(None, (row.caveat, row.lasts_words))
        ],
        "refused": [
            f"{row.name}: {sentence} " + _("Vraag het aan %(who)s.") % {"who": who}
            for row in shown.refused
            for sentence, who in row.why_not
        ],
        "after": _after(shown),
        "notes": once(n for row in shown.rows for n in row.notes if n != row.caveat),
        "report": _("Dit moet ik melden"),
        "reports": [
            {"what": one.what, "to": _("Aan %(who)s.") % {"who": one.to}, "before": one.before,
             "law": one.law}
            for one in shown.reports
        ],
        "wrong": _("Hier kan het misgaan"),
        "watch": shown.watch,
        "ask": _to_ask(shown),
        "lines": LINES_TO_WRITE,
        "uncounted": _("Niet meegeteld:") + " " + " ".join(shown.not_counted),
        "disclaimer": shown.disclaimer,
        "month": _("Gerekend met de regels van %(month)s.") % {"month": words.month(shown.month)},
        "nameless": _("Op dit papier staat geen naam. Niets ervan is bewaard."),
    }  # fmt: skip


def _table(shown: Shown, about: Row | None) -> list[Data]:
    """A row for every line that stands in any situation, with its reason and law."""
    seen: dict[str, Part] = {}
    for row in ([about] if about else []) + shown.rows:
        for part in row.parts:
            seen.setdefault(part.code, part)
    order = [part.code for row in shown.rows for part in row.parts]
    ranked = sorted(
        seen, key=lambda code: (ORDER.index(code) if code in ORDER else 0, order.index(code))
    )
    return [_line(seen[code], shown.rows) for code in ranked]


ORDER = (
    "wage", "partner_wage", "profit", "young_disabled", "unemployment", "disability", "tax",
    "health_contribution", "assistance", "volunteer", "care_allowance", "rent_allowance",
    "child_budget", "child_benefit",
)  # fmt: skip


def _line(part: Part, rows: list[Row]) -> Data:
    cells: list[str] = []
    whys: dict[str, list[str]] = {}
    for row in rows:
        found = next((one for one in row.parts if one.code == part.code), None)
        cells.append(found.words if found else "")
        if found:
            whys.setdefault(found.why, []).append(row.name)
    law = part.law
    if part.since:
        law += " · " + _("geldt sinds %(day)s") % {"day": part.since_words}
    return {"what": part.what, "why": _reasons(whys), "law": law, "cells": cells}


def _reasons(whys: dict[str, list[str]]) -> list[str]:
    """Why this line is what it is; with the names of the situations where the reason differs."""
    if len(whys) == 1:
        return list(whys)
    return [f"{', '.join(names)}: {why}" for why, names in whys.items()]


def _totals(shown: Shown) -> list[Data]:
    if not shown.rows:
        return []
    found: list[Data] = [
        {"what": _("Per maand in"), "cells": [row.low_exact for row in shown.rows]}
    ]
    if shown.rent:
        found += [
            {"what": _("Je huur"), "cells": [euros(-shown.rent, exact=True)] * len(shown.rows)},
            {"what": _("Na je huur"), "cells": [row.rent_exact for row in shown.rows]},
        ]
    return found


def _after(shown: Shown) -> list[str]:
    parts = [part for row in shown.rows for part in row.after_job]
    unsure = _("nog niet bevestigd")
    return [
        f"{part.what}: {part.words}{'' if part.sure else f' ({unsure})'}. {part.why}"
        for part in parts
    ]


def _to_ask(shown: Shown) -> str:
    """Above the lines to write on: to whom the questions go."""
    if any(one.to == said("UWV") for one in shown.reports):
        return _("Dit wil ik vragen aan UWV")
    return _("Dit wil ik vragen aan mijn klantmanager")
