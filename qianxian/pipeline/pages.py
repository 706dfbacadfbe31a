"""What the pages of the reserve show: the outlook's picture and rows, one candidate's facts."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from qianxian.accounts.queries import names_of_logins
from qianxian.foundation.reach import prefix_of
from qianxian.people.queries import age_on
from qianxian.pipeline import permissions, queries
from qianxian.pipeline.models import Admission, ReserveCandidate

WHY = {"vacant": gettext_noop("现在空缺"), "term": gettext_noop("任期届满"), "extended": gettext_noop("任期届满（经批准延期）"), "age": gettext_noop("到年龄")}
SHORT_WHY = {"vacant": gettext_noop("现在空缺 %(n)d"), "term": gettext_noop("届满 %(n)d"), "extended": gettext_noop("延期后届满 %(n)d"), "age": gettext_noop("到年龄 %(n)d")}


def why_words(row: queries.Outlook) -> str:
    """The reason of an expected vacancy in words; an extended term says so."""
    return _(WHY[row.why])


def half_words(half: str) -> str:
    """"2023-1" as 2023 年上半年."""
    year, part = half.split("-")
    return (_("%(y)s 年上半年") if part == "1" else _("%(y)s 年下半年")) % {"y": year}


def outlook_page(request: HttpRequest, place: str = "", short_only: bool = False) -> dict[str, Any]:
    """The picture (expected vacancies per half-year, covered or not; what each town lacks), its sentence, and a row per post by division code."""
    rows = queries.outlook(request.actor, request.on, request.scope_prefix)
    drawn = queries.waves(rows, request.on)
    short = [row for row in rows if row.missing]
    bars = [bar for wave in drawn for bar in _bars(wave)]
    sentence = _("三年内预计 %(posts)d 个书记岗位空缺，其中 %(covered)d 个已有足额后备人选。") % {
        "posts": sum(w.posts for w in drawn), "covered": sum(w.covered for w in drawn),
    }  # fmt: skip
    towns = queries.short_by_town(rows)
    shown = [
        {"row": row, "village": row.village, "holder": row.holder.name if row.holder else _("空缺"), "age": age_on(row.holder, request.on) if row.holder else None,
         "expected_on": row.expected.on, "why": why_words(row), "reserve": f"{row.reserve} / {row.needed}"}
        for row in rows if row.organisation.division_code.startswith(prefix_of(place) if place else "") and (row.missing or not short_only)
    ]  # fmt: skip
    return {
        "rows": shown, "bars": bars, "sentence": sentence, "short": short, "posts": len(rows), "on": request.on,
        "towns": [{"label": name, "value": lack, "shown": f"{lack} / {posts}", "series": 2} for name, (lack, posts) in towns.items()] if len(towns) > 1 else [],
    }  # fmt: skip


def _bars(wave: queries.Wave) -> list[dict[str, Any]]:
    half, why = half_words(wave.half), "，".join(_(words) % {"n": wave.why[code]} for code, words in SHORT_WHY.items() if wave.why.get(code))
    return [
        {"label": _("%(half)s（%(why)s）：后备足额") % {"half": half, "why": why}, "value": wave.covered, "series": 1},
        {"label": _("%(half)s：后备不足") % {"half": half}, "value": wave.posts - wave.covered, "series": 2},
    ]


def candidate_page(request: HttpRequest, row: ReserveCandidate) -> dict[str, Any]:
    """One candidate: facts, how he came, what he has shown, and what the actor may do next."""
    by, names = request.actor, names_of_logins((row.proposed_by, row.settled_by))
    steps = [{"title": _("提名"), "when": row.proposed_on, "who": names.get(row.proposed_by, row.proposed_by)}]
    if row.settled_on:
        steps.append({"title": row.get_state_display() if row.state != "ended" else _("在库"), "when": row.settled_on, "who": names.get(row.settled_by, row.settled_by)})
    if row.ended_on:
        steps.append({"title": _("出库：%(why)s") % {"why": row.get_end_reason_display()}, "when": row.ended_on, "who": row.end_document})
    return {
        "candidate": row, "steps": steps, "capabilities": queries.capabilities(by).filter(person=row.person),
        "may_settle": row.state == "proposed" and permissions.can_settle_candidate(by, row).allowed,
        "may_end": row.state == "confirmed" and permissions.can_end_candidate(by, row).allowed,
        "may_record": permissions.can_record_capability(by, row.person.division_code).allowed,
        "facts": [
            {"label": _("状态"), "value": row.get_state_display(), "now": row.state == "proposed"},
            {"label": _("来源"), "value": row.get_source_display()},
            {"label": _("年龄"), "value": _("%(n)d 岁") % {"n": age_on(row.person, request.on)}},
            {"label": _("文化程度"), "value": row.person.education or _("未填报")},
        ],
        "kv": [
            {"label": _("推荐的事实依据"), "value": row.reason}, {"label": _("推荐文号"), "value": row.document},
            *([{"label": _("党委意见"), "value": row.opinion}] if row.opinion else []),
        ],
    }  # fmt: skip


STEPS = {
    "applied": [("activist", gettext_noop("确定为积极分子"))], "activist": [("target", gettext_noop("列为发展对象"))], "target": [("admit", gettext_noop("登记支部大会接收"))],
    "admitted": [("approve", gettext_noop("登记上级党委审批"))], "probationary": [("full", gettext_noop("登记转正")), ("extend", gettext_noop("延长预备期"))],
}  # fmt: skip


def admission_page(request: HttpRequest, row: Admission) -> dict[str, Any]:
    """One admission: the line of its steps, the clocks of R-P18 and what may be entered next."""
    by, clock = request.actor, queries.clocks(row, request.on)
    may = permissions.can_keep_admission(by, row.division_code, row.person).allowed
    return {
        "admission": row, "steps": [_admission_step(step) for step in row.steps.order_by("id")],
        "next": [(code, _(word)) for code, word in STEPS.get(row.stage, [])] if may else [], "may_end": may and row.stage not in ("full", "ended"),
        "facts": [
            {"label": _("阶段"), "value": row.get_stage_display(), "now": row.stage not in ("full", "ended")},
            {"label": _("最早列为发展对象"), "value": clock.get("earliest_target") or "—"},
            {"label": _("最迟审批"), "value": clock.get("approve_by") or "—", "now": bool(clock.get("approval_overdue"))},
            {"label": _("预备期满"), "value": clock.get("probation_ends") or "—", "now": bool(clock.get("overdue")) and row.stage == "probationary"},
        ],
        "overdue": (clock.get("approval_overdue") and row.stage == "admitted") or (clock.get("overdue") and row.stage == "probationary"),
    }  # fmt: skip


def _admission_step(step) -> dict[str, Any]:
    """A step as a knot of the line: the paper, and the totals of the vote where there was one."""
    title = _("延长预备期 %(n)d 个月") % {"n": step.extension_months} if step.extension_months else step.get_stage_display()
    told = [step.document, step.note]
    if step.voters is not None:
        told.append(_("应到 %(v)d，到会 %(p)d，赞成 %(f)d") % {"v": step.voters, "p": step.present, "f": step.votes_for})
    return {"title": title, "when": step.on, "who": "；".join(t for t in told if t)}
