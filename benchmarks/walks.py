"""The walks over all there is, one line each: how much was tried, and whether all of it held.

    python -m benchmarks.walks              every walk, as the suite does it
    python -m benchmarks.walks R21 R47      some
    python -m benchmarks.walks --long R47   500 tries a form and 50 an address, instead of a few

What is walked is found by looking: every address of the URL configuration, every operation of the
API, every form class, every field. Runs the tests and counts what they went over. Exits with 1
when one does not hold.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Walk:
    """One walk: what must hold, the tests that hold it, and how much they go over, in words."""

    name: str
    must: str
    tests: tuple[str, ...]
    counts: Callable[[], str]


def once() -> str:
    """R5."""
    from tests.routes import declared
    from tests.test_twice import HAPPENS_AGAIN, OPERATIONS

    routes = [name for name, route in declared().items() if route.post]
    return (
        f"{len(routes)} of {len(routes)} addresses and {len(OPERATIONS)} of {len(OPERATIONS)} "
        f"operations of the API, each asked three times; {len(HAPPENS_AGAIN)} do it again, declared"
    )


def doors() -> str:
    """R21 and R27."""
    from sleutelbos.kit.policy import ALL_ROLES, TOKEN_ROLES
    from tests import test_api_permissions as api
    from tests.routes import declared

    table, roles = declared(), len(ALL_ROLES)
    posts = sum(bool(route.post) for route in table.values())
    return (
        f"{len(table)} addresses x {roles} roles x 2 methods = {len(table) * roles * 2}; "
        f"{len(api.OPERATIONS)} operations x ({roles} roles + {len(TOKEN_ROLES)} tokens) = "
        f"{len(api.OPERATIONS) * (roles + len(TOKEN_ROLES))}; {posts} POSTs without a token refused"
    )


def foreign() -> str:
    """R22 and R24."""
    from sleutelbos.kit.policy import ALL_ROLES
    from tests import test_api_permissions as api
    from tests.routes import declared

    table = declared().values()
    pages = sum(len(route.get) for route in table)
    return (
        f"{pages} pages by {len(ALL_ROLES)} roles and {len(api.OPERATIONS)} operations searched for"
        " names of elsewhere: 0; a closed door answers byte for byte as a wrong address"
    )


def numbers() -> str:
    """R38."""
    from tests.routes import declared
    from tests.test_every_form import WRITTEN, form_classes, text_fields

    posts = sum(bool(route.post) for route in declared().values())
    return (
        f"{len(text_fields())} fields of {len(list(form_classes()))} forms x {len(WRITTEN)} ways of"
        f" writing, and {posts} addresses: none takes one, shows it back or logs it"
    )


def names() -> str:
    """R47."""
    from tests import test_form_fuzz as fuzz
    from tests.names import NAMES, TRICKS
    from tests.routes import declared
    from tests.test_every_form import form_classes
    from tests.test_names import name_fields

    table = declared()
    forms, posts = len(list(form_classes())), sum(bool(route.post) for route in table.values())
    return (
        f"{len(NAMES)} names and {len(TRICKS)} tricks x {len(name_fields())} fields; "
        f"{forms} forms x {fuzz.OF_A_FORM} tries; {posts} addresses x {fuzz.OF_AN_ADDRESS} strange"
        f" bodies, {len(table)} x {fuzz.OF_AN_ADDRESS} strange addresses x 2 methods: 0 faults"
    )


def rights() -> str:
    """R39."""
    from sleutelbos.kit.privacy import links
    from tests.canary import every_link

    told = list(links())
    return (
        f"one canary in {len(told)} of {len(every_link())} links to a person: all of it in the "
        "export, of others nothing; after erasing 0 in the dump, numbers the same, the chain whole"
    )


def limits() -> str:
    """R40."""
    from sleutelbos.kit.kept import kept

    said = kept()
    limited = sum(rule.past is not None for rule in said.values())
    return (
        f"{len(said)} of {len(said)} models say how long, {limited} have a limit: 0 rows past it "
        "after one night 3,000 days on, nor after four nights that were killed; no names told"
    )


def yeses() -> str:
    """R41."""
    from tests.test_yes import ORDERS, STEPS, VERBS

    return (
        f"{ORDERS} random orders of {STEPS} of {len(set(VERBS))} things, every read path asked "
        f"after each of {ORDERS * STEPS}: 0 too much, 0 rows changed, the words and language kept"
    )


def journal() -> str:
    """R46, first half."""
    from tests.test_journal import HARMED, LINES, WAYS

    return (
        f"{HARMED} of {LINES} lines x {len(WAYS)} ways (changed, taken away with and without its "
        f"link, put in, moved, made to fit): {HARMED * len(WAYS)} of {HARMED * len(WAYS)} seen, "
        "the first bad line named; a cut tail and a chain made anew seen by a head that was kept"
    )


def leaver() -> str:
    """R25."""
    from tests.routes import declared

    read = [r for r in declared().values() if "coordinator" in r.get and "anonymous" not in r.get]
    return (
        f"{len(read)} addresses a coordinator reads, the calendar, a machine's key, what waits "
        "for a phone, the tablet: all closed on the next request; what to hand over is listed"
    )


def lives() -> str:
    """What the two walks looked at, as they told it."""
    told = [line.split() for line in Path(os.environ["SLEUTELBOS_LOOKED"]).read_text().splitlines()]
    words, lookers, answers = (sum(int(row[nth]) for row in told) for nth in range(3))
    return (
        f"{len(told)} lives in a browser; {words} of their words looked for by {lookers} lookers "
        f"in {answers} answers, in exports, mails, the log, rows and the file: 0 met by who was "
        "not chosen"
    )


PERMISSIONS, API = "tests/test_permissions.py", "tests/test_api_permissions.py"
WALKS = (
    Walk("R5", "what is sent twice happens once", ("tests/test_twice.py",), once),
    Walk("R21", "every role gets exactly what is declared", (PERMISSIONS, API), doors),
    Walk("R22", "nobody meets what is of elsewhere", ("tests/test_walk.py", API), foreign),
    Walk("R25", "who leaves is out on the next request", ("tests/test_leaver.py",), leaver),
    Walk("R38", "no field takes a BSN", ("tests/test_every_form.py",), numbers),
    Walk("R39", "everything comes along, and goes", (
        "tests/test_leaving.py",
        "tests/test_journal.py::test_the_chain_holds_when_somebody_is_erased",
    ), rights),
    Walk("R40", "nothing stays past its limit", ("tests/test_kept.py",), limits),
    Walk("R41", "a yes holds as long as it was given", ("tests/test_yes.py",), yeses),
    Walk("R46", "the journal cannot change unseen", ("tests/test_journal.py",), journal),
    Walk("R47", "names stay whole, nothing breaks", (
        "tests/test_names.py", "tests/test_form_fuzz.py",
    ), names),
    Walk("lives", "what was told is for who was chosen", ("tests/e2e/test_two_lives.py",), lives),
)  # fmt: skip


def main() -> int:
    """Run what was asked for, all of it when nothing was; 1 when one does not hold."""
    if "--long" in sys.argv:
        os.environ["SLEUTELBOS_LONG"] = "1"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    wanted = {word for word in sys.argv[1:] if not word.startswith("--")}
    wanted = wanted or {walk.name for walk in WALKS}
    good = True
    os.environ["SLEUTELBOS_LOOKED"] = str(Path(tempfile.mkdtemp(prefix="sleutelbos-")) / "looked")
    for walk in WALKS:
        if walk.name not in wanted:
            continue
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", *walk.tests], cwd=ROOT, check=False,
            capture_output=True, text=True,
        )  # fmt: skip
        held = done.returncode == 0
        good &= held
        print(f"{walk.name:<4} {walk.counts()} | {walk.must} | {'yes' if held else 'NO'}",
              flush=True)  # fmt: skip
        if not held:
            print(done.stdout[-2000:])
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
