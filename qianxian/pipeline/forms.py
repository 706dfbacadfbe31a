"""Forms of the reserve."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from qianxian.pipeline.models import Admission, Capability, ReserveCandidate
from qianxian.portal.forms import ANY, CHOOSE


class CandidateFilter(forms.Form):
    """Find candidates."""

    name = forms.CharField(label=_("姓名或拼音首字母"), required=False)
    place = forms.ChoiceField(label=_("镇（街道）、村（社区）"), required=False)
    state = forms.ChoiceField(label=_("状态"), required=False, choices=[ANY, *ReserveCandidate.State.choices])
    source = forms.ChoiceField(label=_("来源"), required=False, choices=[ANY, *ReserveCandidate.Source.choices])

    def __init__(self, *args, places: list[tuple[str, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [ANY, *places]


class OutlookFilter(forms.Form):
    """Find posts: by place, and those whose reserve is short."""

    place = forms.ChoiceField(label=_("镇（街道）、村（社区）"), required=False)
    short = forms.ChoiceField(label=_("后备"), required=False, choices=[ANY, ("1", _("后备不足"))])

    def __init__(self, *args, places: list[tuple[str, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [ANY, *places]


class ProposeForm(forms.Form):
    """A proposal for one village's reserve; the person is a member of the place or named by his identity number."""

    person = forms.ChoiceField(label=_("人选"), help_text=_("本村（社区）的党员；外出党员按组织关系所在支部找"))
    source = forms.ChoiceField(label=_("来源"), choices=[CHOOSE, *ReserveCandidate.Source.choices])
    reason = forms.CharField(label=_("推荐的事实依据"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    document = forms.CharField(label=_("推荐会议或材料文号"), max_length=200)

    def __init__(self, *args, people: list[tuple[str, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [CHOOSE, *people]


class SettleForm(forms.Form):
    """The committee's word."""

    confirm = forms.TypedChoiceField(
        label=_("意见"), choices=[("yes", _("列入后备")), ("no", _("不列入"))], coerce=lambda value: value == "yes", widget=forms.RadioSelect
    )
    opinion = forms.CharField(label=_("理由（不列入时填写）"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class EndForm(forms.Form):
    """Out of the reserve."""

    end_reason = forms.ChoiceField(label=_("出库原因"), choices=[CHOOSE, *ReserveCandidate.EndReason.choices])
    document = forms.CharField(label=_("依据文号（「不再适合」时必填）"), required=False, max_length=200)


class CapabilityForm(forms.Form):
    """One fact."""

    kind = forms.ChoiceField(label=_("哪一类能力"), choices=[CHOOSE, *Capability.Kind.choices])
    fact = forms.CharField(label=_("做成了什么事"), max_length=300, help_text=_("写事实，不写评价，不打分"), widget=forms.Textarea(attrs={"rows": 2}))
    shown_on = forms.DateField(label=_("日期"), widget=forms.DateInput())
    evidence = forms.CharField(label=_("依据（材料或文号）"), max_length=200)


class WithdrawForm(forms.Form):
    """Why an entry is taken back."""

    reason = forms.CharField(label=_("为什么撤回"), max_length=300)


class AdmissionFilter(forms.Form):
    """Find admissions."""

    name = forms.CharField(label=_("姓名或拼音首字母"), required=False)
    place = forms.ChoiceField(label=_("镇（街道）、村（社区）"), required=False)
    stage = forms.ChoiceField(label=_("阶段"), required=False, choices=[ANY, *Admission.Stage.choices])

    def __init__(self, *args, places: list[tuple[str, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [ANY, *places]


class OpenAdmissionForm(forms.Form):
    """An application received by a branch."""

    identity = forms.CharField(label=_("身份证号码"), max_length=24, help_text=_("申请人要先在人员里登记；空格会自动去掉"))
    branch = forms.ChoiceField(label=_("受理的支部"))
    applied_on = forms.DateField(label=_("递交入党申请书日期"), widget=forms.DateInput())
    document = forms.CharField(label=_("材料编号"), max_length=200)

    def __init__(self, *args, branches: list[tuple[str, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["branch"].choices = [CHOOSE, *branches]


class TakeOverForm(forms.Form):
    """A probationary member whose way began on paper."""

    identity = forms.CharField(label=_("身份证号码"), max_length=24, help_text=_("名册里已是预备党员、以前的步骤只有纸质材料的，从这里接着办"))
    approved_on = forms.DateField(label=_("上级党委审批日期"), widget=forms.DateInput())
    document = forms.CharField(label=_("决议、批复或材料文号"), max_length=200)


class StepForm(forms.Form):
    """A step that is a day and a paper."""

    date = forms.DateField(label=_("日期"), widget=forms.DateInput())
    document = forms.CharField(label=_("决议、批复或材料文号"), max_length=200)


class ApproveForm(StepForm):
    """The upper committee's approval."""

    special_case = forms.BooleanField(label=_("特殊情况（审批时限六个月）"), required=False)


class VoteForm(StepForm):
    """A step that the branch meeting votes on; totals only."""

    voters = forms.IntegerField(label=_("应到会有表决权的党员"), min_value=1, max_value=10_000)
    present = forms.IntegerField(label=_("到会有表决权的党员"), min_value=0, max_value=10_000)
    votes_for = forms.IntegerField(label=_("赞成"), min_value=0, max_value=10_000)


class AdmitForm(VoteForm):
    """The vote to admit, with both introducers."""

    first_introducer = forms.ChoiceField(label=_("入党介绍人（一）"))
    second_introducer = forms.ChoiceField(label=_("入党介绍人（二）"))

    def __init__(self, *args, members: list[tuple[str, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first_introducer", "second_introducer"):
            self.fields[name].choices = [CHOOSE, *members]


class ExtendForm(StepForm):
    """A longer probation."""

    months = forms.IntegerField(label=_("延长几个月"), min_value=1, max_value=24)


class EndAdmissionForm(StepForm):
    """Why the way ends."""

    reason = forms.CharField(label=_("终止的理由"), max_length=300)
