import json
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from django.db import migrations

BATCH = 2000
# As the chain was taken over the lines on the day of this migration, whatever comes later.
BEGIN = "0" * 64
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def told(line):
    """Every word of a line."""
    when = (line.at - EPOCH) // timedelta(microseconds=1)
    who = line.who.hex if line.who else None
    return [line.place_id, who, line.what, line.about, line.about_id, when]


def link_hash(before, nth, number, words):
    """The hash of one link."""
    parts = ["sleutelbos-journal-1", "link", before, nth, number, words]
    return sha256(json.dumps(parts, separators=(",", ":")).encode()).hexdigest()


def chain(apps, schema_editor):
    """Hang the lines of before in the chain, as they are now: they have no fingerprint yet."""
    Entry = apps.get_model("journal", "Entry")
    ChainLink = apps.get_model("journal", "ChainLink")
    alias, nth, before, links = schema_editor.connection.alias, 0, BEGIN, []
    lines = Entry._base_manager.using(alias).order_by("pk").iterator(chunk_size=BATCH)
    for line in lines:
        nth, before = nth + 1, link_hash(before, nth + 1, line.pk, told(line))
        links.append(ChainLink(nth=nth, line_id=line.pk, hash=before))
        if len(links) == BATCH:
            ChainLink._base_manager.using(alias).bulk_create(links)
            links = []
    ChainLink._base_manager.using(alias).bulk_create(links)


class Migration(migrations.Migration):
    dependencies = [
        ("journal", "0003_chain_the_lines"),
    ]

    operations = [
        migrations.RunPython(chain, migrations.RunPython.noop),
    ]
