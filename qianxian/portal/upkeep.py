"""What the system administrator answers for, from what the house already knows: backup, self-check, jobs, accounts in numbers, settings to be checked.

Numbers alone: whose account it is and what a setting should be belong to the security administrator and the organisation department
(三员分立). Example: ``facts(actor, on)`` gives rows for the panel 「系统状况」, ``tasks_for`` those that wait for somebody to act.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from procrastinate.contrib.django.models import ProcrastinateJob

from qianxian.accounts import queries as accounts
from qianxian.accounts import tries
from qianxian.accounts.models import User
from qianxian.accounts.rights import Permission
from qianxian.foundation.actor import Actor
from qianxian.foundation.tasks import Task
from qianxian.rulebook.queries import unconfirmed

#: After so many days without a backup or a self-check the desk asks for one. The product's own habit, no law names a number.
OLD_DAYS = 7
# The nightly jobs of accounts and imports, as their owner would name them.
JOBS = {
    "qianxian.accounts.jobs.housekeeping": gettext_noop("每晚清理登录记录"),
    "notices.send_notice": gettext_noop("发消息"), "notices.send_due": gettext_noop("发到时候的消息"), "portal.look_at_work": gettext_noop("看待办写消息"),
    "portal.forget_done_jobs": gettext_noop("每晚清理做完的后台任务"),
    "qianxian.imports.jobs.drop_stale_uploads": gettext_noop("每晚清理过期的上传"),
}


def kept(what: str) -> dict[str, Any]:
    """The last outcome that the command line wrote down (``config.runtime.outcomes``); empty when there is none or it cannot be read."""
    try:
        found = json.loads((settings.QIANXIAN_HOME / "outcomes" / f"{what}.json").read_text("utf-8"))
        return {**found, "at": timezone.localtime(dt.datetime.fromisoformat(found["at"]))}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _days_old(outcome: dict[str, Any]) -> int | None:
    return (timezone.localdate() - outcome["at"].date()).days if outcome else None


def _when(outcome: dict[str, Any]) -> str:
    days = _days_old(outcome)
    ago = _("今天") if days == 0 else _("%(n)d 天前") % {"n": days}
    return _("%(time)s（%(ago)s）") % {"time": outcome["at"].strftime("%Y-%m-%d %H:%M"), "ago": ago}


def failed_jobs() -> list[str]:
    """The background jobs that gave up, in words, each once."""
    names = set(ProcrastinateJob.objects.filter(status="failed").values_list("task_name", flat=True))
    return sorted(_(JOBS[name]) if name in JOBS else name for name in names)


def facts(actor: Actor, on: dt.date) -> list[dict[str, Any]]:
    """Rows of the panel, each with what to do where something is to be done; empty for every other role."""
    if not actor.may(Permission.MANAGE_SYSTEM):
        return []
    backup, check, jobs = kept("backup"), kept("check"), failed_jobs()
    checked = _("%(when)s，%(n)d 项全部正常") if check.get("ok") else _("%(when)s，%(bad)d 项要处理：%(names)s")
    told = {"n": check.get("count", 0), "bad": len(check.get("wrong", [])), "names": _("、").join(_(name) for name in check.get("wrong", []))}
    numbers = {"held": len(tries.held_back(User.objects.filter(is_active=True))), "never": accounts.never_used(on).count(), "lapsing": accounts.lapsing(on).count()}
    return [
        {"label": _("最近一次备份"), "value": _("%(when)s，%(mb)s MB") % {"when": _when(backup), "mb": backup.get("megabytes", "?")} if backup else _("没有记录。运行 qianxian backup 文件名")},
        {"label": _("最近一次自检"), "value": checked % {**told, "when": _when(check)} if check else _("没有记录。运行 qianxian check")},
        {"label": _("后台任务"), "value": _("%(n)d 种失败：%(names)s。原因在程序日志里") % {"n": len(jobs), "names": _("、").join(jobs)} if jobs else _("没有失败的")},
        {"label": _("账号"), "value": _("连续输错被拦 %(held)d 个，从未登录 %(never)d 个，30 天内到期 %(lapsing)d 个；由安全管理员办理") % numbers},
        {"label": _("参数"), "value": _("%(n)d 个是出厂默认、来源待核对；由区委组织部核对后按文件设定") % {"n": len(unconfirmed(on))}},
    ]  # fmt: skip


def tasks_for(actor: Actor, on: dt.date) -> list[Task]:
    """What the system administrator is asked to do now: a backup or a check that is old, a check that found something, jobs that failed."""
    if not actor.may(Permission.MANAGE_SYSTEM):
        return []
    backup, check, jobs, url = kept("backup"), kept("check"), failed_jobs(), reverse("workbench") + "#upkeep"
    found = []
    if (days := _days_old(backup)) is None or days > OLD_DAYS:
        title = _("还没有备份") if days is None else _("%(n)d 天没有备份") % {"n": days}
        found.append(Task(_("运行"), title, _("在服务器上运行 qianxian backup 文件名，文件存到别的机器"), None, url))
    if (days := _days_old(check)) is None or days > OLD_DAYS or not check.get("ok"):
        title = _("还没有自检") if days is None else _("%(n)d 天没有自检") % {"n": days} if check.get("ok") else _("自检有 %(n)d 项要处理") % {"n": len(check.get("wrong", []))}
        found.append(Task(_("运行"), title, _("在服务器上运行 qianxian check，按提示处理"), None, url))
    if jobs:
        found.append(Task(_("运行"), _("%(n)d 种后台任务失败") % {"n": len(jobs)}, _("、").join(jobs), None, url))
    return found
