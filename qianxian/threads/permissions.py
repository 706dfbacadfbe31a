"""Who may see a thread, open one, tie something to it and keep its course."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qianxian.accounts.rights import Permission as P
from qianxian.foundation.actor import Actor
from qianxian.foundation.verdict import ALLOWED, Verdict, deny, in_place
from qianxian.threads.models import Thread

ELSEWHERE = _("这个地方不在您的范围内。请联系所在镇（街道）的组织干部。")
_within = in_place(ELSEWHERE)


def can_view_threads(by: Actor) -> Verdict:
    """Everybody who answers for a piece of the way, and who watches it."""
    return ALLOWED if by.may(P.VIEW_THREADS) else deny(_("线由村（社区）、镇（街道）和区的经办人查看。请联系本村党群服务中心。"))


def can_open_thread(by: Actor, division_code: str) -> Verdict:
    """Who hears villagers, carries out plans or finds things: centre, village, first secretary, town, district."""
    return _within(by, P.OPEN_THREADS, _("线由党群服务中心、村（社区）党组织、第一书记或镇（街道）组织干部登记。"), division_code)


def can_attach(by: Actor, thread: Thread) -> Verdict:
    """Who may see the thread in his place; what he ties to it was allowed by the room that holds it."""
    return _within(by, P.VIEW_THREADS, _("线由村（社区）、镇（街道）和区的经办人查看。请联系本村党群服务中心。"), thread.division_code)


def can_keep_thread(by: Actor, thread: Thread) -> Verdict:
    """Who answers for the course: the village's secretary, the centre, its first secretary, the town's officer."""
    return _within(by, P.KEEP_THREADS, _("线的进展由村（社区）党组织书记、中心委员、第一书记或镇（街道）组织干部登记。"), thread.division_code)
