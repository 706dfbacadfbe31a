"""What the pages show: a sheet's line with now and next, its indicators with facts, and the actions of whoever holds it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qianxian.accounts.queries import names_of_logins
from qianxian.assessments import judging, permissions, queries, sources
from qianxian.assessments.models import AssessmentScheme, AssessmentSheet
from qianxian.assessments.rules import evenness
from qianxian.foundation.actor import Actor

State = AssessmentSheet.State
REASONS = {
    "quota_full": gettext_lazy("优秀名额已满"),
    "tie_at_last_place": gettext_lazy("末位同分，党委没有另作决定"),
    "committee_override": gettext_lazy("末位同分，党委作出决定"),
    "veto": gettext_lazy("一票否决"),
    "appeal": gettext_lazy("异议复核改变"),
}


def line(sheet: AssessmentSheet, on: dt.date) -> list[dict[str, Any]]:
    """The sheet's steps so far, then what it waits for."""
    people = names_of_logins([sheet.opened_by, sheet.scored_by, sheet.approved_by, sheet.fixed_by])
    steps = [_step(sheet.opened_on, _("建立考核表"), people.get(sheet.opened_by, ""))]
    for when, title, who in (
        (sheet.reported_on, _("本人述职"), sheet.person.name),
        (sheet.scored_on, _("评分"), people.get(sheet.scored_by, "")),
        (sheet.told_on, _("告知本人"), ""),
        (sheet.signed_on, sheet.get_signature_display() if sheet.signature else "", sheet.signature_note),
        (sheet.approved_on, _("审核"), people.get(sheet.approved_by, "")),
        (sheet.grading.decided_on if sheet.grading else None, _("评定等次"), f"{sheet.grading.body}{sheet.grading.meeting}" if sheet.grading else ""),
        (sheet.served_on, _("送达等次"), _("异议期到 %(day)s") % {"day": sheet.appeal_until}),
    ):
        if when:
            steps.append(_step(when, title, who))
    if appeal := queries.appeal_of(sheet):
        steps.append(_step(appeal.appealed_on, _("本人提出异议"), appeal.grounds))
        if appeal.answered_on:
            steps.append(_step(appeal.answered_on, str(appeal.get_result_display()), _("%(panel)s，%(document)s") % {"panel": appeal.panel, "document": appeal.document}))
    if sheet.fixed_on:
        steps.append(_step(sheet.fixed_on, _("等次确定"), people.get(sheet.fixed_by, "")))
    else:
        steps.append(_waits_for(sheet, appeal, on))
    return steps


def step_words(sheet: AssessmentSheet, appeal: Any, on: dt.date) -> str:
    """Where the sheet stands, in words; after the days to appeal, or a panel's answer, what is still to do."""
    over = (appeal is not None and appeal.answered_on is not None) or (sheet.state == State.SERVED and on > sheet.appeal_until)
    return _("待确定等次") if over and not sheet.fixed_on else str(sheet.get_state_display())


def own_words(sheet: AssessmentSheet, on: dt.date) -> str:
    """Where the assessed's own sheet stands, with the grade once it was served and the last day of what he may do."""
    appeal = queries.appeal_of(sheet)
    said = [step_words(sheet, appeal, on)]
    if sheet.served_on:
        said.append(grade_words(sheet.grade))
    running = sheet.state == State.SERVED and on <= sheet.appeal_until
    due = sheet.appeal_until if running else queries.due_of(sheet, queries.step_days(on), appeal) if sheet.state in (State.OPEN, State.TOLD, State.APPEALED) else None
    if due:
        said.append(_("期限 %(day)s") % {"day": due})
    return "，".join(said)


def _waits_for(sheet: AssessmentSheet, appeal: Any, on: dt.date) -> dict[str, Any]:
    """The step to come, with its last day where one is set."""
    step = {"state": "next", "title": step_words(sheet, appeal, on)}
    running = sheet.state == State.SERVED and on <= sheet.appeal_until
    if due := sheet.appeal_until if running else queries.due_of(sheet, queries.step_days(on), appeal):
        step["who"] = _("期限 %(day)s") % {"day": due}
    return step


def _step(when: dt.date, title: str, who: str) -> dict[str, Any]:
    return {"when": when, "title": title, "who": who}


def indicators(sheet: AssessmentSheet) -> list[dict[str, Any]]:
    """Each indicator with its marks, reason and standing facts."""
    facts: dict[int, list] = {}
    for fact in queries.facts_of(sheet):
        facts.setdefault(fact.mark_id, []).append(fact)
    return [{"mark": mark, "facts": facts.get(mark.pk, [])} for mark in sheet.marks.order_by("order")]


def summary(sheet: AssessmentSheet) -> list[dict[str, Any]]:
    """The rows at the head of a sheet."""
    rows = [
        {"label": _("考核对象"), "value": sheet.person.name if sheet.subject == "person" else sheet.centre.name},
        {"label": _("年度"), "value": str(sheet.year)},
        {"label": _("考核方案"), "value": f"{sheet.scheme_title}（{sheet.scheme_document}）"},
        {"label": _("总分"), "value": "" if sheet.score is None else f"{sheet.score}", "rule": "R-E10"},
    ]
    if sheet.veto_item:
        rows.append({"label": _("一票否决"), "value": sheet.veto_document})
    if sheet.grade:
        words = str(sheet.get_grade_display())
        why = REASONS.get(sheet.grade_reason)
        rows.append({"label": _("等次"), "value": f"{words}（{why}）" if why else words, "rule": "R-E10"})
    return rows


def appeal_rows(sheet: AssessmentSheet) -> list[dict[str, Any]]:
    """What the panel has to know beside its form: when and why the person appealed, and by when the answer is owed."""
    appeal = queries.appeal_of(sheet)
    if appeal is None:
        return []
    return [
        {"label": _("提出异议"), "value": appeal.appealed_on},
        {"label": _("异议的理由"), "value": appeal.grounds},
        {"label": _("答复期限"), "value": appeal.due_on, "rule": "R-E11"},
    ]


def actions(sheet: AssessmentSheet, actor: Actor, on: dt.date) -> list[dict[str, Any]]:
    """The steps that the actor may take now, each with its address."""
    can = {
        State.OPEN: [("report", _("填写述职"), permissions.can_report)],
        State.REPORTED: [("score", _("评分"), permissions.can_score)],
        State.SCORED: [("tell", _("告知本人"), permissions.can_tell), ("score", _("重新评分"), permissions.can_score)],
        State.TOLD: [("sign", _("签字、陈述"), permissions.can_sign)],
        State.SIGNED: [("approve", _("审核"), permissions.can_approve), ("return", _("退回"), permissions.can_approve)],
        State.GRADED: [("serve", _("登记送达"), permissions.can_tell)],
        State.SERVED: [("appeal", _("提出异议"), permissions.can_appeal), ("fix", _("确定等次"), permissions.can_fix_grade)],
        State.APPEALED: [("answer", _("答复异议"), permissions.can_answer_appeal), ("fix", _("确定等次"), permissions.can_fix_grade)],
    }.get(sheet.state, [])
    if sheet.state in (State.OPEN, State.REPORTED, State.SCORED):
        can = [*can, ("fact", _("登记事实"), permissions.can_record_fact), ("draw", _("读取台账事实"), permissions.can_record_fact)]
        if queries.facts_of(sheet).filter(withdrawn_on=None).exists():
            can.append(("withdraw", _("撤回事实"), permissions.can_record_fact))
    answered = (appeal := queries.appeal_of(sheet)) is not None and appeal.answered_on is not None
    over = answered or (sheet.state == State.SERVED and on > sheet.appeal_until)
    left_out = {"fix"} if not over else {"appeal", "answer"}
    return [
        {"key": key, "title": title, "url": reverse("assessments:act", args=[sheet.uuid, key])}
        for key, title, may in can
        if key not in left_out and may(actor, sheet)
    ]


def scheme_lines(scheme: AssessmentScheme) -> list[dict[str, Any]]:
    """Each indicator of a scheme, and where its facts come from: entered by hand, or read from the room that holds them."""
    titles = sources.titles()
    return [
        {"name": line.name, "measure": line.measure, "origin": titles.get(line.source) or _("人工登记，附证据"), "weight": line.weight, "deduction_cap": line.deduction_cap}
        for line in scheme.indicators.order_by("order")
    ]


def scheme_actions(scheme: AssessmentScheme, actor: Actor) -> list[dict[str, Any]]:
    """What the actor may do with a scheme now."""
    sheets = scheme.sheets
    found = []
    if scheme.state == "draft" and permissions.can_publish_scheme(actor, scheme):
        found.append(("publish", _("公布方案")))
    if scheme.state == "published" and not sheets.exclude(grade="").exists():
        if permissions.can_open_sheets(actor, scheme):
            found.append(("open", _("建立考核表")))
        if permissions.can_grade(actor, scheme) and sheets.exists() and not sheets.exclude(state="approved").exists():
            found.append(("grade", _("评定等次")))
    return [{"key": key, "title": title, "url": reverse("assessments:scheme_act", args=[scheme.uuid, key])} for key, title in found]


def grading_rows(scheme: AssessmentScheme) -> list[dict[str, Any]]:
    """The committee's recorded decision on a scheme's grades, and how many got each; nothing while there is none."""
    made = queries.grading_of(scheme)
    if made is None:
        return []
    counts = Counter(scheme.sheets.values_list("grade", flat=True))
    rows = [
        {"label": _("评定日期"), "value": made.decided_on},
        {"label": _("评定机关、会议"), "value": f"{made.body}{made.meeting}"},
        {"label": _("参加考核"), "value": _("%(n)d 份") % {"n": made.assessed}},
        {"label": _("优秀名额"), "value": _("%(n)d 个") % {"n": made.quota}, "rule": "R-E10"},
        {"label": _("现在的等次"), "value": "，".join(f"{grade_words(grade)} {counts[grade]}" for grade in AssessmentSheet.Grade.values if counts[grade])},
    ]
    if made.override_document:
        rows.append({"label": _("对末位同分的决定"), "value": f"{made.override_reason}（{made.override_document}）"})
    return rows


def before_grading(scheme: AssessmentScheme, on: dt.date) -> dict[str, Any]:
    """What the committee has to know before it decides: the quota, what the scores make of it, and who ties at the last place, by place."""
    sheets = list(scheme.sheets.select_related("person", "centre").order_by("division_code", "pk"))
    found, quota = judging.grades_of(sheets, on, override=False), judging.quota(len(sheets), on)
    tied = [sheet for sheet in sheets if found[sheet.pk].reason == "tie_at_last_place"]
    counts = Counter(graded.grade for graded in found.values())
    best = counts[AssessmentSheet.Grade.EXCELLENT]
    rows = [
        {"label": _("参加考核"), "value": _("%(n)d 份") % {"n": len(sheets)}},
        {"label": _("优秀名额"), "value": _("%(n)d 个") % {"n": quota}, "rule": "R-E10"},
        {"label": _("按得分和名额"), "value": "，".join(f"{grade_words(grade)} {counts[grade]}" for grade in AssessmentSheet.Grade.values if counts[grade])},
    ]
    if full := sum(graded.reason == "quota_full" for graded in found.values()):
        rows.append({"label": _("到了优秀线、名额已满"), "value": _("%(n)d 份，评为称职") % {"n": full}})
    if tied:
        words = {"names": "、".join(queries.subject_of(sheet) for sheet in tied), "score": tied[0].score, "n": len(tied), "free": quota - best}
        rows.append({"label": _("末位同分"), "value": _("%(names)s（%(score)s 分）：%(n)d 份争 %(free)d 个名额") % words, "rule": "R-E10"})
    return {"rows": rows, "tied": len(tied), "over": best + len(tied) - quota}


def not_yet_approved(scheme: AssessmentScheme) -> int:
    """How many sheets of a published scheme still keep its grades from being decided; 0 where none does or grades are decided."""
    if scheme.state != "published" or scheme.sheets.exclude(grade="").exists():
        return 0
    return scheme.sheets.exclude(state="approved").count()


def charts(found: queries.Evenness) -> list[dict[str, Any]]:
    """Each comparison as a sentence, bars of the middle score, and the rows of its table. Groups by name or code, never by height."""
    said = (
        (found.assessors, _("评分人"), _("每位评分人给分的中间数")),
        (found.sizes, _("同规模中心"), _("规模相近的中心相比")),
        (found.villages, _("村（社区）"), _("各村（社区）给分的中间数")),
        (found.years, _("年度"), _("和上年比，给分的中间数")),
    )
    return [
        {"title": _sentence(title, groups), "label": label, "rows": [_bar(name, one) for name, one in groups.items()]}
        for groups, label, title in said
        if groups
    ]


def drift_chart(found: queries.Evenness) -> dict[str, Any] | None:
    """The shares of the grades beside last year's: a sentence, bars of this year's share, the rows of the table; None without a last year."""
    if not found.drift:
        return None
    grade, most = max(found.drift.items(), key=lambda pair: abs(pair[1].change))
    said = _("比上年：%(grade)s变化最大，%(change)s 个百分点") % {"grade": grade_words(grade), "change": f"{most.change:+}"}
    if not most.change:
        said = _("比上年：各等次比例没有变化")
    rows = [
        {"label": grade_words(grade), "value": float(one.now), "shown": _("%(now)s（上年 %(before)s，%(change)s）") % _shown(one)}
        for grade, one in found.drift.items()
    ]
    return {"title": said, "rows": rows}


def bare_chart(found: queries.Evenness) -> dict[str, Any] | None:
    """Marks under the full one that rest on no fact, per assessor: a sentence, bars, the rows of the table; None where nothing is scored."""
    if not found.bare:
        return None
    bare, whole = (sum(pair[n] for pair in found.bare.values()) for n in (0, 1))
    said = _("不满分又没有事实的：%(whole)d 项得分中有 %(bare)d 项") % {"whole": whole, "bare": bare}
    rows = [{"label": name, "value": float(n), "shown": _("%(n)d（共 %(of)d 项）") % {"n": n, "of": of}} for name, (n, of) in found.bare.items()]
    return {"title": said, "rows": rows}


def far_sentence(found: queries.Evenness) -> str:
    """How many scores lie far from the others, and what far means; that too few are scored to say so."""
    if found.scored < evenness.LEAST_FOR_OUTLIERS:
        return _("已评分的不足 %(n)d 份，不判断。") % {"n": evenness.LEAST_FOR_OUTLIERS}
    return _("%(whole)d 份中有 %(n)d 份：离中间一半超过这一半宽度的 1.5 倍。") % {"whole": found.scored, "n": len(found.outliers)}


def _shown(one) -> dict[str, str]:
    return {"now": f"{one.now}", "before": f"{one.before}", "change": f"{one.change:+}"}


def _bar(name: str, one) -> dict[str, Any]:
    words = {"middle": one.middle, "low": one.lowest, "high": one.highest, "n": one.count}
    shown = _("%(middle)s（%(n)d 份）") if one.lowest == one.highest else _("%(middle)s（%(low)s–%(high)s，%(n)d 份）")
    return {"label": name, "value": float(one.middle), "low": float(one.lowest), "high": float(one.highest), "shown": shown % words}


def _sentence(title: str, groups: dict) -> str:
    middles = [one.middle for one in groups.values()]
    apart = max(middles) - min(middles)
    return _("%(title)s：相差最多 %(apart)s 分") % {"title": title, "apart": apart} if len(middles) > 1 else _("%(title)s：只有一组，没有可比的") % {"title": title}


def grade_words(grade: str) -> str:
    """The grade's name."""
    return str(dict(AssessmentSheet.Grade.choices).get(grade, grade))


def papers_of(sheet: AssessmentSheet) -> list[dict[str, str]]:
    """The form, and the minutes of its appeal once it is answered."""
    url, appeal = reverse("assessments:paper", args=[sheet.uuid]), queries.appeal_of(sheet)
    found = [{"title": _("年度考核表"), "url": url, "kept": reverse("papers:kept", args=["assessment_sheet", sheet.uuid])}]
    if appeal and appeal.answered_on:
        found.append({"title": _("异议复核记录"), "url": url, "asked": "?paper=minutes&", "kept": reverse("papers:kept", args=["assessment_minutes", sheet.uuid])})
    return found
