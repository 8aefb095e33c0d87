"""A prepared question gives what the same query set gives, for every value, in one question."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db.models import Q, QuerySet

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.people.tests.makers import make_person
from sleutelbos.commons.places.models import Place, Role
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit.prepared import LONGEST, Prepared, columns, instance

pytestmark = pytest.mark.django_db


@Prepared
def carried(*, person: object, slug: object, after: object) -> QuerySet[Role]:
    """Roles of a person in a place since a moment."""
    rows = Role.objects.filter(person=person, place__slug=slug, until=None, since__gte=after)
    return rows.order_by("pk").values_list("name", "since", *columns(Place, "place__"))


@Prepared
def among(*, uuids: list[object], codes: list[object]) -> QuerySet[Person]:
    """People with one of these uuids, or one of these codes."""
    rows = Person.objects.filter(Q(uuid__in=uuids) | Q(code__in=codes)).order_by("pk")
    return rows.values_list("called", "uuid")


def test_other_values_get_other_answers(django_assert_num_queries):
    lamp, nest = make_room("lamp"), make_room("nest")
    noor, sam = make_actor(lamp, "noor"), make_actor(nest, "sam", "host")
    long_ago = datetime(2000, 1, 1, tzinfo=UTC)
    for actor, place in ((noor, lamp), (sam, nest), (noor, nest), (sam, lamp)):
        with django_assert_num_queries(1):
            found = carried(person=actor.person.pk, slug=place.slug, after=long_ago)
        roles = Role.objects.filter(person=actor.person, place=place).order_by("pk")
        assert [row[:2] for row in found] == [(role.name, role.since) for role in roles]
    later = datetime.now(UTC) + timedelta(days=1)
    assert carried(person=noor.person.pk, slug="lamp", after=later) == []


def test_a_row_becomes_what_a_query_set_would_give():
    room = make_room("lamp")
    noor = make_actor(room, "noor").person
    long_ago = datetime(2000, 1, 1, tzinfo=UTC)
    (row,) = carried(person=noor.pk, slug="lamp", after=long_ago)

    place = instance(Place, row[2:])

    assert place == room
    assert not place._state.adding
    fresh = Place.objects.get(pk=room.pk)
    assert {k: v for k, v in vars(place).items() if k != "_state"} == {
        k: v for k, v in vars(fresh).items() if k != "_state"
    }


@pytest.mark.parametrize("number", [0, 1, 3, LONGEST + 1])
def test_a_list_may_have_any_length(number):
    people = [make_person(f"Buur {nth}") for nth in range(LONGEST + 2)]
    some = people[:number]

    by_uuid = among(uuids=[person.uuid for person in some], codes=["xxxxxx"])
    by_code = among(uuids=[uuid4()], codes=[person.code for person in some])

    assert by_uuid == by_code == [(person.called, person.uuid) for person in some]


def test_among_none_there_is_nothing_and_nothing_is_asked(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert among(uuids=[], codes=[]) == []


def test_text_is_a_value_and_never_part_of_the_question():
    noor = make_actor(make_room("lamp"), "noor").person
    long_ago = datetime(2000, 1, 1, tzinfo=UTC)
    for text in ("lamp' OR '1'='1", "%s", "lamp%", "\\"):
        assert carried(person=noor.pk, slug=text, after=long_ago) == []
