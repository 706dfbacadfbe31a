"""A villagers' election under any order of steps, right and wrong, through commands and PostgreSQL, to the published result and past it.

A small model stands beside the database: states, who stands, the roll, and for every count the outcome worked out afresh from the law's own words
(so many others have as many votes or more), never by the product's tally. Most rules step forward or start far down the road, because a walk that
seldom reaches a published result proves nothing of it; the test counts what was reached and fails when the end was not.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import ClassVar

import pytest
from django.apps import apps
from django.db import connection, transaction
from hypothesis import HealthCheck, settings, target
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

from qianxian.elections import commands, queries
from qianxian.elections.models import CountLine, CountSheet, ElectedMandate, Election, RollEntry
from qianxian.elections.moves import ALLOWED_MOVES
from qianxian.foundation.errors import Conflict, NotPermitted, RuleViolated
from qianxian.foundation.models import ChangeHistory
from qianxian.organisations.models import Mandate
from tests.cast import TOWN_COMMITTEE, TOWN_OFFICER
from tests.elections import stage
from tests.elections.stage import DAY, SEATS, SECOND, VILLAGE, VOTES
from tests.profiles import NAME, figure, times

ROLL_DAY, MEANWHILE, LAST_OBJECTION, LIST_DAY = (dt.date(2019, 3, day) for day in (11, 12, 18, 19))
COUNTERS = (TOWN_OFFICER, SECOND)
BEFORE_THE_LIST = ("called", "roll_published")
CANDIDATES = {0: "甲乙", 1: "戊己", 2: "丙丁"}  # who stands for head, member and the women's seat when nothing odd happens
#: Where walks begin, and what each of them surely reaches: at the call, with the list published, with equals to be voted on again, with offices open.
STARTS = {
    "called": set(), "candidates_published": {"candidates_published"}, "revote": {"counted", "published", "way first", "way rerun", "result published"},
    "in_office": {"counted", "published", "in_office", "way first", "result published"},
}  # fmt: skip
SHAPES = ("clear", "clear", "tied", "split", "thin", "any")
at = st.integers(0, 99)


def winners(votes: list[int], seats: int, way: str, returned: int, registered: int) -> set[int] | None:
    """Who is elected, by place in the list; None where the vote does not stand. Alike for any order of the names."""
    if way == "first" and 2 * returned <= registered:
        return None
    reached = [n for n, count in enumerate(votes) if {"first": 2 * count > returned, "rerun": 3 * count >= returned and count, "revote": count >= 1}[way]]
    return {n for n in reached if sum(votes[other] >= votes[n] for other in reached) <= seats}


class VillageRoad(RuleBasedStateMachine):
    """One villagers' election of a head, a member and the seat kept for a woman among a dozen voters."""

    reached: ClassVar[Counter] = Counter()
    start: ClassVar[str] = "called"

    # -- the road so far ------------------------------------------------------------------------------------------------------------------------

    @initialize(seed=at)
    def called(self, seed):
        self.point = transaction.savepoint()
        self.election, self.people = stage.call_village(12)
        self.states, self.proxies, self.on = ["called"], 0, DAY
        self.staff, self.kin = {("庚", "chair")}, set()
        self.waiting: list = []  # objections not decided
        self.stands: dict[int, dict[str, bool]] = {0: {}, 1: {}, 2: {}}  # per contest: name -> has not withdrawn
        self.contests = list(self.election.contests.order_by("id"))
        self.copies: dict[int, dict[int, tuple]] = {}  # contest -> copy -> who, figures, votes
        self.results: dict[int, set | None] = {}
        self.published: set[int] = set()
        while self.start not in (self.state, self.contests[-1].way):
            self.forward("tied" if self.start == "revote" else "clear", seed)

    def teardown(self):
        if hasattr(self, "point"):
            self.reached.update(self.states)
            self.reached.update(f"way {contest.way}" for n, contest in enumerate(self.contests) if n in self.published)
            self.reached["result published"] += len(self.published)
            target(len(self.published) + len(self.states), label="results published and steps of the road")
            transaction.savepoint_rollback(self.point)

    def tried(self, command, **arguments):
        """What the command returned, or None: what it refused left nothing behind."""
        try:
            with transaction.atomic():
                made = command(**arguments)
                connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")
                connection.cursor().execute("SET CONSTRAINTS ALL DEFERRED")
        except (RuleViolated, Conflict, NotPermitted):
            return None
        return made

    @property
    def state(self) -> str:
        return self.states[-1]

    def open_contests(self) -> list[int]:
        return [n for n in range(len(self.contests)) if n not in self.results]

    def next_votes(self, n: int) -> list[int]:
        """The contests a published one asks to be followed by, not opened yet."""
        return [] if n not in self.published or any(c.previous_id == self.contests[n].pk for c in self.contests) or queries.following(self.fresh(n)) is None else [n]

    def fresh(self, n: int):
        return type(self.contests[n]).objects.select_related("result", "election").get(pk=self.contests[n].pk)

    # -- steps ----------------------------------------------------------------------------------------------------------------------------------

    def forward(self, shape: str, seed: int) -> None:
        """The next right step from wherever the election is."""
        if self.waiting and self.state == "roll_published":
            return self.decide(0, False)
        lacking = [(n, name) for n, names in CANDIDATES.items() for name in names if name not in self.stands[n]] if self.state in BEFORE_THE_LIST else []
        if self.state == "roll_published" and lacking:
            for n, name in lacking:
                self.nominate(n, name)
            return None
        open_ones, left = self.open_contests(), [n for k in range(len(self.contests)) for n in self.next_votes(k)]
        if self.state in ("candidates_published", "published") and open_ones:
            self.count_both(open_ones[0], shape, seed)
            return self.compute(open_ones[0])
        if self.state == "counted":
            return self.publish_result(min(n for n in self.results if n not in self.published), TOWN_COMMITTEE)
        if self.state == "published" and left and len(self.contests) < 7:
            return self.follow(left[0], 0)
        step = {"called": self.publish_roll, "roll_published": self.publish_candidates, "published": lambda: self.open_offices(True), "in_office": lambda: self.hand_over(3)}
        return step.get(self.state, lambda: None)()

    # Several rules alike: Hypothesis leaves some rules out of each walk, and a walk without this one would stand still.
    @rule(shape=st.sampled_from(SHAPES), seed=at)
    def on_we_go(self, shape, seed):
        self.forward(shape, seed)

    @rule(shape=st.sampled_from(SHAPES), seed=at)
    def and_on(self, shape, seed):
        self.forward(shape, seed)

    @rule(shape=st.sampled_from(("clear", "tied")), seed=at)
    def and_two_steps(self, shape, seed):
        self.forward(shape, seed)
        self.forward(shape, seed + 1)

    @precondition(lambda self: self.state in (*BEFORE_THE_LIST, "candidates_published"))
    @rule(n=st.integers(0, 2), name=st.sampled_from([name for name, _sex in VOTES]))
    def nominate(self, n, name):
        sexes, holds = dict(VOTES), self.election.proxies.filter(proxy__person=self.people[name]).exists()
        done = self.tried(commands.nominate, contest=self.contests[n], person=self.people[name], nominations=3, by=TOWN_OFFICER, on=MEANWHILE)
        right = self.state in BEFORE_THE_LIST and not holds and name not in self.stands[n] and name not in {who for who, _duty in self.staff} and (n != 2 or sexes[name] == "female")
        right = right and (self.state == "called" or self.on_roll(name))
        assert bool(done) == right
        if done:
            self.stands[n][name] = True

    def on_roll(self, name) -> bool:
        """Whether no upheld objection has taken the name off the list of voters; from its publication on nobody else stands."""
        return self.election.roll.filter(person=self.people[name], struck_on__isnull=True).exists()

    @precondition(lambda self: any(self.stands.values()))
    @rule(which=at, document=st.sampled_from(["本人声明", " "]))
    def withdraw(self, which, document):
        standing = [(n, name) for n in self.stands for name in self.stands[n]]
        n, name = standing[which % len(standing)]
        held = self.contests[n].candidates.get(person=self.people[name])
        done = self.tried(commands.withdraw_candidate, candidate=held, document=document, by=TOWN_OFFICER, on=MEANWHILE)
        assert bool(done) == (self.state in BEFORE_THE_LIST and document != " ")
        if done:
            self.stands[n][name] = False

    @rule(name=st.sampled_from([name for name, _sex in VOTES]), duty=st.sampled_from(["teller", "counter"]))
    def appoint(self, name, duty):
        done = self.tried(commands.appoint_staff, election=self.election, person=self.people[name], duty=duty, by=TOWN_OFFICER, on=MEANWHILE)
        busy = any(stand.get(name) for stand in self.stands.values()) or (name, duty) in self.staff
        assert bool(done) == (not busy and self.state in (*BEFORE_THE_LIST, "candidates_published", "published"))
        self.staff |= {(name, duty)} if done else set()

    @rule(late=st.booleans())
    def publish_roll(self, late=False):
        done = self.tried(commands.publish_roll, election=self.election, by=TOWN_OFFICER, on=MEANWHILE if late else ROLL_DAY)
        assert bool(done) == (self.state == "called" and not late)
        self.states += ["roll_published"] * bool(done)

    @precondition(lambda self: self.state in ("roll_published", "candidates_published"))
    @rule(wish=st.sampled_from(["add", "strike"]), late=st.booleans(), which=at)
    def objection(self, wish, late, which):
        entry = list(self.election.roll.order_by("id"))[which % 12]
        on = LIST_DAY if late else LAST_OBJECTION
        done = self.tried(
            commands.receive_objection, election=self.election, wish=wish, about=f"漏登{len(self.states)}{which}" if wish == "add" else entry.name, made_by="某村民", reason="材料附后",
            received_on=on, entry=entry if wish == "strike" else None, by=TOWN_OFFICER, on=on,
        )  # fmt: skip
        assert bool(done) == (self.state == "roll_published" and not late)
        self.waiting += [done] if done else []

    @precondition(lambda self: self.waiting)
    @rule(which=at, upheld=st.booleans())
    def decide(self, which, upheld):
        one, before = self.waiting[which % len(self.waiting)], self.voters()
        again = upheld and one.wish == "add" and RollEntry.objects.filter(election=self.election, name=one.about, struck_on__isnull=True).exists()
        struck = upheld and one.wish == "strike" and RollEntry.objects.get(pk=one.entry_id).struck_on is not None
        if again:
            return
        born = dt.date(1970, 1, 1) if upheld and one.wish == "add" else None
        done = self.tried(commands.decide_objection, objection=one, upheld=upheld, reason="查明", birth_date=born, by=TOWN_OFFICER, on=LAST_OBJECTION)
        assert bool(done) == (self.state == "roll_published")
        if done:
            self.waiting.remove(one)
            assert self.voters() - before == (0 if not upheld or struck else 1 if one.wish == "add" else -1)

    @rule(holder=at, principal=at, relation=st.sampled_from(["spouse", "parent_child", "other_relative"]), document=st.sampled_from(["委托书", "委托书", " "]))
    def proxy(self, holder, principal, relation, document):
        roll = list(self.election.roll.order_by("id"))
        held, gives = roll[holder % 4], roll[principal % len(roll)]
        before = self.election.proxies.filter(proxy=held).count()
        done = self.tried(commands.grant_proxy, election=self.election, principal=gives, proxy=held, relation=relation, document=document, by=TOWN_OFFICER, on=LIST_DAY)
        if done:
            assert self.state in ("roll_published", "candidates_published") and relation != "other_relative" and document != " " and before < 3
            assert held.struck_on is None and not any(stand.get(held.name) for stand in self.stands.values())
        self.proxies += bool(done)

    @precondition(lambda self: self.proxies)
    @rule(which=at, document=st.sampled_from(["本人声明", " "]))
    def revoke(self, which, document):
        roll = list(self.election.roll.order_by("id"))
        one, count = roll[which % len(roll)], self.election.proxies.count()
        gave = self.election.proxies.filter(principal=one).exists()
        done = self.tried(commands.revoke_proxy, election=self.election, principal=one, document=document, by=TOWN_OFFICER, on=LIST_DAY)
        assert bool(done) == (gave and document != " " and self.state in ("roll_published", "candidates_published"))
        assert self.election.proxies.count() == count - bool(done)
        self.proxies -= bool(done)

    @invariant()
    def nobody_who_stands_votes_for_others(self):
        assert not self.election.proxies.filter(proxy__person__in=[self.people[name] for stand in self.stands.values() for name, stays in stand.items() if stays]).exists()

    @rule(pair=st.sampled_from(["甲戊", "乙丙", "甲丙"]))
    def kinship(self, pair):
        first, second = (self.people[name] for name in pair)
        done = self.tried(commands.declare_kinship, election=self.election, first=first, second=second, relation="sibling", by=TOWN_OFFICER, on=MEANWHILE)
        stands = any(stand.get(name) for stand in self.stands.values() for name in pair)
        assert bool(done) == (stands and self.state in (*BEFORE_THE_LIST, "candidates_published", "published"))
        self.kin |= {frozenset(pair)} if done else set()

    @rule(early=st.booleans())
    def publish_candidates(self, early=False):
        done = self.tried(commands.publish_candidates, election=self.election, by=TOWN_OFFICER, on=LAST_OBJECTION if early else LIST_DAY)
        enough = all(sum(self.stands[n].values()) > self.contests[n].seats for n in self.stands)
        voters = all(self.on_roll(name) for names in self.stands.values() for name, stands in names.items() if stands)
        assert bool(done) == (self.state == "roll_published" and not early and not self.waiting and enough and voters)
        self.states += ["candidates_published"] * bool(done)

    @precondition(lambda self: self.state in ("candidates_published", "counted", "published"))
    @rule(n=at, who=st.sampled_from([0, 1]), copy=st.sampled_from([1, 2]), shape=st.sampled_from(SHAPES), seed=at)
    def count(self, n, who, copy, shape, seed):
        self.counted(n % len(self.contests), who, copy, *self.figures(n % len(self.contests), shape, seed))

    @precondition(lambda self: self.state in ("candidates_published", "published") and self.open_contests())
    @rule(n=at, shape=st.sampled_from(SHAPES), seed=at)
    def count_two(self, n, shape, seed):
        self.count_both(self.open_contests()[n % len(self.open_contests())], shape, seed)

    def count_both(self, n, shape, seed):
        figures = self.figures(n, shape, seed)
        first = self.copies.get(n, {}).get(1, (self.copies.get(n, {}).get(2, (1,))[0] ^ 1,))[0]
        self.counted(n, first, 1, *figures)
        self.counted(n, first ^ 1, 2, *figures)

    def figures(self, n: int, shape: str, seed: int) -> tuple[int, int, list[int]]:
        """Ballots returned, spoiled ones among them, and votes: a clear winner, equals at the top, votes split, a thin turnout, or anything."""
        number, voters = self.contests[n].candidates.filter(state="listed").count(), self.voters()
        returned = {"thin": voters // 2 - seed % 2, "any": seed % (voters + 1)}.get(shape, voters - seed % 3)
        spoiled = seed % 3 if shape != "clear" and returned > 6 else 0
        valid = returned - spoiled
        votes = {"clear": [valid - 1, 1], "tied": [valid // 2] * 2, "split": [valid // 2 + (seed % 2) * (valid % 2), valid // 3], "thin": [valid - 1, 0]}.get(shape, [seed % (valid + 1), 0])
        votes = ([max(0, count) for count in votes] + [0] * number)[:number]
        turn = seed % number if number else 0
        return returned, spoiled, votes[turn:] + votes[:turn]

    def counted(self, n, who, copy, returned, spoiled, votes):
        """One copy of the sheet, tried."""
        contest, held = self.contests[n], self.copies.setdefault(n, {})
        listed = list(contest.candidates.filter(state="listed").order_by("id"))
        done = self.tried(
            commands.enter_sheet, contest=contest, station="第一票箱", copy=copy, issued=returned, returned=returned, valid_ballots=returned - spoiled, invalid_ballots=spoiled,
            votes=dict(zip(listed, votes, strict=True)), by=COUNTERS[who], on=self.on,
        )  # fmt: skip
        free = all(holder != who if other != copy else holder == who for other, (holder, *_rest) in held.items())
        assert bool(done) == (self.state in ("candidates_published", "published") and n not in self.results and free)
        if done:
            held[copy] = (who, (returned, spoiled), votes)

    @precondition(lambda self: self.state in ("candidates_published", "counted", "published"))
    @rule(n=at)
    def compute_one(self, n):
        self.compute(n % len(self.contests))

    def compute(self, n):
        contest, held = self.contests[n], self.copies.get(n, {})
        done = self.tried(commands.compute_result, contest=contest, by=TOWN_OFFICER, on=self.on)
        agree = len(held) == 2 and held[1][1:] == held[2][1:]
        possible = agree and not (contest.way == "rerun" and held[1][1][0] == 0)  # R-V06 asks for at least one ballot
        assert bool(done) == (bool(possible) and n not in self.results and self.state in ("candidates_published", "counted", "published"))
        if done:
            (returned, _spoiled), votes = held[1][1:]
            self.results[n] = winners(votes, contest.seats, contest.way, returned, self.voters())
            self.states += ["counted"] * (not self.open_contests())

    @precondition(lambda self: self.state in ("counted", "published"))
    @rule(n=at, by=st.sampled_from([TOWN_COMMITTEE, TOWN_OFFICER, SECOND]))
    def publish_one(self, n, by):
        self.publish_result(n % len(self.contests), by)

    def publish_result(self, n, by):
        done = self.tried(commands.publish_result, contest=self.contests[n], by=by, on=self.on)
        assert bool(done) == (self.state == "counted" and by is TOWN_COMMITTEE and n not in self.published)
        if done:
            self.published.add(n)
            self.states += ["published"] * (self.published == set(self.results))

    @precondition(lambda self: self.state == "published" and len(self.contests) < 9)
    @rule(n=at, later=st.integers(-1, 3))
    def follow(self, n, later):
        n %= len(self.contests)
        wanted = bool(self.next_votes(n))
        made = self.tried(commands.open_following, contest=self.contests[n], held_on=self.on + dt.timedelta(days=later), by=TOWN_OFFICER, on=self.on)
        assert bool(made) == (wanted and later >= 0)
        if made:
            self.contests.append(made)
            self.on = max(self.on, made.held_on)

    @precondition(lambda self: self.state in ("counted", "published", "in_office"))
    @rule(accept=st.booleans())
    def open_offices(self, accept):
        done = self.tried(commands.open_offices, election=self.election, by=TOWN_OFFICER, on=self.on, accept_vacancies=accept)
        elected = {self.name(n, place) for n, places in self.results.items() for place in places or ()}
        left = any(self.next_votes(n) for n in range(len(self.contests)))
        related = any(pair <= elected for pair in self.kin)
        right = self.state == "published" and not self.open_contests() and elected and not related and (accept or not left)
        # What R-V01 says of the make-up beyond kin is its own truth table's; here it may only refuse, never let through.
        assert not done or right
        self.states += ["in_office"] * bool(done)

    def name(self, n: int, place: int) -> str:
        return list(self.contests[n].candidates.filter(state="listed").order_by("id").values_list("person__name", flat=True))[place]

    @precondition(lambda self: self.state in ("published", "in_office", "closed"))
    @rule(later=st.integers(-1, 12))
    def hand_over(self, later):
        day = self.on + dt.timedelta(days=later)
        done = self.tried(commands.record_handover, election=self.election, handed_over_on=day, by=TOWN_OFFICER, on=day)
        assert not done or self.state == "in_office"
        assert done or self.state != "in_office" or later < 0
        self.states += ["closed"] * bool(done)

    @rule(sure=st.integers(0, 11))
    def cancel(self, sure):
        if sure:
            return
        done = self.tried(commands.cancel_election, election=self.election, reason="改期", by=TOWN_OFFICER, on=MEANWHILE)
        assert bool(done) == (self.state in (*BEFORE_THE_LIST, "candidates_published"))
        self.states += ["cancelled"] * bool(done)

    # -- what always holds ------------------------------------------------------------------------------------------------------------------------

    def voters(self) -> int:
        return self.election.roll.filter(struck_on__isnull=True).count()

    @invariant()
    def the_database_says_the_same(self):
        if not hasattr(self, "states"):
            return
        assert Election.objects.get(pk=self.election.pk).state == self.state
        assert all(later in ALLOWED_MOVES[earlier] for earlier, later in zip(self.states, self.states[1:], strict=False))
        assert self.election.proxies.count() == self.proxies

    @invariant()
    def offices_open_from_a_published_result_only(self):
        if not hasattr(self, "states"):
            return
        offices = set(Mandate.objects.filter(committee__division_code=VILLAGE, committee__kind="villagers_committee").values_list("pk", flat=True))
        opened = ElectedMandate.objects.filter(line__result__contest__election=self.election)
        assert offices == set(opened.values_list("mandate", flat=True))
        assert bool(offices) == (self.state in ("in_office", "closed"))
        assert not opened.exclude(line__outcome="elected", line__result__stands=True).exists() and not opened.filter(line__result__published_by="").exists()
        assert len(offices) <= sum(one.seats for one in SEATS)

    @invariant()
    def results_are_the_sheets_added_up_and_elect_by_law(self):
        if not hasattr(self, "states"):
            return
        elected: Counter = Counter()
        for n, places in self.results.items():
            result, contest = self.fresh(n).result, self.contests[n]
            lines = list(result.lines.order_by("candidate_id"))
            (returned, spoiled), votes = self.copies[n][1][1:]
            assert (result.returned, result.invalid_ballots, result.valid_ballots) == (returned, spoiled, returned - spoiled)
            assert [line.votes for line in lines] == votes
            assert sum(votes) <= contest.seats * result.valid_ballots
            assert result.stands == (places is not None)
            assert {at for at, line in enumerate(lines) if line.outcome == "elected"} == (places or set())
            assert bool(result.published_by) == (n in self.published)
            assert result.published_by not in set(contest.sheets.values_list("entered_by", flat=True))
            elected[contest.role, contest.women_only] += len(places or ())
        assert all(elected[one.role, one.women_only] <= one.seats for one in SEATS)

    @invariant()
    def who_voted_what_is_nowhere(self):
        if not hasattr(self, "states"):
            return
        told = ChangeHistory.objects.filter(object_id=str(self.election.uuid), after__has_key="station").values_list("after", flat=True)
        assert all(set(after) == {"contest", "station", "copy", "attempt"} for after in told)


def test_no_table_leads_from_a_voter_to_a_ballot():
    """By the tables themselves: nothing that names somebody on the roll has a way to a sheet, and a sheet has no time of day."""
    naming = {model for model in apps.get_app_config("elections").get_models() for f in model._meta.fields if f.related_model is RollEntry}
    for model in naming:
        assert not {f.related_model for f in model._meta.fields} & {CountSheet, CountLine}
    for model in (CountSheet, CountLine):
        fields = {f.name: f.get_internal_type() for f in model._meta.fields}
        assert "DateTimeField" not in fields.values() and not {f.related_model for f in model._meta.fields} & {RollEntry, *naming}


@pytest.mark.django_db
@pytest.mark.parametrize("start", STARTS)
def test_a_villagers_election_in_any_order(start):
    """From four places on the road, because a walk from the call alone meets a rerun or a handover by luck only."""
    VillageRoad.start = start
    VillageRoad.reached.clear()
    rounds, steps = times(4, soak=250), 40 if NAME == "soak" else 14
    run_state_machine_as_test(VillageRoad, settings=settings(max_examples=rounds, stateful_step_count=steps, deadline=None, suppress_health_check=list(HealthCheck)))
    figure(f"villagers' election from {start}: {dict(VillageRoad.reached)}")
    assert STARTS[start] <= set(VillageRoad.reached), f"the walk must reach the end to prove anything: {VillageRoad.reached}"
    assert VillageRoad.reached["result published"] >= {"revote": 6 * rounds, "in_office": 3 * rounds}.get(start, 0)
