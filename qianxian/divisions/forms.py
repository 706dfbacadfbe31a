"""Numbers of a place, its new name, its merger."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class PopulationForm(forms.Form):
    """户籍 and 常住 are asked apart: staffing reads the resident number."""

    year = forms.IntegerField(label=_("年度"), min_value=1990, max_value=2199)
    registered = forms.IntegerField(label=_("户籍人口（人）"), min_value=0, required=False)
    resident = forms.IntegerField(label=_("常住人口（人）"), min_value=0, required=False, help_text=_("住满六个月的人，岗位按它核定"))
    households = forms.IntegerField(label=_("户数（户）"), min_value=0, required=False)
    age60_plus = forms.IntegerField(label=_("60 岁以上（人）"), min_value=0, required=False)
    source = forms.CharField(label=_("数字来源"), max_length=200)


class RenameForm(forms.Form):
    """A new official name from a day on."""

    official_name = forms.CharField(label=_("新的全称"), max_length=60)
    document = forms.CharField(label=_("批文"), max_length=200)
    on = forms.DateField(label=_("自哪一天起"), widget=forms.DateInput(attrs={"type": "date"}))


class MergeForm(forms.Form):
    """This place goes up in another."""

    into_code = forms.CharField(label=_("并入哪里（12 位代码）"), min_length=12, max_length=12)
    document = forms.CharField(label=_("批文"), max_length=200)
    on = forms.DateField(label=_("自哪一天起"), widget=forms.DateInput(attrs={"type": "date"}))
