"""Pages of who asks: the tasks, one task with what it really asks, its questions, the second person, and the values as a table."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as L
from django.views.decorators.http import require_POST

from qianxian.divisions.pages import exported, place_choices, register_page, wants_export
from qianxian.elements import commands, forms, pages, queries
from qianxian.elements import permissions as may
from qianxian.elements.models import CollectionTask
from qianxian.elements.tables import TaskTable
from qianxian.portal.forms import form_page, need, press, run_command, show

State = CollectionTask.State


@login_required
def tasks(request: HttpRequest) -> HttpResponse:
    """填报任务: what is asked of villages within reach, and one's own drafts."""
    need(may.can_view_elements(request.actor))
    find = forms.TaskFilter(request.GET, choices={"issuer": pages.issuer_choices(request.actor)})
    rows = pages.narrowed_tasks(queries.tasks(request.actor), find.cleaned_data if find.is_valid() else {})
    table = TaskTable(rows, issuers=pages.issuer_words(rows))
    acts = [{"title": _("起草任务"), "url": reverse("elements:draft"), "kind": "primary"}] if may.can_issue_collections(request.actor) else []
    acts.append({"title": _("替我填表"), "url": reverse("elements:fill_table"), "icon": "download"})
    acts.append({"title": _("减负看板"), "url": reverse("elements:burden"), "icon": "tick"})
    return register_page(request, title=_("填报任务"), table=table, form=find, unit=_("个"), acts=acts, empty_title=_("没有填报任务"), empty_why=_("台账里有的不用再报；有任务时会出现在待办里。"))


def task_of(request: HttpRequest, uuid: UUID) -> CollectionTask:
    """The task, or 404."""
    need(may.can_view_elements(request.actor))
    row = queries.task_by_uuid(uuid, request.actor)
    if row is None:
        raise Http404
    return row


@login_required
def task(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One task: before it goes out what it really asks, afterwards who has answered; as a file the values held."""
    row = task_of(request, uuid)
    if wants_export(request):
        columns, cells = pages.values_table(row, request.actor, request.today)
        return exported(request, name="collection", title=row.title, columns=columns, rows=cells, count=len(cells))
    context = {"page_title": row.title, "crumbs": [(_("填报任务"), reverse("elements:tasks")), (row.title, "")]}
    return show(request, "elements/task.html", context | pages.task_page(request, row))


@login_required
def draft(request: HttpRequest) -> HttpResponse:
    """A new task."""
    need(may.can_issue_collections(request.actor))
    form = forms.TaskForm(request.POST or None, initial={"minutes": 5})
    form.fields["places"].choices = place_choices(request)
    if request.method == "POST" and form.is_valid():
        done = run_command(form, commands.draft_task, by=request.actor, on=request.today, **form.cleaned_data)
        if done.ok:
            return redirect("elements:task", done.value.uuid)
    return form_page(request, form, _("起草任务"), _("下一步：选要问的项"), reverse("elements:tasks"))


@login_required
def add(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One more question."""
    row = task_of(request, uuid)
    need(may.can_steer_collection(request.actor, row))
    rows = queries.elements(subject=row.asks).filter(same_as__isnull=True)
    marks = {True: _("台账已有"), False: _("填报一次")}
    form = forms.QuestionForm(request.POST or None, choices={"element": [(e.code, f"{e.name}（{marks[e.lives]}）") for e in rows]})
    back = reverse("elements:task", args=[row.uuid])
    if request.method == "POST" and form.is_valid():
        given = {"element": queries.element_by_code(form.cleaned_data["element"]), "mark": form.cleaned_data["mark"]}
        if run_command(form, commands.add_question, task=row, by=request.actor, **given).ok:
            return redirect(back)
    return form_page(request, form, _("加一项"), _("加上"), back, page_sub=row.title)


@login_required
@require_POST
def question(request: HttpRequest, uuid: UUID, question: UUID, act: str) -> HttpResponse:
    """A question taken out, or asked in the other way."""
    row = task_of(request, uuid)
    held = queries.question_of(row, question)
    if held is None or act not in ("drop", "confirm", "new"):
        raise Http404
    if act == "drop":
        press(request, commands.drop_question, question=held, by=request.actor)
    else:
        press(request, commands.change_question, question=held, mark=act, by=request.actor)
    return redirect("elements:task", row.uuid)


# act → (form, command, title, button, who may, whether the command takes the day)
ACTS: dict[str, tuple[Any, ...]] = {
    "change": (forms.TaskChangeForm, commands.change_task, L("修改任务"), L("保存"), may.can_steer_collection, True),
    "issue": (forms.IssueForm, commands.issue_task, L("下发任务"), L("下发"), may.can_steer_collection, True),
    "decline": (forms.ReasonForm, commands.decline_task, L("退回任务"), L("退回修改"), may.can_approve_collection, False),
    "close": (forms.ReasonForm, commands.close_task, L("办结任务"), L("办结"), may.can_steer_collection, True),
    "withdraw": (forms.ReasonForm, commands.withdraw_task, L("撤回任务"), L("撤回"), may.can_steer_collection, True),
}
PRESSED = {"approve": (commands.approve_task, may.can_approve_collection), "report": (commands.report_task, may.can_steer_collection)}


@login_required
def act(request: HttpRequest, uuid: UUID, act: str) -> HttpResponse:
    """One act on a task: a form, the command, back to the page."""
    row = task_of(request, uuid)
    if act not in ACTS:
        raise Http404
    kind, command, title, submit, who, dated = ACTS[act]
    need(who(request.actor, row))
    initial = {name: getattr(row, name) for name in ("title", "purpose", "basis", "due_on", "minutes", "budget_reason")}
    form, back = kind(request.POST or None, initial=initial), reverse("elements:task", args=[row.uuid])
    if request.method == "POST" and form.is_valid():
        day = {"on": request.today} if dated else {}
        if run_command(form, command, task=row, by=request.actor, **day, **form.cleaned_data).ok:
            messages.success(request, _("已办好，记入日志。"))
            return redirect(back)
    return form_page(request, form, f"{title}：{row.title}", str(submit), back)


@login_required
@require_POST
def pressed(request: HttpRequest, uuid: UUID, act: str) -> HttpResponse:
    """An act behind a bare button."""
    row = task_of(request, uuid)
    if act not in PRESSED:
        raise Http404
    command, who = PRESSED[act]
    need(who(request.actor, row))
    if press(request, command, task=row, by=request.actor, on=request.today).ok:
        messages.success(request, _("已办好，记入日志。"))
    return redirect("elements:task", row.uuid)
