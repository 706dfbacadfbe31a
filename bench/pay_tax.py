"""Yearly pay with tax, twelve months, four million people in memory: ours (NumPy, whole cents) beside OpenFisca-core on the same rules.

    python -m bench.pay_tax [--people 4000000] [--rounds 9] [--openfisca PYTHON]

Before anything is timed our values are held against an oracle written otherwise (marginal sums, integers, everybody) and against the
Decimal rule of the product (a sample). Then contender and peers take turns, a fresh process each; the ratio is taken round by round.
OpenFisca-core is installed into a throw-away virtual environment when no Python that has it is named; the product never needs it.
What OpenFisca does not do here: whole cents. What we do not do here: its parameters by date, its tracing and its reform system.
"""

from __future__ import annotations

import argparse
import calendar
import datetime as dt
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from decimal import Decimal
from pathlib import Path

import numpy as np

from bench.cluster import touch_memory
from qianxian.pay.rules import PaySpan, PayTerms, entitled, withholding_terms
from qianxian.pay.rules.columns import Columns, IntegerTerms, year_of_many
from qianxian.rulebook.shipped import shipped_settings

YEAR = 2019
PEAK_BYTES = 3 << 30  # what the hungriest contender holds, and a little
LENGTHS = np.array([calendar.monthrange(YEAR, month)[1] for month in range(1, 13)])
GRADES = {100: "excellent", 80: "competent", 50: "basic", 0: "not_competent", -1: None}
NAMES = tuple(Columns.__dataclass_fields__)
COEFF = {grade: Decimal(percent) / 100 for percent, grade in GRADES.items() if grade}


def integer_terms() -> IntegerTerms:
    """The shipped settings of the year as integers."""
    view = shipped_settings().on(dt.date(YEAR, 12, 31))
    rates = [int(rate * 1000) for rate in view["si.personal_rates"].values() if rate]
    limits = view["si.base_limits"]
    brackets = [
        (int(Decimal(row["upto"]) * 100) if row["upto"] else None, int(Decimal(row["rate"]) * 100), int(Decimal(row["quick"]) * 100))
        for row in view["tax.brackets"]
    ]
    return IntegerTerms(
        int(view["pay.bonus_cap_rate"] * 100), int(view["pay.city_share"] * 100), int(view["tax.basic_deduction"] * 100),
        int(limits["floor"] * 100), int(limits["ceiling"] * 100), tuple(rates), tuple(brackets),
    )


def people(n: int) -> Columns:
    """Invented cadres of many counties: indexes from 9,000 to 60,000 yuan, coefficients 0.50 to 1.50, starts on any day, all grades."""
    chance = np.random.default_rng(20191216)
    index, coeff = chance.integers(900_000, 6_000_000, n), chance.integers(50, 151, n)
    base = (index * 3 * coeff + 50) // 100
    whole = chance.random(n) < 0.6
    day = np.where(whole, 0, chance.integers(0, 365, n))
    starts = np.concatenate([[0], np.cumsum(LENGTHS)[:-1]])
    month = np.searchsorted(starts, day, side="right") - 1
    grade = chance.choice(np.array([100, 80, 50, 0, -1]), n, p=[0.2, 0.6, 0.1, 0.02, 0.08])
    declared = chance.choice(np.array([0, 100_000, 200_000, 300_000]), n)
    return Columns(base, month, LENGTHS[month] - (day - starts[month]), LENGTHS[month], grade, declared)


def oracle(one: Columns, terms: IntegerTerms) -> tuple[np.ndarray, np.ndarray]:
    """(taxes 12 × people, nets) by another road: month by month, each bracket's slice taxed at its own rate, in hundredths of a cent."""
    full = (one.year_base + 6) // 12
    earned, off, already = (np.zeros(len(one), np.int64) for _ in range(3))
    base, insured_sum, taxes, wages = np.zeros(len(one), np.int64), np.zeros(len(one), np.int64), [], []
    for month in range(12):
        whole = full if month < 11 else one.year_base - 11 * full
        share = np.where(one.first_month == month, one.first_days, np.where(one.first_month < month, one.first_length, 0))
        wages.append((whole * share * 2 + one.first_length) // (one.first_length * 2))
        base += wages[-1]
    cap = (base * terms.bonus_cap_percent) // 100
    bonus = np.where(one.grade_percent < 0, 0, np.minimum(cap, (2 * cap * one.grade_percent + 100) // 200))
    for month, wage in enumerate(wages):
        insured = np.minimum(np.maximum(wage, terms.insured_floor), terms.insured_ceiling)
        si = np.zeros(len(one), np.int64)
        for rate in terms.insurance_permille:
            si += np.minimum((2 * insured * rate + 1000) // 2000, wage - si)
        insured_sum += si
        earned += wage + (bonus if month == 11 else 0)
        off += np.where(one.first_month <= month, si + terms.basic + one.additional, 0)
        taxable, lower, hundredths = np.maximum(earned - off, 0), 0, np.zeros(len(one), np.int64)
        for upper, percent, _quick in terms.brackets:
            slice_of = np.maximum(taxable - lower, 0) if upper is None else np.clip(taxable - lower, 0, upper - lower)
            hundredths += slice_of * percent
            lower = upper if upper is not None else lower
        now = np.maximum((hundredths * 2 + 100) // 200 - already, 0)
        already += now
        taxes.append(now)
    return np.stack(taxes), base + bonus - insured_sum - already


def against_the_rule(one: Columns, taxes: np.ndarray, nets: np.ndarray, city: np.ndarray, sample: int) -> int:
    """How many of a sample were held against the Decimal rule, every month's tax, the net and the city's share; raises where a cent differs."""
    withholding, _rows = withholding_terms(YEAR, shipped_settings())
    chosen = np.random.default_rng(1).choice(len(one), min(sample, len(one)), replace=False)
    for i in chosen:
        base = Decimal(int(one.year_base[i])).scaleb(-2)
        first = dt.date(YEAR, int(one.first_month[i]) + 1, int(one.first_length[i] - one.first_days[i]) + 1)
        declared = {f"{YEAR}-{m:02d}": Decimal(int(one.additional[i])).scaleb(-2) for m in range(1, 13)}
        terms = PayTerms(index=base, multiple=Decimal(1), grade_coeff=COEFF)
        due = entitled(YEAR, [PaySpan(first, dt.date(YEAR, 12, 31))], terms, GRADES[int(one.grade_percent[i])], withholding, declared)
        months = {m.month: int(m.tax * 100) for m in due.withheld.months}
        assert [months.get(f"{YEAR}-{m:02d}", 0) for m in range(1, 13)] == taxes[:, i].tolist(), i
        assert (int(due.net * 100), int(due.pay.city * 100)) == (nets[i], city[i]), i
    return len(chosen)


def peak_mb() -> int:
    """The most memory this process held, in MB; a fresh process's own, which ru_maxrss after a fork is not."""
    with open("/proc/self/status", encoding="ascii") as status:
        return next(int(line.split()[1]) // 1024 for line in status if line.startswith("VmHWM"))


def ours(folder: Path) -> None:
    """Our contender in its own process: the columns from disk, the clock around the computation only."""
    one = Columns(*(np.load(folder / f"{name}.npy") for name in NAMES))
    terms = integer_terms()
    year_of_many(one.part(slice(0, 1000)), terms)
    wall, cpu = time.perf_counter(), time.process_time()
    year_of_many(one, terms)
    took = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}
    print(json.dumps(took | {"memory_mb": peak_mb()}))


def run(command: list[str]) -> dict[str, float]:
    """One contender, on one core, in a fresh process, with the machine's memory touched just before: all meet the same."""
    touch_memory(PEAK_BYTES)
    env = os.environ | dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    done = subprocess.run(command, capture_output=True, text=True, env=env, cwd=Path(__file__).parents[1])
    if done.returncode:
        sys.exit(done.stderr)
    return json.loads(done.stdout.splitlines()[-1])


def python_with_openfisca(named: str | None, folder: Path) -> str:
    """The named Python, or one made for this run and thrown away with it."""
    if named:
        return named
    home = folder / "openfisca"
    venv.create(home, with_pip=True)
    subprocess.run([home / "bin" / "pip", "-q", "install", "openfisca-core"], check=True)
    return str(home / "bin" / "python")


def main() -> None:
    """Check, then take turns, then say the ratios and how many of the peer's values are off."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--people", type=int, default=4_000_000)
    asked.add_argument("--rounds", type=int, default=9)
    asked.add_argument("--sample", type=int, default=5_000)
    asked.add_argument("--openfisca", help="a Python that has OpenFisca-core")
    asked.add_argument("--ours", type=Path, help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.ours:
        ours(given.ours)
        return
    with tempfile.TemporaryDirectory() as name:
        compare(Path(name), given)


def compare(folder: Path, given: argparse.Namespace) -> None:
    """One whole measurement in a folder of its own."""
    peer = python_with_openfisca(given.openfisca, folder)
    one, terms = people(given.people), integer_terms()
    for name in NAMES:
        np.save(folder / f"{name}.npy", getattr(one, name))
    (folder / "terms.json").write_text(json.dumps(terms.__dict__))
    made = year_of_many(one, terms)
    taxes, nets = oracle(one, terms)
    assert np.array_equal(made.tax, taxes) and np.array_equal(made.net, nets), "not the oracle's cents"
    checked = against_the_rule(one, made.tax, made.net, made.city, given.sample)
    assert np.array_equal(made.city + made.district + made.town - made.insurance - made.tax.sum(0), made.net)
    print(f"{len(one):,} people: every cent as the integer oracle; {checked:,} of them as the Decimal rule, month by month")
    net, city = made.net, made.city
    del made, nets
    rounds = []
    for turn in range(1, given.rounds + 1):
        load = os.getloadavg()[0]
        found = {"ours": run([sys.executable, "-m", "bench.pay_tax", "--ours", str(folder)])}
        for way in ("scale", "lines"):
            found[way] = run([peer, "bench/pay_tax_openfisca.py", str(folder), way])
        rounds.append(found)
        print(f"round {turn} (load {load:.1f}): " + "; ".join(f"{k} {v['wall']:.2f} s wall, {v['cpu']:.2f} s CPU" for k, v in found.items()), flush=True)
    for way in ("scale", "lines"):
        for clock in ("wall", "cpu"):
            ratios = [r[way][clock] / r["ours"][clock] for r in rounds]
            low, middle, high = statistics.quantiles(ratios, n=4, method="inclusive") if len(ratios) > 1 else ratios * 3
            print(f"OpenFisca ({way}) / ours, {clock}: median {middle:.1f} (quartiles {low:.1f}–{high:.1f})")
        off_tax = (np.load(folder / f"openfisca_{way}_tax.npy") != taxes).any(0)
        off_net = np.load(folder / f"openfisca_{way}_net.npy") != net
        off_city = np.load(folder / f"openfisca_{way}_city.npy") != city
        any_off = off_tax | off_net | off_city
        print(f"OpenFisca ({way}): off by a cent or more: {int(any_off.sum()):,} people ({100 * any_off.mean():.1f} %): a month's tax "
              f"{int(off_tax.sum()):,}, net {int(off_net.sum()):,}, city's share {int(off_city.sum()):,}; ours: 0")
    print("peak memory: " + ", ".join(f"{way} {max(r[way]['memory_mb'] for r in rounds)} MB" for way in rounds[0]))


if __name__ == "__main__":
    main()
