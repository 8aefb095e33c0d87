"""Forms of Mijn geld as they are sent, and what a page says."""

import re
from typing import Any

from django.test import Client

ALONE = {"age": "27", "home": "alone", "benefit": "social_assistance", "rent": "620"}
PARENT = ALONE | {"home": "kids", "kids": "4,13"}
WAJONG = ALONE | {"benefit": "young_disabled", "capacity": "yes", "rent": "500"}
CHOSEN = {
    "chosen": "1", "compare": ["now", "volunteer", "hours", "job"], "volunteer": "100",
    "hours": "12", "job_wage": "", "work": "24", "profit": "8000",
}  # fmt: skip
MARKS = re.compile("[\u2066-\u2069]")


def send(data: dict[str, Any], client: Client | None = None, path: str = "/mijn-geld/") -> Any:
    """One form, as the browser sends it."""
    return (client or Client()).post(path, data)


def words_of(response: Any) -> str:
    """What stands on a page, in one line."""
    page = response.content.decode()
    page = page[page.index("<main") : page.index("</main")]
    return " ".join(re.sub(r"<[^>]+>", " ", MARKS.sub("", page)).split())
