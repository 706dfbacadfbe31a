"""消息提醒 of one's own, and the outbox for the system administrator."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from qianxian.divisions.pages import address_of_file, exported_table, register_page
from qianxian.divisions.queries import names_of
from qianxian.notices import commands, forms, permissions, queries
from qianxian.notices.models import Channel, Notice
from qianxian.notices.tables import OutboxTable
from qianxian.notices.words import outcome_words
from qianxian.portal.files import wants_export
from qianxian.portal.forms import form_page, need, press, run_command, show


@login_required
@never_cache
@sensitive_post_parameters("address", "secret")
def preference(request: HttpRequest) -> HttpResponse:
    """How I am reminded: one form, a trial, my latest messages."""
    row = queries.preference_of(request.user)
    start = {"channel": row.channel if row else Channel.OFF, "at_once": bool(row and row.at_once)}
    form = forms.PreferenceForm(request.POST if request.method == "POST" else None, initial=start)
    if request.method == "POST" and form.is_valid():
        done = run_command(form, commands.choose_notices, account=request.user, by=request.actor, **form.cleaned_data)
        if done.ok:
            messages.success(request, _("已保存。可以试发一条看看。") if done.value.channel != Channel.OFF else _("已保存，不再发消息。待办在工作台里看。"))
            return redirect("notices:preference")
    own = [(one, outcome_words(one.outcome)) for one in queries.own_notices(request.user)]
    context = {"page_title": _("消息提醒"), "row": row, "works": row and row.channel != Channel.OFF and not row.stopped_at, "own": own, "mail": request.user.email,
               "can_mail": bool(settings.EMAIL_HOST), "crumbs": [(_("我的账号"), reverse("accounts:me")), (_("消息提醒"), "")]}  # fmt: skip
    return show(request, "notices/preference.html", context, form)


@require_POST
@login_required
def try_out(request: HttpRequest) -> HttpResponse:
    """A trial to myself."""
    if press(request, commands.try_out, account=request.user, by=request.actor, at=timezone.now()).ok:
        messages.success(request, _("已试发，一两分钟内收到。没收到的，看下面写的原因。"))
    return redirect("notices:preference")


@login_required
def outbox(request: HttpRequest) -> HttpResponse:
    """消息发件箱: what went out, what did not and why; by place, not by name."""
    need(permissions.can_keep_outbox(request.actor))
    find = forms.OutboxFilter(request.GET)
    rows = queries.outbox()
    if find.is_valid():
        rows = rows.filter(**{name: value for name, value in find.cleaned_data.items() if value})
    table = OutboxTable(rows, names=names_of(set(rows.order_by().values_list("unit_code", flat=True).distinct())))
    if wants_export(request):
        return exported_table(request, table, name="outbox", title=_("消息发件箱"), find=find, action="notices.export_outbox", may=permissions.can_keep_outbox(request.actor))
    counts = queries.counts()
    facts = [{"label": label, "value": counts[state], "now": state == Notice.State.FAILED and counts[state]} for state, label in Notice.State.choices]
    more = {"facts": facts, "robots": queries.robots(), "export_url": address_of_file(request, permissions.can_keep_outbox(request.actor))}
    return register_page(request, title=_("消息发件箱"), table=table, form=find, unit=_("条"), template="notices/outbox.html", **more)


def _notice(request: HttpRequest, uuid: UUID) -> Notice:
    need(permissions.can_keep_outbox(request.actor))
    row = queries.notice_by_uuid(uuid)
    if row is None:
        raise Http404
    return row


@login_required
def notice(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One message: where it stands, why, what may be done."""
    row = _notice(request, uuid)
    context = {"page_title": row.get_kind_display(), "notice": row, "unit": names_of([row.unit_code]).get(row.unit_code, "—"), "why": outcome_words(row.outcome),
               "crumbs": [(_("消息发件箱"), reverse("notices:outbox")), (row.get_kind_display(), "")]}  # fmt: skip
    return show(request, "notices/notice.html", context)


@require_POST
@login_required
def act(request: HttpRequest, uuid: UUID, act: str) -> HttpResponse:
    """重发, or 不再发."""
    row = _notice(request, uuid)
    if act not in ("retry", "drop"):
        raise Http404
    command, more = (commands.retry_notice, {"at": timezone.now()}) if act == "retry" else (commands.drop_notice, {})
    if press(request, command, notice=row, by=request.actor, **more).ok:
        messages.success(request, _("已交给后台重发。") if act == "retry" else _("这条不再发。"))
    return redirect("notices:notice", uuid=row.uuid)


@login_required
def stop(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """停用 an address outside the house."""
    need(permissions.can_keep_outbox(request.actor))
    row = queries.robot_by_uuid(uuid)
    if row is None:
        raise Http404
    form = forms.StopForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        done = run_command(form, commands.stop_robot, robot=row, by=request.actor, at=timezone.now(), **form.cleaned_data)
        if done.ok:
            messages.success(request, _("已停用，本人的待办里会看到。"))
            return redirect("notices:outbox")
    return form_page(request, form, _("停用地址"), _("停用"), reverse("notices:outbox"), page_sub=f"{row.get_channel_display()} · {row.host}")
