"""A matter through 四议两公开 to its certificate, and every way it may not go."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from qianxian.decisions import commands, queries
from qianxian.decisions.evidence import digest_of
from qianxian.decisions.models import Matter
from qianxian.foundation.errors import Conflict, NotPermitted, RuleViolated
from qianxian.foundation.periods import add_days
from tests.cast import COUNTY_OFFICER, TOWN_COMMITTEE, TOWN_OFFICER
from tests.decisions import stage
from tests.decisions.stage import D1, D2, D3, D4, DOC, PLACE, SECOND_OFFICER, SECRETARY, SUPERVISOR

pytestmark = pytest.mark.django_db


def codes(refused) -> list[str]:
    return [v.code for v in refused.value.violations]


def again(row: Matter) -> Matter:
    return Matter.objects.get(pk=row.pk)


def test_a_matter_is_classified_with_its_reasons():
    row = stage.matter()
    assert [step.body for step in queries.steps_of(row)] == ["branch_committee", "two_committees", "members_meeting", "reps_meeting"]
    assert (row.major, row.four_major, row.number) == (True, "large_sum", f"SX-{stage.VILLAGE}-2019-0001")
    assert all(step.reason for step in queries.steps_of(row))
    assert {"R-D02", "R-D03"} <= {one["rule"] for one in row.reasons}
    small = stage.matter("fund_use", "800")
    assert [step.body for step in queries.steps_of(small)] == ["branch_committee"]
    lease = stage.matter("collective_property", None, title="黎山139亩出租", unit="collective")
    assert queries.steps_of(lease)[-1].body == "assembly"


def test_the_handbooks_days_lead_to_a_certificate():
    """①06-01 ②06-03 ③06-08 ④06-15 A 06-16→06-23: certified from 06-24, not on 06-23."""
    row = stage.matter()
    for held_on in (D1, D2, D3, D4):
        assert stage.voted(stage.called(row, held_on, 3)).passed
    row = again(row)
    assert row.state == "decided"
    row = stage.published(row, dt.date(2019, 6, 16))
    with pytest.raises(RuleViolated) as early:
        commands.issue_certificate(matter=row, by=TOWN_OFFICER, on=dt.date(2019, 6, 23))
    assert codes(early) == ["window"]
    made = commands.issue_certificate(matter=row, by=TOWN_OFFICER, on=dt.date(2019, 6, 24))
    assert made.in_force(dt.date(2019, 6, 24)) and not made.in_force(dt.date(2019, 6, 23))
    assert made.in_force(dt.date(2021, 6, 24)) and not made.in_force(dt.date(2021, 6, 25))
    assert (made.amount_limit, made.purpose, made.unit) == (Decimal("200000.00"), row.purpose, "centre")
    assert digest_of(made.evidence) == made.digest
    assert again(row).state == "certified"
    commands.publish_result(matter=row, published_from=dt.date(2019, 9, 1), published_to=dt.date(2019, 9, 8), place="村务公开栏", text="完工", by=SECRETARY, on=dt.date(2019, 9, 1))
    assert commands.close_matter(matter=row, by=TOWN_OFFICER, on=dt.date(2019, 9, 9)).state == "closed"


def test_who_may_vote_is_frozen_at_notice_from_the_registry():
    row = stage.matter()
    first = stage.called(row, D1)
    assert (first.eligible, first.eligible_source) == (stage.PARTY_SEATS, "registry")
    stage.voted(first)
    both = stage.called(row, D2)
    assert both.eligible == stage.PARTY_SEATS + stage.VILLAGE_SEATS - 1  # one person sits in both
    stage.voted(both)
    members = stage.called(row, D3, 3)
    assert members.eligible == stage.MEMBERS  # the probationary member has no vote
    stage.voted(members)
    with pytest.raises(RuleViolated) as missing:
        commands.call_meeting(matter=again(row), notice_on=D3, held_on=D4, place=PLACE, agenda="议题", by=SECRETARY, on=D3)
    assert codes(missing) == ["eligible"]
    assert stage.called(row, D4).eligible_source == "entered"


@pytest.mark.parametrize(("notice", "told"), [(2, ["notice"]), (3, []), (4, [])])
def test_three_days_of_notice_before_the_review(notice, told):
    row = stage.matter()
    stage.voted(stage.called(row, D1))
    stage.voted(stage.called(row, D2))
    if not told:
        assert stage.called(row, D3, notice).pk
        return
    with pytest.raises(RuleViolated) as late:
        stage.called(row, D3, notice)
    assert codes(late) == told


def test_a_step_is_not_held_before_the_one_it_follows():
    row = stage.matter()
    stage.voted(stage.called(row, D2))
    with pytest.raises(RuleViolated) as early:
        stage.called(row, D1, 0)
    assert codes(early) == ["order"]


def test_a_failing_vote_names_its_article_and_the_matter_is_back_at_the_first_step():
    row = stage.matter()
    stage.voted(stage.called(row, D1))
    stage.voted(stage.called(row, D2))
    failed = stage.voted(stage.called(row, D3, 3), present=20, votes_for=10)
    row = again(row)
    assert not failed.passed and failed.votes_needed == 11
    assert "第十一条" in failed.failed_because and "11" in failed.failed_because
    assert (row.state, row.round, row.fell_because) == ("draft", 2, failed.failed_because)
    assert queries.next_step(row).body == "branch_committee"
    assert row.resolutions.count() == 3  # the first round stays
    assert stage.decided(row, first=D4).state == "decided"


def test_sixty_fish_farmers_do_not_block_eight_hundred():
    """F22's village: 1,500 adults, 800 present, 60 against."""
    row = stage.matter("public_works", "4000000", title="自来水改造", purpose="全村自来水管网改造", unit="village")
    for held_on in (D1, D2, D3):
        stage.voted(stage.called(row, held_on, 3))
    passed = stage.voted(stage.called(row, dt.date(2019, 6, 20)), present=800, votes_for=740, against=60)
    assert passed.passed and passed.quorum_needed == 751 and passed.votes_needed == 401
    assert any(one["rule"] == "R-D06" and "依法招标" in one["text"] for one in row.reasons)


def test_recusal_lowers_who_is_counted_as_present():
    row = stage.matter()
    stage.voted(stage.called(row, D1))
    both = stage.called(row, D2)
    commands.recuse(meeting=both, name="陈伟强", relation="spouse", by=SECRETARY, on=D2)
    with pytest.raises(RuleViolated):
        commands.enter_count(meeting=both, copy=1, present=7, votes_for=7, votes_against=0, votes_abstain=0, by=SECRETARY, on=D2)
    made = stage.voted(both, present=7, votes_for=4, against=2)
    assert (made.recused, made.base, made.votes_needed, made.passed) == (1, 6, 4, True)
    with pytest.raises(Conflict):
        commands.recuse(meeting=both, name="另一人", relation="self", by=SECRETARY, on=D2)


def test_counts_are_two_peoples_and_a_third_confirms():
    row = stage.matter()
    held = stage.called(row, D1)
    figures = {"present": 5, "votes_for": 4, "votes_against": 1, "votes_abstain": 0}
    commands.enter_count(meeting=held, copy=1, by=SECRETARY, on=D1, **figures)
    with pytest.raises(RuleViolated) as same:
        commands.enter_count(meeting=held, copy=2, by=SECRETARY, on=D1, **figures)
    assert codes(same) == ["two_counters"]
    with pytest.raises(RuleViolated) as one:
        commands.confirm_count(meeting=held, by=TOWN_OFFICER, on=D1)
    assert codes(one) == ["differ"]
    commands.enter_count(meeting=held, copy=2, by=SUPERVISOR, on=D1, present=5, votes_for=5, votes_against=0, votes_abstain=0)
    assert [(d.first, d.second) for d in queries.differences(held)] == [(4, 5), (1, 0)]
    with pytest.raises(RuleViolated):
        commands.confirm_count(meeting=held, by=TOWN_OFFICER, on=D1)
    with pytest.raises(RuleViolated) as other:
        commands.enter_count(meeting=held, copy=1, by=SUPERVISOR, on=D1, **figures)
    assert set(codes(other)) == {"two_counters", "other_copy"}
    commands.enter_count(meeting=held, copy=2, by=SUPERVISOR, on=D1, **figures)
    assert queries.differences(held) == []
    with pytest.raises(NotPermitted):
        commands.confirm_count(meeting=held, by=SECRETARY, on=D1)
    assert commands.confirm_count(meeting=held, by=TOWN_OFFICER, on=D1).passed
    with pytest.raises(Conflict):
        commands.confirm_count(meeting=held, by=TOWN_OFFICER, on=D1)
    with pytest.raises(Conflict):
        commands.enter_count(meeting=held, copy=1, by=SECRETARY, on=D1, **figures)


def test_a_meeting_put_off_keeps_its_voters_and_a_cancelled_one_is_called_anew():
    row = stage.matter()
    held = stage.called(row, D2)
    moved = commands.postpone_meeting(meeting=held, held_on=D3, place="祠堂旁广场", by=SECRETARY, on=D2)
    assert (moved.held_on, moved.eligible) == (D3, held.eligible)
    commands.cancel_meeting(meeting=held, reason="台风", by=SECRETARY, on=D3)
    assert queries.open_meeting(row) is None
    stage.called(row, D4)
    with pytest.raises(Conflict):
        stage.called(row, D4)


def test_an_objection_is_answered_before_the_certificate_and_upheld_it_sends_the_matter_back():
    row = stage.published(stage.decided(stage.matter()), dt.date(2019, 6, 16))
    one = commands.receive_objection(matter=row, received_on=dt.date(2019, 6, 20), reason="造价偏高", by=SUPERVISOR, on=dt.date(2019, 6, 20))
    with pytest.raises(RuleViolated) as late:
        commands.receive_objection(matter=row, received_on=dt.date(2019, 6, 24), reason="晚了", by=SUPERVISOR, on=dt.date(2019, 6, 24))
    assert codes(late) == ["received_on"]
    with pytest.raises(RuleViolated) as waiting:
        commands.issue_certificate(matter=row, by=TOWN_OFFICER, on=dt.date(2019, 6, 24))
    assert codes(waiting) == ["objections"]
    with pytest.raises(NotPermitted):
        commands.answer_objection(objection=one, upheld=False, answer="已核价", by=SECRETARY, on=dt.date(2019, 6, 24))
    commands.answer_objection(objection=one, upheld=False, answer="已由造价站核价", by=TOWN_OFFICER, on=dt.date(2019, 6, 24))
    with pytest.raises(Conflict):
        commands.answer_objection(objection=one, upheld=True, answer="改口", by=SECOND_OFFICER, on=dt.date(2019, 6, 24))
    assert commands.issue_certificate(matter=row, by=TOWN_OFFICER, on=dt.date(2019, 6, 24)).number.startswith("PZ-")

    other = stage.published(stage.decided(stage.matter(title="另一事项")), dt.date(2019, 6, 16))
    objection = commands.receive_objection(matter=other, received_on=dt.date(2019, 6, 17), reason="应到会名单有误", by=SUPERVISOR, on=dt.date(2019, 6, 17))
    commands.answer_objection(objection=objection, upheld=True, answer="名单确有遗漏", by=TOWN_OFFICER, on=dt.date(2019, 6, 18))
    assert (again(other).state, again(other).round) == ("draft", 2)


@pytest.mark.parametrize(("days", "told"), [(6, ["publication"]), (7, []), (8, [])])
def test_a_decision_is_posted_seven_days(days, told):
    row = stage.decided(stage.matter())
    if not told:
        assert stage.published(row, dt.date(2019, 6, 16), days).state == "published"
        return
    with pytest.raises(RuleViolated) as short:
        stage.published(row, dt.date(2019, 6, 16), days)
    assert codes(short) == told


def test_a_revoked_certificate_unlocks_nothing_from_its_day_on():
    made = stage.certified()
    day = add_days(made.issued_on, 5)
    with pytest.raises(NotPermitted):
        commands.revoke_certificate(certificate=made, reason="程序有误", document=DOC, by=TOWN_OFFICER, on=day)
    revoked = commands.revoke_certificate(certificate=made, reason="程序有误", document=DOC, by=TOWN_COMMITTEE, on=day)
    assert revoked.in_force(add_days(day, -1)) and not revoked.in_force(day)
    assert revoked.state_on(day) == "revoked" and again(made.matter).state == "revoked"
    with pytest.raises(Conflict):
        commands.revoke_certificate(certificate=made, reason="再撤", document=DOC, by=TOWN_COMMITTEE, on=day)
    row = commands.take_up_again(matter=made.matter, reason="按程序重来", by=SECRETARY, on=day)
    assert (row.state, row.round) == ("draft", 2)
    second = stage.decided(row, first=add_days(day, 1))
    last = second.resolutions.order_by("-decided_on").first().decided_on
    second = stage.published(second, add_days(last, 1))
    assert commands.issue_certificate(matter=second, by=TOWN_OFFICER, on=add_days(last, 9)).pk != made.pk


def test_an_emergency_is_acted_on_first_ratified_in_time_and_red_when_late():
    row = stage.matter("project", "60000", title="台风后抢修堤围", purpose="抢修堤围缺口", unit="village", acted_on=D1, emergency_reason="台风决口", on=D1)
    assert row.ratify_by == dt.date(2019, 7, 1)
    assert not queries.overdue_emergencies(SECRETARY, dt.date(2019, 7, 1)).exists()
    assert queries.overdue_emergencies(SECRETARY, dt.date(2019, 7, 2)).get() == row
    late = [task for task in queries.tasks_for(SECRETARY, dt.date(2019, 7, 2)) if task.due_on == row.ratify_by]
    assert len(late) == 1
    row = stage.decided(row)
    made = commands.issue_certificate(matter=row, by=TOWN_OFFICER, on=dt.date(2019, 6, 20))
    assert made.in_force(dt.date(2019, 6, 20))
    assert again(row).state == "certified"
    with pytest.raises(RuleViolated) as unpublished:
        commands.publish_result(matter=row, published_from=D4, published_to=D4, place="公开栏", text="完工", by=SECRETARY, on=dt.date(2019, 6, 20))
    assert "decision" in codes(unpublished)
    commands.publish_decision(matter=row, published_from=dt.date(2019, 6, 21), published_to=dt.date(2019, 6, 28), place="公开栏", text="补办通过", by=SECRETARY, on=dt.date(2019, 6, 21))
    assert again(row).state == "certified"


def test_what_is_asked_is_amended_in_draft_alone_and_classified_anew():
    row = stage.matter("fund_use", "3000", title="小额维修")
    given = {"title": "小额维修", "kind": "fund_use", "purpose": "屋面维修", "unit": "centre"}
    row = commands.amend_matter(matter=row, amount=Decimal("30000"), by=SECRETARY, on=D1, **given)
    assert (row.round, len(queries.steps_of(row))) == (2, 4)
    stage.voted(stage.called(row, D1))
    with pytest.raises(Conflict):
        commands.amend_matter(matter=row, amount=Decimal("3000"), by=SECRETARY, on=D1, **given)


def test_the_reach_and_the_roles_hold():
    stage.village()
    given = {"title": "x", "kind": "other", "purpose": "y", "unit": "village", "on": D1}
    with pytest.raises(NotPermitted):
        commands.open_matter(division_code=stage.SIBLING, by=SECRETARY, **given)
    with pytest.raises(NotPermitted):
        commands.open_matter(division_code=stage.VILLAGE, by=COUNTY_OFFICER, **given)
    with pytest.raises(RuleViolated) as several:
        commands.open_matter(division_code=stage.VILLAGE, by=SECRETARY, title="", kind="none", purpose="", unit="", on=D1)
    assert set(codes(several)) == {"title", "kind", "purpose", "unit"}


def test_a_power_case_moves_along_its_flow_and_a_skipped_step_goes_to_supervision():
    stage.village()
    case = commands.open_power_case(division_code=stage.VILLAGE, flow="minimum_living", title="邝某低保申请", by=SECRETARY, on=D1)
    commands.move_power_case(case=case, step="apply", done_on=D1, document="申请书", by=SECRETARY, on=D1)
    with pytest.raises(RuleViolated) as silent:
        commands.move_power_case(case=case, step="report", done_on=D2, document="上报表", by=SECRETARY, on=D2)
    assert codes(silent) == ["reason"]
    commands.move_power_case(case=case, step="report", done_on=D2, document="上报表", reason="镇里催报", by=SECRETARY, on=D2)
    assert list(case.flags.order_by("id").values_list("step", flat=True)) == ["verify", "discuss", "publish"]
    assert len(queries.tasks_for(SUPERVISOR, D2)) == 3
    case.refresh_from_db()
    assert case.state == "open"
    for flag in case.flags.all():
        with pytest.raises(NotPermitted):
            commands.look_at_flag(flag=flag, opinion="看过", by=SECRETARY, on=D3)
        commands.look_at_flag(flag=flag, opinion="须补办公示", by=SUPERVISOR, on=D3)
    case.refresh_from_db()
    assert case.state == "done"


def test_a_step_made_up_later_is_flagged_as_backward_unless_it_was_flagged_already():
    stage.village()
    case = commands.open_power_case(division_code=stage.VILLAGE, flow="seal", title="盖章", by=SECRETARY, on=D1)
    commands.move_power_case(case=case, step="apply", done_on=D1, document="a", by=SECRETARY, on=D1)
    commands.move_power_case(case=case, step="stamp", done_on=D1, document="b", reason="急用", by=SECRETARY, on=D1)
    commands.move_power_case(case=case, step="approve", done_on=D2, document="c", by=SECRETARY, on=D2)
    assert list(case.flags.values_list("step", flat=True)) == ["approve"]
    commands.stop_power_case(case=case, reason="撤回", by=SECRETARY, on=D3)
    with pytest.raises(Conflict):
        commands.move_power_case(case=case, step="enter", done_on=D3, document="d", by=SECRETARY, on=D3)
