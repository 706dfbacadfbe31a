"""``make soak``: the long runs, part after part, with their figures. Hours; each part also runs alone.

``make soak ARGS=hostile`` runs one part, ``SHARE=0.01 make soak`` a hundredth of every number, SHARE=10 ten times. ``MINUTES=10 make soak ARGS=ledger``
runs a slice: as much as fits into ten minutes. Slices draw other cases each time; what passed of the whole is added up in ``.soak/``.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SLICES, LEAST = ROOT / ".soak", 0.005  # a slice begins with a two-hundredth


@dataclass(frozen=True)
class Part:
    """One long run: what is counted in words, and the tests that do it. ``lots`` are the numbers it takes from the environment."""

    aim: str
    tests: tuple[str, ...]
    lots: tuple[tuple[str, int], ...] = ()


PARTS = {
    "workflows": Part("stateful workflows, 1,000 × 80", ("tests/engagements/test_workflow.py", "tests/assessments/test_workflow.py")),
    "elections": Part("a villagers' election in any order, 1,000 × 40", ("tests/elections/test_stateful_village.py",)),
    "withheld": Part("withheld tax and insurance in any parts, 400", ("tests/funds/test_withheld.py",)),
    "properties": Part("Hypothesis properties, 10,000 each", ("tests/foundation/test_money.py", "tests/foundation/test_periods.py", "tests/foundation/test_sheets_cells.py",
                                                                "tests/foundation/test_sheets_parsing.py", "tests/foundation/test_sheets_writing.py",
                                                                "tests/pay/test_rules.py", "tests/pay/test_entitlement.py", "tests/people/test_rules.py", "tests/rulebook/test_registry.py")),
    "hostile": Part("hostile Excel files, 1,000", ("tests/foundation/test_sheets_hostile.py",)),
    "kills": Part("kill -9 under load, 200", ("tests/runtime/test_kill.py",), (("QIANXIAN_KILLS", 200),)),
    "ledger": Part("the ledger against its model, 20,000 × 100", ("tests/funds/test_stateful.py",)),
    "payments": Part("kill -9 while payments are posted, 200", ("tests/funds/test_kill.py",), (("QIANXIAN_PAYMENT_KILLS", 200),)),
    "schemathesis": Part("the API against its description, 2,000 per operation", ("tests/api/test_schemathesis.py",)),
    "mutations": Part("every guard taken away in turn, every role and cell", ("tests/matrix/test_mutations.py",)),
}  # fmt: skip


def run(name: str, part: Part, share: float) -> tuple[int, float, list[str]]:
    """Exit code, seconds and figures of one part."""
    with tempfile.NamedTemporaryFile("r", encoding="utf-8", suffix=".txt") as figures:
        lots = {key: str(max(4, round(number * share))) for key, number in part.lots}
        environment = os.environ | {"QIANXIAN_PROFILE": "soak", "QIANXIAN_SOAK_SHARE": str(share), "QIANXIAN_FIGURES": figures.name} | lots
        started = time.monotonic()
        # -n 0: a figure is one process's; two parts at once would measure each other.
        code = subprocess.run([sys.executable, "-m", "pytest", "-q", *part.tests], cwd=ROOT, env=environment, check=False).returncode
        return code, time.monotonic() - started, figures.read().split("\n")


def next_share(left: float, share: float, seconds: float) -> float:
    """The share of the whole to run next: what the last one's pace allows in two thirds of the seconds that are left, for a start costs the same each time; 0 for no more.

    Example: a hundredth took 60 s and 600 s are left: 0.066.
    """
    return 0.0 if left < seconds / 2 else max(LEAST, round(share * left / seconds * 2 / 3, 4))


def so_far(name: str) -> tuple[float, list[str]]:
    """What share of a part passed in slices until now, and the days of those that failed."""
    path = SLICES / f"{name}.jsonl"
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []
    return sum(row["share"] for row in rows if row["code"] == 0), [row["at"] for row in rows if row["code"]]


def run_for(name: str, part: Part, minutes: float) -> tuple[int, float, list[str]]:
    """Exit code, seconds and figures of as many slices of one part as fit; each is written down as it ends."""
    started, share, found, code = time.monotonic(), LEAST, [], 0
    SLICES.mkdir(exist_ok=True)
    while share and code == 0:
        code, seconds, figures = run(name, part, share)
        row = {"at": f"{dt.datetime.now():%Y-%m-%d %H:%M}", "share": share, "seconds": round(seconds), "code": code, "figures": [f for f in figures if f]}
        with (SLICES / f"{name}.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
        found += row["figures"]
        share = next_share(60 * minutes - (time.monotonic() - started), share, seconds)
    whole, failed = so_far(name)
    found.append(f"{name}: {whole:.2%} of the whole so far" + (f", slices that failed: {', '.join(failed)}" if failed else ""))
    return code, time.monotonic() - started, found


def main() -> int:
    """0 when every part passed."""
    chosen = sys.argv[1:] or list(PARTS)
    if unknown := set(chosen) - set(PARTS):
        print(f"没有这一段：{'、'.join(sorted(unknown))}。可选：{'、'.join(PARTS)}", file=sys.stderr)
        return 2
    share, minutes = float(os.environ.get("SHARE") or 1), float(os.environ.get("MINUTES") or 0)
    rows, worst = [], 0
    for name in chosen:
        print(f"== {name}: {PARTS[name].aim}" + (f" × {share:g}" if share != 1 else ""), flush=True)
        code, seconds, figures = run_for(name, PARTS[name], minutes) if minutes else run(name, PARTS[name], share)
        worst = worst or code
        rows.append((name, "passed" if code == 0 else f"FAILED ({code})", seconds, [f for f in figures if f]))
    print("\nmake soak" + (f", share {share:g} of every number" if share != 1 else ""))
    for name, word, seconds, figures in rows:
        print(f"{name:14} {word:12} {seconds:8.0f} s  {PARTS[name].aim}")
        for text in figures:
            print(f"{'':14} {text}")
    return worst


if __name__ == "__main__":
    raise SystemExit(main())
