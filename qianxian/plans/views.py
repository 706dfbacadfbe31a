"""The page 「文章数字对照」: what the article says, what the rows say, and whether both agree."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from qianxian.plans import queries
from qianxian.plans.permissions import can_view_story
from qianxian.portal.forms import need, show


@login_required
def story(request: HttpRequest) -> HttpResponse:
    """The article's figures as of its day, within the reader's reach."""
    need(can_view_story(request.actor))
    lines = queries.story(request.actor)
    counts = {state: sum(line.state == state for line in lines) for state in ("agrees", "differs", "not_built", "out_of_reach", "empty")}
    built = [line for line in lines if line.state != "not_built"]
    context = {
        "page_title": _("文章数字对照"),
        "built": built,
        "waiting": [line for line in lines if line.state == "not_built"],
        "counts": counts,
        "total": len(lines),
        "day": queries.ARTICLE_DAY,
    }
    return show(request, "plans/story.html", context)
