"""Many payments ready to be paid, in a town's villages: for races, kills and benches. The guards look at every step here too, for many rows in one statement."""

from __future__ import annotations

import datetime as dt
from contextlib import ExitStack
from dataclasses import replace
from typing import Any
from unittest.mock import patch
from uuid import uuid4

from django.db import connection

from qianxian.decisions.models import Certificate
from qianxian.divisions.models import Division
from qianxian.foundation.reach import bind
from qianxian.funds.models import Payment
from tests.cast import SERVICE
from tests.decisions import stage as decisions
from tests.funds import stage
from tests.funds.stage import BOOKKEEPER, HANDLER, ON, SECRETARY, SUPERVISOR, yuan

RECEIVED = "100000000"
STEPS = (
    ("UPDATE funds_payment SET state = 'looked', looked_by = %s, looked_on = %s WHERE id = ANY(%s)", SUPERVISOR),
    ("UPDATE funds_payment SET state = 'approved', approved_by = %s, approved_on = %s WHERE id = ANY(%s)", SECRETARY),
    ("UPDATE funds_payment SET state = 'booked', booked_by = %s, booked_on = %s WHERE id = ANY(%s)", BOOKKEEPER),
)


def villages(number: int) -> list[stage.Village]:
    """So many villages of one town, each with public money and an approver's ceiling, in the caller's transaction."""
    stage.county()
    places = Division.objects.filter(code__startswith="440403103", kind__in=("village", "community"))
    made = []
    for place in sorted(places, key=lambda d: d.code != stage.VILLAGE)[:number]:
        v = stage.village(place.code, place.name)
        v.venue = v.allocation("venue", RECEIVED)
        v.receive(v.venue, RECEIVED, dt.date(2019, 10, 8))
        stage.ceiling(SECRETARY.login, RECEIVED, place.code)
        made.append(v)
    return made


def certificate(v: stage.Village, amount: str = RECEIVED) -> Certificate:
    """A certificate of the village, walked to through its votes."""
    code = v.book.division_code
    people = {"VILLAGE": code, "SECRETARY": replace(decisions.SECRETARY, reach=(code,)), "SUPERVISOR": replace(decisions.SUPERVISOR, reach=(code,))}
    with ExitStack() as there:
        for name, value in people.items():
            there.enter_context(patch.object(decisions, name, value))
        decisions.village()
        made = decisions.certified(decisions.matter(amount=amount, unit="centre"))
    bind(SERVICE)
    return made


def booked(v: stage.Village, number: int, amount: Any = 10, **facts: Any) -> list[Payment]:
    """So many payments of a village at the cashier's desk, each to a payee of its own; ``facts`` name the authority."""
    given = stage.facts(v, amount=yuan(amount), document="发票", **facts)
    rows = [Payment(division_code=v.book.division_code, book=v.book, number=uuid4().hex, requested_on=ON, handled_by=HANDLER.login, **(given | {"payee": f"店{turn}"}))
            for turn in range(number)]  # fmt: skip
    made = Payment.objects.bulk_create(rows)
    keys = [one.pk for one in made]
    with connection.cursor() as cursor:
        for statement, actor in STEPS:
            cursor.execute(statement, [actor.login, ON, keys])
    return list(Payment.objects.filter(pk__in=keys).order_by("pk"))

