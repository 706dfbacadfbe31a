"""Forms of the yearly assessment: one per command, and the query forms of its lists. Rules are not repeated here."""

from __future__ import annotations

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from qianxian.assessments import judging, sources
from qianxian.assessments.commands import IndicatorLine, MarkLine
from qianxian.assessments.models import AssessmentScheme, AssessmentSheet, GradeAppeal
from qianxian.portal.forms import ANY, CHOOSE

ROWS = 6


def day(label, **more) -> forms.DateField:
    """A native date."""
    return forms.DateField(label=label, widget=forms.DateInput(), error_messages={"invalid": _("日期写成 2019-05-01 这样")}, **more)


def text(label, rows: int = 3, **more) -> forms.CharField:
    """A few lines."""
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), max_length=more.pop("max_length", 500), **more)


class SheetFilter(forms.Form):
    """Find sheets: by name, place, year and step. There is no sorting by score."""

    name = forms.CharField(label=_("姓名、中心或编号"), required=False)
    place = forms.ChoiceField(label=_("镇（街道）、村（社区）"), required=False)
    year = forms.IntegerField(label=_("年度"), required=False, min_value=2019, max_value=2199)
    state = forms.ChoiceField(label=_("办到哪一步"), required=False, choices=[ANY, *AssessmentSheet.State.choices])

    def __init__(self, *args, places: list[tuple[str, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [ANY, *places]


class SchemeForm(forms.Form):
    """A scheme with up to six indicators; what is left empty is not taken."""

    year = forms.IntegerField(label=_("年度"), min_value=2019, max_value=2199)
    subject = forms.ChoiceField(label=_("考核对象"), choices=[CHOOSE, *AssessmentScheme.Subject.choices])
    title = forms.CharField(label=_("方案名称"), max_length=120)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        origins = [("", _("人工登记事实")), *sources.titles().items()]
        for n in range(1, ROWS + 1):
            more = {"required": n == 1}
            self.fields[f"name_{n}"] = forms.CharField(label=_("指标 %(n)d 名称") % {"n": n}, max_length=60, **more)
            self.fields[f"measure_{n}"] = forms.CharField(label=_("指标 %(n)d 衡量办法") % {"n": n}, max_length=200, **more)
            self.fields[f"weight_{n}"] = forms.DecimalField(label=_("指标 %(n)d 权重（合计 100）") % {"n": n}, max_digits=5, decimal_places=2, **more)
            self.fields[f"cap_{n}"] = forms.DecimalField(label=_("指标 %(n)d 扣分上限") % {"n": n}, max_digits=5, decimal_places=2, required=False)
            self.fields[f"source_{n}"] = forms.ChoiceField(label=_("指标 %(n)d 事实来源") % {"n": n}, choices=origins, required=False)

    def lines(self) -> list[IndicatorLine]:
        """The indicators filled in, in their order."""
        clean = self.cleaned_data
        return [
            IndicatorLine(
                clean[f"name_{n}"], clean[f"measure_{n}"], clean[f"weight_{n}"] or Decimal(0),
                deduction_cap=Decimal(20) if clean[f"cap_{n}"] is None else clean[f"cap_{n}"], source=clean[f"source_{n}"],
            )
            for n in range(1, ROWS + 1) if clean[f"name_{n}"]
        ]  # fmt: skip


class DocumentForm(forms.Form):
    """The document that publishes a scheme."""

    document = forms.CharField(label=_("公布方案的文号"), max_length=120)


class GradeTownForm(forms.Form):
    """The committee's meeting; the last two only when a tie at the last place is decided, and not asked where there is none."""

    body = forms.CharField(label=_("评定机关"), max_length=80)
    meeting = forms.CharField(label=_("会议"), max_length=80)
    override_reason = text(_("对末位同分的决定理由（不另作决定的不填）"), required=False, max_length=300)
    override_document = forms.CharField(label=_("对末位同分的决定文号（不另作决定的不填）"), max_length=120, required=False)

    def without_tie(self) -> None:
        """The two fields of a decision that nobody has to take are not asked."""
        for name in ("override_reason", "override_document"):
            del self.fields[name]


class ReportForm(forms.Form):
    """The self-report, written on a phone: one field, kept while it is written."""

    text = text(_("本年述职"), rows=10, max_length=4000, help_text=_("写明做了哪些事、哪些没做好、怎么改；不用截图、不用打卡"))


class FactForm(forms.Form):
    """One fact; with points it deducts, and then the person was told."""

    mark = forms.ChoiceField(label=_("指标"))
    fact = text(_("事实"), max_length=300, help_text=_("写工作本身的事实；登录、点赞、打卡、拍照和群众信访本身不能扣分"))
    happened_on = day(_("发生日期"))
    evidence = forms.CharField(label=_("证据"), max_length=300)
    points = forms.DecimalField(label=_("扣分"), initial=0, min_value=0, max_digits=6, decimal_places=2)
    told_on = day(_("告知本人日期（扣分的必填）"), required=False)

    def __init__(self, *args, marks: list[tuple[str, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mark"].choices = [CHOOSE, *marks]


class WithdrawForm(forms.Form):
    """Which fact is taken back, and why."""

    fact = forms.ChoiceField(label=_("事实"))
    reason = text(_("撤回的原因"), max_length=300)

    def __init__(self, *args, facts: list[tuple[str, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fact"].choices = [CHOOSE, *facts]


class ScoreForm(forms.Form):
    """A mark and a reason per indicator, and the veto with its document."""

    def __init__(self, *args, marks, on, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.orders = [mark.order for mark in marks]
        for mark in marks:
            words = {"name": mark.name, "weight": mark.weight.normalize(), "full": mark.full_mark.normalize(), "taken": mark.deducted.normalize()}
            label = _("%(name)s（权重 %(weight)s，满分 %(full)s，已扣 %(taken)s）") % {key: f"{value:f}" if isinstance(value, Decimal) else value for key, value in words.items()}
            self.fields[f"given_{mark.order}"] = forms.DecimalField(
                label=label, initial=mark.given, max_digits=6, decimal_places=2, min_value=0, help_text=mark.measure
            )
            self.fields[f"reason_{mark.order}"] = forms.CharField(label=_("%(name)s：理由") % {"name": mark.name}, initial=mark.reason, max_length=300)
        items = [(row["code"], row["title"]) for row in judging.setting("assessment.veto_items", on)]
        self.fields["veto_item"] = forms.ChoiceField(label=_("一票否决（没有不选）"), choices=[("", _("没有")), *items], required=False)
        self.fields["veto_document"] = forms.CharField(label=_("一票否决依据文书"), max_length=200, required=False)

    def lines(self) -> list[MarkLine]:
        """The marks as the command takes them."""
        return [MarkLine(order, self.cleaned_data[f"given_{order}"], self.cleaned_data[f"reason_{order}"]) for order in self.orders]


class SignForm(forms.Form):
    """Signature and statement; a refusal is noted."""

    signature = forms.ChoiceField(label=_("签字"), widget=forms.RadioSelect, choices=AssessmentSheet.Signature.choices)
    statement = text(_("本人陈述（可以不写）"), rows=4, required=False, max_length=2000)
    note = forms.CharField(label=_("拒签注明（日期、在场人、理由）"), max_length=200, required=False)


class OpinionForm(forms.Form):
    """The approver's opinion."""

    opinion = text(_("审核意见"), help_text=_("本人有陈述的，要答复陈述"))


class ReasonForm(forms.Form):
    """Why something is sent back."""

    reason = text(_("原因"), max_length=300)


class ServedForm(forms.Form):
    """When the grade was received."""

    served_on = day(_("送达日期"))


class AppealForm(forms.Form):
    """The person's grounds."""

    grounds = text(_("异议的理由"))


class AnswerForm(forms.Form):
    """The panel's answer."""

    result = forms.ChoiceField(label=_("复核结果"), widget=forms.RadioSelect, choices=GradeAppeal.Result.choices)
    grade_after = forms.ChoiceField(label=_("改变后的等次（改变的填写）"), choices=[CHOOSE, *AssessmentSheet.Grade.choices], required=False)
    panel = forms.CharField(label=_("复核人员"), max_length=200, help_text=_("参加评分、审核、评定的人不列入"))
    reasons = text(_("复核理由"))
    document = forms.CharField(label=_("复核记录文号"), max_length=120)
