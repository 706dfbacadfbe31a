"""核对函件: genuine, revoked or superseded; kind, body and date; and whether a file is the one that was issued. Never a name in full."""

from __future__ import annotations

import hashlib
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from qianxian.accounts import tries
from qianxian.cases.numbers import read_number
from qianxian.cases.permissions import guest_of
from qianxian.foundation import audit
from qianxian.foundation.masks import mask_name
from qianxian.foundation.reach import acting_as, bind
from qianxian.letters import queries
from qianxian.letters.codes import read_code
from qianxian.letters.forms import FetchForm, VerifyForm
from qianxian.papers.views import attachment
from qianxian.portal.forms import show

TOO_OFTEN = 429
LARGEST = 10 * 1024 * 1024


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest, code: str = "") -> HttpResponse:
    """The code from the paper, typed or scanned. Every wrong guess is answered alike, and too many are not answered."""
    data = request.POST if request.method == "POST" else {"code": code} if code else None
    form, status = VerifyForm(data, request.FILES or None), None
    if data is not None and form.is_valid():
        key, place = read_code(form.cleaned_data["code"], request.county.code)
        keys = tries.receipt_keys(request, key or form.cleaned_data["code"], by_phone=False)
        if not tries.admit(keys):
            status = TOO_OFTEN
            form.add_error(None, _("查得太频繁了。请过 15 分钟再试，或者打签发单位的电话问。"))
        elif told := _told(key, place, form):
            tries.succeeded(keys)
            return render(request, "letters/verified.html", told)
        else:
            tries.failed(keys, "letter")
            form.add_error(None, _("没有查到这份函件。请核对查询码；二维码扫不开的，手工输入查询码。"))
    answer = show(request, "letters/verify.html", {"page_title": _("核对函件")}, form)
    # A scanned code that leads nowhere is an answer, not a form to be mended.
    answer.status_code = status or (answer.status_code if request.method == "POST" else 200)
    return answer


@never_cache
@require_POST
def fetch(request: HttpRequest) -> HttpResponse:
    """The PDF for who holds the receipt of the case that asked for it. Wrong codes count and answer as at 查进度."""
    form = FetchForm(request.POST)
    number, village = read_number(request.POST.get("number", "")[:40], request.county.code)
    keys = tries.receipt_keys(request, number, by_phone=False)
    content = _fetched(form, number, village) if form.is_valid() and tries.admit(keys) else None
    bind(request.actor)
    if content is None:
        tries.failed(keys, "receipt")
        return redirect("cases:progress")
    tries.succeeded(keys)
    return attachment(content, number, "pdf")


def _fetched(form: FetchForm, number: str, village: str) -> bytes | None:
    """The file, read and recorded under the reach of the one village; None where the receipt opens no such letter."""
    with acting_as(guest_of(village)) as by:
        letter = queries.fetched(by, number, form.cleaned_data["code"], form.cleaned_data["letter"])
        if letter is None:
            return None
        audit.record(by=by, action="letters.take_file", thing=letter, after={"form": "pdf"})
        return queries.file_of(letter, "pdf")


def _told(key: str, place: str, form: VerifyForm) -> dict[str, Any] | None:
    """What may be told of the letter, read to the end under the reach of its one place; None where there is none."""
    if not key:
        return None
    with acting_as(guest_of(place)) as by:
        letter = queries.letter_of_code(by, key)
        digests = set(queries.digests_of(letter).values()) if letter else set()
    if letter is None:
        return None
    given = _digest_given(form)
    return {"page_title": _("核对函件"), "letter": letter, "name": mask_name(letter.name) if letter.name else "", "given": given, "same": given in digests,
            "by_new": letter.state == letter.State.SUPERSEDED}  # fmt: skip


def _digest_given(form: VerifyForm) -> str:
    """SHA-256 of the file that was brought, or the digest that was typed; empty where neither was."""
    file = form.cleaned_data.get("file")
    if file is None:
        return form.cleaned_data["digest"].strip().lower()
    counted = hashlib.sha256()
    if file.size <= LARGEST:
        for part in file.chunks():
            counted.update(part)
    return counted.hexdigest()
