"""What the roll, its objections, proxies and kinship hold together: one spouse, a struck voter's proxies, who gives way, a petition's own count."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from qianxian.elections import commands, pages, queries
from qianxian.elections.calendar import calendar_of
from qianxian.elections.models import ElectedMandate, Election, KinshipDeclaration, Proxy, ResultLine
from qianxian.foundation.errors import RuleViolated
from qianxian.organisations.models import Committee, Mandate
from tests.cast import TOWN_OFFICER
from tests.elections import stage
from tests.elections.stage import DAY, VILLAGE, call_village, count_twice, publish, stand_village
from tests.elections.test_commands_village import RECALL_DAY, codes, recall_called, seated, voted

pytestmark = pytest.mark.django_db
ROLL, SOON = dt.date(2019, 3, 11), dt.date(2019, 3, 13)


def rolled(voters: int = 30):
    """A village's roll published, its voters by name."""
    election, people = call_village(voters)
    commands.publish_roll(election=election, by=TOWN_OFFICER, on=ROLL)
    return Election.objects.get(pk=election.pk), people, {e.name: e for e in election.roll.all()}


def give(election, principal, proxy, relation="spouse", on=SOON):
    return commands.grant_proxy(election=election, principal=principal, proxy=proxy, relation=relation, document="委01", by=TOWN_OFFICER, on=on)


def objection(election, wish="add", on=SOON, **more):
    how = {"made_by": "某", "reason": "材料附后", "about": ""} | more
    return commands.receive_objection(election=election, wish=wish, received_on=on, by=TOWN_OFFICER, on=on, **how)


def decide(one, on=SOON, **more):
    return commands.decide_objection(objection=one, by=TOWN_OFFICER, on=on, **{"upheld": True, "reason": "属实"} | more)


def test_nobody_is_the_spouse_of_two_principals():
    election, _people, roll = rolled()
    give(election, roll["村民1"], roll["村民0"])
    with pytest.raises(RuleViolated) as told:
        give(election, roll["村民2"], roll["村民0"])
    assert codes(told) == {"other_spouse"}
    assert "只有一位配偶" in told.value.violations[0].message
    give(election, roll["村民2"], roll["村民0"], "parent_child")
    assert election.proxies.count() == 2


def test_the_database_knows_one_spouse_and_that_a_proxy_comes_himself():
    election, _people, roll = rolled()
    give(election, roll["村民1"], roll["村民0"])
    row = {"division_code": VILLAGE, "election": election, "document": "委02"}
    for relation, principal, proxy, said in (
        ("spouse", "村民2", "村民0", "只有一位配偶"), ("spouse", "村民0", "村民3", "只有一位配偶"), ("sibling", "村民4", "村民1", "不能再替人投票"),
    ):  # fmt: skip
        with pytest.raises(DatabaseError) as told, transaction.atomic():
            Proxy.objects.create(principal=roll[principal], proxy=roll[proxy], relation=relation, **row)
        assert said in str(told.value)


def test_who_has_asked_another_to_vote_for_him_votes_for_nobody():
    election, _people, roll = rolled()
    give(election, roll["村民1"], roll["村民0"])
    with pytest.raises(RuleViolated) as told:
        give(election, roll["村民2"], roll["村民1"], "sibling")
    assert codes(told) == {"proxy_stays_away"}


def test_a_declared_spouse_and_a_proxys_spouse_are_one_and_a_mistake_is_put_right():
    election, people, roll = rolled()
    commands.nominate(contest=election.contests.get(role="head"), person=people["甲"], nominations=3, by=TOWN_OFFICER, on=SOON)
    said = {"election": election, "by": TOWN_OFFICER, "on": SOON}
    commands.declare_kinship(first=people["甲"], second=people["丙"], relation="spouse", **said)
    with pytest.raises(RuleViolated) as told:
        commands.declare_kinship(first=people["甲"], second=people["丁"], relation="spouse", **said)
    assert codes(told) == {"other_spouse"}
    with pytest.raises(RuleViolated) as told:
        give(election, roll["村民1"], roll["丙"])
    assert codes(told) == {"other_spouse"}
    give(election, roll["甲"], roll["丙"])
    commands.revoke_proxy(election=election, principal=roll["甲"], document="本人声明", by=TOWN_OFFICER, on=SOON)
    commands.declare_kinship(first=people["丙"], second=people["甲"], relation="none", **said)
    commands.declare_kinship(first=people["甲"], second=people["丁"], relation="spouse", **said)
    assert [(one.first.name, one.second.name, one.relation) for one in queries.kin_told(election)] == [("丙", "甲", "none"), ("甲", "丁", "spouse")]


def test_a_struck_voters_proxies_fall_with_his_place():
    election, _people, roll = rolled()
    give(election, roll["村民1"], roll["村民0"])
    give(election, roll["村民2"], roll["村民0"], "parent_child")
    give(election, roll["村民4"], roll["村民3"])
    decide(objection(election, "strike", entry=roll["村民0"]))
    assert [p.principal.name for p in queries.proxies_of(election)] == ["村民4"]
    decide(objection(election, "strike", entry=roll["村民4"]))
    assert not election.proxies.exists()
    assert give(election, roll["村民1"], roll["村民5"]).proxy.name == "村民5", "who lost his proxy asks another"


def test_an_objection_is_about_a_name_on_this_roll_and_adds_nobody_twice():
    election, _people, roll = rolled()
    made = objection(election, "strike", entry=roll["村民0"])
    assert made.about == "村民0"
    decide(made)
    for wrong in (None, queries.entry_by_uuid(roll["村民0"].uuid, TOWN_OFFICER)):
        with pytest.raises(RuleViolated) as told:
            objection(election, "strike", about="某人", entry=wrong)
        assert "entry" in codes(told)
    with pytest.raises(RuleViolated) as told:
        objection(election, "add")
    assert codes(told) == {"reason"}
    with pytest.raises(RuleViolated) as told:
        decide(objection(election, "add", about="村民1"), birth_date=dt.date(1970, 1, 1))
    assert codes(told) == {"twice"}


@pytest.mark.parametrize("on", [dt.date(2019, 3, 17), dt.date(2019, 3, 18), dt.date(2019, 3, 19)])
def test_the_days_to_object_end_by_themselves_and_are_nobodys_work(on):
    """「异议截止 已经过期，请立即办理」 stood on the desk the day after, with nothing to do."""
    election, _people, _roll = rolled()
    assert not [t for t in queries.tasks_for(TOWN_OFFICER, on) if "异议截止" in t.title]
    (step,) = [s for s in calendar_of(election) if s.key == "objections"]
    assert (step.due_on, step.late(on)) == (dt.date(2019, 3, 18), False)
    (shown,) = [s for s in pages.line_of(election, [], on) if str(s["title"]) == "异议截止"]
    assert shown["state"] == ("done" if on == dt.date(2019, 3, 19) else "next")


def test_an_objection_stands_in_the_line_of_days_and_its_task_opens_its_own_page():
    election, _people, _roll = rolled()
    made = objection(election, about="漏登的人")
    (task,) = [t for t in queries.tasks_for(TOWN_OFFICER, SOON) if "异议" in t.title]
    assert str(made.uuid) in task.url
    line = [str(s["title"]) for s in pages.line_of(election, [], SOON)]
    assert line.index("处理 某 的异议") < line.index("异议截止")
    assert "最迟 2019-03-16 处理。" in pages.objection_told(made, dt.date(2019, 3, 16))
    assert "已经过期" in pages.objection_told(made, dt.date(2019, 3, 17))


def kin_elected(relation="spouse"):
    election, people = stand_village()
    commands.declare_kinship(election=election, first=people["甲"], second=people["丙"], relation=relation, by=TOWN_OFFICER, on=DAY)
    voted(election)
    return Election.objects.get(pk=election.pk), people


@pytest.mark.parametrize("relation", ["spouse", "parent_child", "sibling"])
def test_of_two_relatives_elected_one_gives_way_on_a_paper_and_the_seat_stays_open(relation):
    election, people = kin_elected(relation)
    line = ResultLine.objects.get(result__contest__election=election, candidate__person=people["甲"])
    how = {"election": election, "by": TOWN_OFFICER, "on": DAY}
    with pytest.raises(RuleViolated) as told:
        commands.open_offices(**how)
    (fault,) = told.value.violations
    assert (fault.code, fault.field) == ("kin", "unseated")
    assert "当选但不就任的人" in fault.message
    with pytest.raises(RuleViolated) as told:
        commands.open_offices(unseated=[line], **how)
    assert codes(told) == {"unseated_document"}
    done = commands.open_offices(unseated=[line], unseated_document="选举委员会会议记录第3号", **how)
    assert done.unseated_document == "选举委员会会议记录第3号"
    assert set(Mandate.objects.filter(committee__division_code=VILLAGE).values_list("person__name", flat=True)) == {"戊", "丙"}
    assert [one.candidate.person.name for one in queries.unseated_lines(done)] == ["甲"]
    assert ("当选但不就任", "甲（主任）") in [(str(row["label"]), row["value"]) for row in pages.kv_of(done)]
    assert Committee.objects.get(division_code=VILLAGE, kind="villagers_committee").seats == 3, "the seat stays, to be filled by a by-election"


def test_the_only_woman_does_not_give_way():
    election, people = kin_elected()
    line = ResultLine.objects.get(result__contest__election=election, candidate__person=people["丙"])
    with pytest.raises(RuleViolated) as told:
        commands.open_offices(election=election, unseated=[line], unseated_document="记录", by=TOWN_OFFICER, on=DAY)
    assert codes(told) == {"no_woman"}


def test_nobody_but_the_elected_is_left_out():
    election, people = kin_elected("none")
    loser = ResultLine.objects.get(result__contest__election=election, candidate__person=people["乙"])
    with pytest.raises(RuleViolated) as told:
        commands.open_offices(election=election, unseated=[loser], unseated_document="记录", by=TOWN_OFFICER, on=DAY)
    assert codes(told) == {"unseated"}
    commands.open_offices(election=election, by=TOWN_OFFICER, on=DAY)
    assert ElectedMandate.objects.count() == 3


def test_the_later_word_of_a_pair_counts_for_the_offices_and_the_database():
    election, people = kin_elected()
    commands.declare_kinship(election=election, first=people["丙"], second=people["甲"], relation="other_relative", by=TOWN_OFFICER, on=DAY)
    commands.open_offices(election=election, by=TOWN_OFFICER, on=DAY)
    assert Mandate.objects.filter(committee__division_code=VILLAGE).count() == 3


def test_the_database_seats_no_couple():
    election, people = kin_elected("none")
    KinshipDeclaration.objects.create(division_code=VILLAGE, election=election, first=people["甲"], second=people["丙"], relation="spouse")
    body = Committee.objects.create(division_code=VILLAGE, kind="villagers_committee", name="某", number=9, seats=3, elected_on=DAY, due_on=dt.date(2024, 3, 31), term_years=5)
    with pytest.raises(DatabaseError) as told, transaction.atomic():
        for name in "甲丙":
            line = ResultLine.objects.get(result__contest__election=election, candidate__person=people[name])
            office = Mandate.objects.create(
                division_code=VILLAGE, person=people[name], committee=body, role=line.candidate.contest.role, period=(DAY, None), way="elected",
            )
            ElectedMandate.objects.create(division_code=VILLAGE, line=line, mandate=office)
    assert "不能同时担任" in str(told.value)


def test_a_petition_keeps_of_how_many_it_was_counted_and_when():
    made, _target = recall_called()
    assert (made.petition, made.voters_known, made.petition_counted_on) == (6, 30, dt.date(2019, 7, 1))
    rows = {str(row["label"]): str(row["value"]) for row in pages.kv_of(made)}
    assert rows["联名"] == "村（居）民 6 人，共 30 人"
    assert rows["联名核对"] == "2019-07-01 按当日人数核对，至少 6 人"
    for lost in ({"petition_counted_on": None}, {"voters_known": None}, {"voters_known": 5}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Election.objects.filter(pk=made.pk).update(**lost)


@pytest.mark.parametrize(("counted", "told"), [(dt.date(2019, 6, 30), set()), (dt.date(2019, 7, 1), set()), (dt.date(2019, 7, 2), {"future"})])
def test_a_petition_is_counted_by_the_day_it_is_taken_in(counted, told):
    committee, _people = seated()
    how = {
        "kind": "villagers_committee", "division_code": VILLAGE, "election_on": RECALL_DAY, "contests": [commands.calling.Seats("head", 1)], "document": "记录",
        "by": TOWN_OFFICER, "on": dt.date(2019, 7, 1), "committee": committee, "occasion": "recall", "target": committee.mandates.get(role="head"), "registered": 30,
        "petition": 6, "reasons": "长期不履职", "petition_counted_on": counted,
    }  # fmt: skip
    if not told:
        assert commands.call_election(**how).petition_counted_on == counted
        return
    with pytest.raises(RuleViolated) as caught:
        commands.call_election(**how)
    assert codes(caught) == told


def test_a_roll_longer_or_shorter_than_the_petitions_count_does_not_undo_the_vote():
    """Six of thirty asked; forty stood on the roll, and the recall that they voted for was told as failed for want of signatures."""
    made, target = recall_called()
    commands.appoint_staff(election=made, person=stage.person("主持人"), duty="chair", by=TOWN_OFFICER, on=dt.date(2019, 7, 1))
    for n in range(40):
        commands.enter_voter(election=made, name=f"选民{n}", birth_date=dt.date(1970, 1, 1), basis="hukou_resident", by=TOWN_OFFICER, on=dt.date(2019, 7, 1))
    commands.publish_roll(election=made, by=TOWN_OFFICER, on=dt.date(2019, 7, 2))
    commands.record_defence(election=made, heard_on=dt.date(2019, 7, 5), document="记录", by=TOWN_OFFICER, on=dt.date(2019, 7, 5))
    commands.publish_candidates(election=made, by=TOWN_OFFICER, on=dt.date(2019, 7, 15))
    contest = made.contests.get()
    assert count_twice(contest, [21], returned=40, on=RECALL_DAY).lines.get().outcome == "recalled"
    publish(contest, on=RECALL_DAY)
    commands.open_offices(election=made, by=TOWN_OFFICER, on=RECALL_DAY)
    assert Mandate.objects.get(pk=target.pk).period.upper == RECALL_DAY + dt.timedelta(days=1)
