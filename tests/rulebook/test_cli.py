"""The contract of ``qianxian rule``: JSON shape, exit codes, no Django, quick to start."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from qianxian.cli.rule import rule

ROOT = Path(__file__).resolve().parents[2]


def run(*arguments: str):
    return CliRunner().invoke(rule, list(arguments))


def test_the_example_of_the_issue_needs_no_server_and_no_database():
    bare = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "DATABASE_URL": "postgres://nowhere.invalid/none", "LANG": "C"}
    asked = [sys.executable, "-m", "qianxian.cli.rule", "eval", "R-P12", "--on", "2019-03-31", '{"voters":20,"present":11,"for":11}']
    done = subprocess.run(asked, cwd="/", env=bare, capture_output=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.decode("utf-8"))
    assert set(found) == {"rule", "on", "version", "settings", "outputs", "violations"}
    assert (found["rule"], found["on"], found["version"]) == ("R-P12", "2019-03-31", "2018-10-28")
    assert found["outputs"]["quorum"] is True and found["outputs"]["passed"] is True
    assert found["violations"] == []
    assert all({"key", "value", "valid_from", "valid_to", "source"} <= set(row) for row in found["settings"])


def test_no_django_is_imported():
    code = "import sys, qianxian.cli.rule; from qianxian.foundation.rulebook import all_rules; all_rules(); print('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, text=True, timeout=60)
    assert done.stdout.strip() == "False"


def test_list_publishes_each_rule_once():
    found = json.loads(run("list", "--json").stdout)
    names = [item["id"] for item in found]
    assert len(names) == len(set(names))
    meeting = next(item for item in found if item["id"] == "R-P12")
    assert [(item["name"], item["type"], item["required"]) for item in meeting["inputs"]][:3] == [
        ("voters", "int", True),
        ("present", "int", True),
        ("for", "int", True),
    ]
    assert [item["name"] for item in meeting["outputs"]][:2] == ["quorum", "passed"]
    pay = next(item for item in found if item["id"] == "PAY")
    assert {"index", "mult", "post_coeff", "start", "end", "grade", "city_share"} <= {item["name"] for item in pay["inputs"]}
    assert {"base", "month", "cap", "base_paid", "bonus", "gross", "payers"} <= {item["name"] for item in pay["outputs"]}
    assert "R-P12" in run("list").stdout


def test_a_no_is_exit_0_and_says_why():
    done = run("eval", "R-P12", "--on", "2019-03-31", '{"voters":20,"present":10,"for":10}')
    found = json.loads(done.stdout)
    assert done.exit_code == 0
    assert found["outputs"]["passed"] is False
    assert set(found["violations"][0]) == {"code", "message", "source"}


def test_not_in_force_is_exit_0_with_null_outputs():
    done = run("eval", "R-P12", "--on", "2017-03-31", '{"voters":20,"present":10,"for":10}')
    found = json.loads(done.stdout)
    assert done.exit_code == 0
    assert found["outputs"] is None
    assert [item["code"] for item in found["violations"]] == ["not_in_force"]


@pytest.mark.parametrize(
    ("rule_id", "facts"),
    [
        ("R-P99", "{}"),
        ("R-P12", "{}"),
        ("R-P12", '{"voters":20,"present":11}'),
        ("R-P12", '{"voters":20,"present":11,"for":11,"wind":1}'),
        ("R-P12", '{"voters":"twenty","present":11,"for":11}'),
        ("R-P12", '{"voters":20.0,"present":11,"for":11}'),
        ("R-P12", '{"voters":"20","present":11,"for":11}'),
        ("R-V10", '{"appraisals":[{"year":"2018","result":"competent"}]}'),
        ("R-P12", '{"voters":20,"present":21,"for":11}'),
        ("R-P12", '{"voters":20,"present":11,"for":12}'),
        ("R-P12", '{"voters":20,"present":11,"for":-1}'),
        ("R-P12", '{"voters":20,"present":11,"for":6,"against":6}'),
        ("R-P12", '{"voters":20,"voters":30,"present":11,"for":11}'),
        ("R-P12", "[]"),
        ("R-P12", "not json"),
        ("R-P12", '"x"'),
        ("R-P12", '{"voters":NaN,"present":11,"for":11}'),
        ("R-P12", "[" * 100_000),
        ("PAY", '{"index":26190}'),
        ("PAY", '{"mult":3}'),
        ("PAY", '{"index":26190,"mult":3,"grade":"super"}'),
        ("PAY", '{"index":26190,"mult":3,"start":"2019-02-30"}'),
        ("PAY", '{"index":-1,"mult":3}'),
        ("PAY", '{"index":1e400,"mult":3}'),
        ("PAY", '{"index":26190,"mult":3,"city_share":1.5}'),
        ("ID", '{"number":11}'),
        ("R-P05", '{"elected_on":"2199-12-31","kind":"cell"}'),
    ],
)
def test_exit_2_with_a_message_on_standard_error(rule_id, facts):
    done = run("eval", rule_id, "--on", "2019-03-31", facts)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "arguments", [("eval", "R-P12"), ("eval", "R-P12", "--on", "2019-02-30", "{}"), ("eval", "R-P12", "--on", "soon", "{}")]
)
def test_exit_2_for_a_command_ill_written(arguments):
    assert run(*arguments).exit_code == 2


def test_money_in_as_text_or_number_and_out_as_text():
    for facts in ('{"index":26190,"mult":3}', '{"index":"26190","mult":"3"}', '{"index":26190.00,"mult":3.0}'):
        done = run("eval", "PAY", "--on", "2019-12-31", facts)
        assert json.loads(done.stdout)["outputs"]["base"] == "78570.00"


def test_on_defaults_to_today():
    found = json.loads(run("eval", "R-E01", '{"outcome":"not_engaged","elected":true}').stdout)
    assert [item["code"] for item in found["violations"]] == ["text_unverified"]


def test_the_rules_page_is_the_registry(tmp_path):
    done = run("docs", "-o", str(ROOT / "docs/rules.md"), "--check")
    assert done.exit_code == 0, done.stderr
    stale = tmp_path / "rules.md"
    stale.write_text("old", encoding="utf-8")
    assert run("docs", "-o", str(stale), "--check").exit_code == 1
    assert run("docs").stdout.startswith("# Rules")
