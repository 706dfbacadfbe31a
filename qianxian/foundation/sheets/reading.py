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
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import python_calamine

from qianxian.foundation.sheets.precheck import Source, content_of, precheck, refusal

MEMORY_MB = 256  # of address space; 60,000 rows of 14 columns need 224
CPU_SECONDS = 20
WALL_SECONDS = 40  # a busy machine may give the child half a core
MAX_ANSWER = 96 << 20
#: What marshal and what unpacks its answer say of one that ended too early.
_BROKEN = (ValueError, EOFError, TypeError, IndexError)

_CHILD = str(Path(__file__).with_name("limited"))
# no secrets in the child; a Python built with a shared library still has to find it
_ENVIRONMENT = {k: v for k, v in os.environ.items() if k == "LD_LIBRARY_PATH"} | {"MALLOC_ARENA_MAX": "1"}
_SITE = str(Path(python_calamine.__file__).parent.parent)


@dataclass(frozen=True)
class Raw:
    """One sheet as typed. ``top`` and ``left`` are the first used row and column from 0; places are sheet coordinates.

    ``others`` names the other visible sheets.
    """

    sheet: str
    top: int
    left: int
    columns: list[list[Any]]
    formulas: list[tuple[int, int, str]]
    faults: list[tuple[int, int, str]]
    merged: list[tuple[int, int, int, int]]
    date1904: bool
    others: list[str] = field(default_factory=list)


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
        late = threading.Timer(WALL_SECONDS, child.kill)
        late.start()
        try:
            answer = _answer_of(child.stdout)
        except _BROKEN:
            answer = {"refused": "unreadable"}  # or what the child's end says, below
        finally:
            late.cancel()
    if child.returncode:
        raise refusal("too_heavy" if child.returncode < 0 else "unreadable")
    return answer


def _answer_of(told: Any) -> dict[str, Any]:
    """The child's answer; its columns come first, one by one, and are unpacked here while the next is packed there."""
    columns, left = [], MAX_ANSWER
    while True:
        size = int.from_bytes(told.read(4))
        left -= size
        if left < 0:
            raise refusal("too_heavy")
        piece = marshal.loads(told.read(size))  # noqa: S302 - written by our own child, which holds only str, float, bool and int
        if isinstance(piece, dict):
            return piece if "refused" in piece else piece | {"columns": columns}
        columns.append(_unpacked(piece))


def _unpacked(column: Any) -> list[Any]:
    """The cells of a column that came whole, or as its cells with days for ordinals and, where many are alike, the place of each row's among them."""
    if isinstance(column, list):
        return column
    cells, places = column
    cells = [date.fromordinal(cell) if cell.__class__ is int else cell for cell in cells]
    return cells if places is None else [cells[place] for place in memoryview(places).cast("H")]
