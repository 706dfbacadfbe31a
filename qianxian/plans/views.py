"""The page 「文章数字对照」: what the article says, what the rows say, and whether both agree."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qianxian.divisions.pages import address_of_file, exported_lines, wants_export
from qianxian.plans import queries
from qianxian.plans.permissions import can_view_story
from qianxian.portal.forms import need, show

STATES = {"agrees": gettext_lazy("相符"), "differs": gettext_lazy("不相符"), "not_built": gettext_lazy("模块没有建"),
          "out_of_reach": gettext_lazy("超出您的范围"), "empty": gettext_lazy("没有登记")}  # fmt: skip


@login_required
def story(request: HttpRequest) -> HttpResponse:
    """The article's figures as of its day, within the reader's reach."""
    need(can_view_story(request.actor))
    lines = queries.story(request.actor)
    if wants_export(request):
        heads = (_("数字"), _("题目"), _("报道怎么说"), _("报道的数字"), _("登记资料算出"), _("是否相符"))
        cells = ((line.figure.id, line.title, line.figure.sentence, line.said, line.shown, STATES[line.state]) for line in lines)
        return exported_lines(request, name="story", title=_("文章数字对照"), heads=heads, rows=cells)
    counts = {state: sum(line.state == state for line in lines) for state in ("agrees", "differs", "not_built", "out_of_reach", "empty")}
    built = [line for line in lines if line.state != "not_built"]
    context = {
        "export_url": address_of_file(request),
        "page_title": _("文章数字对照"),
        "built": built,
        "waiting": [line for line in lines if line.state == "not_built"],
        "counts": counts,
        "total": len(lines),
        "day": queries.ARTICLE_DAY,
    }
    return show(request, "plans/story.html", context)
