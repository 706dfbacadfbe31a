"""Elections within the Party: quorum, candidates, ballots, who is elected (R-P14–R-P17), and the quorum's wording by date (R-P23).

Example: 96 should attend: 76 present are too few, 77 are enough; with 77 present 39 votes elect.
Before 2020-07-13 the text said "more than" four fifths, from then "no fewer than".
"""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_CEILING

from qianxian.elections.rules.tallies import refuse_impossible_table, tally
from qianxian.foundation.rulebook import (
    Facts,
    Finding,
    ImpossibleFacts,
    InForce,
    Input,
    Output,
    RuleViolation,
    SettingsOnDay,
    Threshold,
    rule,
    violation,
    warning,
)

OLD_TEXT = "《中国共产党基层组织选举工作暂行条例》"
NEW_TEXT = "《中国共产党基层组织选举工作条例》"
NEW_TEXT_FROM = dt.date(2020, 7, 13)


def _texts(article: str, confidence: str = "sure", note: str = "") -> list[InForce]:
    return [
        InForce(dt.date(1990, 6, 27), OLD_TEXT, article, valid_to=dt.date(2020, 7, 12), confidence=confidence, note=note),
        InForce(NEW_TEXT_FROM, NEW_TEXT, article, confidence=confidence, note=note),
    ]


def exactly_at_the_line(present: int, base: int, quorum: Threshold) -> bool:
    """Exactly the share that the text of the day does not include: one practice guide counts it, so a person decides."""
    return not quorum.inclusive and present * quorum.denominator == base * quorum.numerator


def _disputed(present: int, base: int) -> RuleViolation:
    return warning(
        "exactly_four_fifths",
        f"到会 {present} 人，恰好是应到会 {base} 人的五分之四；当时条文写“超过”，有的实务指引按“含”理解。请报上级党组织书面答复后再定。",
        f"{present} of {base} is exactly four fifths. The text then said more than; a practice guide counts it. Ask the upper organisation.",
        field="present",
    )


@rule(
    "R-P14",
    title="党内选举到会人数",
    title_en="Quorum of a Party election",
    versions=_texts("选举的实施（到会人数）"),
    inputs=[
        Input("voters", "int", "应到会有选举权的党员", "Members with a vote who should attend", unit="人", minimum=1),
        Input("present", "int", "到会有选举权的党员", "Members with a vote present", unit="人", minimum=0),
        Input("excluded", "int", "经批准不计入应到会人数的党员", "Approved as not counted", unit="人", required=False, default=0, minimum=0),
        Input("upper_approval", "bool", "不计入名单已经上级党组织同意", "Upper organisation agreed", required=False, default=False),
        Input("adopted_by_meeting", "bool", "不计入名单已经党员大会通过", "Adopted by the meeting", required=False, default=False),
    ],
    outputs=[
        Output("valid", "bool", "可否进行选举", "Whether the election may be held"),
        Output("base", "int", "应到会人数", "Should attend", "人"),
        Output("needed", "int", "至少到会", "Quorum", "人"),
    ],
)
def election_quorum(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """Whether enough are present. The base shrinks only by exclusions that the upper organisation approved and the meeting adopted."""
    if facts.excluded >= facts.voters:
        raise ImpossibleFacts(f"不计入 {facts.excluded} 人，不少于应到会 {facts.voters} 人，请核对名单。", "excluded")
    allowed = facts.upper_approval and facts.adopted_by_meeting
    base = facts.voters - (facts.excluded if allowed else 0)
    if facts.present > base:
        raise ImpossibleFacts(f"到会 {facts.present} 人多于应到会 {base} 人；到会的人不能列入不计入名单，请核对。", "present")
    quorum: Threshold = settings["party.election_quorum"]
    valid, found = quorum.met(facts.present, base), []
    if facts.excluded and not allowed:
        found.append(
            warning(
                "exclusions_not_approved",
                f"不计入的 {facts.excluded} 人要经上级党组织同意，并经党员大会通过；手续不全，仍按 {base} 人计算。",
                f"The {facts.excluded} exclusions need the upper organisation's approval and the meeting's; the base stays {base}.",
                field="excluded",
            )
        )
    if not valid:
        found.append(
            violation(
                "no_quorum",
                f"到会 {facts.present} 人，要{quorum.words}，至少 {quorum.least(base)} 人；请另行召集，不能选举。",
                f"{facts.present} of {base} are present; {quorum.least(base)} are needed. Call the meeting again.",
                field="present",
            )
        )
    if exactly_at_the_line(facts.present, base, quorum):
        found.append(_disputed(facts.present, base))
    return Finding({"valid": valid, "base": base, "needed": quorum.least(base)}, found)


@rule(
    "R-P23",
    title="党内选举到会比例的时间效力",
    title_en="Quorum wording of a Party election by date",
    versions=_texts("选举的实施（到会人数）", note="1990年写“超过”，2020年写“不少于”。"),
    inputs=[
        Input("voters", "int", "应到会有选举权的党员", "Members with a vote who should attend", unit="人", required=False, minimum=1),
        Input("present", "int", "到会有选举权的党员", "Members with a vote present", unit="人", required=False, minimum=0),
    ],
    outputs=[
        Output("wording", "string", "条文用语", "Wording"),
        Output("inclusive", "bool", "恰好五分之四是否计入", "Whether exactly four fifths counts"),
        Output("valid", "bool", "可否进行选举", "Whether the election may be held"),
        Output("needed", "int", "至少到会", "Quorum", "人"),
        Output("human_decision", "bool", "是否要由人决定", "Whether a person must decide"),
    ],
)
def quorum_wording(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """Which wording the day has, and whether exactly four fifths is the disputed case of the older text."""
    quorum: Threshold = settings["party.election_quorum"]
    counted = facts.voters is not None and facts.present is not None
    if counted and facts.present > facts.voters:
        raise ImpossibleFacts(f"到会 {facts.present} 人多于应到会 {facts.voters} 人，请核对人数。", "present")
    disputed = counted and exactly_at_the_line(facts.present, facts.voters, quorum)
    return Finding(
        {
            "wording": quorum.words,
            "inclusive": quorum.inclusive,
            "valid": quorum.met(facts.present, facts.voters) if counted else None,
            "needed": quorum.least(facts.voters) if facts.voters is not None else None,
            "human_decision": disputed,
        },
        [_disputed(facts.present, facts.voters)] if disputed else [],
    )


POSTS = (("committee", "委员"), ("secretary", "书记"), ("deputy_secretary", "副书记"))


@rule(
    "R-P15",
    title="党内选举候选人差额",
    title_en="Candidates of a Party election",
    versions=_texts("候选人的提出（差额）", note="差额取整办法待核对，按进一法。"),
    inputs=[
        Input("seats", "int", "应选名额", "Seats", unit="名", minimum=1),
        Input("candidates", "int", "候选人数", "Candidates", unit="人", required=False, minimum=0),
        Input("post", "enum", "选举职务", "Post", required=False, default="committee", choices=POSTS),
    ],
    outputs=[
        Output("ok", "bool", "差额是否符合", "Whether there are enough"),
        Output("needed", "int", "至少候选人", "Candidates needed", "人"),
    ],
)
def candidates_needed(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """Committee candidates exceed the seats by a fifth, rounded up; secretary and deputy may be as many as the seats."""
    share = settings["party.candidate_surplus"]
    surplus = int((facts.seats * share).to_integral_value(ROUND_CEILING)) if facts.post == "committee" else 0
    needed = facts.seats + surplus
    if facts.candidates is None:
        return Finding({"ok": None, "needed": needed})
    told = violation(
        "too_few_candidates",
        f"应选 {facts.seats} 名，候选人 {facts.candidates} 人，至少要有 {needed} 人；请补充提名。",
        f"{facts.candidates} candidates for {facts.seats} seats; {needed} are needed. Nominate more.",
        field="candidates",
    )
    ok = facts.candidates >= needed
    return Finding({"ok": ok, "needed": needed}, [] if ok else [told])


@rule(
    "R-P16",
    title="选票有效性",
    title_en="Validity of ballots",
    versions=_texts("选举的实施（选票）"),
    inputs=[
        Input("issued", "int", "发出选票", "Ballots issued", unit="张", required=False, minimum=0),
        Input("returned", "int", "收回选票", "Ballots returned", unit="张", required=False, minimum=0),
        Input("seats", "int", "应选名额", "Seats", unit="名", required=False, minimum=1),
        Input("marks", "int", "一张选票上所选人数", "Marks on one ballot", unit="人", required=False, minimum=0),
        Input("valid_ballots", "int", "有效票", "Valid ballots", unit="张", required=False, minimum=0),
        Input("invalid_ballots", "int", "废票", "Invalid ballots", unit="张", required=False, minimum=0),
        Input("votes", "votes", "各人得票", "Votes per name", unit="票", required=False),
    ],
    outputs=[
        Output("valid", "bool", "本次选举是否有效", "Whether the election stands"),
        Output("void", "bool", "是否全部作废重选", "Whether it is void and redone"),
        Output("ballot_valid", "bool", "该张选票是否有效", "Whether that ballot is valid"),
        Output("sums_ok", "bool", "计票数字是否相符", "Whether the count adds up"),
    ],
)
def ballots(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """Returned above issued voids the whole election; more marks than seats spoil one ballot; valid and spoiled ones are all returned."""
    returned_known = facts.issued is not None and facts.returned is not None
    one_ballot = facts.seats is not None and facts.marks is not None
    if not returned_known and not one_ballot:
        raise ImpossibleFacts("请填写发出和收回选票数，或者应选名额和一张选票上所选人数。", "issued")
    valid = facts.returned <= facts.issued if returned_known else None
    spoiled = one_ballot and facts.marks > facts.seats
    found: list[RuleViolation] = []
    if valid is False:
        found.append(
            violation(
                "more_returned_than_issued",
                f"收回选票 {facts.returned} 张，多于发出 {facts.issued} 张，本次选举作废，请重新选举。",
                f"{facts.returned} ballots returned and {facts.issued} issued: the election is void, hold it again.",
                field="returned",
            )
        )
    if spoiled:
        found.append(
            violation(
                "too_many_marks",
                f"所选 {facts.marks} 人，多于应选 {facts.seats} 名，这张选票作废票计。",
                f"{facts.marks} marks for {facts.seats} seats: this ballot counts as spoiled.",
                field="marks",
            )
        )
    sums = _sums_that_differ(facts)
    return Finding(
        {
            "valid": valid,
            "void": None if valid is None else not valid,
            "ballot_valid": not spoiled if one_ballot else None,
            "sums_ok": not sums if facts.valid_ballots is not None else None,
        },
        found + sums,
    )


def _sums_that_differ(facts: Facts) -> list[RuleViolation]:
    """Valid and spoiled ballots make the returned ones. Raises ImpossibleFacts for more votes than ballots carry."""
    if facts.valid_ballots is None:
        return []
    if facts.votes:
        refuse_impossible_table(facts.votes, facts.seats or len(facts.votes), facts.valid_ballots, "有效票")
    if facts.returned is None or facts.valid_ballots + (facts.invalid_ballots or 0) == facts.returned:
        return []
    return [
        violation(
            "ballots_do_not_add_up",
            f"有效票 {facts.valid_ballots} 张加废票 {facts.invalid_ballots or 0} 张，不等于收回 {facts.returned} 张；请重新清点。",
            f"{facts.valid_ballots} valid and {facts.invalid_ballots or 0} spoiled ballots are not the {facts.returned} returned. Count again.",
            field="valid_ballots",
        )
    ]


@rule(
    "R-P17",
    title="党内选举当选",
    title_en="Who is elected in a Party election",
    versions=_texts("选举的实施（当选）"),
    inputs=[
        Input("present", "int", "实到会有选举权的党员", "Members with a vote present", unit="人", minimum=1),
        Input("seats", "int", "应选名额", "Seats", unit="名", minimum=1),
        Input("votes", "votes", "各人得赞成票", "Approvals per name", unit="票"),
        Input("reduce_agreed", "bool", "接近应选名额时，多数选举人同意减少名额", "Majority agreed to fewer seats", required=False, default=False),
    ],
    outputs=[
        Output("elected", "list", "当选", "Elected"),
        Output("revote", "list", "票数相等，再次投票", "Tied, to be voted on again"),
        Output("rerun_seats", "int", "不足名额，另行选举", "Seats left for a rerun", "名"),
        Output("needed", "int", "至少得票", "Votes needed", "票"),
    ],
)
def party_elected(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """More than half of those present; above the seats the most votes; a tie at the last seat is voted on again; open seats are rerun."""
    refuse_impossible_table(facts.votes, facts.seats, facts.present, "实到会")
    majority: Threshold = settings["party.election_majority"]
    needed = majority.least(facts.present)
    result = tally(facts.votes, facts.seats, needed)
    short = 0 if result.revote else result.open_seats
    close = 0 < short <= settings["party.reduce_seats_shortage_max"]
    found: list[RuleViolation] = []
    if result.revote:
        found.append(
            warning(
                "tie_at_last_seat",
                f"{'、'.join(result.revote)} 票数相等，对剩余 {result.open_seats} 个名额再次投票。",
                f"{', '.join(result.revote)} are tied for {result.open_seats} seat(s): vote again among them.",
                field="votes",
            )
        )
    elif short and not (close and facts.reduce_agreed):
        found.append(
            warning(
                "seats_left",
                f"还缺 {short} 名；请对不足的名额另行选举"
                + ("，接近应选名额的，经多数选举人同意也可以减少名额。" if close else "。"),
                f"{short} seat(s) left: hold a rerun" + (", or with a majority's consent reduce the seats." if close else "."),
                field="votes",
            )
        )
    rerun_seats = 0 if close and facts.reduce_agreed else short
    return Finding(
        {"elected": list(result.elected), "revote": list(result.revote), "rerun_seats": rerun_seats, "needed": needed}, found
    )
