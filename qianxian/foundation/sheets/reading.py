"""Reads the cells of one sheet in a limited child process.

``read(source, ("党员",))`` gives columns of str, float, bool and date as typed, with the places of formulas, error values and
merged cells. Whatever goes wrong in the child is a FileRefused. What the cells mean is for ``parsing.py``.
"""

from __future__ import annotations

import marshal
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import python_calamine

from qianxian.foundation.sheets.precheck import Source, content_of, precheck, refusal

MEMORY_MB = 256  # of address space; 60,000 rows of 14 columns need 224
CPU_SECONDS = 20
WALL_SECONDS = 40  # a busy machine may give the child half a core
MAX_ANSWER = 96 << 20

_CHILD = str(Path(__file__).with_name("limited"))
# no secrets in the child; a Python built with a shared library still has to find it
_ENVIRONMENT = {k: v for k, v in os.environ.items() if k == "LD_LIBRARY_PATH"} | {"MALLOC_ARENA_MAX": "1"}
_SITE = str(Path(python_calamine.__file__).parent.parent)


@dataclass(frozen=True)
class Raw:
    """One sheet as typed. ``top`` and ``left`` are the first used row and column from 0; places are sheet coordinates."""

    sheet: str
    top: int
    left: int
    columns: list[list[Any]]
    formulas: list[tuple[int, int, str]]
    faults: list[tuple[int, int, str]]
    merged: list[tuple[int, int, int, int]]
    date1904: bool


def read(source: Source, names: Iterable[str] = ()) -> Raw:
    """The sheet with one of the names, else the first visible one; FileRefused for a file that cannot or may not be read."""
    data = content_of(source)
    precheck(data)
    with tempfile.TemporaryFile() as spool:
        spool.write(data)
        spool.seek(0)
        answer = _ask_child(spool, names)
    if "refused" in answer:
        raise refusal(answer["refused"])
    return Raw(**answer)


def _ask_child(spool: Any, names: Iterable[str]) -> dict[str, Any]:
    command = [sys.executable, "-I", "-S", _CHILD, _SITE, str(MEMORY_MB), str(CPU_SECONDS), *names]
    with subprocess.Popen(
        command, stdin=spool, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_ENVIRONMENT, close_fds=True
    ) as child:
        try:
            out, _ = child.communicate(timeout=WALL_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            raise refusal("too_heavy") from None
    if child.returncode:
        raise refusal("too_heavy" if child.returncode < 0 else "unreadable")
    if len(out) > MAX_ANSWER:
        raise refusal("too_heavy")
    try:
        answer = marshal.loads(out)  # noqa: S302 - written by our own child, which holds only str, float and bool
        if "columns" in answer:
            answer["columns"] = [_unpacked(column) for column in answer["columns"]]
    except (ValueError, EOFError, TypeError, IndexError):
        raise refusal("unreadable") from None
    return answer if isinstance(answer, dict) else {"refused": "unreadable"}


def _unpacked(column: Any) -> list[Any]:
    """The cells of a column that came whole, or as its cells with days for ordinals and, where many are alike, the place of each row's among them."""
    if isinstance(column, list):
        return column
    cells, places = column
    cells = [date.fromordinal(cell) if cell.__class__ is int else cell for cell in cells]
    return cells if places is None else [cells[place] for place in memoryview(places).cast("H")]
