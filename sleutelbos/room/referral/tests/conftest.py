"""Who goes along in most tests: a resident, a host, and an institution that Wim put on the map."""

import pytest

from sleutelbos.commons.places.tests.makers import make_actor

from .makers import make_institution


@pytest.fixture
def rosa(room):
    return make_actor(room, "rosa")


@pytest.fixture
def fatma(room):
    return make_actor(room, "fatma", "host")


@pytest.fixture
def team(room):
    return make_institution(make_actor(room, "wim"), "Wijkteam Noord")
