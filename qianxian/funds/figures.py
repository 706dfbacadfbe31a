"""Where every yuan went: from source to use, for a village, a town or the district. Shapes for an SVG, the same numbers as a table, and one sentence.

Example: ``drawn(flows(actor, on, "440403103"))`` gives bars on both sides and the ribbons between them in viewBox units.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from qianxian.foundation.actor import Actor
from qianxian.foundation.money import format_yuan
from qianxian.funds.models import Account, Fund, FundSource
from qianxian.funds.pages.rows import Behind, rows_behind
from qianxian.funds.queries.balances import ZERO
from qianxian.funds.queries.ledger import OWN
from qianxian.funds.queries.totals import Sum, book_ids, sums_of

TALL, GAP, BAR = 300, 14, 12
MONEY = "10"  # how the numbers of cash and bank accounts begin


@dataclass(frozen=True)
class Screen:
    """How wide the picture is drawn, in viewBox units, with the room for words left and right of its bars; ``words`` is the widest that fits there."""

    width: int
    left: int
    right: int
    words: int = 99


WIDE, PHONE = Screen(720, 150, 200), Screen(328, 64, 110, words=16)


@dataclass(frozen=True)
class Flow:
    """So much from one source to one use; ``behind`` is the address of the rows it is made of."""

    source: str
    use: str
    amount: Decimal
    behind: str = ""


def flows(actor: Actor, on: dt.date, scope: str | None = None, sums: Iterable[Sum] | None = None) -> list[Flow]:
    """What every source's money became by the day: paid out by account of the first level, or still there. Of ``sums`` where they are at hand."""
    titles = {a.code: a.name for a in Account.objects.filter(parent=None)}
    levels = dict(Fund.objects.visible_to(actor, scope).values_list("pk", "allocation__level"))
    found: dict[tuple[str, str, str], Decimal] = defaultdict(lambda: ZERO)
    for one in sums_of(book_ids(actor, scope), on) if sums is None else sums:
        level = levels[one.fund] or ""
        if one.is_money:
            found[level, _("结余"), MONEY] += one.balance
        else:
            found[level, titles.get(one.account[:3], one.account), one.account[:3]] += one.paid
    words, figure = dict(FundSource.Level.choices), lambda account: "" if account == MONEY else "paid"
    return [Flow(str(words[level]) if level else _("集体资金"), use, amount, rows_behind(level=level or OWN, account=account, figure=figure(account), scope=scope))
            for (level, use, account), amount in sorted(found.items(), key=lambda x: (x[0][0] == "", x[0])) if amount > 0]  # fmt: skip


def _sums(rows: list[Flow]) -> tuple[Decimal, Decimal]:
    """What came in, and what of it is still there."""
    return sum((r.amount for r in rows), ZERO), sum((r.amount for r in rows if r.use == _("结余")), ZERO)


def sentence(rows: list[Flow]) -> str:
    """The picture in one sentence."""
    total, left = _sums(rows)
    return _("共到账 %(total)s 元，支出 %(spent)s 元，结余 %(left)s 元。") % {"total": format_yuan(total), "spent": format_yuan(total - left), "left": format_yuan(left)}


@dataclass
class Drawn:
    """Bars as (x, y, height, series, label, anchor, label x, label y); ribbons as (path, series)."""

    height: float = 0
    width: int = 0
    bars: list[tuple] = field(default_factory=list)
    ribbons: list[tuple[str, int]] = field(default_factory=list)


def drawn(rows: list[Flow], screen: Screen = WIDE) -> Drawn:
    """The picture: sources left, uses right, heights in proportion; nothing to draw gives no bars. Words too wide for the screen are cut: the table has them."""
    made, total = Drawn(width=screen.width), sum((r.amount for r in rows), ZERO)
    if not total:
        return made
    left, right = _stack(rows, "source", total), _stack(rows, "use", total)
    series, first = {name: n % 4 + 1 for n, name in enumerate(left)}, screen.width - screen.right
    for name, (top, tall) in left.items():
        made.bars.append((screen.left, top, tall, series[name], _cut(name, screen.words), "end", screen.left - 8, top + tall / 2 + 4))
    for name, (top, tall) in right.items():
        made.bars.append((first, top, tall, 4, _cut(name, screen.words), "start", first + BAR + 8, top + tall / 2 + 4))
    at = {("source", n): t for n, (t, _h) in left.items()} | {("use", n): t for n, (t, _h) in right.items()}
    for row in rows:
        thick = _tall(row.amount, total)
        a, b = at["source", row.source], at["use", row.use]
        at["source", row.source], at["use", row.use] = a + thick, b + thick
        x, y, mid = screen.left + BAR, first, (screen.left + BAR + first) / 2
        made.ribbons.append((f"M{x},{a:.1f}C{mid},{a:.1f} {mid},{b:.1f} {y},{b:.1f}V{b + thick:.1f}C{mid},{b + thick:.1f} {mid},{a + thick:.1f} {x},{a + thick:.1f}Z", series[row.source]))
    made.height = max(top + tall for top, tall in (*left.values(), *right.values())) + GAP
    return made


def picture(rows: list[Flow], scope: str | None = None) -> dict[str, Any]:
    """What ``funds/_picture.html`` shows: the flows as a table, drawn for a wide screen and for a phone, in one sentence, and its three numbers with their rows."""
    total, left = _sums(rows)
    return {
        "flows": rows, "drawn": drawn(rows), "drawn_narrow": drawn(rows, PHONE), "sentence": sentence(rows), "entered": Behind(total, rows_behind(figure="entered", scope=scope)),
        "gone": Behind(total - left, rows_behind(figure="paid", scope=scope)), "remains": Behind(left, rows_behind(account=MONEY, scope=scope)),
    }  # fmt: skip


def _cut(words: str, most: int) -> str:
    """The words as far as they fit; a Chinese character takes the room of two Latin ones."""
    fits = [n for n in range(len(words) + 1) if sum(1 if c.isascii() else 2 for c in words[:n]) <= most]
    return words if fits[-1] == len(words) else f"{words[: fits[-1] - 1].rstrip()}…"


def _tall(amount: Decimal, total: Decimal) -> float:
    return max(float(amount / total) * TALL, 1.5)


def _stack(rows: list[Flow], side: str, total: Decimal) -> dict[str, tuple[float, float]]:
    """Name → (top, height), one under the other with a gap that leaves room for the words."""
    heights: dict[str, float] = defaultdict(float)
    for row in rows:
        heights[getattr(row, side)] += _tall(row.amount, total)
    places, top = {}, float(GAP)
    for name, tall in heights.items():
        places[name] = (top, tall)
        top += max(tall, 16) + GAP
    return places


