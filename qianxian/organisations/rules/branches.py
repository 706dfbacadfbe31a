"""How a branch is founded, how large it is, what form a village may have, what a temporary branch may not do (R-P01–R-P04, R-P09, R-P10).

Example: Bajia has 96 members in one branch: a warning with the advice to set up a general branch, never a bar ("一般不超过50人").
Probationary members are told apart from full members in every count.
"""

from __future__ import annotations

import datetime as dt

from qianxian.foundation.periods import add_months
from qianxian.foundation.rulebook import (
    Facts,
    Finding,
    ImpossibleFacts,
    InForce,
    Input,
    Output,
    RuleViolation,
    SettingsOnDay,
    rule,
    violation,
    warning,
)

BRANCH_RULES = "《中国共产党支部工作条例（试行）》"
BRANCH_RULES_FROM = dt.date(2018, 10, 28)
RURAL_RULES = "《中国共产党农村基层组织工作条例》"
RURAL_RULES_FROM = dt.date(2018, 12, 28)


def _text(article: str, confidence: str = "sure", note: str = "") -> list[InForce]:
    return [InForce(BRANCH_RULES_FROM, BRANCH_RULES, article, confidence=confidence, note=note)]


@rule(
    "R-P01",
    title="设立党支部",
    title_en="Founding a branch",
    versions=_text("第四条、第五条"),
    inputs=[
        Input("full_members", "int", "正式党员", "Full members", unit="人", minimum=0),
        Input("probationary", "int", "预备党员", "Probationary members", unit="人", required=False, default=0, minimum=0),
        Input("own_branch", "bool", "是否单独成立了党支部", "Whether it has a branch of its own", required=False),
        Input("units", "int", "联合党支部覆盖的单位数", "Units a joint branch covers", unit="个", required=False, default=1, minimum=1),
    ],
    outputs=[
        Output("form", "string", "应采用的形式", "Form to take"),
        Output("must_have_branch", "bool", "是否应当单独成立党支部", "Whether it must have its own branch"),
    ],
)
def branch_founding(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """``form``: party_branch from three full members, joint_branch below, none without any member. Probationary members do not count."""
    least = settings["party.branch_min_full_members"]
    must = facts.full_members >= least
    form = "party_branch" if must else "joint_branch" if facts.full_members + facts.probationary else "none"
    found: list[RuleViolation] = []
    if must and facts.own_branch is False:
        found.append(
            violation(
                "branch_required",
                f"有正式党员 {facts.full_members} 人（满 {least} 人），请单独成立党支部。",
                f"With {facts.full_members} full members ({least} or more) set up a branch.",
                field="own_branch",
            )
        )
    if not must and facts.own_branch:
        found.append(
            violation(
                "joint_branch_required",
                f"正式党员 {facts.full_members} 人，不足 {least} 人（预备党员不计），请与相近单位成立联合党支部。",
                f"{facts.full_members} full members are fewer than {least}; form a joint branch.",
                field="own_branch",
            )
        )
    most = settings["party.joint_branch_units_max"]
    if form == "joint_branch" and facts.units > most:
        found.append(
            warning(
                "too_many_units",
                f"联合党支部覆盖 {facts.units} 个单位，一般不超过 {most} 个；请考虑分设。",
                f"A joint branch generally covers no more than {most} units.",
                field="units",
            )
        )
    return Finding({"form": form, "must_have_branch": must}, found)


@rule(
    "R-P02",
    title="党支部规模",
    title_en="Size of a branch",
    versions=_text("第四条"),
    inputs=[Input("members", "int", "党员总数（含预备党员）", "Members, probationary included", unit="人", minimum=0)],
    outputs=[
        Output("warning", "bool", "是否超过一般规模", "Whether it is above the general size"),
        Output("limit", "int", "一般不超过", "General limit", "人"),
        Output("suggestion", "string", "建议", "Suggestion"),
    ],
)
def branch_size(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """A warning above 50 with the suggestion of a general branch; never a bar."""
    limit = settings["party.branch_size_general_max"]
    above = facts.members > limit
    told = warning(
        "branch_too_large",
        f"党员 {facts.members} 人，超过一般规模 {limit} 人；建议设立党总支，分设党支部。",
        f"{facts.members} members are above the general size of {limit}; consider a general branch.",
        field="members",
    )
    return Finding({"warning": above, "limit": limit, "suggestion": "general_party_branch" if above else None}, [told] if above else [])


VILLAGE_FORMS = (("party_branch", "党支部"), ("general_party_branch", "党总支"), ("primary_party_committee", "基层党委"))


@rule(
    "R-P03",
    title="村党组织形式",
    title_en="Form of a village's Party organisation",
    versions=[InForce(RURAL_RULES_FROM, RURAL_RULES, "第五条、第六条", confidence="likely", note="人数广为人知，条号待核对。")],
    inputs=[
        Input("members", "int", "党员总数", "Members", unit="人", minimum=0),
        Input("full_members", "int", "正式党员", "Full members", unit="人", required=False, minimum=0, hint="不填按全部为正式党员"),
        Input("form", "enum", "拟设形式", "Form wanted", required=False, choices=VILLAGE_FORMS),
        Input("need_reason", "string", "确因工作需要的理由", "Reason of real need", required=False),
        Input("county_approval_doc", "string", "县级党委批准文号", "County committee's approval", required=False),
    ],
    outputs=[
        Output("allowed", "bool", "拟设形式是否可以", "Whether the wanted form is allowed"),
        Output("allowed_forms", "list", "可以采用的形式", "Forms allowed"),
    ],
)
def village_form(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """Which forms a village may take, and why the wanted one not. ``allowed`` is null when no form was named."""
    full = facts.members if facts.full_members is None else facts.full_members
    if full > facts.members:
        raise ImpossibleFacts(f"正式党员 {full} 人多于党员总数 {facts.members} 人，请核对。", "full_members")
    reason, document = (facts.need_reason or "").strip(), (facts.county_approval_doc or "").strip()
    bars: dict[str, list[RuleViolation]] = {form: [] for form, _ in VILLAGE_FORMS}
    least = settings["party.branch_min_full_members"]
    if full < least:
        told = violation(
            "too_few_full_members",
            f"正式党员 {full} 人，不足 {least} 人；请成立联合党支部。",
            f"{full} full members are fewer than {least}; form a joint branch.",
            field="full_members",
        )
        for form in bars:
            bars[form].append(told)
    general_over, committee_from = settings["party.general_branch_over"], settings["party.primary_committee_from"]
    if facts.members <= general_over and not reason:
        bars["general_party_branch"].append(
            violation(
                "need_reason_missing",
                f"党员 {facts.members} 人，未超过 {general_over} 人；设党总支请写明确因工作需要的理由。",
                f"{facts.members} members do not exceed {general_over}; give the reason of real need.",
                field="need_reason",
            )
        )
    if facts.members < committee_from:
        bars["primary_party_committee"].append(
            violation(
                "too_few_members",
                f"党员 {facts.members} 人，不足 {committee_from} 人，不能设基层党委；可以设党总支。",
                f"{facts.members} members are fewer than {committee_from}; a general branch is possible.",
                field="members",
            )
        )
    if not document:
        bars["primary_party_committee"].append(
            violation(
                "county_approval_missing",
                "设基层党委要经县级党委批准；请填写批准文号。",
                "A primary committee needs the county committee's approval; enter its document number.",
                field="county_approval_doc",
            )
        )
    wanted = bars[facts.form] if facts.form else []
    return Finding(
        {"allowed": not wanted if facts.form else None, "allowed_forms": [form for form, told in bars.items() if not told]}, wanted
    )


@rule(
    "R-P04",
    title="支部委员会",
    title_en="Branch committee",
    versions=_text("第二十条"),
    inputs=[
        Input("full_members", "int", "正式党员", "Full members", unit="人", minimum=0),
        Input(
            "committee_size",
            "int",
            "支部委员人数（没有支委会填0）",
            "Committee members (0 = none)",
            unit="人",
            required=False,
            default=0,
            minimum=0,
        ),
    ],
    outputs=[
        Output("committee_required", "bool", "是否应当设支委会", "Whether a committee must exist"),
        Output("status", "string", "结论", "Conclusion"),
    ],
)
def branch_committee(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """``status``: ok, warning or error. From seven full members a committee must exist; below, a secretary (and a deputy if needed)."""
    full, size = facts.full_members, facts.committee_size
    if size > full:
        raise ImpossibleFacts(f"支部委员 {size} 人多于正式党员 {full} 人，请核对。", "committee_size")
    least, smallest, most = (
        settings[key] for key in ("party.committee_from_full_members", "party.committee_size_min", "party.committee_size_max")
    )
    required = full >= least
    found: list[RuleViolation] = []
    if required and not size:
        found.append(
            violation(
                "committee_missing",
                f"正式党员 {full} 人（满 {least} 人），请选举产生支部委员会。",
                f"With {full} full members ({least} or more) elect a branch committee.",
                field="committee_size",
            )
        )
    if not required and size:
        found.append(
            warning(
                "committee_not_needed",
                f"正式党员 {full} 人，不足 {least} 人；一般只设书记1名，必要时设副书记1名。",
                f"With fewer than {least} full members there is normally only a secretary, and a deputy if needed.",
                field="committee_size",
            )
        )
    if size and required and size < smallest:
        found.append(
            warning(
                "committee_too_small",
                f"支部委员 {size} 人，一般为 {smallest} 人以上；请补选。",
                f"A committee has {smallest} members or more; elect the missing ones.",
                field="committee_size",
            )
        )
    if size > most:
        found.append(
            warning(
                "committee_too_large",
                f"支部委员 {size} 人，一般不超过 {most} 人；请说明原因或调整。",
                f"A committee generally has no more than {most} members.",
                field="committee_size",
            )
        )
    status = "error" if any(told.level == "error" for told in found) else "warning" if found else "ok"
    return Finding({"committee_required": required, "status": status}, found)


ACTS = (
    ("admission", "接收预备党员、预备党员转正"),
    ("discipline", "处分党员"),
    ("dues", "收缴党费"),
    ("delegates", "选举代表大会代表"),
    ("term_election", "换届选举"),
    ("meeting", "召开会议、开展活动"),
    ("study", "组织学习"),
)


@rule(
    "R-P09",
    title="临时党支部",
    title_en="Temporary branch",
    versions=_text("第八条", note="条号待核对。"),
    inputs=[
        Input("act", "enum", "拟办事项", "Act", choices=ACTS),
        Input("task_ends", "date", "任务结束日期", "Day the task ends", required=False),
    ],
    outputs=[
        Output("allowed", "bool", "是否可以办理", "Whether the act is allowed"),
        Output("must_dissolve", "bool", "是否应当撤销", "Whether it must be dissolved"),
    ],
)
def temporary_branch_act(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """No admissions, discipline, dues, delegates or term elections; after its task nothing at all."""
    over = facts.task_ends is not None and on > facts.task_ends
    barred = facts.act in settings["party.temporary_branch_barred_acts"]
    found: list[RuleViolation] = []
    if barred:
        found.append(
            violation(
                "not_for_temporary_branch",
                f"临时党支部不办理「{dict(ACTS)[facts.act]}」；请由党员组织关系所在党支部办理。",
                "A temporary branch may not do this; the branch where the member is registered does.",
                field="act",
            )
        )
    if over:
        found.append(
            violation(
                "task_over",
                f"任务已于 {facts.task_ends} 结束，请撤销临时党支部。",
                f"The task ended on {facts.task_ends}; dissolve the temporary branch.",
                field="task_ends",
            )
        )
    return Finding({"allowed": not found, "must_dissolve": over}, found)


@rule(
    "R-P10",
    title="成立党支部的批复",
    title_en="Answer to an application for a branch",
    versions=_text("第六条", "likely", "条号待核对。"),
    inputs=[
        Input("applied_on", "date", "申请日期", "Day of the application"),
        Input("answered_on", "date", "批复日期", "Day of the answer", required=False),
        Input("meeting_on", "date", "党员大会选举日期", "Day of the members' meeting", required=False),
    ],
    outputs=[
        Output("due_on", "date", "批复期限", "Answer due on"),
        Output("state", "string", "状态", "State"),
    ],
)
def founding_answer(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """``state``: waiting, overdue, answered or answered_late. The primary committee generally answers within a month."""
    for name in ("answered_on", "meeting_on"):
        if facts[name] is not None and facts[name] < facts.applied_on:
            raise ImpossibleFacts(f"{facts[name]} 早于申请日期 {facts.applied_on}，请核对。", name)
    due = add_months(facts.applied_on, settings["party.founding_answer_months"])
    answered = facts.answered_on
    state = ("answered_late" if answered > due else "answered") if answered else "overdue" if on > due else "waiting"
    found: list[RuleViolation] = []
    if state == "overdue":
        found.append(
            warning(
                "answer_overdue",
                f"批复期限 {due} 已过；请基层党委尽快批复，或书面说明原因。",
                f"The answer was due on {due}; answer now or state the reason in writing.",
                field="answered_on",
            )
        )
    if facts.meeting_on is not None and (answered is None or facts.meeting_on < answered):
        found.append(
            violation(
                "elected_before_answer",
                "党员大会选举要在批复之后；请等批复后再召开。",
                "The members' meeting elects after the answer; wait for it.",
                field="meeting_on",
            )
        )
    return Finding({"due_on": due, "state": state}, found)
