"""Every deadline of the cadres' rules, asked on the day before, on the day and on the day after; and that no deadline of theirs is left out.

Example: a row ("R-V04", "village.objection_days") asks three objections, of 17, 18 and 19 March, and hears in time, in time, late.
Deadlines that a command keeps (hearing, notice, acting director) are named with the test that asks them; that test's days are read and must be three in a row.
"""

from __future__ import annotations

import datetime as dt
import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

import qianxian.rulebook
from qianxian.foundation.rulebook.registry import all_rules
from tests.rulebook.asking import codes, outputs

IN_SCOPE = {f"R-P{n}" for n in range(14, 24)} | {f"R-V{n:02}" for n in (*range(1, 12), 18, 19)} | {f"R-E{n:02}" for n in range(2, 13)} | {"R-T03"}
MEETING = {"meeting_on": "2018-05-20"}
FULL = MEETING | {"approved_on": "2018-06-20"}
AWAY = {"away_from": "2019-01-05"}
DEFERRED = {"deferred_on": "2019-05-01", "cause": "材料待核实"}
GROUND = {"since": "2014-05-10", "document": "文书"}
CLEAR = [{"department": name, "conclusion": "no_objection", "replied_on": "2019-03-20"} for name in (
    "organisation", "discipline_inspection", "public_security", "court", "procuratorate", "civil_affairs", "agriculture_rural", "natural_resources")]
OK, LATE = (True, True, False), (False, False, True)

#: (rule, the setting the period comes from, what is asked on a day, the last day, the three answers)
Ask = Callable[[str], Any]
ROWS: list[tuple[str, str, Ask, str, tuple[Any, Any, Any]]] = [
    ("R-P14", "", lambda d: outputs("R-P14", d, {"voters": 95, "present": 76})["valid"], "2020-07-12", (False, False, True)),
    ("R-P23", "", lambda d: outputs("R-P23", d)["inclusive"], "2020-07-12", (False, False, True)),
    ("R-P18", "", lambda d: codes("R-P18", "2019-01-01", {"birth_date": "2000-05-04", "applied_on": d}) == [], "2018-05-03", (False, False, True)),
    ("R-P18", "party.activist_months",
     lambda d: codes("R-P18", "2018-06-01", {"applied_on": "2017-03-01", "activist_on": "2017-05-01", "target_on": d}) == [], "2018-04-30", (False, False, True)),
    ("R-P18", "party.admission_approval_months", lambda d: outputs("R-P18", d, MEETING)["approval_overdue"], "2018-08-20", LATE),
    ("R-P18", "party.admission_approval_months_special", lambda d: outputs("R-P18", d, MEETING | {"special_case": True})["approval_overdue"], "2018-11-20", LATE),
    ("R-P18", "party.probation_months", lambda d: outputs("R-P18", d, FULL)["overdue"], "2019-05-20", LATE),
    ("R-P18", "party.probation_months", lambda d: "decided_early" in codes("R-P18", "2019-06-01", FULL | {"decided_on": d}), "2019-05-19", (True, True, False)),
    ("R-P18", "party.probation_extension_min_months", lambda d: outputs("R-P18", d, FULL | {"extension_months": 6})["overdue"], "2019-11-20", LATE),
    ("R-P18", "party.probation_extension_max_months", lambda d: outputs("R-P18", d, FULL | {"extension_months": 12})["overdue"], "2020-05-20", LATE),
    ("R-P19", "party.dues_arrears_months", lambda d: outputs("R-P19", d, {"paid_to": "2018-12"})["task"], "2019-06-29", (None, None, "talk_and_verify")),
    ("R-P20", "party.mobile_member_months", lambda d: outputs("R-P20", d, AWAY)["status"], "2019-07-04", ("local", "local", "mobile")),
    ("R-P20", "party.mobile_contact_months", lambda d: "contact_overdue" in codes("R-P20", d, AWAY | {"last_contact_on": "2019-07-01"}), "2019-10-01", LATE),
    ("R-P20", "party.lost_contact_months", lambda d: outputs("R-P20", d, AWAY | {"last_contact_on": "2019-07-01"})["status"], "2019-12-31", ("mobile", "mobile", "lost_contact")),
    ("R-P21", "party.new_secretary_training_months",
     lambda d: "new_secretary_untrained" in codes("R-P21", d, {"role": "secretary", "hours": 56, "centralised": 1, "secretary_since": "2019-03-30"}), "2019-09-30", LATE),
    ("R-P21", "party.new_secretary_training_months",
     lambda d: "new_secretary_untrained" in codes("R-P21", "2020-01-10", {"role": "secretary", "hours": 56, "centralised": 1, "secretary_since": "2019-03-30", "trained_on": d}),
     "2019-09-30", LATE),
    ("R-V02", "village.term_years", lambda d: outputs("R-V02", "2019-06-01", {"elected_on": d})["term_years"], "2018-12-28", (3, 3, 5)),
    ("R-V02", "village.term_years", lambda d: outputs("R-V02", d, {"elected_on": "2017-03-20"})["overdue"], "2020-03-20", LATE),
    ("R-V02", "", lambda d: outputs("R-V02", d, {"elected_on": "2017-03-20", "extended_to": "2021-01-31", "extension_doc": "文"})["overdue"], "2021-01-31", LATE),
    ("R-V03", "", lambda d: outputs("R-V03", "2019-03-01", {"birth_date": "2001-03-11", "election_on": d})["eligible"], "2019-03-10", (False, False, True)),
    ("R-V04", "village.roll_days_before", lambda d: outputs("R-V04", "2019-03-12", {"election_on": "2019-03-31", "published_on": d})["published_in_time"], "2019-03-11", OK),
    ("R-V04", "village.objection_days", lambda d: outputs("R-V04", d, {"published_on": "2019-03-11", "objection_on": d})["objection_in_time"], "2019-03-18", OK),
    ("R-V04", "village.objection_decision_days", lambda d: outputs("R-V04", d, {"received_on": "2019-03-16", "decided_on": d})["decided_in_time"], "2019-03-19", OK),
    ("R-V04", "village.objection_decision_days", lambda d: "decided_late" in codes("R-V04", d, {"received_on": "2019-03-16"}), "2019-03-19", LATE),
    ("R-V11", "village.handover_days", lambda d: outputs("R-V11", d, {"elected_on": "2019-03-31", "handed_over_on": d})["state"], "2019-04-10", ("done", "done", "done_late")),
    ("R-V11", "village.handover_days", lambda d: outputs("R-V11", d, {"elected_on": "2019-03-31"})["state"], "2019-04-10", ("waiting", "waiting", "overdue")),
    ("R-V19", "", lambda d: outputs("R-V19", d, {"election_on": "2019-03-31", "audit_published_on": d})["audit_ok"], "2019-03-30", OK),
    ("R-V19", "", lambda d: "audit_published_late" in codes("R-V19", d, {"election_on": "2019-03-31"}), "2019-03-30", LATE),
    ("R-E02", "engagement.acting_director_days", lambda d: "acting_director_missing" in codes("R-E02", d, {"secretary_ends": "2019-03-31"}), "2019-04-05", LATE),
    ("R-E02", "engagement.acting_director_days", lambda d: outputs("R-E02", d, {"secretary_ends": "2019-03-31", "acting_set": d})["acting"], "2019-04-05", ("in_time", "in_time", "late")),
    ("R-E04", "engagement.deferral_max_months", lambda d: codes("R-E04", "2019-05-01", DEFERRED | {"deferred_until": d}) == [], "2019-11-01", OK),
    ("R-E04", "", lambda d: outputs("R-E04", d, DEFERRED | {"deferred_until": "2019-11-01"})["state"], "2019-11-01", ("waiting", "due", "overdue")),
    ("R-E05", "vetting.validity_months", lambda d: outputs("R-E05", d, {"replies": CLEAR})["usable"], "2019-09-20", OK),
    ("R-E05", "", lambda d: "reply_overdue" in codes("R-E05", d, {"replies": CLEAR[1:], "sent_on": "2019-03-01", "due_on": "2019-03-16"}), "2019-03-16", LATE),
    ("R-E06", "", lambda d: outputs("R-E06", d, GROUND | {"ground": "released_under_5_years"})["in_effect"], "2019-05-10", OK),
    ("R-E06", "", lambda d: outputs("R-E06", d, GROUND | {"ground": "party_sanction_in_effect", "until": "2020-01-31"})["in_effect"], "2020-01-31", OK),
    ("R-E07", "sanction.administrative_months", lambda d: outputs("R-E07", d, {"sanction": "demerit", "decided_on": "2021-09-10"})["in_effect"], "2022-09-10", OK),
    ("R-E07", "sanction.party_months", lambda d: outputs("R-E07", d, {"track": "party", "sanction": "warning", "decided_on": "2021-02-28"})["in_effect"], "2022-02-28", OK),
    ("R-E08", "filing.days", lambda d: outputs("R-E08", d, {"event_on": "2019-03-10"})["state"], "2019-03-25", ("waiting", "waiting", "overdue")),
    ("R-E08", "filing.days", lambda d: outputs("R-E08", d, {"event_on": "2019-03-10", "filed_on": d})["state"], "2019-03-25", ("in_time", "in_time", "late")),
    ("R-E08", "filing.objection_days", lambda d: outputs("R-E08", d, {"event_on": "2019-03-10", "filed_on": "2019-03-22"})["standing"], "2019-04-06", ("open", "open", "stands")),
    ("R-E11", "assessment.appeal_days",
     lambda d: outputs("R-E11", d, {"grade": "basic", "notified_on": "2020-03-02", "appealed_on": d})["appeal"], "2020-03-17", ("accepted", "accepted", "late")),
    ("R-E11", "assessment.appeal_days", lambda d: outputs("R-E11", d, {"grade": "basic", "notified_on": "2019-12-20"})["appeal"], "2020-01-06", ("possible", "possible", "lapsed")),
    ("R-E11", "assessment.appeal_answer_days",
     lambda d: "answer_overdue" in codes("R-E11", d, {"grade": "basic", "notified_on": "2019-12-20", "appealed_on": "2020-01-02"}), "2020-02-01", LATE),
    ("R-E11", "assessment.renewal_months",
     lambda d: codes("R-E11", "2019-03-12", {"grade": "basic", "term_from": "2019-04-01", "term_to": d, "talk_document": "谈话"}) == [], "2020-03-31", OK),
    ("R-E11", "", lambda d: "sanction_check" in outputs("R-E11", d, {"grade": "competent", "sanction_until": "2022-09-10"})["tasks"], "2022-09-10", OK),
    ("R-E12", "", lambda d: outputs("R-E12", "2020-01-10", {"indicator": "服务群众", "fact": "两件超期", "measure": "overdue_cases", "happened_on": d, "evidence": "清单",
                                                          "notified_on": "2020-01-05", "points": "2", "year": 2019})["accepted"], "2019-12-31", OK),
]  # fmt: skip

#: Deadlines that commands keep: the setting, and the test that asks its three days.
KEPT_BY_COMMANDS = {
    "consequence.hearing_days": "tests.engagements.test_consequences:test_three_days_before_the_hearing",
    "assessment.step_days": "tests.assessments.test_tasks:TestDesks.test_the_day_before_the_day_and_the_day_after_the_last_to_report",
    "engagement.appeal_days": "tests.engagements.test_outcomes:TestNoticeAndReview.test_last_day_to_ask",
    "engagement.publicity_working_days": "tests.engagements.test_outcomes:TestLetter.test_last_day_of_publicity",
    "engagement.acting_director_max_days": "tests.engagements.test_outcomes:TestPosts.test_the_longest_that_somebody_acts",
    "engagement.review_answer_days": "tests.engagements.test_outcomes:TestNoticeAndReview.test_an_unanswered_review_is_told_the_day_after",
    "vetting.reply_days": "tests.engagements.test_outcomes:test_a_department_that_has_not_answered_is_told_the_day_after",
    "village.non_hukou_months": "tests.elections.test_rules_village:test_v03_a_year_of_residence",
}
#: Further days of the rooms' own, each with its three days.
OTHER_DAYS = (
    "tests.engagements.test_consequences:test_a_review_is_asked_within_fifteen_days_by_the_person",
    "tests.engagements.test_consequences:test_the_county_objects_within_its_days_and_the_town_answers",
    "tests.assessments.test_commands:test_an_appeal_within_fifteen_days",
    "tests.elections.test_commands_village:test_the_roll_is_published_twenty_days_before",
    "tests.elections.test_commands_village:test_an_objection_waits_on_the_desk_until_its_third_day",
    "tests.elections.test_commands_village:test_candidates_are_published_once_the_objections_are_over",
    "tests.elections.test_commands_by_law:test_vetting_still_holds_on_the_day_of_the_election",
    "tests.elections.test_commands_by_law:test_an_elected_secretary_is_somebodys_filing_with_fifteen_days",
)
#: Periods that are no deadline of anybody: the usual length of a term, which the decision states.
NO_DEADLINE = {"engagement.term_years"}
FILES = ("elections", "assessment", "consequence", "engagement")
UNITS = ("天", "日历日", "工作日", "个月", "月", "年")


def three(last: dt.date) -> list[str]:
    return [(last + dt.timedelta(days)).isoformat() for days in (-1, 0, 1)]


@pytest.mark.parametrize(("rule_id", "setting", "asked", "last", "answers"), ROWS, ids=[f"{row[0]}-{row[3]}-{n}" for n, row in enumerate(ROWS)])
def test_the_day_before_the_day_and_the_day_after(rule_id, setting, asked, last, answers):
    assert tuple(asked(day) for day in three(dt.date.fromisoformat(last))) == answers
    assert len({repr(one) for one in answers}) > 1  # a row whose answer never changes says nothing


def periods() -> set[str]:
    """Keys of the shipped settings of these rooms that are so many days, months or years."""
    shipped = Path(qianxian.rulebook.__file__).parent / "shipped"
    return {row["key"] for name in FILES for row in yaml.safe_load((shipped / f"{name}.yaml").read_text(encoding="utf-8")) if row.get("unit") in UNITS}


def test_every_period_of_the_settings_is_asked():
    asked = {row[1] for row in ROWS if row[1]} | set(KEPT_BY_COMMANDS) | NO_DEADLINE
    assert periods() == asked


def test_every_rule_that_answers_or_takes_a_day_is_asked():
    with_days = {one.id for one in all_rules() if one.id in IN_SCOPE and any(field.type == "date" for field in (*one.latest.inputs, *one.latest.outputs))}
    assert with_days - {row[0] for row in ROWS} == {"R-P22"}  # whose days are the one of the replacement: nothing runs out


def days_of(name: str) -> list[int]:
    """The days that a test is asked with, as numbers in a row: from its parameters that are dates, or days counted from one."""
    module, path = name.split(":")
    found = importlib.import_module(module)
    for part in path.split("."):
        found = getattr(found, part)
    for mark in found.pytestmark:
        if mark.name == "parametrize":
            first = [row[0] if isinstance(row, tuple) else row for row in mark.args[1]]
            if all(isinstance(one, (dt.date, int)) for one in first):
                return [one.toordinal() if isinstance(one, dt.date) else one for one in first]
    return []


@pytest.mark.parametrize("name", [*KEPT_BY_COMMANDS.values(), *OTHER_DAYS])
def test_the_commands_are_asked_on_three_days_in_a_row(name):
    days = days_of(name)
    assert any({day - 1, day, day + 1} <= set(days) for day in days), (name, days)
