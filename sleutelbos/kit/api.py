"""The shapes every part of the API shares: fields, bodies, pages, problems (ledger P7).

Names are in camelCase on the wire. Moments are RFC 3339 with an offset. A body with a key we do
not know, or with what may be a BSN, is refused; what stood in it is never repeated or logged.
"""

import json
import re
from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query
from pydantic import (
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticCustomError

from sleutelbos.kit.bsn import bsn_in

PROBLEM = "application/problem+json"
CODE = r"^[a-z0-9]{6}$"

# How the modules name what stands in an address. No types: what does not fit is not there (404).
Room = Annotated[str, Path(description="The short name of the room, as in its address.")]
Code = Annotated[str, Path(description="The six-character code of it.")]
Limit = Annotated[int, Query(ge=1, le=100, description="How many at most on one page.")]


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOMENT = re.compile(
    r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})", re.ASCII
)
_ID = re.compile(r"[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")


def _written_as(pattern: re.Pattern[str]) -> BeforeValidator:
    """Only text in this form: pydantic also reads a number as a moment since 1970."""

    def check(value: Any) -> Any:
        if isinstance(value, str) and not pattern.fullmatch(value):
            raise PydanticCustomError("form", "written in another form")
        if isinstance(value, int | float):
            raise PydanticCustomError("form", "a number where text is asked")
        return value

    return BeforeValidator(check)


def _only_number(value: Any) -> Any:
    """No true for 1, no text for a number."""
    if isinstance(value, bool | str):
        raise PydanticCustomError("form", "no number")
    return value


Day = Annotated[date, _written_as(_DAY)]  # 2026-11-16
Moment = Annotated[AwareDatetime, _written_as(_MOMENT)]  # RFC 3339
Id = Annotated[UUID, _written_as(_ID)]
Number = Annotated[int, BeforeValidator(_only_number)]


def bounded(least: int, most: int) -> Any:
    """A whole number within these bounds, for a field or for what is in a list."""
    return Annotated[int, Field(ge=least, le=most), BeforeValidator(_only_number)]


class Shape(BaseModel):
    """Base of what the API gives."""

    model_config = ConfigDict(
        alias_generator=to_camel, populate_by_name=True, serialize_by_alias=True
    )


class Body(BaseModel):
    """Base of what the API takes: no unknown keys, no BSN anywhere (P1, UAVG article 46)."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def holds_no_bsn(cls, data: Any) -> Any:
        """Refuse a body with what may be a BSN before anything of it is used."""
        if bsn_in(data):
            raise PydanticCustomError("bsn", "a BSN is never kept")
        return data


class Links(Shape):
    """Where to read on."""

    next: str | None = Field(description="The next page, or null on the last one.")


class Page[T](Shape):
    """One page of a list."""

    items: list[T]
    links: Links


def page[T](request: HttpRequest, items: Sequence[T], after: str | None) -> Page[T]:
    """One page; `after` is the cursor of the page behind it, or None when this is the last."""
    asked = {key: value for key, value in request.GET.items() if key != "cursor"}
    link = f"{request.path}?{urlencode({**asked, 'cursor': after})}" if after else None
    return Page(items=list(items), links=Links(next=link))


class At(Shape):
    """One thing in a request that was not right: where it stands, and why, for machines."""

    where: str = Field(description="body, query or path, and then the names on the way to it.")
    code: str


class Problem(Shape):
    """What went wrong (RFC 9457). `title` is one plain sentence in the reader's language."""

    type: str
    title: str
    status: int
    code: str = Field(description="The same in every language: for machines.")
    errors: list[At] = Field(default=[], description="What in the request was not right.")


def problem(
    status: int, code: str, title: str, errors: Sequence[At] = (), **headers: str
) -> HttpResponse:
    """A problem as an answer. `headers` are written with underscores."""
    found = Problem(type="about:blank", title=title, status=status, code=code, errors=list(errors))
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return HttpResponse(
        json.dumps(found.model_dump(mode="json")),
        status=status,
        content_type=PROBLEM,
        headers=named,
    )
