"""What the runtime and the command line say at the terminal is in the catalogue, in the terminal's language; programs read the same in every one."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import qianxian
from qianxian.config.runtime import places, sealed_file, self_check, speech, supervisor
from qianxian.demo import load

CHINESE = re.compile(r"[\u3400-\u9fff]")
PACKAGE = Path(qianxian.__file__).parent
FILES = [*sorted((PACKAGE / "config" / "runtime").glob("*.py")), *sorted((PACKAGE / "cli").glob("*.py"))]
SAYS = {"_", "say", "gettext_noop", "Wrong"}
#: Looked for in the database, written down as a name, or written into docs/rules.md, and never said.
NOT_SAID = {"南门村党支部", "系统管理员", "安全管理员", "审计管理员", "rule_docs.py"}


@pytest.fixture
def english(monkeypatch):
    def forget():
        speech.language.cache_clear()
        speech._catalogue.cache_clear()

    monkeypatch.setenv("QIANXIAN_LANG", "en")
    forget()
    yield
    monkeypatch.undo()
    forget()


def unsaid(path: Path) -> list[str]:
    """Chinese texts of a file that no speaking function takes: they would be Chinese in every language."""
    tree = ast.parse(path.read_text("utf-8"))
    told = {id(one) for call in ast.walk(tree) if isinstance(call, ast.Call) and getattr(call.func, "id", "") in SAYS for one in ast.walk(call)}
    notes = {id(node.body[0].value) for node in ast.walk(tree) if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef) and node.body and isinstance(node.body[0], ast.Expr)}
    found = [one for one in ast.walk(tree) if isinstance(one, ast.Constant) and isinstance(one.value, str) and CHINESE.search(one.value)]
    return [one.value for one in found if id(one) not in told | notes and not any(one.value == word or (word in one.value and "similarity" in one.value) for word in NOT_SAID)]


@pytest.mark.parametrize("path", [p for p in FILES if p.name not in NOT_SAID], ids=lambda p: f"{p.parent.name}/{p.name}")
def test_nothing_is_said_past_the_catalogue(path):
    assert not unsaid(path)


def test_every_check_reads_in_english_and_its_json_as_ever(english):
    for name in self_check.CHECKS | self_check.contributed():
        good, bad = self_check.Check(name, ()), self_check.Check(name, (self_check.Wrong("缺少扩展 %(name)s", name="pg_trgm"), *["x"] * 6))
        assert not CHINESE.search(good.line() + bad.line()), (good.line(), bad.line())
        assert "the extension pg_trgm is missing" in bad.line() and "7 in all" in bad.line()
        assert bad.as_dict()["name"] == name and bad.as_dict()["violations"][0] == "缺少扩展 pg_trgm"


def test_checks_read_in_chinese_by_default():
    assert self_check.Check("行级安全", ()).line() == "  正常    行级安全"
    assert self_check.Check("行级安全", ("a", "b")).line() == "  要处理  行级安全：a；b"


def test_refusals_of_the_runtime_are_english_when_told(english, tmp_path):
    home = places.make_home(tmp_path / "home")
    with supervisor.only_one(home, "http://127.0.0.1:1"), pytest.raises(places.PlaceRefused) as busy, supervisor.only_one(home, "x"):
        pass
    (tmp_path / "no.qxb").write_bytes(b"nothing")
    with (tmp_path / "no.qxb").open("rb") as file, pytest.raises(sealed_file.FileNotOpened) as closed:
        sealed_file.Reader(file, "secret")
    for said in (busy, closed):
        assert not CHINESE.search(str(said.value)), said.value


def test_the_stages_of_the_example_are_named_in_both(english):
    for title, *_rest in load.STAGES:
        assert CHINESE.search(title) and not CHINESE.search(speech.say(title)), title
    assert not CHINESE.search(speech.say(load.TOOK))
