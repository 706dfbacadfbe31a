"""What waits in the Party's registry: terms, temporary branches, letters of transfer."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _

from qianxian.accounts.rights import Permission as P
from qianxian.foundation.actor import Actor
from qianxian.foundation.periods import add_months
from qianxian.foundation.tasks import Task
from qianxian.organisations.models import PartyOrganisation
from qianxian.organisations.queries.members import transfers_in
from qianxian.organisations.queries.offices import current_terms

SINGLE_TASKS = 5


def tasks_for(actor: Actor, on: dt.date) -> list[Task]:
    """Terms due within six months or overdue (R-P07), temporary branches past their task (R-P09), and letters of transfer."""
    if not actor.may(P.EDIT_REGISTRY):
        return []
    return [*_term_tasks(actor, on), *_temporary_branch_tasks(actor, on), *_transfer_tasks(actor, on)]


def _term_tasks(actor: Actor, on: dt.date) -> list[Task]:
    terms = current_terms(actor, on).filter(due_on__lte=add_months(on, 18))
    # the days alone first: a county has hundreds of terms, of which its workbench shows a number
    ends_on = {pk: add_months(due, months) for pk, due, months in terms.values_list("pk", "due_on", "extension_months")}
    waiting = {pk: ends for pk, ends in ends_on.items() if on >= add_months(ends, -6)}
    if len(waiting) > SINGLE_TASKS:
        overdue = sum(ends < on for ends in waiting.values())
        soon = len(waiting) - overdue
        late = _("%(a)d 个已届满，%(b)d 个半年内届满（任期意见，R-P07）") % {"a": overdue, "b": soon}
        why = late if overdue else _("半年内届满（任期意见，R-P07）")
        title = _("%(n)d 个党组织要换届") % {"n": len(waiting)}
        return [
            Task(
                _("换届"), title, why, min(waiting.values()), reverse("organisations:terms") + "?state=due", count=len(waiting)
            )
        ]
    return [
        Task(_("换届"), _("%(name)s换届") % {"name": t.organisation.short_name}, _("本届 %(day)s 届满（R-P07）") % {"day": ends}, ends,
             reverse("organisations:organisation", args=[t.organisation.uuid]), t.division_code)
        for t in (terms.filter(pk__in=waiting) if waiting else ()) for ends in (waiting[t.pk],)
    ]  # fmt: skip


def _temporary_branch_tasks(actor: Actor, on: dt.date) -> list[Task]:
    past = PartyOrganisation.objects.visible_to(actor).filter(kind="temporary_branch", status="active", expires_on__lt=on)
    return [
        Task(_("撤销"), _("%(name)s要撤销") % {"name": o.short_name}, _("临时任务已到期，临时党支部自然撤销（支部工作条例，R-P09）"), o.expires_on,
             reverse("organisations:organisation", args=[o.uuid]), o.division_code)
        for o in past
    ]  # fmt: skip


def _transfer_tasks(actor: Actor, on: dt.date) -> list[Task]:
    tasks = []
    for letter in transfers_in(actor, only_open=True):
        last = letter.transfer.issued_on + dt.timedelta(days=letter.transfer.valid_days)
        tasks.append(Task(_("接转"), _("接收%(name)s的组织关系") % {"name": letter.name}, _("介绍信有效期到 %(day)s") % {"day": last}, last,
                          reverse("organisations:transfers"), letter.transfer.to_division_code))  # fmt: skip
    return tasks
