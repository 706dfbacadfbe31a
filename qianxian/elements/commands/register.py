"""The register of data elements: a new one, a changed one. None is deleted; a second one for the same question is merged."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from qianxian.elements.judging import faults_of
from qianxian.elements.models import DataElement
from qianxian.elements.permissions import can_keep_elements
from qianxian.elements.readers import reader_of
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import RuleViolated, Violation
from qianxian.foundation.verdict import require

SAID = ("code", "name", "definition", "subject", "kind", "unit", "owner", "legal_basis", "validity_months", "lives", "private")
CHANGED = ("name", "definition", "unit", "owner", "legal_basis", "validity_months", "private")


@transaction.atomic
def register_element(
    *, code: str, name: str, definition: str, kind: str, owner: str, legal_basis: str, by: Actor, unit: str = "", validity_months: int = 12, private: bool = False,
) -> DataElement:  # fmt: skip
    """A new element; its subject is the first part of its code, and whether it lives in a room follows from the readers."""
    require(can_keep_elements(by))
    code = code.strip()
    said = {
        "code": code, "name": name.strip(), "definition": definition.strip(), "subject": code.split(".")[0], "kind": kind, "unit": unit.strip(), "owner": owner,
        "legal_basis": legal_basis.strip(), "validity_months": validity_months, "lives": reader_of(code) is not None, "private": private,
    }  # fmt: skip
    faults = faults_of(said)
    if DataElement.objects.filter(code=code).exists():
        faults.append(Violation("code", _("这个编号已有数据元。"), "", "code"))
    if DataElement.objects.filter(name=said["name"], subject=said["subject"]).exists():
        faults.append(Violation("name", _("同一对象已有同名的数据元，直接用它，不要再登记一项。"), "", "name"))
    if faults:
        raise RuleViolated(faults)
    made = DataElement.objects.create(**said)
    audit.record(by=by, action="elements.register_element", thing=made, division_code=by.county_code, after=audit.snapshot(made, *SAID))
    return made


@transaction.atomic
def change_element(
    *, element: DataElement, name: str, definition: str, owner: str, legal_basis: str, by: Actor, unit: str = "", validity_months: int = 12, private: bool = False,
) -> DataElement:  # fmt: skip
    """What an element means, said better; its code, subject and kind stay, for forms and answers rest on them."""
    row = DataElement.objects.select_for_update().get(pk=element.pk)
    require(can_keep_elements(by))
    before = audit.snapshot(row, *SAID)
    said = {"name": name.strip(), "definition": definition.strip(), "unit": unit.strip(), "owner": owner, "legal_basis": legal_basis.strip(),
            "validity_months": validity_months, "private": private}  # fmt: skip
    if faults := faults_of(before | said):
        raise RuleViolated(faults)
    for key, value in said.items():
        setattr(row, key, value)
    row.version += 1
    row.save()
    audit.record(by=by, action="elements.change_element", thing=row, division_code=by.county_code, before=before, after=audit.snapshot(row, *SAID))
    return row
