"""Forms of the centre register."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from qianxian.centres.models import CentreFunction, DutyTurn, ServiceCentre
from qianxian.people.models import Person
from qianxian.portal.forms import ANY, CHOOSE


class CentreFilter(forms.Form):
    """Find centres."""

    name = forms.CharField(label=_("中心名称"), required=False)
    place = forms.ChoiceField(label=_("镇（街道）"), required=False)
    kind = forms.ChoiceField(label=_("类别"), required=False, choices=[ANY, *ServiceCentre.Kind.choices])

    def __init__(self, *args, places: list[tuple[str, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [ANY, *places]


class OpenForm(forms.Form):
    """A new centre or service point."""

    division_code = forms.ChoiceField(label=_("村（社区）"))
    name = forms.CharField(label=_("名称"), max_length=100)
    kind = forms.ChoiceField(label=_("类别"), choices=ServiceCentre.Kind.choices, help_text=_("一村一个中心；另设的登记为服务点"))
    opened_on = forms.DateField(label=_("启用日期"), widget=forms.DateInput())
    area_m2 = forms.DecimalField(label=_("面积（平方米）"), required=False, max_digits=8, decimal_places=2, min_value=0)
    windows = forms.IntegerField(label=_("窗口数"), required=False, min_value=0, max_value=200)
    opening_hours = forms.CharField(label=_("开放时间"), required=False, max_length=100)
    telephone = forms.CharField(label=_("电话"), required=False, max_length=30)
    address = forms.CharField(label=_("地址"), required=False, max_length=120)

    def __init__(self, *args, places: list[tuple[str, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["division_code"].choices = [CHOOSE, *places]

    def clean_windows(self) -> int:
        """No windows counted is none."""
        return self.cleaned_data["windows"] or 0


class ChangeForm(forms.ModelForm):
    """What may change of a centre."""

    class Meta:
        model = ServiceCentre
        fields = ("name", "area_m2", "windows", "opening_hours", "telephone", "address")
        labels = {
            "name": _("名称"),
            "area_m2": _("面积（平方米）"),
            "windows": _("窗口数"),
            "opening_hours": _("开放时间"),
            "telephone": _("电话"),
            "address": _("地址"),
        }


class CloseForm(forms.Form):
    """The last day of a centre."""

    last_day = forms.DateField(label=_("最后一天"), widget=forms.DateInput())
    document = forms.CharField(label=_("批准文件"), max_length=200)


class PlanForm(forms.Form):
    """The plan of a year; an exception needs its document."""

    year = forms.IntegerField(label=_("年度"), min_value=2019, max_value=2099)
    exception_posts = forms.IntegerField(label=_("超出核定的岗位数"), required=False, min_value=0, max_value=20, help_text=_("没有就不填"))
    exception_document = forms.CharField(label=_("批准文号（超出时填写）"), required=False, max_length=200)

    def clean_exception_posts(self) -> int:
        """None asked is none."""
        return self.cleaned_data["exception_posts"] or 0


class FunctionForm(forms.Form):
    """Which desk answers for a line of work, or where it was transferred to."""

    function = forms.ChoiceField(label=_("职能"), choices=[CHOOSE, *CentreFunction.Function.choices])
    way = forms.ChoiceField(label=_("由谁办理"), choices=[CHOOSE, *CentreFunction.Way.choices])
    desk = forms.CharField(label=_("负责窗口（本中心窗口办理时填写）"), required=False, max_length=40, help_text=_("例如「社保窗口」"))
    moved_to = forms.CharField(label=_("移交到哪里（移交时填写）"), required=False, max_length=100)
    document = forms.CharField(label=_("移交文件（移交时填写）"), required=False, max_length=200)
    first_day = forms.DateField(label=_("从哪天起"), widget=forms.DateInput())


class DutyForm(forms.Form):
    """Who is on duty at which time of the week. Only people who serve in the centre are offered."""

    person = forms.ChoiceField(label=_("值班人"))
    weekday = forms.TypedChoiceField(label=_("星期"), coerce=int, choices=DutyTurn.Weekday.choices)
    part = forms.ChoiceField(label=_("时段"), choices=DutyTurn.Part.choices)
    first_day = forms.DateField(label=_("从哪天起"), widget=forms.DateInput())
    last_day = forms.DateField(label=_("最后一天"), required=False, widget=forms.DateInput(), help_text=_("一直值下去的不填"))

    def __init__(self, *args, people: list[tuple[str, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [CHOOSE, *people]

    def clean_person(self) -> Person:
        """One of the centre's own people."""
        return Person.objects.get(uuid=self.cleaned_data["person"])


class EndForm(forms.Form):
    """The last day, counted."""

    last_day = forms.DateField(label=_("最后一天"), widget=forms.DateInput())
