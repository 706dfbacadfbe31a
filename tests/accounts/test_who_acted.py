"""A deputy's act is told with whom he stood in for, wherever an act is told."""

from __future__ import annotations

from dataclasses import replace

from qianxian.accounts import queries
from qianxian.divisions.pages import log_rows
from qianxian.foundation import audit
from qianxian.foundation.models import AuditLeaf
from qianxian.foundation.reach import acting_as
from qianxian.people.queries import log_of
from tests import cast


def test_the_log_names_the_principal(opened):
    user = opened("lujianye", ("town_org_officer", cast.DOUMEN_TOWN), name="卢建业")
    deputy = replace(cast.TOWN_OFFICER, login="lujianye", name="卢建业", on_behalf_of="容桂芳", principal="ronggf")
    with acting_as(cast.SERVICE):
        for by in (deputy, replace(deputy, on_behalf_of="", principal="")):
            audit.record(by=by, action="accounts.change_account", thing=user, division_code=cast.COUNTY)
        leaves = AuditLeaf.objects.filter(object_id=str(user.uuid), action="accounts.change_account").order_by("id")
        assert [who for _leaf, who in queries.with_names(leaves)] == ["卢建业（代理 容桂芳）", "卢建业"]
        assert [row["who"] for row in log_rows(log_of(user)) if row["entry"].action == "accounts.change_account"] == ["卢建业", "卢建业（代理 容桂芳）"]
