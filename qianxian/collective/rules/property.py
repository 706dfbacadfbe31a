"""Land in mu and m², the roads of a parcel and of an asset, and what R-C08 asks of land, inventory, leases and arrears.

Example: 600 mu of reserved land, 439 of them certified, 139 of those to be leased: in order, 161 mu still uncertified.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from qianxian.decisions.rules.texts import COLLECTIVE_FROM, COLLECTIVE_LAW
from qianxian.divisions.rules import square_metres
from qianxian.foundation.periods import add_months
from qianxian.foundation.rulebook import Facts, Finding, InForce, Input, Output, SettingsOnDay, rule, violation, warning

#: m² with two places times 0.0015 has six: a parcel measured in m² is kept exactly in mu, while mu in m² never ends.
MU_OF_A_SQUARE_METRE, MU_PLACES = Decimal("0.0015"), 6

PARCEL_MOVES: dict[str, frozenset[str]] = {
    "unresolved": frozenset({"in_process", "certified", "disputed"}),
    "in_process": frozenset({"unresolved", "certified", "disputed"}),
    "certified": frozenset({"leased", "developed", "disputed"}),
    "leased": frozenset({"certified", "developed", "disputed"}),
    "developed": frozenset({"leased", "certified", "disputed"}),
    "disputed": frozenset({"unresolved", "in_process", "certified"}),
}
ASSET_MOVES: dict[str, frozenset[str]] = {
    "idle": frozenset({"own_use", "leased", "disposed", "struck"}),
    "own_use": frozenset({"idle", "leased", "disposed", "struck"}),
    "leased": frozenset({"idle", "own_use"}),
    "disposed": frozenset(),
    "struck": frozenset(),
}

#: Public facilities by kind and how many places their number has: lights and books are counted, roads (km) and squares (m²) are measured.
FACILITY_PLACES = {"street_light": 0, "public_toilet": 0, "waste_point": 0, "road": 2, "square": 2, "library": 0, "elder_canteen": 0, "fire_station": 0, "shelter": 0}


def fits_facility(facility: str, quantity: Decimal) -> bool:
    """Whether a number fits its kind of facility: not below nothing, half a light is none."""
    return facility in FACILITY_PLACES and quantity >= 0 and quantity == round(quantity, FACILITY_PLACES[facility])


def in_its_places(facility: str, quantity: Decimal) -> Decimal:
    """The number as its kind is written: 86 lights, 3.25 km."""
    return quantity.quantize(Decimal(1).scaleb(-FACILITY_PLACES[facility]))


def mu_exactly(metres: Decimal) -> Decimal:
    """So many square metres (two places) in mu with six places, nothing lost: 292,666.67 m² = 439.000005 mu."""
    return metres * MU_OF_A_SQUARE_METRE


def square_metres_of(mu: Decimal) -> Decimal:
    """Square metres with two places; of what was entered in m², that very number again."""
    return square_metres(mu)


@rule(
    "R-C08",
    title="资产清查、土地和出租",
    title_en="Inventory, land and leases",
    versions=[
        InForce(dt.date(2009, 6, 1), "粤府办〔2009〕41号、〔2016〕30号（留用地），农村集体“三资”管理规定", "", valid_to=dt.date(2025, 4, 30), confidence="likely",
                note="期限、金额为地方做法，由区县确定。"),
        InForce(COLLECTIVE_FROM, COLLECTIVE_LAW, "第四十条、第四十一条；粤府办〔2016〕30号（留用地）", confidence="likely", note="期限、金额由区县确定。"),
    ],
    inputs=[
        Input("entitled", "decimal", "应有面积", "Land entitled to", unit="亩", required=False, minimum=Decimal(0)),
        Input("certified", "decimal", "已办证", "Certified", unit="亩", required=False, default=Decimal(0), minimum=Decimal(0)),
        Input("developing", "decimal", "已开发或出租", "Developed or leased", unit="亩", required=False, default=Decimal(0), minimum=Decimal(0)),
        Input("lease_mu", "decimal", "本次出租面积", "Land leased now", unit="亩", required=False, default=Decimal(0), minimum=Decimal(0)),
        Input("lease_total", "money", "本次租金合计", "Rent in all", unit="元", required=False, default=Decimal(0), minimum=Decimal(0)),
        Input("first_day", "date", "起租日期", "First day of the lease", required=False), Input("last_day", "date", "到期日期", "Last day of the lease", required=False),
        Input("platform_no", "string", "交易平台编号", "Number at the trading platform", required=False, default=""),
        Input("assembly", "bool", "经成员（村民）大会或授权的代表会议决定", "Decided by the assembly or authorised delegates", required=False),
        Input("arrears_since", "date", "最早欠租的应付日期", "Earliest due day unpaid", required=False),
        Input("counted_on", "date", "上次清查日期", "Last inventory", required=False),
        Input("assembly_mu", "decimal", "多少亩起须经大会", "Mu from which the assembly decides", unit="亩", required=False, default=Decimal(10), setting="collective.lease_assembly_mu"),
        Input("assembly_yuan", "money", "多少元起须经大会", "Rent from which the assembly decides", unit="元", required=False, default=Decimal(50000), setting="collective.lease_assembly_yuan"),
        Input("platform_yuan", "money", "多少元起须进交易平台", "Rent from which the platform is used", unit="元", required=False, default=Decimal(50000), setting="collective.platform_yuan"),
        Input("long_years", "int", "多少年以上为长期合同", "Years above which a lease is long", unit="年", required=False, default=5, minimum=1, setting="collective.long_lease_years"),
        Input("arrears_days", "int", "欠租多少天以上提醒", "Days of arrears that alert", unit="天", required=False, default=90, minimum=0, setting="collective.arrears_days"),
    ],
    outputs=[
        Output("ok", "bool", "是否符合", "Whether it is in order"), Output("uncertified", "decimal", "未办证", "Not certified", "亩"),
        Output("needs_assembly", "bool", "须经大会", "The assembly decides"), Output("needs_platform", "bool", "须进交易平台", "Goes through the platform"),
        Output("long", "bool", "长期合同", "Long lease"), Output("overdue_days", "int", "欠租天数", "Days of arrears", "天"), Output("alert", "bool", "欠租提醒", "Arrears alert"),
        Output("inventory_due", "bool", "该清查了", "Inventory due"), Output("error", "string", "差错", "Error"),
    ],
)  # fmt: skip
def assets_and_land(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """A part never exceeds its whole; large leases are the assembly's and go through the platform; long ones, arrears and late inventories are told."""
    told = [*_land(facts), *_lease(facts)]
    long = facts.first_day is not None and facts.last_day is not None and facts.last_day >= add_months(facts.first_day, 12 * facts.long_years)
    days = max((on - facts.arrears_since).days, 0) if facts.arrears_since is not None else 0
    alert, due = days > facts.arrears_days, facts.counted_on is not None and add_months(facts.counted_on, 12) < on
    errors = list(told)
    if long:
        told.append(warning("long_lease", f"租期超过 {facts.long_years} 年，请在会上说明理由。", "A long lease: give the reasons to the meeting.", field="last_day"))
    if alert:
        told.append(warning("arrears", f"欠租已经 {days} 天，请催收或依约解除合同。", f"Rent {days} days in arrears: collect it or end the lease.", field="arrears_since"))
    if due:
        told.append(warning("inventory", "资产清查已满一年，请安排本年清查。", "The yearly inventory is due.", field="counted_on"))
    uncertified = None if facts.entitled is None else max(facts.entitled - facts.certified, Decimal(0))
    return Finding({"ok": not errors, "uncertified": uncertified, "needs_assembly": _large(facts), "needs_platform": facts.lease_total >= facts.platform_yuan, "long": long,
                    "overdue_days": days, "alert": alert, "inventory_due": due, "error": errors[0].code if errors else None}, told)  # fmt: skip


def _large(facts: Facts) -> bool:
    return facts.lease_mu >= facts.assembly_mu or facts.lease_total >= facts.assembly_yuan


def _land(facts: Facts) -> list:
    told = []
    if facts.entitled is not None and facts.certified > facts.entitled:
        told.append(violation("certified_over_entitled", "办证面积超过应有面积；请核对。", "More is certified than there is: check the figures.", field="certified"))
    if facts.entitled is not None and facts.developing > facts.certified:
        told.append(violation("developed_over_certified", "开发、出租面积超过已办证面积；请先办证。", "More is developed than is certified: certify it first.", field="developing"))
    return told


def _lease(facts: Facts) -> list:
    told = []
    if _large(facts) and facts.assembly is False:
        told.append(violation("assembly_needed", "这块土地（资产）的出租须经成员（村民）大会或授权的代表会议决定；请先表决，取得决策凭证。",
                              "This lease is the assembly's or authorised delegates': let them decide first.", field="certificate"))
    if facts.lease_total >= facts.platform_yuan and facts.assembly is not None and not facts.platform_no.strip():
        told.append(violation("platform_needed", "达到进入交易平台的金额，请填写交易平台编号。", "Goes through the trading platform: give its number.", field="platform_no"))
    if facts.first_day is not None and facts.last_day is not None and facts.last_day < facts.first_day:
        told.append(violation("days", "到期日期不能早于起租日期。", "The last day is not before the first.", field="last_day"))
    return told
