"""Looking at the social map, on the screen and as Open Referral HSDS 3 (K5C)."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid5

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import override

from sleutelbos.commons.places.models import Place
from sleutelbos.kit.life_areas import KNOWN_AREAS, LifeArea

from .models import Institution

TAXONOMY = "Sleutelbos life areas"
_NAMES = UUID("6f1d3a52-93a5-4f0e-8a5f-0d5b0a3c7e21")  # ours: ids that stay the same every time


def _on_map(place: Place) -> QuerySet[Institution]:
    """What is on the map of a room: its own, and what a room beside it puts there for all."""
    near = Q(place=place)
    if place.part_of_id:
        near |= Q(place__part_of=place.part_of_id, for_network=True)
    rows = Institution.everywhere.filter(near, ended_at=None)  # of this room and for its network
    return rows.order_by("name", "pk")


def on_map(place: Place) -> list[Institution]:
    """The institutions on the map of a room, by name. 1 query.

    Public. What the room itself did not write carries `from_elsewhere`.
    """
    found: list[Any] = list(_on_map(place))
    for institution in found:
        institution.from_elsewhere = institution.place_id != place.pk
    return found


def areas_on_map(institutions: Iterable[Institution]) -> list[LifeArea]:
    """The life areas that these institutions do something for, in the order of the screen."""
    used = {code for institution in institutions for code in institution.areas.split()}
    return [area for area in KNOWN_AREAS if area.code in used]


def find(place: Place, code: str) -> Institution | None:
    """One institution of this room itself, also when it was taken off. 1 query."""
    if not code.isascii():
        return None
    return Institution.objects.within(place).filter(code=code).first()


def find_on_map(place: Place, code: str) -> Institution | None:
    """One institution that is on the map of this room now, its own or of the network. 1 query."""
    return _on_map(place).filter(code=code).first() if code.isascii() else None


def network() -> list[Institution]:
    """Every institution on the maps of every room, for who runs this house. 1 query."""
    rows = Institution.everywhere.filter(ended_at=None)  # public facts of every room
    return list(rows.order_by("name", "pk"))


def hsds(institutions: list[Institution]) -> dict[str, Any]:
    """These institutions as a page of services of Open Referral HSDS 3. 0 queries.

    All on one page: a neighbourhood fits. Field names and what is required are those of the
    specification, version 3.0 and later (docs.openreferral.org).
    """
    with override("nl"):  # a register has one language
        contents = [_service(institution) for institution in institutions]
    count = len(contents)
    return {
        "total_items": count, "total_pages": 1, "page_number": 1, "size": count,
        "first_page": True, "last_page": True, "empty": not contents, "contents": contents,
    }  # fmt: skip


def _service(one: Institution) -> dict[str, Any]:
    about = {"email": one.email, "phones": _phones(one)}
    service = {
        "id": _id(one, "service"),
        "name": one.name,
        "description": one.what,
        "status": "active",
        "url": one.website,
        "application_process": one.way_in,
        "assured_date": one.checked_on.isoformat(),
        **about,
        "schedules": _schedules(one),
        "languages": _languages(one),
        "service_at_locations": _places(one),
        "attributes": [_attribute(one, area) for area in one.life_areas],
        "organization": _filled({
            "id": str(one.uuid), "name": one.name, "description": one.what, "email": one.email,
            "website": one.website,
        }),
    }  # fmt: skip
    return _filled(service)


def _filled(said: dict[str, Any]) -> dict[str, Any]:
    """Without what is empty: a register reads „nothing is known“ from a field that is not there."""
    return {name: value for name, value in said.items() if value not in ("", [])}


def _id(one: Institution, *parts: str) -> str:
    return str(uuid5(_NAMES, ":".join([str(one.uuid), *parts])))


def _phones(one: Institution) -> list[dict[str, str]]:
    number = {"id": _id(one, "phone"), "number": one.phone, "type": "voice"}
    return [number] if one.phone else []


def _schedules(one: Institution) -> list[dict[str, str]]:
    return [{"id": _id(one, "schedule"), "description": one.hours}] if one.hours else []


def _languages(one: Institution) -> list[dict[str, str]]:
    names = dict(settings.LANGUAGES)
    return [
        {"id": _id(one, "language", code), "code": code, "name": str(names.get(code, code))}
        for code in one.languages.split()
    ]


def _places(one: Institution) -> list[dict[str, Any]]:
    if not (one.address and one.postal_code and one.city):
        return []  # an address without these is none in the specification
    address = {
        "id": _id(one, "address"), "address_1": one.address, "city": one.city,
        "state_province": "", "postal_code": one.postal_code, "country": "NL",
        "address_type": "physical",
    }  # fmt: skip
    location = {
        "id": _id(one, "location"), "location_type": "physical", "name": one.name,
        "addresses": [address],
    }  # fmt: skip
    return [{"id": _id(one, "at"), "location": location}]


def _attribute(one: Institution, area: LifeArea) -> dict[str, Any]:
    term = str(uuid5(_NAMES, f"area:{area.code}"))
    return {
        "id": _id(one, "attribute", area.code),
        "link_entity": "service",
        "taxonomy_term": {
            "id": term, "code": area.code, "name": str(area.name), "description": str(area.name),
            "taxonomy": TAXONOMY, "language": "nld",
        },
    }  # fmt: skip
