"""The catalogue: R-K03 and R-K04 with their worked examples, versions by date, limits across holidays, Excel both ways, the residents' guide."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal

import chinese_calendar
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from qianxian.demo.workbooks import workbook
from qianxian.foundation.errors import NotPermitted, RuleViolated
from qianxian.foundation.models import AuditLeaf
from qianxian.foundation.rulebook import ImpossibleFacts, InputsRefused, evaluate
from qianxian.foundation.sheets import sheet_for
from qianxian.imports.commands import import_file, undo_batch
from qianxian.imports.models import ImportBatch
from qianxian.services import commands, queries
from qianxian.services.data import shipped_catalogue
from qianxian.services.models import ServiceItem
from tests.cast import COUNTY_OFFICER, TOWN_OFFICER
from tests.engagements.stage import DAY, day, open_county
from tests.registry_pages import browser_of
from tests.rulebook.fixing import fix_setting

pytestmark = pytest.mark.django_db
SAID = {"name": "村务公开查询", "category": "village_affairs", "law": "《村民委员会组织法》第三十条", "who": "本村村民", "handled_by": "village", "limit_days": 3}
JANUARY = dt.date(2019, 1, 1)


def codes(caught) -> set[str]:
    return {v.code for v in caught.value.violations}


def published(first: dt.date = DAY, by=COUNTY_OFFICER, **more) -> ServiceItem:
    return commands.publish_item(**({"code": "CW-001", "first_day": first, "by": by, "on": DAY} | SAID | more))


@pytest.mark.parametrize(
    ("fee", "law", "allowed"), [("0", "", True), ("0.00", "", True), ("0.01", "", False), ("20", "", False), ("20", " ", False), ("20", "某条例第九条", True)]
)
def test_no_fee_without_a_law(fee, law, allowed):
    """The handbook's example: fee 20 without reference → reject."""
    answer = evaluate("R-K03", DAY, {"fee": fee, "law": law})
    assert answer.outputs == {"allowed": allowed, "error": None if allowed else "fee_without_law"}


def test_a_fee_below_nothing_is_impossible():
    with pytest.raises((InputsRefused, ImpossibleFacts)):
        evaluate("R-K03", DAY, {"fee": "-1"})


@pytest.mark.parametrize(("on", "listed", "allowed"), [(dt.date(2022, 8, 22), [], False), (dt.date(2022, 8, 22), ["居住证明"], False), (dt.date(2022, 8, 22), ["独居证明"], True)])
def test_proofs_only_from_the_list(on, listed, allowed):
    """The handbook's example: "proof of being alone" not on the list → blocked."""
    assert evaluate("R-K04", on, {"name": "独居证明", "approved": listed}).outputs["allowed"] is allowed


def test_the_list_of_proofs_is_not_in_force_the_day_before():
    assert evaluate("R-K04", dt.date(2022, 8, 21), {"name": "独居证明"}).outputs is None


def test_proofs_are_asked_of_the_countys_dated_list():
    open_county()
    late = dt.date(2023, 1, 1)
    with pytest.raises(RuleViolated) as caught:
        published(late, proof="居住情况")
    assert codes(caught) == {"not_on_the_list"}
    fix_setting(key="services.approved_proofs", value=["居住情况"], valid_from=dt.date(2022, 9, 1), source_document="区清单（示例）", by=COUNTY_OFFICER)
    assert published(late, proof="居住情况").proof == "居住情况"


def test_versions_follow_each_other_and_each_day_has_its_own():
    open_county()
    published(day(1, 1), limit_days=5)
    published(day(3, 1), limit_days=3)
    assert [queries.item_on("CW-001", d).limit_days for d in (day(1, 1), day(2, 28), day(3, 1), day(12, 31))] == [5, 5, 3, 3]
    assert queries.item_on("CW-001", dt.date(2018, 12, 31)) is None
    for first in (day(3, 1), day(2, 1)):
        with pytest.raises(RuleViolated) as caught:
            published(first)
        assert codes(caught) == {"first_day"}


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"fee": Decimal(20)}, {"fee_without_law"}), ({"code": "cw1"}, {"code"}), ({"name": " "}, {"name"}), ({"law": ""}, {"law"}), ({"who": ""}, {"who"}),
        ({"category": "parking"}, {"category"}), ({"handled_by": "nobody"}, {"handled_by"}), ({"handled_by": "online"}, {"link_title"}),
    ],
)  # fmt: skip
def test_what_an_item_must_say(more, code):
    open_county()
    with pytest.raises(RuleViolated) as caught:
        published(**more)
    assert codes(caught) == code and not ServiceItem.objects.exists()


def test_only_the_district_keeps_the_catalogue():
    open_county()
    with pytest.raises(NotPermitted):
        published(by=TOWN_OFFICER)


@pytest.mark.parametrize(("said", "name"), [({"fee": Decimal(20)}, "fee_only_by_law"), ({"handled_by": "online"}, "item_handed_on_is_linked"), ({"law": ""}, "item_is_whole")])
def test_the_database_says_no_as_well(said, name):
    open_county()
    row = published()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        ServiceItem.objects.filter(pk=row.pk).update(**said)


def test_two_versions_at_a_time_cannot_be():
    open_county()
    row = published()
    with pytest.raises(IntegrityError, match="one_version_of_an_item_at_a_time"), transaction.atomic():
        ServiceItem.objects.create(**{f: getattr(row, f) for f in commands.SAID}, period=row.period)
        connection.check_constraints()


def test_withdrawn_items_end_and_stay_to_be_read():
    open_county()
    row = commands.withdraw_item(item=published(day(1, 1)), last_day=day(3, 31), reason="区政数局通知", by=COUNTY_OFFICER, on=DAY)
    assert queries.item_on("CW-001", day(3, 31)) == row and queries.item_on("CW-001", day(4, 1)) is None
    assert AuditLeaf.objects.get(action="services.withdraw_item").reason == "区政数局通知"
    with pytest.raises(RuleViolated) as caught:
        commands.withdraw_item(item=row, last_day=day(4, 1), reason="x", by=COUNTY_OFFICER, on=DAY)
    assert codes(caught) == {"withdrawn"}


@settings(deadline=None)  # the calendar is read at the first call
@given(accepted=st.dates(dt.date(2018, 1, 1), dt.date(2020, 11, 30)), limit=st.integers(0, 20))
def test_limits_agree_with_another_calendar(accepted, limit):
    """Working days across holidays, made-up workdays and year ends, against chinesecalendar."""
    item, last = ServiceItem(limit_days=limit), accepted
    for _turn in range(limit):
        last += dt.timedelta(days=1)
        while not chinese_calendar.is_workday(last):
            last += dt.timedelta(days=1)
    assert queries.due(item, accepted).day == last


@pytest.mark.parametrize(
    ("accepted", "limit", "last"),
    [
        (dt.date(2019, 9, 30), 1, dt.date(2019, 10, 8)), (dt.date(2019, 12, 31), 1, dt.date(2020, 1, 2)), (dt.date(2019, 4, 26), 2, dt.date(2019, 4, 29)),
        (dt.date(2019, 12, 16), 0, dt.date(2019, 12, 16)),
    ],
)  # fmt: skip
def test_days_around_holidays(accepted, limit, last):
    """National Day, New Year, and Sunday 28 April 2019, which was worked."""
    assert queries.due(ServiceItem(limit_days=limit), accepted).day == last


def test_a_year_without_its_notice_says_so():
    assert queries.due(ServiceItem(limit_days=5), DAY).confirmed
    assert not queries.due(ServiceItem(limit_days=5), dt.date(2098, 5, 4)).confirmed


def test_the_shipped_catalogue_comes_in_by_excel_once_and_goes_again():
    open_county()
    rows = shipped_catalogue()
    assert len(rows) >= 60 and all(row["law"] for row in rows) and len({row["code"] for row in rows}) == len(rows)
    bring = {"register": "services", "filename": "办事目录.xlsx", "content": workbook("services", rows), "by": COUNTY_OFFICER, "on": JANUARY}
    assert import_file(**bring).new == len(rows)
    again = import_file(**bring)
    assert (again.new, again.changed, again.unchanged) == (0, 0, len(rows))
    batch = ImportBatch.objects.order_by("pk").first()
    undo_batch(batch=batch, by=COUNTY_OFFICER, reason="导错")
    assert not ServiceItem.objects.exists()


def test_a_changed_row_is_a_new_version_and_undo_brings_the_old_one_back():
    open_county()
    rows = shipped_catalogue()[:3]
    import_file(register="services", filename="a.xlsx", content=workbook("services", rows), by=COUNTY_OFFICER, on=JANUARY)
    rows[0] = rows[0] | {"limit_days": 7}
    plan = import_file(register="services", filename="b.xlsx", content=workbook("services", rows), by=COUNTY_OFFICER, on=day(3, 1))
    assert (plan.new, plan.changed, plan.unchanged) == (0, 1, 2)
    assert [queries.item_on(rows[0]["code"], d).limit_days for d in (day(2, 28), day(3, 1))] == [0, 7]
    undo_batch(batch=ImportBatch.objects.order_by("-pk").first(), by=COUNTY_OFFICER, reason="导错")
    only = ServiceItem.objects.get(code=rows[0]["code"])
    assert only.limit_days == 0 and only.period.upper is None


def test_a_file_of_some_columns_clears_none_of_the_others():
    """The page's export of chosen columns, changed and sent back."""
    open_county()
    published(materials=["身份证", "户口簿"], village_step="帮助填表")
    item, book, out = ServiceItem.objects.get(), openpyxl.Workbook(), io.BytesIO()
    kept = [c for c in sheet_for("services").columns if c.required]
    book.active.append([c.heading_zh for c in kept])
    book.active.append([c.choices[getattr(item, c.key)][0] if c.choices else "换了名称" if c.key == "name" else getattr(item, c.key) for c in kept])
    book.save(out)
    assert import_file(register="services", filename="a.xlsx", content=out.getvalue(), by=COUNTY_OFFICER, on=day(6, 1)).changed == 1
    now = ServiceItem.objects.get(period__endswith__isnull=True)
    assert (now.name, now.materials, now.village_step) == ("换了名称", ["身份证", "户口簿"], "帮助填表")


def test_the_pages_export_is_changed_and_comes_back_from_a_chosen_day(monkeypatch):
    """Exported, one item changed, one added, three rows broken; mended, looked at, written from the first of June: an old day shows the old version."""
    open_county()
    officer = browser_of(COUNTY_OFFICER, monkeypatch)
    import_file(register="services", filename="a.xlsx", content=workbook("services", shipped_catalogue()), by=COUNTY_OFFICER, on=JANUARY)
    book = openpyxl.load_workbook(io.BytesIO(officer.get("/services/?export=xlsx").content))
    page = book.worksheets[0]
    top = next(row for row in range(1, 8) if page.cell(row, 1).value == "事项编号")
    at = {cell.value: cell.column for cell in page[top]}
    changed = page.cell(top + 1, at["事项编号"]).value
    page.cell(top + 1, at["办结期限（工作日）"]).value = 9
    page.append([None] * page.max_column)
    for heading in at:
        page.cell(page.max_row, at[heading]).value = page.cell(top + 2, at[heading]).value
    last = page.max_row
    page.cell(last, at["事项编号"]).value, page.cell(last, at["事项名称"]).value = "ZZ-901", "新的一项"
    good = {(row, column): page.cell(row, at[column]).value for row, column in ((top + 3, "由哪级办结"), (top + 4, "依据"), (top + 5, "收费（元）"))}
    page.cell(top + 3, at["由哪级办结"]).value, page.cell(top + 4, at["依据"]).value, page.cell(top + 5, at["收费（元）"]).value = "省里", None, 20
    assert looked_at(officer, book, "2019-06-01").wrong == 3 and ServiceItem.objects.count() == len(shipped_catalogue())
    for (row, column), value in good.items():
        page.cell(row, at[column]).value = value
    batch = looked_at(officer, book, "2019-06-01")
    assert (batch.errors, batch.new, batch.changed, batch.unchanged) == ([], 1, 1, len(shipped_catalogue()) - 1)
    assert batch.changes[0]["fields"][0] == ["办结期限（工作日）", "0", "9"], "what changes is shown, not only that a version follows another"
    assert "从 2019-06-01 起用" in officer.get(f"/imports/batches/{batch.uuid}/").content.decode()
    officer.post(f"/imports/batches/{batch.uuid}/commit/")
    assert [queries.item_on(changed, d).limit_days == 9 for d in (day(5, 31), day(6, 1))] == [False, True]
    assert queries.item_on("ZZ-901", day(5, 31)) is None and queries.item_on("ZZ-901", day(6, 1)).name == "新的一项"


def looked_at(client, book, first_day: str) -> ImportBatch:
    """The batch that the page makes of the workbook."""
    out = io.BytesIO()
    book.save(out)
    sent = client.post("/imports/services/", {"file": SimpleUploadedFile("办事目录.xlsx", out.getvalue()), "on": first_day})
    assert sent.status_code == 302, sent.content.decode()
    return ImportBatch.objects.order_by("-pk").first()


def test_wrong_rows_are_named_and_nothing_is_written():
    open_county()
    rows = [r | {"fee": ""} for r in shipped_catalogue()[:3]]
    rows[1] = rows[1] | {"fee": "20"}
    plan = import_file(register="services", filename="a.xlsx", content=workbook("services", rows), by=COUNTY_OFFICER, on=JANUARY)
    assert {e.code for e in plan.errors} == {"fee_without_law"} and not ServiceItem.objects.exists()


def test_residents_read_the_guide_without_logging_in():
    open_county()
    published(materials=["身份证"])
    client = Client()
    assert "村务公开查询" in client.get("/guide/").content.decode() and "没有找到" in client.get("/guide/?q=飞船").content.decode()
    text = client.get("/guide/CW-001/").content.decode()
    assert "身份证" in text and "不收费" in text and "待本区核对" in text and "3 个工作日" in text
    assert client.get("/guide/XX-999/").status_code == 404
