"""What a register's Excel sheet looks like: its columns, its key, its checks.

Example: ``Sheet("members", "党员", "Members", columns=(Column("name", "姓名", "Name", "name", required=True), …),
key_columns=("identity_number",))``. Rooms declare theirs in ``<room>/sheets.py`` and call ``register_sheet``.
What becomes of the rows (unknown organisation, new or changed) belongs to the rooms and to imports/.
"""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import qianxian
from qianxian.foundation.sheets.wording import in_english

KINDS = (
    "text",  # free text, trimmed
    "name",  # a person's name: blanks between Chinese characters go, the dot of long names is made one
    "code",  # half-width, kept as text
    "identity_number",
    "date",
    "enum",
    "integer",
    "money",  # Decimal, two places, yuan
    "phone",
    "bool",
    "uscc",
    "bank_account",
)
CODE_LIKE = frozenset({"code", "identity_number", "phone", "uscc", "bank_account"})
EMPTY_IS_NONE = frozenset({"date", "integer", "money", "bool"})

# One value already in its kind → None, or (code, message) saying what to do.
ValueCheck = Callable[[Any], "tuple[str, str] | None"]
# Columns by key, all of one length → (row index, column key, code, message) for each fault.
RowCheck = Callable[["Mapping[str, list[Any]]"], "Iterable[tuple[int, str, str, str]]"]


@dataclass(frozen=True)
class Column:
    """One column; ``choices`` maps stored code → (Chinese, English); ``secret`` values never stand in messages or lists.

    ``unique`` refuses the same value twice in one file; ``law`` is shown on the notes sheet beside ``hint``.
    """

    key: str
    heading_zh: str
    heading_en: str
    kind: str = "text"
    required: bool = False
    choices: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    width: int = 14
    hint: str = ""
    example: str = ""
    max_length: int = 0
    secret: bool = False
    checks: tuple[ValueCheck, ...] = ()
    unique: bool = False
    law: str = ""
    min_length: int = 0

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"column {self.key}: unknown kind {self.kind}")
        if (self.kind == "enum") != bool(self.choices):
            raise ValueError(f"column {self.key}: choices belong to enum and only to enum")

    @property
    def heading(self) -> str:
        """The heading in the reader's language."""
        return self.heading_en if in_english() else self.heading_zh


@dataclass(frozen=True)
class Sheet:
    """One register's sheet. ``key_columns`` together name a row: twice the same key in a file is an error.

    ``dated``: rows hold from a day that whoever brings them in chooses, such as a new version of the catalogue's items.
    """

    register: str
    title_zh: str
    title_en: str
    columns: tuple[Column, ...]
    key_columns: tuple[str, ...] = ()
    row_checks: tuple[RowCheck, ...] = ()
    notes: tuple[str, ...] = ()
    dated: bool = False

    def __post_init__(self) -> None:
        keys = [c.key for c in self.columns]
        if len(set(keys)) != len(keys) or not set(self.key_columns) <= set(keys):
            raise ValueError(f"sheet {self.register}: keys stand once, key columns are among them")

    def column(self, key: str) -> Column:
        """The column of that key; KeyError when there is none."""
        for column in self.columns:
            if column.key == key:
                return column
        raise KeyError(key)


_sheets: dict[str, Sheet] = {}


def register_sheet(sheet: Sheet) -> Sheet:
    """The sheet, known from now on by its register's name; a second, different one of that name is a ValueError."""
    if _sheets.setdefault(sheet.register, sheet) != sheet:
        raise ValueError(f"sheet {sheet.register} is already registered")
    return sheet


@cache
def _load_rooms() -> None:
    for room in pkgutil.iter_modules(qianxian.__path__):
        name = f"qianxian.{room.name}.sheets"
        if room.ispkg and room.name != "foundation" and importlib.util.find_spec(name):
            importlib.import_module(name)


def sheet_for(register: str) -> Sheet:
    """The sheet of that register, reading the rooms' ``sheets.py`` at first need; KeyError for an unknown one."""
    if register not in _sheets:
        _load_rooms()
    return _sheets[register]


def all_sheets() -> dict[str, Sheet]:
    """Every registered sheet by register name."""
    _load_rooms()
    return dict(_sheets)
