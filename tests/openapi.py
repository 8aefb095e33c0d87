"""Write the document of the API: `python -m tests.openapi`. A test holds it against the code."""

import json
import os
from pathlib import Path

FILE = Path(__file__).parent.parent / "docs" / "openapi.json"


def written() -> str:
    """The document as it stands in the repository: the same text for the same API."""
    from sleutelbos.config.api import api

    document = json.loads(json.dumps(api.get_openapi_schema()))
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    FILE.write_text(written(), encoding="utf-8")
    print(f"{FILE.name} is written.")
