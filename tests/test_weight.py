"""No page weighs more than a cheap phone on a slow line carries (ux.md 15), by looking at all.

`python -m benchmarks.pages weight` prints what each weighs, at a first visit and coming back.
"""

import pytest

from tests.queries import grow
from tests.weight import BARS, too_heavy, weights
from tests.world import make_world


@pytest.mark.django_db
@pytest.mark.mission("P5")
@pytest.mark.one_database
def test_no_page_weighs_more_than_a_cheap_phone_carries():
    world = make_world()
    for nth in (1, 2, 3):
        grow(world, nth)
    dutch = weights(world, "nl")
    assert len(dutch) > 60  # the looking itself works
    assert too_heavy(dutch) == []
    assert [name for name, one in weights(world, "ar").items() if one.page > BARS["page"]] == []
