"""From rows to papers. Official papers are Chinese whatever language the page was in."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import override

from qianxian.decisions import papers, queries
from qianxian.decisions.models import Body, Certificate, Matter, Meeting, Resolution
from qianxian.divisions.queries import place_on_paper
from qianxian.foundation.actor import Actor
from qianxian.foundation.money import in_yuan
from qianxian.foundation.papers.engine import FormPaper
from qianxian.organisations import queries as organisations
from qianxian.organisations.rules.votes import has_vote

BLANK_ROWS = 200  # a sign-in roll without names has so many lines at most


def _day(day: dt.date | None) -> str:
    return f"{day:%Y年%-m月%-d日}" if day else ""


def _about(matter: Matter) -> tuple[tuple[str, str], ...]:
    money = in_yuan(matter.amount) if matter.amount is not None else "无"
    return (
        ("事项", matter.title), ("事项编号", matter.number), ("类别", str(matter.get_kind_display())), ("金额", money), ("用途和内容", matter.purpose),
        ("实施单位", str(matter.get_unit_display())),
    )  # fmt: skip


@override("zh-hans")
def record_paper(matter: Matter, on: dt.date, format: str) -> bytes:
    """The record of 四议两公开 of the present round."""
    made = {one.meeting.step_id: one for one in queries.resolutions_of(matter)}
    lines = [_step_line(step, made.get(step.pk)) for step in queries.steps_of(matter)]
    posted = [
        (str(p.get_kind_display()), (f"{_day(p.published_from)}至{_day(p.published_to)}，{p.place}。", p.text))
        for p in matter.publications.filter(round=matter.round).order_by("id")
    ]
    answers = tuple(f"{_day(o.received_on)}：{o.reason}　答复：{o.answer or '待答复'}" for o in matter.objections.filter(publication__round=matter.round).order_by("id"))
    parts = (*posted, *((("异议和答复", answers),) if answers else ()), ("分类依据", tuple(f"{one['rule']}：{one['text']}" for one in matter.reasons)))
    return papers.decision_paper(
        FormPaper(
            kind="record", form_no=matter.number, place=place_on_paper(matter.division_code), dated=on, pairs=_about(matter),
            columns=("环节和会议", "序号", "日期", "结果", "应到、到会、赞成、反对、弃权、至少票数"), lines=tuple((a, str(n), *rest) for n, (a, *rest) in enumerate(lines, 1)),
            parts=parts,
        ), format,
    )  # fmt: skip


def _step_line(step, made: Resolution | None) -> tuple[str, str, str, str]:
    name = f"{step.get_step_display()} {step.get_body_display()}"
    if made is None:
        return name, "", "未开", ""
    figures = f"{made.eligible}、{made.present}、{made.votes_for}、{made.votes_against}、{made.votes_abstain}、{made.votes_needed}"
    recused = f"（回避 {made.recused}）" if made.recused else ""
    return name, _day(made.decided_on), "通过" if made.passed else "未通过", figures + recused


def _head(meeting: Meeting) -> tuple[tuple[str, str], ...]:
    return (
        ("会议", f"{meeting.step.get_step_display()} {meeting.get_body_display()}"), ("会议日期", _day(meeting.held_on)), ("会议地点", meeting.place),
        ("通知日期", _day(meeting.notice_on)), ("应到会", f"{meeting.eligible}（{meeting.get_counted_by_display()}，{meeting.eligible_note}）"),
    )  # fmt: skip


@override("zh-hans")
def meeting_paper(meeting: Meeting, kind: str, actor: Actor, format: str) -> bytes:
    """The agenda, the sign-in roll or the blank count sheet of a meeting."""
    matter, more = meeting.matter, {}
    if kind == "agenda":
        recused = tuple(f"{one.name}（{one.get_relation_display()}）" for one in meeting.recusals.order_by("id"))
        more = {"parts": (("议题", (meeting.agenda,)), ("回避", recused or ("无",)))}
    elif kind == "roll":
        more = {"columns": ("姓名（户）", "序号", "签到", "", "备注"), "lines": _roll(meeting, actor)}
    else:
        blank = "　　　　"
        rows = (("到会（含回避）", ""), ("其中回避", str(meeting.recusals.count() or "")), ("赞成", ""), ("反对", ""), ("弃权", ""))
        more = {"columns": ("项目", "序号", "数", "", "备注"), "lines": tuple((label, str(n), value or blank, "", "") for n, (label, value) in enumerate(rows, 1))}
    return papers.decision_paper(
        FormPaper(
            kind=kind, form_no=f"{matter.number}-{meeting.round}-{meeting.step.position}", place=place_on_paper(meeting.division_code), dated=meeting.notice_on,
            pairs=(("事项", matter.title), *_head(meeting)), **more,
        ), format,
    )  # fmt: skip


def _roll(meeting: Meeting, actor: Actor) -> tuple[tuple[str, str, str, str, str], ...]:
    """Names as the registry had them on the day of the notice; numbered lines where the registry has none."""
    names = _names(meeting, actor) or [""] * min(meeting.eligible, BLANK_ROWS)
    return tuple((name, str(n), "　　　　", "", "") for n, name in enumerate(names, 1))


def _names(meeting: Meeting, actor: Actor) -> list[str]:
    matter, on = meeting.matter, meeting.notice_on
    if meeting.body == Body.MEMBERS_MEETING:
        members = organisations.members_on(actor, on, organisation__path__startswith=matter.organisation.path)
        return [one.person.name for one in members if has_vote(one.status_on)]
    if meeting.body not in (Body.BRANCH_COMMITTEE, Body.TWO_COMMITTEES):
        return []
    held = queries.seats_of(matter, meeting.body, actor, on)
    return list(dict.fromkeys(one.person.name for one in held))


@override("zh-hans")
def certificate_paper(certificate: Certificate, on: dt.date, format: str) -> bytes:
    """The certificate with the resolutions it rests on and its digest; a revoked one says so first."""
    matter = certificate.matter
    made = matter.resolutions.filter(meeting__round=certificate.round).select_related("meeting__step").order_by("meeting__step__position", "id")
    lines = tuple((f"{r.meeting.step.get_step_display()} {r.get_body_display()}", str(n), _day(r.decided_on), r.number, f"赞成 {r.votes_for}，至少 {r.votes_needed}")
                  for n, r in enumerate(made, 1))  # fmt: skip
    state = Certificate.State(certificate.state_on(on)).label
    revoked = (("撤销", f"{_day(certificate.revoked_on)}，{certificate.revoke_document}，{certificate.revoke_reason}"),) if certificate.revoked_on else ()
    return papers.decision_paper(
        FormPaper(
            kind="certificate", form_no=certificate.number, place=place_on_paper(certificate.division_code), dated=certificate.issued_on,
            pairs=(
                *revoked, ("凭证编号", certificate.number), ("状态", f"{state}（{_day(on)}）"), ("事项", f"{matter.title}（{matter.number}）"),
                ("实施单位", str(certificate.get_unit_display())), ("用途", certificate.purpose),
                ("金额上限", in_yuan(certificate.amount_limit)),
                ("有效期", f"{_day(certificate.valid_from)}至{_day(certificate.lapses_on)}"),
            ),
            columns=("会议", "序号", "日期", "决议", "票数"), lines=lines, parts=(("摘要（SHA-256）", (certificate.digest,)),),
        ), format,
    )  # fmt: skip
