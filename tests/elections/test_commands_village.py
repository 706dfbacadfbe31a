"""A villagers' election: the roll's days, the three bases, proxies, double majority, rerun, the women's seat, kin, handover; a recall."""

from __future__ import annotations

import datetime as dt
import io

import docx
import pytest
from django.db import DatabaseError, IntegrityError, transaction

from qianxian.elections import commands, pages, queries
from qianxian.elections.calendar import calendar_of
from qianxian.elections.commands.calling import Seats
from qianxian.elections.models import Contest, ElectedMandate, Election, RollEntry
from qianxian.elections.prints import paper
from qianxian.foundation.errors import Conflict, NotPermitted, RuleViolated
from qianxian.organisations.models import Committee, Mandate
from tests.cast import COUNTY_OFFICER, TOWN_COMMITTEE, TOWN_OFFICER
from tests.elections import stage
from tests.elections.stage import CALLED, DAY, DOC, SEATS, VILLAGE, call_village, count_twice, publish, stand_village

pytestmark = pytest.mark.django_db


def codes(caught) -> set[str]:
    return {fault.code for fault in caught.value.violations}


def days_shown(election: Election) -> list[dt.date]:
    """The day of every step on the page's line, from the top: done on, else due by."""
    steps = calendar_of(Election.objects.get(pk=election.pk))
    return [step.done_on or step.due_on for step in steps if step.done_on or step.due_on]


def contest_of(election: Election, role: str, women: bool = False) -> Contest:
    return election.contests.filter(role=role, women_only=women).order_by("-round").first()


def voted(election: Election, head=(14, 10), member=(14, 11), woman=(16, 9), returned: int = 26) -> None:
    for role, women, votes in (("head", False, head), ("committee_member", False, member), ("committee_member", True, woman)):
        count_twice(contest_of(election, role, women), list(votes), returned=returned)
    for contest in election.contests.all():
        publish(contest)


def test_from_the_call_to_the_handover():
    election, _people = stand_village()
    assert election.registered == 30
    voted(election)
    commands.open_offices(election=election, by=TOWN_OFFICER, on=DAY)
    committee = Committee.objects.get(division_code=VILLAGE, kind="villagers_committee")
    assert (committee.seats, committee.elected_on, committee.due_on) == (3, DAY, dt.date(2024, 3, 31))
    assert dict(Mandate.objects.filter(committee=committee).values_list("person__name", "role")) == {"甲": "head", "戊": "committee_member", "丙": "committee_member"}
    assert ElectedMandate.objects.count() == 3
    done = commands.record_handover(election=election, handed_over_on=dt.date(2019, 4, 10), by=TOWN_OFFICER, on=dt.date(2019, 4, 10))
    assert (done.state, [s.late(dt.date(2019, 4, 11)) for s in calendar_of(done) if s.key == "handover"]) == ("closed", [False])


@pytest.mark.parametrize(("on", "published"), [(dt.date(2019, 3, 10), True), (dt.date(2019, 3, 11), True), (dt.date(2019, 3, 12), False)])
def test_the_roll_is_published_twenty_days_before(on, published):
    election, _people = call_village()
    if published:
        assert commands.publish_roll(election=election, by=TOWN_OFFICER, on=on).state == "roll_published"
        return
    with pytest.raises(RuleViolated) as told:
        commands.publish_roll(election=election, by=TOWN_OFFICER, on=on)
    assert codes(told) == {"published_late"}
    commands.postpone_election(election=election, election_on=dt.date(2019, 4, 1), document=DOC, by=TOWN_OFFICER, on=on)
    assert commands.publish_roll(election=election, by=TOWN_OFFICER, on=on).state == "roll_published"


@pytest.mark.parametrize(("received", "taken"), [(dt.date(2019, 3, 16), True), (dt.date(2019, 3, 18), True), (dt.date(2019, 3, 19), False)])
def test_objections_in_five_days_moved_past_the_weekend(received, taken):
    election, _people = call_village()
    commands.publish_roll(election=election, by=TOWN_OFFICER, on=dt.date(2019, 3, 11))
    how = {"election": election, "wish": "add", "about": "漏登的人", "made_by": "某", "reason": "未列入", "by": TOWN_OFFICER, "on": received}
    if taken:
        made = commands.receive_objection(received_on=received, **how)
        assert made.decide_by == received + dt.timedelta(days=3)
        return
    with pytest.raises(RuleViolated) as told:
        commands.receive_objection(received_on=received, **how)
    assert codes(told) == {"objection_late"}


def test_an_upheld_objection_puts_the_roll_right_and_an_open_one_holds_the_candidates_back():
    election, people = call_village()
    commands.publish_roll(election=election, by=TOWN_OFFICER, on=dt.date(2019, 3, 11))
    how = {"election": election, "made_by": "某", "reason": "材料附后", "by": TOWN_OFFICER, "on": dt.date(2019, 3, 13), "received_on": dt.date(2019, 3, 13)}
    add = commands.receive_objection(wish="add", about="补登人", **how)
    strike = commands.receive_objection(wish="strike", about=people["庚"].name, entry=election.roll.get(name="庚"), **how)
    with pytest.raises(RuleViolated) as told:
        commands.publish_candidates(election=election, by=TOWN_OFFICER, on=dt.date(2019, 3, 19))
    assert "objections" in codes(told)
    with pytest.raises(RuleViolated) as told:
        commands.decide_objection(objection=add, upheld=True, reason="属实", by=TOWN_OFFICER, on=dt.date(2019, 3, 14), birth_date=dt.date(2001, 4, 1))
    assert codes(told) == {"under_age"}
    commands.decide_objection(objection=add, upheld=True, reason="属实", by=TOWN_OFFICER, on=dt.date(2019, 3, 14), birth_date=dt.date(2001, 3, 31))
    late = commands.decide_objection(objection=strike, upheld=True, reason="已迁出", by=TOWN_OFFICER, on=dt.date(2019, 3, 17))
    assert late.decided_on > late.decide_by
    assert election.roll.get(name="庚").struck_on == dt.date(2019, 3, 17)
    assert election.roll.filter(struck_on__isnull=True).count() == 30
    with pytest.raises(Conflict):
        commands.decide_objection(objection=add, upheld=False, reason="再议", by=TOWN_OFFICER, on=dt.date(2019, 3, 17))


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"birth_date": dt.date(2001, 4, 1)}, {"under_age"}),
        ({"basis": "hukou_away"}, {"not_declared"}),
        ({"basis": "non_hukou", "resident_months": 14, "applied": True}, {"not_approved"}),
        ({"registered_elsewhere": True}, {"registered_elsewhere"}),
        ({"name": "甲", "birth_date": dt.date(1979, 8, 2)}, {"twice"}),
    ],
)
def test_the_three_bases_at_the_command(facts, told):
    election, _people = call_village()
    given = {"name": "新人", "birth_date": dt.date(1980, 1, 1), "basis": "hukou_resident"} | facts
    with pytest.raises(RuleViolated) as caught:
        commands.enter_voter(election=election, by=TOWN_OFFICER, on=CALLED, **given)
    assert codes(caught) == told


def test_proxies_are_written_near_relatives_and_three_at_most():
    election, _people = stand_village()
    entries = {e.name: e for e in election.roll.all()}

    def proxy(principal: str, holder: str = "村民0", relation: str = "sibling", document: str = "委01"):
        return commands.grant_proxy(election=election, principal=entries[principal], proxy=entries[holder], relation=relation, document=document,
                                    by=TOWN_OFFICER, on=dt.date(2019, 3, 25))  # fmt: skip

    for n in (1, 2, 3):
        assert proxy(f"村民{n}").published_on == dt.date(2019, 3, 25)
    for how, told in (
        ({"principal": "村民4"}, {"too_many_proxies"}), ({"principal": "村民4", "holder": "甲"}, {"proxy_is_candidate"}),
        ({"principal": "村民4", "holder": "村民5", "relation": "other_relative"}, {"not_a_near_relative"}),
        ({"principal": "村民4", "holder": "村民5", "document": " "}, {"not_written"}), ({"principal": "村民1", "holder": "村民5"}, {"twice"}),
        ({"principal": "村民0", "holder": "村民5"}, {"chain"}),
    ):  # fmt: skip
        with pytest.raises(RuleViolated) as caught:
            proxy(**how)
        assert codes(caught) == told
    one = election.proxies.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        election.proxies.filter(pk=one.pk).update(proxy=one.principal)


@pytest.mark.parametrize(("on", "told"), [(dt.date(2019, 3, 30), set()), (dt.date(2019, 3, 31), set()), (dt.date(2019, 4, 1), {"voted"})])
def test_a_proxy_is_given_and_taken_back_up_to_the_day_of_the_vote(on, told):
    election, _people = stand_village()
    one, holder, other = election.roll.filter(person__isnull=True).order_by("id")[:3]
    given = {"election": election, "proxy": holder, "relation": "sibling", "document": "委01", "by": TOWN_OFFICER}
    commands.grant_proxy(principal=other, on=dt.date(2019, 3, 25), **given)
    for step in (
        lambda: commands.grant_proxy(principal=one, on=on, **given),
        lambda: commands.revoke_proxy(election=election, principal=other, document="本人声明", by=TOWN_OFFICER, on=on),
    ):
        if told:
            with pytest.raises(RuleViolated) as caught:
                step()
            assert codes(caught) == told
        else:
            step()
    assert {p.principal_id for p in election.proxies.all()} == ({other.pk} if told else {one.pk})


@pytest.mark.parametrize(("nominations", "told"), [(30, set()), (31, {"too_many_nominations"})])
def test_no_more_nominate_than_are_on_the_roll(nominations, told):
    election, people = call_village()
    commands.publish_roll(election=election, by=TOWN_OFFICER, on=dt.date(2019, 3, 11))
    said = {"contest": election.contests.get(role="head"), "person": people["甲"], "nominations": nominations, "by": TOWN_OFFICER, "on": dt.date(2019, 3, 12)}
    if not told:
        assert commands.nominate(**said).nominations == nominations
        return
    with pytest.raises(RuleViolated) as caught:
        commands.nominate(**said)
    assert codes(caught) == told


def test_who_is_not_on_the_roll_stands_for_nothing():
    """Nominated before the list of voters was out, or after: whoever is not on it cannot be published as a candidate."""
    election, people = call_village()
    stranger, head = stage.person("外村人"), election.contests.get(role="head")
    said = {"contest": head, "nominations": 3, "by": TOWN_OFFICER}
    early = commands.nominate(person=stranger, on=CALLED, **said)
    commands.publish_roll(election=election, by=TOWN_OFFICER, on=dt.date(2019, 3, 11))
    for names, contest in (("甲乙", head), ("戊己", election.contests.get(role="committee_member", women_only=False)), ("丙丁", election.contests.get(women_only=True))):
        for name in names:
            commands.nominate(**said | {"contest": contest}, person=people[name], on=dt.date(2019, 3, 12))
    with pytest.raises(RuleViolated) as caught:
        commands.nominate(person=stage.person("另一外村人"), on=dt.date(2019, 3, 12), **said)
    assert codes(caught) == {"not_on_roll"}
    with pytest.raises(RuleViolated) as caught:
        commands.publish_candidates(election=election, by=TOWN_OFFICER, on=dt.date(2019, 3, 19))
    assert codes(caught) == {"not_on_roll"}
    commands.withdraw_candidate(candidate=early, document="本人声明", by=TOWN_OFFICER, on=dt.date(2019, 3, 19))
    assert commands.publish_candidates(election=election, by=TOWN_OFFICER, on=dt.date(2019, 3, 19)).state == "candidates_published"


def test_who_holds_a_proxy_is_not_nominated_until_it_is_taken_back():
    election, _people = call_village()
    commands.publish_roll(election=election, by=TOWN_OFFICER, on=dt.date(2019, 3, 11))
    one, holder = election.roll.filter(person__isnull=True).order_by("id")[:2]
    stands = stage.person("同名人", "male")
    RollEntry.objects.filter(pk=holder.pk).update(name=stands.name, birth_date=stands.birth_date)  # on the roll by name, not joined to the file
    holder.refresh_from_db()
    commands.grant_proxy(election=election, principal=one, proxy=holder, relation="spouse", document="委01", by=TOWN_OFFICER, on=dt.date(2019, 3, 12))
    contest = election.contests.get(role="head")

    def nominate():
        return commands.nominate(contest=contest, person=stands, nominations=3, by=TOWN_OFFICER, on=dt.date(2019, 3, 13))

    with pytest.raises(RuleViolated) as caught:
        nominate()
    assert codes(caught) == {"proxy_is_candidate"}
    for who, document, told in ((holder, "声明", {"no_proxy"}), (one, " ", {"document"})):
        with pytest.raises(RuleViolated) as caught:
            commands.revoke_proxy(election=election, principal=who, document=document, by=TOWN_OFFICER, on=dt.date(2019, 3, 13))
        assert codes(caught) == told
    with pytest.raises(NotPermitted):
        commands.revoke_proxy(election=election, principal=one, document="声明", by=TOWN_COMMITTEE, on=dt.date(2019, 3, 13))
    commands.revoke_proxy(election=election, principal=one, document="声明", by=TOWN_OFFICER, on=dt.date(2019, 3, 13))
    assert nominate().state == "nominated"
    # and the candidate, who stands on the roll by name alone, takes no proxy any more
    with pytest.raises(RuleViolated) as caught:
        commands.grant_proxy(election=election, principal=one, proxy=holder, relation="spouse", document="委02", by=TOWN_OFFICER, on=dt.date(2019, 3, 14))
    assert codes(caught) == {"proxy_is_candidate"}


def test_a_vote_without_turnout_does_not_stand_and_is_held_again_by_the_same_law():
    election, _people = stand_village()
    head = contest_of(election, "head")
    result = count_twice(head, [10, 5], returned=15)
    assert (result.stands, result.lines.filter(outcome="elected").exists()) == (False, False)


def test_nobody_over_half_so_both_stand_again_and_a_third_is_enough():
    election, people = stand_village()
    voted(election, head=(13, 12))
    head = contest_of(election, "head")
    assert [line.outcome for line in head.result.lines.order_by("id")] == ["rerun", "rerun"]
    with pytest.raises(RuleViolated) as told:
        commands.open_offices(election=election, by=TOWN_OFFICER, on=DAY)
    assert "seats_left" in codes(told)
    again = commands.open_following(contest=head, held_on=dt.date(2019, 4, 3), by=TOWN_OFFICER, on=dt.date(2019, 4, 1))
    assert (again.way, again.seats, again.candidates.count()) == ("rerun", 1, 2)
    result = count_twice(again, [9, 10], returned=27, on=dt.date(2019, 4, 3))
    assert (result.needed, [line.outcome for line in result.lines.order_by("id")]) == (9, ["not_elected", "elected"])
    publish(again, on=dt.date(2019, 4, 3))
    commands.open_offices(election=election, by=TOWN_OFFICER, on=dt.date(2019, 4, 3))
    head_of = Mandate.objects.get(committee__division_code=VILLAGE, role="head")
    assert (head_of.person, head_of.period.lower) == (people["乙"], dt.date(2019, 4, 3))
    assert {s.key: s.due_on for s in calendar_of(election)}["handover"] == dt.date(2019, 4, 13)
    assert {s.key: s.done_on for s in calendar_of(Election.objects.get(pk=election.pk))}["offices"] == dt.date(2019, 4, 3)
    assert days_shown(election) == sorted(days_shown(election))


@pytest.mark.parametrize(("issued", "ok"), [(30, True), (31, False)])
def test_no_more_ballots_go_out_than_the_roll_has_names_in_a_rerun_too(issued, ok):
    """R-V06 asks of ballots cast alone: without this, more people could vote again than may vote at all."""
    election, _people = stand_village()
    voted(election, head=(13, 13))
    again = commands.open_following(contest=contest_of(election, "head"), held_on=dt.date(2019, 4, 3), by=TOWN_OFFICER, on=dt.date(2019, 4, 1))
    if ok:
        assert count_twice(again, [20, 10], returned=issued, on=dt.date(2019, 4, 3)).lines.order_by("id").first().outcome == "elected"
        return
    with pytest.raises(RuleViolated) as told:
        stage.sheet(again, [20, 10], 1, returned=issued, on=dt.date(2019, 4, 3))
    assert codes(told) == {"issued"}
    for station, n in (("第一票箱", 20), ("第二票箱", 11)):  # each is fewer than the roll, together they are more
        for copy in (1, 2):
            stage.sheet(again, [n - 1, 1], copy, returned=n, on=dt.date(2019, 4, 3), station=station)
    with pytest.raises(RuleViolated) as told:
        commands.compute_result(contest=again, by=TOWN_OFFICER, on=dt.date(2019, 4, 3))
    assert codes(told) == {"issued"}


def test_equals_of_a_rerun_are_voted_on_again_and_the_more_votes_elect():
    election, people = stand_village()
    tied = contest_of(election, "committee_member", True)
    voted(election, woman=(13, 13))
    assert [line.outcome for line in tied.result.lines.order_by("id")] == ["rerun", "rerun"]
    rerun = commands.open_following(contest=tied, held_on=dt.date(2019, 4, 1), by=TOWN_OFFICER, on=dt.date(2019, 4, 1))
    result = count_twice(rerun, [9, 9], returned=20, on=dt.date(2019, 4, 1))
    assert [line.outcome for line in result.lines.order_by("id")] == ["revote", "revote"]
    publish(rerun, on=dt.date(2019, 4, 1))
    again = commands.open_following(contest=rerun, held_on=dt.date(2019, 4, 2), by=TOWN_OFFICER, on=dt.date(2019, 4, 1))
    title = "委员（妇女名额）再次投票"
    due = {s.title: (s.due_on, s.done_on) for s in calendar_of(Election.objects.get(pk=election.pk))}
    assert due[title] == (dt.date(2019, 4, 2), None)
    for on, late in ((dt.date(2019, 4, 1), False), (dt.date(2019, 4, 2), False), (dt.date(2019, 4, 3), True)):
        assert ["过期" in t.why for t in queries.tasks_for(TOWN_OFFICER, on) if title in t.title] == [late]
    result = count_twice(again, [4, 5], returned=9, on=dt.date(2019, 4, 2))
    assert [line.outcome for line in result.lines.order_by("id")] == ["not_elected", "elected"]
    publish(again, on=dt.date(2019, 4, 2))
    told = docx.Document(io.BytesIO(paper(Election.objects.get(pk=election.pk), "result", dt.date(2019, 4, 2), "docx"))).element.body.itertext()
    said = "".join(told)
    assert "得票多的当选，依据" in said and "至少 1 票" not in said, "a revote has no least number of votes"
    commands.open_offices(election=election, by=TOWN_OFFICER, on=dt.date(2019, 4, 2))
    assert Mandate.objects.get(person=people["丁"]).period.lower == dt.date(2019, 4, 2)
    assert not Mandate.objects.filter(person=people["丙"]).exists()


def test_the_womens_seat_is_kept_and_filled_by_a_woman():
    stage.open_county()
    how = {"kind": "villagers_committee", "division_code": VILLAGE, "election_on": DAY, "document": DOC, "by": TOWN_OFFICER, "on": CALLED}
    with pytest.raises(RuleViolated) as told:
        commands.call_election(contests=SEATS[:2], **how)
    assert codes(told) == {"womens_seat"}
    election, people = call_village()
    with pytest.raises(RuleViolated) as told:
        commands.nominate(contest=contest_of(election, "committee_member", True), person=people["甲"], nominations=5, by=TOWN_OFFICER, on=CALLED)
    assert codes(told) == {"womens_seat"}


def test_close_kin_do_not_both_take_office():
    election, people = stand_village()
    commands.declare_kinship(election=election, first=people["甲"], second=people["戊"], relation="sibling", by=TOWN_OFFICER, on=DAY)
    voted(election)
    with pytest.raises(RuleViolated) as told:
        commands.open_offices(election=election, by=TOWN_OFFICER, on=DAY)
    assert codes(told) == {"kin"}
    assert Mandate.objects.filter(committee__division_code=VILLAGE).count() == 0


def test_a_candidate_leaves_by_his_own_paper_only_before_the_list():
    election, people = call_village()
    contest = contest_of(election, "head")
    made = commands.nominate(contest=contest, person=people["甲"], nominations=3, by=TOWN_OFFICER, on=CALLED)
    with pytest.raises(RuleViolated):
        commands.withdraw_candidate(candidate=made, document=" ", by=TOWN_OFFICER, on=CALLED)
    assert commands.withdraw_candidate(candidate=made, document="本人声明", by=TOWN_OFFICER, on=CALLED).state == "withdrawn"
    with pytest.raises(NotPermitted):
        commands.nominate(contest=contest, person=people["乙"], nominations=3, by=COUNTY_OFFICER, on=CALLED)


def test_the_leaving_audit_is_published_before_the_day():
    election, _people = call_village()
    with pytest.raises(RuleViolated) as told:
        commands.record_audit(election=election, published_on=DAY, by=TOWN_OFFICER, on=DAY)
    assert codes(told) == {"audit_published_late"}
    assert commands.record_audit(election=election, published_on=dt.date(2019, 3, 30), by=TOWN_OFFICER, on=DAY).audit_published_on == dt.date(2019, 3, 30)


def test_every_deadline_is_computed_from_the_day_and_moves_with_it():
    election, _people = call_village()
    due = {step.key: step.due_on for step in calendar_of(election)}
    assert (due["roll"], due["handover"], due["audit"]) == (dt.date(2019, 3, 11), dt.date(2019, 4, 10), dt.date(2019, 3, 30))
    moved = commands.postpone_election(election=election, election_on=dt.date(2019, 4, 10), document=DOC, by=TOWN_OFFICER, on=CALLED)
    assert {step.key: step.due_on for step in calendar_of(moved)}["roll"] == dt.date(2019, 3, 21)
    tasks = queries.tasks_for(TOWN_OFFICER, dt.date(2019, 3, 14))
    assert [t.due_on for t in tasks] == [dt.date(2019, 3, 21)]
    assert queries.tasks_for(TOWN_OFFICER, dt.date(2019, 3, 13)) == []


@pytest.mark.parametrize(("day", "shown", "late"), [(2, False, False), (3, True, False), (10, True, False), (11, True, True)])
def test_the_handover_is_alarmed_a_week_before_and_late_the_day_after(day, shown, late):
    on = dt.date(2019, 4, day)
    election, _people = stand_village()
    voted(election)
    assert [t.title for t in queries.tasks_for(TOWN_OFFICER, DAY) if "登记就任" in t.title]
    commands.open_offices(election=election, by=TOWN_OFFICER, on=DAY)
    tasks = [t for t in queries.tasks_for(TOWN_OFFICER, on) if "工作移交" in t.title]
    assert [(t.due_on, "过期" in t.why) for t in tasks] == [(dt.date(2019, 4, 10), late)] * shown


@pytest.mark.parametrize(("on", "late"), [(dt.date(2019, 3, 15), False), (dt.date(2019, 3, 16), False), (dt.date(2019, 3, 17), True)])
def test_an_objection_waits_on_the_desk_until_its_third_day(on, late):
    election, _people = call_village()
    commands.publish_roll(election=election, by=TOWN_OFFICER, on=dt.date(2019, 3, 11))
    commands.receive_objection(election=election, wish="add", about="漏登的人", made_by="某", reason="未列入", received_on=dt.date(2019, 3, 13), by=TOWN_OFFICER, on=dt.date(2019, 3, 13))
    task = next(t for t in queries.tasks_for(TOWN_OFFICER, on) if "异议" in t.title and "某" in t.title)
    assert (task.due_on, "过期" in task.why) == (dt.date(2019, 3, 16), late)


@pytest.mark.parametrize(("on", "published"), [(dt.date(2019, 3, 17), False), (dt.date(2019, 3, 18), False), (dt.date(2019, 3, 19), True)])
def test_candidates_are_published_once_the_objections_are_over(on, published):
    election, people = call_village()
    commands.publish_roll(election=election, by=TOWN_OFFICER, on=dt.date(2019, 3, 11))
    for contest, names in zip(election.contests.order_by("id"), ("甲乙", "戊己", "丙丁"), strict=True):
        for name in names:
            commands.nominate(contest=contest, person=people[name], nominations=5, by=TOWN_OFFICER, on=dt.date(2019, 3, 12))
    if published:
        assert commands.publish_candidates(election=election, by=TOWN_OFFICER, on=on).state == "candidates_published"
        return
    with pytest.raises(RuleViolated) as told:
        commands.publish_candidates(election=election, by=TOWN_OFFICER, on=on)
    assert codes(told) == {"objections_open"}


def seated() -> tuple[Committee, dict]:
    """A committee in office since the election of 31 March."""
    election, people = stand_village()
    voted(election)
    commands.open_offices(election=election, by=TOWN_OFFICER, on=DAY)
    commands.record_handover(election=election, handed_over_on=DAY, by=TOWN_OFFICER, on=DAY)
    return Committee.objects.get(division_code=VILLAGE, kind="villagers_committee"), people


RECALL_DAY = dt.date(2019, 7, 31)


def recall_called(petition: int = 6) -> tuple[Election, Mandate]:
    committee, _people = seated()
    target = committee.mandates.get(role="head")
    made = commands.call_election(
        kind="villagers_committee", division_code=VILLAGE, election_on=RECALL_DAY, contests=[Seats("head", 1)], document=DOC, by=TOWN_OFFICER, on=dt.date(2019, 7, 1),
        committee=committee, occasion="recall", target=target, registered=30, petition=petition, reasons="长期不履职",
    )  # fmt: skip
    return made, target


def test_who_is_to_be_recalled_cannot_leave_the_vote():
    """He stood among the candidates, with 「登记退出」 beside his name."""
    recall, target = recall_called()
    (candidate,) = queries.candidates_of(recall)
    with pytest.raises(RuleViolated) as caught:
        commands.withdraw_candidate(candidate=candidate, document="本人声明", by=TOWN_OFFICER, on=dt.date(2019, 7, 2))
    assert codes(caught) == {"recall"}
    said = {row["label"]: row["value"] for row in pages.kv_of(recall)}
    assert (said["罢免理由"], said["联名"], said["本人申辩"]) == ("长期不履职", "村（居）民 6 人，共 30 人", "还没有听取")
    assert target.person.name in said["要求罢免谁"]


def test_a_recall_needs_a_fifth_of_the_voters():
    with pytest.raises(RuleViolated) as told:
        recall_called(petition=5)
    assert codes(told) == {"petition_too_small"}


def test_the_line_of_an_election_goes_down_in_order_of_days():
    """The hearing of a recall has to be over the day before the vote, the leaving audit too: neither stands above the roll that comes first."""
    recall, _target = recall_called()
    assert days_shown(recall) == sorted(days_shown(recall))
    assert [step.key for step in calendar_of(recall)][:4] == ["called", "roll", "objections", "defence"]
    by = {"by": TOWN_OFFICER}
    commands.record_defence(election=recall, heard_on=dt.date(2019, 7, 3), document="申辩记录", on=dt.date(2019, 7, 4), **by)
    assert [step.key for step in calendar_of(Election.objects.get(pk=recall.pk))][:3] == ["called", "defence", "roll"]
    assert days_shown(recall) == sorted(days_shown(recall))


@pytest.mark.parametrize(("votes", "outcome"), [(10, "kept"), (11, "recalled")])
def test_a_recall_from_petition_to_the_end_of_the_seat(votes, outcome):
    election, target = recall_called()
    by = {"by": TOWN_OFFICER}
    commands.appoint_staff(election=election, person=stage.person("主持人"), duty="chair", on=dt.date(2019, 7, 1), **by)
    for n in range(30):
        commands.enter_voter(election=election, name=f"村民{n}", birth_date=dt.date(1970, 1, 1), basis="hukou_resident", on=dt.date(2019, 7, 2), **by)
    commands.publish_roll(election=election, on=dt.date(2019, 7, 5), **by)
    with pytest.raises(RuleViolated) as told:
        commands.publish_candidates(election=election, on=dt.date(2019, 7, 15), **by)
    assert codes(told) == {"defence"}
    commands.record_defence(election=election, heard_on=dt.date(2019, 7, 14), document="申辩记录", on=dt.date(2019, 7, 15), **by)
    commands.publish_candidates(election=election, on=dt.date(2019, 7, 15), **by)
    contest = election.contests.get()
    result = count_twice(contest, [votes], returned=21, on=RECALL_DAY)
    assert result.lines.get().outcome == outcome
    publish(contest, on=RECALL_DAY)
    assert [task.title.split("：")[1] for task in queries.tasks_for(TOWN_OFFICER, RECALL_DAY)] == ["登记罢免结果"]
    done = commands.open_offices(election=election, by=TOWN_OFFICER, on=RECALL_DAY)
    assert done.state == ("in_office" if outcome == "recalled" else "closed")
    target.refresh_from_db()
    assert (target.end_reason, target.period.upper) == (("recall", RECALL_DAY + dt.timedelta(days=1)) if outcome == "recalled" else ("", None))


def test_a_new_vote_cannot_be_called_by_who_may_not_and_the_roll_keeps_no_day_of_voting():
    stage.open_county()
    with pytest.raises(NotPermitted):
        commands.call_election(kind="villagers_committee", division_code=VILLAGE, election_on=DAY, contests=SEATS, document=DOC, by=TOWN_COMMITTEE, on=CALLED)
    names = {field.name for field in RollEntry._meta.get_fields()}
    assert not [name for name in names if "vote" in name or "ballot" in name or name.endswith("_at")]


def test_straight_rows_outside_reach_or_rules_are_refused():
    election, _people = call_village()
    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
        RollEntry.objects.create(division_code=VILLAGE, election=election, name="外来", birth_date=dt.date(1980, 1, 1), basis="non_hukou")
    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
        RollEntry.objects.create(division_code="440403107201", election=election, name="外来", birth_date=dt.date(1980, 1, 1), basis="hukou_resident", excluded_for="away")
