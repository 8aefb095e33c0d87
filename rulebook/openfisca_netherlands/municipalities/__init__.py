"""What a municipality decides itself: named, never computed. One YAML file per municipality."""

from functools import cache
from pathlib import Path

import yaml

HERE = Path(__file__).parent
EVERYWHERE = "everywhere"


@cache
def schemes(municipality: str) -> tuple[str, ...]:
    """Names of schemes to ask about, those of the municipality first; unknown ones get the rest."""
    found: list[str] = []
    for name in (municipality, EVERYWHERE):
        file = HERE / f"{name}.yaml"
        if name.isalpha() and file.is_file():
            found += yaml.safe_load(file.read_text(encoding="utf-8"))["ask_about"]
    return tuple(dict.fromkeys(found))
