"""工作台: what is asked of me, by when. 待办 first, and nothing above it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from qianxian.accounts import queries as accounts
from qianxian.assessments import queries as assessments
from qianxian.cases import queries as cases
from qianxian.collective import queries as collective
from qianxian.contracts import queries as contracts
from qianxian.decisions import queries as decisions
from qianxian.elections import queries as elections
from qianxian.elements import queries as elements
from qianxian.engagements import queries as engagements
from qianxian.foundation.actor import Actor
from qianxian.foundation.periods import working_days_between
from qianxian.foundation.tasks import Task
from qianxian.funds import queries as funds
from qianxian.imports import queries as imports
from qianxian.letters import queries as letters
from qianxian.notices import queries as notices
from qianxian.organisations import queries as organisations
from qianxian.pay import queries as pay
from qianxian.pipeline import queries as pipeline
from qianxian.portal import queries, residents, upkeep
from qianxian.portal.at_window import window_home
from qianxian.projects import queries as projects
from qianxian.requests import queries as requests
from qianxian.rulebook import queries as rulebook
from qianxian.threads import queries as threads

SOURCES = (
    engagements.tasks_for, assessments.tasks_for, pipeline.tasks_for, pay.tasks_for, imports.tasks_for,
    organisations.tasks_for, elections.tasks_for, decisions.tasks_for, threads.tasks_for, contracts.tasks_for, funds.tasks_for,
    projects.tasks_for, collective.tasks_for, elements.tasks_for, letters.tasks_for, cases.tasks_for, requests.tasks_for, accounts.tasks_for, rulebook.tasks_for,
    notices.tasks_for, upkeep.tasks_for,
)  # fmt: skip
SHOWN = 40


def tasks_for(actor: Actor, on: dt.date) -> list[Task]:
    """Every room's waiting work for this actor, the earliest due first; without a deadline last."""
    tasks = [task for source in SOURCES for task in source(actor, on)]
    return sorted(tasks, key=lambda t: (t.due_on or dt.date.max, t.kind, t.division_code, t.title))


def days_left(due_on: dt.date | None, on: dt.date) -> int | None:
    """Working days until the deadline, negative when past; None without one."""
    if due_on is None:
        return None
    if due_on >= on:
        return working_days_between(on, due_on)
    return -max(working_days_between(due_on, on), 1)


def grouped(tasks: list[Task], on: dt.date) -> Iterator[dict[str, Any]]:
    """Tasks by overdue, today, this week, later and without deadline; empty groups are left out."""
    sunday = on + dt.timedelta(days=6 - on.weekday())
    bands = (
        (_("已过期"), lambda d: d is not None and d < on),
        (_("今天到期"), lambda d: d == on),
        (_("本周到期"), lambda d: d is not None and on < d <= sunday),
        (_("以后到期"), lambda d: d is not None and d > sunday),
        (_("没有期限"), lambda d: d is None),
    )
    for title, inside in bands:
        if chosen := [t for t in tasks if inside(t.due_on)]:
            yield {"title": title, "tasks": [{**asdict(t), "days": days_left(t.due_on, on)} for t in chosen]}


@login_required
def workbench(request: HttpRequest) -> HttpResponse:
    """The home of everyone who works here."""
    tasks = tasks_for(request.actor, request.on)
    request.task_count = len(tasks)
    tab = request.GET.get("tab", "")
    shown = tasks if request.GET.get("all") else tasks[:SHOWN]
    context = {
        "page_title": _("工作台"),
        "tasks": tasks,
        "groups": list(grouped(shown, request.on)),
        "more": len(tasks) - len(shown),
        "villages": queries.open_work_by_division(tasks, request.actor, request.on),
        "done": queries.my_recent_acts(request.actor),
        "shortcuts": queries.shortcuts(request.actor),
        "upkeep": upkeep.facts(request.actor, request.on),
        "desk": residents.desk(request.actor, request.today),
        "figures": queries.figures(request.actor, request.on, request.scope_prefix),
        "tab": tab,
        "window": None if tab else window_home(request.actor, request.today, len(tasks)),
        "tabs": [
            {"title": _("待办"), "url": "?tab=todo", "count": len(tasks), "current": tab != "done"},
            {"title": _("已办"), "url": "?tab=done", "count": "", "current": tab == "done"},
        ],
    }
    return render(request, "portal/workbench.html", context)
