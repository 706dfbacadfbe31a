"""Forms of organisations, members, transfers, terms, committees and offices."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from qianxian.organisations import queries
from qianxian.organisations.models import Committee, Mandate, PartyMember, PartyOrganisation
from qianxian.portal.forms import ANY

DAY = forms.DateInput

#: Offices where those of Party organisations and of committees stand in one list: two of them are called 委员.
OFFICES = [
    (role, {Mandate.Role.OTHER_MEMBER: _("党组织委员"), Mandate.Role.COMMITTEE_MEMBER: _("村（居）委会、监委会委员")}.get(role, word))
    for role, word in Mandate.Role.choices
]


class PlacedFilter(forms.Form):
    """A query form with a name and a place."""

    q = forms.CharField(label=_("名称、拼音首字母或代码"), required=False)
    place = forms.ChoiceField(label=_("镇（街道）、村（社区）"), required=False)

    def __init__(self, *args, places, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [ANY, *places]


class OrganisationFilter(PlacedFilter):
    """党组织."""

    kind = forms.ChoiceField(label=_("类别"), required=False, choices=[ANY, *PartyOrganisation.Kind.choices])
    sector = forms.ChoiceField(label=_("领域"), required=False, choices=[ANY, *PartyOrganisation.Sector.choices])
    size = forms.ChoiceField(label=_("规模"), required=False, choices=[ANY, ("large", _("党员超过 50 名的支部"))])
    under = forms.CharField(required=False, widget=forms.HiddenInput)


class MemberFilter(PlacedFilter):
    """党员."""

    q = forms.CharField(label=_("姓名或拼音首字母"), required=False)
    status = forms.ChoiceField(label=_("党籍状态"), required=False, choices=[ANY, *PartyMember.Status.choices])
    mobility = forms.ChoiceField(label=_("流动状态"), required=False, choices=[ANY, *PartyMember.Mobility.choices])
    age = forms.ChoiceField(
        label=_("年龄"), required=False, choices=[ANY, ("young", _("35 岁以下")), ("60", _("60 岁以上")), ("80", _("80 岁以上"))]
    )
    branch = forms.CharField(required=False, widget=forms.HiddenInput)


class CommitteeFilter(PlacedFilter):
    """村（居）委会."""

    q = forms.CharField(label=_("名称"), required=False)
    kind = forms.ChoiceField(label=_("类别"), required=False, choices=[ANY, *Committee.Kind.choices])


class MandateFilter(PlacedFilter):
    """职务."""

    q = forms.CharField(label=_("姓名或拼音首字母"), required=False)
    role = forms.ChoiceField(label=_("职务"), required=False, choices=[ANY, *OFFICES])
    body = forms.ChoiceField(label=_("机构"), required=False, choices=[ANY, ("party", _("党组织")), ("committee", _("村（居）委会"))])


class TermFilter(PlacedFilter):
    """任期和届次."""

    state = forms.ChoiceField(label=_("届期"), required=False, choices=[ANY, ("due", _("已届满或半年内届满")), ("overdue", _("已届满"))])


class OrganisationForm(forms.Form):
    """What a founded or changed organisation is."""

    name = forms.CharField(label=_("全称"), max_length=100)
    short_name = forms.CharField(label=_("简称"), required=False, max_length=60)
    kind = forms.ChoiceField(label=_("类别"), choices=PartyOrganisation.Kind.choices)
    sector = forms.ChoiceField(label=_("领域"), choices=PartyOrganisation.Sector.choices)
    parent = forms.ModelChoiceField(label=_("上级党组织"), queryset=PartyOrganisation.objects.none(), required=False, to_field_name="code", empty_label=_("没有"))
    is_top_of_village = forms.BooleanField(label=_("是村（社区）的最高党组织"), required=False)
    approved_by = forms.CharField(label=_("批准单位"), required=False, max_length=100)
    approval_document = forms.CharField(label=_("批准文号"), required=False, max_length=200, help_text=_("村设基层党委要有区委批准文号"))
    need_reason = forms.CharField(label=_("设置理由"), required=False, max_length=200, help_text=_("党员不足 50 人而设党总支的填"))
    task = forms.CharField(label=_("临时任务"), required=False, max_length=100)
    expires_on = forms.DateField(label=_("任务截止日期"), required=False, widget=DAY())
    telephone = forms.CharField(label=_("联系电话"), required=False, max_length=30)

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        held = (
            PartyOrganisation.objects.visible_to(actor)
            .filter(status="active")
            .exclude(kind__in=("party_branch", "joint_branch", "temporary_branch"))
        )
        self.fields["parent"].queryset = held.order_by("path")


class FoundForm(OrganisationForm):
    """A new organisation."""

    field_order = ["code", "division_code"]
    code = forms.CharField(label=_("党组织代码"), max_length=40)
    division_code = forms.ChoiceField(label=_("所在区划"))
    full_members = forms.IntegerField(label=_("正式党员（名）"), min_value=0, help_text=_("3 名以上设支部，不足 3 名设联合支部"))
    probationary = forms.IntegerField(label=_("预备党员（名）"), min_value=0, initial=0)
    on = forms.DateField(label=_("成立日期"), widget=DAY())

    def __init__(self, *args, places, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["division_code"].choices = [("", _("请选一个地方")), *places]


class ChangeForm(OrganisationForm):
    """A change, with its ground and the version that was read."""

    since = forms.DateField(label=_("自哪天起"), widget=DAY(), help_text=_("按这天以前的日期查看，仍显示原来的名称和类别"))
    reason = forms.CharField(label=_("变更依据"), max_length=300, help_text=_("例如批复文号"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def changes(self) -> dict:
        """Only what differs from the organisation as it was shown."""
        clean = {k: v for k, v in self.cleaned_data.items() if k not in ("reason", "since", "version")}
        return {
            k: v
            for k, v in clean.items()
            if self.initial.get(k) != (v.code if k == "parent" and v else v) and not (k == "parent" and v is None)
        }


class DissolveForm(forms.Form):
    """The end of an organisation."""

    last_day = forms.DateField(label=_("最后一天"), widget=DAY())
    document = forms.CharField(label=_("批准文号"), max_length=200)
    merged = forms.BooleanField(label=_("是合并，不是撤销"), required=False)


class TermForm(forms.Form):
    """A new term after an election."""

    number = forms.IntegerField(label=_("届次"), min_value=1)
    elected_on = forms.DateField(label=_("选举日期"), widget=DAY())
    document = forms.CharField(label=_("上级批准文号"), required=False, max_length=200, help_text=_("提前或延期换届的填"))


class ExtendForm(forms.Form):
    """An approved extension."""

    months = forms.IntegerField(label=_("延期（月）"), min_value=1, max_value=12)
    document = forms.CharField(label=_("上级批准文号"), max_length=200)


class AdmitForm(forms.Form):
    """A person becomes a member."""

    number = forms.CharField(
        label=_("身份证号码"),
        max_length=30,
        help_text=_("先在「人员」登记本人"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-secret": "1"}),
    )
    status = forms.ChoiceField(label=_("党籍状态"), choices=[(s, dict(PartyMember.Status.choices)[s]) for s in ("probationary", "full")])
    joined_on = forms.DateField(label=_("入党日期"), widget=DAY(), help_text=_("支部大会接收为预备党员的日期"))
    full_on = forms.DateField(label=_("转正日期"), required=False, widget=DAY())
    document = forms.CharField(label=_("批复文号"), required=False, max_length=200)


class StatusForm(forms.Form):
    """A change of membership."""

    status = forms.ChoiceField(label=_("变更为"), choices=PartyMember.Status.choices)
    date = forms.DateField(label=_("日期"), widget=DAY())
    document = forms.CharField(label=_("决议或批复文号"), max_length=200)


class TransferForm(forms.Form):
    """A letter of introduction."""

    to = forms.CharField(label=_("转入的党组织"), max_length=100, help_text=_("代码或全称；本区任何支部都可以"))
    issued_on = forms.DateField(label=_("开出日期"), widget=DAY())
    valid_days = forms.IntegerField(label=_("有效期（天）"), min_value=1, max_value=90, initial=90)

    def clean_to(self) -> PartyOrganisation:
        """The organisation named, wherever in the county."""
        found = queries.receiving_organisation(self.cleaned_data["to"].strip())
        if found is None:
            raise forms.ValidationError(_("没有这个党组织。填写在册支部的代码或全称。"))
        return found


class ReceiveForm(forms.Form):
    """The day a letter is received."""

    received_on = forms.DateField(label=_("接收日期"), widget=DAY())


class CommitteeForm(forms.Form):
    """A committee of a new term."""

    division_code = forms.ChoiceField(label=_("村（社区）"))
    kind = forms.ChoiceField(label=_("类别"), choices=Committee.Kind.choices)
    number = forms.IntegerField(label=_("届次"), min_value=1)
    seats = forms.IntegerField(label=_("职数"), min_value=1)
    elected_on = forms.DateField(label=_("选举日期"), widget=DAY())

    def __init__(self, *args, places, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["division_code"].choices = [("", _("请选一个村（社区）")), *places]


class MandateForm(forms.Form):
    """Somebody takes an office of the body whose page this is."""

    number = forms.CharField(
        label=_("身份证号码"),
        max_length=30,
        help_text=_("先在「人员」登记本人"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-secret": "1"}),
    )
    role = forms.ChoiceField(label=_("职务"))
    way = forms.ChoiceField(label=_("产生方式"), choices=Mandate.Way.choices)
    first_day = forms.DateField(label=_("任职日期"), widget=DAY())
    document = forms.CharField(label=_("任职文件"), required=False, max_length=200)

    def __init__(self, *args, roles, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(r, dict(Mandate.Role.choices)[r]) for r in roles]


class EndForm(forms.Form):
    """The end of an office."""

    last_day = forms.DateField(label=_("离任日期"), widget=DAY(), help_text=_("在任的最后一天"))
    reason = forms.ChoiceField(label=_("离任原因"), choices=Mandate.EndReason.choices)
    document = forms.CharField(label=_("离任文件"), required=False, max_length=200)


class DeathForm(forms.Form):
    """The end of a life."""

    died_on = forms.DateField(label=_("去世日期"), widget=DAY())
    document = forms.CharField(label=_("依据"), max_length=200, help_text=_("例如死亡医学证明编号"))
