"""Assets and land registered, moved, measured anew, counted and disposed of; each change writes its history in the same breath."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from qianxian.collective import numbers
from qianxian.collective import permissions as may
from qianxian.collective.history import happened, strike_out
from qianxian.collective.judging import DISPOSAL_KINDS, certificate_faults, facility_faults, price_faults
from qianxian.collective.models import Asset, Inventory, Parcel, PropertyEvent
from qianxian.collective.rules.property import ASSET_MOVES, PARCEL_MOVES
from qianxian.decisions.models import Certificate
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import Conflict, RuleViolated, Violation, violated
from qianxian.foundation.money import half_up
from qianxian.foundation.verdict import require

EVENT = PropertyEvent.Kind


def _held_whole(whole: Parcel | None) -> Parcel | None:
    """The whole, locked against another part of it."""
    return None if whole is None else Parcel.objects.select_for_update(no_key=True).get(pk=whole.pk)


def _area_faults(whole: Parcel | None, mu: Decimal, but: int | None = None) -> list[Violation]:
    if mu <= 0 or mu != mu.quantize(Decimal("0.000001")):
        return [Violation("mu", _("面积要大于零，最多六位小数。"), "R-C08", "mu")]
    if whole is None:
        return []
    taken = sum(part.mu for part in whole.parts.exclude(pk=but))
    if taken + mu > whole.mu:
        left = {"left": f"{whole.mu - taken:f}".rstrip("0").rstrip("."), "title": whole.title}
        return [Violation("part_within_whole", _("超过“%(title)s”余下的 %(left)s 亩。请核对面积。") % left, "R-C08", "mu")]
    return []


@transaction.atomic
def register_parcel(
    *, division_code: str, title: str, use: str, owner: str, owner_name: str, place: str, mu: Decimal, document: str, by: Actor, on: dt.date, whole: Parcel | None = None,
    state: str = Parcel.State.UNRESOLVED, certificate_no: str = "", certified_by: str = "", certified_on: dt.date | None = None, happened_on: dt.date | None = None,
) -> Parcel:  # fmt: skip
    """A parcel, or a part of one; ``mu`` exactly (from m² by ``rules.property.mu_exactly``). Raises RuleViolated for a part beyond its whole."""
    row_of = _held_whole(whole)
    require(may.can_keep_property(by, division_code))
    faults = _area_faults(row_of, mu)
    if row_of is not None and row_of.division_code != division_code:
        faults.append(Violation("whole", _("整块地要在同一个村（社区）。"), "R-C08", "whole"))
    if state not in (Parcel.State.UNRESOLVED, Parcel.State.IN_PROCESS, Parcel.State.CERTIFIED):
        faults.append(Violation("state", _("登记时只能是悬而未决、办证中或已办证。"), "R-C08", "state"))
    faults += _certificate_of_land(state, certificate_no, certified_on, on)
    needed = (("title", _("写明地块名称。"), title), ("place", _("写明四至或位置。"), place), ("document", _("写明依据的文件。"), document))
    faults += [Violation(name, said, "R-C08", name) for name, said, value in needed if not value.strip()]
    if division_code.endswith("000"):
        faults.append(Violation("division", _("土地按村（社区）登记。请选择村（社区）。"), "R-C08", "division"))
    if faults:
        raise RuleViolated(faults)
    row = Parcel.objects.create(
        division_code=division_code, number=numbers.next_number(numbers.PARCEL, division_code, on.year), title=title.strip(), whole=row_of, owner=owner, owner_name=owner_name.strip(), use=use,
        place=place.strip(), mu=mu, state=state, certificate_no=certificate_no.strip(), certified_by=certified_by.strip(), certified_on=certified_on, registered_on=happened_on or on,
        registered_by=by.login,
    )  # fmt: skip
    happened(row, EVENT.REGISTERED, happened_on or on, "", document, by)
    audit.record(by=by, action="collective.register_parcel", thing=row, after={"mu": mu, "state": state, "use": use}, reason=document)
    return row


def _certificate_of_land(state: str, certificate_no: str, certified_on: dt.date | None, on: dt.date) -> list[Violation]:
    if state != Parcel.State.CERTIFIED:
        return []
    if not certificate_no.strip() or certified_on is None or certified_on > on:
        return [Violation("certificate_no", _("已办证的要写明证书编号和日期，日期不能晚于今天。"), "R-C08", "certificate_no")]
    return []


@transaction.atomic
def move_parcel(
    *, parcel: Parcel, state: str, happened_on: dt.date, document: str, by: Actor, on: dt.date, words: str = "", certificate_no: str = "", certified_by: str = "",
) -> Parcel:  # fmt: skip
    """The parcel's next state with its paper. To be leased it needs a lease; certified it names its certificate."""
    row = Parcel.objects.select_for_update(no_key=True).get(pk=parcel.pk)
    require(may.can_keep_property(by, row.division_code))
    if state not in PARCEL_MOVES[row.state] or state == Parcel.State.LEASED:
        raise Conflict(_("地块现在是“%(state)s”，不能这样改变。") % {"state": row.get_state_display()}, current=row)
    faults = []
    if row.leases.filter(state="running").exists() and state != Parcel.State.DEVELOPED:
        faults.append(Violation("leased", _("还有履行中的出租合同。请先结束合同。"), "R-C08", "state"))
    if not document.strip() or happened_on > on:
        faults.append(Violation("document", _("写明依据的文件；日期不能晚于今天。"), "R-C08", "document"))
    newly = state == Parcel.State.CERTIFIED and row.state in (Parcel.State.UNRESOLVED, Parcel.State.IN_PROCESS, Parcel.State.DISPUTED)
    if newly:
        faults += _certificate_of_land(state, certificate_no, happened_on, on)
    if faults:
        raise RuleViolated(faults)
    before, was = audit.snapshot(row, "state", "certificate_no"), row.state
    row.state, row.version = state, row.version + 1
    if newly:
        row.certificate_no, row.certified_by, row.certified_on = certificate_no.strip(), certified_by.strip(), happened_on
    row.save()
    happened(row, EVENT.MOVED, happened_on, was, document, by, words)
    audit.record(by=by, action="collective.move_parcel", thing=row, before=before, after=audit.snapshot(row, "state", "certificate_no"), reason=document)
    return row


@transaction.atomic
def remeasure_parcel(*, parcel: Parcel, mu: Decimal, happened_on: dt.date, document: str, by: Actor, on: dt.date) -> Parcel:
    """Another area by a new survey, while no certificate fixes it; within its whole and not below its parts."""
    row = Parcel.objects.select_for_update(no_key=True).get(pk=parcel.pk)
    require(may.can_keep_property(by, row.division_code))
    if row.state not in (Parcel.State.UNRESOLVED, Parcel.State.IN_PROCESS, Parcel.State.DISPUTED):
        raise Conflict(_("已办证的面积不能改。证书有变更的，先转为有争议，再按新证登记。"), current=row)
    faults = _area_faults(_held_whole(row.whole), mu, row.pk)
    if mu < sum(part.mu for part in row.parts.all()):
        faults.append(Violation("part_within_whole", _("各部分面积之和不能超过整块地的面积。请核对亩数。"), "R-C08", "mu"))
    if not document.strip() or happened_on > on:
        faults.append(Violation("document", _("写明依据的文件；日期不能晚于今天。"), "R-C08", "document"))
    if faults:
        raise RuleViolated(faults)
    before, row.mu, row.version = row.mu, mu, row.version + 1
    row.save()
    happened(row, EVENT.MEASURED, happened_on, row.state, document, by)
    audit.record(by=by, action="collective.remeasure_parcel", thing=row, before={"mu": before}, after={"mu": mu}, reason=document)
    return row


@transaction.atomic
def register_asset(
    *, division_code: str, title: str, category: str, place: str, acquired_on: dt.date, original_value: Decimal, document: str, by: Actor, on: dt.date,
    state: str = Asset.State.IDLE, facility: str = "", quantity: Decimal | None = None,
) -> Asset:  # fmt: skip
    """An asset with its original value (yuan, exact to the cent) and the paper it came by; a public facility with its kind and number."""
    require(may.can_keep_property(by, division_code))
    needed = (("title", _("写明资产名称。"), title), ("place", _("写明存放地点。"), place), ("document", _("写明依据的文件。"), document))
    faults = [Violation(name, said, "R-C08", name) for name, said, value in needed if not value.strip()]
    if original_value < 0 or original_value != half_up(original_value):
        faults.append(Violation("original_value", _("原值不能小于零，最多两位小数。"), "R-C08", "original_value"))
    if acquired_on > on or state not in (Asset.State.IDLE, Asset.State.OWN_USE):
        faults.append(Violation("acquired_on", _("取得日期不能晚于今天；登记时是闲置或自用。"), "R-C08", "acquired_on"))
    faults += facility_faults(facility, quantity)
    if division_code.endswith("000"):
        faults.append(Violation("division", _("资产按村（社区）登记。请选择村（社区）。"), "R-C08", "division"))
    if faults:
        raise RuleViolated(faults)
    row = Asset.objects.create(
        division_code=division_code, number=numbers.next_number(numbers.ASSET, division_code, on.year), title=title.strip(), category=category, place=place.strip(), acquired_on=acquired_on,
        original_value=half_up(original_value), document=document.strip(), state=state, registered_on=on, registered_by=by.login, facility=facility, quantity=quantity,
    )  # fmt: skip
    happened(row, EVENT.REGISTERED, on, "", document, by)
    audit.record(by=by, action="collective.register_asset", thing=row, after=audit.snapshot(row, "original_value", "category", "facility", "quantity"), reason=document)
    return row


@transaction.atomic
def count_facility(*, asset: Asset, facility: str, quantity: Decimal, counted_on: dt.date, document: str, by: Actor, on: dt.date) -> Asset:
    """What kind of public facility an asset is and how much of it there is now; forms read it from here and ask nobody."""
    row = Asset.objects.select_for_update(no_key=True).get(pk=asset.pk)
    require(may.can_keep_property(by, row.division_code))
    if row.state in Asset.GONE:
        raise Conflict(_("资产现在是“%(state)s”，不能再登记数量。") % {"state": row.get_state_display()}, current=row)
    faults = facility_faults(facility, quantity, needed=True)
    if not document.strip() or counted_on > on:
        faults.append(Violation("document", _("写明依据的文件；日期不能晚于今天。"), "R-C08", "document"))
    if faults:
        raise RuleViolated(faults)
    before = audit.snapshot(row, "facility", "quantity")
    row.facility, row.quantity, row.version = facility, quantity, row.version + 1
    row.save()
    happened(row, EVENT.COUNTED, counted_on, row.state, document, by)
    audit.record(by=by, action="collective.count_facility", thing=row, before=before, after=audit.snapshot(row, "facility", "quantity"), reason=document)
    return row


@transaction.atomic
def move_asset(*, asset: Asset, state: str, document: str, by: Actor, on: dt.date, words: str = "") -> Asset:
    """Idle or in own use. Leased it gets by a lease, disposed of by a certificate."""
    row = Asset.objects.select_for_update(no_key=True).get(pk=asset.pk)
    require(may.can_keep_property(by, row.division_code))
    if state not in ASSET_MOVES[row.state] or state not in (Asset.State.IDLE, Asset.State.OWN_USE) or row.leases.filter(state="running").exists():
        raise Conflict(_("资产现在是“%(state)s”，不能这样改变。") % {"state": row.get_state_display()}, current=row)
    if not document.strip():
        raise violated("document", _("写明依据的文件。"), "R-C08", "document")
    was, row.state, row.version = row.state, state, row.version + 1
    row.save()
    happened(row, EVENT.MOVED, on, was, document, by, words)
    audit.record(by=by, action="collective.move_asset", thing=row, before={"state": was}, after={"state": state}, reason=document)
    return row


@transaction.atomic
def dispose_asset(*, asset: Asset, certificate: Certificate, way: str, price: Decimal, to: str, document: str, by: Actor, on: dt.date) -> Asset:
    """The asset sold, scrapped or handed over: on a certificate that decides it, never below the price decided (R-C06)."""
    row = Asset.objects.select_for_update(no_key=True).get(pk=asset.pk)
    require(may.can_keep_property(by, row.division_code))
    if Asset.State.DISPOSED not in ASSET_MOVES[row.state]:
        raise Conflict(_("资产现在是“%(state)s”，不能处置。出租中的先结束合同。") % {"state": row.get_state_display()}, current=row)
    faults = certificate_faults(certificate, row.division_code, on, DISPOSAL_KINDS)
    faults += price_faults(price, certificate)
    if Asset.objects.filter(disposal_certificate=certificate).exists() or certificate.contracts.exclude(state="withdrawn").exists():
        faults.append(Violation("used", _("这份决策凭证已经用过。一份凭证只能办一件事。"), "R-D03", "certificate"))
    if not document.strip():
        faults.append(Violation("document", _("写明依据的文件。"), "R-C08", "document"))
    if faults:
        raise RuleViolated(faults)
    was, row.state, row.disposed_on, row.disposal_way = row.state, Asset.State.DISPOSED, on, way
    row.disposal_price, row.disposal_to, row.disposal_certificate, row.version = half_up(price), to.strip(), certificate, row.version + 1
    row.save()
    happened(row, EVENT.DISPOSED, on, was, document, by, to)
    audit.record(by=by, action="collective.dispose_asset", thing=row, before={"state": was}, after={"way": way, "price": row.disposal_price, "certificate": certificate.number}, reason=document)
    return row


@transaction.atomic
def strike_asset(*, asset: Asset, reason: str, by: Actor, on: dt.date) -> Asset:
    """An asset that was registered by mistake, struck out with the reason: it counts nowhere, keeps number and history, and never comes back.

    Not what was ever leased: that is no slip of the pen, it goes by a certificate.
    """
    row = Asset.objects.select_for_update(no_key=True).get(pk=asset.pk)
    require(may.can_keep_property(by, row.division_code))
    if Asset.State.STRUCK not in ASSET_MOVES[row.state] or row.leases.exists():
        raise Conflict(_("资产出租过或者已经处置，不能撤销登记。不再使用的，凭决策凭证处置。"), current=row)
    if not reason.strip():
        raise violated("reason", _("写明登记错在哪里。"), "R-C08", "reason")
    before = {"state": row.state}
    strike_out(row, reason, by, on)
    audit.record(by=by, action="collective.strike_asset", thing=row, before=before, after={"state": row.state}, reason=reason)
    return row


@transaction.atomic
def record_inventory(*, division_code: str, year: int, counted_on: dt.date, document: str, by: Actor, on: dt.date, differences: str = "", facilities: bool = False) -> Inventory:
    """The year's inventory: what the registers hold on the day, and what was found to differ. Once a year.

    ``facilities``: public facilities were gone through kind by kind; what is not in the register is none.
    """
    require(may.can_keep_property(by, division_code))
    faults = []
    if Inventory.objects.filter(division_code=division_code, year=year).exists():
        faults.append(Violation("exists", _("这一年已经登记过清查。"), "R-C08", "year"))
    if counted_on > on or counted_on.year != year or not document.strip():
        faults.append(Violation("counted_on", _("清查日期在这一年里、不晚于今天，并写明报告文件。"), "R-C08", "counted_on"))
    if faults:
        raise RuleViolated(faults)
    row = Inventory.objects.create(
        division_code=division_code, year=year, counted_on=counted_on, assets=Asset.objects.filter(division_code=division_code).exclude(state__in=Asset.GONE).count(),
        parcels=Parcel.objects.filter(division_code=division_code).count(), facilities=Asset.Facility.values if facilities else [],
        differences=differences.strip(), document=document.strip(), recorded_by=by.login,
    )  # fmt: skip
    audit.record(by=by, action="collective.record_inventory", thing=row, after=audit.snapshot(row, "assets", "parcels", "facilities", "differences"), reason=document)
    return row
