"""Properties of every register through the real database: the same file twice changes nothing, an undo leaves the very rows,
a corrupted cell is named and then nothing at all is written, and the returned workbook says 错误说明 beside each wrong row.

``make test`` tries a few examples of each register and property, the soak ten thousand.
"""

from __future__ import annotations

import copy
import datetime as dt
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from zlib import crc32

import openpyxl
import pytest
import xlsxwriter
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qianxian.collective.models import Asset
from qianxian.contracts.models import Contract
from qianxian.elections.commands import call_election
from qianxian.elections.commands.calling import Seats
from qianxian.foundation import guards
from qianxian.foundation.errors import FileRefused, RuleViolated
from qianxian.foundation.reach import bind
from qianxian.foundation.sealing import keyed_hash
from qianxian.foundation.sheets import Column, parse, reading, sheet_for, write_errors
from qianxian.foundation.sheets.register import register_for
from qianxian.imports import commands
from qianxian.people.models import Person
from tests.cast import SERVICE
from tests.engagements.stage import day, person, village
from tests.organisations.conftest import DAY, county, identity, member, members, tree  # noqa: F401
from tests.profiles import times

BORN = dt.date(1970, 3, 5)
COUNTED = settings(max_examples=times(10, soak=10_000), deadline=None, suppress_health_check=list(HealthCheck))
KINDS = [("440403103209", "南门村"), ("440403103210", "八甲村"), ("440403107201", "坭湾村"), ("440403103200", "大赤坎村")]


@dataclass(frozen=True)
class Case:
    """One register: its rows by number, the column that a later file changes, and how many days later it does (a version begins after the one before it)."""

    row: Callable[[int], dict[str, Any]]
    column: str
    values: list[Any]
    most: int = 4
    needs: frozenset[str] = field(default_factory=frozenset)
    later: int = 0


def number(i: int) -> str:
    return identity(BORN, 500 + 2 * i)


CASES = {
    "organisations": Case(
        lambda i: {"code": f"DM103X{i}", "name": f"中共斗门镇第{'一二三四'[i]}支部委员会", "kind": "party_branch", "sector": "rural", "parent": "DM103",
                   "division": "440403103000", "founded_on": dt.date(1990 + i, 7, 1)},
        "approved_by", ["斗门镇党委", "区委组织部"]),
    "members": Case(lambda i: member("甲乙丙丁"[i] + "志强", 500 + 2 * i, "八甲村党支部", birth=BORN), "mobile", ["13800138000", "13900139001"]),
    "offices": Case(
        lambda i: {"name": "甲乙丙丁"[i] + "志强", "identity_number": number(i), "body": "八甲村村民委员会", "role": "member", "from": dt.date(2017, 4, 16)},
        "source_document", ["斗组〔2019〕1号", "公告2号"]),
    "committees": Case(
        lambda i: {"division": KINDS[i][0], "kind": "supervision_committee", "number": 3 + i, "seats": 3, "elected_on": dt.date(2011 + i, 4, 16),
                   "ended_on": dt.date(2014 + i, 4, 15)},
        "seats", [4, 5]),
    "centres": Case(lambda i: {"division": "大赤坎村", "kind": "branch_point", "name": f"第{'一二三四'[i]}服务点", "windows": 1}, "telephone", ["0756-5510001", "0756-5510002"]),
    "staff": Case(
        lambda i: {"name": "甲乙丙丁"[i] + "志强", "identity_number": number(i), "centre": "大赤坎村党群服务中心", "title": "社保窗口", "from": day(2, 1)},
        "title", ["民政窗口", "综合窗口"]),
    "grades": Case(
        lambda i: {"identity_number": number(i), "name": f"邝惠兰{'甲乙丙'[i]}", "year": 2019, "grade": "competent", "decided_on": day(12, 10),
                   "document": "斗组〔2019〕61号"},
        "grade", ["excellent", "basic"], most=3),
    "voters": Case(
        lambda i: {"division": "八甲村", "name": f"选民{'甲乙丙丁'[i]}", "birth_date": BORN, "basis": "hukou_resident", "declared": "是"},
        "basis", ["hukou_away", "hukou_resident"]),
    "contracts": Case(
        lambda i: {"division": KINDS[i][0], "subject": "鱼塘出租", "kind": "lease_out", "unit": "collective", "counterparty": f"邝{'甲乙丙丁'[i]}水产合作社", "party_kind": "organisation",
                   "amount": 540_000, "rent": 45_000, "rent_every": "year", "first_day": dt.date(2016, 1, 1), "last_day": dt.date(2027, 12, 31),
                   "told_signed_on": dt.date(2015, 12, 20), "told_signatory": "赵德昌", "basis_document": "合同〔2015〕12号"},
        "told_signatory", ["钱有为", "孙立本"]),
    "collective_members": Case(
        lambda i: {"division": "八甲村", "name": f"容{'甲乙丙丁'[i]}妹", "household": f"第{i}户", "born_on": BORN, "since": dt.date(2016, 6, 1), "basis": "original",
                   "document": "2016 年成员大会决议", "shares": 1},
        "household", ["邝家旺户", "容大妹户"]),
    "services": Case(
        lambda i: {"code": f"ZZ-00{i}", "name": f"第{i}项帮办", "category": "village_affairs", "law": "村务代办制度", "who": "本村村民", "limit_days": 3, "handled_by": "village"},
        "village_step", ["帮助填表", "代送材料"], later=1),
    "elements": Case(
        lambda i: {"code": f"village.spare_{'abcd'[i]}", "name": f"备用{'甲乙丙丁'[i]}", "definition": "村里备用的一样东西", "subject": "village", "kind": "number", "unit": "件",
                   "owner": "organisation", "legal_basis": "区委办〔2019〕1号", "validity_months": 12},
        "definition", ["能用的备用物资", "登记在册的备用物资"]),
    "assets": Case(
        lambda i: {"division": "八甲村", "title": f"商铺{'一二三四'[i]}号", "category": "operating", "place": "村口", "acquired_on": dt.date(2012, 8, 30), "original_value": 186_000,
                   "document": "2018 年清产核资报告"},
        "place", ["村口东侧", "村口西侧"]),
    "accounts": Case(
        lambda i: {"login": f"xinren{i}", "name": "甲乙丙丁"[i] + "志强", "role": "town_org_officer", "division_code": "440403103000", "first": day(1, 1)},
        "unit", ["党建办", "党委"]),
}  # fmt: skip


@pytest.fixture
def place(members):  # noqa: F811
    """八甲村 with its branch and committee, and a centre with three engaged people whose identity numbers are known."""
    v = village()
    assert take("committees", [{"division": "八甲村", "kind": "villagers_committee", "number": 7, "seats": 7, "elected_on": dt.date(2017, 4, 16)}]).clean
    for i, who in enumerate([v.member, person(), person()]):
        Person.objects.filter(pk=who.pk).update(identity_index=keyed_hash(number(i), kind="identity"), name=f"邝惠兰{'甲乙丙'[i]}", birth_date=BORN)
        v.engaged(Person.objects.get(pk=who.pk))
        bind(SERVICE)
    # these belong to the grades alone: the other registers meet persons of their own
    settle()


@pytest.fixture
def ready(place, request):
    """The stage without the engaged persons' numbers where a register brings its own."""
    if "grades" not in request.node.name:
        Person.objects.filter(identity_index__in=[keyed_hash(number(i), kind="identity") for i in range(4)]).update(identity_index=None)
    if "voters" in request.node.name:
        seats = [Seats("head", 1), Seats("committee_member", 1), Seats("committee_member", 1, women_only=True)]
        call_election(kind="villagers_committee", division_code="440403103210", election_on=DAY + dt.timedelta(days=60), contests=seats, document="斗镇委1号", by=SERVICE, on=DAY)


@pytest.fixture(scope="module")
def cells():
    """The cells of the files read so far."""
    return {}


@pytest.fixture(autouse=True)
def a_file_read_once(monkeypatch, cells):
    """A limited process reads each file as it does for a county, the same bytes once: half of a property's time went into starting the process anew."""
    read = reading._ask_child

    def once(spool, names):
        file = spool.read(), tuple(names)
        spool.seek(0)
        if file not in cells:
            cells[file] = read(spool, names)
        return copy.deepcopy(cells[file])

    monkeypatch.setattr(reading, "_ask_child", once)


def settle() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def book(register: str, rows: list[dict[str, Any]], formula: tuple[int, str] | None = None) -> bytes:
    """An .xlsx by the register's headings; values as typed, words for choices that are codes; one cell may be a formula."""
    sheet, out = sheet_for(register), io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    made.set_properties({"created": dt.datetime(2019, 3, 1)})  # the same rows are the same bytes
    page, date = made.add_worksheet(sheet.title_zh), made.add_format({"num_format": "yyyy-mm-dd"})
    for c, column in enumerate(sheet.columns):
        page.write_string(0, c, column.heading_zh)
        for r, row in enumerate(rows, start=1):
            value = row.get(column.key)
            if formula == (r - 1, column.key):
                page.write_formula(r, c, "=1+1")
            elif isinstance(value, dt.date):
                page.write_datetime(r, c, dt.datetime(value.year, value.month, value.day), date)
            elif isinstance(value, int):
                page.write_number(r, c, value)
            elif value:
                page.write_string(r, c, column.choices[value][0] if value in column.choices else value)
    made.close()
    return out.getvalue()


def take(register: str, rows: list[dict[str, Any]], *, on: dt.date = DAY):
    """The plan of a file written in one step, or not written at all."""
    return commands.import_file(register=register, filename="a.xlsx", content=book(register, rows), by=SERVICE, on=on)


def state(*, but: tuple[str, ...] = (), without: str = "") -> dict[str, str]:
    """Number and digest of the rows of every table (``without`` a column), as the service account sees them."""
    bind(SERVICE)
    tables = [m._meta.db_table for m in guards.own_models() if not m._meta.db_table.startswith(but or ("-",))]
    one = "SELECT '{0}', count(*) || ' ' || coalesce(md5(string_agg(r, '' ORDER BY r)), '') FROM (SELECT (to_jsonb(t) - '{1}')::text AS r FROM {0} t) AS q"
    question = " UNION ALL ".join(one.format(table, without) for table in tables)
    # Planning two hundred tables with their policies costs three times what reading them does: planned once for a connection.
    name = f"state_{crc32(question.encode())}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_prepared_statements WHERE name = %s", [name])
        if not cursor.fetchone():
            cursor.execute(f"PREPARE {name} AS {question}")
        cursor.execute(f"EXECUTE {name}")
        return dict(cursor.fetchall())


# Batches, the log, and what was said before each change: history stays when the change is undone.
HISTORY = ("imports_", "foundation_", "organisations_former", "centres_former")
REGISTERS = pytest.mark.parametrize("register", CASES)


@REGISTERS
@COUNTED
@given(data=st.data())
def test_the_same_file_twice_changes_nothing_and_an_undo_leaves_the_very_rows(ready, register, data):
    case, then = CASES[register], DAY + dt.timedelta(days=CASES[register].later)
    known = data.draw(st.integers(1, case.most - 1))
    rows = [case.row(i) | data.draw(st.sampled_from([{}, {case.column: case.values[0]}])) for i in range(known)]
    count = data.draw(st.integers(1, case.most))
    second = [case.row(i) | data.draw(st.sampled_from([{}, *({case.column: v} for v in case.values)])) for i in range(count)]
    second = data.draw(st.permutations(second))
    with transaction.atomic():
        assert take(register, rows).errors == []
        settle()
        before = state(but=HISTORY, without="version")
        batch = commands.preview_file(register=register, filename="b.xlsx", content=book(register, second), by=SERVICE, on=then)
        assert state(but=HISTORY, without="version") == before, "a preview writes nothing into the register"
        assert (batch.wrong, batch.new + batch.changed + batch.unchanged) == (0, count)
        assert batch.new == max(0, count - known)
        batch = commands.commit_batch(batch=batch, by=SERVICE)
        settle()
        after = state(but=("imports_", "foundation_"))
        again = take(register, second, on=then)
        assert (again.new, again.changed, again.unchanged, again.errors) == (0, 0, count, [])
        assert state(but=("imports_", "foundation_")) == after
        if batch.new or batch.changed:
            commands.undo_batch(batch=batch, by=SERVICE, reason="导错了文件")
            settle()
            undone = state(but=HISTORY, without="version")
            if register == "accounts" and batch.new:  # what the log names is ended and emptied, never deleted
                undone, before = ({k: v for k, v in s.items() if not k.startswith("accounts_")} for s in (undone, before))
            if register == "contracts" and batch.new:  # numbers have no gaps: drafts of the file are withdrawn and keep theirs
                undone, before = ({k: v for k, v in s.items() if not k.startswith("contracts_contract")} for s in (undone, before))
                assert Contract.objects.filter(state="withdrawn").count() == batch.new
            if register == "assets" and batch.new:  # their history is only ever added to: assets of the file are struck out and keep their numbers
                undone, before = ({k: v for k, v in s.items() if not k.startswith("collective_")} for s in (undone, before))
                assert Asset.objects.filter(state="struck").count() == batch.new
            assert undone == before
        else:
            with pytest.raises(RuleViolated):
                commands.undo_batch(batch=batch, by=SERVICE, reason="导错了文件")
        transaction.set_rollback(True)


def corruptions(column: Column) -> list[Any]:
    """Cells that are wrong in this column whatever the rest of the row says; FORMULA for a real formula."""
    by_kind = {
        "date": ["2019年13月1日", "2019-02-30", "不记得"], "identity_number": ["440403197003050018", "44040319700305", "=A1"], "enum": ["没有的选项"],
        "integer": ["两", "1.5"], "money": ["一千"], "bool": ["大概"], "phone": ["123"], "uscc": ["91350100M000100Y44"], "bank_account": ["abc"],
    }  # fmt: skip
    return ["FORMULA", *by_kind.get(column.kind, []), *([""] if column.required else []), *(["长" * (column.max_length + 1)] if column.max_length else [])]


@REGISTERS
@COUNTED
@given(data=st.data())
def test_a_corrupted_cell_is_named_beside_its_row_and_nothing_is_written(ready, register, data):
    case, sheet = CASES[register], sheet_for(register)
    rows = [case.row(i) for i in range(data.draw(st.integers(1, case.most)))]
    hurt = data.draw(st.dictionaries(st.integers(0, len(rows) - 1), st.sampled_from(sheet.columns), min_size=1, max_size=2))
    formula, wanted = None, {}
    for i, column in hurt.items():
        value = data.draw(st.sampled_from(corruptions(column)))
        value, formula = ("x", (i, column.key)) if value == "FORMULA" and formula is None else ("=1+1" if value == "FORMULA" else value, formula)
        rows[i] = {**rows[i], column.key: value}
        wanted[i + 2] = column
    content = book(register, rows, formula)
    bind(SERVICE)
    with transaction.atomic():
        before = state()
        try:
            plan = commands.import_file(register=register, filename="a.xlsx", content=content, by=SERVICE, on=DAY)
        except FileRefused:
            assert state() == before
            return
        named = {(e.row, e.column.split(" ", 1)[-1]) for e in plan.errors}
        assert {(row, column.heading_zh) for row, column in wanted.items()} <= named
        assert state() == before, "one wrong cell and not a row of any table, history and log included"
        batch = commands.preview_file(register=register, filename="a.xlsx", content=content, by=SERVICE, on=DAY)
        assert batch.wrong == plan.wrong
        with pytest.raises(RuleViolated):
            commands.commit_batch(batch=batch, by=SERVICE)
        parsed = parse(sheet, content, on=DAY)
        register_for(register).plan(connection, parsed, by=SERVICE, on=DAY)
        returned = io.BytesIO()
        assert write_errors(parsed, returned) == plan.wrong
        page = openpyxl.load_workbook(returned)[sheet.title_zh]
        last = page.max_column
        assert page.cell(1, last).value == "错误说明"
        said = {r: page.cell(r, last).value for r in range(2, len(rows) + 2)}
        assert {r for r, text in said.items() if text} == {e.row for e in plan.errors}
        assert all(column.heading_zh in said[row] for row, column in wanted.items())
        transaction.set_rollback(True)
