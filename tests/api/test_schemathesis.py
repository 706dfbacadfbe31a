"""The API against its own description: made-up requests with one token per role.

Nothing answers 5xx, nothing breaks the described shapes.
"""

from __future__ import annotations

import itertools

import hypothesis
import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance, status_code_conformance

from qianxian.accounts.roles import ROLES
from tests.profiles import NAME, figure, times

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
# The first case that Hypothesis draws is always the plainest; the second is a made-up one.
EXAMPLES_EACH = times(2, soak=2000)
_keys = itertools.count(1)


@pytest.fixture
def described(stage):
    """The description, asked from the running application."""
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    app = WSGIHandler()
    yield schemathesis.openapi.from_wsgi(
        "/api/v1/openapi.json", app, headers={"Authorization": f"Bearer {stage.tokens['town_org_officer']}"}
    )
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


def test_every_role_against_the_description(stage, described, settings):
    settings.API_READS_A_MINUTE = settings.API_WRITES_A_MINUTE = 100_000
    roles = itertools.cycle(code for code in ROLES if code != "service")
    operations = [result.ok() for result in described.get_all_operations() if isinstance(result, Ok)]
    assert len(operations) >= 100
    for operation in operations:
        _ask(stage, operation, [next(roles), "district_org_officer"])
    figure(f"{len(operations)} operations, {next(_keys) - 1} requests, no 5xx and no break of the description")


def _ask(stage, operation, roles: list[str]) -> None:
    """A few made-up requests per operation, each asked by two roles; ``make soak`` may ask more."""
    strategy = operation.as_strategy()

    @hypothesis.settings(max_examples=EXAMPLES_EACH, deadline=None, database=None, derandomize=NAME != "soak", phases=[hypothesis.Phase.generate],
                         suppress_health_check=list(hypothesis.HealthCheck))  # fmt: skip
    @hypothesis.given(case=strategy)
    def one(case) -> None:
        for role in roles:
            headers = {"Authorization": f"Bearer {stage.tokens[role]}", "Idempotency-Key": f"schema-{next(_keys):08d}"}
            with transaction.atomic():
                case.call_and_validate(headers=headers, checks=CHECKS)
                transaction.set_rollback(True)

    one()
