"""Counting a village election: double majority (R-V05), rerun (R-V06), more candidates than seats (R-V07), recall (R-V09).

Example: 3,000 registered: 1,500 ballots cast are too few, with 1,501 an election stands and 751 votes elect.
Totals only: who voted what is asked nowhere.
"""

from __future__ import annotations

import datetime as dt

from qianxian.elections.rules.tallies import best_with_ties, refuse_impossible_table, tally
from qianxian.elections.rules.texts import village_law
from qianxian.foundation.rulebook import (
    Facts,
    Finding,
    ImpossibleFacts,
    Input,
    Output,
    RuleViolation,
    SettingsOnDay,
    Threshold,
    rule,
    violation,
    warning,
)


def _tied(revote: tuple[str, ...], seats: int) -> RuleViolation:
    return warning(
        "tie_at_last_seat",
        f"{'、'.join(revote)} 票数相等，对剩余 {seats} 个名额再次投票，以得票多的当选。",
        f"{', '.join(revote)} are tied for {seats} seat(s): vote again among them.",
        field="votes",
    )


@rule(
    "R-V05",
    title="村民委员会选举双过半",
    title_en="Double majority of a village election",
    versions=village_law("第十五条", note="参加投票的村民按收回选票计（含废票），省内细则待核对。"),
    inputs=[
        Input("registered", "int", "登记参加选举的村民", "Registered voters", unit="人", minimum=1),
        Input("cast", "int", "收回选票（含废票）", "Ballots cast, spoiled ones included", unit="张", minimum=0),
        Input("votes", "votes", "各人得票", "Votes per name", unit="票", required=False),
        Input("seats", "int", "应选名额", "Seats", unit="名", required=False, default=1, minimum=1),
    ],
    outputs=[
        Output("valid", "bool", "选举是否有效", "Whether the election stands"),
        Output("elected", "list", "当选", "Elected"),
        Output("revote", "list", "票数相等，再次投票", "Tied, to be voted on again"),
        Output("rerun", "list", "另行选举的候选人", "Candidates of the rerun"),
        Output("rerun_seats", "int", "不足名额，另行选举", "Seats left for a rerun", "名"),
        Output("needed", "int", "至少得票", "Votes needed", "票"),
        Output("turnout_needed", "int", "至少收回选票", "Ballots needed", "张"),
    ],
)
def double_majority(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """More than half of the registered cast a ballot, and more than half of the cast elect. ``rerun``: open seats + 1 of the best left."""
    if facts.cast > facts.registered:
        raise ImpossibleFacts(f"收回选票 {facts.cast} 张多于登记选民 {facts.registered} 人，请核对。", "cast")
    votes = facts.votes or {}
    refuse_impossible_table(votes, facts.seats, facts.cast, "收回选票")
    turnout: Threshold = settings["village.election_turnout"]
    majority: Threshold = settings["village.election_majority"]
    needed, turnout_needed = majority.least(facts.cast), turnout.least(facts.registered)
    shown = {"valid": True, "elected": [], "revote": [], "rerun": [], "rerun_seats": 0, "needed": needed, "turnout_needed": turnout_needed}
    if not turnout.met(facts.cast, facts.registered):
        told = violation(
            "turnout_too_low",
            f"收回选票 {facts.cast} 张，没有超过登记选民 {facts.registered} 人的半数（至少 {turnout_needed} 张）；请另定日期重新选举。",
            f"{facts.cast} ballots of {facts.registered} registered; {turnout_needed} are needed. Hold the election again.",
            field="cast",
        )
        return Finding({**shown, "valid": False}, [told])
    if not votes:
        return Finding(shown)
    result = tally(votes, facts.seats, needed)
    found: list[RuleViolation] = [_tied(result.revote, result.open_seats)] if result.revote else []
    rerun_seats = 0 if result.revote else result.open_seats
    if rerun_seats:
        found.append(
            warning(
                "seats_left",
                f"还缺 {rerun_seats} 名；请另行选举，未当选的得票多的为候选人，得票不少于已投选票的三分之一当选。",
                f"{rerun_seats} seat(s) left: hold a rerun among the best not elected.",
                field="votes",
            )
        )
    rerun = best_with_ties(votes, result.left, rerun_seats + 1) if rerun_seats else []
    return Finding(
        {**shown, "elected": list(result.elected), "revote": list(result.revote), "rerun": rerun, "rerun_seats": rerun_seats}, found
    )


@rule(
    "R-V06",
    title="另行选举",
    title_en="Rerun",
    versions=village_law("第十五条"),
    inputs=[
        Input("cast", "int", "已投选票（含废票）", "Ballots cast, spoiled ones included", unit="张", minimum=1),
        Input("votes", "votes", "各人得票", "Votes per name", unit="票"),
        Input("seats", "int", "应选名额", "Seats", unit="名", required=False, default=1, minimum=1),
    ],
    outputs=[
        Output("elected", "list", "当选", "Elected"),
        Output("revote", "list", "票数相等，再次投票", "Tied, to be voted on again"),
        Output("seats_left", "int", "仍缺名额", "Seats still open", "名"),
        Output("needed", "int", "至少得票", "Votes needed", "票"),
    ],
)
def rerun(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """Most votes win, with no fewer than a third of the ballots cast; a tie at the last place is voted on again."""
    refuse_impossible_table(facts.votes, facts.seats, facts.cast, "已投选票")
    share: Threshold = settings["village.rerun_share"]
    result = tally(facts.votes, facts.seats, share.least(facts.cast))
    seats_left = 0 if result.revote else result.open_seats
    found: list[RuleViolation] = [_tied(result.revote, result.open_seats)] if result.revote else []
    if seats_left:
        found.append(
            warning(
                "seats_left",
                f"得票不足 {share.least(facts.cast)} 票的不当选，仍缺 {seats_left} 名；请再次另行选举，或按省里规定暂缺。",
                f"{seats_left} seat(s) still open: votes below {share.least(facts.cast)} do not elect.",
                field="votes",
            )
        )
    return Finding(
        {"elected": list(result.elected), "revote": list(result.revote), "seats_left": seats_left, "needed": share.least(facts.cast)}, found
    )


@rule(
    "R-V07",
    title="候选人差额与提名",
    title_en="More candidates than seats",
    versions=village_law("第十五条"),
    inputs=[
        Input("seats", "int", "应选名额", "Seats", unit="名", minimum=1),
        Input("candidates", "int", "候选人数", "Candidates", unit="人", minimum=0),
        Input("nominated_directly", "bool", "由登记选民直接提名", "Nominated directly by voters", required=False, default=True),
    ],
    outputs=[
        Output("ok", "bool", "是否符合", "Whether it is in order"),
        Output("needed", "int", "至少候选人", "Candidates needed", "人"),
    ],
)
def more_candidates_than_seats(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """At least one candidate more than seats, each nominated by voters directly."""
    needed, found = facts.seats + 1, []
    if facts.candidates < needed:
        found.append(
            violation(
                "too_few_candidates",
                f"应选 {facts.seats} 名，候选人 {facts.candidates} 人，至少要有 {needed} 人；请由选民补充提名。",
                f"{facts.candidates} candidates for {facts.seats} seats; {needed} are needed.",
                field="candidates",
            )
        )
    if not facts.nominated_directly:
        found.append(
            violation(
                "not_nominated_by_voters",
                "候选人由登记参加选举的村民直接提名；请组织选民提名。",
                "Candidates are nominated by the registered voters directly.",
                field="nominated_directly",
            )
        )
    return Finding({"ok": not found, "needed": needed}, found)


REMOVERS = (("voters", "选民罢免"), ("town", "镇（街道）"), ("county", "县（区）"), ("party_organisation", "党组织"), ("other", "其他单位或个人"))


@rule(
    "R-V09",
    title="罢免",
    title_en="Recall",
    versions=village_law("第十一条、第十六条"),
    inputs=[
        Input("registered", "int", "有选举权的村民", "Voters", unit="人", required=False, minimum=1),
        Input("petition", "int", "联名村民", "Voters who signed", unit="人", required=False, minimum=0),
        Input("reps", "int", "村民代表", "Representatives", unit="人", required=False, minimum=1),
        Input("reps_petition", "int", "联名村民代表", "Representatives who signed", unit="人", required=False, minimum=0),
        Input("reasons_stated", "bool", "是否写明理由", "Reasons stated", required=False, default=True),
        Input("cast", "int", "收回选票", "Ballots cast", unit="张", required=False, minimum=0),
        Input("for", "int", "赞成罢免", "Votes for recall", unit="票", required=False, minimum=0),
        Input("defence_heard", "bool", "是否允许本人申辩", "Defence allowed", required=False, default=True),
        Input("removed_by", "enum", "由谁免去职务", "Removed by whom", required=False, default="voters", choices=REMOVERS),
    ],
    outputs=[
        Output("accepted", "bool", "罢免要求是否成立", "Whether the petition is accepted"),
        Output("recalled", "bool", "是否罢免", "Whether recalled"),
        Output("petition_needed", "int", "至少联名村民", "Voters needed", "人"),
        Output("reps_needed", "int", "至少联名代表", "Representatives needed", "人"),
        Output("votes_needed", "int", "至少赞成", "Votes needed", "票"),
    ],
)
def recall(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """Petition, vote, or both. Only voters recall: a removal by anybody else is refused whatever the numbers."""
    _refuse_impossible_recall(facts)
    voters_share: Threshold = settings["village.recall_voters"]
    reps_share: Threshold = settings["village.recall_representatives"]
    found: list[RuleViolation] = []
    if facts.removed_by != "voters":
        found.append(
            violation(
                "only_voters_recall",
                "任何组织或者个人不得指定、委派或者撤换村民委员会成员；请依法由选民联名提出罢免并投票。",
                "Nobody may appoint or replace a committee member; a recall belongs to the voters.",
                field="removed_by",
            )
        )
    accepted = _petition(facts, voters_share, reps_share, found)
    recalled = _recall_vote(facts, settings, accepted, found)
    return Finding(
        {
            "accepted": accepted,
            "recalled": recalled,
            "petition_needed": voters_share.least(facts.registered) if facts.registered else None,
            "reps_needed": reps_share.least(facts.reps) if facts.reps else None,
            "votes_needed": settings["village.election_majority"].least(facts.cast) if facts.cast is not None else None,
        },
        found,
    )


def _refuse_impossible_recall(facts: Facts) -> None:
    pairs = (("petition", "registered"), ("reps_petition", "reps"), ("cast", "registered"), ("for", "cast"))
    for part, whole in pairs:
        if facts[part] is not None and facts[whole] is None:
            raise ImpossibleFacts(f"填写了 {part}，也请填写 {whole}。", whole)
        if facts[part] is not None and facts[part] > facts[whole]:
            raise ImpossibleFacts(f"{part} {facts[part]} 多于 {whole} {facts[whole]}，请核对。", part)
    if facts.petition is None and facts.reps_petition is None and facts["for"] is None:
        raise ImpossibleFacts("请填写联名人数，或者投票结果（收回选票和赞成票）。", "petition")


def _petition(facts: Facts, voters_share: Threshold, reps_share: Threshold, found: list[RuleViolation]) -> bool | None:
    if facts.petition is None and facts.reps_petition is None:
        return None
    enough = facts.petition is not None and voters_share.met(facts.petition, facts.registered)
    enough = enough or (facts.reps_petition is not None and reps_share.met(facts.reps_petition, facts.reps))
    if not enough:
        found.append(
            violation(
                "petition_too_small",
                "联名人数不够：要有五分之一以上有选举权的村民，或者三分之一以上的村民代表联名；请告知联名人可以继续征集。",
                "Too few signatures: a fifth of the voters or a third of the representatives.",
                field="petition" if facts.petition is not None else "reps_petition",
            )
        )
    if not facts.reasons_stated:
        found.append(violation("reasons_missing", "罢免要求要写明理由；请联名人补写。", "A petition states its reasons.", field="reasons_stated"))
    return enough and facts.reasons_stated


def _recall_vote(facts: Facts, settings: SettingsOnDay, accepted: bool | None, found: list[RuleViolation]) -> bool | None:
    if facts["for"] is None:
        return None
    turnout: Threshold = settings["village.election_turnout"]
    majority: Threshold = settings["village.election_majority"]
    passed = turnout.met(facts.cast, facts.registered) and majority.met(facts["for"], facts.cast)
    if not passed:
        found.append(
            violation(
                "not_recalled",
                f"罢免要有登记选民过半数（{turnout.least(facts.registered)} 张）投票，"
                f"并经投票的过半数（{majority.least(facts.cast)} 票）通过；未通过，继续任职。",
                f"{turnout.least(facts.registered)} ballots and {majority.least(facts.cast)} votes are needed; the member stays in office.",
                field="for",
            )
        )
    if not facts.defence_heard:
        found.append(violation("defence_not_heard", "被要求罢免的人有权申辩；请先安排申辩再投票。", "The target may defend himself first.", field="defence_heard"))
    return passed and accepted is not False and facts.removed_by == "voters" and facts.defence_heard
