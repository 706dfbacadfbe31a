"""Small marks written from Python where a template is too far away: table cells, API-free fragments.

Example: ``status_mark("待审")`` and ``due_mark(-2)`` → 「超期 2 个工作日」. The cotton components draw through the same functions, so a
status looks the same in a table cell and in a heading. What does not belong here: deciding a status or counting working days.
"""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from functools import lru_cache

import segno
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_lazy, ngettext, pgettext_lazy

from qianxian.portal.icons import icon

# word → (class, shape). At most eight words for work, plus the outcomes of a review (decisions.md).
STATUSES: dict[str, tuple[str, str]] = {
    "草稿": ("", "st-draft"),
    "待审": ("wait", "st-wait"),
    "已退回": ("back", "st-back"),
    "办理中": ("work", "st-work"),
    "已办结": ("done", "st-done"),
    "已公开": ("open", "st-open"),
    "已更正": ("", "st-corrected"),
    "已撤销": ("", "st-revoked"),
    "已聘任": ("done", "st-done"),
    "不予聘任": ("", "st-revoked"),
    "暂缓聘任": ("wait", "st-wait"),
}
STATUS_WORDS = {
    "草稿": gettext_lazy("草稿"),
    "待审": gettext_lazy("待审"),
    "已退回": gettext_lazy("已退回"),
    "办理中": gettext_lazy("办理中"),
    "已办结": gettext_lazy("已办结"),
    "已公开": gettext_lazy("已公开"),
    "已更正": gettext_lazy("已更正"),
    "已撤销": gettext_lazy("已撤销"),
    "已聘任": gettext_lazy("已聘任"),
    "不予聘任": gettext_lazy("不予聘任"),
    "暂缓聘任": gettext_lazy("暂缓聘任"),
}
UNKNOWN = pgettext_lazy("value", "未填报")


def status_mark(word: str) -> SafeString:
    """The drawn shape and the word of one status. KeyError when the word is not one users may meet."""
    kind, shape = STATUSES[str(word)]
    return format_html('<span class="qx-st {}">{}{}</span>', kind, icon(shape), STATUS_WORDS[str(word)])


def due_mark(days: int | None, *, text: str = "") -> SafeString:
    """A deadline in words from ``days`` working days left (negative = past, None = no deadline); ``text`` replaces the words."""
    if days is None:
        return format_html('<span class="qx-quiet">{}</span>', text or gettext("没有期限"))
    if days < 0:
        words = text or ngettext("超期 %(n)d 个工作日", "超期 %(n)d 个工作日", -days) % {"n": -days}
        return format_html('<span class="qx-due over">{}{}</span>', icon("clock"), words)
    if days <= 1:
        words = text or (gettext("今天到期") if days == 0 else gettext("还剩 1 个工作日"))
        return format_html('<span class="qx-due soon">{}{}</span>', icon("clock"), words)
    words = text or ngettext("还剩 %(n)d 个工作日", "还剩 %(n)d 个工作日", days) % {"n": days}
    return format_html('<span class="qx-due">{}</span>', words)


def money_mark(yuan: Decimal | str | int | None) -> str:
    """Yuan with thousands separators and two places, e.g. 12,300.50; 「未填报」 when the amount is unknown (zero stays 0.00)."""
    if yuan is None or yuan == "":
        return str(UNKNOWN)
    amount = Decimal(yuan)
    return f"{amount:,.2f}".replace("-", "−")


def count_mark(count: int) -> str:
    """How many, with thousands separators: 19,600."""
    return f"{count:,}"


def long_day(day: dt.date | None) -> str:
    """A date for a sentence: 2026年5月1日（周五）; in English: Fri 1 May 2026."""
    if day is None:
        return str(UNKNOWN)
    if gettext("周一") == "周一":
        return f"{day.year}年{day.month}月{day.day}日（周{'一二三四五六日'[day.weekday()]}）"
    return f"{day:%a} {day.day} {day:%b %Y}"


LONGEST_CODE = 600


@lru_cache(maxsize=256)
def qr_mark(address: str) -> SafeString:
    """The address as an inline QR code for paper, about half a kilobyte packed; empty where it would be too fine to scan.

    One fixed mask and the least correction: a page is printed from a screen, not worn on a wall, and weighing eight masks takes ten times as long.
    """
    if len(address) > LONGEST_CODE:
        return SafeString("")
    out = io.BytesIO()
    segno.make(address, error="l", micro=False, boost_error=False, mask=0).save(out, kind="svg", border=2, svgns=False, xmldecl=False, nl=False, omitsize=True)
    return mark_safe(out.getvalue().decode().replace("<svg ", '<svg aria-hidden="true" ', 1))  # noqa: S308 - drawn here from squares alone


def live_code(request: HttpRequest) -> SafeString:
    """On paper: a code that leads to this page as it is when scanned, day and conditions kept. Empty for answers to a form and for pages too long to scan."""
    return qr_mark(request.build_absolute_uri()) if request.method == "GET" else SafeString("")
