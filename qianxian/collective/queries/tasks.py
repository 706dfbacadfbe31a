"""待办 of this room: rent in arrears, leases that expire, rolls to freeze, inventories that are due, distributions to book."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _

from qianxian.accounts.rights import Permission as P
from qianxian.collective.models import Distribution, Lease
from qianxian.collective.queries.distribution import distributions
from qianxian.collective.queries.leases import arrears, expiring, last_day_of, leases
from qianxian.collective.queries.members import meetings_without_roll
from qianxian.divisions.queries import names_of
from qianxian.foundation.actor import Actor
from qianxian.foundation.money import format_yuan
from qianxian.foundation.tasks import Task
from qianxian.rulebook.queries import county_settings


def setting(key: str, on: dt.date, otherwise: int) -> int:
    """A number of the county on the day, or the shipped one."""
    return int(county_settings().on(on).get(key, otherwise))


def tasks_for(actor: Actor, on: dt.date) -> list[Task]:
    """What this actor is asked for."""
    if not actor.may(P.VIEW_COLLECTIVE) or not (actor.may(P.KEEP_COLLECTIVE) or actor.may(P.KEEP_BOOKS)):
        return []
    late = arrears(actor, on)
    ending = expiring(actor, on, setting("collective.expiry_days", on, 90)) if actor.may(P.KEEP_COLLECTIVE) else []
    called = list(meetings_without_roll(actor)) if actor.may(P.KEEP_COLLECTIVE) else []
    unsigned = [x for x in leases(actor).filter(state=Lease.State.PLANNED) if x.opened_by != actor.login] if actor.may(P.KEEP_COLLECTIVE) else []
    waiting = list(distributions(actor).filter(state=Distribution.State.COMPUTED)) if actor.may(P.KEEP_BOOKS) else []
    names = names_of({x.division_code for x in (*(a.instalment for a in late), *ending, *unsigned, *called, *waiting)})
    tasks = [Task(_("租金"), _("%(place)s：%(who)s 欠 %(sum)s 元") % {"place": names.get(a.instalment.division_code, ""), "who": a.instalment.lease.lessee, "sum": format_yuan(a.left)},
                  _("已欠 %(days)s 天") % {"days": a.days}, a.instalment.due_on, reverse("collective:lease", args=[a.instalment.lease.uuid]), a.instalment.division_code)
             for a in late]  # fmt: skip
    tasks += [Task(_("出租"), _("%(place)s：%(what)s") % {"place": names.get(x.division_code, ""), "what": x.title}, _("合同快到期或已到期"), last_day_of(x),
                   reverse("collective:lease", args=[x.uuid]), x.division_code) for x in ending]  # fmt: skip
    tasks += [Task(_("出租"), _("%(place)s：%(what)s") % {"place": names.get(x.division_code, ""), "what": x.title}, _("合同已草拟，要登记签订"), None,
                   reverse("collective:lease", args=[x.uuid]), x.division_code) for x in unsigned]  # fmt: skip
    tasks += [Task(_("成员大会"), _("%(place)s：%(what)s") % {"place": names.get(m.division_code, ""), "what": m.matter.title}, _("要定成员名册"), m.held_on,
                   reverse("collective:members"), m.division_code) for m in called]  # fmt: skip
    tasks += [Task(_("收益分配"), _("%(place)s：%(year)s 年") % {"place": names.get(d.division_code, ""), "year": d.year}, _("要编制凭证"), None,
                   reverse("collective:distribution", args=[d.uuid]), d.division_code) for d in waiting]  # fmt: skip
    return tasks
