"""The works: milestones and their few photos, changes ordered, and the decision that a large change waits for."""

from __future__ import annotations

import datetime as dt
import hashlib
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from qianxian.decisions.models import Certificate
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import Conflict, RuleViolated, Violation, violated
from qianxian.foundation.money import half_up
from qianxian.foundation.verdict import require
from qianxian.projects import judging, queries
from qianxian.projects import permissions as may
from qianxian.projects.commands.rows import expect, locked
from qianxian.projects.models import ChangeOrder, Measure, Milestone, MilestonePhoto, Project
from qianxian.projects.photos import small_and_plain
from qianxian.rulebook.queries import county_settings

State = Project.State


@transaction.atomic
def add_milestone(*, project: Project, title: str, due_on: dt.date, by: Actor, on: dt.date) -> Milestone:
    """A part of the works with the day it is due."""
    row = locked(project)
    require(may.can_keep_project(by, row.division_code))
    expect(row, State.BUILDING)
    if not title.strip():
        raise violated("title", _("填写节点名称。"), field="title")
    made = Milestone.objects.create(division_code=row.division_code, project=row, position=row.milestones.count() + 1, title=title.strip(), due_on=due_on)
    audit.record(by=by, action="projects.add_milestone", thing=made, after={"project": row.number, "due_on": due_on})
    return made


@transaction.atomic
def finish_milestone(*, milestone: Milestone, done_on: dt.date, by: Actor, on: dt.date) -> Milestone:
    """Done, once."""
    row = locked(milestone.project)
    held = Milestone.objects.select_for_update(of=["self"], no_key=True).get(pk=milestone.pk)
    require(may.can_keep_project(by, row.division_code))
    expect(row, State.BUILDING)
    if held.done_on is not None:
        raise Conflict(_("这个节点已经完成。"))
    if done_on > on or (row.started_on is not None and done_on < row.started_on):
        raise violated("done_on", _("日期在开工以后、不晚于今天。"), field="done_on")
    held.done_on, held.done_by, held.version = done_on, by.login, held.version + 1
    held.save()
    audit.record(by=by, action="projects.finish_milestone", thing=held, after={"project": row.number, "done_on": done_on})
    return held


@transaction.atomic
def record_measure(*, project: Project, what: str, amount: Decimal, measured_on: dt.date, document: str, by: Actor, on: dt.date) -> Measure:
    """What was measured, with its paper: a year, kilometres, square metres or households. Nothing is changed afterwards; a later row of the kind counts."""
    row = locked(project)
    require(may.can_keep_project(by, row.division_code))
    if row.state == State.CANCELLED:
        expect(row, *(state for state in State.values if state != State.CANCELLED))
    whole = what in (Measure.What.STANDS_SINCE, Measure.What.HOUSEHOLDS)
    checks = (
        (what not in Measure.What.values, "what", _("选择登记什么。")), (not document.strip(), "document", _("写明依据的图纸、测量记录或名册。")),
        (measured_on > on, "measured_on", _("日期 %(day)s 还没有到。") % {"day": measured_on}),
        (amount <= 0 or (whole and amount != amount.to_integral_value()), "amount", _("数值要大于零；年份和户数填整数。")),
        (what == Measure.What.STANDS_SINCE and not 1900 <= amount <= measured_on.year, "amount", _("年份在 1900 年到测量的当年之间。")),
    )  # fmt: skip
    if faults := [Violation(field, told, field=field) for wrong, field, told in checks if wrong]:
        raise RuleViolated(faults)
    made = Measure.objects.create(
        division_code=row.division_code, project=row, what=what, amount=half_up(amount), measured_on=measured_on, document=document.strip(), recorded_by=by.login
    )
    audit.record(by=by, action="projects.record_measure", thing=made, after={"project": row.number, "what": what, "amount": made.amount}, reason=document)
    return made


@transaction.atomic
def keep_photo(*, milestone: Milestone, content: bytes, by: Actor, on: dt.date) -> MilestonePhoto:
    """One of a few photos of a milestone, drawn anew and made small; FileRefused for what is no picture."""
    row = locked(milestone.project)
    held = Milestone.objects.select_for_update(of=["self"], no_key=True).get(pk=milestone.pk)
    require(may.can_keep_project(by, row.division_code))
    expect(row, State.BUILDING)
    most = county_settings().on(on)["projects.photos"]
    if held.photos.count() >= most:
        raise violated("photos", _("一个节点最多留 %(n)d 张照片。") % {"n": most}, field="file")
    plain = small_and_plain(content)
    digest = hashlib.sha256(plain).hexdigest()
    if held.photos.filter(digest=digest).exists():
        raise violated("kept_already", _("这张照片已经存过。"), field="file")
    made = MilestonePhoto.objects.create(division_code=row.division_code, milestone=held, content=plain, digest=digest, size=len(plain), uploaded_by=by.login)
    audit.record(by=by, action="projects.keep_photo", thing=made, after={"project": row.number, "digest": digest})
    return made


@transaction.atomic
def order_change(*, project: Project, ordered_on: dt.date, amount: Decimal, reason: str, document: str, by: Actor, on: dt.date) -> ChangeOrder:
    """A change of the works in yuan (below nothing to leave something out). Beyond the share set, nothing is paid or accepted until it is decided again."""
    row = locked(project)
    require(may.can_keep_project(by, row.division_code))
    expect(row, State.BUILDING)
    faults = [Violation(name, told, field=name) for name, text, told in (("reason", reason, _("写明为什么变更。")), ("document", document, _("填写变更单或签证单编号。"))) if not text.strip()]
    if ordered_on > on or (row.started_on is not None and ordered_on < row.started_on):
        faults.append(Violation("ordered_on", _("日期在开工以后、不晚于今天。"), field="ordered_on"))
    if not amount:
        faults.append(Violation("amount", _("填写变更金额。"), field="amount"))
    if faults:
        raise RuleViolated(faults)
    made = ChangeOrder.objects.create(
        division_code=row.division_code, project=row, position=row.changes.count() + 1, ordered_on=ordered_on, amount=half_up(amount), reason=reason.strip(),
        document=document.strip(), ordered_by=by.login,
    )  # fmt: skip
    after = {"project": row.number, "amount": made.amount, "stands_still": queries.stands_still_now(row)}
    audit.record(by=by, action="projects.order_change", thing=made, after=after, reason=reason)
    return made


@transaction.atomic
def decide_change(*, change: ChangeOrder, certificate: Certificate, by: Actor, on: dt.date) -> ChangeOrder:
    """The certificate of the new decision named, once; it covers the change."""
    row = locked(change.project)
    held = ChangeOrder.objects.select_for_update(of=["self"], no_key=True).get(pk=change.pk)
    require(may.can_keep_project(by, row.division_code))
    expect(row, State.BUILDING)
    if held.certificate_id is not None:
        raise Conflict(_("这项变更已经重新决策。"))
    faults = [v for v in judging.vote_faults(row, certificate, on) if v.code != "budget"]
    if certificate.pk == row.certificate_id:
        faults.append(Violation("certificate", _("变更要有新的决策凭证，不能用原来的。"), "R-D01", "certificate"))
    if held.amount > certificate.amount_limit:
        faults.append(Violation("amount", _("新的决策凭证金额不够这项变更。"), "R-D03", "certificate"))
    if faults:
        raise RuleViolated(faults)
    held.certificate, held.version = certificate, held.version + 1
    held.save()
    audit.record(by=by, action="projects.decide_change", thing=held, after={"project": row.number, "certificate": certificate.number})
    return held
