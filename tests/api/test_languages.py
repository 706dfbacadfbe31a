"""Both languages of the interface: the description and the problems, by Accept-Language or ``?lang=``, Chinese where nothing is asked."""

from __future__ import annotations

import pytest
from django.test import Client

from qianxian.portal.contract.described import CHINESE, DATA, spoken
from qianxian.portal.language import preferred


def asked(stage, path: str, role: str = "cashier", **headers: str):
    """A program's GET."""
    return Client().get(f"/api/v1{path}", headers={"Authorization": f"Bearer {stage.tokens[role]}"} | headers)


def everything(described, key: str = ""):
    """All texts of a description but its examples and closed lists, with the keys they stand under."""
    if isinstance(described, dict):
        for name, part in described.items():
            yield from () if name in DATA else everything(part, name)
    elif isinstance(described, list):
        for part in described:
            yield from everything(part, key)
    elif isinstance(described, str):
        yield key, described


def test_the_english_description_has_no_chinese(stage):
    english = asked(stage, "/openapi.json", **{"Accept-Language": "en"}).json()
    assert [(key, text) for key, text in everything(english) if CHINESE.search(text)] == []
    assert english["info"]["title"] == "Qianxian API"
    assert stage.call("cashier", "GET", "/openapi.json", lang="en").json() == english


def test_the_chinese_description_says_the_same_operations(stage):
    chinese, english = asked(stage, "/openapi.json").json(), asked(stage, "/openapi.json", **{"Accept-Language": "en-GB,en;q=0.8"}).json()
    assert chinese["info"]["title"] == "千线 API"
    assert len(list(spoken(chinese))) > 500
    assert chinese["paths"].keys() == english["paths"].keys()
    summaries = [one["summary"] for item in chinese["paths"].values() for one in item.values()]
    assert all(CHINESE.search(summary) or summary.isupper() for summary in summaries)


def test_the_chinese_description_is_chinese_throughout(stage):
    chinese = asked(stage, "/openapi.json").json()
    told = [(key, text) for key, text in everything(chinese) if key in ("title", "summary", "description")]
    assert len(told) > 1500
    assert [(key, text) for key, text in told if not CHINESE.search(text) and not text.isupper()] == []
    silent = [answer for item in chinese["paths"].values() for one in item.values() for answer in one["responses"].values() if "description" not in answer]
    assert silent == [], "OpenAPI asks a description of every answer"
    english = asked(stage, "/openapi.json", **{"Accept-Language": "en"}).json()
    one = english["paths"]["/api/v1/rules"]["get"]
    assert one["description"].startswith("Every rule") and one["responses"]["200"]["description"] == "OK", "the English one keeps its own"
    page = stage.call("cashier", "GET", "/docs").content.decode()
    assert "Every rule with law" not in page


def test_the_page_of_the_description_in_english(stage):
    page = stage.call("cashier", "GET", "/docs", lang="en").content.decode()
    assert "Who I am" in page and "我是谁" not in page


@pytest.mark.parametrize(
    ("language", "title"),
    [("", "没有找到"), ("zh-CN,zh;q=0.9,en;q=0.8", "没有找到"), ("en-US,en;q=0.9", "Nothing found"), ("fr,en;q=0.5", "Nothing found"), ("fr", "没有找到")],
)
def test_a_problem_speaks_the_readers_language(stage, language, title):
    answer = asked(stage, "/people/0b6c2f7e-54b1-4a0e-9a34-6f3f1f0a7c11", role="town_org_officer", **({"Accept-Language": language} if language else {}))
    assert (answer.status_code, answer.json()["title"]) == (404, title)
    assert bool(CHINESE.search(answer.content.decode())) is (title == "没有找到")


def test_a_refusal_and_a_broken_rule_in_english(stage):
    refused = asked(stage, "/people", **{"Accept-Language": "en"})
    assert refused.status_code == 403 and not CHINESE.search(refused.content.decode())
    unfit = stage.call("town_org_officer", "GET", "/people", limit="x", lang="en")
    assert unfit.status_code == 422 and unfit.json()["errors"] and not CHINESE.search(unfit.content.decode())


@pytest.mark.parametrize(("header", "language"), [("", ""), ("en", "en"), ("zh-TW", "zh-hans"), ("*", ""), ("de;q=1, zh;q=0.2", "zh-hans"), ("x" * 5000, "")])
def test_what_a_header_prefers(header, language):
    assert preferred(header) == language
