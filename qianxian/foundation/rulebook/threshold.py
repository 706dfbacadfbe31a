"""One way to say "more than half" or "at least two thirds", exactly and in whole numbers.

Example: 过半数 of 20 is ``Threshold(1, 2, inclusive=False).least(20) == 11``; 半数以上 is inclusive, so 10 (民法典 art. 1259).
Which people are counted stays in ``base``; a party rule and a state law never share a hard-coded half.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_WORDS = {
    (1, 2, True): "半数以上",
    (1, 2, False): "过半数",
    (2, 3, True): "三分之二以上",
    (2, 3, False): "超过三分之二",
    (4, 5, True): "不少于五分之四",
    (4, 5, False): "超过五分之四",
}


@dataclass(frozen=True)
class Threshold:
    """``numerator``/``denominator`` of ``base``; ``inclusive`` when reaching the share exactly is enough."""

    numerator: int
    denominator: int
    inclusive: bool
    base: str = "expected"

    def met(self, part: int, whole: int) -> bool:
        """Whether ``part`` reaches this share of ``whole``; integers only, so never a rounding question."""
        left, right = part * self.denominator, whole * self.numerator
        return left >= right if self.inclusive else left > right

    def least(self, whole: int) -> int:
        """The smallest whole number that meets the threshold."""
        quotient, rest = divmod(whole * self.numerator, self.denominator)
        if self.inclusive:
            return quotient + (1 if rest else 0)
        return quotient + 1

    @property
    def words(self) -> str:
        """The wording of the legal text, for messages."""
        share = f"{'不少于' if self.inclusive else '超过'} {self.numerator}/{self.denominator}"
        return _WORDS.get((self.numerator, self.denominator, self.inclusive), share)

    @classmethod
    def from_row(cls, value: Mapping[str, Any]) -> Threshold:
        """A threshold from a dated row. Raises ValueError for a share outside (0, 1]."""
        made = cls(int(value["numerator"]), int(value["denominator"]), bool(value["inclusive"]), str(value.get("base", "expected")))
        if not 0 < made.numerator <= made.denominator:
            raise ValueError(f"share out of range: {value!r}")
        return made

    def to_row(self) -> dict[str, Any]:
        """The plain mapping that ``from_row`` reads."""
        return {"numerator": self.numerator, "denominator": self.denominator, "inclusive": self.inclusive, "base": self.base}
