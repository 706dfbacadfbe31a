"""A page's session with its CSRF token, and the description: complete, with examples, asking nothing of other hosts."""

from __future__ import annotations

import json
import re
from collections import Counter

import pytest
from django.test import Client

from qianxian.config.api import api
from qianxian.portal.contract.described import example_of
from qianxian.portal.contract.shapes import Named

PASSWORD = "只在测试里用的口令2019"
NEW = "/api/v1/divisions/440403103200/populations"
BODY = {"year": 2016, "source": "年报", "resident": 3000}


@pytest.fixture
def browser(stage):
    """The town officer's browser, CSRF checked."""
    client = Client(enforce_csrf_checks=True)
    page = client.get("/login/")
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.content.decode()).group(1)
    login = stage.users["town_org_officer"].login
    client.post("/login/", {"login": login, "password": PASSWORD, "csrfmiddlewaretoken": token})
    return client


def post(client, path, body, **headers):
    return client.post(path, json.dumps(body), "application/json", headers=headers)


def test_a_session_reads(browser):
    answer = browser.get("/api/v1/me")
    assert answer.status_code == 200 and answer.json()["role"] == "town_org_officer"


def test_a_session_writes_with_its_csrf_token_only(browser):
    without = post(browser, NEW, BODY, **{"Idempotency-Key": "session-0001"})
    assert without.status_code == 403 and without.json()["code"] == "csrf"
    token = browser.cookies["csrftoken"].value
    done = post(browser, NEW, BODY, **{"Idempotency-Key": "session-0001", "X-CSRFToken": token})
    assert done.status_code == 201


def test_a_token_is_issued_from_a_session_and_works_in_its_role(browser, stage):
    token = browser.cookies["csrftoken"].value
    done = post(browser, "/api/v1/me/tokens", {"label": "财政", "days": 30}, **{"Idempotency-Key": "session-0002", "X-CSRFToken": token})
    assert done.status_code == 201
    stage.tokens["new"] = done.json()["secret"]
    assert stage.call("new", "GET", "/me").json()["role"] == "town_org_officer"
    assert stage.call("new", "POST", f"/tokens/{done.json()['uuid']}/revoke").status_code == 201
    assert stage.call("new", "GET", "/me").status_code == 401


def test_a_revoked_or_ended_account_is_out(stage):
    stage.call("sec_admin", "POST", f"/accounts/{stage.users['town_org_officer'].uuid}/end", {"reason": "调离"})
    assert stage.call("town_org_officer", "GET", "/me").status_code == 401


def test_the_description_is_for_those_who_may_call(stage):
    assert stage.call("", "GET", "/openapi.json").status_code == 401
    assert stage.call("", "GET", "/docs").status_code == 401
    assert stage.call("cashier", "GET", "/openapi.json").json()["info"]["title"] == "千线 API"


def test_the_page_asks_nothing_of_other_hosts(stage):
    page = stage.call("town_org_officer", "GET", "/docs")
    assert page.status_code == 200
    text = page.content.decode()
    assert "/api/v1/engagements/reviews/{uuid}/decide" in text
    hosts = set(re.findall(r'(?:src|href|action)="(?:https?:)?//([^/"]+)', text))
    assert hosts <= {"testserver"}


def test_every_operation_is_described(stage):
    described = api.get_openapi_schema()
    seen = set()
    for path, item in described["paths"].items():
        for method, one in item.items():
            assert one["tags"] and one["summary"] and one["description"] and one["operationId"] not in seen, path
            seen.add(one["operationId"])
            names = {p["name"] for p in one["parameters"]}
            writes = method in ("post", "patch") and not one.get("x-writes-nothing")
            assert writes == ("Idempotency-Key" in names), path
            for status in ("401", "403", "404", "422", "429"):
                assert "application/problem+json" in one["responses"][status]["content"]


def test_every_body_has_an_example_that_fits(stage):
    import jsonschema_rs

    described = api.get_openapi_schema()
    schemas = described["components"]["schemas"]
    for path, item in described["paths"].items():
        for one in item.values():
            shape = one.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
            if shape:
                whole = {**shape, "components": {"schemas": schemas}}
                jsonschema_rs.validator_for(whole).validate(example_of(shape, schemas)), path


def test_each_shape_has_a_name_of_its_own_in_the_description(stage):
    def below(kind):
        return {one for sub in kind.__subclasses__() for one in (sub, *below(sub))}

    names = Counter(one.__name__ for one in below(Named) if "[" not in one.__name__)
    assert len(names) > 200 and {name for name, times in names.items() if times > 1} == set()


def test_money_and_moments(stage):
    from tests.api.operations import batch, paid_year

    run = paid_year(stage)
    answer = stage.call("finance_bureau", "GET", f"/pay/runs/{run.uuid}").json()
    assert re.fullmatch(r"\d+\.\d{2}", answer["base_total"])
    waiting = batch(stage)
    assert stage.call("town_org_officer", "GET", f"/imports/batches/{waiting.uuid}").json()["uploaded_at"].endswith("+08:00")
