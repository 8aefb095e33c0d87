"""What of a row belongs to whom: read by export and erase, and demanded of every model (P2)."""

from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise


@dataclass(frozen=True)
class Personal:
    """How one foreign key to a person is treated.

    `label` is what the person reads above these rows in *Wie ziet wat* and in the export;
    `export` names the fields they get; `erase` says what happens when they go: the whole `row`, or
    only the `name` (the row stays as a number or as a fact of the room). `seen_by` tells in plain
    words who else can see it.
    """

    label: str | Promise
    erase: Literal["row", "name"]
    export: tuple[str, ...]
    seen_by: str | Promise


NOBODY: dict[str, Personal] = {}
"""The classification of a model that reaches no person at all."""
