"""What the code imports is what pyproject.toml asks for and requirements.lock pins: else a fresh clone starts without it."""

import ast
import re
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
OWN = {"qianxian", "tests", "bench"}
# Run by hand once when the shipped faces are cut anew, or by a bench in an environment of the peer's own; never by the product.
BY_HAND = {"fontTools": "qianxian/foundation/papers/build_rare_faces.py", "openfisca_core": "bench/pay_tax_openfisca.py"}


def plain(name: str) -> str:
    """A distribution's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def asked(requirements: list[str]) -> set[str]:
    """The distributions named in a list of requirements."""
    return {plain(re.match(r"[A-Za-z0-9._-]+", text).group()) for text in requirements}


RUNTIME = asked(PROJECT["dependencies"])
EVERYTHING = RUNTIME | asked([text for extra in PROJECT["optional-dependencies"].values() for text in extra])
LOCKED = {plain(name) for name in re.findall(r"^([A-Za-z0-9._-]+)==", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE)}


FOLDERS = ("qianxian", "tests", "bench")
KNOWN = frozenset(sys.stdlib_module_names) | OWN | {""}


def named(node: ast.AST) -> set[str]:
    """The top-level modules that a statement imports."""
    if isinstance(node, ast.Import):
        return {alias.name.split(".")[0] for alias in node.names}
    return {(node.module or "").split(".")[0]} if isinstance(node, ast.ImportFrom) and not node.level else set()


@cache
def imported(folder: str) -> dict[str, set[str]]:
    """Third-party top-level modules imported anywhere in the folder, inside functions too, with the files that do."""
    found: dict[str, set[str]] = {}
    for path in sorted((ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            for name in named(node) - KNOWN:
                if (path.parent / f"{name}.py").exists() or BY_HAND.get(name) == str(path.relative_to(ROOT)):
                    continue  # a neighbour of a script that runs on its own
                found.setdefault(name, set()).add(str(path.relative_to(ROOT)))
    return found


# By folder and not by module: the modules are known when all files are read, which each worker would do before it knows its tests.
@pytest.mark.parametrize("folder", FOLDERS)
def test_every_import_is_asked_for_and_locked(folder):
    """By name in pyproject.toml, not by the grace of another package that happens to bring it along."""
    installed, wrong = packages_distributions(), []
    wanted = RUNTIME if folder == "qianxian" else EVERYTHING
    for module, files in imported(folder).items():
        brought_by = {plain(name) for name in installed.get(module, [])}
        if not brought_by & wanted:
            wrong.append(f"{module} ({', '.join(brought_by) or 'not installed'}) in {sorted(files)[:3]}: name it in pyproject.toml, then make lock")
        elif not brought_by & wanted & LOCKED:
            wrong.append(f"{module} in {sorted(files)[:3]}: not in requirements.lock, run make lock")
    assert not wrong


def test_everything_asked_for_is_locked():
    assert set() == EVERYTHING - LOCKED


def test_a_missing_one_would_be_seen():
    assert "pyotp" in imported("qianxian") and "django" in imported("qianxian") and sum(len(imported(folder)) for folder in FOLDERS) > 30
