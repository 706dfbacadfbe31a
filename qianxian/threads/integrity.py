"""Ties that point nowhere: ``qianxian check`` asks each room's table, as the registry names it, whether the thing is there."""

from django.apps import apps

from qianxian.foundation.integrity import offer_check
from qianxian.threads import registry

NOWHERE = "SELECT t.number || ' → ' || l.kind || ' ' || l.label FROM threads_threadlink l JOIN threads_thread t ON t.id = l.thread_id WHERE l.ended_on IS NULL"


def points_nowhere() -> str:
    """The SELECT that names every tie of an unknown kind, and every tie whose thing its room's table does not hold."""
    known = registry.kinds().values()
    listed = ", ".join(f"'{c.kind}'" for c in known)
    parts = [f"{NOWHERE} AND l.kind NOT IN ({listed})" if listed else NOWHERE]
    for one in known:
        table = apps.get_model(one.model)._meta.db_table
        parts.append(f"{NOWHERE} AND l.kind = '{one.kind}' AND NOT EXISTS (SELECT 1 FROM {table} x WHERE x.uuid = l.thing)")
    return " UNION ALL ".join(parts)


offer_check("线上串着的事物都在", points_nowhere())
offer_check(
    "估算只增不改，金额大于 0",
    "SELECT t.number FROM threads_estimate e JOIN threads_thread t ON t.id = e.thread_id WHERE e.amount <= 0 OR e.division_code <> t.division_code",
)
