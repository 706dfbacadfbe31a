"""The shipped register of data elements: what the rooms hold, and what villages are asked for again and again and nobody holds yet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

COLUMNS = ("code", "name", "kind", "unit", "owner", "validity_months", "lives", "private", "legal_basis", "definition")
FILE = Path(__file__).parent / "elements.yaml"


def shipped_elements() -> list[dict[str, Any]]:
    """Rows by the import's column keys, in stored codes."""
    told = yaml.safe_load(FILE.read_text("utf-8"))
    laws = told["laws"]
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in told["elements"]]
    return [row | {"legal_basis": laws[row["legal_basis"]], "subject": row["code"].split(".")[0]} for row in rows]
