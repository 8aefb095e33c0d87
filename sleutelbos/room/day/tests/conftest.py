"""Who stands around a call: a room, somebody of its team, and a neighbour who likes to call."""

import pytest

from sleutelbos.commons.places.tests.makers import make_actor, make_room

from .makers import make_caller


@pytest.fixture
def room(db):
    return make_room("lampje", "Het Lampje")


@pytest.fixture
def marleen(room):
    return make_actor(room, "marleen", "coordinator")


@pytest.fixture
def rosa(room):
    return make_caller(room)
