"""The upload and the reason of an undo."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class UploadForm(forms.Form):
    """One workbook of one register."""

    file = forms.FileField(label=_("填好的表格"), help_text=_("Excel 或 WPS 表格（.xlsx、.xls），不超过 20 MB"),
                           error_messages={"required": _("选一个填好的表格文件。"), "empty": _("这个文件是空的。重新选一个。")})
    on = forms.DateField(label=_("从哪天起用"), required=False, widget=forms.DateInput(), help_text=_("不填就从今天起用。原来的版本用到前一天。"))

    def __init__(self, *args, dated: bool = False, **kwargs) -> None:
        """``dated``: the register's rows hold from a chosen day; the others' from today."""
        super().__init__(*args, **kwargs)
        if not dated:
            del self.fields["on"]


class UndoForm(forms.Form):
    """Why a whole batch is taken back."""

    reason = forms.CharField(label=_("为什么撤销"), max_length=300)
