"""Who was erased stays erased, also when an older copy is put back (R18, AVG article 17).

The ledger holds random marks that belong to nobody any more, one a line. It stands beside the
database and beside the copies, never in them.
"""

import os
from pathlib import Path
from uuid import UUID

from django.conf import settings


def ledger() -> Path:
    """Where the marks are kept."""
    return Path(settings.HOME) / "erased"


def remember(mark: UUID) -> None:
    """Write down that the person with this mark was erased; on the disk when it returns."""
    kept = ledger()
    kept.parent.mkdir(parents=True, exist_ok=True)
    with kept.open("a") as file:
        file.write(f"{mark.hex}\n")
        file.flush()
        os.fsync(file.fileno())


def marks_in(file: Path) -> set[str]:
    """The marks in a ledger; none when there is no ledger."""
    return set(file.read_text().split()) if file.exists() else set()
