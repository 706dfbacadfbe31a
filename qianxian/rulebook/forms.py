"""The form of a rule, made from its registration, and the form of a setting."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from qianxian.foundation.rulebook import Input, RuleVersion
from qianxian.rulebook.queries import known_keys


def _label(item: Input) -> str:
    name = item.label_en if (get_language() or "").startswith("en") else item.label
    return with_unit(name, item.unit)


def with_unit(name: str, unit: str) -> str:
    """人数（人）; in English: people (persons)."""
    return gettext("%(name)s（%(unit)s）") % {"name": name, "unit": gettext(unit)} if unit else name


def _field(item: Input, held: Any = None) -> forms.Field:
    shared: dict[str, Any] = {"label": _label(item), "required": item.required, "help_text": gettext(item.hint) if item.hint else ""}
    if (first := item.default if held is None else held) is not None and item.type not in ("list", "period", "votes"):
        shared["initial"] = first
    match item.type:
        case "int":
            return forms.IntegerField(**shared, min_value=item.minimum)
        case "bool":
            shared["required"] = False
            return forms.BooleanField(**shared)
        case "date":
            return forms.DateField(**shared, widget=forms.DateInput(attrs={"type": "date"}))
        case "enum":
            return forms.ChoiceField(**shared, choices=[*([] if item.required else [("", "—")]), *((code, gettext(word)) for code, word in item.choices)])
        case "list":
            shared["help_text"] = shared["help_text"] or _("一行一项；有多个栏目的用 JSON 写。")
            return forms.CharField(**shared, widget=forms.Textarea(attrs={"rows": 4}))
        case "votes":
            shared["help_text"] = shared["help_text"] or _("一行一人，先写姓名，后写票数，例如：张三 70。")
            return forms.CharField(**shared, widget=forms.Textarea(attrs={"rows": 6}))
        case _:
            return forms.CharField(**shared)


def rule_form(version: RuleVersion, held: dict[str, Any], data: Any = None) -> forms.Form:
    """A form with one field per input of the rule; ``held`` are the county's settings of the day, filled in already."""
    fields = {item.name: _field(item, held.get(item.setting)) for item in version.inputs}
    return type("RuleForm", (forms.Form,), fields)(data, prefix="in")


def rule_inputs(version: RuleVersion, cleaned: dict[str, Any]) -> dict[str, Any]:
    """What the person filled in, as ``evaluate`` takes it; empty fields are left to the rule's defaults."""
    given = {}
    for item in version.inputs:
        value = cleaned.get(item.name)
        if value is None or value == "":
            continue
        given[item.name] = _listed(value) if item.type == "list" else _counted(value) if item.type == "votes" else value
    return given


def _listed(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return [line.strip() for line in text.splitlines() if line.strip()]


def _counted(text: str) -> Any:
    """Name → count from lines "张三 70"; JSON as it is. What cannot be read goes on as text, and the rule's input says what to write."""
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        lines = [line.replace("：", " ").replace(":", " ").split() for line in text.splitlines() if line.strip()]
    names = [" ".join(line[:-1]) for line in lines]
    if any(len(line) < 2 for line in lines) or len(set(names)) < len(names):
        return text
    return dict(zip(names, (line[-1] for line in lines), strict=True))


class SettingForm(forms.Form):
    """A new dated value of a key, with the document it rests on."""

    value = forms.CharField(label=_("取值"), widget=forms.Textarea(attrs={"rows": 3}))
    valid_from = forms.DateField(label=_("自哪一天起"), widget=forms.DateInput(attrs={"type": "date"}))
    source_document = forms.CharField(label=_("依据文件（名称和文号）"), max_length=300)
    published_on = forms.DateField(label=_("公布日期"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    note = forms.CharField(label=_("说明"), max_length=300, required=False)

    def __init__(self, *args: Any, key: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = known_keys()[key].kind
        if self.kind not in ("decimals", "rows", "threshold", "list"):
            self.fields["value"].widget = forms.TextInput()
        else:
            self.fields["value"].help_text = _("按 JSON 填写，格式照下面现行取值。")

    def clean_value(self) -> Any:
        """The value as JSON holds it; a wrong type is told in plain words."""
        text = self.cleaned_data["value"].strip()
        if self.kind in ("decimal", "text"):
            return text
        if self.kind == "bool":
            return text in ("true", "True", "是", "1")
        try:
            return json.loads(text)
        except json.JSONDecodeError as unfit:
            raise forms.ValidationError(_("格式不对：照现行取值的样子填写。")) from unfit


class DropForm(forms.Form):
    """Why a proposed value is not taken."""

    reason = forms.CharField(label=_("不采用的原因"), max_length=300)
