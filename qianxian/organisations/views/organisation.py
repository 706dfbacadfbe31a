"""One Party organisation: its page with tabs, and the forms of its life: founding, change, terms, admission, dissolution."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from qianxian.divisions import pages
from qianxian.divisions.queries import names_of
from qianxian.foundation.errors import violated
from qianxian.organisations import commands, permissions, queries
from qianxian.organisations.commands.mandates import PARTY_ROLES
from qianxian.organisations.forms import AdmitForm, ChangeForm, DissolveForm, ExtendForm, FoundForm, MandateForm, TermForm
from qianxian.organisations.models import PartyOrganisation
from qianxian.organisations.tables import MemberTable
from qianxian.people import queries as people
from qianxian.portal.forms import need
from qianxian.portal.shell import remember

TABS = ("overview", "members", "offices", "terms", "log")


def _found(request: HttpRequest, uuid: UUID, on: dt.date | None = None) -> PartyOrganisation:
    need(permissions.can_view_organisations(request.actor))
    found = queries.organisation_on(uuid, request.actor, on or request.today)
    if found is None:
        raise Http404
    return found


def url_of(organisation: PartyOrganisation, tab: str = "") -> str:
    """The organisation's page, on a tab."""
    return reverse("organisations:organisation", args=[organisation.uuid]) + (f"?tab={tab}" if tab else "")


def crumbs_of(request: HttpRequest, organisation: PartyOrganisation, last: str = "") -> list[tuple[str, str]]:
    """The way down the tree, as far as the actor may see it."""
    way = [
        (_("党组织"), reverse("organisations:list")),
        *((o.short_name, url_of(o)) for o in queries.ancestors(organisation, request.actor)),
    ]
    return [*way, (organisation.short_name, url_of(organisation)), (last, "")] if last else [*way, (organisation.short_name, "")]


@login_required
def organisation(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One organisation with its tabs, as it was on the day."""
    found = _found(request, uuid, request.on)
    keys = [
        t
        for t in TABS
        if (t != "members" or request.actor.may("view_members"))
        and (t != "log" or permissions.can_change_organisation(request.actor, found))
    ]
    tab = request.GET.get("tab") if request.GET.get("tab") in keys else "overview"
    titles = {"overview": _("概况"), "members": _("党员"), "offices": _("任职"), "terms": _("换届"), "log": _("日志")}
    place = names_of([found.division_code], request.on).get(found.division_code, "")
    context = {
        "page_title": found.name, "page_sub": f"{found.get_kind_display()}　{place}　{found.code}", "organisation": found, "tab": tab,
        "crumbs": crumbs_of(request, found), "tabs": [{"title": titles[k], "url": "?" if k == "overview" else f"?tab={k}", "current": k == tab} for k in keys],
        "may_edit": permissions.can_change_organisation(request.actor, found).allowed and found.status == "active",
    }  # fmt: skip
    remember(request, found.short_name)
    return render(request, "organisations/organisation.html", context | LOADERS[tab](request, found, place))


def _vacancy(found: PartyOrganisation) -> str:
    """A village's top organisation without a secretary has a vacancy; of others the register may simply not say."""
    return _("空缺") if found.is_top_of_village or found.mandates.filter(role="secretary").exists() else _("未填报")


def _status_on(found: PartyOrganisation, on: dt.date) -> str:
    """Its status that day."""
    return _("那天还没有成立") if found.founded_on and found.founded_on > on else found.get_status_display()


def _overview(request: HttpRequest, found: PartyOrganisation, place: str) -> dict[str, Any]:
    secretary = next((m for m in queries.officers_of(found, request.on) if m.role == "secretary"), None)
    term = queries.current_terms(request.actor, request.on).filter(organisation=found).first()
    rows = [
        {"label": _("简称"), "value": found.short_name}, {"label": _("所在地"), "value": place},
        {"label": _("领域"), "value": found.get_sector_display()}, {"label": _("成立日期"), "value": found.founded_on},
        {"label": _("批准文号"), "value": found.approval_document}, {"label": _("联系电话"), "value": found.telephone},
        {"label": _("书记"), "value": secretary.person.name if secretary else _vacancy(found)},
        {"label": _("本届届满"), "value": queries.term_end(term) if term else ""},
        {"label": _("状态"), "value": _status_on(found, request.on)},
    ]  # fmt: skip
    if found.kind == "temporary_branch":
        rows.append({"label": _("临时任务"), "value": f"{found.task}，{found.expires_on}"})
    heads = queries.heads_below(found, request.actor, request.on)
    return {"rows": rows, "warning": queries.size_warning(found, request.on), "share": queries.together(heads),
            "below": queries.children_of(found, request.actor, request.on, heads)[:200]}  # fmt: skip


def _members(request: HttpRequest, found: PartyOrganisation, place: str) -> dict[str, Any]:
    need(permissions.can_view_members(request.actor))
    rows = queries.members_on(request.actor, request.on, organisation__path__startswith=found.path)
    return {"table": pages.configured(request, MemberTable(rows, names={})), "unit": _("名")}


def _offices(request: HttpRequest, found: PartyOrganisation, place: str) -> dict[str, Any]:
    rows = queries.as_known(found.mandates.select_related("person").order_by("-period"), request.past)
    return {"mandates": [m for m in rows if request.on in m.period], "former": [m for m in rows if m.period.upper and m.period.upper <= request.on]}


def _terms(request: HttpRequest, found: PartyOrganisation, place: str) -> dict[str, Any]:
    return {"terms": [{"term": t, "ends": queries.term_end(t)} for t in queries.terms_as_of(found.terms.order_by("-number"), request.on)]}


def _log(request: HttpRequest, found: PartyOrganisation, place: str) -> dict[str, Any]:
    return {"log": pages.log_rows(people.log_of(found, *found.terms.all()))}


LOADERS = {"overview": _overview, "members": _members, "offices": _offices, "terms": _terms, "log": _log}


@login_required
def found(request: HttpRequest) -> HttpResponse:
    """A new organisation."""
    need(permissions.can_found_organisation(request.actor, (request.actor.reach or ("",))[0].ljust(12, "0")))
    form = FoundForm(request.POST or None, actor=request.actor, places=pages.division_choices(request), initial={"on": request.today})
    return pages.command_page(request, form, commands.found_organisation, title=_("设立党组织"), back=reverse("organisations:list"), done=url_of,
                           crumbs=[(_("党组织"), reverse("organisations:list")), (_("设立"), "")])  # fmt: skip


@login_required
def change(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A changed name, form or parent."""
    held = _found(request, uuid)
    need(permissions.can_change_organisation(request.actor, held))
    names = [n for n in ChangeForm.base_fields if n != "parent" and hasattr(held, n)]
    parent = queries.organisations(request.actor).filter(pk=held.parent_id).first()
    start = {n: getattr(held, n) for n in names} | {"parent": parent.code if parent else None, "since": request.today}
    form = ChangeForm(request.POST or None, actor=request.actor, initial=start)

    def run(*, by, **_clean):
        told = {name: form.cleaned_data[name] for name in ("reason", "since", "version")}
        return commands.change_organisation(organisation=held, changes=form.changes(), by=by, on=request.today, **told)

    return pages.command_page(request, form, run, title=_("变更%(name)s") % {"name": held.short_name}, done=url_of(held), back=url_of(held),
                           crumbs=crumbs_of(request, held, _("变更")))  # fmt: skip


@login_required
def dissolve(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The end of an organisation that nobody belongs to any more."""
    held = _found(request, uuid)
    need(permissions.can_change_organisation(request.actor, held))
    form = DissolveForm(request.POST or None, initial={"last_day": request.today})
    return pages.command_page(request, form, commands.dissolve_organisation, title=_("撤销%(name)s") % {"name": held.short_name}, done=url_of(held), back=url_of(held),
                           arguments={"organisation": held, "on": request.today}, crumbs=crumbs_of(request, held, _("撤销")),
                           note_kind="warn", note=_("先转出党员、改隶下级、登记离任，才能撤销"))  # fmt: skip


@login_required
def open_term(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A new term after an election."""
    held = _found(request, uuid)
    need(permissions.can_keep_terms(request.actor, held))
    form = TermForm(request.POST or None, initial={"number": queries.next_term_number(held), "elected_on": request.today})
    return pages.command_page(request, form, commands.open_term, title=_("登记%(name)s换届") % {"name": held.short_name}, done=url_of(held, "terms"),
                           back=url_of(held, "terms"), arguments={"organisation": held, "on": request.today}, crumbs=crumbs_of(request, held, _("换届")))  # fmt: skip


@login_required
def extend_term(request: HttpRequest, uuid: UUID, number: int) -> HttpResponse:
    """An approved extension of a term."""
    held = _found(request, uuid)
    need(permissions.can_keep_terms(request.actor, held))
    term = held.terms.filter(number=number).first()
    if term is None:
        raise Http404
    return pages.command_page(request, ExtendForm(request.POST or None), commands.extend_term, title=_("%(name)s第 %(n)d 届延期") % {"name": held.short_name, "n": number},
                           done=url_of(held, "terms"), back=url_of(held, "terms"), arguments={"term": term, "on": request.today}, crumbs=crumbs_of(request, held, _("延期")))  # fmt: skip


def person_by_number(request: HttpRequest, number: str):
    """The person with this identity number in reach, or a violation at the field."""
    found = people.by_identity(request.actor, number).first()
    if found is None:
        raise violated("person", _("您的范围内没有这个号码的人员。先在「人员」登记，或核对号码。"), field="number")
    return found


@login_required
def admit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A person becomes a member of this branch."""
    held = _found(request, uuid)
    need(permissions.can_admit_member(request.actor, held))

    def run(*, by, number, **clean):
        return commands.admit_member(person=person_by_number(request, number), organisation=held, by=by, on=request.today, **clean)

    return pages.command_page(request, AdmitForm(request.POST or None), run, title=_("%(name)s：登记党员") % {"name": held.short_name}, done=url_of(held, "members"),
                           back=url_of(held, "members"), crumbs=crumbs_of(request, held, _("登记党员")))  # fmt: skip


@login_required
def open_mandate(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A member takes an office here."""
    held = _found(request, uuid)
    need(permissions.can_open_mandate(request.actor, held))

    def run(*, by, number, **clean):
        return commands.open_mandate(person=person_by_number(request, number), organisation=held, by=by, on=request.today, **clean)

    form = MandateForm(
        request.POST or None, roles=sorted(PARTY_ROLES, key=list(PARTY_ORDER).index), initial={"way": "elected", "first_day": request.today}
    )
    return pages.command_page(request, form, run, title=_("%(name)s：登记任职") % {"name": held.short_name}, done=url_of(held, "offices"), back=url_of(held, "offices"),
                           crumbs=crumbs_of(request, held, _("登记任职")))  # fmt: skip


PARTY_ORDER = ("secretary", "deputy_secretary", "organisation_member", "publicity_member", "discipline_member", "other_member")
