"""Forms of the room: the register, tasks, a unit's form, reports."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from qianxian.elements.models import AskedBefore, CollectionTask, DataElement, Question
from qianxian.portal.forms import ANY, CHOOSE, ChosenForm


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


class TaskFilter(ChosenForm):
    """Find tasks."""

    first = ANY
    words = forms.CharField(label=_("名称"), required=False, max_length=60)
    state = forms.ChoiceField(label=_("状态"), required=False, choices=[ANY, *CollectionTask.State.choices])
    month = forms.CharField(label=_("下发的月份"), required=False, max_length=7, help_text=_("例如 2019-12"))
    issuer = forms.ChoiceField(label=_("谁在要"), required=False)


class TaskChangeForm(ChosenForm):
    """What a task says of itself."""

    title = forms.CharField(label=_("名称"), max_length=80)
    purpose = forms.CharField(label=_("用途"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}), help_text=_("填报的人看得到：为什么要、用在哪里"))
    basis = forms.CharField(label=_("依据"), max_length=200)
    due_on = forms.DateField(label=_("截止日期"), widget=forms.DateInput())
    minutes = forms.IntegerField(label=_("每个单位预计要填几分钟"), min_value=1, max_value=600)


class TaskForm(TaskChangeForm):
    """A new task."""

    asks = forms.ChoiceField(label=_("问谁"), choices=CollectionTask.Asks.choices)
    places = forms.MultipleChoiceField(label=_("填报单位"), widget=forms.SelectMultiple(attrs={"size": 8}), help_text=_("可以选镇（街道），就是它的全部村（社区）"))


class QuestionForm(ChosenForm):
    """One more question."""

    element = forms.ChoiceField(label=_("数据元"))
    mark = forms.ChoiceField(label=_("问法"), choices=Question.Mark.choices, help_text=_("核对：已有的直接显示，没有的才问；新问：都没有掌握的"))


class IssueForm(forms.Form):
    """The reason, where the task goes over the budget."""

    budget_reason = forms.CharField(label=_("超出预算的原因"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("原因"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class WordsForm(forms.Form):
    """In one's own words."""

    words = forms.CharField(label=_("说明"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class ReplyForm(ChosenForm):
    """The owner's reply."""

    reply = forms.ChoiceField(label=_("答复"), choices=[CHOOSE, *AskedBefore.Reply.choices])
    merged_into = forms.ChoiceField(label=_("并入哪一项"), required=False)
    words = forms.CharField(label=_("说明"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class FillForm(forms.Form):
    """What is missing of a unit, one field per element, by its kind; ``register`` carries what is told of elements that live in a register."""

    WIDGETS: ClassVar[dict[str, Any]] = {"number": {"inputmode": "numeric"}, "decimal": {"inputmode": "decimal"}}

    def __init__(self, *args: Any, elements: list[DataElement], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for element in elements:
            self.fields[element.code] = self._field(element)

    def _field(self, element: DataElement) -> forms.Field:
        label = f"{element.name}（{element.unit}）" if element.unit else element.name
        if element.kind == DataElement.Kind.YES_NO:
            return forms.ChoiceField(label=label, required=False, choices=[CHOOSE, ("是", _("是")), ("否", _("否"))], help_text=element.definition)
        widget = forms.DateInput() if element.kind == DataElement.Kind.DATE else forms.TextInput(attrs=self.WIDGETS.get(element.kind, {}))
        return forms.CharField(label=label, required=False, max_length=200, widget=widget, help_text=element.definition)


class ReportFilter(ChosenForm):
    """Find reports."""

    first = ANY
    place = forms.ChoiceField(label=_("镇（街道）或村（社区）"), required=False)
    reply = forms.ChoiceField(label=_("答复"), required=False, choices=[ANY, ("open", _("待答复")), *AskedBefore.Reply.choices])
    month = forms.CharField(label=_("下发的月份"), required=False, max_length=7, help_text=_("例如 2019-12"))


class TableForm(forms.Form):
    """A table that somebody wants filled."""

    file = forms.FileField(label=_("别人发来的表"),
                           help_text=_("Excel 或 WPS 表格（.xlsx、.xls），不超过 20 MB；要有一列「村名」「党组织」或「姓名」，其他列名和数据元一致；一村一表的，写明「村名」"),
                           widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls"}))  # fmt: skip
