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


@cache
def imported(folder: str) -> dict[str, set[str]]:
    """Third-party top-level modules imported anywhere in the folder, inside functions too, with the files that do."""
    found: dict[str, set[str]] = {}
    for path in sorted((ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
            for name in {n.split(".")[0] for n in names} - set(sys.stdlib_module_names) - OWN - {""}:
                if (path.parent / f"{name}.py").exists() or BY_HAND.get(name) == str(path.relative_to(ROOT)):
                    continue  # a neighbour of a script that runs on its own
                found.setdefault(name, set()).add(str(path.relative_to(ROOT)))
    return found


CASES = [(folder, module) for folder in ("qianxian", "tests", "bench") for module in imported(folder)]


@pytest.mark.parametrize(("folder", "module"), CASES)
def test_every_import_is_asked_for_and_locked(folder, module):
    """By name in pyproject.toml, not by the grace of another package that happens to bring it along."""
    brought_by = {plain(name) for name in packages_distributions().get(module, [])}
    files = sorted(imported(folder)[module])[:3]
    wanted = RUNTIME if folder == "qianxian" else EVERYTHING
    assert brought_by & wanted, f"{module} ({', '.join(brought_by) or 'not installed'}) in {files}: name it in pyproject.toml, then make lock"
    assert brought_by & wanted & LOCKED, f"{module} in {files}: not in requirements.lock, run make lock"


def test_everything_asked_for_is_locked():
    assert set() == EVERYTHING - LOCKED


def test_a_missing_one_would_be_seen():
    assert "pyotp" in imported("qianxian") and "django" in imported("qianxian") and len(CASES) > 30
