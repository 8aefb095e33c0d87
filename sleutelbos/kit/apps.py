"""The kit as a Django app: it registers the checks of the database."""

from django.apps import AppConfig


class Kit(AppConfig):
    """The small shared tools."""

    name = "sleutelbos.kit"
    label = "kit"

    def ready(self) -> None:
        """Register the checks."""
        from . import checks  # noqa: F401
