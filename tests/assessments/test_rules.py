"""R-E10–R-E12: the handbook's worked examples, the quota as a law over all scores, and the days of the appeal."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qianxian.assessments.rules import evenness, grades_for, quota_of, total_of
from qianxian.assessments.rules.grading import band_of
from qianxian.foundation.rulebook import ImpossibleFacts
from tests.rulebook.asking import ask, codes, outputs

DAY = "2019-12-31"
BANDS = {"excellent": Decimal(90), "competent": Decimal(80), "basic": Decimal(60)}
SCORES = st.dictionaries(st.text("甲乙丙丁戊己庚辛", min_size=1, max_size=6), st.integers(5500, 10000).map(lambda n: Decimal(n) / 100), min_size=1, max_size=40)
COARSE = st.dictionaries(st.text("甲乙丙丁戊己", min_size=1, max_size=5), st.sampled_from([Decimal(n) for n in (59, 60, 80, 90, 91, 95)]), min_size=1, max_size=30)


def weights(*values: int) -> list[dict]:
    return [{"name": f"指标{n}", "weight": value, "score": 100} for n, value in enumerate(values, start=1)]


def test_e10_weights_must_sum_to_100():
    found = ask("R-E10", DAY, {"indicators": weights(40, 30, 20)})
    assert (found.outputs["weights_total"], found.outputs["error"], found.outputs["score"], found.outputs["grade"]) == (90, "weights", None, None)
    assert [item.code for item in found.errors] == ["weights_not_100"]
    assert outputs("R-E10", DAY, {"indicators": weights(40, 30, 30)})["error"] is None
    assert outputs("R-E10", DAY, {"indicators": weights(40, 30, 31)})["error"] == "weights"


def test_e10_score_of_weighted_marks():
    rows = [{"name": "党建", "weight": 40, "max": 40, "score": 36}, {"name": "服务", "weight": 60, "max": 100, "score": "77.775"}]
    assert outputs("R-E10", DAY, {"indicators": rows})["score"] == Decimal("82.67")  # 36 + 46.665, half up
    with pytest.raises(ImpossibleFacts):
        ask("R-E10", DAY, {"indicators": [{"name": "党建", "weight": 100, "max": 40, "score": 41}]})


@pytest.mark.parametrize(
    ("score", "grade"),
    [("100", "excellent"), ("90", "excellent"), ("89.99", "competent"), ("80", "competent"), ("79.99", "basic"), ("60", "basic"), ("59.99", "not_competent"), ("0", "not_competent")],
)
def test_e10_bands(score, grade):
    assert outputs("R-E10", DAY, {"score": score, "assessed": 43})["grade"] == grade


def test_e10_score_92_with_the_quota_full_is_competent_with_the_reason():
    found = ask("R-E10", DAY, {"score": 92, "assessed": 43, "excellent_given": 10})
    assert (found.outputs["quota"], found.outputs["grade"], found.outputs["reason"]) == (10, "competent", "quota_full")
    assert [item.code for item in found.warnings] == ["quota_full"]
    assert outputs("R-E10", DAY, {"score": 92, "assessed": 43, "excellent_given": 9})["grade"] == "excellent"


def test_e10_a_tie_at_the_tenth_place_gets_none_unless_the_committee_records_it():
    tie = {"score": 92, "assessed": 43, "excellent_given": 9, "tied": 1}
    assert outputs("R-E10", DAY, tie)["reason"] == "tie_at_last_place"
    assert outputs("R-E10", DAY, tie)["grade"] == "competent"
    half = ask("R-E10", DAY, tie | {"override_reason": "两人实绩相当"})
    assert half.outputs["grade"] == "competent"
    assert [item.code for item in half.errors] == ["override_incomplete"]
    whole = outputs("R-E10", DAY, tie | {"override_reason": "两人实绩相当", "override_document": "镇委〔2020〕2号"})
    assert (whole["grade"], whole["reason"]) == ("excellent", "committee_override")


@pytest.mark.parametrize(("assessed", "quota"), [(0, 0), (3, 0), (4, 1), (43, 10), (44, 11)])
def test_e10_the_quota_drops_the_fraction(assessed, quota):
    assert quota_of(assessed, Decimal("0.25")) == quota


def test_e10_a_veto_needs_its_item_and_its_document():
    facts = {"score": 95, "assessed": 43}
    assert outputs("R-E10", DAY, facts | {"veto_item": "crime", "veto_document": "（2019）粤0403刑初1号"})["grade"] == "not_competent"
    assert codes("R-E10", DAY, facts | {"veto_item": "crime"}) == ["veto_without_document"]
    assert outputs("R-E10", DAY, facts | {"veto_item": "crime"})["grade"] == "excellent"
    assert codes("R-E10", DAY, facts | {"veto_item": "petitioned", "veto_document": "x"}) == ["veto_unlisted"]


def test_e10_a_whole_town():
    rows = [{"name": f"n{n}", "score": 95 - n} for n in range(4)] + [{"name": "v", "score": 99, "veto": True}]
    found = outputs("R-E10", DAY, {"scores": rows, "assessed": 8})
    assert found["quota"] == 2
    assert {row["name"]: (row["grade"], row["reason"]) for row in found["grades"]} == {
        "n0": ("excellent", ""),
        "n1": ("excellent", ""),
        "n2": ("competent", "quota_full"),
        "n3": ("competent", "quota_full"),
        "v": ("not_competent", "veto"),
    }
    with pytest.raises(ImpossibleFacts):
        ask("R-E10", DAY, {"scores": rows, "assessed": 4})
    with pytest.raises(ImpossibleFacts):
        ask("R-E10", DAY, {"scores": [*rows, rows[0]]})


def test_e10_without_the_number_assessed_the_quota_is_said_to_be_unchecked():
    assert codes("R-E10", DAY, {"score": 92}) == ["quota_not_checked"]


@given(st.one_of(SCORES, COARSE), st.integers(0, 12))
def test_e10_the_quota_is_never_exceeded_without_a_recorded_decision(scores, quota):
    found = grades_for(scores, quota, BANDS)
    given_excellent = [name for name, item in found.items() if item.grade == "excellent"]
    assert len(given_excellent) <= quota
    assert all(scores[name] >= BANDS["excellent"] for name in given_excellent)
    # nobody is passed over by somebody with fewer points, and equal points get equal grades
    for name, item in found.items():
        for other, theirs in found.items():
            if scores[name] == scores[other]:
                assert item == theirs
            if scores[name] > scores[other] and theirs.grade == "excellent":
                assert item.grade == "excellent"


@given(COARSE, st.integers(0, 12))
def test_e10_a_recorded_decision_lifts_the_whole_tie_and_nobody_behind_it(scores, quota):
    plain, lifted = grades_for(scores, quota, BANDS), grades_for(scores, quota, BANDS, override=True)
    changed = {name for name in scores if plain[name] != lifted[name]}
    assert {plain[name].reason for name in changed} <= {"tie_at_last_place"}
    assert len({scores[name] for name in changed}) <= 1
    assert all(lifted[name].grade == "excellent" and lifted[name].reason == "committee_override" for name in changed)


@given(COARSE, st.integers(0, 12), st.randoms(use_true_random=False))
def test_e10_names_and_their_order_never_matter(scores, quota, chance):
    names = list(scores)
    renamed = dict(zip(names, chance.sample(names, len(names)), strict=True))
    shuffled = {renamed[name]: scores[name] for name in chance.sample(names, len(names))}
    found, again = grades_for(scores, quota, BANDS), grades_for(shuffled, quota, BANDS)
    assert all(again[renamed[name]] == found[name] for name in names)


@given(st.lists(st.tuples(st.integers(0, 100).map(Decimal), st.integers(1, 100).map(Decimal)), min_size=1, max_size=8))
def test_e10_a_score_never_leaves_0_to_100(marks):
    total = sum(weight for weight, _ in marks)
    if not total:
        return
    parts = [(weight * 100 / total, full, full) for weight, full in marks]
    assert total_of(parts) == 100
    assert total_of([(weight, full, Decimal(0)) for weight, full, _ in parts]) == 0
    assert band_of(Decimal(100), BANDS) == "excellent"


@pytest.mark.parametrize(
    ("grade", "bonus", "renewal", "tasks"),
    [
        ("excellent", "by_grade", "priority", []),
        ("competent", "by_grade", "renew", []),
        ("basic", "by_grade", "at_most_one_year", ["talk", "improvement_plan"]),
        ("not_competent", "none", "refused", ["talk", "hearing"]),
    ],
)
def test_e11_what_follows_each_grade(grade, bonus, renewal, tasks):
    found = outputs("R-E11", "2020-01-10", {"grade": grade})
    assert (found["bonus"], found["renewal"], found["tasks"], found["ended"], found["review"]) == (bonus, renewal, tasks, False, False)


def test_e11_basic_two_years_in_a_row_is_flagged_never_ended():
    found = ask("R-E11", "2021-01-10", {"grade": "basic", "grade_before": "basic"})
    assert (found.outputs["review"], found.outputs["ended"]) == (True, False)
    assert "review" in found.outputs["tasks"]
    assert found.errors == [] and [item.code for item in found.warnings] == ["flagged_for_review"]
    assert outputs("R-E11", "2021-01-10", {"grade": "basic", "grade_before": "competent"})["review"] is False


def test_e11_even_a_serious_case_is_heard_and_decided_by_people():
    found = outputs("R-E11", "2020-01-10", {"grade": "not_competent", "serious": True})
    assert (found["ended"], found["review"], found["tasks"]) == (False, True, ["talk", "hearing", "review"])


@pytest.mark.parametrize(("appealed", "state"), [("2020-03-16", "accepted"), ("2020-03-17", "accepted"), ("2020-03-18", "late")])
def test_e11_appeal_within_fifteen_days(appealed, state):
    # told on 2020-03-02: day 15 is Tuesday 03-17
    found = ask("R-E11", "2020-03-18", {"grade": "basic", "notified_on": "2020-03-02", "appealed_on": appealed})
    assert (found.outputs["appeal_until"], found.outputs["appeal"]) == (dt.date(2020, 3, 17), state)
    assert [item.code for item in found.errors] == (["appeal_late"] if state == "late" else [])


def test_e11_the_persons_last_day_moves_past_a_weekend_the_authoritys_does_not():
    # told on 2019-12-20: day 15 is Saturday 2020-01-04, so Monday 01-06; the answer is due 30 calendar days after the appeal
    facts = {"grade": "basic", "notified_on": "2019-12-20"}
    assert outputs("R-E11", "2020-01-06", facts | {"appealed_on": "2020-01-06"})["appeal"] == "accepted"
    assert outputs("R-E11", "2020-01-07", facts | {"appealed_on": "2020-01-07"})["appeal"] == "late"
    assert outputs("R-E11", "2020-01-06", facts)["appeal"] == "possible"
    assert outputs("R-E11", "2020-01-07", facts)["appeal"] == "lapsed"
    appealed = facts | {"appealed_on": "2020-01-02"}
    assert outputs("R-E11", "2020-01-31", appealed)["answer_due"] == dt.date(2020, 2, 1)  # a Saturday
    assert codes("R-E11", "2020-02-01", appealed) == []
    assert codes("R-E11", "2020-02-02", appealed) == ["answer_overdue"]
    assert codes("R-E11", "2020-02-02", appealed | {"answered_on": "2020-01-31"}) == []


@pytest.mark.parametrize(("on", "checked"), [("2022-09-09", True), ("2022-09-10", True), ("2022-09-11", False)])
def test_e11_a_working_sanction_is_to_be_checked(on, checked):
    assert ("sanction_check" in outputs("R-E11", on, {"grade": "competent", "sanction_until": "2022-09-10"})["tasks"]) is checked


def test_e11_impossible_order_and_missing_notice():
    with pytest.raises(ImpossibleFacts):
        ask("R-E11", DAY, {"grade": "basic", "notified_on": "2019-12-20", "appealed_on": "2019-12-19"})
    assert codes("R-E11", DAY, {"grade": "basic", "appealed_on": "2019-12-19"}) == ["not_notified"]


WHOLE = {"indicator": "办件", "fact": "3 件超期未办，附清单", "happened_on": "2019-06-01", "evidence": "超期清单", "notified_on": "2019-06-05", "points": 3, "cap": 5}


@pytest.mark.parametrize("said", ["3 overdue cases", "3 件超期未办，附清单", "信访转办件逾期未答复 2 件", "投诉查实 1 件：办事收取好处费"])
def test_e12_facts_of_the_work_are_accepted(said):
    found = ask("R-E12", DAY, WHOLE | {"fact": said})
    assert (found.outputs["accepted"], found.outputs["deducted"], found.outputs["cap_left"], found.violations) == (True, 3, 2, [])


@pytest.mark.parametrize(
    ("said", "barred"),
    [
        ("did not log in 20 days", "log_in"),
        ("20 天没有登录", "log_in"),
        ("学习平台点击不足 50 次", "click"),
        ("没有点赞转发", "like"),
        ("步数不足一万", "step_count"),
        ("入户没有拍照", "photo"),
        ("打卡 3 次缺席", "check_in"),
        ("有村民上访 2 次", "petition"),
        ("villagers' petition", "petition"),
        ("学习强国积分靠后", "log_in"),
        ("公众号关注人数不达标", "click"),
        ("工作群里没有及时回复", "like"),
        ("上传现场照片不足 5 张", "photo"),
        ("扫码签到少 2 次", "check_in"),
        ("12345 投诉 5 件", "petition"),
        ("投诉未查实 1 件", "petition"),
    ],
)
def test_e12_log_ins_clicks_likes_steps_photos_and_petitions_are_barred(said, barred):
    found = ask("R-E12", DAY, WHOLE | {"fact": said})
    assert (found.outputs["accepted"], found.outputs["barred"], found.outputs["deducted"]) == (False, barred, 0)
    assert [item.code for item in found.errors] == ["barred_measure"]


@pytest.mark.parametrize("measure", ["log_in", "click", "like", "step_count", "photo", "check_in", "petition", "log_ins", "steps"])
def test_e12_the_measure_itself_bars_whatever_the_fact_says(measure):
    assert codes("R-E12", DAY, WHOLE | {"measure": measure}) == ["barred_measure"]


@pytest.mark.parametrize("lost", ["indicator", "fact", "happened_on", "evidence", "notified_on"])
def test_e12_each_piece_is_needed(lost):
    found = ask("R-E12", DAY, WHOLE | {lost: None})
    assert ([item.code for item in found.errors], found.outputs["accepted"], found.outputs["deducted"]) == ([f"{lost}_missing"], False, 0)


@pytest.mark.parametrize(("before", "taken", "left"), [(0, 3, 2), (2, 3, 0), (3, 2, 0), (5, 0, 0)])
def test_e12_deductions_are_capped_per_indicator(before, taken, left):
    found = ask("R-E12", DAY, WHOLE | {"deducted_before": before})
    assert (found.outputs["deducted"], found.outputs["cap_left"]) == (taken, left)
    assert [item.code for item in found.violations] == (["capped"] if taken < 3 else [])


def test_e12_the_day_lies_in_the_year_and_before_the_notice():
    assert codes("R-E12", DAY, WHOLE | {"year": 2018 + 2}) == ["outside_year"]
    assert codes("R-E12", "2019-05-31", WHOLE) == ["fact_in_future"]
    with pytest.raises(ImpossibleFacts):
        ask("R-E12", DAY, WHOLE | {"notified_on": "2019-05-31"})


def test_evenness_of_two_assessors():
    found = evenness.spreads([("乙", Decimal(92)), ("甲", Decimal(80)), ("甲", Decimal(82)), ("乙", Decimal("92.25"))])
    assert list(found) == ["乙", "甲"]
    assert (found["甲"].count, found["甲"].lowest, found["甲"].middle, found["甲"].highest) == (2, 80, 81, 82)
    assert found["乙"].middle == Decimal("92.1")
    assert evenness.spread_of([]) is None


@pytest.mark.parametrize(("scores", "far"), [((80, 81, 82, 83, 84, 40), ["n5"]), ((80, 81, 82), []), ((80, 80, 80, 80, 80, 80, 85), ["n6"]), ((70, 80, 90, 100), [])])
def test_evenness_outliers(scores, far):
    assert evenness.outliers({f"n{n}": Decimal(score) for n, score in enumerate(scores)}) == far


def test_evenness_drift_in_percentage_points():
    found = evenness.drift({"excellent": 1, "competent": 3}, {"excellent": 1, "competent": 1})
    assert found == {
        "excellent": evenness.Shift(Decimal(25), Decimal(50), Decimal(-25)),
        "competent": evenness.Shift(Decimal(75), Decimal(50), Decimal(25)),
    }
    assert evenness.drift({"excellent": 1}, {}) == {} == evenness.drift({}, {"excellent": 1})
    thirds = evenness.drift({"basic": 1, "competent": 2}, {"competent": 3})
    assert (thirds["basic"].now, thirds["competent"].change) == (Decimal("33.3"), Decimal("-33.3"))  # the change is rounded once, not its ends


@given(COARSE)
def test_evenness_never_orders_by_height(scores):
    assert list(evenness.spreads(scores.items())) == sorted(scores)
