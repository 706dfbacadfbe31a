"""Uploads and dates."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

DAY = {"widget": forms.DateInput(attrs={"type": "date"})}


class TemplateForm(forms.Form):
    """One edited Word template."""

    file = forms.FileField(label=_("改好的模板"), help_text=_("Word 文档（.docx），不超过 2 MB"),
                           error_messages={"required": _("选一个改好的模板。"), "empty": _("这个文件是空的。重新选一个。")})


class AdoptForm(forms.Form):
    """From which day on papers use it."""

    valid_from = forms.DateField(label=_("从哪天的文书起用"), **DAY)


class ReturnForm(forms.Form):
    """Until which day the county's own is used."""

    last_day = forms.DateField(label=_("本区模板用到哪天（含）"), **DAY)


class ScanForm(forms.Form):
    """The scan or a photo of the signed original."""

    file = forms.FileField(label=_("签字盖章后的原件"), help_text=_("扫描件或照片：PDF、JPEG、PNG，不超过 10 MB。手机上可以直接拍。照片里的位置、时间等会去掉。"),
                           widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,application/pdf", "data-shrink": "1600"}),
                           error_messages={"required": _("选一份扫描件或照片。"), "empty": _("这个文件是空的。重新选一个。")})
