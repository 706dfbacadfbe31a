"""Accounts by Excel: new, unchanged, changed, wrong; written once, taken back; masked on the way out."""

import io

import openpyxl
import pytest
from django.db import connection

from qianxian.accounts import commands, queries
from qianxian.accounts.models import RoleGrant, User
from qianxian.accounts.sheets import Accounts
from qianxian.divisions.models import Division
from qianxian.foundation import audit
from qianxian.foundation.errors import NotPermitted
from qianxian.foundation.reach import acting_as
from qianxian.foundation.sheets import parse
from tests import cast
from tests.accounts.conftest import FIRST, ON, bind_phone

HEAD = [c.heading_zh for c in Accounts.sheet.columns]
TOWN = "镇（街道）组织干部"
ROW = ["liangyw", "梁雅文", "13800138000", "斗门镇人民政府", TOWN, cast.DOUMEN_TOWN, None, None, "2019-01-01", None]


def book(*rows) -> io.BytesIO:
    made = openpyxl.Workbook()
    made.active.title = "账号"
    for row in (HEAD, *rows):
        made.active.append(row)
    file = io.BytesIO()
    made.save(file)
    file.seek(0)
    return file


def plan_of(*rows, by=cast.SERVICE):
    return Accounts().plan(connection, parse(Accounts.sheet, book(*rows), on=ON), by=by, on=ON)


def write(plan):
    leaf = audit.record(
        by=cast.SERVICE, action="imports.commit_batch", object_type="imports.importbatch", object_id="x", division_code=cast.COUNTY
    )
    Accounts().write(connection, plan, by=cast.SERVICE, on=ON, leaf=leaf)
    return leaf


@pytest.fixture
def inside(county):
    with acting_as(cast.SERVICE):
        yield


def test_a_file_comes_in_once_and_goes_out_again(inside):
    second = [*ROW[:4], "村（社区）党组织书记", "440403103201", None, None, "2019-02-01", "2019-12-31"]
    plan = plan_of(ROW, second)
    assert (plan.new, plan.clean) == (2, True)
    leaf = write(plan)
    user = User.objects.get(login="liangyw")
    assert user.grants.count() == 2 and user.must_change_password and not user.has_usable_password()
    again = plan_of(ROW, second)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 2)
    changed = plan_of([*ROW[:9], "2020-06-30"])
    assert (changed.changed, changed.clean) == (1, True)
    (told,) = changed.changes[0].fields
    assert (told.column, told.old, told.new) == ("起止", "2019-01-01 – 长期", "2019-01-01 – 2020-06-30")
    Accounts().undo(connection, leaf, by=cast.SERVICE)
    user.refresh_from_db()
    assert not user.is_active and all(g.period.isempty for g in RoleGrant.objects.all())


@pytest.mark.parametrize("change, code", [
    ({0: "1x"}, "login"),
    ({5: "440403103201"}, "level"),
    ({5: "440402103000"}, "other_county"),
    ({4: "部门答复人", 5: cast.COUNTY}, "department_needed"),
    ({4: "党员"}, "person_needed"),
    ({9: "2018-01-01"}, None),
])  # fmt: skip
def test_wrong_rows_are_named(inside, change, code):
    row = [change.get(i, value) for i, value in enumerate(ROW)]
    plan = plan_of(row)
    assert not plan.clean and plan.errors[0].row == 2
    if code:
        assert code in [e.code for e in plan.errors]


def test_unknown_places_ended_accounts_and_two_names(inside, town_officer):
    Division.objects.create(code=cast.DOUMEN_TOWN, name="斗门镇", official_name="斗门镇", kind="town", valid=(FIRST, None))
    assert plan_of(ROW).clean
    assert [e.code for e in plan_of([*ROW[:5], "440403199000", *ROW[6:]]).errors] == ["no_such_place"]
    other = ["liangyw", "另一人", *ROW[2:4], "镇（街道）党委", *ROW[5:]]
    assert "two_names" in [e.code for e in plan_of(ROW, other).errors]
    commands.end_access(user=town_officer, by=cast.SERVICE, on=ON, reason="退休")
    assert [e.code for e in plan_of(["zhaobk", "赵炳坤", *ROW[2:]]).errors] == ["account_ended"]


def test_three_officers_within_one_file(inside):
    officer = ["hebx", "何碧霞", "13900139000", None, "系统管理员", cast.COUNTY, None, None, "2019-01-01", None]
    same_person = ["hebx2", "何碧霞", "13900139000", None, "审计管理员", cast.COUNTY, None, None, "2019-01-01", None]
    assert [e.code for e in plan_of(officer, same_person).errors] == ["three_officers"]
    assert plan_of(officer, ["xujs", "许静诗", *same_person[2:]]).clean


def test_only_the_security_administrator_plans(inside, town_officer):
    with pytest.raises(NotPermitted):
        plan_of(ROW, by=queries.actor_of_login("zhaobk", on=ON))


def test_the_export_reopens_masked_and_without_formulas(client, security_officers, opened, logged_in):
    opened("zhaobk", ("town_org_officer", cast.DOUMEN_TOWN), name="赵炳坤", phone="13800138000")
    bind_phone(security_officers[0])
    answer = logged_in(security_officers[0]).get("/accounts/export/?role=town_org_officer")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    cells = [str(c.value) for row in sheet.iter_rows() for c in row if c.value is not None]
    assert "zhaobk" in cells and "138****8000" in cells and "13800138000" not in cells and "luojy" not in cells
    assert not [c for row in sheet.iter_rows() for c in row if c.data_type == "f"]
