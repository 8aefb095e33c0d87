"""The pages: what stands on them, in how many taps, with how many questions to the database."""

import pytest
from django.urls import reverse

from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.room.activities.tests.makers import make_occurrence

pytestmark = pytest.mark.django_db


def test_the_agenda_shows_what_comes(client):
    room = make_room()
    make_occurrence(make_actor(room, "amina"), "Samen koken")

    page = client.get(reverse("activities:agenda", args=[room.slug])).content.decode()

    assert "Samen koken" in page
    assert "Amina" in page
