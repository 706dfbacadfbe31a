"""Pages of corrections: all of them, one, one person's facts and differences, and the three people's steps."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from qianxian.accounts.views.step_up import code_first
from qianxian.divisions.pages import address_of_file, exported, wants_export
from qianxian.foundation.verdict import ALLOWED, deny
from qianxian.papers.views import hand_out
from qianxian.pay import commands, documents, queries
from qianxian.pay.forms import CorrectionForm, FactForm, ReasonForm, WholeRunForm
from qianxian.pay.models import PayCorrection, PayFact
from qianxian.pay.pages.corrections import correction_context, due_rows, person_context
from qianxian.pay.permissions import can_approve_correction, can_prepare, can_view_pay
from qianxian.people.models import Person
from qianxian.portal.forms import need, press, run_command, show


def _place(request: HttpRequest) -> str:
    return request.actor.reach[0].ljust(12, "0") if request.actor.reach else ""


def _year(request: HttpRequest) -> int:
    """The year of the address, else that of the page's day."""
    year = request.GET.get("year", "")
    return int(year) if len(year) == 4 and year.isdecimal() else request.on.year


@login_required
def corrections(request: HttpRequest) -> HttpResponse:
    """Corrections so far; whoever prepares pay begins one for everybody, or for people whose year changed since the run."""
    need(can_view_pay(request.actor))
    if wants_export(request):
        return _corrections_file(request)
    run = queries.approved_run(request.actor, _year(request))
    may = run is not None and can_prepare(request.actor, _place(request)).allowed
    form = WholeRunForm(request.POST or None)
    if request.method == "POST" and may and form.is_valid():
        done = run_command(form, commands.prepare_correction, run=run, by=request.actor, on=request.today, **form.cleaned_data)
        if done.ok:
            return redirect("pay:correction", done.value.uuid)
    context = {"page_title": _("差额更正"), "export_url": address_of_file(request), "corrections": queries.corrections(request.actor), "run": run, "may_prepare": may,
               "due": due_rows(request.actor, run, request.today) if may else []}
    return show(request, "pay/corrections.html", context, form)


def _corrections_file(request: HttpRequest) -> HttpResponse:
    found = list(queries.corrections(request.actor))
    cells = [(c.number, c.run.number, c.get_cause_display(), c.document, c.people, c.city_total, c.district_total, c.town_total, c.insurance_total, c.tax_total,
              c.prepared_on, c.approved_on, c.get_state_display()) for c in found]  # fmt: skip
    return exported(request, name="pay-corrections", title=_("差额更正"), columns=documents.CORRECTION_COLUMNS, rows=cells, count=len(cells), action="pay.export_corrections")


def _one(request: HttpRequest, uuid: UUID) -> PayCorrection:
    need(can_view_pay(request.actor))
    return get_object_or_404(queries.corrections(request.actor), uuid=uuid)


@login_required
def correction(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One correction: each person's should be, already posted and difference per payer, and the next step for whoever holds it."""
    found = _one(request, uuid)
    return show(request, "pay/correction.html", {**correction_context(found, request.actor, request.GET.get("page", "1")), "reason_form": ReasonForm()})


@login_required
def correction_sheet(request: HttpRequest, uuid: UUID, payer: str, form: str) -> HttpResponse:
    """One payer's sheet of a correction to sign, PDF or Word."""
    found = _one(request, uuid)
    if payer not in queries.PAYERS or form not in ("pdf", "docx"):
        raise Http404
    make = lambda one, kind: documents.correction_sheet(one, payer, request.actor, kind)  # noqa: E731
    return hand_out(request, f"pay_correction_{payer}", found, make, action="pay.print_correction_sheet", form=form, payer=payer)


MOVES = {
    "check": commands.check_correction,
    "approve": commands.approve_correction,
    "return": commands.return_correction,
    "withdraw": commands.withdraw_correction,
    "recompute": commands.recompute_correction,
}


@login_required
@require_POST
def correction_move(request: HttpRequest, uuid: UUID, move: str) -> HttpResponse:
    """Check, approve, send back, compute anew or withdraw."""
    if move not in MOVES:
        raise Http404
    found = _one(request, uuid)
    if move == "approve":
        need(can_approve_correction(request.actor, found))
        if (asked := code_first(request)) is not None:
            return asked
    reasoned = move in ("return", "withdraw")
    form = ReasonForm(request.POST if reasoned else {"reason": "-"})
    if form.is_valid():
        extra = form.cleaned_data if reasoned else {"on": request.today}
        if run_command(form, MOVES[move], correction=found, by=request.actor, **extra).ok:
            return redirect("pay:correction", uuid)
    return show(request, "pay/correction.html", {**correction_context(found, request.actor), "reason_form": form}, form)


def _person(request: HttpRequest, uuid: UUID) -> Person:
    need(ALLOWED if can_prepare(request.actor, _place(request)).allowed else deny(_("差额更正由区委组织部编制。")))
    return get_object_or_404(Person.objects.visible_to(request.actor), uuid=uuid)


@login_required
def correct_person(request: HttpRequest, uuid: UUID, year: int) -> HttpResponse:
    """What is known of one person's year, a correction from it, and the facts it rests on."""
    person = _person(request, uuid)
    run = queries.approved_run(request.actor, year)
    due = next((one for one in queries.corrections_due(request.actor, run, request.today) if one.person.pk == person.pk), None) if run else None
    form = CorrectionForm(request.POST or None, initial={"cause": due.cause} if due else None)
    if request.method == "POST" and run and form.is_valid():
        done = run_command(form, commands.prepare_correction, run=run, person=person, by=request.actor, on=request.today, **form.cleaned_data)
        if done.ok:
            return redirect("pay:correction", done.value.uuid)
    facts = FactForm(engagements=queries.engagement_choices(request.actor, person, year), auto_id="fact_%s")  # two forms, one page
    return show(request, "pay/correct_person.html", person_context(request.actor, person, run, year) | {"fact_form": facts, "due": due}, form)


@login_required
def fact(request: HttpRequest, uuid: UUID, year: int) -> HttpResponse:
    """A fact recorded on its written basis: leave, suspension, the days really in post, a declared deduction."""
    person = _person(request, uuid)
    form = FactForm(request.POST or None, engagements=queries.engagement_choices(request.actor, person, year))
    if request.method == "POST" and form.is_valid():
        clean = dict(form.cleaned_data)
        chosen = clean.pop("engagement")
        clean["engagement"] = queries.engagement_of(request.actor, person, chosen) if chosen else None
        if run_command(form, commands.record_fact, person=person, by=request.actor, on=request.today, **clean).ok:
            messages.success(request, _("已登记。接着编制差额更正。"))
            return redirect("pay:correct_person", uuid, year)
    context = {"page_title": _("%(name)s：登记工资变动事实") % {"name": person.name}, "person": person,
               "back": reverse("pay:correct_person", args=[uuid, year])}
    return show(request, "pay/fact.html", context, form)


@login_required
@require_POST
def fact_cancel(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A recorded fact no longer stands; the document says why."""
    need(can_view_pay(request.actor))
    row = get_object_or_404(PayFact.objects.visible_to(request.actor).select_related("person"), uuid=uuid)
    press(request, commands.cancel_fact, fact=row, document=request.POST.get("document", ""), by=request.actor, on=request.today)
    return redirect("pay:correct_person", row.person.uuid, row.first_day.year)
