"""Bars R1 and R2 in full: sign-ups by many processes at once, and the waiting list.

    python -m benchmarks.overbooking            on SQLite, in a throwaway folder
    DATABASE_URL=postgres://… python -m benchmarks.overbooking

R1: 200 people press *Ik kom* in 8 processes, for 10 places, with a pause of 5 ms between looking
and writing; 20 rushes, each through the whole program. R2: 30 come while 10 go, 50 times over. Each
with its negative control: without the guard it must go wrong. Exits with 1 when a bar is not met.
"""

import os
import sys

RUSHES, CROWDS = 20, 50
LONG = 3600.0  # seconds


def main() -> int:
    """Run both bars and both controls in a database of their own; 0 when all hold."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django
    from django.db import connection

    django.setup()
    was = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        good = [no_overbooking(), the_line_moves()]
    finally:
        connection.creation.destroy_test_db(was, verbosity=0)
    return 0 if all(good) else 1


def no_overbooking() -> bool:
    """R1, and what happens without the guard."""
    from sleutelbos.commons.places.tests.makers import make_room
    from sleutelbos.room.activities.tests import test_overbooking as crowd_of

    room = make_room("r1")
    people = crowd_of.crowd(room, 200)
    rows = [crowd_of.sewing(room) for _rush in range(RUSHES)]
    answers = crowd_of.rush(room, rows, people, guarded=True, timeout=LONG)
    came = [crowd_of.rows_of(row, "coming").count() for row in rows]
    waited = [crowd_of.rows_of(row, "waiting").count() for row in rows]
    failed = sum(status >= 500 for status, _seconds in answers)
    times = sorted(seconds for _status, seconds in answers)
    p50, p99 = times[len(times) // 2], times[int(len(times) * 0.99)]
    print(f"R1  {RUSHES} rushes of 200 for 10 places: came {min(came)}–{max(came)},", end=" ")
    print(f"waited {min(waited)}–{max(waited)}, failed {failed},", end=" ")
    print(f"p50 {p50 * 1000:.0f} ms, p99 {p99 * 1000:.0f} ms")
    careless = [crowd_of.sewing(room) for _rush in range(3)]
    crowd_of.rush(room, careless, people, guarded=False, timeout=LONG)
    over = [crowd_of.rows_of(row, "coming").count() for row in careless]
    print(f"R1  without the guard, 3 rushes: came {', '.join(map(str, over))}")
    return {*came} == {10} and {*waited} == {190} and not failed and p99 <= 1.0 and max(over) > 10


def the_line_moves() -> bool:
    """R2, and what happens without the guard."""
    from sleutelbos.commons.places.tests.makers import make_room
    from sleutelbos.room.activities.tests import test_overbooking as crowd_of

    room = make_room("r2")
    rows = [crowd_of.sewing(room) for _crowd in range(CROWDS)]
    crowd_of.comings_and_goings(room, rows, "go", timeout=LONG)
    broken = sorted({promise for row in rows for promise in crowd_of.broken_promises(row)})
    print(f"R2  30 come while 10 go, {CROWDS} times: broken promises {broken or 'none'}")
    careless = [crowd_of.sewing(room) for _crowd in range(3)]
    crowd_of.comings_and_goings(room, careless, "careless", timeout=LONG)
    wrong = sorted({promise for row in careless for promise in crowd_of.broken_promises(row)})
    print(f"R2  without the guard, 3 times: broken promises {wrong or 'none'}")
    return not broken and bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
