"""What every page costs: how many questions it asks the database, and how many bytes it weighs.

    python -m benchmarks.pages                 both
    python -m benchmarks.pages queries         page by page, by who looks; `queries write`: set them
    python -m benchmarks.pages weight          page by page: a first visit, and coming back

In a database of its own that is gone afterwards. Exits with 1 when a bar is not met.
"""

import json
import os
import sys

FIELDS = ("page", "styles_raw", "styles", "scripts", "letters")


def main() -> int:
    """Print what was asked for; 0 when every bar holds."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django
    from django.db import connection

    django.setup()
    was = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    wanted = set(sys.argv[1:]) - {"write"} or {"queries", "weight"}
    try:
        good = [
            *([queries(write="write" in sys.argv)] if "queries" in wanted else []),
            *([weight()] if "weight" in wanted else []),
        ]
    finally:
        connection.creation.destroy_test_db(was, verbosity=0)
    return 0 if all(good) else 1


def queries(*, write: bool) -> bool:
    """With one and three of everything, and with 200 rooms; the four that have a ceiling on top."""
    from tests.queries import counted_three_times
    from tests.test_queries import CEILINGS, FIXED
    from tests.world import make_world

    one, three, many = counted_three_times(make_world())
    if write:
        FIXED.write_text(json.dumps(one, indent=0) + "\n")
    print(f"{'page, who looks':<40} with 1  with 3  200 rooms")
    for page in sorted(one, key=lambda page: (page not in CEILINGS, page)):
        most = f"(<= {CEILINGS[page]})" if page in CEILINGS else ""
        print(f"{page:<40} {one[page]:>6}  {three[page]:>6}  {many[page]:>9}  {most}")
    same = [page for page in one if one[page] == three[page] == many[page]]
    print(f"{len(same)} of {len(one)} the same with 1 and 3 of everything, and with 200 rooms")
    return len(same) == len(one) and all(one[page] <= most for page, most in CEILINGS.items())


def weight() -> bool:
    """A first visit and coming back, in three languages; letters are an upper bound."""
    from tests.queries import grow
    from tests.weight import too_heavy, weights
    from tests.world import make_world

    world = make_world()
    for nth in (1, 2, 3):
        grow(world, nth)
    heavy = []
    for language in ("nl", "tr", "ar"):
        found = weights(world, language)
        if language == "nl":
            heavy = too_heavy(found)
            print(f"{'page, who looks':<34}  first   page  styles scripts letters  coming back")
            for name, one in sorted(found.items(), key=lambda pair: -pair[1].page):
                print(
                    f"{name:<34} {one.first:>6} {one.page:>6} {one.styles:>7} {one.scripts:>7}"
                    f" {one.letters:>7}  {one.page:>11}"
                )
        most = {what: max(getattr(one, what) for one in found.values()) for what in FIELDS}
        usual = sorted(one.first for one in found.values())[len(found) // 2]
        print(f"{language}: {len(found)} pages, heaviest {most}; the middle first visit {usual}")
    print(f"past a bar in Dutch: {heavy or 'none'}")
    return not heavy


if __name__ == "__main__":
    sys.exit(main())
