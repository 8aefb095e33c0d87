"""Names the columns of a table with days down: by one or two header rows, and by their cells.

For `kit.sheet_layout`; pure functions.
"""

from sleutelbos.kit.sheet_files import Cell
from sleutelbos.kit.sheet_headers import (
    Role,
    activity_in,
    cell_at,
    header_meaning,
    text_of,
    words_in,
)
from sleutelbos.kit.sheet_numbers import is_countable, part_word, read_part

type Row = tuple[int, list[Cell]]

_DATED = {"datum", "datums", "date", "wanneer"}


def name_columns(upper: list[Cell], header: list[Cell], below: list[Row]) -> list[Role]:
    """What every column holds. A second header row below the first is taken out of `below`."""
    names = [text_of(cell) for cell in header]
    if below and _is_lower_header(below[0][1], header):
        names = _stacked(header, below.pop(0)[1])
    elif _is_upper_header(upper):
        names = _stacked(upper, header)
    width = max((len(cells) for _n, cells in below[:200]), default=0)
    names += [""] * (width - len(names))
    return _settled([_role(index, name, below) for index, name in enumerate(names)])


def _is_lower_header(cells: list[Cell], header: list[Cell]) -> bool:
    """A second header row: words, nothing under the day, and gaps to fill in the row above."""
    words = [cell for cell in cells if isinstance(cell, str)]
    return (
        cells[0] is None
        and len(words) >= 2
        and len(words) == len([cell for cell in cells if cell is not None])
        and not any(is_countable(cell) for cell in words)
        and any(cell is None for cell in header[1:]) | (len(cells) > len(header))
    )


def _is_upper_header(cells: list[Cell]) -> bool:
    words = [cell for cell in cells[1:] if isinstance(cell, str)]
    return bool(words) and (len(words) > 1 or read_part(words[0]) != "part-unclear")


def _stacked(upper: list[Cell], lower: list[Cell]) -> list[str]:
    """Both header rows as one; a merged cell above counts for the columns it spans."""
    names, above = [], ""
    for index in range(max(len(upper), len(lower))):
        here, under = text_of(cell_at(upper, index)), text_of(cell_at(lower, index))
        above = here or (above if index > 1 and under else "")
        names.append(" ".join(dict.fromkeys(filter(None, (above, under)))))
    return names


def _role(index: int, name: str, below: list[Row]) -> Role:
    meaning = header_meaning(name)
    cells = column_cells(index, below)
    if meaning == "person" and cells and all(map(is_countable, cells)):
        meaning = None  # „gastvrouw“ above numbers counts people
    if meaning == "people" and cells and not any(map(is_countable, cells)):
        return Role(index, name, "person")  # „deelnemers“ above words are names
    if meaning == "people" or (meaning is None and _is_counted(cells)):
        part = next((part for word in words_in(name) if (part := part_word(word))), None)
        return Role(index, name, "people", activity_in(name), part)
    return Role(index, name, meaning or "ignored")


def column_cells(index: int, rows: list[Row]) -> list[Cell]:
    return [cell for _n, cells in rows[:200] if (cell := cell_at(cells, index)) is not None]


def _is_counted(cells: list[Cell]) -> bool:
    """At least a third of what stands in the column can be counted."""
    return bool(cells) and 3 * sum(map(is_countable, cells)) >= len(cells)


def _settled(roles: list[Role]) -> list[Role]:
    """Choose where columns say the same twice: a date over weekday and week, parts over sums."""
    days = [role for role in roles if role.meaning == "day"]
    dated = next((r for r in days if set(words_in(r.header)) & _DATED), None)
    for role in roles:
        if role.meaning == "day" and role is not (dated or days[0]):
            role.meaning = "weekday"
        elif dated and role.meaning in {"week", "month", "year"}:
            role.meaning = "ignored"
    counted = [role for role in roles if role.meaning == "people"]
    split = [role for role in counted if role.activity or role.part]
    whole = [role for role in counted if role not in split][:1]
    if any(role.part for role in split) or (split and not whole):
        _keep_only(counted, split)
    elif counted:
        _keep_only(counted, whole)
    else:
        for role in [role for role in roles if role.meaning == "total"][:1]:
            role.meaning = "people"
    return roles


def _keep_only(roles: list[Role], kept: list[Role]) -> None:
    for role in roles:
        if role not in kept:
            role.meaning = "ignored"
