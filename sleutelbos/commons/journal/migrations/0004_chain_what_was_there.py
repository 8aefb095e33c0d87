from django.db import migrations

from sleutelbos.commons.journal.queries_chain import BEGIN, link_hash, told

BATCH = 2000


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
