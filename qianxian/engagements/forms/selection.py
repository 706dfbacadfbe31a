"""Forms of 选聘分离: one per command, and the query forms of its lists. Rules are not repeated here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from qianxian.accounts.queries import department_name
from qianxian.engagements import grounds, judging
from qianxian.engagements.commands.posts import OF_THE_RULES
from qianxian.engagements.commands.reviews import Kin, Ruling
from qianxian.engagements.models import Engagement, EngagementDecision, EngagementReview, ReviewRequest, VettingRound, YearlyGrade
from qianxian.engagements.moves import NEGATIVE
from qianxian.organisations.forms import OFFICES
from qianxian.organisations.models import Mandate
from qianxian.people.models import Person

ANY = ("", _("不限"))
CHOOSE = ("", _("请选择"))
# Relations in the reader's language; the codes are the rule's (R-E09).
KIN_RELATIONS = [
    ("spouse", _("配偶")), ("parent_child", _("父母子女")), ("sibling", _("兄弟姐妹")), ("grandparent_grandchild", _("祖孙（含外祖孙）"))
]  # fmt: skip
ENGAGING, DENYING = _("（同意聘任时填写）"), _("（不予、暂缓聘任时填写）")


def day(label, **more) -> forms.DateField:
    """A native date."""
    return forms.DateField(label=label, widget=forms.DateInput(), error_messages={"invalid": _("日期写成 2019-05-01 这样")}, **more)


def text(label, **more) -> forms.CharField:
    """A few lines."""
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": 3}), max_length=more.pop("max_length", 500), **more)


def only_when(field: forms.Field, words) -> forms.Field:
    """The field with the case in which it is filled in, shown beside its label in place of （选填）."""
    field.when = words
    return field


class CadreFilter(forms.Form):
    """Find cadres: the five conditions that officers use most."""

    name = forms.CharField(label=_("姓名或编号"), required=False)
    place = forms.ChoiceField(label=_("镇（街道）、村（社区）"), required=False)
    office = forms.ChoiceField(label=_("当选职务"), required=False, choices=[ANY, *OFFICES])
    post = forms.ChoiceField(label=_("中心岗位"), required=False, choices=[ANY, *EngagementReview.Post.choices])
    vetted_before = day(_("联审有效至（早于）"), required=False)

    def __init__(self, *args, places: list[tuple[str, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [ANY, *places]


class ReviewFilter(forms.Form):
    """Find reviews in progress."""

    name = forms.CharField(label=_("姓名或编号"), required=False)
    place = forms.ChoiceField(label=_("镇（街道）、村（社区）"), required=False)
    state = forms.ChoiceField(label=_("办到哪一步"), required=False, choices=[ANY, *EngagementReview.State.choices])

    def __init__(self, *args, places: list[tuple[str, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [ANY, *places]


class NominateForm(forms.Form):
    """Who is nominated for which post; the elected office comes from the register."""

    person = forms.ChoiceField(label=_("人选"), help_text=_("只列本村（社区）现任党组织和村（居）委会成员"))
    post = forms.ChoiceField(label=_("中心岗位"), choices=[CHOOSE, *EngagementReview.Post.choices])

    def __init__(self, *args, people: list[tuple[str, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [CHOOSE, *people]


class ProposeForm(forms.Form):
    """The party organisation's proposal."""

    proposal = forms.ChoiceField(
        label=_("建议"),
        widget=forms.RadioSelect,
        choices=[("engaged", _("建议聘任")), ("not_engaged", _("建议不予聘任")), ("deferred", _("建议暂缓聘任"))],
    )
    document = forms.CharField(label=_("党组织会议或文件"), max_length=200, help_text=_("例如：2019年第5次支委会"))
    opinion = text(_("意见"), required=False, help_text=_("建议不予或暂缓的，写明理由"))


class ReasonForm(forms.Form):
    """Why something is sent back or taken back."""

    reason = text(_("原因"), max_length=300)


class DecideForm(forms.Form):
    """The town's ruling. What an outcome needs is checked by the rules, so one form serves all three."""

    outcome = forms.ChoiceField(
        label=_("结论"),
        widget=forms.RadioSelect,
        choices=[("engaged", _("同意聘任")), ("not_engaged", _("不予聘任")), ("deferred", _("暂缓聘任"))],
    )
    body = forms.CharField(label=_("决定机关"), max_length=80)
    meeting = forms.CharField(label=_("会议"), max_length=80, help_text=_("例如：第9次会议"))
    term_from = only_when(day(_("聘期开始"), required=False), ENGAGING)
    term_to = only_when(day(_("聘期最后一天"), required=False), ENGAGING)
    talk_document = only_when(
        forms.CharField(label=_("谈话记录文号"), required=False, max_length=200, help_text=_("上次考核为基本称职、不称职的填写；聘期最长 1 年")), ENGAGING
    )
    kin_person = only_when(
        forms.ChoiceField(label=_("本人申报的近亲属"), required=False, help_text=_("只列在本村（社区）任职的；没有就不选。只用于这一次核对，不保存")), ENGAGING
    )
    kin_relation = only_when(forms.ChoiceField(label=_("关系"), required=False, choices=[CHOOSE, *KIN_RELATIONS]), ENGAGING)
    ground_code = only_when(forms.ChoiceField(label=_("理由"), required=False), DENYING)
    ground = only_when(forms.CharField(label=_("理由说明"), required=False, max_length=300), DENYING)
    evidence = only_when(text(_("证据"), required=False, help_text=_("文件、记录和日期，不写与履职无关的个人情况")), DENYING)
    statement_heard_on = only_when(day(_("听取本人陈述申辩的日期"), required=False), DENYING)
    deferred_until = only_when(day(_("暂缓到哪一天"), required=False), _("（暂缓聘任时填写）"))

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground_code"].choices = [CHOOSE, *((code, words) for code, (words, _for) in grounds.DECISION_GROUNDS.items())]
        self.kin: dict[str, Person] = {}

    def offer_kin(self, people: Mapping[str, tuple[Person, str]]) -> None:
        """Who holds an office in the village, by key, with words: the candidate may declare one of them as his relative."""
        self.kin = {key: person for key, (person, _words) in people.items()}
        self.fields["kin_person"].choices = [CHOOSE, *((key, words) for key, (_person, words) in people.items())]

    def clean(self) -> dict:
        """A term that the page offered is no answer where nobody is engaged; a relative is named with the relation."""
        clean = super().clean()
        if bool(clean.get("kin_person")) != bool(clean.get("kin_relation")) and clean.get("outcome") == "engaged":
            self.add_error("kin_relation", _("申报近亲属，要同时选人和关系。"))
        if clean.get("outcome") in NEGATIVE:
            clean |= {"term_from": None, "term_to": None}
        return clean

    def ruling(self) -> Ruling:
        """The cleaned values as the command takes them."""
        clean = self.cleaned_data
        chosen = self.kin.get(clean.get("kin_person") or "") if clean.get("outcome") == "engaged" else None
        kin = (Kin(chosen, clean["kin_relation"]),) if chosen is not None else ()
        return Ruling(kin=kin, **{name: value for name, value in clean.items() if name in Ruling.__dataclass_fields__})


class AnswerReviewForm(DecideForm):
    """The panel's answer; the fields of a new decision are used when the old one is changed."""

    result = forms.ChoiceField(label=_("复核结果"), widget=forms.RadioSelect, choices=ReviewRequest.Result.choices)
    panel = forms.CharField(label=_("复核人员"), max_length=200, help_text=_("参加原决定的人不列入"))
    reasons = text(_("复核理由"))
    field_order = ("result", "panel", "reasons")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in ("outcome", "body", "meeting"):
            self.fields[name].required = False
        self.fields["outcome"].label = _("新结论（改变原决定填写）")

    def clean(self) -> dict:
        """Where the decision stands, the page's suggestions for a new one are no answers: they stood on the page to confirm."""
        clean = super().clean()
        if clean.get("result") == ReviewRequest.Result.UPHELD:
            clean |= {name: "" for name in DecideForm.base_fields if name in clean}
        return clean


class FeedbackForm(forms.Form):
    """What came in during the publicity."""

    feedback = text(_("公示结果"), help_text=_("例如：没有收到反映"))


class LetterForm(forms.Form):
    """When the term starts; empty takes the earliest lawful day."""

    effective_from = day(_("聘期从哪一天开始"), required=False, help_text=_("不填就从公示期满后、决定的聘期第一天开始"))


class NoticeForm(forms.Form):
    """Whom the person may ask."""

    contact = forms.CharField(label=_("联系人和电话"), max_length=100, help_text=_("印在告知书上，本人有疑问时找谁"))


class ServeForm(forms.Form):
    """When the person received the notice."""

    served_on = day(_("送达日期"))


class GroundsForm(forms.Form):
    """Why the decision should be looked at again."""

    grounds = text(_("申请复核的理由"))


class EndForm(forms.Form):
    """The end of an engagement."""

    last_day = day(_("最后一天"), help_text=_("这一天仍计入聘期"))
    reason = forms.ChoiceField(label=_("原因"), choices=[CHOOSE, *((c, w) for c, w in Engagement.EndReason.choices if c not in OF_THE_RULES)])
    document = forms.CharField(label=_("决定或文件"), max_length=200)


class ActingForm(forms.Form):
    """A short appointment while the director's post is vacant."""

    person = forms.ChoiceField(label=_("代理主任"))
    first_day = day(_("从哪一天"))
    last_day = day(_("到哪一天"))
    document = forms.CharField(label=_("文件"), max_length=200)
    kin_person = forms.ChoiceField(label=_("本人申报的近亲属"), required=False, help_text=_("只列在本村（社区）任职的；没有就不选。只用于这一次核对，不保存"))
    kin_relation = forms.ChoiceField(label=_("关系"), required=False, choices=[CHOOSE, *KIN_RELATIONS])

    def __init__(self, *args, people: list[tuple[str, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = self.fields["kin_person"].choices = [CHOOSE, *people]

    def clean(self) -> dict:
        """A relative is named with the relation."""
        clean = super().clean()
        if bool(clean.get("kin_person")) != bool(clean.get("kin_relation")):
            self.add_error("kin_relation", _("申报近亲属，要同时选人和关系。"))
        return clean


class SecretaryForm(forms.Form):
    """The secretary's end and, when known, the successor."""

    last_day = day(_("书记任职最后一天"), help_text=_("主任聘任同日结束；村（居）委会职务不受影响。新任书记在到任当天登记"))
    reason = forms.ChoiceField(
        label=_("原因"), choices=[CHOOSE, *((c, w) for c, w in Mandate.EndReason.choices if c != "two_failed_appraisals")]
    )
    document = forms.CharField(label=_("决定或文件"), max_length=200)
    successor = forms.ChoiceField(label=_("新任书记"), required=False, help_text=_("还没有确定的不选"))
    way = forms.ChoiceField(label=_("产生方式"), required=False, choices=[CHOOSE, *Mandate.Way.choices])

    def __init__(self, *args, people: list[tuple[str, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].choices = [CHOOSE, *people]


class RoundForm(forms.Form):
    """A new list for joint vetting."""

    persons = forms.MultipleChoiceField(
        label=_("人选"), widget=forms.CheckboxSelectMultiple, help_text=_("列出正在选聘、没有有效联审、也不在联审中的人选")
    )
    purpose = forms.ChoiceField(label=_("用途"), choices=VettingRound.Purpose.choices)
    departments = forms.MultipleChoiceField(label=_("征求意见的部门"), widget=forms.CheckboxSelectMultiple)
    due_on = day(_("答复期限"))

    def __init__(self, *args, people: list[tuple[str, str]], on: dt.date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["persons"].choices = people
        self.fields["departments"].choices = [(d, department_name(d)) for d in judging.departments_possible(on)]


class AnswerLineForm(forms.Form):
    """One line of a department's list."""

    conclusion = only_when(
        forms.ChoiceField(
            label=_("结论"),
            required=False,
            choices=[CHOOSE, ("no_objection", _("无异议")), ("objection", _("有异议")), ("need_more", _("需补充材料"))],
        ),
        _("（还没查清的先不选）"),
    )
    ground_code = only_when(forms.ChoiceField(label=_("情形"), required=False), _("（有异议时填写）"))

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground_code"].choices = [CHOOSE, *grounds.VETTING_GROUNDS.items()]


class SignForm(forms.Form):
    """Who signs at the foot of the list."""

    signed_by = forms.CharField(label=_("答复人姓名"), max_length=60)


class GradeForm(forms.Form):
    """One yearly grade."""

    year = forms.IntegerField(label=_("年度"), min_value=2010, max_value=2099)
    grade = forms.ChoiceField(label=_("等次"), choices=[CHOOSE, *YearlyGrade.Grade.choices])
    decided_on = day(_("确定日期"))
    document = forms.CharField(label=_("文号"), max_length=200)


class GradeFilter(forms.Form):
    """Find grades."""

    name = forms.CharField(label=_("姓名"), required=False)
    year = forms.IntegerField(label=_("年度"), required=False)
    grade = forms.ChoiceField(label=_("等次"), required=False, choices=[ANY, *YearlyGrade.Grade.choices])


OUTCOMES = dict(EngagementDecision.Outcome.choices)
