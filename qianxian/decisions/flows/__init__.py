"""The shipped list of minor powers: each power with its holder, steps, papers, days, disclosure, supervision point and complaint line.

Example: ``flow_named("minimum_living").steps[0].code == "apply"``. A county changes the list by its own files of the same form.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml


@dataclass(frozen=True)
class FlowStep:
    """A step: what is done, by whom, on which papers, within how many days (0 = no limit set), and whether it is posted."""

    code: str
    title: str
    holder: str
    papers: str
    days: int
    posted: bool


@dataclass(frozen=True)
class Flow:
    """One power and the road it must take."""

    code: str
    title: str
    holder: str
    supervision: str
    complaint: str
    source: str
    steps: tuple[FlowStep, ...]


@lru_cache(maxsize=1)
def flows() -> dict[str, Flow]:
    """Every shipped flow by its code, in the list's order."""
    found = yaml.safe_load((Path(__file__).parent / "list.yaml").read_text("utf-8"))
    return {
        one["code"]: Flow(
            one["code"], one["title"], one["holder"], one["supervision"], one["complaint"], one["source"],
            tuple(FlowStep(s["code"], s["title"], s["holder"], s["papers"], s.get("days", 0), s.get("posted", False)) for s in one["steps"]),
        )
        for one in found
    }  # fmt: skip


def flow_named(code: str) -> Flow | None:
    """The flow of the code, or None."""
    return flows().get(code)
