"""The `sleutelbos` command."""

import os
import sys


def main() -> None:
    """Run a Sleutelbos or Django command with our settings.

    The demo lives in a folder of its own, so that it never meets the network of real neighbours.
    """
    if sys.argv[1:2] == ["demo"] and "DATABASE_URL" not in os.environ:
        os.environ.setdefault("SLEUTELBOS_HOME", "data/demo")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sleutelbos.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["sleutelbos", *sys.argv[1:]])
