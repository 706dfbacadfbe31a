"""The rules of this room asked with rows."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.utils.translation import gettext as _

from qianxian.collective.models import Asset, Parcel
from qianxian.collective.queries.leases import decided_by_assembly, related_to
from qianxian.collective.rules.property import fits_facility
from qianxian.contracts.models import Contract
from qianxian.decisions.models import Certificate
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import Violation
from qianxian.foundation.money import format_yuan
from qianxian.organisations.judging import ask, judged

__all__ = ["ask", "certificate_faults", "facility_faults", "judged", "lease_faults", "price_faults"]

LEASE_KINDS = ("collective_property", "land_market", "land_outsiders", "collective_project", "other")
DISPOSAL_KINDS, DISTRIBUTION_KINDS = ("collective_property",), ("collective_income",)


def certificate_faults(certificate: Certificate, place: str, day: dt.date, kinds: tuple[str, ...]) -> list[Violation]:
    """Whether a certificate is the village's, in force on the day, and decides a matter of the kind for the collective or the village."""
    if certificate.division_code != place or certificate.issued_on > day or not certificate.in_force(day):
        return [Violation("certificate", _("要有本村（社区）事先作出、当天有效的决策凭证。请先办理决策事项。"), "R-D03", "certificate")]
    if certificate.matter.kind not in kinds or certificate.unit not in ("collective", "village"):
        return [Violation("certificate", _("决策凭证决定的不是这类事项，或者是另一个单位的。请换用决定这件事的凭证。"), "R-D03", "certificate")]
    return []


def facility_faults(facility: str, quantity: Decimal | None, *, needed: bool = False) -> list[Violation]:
    """Whether kind and number of a public facility fit each other; neither is asked of another asset."""
    if not facility and quantity is None and not needed:
        return []
    if not facility or quantity is None:
        return [Violation("facility", _("公共设施要写明种类和数量；不是公共设施的，两项都不填。"), "R-C08", "quantity" if facility else "facility")]
    if not fits_facility(facility, quantity):
        return [Violation("quantity", _("数量不能小于零。公里、平方米最多两位小数，其他填整数。"), "R-C08", "quantity")]
    return []


def lease_faults(thing: Parcel | Asset, contract: Contract, *, total: Decimal, first_day: dt.date, last_day: dt.date, platform_no: str, day: dt.date, by: Actor) -> list[Violation]:
    """Everything R-C06, R-C08 and the certificate say against a lease: its body and kind, its price, its platform, who is near to whom."""
    if contract.basis == Contract.Basis.EXISTING:
        return []
    if contract.certificate is None:
        return [Violation("certificate", _("要有本村（社区）事先作出、当天有效的决策凭证。请先办理决策事项。"), "R-D03", "certificate")]
    certificate = contract.certificate
    faults = certificate_faults(certificate, thing.division_code, day, LEASE_KINDS)
    assembly = decided_by_assembly(certificate) and certificate.matter.kind != "other"
    mu = thing.mu if isinstance(thing, Parcel) else Decimal(0)
    facts = {"lease_mu": mu, "lease_total": total, "first_day": first_day, "last_day": last_day, "platform_no": platform_no, "assembly": assembly}
    faults += judged("R-C08", day, facts, "certificate")[0]
    near = related_to(by, contract, day)
    told = judged("R-C06", day, {"act": "contract", "relation": near.relation, "recused": near.recused}, "counterparty")[0]
    hint = _("只是同名的，请村务监督委员会先登记同名说明。") if near.namesake else ""
    faults += [Violation(one.code, f"{one.message}{hint}", one.source, one.field) for one in told]
    return faults + price_faults(total, certificate)


def price_faults(price: Decimal, certificate: Certificate) -> list[Violation]:
    """Nothing of the collective's goes below the price decided (R-C06: no disposal at a low price)."""
    if price >= certificate.amount_limit:
        return []
    told = _("价款 %(price)s 元，低于决议的 %(least)s 元；不能低价处置集体资产。") % {"price": format_yuan(price), "least": format_yuan(certificate.amount_limit)}
    return [Violation("low_price", told, "R-C06", "total")]
