"""证明与函件 for the office: the register, a draft from the registers, the second person's signature, files, and the end of a letter."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as L
from django.views.decorators.http import require_POST

from qianxian.accounts.queries import names_of_logins
from qianxian.cases.models import Case
from qianxian.cases.queries import address_of, case_by_uuid
from qianxian.divisions import queries as divisions
from qianxian.divisions.pages import exported_table, register_page
from qianxian.foundation import audit
from qianxian.letters import commands, forms, permissions, queries, sources
from qianxian.letters.models import Letter
from qianxian.letters.tables import LetterTable
from qianxian.papers.views import attachment
from qianxian.portal.files import wants_export
from qianxian.portal.forms import form_page, need, press, run_command, show


@login_required
def letters(request: HttpRequest) -> HttpResponse:
    """The register, the latest first."""
    need(permissions.can_view_letters(request.actor))
    find, rows = forms.LetterFilter(request.GET), queries.letters(request.actor, request.scope_prefix)
    if find.is_valid():
        asked = find.cleaned_data
        rows = rows.filter(**{name: asked[name] for name in ("kind", "state") if asked[name]})
        if words := asked["words"].strip():
            rows = rows.filter(Q(number__icontains=words) | Q(title__icontains=words) | Q(addressee__icontains=words))
    table = LetterTable(rows, names=divisions.place_names_on(request.on))
    if wants_export(request):
        return exported_table(request, table, name="letters", title=_("证明与函件"), find=find)
    acts = [{"title": _("拟一份"), "url": reverse("letters:choose"), "kind": "primary"}] if request.actor.may("draft_letters") else []
    return register_page(request, title=_("证明与函件"), table=table, form=find, unit=_("份"), acts=acts, empty_title=_("没有符合条件的函件"), empty_why=_("有人来开证明，按「拟一份」。"))


def _may_draft(request: HttpRequest) -> None:
    reach = request.actor.reach
    need(permissions.can_draft_letter(request.actor, reach[0].ljust(12, "0") if reach else ""))


@login_required
def choose(request: HttpRequest) -> HttpResponse:
    """Which kind; and what is not written here, with whom to turn to."""
    _may_draft(request)
    case = _case(request)
    context = {"page_title": _("拟一份函件"), "kinds": sources.kinds_of(request.actor), "forbidden": queries.not_written_here(request.today), "case": case,
               "asked": queries.words_asked(case) if case else ""}  # fmt: skip
    return show(request, "letters/choose.html", context | {"crumbs": [(_("证明与函件"), reverse("letters:list")), (_("拟一份函件"), "")]})


# (is it a general letter, does a case ask for it) → form
FORMS = {(True, True): forms.AskedGeneralForm, (True, False): forms.GeneralForm, (False, True): forms.AskedForm, (False, False): forms.DraftForm}


@login_required
def draft(request: HttpRequest, kind: str) -> HttpResponse:
    """One kind: whose, found in its register; then for whom and what for. A general letter is written."""
    _may_draft(request)
    title = dict(sources.kinds_of(request.actor)).get(kind)
    if title is None:
        raise Http404
    case, general, about = _case(request), kind == Letter.Kind.GENERAL, _uuid(request.GET.get("about", ""))
    words = request.GET.get("q", case.applicant_name if case and kind != Letter.Kind.CASE else "").strip()[:60]
    told = None if general or about is None else sources.said(kind, about, request.actor, request.today)
    shown = {"page_title": title, "kind": kind, "told": told, "words": words, "found": [] if told else _offered(request, kind, words, case), "general": general, "case": case,
             "asked": queries.words_asked(case) if case else "", "crumbs": [(_("证明与函件"), reverse("letters:list")), (title, "")]}  # fmt: skip
    if told is None and not general:
        return show(request, "letters/find.html", shown)
    first = {"purpose": queries.words_asked(case)} if case else {}
    form = FORMS[general, case is not None](request.POST if request.method == "POST" else None, initial=first, choices={"replaces": _replaceable(request, kind)})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data | {"replaces": queries.letter_by_uuid(form.cleaned_data["replaces"], request.actor) if form.cleaned_data["replaces"] else None}
        done = run_command(form, commands.draft_letter, kind=kind, about=about, case=case, by=request.actor, on=request.today, **given)
        if done.ok:
            messages.success(request, _("已拟好，等另一位同志签发。"))
            return redirect("letters:letter", uuid=done.value.uuid)
    return show(request, "letters/draft.html", shown, form)


def _offered(request: HttpRequest, kind: str, words: str, case: Case | None) -> list[sources.Said]:
    """Rows that answer to the words; over a case, the applicant's other cases before any word."""
    if case and kind == Letter.Kind.CASE and not words:
        return sources.cases_of_applicant(case, request.actor, request.today)
    return [one for one in sources.found(kind, words, request.actor, request.today) if case is None or one.about != case.uuid]


def _case(request: HttpRequest) -> Case | None:
    """The case that asks for the letter, where the address names one within reach."""
    uuid = _uuid(request.GET.get("case", ""))
    return case_by_uuid(uuid, request.actor) if uuid and request.actor.may("view_cases") else None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _replaceable(request: HttpRequest, kind: str) -> list[tuple[str, str]]:
    return [(str(row.uuid), f"{row.number} {row.addressee}") for row in queries.issued(request.actor).filter(kind=kind)[:50]]


def _letter(request: HttpRequest, uuid: UUID) -> Letter:
    need(permissions.can_view_letters(request.actor))
    row = queries.letter_by_uuid(uuid, request.actor)
    if row is None:
        raise Http404
    return row


@login_required
def letter(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One letter: its text, where it stands, its files, what may be done."""
    row = _letter(request, uuid)
    names, draft, stands = names_of_logins([row.drafted_by, row.issued_by, row.ended_by]), row.state == Letter.State.DRAFT, row.state == Letter.State.ISSUED
    context: dict[str, Any] = {
        "page_title": row.title, "page_sub": row.number, "letter": row, "digests": queries.digests_of(row), "case_url": address_of(row.case) if row.case else "",
        "drafter": names.get(row.drafted_by, row.drafted_by), "signer": names.get(row.issued_by, row.issued_by), "ender": names.get(row.ended_by, row.ended_by),
        "may_sign": draft and permissions.can_sign_letter(request.actor, row), "may_withdraw": draft and permissions.can_withdraw_letter(request.actor, row),
        "may_revoke": stands and permissions.can_sign_letter(request.actor, row), "crumbs": [(_("证明与函件"), reverse("letters:list")), (row.title, "")],
    }  # fmt: skip
    return show(request, "letters/letter.html", context)


@require_POST
@login_required
def issue(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """签发."""
    row = _letter(request, uuid)
    if (done := press(request, commands.issue_letter, letter=row, by=request.actor, on=request.today)).ok:
        told = _("已签发，编号 %(number)s。申请人可以用回执下载。") if row.online else _("已签发，编号 %(number)s。请打印盖章。")
        messages.success(request, told % {"number": done.value.number})
    return redirect("letters:letter", uuid=row.uuid)


# act → (command, title, button)
ENDS = {"withdraw": (commands.withdraw_letter, L("退回，不签发"), L("退回")), "revoke": (commands.revoke_letter, L("撤销函件"), L("撤销"))}


@login_required
def end(request: HttpRequest, uuid: UUID, act: str) -> HttpResponse:
    """退回 before, 撤销 after; with the reason."""
    row = _letter(request, uuid)
    if act not in ENDS:
        raise Http404
    need(permissions.can_withdraw_letter(request.actor, row) if act == "withdraw" else permissions.can_sign_letter(request.actor, row))
    (command, title, submit), back = ENDS[act], reverse("letters:letter", args=[row.uuid])
    form = forms.ReasonForm(request.POST if request.method == "POST" else None)
    sent = request.method == "POST" and form.is_valid()
    if sent and run_command(form, command, letter=row, by=request.actor, on=request.today, **form.cleaned_data).ok:
        messages.success(request, _("已登记：%(what)s。") % {"what": title})
        return redirect(back)
    return form_page(request, form, str(title), str(submit), back, page_sub=row.title)


@login_required
def paper(request: HttpRequest, uuid: UUID, form: str) -> HttpResponse:
    """The file as it was issued; each time it leaves, the log says so."""
    row = _letter(request, uuid)
    content = queries.file_of(row, form) if form in ("pdf", "docx") else None
    if content is None:
        raise Http404
    audit.record(by=request.actor, action="letters.take_file", thing=row, after={"form": form})
    return attachment(content, row.number, form)
