"""Every operation once by a role that may and once by one that may not. What is not in the table fails the build."""

from __future__ import annotations

import pytest

from qianxian.config.api import api
from tests.api.operations import OPERATIONS, PAGES_ONLY


@pytest.fixture(scope="module")
def described() -> dict:
    """operation id → (method, path); asked once, since putting the description together takes a second or two."""
    paths = api.get_openapi_schema()["paths"]
    return {
        one["operationId"]: (method.upper(), path.removeprefix("/api/v1")) for path, item in paths.items() for method, one in item.items()
    }


def test_every_operation_stands_in_the_table(described):
    assert set(described) == set(OPERATIONS) | set(PAGES_ONLY)


@pytest.mark.parametrize("name", OPERATIONS)
def test_done_by_who_may_and_refused_to_who_may_not(name, stage, described):
    op, (method, path) = OPERATIONS[name], described[name]
    prepared = op.before(stage)
    at = path.format(**op.at(stage, prepared))
    asked = {"body": op.body(stage, prepared), "match": "*" if method == "PATCH" else "", **dict(op.query)}
    refused = stage.call(op.may_not, method, at, **asked, form=op.form(stage) if op.form else None)
    assert refused.status_code == (403 if op.may_not and refused.status_code == 403 else 404 if op.may_not else 401), (
        refused.content.decode()
    )
    assert refused["Content-Type"] == "application/problem+json"
    if op.may_not:
        assert refused.json()["detail"]
    done = stage.call(op.may, method, at, **asked, form=op.form(stage) if op.form else None)
    assert done.status_code in (200, 201), done.content.decode()
    assert "no-store" in done["Cache-Control"]


def test_a_token_makes_no_token(stage):
    assert stage.call("town_org_officer", "POST", "/me/tokens", {"label": "财政"}).status_code == 403
