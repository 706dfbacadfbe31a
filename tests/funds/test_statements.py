"""The bank's side: statements of Excel and CSV, matching, the difference explained, the month closed; payments under a certificate and a pay run; disclosure."""

from __future__ import annotations

import datetime as dt
import io
import json
from decimal import Decimal
from uuid import uuid4

import openpyxl
import pytest
from django.db import transaction

from qianxian.decisions.models import Certificate
from qianxian.divisions.models import County
from qianxian.foundation.errors import Conflict, FileRefused, RuleViolated
from qianxian.foundation.reach import bind
from qianxian.funds import commands, figures
from qianxian.funds.models import Account, Fund, MonthTotal
from qianxian.funds.queries import rectification
from qianxian.funds.queries.disclosure import quarters
from qianxian.funds.queries.gates import gate
from qianxian.funds.queries.reconciling import reconciliations, unreconciled
from qianxian.funds.queries.totals import by_book, sums_of
from qianxian.funds.sheets import read_statement
from tests.cast import SERVICE
from tests.decisions import stage as decisions
from tests.funds import stage
from tests.funds.stage import BOOKKEEPER, ON, SECRETARY, SUPERVISOR, yuan
from tests.funds.test_cheats import refused

pytestmark = pytest.mark.django_db
OCTOBER = dt.date(2019, 10, 1)


def workbook(rows: list[list]) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def test_statements_of_both_kinds_are_read_alike():
    text = "账号：6222,,,\n交易日期,收入,支出,摘要\n2019-10-08,200000,,拨款\n2019/10/9,,\"1,200.50\",购置\n"
    rows = [["交易日期", "金额", "对方户名", "摘要"], [dt.date(2019, 10, 8), 200000, "财政局", "拨款"], ["2019-10-09", -1200.5, "家具店", "购置"]]
    for data in (text.encode(), text.encode("gb18030"), workbook(rows)):
        assert [(m.on.day, m.amount) for m in read_statement(data)] == [(8, Decimal("200000.00")), (9, Decimal("-1200.50"))]


@pytest.mark.parametrize("data", [b"a,b\n1,2\n", b"\x00\x01", "日期,金额\n2019-10-08,十元\n".encode(), "日期,金额\n某天,10\n".encode(), b"%PDF-1.4"])
def test_what_is_no_statement_is_refused(data):
    with pytest.raises(FileRefused):
        read_statement(data)


def test_month_end_with_a_bank_statement():
    v = stage.village()
    v.receive(v.venue, "5000", dt.date(2019, 10, 8))
    csv = "日期,收入,支出,摘要\n2019-10-10,5000,,拨款\n2019-10-20,,5,手续费\n".encode()
    given = {"bank_account": v.centre, "month": OCTOBER, "opening": yuan(0), "by": BOOKKEEPER, "on": ON}
    with pytest.raises(RuleViolated, match="不在所选月份"):
        commands.import_statement(**given | {"month": dt.date(2019, 11, 1)}, file=csv)
    with pytest.raises(RuleViolated, match="对账单"):
        commands.close_month(book=v.book, month=OCTOBER, by=BOOKKEEPER, on=ON)
    statement = commands.import_statement(**given, file=csv)
    found = reconciliations(v.book, OCTOBER)[0]
    assert (found.difference, len(found.matched), [x.amount for x in found.only_bank], found.only_book) == (Decimal("-5.00"), 1, [Decimal("-5.00")], [])
    with pytest.raises(RuleViolated, match="相差"):
        commands.close_month(book=v.book, month=OCTOBER, by=BOOKKEEPER, on=ON)
    commands.explain_difference(statement=statement, explanation="手续费下月补记", by=BOOKKEEPER)
    assert commands.close_month(book=v.book, month=OCTOBER, by=BOOKKEEPER, on=ON).month == OCTOBER
    assert refused(("UPDATE funds_bankstatement SET closing = 0 WHERE id = %s", [statement.pk])) in ("statement_stays", "closed_on_its_statement")
    assert refused(("UPDATE funds_bankstatement SET replaced = true WHERE id = %s", [statement.pk])) == "closed_on_its_statement"
    assert refused(("UPDATE funds_bankstatement SET explanation = 'x' WHERE id = %s", [statement.pk])) == "closed_on_its_statement"
    with pytest.raises(RuleViolated, match="已经结账"):
        commands.import_statement(**given, file=csv)
    with pytest.raises(Conflict, match="已经结账"):
        commands.explain_difference(statement=statement, explanation="另一个原因", by=BOOKKEEPER)


def test_what_is_in_transit_at_the_months_end_is_carried_over_and_matched_later():
    """Ours in October, the bank's five weeks later; interest of the bank's in October, ours in November. What stays open is still told two months on."""
    v = stage.village()
    v.receive(v.venue, "5000", dt.date(2019, 10, 31))
    v.receive(v.venue, "700", dt.date(2019, 10, 30))
    given = {"bank_account": v.centre, "by": BOOKKEEPER, "on": ON}

    def month(number: int, opening: str, *moved: str):
        file = "\n".join(["日期,收入,支出,摘要", *moved]).encode()
        commands.import_statement(**given, month=dt.date(2019, number, 1), opening=yuan(opening), file=file)
        return next(one for one in reconciliations(v.book, dt.date(2019, number, 1)) if one.account == v.centre)

    def amounts(rows) -> list[Decimal]:
        return [x.amount if hasattr(x, "amount") else x.debit - x.credit for x in rows]

    october = month(10, "0", "2019-10-20,5,,利息")
    assert (amounts(october.only_bank), amounts(october.only_book), october.matched) == ([yuan(5)], [yuan(700), yuan(5000)], [])
    # Without the carrying over all of it would stay open in both months for ever.
    v.receive(v.venue, "5", dt.date(2019, 11, 12))
    november = month(11, "5", "2019-11-02,700,,收款")
    assert (amounts(november.only_bank), amounts(november.only_book), amounts(a for a, _b in november.carried)) == ([], [yuan(5000)], [yuan(5), yuan(700)])
    assert november.difference == yuan(-5000) and not november.settled
    december = month(12, "705", "2019-12-06,5000,,收款")
    assert (december.only_bank, december.only_book, len(december.carried), december.difference, december.settled) == ([], [], 1, 0, True)
    # What October looked like then it looks like still.
    assert amounts(next(one for one in reconciliations(v.book, OCTOBER) if one.account == v.centre).only_book) == [yuan(700), yuan(5000)]


@pytest.mark.parametrize(("opening", "why"), [("99.99", {"opening"}), ("100", set()), ("100.01", {"opening"})])
def test_a_statement_begins_where_the_one_before_ended(opening, why):
    v = stage.village()
    given = {"bank_account": v.centre, "by": BOOKKEEPER, "on": ON}
    commands.import_statement(**given, month=OCTOBER, opening=yuan(0), file="日期,收入,支出,摘要\n2019-10-20,100,,拨款\n".encode())
    november = given | {"month": dt.date(2019, 11, 1), "opening": yuan(opening), "file": "日期,收入,支出,摘要\n2019-11-05,1,,利息\n".encode()}
    if why:
        with pytest.raises(RuleViolated) as told, transaction.atomic():
            commands.import_statement(**november)
        assert {x.code for x in told.value.violations} == why and "100.00" in str(told.value.violations[0].message)
        assert not v.centre.statements.filter(month=dt.date(2019, 11, 1)).exists()
    else:
        assert commands.import_statement(**november).closing == yuan(101)


def test_where_the_month_before_was_mended_later_the_gap_is_told_and_keeps_the_month_open():
    v = stage.village()
    given, october = {"bank_account": v.centre, "by": BOOKKEEPER, "on": ON}, "日期,收入,支出,摘要\n2019-10-20,100,,拨款\n".encode()
    v.receive(v.venue, "100", dt.date(2019, 10, 20))
    commands.import_statement(**given, month=OCTOBER, opening=yuan(0), file=october)
    november = commands.import_statement(**given, month=dt.date(2019, 11, 1), opening=yuan(100), file="日期,收入,支出,摘要\n".encode())
    commands.import_statement(**given, month=OCTOBER, opening=yuan(-5), file=october)
    one = next(x for x in reconciliations(v.book, november.month) if x.account == v.centre)
    assert (one.jump, one.difference, one.settled) == (yuan(5), 0, False)
    assert any("接不上" in said for said in unreconciled(v.book, november.month))
    commands.explain_difference(statement=november, explanation="银行十月底调账", by=BOOKKEEPER)
    assert next(x for x in reconciliations(v.book, november.month) if x.account == v.centre).settled
    assert not any("接不上" in said for said in unreconciled(v.book, november.month))


def certificate(amount: str = "20000") -> Certificate:
    decisions.village()
    row = decisions.certified(decisions.matter(amount=amount, unit="centre"))
    bind(SERVICE)
    return row


def test_payments_under_a_certificate():
    made = certificate()
    v = stage.village()
    v.receive(v.venue, "200000", dt.date(2019, 10, 8))
    v.receive(v.culture, "80000", dt.date(2019, 10, 8))
    v.earn("90000")
    stage.ceiling(SECRETARY.login, 90000)
    under = {"authority": "certificate", "certificate": made, "standing": None}
    unmet = lambda p: {c.code for c in gate(p, ON) if not c.met and not c.step}  # noqa: E731
    stage.carried(stage.requested(v, amount=yuan(15000), **under))
    assert unmet(stage.requested(v, amount=yuan("5000.01"), **under)) == {"within_resolution"}
    assert unmet(stage.requested(v, amount=yuan(9), fund=v.culture, purpose="culture", **under)) == {"same_use"}
    assert "unit" in unmet(stage.requested(v, amount=yuan(9), fund=v.rent, bank_account=v.collective, purpose="works", **under))
    approve = "UPDATE funds_payment SET state = 'approved', approved_by = %s, approved_on = %s WHERE id = %s"
    for more, guard in (({"amount": yuan("5000.01")}, "within_the_resolution"), ({"amount": yuan(9), "fund": v.culture, "purpose": "culture"}, "resolution_of_the_purpose"),
                        ({"amount": yuan(9), "fund": v.rent, "bank_account": v.collective, "purpose": "works"}, "resolution_of_the_unit")):  # fmt: skip
        row = stage.carried(stage.requested(v, **under, **more), "look_at_payment")
        assert refused((approve, [SECRETARY.login, ON, row.pk])) == guard
    Certificate.objects.filter(pk=made.pk).update(revoked_on=ON, revoked_by="x", revoke_reason="x")
    row = stage.carried(stage.requested(v, amount=yuan(9), **under), "look_at_payment")
    assert refused((approve, [SECRETARY.login, ON, row.pk])) == "resolution_in_force"


def test_a_certificate_of_another_village_unlocks_nothing():
    made = certificate()
    other = stage.village(stage.SIBLING, "新乡村")
    other.receive(other.venue, "200000", dt.date(2019, 10, 8))
    bind(SERVICE)
    row = commands.request_payment(book=other.book, facts=stage.facts(other, authority="certificate", certificate=made), by=SERVICE, on=ON)
    row = commands.look_at_payment(payment=row, by=stage.acting("j", "j", "supervision_member", stage.SIBLING), on=ON)
    assert refused(("UPDATE funds_payment SET state = 'approved', approved_by = 'z', approved_on = %s WHERE id = %s", [ON, row.pk])) == "resolution_in_force"


def test_rectification_money_by_kind_counts_each_yuan_once():
    v = stage.village()
    v.receive(v.culture, "80000", dt.date(2019, 10, 8))
    new = commands.change_purpose(fund=v.culture, purpose="works", amount=yuan(30000), title="修路", consent_document="同意函", consent_by="区委组织部", by=stage.FINANCE, on=ON).fund
    v.post(v.line("11301", v.culture, 30000, counter_fund=new), v.line("102", v.culture, 30000, "credit", bank_account=v.centre),
           v.line("102", new, 30000, bank_account=v.centre), v.line("11301", new, 30000, "credit", counter_fund=v.culture))  # fmt: skip
    stage.ceiling(SECRETARY.login, 20000)
    stage.carried(stage.requested(v, stage.standing(v), fund=new, purpose="works", account=Account.objects.get(code="153")))
    found = {k.code: (k.allocated, k.received, k.spent) for k in rectification.by_kind(SERVICE, ON)}
    assert found["special"] == (Decimal(80000), Decimal(80000), Decimal(3000)) and found["fiscal"] == (0, 0, 0)
    assert Fund.objects.get(pk=new.pk).allocation.rectification == "special"


def test_where_every_yuan_went():
    v = stage.village()
    v.receive(v.venue, "200000", dt.date(2019, 10, 8))
    v.earn("70")
    stage.ceiling(SECRETARY.login, 20000)
    stage.carried(stage.requested(v, stage.standing(v)))
    rows = figures.flows(SERVICE, ON, stage.VILLAGE)
    assert {(r.source, r.use, r.amount) for r in rows} == {("区级", "管理费用", Decimal(3000)), ("区级", "结余", Decimal(197000)), ("集体资金", "结余", Decimal(70))}
    assert figures.sentence(rows) == "共到账 200,070.00 元，支出 3,000.00 元，结余 197,070.00 元。"
    assert len(figures.drawn(rows).ribbons) == 3 and not figures.drawn([]).bars
    phone = figures.drawn([figures.Flow("集体资金", "应付村（社区）干部报酬", yuan(9)), figures.Flow("区级", "Construction in progress", yuan(1))], figures.PHONE)
    assert [label for *_b, label, _anchor, _x, _y in phone.bars] == ["集体资金", "区级", "应付村（社区）…", "Construction in…"]
    assert all(0 <= x <= phone.width for x, *_rest in phone.bars)
    assert figures.flows(SERVICE, ON, stage.SIBLING) == []
    assert by_book(sums_of([v.book.pk], ON)) == {v.book.pk: (Decimal(200070), Decimal(197070))}


def test_disclosure_is_signed_before_it_is_published():
    v = stage.village()
    assert [(q.last.month, q.late(ON)) for q in quarters(SERVICE, ON)] == []
    after = dt.date(2020, 1, 16)
    assert [(q.last.month, q.late(dt.date(2020, 1, 15)), q.late(after)) for q in quarters(SERVICE, after)] == [(12, False, True)]
    County.objects.update(example_day=after)
    sheet = commands.prepare_disclosure(book=v.book, first_month=OCTOBER, last_month=dt.date(2019, 12, 1), by=BOOKKEEPER, on=after)
    born = "INSERT INTO funds_disclosuresheet SELECT (jsonb_populate_record(d, %s)).* FROM funds_disclosuresheet d WHERE id = %s"
    published = {"state": "published", "signed_by": "a", "signed_on": "2020-01-16", "published_by": "b", "published_on": "2020-01-16"}
    for more in (published, {"last_month": "2020-01-01"}, {"first_month": "2019-12-01", "last_month": "2019-11-01"}, {"prepared_on": "2020-01-17"}, {"division_code": stage.SIBLING}):
        copied = {"id": 10**9, "uuid": str(uuid4()), "first_month": "2019-11-01"} | more
        assert refused((born, [json.dumps(copied), sheet.pk])) == "disclosed_after_the_period", more
    for signed in ("signed_on = '2030-01-01'", "signed_on = NULL", "signed_on = '2019-12-31'"):
        assert refused((f"UPDATE funds_disclosuresheet SET state = 'signed', signed_by = 'x', {signed} WHERE id = %s", [sheet.pk])) == "disclosed_after_the_period", signed
    assert refused(("UPDATE funds_disclosuresheet SET state = 'published', published_by = 'x' WHERE id = %s", [sheet.pk])) in ("disclosure_stays", "published_after_supervision_signed")
    assert refused(("UPDATE funds_disclosuresheet SET content = '{}' WHERE id = %s", [sheet.pk])) == "disclosure_stays"
    commands.sign_disclosure(sheet=sheet, by=SUPERVISOR, on=after)
    commands.publish_disclosure(sheet=sheet, by=stage.HANDLER, on=after)
    assert not [q for q in quarters(SERVICE, after) if q.late(after)]


def test_closed_months_are_added_up_once_and_change_no_figure():
    v = stage.village()
    v.receive(v.venue, "5000", dt.date(2019, 10, 8))
    v.earn("900", dt.date(2019, 10, 9))
    v.reverse(v.earn("70", dt.date(2019, 10, 10)), dt.date(2019, 11, 1))
    stage.ceiling(SECRETARY.login, 20000)
    stage.carried(stage.requested(v, stage.standing(v)))
    days = (dt.date(2019, 10, 9), dt.date(2019, 10, 31), dt.date(2019, 11, 1), ON)
    by_key = lambda sums: sorted(sums, key=lambda one: (one.fund, one.account))  # noqa: E731
    asked = lambda: [(by_key(sums_of([v.book.pk], on)), by_key(sums_of([v.book.pk], on, dt.date(2019, 1, 1))), figures.flows(SERVICE, on)) for on in days]  # noqa: E731
    before = asked()
    for account, text in ((v.centre, "2019-10-08,5000,,拨款"), (v.collective, "2019-10-09,900,,租金\n2019-10-10,70,,租金")):
        commands.import_statement(bank_account=account, month=OCTOBER, opening=yuan(0), file=f"日期,收入,支出,摘要\n{text}\n".encode(), by=BOOKKEEPER, on=ON)
    commands.close_month(book=v.book, month=OCTOBER, by=BOOKKEEPER, on=ON)
    assert MonthTotal.objects.filter(book=v.book).count() == 4 and asked() == before
    assert refused(("UPDATE funds_monthtotal SET debit = 0", [])) in ("ledger_only_grows", "42501")
    for month in ("2019-10-01", "2019-11-01"):
        add = ("INSERT INTO funds_monthtotal (uuid, version, division_code, book_id, month, fund_id, account_id, debit, credit, paid, closing, came, went)"
               " VALUES (gen_random_uuid(), 1, %s, %s, %s, %s, '513', 9, 0, 9, 0, 0, 9)")  # fmt: skip
        assert refused((add, [v.book.division_code, v.book.pk, month, v.rent.pk])) == "totals_add_up"
