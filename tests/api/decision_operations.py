"""Prepared matters, meetings, certificates and power cases for the table of operations, each at the step that an operation starts from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from qianxian.decisions import commands, queries
from qianxian.decisions.models import Matter
from qianxian.foundation.reach import bind
from tests.api.stage import DAY, VILLAGE
from tests.cast import SERVICE, TOWN_COMMITTEE, TOWN_OFFICER
from tests.decisions.stage import SECRETARY, SUPERVISOR

OPENED, FIRST = dt.date(2019, 2, 1), dt.date(2019, 2, 5)
ASKED = {"title": "阵地建设经费使用", "kind": "fund_use", "amount": "200000.00", "purpose": "修缮党群服务中心", "unit": "centre"}
POSTED = {"published_from": "2019-03-20", "published_to": "2019-03-27", "place": "村务公开栏", "text": "决议通过"}
CALL = {"notice_on": "2019-03-20", "held_on": "2019-03-20", "place": "村委会", "agenda": "议题"}
COUNT = {"present": 1, "votes_for": 1, "votes_against": 0, "votes_abstain": 0}


def again(row: Matter) -> Matter:
    """The matter as it stands."""
    bind(SERVICE)
    return Matter.objects.get(pk=row.pk)


def opened(s: Any) -> Matter:
    """In draft."""
    bind(SERVICE)
    return commands.open_matter(division_code=VILLAGE, by=SECRETARY, on=OPENED, **ASKED | {"amount": Decimal(ASKED["amount"])})


def _called(row: Matter, held_on: dt.date) -> Any:
    step = queries.next_step(row)
    known = queries.registered_voters(row, step.body, SECRETARY, OPENED)
    entered = {} if known else {"eligible": 35, "eligible_note": "村民代表名册"}
    return commands.call_meeting(matter=row, notice_on=OPENED, held_on=held_on, place="村委会", agenda="议题", by=SECRETARY, on=held_on, **entered)


def _counted(meeting: Any, *copies: int) -> Any:
    n = meeting.eligible
    for copy in copies:
        commands.enter_count(meeting=meeting, copy=copy, present=n, votes_for=n, votes_against=0, votes_abstain=0, by=(SECRETARY, SUPERVISOR)[copy - 1], on=meeting.held_on)
    return meeting


def meeting(*copies: int, held_on: dt.date = FIRST) -> Callable[[Any], Any]:
    """The first meeting called, with these copies of its count."""
    return lambda s: _counted(_called(opened(s), held_on), *copies)


def decided(s: Any) -> Matter:
    """Passed by every body."""
    row = opened(s)
    while queries.next_step(row) is not None:
        commands.confirm_count(meeting=_counted(_called(row, FIRST), 1, 2), by=TOWN_OFFICER, on=FIRST)
        row = again(row)
    return row


def published(first: dt.date) -> Callable[[Any], Matter]:
    """Posted for a week from the day."""

    def work(s: Any) -> Matter:
        row = decided(s)
        commands.publish_decision(matter=row, published_from=first, published_to=first + dt.timedelta(days=7), place="公开栏", text="通过", by=SECRETARY, on=first)
        return again(row)

    return work


IN_WINDOW, OVER = dt.date(2019, 3, 15), dt.date(2019, 3, 1)


def objected(s: Any) -> Any:
    """An objection waiting for its answer."""
    return commands.receive_objection(matter=published(IN_WINDOW)(s), received_on=IN_WINDOW, reason="造价偏高", by=SUPERVISOR, on=DAY)


def certificate(s: Any) -> Any:
    """In force."""
    return commands.issue_certificate(matter=published(OVER)(s), by=TOWN_OFFICER, on=dt.date(2019, 3, 12))


def certified(s: Any) -> Matter:
    """Being carried out."""
    return again(certificate(s).matter)


def revoked(s: Any) -> Matter:
    """Its certificate revoked."""
    row = commands.revoke_certificate(certificate=certificate(s), reason="程序有误", document="斗镇委〔2019〕9号", by=TOWN_COMMITTEE, on=dt.date(2019, 3, 13))
    return again(row.matter)


def result(s: Any) -> Matter:
    """Its result posted."""
    row = certified(s)
    commands.publish_result(matter=row, published_from=IN_WINDOW, published_to=IN_WINDOW, place="公开栏", text="完工", by=SECRETARY, on=DAY)
    return again(row)


def power_case(s: Any) -> Any:
    """A use of the seal."""
    bind(SERVICE)
    return commands.open_power_case(division_code=VILLAGE, flow="seal", title="户籍证明盖章", by=SECRETARY, on=OPENED)


def flag(s: Any) -> Any:
    """A step passed over."""
    case = power_case(s)
    commands.move_power_case(case=case, step="approve", done_on=FIRST, document="审批意见", reason="办事人赶时间", by=SECRETARY, on=FIRST)
    return case.flags.get()
