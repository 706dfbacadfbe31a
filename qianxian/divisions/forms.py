"""Forms of the map and its numbers."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

LEVELS = [("national", _("国家")), ("province", _("省")), ("city", _("市")), ("district", _("区"))]
KINDS = [
    ("key_difficult", _("重点难点村")),
    ("weak_org", _("软弱涣散党组织所在村")),
    ("demo_village", _("示范村")),
    ("red_village", _("红色村")),
]


class DivisionFilter(forms.Form):
    """The query form of the list of places."""

    q = forms.CharField(label=_("名称、拼音首字母或代码"), required=False)
    kind = forms.ChoiceField(
        label=_("类别"),
        required=False,
        choices=[
            ("", _("不限")),
            ("town", _("镇")),
            ("subdistrict", _("街道")),
            ("village", _("村")),
            ("community", _("社区")),
            ("zone", _("开发区（非村）")),
        ],
    )
    place = forms.ChoiceField(label=_("镇（街道）"), required=False)

    def __init__(self, *args, places, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [("", _("不限")), *places]


class PopulationForm(forms.Form):
    """One year's numbers of a place."""

    year = forms.IntegerField(label=_("年份"), min_value=1949)
    resident = forms.IntegerField(label=_("常住人口（人）"), required=False, min_value=0, help_text=_("居住满 6 个月；岗位核定看这个数"))
    registered = forms.IntegerField(label=_("户籍人口（人）"), required=False, min_value=0)
    households = forms.IntegerField(label=_("户数"), required=False, min_value=0)
    age60_plus = forms.IntegerField(label=_("60 岁以上（人）"), required=False, min_value=0)
    income_per_head = forms.IntegerField(label=_("人均可支配收入（元）"), required=False, min_value=0, help_text=_("统计部门公布的当年数，取整"))
    source = forms.CharField(label=_("出处"), max_length=200, help_text=_("例如统计年报的名称和页码"))
    reason = forms.CharField(label=_("更正理由"), required=False, max_length=300, help_text=_("只在更正已审核的数字时填"))


class RenameForm(forms.Form):
    """A new official name by document."""

    official_name = forms.CharField(label=_("新的正式名称"), max_length=60, help_text=_("例如 八甲村委会"))
    document = forms.CharField(label=_("批文名称和文号"), max_length=200)
    on = forms.DateField(label=_("起用日期"), widget=forms.DateInput())


class MergeForm(forms.Form):
    """Which places go up in another."""

    codes = forms.MultipleChoiceField(label=_("并入的地方"), widget=forms.SelectMultiple(attrs={"size": 10}))
    into_code = forms.ChoiceField(label=_("并入到"))
    document = forms.CharField(label=_("批文名称和文号"), max_length=200)
    on = forms.DateField(label=_("起用日期"), widget=forms.DateInput())

    def __init__(self, *args, places, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["codes"].choices = places
        self.fields["into_code"].choices = [("", _("请选一个地方")), *places]


class DesignationForm(forms.Form):
    """A title or listing."""

    kind = forms.ChoiceField(label=_("称号或类别"), choices=KINDS)
    level = forms.ChoiceField(label=_("级别"), choices=LEVELS)
    starts_on = forms.DateField(label=_("起始日期"), widget=forms.DateInput())
    ends_on = forms.DateField(label=_("最后一天"), required=False, widget=forms.DateInput(), help_text=_("仍有效的不填"))
    document = forms.CharField(label=_("文号"), required=False, max_length=200)
