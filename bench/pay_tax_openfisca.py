"""The peer of the pay bench: the same rules written for OpenFisca-core, run by a Python that has it and nothing of ours.

``python bench/pay_tax_openfisca.py FOLDER [scale|lines]`` reads the columns (.npy), computes the twelve months, writes taxes and nets.
``scale`` is the documented way, a MarginalRateTaxScale of the parameters; ``lines`` spells the brackets as the highest of seven lines,
which is what somebody does who has measured it. Values are float32, as OpenFisca-core keeps them.
"""

from __future__ import annotations

import json
import os
import sys
import time

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.periods import MONTH, YEAR
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.taxscales import MarginalRateTaxScale
from openfisca_core.variables import Variable

FOLDER, WAY = sys.argv[1], sys.argv[2]
with open(os.path.join(FOLDER, "terms.json"), encoding="utf-8") as file:
    TERMS = json.load(file)
Person = build_entity("person", "persons", "A cadre", is_person=True)
SCALE = MarginalRateTaxScale(name="withholding")
lower = 0.0
for upper, percent, _quick in TERMS["brackets"]:
    SCALE.add_bracket(lower, percent / 100)
    lower = (upper or 0) / 100


def cents(value):
    """Half a cent upwards."""
    return np.floor(value * 100 + 0.5) / 100


def given(name, period):
    """An input column."""
    return type(name, (Variable,), {"value_type": float, "entity": Person, "definition_period": period, "label": name})


class full_month(Variable):
    value_type, entity, definition_period, label = float, Person, YEAR, "month"

    def formula(person, period):
        return cents(person("year_base", period) / 12)


class wage(Variable):
    value_type, entity, definition_period, label = float, Person, MONTH, "wage"

    def formula(person, period):
        year, month = period.this_year, period.start.month - 1
        full, first = person("full_month", year), person("first_month", year)
        if month == 11:
            full = cents(person("year_base", year) - 11 * full)
        part = cents(full * person("first_days", year) / person("first_length", year))
        return np.where(first < month, full, np.where(first == month, part, 0))


class insurance(Variable):
    value_type, entity, definition_period, label = float, Person, MONTH, "insurance"

    def formula(person, period):
        paid = person("wage", period)
        insured = np.clip(paid, TERMS["insured_floor"] / 100, TERMS["insured_ceiling"] / 100)
        total = sum(cents(insured * rate / 1000) for rate in TERMS["insurance_permille"])
        return np.where(paid > 0, np.minimum(total, paid), 0)


class base_paid(Variable):
    value_type, entity, definition_period, label = float, Person, YEAR, "base"

    def formula(person, period):
        return sum(person("wage", month) for month in period.get_subperiods(MONTH))


class bonus(Variable):
    value_type, entity, definition_period, label = float, Person, YEAR, "bonus"

    def formula(person, period):
        cap = np.floor(person("base_paid", period) * TERMS["bonus_cap_percent"] + 1e-3) / 100
        grade = person("grade_percent", period)
        return np.where(grade >= 0, np.minimum(cap, cents(cap * grade / 100)), 0)


class cumulative(Variable):
    value_type, entity, definition_period, label = float, Person, MONTH, "cumulative income less deductions"

    def formula(person, period):
        year, month = period.this_year, period.start.month - 1
        off = TERMS["basic"] / 100 + person("additional", year)
        now = np.where(person("first_month", year) <= month, person("wage", period) - person("insurance", period) - off, 0)
        if month == 11:
            now = now + person("bonus", year)
        return now if month == 0 else person("cumulative", period.last_month) + now


class due(Variable):
    value_type, entity, definition_period, label = float, Person, MONTH, "tax on the cumulative income"

    def formula(person, period):
        taxable = np.maximum(person("cumulative", period), 0)
        if WAY == "scale":
            return cents(SCALE.calc(taxable))
        return cents(np.maximum.reduce([taxable * (percent / 100) - quick / 100 for _upper, percent, quick in TERMS["brackets"]]))


class already(Variable):
    value_type, entity, definition_period, label = float, Person, MONTH, "withheld so far"

    def formula(person, period):
        return person("withheld", period) if period.start.month == 1 else person("already", period.last_month) + person("withheld", period)


class withheld(Variable):
    value_type, entity, definition_period, label = float, Person, MONTH, "withheld"

    def formula(person, period):
        before = 0 if period.start.month == 1 else person("already", period.last_month)
        return np.maximum(0, person("due", period) - before)


class city(Variable):
    value_type, entity, definition_period, label = float, Person, YEAR, "city's share"

    def formula(person, period):
        return np.floor(person("base_paid", period) * TERMS["city_percent"] + 1e-3) / 100


class net(Variable):
    value_type, entity, definition_period, label = float, Person, YEAR, "net"

    def formula(person, period):
        months = period.get_subperiods(MONTH)
        off = sum(person("insurance", m) + person("withheld", m) for m in months)
        return person("base_paid", period) + person("bonus", period) - off


def peak_mb() -> int:
    """The most memory this process held, in MB; a fresh process's own, which ru_maxrss after a fork is not."""
    with open("/proc/self/status", encoding="ascii") as status:
        return next(int(line.split()[1]) // 1024 for line in status if line.startswith("VmHWM"))


def main() -> None:
    """Read, compute on the clock, write."""
    inputs = ("year_base", "first_month", "first_days", "first_length", "grade_percent", "additional")
    columns = {name: np.load(os.path.join(FOLDER, f"{name}.npy")) for name in inputs}
    system = TaxBenefitSystem([Person])
    for name in inputs:
        system.add_variable(given(name, YEAR))
    for one in (full_month, wage, insurance, base_paid, bonus, cumulative, due, already, withheld, city, net):
        system.add_variable(one)
    simulation = SimulationBuilder().build_default_simulation(system, count=len(columns["year_base"]))
    for name, column in columns.items():
        simulation.set_input(name, "2019", (column / 100 if name in ("year_base", "additional") else column).astype(np.float32))
    wall, cpu = time.perf_counter(), time.process_time()
    nets = simulation.calculate("net", "2019")
    shares = simulation.calculate("city", "2019")
    took = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}
    months = np.stack([simulation.calculate("withheld", f"2019-{m:02d}") for m in range(1, 13)])
    np.save(os.path.join(FOLDER, f"openfisca_{WAY}_tax.npy"), np.rint(months.astype(np.float64) * 100).astype(np.int32))
    np.save(os.path.join(FOLDER, f"openfisca_{WAY}_net.npy"), np.rint(nets.astype(np.float64) * 100).astype(np.int64))
    np.save(os.path.join(FOLDER, f"openfisca_{WAY}_city.npy"), np.rint(shares.astype(np.float64) * 100).astype(np.int64))
    print(json.dumps(took | {"memory_mb": peak_mb()}))


main()
