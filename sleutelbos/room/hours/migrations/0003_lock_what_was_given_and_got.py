"""What somebody wrote of what they gave and got stands locked from now on, also what was there."""

from typing import Any

from django.db import migrations, models

from sleutelbos.kit.secret_text import SecretTextField, lock, unlock

WORDS = ("text", "with_whom")


def lock_all(apps: Any, _schema: Any) -> None:
    """Lock the words that stood open."""
    _each(apps, lock)


def open_all(apps: Any, _schema: Any) -> None:
    """Open them again, for the way back."""
    _each(apps, unlock)


def _each(apps: Any, change: Any) -> None:
    lines = apps.get_model("hours", "GaveGot")._base_manager
    for row in lines.values("pk", *WORDS).iterator(chunk_size=500):
        lines.filter(pk=row["pk"]).update(**{name: change(row[name]) for name in WORDS})


def _fields(kind: Any, how: dict[str, dict[str, Any]]) -> list[Any]:
    names = {"text": "in eigen woorden", "with_whom": "met wie"}
    return [
        migrations.AlterField(
            "gavegot", name, kind(verbose_name=names[name], blank=True, **how.get(name, {}))
        )
        for name in WORDS
    ]


class Migration(migrations.Migration):
    """Room for locked words, the words locked, and fields that lock and open them."""

    dependencies = [("hours", "0002_give_back_and_be_proud")]
    operations = [
        *_fields(models.TextField, {}),
        migrations.RunPython(lock_all, open_all),
        *_fields(SecretTextField, {"text": {"max_length": 80}, "with_whom": {"max_length": 60}}),
    ]
