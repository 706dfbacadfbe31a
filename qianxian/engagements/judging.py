"""Asks the rulebook with the county's settings, and gives commands plain answers.

Example: ``vetting(case, on).state`` is "open" while one department is silent. The rules themselves stand in ``rules/``.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from qianxian.accounts.queries import department_name
from qianxian.engagements.models import EngagementReview, VettingCase, VettingReply
from qianxian.foundation.errors import RuleViolated, Violation
from qianxian.foundation.rulebook import Evaluation, ImpossibleFacts, InputsRefused, SettingMissing, evaluate
from qianxian.foundation.sealing import unseal
from qianxian.rulebook.queries import county_settings


@dataclass(frozen=True)
class VettingFinding:
    """The state by rule, the silent departments by name, and until when a clearance holds."""

    state: str
    silent: tuple[str, ...]
    valid_until: dt.date | None


def ask(rule: str, on: dt.date, inputs: Mapping[str, Any]) -> Evaluation:
    """The rule's answer by the county's settings; facts that cannot be are told as a violation."""
    try:
        return evaluate(rule, on, inputs, county_settings())
    except (ImpossibleFacts, InputsRefused) as unfit:
        raise RuleViolated([Violation("facts", str(unfit), rule)]) from unfit


def setting(key: str, on: dt.date) -> Any:
    """The county's value of a setting on the day; RuleViolated when none is in force."""
    book = county_settings()
    row = book.find(key, on)
    if row is None:
        raise RuleViolated([Violation("setting_missing", str(SettingMissing(key, on, book.title_of(key))))])
    return row.value


def departments(on: dt.date) -> list[str]:
    """The departments that must be asked."""
    return list(setting("vetting.departments_required", on))


def departments_possible(on: dt.date) -> list[str]:
    """Those that must be asked, then those that may be."""
    return departments(on) + list(setting("vetting.departments_optional", on))


def asking_faults(asked: list[str], on: dt.date) -> list[Violation]:
    """Departments left out or not on the county's list; nothing about replies."""
    answer = ask("R-E05", on, {"asked": asked})
    return [v for v in answer.errors if v.code in ("department_not_asked", "department_not_listed")]


def seal_row(reply: VettingReply) -> str:
    """The name under which a reply is sealed; a value copied to another reply does not open."""
    return f"engagements.vettingreply:{reply.uuid}"


def opened(reply: VettingReply) -> dict[str, str]:
    """Conclusion and ground code of a reply; empty while unanswered. Only for those whom the database lets see the row."""
    return json.loads(unseal(reply.sealed, row=seal_row(reply))) if reply.sealed else {}


def vetting(case: VettingCase, on: dt.date) -> VettingFinding:
    """R-E05 over the replies as they stand on the day."""
    replies = list(case.replies.order_by("pk"))
    given = [
        {"department": r.department, "conclusion": opened(r)["conclusion"], "replied_on": r.replied_on} for r in replies if r.replied_on
    ]
    asked = [r.department for r in replies]
    answer = ask("R-E05", on, {"asked": asked, "replies": given, "due_on": replies[0].due_on if replies else None})
    if answer.outputs is None:
        raise RuleViolated(list(answer.errors))
    silent = tuple(department_name(d) for d in answer.outputs["missing"]) if answer.outputs["state"] != "blocked" else ()
    return VettingFinding(answer.outputs["state"], silent, answer.outputs["valid_until"])


def vetting_faults(case: VettingCase | None, on: dt.date) -> list[Violation]:
    """What is missing before an engagement may rest on the vetting: a clearance in force on the day, its last day included."""
    if case is None:
        return [Violation("no_vetting", _("还没有办理县级联审。请先把人选交区联审员发起联审。"), "R-E05", "vetting")]
    if case.state == VettingCase.State.BLOCKED:
        return [
            Violation(
                "vetting_blocked",
                _("县级联审有影响聘任的情形，不能同意聘任。请告知本人并听取陈述后，作不予或暂缓聘任的决定。"),
                "R-E05",
                "outcome",
            )
        ]
    if case.state != VettingCase.State.CLEARED:
        return [
            Violation("vetting_open", _("县级联审还没有结论。没有答复不等于同意，请等待联审结论，或作暂缓聘任的决定。"), "R-E05", "outcome")
        ]
    if case.valid_until < on:
        return [
            Violation("vetting_expired", _("联审有效期到 %(day)s，已经过了。请重新联审。") % {"day": case.valid_until}, "R-E05", "outcome")
        ]
    if case.concluded_on > on:
        return [
            Violation(
                "vetting_later", _("联审结论在 %(day)s 才作出，决定日期不能早于它。") % {"day": case.concluded_on}, "R-E05", "outcome"
            )
        ]
    return []


def deferral_faults(on: dt.date, until: dt.date | None, cause: str) -> list[Violation]:
    """R-E04: an end within the county's months, and a cause."""
    answer = ask("R-E04", on, {"deferred_on": on, "deferred_until": until, "cause": cause})
    return list(answer.errors)


def separation_faults(review: EngagementReview, outcome: str, on: dt.date) -> list[Violation]:
    """R-E01: the decision touches no elected office."""
    return list(ask("R-E01", on, {"outcome": outcome, "elected": review.mandate_id is not None}).errors)


def renewal_faults(grade: str, first: dt.date, last: dt.date, talk_document: str, on: dt.date) -> list[Violation]:
    """R-E11 for a term after the grade: a year at most after basic and not competent, and with a talk on record."""
    asked = {"grade": grade, "term_from": first, "term_to": last, "talk_document": talk_document or None}
    return [found for found in ask("R-E11", on, asked).errors if found.code.startswith("renewal_")]


def avoidance_faults(offices: set[str], others: set[str], relation: str, on: dt.date) -> list[Violation]:
    """R-E09 for two related people, each office of the one against each of the other; every pair that is barred."""
    return [
        replace(found, field="kin_relation")
        for first in sorted(offices)
        for second in sorted(others)
        for found in ask("R-E09", on, {"first": first, "second": second, "relation": relation}).errors
    ]


def days_to_name_acting(secretary_ends: dt.date, acting_set: dt.date | None, on: dt.date) -> Evaluation:
    """R-E02 after a secretary's last day: until when an acting director is due, and whether it is late."""
    return ask("R-E02", on, {"secretary_ends": secretary_ends, "acting_set": acting_set})
