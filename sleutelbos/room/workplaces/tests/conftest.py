"""A room, a resident who steps, and a coordinator."""

import pytest

from sleutelbos.commons.places.tests.makers import make_actor, make_room


@pytest.fixture
def room(db):
    return make_room("lampje", "Het Lampje")


@pytest.fixture
def samira(room):
    return make_actor(room, "samira")


@pytest.fixture
def marleen(room):
    return make_actor(room, "marleen", "coordinator")
