"""Forms of cases. Every one works as a plain POST."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from qianxian.cases.models import Case, CaseOpinion, Holder, State
from qianxian.portal.forms import ANY, ChosenForm, KeyedForm
from qianxian.services.models import ServiceItem


def _listed(papers: list[str]) -> list[tuple[str, str]]:
    """Papers by their place in the list; their names are the catalogue's and stay Chinese."""
    return [(str(n), format_html('<span lang="zh-CN">{}</span>', paper)) for n, paper in enumerate(papers)]


def _words(label, length: int = 500, **more) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, widget=forms.Textarea(attrs={"rows": 3}), **more)


def _phone(**more) -> forms.CharField:
    return forms.CharField(label=_("联系电话"), max_length=20, widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}), **more)


class CaseFilter(ChosenForm):
    """Find cases."""

    first = ANY

    number = forms.CharField(label=_("编号或事项"), required=False, max_length=60)
    place = forms.ChoiceField(label=_("所在地"), required=False)
    state = forms.ChoiceField(label=_("进展"), required=False, choices=[ANY, *State.choices])
    holder = forms.ChoiceField(label=_("在谁手上"), required=False, choices=[ANY, *Holder.choices])
    late = forms.ChoiceField(label=_("期限"), required=False, choices=[ANY, ("1", _("只看过期的"))])


class ReceiveForm(KeyedForm):
    """A case at the window: who, and which papers are here."""

    division_code = forms.ChoiceField(label=_("村（社区）"))
    name = forms.CharField(label=_("申请人姓名"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    phone = _phone(required=False, help_text=_("用来联系和查进度，加密保存"))
    identity_number = forms.CharField(label=_("身份证号码"), max_length=30, required=False, help_text=_("只用来对上本人档案，不另外保存"),
                                      widget=forms.TextInput(attrs={"autocomplete": "off", "data-secret": "1"}))  # fmt: skip
    channel = forms.ChoiceField(label=_("怎么来的"), choices=[Case.Channel.choices[0], Case.Channel.choices[2]], widget=forms.RadioSelect, initial=Case.Channel.WINDOW)
    received_on = forms.DateField(label=_("收件日期"), widget=forms.DateInput())
    brought = forms.MultipleChoiceField(label=_("已经带来的材料"), required=False, widget=forms.CheckboxSelectMultiple)
    other = _words(_("还要补的其他材料（一行一项）"), required=False, help_text=_("缺的一次写全，以后不能再要"))

    def __init__(self, *args: Any, item: ServiceItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.papers = list(item.materials)
        if self.papers:
            self.fields["brought"].choices = _listed(self.papers)
        else:
            del self.fields["brought"]

    def given(self) -> dict[str, Any]:
        """What the command takes: papers that are not here are missing."""
        said = dict(self.cleaned_data)
        here = {int(n) for n in said.pop("brought", [])}
        missing = [paper for n, paper in enumerate(self.papers) if n not in here]
        return said | {"missing": [*missing, *said.pop("other").splitlines()]}


class ApplyForm(KeyedForm):
    """A case over the phone page: who is asking."""

    name = forms.CharField(label=_("姓名"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    phone = forms.CharField(label=_("手机号码"), max_length=20, help_text=_("用来联系您、查进度，不公开"), widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}))
    words = _words(_("给哪个单位、做什么用"), 120, help_text=_("例如：给区人民法院，推荐代理人用。不写姓名和号码"))

    def __init__(self, *args: Any, item: ServiceItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if item.category != ServiceItem.Category.LETTERS:
            del self.fields["words"]


class ProgressForm(forms.Form):
    """Number, and either the receipt's code or the last four digits of the telephone."""

    number = forms.CharField(label=_("编号"), max_length=40, help_text=_("回执上的编号，例如 BJ103210-2019-0001"), widget=forms.TextInput(attrs={"autocomplete": "off"}))
    proof = forms.CharField(label=_("查询码；办件也可以填登记的电话号码后四位"), max_length=30, widget=forms.TextInput(attrs={"autocomplete": "off"}))


class OpinionForm(forms.Form):
    """Three words, and a sentence for who wants to say more; whose receipt it is stands in the hidden fields."""

    number = forms.CharField(max_length=40, widget=forms.HiddenInput)
    code = forms.CharField(max_length=30, widget=forms.HiddenInput)
    word = forms.ChoiceField(label=_("这件事办得怎么样"), choices=CaseOpinion.Word.choices, widget=forms.RadioSelect)
    words = _words(_("想说的话"), 200, required=False, help_text=_("不写姓名和号码。只看事情，不评个人"))


class PapersForm(KeyedForm):
    """Which of the papers."""

    papers = forms.MultipleChoiceField(label=_("材料"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, lines: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        if lines:
            self.fields["papers"].choices = _listed(lines)
        else:
            del self.fields["papers"]

    def ticked(self) -> list[str]:
        """The papers whose boxes are ticked."""
        return [self.lines[int(n)] for n in self.cleaned_data.get("papers", [])]


class AskForm(PapersForm):
    """Everything that is missing."""

    other = _words(_("其他要补的材料（一行一项）"), required=False, help_text=_("一次写全，以后不能再要"))

    def given(self) -> dict[str, Any]:
        """What the command takes."""
        return {"missing": [*self.ticked(), *self.cleaned_data["other"].splitlines()]}


class SupplyForm(PapersForm):
    """Papers that came."""

    def given(self) -> dict[str, Any]:
        """What the command takes."""
        return {"brought": self.ticked()}


class TransferForm(KeyedForm):
    """Passed up or back."""

    to = forms.ChoiceField(label=_("转到哪一级"))
    body = forms.CharField(label=_("部门名称"), max_length=60, required=False, help_text=_("转到部门的才填"))
    words = _words(_("为什么转办"), 300, help_text=_("群众能看到，不写姓名"))


class WordsForm(KeyedForm):
    """Words for the resident."""

    words = _words(_("写给群众的话"), help_text=_("群众能看到，不写姓名和号码"))


class RefuseForm(KeyedForm):
    """The reason, and what may be done against it."""

    words = _words(_("理由和依据"), help_text=_("群众能看到，不写姓名和号码"))
    remedy = _words(_("不服的可以怎么办"), 300)
