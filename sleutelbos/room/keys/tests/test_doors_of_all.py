"""The first page of all: which room is open now, for any number of rooms."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from sleutelbos.commons.places.models import Place
from sleutelbos.commons.places.tests.makers import make_room
from sleutelbos.room.keys.models import Opening

pytestmark = pytest.mark.django_db


def opened(room: Place, **change: object) -> None:
    """A door that is open now, unless told otherwise."""
    now = timezone.now()
    times = {"opened_at": now - timedelta(hours=1), "closes_at": now + timedelta(hours=1), **change}
    Opening.everywhere.create(place=room, **times)


@pytest.mark.mission("K3A")
def test_the_list_of_rooms_says_which_door_is_open_now(client):
    for slug in ("open", "dicht", "voorbij", "weer-dicht"):
        make_room(slug, slug.capitalize())
    now = timezone.now()
    hour = timedelta(hours=1)
    opened(Place.objects.get(slug="open"))
    opened(Place.objects.get(slug="voorbij"), opened_at=now - 3 * hour, closes_at=now - hour)
    opened(Place.objects.get(slug="weer-dicht"), closed_at=now - timedelta(minutes=1))
    page = client.get("/").content.decode()
    cards = {slug: page.split(f"/k/{slug}/")[1].split("</li>")[0] for slug in ("open", "dicht")}
    assert ("Nu open tot" in cards["open"], "Nu dicht" in cards["dicht"]) == (True, True)
    assert (page.count("Nu open tot"), page.count("Nu dicht")) == (1, 3)


@pytest.mark.parametrize("number", [1, 200])
def test_choosing_a_room_asks_two_questions_and_none_from_memory(
    client, django_assert_num_queries, number, settings
):
    settings.PUBLIC_PAGE_SECONDS = 10
    cache.clear()
    for n in range(number):
        opened(make_room(f"kamer-{n}", f"Kamer {n}"))
    with django_assert_num_queries(2):
        assert client.get("/")["Cache-Control"] == "public, max-age=10"
    with django_assert_num_queries(0):
        assert client.get("/").content.decode().count("Nu open tot") == number
