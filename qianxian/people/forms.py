"""Forms of persons."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from qianxian.people.commands import REVEALABLE
from qianxian.people.models import Person

FIELD_WORDS = {"identity": _("身份证号码"), "mobile": _("手机号码"), "account": _("银行账号")}


class PersonFilter(forms.Form):
    """The query form of the list of persons. Identity numbers are looked for by POST alone: addresses end in logs."""

    q = forms.CharField(label=_("姓名或拼音首字母"), required=False)
    place = forms.ChoiceField(label=_("镇（街道）、村（社区）"), required=False)
    sex = forms.ChoiceField(label=_("性别"), required=False, choices=[("", _("不限")), *Person.Sex.choices])

    def __init__(self, *args, places, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [("", _("不限")), *places]


class FindForm(forms.Form):
    """Find one person by identity number."""

    number = forms.CharField(label=_("按身份证号码查"), max_length=30, help_text=_("18 位，可以带空格"),
                             widget=forms.TextInput(attrs={"autocomplete": "off", "data-secret": "1"}))  # fmt: skip


class PersonForm(forms.Form):
    """What a person's record holds; sealed numbers are typed anew or left alone."""

    name = forms.CharField(label=_("姓名"), max_length=60)
    sex = forms.ChoiceField(label=_("性别"), choices=Person.Sex.choices, widget=forms.RadioSelect)
    birth_date = forms.DateField(label=_("出生日期"), widget=forms.DateInput())
    identity_kind = forms.ChoiceField(label=_("证件类别"), choices=Person.IdentityKind.choices)
    identity_number = forms.CharField(label=_("证件号码"), required=False, max_length=30, help_text=_("不改就空着"),
                                      widget=forms.TextInput(attrs={"autocomplete": "off", "data-secret": "1"}))  # fmt: skip
    ethnicity = forms.CharField(label=_("民族"), required=False, max_length=20)
    education = forms.CharField(label=_("学历"), required=False, max_length=20)
    mobile = forms.CharField(
        label=_("手机号码"), required=False, max_length=20, widget=forms.TextInput(attrs={"type": "tel", "inputmode": "numeric"})
    )
    address = forms.CharField(label=_("住址"), required=False, max_length=120)
    bank_name = forms.CharField(label=_("开户银行"), required=False, max_length=60)
    bank_account = forms.CharField(label=_("银行账号"), required=False, max_length=30, help_text=_("由中心发工资的填；不改就空着"),
                                   widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric", "data-secret": "1"}))  # fmt: skip
    access_need = forms.ChoiceField(label=_("需要的照顾"), choices=Person.AccessNeed.choices, help_text=_("不记病情"))


class RegisterForm(PersonForm):
    """A new person of a place."""

    field_order = ["division_code"]
    division_code = forms.ChoiceField(label=_("所在地"))

    def __init__(self, *args, places, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["division_code"].choices = [("", _("请选一个地方")), *places]
        self.fields["identity_number"].help_text = _("18 位身份证号码，最后一位可以是 X")
        self.fields["bank_account"].help_text = _("由中心发工资的填")


class CorrectForm(PersonForm):
    """A correction: only what was changed is sent on, with the reason and the version that was read."""

    reason = forms.CharField(
        label=_("更正理由"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}), help_text=_("至少 6 个字，例如「按户口簿核对」")
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def changes(self) -> dict:
        """The columns whose value differs from the record's; blank sealed numbers are left alone."""
        sealed = ("identity_number", "bank_account")
        clean = {k: v for k, v in self.cleaned_data.items() if k not in ("reason", "version")}
        return {k: v for k, v in clean.items() if (v if k in sealed else self.initial.get(k) != v)}


class MergeForm(forms.Form):
    """Which record is the double of this one."""

    doubled = forms.ModelChoiceField(
        label=_("重复的档案"), queryset=Person.objects.none(), to_field_name="uuid", empty_label=_("请选一份档案")
    )
    reason = forms.CharField(
        label=_("为什么是同一人"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}), help_text=_("至少 6 个字")
    )

    def __init__(self, *args, candidates, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["doubled"].queryset = candidates
        self.fields["doubled"].label_from_instance = lambda p: f"{p.name}　{p.birth_date}　{p.identity_masked}"


class RevealForm(forms.Form):
    """Why the full value is needed."""

    field = forms.ChoiceField(label=_("要看的内容"), choices=[(f, FIELD_WORDS[f]) for f in REVEALABLE], widget=forms.RadioSelect)
    reason = forms.CharField(label=_("用途"), max_length=200, help_text=_("至少 6 个字，例如「核对工资账号」；记入日志"))
