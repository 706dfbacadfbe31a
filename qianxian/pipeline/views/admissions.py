"""Pages of admissions: the register, one admission, its next step."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from qianxian.divisions import queries as divisions
from qianxian.divisions.pages import exported_table, listed, place_choices, wants_export
from qianxian.foundation.reach import within
from qianxian.organisations.queries import members_of, members_on, organisations_on
from qianxian.people.queries import by_identity
from qianxian.pipeline import commands, pages, permissions, queries
from qianxian.pipeline.forms import AdmissionFilter, AdmitForm, ApproveForm, EndAdmissionForm, ExtendForm, OpenAdmissionForm, StepForm, TakeOverForm, VoteForm
from qianxian.pipeline.models import Admission
from qianxian.pipeline.tables import AdmissionTable
from qianxian.portal.columns import keep
from qianxian.portal.forms import form_page, need, run_command, show

BRANCHES = ("party_branch", "joint_branch", "general_party_branch", "primary_party_committee")
STEPS: dict[str, tuple[type, Any, str]] = {
    "activist": (StepForm, commands.name_activist, gettext_noop("确定为积极分子")),
    "target": (StepForm, commands.name_target, gettext_noop("列为发展对象")),
    "admit": (AdmitForm, commands.admit_at_meeting, gettext_noop("登记支部大会接收")),
    "approve": (ApproveForm, commands.approve_admission, gettext_noop("登记上级党委审批")),
    "full": (VoteForm, commands.make_full_member, gettext_noop("登记转正")),
    "extend": (ExtendForm, commands.extend_probation, gettext_noop("延长预备期")),
    "end": (EndAdmissionForm, commands.end_admission, gettext_noop("终止发展")),
}


@login_required
def admissions(request: HttpRequest) -> HttpResponse:
    """发展党员: everybody on the way."""
    need(permissions.can_view_admissions(request.actor))
    find = AdmissionFilter(request.GET, places=place_choices(request))
    rows, clean = queries.admissions(request.actor, request.scope_prefix), find.cleaned_data if find.is_valid() else {}
    if clean.get("name"):
        rows = rows.filter(Q(person__name__contains=clean["name"]) | Q(person__initials__startswith=clean["name"].lower()))
    rows = within(rows, request.actor, clean.get("place"))
    rows = rows.filter(stage=clean["stage"]) if clean.get("stage") else rows
    table = AdmissionTable(rows, names=divisions.place_names_on(request.on), on=request.today)
    if wants_export(request):
        return exported_table(request, table, name="admissions", title=_("发展党员"), find=find)
    context = {"page_title": _("发展党员"), "find": find, "may_open": request.actor.may("edit_registry")}
    return keep(request, show(request, "pipeline/admissions.html", listed(request, table) | context))


@login_required
def open_admission(request: HttpRequest) -> HttpResponse:
    """An application received."""
    branches = {str(o.uuid): o for o in organisations_on(request.actor, request.today).filter(kind__in=BRANCHES)}
    need(permissions.can_keep_admission(request.actor, next(iter(branches.values())).division_code if branches else ""))
    form = OpenAdmissionForm(request.POST or None, branches=[(key, o.name) for key, o in branches.items()], initial={"applied_on": request.today})
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        person = by_identity(request.actor, clean["identity"].replace(" ", "").upper()).first()
        if person is None:
            form.add_error("identity", _("没有找到这个号码。先在「人员」里登记申请人。"))
        elif (done := run_command(form, commands.open_admission, person=person, organisation=branches[clean["branch"]], applied_on=clean["applied_on"],
                                  document=clean["document"], by=request.actor, on=request.today)).ok:  # fmt: skip
            return redirect("pipeline:admission", done.value.uuid)
    return form_page(request, form, _("登记入党申请"), _("登记"), reverse("pipeline:admissions"))


@login_required
def take_over(request: HttpRequest) -> HttpResponse:
    """A probationary member of the register taken in where he stands."""
    need(permissions.can_keep_admission(request.actor, next(iter(request.actor.reach), "")))
    form = TakeOverForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        person = by_identity(request.actor, clean.pop("identity").replace(" ", "").upper()).first()
        member = members_on(request.actor, request.today).filter(person=person).first() if person else None
        if member is None:
            form.add_error("identity", _("名册里没有这位预备党员。先核对号码和党员名册。"))
        elif (done := run_command(form, commands.take_over_probation, member=member, by=request.actor, on=request.today, **clean)).ok:
            return redirect("pipeline:admission", done.value.uuid)
    return form_page(request, form, _("接续登记预备党员"), _("登记"), reverse("pipeline:admissions"))


def _admission(request: HttpRequest, uuid: UUID) -> Admission:
    need(permissions.can_view_admissions(request.actor))
    row = queries.admission_by_uuid(uuid, request.actor)
    if row is None:
        raise Http404
    return row


@login_required
def admission(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One person's way."""
    row = _admission(request, uuid)
    context = {"page_title": row.person.name, "page_sub": row.organisation.name, "crumbs": [(_("发展党员"), reverse("pipeline:admissions")), (row.person.name, "")]}
    return show(request, "pipeline/admission.html", context | pages.admission_page(request, row))


@login_required
def step(request: HttpRequest, uuid: UUID, step: str) -> HttpResponse:
    """The next step of the way."""
    row = _admission(request, uuid)
    if step not in STEPS:
        raise Http404
    need(permissions.can_keep_admission(request.actor, row.division_code, row.person))
    made, command, title = STEPS[step]
    introducers = {str(m.uuid): m for m in members_of(row.division_code, request.today)} if step == "admit" else {}
    form = made(request.POST or None, **({"members": [(k, m.person.name) for k, m in introducers.items()]} if step == "admit" else {}))
    back = reverse("pipeline:admission", args=[uuid])
    if request.method == "POST" and form.is_valid():
        given = {key: introducers[value] if key.endswith("introducer") else value for key, value in form.cleaned_data.items()}
        if run_command(form, command, admission=row, by=request.actor, on=request.today, **given).ok:
            return redirect(back)
    return form_page(request, form, _("%(name)s：%(step)s") % {"name": row.person.name, "step": _(title)}, _("登记"), back)
