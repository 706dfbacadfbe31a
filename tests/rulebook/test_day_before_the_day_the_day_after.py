"""A setting changed by the county holds from its first day: the rules of decisions and money answer by the old value the day before, by the new one on the day and after.

Each setting that a rule of R-D, R-F, R-C, R-V12–V17 or R-P12–P13 reads is changed in turn, to a value that the rule's answer must show.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from qianxian.foundation.rulebook import all_rules, rule_named, rule_on
from qianxian.foundation.rulebook.settings import plain
from qianxian.rulebook.shipped import county_book, dated_setting, setting_keys, shipped_settings
from tests.rulebook.asking import ask

FROM = dt.date(2019, 7, 1)
LATER = dt.date(2026, 7, 1)  # the law of 2025 on collectives is in force
FAMILY = ("R-D", "R-F", "R-C")
NAMED = ("R-P12", "R-P13", "R-V12", "R-V13", "R-V14", "R-V15", "R-V16", "R-V17")
VOTE = {"present": 60, "for": 40}
FOUR = {"s1": "2019-07-01", "s2": "2019-07-02", "s3": "2019-07-15", "s4": "2019-07-16", "notice": "2019-07-03", "a_from": "2019-07-17", "a_to": "2019-07-24"}

#: What is asked of each rule; several askings where one does not touch every setting.
ASKED: dict[str, list[dict[str, Any]]] = {
    "R-P12": [{"voters": 100, **VOTE}],
    "R-P13": [{"members": 9, "present": 6}],
    "R-V12": [{"adults": 100, **VOTE, "notice_on": "2019-06-20", "held_on": "2019-07-05", "villagers_asking": 15},
              {"adults": 100, **VOTE, "reps": 30, "reps_asking": 12}, {"households": 90, "present_households": 65, "for": 40}],
    "R-V13": [{"kind": "land_contracting"}],
    "R-V14": [{"members": 90, "present": 65, "for": 40, "reps": 60, "women_reps": 25, "reps_asking": 20}],
    "R-V15": [{"adults": 100, **VOTE}, {"households": 90, "present_households": 65, "for": 40}],
    "R-V16": [{"members": 90, "present": 70, "for": 65, "town_approval": True, "county_approval": True}],
    "R-V17": [{"period_end": "2019-07-31"}, {"period_end": "2019-07-31", "kind": "major"}],
    "R-D01": [FOUR],
    "R-D02": [{"kind": "purchase", "amount": "9000", "emergency": True}, {"kind": "purchase", "amount": "9000"}, {"kind": "service", "amount": "1"}],
    "R-D03": [{"kind": "purchase", "amount": "12000"}],
    "R-D04": [{"present": 9, "recused": 1, "for": 6}],
    "R-D06": [{"kind": kind, "amount": amount, "site": "祠堂", "signed_on": "2019-07-01", "lots": [{"site": "祠堂", "kind": kind, "amount": amount, "signed_on": "2018-09-01"}]}
              for kind in ("works", "goods", "services") for amount in ("70000", "700000", "3000000")],
    "R-C01": [{"members": 90, "present": 70, "for": 65, "notice_on": "2026-06-25", "held_on": "2026-07-02"}],
    "R-C02": [{"delegates": 60, "present": 50, "for": 45, "households": 90}],
    "R-C03": [{"directors": 9, "present": 7, "for": 6}],
}  # fmt: skip


def of_the_family() -> list[str]:
    return [item.id for item in all_rules() if item.id.startswith(FAMILY) or item.id in NAMED]


def day_of(rule_id: str) -> dt.date:
    return FROM if rule_on(rule_id, FROM) is not None else LATER


def read_by(rule_id: str) -> list[tuple[str, dict[str, Any]]]:
    """Each setting that the rule reads, with an asking that makes it."""
    found: dict[str, dict[str, Any]] = {}
    for facts in ASKED.get(rule_id, []):
        for row in ask(rule_id, day_of(rule_id).isoformat(), facts).settings:
            found.setdefault(row.key, facts)
    return list(found.items())


def others(key: str, day: dt.date) -> list[Any]:
    """Values that are not the shipped one, of the same type."""
    held = plain(shipped_settings().find(key, day).value)
    match held:
        case {"numerator": _}:
            return [held | {"numerator": 99, "denominator": 100}, held | {"numerator": 1, "denominator": 100}]
        case bool():
            return [not held]
        case int():
            return [held + 300, 0]
        case list():
            return [[], ["service", "purchase", "project"]]
        case _:
            return ["99999999", "0.01"]


def told(rule_id: str, day: dt.date, facts: dict[str, Any], book: Any) -> tuple[str, set[tuple[str, dt.date]]]:
    answer = ask(rule_id, day.isoformat(), facts, book)
    said = json.dumps([answer.to_json()["outputs"], answer.to_json()["violations"]], ensure_ascii=False, sort_keys=True)
    return said, {(row.key, row.valid_from) for row in answer.settings}


CASES = [(rule_id, key, facts) for rule_id in ASKED for key, facts in read_by(rule_id)]


@pytest.mark.parametrize(("rule_id", "key", "facts"), CASES, ids=[f"{rule_id}-{key}" for rule_id, key, _facts in CASES])
def test_the_old_value_the_day_before_the_new_one_on_the_day_and_after(rule_id, key, facts):
    first, shown = day_of(rule_id), False
    for value in others(key, first):
        book = county_book([dated_setting(key, value, first, None, "斗组〔2019〕9号")])
        for asked in ASKED[rule_id]:
            day, step = first, dt.timedelta(days=1)
            old, used = told(rule_id, day - step, asked, book)
            assert (old, used) == told(rule_id, day - step, asked, shipped_settings()), "the day before nothing is new"
            assert (key, first) not in used
            on, after = told(rule_id, day, asked, book), told(rule_id, day + step, asked, book)
            if key in {name for name, _from in on[1]}:
                assert (key, first) in on[1] and (key, first) in after[1], "on the day and after, the county's row is the one that was read"
            shown = shown or on[0] != told(rule_id, day, asked, shipped_settings())[0]
    assert shown, "no answer of the rule shows the new value"


def test_every_setting_of_these_rooms_is_among_them():
    """What no asking touches is named here with who reads it instead; a new one must be asked or named."""
    touched = {key for _rule, key, _facts in CASES}
    rooms = {one.key for one in setting_keys() if one.key.startswith(("decisions.", "land.", "tender."))} | {"party.meeting_quorum", "party.meeting_majority", "party.committee_quorum"}
    assert sorted(rooms - touched) == BY_OTHERS


#: Read by commands and by PostgreSQL (``rulebook_number``), not by a rule of a decision: their three days are in ``tests/decisions/test_settings_by_day.py``.
BY_OTHERS = ["decisions.certificate_months", "decisions.committee_quorum", "decisions.objection_days", "decisions.review_majority", "decisions.review_quorum"]


def test_the_rules_that_are_not_asked_read_no_setting():
    asked_by_inputs = {"R-F10", "R-C07", "R-C08"}  # whose inputs name the setting that fills them
    silent = sorted(set(of_the_family()) - set(ASKED))
    for rule_id in silent:
        names = {item.setting for version in rule_named(rule_id).versions for item in version.inputs if item.setting}
        assert bool(names) == (rule_id in asked_by_inputs), rule_id
    assert {"R-F01", "R-F02", "R-F03", "R-F04", "R-F05", "R-F06", "R-F07", "R-F08", "R-F09", "R-D05", "R-C04", "R-C05", "R-C06"} <= set(silent)
