"""``qianxian import`` and ``template`` by their contract: counts, error rows, exit codes; nothing written when a row is wrong."""

import datetime as dt
import json
import os
import subprocess
import sys
from contextlib import nullcontext

import openpyxl
import pytest
from click.testing import CliRunner

from qianxian.cli import session
from qianxian.cli.registers import import_register, template
from qianxian.demo import registers
from qianxian.demo.registry_story import Play
from qianxian.demo.workbooks import workbook
from qianxian.foundation.sheets import sheet_for


@pytest.fixture(scope="module")
def members():
    play = Play()
    return registers.member_rows(play.members[:40], play.cadres)


@pytest.fixture
def run(doumen, tmp_path, monkeypatch):
    """run("members", rows or bytes, *options) → click's result, inside the test's transaction."""
    monkeypatch.setattr(session, "django_on_database", lambda **_how: nullcontext())

    def import_it(register, rows, *options):
        file = tmp_path / "upload.xlsx"
        file.write_bytes(rows if isinstance(rows, bytes) else workbook(register, rows))
        return CliRunner().invoke(import_register, [register, str(file), *options])

    return import_it


def test_the_same_file_again_changes_nothing(run, members):
    done = run("members", members, "--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout) == {"register": "members", "rows": 40, "new": 0, "changed": 0, "unchanged": 40, "errors": []}


def test_a_changed_row_is_previewed_and_then_written(run, members):
    changed = [members[0] | {"education": "硕士"}, *members[1:]]
    look = json.loads(run("members", changed, "--json", "--dry-run").stdout)
    assert (look["changed"], look["unchanged"]) == (1, 39)
    written = run("members", changed, "--as", "liangyw")
    assert written.exit_code == 0 and "已写入" in written.stdout
    assert json.loads(run("members", changed, "--json").stdout)["unchanged"] == 40


def test_one_wrong_row_stops_the_file_and_is_named(run, members, tmp_path):
    number = members[3]["identity_number"]
    wrong = number[:-1] + ("1" if number[-1] != "1" else "2")
    rows = [members[0] | {"education": "博士"}, *members[1:3], members[3] | {"identity_number": wrong}]
    done = run("members", rows, "--json", "--errors", str(tmp_path / "errors.xlsx"))
    answer = json.loads(done.stdout)
    assert done.exit_code == 1
    assert [(e["sheet"], e["row"], e["code"]) for e in answer["errors"]] == [("党员", 5, "identity_check")]
    assert set(answer["errors"][0]) == {"sheet", "row", "column", "code", "message"}
    assert wrong not in done.stdout
    assert json.loads(run("members", members[:1], "--json").stdout)["unchanged"] == 1
    headings = [cell.value for cell in next(openpyxl.load_workbook(tmp_path / "errors.xlsx").worksheets[0].iter_rows())]
    assert "错误说明" in headings


def test_a_file_that_is_none_is_refused(run):
    done = run("members", b"<html>", "--json")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "Excel" in done.stderr


def test_who_may_not_import_is_refused(run, members):
    done = run("members", members, "--as", "linyf")
    assert done.exit_code == 2 and "组织干部" in done.stderr


def test_a_town_does_not_bring_in_another_towns_members(run, members):
    done = run("members", members, "--as", "zhaobk", "--json")
    assert done.exit_code == 1 and {e["code"] for e in json.loads(done.stdout)["errors"]} >= {"registered_elsewhere"}


def test_an_unknown_register_is_refused(run, members):
    assert run("nobody", b"").exit_code == 2


#: A village's own registers, as its clerk fills them: words, not codes.
FILLED = {
    "collective_members": [
        {"division": "八甲村", "name": "容新来", "household": "5号", "born_on": dt.date(1991, 8, 6), "since": dt.date(2018, 3, 1), "basis": "结婚",
         "document": "2018年成员大会决议", "shares": 2},
        {"division": "八甲村", "name": "容小妹", "household": "5号", "born_on": dt.date(2018, 12, 2), "since": dt.date(2018, 12, 2), "basis": "出生",
         "document": "户口簿", "shares": 2, "incapable": "否"},
    ],
    "contracts": [
        {"division": "八甲村", "subject": "鱼塘出租", "kind": "出租", "unit": "集体经济组织", "counterparty": "邝记水产合作社", "party_kind": "单位", "amount": 540_000,
         "rent": 45_000, "rent_every": "每年", "first_day": dt.date(2016, 1, 1), "last_day": dt.date(2027, 12, 31), "told_signed_on": dt.date(2015, 12, 20),
         "told_signatory": "赵德昌", "basis_document": "合同〔2015〕12号"},
    ],
    "assets": [
        {"division": "八甲村", "title": "村口商铺九号", "category": "经营性资产", "place": "村口", "acquired_on": dt.date(2012, 8, 30), "original_value": 186_000,
         "document": "2018 年清产核资报告", "state": "闲置"},
        {"division": "八甲村", "title": "后街路灯", "category": "公益性资产", "place": "后街", "acquired_on": dt.date(2016, 5, 3), "original_value": 24_000, "document": "移交书",
         "facility": "路灯（盏）", "quantity": 12, "state": "自用"},
    ],
}  # fmt: skip


@pytest.mark.parametrize("register", FILLED)
def test_the_shipped_template_filled_comes_in(run, register, tmp_path):
    """The file that ``qianxian template`` writes, filled under its own headings with its own words, by the village's own account; a second time nothing changes."""
    file, sheet = tmp_path / "template.xlsx", sheet_for(register)
    assert CliRunner().invoke(template, [register, "-o", str(file)]).exit_code == 0
    book = openpyxl.load_workbook(file)
    page = book.worksheets[0]
    places = {cell.value: cell.column for cell in page[1]}
    for number, row in enumerate(FILLED[register], 2):
        for column in sheet.columns:
            page.cell(number, places[column.heading_zh]).value = row.get(column.key)
    book.save(file)
    look = run(register, file.read_bytes(), "--as", "bajia-shuji", "--json", "--dry-run")
    assert json.loads(look.stdout)["errors"] == []
    done = json.loads(run(register, file.read_bytes(), "--as", "bajia-shuji", "--json").stdout)
    assert (done["rows"], done["new"], done["errors"]) == (len(FILLED[register]), len(FILLED[register]), [])
    again = json.loads(run(register, file.read_bytes(), "--as", "bajia-shuji", "--json").stdout)
    assert (again["new"], again["changed"], again["unchanged"]) == (0, 0, len(FILLED[register]))


def test_templates_need_no_database(tmp_path):
    for register in ("organisations", "grades"):
        file = tmp_path / f"{register}.xlsx"
        env = {
            **os.environ,
            "QIANXIAN_HOME": str(tmp_path / "home"),
            "LANGUAGE": "en",
            "DJANGO_SETTINGS_MODULE": "qianxian.config.settings",
        }
        subprocess.run([sys.executable, "-m", "qianxian", "template", register, "-o", str(file)], env=env, check=True, capture_output=True)
        book = openpyxl.load_workbook(file)
        first = [cell.value for cell in next(book.worksheets[0].iter_rows(max_row=1))]
        assert first == [column.heading_zh for column in sheet_for(register).columns]
        assert book.sheetnames[1] == "填表说明"
    assert not (tmp_path / "home" / "postgres").exists()
