"""Preparing a run, finding in it, and sending it back."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class PrepareForm(forms.Form):
    """Which year, and why the multiple may stay under three when it does."""

    year = forms.IntegerField(label=_("年度"), min_value=2019, max_value=2099)
    override_reason = forms.CharField(label=_("倍数低于 3 倍的理由"), max_length=300, required=False)


class ReasonForm(forms.Form):
    """What has to be mended, or why a run is withdrawn."""

    reason = forms.CharField(label=_("写明要改什么"), max_length=300)


class SlipFilter(forms.Form):
    """Find slips of a run."""

    name = forms.CharField(label=_("姓名"), required=False)
    place = forms.ChoiceField(label=_("镇（街道）"), required=False)

    def __init__(self, *args, places: list[tuple[str, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [("", _("不限")), *places]
