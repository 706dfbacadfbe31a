"""The papers of 选聘: engagement letter, notices of deferral and refusal, joint vetting form, approval and filing forms, papers of a case.

    engagement_letter(EngagementLetter(letter_no="斗井聘〔2019〕12号", …), "pdf")

Each paper is a frozen dataclass of plain values and one function to bytes; no model, no reader, no clock.
The wording is Chinese by office and law and is not translated. Sources: domain handbook 6 (fields), 8 (due process),
R-E01 to R-E05, P11. Who may print which is decided by `permissions.py`; facts are gathered by `queries.py`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from qianxian.foundation.errors import RuleViolated, Violation
from qianxian.foundation.papers.engine import Format, chinese_date, numeral, render, sign_boxes

DUE_PROCESS = "干部权利保障"


@dataclass(frozen=True, kw_only=True)
class EngagementLetter:
    """聘任书. ``last_day`` is counted; ``extra_terms`` are further sentences under 有关说明."""

    letter_no: str
    person_name: str
    village: str
    centre: str
    post_title: str
    first_day: dt.date
    last_day: dt.date
    duties: tuple[str, ...]
    pay_basis: str
    issuing_town: str
    issued_on: dt.date
    is_director: bool = False
    elected_office: str = ""
    extra_terms: tuple[str, ...] = ()
    verify_url: str = ""


@dataclass(frozen=True, kw_only=True)
class RefusalNotice:
    """不予聘任告知书. Ground, evidence, the person's own statement, review body and contact are owed: none may be empty.

    ``statement`` says when the person was heard and what was said, or when and how the hearing was offered and declined.
    ``review_days`` run from receipt; ``answer_days`` are the review panel's. ``review_deadline`` is printed when the day
    of receipt is already known, otherwise only the number of days is.
    """

    notice_no: str
    person_name: str
    village: str
    centre: str
    post_title: str
    decided_by: str
    decided_on: dt.date
    ground: str
    ground_source: str
    evidence: tuple[str, ...]
    statement: str
    review_body: str
    contact_name: str
    contact_phone: str
    contact_address: str = ""
    issuing_town: str
    issued_on: dt.date
    elected_office: str = ""
    review_days: int = 15
    answer_days: int = 30
    review_deadline: dt.date | None = None
    verify_url: str = ""


@dataclass(frozen=True, kw_only=True)
class DeferralNotice(RefusalNotice):
    """暂缓聘任告知书: a refusal's duties, and the day on which a new decision is owed (R-E04)."""

    deferred_until: dt.date


@dataclass(frozen=True, kw_only=True)
class VettingCandidate:
    """One person on the form. ``conclusions``: department → 无异议, 有异议, 需补充; a department left out stays blank."""

    person_name: str
    identity_masked: str
    village: str
    post_title: str
    conclusions: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class VettingReply:
    """Who signed for a department and when; empty where the paper is to be signed by hand."""

    department: str
    officer: str = ""
    replied_on: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class VettingForm:
    """联审表: one list of candidates and the departments asked. Conclusions only, never grounds or case files."""

    form_no: str
    county: str
    purpose: str
    requested_by: str
    requested_on: dt.date
    reply_by: dt.date
    candidates: tuple[VettingCandidate, ...]
    replies: tuple[VettingReply, ...]
    valid_until: dt.date | None = None
    summary: str = ""
    printed_by: str = ""


def engagement_letter(letter: EngagementLetter, format: Format = "pdf") -> bytes:
    """The letter to GB/T 9704-2012 as PDF or Word; RuleViolated when the term ends before it starts or has no duties."""
    _require(
        (letter.first_day <= letter.last_day, "term_order", "聘期止日早于起日，请核对后再出具聘任书。", "last_day"),
        (bool(letter.duties), "duties_missing", "请填写岗位职责后再出具聘任书。", "duties"),
    )
    facts = _values(letter, "letter_no person_name pay_basis issuing_town verify_url") | {
        "opening": f"经集体研究，决定聘任您为{letter.village}{letter.centre}{letter.post_title}，聘期自"
        f"{chinese_date(letter.first_day)}起至{chinese_date(letter.last_day)}止，首尾两日均计入聘期。",
        "duties": _numbered(letter.duties),
        "terms": _numbered(_terms(letter)),
        "issued_on": letter.issued_on,
    }
    return render("engagement_letter", facts, format, title="聘任书", dated=letter.issued_on)


def deferral_notice(notice: DeferralNotice, format: Format = "pdf") -> bytes:
    """暂缓聘任告知书 as PDF or Word; RuleViolated lists everything due process still misses."""
    _owe_due_process(notice)
    _require((notice.deferred_until > notice.decided_on, "deferral_order", "暂缓期限应当晚于决定日期，请核对。", "deferred_until"))
    until = chinese_date(notice.deferred_until)
    expiry = (
        "暂缓期限届满",
        [f"暂缓聘任的期限至{until}止。届满之日将重新作出决定并书面告知您；暂缓不会因期满自动延长，也不会自动转为不予聘任。"],
    )
    return _adverse(notice, "暂缓聘任告知书", f"决定暂缓聘任您，期限至{until}", expiry, format)


def refusal_notice(notice: RefusalNotice, format: Format = "pdf") -> bytes:
    """不予聘任告知书 as PDF or Word; RuleViolated lists everything due process still misses."""
    _owe_due_process(notice)
    return _adverse(notice, "不予聘任告知书", "决定不予聘任您", None, format)


def vetting_form(form: VettingForm, format: Format = "pdf") -> bytes:
    """联审表 on A4 landscape, as PDF or Word; header repeated, rows unbroken; RuleViolated without people or departments."""
    _require(
        (bool(form.candidates), "candidates_missing", "请至少加入一名联审人选。", "candidates"),
        (bool(form.replies), "departments_missing", "请至少选择一个联审单位。", "replies"),
    )
    departments = [reply.department for reply in form.replies]
    facts = _values(form, "form_no county purpose requested_by requested_on reply_by summary printed_by") | {
        "departments": departments,
        "valid_until": chinese_date(form.valid_until),
        "candidates": [
            _values(c, "person_name identity_masked village post_title")
            | {"no": str(n), "marks": [c.conclusions.get(department, "") for department in departments]}
            for n, c in enumerate(form.candidates, 1)
        ],
        "sign_offs": [
            {
                "department": r.department,
                "officer": r.officer,
                "replied_on": chinese_date(r.replied_on) if r.replied_on else "　　年　月　日",
            }
            for r in form.replies
        ],
    }
    facts["blank"] = dict.fromkeys(("department", "officer", "replied_on"), "")  # an odd number leaves one box free
    return render("vetting_form", facts, format, title="村（社区）干部人选联审表", dated=form.requested_on)


@dataclass(frozen=True, kw_only=True)
class CountyForm:
    """A form of the county's own: pairs of label and value, parts in prose, boxes to sign, and the remedy below. ``template``: which Word file."""

    template: str
    title: str
    form_no: str
    place: str
    pairs: tuple[tuple[str, str], ...]
    parts: tuple[tuple[str, str], ...]
    signs: tuple[str, ...]
    remedy: str
    dated: dt.date


def county_form(form: CountyForm, format: Format = "pdf") -> bytes:
    """Hearing record, case notice, minutes of a review: on A4, with boxes for signatures and the stamp."""
    facts = _values(form, "form_no place remedy") | {
        "pairs": [{"label": label, "value": value} for label, value in form.pairs],
        "columns": [""] * 5,
        "lines": [],
        "parts": [{"heading": heading, "lines": text.splitlines() or ["　"]} for heading, text in form.parts],
        "signs": sign_boxes(form.signs),
    }
    return render(form.template, facts, format, title=form.title, dated=form.dated, layout="county_form")


@dataclass(frozen=True, kw_only=True)
class OpinionForm:
    """A form that goes up from office to office: basics, longer rows, and each office's opinion with its own signature, stamp and day."""

    template: str
    title: str
    form_no: str
    place: str
    pairs: tuple[tuple[str, str], ...]
    wide: tuple[tuple[str, str], ...]
    opinions: tuple[tuple[str, str], ...]
    remedy: str
    dated: dt.date


def opinion_form(form: OpinionForm, format: Format = "pdf") -> bytes:
    """聘任审批表 and 村党组织书记备案表 on A4."""
    facts = _values(form, "form_no place remedy") | {
        "pairs": [{"label": label, "value": value} for label, value in form.pairs],
        "wide": [{"label": label, "lines": text.splitlines() or ["　"]} for label, text in form.wide],
        "opinions": [{"label": label, "text": text or "　"} for label, text in form.opinions],
        "blank": {"label": "", "value": ""},
    }
    return render(form.template, facts, format, title=form.title, dated=form.dated, layout="opinion_form")


def _terms(letter: EngagementLetter) -> list[str]:
    office = f"您当选的{letter.elected_office}职务" if letter.elected_office else "您依法当选的职务"
    terms = [f"本聘任与选举各自独立：聘任不以当选代替，聘期届满或者解聘不影响{office}。"]
    if letter.is_director:  # R-E02: the director is the serving secretary, so the engagement ends with the office
        terms.append("中心主任由现任村（社区）党组织书记担任；您不再担任书记的，主任聘任自当日终止。")
    return [*terms, *letter.extra_terms]


def _adverse(notice: RefusalNotice, title: str, outcome: str, expiry: tuple[str, list[str]] | None, format: Format) -> bytes:
    by_when = f"（至迟{chinese_date(notice.review_deadline)}）" if notice.review_deadline else ""
    office = f"您当选的{notice.elected_office}职务" if notice.elected_office else "您依法当选的职务"
    parts = [
        ("决定理由", [f"{notice.ground}（依据：{notice.ground_source}）。"]),
        ("主要证据", _numbered(notice.evidence)),
        ("陈述和申辩", [notice.statement]),
        ("与当选职务的关系", [f"本决定只涉及中心岗位的聘任，不影响{office}及其法定待遇。"]),
        *([expiry] if expiry else []),
        ("申请复核的权利", [
            f"您对本决定有异议的，可以自收到本告知书之日起{notice.review_days}日内{by_when}向{notice.review_body}"
            f"书面申请复核。复核由未参与原决定的人员进行，自收到申请之日起{notice.answer_days}日内书面答复；"
            "复核撤销本决定的，恢复聘任并补发相应报酬。您是中国共产党党员的，还可以依照《中国共产党党员权利保障条例》提出申诉。",
        ]),
        ("联系方式", [f"联系人：{notice.contact_name}；电话：{notice.contact_phone}{f'；地址：{notice.contact_address}' if notice.contact_address else ''}。"]),
    ]  # fmt: skip
    facts = _values(notice, "notice_no person_name issuing_town issued_on verify_url") | {
        "opening": f"您被提名为{notice.village}{notice.centre}{notice.post_title}人选。经{notice.decided_by}"
        f"集体研究，{outcome}。现将有关事项告知如下：",
        "parts": [{"heading": f"{numeral(n)}、{heading}", "lines": lines} for n, (heading, lines) in enumerate(parts, 1)],
    }
    return render("adverse_notice", facts, format, title=title, dated=notice.issued_on)


def _owe_due_process(notice: RefusalNotice) -> None:
    _require(
        (bool(notice.ground.strip()), "ground_missing", "请写明决定理由后再出具告知书。", "ground"),
        (bool(notice.ground_source.strip()), "source_missing", "请写明理由所依据的文件和条款。", "ground_source"),
        (bool(notice.evidence), "evidence_missing", "请至少列出一项证据后再出具告知书。", "evidence"),
        (
            bool(notice.statement.strip()),
            "statement_missing",
            "请写明何时听取本人陈述申辩及其内容；未陈述的，写明何时告知。",
            "statement",
        ),
        (bool(notice.review_body.strip()), "review_body_missing", "请填写受理复核的机关。", "review_body"),
        (bool(notice.contact_name and notice.contact_phone), "contact_missing", "请填写联系人和电话。", "contact_phone"),
    )


def _require(*checks: tuple[bool, str, str, str]) -> None:
    violations = [Violation(code, message, DUE_PROCESS, named) for holds, code, message, named in checks if not holds]
    if violations:
        raise RuleViolated(violations)


def _numbered(lines: Sequence[str]) -> list[str]:
    """One clause stands bare; several are counted （一）（二） and closed by ； and 。 where the officer left that open."""
    closed = [line if line[-1:] in "。；！？" else line + ("；" if n < len(lines) else "。") for n, line in enumerate(lines, 1)]
    return [f"（{numeral(n)}）{line}" for n, line in enumerate(closed, 1)] if len(closed) > 1 else closed


def _values(thing: object, names: str) -> dict[str, Any]:
    return {name: getattr(thing, name) for name in names.split()}
