"""The identity of who told a request: by its number and with a reason, on a page of its own, in one answer that nobody keeps."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from qianxian.accounts.views.step_up import code_first
from qianxian.portal.forms import need, run_command, show
from qianxian.requests import commands, forms, permissions, queries


@login_required
def reveal(request: HttpRequest) -> HttpResponse:
    """看诉求人身份: number and reason, the second factor anew, then name and telephone this once."""
    need(permissions.can_reveal_by_number(request.actor))
    form = forms.RevealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if (asked := code_first(request)) is not None:
            return asked
        row = queries.request_by_number(form.cleaned_data["number"], request.actor)
        if row is None:
            form.add_error("number", _("没有这个编号，请核对。"))
        else:
            done = run_command(form, commands.reveal_requester, request=row, reason=form.cleaned_data["reason"], by=request.actor, on=request.today)
            if done.ok:
                answer = show(request, "requests/revealed.html", {"page_title": _("诉求人身份"), "page_sub": row.number, "teller": done.value})
                answer.headers["Cache-Control"] = "private, no-store"
                return answer
    return show(request, "requests/reveal.html", {"page_title": _("看诉求人身份")}, form)
