"""The registry itself: descriptions, versions, inputs, dated settings, thresholds."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qianxian.foundation.rulebook import (
    DatedSetting,
    Finding,
    ImpossibleFacts,
    InForce,
    Input,
    InputsRefused,
    RulebookError,
    SettingMissing,
    SettingsBook,
    SettingsOverlap,
    Threshold,
    UnknownRule,
    all_rules,
    describe,
    evaluate,
    rule,
    rule_named,
    rule_on,
)
from qianxian.foundation.rulebook.inputs import read_facts
from qianxian.rulebook.shipped import county_book, dated_setting, setting_keys, shipped_settings
from tests.rulebook.asking import ask

EXPECTED = [
    *(f"R-P{n:02d}" for n in range(1, 24)), *(f"R-V{n:02d}" for n in (*range(1, 12), 18, 19)), *(f"R-E{n:02d}" for n in range(1, 13)),
    "R-T03", "PAY", "TAX", "ID", "USCC", "MU",
]  # fmt: skip
DAY = dt.date(2019, 3, 31)
BANNED = ("非法", "无效", "操作失败", "系统异常")


def test_every_rule_of_this_issue_is_registered_with_its_law():
    known = {item.id: describe(item) for item in all_rules()}
    assert [rule_id for rule_id in known if rule_id in EXPECTED] == EXPECTED
    for rule_id in EXPECTED:
        shown = known[rule_id]
        assert {"id", "title", "law", "article", "valid_from", "valid_to", "inputs", "outputs"} <= set(shown)
        assert all({"name", "type", "unit", "required", "default"} <= set(item) for item in shown["inputs"])
        assert shown["law"] and shown["article"] and shown["title_en"] and shown["outputs"]
        assert dt.date.fromisoformat(shown["valid_from"]) <= dt.date(2019, 1, 1)
        assert rule_on(rule_id, dt.date(2026, 11, 23)) is not None
    json.dumps(list(known.values()))


def test_required_inputs_have_no_default_and_defaults_fit_their_type():
    for item in all_rules():
        for version in item.versions:
            for asked in version.inputs:
                assert not (asked.required and asked.default is not None)
                if asked.default is not None:
                    assert asked.parse(asked.default) == asked.default


def test_rules_that_rest_on_settings_find_them_on_every_day_in_force():
    book = shipped_settings()
    for row in book:
        assert row.source and row.title and row.title_en and row.confidence in ("sure", "likely", "check")
    for day in (dt.date(2019, 1, 1), dt.date(2019, 12, 31), dt.date(2026, 11, 23)):
        for key in setting_keys():
            later_law = key.key.startswith("collective.") and day < dt.date(2025, 5, 1)  # the rules that read them are not in force either
            if key.key not in ("pay.income_index", "pay.previous_average") and not later_law:  # measured year by year; read by no rule
                book.on(day)[key.key]


def test_unknown_rule_and_every_problem_named_at_once():
    with pytest.raises(UnknownRule):
        ask("R-P99", "2019-03-31")
    with pytest.raises(InputsRefused) as refused:
        ask("R-P12", "2019-03-31", {"voters": "many", "for": True, "colour": 1})
    assert [name for name, _ in refused.value.problems] == ["colour", "voters", "present", "for"]
    with pytest.raises(ImpossibleFacts):
        evaluate("R-P12", dt.date(2200, 1, 1), {"voters": 1, "present": 1, "for": 1})


def test_messages_say_what_to_do_in_both_languages():
    found = ask("R-P12", "2019-03-31", {"voters": 20, "present": 9, "for": 9}).violations[0]
    assert "至少到会 10 人" in found.message
    assert "10 are needed" in found.text("en")
    assert found.source == "《中国共产党支部工作条例（试行）》第十一条"
    assert not any(word in found.message for word in BANNED)


def test_two_texts_of_a_rule_never_overlap():
    def answer(facts, settings, on):
        return Finding({})

    def later(facts, settings, on):
        return Finding({})

    def enter(function, first):
        rule("R-Z99", title="试", title_en="Test", versions=[InForce(first, "试", "一")], inputs=[], outputs=[])(function)

    enter(answer, dt.date(2019, 1, 1))
    try:
        with pytest.raises(ValueError, match="overlap"):
            enter(later, dt.date(2020, 1, 1))
        enter(answer, dt.date(2018, 1, 1))
        assert rule_named("R-Z99").versions[0].version == "2018-01-01"
    finally:
        from qianxian.foundation.rulebook import registry

        registry._VERSIONS.pop("R-Z99")


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("int", ["5", 5], [True, 5.0, "5.0", "５", None, [], 10**12, "1e3"]),
        ("decimal", ["0.85", 3, Decimal("2.864"), 0.85], ["abc", True, Decimal("NaN"), Decimal("Infinity"), "1e3", "1,000", {}]),
        ("votes", [{"张三": 70, "李四": "0"}, {}], [{"张三": -1}, {"": 1}, {"张三": 1.5}, {"张三": True}, [["张三", 1]], "张三 70", {"张三": 1, "张三 ": 2}]),
        (
            "money",
            ["12,300.50", "12300.5", 12300, 12300.5, Decimal("1.10")],
            ["1.005", 1.005, "一", True, "1,23", Decimal("NaN"), "1e3", 10**15],
        ),
        (
            "date",
            ["2019-03-31", dt.date(2019, 3, 31)],
            ["2019-02-29", "20190331", "2019/3/31", 20190331, "1899-12-31", "2200-01-01", "2019-3-31"],
        ),
        ("bool", [True, False], ["true", 1, 0]),
        ("string", ["字"], [1, "x" * 2001]),
        ("list", [["a"], ()], ["a", {"a": 1}, [1]]),
        (
            "period",
            ["2019", "2019-Q2", "2019Q2", "2019-04", "2019-04-01/2019-06-30"],
            ["2019-Q5", "2019-13", "2019-06-30/2019-04-01", 2019, "上半年"],
        ),
    ],
)
def test_types_of_inputs(kind, good, bad):
    asked = Input("x", kind, "项", "item")
    for raw in good:
        asked.parse(raw)
    for raw in bad:
        with pytest.raises(ValueError):
            asked.parse(raw)


def test_limits_choices_and_nested_fields():
    with pytest.raises(InputsRefused, match="不能小于 1"):
        read_facts([Input("x", "int", "项", "item", minimum=1)], {"x": 0})
    with pytest.raises(InputsRefused, match="第 1 项"):
        read_facts([Input("x", "list", "项", "item", fields=(Input("y", "int", "数", "number"),))], {"x": [{"z": 1}]})
    with pytest.raises(ValueError, match="no such input type"):
        Input("x", "float", "项", "item")


def row(first: str, last: str | None, value: int = 1) -> DatedSetting:
    end = dt.date.fromisoformat(last) if last else None
    return DatedSetting("k", value, "int", dt.date.fromisoformat(first), end, "文件")


def test_overlapping_rows_cannot_be_loaded():
    SettingsBook([row("2019-01-01", "2019-12-31"), row("2020-01-01", None)])
    for clash in (
        [row("2019-01-01", "2020-01-01"), row("2020-01-01", None)],
        [row("2019-01-01", None), row("2020-01-01", None)],
        [row("2019-01-02", "2019-01-01")],
    ):
        with pytest.raises(SettingsOverlap):
            SettingsBook(clash)


def test_the_row_of_the_day_is_taken_and_remembered():
    book = SettingsBook([row("2019-01-01", "2019-12-31", 1), row("2020-02-01", None, 2)])
    view = book.on(dt.date(2019, 12, 31))
    assert view["k"] == 1
    assert [used.valid_from for used in view.used] == [dt.date(2019, 1, 1)]
    assert book.on(dt.date(2020, 2, 1))["k"] == 2
    with pytest.raises(SettingMissing):
        book.on(dt.date(2020, 1, 31))["k"]


def test_a_gap_is_told_by_the_settings_title():
    """Officers read ``party.term_alert_months``, which stands on no page."""
    book = shipped_settings().overridden_by([dated_setting("party.term_alert_months", 3, dt.date(2010, 1, 1), dt.date(2019, 6, 30), "斗组〔2019〕1号")])
    (key,) = (one for one in setting_keys() if one.key == "party.term_alert_months")
    with pytest.raises(SettingMissing) as gap:
        book.on(dt.date(2019, 7, 1))["party.term_alert_months"]
    told = evaluate("R-P07", dt.date(2019, 7, 1), {"term_ends": "2023-04-10"}, book).violations[0]
    for words in (str(gap.value), told.message, str(told.text("en"))):
        assert "party." not in words
    assert key.title in str(gap.value) and "请区委组织部在「参数」页补登" in str(gap.value) and key.title_en in told.text("en")


def test_a_countys_row_stands_before_the_shipped_one():
    book = county_book([dated_setting("party.term_alert_months", 3, dt.date(2019, 1, 1), None, "斗组〔2019〕1号")])
    assert book.on(DAY)["party.term_alert_months"] == 3
    assert book.on(dt.date(2018, 12, 31))["party.term_alert_months"] == 6
    assert evaluate("R-P07", dt.date(2022, 10, 10), {"term_ends": "2023-04-10"}, book).outputs["state"] == "quiet"
    with pytest.raises(RulebookError):
        dated_setting("party.colour", 3, dt.date(2019, 1, 1), None, "无")
    with pytest.raises(RulebookError):
        dated_setting("party.term_alert_months", "many", dt.date(2019, 1, 1), None, "无")


def test_a_default_never_resumes_after_the_countys_row():
    closed = dated_setting("party.term_alert_months", 3, dt.date(2019, 1, 1), dt.date(2019, 12, 31), "斗组〔2019〕1号")
    assert county_book([closed]).find("party.term_alert_months", dt.date(2020, 1, 1)) is None
    corrected = dated_setting(
        "pay.income_index", "26195.2", dt.date(2018, 1, 1), dt.date(2018, 12, 31), "统计公报", published_on=dt.date(2019, 3, 20)
    )
    values = [row.value for row in county_book([corrected]).rows("pay.income_index")]
    assert values == [Decimal("23496.4"), Decimal("26195.2"), Decimal("29069")]


@given(st.integers(1, 500), st.integers(1, 9), st.integers(1, 9), st.booleans())
def test_a_threshold_is_met_from_its_least_number_on(whole, numerator, denominator, inclusive):
    threshold = Threshold(min(numerator, denominator), denominator, inclusive)
    least = threshold.least(whole)
    assert threshold.met(least, whole)
    assert threshold.met(least + 1, whole)
    assert least == 0 or not threshold.met(least - 1, whole)


@given(st.integers(1, 300), st.data())
def test_one_more_vote_or_voter_present_never_undoes_a_decision(voters, data):
    present = data.draw(st.integers(0, voters))
    votes = data.draw(st.integers(0, present))
    before = ask("R-P12", "2019-03-31", {"voters": voters, "present": present, "for": votes}).outputs
    if present < voters:
        after = ask("R-P12", "2019-03-31", {"voters": voters, "present": present + 1, "for": votes + 1}).outputs
        assert (not before["passed"] or after["passed"]) and (not before["quorum"] or after["quorum"])


@pytest.mark.parametrize(
    ("threshold", "words"),
    [
        (Threshold(1, 2, True), "半数以上"),
        (Threshold(1, 2, False), "过半数"),
        (Threshold(2, 3, True), "三分之二以上"),
        (Threshold(3, 5, True), "不少于 3/5"),
    ],
)
def test_words_of_a_threshold(threshold, words):
    assert threshold.words == words
    assert Threshold.from_row(threshold.to_row()) == threshold
    with pytest.raises(ValueError):
        Threshold.from_row({"numerator": 3, "denominator": 2, "inclusive": True})
