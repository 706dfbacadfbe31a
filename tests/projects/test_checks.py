"""``qianxian check`` finds nothing wrong with honest projects, and finds what is planted beside them."""

from pathlib import Path

import pytest
from django.db import connection

from qianxian.foundation import integrity as offered
from qianxian.projects import integrity
from qianxian.projects.models import Project
from tests.funds import stage as funds
from tests.projects import stage

pytestmark = pytest.mark.django_db
SQL = {name: sql for name, sql in offered._offers.items() if name in Path(integrity.__file__).read_text("utf-8")}
PLANTED = {
    "项目预算等于资金来源合计": {"projects_budget": "SELECT id, project_id, position, amount + 0.01 AS amount FROM public.projects_budget"},
    "项目付款不超过审定金额，资产按审定金额入账": {"projects_asset": "SELECT 'X' AS number, id AS project_id, 1.00 AS cost FROM public.projects_project"},
    "验收人没有经手付款": {
        "funds_payment": "SELECT c.id AS contract_id, 'paid' AS state, a.login AS handled_by, '' AS approved_by, '' AS booked_by, '' AS paid_by"
        " FROM public.contracts_contract c, public.projects_acceptance a",
    },
}


@pytest.mark.parametrize("name", SQL)
def test_nothing_is_wrong_and_what_is_planted_is_found(name):
    row = stage.audited()
    assert Project.objects.get(pk=row.pk).state == "audited"
    funds.settle()
    planted = ", ".join(f"{table} AS ({rows})" for table, rows in PLANTED[name].items())
    with connection.cursor() as cursor:
        cursor.execute(SQL[name])
        assert cursor.fetchall() == []
        cursor.execute(f"WITH {planted} {SQL[name]}")
        assert cursor.fetchall()


def test_every_check_has_something_planted():
    assert set(PLANTED) == set(SQL)
