"""Pages of elections: the list, one election with its tabs, and a form per act."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qianxian.divisions import queries as divisions
from qianxian.divisions.pages import exported_table, listed, wants_export
from qianxian.elections import commands, forms, pages, permissions, prints, queries
from qianxian.elections.commands.calling import Seats
from qianxian.elections.models import Contest, Election
from qianxian.elections.paper_kinds import KEPT
from qianxian.elections.tables import ElectionTable
from qianxian.foundation import audit
from qianxian.organisations import queries as organisations
from qianxian.papers.commands import keep_print
from qianxian.papers.kinds import kind_of
from qianxian.papers.views import attachment
from qianxian.people import queries as people
from qianxian.portal.columns import keep
from qianxian.portal.forms import form_page, need, run_command, show


@login_required
def elections(request: HttpRequest) -> HttpResponse:
    """选举: every election within reach."""
    need(permissions.can_view_elections(request.actor))
    find = forms.ElectionFilter(request.GET)
    rows, clean = queries.elections(request.actor, request.scope_prefix), find.cleaned_data if find.is_valid() else {}
    rows = rows.filter(**{name: value for name, value in clean.items() if value})
    table = ElectionTable(rows, names=divisions.place_names_on(request.on))
    if wants_export(request):
        return exported_table(request, table, name="elections", title=_("选举"), find=find)
    context = {"page_title": _("选举"), "find": find, "may_call": request.actor.may("organise_elections")}
    return keep(request, show(request, "elections/elections.html", listed(request, table) | context))


def _may_call(request: HttpRequest) -> None:
    need(permissions.can_call_election(request.actor, request.actor.reach[0] if request.actor.reach else ""))


@login_required
def call(request: HttpRequest) -> HttpResponse:
    """An election called."""
    _may_call(request)
    form = forms.CallForm(request.POST or None, choices={"body": pages.bodies(request)})
    if request.method == "POST" and form.is_valid():
        done = run_command(form, commands.call_election, by=request.actor, on=request.today, **_called(request, form.cleaned_data))
        if done.ok:
            return redirect("elections:election", done.value.uuid)
    return form_page(request, form, _("发起选举"), _("发起选举"), reverse("elections:elections"))


def _called(request: HttpRequest, clean: dict) -> dict:
    """The form as the command takes it."""
    kind, _colon, which = clean["body"].partition(":")
    party = kind == "party"
    organisation = organisations.organisations_on(request.actor, request.today).filter(uuid=which).first() if party else None
    code = organisation.division_code if organisation else which
    roles = ("secretary", "deputy_secretary", "other_member") if party else ("head", "deputy_head", "committee_member")
    seats = [Seats(role, clean[name]) for role, name in zip(roles, ("chief", "deputies", "members"), strict=True) if clean[name]]
    if clean["women"]:
        seats.append(Seats(roles[2], clean["women"], women_only=True))
    committee = organisations.committees_on(request.actor, request.today).filter(division_code=code, kind=kind).first() if not party else None
    return {
        "kind": kind, "division_code": code, "organisation": organisation, "occasion": clean["occasion"], "election_on": clean["election_on"],
        "committee": committee if clean["occasion"] != "term" else None, "contests": seats, "document": clean["document"],
        "held_by": clean["held_by"] if clean["occasion"] == "by_election" else "", "shift_document": clean["shift_document"],
    }  # fmt: skip


@login_required
def recall(request: HttpRequest) -> HttpResponse:
    """A recall asked for."""
    _may_call(request)
    seats = {str(m.uuid): m for m in organisations.mandates_on(request.actor, request.today).filter(committee__isnull=False).select_related("committee", "person")}
    form = forms.RecallForm(request.POST or None, choices={"target": [(key, f"{m.committee.name} {m.person.name}") for key, m in seats.items()]})
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        target = seats[given.pop("target")]
        done = run_command(form, commands.call_election, kind=target.committee.kind, division_code=target.division_code, committee=target.committee, target=target,
                           occasion="recall", contests=[Seats(target.role, 1)], by=request.actor, on=request.today, **given)  # fmt: skip
        if done.ok:
            return redirect("elections:election", done.value.uuid)
    return form_page(request, form, _("登记罢免要求"), _("登记"), reverse("elections:elections"))


def _election(request: HttpRequest, uuid: UUID) -> Election:
    need(permissions.can_view_elections(request.actor))
    row = queries.election_by_uuid(uuid, request.actor)
    if row is None:
        raise Http404
    return row


@login_required
def election(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One election: its line of days and its tabs."""
    row = _election(request, uuid)
    tab = request.GET.get("tab", "")
    name = queries.body_name(row)
    title = _("%(name)s罢免投票") if row.occasion == Election.Occasion.RECALL else _("%(name)s%(occasion)s选举")
    context = {"page_title": title % {"name": name, "occasion": row.get_occasion_display()},
               "crumbs": [(_("选举"), reverse("elections:elections")), (name, "")]}  # fmt: skip
    return show(request, "elections/election.html", context | pages.election_page(request, row, tab if tab in ("roll", "candidates", "proxies", "counts") else ""))


# act → (form, command, title, approver's)
ACTS = {
    "take_roll": (Form, commands.take_party_roll, gettext_lazy("产生党员名单"), False),
    "voter": (forms.VoterForm, commands.enter_voter, gettext_lazy("登记选民"), False),
    "staff": (forms.StaffForm, commands.appoint_staff, gettext_lazy("登记选举工作人员"), False),
    "publish_roll": (Form, commands.publish_roll, gettext_lazy("公布名单"), False),
    "objection": (forms.ObjectionForm, commands.receive_objection, gettext_lazy("登记异议"), False),
    "publish_candidates": (Form, commands.publish_candidates, gettext_lazy("公布候选人"), False),
    "proxy": (forms.ProxyForm, commands.grant_proxy, gettext_lazy("登记委托投票"), False),
    "revoke": (forms.RevokeForm, commands.revoke_proxy, gettext_lazy("撤回委托"), False),
    "kin": (forms.KinForm, commands.declare_kinship, gettext_lazy("申报亲属关系"), False),
    "audit": (forms.AuditForm, commands.record_audit, gettext_lazy("登记离任审计公布"), False),
    "defence": (forms.DefenceForm, commands.record_defence, gettext_lazy("登记申辩"), False),
    "postpone": (forms.PostponeForm, commands.postpone_election, gettext_lazy("延期"), False),
    "cancel": (forms.ReasonForm, commands.cancel_election, gettext_lazy("取消选举"), False),
    "offices": (forms.OfficesForm, commands.open_offices, gettext_lazy("登记就任"), False),
    "end_seat": (Form, commands.open_offices, gettext_lazy("登记罢免结果"), False),
    "handover": (forms.HandoverForm, commands.record_handover, gettext_lazy("登记移交"), False),
    "approve": (forms.DocumentForm, commands.approve_election, gettext_lazy("批复候选人"), True),
    "exclusions": (forms.ExclusionsForm, commands.approve_exclusions, gettext_lazy("同意不计入名单"), True),
}
PEOPLE, ENTRIES = ("person", "first", "second"), ("entry", "principal", "proxy")


def _choices(request: HttpRequest, row: Election, form: type[Form]) -> dict[str, list[tuple[str, str]]]:
    """The people and the roll's names that a form's choices are made of."""
    wanted = form.base_fields
    found: dict[str, list[tuple[str, str]]] = {}
    if any(name in wanted for name in PEOPLE):
        who = people.people(request.actor).filter(division_code=row.division_code, died_on__isnull=True, merged_into__isnull=True).order_by("pinyin", "id")
        names = [(str(p.uuid), f"{p.name}（{p.birth_date:%Y}）") for p in who]
        found |= {name: names for name in PEOPLE if name in wanted}
    if any(name in wanted for name in ENTRIES):
        names = [(str(e.uuid), f"{e.name}（{e.birth_date:%Y}）") for e in queries.roll_of(row).filter(struck_on__isnull=True)]
        found |= {name: names for name in ENTRIES if name in wanted}
    if "unseated" in wanted:
        found["unseated"] = [(str(x.uuid), f"{x.candidate.person.name}（{x.candidate.contest.title}）") for x in queries.elected_lines(row)]
    return found


def _given(request: HttpRequest, clean: dict) -> dict:
    """The cleaned form with people and roll entries in place of their numbers."""
    given = dict(clean)
    for name in PEOPLE:
        if given.get(name):
            given[name] = people.person(request.actor, given[name])
    for name in ENTRIES:
        if name in given:
            given[name] = queries.entry_by_uuid(given[name], request.actor) if given[name] else None
    if "unseated" in given:
        given["unseated"] = list(queries.result_lines(request.actor).filter(uuid__in=given["unseated"]))
    return given


def _made(request: HttpRequest, row: Election, kind: type[Form]) -> Form:
    data = request.POST if request.method == "POST" else None
    if issubclass(kind, forms.Chosen):
        return kind(data, choices=_choices(request, row, kind), initial=forms.default_day(request.today))
    return kind(data, initial=forms.default_day(request.today))


@login_required
def act(request: HttpRequest, uuid: UUID, act: str) -> HttpResponse:
    """One act on an election: a form, the command, back to the page."""
    row = _election(request, uuid)
    if act not in ACTS:
        raise Http404
    kind, command, title, approves = ACTS[act]
    need((permissions.can_approve_election if approves else permissions.can_organise)(request.actor, row))
    form, back = _made(request, row, kind), reverse("elections:election", args=[row.uuid])
    how = {"election": row, "by": request.actor, "on": request.today}
    if request.method == "POST" and form.is_valid() and run_command(form, command, **how, **_given(request, form.cleaned_data)).ok:
        return redirect(f"{back}?tab=roll" if act == "voter" else back)
    return form_page(request, form, f"{queries.body_name(row)}：{title}", title, back)


CONTEST_ACTS = {
    "nominate": (forms.NominateForm, commands.nominate, gettext_lazy("登记提名"), "candidates"),
    "sheet": (forms.SheetForm, commands.enter_sheet, gettext_lazy("录计票单"), "counts"),
    "compute": (Form, commands.compute_result, gettext_lazy("计算结果"), "counts"),
    "publish": (Form, commands.publish_result, gettext_lazy("核对并公布结果"), "counts"),
    "following": (forms.FollowingForm, commands.open_following, gettext_lazy("安排再次投票"), "counts"),
}


@login_required
def contest(request: HttpRequest, uuid: UUID, act: str) -> HttpResponse:
    """One act on one office's vote."""
    need(permissions.can_view_elections(request.actor))
    held = queries.contest_by_uuid(uuid, request.actor)
    if held is None or act not in CONTEST_ACTS:
        raise Http404
    kind, command, title, tab = CONTEST_ACTS[act]
    may = {"publish": permissions.can_publish_result, "nominate": lambda by, c: permissions.can_organise(by, c.election)}.get(act, permissions.can_count)
    need(may(request.actor, held))
    form, back = _contest_form(request, held, kind), f"{reverse('elections:election', args=[held.election.uuid])}?tab={tab}"
    how = {"contest": held, "by": request.actor, "on": request.today}
    if request.method == "POST" and form.is_valid():
        given = form.given if act == "sheet" else _given(request, form.cleaned_data)
        if run_command(form, command, **how, **given).ok:
            return redirect(back)
    return form_page(request, form, f"{held.title}：{title}", title, back)


def _contest_form(request: HttpRequest, held: Contest, kind: type[Form]) -> Form:
    if kind is not forms.SheetForm:
        return _made(request, held.election, kind)
    listed = list(held.candidates.filter(state="listed").select_related("person").order_by("id"))
    waiting = queries.sheet_waiting(held, request.actor.login)
    return forms.SheetForm(request.POST if request.method == "POST" else None, candidates=listed, village=held.election.is_village, initial=waiting)


def _step(request: HttpRequest, election: Election, form: Form, command, title: str, tab: str, page_sub: str = "", **thing) -> HttpResponse:
    need(permissions.can_organise(request.actor, election))
    back = f"{reverse('elections:election', args=[election.uuid])}?tab={tab}"
    if request.method == "POST" and form.is_valid() and run_command(form, command, by=request.actor, on=request.today, **thing, **form.cleaned_data).ok:
        return redirect(back)
    return form_page(request, form, title, title, back, page_sub=page_sub)


@login_required
def exclude(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A member proposed not to be counted."""
    need(permissions.can_view_elections(request.actor))
    entry = queries.entry_by_uuid(uuid, request.actor)
    if entry is None:
        raise Http404
    return _step(request, entry.election, forms.ExcludeForm(request.POST or None), commands.exclude_member, _("拟不计入应到会人数"), "roll", entry=entry)


@login_required
def decide(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """An objection decided."""
    need(permissions.can_view_elections(request.actor))
    objection = queries.objection_by_uuid(uuid, request.actor)
    if objection is None:
        raise Http404
    form = forms.DecideForm(request.POST or None, wish=objection.wish)
    return _step(
        request, objection.election, form, commands.decide_objection, _("处理异议"), "roll", page_sub=pages.objection_told(objection, request.today), objection=objection
    )


@login_required
def withdraw(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A candidate's own withdrawal."""
    need(permissions.can_view_elections(request.actor))
    one = queries.candidate_by_uuid(uuid, request.actor)
    if one is None:
        raise Http404
    return _step(request, one.contest.election, forms.DocumentForm(request.POST or None), commands.withdraw_candidate, _("候选人退出"), "candidates", candidate=one)


@login_required
def statement(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A candidate's own statement taken in."""
    need(permissions.can_view_elections(request.actor))
    one = queries.candidate_by_uuid(uuid, request.actor)
    if one is None:
        raise Http404
    known = {"stated_on": one.stated_on or request.today, "knows_accounting": one.knows_accounting, "knowledge_document": one.knowledge_document}
    title = _("%(name)s：登记本人填报") % {"name": one.person.name}
    return _step(request, one.contest.election, forms.StatementForm(request.POST or None, initial=known), commands.record_statement, title, "candidates", candidate=one)


@login_required
def paper(request: HttpRequest, uuid: UUID, kind: str, form: str) -> HttpResponse:
    """A paper of the election, as PDF or Word; recorded."""
    row = _election(request, uuid)
    if form not in ("pdf", "docx") or kind not in dict(pages.papers_of(row)):
        raise Http404
    content = prints.paper(row, kind, request.today, form)
    keep_print(kind=kind_of(KEPT[kind][0]), thing=row, by=request.actor, on=request.today)
    audit.record(by=request.actor, action="elections.print_paper", thing=row, after={"paper": kind, "format": form})
    return attachment(content, f"{kind}-{str(row.uuid)[:8]}", form)
