"""Who stands around a question in most tests: a room, who asks, and two who might help."""

import pytest

from sleutelbos.commons.places.tests.makers import make_actor, make_room


@pytest.fixture
def room(db):
    return make_room("lampje")


@pytest.fixture
def hassan(room):
    return make_actor(room, "hassan")


@pytest.fixture
def amina(room):
    return make_actor(room, "amina")


@pytest.fixture
def wim(room):
    return make_actor(room, "wim")
