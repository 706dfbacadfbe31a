"""Forms about one member, letters of transfer, and the end of a life."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from qianxian.divisions import pages
from qianxian.foundation.sheets.spec import Column
from qianxian.organisations import commands, permissions, queries
from qianxian.organisations.commands.members import ALLOWED_MOVES
from qianxian.organisations.forms import DeathForm, ReceiveForm, StatusForm, TransferForm
from qianxian.organisations.models import PartyMember
from qianxian.people import queries as people
from qianxian.people.permissions import can_correct_person
from qianxian.portal.forms import need, run_command

TRANSFER_COLUMNS = [
    Column("way", "转入或转出", "In or out", width=10), Column("name", "姓名", "Name", width=12), Column("identity", "证件号码", "Identity number", "code", width=22),
    Column("from", "从", "From", width=30), Column("to", "到", "To", width=30), Column("issued_on", "开出日期", "Issued on", "date", width=12),
    Column("valid_days", "有效期（天）", "Valid (days)", "integer", width=12), Column("received_on", "接收日期", "Received on", "date", width=12),
    Column("state", "状态", "State", width=10),
]  # fmt: skip


def _member(request: HttpRequest, uuid: UUID) -> PartyMember:
    need(permissions.can_view_members(request.actor))
    found = queries.memberships(request.actor).filter(uuid=uuid).first()
    if found is None:
        raise Http404
    return found


def _person_url(member: PartyMember) -> str:
    return reverse("people:person", args=[member.person.uuid])


def _crumbs(member: PartyMember, last: str) -> list[tuple[str, str]]:
    return [(_("党员"), reverse("organisations:members")), (member.person.name, _person_url(member)), (last, "")]


@login_required
def status(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A change of membership."""
    held = _member(request, uuid)
    need(permissions.can_change_member(request.actor, held))
    form = StatusForm(request.POST or None, initial={"date": request.today})
    form.fields["status"].choices = [c for c in PartyMember.Status.choices if c[0] in ALLOWED_MOVES[held.status]]
    return pages.command_page(request, form, commands.change_member_status, title=_("变更%(name)s的党籍状态") % {"name": held.person.name}, done=_person_url(held),
                           back=_person_url(held), arguments={"member": held, "on": request.today}, crumbs=_crumbs(held, _("党籍状态")),
                           facts=[{"label": _("现在的状态"), "value": held.get_status_display()}])  # fmt: skip


@login_required
def issue_transfer(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A letter of introduction to another branch."""
    held = _member(request, uuid)
    need(permissions.can_issue_transfer(request.actor, held))

    def run(*, by, to, **clean):
        return commands.issue_transfer(member=held, to_organisation=to, by=by, on=request.today, **clean)

    return pages.command_page(request, TransferForm(request.POST or None, initial={"issued_on": request.today}), run, done=reverse("organisations:transfers"),
                           title=_("转接%(name)s的组织关系") % {"name": held.person.name}, back=_person_url(held), crumbs=_crumbs(held, _("组织关系转接")),
                           facts=[{"label": _("现在的支部"), "value": held.organisation.name}], said=_("介绍信已开出，等对方接收。"))  # fmt: skip


@login_required
def transfers(request: HttpRequest) -> HttpResponse:
    """组织关系转接: letters on their way here, and letters issued here."""
    need(permissions.can_view_members(request.actor))
    incoming, outgoing = queries.transfers_in(request.actor, scope=request.scope_prefix), queries.transfers_out(request.actor, request.scope_prefix)
    if pages.wants_export(request):
        to = queries.receivers_of(outgoing)
        came = [(_("转入"), i.name, i.identity_masked, i.from_name, i.to_name, i.transfer.issued_on, i.transfer.valid_days, i.transfer.received_on,
                 i.transfer.get_state_display()) for i in incoming]  # fmt: skip
        went = [(_("转出"), t.member.person.name, t.member.person.identity_masked, t.from_organisation.name, to.get(t.to_organisation_id, ""), t.issued_on, t.valid_days, t.received_on,
                 t.get_state_display()) for t in outgoing]  # fmt: skip
        return pages.exported(request, name="transfers", title=_("组织关系转接"), columns=TRANSFER_COLUMNS, rows=came + went, count=len(came + went))
    context = {
        "page_title": _("组织关系转接"), "incoming": incoming, "outgoing": outgoing[:200], "export_url": pages.address_of_file(request),
        "may_edit": request.actor.may("edit_registry"), "today": request.today,
    }  # fmt: skip
    return render(request, "organisations/transfers.html", context)


@login_required
def receive_transfer(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Receive a letter: the member belongs here from that day."""
    letter = next((i for i in queries.transfers_in(request.actor) if i.transfer.uuid == uuid), None)
    if letter is None:
        raise Http404
    need(permissions.can_receive_transfer(request.actor, letter.transfer))
    back = reverse("organisations:transfers")
    return pages.command_page(request, ReceiveForm(request.POST or None, initial={"received_on": request.today}), commands.receive_transfer, done=back, back=back,
                           title=_("接收%(name)s的组织关系") % {"name": letter.name}, arguments={"transfer": letter.transfer, "on": request.today},
                           facts=[{"label": _("从"), "value": letter.from_name}, {"label": _("到"), "value": letter.to_name}, {"label": _("开出日期"), "value": letter.transfer.issued_on}],
                           crumbs=[(_("组织关系转接"), back), (_("接收"), "")])  # fmt: skip


@login_required
@require_POST
def cancel_transfer(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take a letter back that nobody has received."""
    letter = queries.letter_by_uuid(uuid, request.actor)
    if letter is None:
        raise Http404
    run_command(
        None,
        commands.cancel_transfer,
        transfer=letter,
        reason=request.POST.get("reason") or _("原支部撤回"),
        by=request.actor,
        on=request.today,
    )
    return redirect("organisations:transfers")


@login_required
def death(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The end of a life: membership and offices end that day."""
    held = people.person(request.actor, uuid)
    if held is None:
        raise Http404
    need(can_correct_person(request.actor, held))
    back = reverse("people:person", args=[uuid])
    return pages.command_page(request, DeathForm(request.POST or None), commands.record_death, title=_("登记%(name)s去世") % {"name": held.name}, done=back, back=back,
                           arguments={"person": held, "on": request.today}, note_kind="warn", note=_("党籍和任职同日结束；任中心主任的，先结束聘任"),
                           crumbs=[(_("人员"), reverse("people:list")), (held.name, back), (_("登记去世"), "")])  # fmt: skip
