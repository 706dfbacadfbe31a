"""Forms of the catalogue."""

from __future__ import annotations

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from qianxian.portal.forms import ANY
from qianxian.services.models import ServiceItem


class ItemFilter(forms.Form):
    """Find items."""

    words = forms.CharField(label=_("事项、编号或依据"), required=False, max_length=60)
    category = forms.ChoiceField(label=_("类别"), required=False, choices=[ANY, *ServiceItem.Category.choices])
    handled_by = forms.ChoiceField(label=_("由哪级办结"), required=False, choices=[ANY, *ServiceItem.HandledBy.choices])


class ItemForm(forms.ModelForm):
    """A new item or a new version: what stands in it, and from which day."""

    materials = forms.CharField(label=_("材料（一行一项）"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    first_day = forms.DateField(label=_("从哪天起用"), widget=forms.DateInput())

    class Meta:
        model = ServiceItem
        fields = (
            "code", "name", "category", "law", "who", "materials", "limit_days", "fee", "fee_law", "handled_by", "department", "village_step", "link_title",
            "link", "form_name", "proof", "checked",
        )  # fmt: skip
        labels = {
            "code": _("事项编号"), "name": _("事项名称"), "category": _("类别"), "law": _("依据"), "who": _("谁可以办"), "limit_days": _("办结期限（工作日）"),
            "fee": _("收费（元）"), "fee_law": _("收费依据"), "handled_by": _("由哪级办结"), "department": _("办结部门"), "village_step": _("村（社区）做什么"),
            "link_title": _("在哪个平台办"), "link": _("平台网址"), "form_name": _("表单"), "proof": _("要出具的证明"), "checked": _("依据和期限已核对"),
        }  # fmt: skip
        help_texts = {"code": _("两个大写字母、一横、三位数字，例如 SB-001"), "limit_days": _("当场办结填 0"), "proof": _("没有不填；有的要在准许清单内")}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fee"].required = False

    def clean_materials(self) -> list[str]:
        """One paper a line."""
        return [line.strip() for line in self.cleaned_data["materials"].splitlines() if line.strip()]

    def clean_fee(self) -> Decimal:
        """None asked is nothing."""
        return self.cleaned_data["fee"] or Decimal(0)

    def _post_clean(self) -> None:
        """The command judges; the model's own check would refuse a new version beside the one that it ends."""


class WithdrawForm(forms.Form):
    """The last day and the document that ends the item."""

    last_day = forms.DateField(label=_("最后一天"), widget=forms.DateInput())
    reason = forms.CharField(label=_("停用的依据"), max_length=200)
