"""The rows of a person's overview, masked but for a field that was just revealed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from qianxian.foundation.masks import mask_phone
from qianxian.people.models import Person
from qianxian.people.queries import age_on


def overview_rows(person: Person, on: dt.date, revealed: tuple[str, str] | None) -> list[dict[str, Any]]:
    """Label and value for ``c-kv``; an empty value reads 未填报."""
    open_field, open_value = revealed or ("", "")

    def value(field: str, masked: str) -> str:
        return open_value if field == open_field else masked

    rows = [
        {"label": _("性别"), "value": person.get_sex_display()},
        {
            "label": _("出生日期"),
            "value": _("%(day)s（%(age)d 岁）") % {"day": person.birth_date, "age": age_on(person, person.died_on or on)},
        },
        {"label": person.get_identity_kind_display(), "value": value("identity", person.identity_masked)},
        {"label": _("民族"), "value": person.ethnicity},
        {"label": _("学历"), "value": person.education},
        {"label": _("手机"), "value": value("mobile", mask_phone(person.mobile))},
        {"label": _("住址"), "value": person.address},
        {"label": _("开户银行"), "value": person.bank_name},
        {"label": _("银行账号"), "value": value("account", person.account_masked)},
    ]
    if person.access_need != Person.AccessNeed.NONE:
        rows.append({"label": _("需要的照顾"), "value": person.get_access_need_display()})
    if person.died_on:
        rows.append({"label": _("去世日期"), "value": person.died_on})
    return rows
