"""One canary person in every model that reaches a person, found by introspection (R39).

A model that cannot be filled by looking at its fields (a constraint says more) is planted by its
own module: `plant(world, person)` in its `tests/addresses.py`. What stays empty fails the test.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import datetime, timedelta
from itertools import count, product
from typing import Any
from uuid import uuid4

from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.people.tests.makers import make_person
from sleutelbos.commons.places.models import Place
from sleutelbos.kit.privacy import Link, links
from tests.world import World, from_modules

CANARY = "Kanarievogel"
SOUND = b"OggS" + CANARY.encode()
_number = count(1)


def every_link() -> list[tuple[type[models.Model], str]]:
    """Every foreign key to a person of every installed model, ours and those of libraries."""
    return [
        (model, field.name)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model is Person
    ]


def plant_everywhere(world: World, person: Person, other: Person) -> list[str]:
    """Put the person in every model, along every link; gives what could not be planted, and why."""
    for plant in from_modules("plant"):
        plant(world, person)
    barren = []
    for link in links():
        if not link.rows(person).exists() and (why := _plant(link, person, other, world.room)):
            barren.append(f"{link.model._meta.label}.{link.name}: {why}")
    return barren


@dataclass
class Way:
    """One way to fill a row: beside whom, on new rows or on those there are, how full, and whether
    all moments in it are the same."""

    beside: Person
    room: Place
    fresh: bool
    full: bool
    still: bool
    moment: datetime = dataclass_field(default_factory=timezone.now)

    def somebody(self) -> Iterator[Person]:
        """Beside the other person first; whoever else a row needs is somebody new."""
        yield self.beside
        while True:
            yield make_person()


def _plant(link: Link, person: Person, other: Person, room: Place) -> str:
    """Plant along one link, in the first way the rules of the model allow; else says why not."""
    reasons = set()
    for full, still, fresh, new in product((False, True), repeat=4):
        way = Way(make_person() if new else other, room, fresh, full, still)
        try:
            with transaction.atomic():
                make_row(link, person, way)
        except (IntegrityError, ValueError, TypeError) as why:
            reasons.add(str(why))
        else:
            return ""
    return "" if _take_over(link, person) else " | ".join(sorted(reasons))


def _take_over(link: Link, person: Person) -> bool:
    """Put the person in a row that is there already, made by the commands of its own module."""
    for row in models.QuerySet(link.model):
        try:
            with transaction.atomic():
                models.QuerySet(link.model).filter(pk=row.pk).update(**{link.name: person})
        except IntegrityError:
            continue
        return True
    return False


def make_row(link: Link, person: Person, way: Way) -> models.Model:
    """One row of a model with the person at this link; texts of their own carry the canary."""
    text = CANARY if link.personal.erase == "row" else ""
    values = _values(link.model, way, text, {link.name: person})
    return models.QuerySet(link.model).create(**values)


def _values(
    model: type[models.Model], way: Way, text: str, known: dict[str, Any]
) -> dict[str, Any]:
    values, people = dict(known), way.somebody()
    for field in model._meta.concrete_fields:
        if field.primary_key or field.name in values:
            continue
        told = bool(text) and _holds_text(field)
        if field.null and not told and not (way.full and not field.is_relation):
            continue
        if field.is_relation:
            values[field.name] = _related(field, way, people)
        elif field.choices:
            values[field.name] = field.flatchoices[0][0]
        elif told or not (field.has_default() or field.blank) or way.full:
            values[field.name] = _value(field, text, way)
    return values


def _holds_text(field: models.Field) -> bool:
    is_text = isinstance(field, models.TextField | models.BinaryField) or (
        isinstance(field, models.CharField) and (field.max_length or 99) > 20
    )
    return is_text and not field.choices and not field.unique


def _related(field: models.Field, way: Way, people: Iterator[Person]) -> models.Model:
    model = field.related_model
    if model is Person:
        return next(people)
    if model is Place:
        return way.room
    there = None if way.fresh else models.QuerySet(model).first()
    return there or models.QuerySet(model).create(**_values(model, way, "", {}))


def _value(field: models.Field, text: str, way: Way) -> Any:
    now = timezone.now()
    moment = way.moment if way.still else now + timedelta(minutes=next(_number))
    kinds: list[tuple[type[models.Field], Any]] = [
        (models.DateTimeField, moment),
        (models.DateField, now.date()),
        (models.TimeField, now.time()),
        (models.UUIDField, uuid4()),
        (models.BooleanField, False),
        (models.IntegerField, next(_number)),
        (models.JSONField, {}),
        (models.BinaryField, SOUND if text == CANARY else b""),
    ]
    for kind, value in kinds:
        if isinstance(field, kind):
            return value
    if field.unique or (field.max_length or 99) <= 20:
        return f"{next(_number):x}"[: field.max_length]
    return f"{text or 'van de kamer'} {next(_number)}"[: field.max_length]


def dump() -> dict[str, list[str]]:
    """Every row of every table, as text: what somebody would find who took the database."""
    rows = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows[table] = [repr(tuple(map(_plain, row))) for row in cursor.fetchall()]
    return rows


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value
