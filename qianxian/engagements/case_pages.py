"""What the pages of cases and filings show: rows, the line with now and next, and the actions of whoever holds it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from qianxian.accounts.queries import names_of_logins
from qianxian.engagements import grounds, judging, pages
from qianxian.engagements.models import ConsequenceCase, SecretaryFiling
from qianxian.engagements.models.consequences import PIECE_WORDS
from qianxian.foundation.actor import Actor
from qianxian.foundation.periods import add_days

CASE_ACTIONS = {
    "proposed": ("call", "drop"),
    "invited": ("hear", "drop"),
    "heard": ("decide", "drop"),
    "decided": ("serve",),
    "served": ("ask",),
    "asked": ("answer",),
}


def summary(case: ConsequenceCase) -> list[dict[str, Any]]:
    """The rows of a case that exist so far."""
    rows = [
        (_("处理"), case.get_kind_display(), "R-E11"),
        (_("理由"), case.ground, "R-E06"),
        (_("证据和文书"), case.evidence, ""),
        (_("本人陈述申辩"), case.statement, ""),
        (_("决定"), _("%(body)s，%(meeting)s") % {"body": case.body, "meeting": case.meeting} if case.decided_on else "", ""),
        (_("决定理由"), case.reasons, ""),
        (_("在岗最后一天"), case.last_day, ""),
        (_("告知书"), case.notice_number, ""),
        (_("可以申请复核到"), case.review_until, ""),
        (_("复核理由"), case.answer_reasons, ""),
    ]
    return [{"label": label, "value": value, "rule": rule} for label, value, rule in rows if value]


def line(case: ConsequenceCase) -> list[dict[str, Any]]:
    """The case's steps so far, then what it waits for."""
    people = names_of_logins([case.proposed_by, case.decided_by, case.answered_by])
    steps = [
        {"when": when, "title": title, "who": who}
        for when, title, who in (
            (case.proposed_on, _("提出处理"), people.get(case.proposed_by, "")),
            (case.heard_on, _("听取陈述申辩"), case.heard_by),
            (case.decided_on, _("镇（街道）党委决定"), people.get(case.decided_by, "")),
            (case.served_on, _("送达告知书"), case.notice_number),
            (case.review_asked_on, _("本人申请复核"), case.review_grounds),
            (case.answered_on, str(case.get_state_display()), case.panel),
        )
        if when
    ]
    if case.state in CASE_ACTIONS:
        steps.append({"state": "next", "title": str(case.get_state_display())})
    return steps


def room_note(case: ConsequenceCase, on: dt.date) -> str:
    """As ``pages.room_note``, while the ending is under review and after it was taken back; empty for every other case."""
    held = case.engagement
    given_back = case.state == "overturned" and held.period.lower <= on < held.period.upper
    if case.kind != "end" or not (given_back or (case.state == "asked" and case.last_day < on < add_days(case.last_day_before, 1))):
        return ""
    return pages.room_note(held.centre, on, given_back=given_back)


def actions(case: ConsequenceCase, actor: Actor, steps: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The steps that the actor may take now."""
    return [
        {"title": steps[key].title, "url": reverse("engagements:case_act", args=[case.uuid, key])}
        for key in CASE_ACTIONS.get(case.state, ())
        if steps[key].may(actor, case)
    ]


def papers_of(case: ConsequenceCase) -> list[dict[str, str]]:
    """The papers that exist by now."""
    found = ((case.heard_on, "hearing", _("听取陈述记录")), (case.served_on, "notice", _("处理告知书")), (case.answered_on, "minutes", _("复核记录")))
    return [
        {"title": title, "url": reverse("engagements:case_paper", args=[case.uuid, key]), "kept": reverse("papers:kept", args=[f"case_{key}", case.uuid])}
        for when, key, title in found
        if when
    ]


def filing_papers(filing: SecretaryFiling) -> list[dict[str, str]]:
    """The form of the filing, and where its signed original is kept."""
    return [{"title": _("备案表"), "url": reverse("engagements:filing_paper", args=[filing.uuid]), "kept": reverse("papers:kept", args=["filing", filing.uuid])}]


def ground_titles(on: dt.date) -> dict[str, str]:
    """Every ground of the county's list in the reader's words, by code."""
    return {row["code"]: grounds.ground_words(row) for row in judging.setting("consequence.grounds", on)}


def filing_rows(filing: SecretaryFiling, on: dt.date) -> list[dict[str, Any]]:
    """The rows of a filing."""
    stands = filing.objected_on is None and on > filing.objection_until
    state = _("有异议") if filing.objected_on else _("已备案") if stands else _("异议期内")
    rows = [
        (_("书记"), filing.mandate.person.name),
        (_("党组织"), filing.mandate.organisation.short_name),
        (_("事项"), filing.get_event_display()),
        (_("日期"), filing.event_on),
        (_("文号"), filing.document),
        (_("附上的材料"), _("、").join(str(words) for piece, words in PIECE_WORDS.items() if piece in filing.pieces)),
        (_("最迟报送"), judging.ask("R-E08", filing.filed_on, {"event": filing.event, "event_on": filing.event_on}).outputs["due_on"]),
        (_("报送日期"), filing.filed_on),
        (_("迟报原因"), filing.late_reason),
        (_("异议期到"), filing.objection_until),
        (_("备案情况"), state),
        (_("异议"), filing.objection),
        (_("答复"), filing.answer),
    ]
    return [{"label": label, "value": value, "rule": "R-E08" if label == _("备案情况") else ""} for label, value in rows if value]


def filing_steps(filing: SecretaryFiling, on: dt.date) -> tuple[str, ...]:
    """Which steps a filing is open to on the day."""
    if filing.objected_on is None:
        return ("object",) if on <= filing.objection_until else ()
    return ("answer",) if filing.answered_on is None else ()


def filing_actions(filing: SecretaryFiling, actor: Actor, on: dt.date, steps: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The steps that the actor may take now."""
    return [
        {"title": steps[key].title, "url": reverse("engagements:filing_act", args=[filing.uuid, key])}
        for key in filing_steps(filing, on)
        if steps[key].may(actor, filing)
    ]
