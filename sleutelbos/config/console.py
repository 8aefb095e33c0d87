"""The `sleutelbos` command."""

import os
import sys


def main() -> None:
    """Run a Sleutelbos or Django command with our settings.

    The demo lives in a folder of its own, so that it never meets the network of real neighbours.
    Commands of two words are written with a dash: `import-tallies`.
    """
    if sys.argv[1:2] == ["demo"] and "DATABASE_URL" not in os.environ:
        os.environ.setdefault("SLEUTELBOS_HOME", "data/demo")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sleutelbos.config.settings")
    from django.core.management import execute_from_command_line

    command = [word.replace("-", "_") for word in sys.argv[1:2] if not word.startswith("-")]
    execute_from_command_line(["sleutelbos", *command, *sys.argv[1 + len(command) :]])
