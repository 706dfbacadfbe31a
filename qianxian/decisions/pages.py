"""What the pages of decisions show: a matter's line with what is missing next and who holds it, a meeting's room, a flow's progress."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from qianxian.accounts.queries import names_of_logins
from qianxian.accounts.roles import ROLES
from qianxian.decisions import judging, permissions, queries
from qianxian.decisions.flows import Flow, flow_named
from qianxian.decisions.models import Matter, Meeting, PowerCase, Publication, Resolution
from qianxian.decisions.moves import IN_DISCUSSION, WHO_HOLDS_IT
from qianxian.foundation.money import format_yuan
from qianxian.foundation.periods import add_days

State = Matter.State
OF_RULE = {"propose": "s1", "discuss": "s2", "review": "s3", "decide": "s4"}


def chinese(text: str) -> SafeString:
    """A text of the law or of a paper, marked as Chinese whatever language the page is in."""
    return format_html('<span lang="zh-CN">{}</span>', text)


def counts_in_words(one: Resolution) -> str:
    """The resolution's figures in one line."""
    words = _("应到 %(e)d，到会 %(p)d，赞成 %(f)d，反对 %(a)d，弃权 %(b)d，至少 %(n)d 票") % {
        "e": one.eligible, "p": one.present, "f": one.votes_for, "a": one.votes_against, "b": one.votes_abstain, "n": one.votes_needed,
    }  # fmt: skip
    return words + (_("，回避 %(n)d 人") % {"n": one.recused} if one.recused else "")


def line_of(matter: Matter) -> list[dict[str, Any]]:
    """①–④, the collective's vote, A, the certificate, B: what was done when, and the present one."""
    held = {m.step_id: m for m in queries.meetings_of(matter) if m.round == matter.round and m.cancelled_on is None}
    shown = [_step_line(step, held.get(step.pk)) for step in queries.steps_of(matter)]
    posted, certificate = queries.decision_publication(matter), matter.certificates.filter(round=matter.round).first()
    result = matter.publications.filter(round=matter.round, kind=Publication.Kind.RESULT).first()
    a, b = _("公开 %(a)s 至 %(b)s，异议至 %(c)s"), _("公开 %(a)s 至 %(b)s")
    days = {"a": posted.published_from, "b": posted.published_to, "c": posted.objections_until} if posted else {}
    shown.append({"title": _("A 决议公开"), "done": posted is not None, "when": posted.published_from if posted else "", "who": a % days if posted else ""})
    shown.append({
        "title": _("出具凭证"), "done": certificate is not None, "when": certificate.issued_on if certificate else "",
        "who": certificate.number if certificate else "", "url": reverse("decisions:certificate", args=[certificate.uuid]) if certificate else "",
    })  # fmt: skip
    days = {"a": result.published_from, "b": result.published_to} if result else {}
    shown.append({"title": _("B 实施结果公开"), "done": result is not None, "when": result.published_from if result else "", "who": b % days if result else ""})
    reached = matter.state in (State.WITHDRAWN, State.REVOKED)
    for step in shown:
        step["state"] = "done" if step.pop("done") else "next" if reached else "now"
        reached = reached or step["state"] == "now"
    return shown


def _step_line(step, meeting: Meeting | None) -> dict[str, Any]:
    made = getattr(meeting, "resolution", None) if meeting else None
    shown: dict[str, Any] = {"title": f"{step.get_step_display()} · {step.get_body_display()}", "done": made is not None and made.passed}
    if meeting is None:
        return shown | {"when": "", "who": chinese(step.reason)}
    who = counts_in_words(made) if made else _("应到 %(n)d，通知 %(day)s，等候表决") % {"n": meeting.eligible, "day": meeting.notice_on}
    return shown | {"when": meeting.held_on, "who": who, "url": reverse("decisions:meeting", args=[meeting.uuid])}


def missing_next(matter: Matter, on: dt.date) -> str:
    """What is missing next, in one sentence; empty when the matter is over."""
    meeting, step, posted = queries.open_meeting(matter), queries.next_step(matter), queries.decision_publication(matter)
    if matter.state in IN_DISCUSSION and meeting is not None:
        return _meeting_waits(meeting, on)
    if matter.state in IN_DISCUSSION and step is not None:
        days = judging.notice_days(step.body, on)
        words = _("通知召开%(body)s") % {"body": step.get_body_display()}
        return words + (_("，至少提前 %(n)d 天，最早 %(day)s 开会。") % {"n": days, "day": add_days(on, days)} if days else _("。"))
    if matter.state == State.PUBLISHED and posted is not None:
        if _unanswered(matter, posted):
            return _("先答复异议，再出具凭证。")
        end = queries.window_end(posted)
        return _("出具凭证。") if on > end else _("等公开期和异议期满，%(day)s 起可以出具凭证。") % {"day": add_days(end, 1)}
    if matter.state == State.CERTIFIED and posted is None:
        return _("应急事项已决议，还要公开决议。")
    return {
        State.DECIDED: _("公开决议，公开期内接受异议。"), State.CERTIFIED: _("实施完成后公开结果。"), State.RESULT_PUBLISHED: _("归档。"),
        State.REVOKED: _("凭证已撤销：重新提议，或归档。"),
    }.get(matter.state, "")  # fmt: skip


def _unanswered(matter: Matter, posted: Publication) -> bool:
    return matter.objections.filter(publication=posted, upheld__isnull=True).exists()


def _meeting_waits(meeting: Meeting, on: dt.date) -> str:
    if meeting.held_on > on:
        return _("%(day)s 召开%(body)s。") % {"day": meeting.held_on, "body": meeting.get_body_display()}
    held = set(queries.latest_counts(meeting))
    if held != {1, 2}:
        return _("会后由两个人各录一遍计票。")
    return _("两遍计票不一致，对照纸质计票单更正。") if queries.differences(meeting) else _("计票已录两遍，由镇（街道）确认决议。")


def holder_of(matter: Matter) -> str:
    """Whose hands the matter is in: the role that may take its next step."""
    held = WHO_HOLDS_IT[matter.state]
    return next((str(role.title) for role in ROLES.values() if role.code != "service" and held in role.permissions), "—")


def procedure_warnings(matter: Matter, on: dt.date) -> list[str]:
    """What R-D01 tells of the round's days and does not block: two steps on one day."""
    days = {OF_RULE[one.meeting.step.step]: one.decided_on.isoformat() for one in queries.resolutions_of(matter).filter(passed=True) if one.meeting.step.step in OF_RULE}
    if "s1" not in days:
        return []
    return [one.message for one in judging.ask("R-D01", on, days).warnings if one.code == "same_day"]


def matter_acts(request: HttpRequest, matter: Matter) -> list[tuple[str, str]]:
    """(act, words) of what may be done now by who looks, the next step first."""
    by, state, found = request.actor, matter.state, []
    meeting, posted = queries.open_meeting(matter), queries.decision_publication(matter)
    if permissions.can_conduct(by, matter).allowed:
        if state in IN_DISCUSSION and meeting is None:
            found.append(("call", _("通知会议")))
        if state == State.DECIDED or (state == State.CERTIFIED and posted is None):
            found.append(("publish", _("公开决议")))
        if state == State.CERTIFIED and posted is not None:
            found.append(("result", _("公开结果")))
        if state == State.REVOKED:
            found.append(("again", _("重新提议")))
        if state == State.DRAFT and meeting is None:
            found.append(("amend", _("修改事项")))
        if state in (*IN_DISCUSSION, State.DECIDED, State.PUBLISHED):
            found.append(("withdraw", _("撤回事项")))
    if permissions.can_issue_certificate(by, matter).allowed:
        waited = state == State.PUBLISHED and posted is not None and request.today > queries.window_end(posted)
        if (waited and not _unanswered(matter, posted)) or (state == State.DECIDED and matter.emergency):
            found.insert(0, ("certify", _("出具凭证")))
        if state in (State.RESULT_PUBLISHED, State.REVOKED):
            found.append(("close", _("归档")))
    if posted is not None and state in (State.PUBLISHED, State.CERTIFIED, State.RESULT_PUBLISHED) and permissions.can_receive_objection(by, matter).allowed:
        found.append(("objection", _("登记异议")))
    return found


def matter_page(request: HttpRequest, matter: Matter) -> dict[str, Any]:
    """The page of one matter."""
    on = request.today
    late = matter.ratify_by is not None and matter.ratify_by < on and matter.state in IN_DISCUSSION
    every = [m for m in queries.meetings_of(matter) if hasattr(m, "resolution")]
    answers = [one for one in matter.objections.filter(upheld__isnull=True).order_by("received_on", "id") if permissions.can_answer_objection(request.actor, one).allowed]
    return {
        "matter": matter, "acts": matter_acts(request, matter), "steps": line_of(matter), "missing": missing_next(matter, on), "late": late,
        "warnings": procedure_warnings(matter, on), "meetings": every, "shown": [(m, m.resolution, counts_in_words(m.resolution)) for m in every],
        "objections": matter.objections.order_by("received_on", "id"), "certificates": matter.certificates.order_by("id"), "on": on,
        "may_answer": [one.pk for one in answers], "answer_next": answers[0] if answers else None,
        "facts": [
            {"label": _("进展"), "value": matter.get_state_display(), "now": matter.state not in (State.CLOSED, State.WITHDRAWN)},
            {"label": _("金额"), "value": _("%(n)s 元") % {"n": format_yuan(matter.amount)} if matter.amount is not None else "—"},
            {"label": _("现在由谁办"), "value": holder_of(matter)},
            {"label": _("第几轮"), "value": matter.round},
        ],
        "kv": [
            {"label": _("编号"), "value": matter.number}, {"label": _("类别"), "value": matter.get_kind_display()},
            {"label": _("用途和内容"), "value": matter.purpose}, {"label": _("由哪个单位实施"), "value": matter.get_unit_display()},
            {"label": _("三重一大"), "value": matter.get_four_major_display() or "—"},
            {"label": _("村民会议授权"), "value": matter.authorisation or "—"},
            {"label": _("发起"), "value": f"{names_of_logins([matter.opened_by]).get(matter.opened_by, matter.opened_by)} {matter.opened_on}"},
            *([{"label": _("应急处置"), "value": f"{matter.acted_on} {matter.emergency_reason}"}, {"label": _("最迟补办"), "value": str(matter.ratify_by)}]
              if matter.emergency else []),
        ],
    }  # fmt: skip


def meeting_acts(request: HttpRequest, meeting: Meeting) -> list[tuple[str, str]]:
    """(act, words) of what may be done in the meeting room now."""
    by, found = request.actor, []
    if hasattr(meeting, "resolution") or meeting.cancelled_on is not None or meeting.round != meeting.matter.round:
        return []
    counted = set(queries.latest_counts(meeting))
    if permissions.can_enter_count(by, meeting).allowed and meeting.held_on <= request.today:
        found.append(("count", _("录计票")))
    if counted == {1, 2} and not queries.differences(meeting) and permissions.can_confirm_count(by, meeting).allowed:
        found.insert(0, ("confirm", _("确认决议")))
    if permissions.can_conduct(by, meeting.matter).allowed:
        found += [("recuse", _("登记回避")), ("postpone", _("改期"))] if not counted else []
        found.append(("cancel", _("取消会议")))
    return found


def meeting_page(request: HttpRequest, meeting: Meeting) -> dict[str, Any]:
    """The meeting room: agenda, who may vote, recusals, the two counts and what they differ in, the resolution."""
    entries = queries.latest_counts(meeting)
    made, logins = getattr(meeting, "resolution", None), names_of_logins({e.entered_by for e in entries.values()})
    quorum = judging.bars(meeting, meeting.recusals.count())
    return {
        "meeting": meeting, "matter": meeting.matter, "acts": meeting_acts(request, meeting),
        "entries": [(entries[n], logins.get(entries[n].entered_by, entries[n].entered_by)) for n in sorted(entries)],
        "differences": queries.differences(meeting), "resolution": made, "counts": counts_in_words(made) if made else "",
        "recusals": meeting.recusals.order_by("id"),
        "facts": [
            {"label": _("应到会"), "value": meeting.eligible, "note": meeting.get_counted_by_display()},
            {"label": _("至少到会"), "value": quorum},
            {"label": _("回避"), "value": meeting.recusals.count()},
            {"label": _("会议日期"), "value": meeting.held_on.isoformat(), "now": made is None},
        ],
        "kv": [
            {"label": _("事项"), "value": meeting.matter.title}, {"label": _("会议地点"), "value": meeting.place}, {"label": _("通知日期"), "value": meeting.notice_on.isoformat()},
            {"label": _("应到会的依据"), "value": f"{meeting.get_eligible_source_display()}：{meeting.eligible_note}"},
            {"label": _("议题"), "value": meeting.agenda},
            *([{"label": _("取消会议"), "value": f"{meeting.cancelled_on} {meeting.cancel_reason}"}] if meeting.cancelled_on else []),
        ],
    }  # fmt: skip


def flow_line(case: PowerCase) -> list[dict[str, Any]]:
    """The case along its flow: done, skipped with what supervision found, next."""
    done, flags = {m.step: m for m in case.moves.all()}, {f.step: f for f in case.flags.all()}
    shown, reached = [], case.state != PowerCase.State.OPEN
    for step in case.steps:
        move, flag = done.get(step["code"]), flags.get(step["code"])
        line: dict[str, Any] = {"title": chinese(step["title"]), "when": move.done_on if move else "", "who": chinese(move.document if move else step["holder"])}
        if flag is not None:
            line["opinion"] = format_html("{}：{}", _("监督意见"), chinese(flag.opinion)) if flag.opinion else _("跳过了这一步，等村务监督委员会查看。")
            line["who"] = format_html("{}：{}", _("跳过的步骤"), chinese(flag.reason)) if move is None else line["who"]
        line["state"] = "done" if move or flag else "next" if reached else "now"
        reached = reached or line["state"] == "now"
        shown.append(line)
    return shown


def power_page(request: HttpRequest, case: PowerCase) -> dict[str, Any]:
    """The page of one power case."""
    flow: Flow | None = flow_named(case.flow)
    may_move = case.state == PowerCase.State.OPEN and permissions.can_move_power_case(request.actor, case).allowed
    return {
        "case": case, "steps": flow_line(case), "acts": [("move", _("登记办理")), ("stop", _("终止"))] if may_move else [],
        "flags": [(flag, permissions.can_look_at_flag(request.actor, flag).allowed and not flag.looked_by, _step_title(case, flag.step)) for flag in case.flags.order_by("id")],
        "kv": [
            {"label": _("编号"), "value": case.number}, {"label": _("权力"), "value": chinese(flow.title if flow else case.flow)},
            {"label": _("状态"), "value": case.get_state_display()}, {"label": _("登记日期"), "value": case.opened_on.isoformat()},
            *(flow_facts(flow) if flow else []),
            *([{"label": _("终止原因"), "value": case.stop_reason}] if case.stop_reason else []),
        ],
    }  # fmt: skip


def flow_facts(flow: Flow) -> list[dict[str, Any]]:
    """Who holds a power, who watches it, where to complain, where the flow comes from."""
    words = ((_("权力行使人"), flow.holder), (_("监督点"), flow.supervision), (_("投诉渠道"), flow.complaint), (_("依据"), flow.source))
    return [{"label": label, "value": chinese(value)} for label, value in words]


def _step_title(case: PowerCase, code: str) -> SafeString:
    return chinese(next((step["title"] for step in case.steps if step["code"] == code), code))
