"""The one door for registers: preview writes nothing, commit writes all or nothing, undo takes it back."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from qianxian.cli.registers import REGISTERS
from qianxian.foundation.errors import Conflict, FileRefused, NotPermitted, RuleViolated
from qianxian.foundation.models import AuditLeaf, ChangeHistory
from qianxian.foundation.reach import bind
from qianxian.foundation.sheets import sheet_for
from qianxian.foundation.sheets.register import all_registers
from qianxian.imports import commands, queries
from qianxian.imports.models import ImportBatch, ImportFile
from qianxian.imports.permissions import can_import
from qianxian.organisations.models import PartyMember
from qianxian.people.models import Person
from tests.cast import COUNTY_OFFICER, SECOND_COUNTY_OFFICER, SYSTEM_ADMIN, TOWN_OFFICER, acting
from tests.organisations.conftest import DAY, county, member, tree, workbook  # noqa: F401
from tests.registry_pages import browser_of

ROWS = [member("邝惠兰", 300, "八甲村党支部"), member("容志恒", 301, "南门村党支部")]


def preview(rows=ROWS, by=COUNTY_OFFICER) -> ImportBatch:
    return commands.preview_file(register="members", filename="党员.xlsx", content=workbook("members", rows), by=by, on=DAY)


@pytest.fixture(autouse=True)
def _tree(tree):  # noqa: F811
    return tree


def test_preview_counts_and_writes_nothing():
    batch = preview()
    assert (batch.rows, batch.new, batch.changed, batch.unchanged, batch.wrong, batch.state) == (2, 2, 0, 0, 0, "previewed")
    assert not PartyMember.objects.exists()


def test_commit_writes_everything_under_one_leaf_and_forgets_the_file():
    batch = commands.commit_batch(batch=preview(), by=COUNTY_OFFICER)
    assert batch.state == "committed" and PartyMember.objects.count() == 2
    assert AuditLeaf.objects.get(uuid=batch.leaf).action == "imports.commit_batch"
    assert not ImportFile.objects.filter(batch=batch).exists()


def test_the_same_file_again_changes_nothing():
    commands.commit_batch(batch=preview(), by=COUNTY_OFFICER)
    again = preview()
    assert (again.new, again.changed, again.unchanged) == (0, 0, 2)


def test_one_wrong_row_stops_all():
    batch = preview([*ROWS, member("梁淑贞", 302, "没有的支部")])
    assert batch.wrong == 1 and batch.errors[0]["row"] == 4
    with pytest.raises(RuleViolated):
        commands.commit_batch(batch=batch, by=COUNTY_OFFICER)
    assert not Person.objects.exists()


def lacking(register: str, key: str) -> bytes:
    """A file of one row with every column of the register but that one; codes and numbers as their examples have them."""
    columns = [column for column in sheet_for(register).columns if column.key != key]
    book, file = openpyxl.Workbook(), io.BytesIO()
    book.active.append([column.heading_zh for column in columns])
    book.active.append([column.example or next((words[0] for words in column.choices.values()), "440403199001011232") for column in columns])
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("register", ["organisations", "members", "offices", "committees", "staff", "grades", "accounts"])
def test_a_missing_column_is_named_and_nothing_else_breaks(register):
    by = acting("mowq", "莫文倩", "sec_admin", "440403") if register == "accounts" else COUNTY_OFFICER
    for column in sheet_for(register).columns:
        if column.required:
            plan = commands.plan_file(register=register, content=lacking(register, column.key), by=by, on=DAY)
            assert f"缺少表头「{column.heading_zh}」" in str([e.message for e in plan.errors]) and (plan.new, plan.changed) == (0, 0)


def test_the_uploaded_bytes_are_sealed():
    batch = preview()
    sealed = bytes(ImportFile.objects.get(batch=batch).sealed)
    assert b"PK\x03\x04" not in sealed and queries.content_of(batch).startswith(b"PK\x03\x04")


def test_a_batch_is_settled_once():
    batch = commands.commit_batch(batch=preview(), by=COUNTY_OFFICER)
    with pytest.raises(Conflict):
        commands.commit_batch(batch=batch, by=COUNTY_OFFICER)
    with pytest.raises(Conflict):
        commands.drop_batch(batch=batch, by=COUNTY_OFFICER)


def test_undo_takes_the_whole_batch_back_with_a_reason():
    batch = commands.commit_batch(batch=preview(), by=COUNTY_OFFICER)
    with pytest.raises(RuleViolated):
        commands.undo_batch(batch=batch, by=COUNTY_OFFICER, reason=" ")
    assert commands.undo_batch(batch=batch, by=SECOND_COUNTY_OFFICER, reason="导错了文件").state == "undone"
    assert not PartyMember.objects.exists() and not Person.objects.exists()


def test_a_new_upload_drops_the_one_before():
    first = preview()
    preview()
    first.refresh_from_db()
    assert first.state == "dropped" and ImportFile.objects.count() == 1


def test_a_file_that_is_no_workbook_is_refused():
    with pytest.raises(FileRefused):
        commands.preview_file(register="members", filename="a.xlsx", content=b"not a workbook", by=COUNTY_OFFICER, on=DAY)


def test_who_may_not():
    for by in (SYSTEM_ADMIN,):
        with pytest.raises(NotPermitted):
            preview(by=by)
    with pytest.raises(NotPermitted):
        commands.preview_file(register="accounts", filename="a.xlsx", content=b"", by=COUNTY_OFFICER, on=DAY)


def test_a_town_writes_only_inside_its_reach():
    bind(TOWN_OFFICER)
    batch = preview([member("邝伟雄", 401, "坭湾村党支部")], by=TOWN_OFFICER)
    assert batch.wrong == 1 and not batch.new


def test_what_waits_is_on_the_workbench():
    batch = preview()
    tasks = queries.tasks_for(COUNTY_OFFICER, DAY)
    assert [task.url for task in tasks] == [f"/imports/batches/{batch.uuid}/"]
    commands.drop_batch(batch=batch, by=COUNTY_OFFICER)
    assert queries.tasks_for(COUNTY_OFFICER, DAY) == []


@pytest.mark.parametrize("settle", [commands.commit_batch, commands.drop_batch])
def test_a_colleague_settles_an_upload_only_when_he_says_that_he_takes_it_over(settle):
    batch = preview()
    with pytest.raises(RuleViolated) as refused:
        settle(batch=batch, by=SECOND_COUNTY_OFFICER)
    assert [v.code for v in refused.value.violations] == ["anothers_upload"] and "上传的" in refused.value.violations[0].message
    batch.refresh_from_db()
    assert batch.state == "previewed" and not PartyMember.objects.exists()
    settled = settle(batch=batch, by=SECOND_COUNTY_OFFICER, takes_over=True)
    leaf = AuditLeaf.objects.filter(object_id=str(batch.uuid)).order_by("-id").first()
    assert leaf.actor == SECOND_COUNTY_OFFICER.login and settled.uploaded_by == COUNTY_OFFICER.login
    entry = ChangeHistory.objects.get(leaf=leaf.uuid, object_type="imports.importbatch")
    told = {**(entry.before or {}), **(entry.after or {})}
    assert told["uploaded_by"] == COUNTY_OFFICER.login, "the log keeps who uploaded beside who settled"


def test_the_page_says_whose_upload_it_is_and_takes_it_over(monkeypatch):
    batch = preview()
    address = f"/imports/batches/{batch.uuid}/"
    own = browser_of(COUNTY_OFFICER, monkeypatch).get(address).content.decode()
    assert "接手" not in own and "全部写入" in own
    browser = browser_of(SECOND_COUNTY_OFFICER, monkeypatch)
    page = browser.get(address).content.decode()
    assert "上传的" in page and "接手并全部写入" in page
    browser.post(f"{address}commit/")
    batch.refresh_from_db()
    assert batch.state == "previewed"
    browser.post(f"{address}commit/", {"takes_over": "1"})
    batch.refresh_from_db()
    assert (batch.state, batch.committed_by) == ("committed", SECOND_COUNTY_OFFICER.login)


def test_an_upload_takes_effect_today_whatever_day_the_page_was_looked_at(monkeypatch):
    file = SimpleUploadedFile("党员.xlsx", workbook("members", ROWS))
    browser_of(COUNTY_OFFICER, monkeypatch).post("/imports/members/?on=2018-01-01", {"file": file})
    assert ImportBatch.objects.get().effective_on == DAY


def test_every_register_that_a_room_offers_comes_in_by_page_by_program_and_by_command_line():
    """A register once stood in its room alone: documented, tested, and nobody could reach it."""
    assert set(all_registers()) == set(queries.ORDER) == set(REGISTERS)


@pytest.mark.parametrize("register", ["services", "elements"])
def test_the_district_alone_brings_in_the_catalogue_and_the_elements(register):
    assert can_import(COUNTY_OFFICER, register).allowed and register in [s.register for s in queries.registers_for(COUNTY_OFFICER)]
    assert "区委组织部" in str(can_import(TOWN_OFFICER, register).reason)
