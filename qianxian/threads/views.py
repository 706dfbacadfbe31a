"""Pages of threads: the register, one thread, and a form for each thing recorded along it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from qianxian.divisions import queries as divisions
from qianxian.divisions.pages import division_choices, exported, place_choices, register_page, wants_export
from qianxian.foundation.reach import within
from qianxian.foundation.sheets.spec import Column
from qianxian.portal.forms import need, run_command, show
from qianxian.portal.shell import remember
from qianxian.threads import commands, forms, pages, permissions, queries
from qianxian.threads.models import Stall, Thread, ThreadStep
from qianxian.threads.rules import days_waited
from qianxian.threads.tables import ThreadTable


def _found(request: HttpRequest) -> tuple[forms.ThreadFilter, QuerySet[Thread]]:
    find = forms.ThreadFilter(request.GET, places=place_choices(request))
    rows, clean = queries.register(request.actor, request.scope_prefix), find.cleaned_data if find.is_valid() else {}
    rows = queries.matching(rows, clean["text"].strip()) if clean.get("text") else rows
    rows = within(rows, request.actor, clean.get("place"))
    for name in ("subject", "origin"):
        rows = rows.filter(**{name: clean[name]}) if clean.get(name) else rows
    if clean.get("state") == "all":
        return find, rows
    return find, rows.filter(state__in=[clean["state"]] if clean.get("state") else queries.UNDER_WAY)


@login_required
def threads(request: HttpRequest) -> HttpResponse:
    """线: the register, what has waited longest first."""
    need(permissions.can_view_threads(request.actor))
    find, rows = _found(request)
    if wants_export(request):
        return _export(request, find, rows)
    names, may = divisions.place_names_on(request.today), request.actor.may("open_threads")
    acts = [{"title": _("登记一条线"), "url": reverse("threads:open"), "kind": "primary"}] if may else []
    return register_page(
        request, title=pgettext("thread", "线"), table=ThreadTable(rows, names=names, on=request.today), form=find, unit=_("条"), acts=acts,
        page_sub=_("从提出到答复，一件事一条线；等得久的排在前面，不评比村和人"), empty_title=_("没有这样的线"),
        empty_why=_("村民反映、行动计划、检查发现，登记一条线，就从头跟到答复。"),
    )  # fmt: skip


COLUMNS = [
    Column("number", "线号", "Number", width=22), Column("title", "名称", "Title", width=28), Column("village", "村（社区）", "Village"),
    Column("town", "镇（街道）", "Town"), Column("subject", "类别", "Subject", width=12), Column("origin", "来路", "Origin", width=12),
    Column("asked_on", "提出日期", "Asked on", "date", width=12), Column("step", "停在", "Step", width=14), Column("holder", "在谁手上", "Held by", width=20),
    Column("waited", "等了（天）", "Days waited", "integer", width=10), Column("state", "状态", "State", width=10), Column("cause", "搁置原因", "Cause of stall", width=16),
    Column("estimate", "最近估算（元）", "Last estimate (yuan)", "money", width=16),
]  # fmt: skip


def _export(request: HttpRequest, find: forms.ThreadFilter, rows: QuerySet[Thread]) -> HttpResponse:
    names, steps, holders, causes = divisions.place_names_on(request.today), *map(dict, (ThreadStep.Step.choices, ThreadStep.Holder.choices, Stall.Cause.choices))
    last = queries.last_estimates(rows)
    lines = [
        (r.number, r.title, names.get(r.division_code, ""), names.get(r.division_code[:9] + "000", ""), r.get_subject_display(), r.get_origin_display(), r.asked_on,
         steps[r.step_now], r.held_body or holders[r.held_by], days_waited(r.stalled_since or r.step_since, request.today), r.get_state_display(),
         causes.get(r.stall_cause, ""), last.get(r.pk))
        for r in rows
    ]  # fmt: skip
    return exported(request, name="threads", title=pgettext("thread", "线"), columns=COLUMNS, rows=lines, count=len(lines), action="threads.export_threads", find=find)


def _thread(request: HttpRequest, uuid: UUID) -> Thread:
    need(permissions.can_view_threads(request.actor))
    row = queries.thread_by_uuid(uuid, request.actor)
    if row is None:
        raise Http404
    return row


def _places(row: Thread, request: HttpRequest) -> list[tuple[str, str]]:
    return [(place.name, reverse("divisions:division", args=[place.code])) for place in divisions.crumbs(row.division_code, request.today)]


@login_required
def thread(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One thread, from the asking to the answer."""
    row = _thread(request, uuid)
    village = divisions.names_of([row.division_code]).get(row.division_code, "")
    said = [row.number, row.get_subject_display(), *([_("受益 %(n)d 户") % {"n": row.households}] if row.households else [])]
    title = _("%(place)s：%(title)s") % {"place": village, "title": row.title}
    remember(request, title)
    context = {"page_title": title, "page_sub": " · ".join(map(str, said)), "crumbs": [*_places(row, request), (pgettext("thread", "线"), reverse("threads:list")), (row.title, "")]}
    return show(request, "threads/thread.html", context | pages.thread_page(request, row))


def _form(request: HttpRequest, form: Form, title: str, submit: Any, back: str, **more: Any) -> HttpResponse:
    return show(request, "threads/form.html", {"page_title": title, "submit": submit, "back": back, **more}, form)


@login_required
def open_thread(request: HttpRequest) -> HttpResponse:
    """A new thread."""
    need(permissions.can_open_thread(request.actor, request.actor.reach[0] if request.actor.reach else ""))
    form = forms.OpenForm(request.POST or None, choices={"division_code": division_choices(request)})
    if request.method == "POST" and form.is_valid():
        done = run_command(form, commands.open_thread, by=request.actor, on=request.today, **form.cleaned_data)
        if done.ok:
            return redirect("threads:thread", done.value.uuid)
    return _form(request, form, _("登记一条线"), _("登记"), reverse("threads:list"))


Choices = Callable[[HttpRequest, Thread], dict[str, list[tuple[str, str]]]]


@dataclass(frozen=True)
class Act:
    """A form of a thread: its command, its lists, and how its fields become the command's."""

    form: type[Form]
    command: Callable[..., Any]
    choices: Choices | None = None
    given: Callable[[HttpRequest, Thread, dict[str, Any]], dict[str, Any]] = lambda request, row, clean: clean


def _as_estimate(request: HttpRequest, row: Thread, clean: dict[str, Any]) -> dict[str, Any]:
    return clean | {"corrects": queries.estimates(row).filter(uuid=clean["corrects"]).first() if clean["corrects"] else None}


def _as_join(request: HttpRequest, row: Thread, clean: dict[str, Any]) -> dict[str, Any]:
    return clean | {"into": queries.thread_by_uuid(clean["into"], request.actor)}


def _as_split(request: HttpRequest, row: Thread, clean: dict[str, Any]) -> dict[str, Any]:
    return clean | {"links": list(queries.links(row).filter(uuid__in=clean["links"]))}


def _as_tie(request: HttpRequest, row: Thread, clean: dict[str, Any]) -> dict[str, Any]:
    kind, _colon, uuid = clean["thing"].partition(":")
    return {"kind": kind, "thing_uuid": uuid, "label": dict(pages.tieable(request, row)["thing"])[clean["thing"]]}


ACTS = {
    "move": Act(forms.MoveForm, commands.move, pages.holding_places), "stall": Act(forms.StallForm, commands.stall), "lift": Act(forms.LiftForm, commands.lift),
    "estimate": Act(forms.EstimateForm, commands.estimate, pages.earlier_estimates, _as_estimate), "note": Act(forms.NoteForm, commands.note),
    "attach": Act(forms.AttachForm, commands.attach, pages.tieable, _as_tie), "tell": Act(forms.TellForm, commands.tell), "close": Act(forms.CloseForm, commands.close),
    "reopen": Act(forms.ReopenForm, commands.reopen), "join": Act(forms.JoinForm, commands.join, pages.joinable, _as_join),
    "split": Act(forms.SplitForm, commands.split, pages.own_ties, _as_split),
}  # fmt: skip


@login_required
def act(request: HttpRequest, uuid: UUID, act: str) -> HttpResponse:
    """One form of a thread."""
    row, asked = _thread(request, uuid), ACTS.get(act)
    if asked is None:
        raise Http404
    need((permissions.can_attach if act == "attach" else permissions.can_keep_thread)(request.actor, row))
    lists = asked.choices(request, row) if asked.choices else {}
    more = {"choices": lists} if asked.choices else {}
    initial = pages.standing(row) if act == "move" else None
    form = asked.form(request.POST or None, initial=initial, **more)
    if request.method == "POST" and form.is_valid():
        given = asked.given(request, row, form.cleaned_data)
        if run_command(form, asked.command, thread=row, by=request.actor, on=request.today, **given).ok:
            return redirect("threads:thread", row.uuid)
    words, back = pages.ACT_WORDS[act], reverse("threads:thread", args=[row.uuid])
    title = _("%(thread)s：%(act)s") % {"thread": row.title, "act": words}
    return _form(request, form, title, words, back, thread=row, act=act, nothing=act == "attach" and not lists["thing"])


@login_required
def detach(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A thing taken off its thread."""
    need(permissions.can_view_threads(request.actor))
    link = queries.link_by_uuid(uuid, request.actor)
    if link is None:
        raise Http404
    need(permissions.can_keep_thread(request.actor, link.thread))
    form, back = forms.DetachForm(request.POST or None), reverse("threads:thread", args=[link.thread.uuid])
    how = {"link": link, "by": request.actor, "on": request.today}
    if request.method == "POST" and form.is_valid() and run_command(form, commands.detach, **how, **form.cleaned_data).ok:
        return redirect(back)
    return _form(request, form, _("从线上取下：%(what)s") % {"what": link.label}, _("取下"), back, thread=link.thread)
