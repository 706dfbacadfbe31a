"""``qianxian check`` finds nothing wrong with honest contracts, and finds what is planted beside them."""

from pathlib import Path

import pytest
from django.db import connection

from qianxian.contracts import integrity
from qianxian.foundation import integrity as offered
from tests.contracts.stage import amended, certificate, signed, yuan

pytestmark = pytest.mark.django_db
SQL = {name: sql for name, sql in offered._offers.items() if name in Path(integrity.__file__).read_text("utf-8")}
CONTRACT = "SELECT id, number, {certificate} AS certificate_id, {signed} AS signed_on, state, division_code, unit, basis, kind, amount FROM public.contracts_contract"
PLANTED = {
    "合同依据的凭证签订时有效，合同合计不超过凭证金额": {"contracts_contract": CONTRACT.format(certificate="certificate_id", signed="date '2018-01-01'")},
    "合同的关联方在签订以前都已处理": {"contracts_relatedparty": "SELECT id AS contract_id, NULL::bigint AS recusal_id, '' AS answer, '某人' AS name FROM public.contracts_contract"},
    "没有新决策的合同变更不超过规定比例": {"contracts_amendment":
        "SELECT contract_id, NULL::bigint AS certificate_id, amount_change * 1000 AS amount_change, signed_on FROM public.contracts_amendment"},
}  # fmt: skip


@pytest.mark.parametrize("name", SQL)
def test_nothing_is_wrong_and_what_is_planted_is_found(name):
    amended(signed(certificate(), amount=yuan(100000)), 500)
    planted = ", ".join(f"{table} AS ({rows})" for table, rows in PLANTED[name].items())
    with connection.cursor() as cursor:
        cursor.execute(SQL[name])
        assert cursor.fetchall() == []
        cursor.execute(f"WITH {planted} {SQL[name]}")
        assert cursor.fetchall()


def test_every_check_has_something_planted():
    assert set(PLANTED) == set(SQL)
