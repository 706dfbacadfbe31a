"""Pages of members, seats and rolls."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from qianxian.collective import commands, forms, pages, papers, permissions
from qianxian.collective.queries import members as queries
from qianxian.collective.tables import MemberTable
from qianxian.divisions import queries as divisions
from qianxian.divisions.pages import place_choices, register_page, village_choices
from qianxian.foundation.reach import within
from qianxian.papers.views import asked_form, hand_out, listed_paper
from qianxian.people.queries import by_identity
from qianxian.portal.forms import need, run_command, show


@login_required
def register(request: HttpRequest) -> HttpResponse:
    """集体成员: who is a member, who sits, which rolls are frozen."""
    need(permissions.can_view_collective(request.actor))
    find = forms.MemberFilter(request.GET, choices={"place": place_choices(request)})
    clean = find.cleaned_data if find.is_valid() else {}
    rows = queries.members_on(request.actor, request.on, request.scope_prefix)
    rows = rows.filter(**{f"{name}__contains": clean[name] for name in ("name", "household") if clean.get(name)})
    rows = within(rows, request.actor, clean.get("place"))
    return register_page(
        request, title=_("集体成员"), table=MemberTable(rows, names=divisions.place_names_on(request.on)), form=find, unit=_("人"), template="collective/members.html",
        **pages.members_page(request),
    )  # fmt: skip


@login_required
def admit(request: HttpRequest) -> HttpResponse:
    """A new member."""
    need(permissions.can_view_collective(request.actor))
    need(permissions.can_keep_members(request.actor, pages.home_of(request)))
    form = forms.MemberForm(request.POST or None, choices={"division_code": village_choices(request)})
    if request.method == "POST" and form.is_valid():
        done = run_command(form, commands.admit_member, by=request.actor, on=request.today, **form.cleaned_data)
        if done.ok:
            return redirect("collective:member", done.value.uuid)
    return pages.form_page(request, form, _("登记成员"), _("登记"), reverse("collective:members"))


@login_required
def member(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One member: since when, on what, seats held."""
    need(permissions.can_view_collective(request.actor))
    row = pages.found(queries.member_by_uuid(uuid, request.actor))
    return show(request, "collective/member.html", pages.member_page(request, row))


@login_required
def link(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The member found in the registry of persons by the number on his paper."""
    need(permissions.can_view_collective(request.actor))
    row = pages.found(queries.member_by_uuid(uuid, request.actor))
    need(permissions.can_keep_members(request.actor, row.division_code))
    form = forms.LinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = by_identity(request.actor, form.cleaned_data["identity"]).first()
        if person is None:
            form.add_error("identity", _("没有找到这个号码。先在「人员」里登记，或请镇（街道）组织干部核对。"))
        elif run_command(form, commands.link_member, member=row, person=person, reason=form.cleaned_data["reason"], by=request.actor).ok:
            return redirect("collective:member", row.uuid)
    return pages.form_page(request, form, _("对应人员档案：%(name)s") % {"name": row.name}, _("对应"), reverse("collective:member", args=[row.uuid]))


@login_required
def correct(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Household, shares, capacity."""
    need(permissions.can_view_collective(request.actor))
    row = pages.found(queries.member_by_uuid(uuid, request.actor))
    need(permissions.can_keep_members(request.actor, row.division_code))
    form = forms.CorrectMemberForm(request.POST or None, initial={"household": row.household, "shares": row.shares, "incapable": row.incapable})
    if request.method == "POST" and form.is_valid() and run_command(form, commands.correct_member, member=row, by=request.actor, **form.cleaned_data).ok:
        return redirect("collective:member", row.uuid)
    return pages.form_page(request, form, _("更正：%(name)s") % {"name": row.name}, _("更正"), reverse("collective:member", args=[row.uuid]))


@login_required
def end(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Membership ended on a lawful ground."""
    need(permissions.can_view_collective(request.actor))
    row = pages.found(queries.member_by_uuid(uuid, request.actor))
    need(permissions.can_keep_members(request.actor, row.division_code))
    form = forms.EndMemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and run_command(form, commands.end_member, member=row, by=request.actor, on=request.today, **form.cleaned_data).ok:
        return redirect("collective:member", row.uuid)
    return pages.form_page(request, form, _("终止成员身份：%(name)s") % {"name": row.name}, _("终止"), reverse("collective:member", args=[row.uuid]))


@login_required
def seat(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A delegate, director or supervisor."""
    need(permissions.can_view_collective(request.actor))
    row = pages.found(queries.member_by_uuid(uuid, request.actor))
    need(permissions.can_keep_members(request.actor, row.division_code))
    form = forms.SeatForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and run_command(form, commands.seat_member, member=row, by=request.actor, on=request.today, **form.cleaned_data).ok:
        return redirect("collective:member", row.uuid)
    return pages.form_page(request, form, _("登记任职：%(name)s") % {"name": row.name}, _("登记"), reverse("collective:member", args=[row.uuid]))


@login_required
def end_seat(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A seat ended before its term."""
    need(permissions.can_view_collective(request.actor))
    row = pages.found(queries.seat_by_uuid(uuid, request.actor))
    need(permissions.can_keep_members(request.actor, row.division_code))
    form = forms.EndSeatForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and run_command(form, commands.end_seat, seat=row, by=request.actor, on=request.today, **form.cleaned_data).ok:
        return redirect("collective:member", row.member.uuid)
    return pages.form_page(request, form, _("离任：%(name)s") % {"name": row.member.name}, _("离任"), reverse("collective:member", args=[row.member.uuid]))


@login_required
def related(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Who is near to a director or supervisor."""
    need(permissions.can_view_collective(request.actor))
    row = pages.found(queries.seat_by_uuid(uuid, request.actor))
    need(permissions.can_keep_members(request.actor, row.division_code))
    form = forms.RelatedForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and run_command(form, commands.declare_related, seat=row, by=request.actor, on=request.today, **form.cleaned_data).ok:
        return redirect("collective:member", row.member.uuid)
    return pages.form_page(request, form, _("申明关联方：%(name)s") % {"name": row.member.name}, _("登记"), reverse("collective:member", args=[row.member.uuid]))


@login_required
def freeze(request: HttpRequest) -> HttpResponse:
    """A roll frozen."""
    need(permissions.can_view_collective(request.actor))
    need(permissions.can_keep_members(request.actor, pages.home_of(request)))
    called = {str(m.uuid): m for m in queries.meetings_without_roll(request.actor)}
    choices = {"division_code": village_choices(request), "meeting": [(key, f"{m.matter.title}（{m.held_on}）") for key, m in called.items()]}
    form = forms.RollForm(request.POST or None, choices=choices, initial={"day": request.today})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data | {"meeting": called.get(form.cleaned_data["meeting"])}
        done = run_command(form, commands.freeze_roll, by=request.actor, on=request.today, **given)
        if done.ok:
            return redirect("collective:roll", done.value.uuid)
    return pages.form_page(request, form, _("定成员名册"), _("定名册"), reverse("collective:members"))


@login_required
def roll(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A frozen roll."""
    need(permissions.can_view_collective(request.actor))
    row = pages.found(queries.roll_by_uuid(uuid, request.actor))
    kept = [listed_paper(_("成员名册"), reverse("collective:roll_paper", args=[row.uuid]), "member_roll", row)]
    return show(request, "collective/roll.html", pages.roll_page(request, row) | {"papers": kept})


@login_required
def roll_paper(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """成员名册 as PDF or Word, with a box to sign for each member."""
    need(permissions.can_view_collective(request.actor))
    row = pages.found(queries.roll_by_uuid(uuid, request.actor))
    return hand_out(request, "member_roll", row, papers.roll_paper, action="collective.print_roll", form=asked_form(request))
