"""Step-up: before a reveal or an approval the person gives the second factor anew, on a page that carries the form along.

``if (asked := code_first(request)) is not None: return asked`` stands in a view after its permission and before its command. The page posts
to the same address with what was filled in, so nothing is typed twice and no script is needed.
"""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from qianxian.accounts import commands, tries
from qianxian.accounts.forms import CodeForm
from qianxian.accounts.permissions import has_fresh_code, step_up_minutes
from qianxian.accounts.views.login import example_code
from qianxian.foundation.records import one_at_a_time
from qianxian.portal.forms import run_command, show

PREFIX = "again"


def code_first(request: HttpRequest) -> HttpResponse | None:
    """The page that asks for the code, or None when the code is fresh or was just given."""
    if request.actor is None or has_fresh_code(request.actor, request.today):
        return None
    given = request.method == "POST" and f"{PREFIX}-code" in request.POST
    form = CodeForm(request.POST if given else None, prefix=PREFIX)
    if given and form.is_valid() and _accepted(request, form):
        request.actor = replace(request.actor, code_age=0.0)
        # What fails after this point takes back the view's work, never the code's being used.
        request.written_from = transaction.savepoint()
        return None
    kept = [(name, value) for name, values in request.POST.lists() if not name.startswith((f"{PREFIX}-", "csrf")) for value in values]
    context = {"page_title": _("再输入一次动态验证码"), "kept": kept, "minutes": step_up_minutes(request.today),
               "example_code": example_code(request, request.user)}  # fmt: skip
    return show(request, "accounts/step_up.html", context, form)


def _accepted(request: HttpRequest, form: CodeForm) -> bool:
    keys = tries.second_keys(request.user.uuid)
    one_at_a_time(keys[0])  # the count stands in this request's transaction: tries side by side wait for each other
    if not tries.admit(keys):
        form.add_error(None, _("试的次数太多。请等 15 分钟再试，或请安全管理员重设密码。"))
        return False
    done = run_command(form, commands.confirm_code, user=request.user, session_key=request.session.session_key, by=request.actor,
                       on=request.today, **form.cleaned_data)  # fmt: skip
    if done.ok:
        tries.succeeded(keys)
    else:
        tries.failed(keys, "code")
    return done.ok
