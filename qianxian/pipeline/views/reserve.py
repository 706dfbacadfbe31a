"""Pages of the reserve: the outlook of expected vacancies, the candidates, one candidate."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from qianxian.divisions import queries as divisions
from qianxian.divisions.pages import address_of_file, configured, exported, place_choices, wants_export
from qianxian.divisions.permissions import can_export_lists
from qianxian.foundation.reach import within
from qianxian.foundation.sheets.spec import Column
from qianxian.organisations.queries import members_of
from qianxian.people.queries import person as person_by_uuid
from qianxian.pipeline import commands, pages, permissions, queries
from qianxian.pipeline.forms import CandidateFilter, CapabilityForm, EndForm, OutlookFilter, ProposeForm, SettleForm, WithdrawForm
from qianxian.pipeline.models import ReserveCandidate
from qianxian.pipeline.tables import CandidateTable, OutlookTable
from qianxian.portal.forms import form_page, need, run_command, show

OUTLOOK_COLUMNS = [
    Column("village", "村（社区）", "Village", width=18), Column("holder", "现任书记", "Secretary", width=12), Column("age", "年龄", "Age", "integer", width=8),
    Column("expected_on", "预计空缺", "Expected vacancy", "date", width=12), Column("why", "原因", "Reason", width=14), Column("reserve", "后备", "Reserve", "integer", width=8),
    Column("needed", "应有", "Needed", "integer", width=8), Column("missing", "还缺", "Missing", "integer", width=8),
]  # fmt: skip


@login_required
def outlook(request: HttpRequest) -> HttpResponse:
    """后备力量: when each secretary's post is expected to be open, and whether the reserve covers it."""
    need(permissions.can_view_reserve(request.actor))
    find = OutlookFilter(request.GET, places=place_choices(request))
    clean = find.cleaned_data if find.is_valid() else {}
    drawn = pages.outlook_page(request, clean.get("place", ""), bool(clean.get("short")))
    if wants_export(request):
        cells = [(r["village"], r["holder"], r["age"], r["expected_on"], r["why"], r["row"].reserve, r["row"].needed, r["row"].missing) for r in drawn["rows"]]
        return exported(request, name="reserve-outlook", title=_("后备力量"), columns=OUTLOOK_COLUMNS, rows=cells, count=len(cells), action="pipeline.export_outlook", find=find)
    table = configured(request, OutlookTable(drawn["rows"], may_propose=request.actor.may("keep_reserve")))
    context = {"page_title": _("后备力量"), "find": find, "table": table, "export_url": address_of_file(request)}
    return show(request, "pipeline/outlook.html", context | drawn)


def _found(request: HttpRequest) -> tuple[CandidateFilter, QuerySet[ReserveCandidate]]:
    find = CandidateFilter(request.GET, places=place_choices(request))
    rows, clean = queries.candidates_on(request.actor, request.on, request.scope_prefix), find.cleaned_data if find.is_valid() else {}
    if clean.get("name"):
        rows = rows.filter(Q(person__name__contains=clean["name"]) | Q(person__initials__startswith=clean["name"].lower()))
    rows = within(rows, request.actor, clean.get("place"))
    rows = rows.filter(source=clean["source"]) if clean.get("source") else rows
    return find, rows.filter(state_on=clean["state"]) if clean.get("state") else rows


@login_required
def candidates(request: HttpRequest) -> HttpResponse:
    """后备人选: the register, confidential."""
    need(permissions.can_view_reserve(request.actor))
    find, rows = _found(request)
    names = divisions.place_names_on(request.on)
    context = {
        "page_title": _("后备人选"), "table": configured(request, CandidateTable(rows, names=names)), "find": find,
        "export_url": f"{reverse('pipeline:export')}?{request.GET.urlencode()}" if can_export_lists(request.actor) else "",
    }  # fmt: skip
    return show(request, "pipeline/candidates.html", context)


COLUMNS = [
    Column("name", "姓名", "Name", width=12), Column("village", "村（社区）", "Village"), Column("town", "镇（街道）", "Town"),
    Column("source", "来源", "Source", width=22), Column("state", "状态", "State", width=10), Column("proposed", "提名日期", "Proposed on", "date", width=12),
    Column("settled", "确认日期", "Confirmed on", "date", width=12), Column("document", "文号", "Document"),
]  # fmt: skip


@login_required
def export(request: HttpRequest) -> HttpResponse:
    """The register as filtered; recorded."""
    need(permissions.can_view_reserve(request.actor))
    names, (find, rows) = divisions.place_names_on(request.on), _found(request)
    cells = [
        (r.person.name, names.get(r.division_code, ""), names.get(r.division_code[:9] + "000", ""), r.get_source_display(), ReserveCandidate.State(r.state_on).label,
         r.proposed_on, r.settled_then, r.document)
        for r in rows
    ]  # fmt: skip
    return exported(request, name="reserve", title=_("后备人选"), columns=COLUMNS, rows=cells, count=len(cells), action="pipeline.export_candidates", find=find)


def _candidate(request: HttpRequest, uuid: UUID) -> ReserveCandidate:
    need(permissions.can_view_reserve(request.actor))
    row = queries.candidate_by_uuid(uuid, request.actor)
    if row is None:
        raise Http404
    return row


@login_required
def candidate(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One candidate."""
    row = _candidate(request, uuid)
    village = divisions.names_of([row.division_code]).get(row.division_code, "")
    context = {
        "page_title": row.person.name, "page_sub": f"{village} · {row.organisation.name}",
        "crumbs": [(_("后备人选"), reverse("pipeline:candidates")), (row.person.name, "")],
    }  # fmt: skip
    return show(request, "pipeline/candidate.html", context | pages.candidate_page(request, row))


@login_required
def propose(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A proposal for one village's reserve."""
    top = queries.village_tops(request.actor, request.today).filter(uuid=uuid).first()
    if top is None:
        raise Http404
    need(permissions.can_propose_candidate(request.actor, top.division_code))
    people = [(str(m.person.uuid), f"{m.person.name}（{m.person.birth_date:%Y}）") for m in members_of(top.division_code, request.today)]
    form = ProposeForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        person = person_by_uuid(request.actor, form.cleaned_data.pop("person"))
        done = run_command(form, commands.propose_candidate, organisation=top, person=person, by=request.actor, on=request.today, **form.cleaned_data)
        if done.ok:
            return redirect("pipeline:candidate", done.value.uuid)
    return form_page(request, form, _("%(name)s：提名后备人选") % {"name": top.name}, _("提名"), reverse("pipeline:outlook"),
                     crumbs=[(_("后备力量"), reverse("pipeline:outlook")), (_("提名"), "")])  # fmt: skip


def _step(request: HttpRequest, row: ReserveCandidate, form, command, title: str, submit: str, **more) -> HttpResponse:
    back = reverse("pipeline:candidate", args=[row.uuid])
    if request.method == "POST" and form.is_valid() and run_command(form, command, by=request.actor, on=request.today, **more, **form.cleaned_data).ok:
        return redirect(back)
    crumbs = [(_("后备人选"), reverse("pipeline:candidates")), (row.person.name, back), (title, "")]
    return form_page(request, form, _("%(name)s：%(step)s") % {"name": row.person.name, "step": title}, submit, back, crumbs=crumbs)


@login_required
def settle(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Confirm or decline."""
    row = _candidate(request, uuid)
    need(permissions.can_settle_candidate(request.actor, row))
    return _step(request, row, SettleForm(request.POST or None), commands.settle_candidate, _("确认后备人选"), _("提交意见"), candidate=row)


@login_required
def end(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Out of the reserve."""
    row = _candidate(request, uuid)
    need(permissions.can_end_candidate(request.actor, row))
    return _step(request, row, EndForm(request.POST or None), commands.end_candidate, _("后备人选出库"), _("登记出库"), candidate=row)


@login_required
def capability(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One more fact of what the candidate has shown."""
    row = _candidate(request, uuid)
    need(permissions.can_record_capability(request.actor, row.person.division_code))
    return _step(request, row, CapabilityForm(request.POST or None), commands.record_capability, _("登记能力事实"), _("登记"), person=row.person)


@login_required
def withdraw(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """An entry taken back with why."""
    need(permissions.can_view_reserve(request.actor))
    entry = queries.capability_by_uuid(uuid, request.actor)
    if entry is None:
        raise Http404
    need(permissions.can_withdraw_capability(request.actor, entry))
    form, back = WithdrawForm(request.POST or None), reverse("people:person", args=[entry.person.uuid])
    how = {"capability": entry, "by": request.actor, "on": request.today}
    if request.method == "POST" and form.is_valid() and run_command(form, commands.withdraw_capability, **how, **form.cleaned_data).ok:
        return redirect(back)
    return form_page(request, form, _("撤回能力事实"), _("撤回"), back)
