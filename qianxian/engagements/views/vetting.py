"""Joint vetting: the officer's lists and matrix, and the department's one page to answer."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from qianxian.accounts.queries import department_name
from qianxian.divisions import pages
from qianxian.divisions.queries import names_of
from qianxian.engagements import commands, facts, forms, grounds, judging, permissions, queries
from qianxian.engagements.models import VettingReply, VettingRound
from qianxian.engagements.queries import vetting
from qianxian.foundation.periods import add_days
from qianxian.foundation.sheets.spec import Column
from qianxian.people.models import Person
from qianxian.portal.forms import need, run_command, show

WORDS = {"no_objection": gettext_noop("无异议"), "objection": gettext_noop("有异议"), "need_more": gettext_noop("需补充"), "": gettext_noop("没有答复")}


ROUND_COLUMNS = [
    Column("number", "编号", "Number", "code", width=22), Column("purpose", "用途", "Purpose", width=18), Column("persons", "人数", "Persons", "integer", width=8),
    Column("done", "已下结论", "Concluded", "integer", width=10), Column("sent_on", "发出", "Sent on", "date", width=12), Column("due_on", "答复期限", "Replies due", "date", width=12),
]  # fmt: skip


@login_required
def rounds(request: HttpRequest) -> HttpResponse:
    """All lists; a department's person goes to the lists sent to it."""
    if request.actor.may("answer_vetting") and not request.actor.may("send_vetting"):
        return redirect("engagements:answers")
    may, rows = permissions.can_view_vetting(request.actor), vetting.rounds(request.actor)
    need(may)
    if pages.wants_export(request):  # counts alone, and to vetting officers alone
        cells = [(r.number, r.get_purpose_display(), r.persons, r.done, r.sent_on, r.due_on) for r in rows]
        return pages.exported(request, name="vetting-rounds", title=_("县级联审"), columns=ROUND_COLUMNS, rows=cells, count=len(cells), may=may)
    page = Paginator(rows, 20).get_page(request.GET.get("page"))
    return show(request, "engagements/rounds.html", {"page_title": _("县级联审"), "page_obj": page, "export_url": pages.address_of_file(request, may)})


def _unvetted(request: HttpRequest) -> dict[str, Person]:
    known = facts.vetted_on(request.today) | vetting.being_vetted(request.actor)
    found = queries.reviews_open(request.actor, request.scope_prefix)
    return {str(review.person.uuid): review.person for review in found if review.person_id not in known}


@login_required
def round_new(request: HttpRequest) -> HttpResponse:
    """A new list from the reviews in progress."""
    need(permissions.can_view_vetting(request.actor))
    people = _unvetted(request)
    places = names_of({p.division_code for p in people.values()})
    choices = [(key, f"{p.name}（{places.get(p.division_code, '')}）") for key, p in people.items()]
    initial = {
        "departments": judging.departments(request.today),
        "due_on": add_days(request.today, judging.setting("vetting.reply_days", request.today)),
    }
    form = forms.RoundForm(request.POST or None, people=choices, on=request.today, initial=initial)
    if request.method == "POST" and form.is_valid():
        chosen = [people[key] for key in form.cleaned_data.pop("persons")]
        done = run_command(form, commands.create_round, persons=chosen, by=request.actor, on=request.today, **form.cleaned_data)
        if done.ok:
            return redirect("engagements:round", done.value.uuid)
    return show(
        request, "engagements/act.html", {"page_title": _("发起联审"), "submit": _("建好名单"), "back": reverse("engagements:rounds")}, form
    )


def _round(request: HttpRequest, uuid: UUID) -> VettingRound:
    need(permissions.can_view_vetting(request.actor))
    found = vetting.round_by_uuid(uuid, request.actor)
    if found is None:
        raise Http404
    return found


@login_required
def round(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Persons × departments, for vetting officers alone."""
    this = _round(request, uuid)
    lines = vetting.matrix(this)
    places = names_of({line.case.division_code for line in lines})
    ready = [line for line in lines if line.ready]
    context = {
        "page_title": _("联审 %(number)s") % {"number": this.number},
        "round": this,
        "rows": [_row(line, places, this) for line in lines],
        "page_sub": _("%(purpose)s · %(n)d 人 · %(due)s 前答复")
        % {"purpose": this.get_purpose_display(), "n": len(lines), "due": this.due_on},
        "departments": [department_name(d) for d in this.departments],
        "owed": _owed(this, lines) if this.sent_on else "",
        "more": _owed(this, lines, "need_more"),
        "may_send": this.sent_on is None,
        "ready": len(ready) if this.sent_on else 0,
        "may_conclude": this.sent_by != request.actor.login and request.actor.may("conclude_vetting"),
        "crumbs": [(_("县级联审"), reverse("engagements:rounds")), (this.number, "")],
    }
    return show(request, "engagements/round.html", context)


def _owed(this: VettingRound, lines: list[vetting.Line], conclusion: str = "") -> str:
    """``公安机关 8 人、自然资源部门 8 人``: who still owes an answer (or wants more first), said once above the rows; empty when nobody does."""
    waiting = [line for line in lines if line.cells and line.case.state in ("open", "needs_info")]
    said = [[cell.conclusion if cell else "" for cell in line.cells] for line in waiting]
    silent = ((d, sum(1 for row in said if row[n] == conclusion)) for n, d in enumerate(this.departments))
    return _("、").join(_("%(department)s %(n)d 人") % {"department": department_name(d), "n": n} for d, n in silent if n)


def _row(line: vetting.Line, places: dict[str, str], this: VettingRound) -> dict:
    cells = []
    for department, cell in zip(this.departments, line.cells, strict=True):
        conclusion, ground = (cell.conclusion, cell.ground_code) if cell else ("", "")
        cells.append(
            {
                "department": department_name(department),
                "text": _(WORDS[conclusion]),
                "bad": conclusion != "no_objection",
                "ground": grounds.VETTING_GROUNDS.get(ground, ""),
            }
        )
    case = line.case
    return {
        "name": case.person.name,
        "place": places.get(case.division_code, ""),
        "cells": cells,
        "state": case.get_state_display(),
        "until": case.valid_until,
    }


@login_required
@require_POST
def round_send(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The list goes out to the departments."""
    form = Form({})
    if run_command(form, commands.send_round, round=_round(request, uuid), by=request.actor, on=request.today).ok:
        messages.success(request, _("名单已发出，部门可以答复了。"))
    for text in form.non_field_errors():
        messages.error(request, text)
    return redirect("engagements:round", uuid)


@login_required
@require_POST
def round_conclude(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Conclusions for everybody whom all departments answered or one objected to; the others wait."""
    form, states = Form({}), []
    for line in vetting.matrix(_round(request, uuid)):
        if line.ready and (done := run_command(form, commands.conclude_case, case=line.case, by=request.actor, on=request.today)).ok:
            states.append(done.value.state)
    if concluded := [state for state in states if state != "needs_info"]:
        messages.success(request, _("已给 %(n)d 人下结论。") % {"n": len(concluded)})
    if more := len(states) - len(concluded):
        messages.warning(request, _("%(n)d 人待补充材料：补充后请提出的部门再答复，答复后再下结论。") % {"n": more})
    for text in form.non_field_errors():
        messages.error(request, text)
    return redirect("engagements:round", uuid)


@login_required
def answers(request: HttpRequest) -> HttpResponse:
    """The lists sent to the actor's department."""
    need(permissions.can_view_department_list(request.actor))
    rows = [{"round": r, "lines": lines, "owed": owed} for r, lines, owed in vetting.department_rounds(request.actor)]
    return show(request, "engagements/answers.html", {"page_title": _("联审答复"), "rows": rows})


@login_required
def answer(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """All lines of one list on one page, signed once at its foot, as on the paper 联审表."""
    need(permissions.can_view_department_list(request.actor))
    owed = list(queries.outstanding_replies(request.actor).filter(case__round__uuid=uuid))
    if not owed:
        return redirect("engagements:answers")
    form = forms.SignForm(request.POST or None, initial={"signed_by": request.actor.name})
    places = names_of({reply.case.division_code for reply in owed})
    lines = [_line(request, reply, places.get(reply.case.division_code, "")) for reply in owed]
    if request.method == "POST" and form.is_valid() and all(line["form"].is_valid() for line in lines):
        given, signed_by = _given(lines), form.cleaned_data["signed_by"]
        if run_command(form, commands.answer_vetting_list, answers=given, signed_by=signed_by, by=request.actor, on=request.today).ok:
            messages.success(request, _("已提交 %(n)d 人的答复。") % {"n": len(given)})
            return redirect("engagements:answers")
    number = owed[0].case.round.number
    context = {
        "page_title": _("答复联审 %(number)s") % {"number": number},
        "lines": lines,
        "crumbs": [(_("联审答复"), reverse("engagements:answers")), (number, "")],
    }
    return show(request, "engagements/answer.html", context, form)


def _given(lines: list[dict]) -> list[commands.Answer]:
    cleaned = [(line["reply"], line["form"].cleaned_data) for line in lines]
    return [commands.Answer(reply, clean["conclusion"], clean["ground_code"]) for reply, clean in cleaned if clean["conclusion"]]


def _line(request: HttpRequest, reply: VettingReply, place: str) -> dict:
    person = reply.case.person
    return {
        "reply": reply,
        "name": person.name,
        "identity": person.identity_masked,
        "place": place,
        "form": forms.AnswerLineForm(request.POST or None, prefix=f"r{reply.pk}", initial=judging.opened(reply)),
    }
