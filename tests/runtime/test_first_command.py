"""The first command in a new home: a county is opened without another command before it, and the self-check says one plain line until then."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

DIVISIONS = {
    "area": {"code": "440783000000", "name": "开平市", "city": "江门市", "province": "广东省"},
    "streets": [{"code": "440783100000", "name": "塘口镇", "villages": [{"code": "440783100201", "name": "强亚村委会"}]}],
}


def qianxian(home: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess:
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")}
    environment |= {"QIANXIAN_HOME": str(home), "QIANXIAN_LANG": "zh", **more}
    return subprocess.run([sys.executable, "-m", "qianxian", *arguments], capture_output=True, text=True, env=environment, check=False)


def test_a_county_is_opened_in_a_new_home_and_is_whole(home, tmp_path):
    looked = qianxian(home, "check", "--json")
    assert looked.returncode == 1 and [one["name"] for one in json.loads(looked.stdout)["checks"] if not one["ok"]] == ["数据库结构最新"]
    (tmp_path / "divisions.json").write_text(json.dumps(DIVISIONS), encoding="utf-8")
    opened = qianxian(home, "init", str(tmp_path / "divisions.json"), "--json")
    assert opened.returncode == 0, opened.stderr
    assert [one["role"] for one in json.loads(opened.stdout)["accounts"]] == ["sys_admin", "sec_admin", "audit_admin"]
    assert json.loads(qianxian(home, "check", "--json").stdout)["ok"]


def test_an_outside_database_that_does_not_answer_is_said_in_one_line(home):
    for command in ("check", "migrate", "serve"):
        done = qianxian(home, command, DATABASE_URL="postgresql://county:secret@127.0.0.1:9/county")
        assert done.returncode == 1 and done.stdout == "", done
        assert done.stderr.startswith("错误：连不上数据库 county（127.0.0.1）") and "检查 DATABASE_URL" in done.stderr and done.stderr.count("\n") == 1
        assert "secret" not in done.stderr
