"""What every operation keeps: pages, versions, keys, problems, money, moments, limits, and a description that says so."""

from __future__ import annotations

import inspect
import re
from typing import get_args

import pytest
from django.test import Client

from qianxian.config.api import api
from qianxian.divisions.models import PopulationSnapshot
from qianxian.foundation.models import Receipt

POPULATION = {"year": 2017, "source": "统计年报", "resident": 3100}
PLACE = "/divisions/440403103200/populations"


def test_no_credentials(stage):
    answer = stage.call("", "GET", "/people")
    assert answer.status_code == 401 and answer["Content-Type"] == "application/problem+json"
    assert answer.json()["title"] == "请先登录"


def test_a_wrong_token(stage):
    stage.tokens["wrong"] = "qx_nothing"
    answer = stage.call("wrong", "GET", "/me")
    assert answer.status_code == 401 and answer["Content-Type"] == "application/problem+json"


def test_who_am_i(stage):
    answer = stage.call("town_org_officer", "GET", "/me").json()
    assert (answer["role"], answer["reach"], answer["business_day"]) == ("town_org_officer", ["440403103"], "2019-03-20")


def test_not_permitted_says_who_may(stage):
    answer = stage.call("sys_admin", "GET", "/organisations")
    assert answer.status_code == 403
    assert "党组织台账" in answer.json()["detail"]


def test_out_of_reach_is_not_there(stage):
    far = stage.made["far"].secretary
    assert stage.call("town_org_officer", "GET", f"/people/{far.uuid}").status_code == 404
    assert stage.call("other_town", "GET", f"/people/{far.uuid}").status_code == 200


def test_lists_end_at_the_reach(stage):
    def codes(role, **query):
        return {item["division_code"] for item in stage.call(role, "GET", "/people", **query).json()["items"]}

    assert codes("town_org_officer") == {"440403103200", "440403103209"}
    assert codes("village_secretary") == {"440403103200"}
    assert codes("other_town") == {"440403107201"}
    assert codes("district_org_officer", scope="440403107") == {"440403107201"}
    assert codes("town_org_officer", scope="440403107") == set()


def test_pages_by_cursor_give_each_row_once(stage):
    seen, cursor = [], None
    while True:
        query = {"limit": 2} | ({"cursor": cursor} if cursor else {})
        answer = stage.call("district_org_officer", "GET", "/people", **query).json()
        seen += [item["uuid"] for item in answer["items"]]
        cursor = answer["next"]
        if cursor is None:
            break
    assert len(seen) == len(set(seen)) == 6 and seen == sorted(seen)


def test_no_internal_key_goes_out(stage):
    for path in ("/people", "/organisations", "/mandates", "/centres", "/divisions"):
        for item in stage.call("district_org_officer", "GET", path).json()["items"]:
            assert not {"id", "pk"} & set(item) and not [name for name in item if name.endswith("_id")]


def test_masks(stage):
    item = stage.call("town_org_officer", "GET", f"/people/{stage.village.member.uuid}").json()
    assert item["identity_masked"] == "440403********1246"
    assert not re.search(r"\d{17}[\dX]", str(item))


def test_as_of(stage):
    assert stage.call("town_org_officer", "GET", "/mandates", on="2017-03-08").json()["items"] == []
    roles = [m["role"] for m in stage.call("town_org_officer", "GET", "/mandates", on="2017-03-09", scope="440403103200").json()["items"]]
    assert roles == ["secretary"]


@pytest.mark.parametrize(
    "query", [{"limit": 0}, {"limit": 201}, {"cursor": "x"}, {"on": "2019-13-01"}, {"on": "20191216000000"}, {"scope": "44"}]
)
def test_a_query_that_cannot_be_is_named(stage, query):
    answer = stage.call("town_org_officer", "GET", "/people", **query)
    assert answer.status_code == 422
    assert [fault["field"] for fault in answer.json()["errors"]] == list(query)


def test_a_broken_rule_names_every_field(stage):
    answer = stage.call("town_org_officer", "POST", PLACE, {"year": 2050, "source": " "})
    body = answer.json()
    assert answer.status_code == 422 and answer["Content-Type"] == "application/problem+json"
    assert {fault["field"] for fault in body["errors"]} == {"year", "source", "resident"}
    assert all(fault["message"] for fault in body["errors"])


def test_a_missing_key(stage):
    answer = stage.call("town_org_officer", "POST", PLACE, POPULATION, key="")
    assert answer.status_code == 400 and answer.json()["code"] == "key_missing"


def test_the_same_key_twice_writes_one_row(stage):
    first = stage.call("town_org_officer", "POST", PLACE, POPULATION, key="client-key-0001")
    again = stage.call("town_org_officer", "POST", PLACE, POPULATION, key="client-key-0001")
    assert (first.status_code, again.status_code) == (201, 200)
    assert again["Idempotency-Replayed"] == "true" and first.json() == again.json()
    assert PopulationSnapshot.objects.get(division_code="440403103200", year=2017).version == 1


def test_the_same_key_with_another_body_is_a_conflict(stage):
    stage.call("town_org_officer", "POST", PLACE, POPULATION, key="client-key-0002")
    answer = stage.call("town_org_officer", "POST", PLACE, POPULATION | {"resident": 9}, key="client-key-0002")
    assert answer.status_code == 409 and answer.json()["code"] == "key_reused"
    assert PopulationSnapshot.objects.get(division_code="440403103200", year=2017).resident == 3100


def test_a_key_belongs_to_its_person(stage):
    assert stage.call("town_org_officer", "POST", PLACE, POPULATION, key="client-key-0003").status_code == 201
    assert stage.call("district_org_officer", "POST", PLACE, POPULATION | {"year": 2016}, key="client-key-0003").status_code == 201


def test_a_refused_write_keeps_no_receipt(stage):
    stage.call("town_org_officer", "POST", PLACE, {"year": 2050, "source": " "}, key="client-key-0004")
    assert not Receipt.objects.filter(key="client-key-0004").exists()
    assert stage.call("town_org_officer", "POST", PLACE, POPULATION, key="client-key-0004").status_code == 201


def test_a_secret_is_told_once_and_kept_nowhere(stage):
    body = {"login": "zhaobk", "name": "赵炳坤", "first": "2019-03-20"}
    first = stage.call("sec_admin", "POST", "/accounts", body, key="client-key-0005").json()
    assert len(first["secret"]) == 16
    assert stage.call("sec_admin", "POST", "/accounts", body, key="client-key-0005").json()["secret"] is None
    assert first["secret"] not in str(Receipt.objects.get(key="client-key-0005").answer)


def test_versions(stage):
    path = f"/centres/{stage.village.centre.uuid}"
    tag = stage.call("town_org_officer", "GET", path)["ETag"]
    assert stage.call("town_org_officer", "PATCH", path, {"windows": 3}).json()["code"] == "version_missing"
    done = stage.call("town_org_officer", "PATCH", path, {"windows": 3}, match=tag)
    assert done.status_code == 201 and done.json()["version"] == 2
    late = stage.call("town_org_officer", "PATCH", path, {"windows": 4}, match=tag)
    assert late.status_code == 412 and late.json()["current_version"] == 2
    now = stage.call("town_org_officer", "GET", path).json()
    assert (now["windows"], now["name"]) == (3, "大赤坎村党群服务中心")


@pytest.mark.parametrize("body", [b"{", b"[1", b'{"year": NaN}', b'{"year": 2017, "year": 2018}', b"\xff"])
def test_what_is_no_json(stage, body):
    headers = {"Authorization": f"Bearer {stage.tokens['town_org_officer']}", "Idempotency-Key": "client-key-0006"}
    answer = Client().generic("POST", f"/api/v1{PLACE}", body, "application/json", headers=headers)
    assert answer.status_code == 400 and answer.json()["code"] == "not_json"


def test_unknown_names_are_refused(stage):
    answer = stage.call("town_org_officer", "POST", PLACE, POPULATION | {"residents": 1})
    assert answer.status_code == 422 and answer.json()["errors"][0]["field"] == "residents"


@pytest.mark.parametrize("text", ["\x00", "a\x07b", "长" * 5000])
def test_text_that_the_database_cannot_hold(stage, text):
    assert stage.call("town_org_officer", "POST", PLACE, POPULATION | {"source": text}).status_code == 422


def test_limits(stage, settings):
    settings.API_READS_A_MINUTE = 3
    answers = [stage.call("town_org_officer", "GET", "/me").status_code for _turn in range(9)]
    assert 429 in answers
    last = stage.call("town_org_officer", "GET", "/me")
    if last.status_code == 429:
        assert 1 <= int(last["Retry-After"]) <= 60
    assert stage.call("town_committee", "GET", "/me").status_code == 200


def test_rules_as_the_command_line_prints_them(stage):
    asked = {"inputs": {"voters": 20, "present": 11, "for": 11}, "on": "2021-03-31", "county": False}
    answer = stage.call("town_org_officer", "POST", "/rules/R-P12/evaluate", asked, key="").json()
    assert set(answer) == {"rule", "on", "version", "settings", "outputs", "violations"} and answer["outputs"]["passed"] is True
    refused = stage.call("town_org_officer", "POST", "/rules/R-P12/evaluate", {"inputs": {"voters": "viele"}}, key="")
    assert refused.status_code == 422 and refused.json()["errors"]
    assert stage.call("town_org_officer", "POST", "/rules/R-X99/evaluate", {"inputs": {}}, key="").status_code == 404


def test_nothing_is_kept_by_others(stage):
    """Answers carry people's data: no shared cache may hold them."""
    assert "no-store" in stage.call("town_org_officer", "GET", "/people")["Cache-Control"]


#: What belongs to no place, is found by its name, or is the caller's own; every other list narrows.
OF_NO_PLACE = {
    "list_asked_before", "list_collections", "list_elements", "list_import_registers", "list_notices", "list_paper_templates", "list_rules", "list_services",
    "list_settings", "list_tasks", "search",
}  # fmt: skip


def past_the_scope() -> set[str]:
    """Operations that take a scope and hand it to nothing: they answered more than was asked, and nobody saw it."""
    found = set()
    for path, operation in ((path, one) for _prefix, router in api._routers for path, view in router.path_operations.items() for one in view.operations):
        function = inspect.unwrap(operation.view_func)
        taken = [model for given in inspect.signature(function).parameters.values() for model in get_args(given.annotation)[:1]]
        if "{" not in path and any("scope" in getattr(model, "model_fields", ()) for model in taken) and not re.search(r"find\.(prefix|scope)", inspect.getsource(function)):
            found.add(operation.operation_id)
    return found


def test_every_list_over_places_narrows_by_its_scope():
    assert past_the_scope() == OF_NO_PLACE
