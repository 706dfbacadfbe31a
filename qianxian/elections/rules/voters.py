"""Who votes in a village and on which list: voters (R-V03), the roll's days (R-V04), proxies (R-V08).

Example: election on 2019-03-31: the roll is published by 03-11; the fifth day to object is Saturday 03-16, so 03-18 is the last.
"Twenty days before" counts back and never moves; the citizen's five days move past days off, the committee's three do not.
"""

from __future__ import annotations

import datetime as dt

from qianxian.elections.rules.texts import NEAR_RELATIVES, RELATIONS, village_law
from qianxian.foundation.periods import add_days, add_months, citizen_deadline, days_before
from qianxian.foundation.rulebook import (
    Facts,
    Finding,
    ImpossibleFacts,
    Input,
    Output,
    RuleViolation,
    SettingsOnDay,
    rule,
    violation,
    warning,
)

BASES = (
    ("hukou_resident", "户籍在本村且居住在本村"),
    ("hukou_away", "户籍在本村，不居住在本村，本人表示参加"),
    ("non_hukou", "户籍不在本村，居住一年以上，申请并经同意"),
)


@rule(
    "R-V03",
    title="村民选举登记",
    title_en="Voters of a village",
    versions=village_law("第十三条"),
    inputs=[
        Input("birth_date", "date", "出生日期", "Day of birth"),
        Input("election_on", "date", "选举日（不填为试算日期）", "Day of the election", required=False),
        Input("basis", "enum", "登记依据", "Basis", required=False, default="hukou_resident", choices=BASES),
        Input("declared", "bool", "本人表示参加选举", "Declared to take part", required=False, default=False),
        Input("applied", "bool", "本人已申请", "Has applied", required=False, default=False),
        Input("approved", "bool", "村民会议或代表会议已同意", "Assembly or representatives agreed", required=False, default=False),
        Input("resident_months", "int", "在本村居住", "Residence", unit="个月", required=False, default=0, minimum=0),
        Input("deprived", "bool", "被剥夺政治权利", "Deprived of political rights", required=False, default=False),
        Input("registered_elsewhere", "bool", "已在他处登记参加选举", "Registered elsewhere", required=False, default=False),
    ],
    outputs=[
        Output("eligible", "bool", "能否登记", "Whether to be registered"),
        Output("adult_on", "date", "满18周岁之日", "Of age on"),
    ],
)
def village_voter(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """Of age on the day of the election, not deprived, on one of three bases, on one list only. All reasons against are told."""
    day = facts.election_on or on
    if facts.birth_date > day:
        raise ImpossibleFacts(f"出生日期 {facts.birth_date} 晚于选举日 {day}，请核对。", "birth_date")
    years = settings["village.voter_age_years"]
    adult_on = add_months(facts.birth_date, 12 * years)
    found = [*_basis_missing(facts, settings["village.non_hukou_months"])]
    if adult_on > day:
        found.append(
            violation(
                "under_age",
                f"{adult_on} 才满 {years} 周岁，选举日 {day} 时未满，不登记。",
                f"Of age on {adult_on}, after the election on {day}: not registered.",
                field="birth_date",
            )
        )
    if facts.deprived:
        found.append(
            violation(
                "deprived_of_rights",
                "被剥夺政治权利的人不登记；请以生效判决书为准，期满后可以登记。",
                "Whoever is deprived of political rights is not registered until the period ends.",
                field="deprived",
            )
        )
    if facts.registered_elsewhere:
        found.append(
            violation(
                "registered_elsewhere",
                "已在户籍所在村或居住村登记参加选举的，不得再参加另一地的选举；请先核实撤回。",
                "Already registered in another village: nobody is registered twice.",
                field="registered_elsewhere",
            )
        )
    return Finding({"eligible": not found, "adult_on": adult_on}, found)


def _basis_missing(facts: Facts, months: int) -> list[RuleViolation]:
    if facts.basis == "hukou_away" and not facts.declared:
        return [
            violation(
                "not_declared",
                "户籍在本村但不居住在本村的，要本人表示参加选举；请联系本人确认后登记。",
                "Registered here but living elsewhere: the person must declare to take part.",
                field="declared",
            )
        ]
    if facts.basis != "non_hukou":
        return []
    found = []
    if facts.resident_months < months:
        found.append(
            violation(
                "residence_too_short",
                f"在本村居住 {facts.resident_months} 个月，要满 {months} 个月；满后再申请。",
                f"Resident for {facts.resident_months} months; {months} are needed.",
                field="resident_months",
            )
        )
    if not facts.applied:
        found.append(violation("not_applied", "户籍不在本村的，要本人申请；请先补申请书。", "The person must apply.", field="applied"))
    if not facts.approved:
        found.append(
            violation(
                "not_approved",
                "户籍不在本村的，要经村民会议或村民代表会议同意；请提请会议表决。",
                "The villagers' assembly or the representatives must agree; put it to them.",
                field="approved",
            )
        )
    return found


@rule(
    "R-V04",
    title="选民名单公布与异议",
    title_en="The roll: published, objected to, decided",
    versions=village_law("第十四条"),
    inputs=[
        Input("election_on", "date", "选举日", "Day of the election", required=False),
        Input("published_on", "date", "名单公布日期", "Roll published on", required=False),
        Input("objection_on", "date", "提出异议日期", "Objection made on", required=False),
        Input("received_on", "date", "收到异议日期（不填为提出日期）", "Objection received on", required=False),
        Input("decided_on", "date", "处理决定日期", "Decided on", required=False),
    ],
    outputs=[
        Output("publish_by", "date", "最迟公布", "Publish by"),
        Output("published_in_time", "bool", "公布是否及时", "Published in time"),
        Output("objection_by", "date", "异议最后一日", "Last day to object"),
        Output("objection_in_time", "bool", "异议是否及时", "Objection in time"),
        Output("decide_by", "date", "最迟处理", "Decide by"),
        Output("decided_in_time", "bool", "处理是否及时", "Decided in time"),
    ],
)
def roll_days(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """The three deadlines of the roll and whether each was kept; what is not known yet is null."""
    received = facts.received_on or facts.objection_on
    if all(facts[name] is None for name in ("election_on", "published_on", "objection_on", "received_on")):
        raise ImpossibleFacts("请填写选举日、名单公布日期或异议日期中的至少一项。", "election_on")
    _refuse_wrong_order(facts, received)
    found: list[RuleViolation] = []
    publish_by = days_before(facts.election_on, settings["village.roll_days_before"]) if facts.election_on else None
    published_ok = facts.published_on <= publish_by if facts.published_on and publish_by else None
    if published_ok is False:
        found.append(
            violation(
                "published_late",
                f"名单最迟应在 {publish_by} 公布，{facts.published_on} 公布的，选举日要顺延。",
                f"The roll was to be published by {publish_by}; put the election off.",
                field="published_on",
            )
        )
    objection = citizen_deadline(facts.published_on, settings["village.objection_days"]) if facts.published_on else None
    objection_ok = facts.objection_on <= objection.day if objection and facts.objection_on else None
    if objection_ok is False:
        found.append(
            violation(
                "objection_late",
                f"异议最迟在 {objection.day} 提出；逾期的请告知本人，仍可在选举日前核实更正明显错误。",
                f"The last day to object was {objection.day}; tell the person so.",
                field="objection_on",
            )
        )
    if objection and not objection.confirmed:
        found.append(
            warning(
                "holidays_unconfirmed",
                "该年放假安排尚未公布，异议最后一日按历法推算，请公布后核对。",
                "The year's holidays are not announced yet; check the last day again.",
                field="published_on",
            )
        )
    decide_by = add_days(received, settings["village.objection_decision_days"]) if received else None
    decided_ok = facts.decided_on <= decide_by if decide_by and facts.decided_on else None
    late = decided_ok is False or (decided_ok is None and decide_by is not None and on > decide_by)
    if late:
        found.append(
            violation(
                "decided_late",
                f"异议应在 {decide_by} 前处理并公布结果；请立即处理，并说明原因。",
                f"The objection was to be decided by {decide_by}; decide now and state why it is late.",
                field="decided_on",
            )
        )
    return Finding(
        {
            "publish_by": publish_by,
            "published_in_time": published_ok,
            "objection_by": objection.day if objection else None,
            "objection_in_time": objection_ok,
            "decide_by": decide_by,
            "decided_in_time": decided_ok,
        },
        found,
    )


def _refuse_wrong_order(facts: Facts, received: dt.date | None) -> None:
    for earlier, later, field in (
        (facts.published_on, facts.objection_on, "objection_on"),
        (facts.objection_on, facts.received_on, "received_on"),
        (received, facts.decided_on, "decided_on"),
    ):
        if earlier and later and later < earlier:
            raise ImpossibleFacts(f"{later} 早于前一步的 {earlier}，请核对日期。", field)


@rule(
    "R-V08",
    title="委托投票",
    title_en="Proxy votes",
    versions=village_law("第十五条；《村民委员会选举规程》（民发〔2013〕76号）", "likely"),
    inputs=[
        Input("proxies", "int", "该受托人接受的委托数（含本次）", "Proxies held, this one included", unit="人", required=False, default=1, minimum=1),
        Input("relation", "enum", "受托人是委托人的", "Relation to the principal", choices=(*RELATIONS, ("friend", "朋友"))),
        Input("written", "bool", "是否书面委托", "In writing", required=False, default=True),
        Input("proxy_is_voter", "bool", "受托人是否本村登记选民", "Proxy is a voter of this village", required=False, default=True),
        Input("proxy_is_candidate", "bool", "受托人是否候选人", "Proxy is a candidate", required=False, default=False),
        Input("proxy_stays_away", "bool", "受托人自己已委托他人投票", "Proxy gave his own vote to another", required=False, default=False),
        Input("spouse_elsewhere", "bool", "委托人或受托人已登记有另一位配偶", "Either is on record with another spouse", required=False, default=False),
        Input("published", "bool", "委托名单是否已公布", "Names published", required=False, default=True),
    ],
    outputs=[
        Output("accepted", "bool", "委托是否可以", "Whether the proxy is accepted"),
        Output("limit", "int", "每人最多接受", "Most one person may hold", "人"),
    ],
)
def proxy_vote(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """Written, a near relative with a vote here who comes himself and is no candidate, within the limit; a person has one spouse.

    Names not yet published are a warning.
    """
    limit = settings["village.proxies_max"]
    told = [
        (facts.proxies > limit, "too_many_proxies", "proxies", f"每人最多接受 {limit} 人委托，这是第 {facts.proxies} 人；请另选受托人。",
         f"One person may hold {limit} proxies; this would be number {facts.proxies}."),
        (facts.relation not in NEAR_RELATIVES, "not_a_near_relative", "relation", "受托人要是近亲属（配偶、父母、子女、兄弟姐妹、祖父母、外祖父母、孙子女、外孙子女）；请另选受托人。",
         "The proxy must be a near relative; choose another."),
        (not facts.written, "not_written", "written", "委托要有书面委托书；请补签委托书。", "A proxy is given in writing."),
        (not facts.proxy_is_voter, "proxy_not_a_voter", "proxy_is_voter", "受托人要是本村有选举权的近亲属；请另选受托人。", "The proxy must be a voter of this village."),
        (facts.proxy_is_candidate, "proxy_is_candidate", "proxy_is_candidate", "候选人不得接受委托；请另选受托人。", "A candidate may not be a proxy."),
        (facts.proxy_stays_away, "proxy_stays_away", "proxy_stays_away", "受托人自己已委托别人投票，不到场，不能再替人投票；请另选受托人。",
         "The proxy has given his own vote to another and will not come; choose another."),
        (facts.relation == "spouse" and facts.spouse_elsewhere, "other_spouse", "relation",
         "一个人只有一位配偶，这次选举里两人之一已登记为另一个人的配偶；请核对关系，填错的先更正那一条，否则另选受托人。",
         "A person has one spouse, and one of the two is on record here as the spouse of somebody else; check the relation or choose another proxy."),
    ]
    found = [violation(code, zh, en, field=field) for broken, code, field, zh, en in told if broken]
    accepted = not found
    if not facts.published:
        found.append(warning("names_not_published", "委托人和受托人名单要公布；请在投票前公布。", "Publish the names before the vote.", field="published"))
    return Finding({"accepted": accepted, "limit": limit}, found)
