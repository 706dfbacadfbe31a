"""Founding, changing and dissolving Party organisations."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from qianxian.divisions.queries import division_on
from qianxian.divisions.spelling import spelled
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import Conflict, RuleViolated, Violation
from qianxian.foundation.records import holding_from
from qianxian.foundation.verdict import require
from qianxian.organisations import permissions
from qianxian.organisations.judging import ask, judged
from qianxian.organisations.models import BranchRegistration, PartyOrganisation

SHOWN = ("code", "name", "kind", "sector", "is_top_of_village", "founded_on", "approval_document", "status", "division_code")
CHANGEABLE = frozenset({"name", "short_name", "kind", "sector", "parent", "is_top_of_village", "approved_by", "approval_document", "need_reason",
                        "telephone", "task", "expires_on", "founded_on"})  # fmt: skip
VILLAGE_FORMS = ("party_branch", "general_party_branch", "primary_party_committee")


@transaction.atomic
def found_organisation(
    *, code: str, name: str, kind: str, sector: str, division_code: str, by: Actor, on: dt.date, parent: PartyOrganisation | None = None,
    short_name: str = "", is_top_of_village: bool = False, full_members: int | None = None, probationary: int = 0, approved_by: str = "",
    approval_document: str = "", need_reason: str = "", task: str = "", expires_on: dt.date | None = None, telephone: str = "",
) -> PartyOrganisation:  # fmt: skip
    """The new organisation from ``on``. R-P01 (three full members), R-P03 (forms in villages), R-P09 (temporary branches); warnings are recorded."""
    if parent is not None:
        parent = PartyOrganisation.objects.select_for_update(no_key=True).get(pk=parent.pk)
    require(permissions.can_found_organisation(by, division_code))
    made = PartyOrganisation(
        code=code.strip(), name=name.strip(), short_name=short_name.strip() or name.strip()[:60], kind=kind, sector=sector, division_code=division_code,
        parent=parent, path=f"{parent.path if parent else ''}{code.strip()}/", is_top_of_village=is_top_of_village, founded_on=on,
        approved_by=approved_by, approval_document=approval_document, need_reason=need_reason, task=task, expires_on=expires_on, telephone=telephone,
    )  # fmt: skip
    faults = _shape_faults(made, parent, on)
    errors, warnings = _form_faults(made, on, full_members, probationary)
    if faults + errors:
        raise RuleViolated(faults + errors)
    made.term_years = _term_years(made, on)
    made.initials = spelled(made.short_name).initials
    made.save()
    audit.record(by=by, action="organisations.found_organisation", thing=made, reason=approval_document,
                 after={**audit.snapshot(made, *SHOWN), "full_members": full_members, "warnings": [w.code for w in warnings]})  # fmt: skip
    return made


def _shape_faults(made: PartyOrganisation, parent: PartyOrganisation | None, on: dt.date) -> list[Violation]:
    faults = []
    if not made.code or not made.name:
        faults.append(Violation("name", _("填写党组织的代码和全称。"), field="name"))
    if PartyOrganisation.objects.filter(code=made.code).exclude(pk=made.pk).exists():
        faults.append(Violation("code_taken", _("代码 %(code)s 已经用了。换一个代码。") % {"code": made.code}, field="code"))
    if division_on(made.division_code, on) is None:
        faults.append(Violation("division", _("没有代码为 %(code)s 的区划。") % {"code": made.division_code}, field="division_code"))
    if parent is None and made.kind != PartyOrganisation.Kind.PARTY_COMMITTEE:
        faults.append(Violation("parent", _("选择上级党组织。只有区委没有上级。"), "党章第十条", "parent"))
    if parent is not None and parent.status != "active":
        faults.append(Violation("parent", _("%(name)s 已经撤销，不能作上级。") % {"name": parent.name}, field="parent"))
    if parent is not None and parent.kind == "temporary_branch":
        faults.append(Violation("parent", _("临时党支部下面不设党组织。"), "R-P09", "parent"))
    if parent is not None and made.pk and parent.path.startswith(made.path):
        faults.append(Violation("circle", _("上级不能是它自己或它的下级。"), field="parent"))
    if made.kind == "temporary_branch" and not (made.task.strip() and made.expires_on):
        faults.append(
            Violation(
                "task", _("临时党支部要写明任务和截止日期；任务结束后自然撤销。"), "《中国共产党支部工作条例（试行）》第八条，R-P09", "task"
            )
        )
    if made.is_top_of_village:
        other = (
            PartyOrganisation.objects.filter(division_code=made.division_code, is_top_of_village=True, status="active")
            .exclude(pk=made.pk)
            .first()
        )
        if other:
            faults.append(Violation("second_top", _("这里已有最高党组织 %(name)s。") % {"name": other.name}, field="is_top_of_village"))
    return faults


def _form_faults(made: PartyOrganisation, on: dt.date, full: int | None, probationary: int) -> tuple[list[Violation], list[Violation]]:
    """R-P01 for branches, R-P03 for the forms of villages, as far as the number of members is known."""
    errors: list[Violation] = []
    warnings: list[Violation] = []
    if full is None:
        return errors, warnings
    if made.kind in ("party_branch", "joint_branch"):
        facts = {"full_members": full, "probationary": probationary, "own_branch": made.kind == "party_branch"}
        found = judged("R-P01", on, facts, "full_members")
        errors, warnings = errors + found[0], warnings + found[1]
    if made.sector in ("rural",) and made.kind in VILLAGE_FORMS:
        facts = {"members": full + probationary, "full_members": full, "form": made.kind, "need_reason": made.need_reason or None,
                 "county_approval_doc": made.approval_document or None}  # fmt: skip
        found = judged("R-P03", on, facts, "kind")
        errors, warnings = errors + found[0], warnings + found[1]
    return errors, warnings


def _term_years(made: PartyOrganisation, on: dt.date) -> int:
    kind = (
        made.kind
        if made.kind in ("party_branch", "joint_branch", "general_party_branch", "primary_party_committee")
        else "primary_party_committee"
    )
    answer = ask("R-P05", on, {"elected_on": on, "kind": kind, "sector": made.sector})
    return (answer.outputs or {}).get("term_years") or 5


@transaction.atomic
def change_organisation(
    *, organisation: PartyOrganisation, changes: dict[str, Any], reason: str, version: int, by: Actor, on: dt.date, since: dt.date | None = None
) -> PartyOrganisation:
    """The organisation with the changed columns from the day ``since`` (default ``on``); a new parent moves everything below it too.

    Registers asked as of an earlier day show what it was before. Raises Conflict when somebody was faster.
    """
    held = PartyOrganisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    require(permissions.can_change_organisation(by, held))
    if held.version != version:
        raise Conflict(_("%(name)s 刚被别人改过。看过新内容，再改一次。") % {"name": held.name}, current=held)
    if unknown := set(changes) - CHANGEABLE:
        raise TypeError(f"not changeable: {sorted(unknown)}")
    before = {k: getattr(held, k) if k != "parent" else getattr(held.parent, "code", "") for k in changes}
    old_path = held.path
    for key, value in changes.items():
        setattr(held, key, value)
    faults = (
        _shape_faults(held, held.parent if "parent" in changes else None, on)
        if "parent" in changes
        else _shape_faults(held, _own_parent(held), on)
    )
    members = BranchRegistration.objects.filter(organisation__path__startswith=old_path, period__contains=on, member__status="full").count()
    if "kind" in changes:
        faults += _form_faults(held, on, members, 0)[0]
    if not reason.strip():
        faults.append(Violation("reason", _("写明变更的依据，例如批复文号。"), field="reason"))
    faults += _since_faults(held, since, on)
    if faults:
        raise RuleViolated(faults)
    if "parent" in changes:
        held.path = f"{held.parent.path if held.parent else ''}{held.code}/"
    held.initials, held.version = spelled(held.short_name).initials, held.version + 1
    with holding_from(since or on):
        held.save()
        if held.path != old_path:
            _move_below(old_path, held.path, held.code)
    after = {k: getattr(held, k) if k != "parent" else getattr(held.parent, "code", "") for k in changes}
    audit.record(by=by, action="organisations.change_organisation", thing=held, before=before, after=after, reason=reason)
    return held


def _since_faults(held: PartyOrganisation, since: dt.date | None, on: dt.date) -> list[Violation]:
    """From which day a change may hold: not ahead of time, not before the organisation was there, not before the change that came last."""
    if since is None:
        return []
    last = held.former.aggregate(n=Max("period__endswith"))["n"]
    if since > on:
        return [Violation("future", _("生效日期 %(day)s 还没有到。到那天再登记。") % {"day": since}, field="since")]
    if held.founded_on and since < held.founded_on:
        return [Violation("before_founding", _("生效日期不能早于成立日期 %(day)s。") % {"day": held.founded_on}, field="since")]
    if last and since < last:
        return [Violation("out_of_order", _("从 %(day)s 起已有一次变更，新的变更不能早于它。把生效日期改为那天或以后。") % {"day": last}, field="since")]
    return []


def _own_parent(held: PartyOrganisation) -> PartyOrganisation | None:
    """The parent as far as it is in reach; for one that is not, the organisation itself stands in, so that no fault is invented."""
    if held.parent_id is None:
        return None
    return PartyOrganisation.objects.filter(pk=held.parent_id).first() or PartyOrganisation(
        status="active", kind="party_committee", path="/"
    )


def _move_below(old: str, new: str, code: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE organisations_partyorganisation SET path = %s || substr(path, %s), version = version + 1 WHERE path ^@ %s AND code <> %s",
            [new, len(old) + 1, old, code],
        )


@transaction.atomic
def dissolve_organisation(
    *, organisation: PartyOrganisation, document: str, last_day: dt.date, by: Actor, on: dt.date, merged: bool = False
) -> PartyOrganisation:
    """The organisation ended on its last day. Refused while members, organisations or offices still belong to it: nobody is left hanging."""
    held = PartyOrganisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    require(permissions.can_change_organisation(by, held))
    faults = []
    if held.status != "active":
        faults.append(Violation("ended", _("%(name)s 已经撤销或合并。") % {"name": held.name}))
    if not document.strip():
        faults.append(Violation("document", _("填写批准撤销的文号。"), "《中国共产党支部工作条例（试行）》第五条", "document"))
    if last_day > on:
        faults.append(Violation("future", _("撤销日期 %(day)s 还没有到。到那天再登记。") % {"day": last_day}, field="last_day"))
    left = {
        _("名党员"): BranchRegistration.objects.filter(organisation=held, period__contains=last_day + dt.timedelta(days=1)).count(),
        _("个下级党组织"): PartyOrganisation.objects.filter(parent=held, status="active").count(),
        _("个任职"): held.mandates.filter(period__contains=last_day + dt.timedelta(days=1)).count(),
    }
    faults += [
        Violation("not_empty", _("还有 %(n)d %(what)s。先转出、改隶或登记离任。") % {"n": n, "what": what}) for what, n in left.items() if n
    ]
    if faults:
        raise RuleViolated(faults)
    held.status = PartyOrganisation.Status.MERGED if merged else PartyOrganisation.Status.DISSOLVED
    held.ended_on, held.version = last_day, held.version + 1
    held.save(update_fields=["status", "ended_on", "version"])
    held.terms.filter(ended_on__isnull=True).update(ended_on=last_day)
    audit.record(
        by=by,
        action="organisations.dissolve_organisation",
        thing=held,
        before={"status": "active"},
        after=audit.snapshot(held, "status", "ended_on"),
        reason=document,
    )
    return held
