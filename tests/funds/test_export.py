"""The exported ledger opens and balances in beancount and hledger; every check of the tables finds nothing, and finds what is planted."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from qianxian.foundation.integrity import checks
from qianxian.foundation.reach import bind
from qianxian.funds import exports
from qianxian.funds.queries import balances
from tests.cast import SERVICE
from tests.funds import stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def books() -> tuple[stage.Village, stage.Village]:
    v, other = stage.village(), stage.village(stage.SIBLING, "新乡村")
    v.receive(v.venue, "200000", dt.date(2019, 10, 8))
    taken = v.earn("12000.55", dt.date(2019, 10, 9))
    v.post(v.line("102", v.rent, 5, bank_account=v.collective), v.line("501", v.rent, 5, "credit"), summary='引号"和;分号')
    v.reverse(taken)
    stage.ceiling(stage.SECRETARY.login, 20000)
    stage.carried(stage.requested(v, stage.standing(v)))
    other.earn("77.01")
    bind(SERVICE)
    return v, other


def written(tmp_path: Path, form: str, village: str | None = None) -> Path:
    path = tmp_path / f"ledger.{form}"
    path.write_text("\n".join(exports.ledger(SERVICE, form, village)) + "\n", "utf-8")
    return path


def test_beancount_finds_it_balanced(books, tmp_path):
    path = written(tmp_path, "beancount")
    done = subprocess.run([Path(sys.executable).parent / "bean-check", path], capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    broken = tmp_path / "broken.beancount"
    broken.write_text(path.read_text("utf-8").replace("200000.00", "200000.01", 1), "utf-8")
    assert subprocess.run([Path(sys.executable).parent / "bean-check", broken], capture_output=True).returncode == 1


def test_hledger_finds_it_balanced_and_the_same_sums(books, tmp_path):
    program = shutil.which("hledger")
    if not program:
        pytest.skip("hledger is not installed: apt-get install hledger")
    path = written(tmp_path, "hledger", stage.VILLAGE)
    assert subprocess.run([program, "-f", path, "check"], capture_output=True, text=True).returncode == 0
    fund = books[0].venue
    told = subprocess.run([program, "-f", path, "balance", f"Assets.*F{fund.pk}:A102", "--no-elide", "-O", "csv"], capture_output=True, text=True, check=True).stdout
    assert f"{balances.held_by(fund):.2f} CNY" in told and balances.held_by(fund) == Decimal("197000.00")


def test_one_village_alone(books):
    text = "\n".join(exports.ledger(SERVICE, "hledger", stage.SIBLING))
    assert "77.01" in text and "200000.00" not in text


def test_nothing_is_wrong_with_honest_books(books, db):
    from django.db import connection

    from qianxian.funds import integrity  # noqa: F401 - offers its checks

    names = [name for name in checks() if name in SQL]
    assert len(names) == len(SQL) == 14
    for name in names:
        with connection.cursor() as cursor:
            cursor.execute(SQL[name])
            assert cursor.fetchall() == [], name


LINES = "SELECT id, voucher_id, fund_id, account_id, bank_account_id, {debit} AS debit, {credit} AS credit FROM public.funds_voucherline"
# A table's name before the check's own text stands for that table: rows that PostgreSQL would never let in, planted beside the real ones.
PLANTED = {
    "凭证借贷相等、分录完整": {"funds_voucherline": LINES.format(debit="debit + 1", credit="credit")},
    "每笔资金在每张凭证里借贷相等": {"funds_voucherline": LINES.format(debit="debit", credit="credit + 0.01")},
    "凭证号每月连续": {"funds_voucher": "SELECT book_id, month, number + 1 AS number FROM public.funds_voucher"},
    "资金和账户没有透支": {"funds_voucherline": LINES.format(debit="debit", credit="credit * 1000")},
    "专项资金到账不超过拨付": {"funds_allocation": "SELECT id, 0.01 AS amount FROM public.funds_allocation"},
    "付款都有凭证，凭证付款都经审批": {"funds_payment": "SELECT id, number, state, amount + 1 AS amount FROM public.funds_payment"},
    "付款时决议有效、没有超过决议数额": {
        "decisions_certificate": "SELECT 1 AS id, 'X' AS number, date '2019-01-01' AS valid_from, date '2019-12-31' AS lapses_on, NULL::date AS revoked_on,"
        " '440403103200' AS division_code, 99.99 AS amount_limit",
        "funds_payment": "SELECT id, number, 1 AS certificate_id, state, paid_on, division_code, 100.00 AS amount FROM public.funds_payment",
    },
    "付款都有依据": {"funds_standingresolution": "SELECT id, division_code, '' AS confirmed_by FROM public.funds_standingresolution"},
    "上缴的代扣款不超过工资批次的代扣数": {
        "pay_payrun": "SELECT 1::bigint AS id, 'X' AS number",
        "funds_payment": "SELECT id, 1::bigint AS pay_run_id, 'withheld' AS authority, 'paid' AS state, account_id, division_code, amount, requested_on FROM public.funds_payment",
    },
    "收回的报酬不超过多发的数": {
        "pay_payrun": "SELECT 1::bigint AS id, 'X' AS number", "funds_voucherline": "SELECT id, voucher_id, '21201' AS account_id, 1.00 AS credit FROM public.funds_voucherline",
        "funds_voucher": 'SELECT id, 1::bigint AS recovers_id, division_code, "on", NULL::bigint AS reverses_id FROM public.funds_voucher',
    },
    "资金已审批的付款不超过余额": {"funds_payment": "SELECT fund_id, 'booked' AS state, 1000 * amount AS amount FROM public.funds_payment"},
    "已结月份的合计与分录相符": {"funds_monthtotal": "SELECT book_id, month, fund_id, account_id, debit + 1 AS debit, credit, paid, closing, came, went FROM public.funds_monthtotal"
                         " UNION ALL SELECT id, date '2019-10-01', 1, '102', 1, 1, 0, 0, 0, 0 FROM public.funds_book"},
    "计提的干部报酬与工资批次、差额更正相符": {
        "funds_voucherdraft": "SELECT id AS voucher_id, book_id, division_code, 'posted' AS state, 'GZ2019/city/' || division_code AS pay_key FROM public.funds_voucher",
        "funds_voucherline": "SELECT id, voucher_id, '51301' AS account_id, 1.00 AS debit, 0.00 AS credit FROM public.funds_voucherline"},
    "干部报酬只从财政资金列支": {"funds_account": "SELECT code, true AS cadre_pay FROM public.funds_account"},
}


@pytest.mark.parametrize("name", PLANTED)
def test_what_is_planted_is_found(books, name):
    from django.db import connection

    planted = ", ".join(f"{table} AS ({rows})" for table, rows in PLANTED[name].items())
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {planted} {SQL[name]}")
        assert cursor.fetchall(), name


def test_every_check_has_something_planted():
    assert set(PLANTED) == set(SQL)


def _sql() -> dict[str, str]:
    from qianxian.foundation import integrity as offered
    from qianxian.funds import integrity

    text = Path(integrity.__file__).read_text("utf-8")
    return {name: sql for name, sql in offered._offers.items() if name in text}


SQL = _sql()
