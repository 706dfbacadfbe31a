"""Yuan: read, split, written and spoken. Always Decimal with two places, never a float.

Example: ``split_shares(Decimal("100.01"), [Decimal("0.5"), Decimal("0.5")])`` is [50.00, 50.01]: the last payer bears the remainder.
What is paid to whom, and why, belongs to the rooms.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from qianxian.foundation.errors import say as _

CENT = Decimal("0.01")
LARGEST = Decimal("999999999999.99")
_PLAIN = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,2})?\Z")
_GROUPED = re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]{1,2})?\Z")


class MoneyRefused(ValueError):
    """An amount that cannot be read exactly; the text says how to write it."""


def parse_yuan(raw: object) -> Decimal:
    """The amount in yuan with two places, from text ("12,300.50", "12300.5"), int or Decimal, or a float that has at most two places.

    Raises MoneyRefused: more than two places would have to be rounded, and nobody asked for that.
    """
    if isinstance(raw, bool) or not isinstance(raw, (str, int, float, Decimal)):
        raise MoneyRefused(_("请填写金额，例如 12300.50"))
    if isinstance(raw, Decimal):
        if not raw.is_finite() or abs(raw) > LARGEST:
            raise MoneyRefused(_("请填写金额，例如 12300.50"))
        text = format(raw, "f")
        if "." in text:
            text = text.rstrip("0").rstrip(".")
    else:
        text = repr(raw) if isinstance(raw, float) else str(raw).strip()
    if not (_PLAIN.match(text) or _GROUPED.match(text)):
        raise MoneyRefused(_("请填写金额，最多两位小数，例如 12300.50"))
    return Decimal(text.replace(",", "")).quantize(CENT)


def to_cents(amount: Decimal) -> int:
    """Whole cents of an exact amount. Raises MoneyRefused when the amount has parts of a cent."""
    cents = amount * 100
    if cents != cents.to_integral_value():
        raise MoneyRefused(_("金额最多两位小数"))
    return int(cents)


def from_cents(cents: int) -> Decimal:
    """The amount of so many cents, with two places."""
    return Decimal(cents).scaleb(-2)


def half_up(amount: Decimal) -> Decimal:
    """Rounded to the cent, half a cent upwards."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def cut(amount: Decimal) -> Decimal:
    """Cut to the cent: a cap is never passed by rounding."""
    return amount.quantize(CENT, rounding=ROUND_DOWN)


def split_shares(amount: Decimal, shares: Sequence[Decimal]) -> list[Decimal]:
    """The amount divided by shares that make exactly 1, each cut to the cent, the remainder to the last. The parts make the amount exactly.

    Raises ValueError when the shares do not make 1 or one is negative.
    """
    if not shares or sum(shares) != 1 or min(shares) < 0:
        raise ValueError("shares must be non-negative and make exactly 1")
    parts = [cut(amount * share) for share in shares[:-1]]
    return [*parts, amount - sum(parts, Decimal("0.00"))]


def format_yuan(amount: Decimal) -> str:
    """As pages show it: 12,300.50."""
    return f"{amount:,.2f}"


def amount_in_words(amount: Decimal | str | int) -> str:
    """The amount in capitals for documents: 贰拾万元整; 壹万捌仟捌佰伍拾陆元捌角整 (整 also after 角). Raises MoneyRefused."""
    import cn2an  # 0.2 s to import, and only papers speak in capitals: the command line must start fast

    exact = parse_yuan(amount)
    words = cn2an.an2cn(format(abs(exact), "f"), "rmb")
    if words.endswith("角"):
        words += "整"
    return f"负{words}" if exact < 0 else words


def in_yuan(amount: Decimal) -> str:
    """An amount (yuan) as papers say it, in figures and in capitals: 200,000.00 元（贰拾万元整）."""
    return f"{format_yuan(amount)} 元（{amount_in_words(amount)}）"
