"""文书模板 for the organisation department, and 签字原件 beside each paper."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from qianxian.divisions.pages import address_of_file, exported_lines, wants_export
from qianxian.foundation import audit
from qianxian.foundation.papers import word
from qianxian.papers import commands, queries, trials
from qianxian.papers.forms import AdoptForm, ReturnForm, ScanForm, TemplateForm
from qianxian.papers.kinds import PaperKind, kind_of
from qianxian.papers.models import PaperScan, PaperTemplate
from qianxian.papers.permissions import can_adopt_template, can_edit_templates, can_keep_original, can_see_paper
from qianxian.portal.forms import need, run_command, show

TYPES = {
    "pdf": "application/pdf", "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json", "jpeg": "image/jpeg", "png": "image/png",
}  # fmt: skip


def attachment(content: bytes, name: str, form: str) -> HttpResponse:
    """A paper as the download ``name.form`` that no browser guesses about or runs; ``form`` is a key of TYPES."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"', "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store",
               "Content-Security-Policy": "sandbox; default-src 'none'"}  # fmt: skip
    return HttpResponse(content, content_type=TYPES[form], headers=headers)


def hand_out(request: HttpRequest, code: str, thing: object, make: Callable[[object, str], bytes], *, action: str, form: str, **what: object) -> HttpResponse:
    """The paper that ``make(thing, form)`` gives, as a download; who printed it last stands with the paper, each print in the log as ``action``.

    ``form`` is pdf or docx, ``what`` is logged beside it. PermissionDenied for who may not see the paper. Every room's papers leave by this door.
    """
    kind = kind_of(code)
    need(can_see_paper(request.actor, kind, thing))
    content = make(thing, form)
    commands.keep_print(kind=kind, thing=thing, by=request.actor, on=request.today)
    audit.record(by=request.actor, action=action, thing=thing, after=what or None)
    return attachment(content, f"{code}-{str(thing.uuid)[:8]}", form)


def asked_form(request: HttpRequest) -> str:
    """Word where the address asks for it, otherwise PDF."""
    return "docx" if request.GET.get("format") == "docx" else "pdf"


def listed_paper(title: str, url: str, kind: str, thing: object) -> dict[str, str]:
    """A line of ``papers/_list.html``: where the paper is had, and where its signed original is kept."""
    return {"title": title, "url": url, "kept": reverse("papers:kept", args=[kind, thing.uuid])}


def scan_answer(scan: PaperScan, name: str) -> HttpResponse:
    """The opened scan as an attachment that no browser guesses about."""
    return attachment(queries.scan_bytes(scan), name, scan.format)


@login_required
def templates(request: HttpRequest) -> HttpResponse:
    """Every template and whose version is used today."""
    need(can_edit_templates(request.actor))
    rows = queries.template_lines(request.on)
    if wants_export(request):
        cells = ((row.title, row.current.period.lower if row.current else _("出厂模板"), row.waiting) for row in rows)
        return exported_lines(request, name="paper-templates", title=_("文书模板"), heads=(_("模板"), _("现在用的"), _("待启用")), rows=cells)
    return show(request, "papers/templates.html", {"page_title": _("文书模板"), "rows": rows, "export_url": address_of_file(request)})


@login_required
def template(request: HttpRequest, name: str) -> HttpResponse:
    """One template: download, upload an edited one and see it checked, adopt or take back, history."""
    need(can_edit_templates(request.actor))
    _known(name)
    form = TemplateForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        if run_command(form, commands.upload_template, name=name, content=file.read(commands.LARGEST + 1), filename=file.name, by=request.actor).ok:
            messages.success(request, _("检查通过，已存为待启用的版本。请看样张，再由另一位同志启用。"))
            return redirect("papers:template", name)
    return _template_page(request, name, {"form": form})


def _sample_words(value: object) -> str:
    """What a field is filled with, by the sample; rows and groups of rows are told as such."""
    if isinstance(value, str | int):
        return str(value).strip() or _("可以为空")
    return _("多行，样张里看排法")


def _template_page(request: HttpRequest, name: str, forms: dict) -> HttpResponse:
    title = queries.TITLES[name]
    rows = [{"version": v, "may": can_adopt_template(request.actor, v)} for v in queries.versions(name)]
    context = {
        "page_title": title, "name": name, "rows": rows,
        "fields": [(field, _sample_words(value)) for field, value in sorted(trials.samples()[name].items())], "crumbs": [(_("文书模板"), "/papers/templates/"), (title, "")],
        "adopt_form": forms.get("adopt") or AdoptForm(initial={"valid_from": request.today}), "adopting": forms.get("uuid"),
        "return_form": forms.get("return") or ReturnForm(initial={"last_day": request.today}), "own": any(r["version"].period and not r["version"].period.upper for r in rows),
    }  # fmt: skip
    wrong = next((f for f in forms.values() if getattr(f, "is_bound", False)), None)
    answer = show(request, "papers/template.html", {**context, "form": forms.get("form") or TemplateForm()})
    answer.status_code = 422 if wrong is not None and wrong.errors else 200
    return answer


def _known(name: str) -> None:
    if name not in word.names():
        raise Http404


@login_required
def template_file(request: HttpRequest, name: str) -> HttpResponse:
    """The template as it is used today; with ``?shipped=1`` as it came with the house."""
    need(can_edit_templates(request.actor))
    _known(name)
    return attachment(word.shipped(name) if request.GET.get("shipped") else word.source(name, request.today), name, "docx")


def _version(request: HttpRequest, uuid: UUID) -> PaperTemplate:
    need(can_edit_templates(request.actor))
    found = queries.version_by_uuid(uuid)
    if found is None:
        raise Http404
    return found


@login_required
def version_file(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One version as it was uploaded."""
    found = _version(request, uuid)
    return attachment(bytes(found.content), f"{found.name}-{str(uuid)[:8]}", "docx")


@login_required
def version_sample(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One version filled with invented facts."""
    found = _version(request, uuid)
    return attachment(trials.trial(found.name, bytes(found.content), "x.docx").sample, f"{found.name}-sample", "docx")


@login_required
@require_POST
def adopt(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A second officer lets papers use it from a day on."""
    found, form = _version(request, uuid), AdoptForm(request.POST)
    if form.is_valid() and run_command(form, commands.adopt_template, template=found, by=request.actor, on=request.today, **form.cleaned_data).ok:
        messages.success(request, _("已启用。"))
        return redirect("papers:template", found.name)
    return _template_page(request, found.name, {"adopt": form, "uuid": uuid})


@login_required
@require_POST
def return_to_shipped(request: HttpRequest, name: str) -> HttpResponse:
    """The county's own version ends."""
    need(can_edit_templates(request.actor))
    _known(name)
    form = ReturnForm(request.POST)
    if form.is_valid() and run_command(form, commands.return_to_shipped, name=name, by=request.actor, on=request.today, **form.cleaned_data).ok:
        messages.success(request, _("已改回出厂模板。"))
        return redirect("papers:template", name)
    return _template_page(request, name, {"return": form})


def _thing(request: HttpRequest, code: str, uuid: UUID) -> tuple[PaperKind, object]:
    kind = kind_of(code)
    thing = kind.find(request.actor, uuid) if kind else None
    if kind is None or thing is None:
        raise Http404
    need(can_see_paper(request.actor, kind, thing))
    return kind, thing


@login_required
def kept(request: HttpRequest, kind: str, uuid: UUID) -> HttpResponse:
    """What is kept of one paper: last printed when and by whom, the scans, and a place for the next."""
    told, thing = _thing(request, kind, uuid)
    form, may = ScanForm(request.POST or None, request.FILES or None), can_keep_original(request.actor, told, thing)
    if request.method == "POST" and form.is_valid():
        content = form.cleaned_data["file"].read(commands.scans.LARGEST + 1)
        if run_command(form, commands.keep_scan, kind=told, thing=thing, content=content, by=request.actor).ok:
            messages.success(request, _("已存好。") if told.asks else _("已存好签字原件。"))
            return redirect("papers:kept", kind, uuid)
    if told.asks:
        form.fields["file"].label = told.asks
    paper, title = queries.kept_paper(kind, thing), str(told.title) if told.asks else _("签字原件：%(paper)s") % {"paper": told.title}
    crumbs = [(told.number(thing), told.page(thing)), (told.title, "")] if told.asks else [(told.title, told.page(thing)), (_("签字原件"), "")]
    context = {"page_title": title, "kind": told, "thing": thing, "number": told.number(thing), "paper": paper, "may": may,
               "scans": queries.scans_of(paper, request.actor) if paper else [], "page": told.page(thing), "crumbs": crumbs}  # fmt: skip
    return show(request, "papers/kept.html", context, form)


@login_required
def scan(request: HttpRequest, kind: str, uuid: UUID, scan: UUID) -> HttpResponse:
    """One scan as a download; who fetched it is recorded."""
    told, thing = _thing(request, kind, uuid)
    paper = queries.kept_paper(told.code, thing)
    found = queries.scans_of(paper, request.actor).filter(uuid=scan).first() if paper else None
    if found is None:
        raise Http404
    audit.record(by=request.actor, action="papers.fetch_scan", thing=found)
    return scan_answer(found, f"{told.code}-{str(scan)[:8]}")
