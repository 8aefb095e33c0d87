"""The `sleutelbos` command."""

import os
import sys


def main() -> None:
    """Run a Sleutelbos or Django command with our settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sleutelbos.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["sleutelbos", *sys.argv[1:]])
