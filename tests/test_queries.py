"""Every page asks a fixed number of questions: with one and with three of everything, with one room
and with two hundred.

The numbers stand in `tests/queries.json`, by page and by who looks; `python -m benchmarks.pages
queries` prints them, and `… queries write` writes them down after a change that was meant.
"""

import json
from pathlib import Path

import pytest

from tests.queries import counted_three_times
from tests.world import make_world

FIXED = Path(__file__).with_name("queries.json")
CEILINGS = {  # what may never cost more
    "activities:agenda puller": 6,
    "visits:send POST": 7,
    "activities:come POST": 12,
    "hours:overview board": 8,
    "day:mine coordinator": 51,
    "day:calls puller": 20,
}
MOST = 10  # about ten a page: each will cost a hop one day (scale.md, rule 9)
# One question for every kind of row that can reach a person, found by looking at the models.
OF_EVERY_MODEL = {"people:sharing", "people:erase", "people:take-along"}
A_FEW_MORE = {
    "board:today": "Vandaag holds something of every module; for a passer-by it is kept: 0",
    "keys:board": "keys, pockets, losses, turns, the door and the plan on one page",
    "hours:for-all": "who was there, and who has hours already",
    "keys:close": "before one closes: what was said for today, and what is still planned",
    "help:question": "who may read it, who helps, the steps, who read it; and that it was read",
    "hours:invitations": "who said that they may be asked, and what each knows, of every module",
    # Who was here is asked of four modules, and who knows them of three.
    "day:calls": "whom nobody saw for three weeks, and who knows them",
    "places:left": "what somebody who lays down a role leaves behind, of every module",
    "day:mine": "the day of who is there for the room, out of all modules; a fixed number, for few",
}


@pytest.mark.django_db
@pytest.mark.mission("P6")
def test_every_page_asks_a_fixed_number_of_questions():
    one, three, many = counted_three_times(make_world())
    grown = {page: (n, three[page], many[page]) for page, n in one.items()
             if not n == three[page] == many[page]}  # fmt: skip
    fixed = json.loads(FIXED.read_text())
    other = {page: (fixed.get(page), n) for page, n in one.items() if fixed.get(page) != n}
    assert grown == {}
    assert other == {}
    assert set(fixed) == set(one)


def test_no_page_asks_much():
    fixed = json.loads(FIXED.read_text())
    above = {page.split()[0] for page, n in fixed.items() if n > MOST}
    assert above == OF_EVERY_MODEL | set(A_FEW_MORE)
    assert {page: fixed[page] for page, most in CEILINGS.items() if fixed[page] > most} == {}
