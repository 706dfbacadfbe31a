"""Faults planted by the owner of the database, past every guard, in books that were honest: ``qianxian check`` names each of them and nothing else before."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connections, transaction

from qianxian.foundation.integrity import checks
from qianxian.foundation.reach import acting_as
from qianxian.funds import commands
from qianxian.pay.models import PayRun
from tests.cast import SERVICE
from tests.funds import crowd, stage
from tests.funds.stage import BOOKKEEPER, ON, yuan

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh_database")]
#: What the owner writes → the check that must find it. Each is planted in books of its own and taken back.
FAULTS = {
    "one side of a line": (["UPDATE funds_voucherline SET debit = debit + 1 WHERE id = (SELECT min(id) FROM funds_voucherline WHERE debit > 0)"], "凭证借贷相等、分录完整"),
    "money from one fund to another": (
        ["UPDATE funds_voucherline l SET fund_id = (SELECT f.id FROM funds_fund f WHERE f.book_id = l.book_id AND f.id <> l.fund_id LIMIT 1) WHERE id = (SELECT min(id) FROM funds_voucherline)"],
        "每笔资金在每张凭证里借贷相等"),
    "a voucher taken out": (["DELETE FROM funds_voucherline WHERE voucher_id = (SELECT min(id) FROM funds_voucher)", "DELETE FROM funds_voucher WHERE id = (SELECT min(id) FROM funds_voucher)"],
                            "凭证号每月连续"),
    "a payment without its certificate": (["UPDATE funds_payment SET certificate_id = NULL WHERE authority = 'certificate'"], "付款都有依据"),
    "a certificate that is gone": (["DELETE FROM decisions_certificate"], "付款都有依据"),
    "a certificate of less": (["UPDATE decisions_certificate SET amount_limit = 1"], "付款时决议有效、没有超过决议数额"),
    "a payment without its voucher": (["UPDATE funds_payment SET state = 'paid', paid_on = booked_on WHERE state = 'booked'"], "付款都有凭证，凭证付款都经审批"),
    "an overdrawn earmark": (["UPDATE funds_voucherline SET debit = debit / 100000, credit = credit / 100000 WHERE account_id = '241' OR (account_id = '102' AND debit > 1000000)"],
                             "资金和账户没有透支"),
    "more received than allocated": (["UPDATE funds_allocation SET amount = 1"], "专项资金到账不超过拨付"),
    "more approved than there is": (["UPDATE funds_payment SET amount = 900000000 WHERE state = 'booked'"], "资金已审批的付款不超过余额"),
    "more handed on than a run withheld": (
        ["UPDATE funds_payment SET authority = 'withheld', standing_id = NULL, pay_run_id = (SELECT id FROM pay_payrun) WHERE authority = 'small'"], "上缴的代扣款不超过工资批次的代扣数"),
    "a certificate's evidence": (["UPDATE decisions_certificate SET evidence = replace(evidence, '2019', '2018')"], "决策凭证的摘要与证据相符"),
    "a certificate's evidence with a digest to match": (
        ["UPDATE decisions_certificate SET evidence = replace(evidence, '修缮', '新建')", "UPDATE decisions_certificate SET digest = encode(sha256(convert_to(evidence, 'UTF8')), 'hex')"],
        "决策凭证的证据与决议、公开、异议相符"),
    "a closed month's total": (["UPDATE funds_monthtotal SET debit = debit + 1 WHERE id = (SELECT min(id) FROM funds_monthtotal)"], "已结月份的合计与分录相符"),
    "a line behind a closed month": (["UPDATE funds_voucherline SET debit = 2 * debit, credit = 2 * credit WHERE \"on\" = '2019-10-09'",
                                      "UPDATE funds_voucher SET total = 2 * total WHERE \"on\" = '2019-10-09'"], "已结月份的合计与分录相符"),
    "a closed month without its totals": (["DELETE FROM funds_monthtotal"], "已结月份的合计与分录相符"),
}  # fmt: skip
TABLES = ("funds_voucher", "funds_voucherline", "funds_payment", "funds_allocation", "funds_monthtotal", "decisions_certificate")


class Undo(Exception):
    """Takes the fault back."""


def found() -> set[str]:
    return {name for name, check in checks().items() if list(check())}


def test_each_planted_fault_is_found():
    with acting_as(SERVICE):
        (v,) = crowd.villages(1)
        v.earn("5000", dt.date(2019, 10, 9))
        certificate = crowd.certificate(v, "20000")
        paid = {"authority": "certificate", "certificate": certificate, "standing": None}
        stage.carried(stage.requested(v, amount=yuan(3000), **paid))
        stage.carried(stage.requested(v, amount=yuan(2000), **paid), "book_payment")
        stage.carried(stage.requested(v, stage.standing(v), amount=yuan(700), payee="小店"))
        PayRun.objects.create(division_code="440403000000", number="GZ2019-440403-99", year=2019, through=ON, locked_on=ON, prepared_by="x")
        csv = "日期,收入,支出,摘要\n2019-10-08,100000000,,拨款\n".encode(), "日期,收入,支出,摘要\n2019-10-09,5000,,租金\n".encode()
        for account, file in zip((v.centre, v.collective), csv, strict=True):
            commands.import_statement(bank_account=account, month=stage.OPENED, opening=yuan(0), file=file, by=BOOKKEEPER, on=ON)
        commands.close_month(book=v.book, month=stage.OPENED, by=BOOKKEEPER, on=ON)
    assert found() == set()
    missed = {}
    for name, (statements, check) in FAULTS.items():
        try:
            with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
                for table in TABLES:
                    cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
                cursor.execute("ALTER TABLE funds_payment DROP CONSTRAINT payment_names_one_authority")
                for statement in statements:
                    cursor.execute(statement)
                    assert cursor.rowcount > 0, statement
                names = found()
                if check not in names:
                    missed[name] = names
                raise Undo
        except Undo:
            continue
    assert not missed
    assert found() == set()
