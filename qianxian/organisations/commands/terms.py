"""Terms of office of Party organisations (R-P05, R-P06, R-P09)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import RuleViolated, Violation
from qianxian.foundation.periods import add_months
from qianxian.foundation.records import holding_from
from qianxian.foundation.verdict import require
from qianxian.organisations import permissions, queries
from qianxian.organisations.judging import ask, judged
from qianxian.organisations.models import OrganisationTerm, PartyOrganisation

RULED = ("party_branch", "joint_branch", "general_party_branch", "primary_party_committee", "temporary_branch")


@transaction.atomic
def open_term(
    *, organisation: PartyOrganisation, elected_on: dt.date, by: Actor, on: dt.date, number: int | None = None, document: str = ""
) -> OrganisationTerm:
    """The new term after an election; the one before ends that day. Early or late only with the upper organisation's approval (``document``)."""
    held = PartyOrganisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    require(permissions.can_keep_terms(by, held))
    previous = held.terms.order_by("-elected_on").first()
    number = number or queries.next_term_number(held)
    faults = []
    if held.kind == "temporary_branch":
        faults += judged("R-P09", elected_on, {"act": "term_election", "task_ends": held.expires_on})[0]
    if elected_on > on:
        faults.append(Violation("future", _("选举日期 %(day)s 还没有到。选举后再登记。") % {"day": elected_on}, field="elected_on"))
    if previous and elected_on <= previous.elected_on:
        faults.append(Violation("order", _("选举日期要晚于上一届的 %(day)s。") % {"day": previous.elected_on}, field="elected_on"))
    elif previous:
        approved = bool(document.strip()) or previous.extension_months > 0
        faults += judged("R-P06", elected_on, {"due_on": previous.due_on, "held_on": elected_on, "upper_approval": approved}, "elected_on")[
            0
        ]
    if OrganisationTerm.objects.filter(organisation=held, number=number).exists():
        faults.append(Violation("number", _("第 %(n)d 届已经登记。核对届次。") % {"n": number}, field="number"))
    if faults:
        raise RuleViolated(faults)
    kind = held.kind if held.kind in RULED else "primary_party_committee"
    ruled = ask("R-P05", elected_on, {"elected_on": elected_on, "kind": kind, "sector": held.sector}).outputs or {}
    years = ruled.get("term_years") or held.term_years
    term = OrganisationTerm.objects.create(
        division_code=held.division_code, organisation=held, number=number, elected_on=elected_on, length_years=years,
        due_on=ruled.get("due_on") or add_months(elected_on, 12 * years),
    )  # fmt: skip
    if previous and previous.ended_on is None:
        previous.ended_on, previous.version = elected_on, previous.version + 1
        previous.save(update_fields=["ended_on", "version"])
    audit.record(
        by=by,
        action="organisations.open_term",
        thing=term,
        reason=document,
        after={**audit.snapshot(term, "number", "elected_on", "due_on"), "organisation": held.code},
    )
    return term


@transaction.atomic
def extend_term(*, term: OrganisationTerm, months: int, document: str, by: Actor, on: dt.date) -> OrganisationTerm:
    """The term with an approved extension, at most twelve months in all (R-P06)."""
    held = OrganisationTerm.objects.select_for_update(of=["self"], no_key=True).select_related("organisation").get(pk=term.pk)
    require(permissions.can_keep_terms(by, held.organisation))
    faults = []
    total = held.extension_months + months
    if held.ended_on is not None:
        faults.append(Violation("ended", _("这一届已经结束，不能延期。")))
    if months < 1:
        faults.append(Violation("months", _("延期月数至少 1 个月。"), field="months"))
    elif total > 12:
        faults.append(
            Violation(
                "months",
                _("延期合计最多 12 个月，已延 %(n)d 个月。") % {"n": held.extension_months},
                "《中国共产党基层组织选举工作条例》第三条，R-P06",
                "months",
            )
        )
    else:
        facts = {"due_on": held.due_on, "held_on": add_months(held.due_on, total), "upper_approval": bool(document.strip())}
        faults += judged("R-P06", on, facts, "document")[0]
    if not document.strip():
        faults.append(Violation("document", _("填写上级党组织批准延期的文号。"), "R-P06", "document"))
    if faults:
        raise RuleViolated(faults)
    before = audit.snapshot(held, "extension_months", "extension_document")
    held.extension_months, held.extension_document, held.version = total, document.strip(), held.version + 1
    with holding_from(on):
        held.save(update_fields=["extension_months", "extension_document", "version"])
    audit.record(
        by=by,
        action="organisations.extend_term",
        thing=held,
        before=before,
        after=audit.snapshot(held, "extension_months", "extension_document"),
        reason=document,
    )
    return held
