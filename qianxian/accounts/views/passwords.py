"""发放初始密码: one sealed slip per waiting account, as one PDF, once."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from qianxian.accounts import commands, forms, papers, queries
from qianxian.accounts.county import place_names, places_on
from qianxian.accounts.models import User
from qianxian.accounts.permissions import can_manage_accounts
from qianxian.portal.forms import need, run_command, show

SHOWN = 200


def _roles(users: list[User], on) -> dict[int, str]:
    """Role and place of each account in words, by its key."""
    places = place_names({g.division_code for u in users for g in u.current_grants}, on)
    return {u.pk: "、".join(f"{g.title} · {places.get(g.division_code, g.division_code)}" for g in u.current_grants) for u in users}


@login_required
@never_cache
def first_passwords(request: HttpRequest) -> HttpResponse:
    """Who waits for a first password; a POST gives them out as one file that nobody can ask for again."""
    need(can_manage_accounts(request.actor))
    form = forms.FirstPasswordsForm(request.POST or None, places=places_on(request.today))
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        chosen = list(queries.waiting_for_first_password(request.today, role=asked["role"], place=asked["place"], again=asked["again"]))
        done = run_command(form, commands.issue_first_passwords, users=chosen, by=request.actor, on=request.today, reason=asked["reason"])
        if done.ok:
            return _sheet(request, chosen, done.value)
    waiting = queries.waiting_for_first_password(request.today)
    shown = list(waiting[:SHOWN])
    rows = [(user, words) for user, words in zip(shown, _roles(shown, request.today).values(), strict=True)]
    context = {"page_title": _("发放初始密码"), "rows": rows, "count": waiting.count(), "submit": _("生成密码条"),
               "crumbs": [(_("用户"), "/accounts/"), (_("发放初始密码"), "")]}  # fmt: skip
    return show(request, "accounts/first_passwords.html", context, form)


def _sheet(request: HttpRequest, users: list[User], issued: list) -> HttpResponse:
    pdf = papers.password_slips(issued, roles=_roles(users, request.today), address=request.build_absolute_uri("/login/"),
                                printed_by=request.actor.name, on=request.today)  # fmt: skip
    headers = {"Content-Disposition": f'attachment; filename="first-passwords-{request.today:%Y%m%d}.pdf"', "Cache-Control": "no-store, private"}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
