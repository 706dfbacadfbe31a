"""Upload a table somebody wants filled; it comes back with what is held."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from qianxian.elements import commands
from qianxian.elements.forms import TableForm
from qianxian.elements.permissions import can_view_elements
from qianxian.portal.files import XLSX
from qianxian.portal.forms import form_page, need, run_command


@login_required
def fill_table(request: HttpRequest) -> HttpResponse:
    """替我填表."""
    need(can_view_elements(request.actor))
    form = TableForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        done = run_command(form, commands.fill_table, content=file.read(), filename=file.name, by=request.actor, on=request.today)
        if done.ok:
            response = HttpResponse(done.value.content, content_type=XLSX)
            response.headers["Content-Disposition"] = f'attachment; filename="filled-{request.today}.xlsx"'
            return response
    return form_page(request, form, _("替我填表"), _("填好给我"), reverse("elements:tasks"), page_sub=_("别人发来的表，已掌握的先填上，没有的标出来"))
