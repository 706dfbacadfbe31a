"""Forms of login, own account and register. What they ask is few; what is allowed the commands decide."""

from __future__ import annotations

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from qianxian.accounts.clients import rooms
from qianxian.accounts.models import RoleGrant, User
from qianxian.accounts.queries import department_name
from qianxian.accounts.roles import CLIENT_ROLES, ROLES

CHOOSE = ("", _("请选择"))
PLACE_HINT = _("在列表里键入名称就能找到。镇（街道）的角色选镇（街道），村（社区）的角色选村（社区）。")
ROLE_CHOICES = [(code, role.title) for code, role in ROLES.items() if code != "service"]


def _day(label, required: bool = True, help_text=""):
    return forms.DateField(label=label, required=required, widget=forms.DateInput, help_text=help_text)


class LoginForm(forms.Form):
    """First factor. Pasting and password managers are welcome (WCAG 3.3.8)."""

    login = forms.CharField(
        label=_("登录名"), max_length=80, error_messages={"required": _("填写登录名")},
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )  # fmt: skip
    password = forms.CharField(
        label=_("密码"), max_length=200, strip=False, error_messages={"required": _("填写密码")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )  # fmt: skip


class CodeForm(forms.Form):
    """Second factor: six digits, or a recovery code where the phone is lost."""

    code = forms.CharField(
        label=_("6 位动态验证码"), required=False, max_length=20, help_text=_("打开手机上的验证码程序，填现在显示的数字。"),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )  # fmt: skip
    recovery = forms.CharField(
        label=_("恢复码"), required=False, max_length=40, help_text=_("手机不在身边时用，一个只能用一次。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].when = _("（或填恢复码）")

    def clean(self):
        """One of the two is asked."""
        given = super().clean()
        if not self.errors and not given.get("code") and not given.get("recovery"):
            self.add_error("code", _("填写 6 位动态验证码，或一个恢复码"))
        return given


class EnrolForm(forms.Form):
    """The first code of the phone, as the proof that it was bound."""

    code = forms.CharField(
        label=_("手机上显示的 6 位数字"), max_length=20, error_messages={"required": _("填写手机上显示的 6 位数字")},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )  # fmt: skip


class GrantChoice(forms.ModelChoiceField):
    """Shows a grant by role and place; ``places`` maps codes to names."""

    places: dict[str, str]

    def label_from_instance(self, grant: RoleGrant) -> str:
        """Role, place, and whom the deputy stands in for."""
        place = self.places.get(grant.division_code, grant.division_code)
        stands_in = _("（代理 %(name)s）") % {"name": grant.deputy_for.user.name} if grant.deputy_for_id else ""
        return f"{grant.title} · {place}{stands_in}"


class RoleForm(forms.Form):
    """Which of one's roles to act in."""

    grant = GrantChoice(label=_("以哪个角色办事"), queryset=RoleGrant.objects.none(), widget=forms.RadioSelect, empty_label=None,
                        to_field_name="uuid", error_messages={"required": _("选一个角色"),
                                                                "invalid_choice": _("从列表里选一个角色")})  # fmt: skip

    def __init__(self, *args, grants, places, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["grant"].places = places
        self.fields["grant"].queryset = grants


class PasswordForm(forms.Form):
    """A new password of one's own; typed once, since it may be shown and pasted."""

    old = forms.CharField(label=_("现在的密码"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
                          error_messages={"required": _("填写现在的密码")})  # fmt: skip
    new = forms.CharField(label=_("新密码"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
                          help_text=_("至少 12 个字符，不要用姓名、登录名和常见密码。可以粘贴。"),
                          error_messages={"required": _("填写新密码")})  # fmt: skip


class TokenForm(forms.Form):
    """A bearer token for a program."""

    label = forms.CharField(label=_("给哪个程序用"), max_length=80)
    days = forms.IntegerField(label=_("有效天数"), min_value=1, max_value=365, initial=90)


class AccountForm(forms.Form):
    """Who the account belongs to and when it may log in."""

    name = forms.CharField(label=_("姓名"), max_length=60, error_messages={"required": _("填写姓名")})
    phone = forms.CharField(
        label=_("手机"), max_length=20, required=False, widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"})
    )
    email = forms.EmailField(label=_("邮箱"), required=False)
    unit = forms.CharField(label=_("单位"), max_length=80, required=False)
    first = _day(_("从哪天起可用"))
    last = _day(_("用到哪天"), required=False, help_text=_("不填就一直可用，离岗时再停用。"))
    person_uuid = forms.UUIDField(
        label=_("本人档案编号"), required=False, help_text=_("对上后，本人才能看自己的记录。在人员页面可以复制。")
    )


class OpenAccountForm(AccountForm):
    """A new account; its first password is made by the system and shown once."""

    login = forms.CharField(label=_("登录名"), max_length=40, help_text=_("3 到 40 个字母、数字，以字母开头。一人一个，不共用。"),
                            error_messages={"required": _("填写登录名")})  # fmt: skip
    field_order = ("login", "name", "phone", "unit", "first", "last", "email", "person_uuid")


class ChangeAccountForm(AccountForm):
    """A correction with its reason."""

    reason = forms.CharField(label=_("为什么改"), max_length=200, required=False)


class GrantForm(forms.Form):
    """A role over a place for a time."""

    role = forms.ChoiceField(label=_("角色"), choices=[CHOOSE, *ROLE_CHOICES])
    division_code = forms.ChoiceField(label=_("管哪里"), help_text=PLACE_HINT)
    department = forms.ChoiceField(label=_("部门"), required=False)
    organisation_code = forms.CharField(label=_("党组织代码"), max_length=40, required=False, help_text=_("在「党组织」页可以查到。"))
    first = _day(_("从哪天起"))
    last = _day(_("到哪天"), required=False)
    source_document = forms.CharField(label=_("依据文件"), max_length=200, required=False)

    def __init__(self, *args, places, departments, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["division_code"].choices = places
        self.fields["department"].choices = [CHOOSE, *((code, department_name(code)) for code in departments)]
        self.fields["department"].when, self.fields["organisation_code"].when = _("（部门答复人要选）"), _("（支部角色要填）")


class EndGrantForm(forms.Form):
    """The end of a role."""

    last = _day(_("最后一天"), required=False, help_text=_("不填就立即结束。"))
    reason = forms.CharField(label=_("原因"), max_length=200, required=False)


class ClientForm(forms.Form):
    """A program to register: what it is, in which role, over which place, for what, how often, until when."""

    title = forms.CharField(label=_("哪个程序"), max_length=80, error_messages={"required": _("写明是哪个程序")})
    responsible = forms.CharField(label=_("由谁负责"), max_length=80, help_text=_("单位、姓名和电话，出事时找得到人。"),
                                  error_messages={"required": _("写明由谁负责")})  # fmt: skip
    role = forms.ChoiceField(label=_("角色"), choices=[(code, ROLES[code].title) for code in CLIENT_ROLES],
                             help_text=_("决定、审批、看完整号码只能由人来做，程序没有这些权限。"))  # fmt: skip
    division_code = forms.ChoiceField(label=_("管哪里"), help_text=PLACE_HINT)
    scopes = forms.CharField(label=_("开放范围"), max_length=800, widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
                             help_text=format_lazy(_("一行一项，房间:区划前缀，例如 pay:440403103。房间：{rooms}。"), rooms="、".join(rooms())),
                             error_messages={"required": _("至少写一项范围，例如 pay:440403")})  # fmt: skip
    calls_a_minute = forms.IntegerField(label=_("每分钟最多几次"), min_value=1, max_value=6000, initial=120)
    last = _day(_("用到哪天"), help_text=_("最长一年，到期前再登记。"))

    def __init__(self, *args, places, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["division_code"].choices = places

    def clean_scopes(self) -> list[str]:
        """One scope a line, or with spaces between."""
        return self.cleaned_data["scopes"].split()


class ReasonForm(forms.Form):
    """An act that needs only its reason."""

    reason = forms.CharField(label=_("原因"), max_length=200, error_messages={"required": _("写明原因")})


class FirstPasswordsForm(ReasonForm):
    """Which of the waiting accounts are given first passwords, and how they reach their people."""

    role = forms.ChoiceField(label=_("角色"), choices=[("", _("全部")), *ROLE_CHOICES], required=False)
    place = forms.ChoiceField(label=_("镇（街道）、村（社区）"), required=False)
    again = forms.BooleanField(label=_("发过但本人还没登录过的，也重新发"), required=False)
    field_order = ("role", "place", "again", "reason")

    def __init__(self, *args, places, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [("", _("全部")), *places]


class ReopenForm(ReasonForm):
    """Somebody comes back."""

    first = _day(_("从哪天起可用"))
    last = _day(_("用到哪天"), required=False)


class DeputyForm(forms.Form):
    """Somebody else stands in for a grant between two days."""

    principal = GrantChoice(label=_("代理谁的哪个角色"), queryset=RoleGrant.objects.none(), to_field_name="uuid", empty_label=_("请选择"))
    deputy = forms.ModelChoiceField(label=_("由谁代理"), queryset=User.objects.none(), to_field_name="uuid", empty_label=_("请选择"))
    first = _day(_("从哪天起"))
    last = _day(_("到哪天"), help_text=_("一次不超过 180 天。"))
    source_document = forms.CharField(label=_("依据文件"), max_length=200, required=False)

    def __init__(self, *args, principals, deputies, places, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["principal"].places = places
        self.fields["principal"].queryset = principals
        self.fields["principal"].label_from_instance = lambda g: (
            f"{g.user.name} · {g.title} · {places.get(g.division_code, g.division_code)}"
        )
        self.fields["deputy"].queryset = deputies
        self.fields["deputy"].label_from_instance = lambda u: f"{u.name}（{u.login}{'，' + u.unit if u.unit else ''}）"
