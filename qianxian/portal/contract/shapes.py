"""How values look outside: UUIDs, days, moments with +08:00, money as decimal strings, codes and texts that the database can hold.

Example: ``Money`` puts ``Decimal("78570")`` out as ``"78570.00"`` and takes strings or whole
numbers in. Every type carries an example for the description.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from ninja import Schema
from pydantic import AfterValidator, ConfigDict, Field, PlainSerializer, StringConstraints, WithJsonSchema
from pydantic.functional_validators import BeforeValidator

from qianxian.foundation.clock import SHANGHAI

EARLIEST, LATEST = dt.date(1900, 1, 1), dt.date(2199, 12, 31)
ONE_DAY = dt.timedelta(days=1)
# PostgreSQL holds no NUL; other control characters are never typed on purpose.
PLAIN = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"


def _of_these_times(day: dt.date) -> dt.date:
    if not EARLIEST <= day <= LATEST:
        raise ValueError(f"日期要在 {EARLIEST} 到 {LATEST} 之间")
    return day


def _only_text(day: Any) -> Any:
    if isinstance(day, int | float | Decimal):
        raise ValueError("日期写成 2019-12-16 的样子")  # pydantic would take a number for seconds since 1970
    return day


def _yuan(value: Decimal) -> str:
    return f"{value:.2f}"


def _in_shanghai(at: dt.datetime) -> str:
    return at.astimezone(SHANGHAI).isoformat(timespec="seconds")


Day = Annotated[dt.date, BeforeValidator(_only_text), AfterValidator(_of_these_times), Field(examples=["2019-12-16"])]
At = Annotated[dt.datetime, PlainSerializer(_in_shanghai, return_type=str),
               WithJsonSchema({"type": "string", "format": "date-time", "examples": ["2019-12-16T09:30:00+08:00"]})]  # fmt: skip
MONEY = {"type": "string", "pattern": r"^-?\d+\.\d{2}$", "examples": ["78570.00"]}
Money = Annotated[Decimal, PlainSerializer(_yuan, return_type=str), WithJsonSchema(MONEY)]
Uuid = Annotated[UUID, Field(examples=["0b6c2f7e-54b1-4a0e-9a34-6f3f1f0a7c11"])]
Code = Annotated[str, StringConstraints(pattern=r"^[0-9]{12}$"), Field(examples=["440403103210"], description="12 位区划代码")]
Prefix = Annotated[str, StringConstraints(pattern=r"^([0-9]{6}|[0-9]{9}|[0-9]{12})$"), Field(examples=["440403103"])]
Year = Annotated[int, Field(ge=1949, le=2199, examples=[2019])]
Count = Annotated[int, Field(ge=0, le=2_000_000, examples=[3120])]
Small = Annotated[int, Field(ge=0, le=999, examples=[5])]
Word = Annotated[str, StringConstraints(max_length=40, pattern=r"^[A-Za-z0-9_.\-]*$")]


def _text(longest: int, example: str) -> Any:
    return Annotated[str, StringConstraints(max_length=longest, pattern=PLAIN), Field(examples=[example])]


def one_of(*values: str) -> Any:
    """A closed list of values, as the description shows it."""
    return Literal.__getitem__(values)


Name = _text(60, "邝惠兰")
Title = _text(100, "大赤坎村党群服务中心")
Document = _text(200, "斗组〔2019〕12号")
Reason = _text(300, "按支委会会议记录核对")
Text = _text(500, "符合岗位条件")
Number = _text(40, "XP440403-2019-0001")


class Named(Schema):
    """A shape whose name in the description begins with its room's: two rooms have a CaseShape, and the description has one place for a name."""

    def __init_subclass__(cls, **more: Any) -> None:
        room = cls.__module__.split(".")[1].capitalize()
        if "[" not in cls.__name__ and not cls.__name__.startswith(room):
            cls.__name__ = cls.__qualname__ = room + cls.__name__
        super().__init_subclass__(**more)


class Shape(Named):
    """What every answer of a room is made of."""


class Given(Named):
    """What every request body is made of: unknown names are refused, so that a typing error is never silently left out."""

    model_config: ClassVar = ConfigDict(extra="forbid")


class Dated(Shape):
    """A row with a period: first and last day, both counted; no last day while it goes on."""

    first_day: Day | None = None
    last_day: Day | None = None

    @staticmethod
    def resolve_first_day(row: Any) -> dt.date | None:
        """The first day."""
        return row.period.lower

    @staticmethod
    def resolve_last_day(row: Any) -> dt.date | None:
        """The last day, counted."""
        return row.period.upper - ONE_DAY if row.period.upper else None


class Party(Shape):
    """A person as lists show one: never the identity number, only its mask."""

    uuid: Uuid
    name: Name
    identity_masked: str = Field(examples=["440403********1246"])


class Fault(Shape):
    """One thing to mend."""

    field: str = Field("", examples=["term_from"])
    code: str = Field("", examples=["term"])
    message: str = Field(examples=["请填写聘期的起止日期，开始日期不晚于结束日期。"])
    source: str = Field("", examples=["R-E01"])


class Problem(Shape):
    """RFC 9457: what went wrong, in words that say what to do."""

    type: str = Field("about:blank", examples=["about:blank"])
    title: str = Field(examples=["内容要改"])
    status: int = Field(examples=[422])
    code: str = Field("", examples=["rule_violated"])
    detail: str = Field("", examples=["请填写聘期的起止日期，开始日期不晚于结束日期。"])
    errors: list[Fault] = Field(default_factory=list)
    current_version: int | None = None
