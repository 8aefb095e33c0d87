"""The list of what people expect is whole, and says of each page that it is there or is not."""

import re

from tests.routes import routes
from tests.test_house_rules import ROOT

TEXT = (ROOT / "docs" / "features.md").read_text()
# page → where its address will stand (ux.md 3)
DRAWN = {
    "Mijn dag": r"^dag/",
    "Mijn route": r"^mijn/route/",
    "Ons geld": r"/ons-geld/$",
    "Cijfers": r"^cijfers/",
}


def test_all_twenty_four_things_have_an_honest_state():
    rows = re.findall(r"^\| (\d+) \| .+ \| (in|partly|not yet)\b.*\|$", TEXT, re.MULTILINE)
    assert [int(number) for number, _state in rows] == list(range(1, 25))


def test_a_page_that_is_only_drawn_is_told_to_be_and_no_other():
    addresses = [str(pattern.pattern) for _name, pattern in routes()]
    later = TEXT.split("## Drawn, but not here yet")[1]
    for name, path in DRAWN.items():
        is_there = any(re.search(path, address) for address in addresses)
        assert (f"| *{name}* |" in later) != is_there, name
