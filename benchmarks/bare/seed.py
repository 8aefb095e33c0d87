"""Fill the bare application alike: BARE_DB=FILE python -m benchmarks.bare.seed OUT.json.

One room, 500 members with five hours each, 260 activities over a year, 200 people signed in.
"""

import json
import sys
from datetime import timedelta
from pathlib import Path

from benchmarks.bare import app

MEMBERS, ACTIVITIES, HOURS, SESSIONS, AHEAD = 500, 260, 5, 200, 22
CSRF = "b" * 32


def main() -> None:
    """Make the tables, fill them, and write down cookies and what lies ahead."""
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.db import connection, transaction
    from django.test import Client
    from django.utils import timezone

    call_command("migrate", verbosity=0)
    with connection.schema_editor() as editor:
        for model in app.MODELS:
            editor.create_model(model)
    now = timezone.now()
    behind = ACTIVITIES - AHEAD
    moments = [now - timedelta(days=334) * nth / behind for nth in range(1, behind + 1)]
    moments += [now + timedelta(days=31) * nth / AHEAD for nth in range(1, AHEAD + 1)]
    with transaction.atomic():
        app.Activity.objects.bulk_create(
            app.Activity(
                room=1, start=start, title=f"Activiteit {nth}", place="Zaal 1", capacity=1_000_000,
                taken=4,
            )
            for nth, start in enumerate(sorted(moments))
        )  # fmt: skip
        members = app.Member.objects.bulk_create(
            app.Member(room=1, name=f"Voor Achter{nth}", email=f"u{nth}@bench.example")
            for nth in range(MEMBERS)
        )
        app.Hours.objects.bulk_create(
            app.Hours(room=1, member=member, minutes=30 * nth)
            for nth in range(HOURS)
            for member in members
        )
        users = User.objects.bulk_create(
            User(username=f"u{nth}", password="!") for nth in range(SESSIONS)
        )
    sessions = []
    for user in users:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        sessions.append(f"sessionid={client.cookies['sessionid'].value}; csrftoken={CSRF}")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    ahead = app.Activity.objects.filter(start__gt=now).values_list("pk", flat=True)
    told = {"sessions": sessions, "codes": list(ahead), "csrf": CSRF}
    Path(sys.argv[1]).write_text(json.dumps(told))


if __name__ == "__main__":
    main()
