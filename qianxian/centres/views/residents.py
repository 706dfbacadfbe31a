"""What residents see of a village's centre, without logging in: where, when, what for, who is on duty. No person's number stands here."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from qianxian.centres.pages import hall_for_residents
from qianxian.centres.permissions import resident_of
from qianxian.foundation.reach import acting_as, bind


@require_safe
def hall(request: HttpRequest, code: str) -> HttpResponse:
    """The centre of the village with that code, and its service points; a village without one is not found."""
    with acting_as(resident_of(code)) as by:
        shown = hall_for_residents(by, code, request.today)
    bind(request.actor)
    if shown is None:
        raise Http404
    return render(request, "centres/hall.html", shown)
