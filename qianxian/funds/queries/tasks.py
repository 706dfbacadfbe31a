"""待办 of this room: payments that wait for the actor's step, drafts for another's check, emergencies to ratify, sheets to sign."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _

from qianxian.accounts.rights import Permission as P
from qianxian.divisions.queries import names_of
from qianxian.foundation.actor import Actor
from qianxian.foundation.money import format_yuan
from qianxian.foundation.tasks import Task
from qianxian.funds.models import Payment
from qianxian.funds.queries.books import drafts
from qianxian.funds.queries.payments import payments, unratified

State = Payment.State
WAITS_FOR = {State.REQUESTED: P.REVIEW_PAYMENTS, State.LOOKED: P.APPROVE_PAYMENTS, State.APPROVED: P.KEEP_BOOKS, State.BOOKED: P.PAY_OUT, State.RETURNED: P.REQUEST_PAYMENTS}


def tasks_for(actor: Actor, on: dt.date) -> list[Task]:
    """What this actor is asked for."""
    if not actor.may(P.VIEW_FUNDS):
        return []
    mine = [state for state, permission in WAITS_FOR.items() if actor.may(permission)]
    rows = [p for p in payments(actor).filter(state__in=mine) if actor.login not in (p.handled_by, p.looked_by, p.approved_by, p.booked_by) or p.state == State.RETURNED]
    waiting = [d for d in drafts(actor) if d.prepared_by != actor.login] if actor.may(P.KEEP_BOOKS) else []
    late = list(unratified(actor, on)) if actor.may(P.KEEP_BOOKS) else []
    names = names_of({x.division_code for x in (*rows, *waiting, *late)})
    tasks = [
        Task(_("付款"), _("%(place)s：%(payee)s %(sum)s 元") % {"place": names.get(p.division_code, ""), "payee": p.payee, "sum": format_yuan(p.amount)}, str(p.get_state_display()), None,
             reverse("funds:payment", args=[p.uuid]), p.division_code) for p in rows
    ]  # fmt: skip
    tasks += [Task(_("凭证"), _("%(place)s：%(what)s") % {"place": names.get(d.division_code, ""), "what": d.summary}, _("要审核入账"), None,
                   reverse("funds:draft", args=[d.uuid]), d.division_code) for d in waiting]  # fmt: skip
    tasks += [Task(_("应急"), _("%(place)s：%(what)s") % {"place": names.get(p.division_code, ""), "what": p.summary}, _("要补办决议"), p.ratify_by,
                   reverse("funds:payment", args=[p.uuid]), p.division_code) for p in late]  # fmt: skip
    return tasks
