"""The shipped catalogue: items that halls of Guangdong's villages handle, each with its law; a county checks limits and articles before it relies on them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

COLUMNS = ("code", "name", "category", "handled_by", "department", "limit_days", "law", "who", "materials", "village_step", "link_title")
FILE = Path(__file__).parent / "catalogue.yaml"


def shipped_catalogue() -> list[dict[str, Any]]:
    """Rows by the import's column keys, in stored codes."""
    return [dict(zip(COLUMNS, row, strict=True)) for row in yaml.safe_load(FILE.read_text("utf-8"))]
