"""Pages of certificates: the register, one certificate with its evidence, its papers, its digest compared, its revocation."""

from __future__ import annotations

import json
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from qianxian.accounts.queries import names_of_logins
from qianxian.decisions import commands, forms, outgoings, permissions, prints, queries
from qianxian.decisions.evidence import digest_of
from qianxian.decisions.models import Certificate
from qianxian.decisions.tables import CertificateTable
from qianxian.divisions import queries as divisions
from qianxian.divisions.pages import exported, place_choices, register_page, wants_export
from qianxian.foundation import audit
from qianxian.foundation.money import format_yuan
from qianxian.foundation.reach import within
from qianxian.foundation.sheets.spec import Column
from qianxian.papers.views import attachment
from qianxian.portal.forms import form_page, need, run_command, show

COLUMNS = [
    Column("number", "凭证编号", "Certificate", "code", width=26), Column("matter", "事项", "Matter", width=32), Column("village", "村（社区）", "Village"),
    Column("unit", "单位", "Unit", width=18), Column("amount_limit", "金额上限（元）", "Limit (yuan)", "money", width=16),
    Column("valid_from", "生效日期", "Valid from", "date", width=12), Column("lapses_on", "有效期至", "Valid until", "date", width=12),
    Column("state", "状态", "State", width=10), Column("digest", "摘要", "Digest", "code", width=66),
]  # fmt: skip


def _in_state(rows: QuerySet[Certificate], state: str, on) -> QuerySet[Certificate]:
    """The same question as ``Certificate.state_on``, asked of the table."""
    revoked, coming, lapsed = Q(revoked_on__lte=on), Q(valid_from__gt=on), Q(lapses_on__lt=on)
    kept = {"revoked": revoked, "coming": ~revoked & coming, "lapsed": ~revoked & ~coming & lapsed, "in_force": ~revoked & ~coming & ~lapsed}
    return rows.filter(kept[state]) if state else rows


@login_required
def certificates(request: HttpRequest) -> HttpResponse:
    """决策凭证: every certificate within reach, revoked and lapsed ones too."""
    need(permissions.can_view_decisions(request.actor))
    find = forms.CertificateFilter(request.GET, choices={"place": place_choices(request)})
    clean = find.cleaned_data if find.is_valid() else {}
    rows = queries.certificates(request.actor, request.scope_prefix)
    rows = rows.filter(number__contains=clean["number"]) if clean.get("number") else rows
    rows = within(_in_state(rows, clean.get("state", ""), request.today), request.actor, clean.get("place"))
    names = divisions.place_names_on(request.on)
    if wants_export(request):
        cells = [(c.number, c.matter.title, names.get(c.division_code, ""), c.get_unit_display(), c.amount_limit, c.valid_from, c.lapses_on,
                  Certificate.State(c.state_on(request.today)).label, c.digest) for c in rows]  # fmt: skip
        return exported(request, name="certificates", title=_("决策凭证"), columns=COLUMNS, rows=cells, count=len(cells), action="decisions.export_certificates", find=find)
    table = CertificateTable(rows, names=names, on=request.today)
    return register_page(request, title=_("决策凭证"), table=table, form=find, unit=_("件"), template="decisions/certificates.html")


def _certificate(request: HttpRequest, uuid: UUID) -> Certificate:
    need(permissions.can_view_decisions(request.actor))
    found = queries.certificate_by_uuid(uuid, request.actor)
    if found is None:
        raise Http404
    return found


@login_required
def certificate(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One certificate: its limits, its evidence, and its digest compared with a paper's."""
    row = _certificate(request, uuid)
    verify = forms.VerifyForm(request.GET if "digest" in request.GET else None)
    given = verify.cleaned_data["digest"].strip().lower() if verify.is_bound and verify.is_valid() else ""
    state = Certificate.State(row.state_on(request.today))
    crumbs = [(_("决策凭证"), reverse("decisions:certificates")), (row.number, "")]
    context = {
        "page_title": row.number, "crumbs": crumbs, "certificate": row, "verify": verify, "given": given, "same": given == row.digest,
        "lapsed": state == Certificate.State.LAPSED, "whole": digest_of(row.evidence) == row.digest, "evidence": json.loads(row.evidence), "state": state.label,
        "may_revoke": row.revoked_on is None and permissions.can_revoke_certificate(request.actor, row).allowed, "facts": _facts(row, state.label),
        "went_out": outgoings.under(row, request.actor), "issuer": names_of_logins([row.issued_by]).get(row.issued_by, row.issued_by),
    }  # fmt: skip
    return show(request, "decisions/certificate.html", context)


def _facts(row: Certificate, state) -> list[dict]:
    return [
        {"label": _("状态"), "value": state, "now": True}, {"label": _("金额上限"), "value": _("%(n)s 元") % {"n": format_yuan(row.amount_limit)}},
        {"label": _("有效期"), "value": _("%(a)s 至 %(b)s") % {"a": row.valid_from, "b": row.lapses_on}}, {"label": _("单位"), "value": row.get_unit_display()},
    ]  # fmt: skip


@login_required
def revoke(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The certificate revoked."""
    row = _certificate(request, uuid)
    need(permissions.can_revoke_certificate(request.actor, row))
    form, back = forms.RevokeForm(request.POST or None), reverse("decisions:certificate", args=[row.uuid])
    how = {"certificate": row, "by": request.actor, "on": request.today}
    if request.method == "POST" and form.is_valid() and run_command(form, commands.revoke_certificate, **how, **form.cleaned_data).ok:
        return redirect(back)
    return form_page(request, form, _("撤销凭证 %(number)s") % {"number": row.number}, _("撤销凭证"), back)


@login_required
def paper(request: HttpRequest, uuid: UUID, form: str) -> HttpResponse:
    """The certificate as Word or PDF, or its evidence as the JSON whose SHA-256 is the digest; recorded."""
    row = _certificate(request, uuid)
    if form not in ("pdf", "docx", "json"):
        raise Http404
    content = row.evidence.encode() if form == "json" else prints.certificate_paper(row, request.today, form)
    audit.record(by=request.actor, action="decisions.print_paper", thing=row, after={"paper": "certificate", "format": form})
    return attachment(content, row.number, form)
