"""What older tablets send keeps working: an outbox of every release is taken in whole (R8, R9)."""

import gzip
import json
from pathlib import Path

import pytest
import time_machine
from django.contrib.staticfiles.finders import find

from sleutelbos.commons.places.tests.makers import make_room
from sleutelbos.room.visits import queries
from sleutelbos.room.visits.models import Visit
from sleutelbos.room.visits.tests.makers import make_door, make_known

HERE = Path(__file__).parent
JAVASCRIPT = (
    "django_htmx/htmx-2.min.js", "kit/app.js", "kit/concept.js", "kit/voorlezen.js",
    "visits/door.js", "visits/outbox.js", "visits/offline.js",
)  # fmt: skip


@pytest.mark.mission("P5")
@pytest.mark.django_db
@pytest.mark.parametrize("file", sorted(HERE.glob("outbox_*.json")), ids=lambda f: f.stem)
@time_machine.travel("2026-11-22T11:00:00+01:00", tick=False)
def test_an_outbox_of_an_older_release_is_taken_in_and_nothing_of_it_is_lost(file):
    room = make_room()
    amina, wim = make_known(room), make_known(room, "wim")
    body = file.read_text().replace("TAG", amina.code).replace("BUUR", wim.code)

    told = make_door(room).post(
        f"/deur/{room.slug}/post/", body, content_type="application/json"
    ).json()["answers"]  # fmt: skip

    assert [a["answer"] for a in told] == [
        "stored", "stored", "stored", "stored", "stored", "set-aside", "set-aside",
    ]  # fmt: skip
    assert len(told) == len(json.loads(body)["items"])
    kept = Visit.objects.within(room).order_by("client_id")
    assert [(v.day.day, v.part, v.person, v.brought_by) for v in kept] == [
        (22, "morning", None, None), (21, "afternoon", amina, wim),
    ]  # fmt: skip
    assert [row.reason for row in queries.set_aside(room)] == ["too-old", "lost-on-tablet"]


def test_the_door_weighs_less_than_35_kb_of_javascript():
    """ux 15: all scripts of a page together, as they go over the line."""
    weights = {name: len(gzip.compress(Path(find(name)).read_bytes())) for name in JAVASCRIPT}
    assert sum(weights.values()) < 35_000, weights
