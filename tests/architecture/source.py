"""The house's own source as trees: what the tests of this folder read."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "qianxian"
ROOMS = (
    "foundation", "rulebook", "accounts", "divisions", "notices", "papers", "people", "organisations", "threads", "elections", "decisions", "centres", "services", "cases", "requests",
    "engagements", "pipeline", "assessments", "pay",
    "contracts", "funds", "projects", "collective", "letters", "elements", "imports", "plans", "portal", "demo",
)  # fmt: skip
WORK_ROOMS = tuple(room for room in ROOMS if room not in ("foundation", "portal", "demo"))


def short(path: Path) -> str:
    """The path as a failure names it: ``pay/views.py``."""
    return path.relative_to(PACKAGE).as_posix()


@cache
def sources() -> tuple[Path, ...]:
    """Every Python file of the product except migrations."""
    return tuple(sorted(p for p in PACKAGE.rglob("*.py") if "migrations" not in p.parts))


@cache
def tree(path: Path) -> ast.Module:
    """The parsed file."""
    return ast.parse(path.read_text("utf-8"))


def room_of(path: Path) -> str:
    """``pay`` of ``qianxian/pay/views.py``; empty for the package's own files."""
    parts = path.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else ""


def part_of(path: Path) -> str:
    """The file of the room it belongs to: ``commands`` for both ``commands.py`` and ``commands/members.py``."""
    return path.relative_to(PACKAGE).parts[1].removesuffix(".py")


def parts(*names: str) -> list[Path]:
    """The files of the rooms that are, or lie in the folder of, one of these parts."""
    return [p for p in sources() if room_of(p) in ROOMS and part_of(p) in names]


def imports(path: Path) -> Iterator[str]:
    """Full names of what a file imports, wherever the import stands."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    """The functions on a file's top level."""
    yield from (node for node in tree(path).body if isinstance(node, ast.FunctionDef))


def called(node: ast.AST) -> set[str]:
    """Names called anywhere below, as written: ``require``, ``audit.record``."""
    return {ast.unparse(n.func) for n in ast.walk(node) if isinstance(n, ast.Call)}
