"""Forms of the register of data elements."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qianxian.elements.models import DataElement
from qianxian.portal.forms import ANY, CHOOSE


class ElementFilter(forms.Form):
    """Find elements."""

    words = forms.CharField(label=_("名称、编号或含义"), required=False, max_length=60)
    subject = forms.ChoiceField(label=_("对象"), required=False, choices=[ANY, *DataElement.Subject.choices])
    owner = forms.ChoiceField(label=_("归口单位"), required=False, choices=[ANY, *DataElement.Owner.choices])
    lives = forms.ChoiceField(label=_("存在哪里"), required=False, choices=[ANY, ("yes", _("台账已有")), ("no", _("填报一次"))])


class ElementForm(forms.Form):
    """A new element."""

    code = forms.CharField(label=_("编号"), max_length=60, help_text=_("对象、一点、小写字母和下划线，例如 village.street_lights"))
    name = forms.CharField(label=_("名称"), max_length=60)
    definition = forms.CharField(label=_("含义"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}), help_text=_("写清算什么、不算什么"))
    kind = forms.ChoiceField(label=_("类型"), choices=[CHOOSE, *DataElement.Kind.choices])
    unit = forms.CharField(label=_("单位"), max_length=12, required=False)
    owner = forms.ChoiceField(label=_("归口单位"), choices=[CHOOSE, *DataElement.Owner.choices])
    legal_basis = forms.CharField(label=_("依据"), max_length=200)
    validity_months = forms.IntegerField(label=_("有效期（月）"), min_value=1, max_value=120, initial=12, help_text=_("有效期内不再问"))
    private = forms.BooleanField(label=_("是个人信息"), required=False)


class ElementChangeForm(ElementForm):
    """What an element means, said better; its code and kind stay."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["code"], self.fields["kind"]
