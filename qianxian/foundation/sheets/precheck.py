"""Judges a file before anything opens it: is it a workbook, how large would it become, does it carry code?

Looks only at the first bytes and at the zip's own directory, whose size is bounded first, so it is safe in the web
process. What needs inflating (document type declarations, true sizes, formulas) is judged in the limited child.
"""

from __future__ import annotations

import io
import os
import struct
import zipfile
from pathlib import Path
from typing import BinaryIO

from qianxian.foundation.errors import FileRefused
from qianxian.foundation.sheets.wording import say as _

Source = str | Path | bytes | BinaryIO

MAX_BYTES = 20 << 20
MAX_ENTRIES = 2_000
MAX_UNPACKED = 300 << 20
MAX_RATIO, RATIO_FROM = 150, 30 << 20
MAX_DIRECTORY = 1 << 20


def refusal(code: str) -> FileRefused:
    """The refusal of that code, worded for the person who chose the file; unknown codes read as unreadable."""
    words = {
        "empty": _("文件是空的。重新选择文件"),
        "too_big": _("文件超过 20 MB。删去图片和用不到的工作表，或分成几份"),
        "not_workbook": _("这不是 Excel 文件。用 Excel 或 WPS 另存为 .xlsx 再上传"),
        "xlsb": _("这是二进制工作簿（.xlsb）。另存为 .xlsx 再上传"),
        "csv": _("这是文本文件。把内容粘贴到下载的模板里，再上传"),
        "encrypted": _("文件设了打开密码。去掉密码，另存后再上传"),
        "macros": _("文件带有宏。另存为不带宏的 .xlsx 再上传"),
        "links": _("文件连着别的工作簿。在「数据」→「编辑链接」里断开，另存后再上传"),
        "bomb": _("文件展开后太大，没有打开。把要用的行复制到下载的模板里，再上传"),
        "entries": _("文件里的部件太多，没有打开。把要用的行复制到下载的模板里，再上传"),
        "dtd": _("文件里有 Excel 不会写的内容，没有打开。把要用的行复制到下载的模板里，再上传"),
        "encoding": _("文件的编码读不出来。用 Excel 或 WPS 另存为 .xlsx 再上传"),
        "too_wide": _("表超过 200 列。只留模板里的列，再上传"),
        "too_long": _("表超过 6 万行。分成几份上传，并删去下方的空行格式"),
        "too_heavy": _("文件太重，读不完。删去用不到的列，分成几份上传"),
        "formulas": _("表里有公式。全选复制，用「粘贴为数值」后再上传"),
        "no_sheet": _("文件里没有可见的工作表。把要导入的表显示出来，再上传"),
        "no_heading": _("前 5 行里没有找到表头。用下载的模板填写，不要改动表头"),
        "no_rows": _("表头下面没有数据。填写后再上传"),
        "unreadable": _("文件损坏，读不出来。用 Excel 或 WPS 打开，另存为 .xlsx 再上传"),
    }
    return FileRefused(code, words.get(code) or words["unreadable"])


def content_of(source: Source) -> bytes:
    """The file's bytes, never more than one byte over the limit; a missing path raises FileRefused too."""
    if isinstance(source, bytes):
        return source
    try:
        if isinstance(source, (str, Path)):
            with open(source, "rb") as file:
                return file.read(MAX_BYTES + 1)
        source.seek(0, os.SEEK_SET)
        return source.read(MAX_BYTES + 1)
    except OSError:
        raise FileRefused("missing", _("找不到这个文件，或没有读取的权限。核对文件的位置")) from None


def precheck(source: Source) -> str:
    """``"xlsx"`` or ``"xls"``; FileRefused with a code and what to do for everything else. The name is never looked at."""
    data = content_of(source)
    if not data:
        raise refusal("empty")
    if len(data) > MAX_BYTES:
        raise refusal("too_big")
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return "xls"
    if data[:4] == b"PK\x03\x04":
        _precheck_zip(data)
        return "xlsx"
    head = data[:2000]
    textual = b"\x00" not in head and not any(byte < 9 for byte in head)
    raise refusal("csv" if textual and (b"," in head or b"\t" in head) and b"<" not in head[:50] else "not_workbook")


def _precheck_zip(data: bytes) -> None:
    at = data.rfind(b"PK\x05\x06", max(len(data) - 65_557, 0))
    if at < 0 or len(data) < at + 22:
        raise refusal("unreadable")
    entries, size = struct.unpack_from("<HI", data, at + 10)
    # zip64 marks (all bits set) are refused here too: nothing under 20 MB needs them
    if entries > MAX_ENTRIES or size > MAX_DIRECTORY:
        raise refusal("entries")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            parts = book.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError, struct.error):
        raise refusal("unreadable") from None
    if len(parts) > MAX_ENTRIES:
        raise refusal("entries")
    if any(part.flag_bits & 0x1 for part in parts):
        raise refusal("encrypted")
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED or (unpacked > RATIO_FROM and unpacked > MAX_RATIO * len(data)):
        raise refusal("bomb")
    names = [part.filename.lower().replace("\\", "/") for part in parts]
    if len(set(names)) != len(names):
        raise refusal("unreadable")  # two parts of one name: readers disagree which one counts
    if any("vbaproject" in name or "/macrosheets/" in name or "/activex/" in name for name in names):
        raise refusal("macros")
    if any("/externallinks/" in name or name.endswith("/connections.xml") for name in names):
        raise refusal("links")
    if "xl/workbook.bin" in names:
        raise refusal("xlsb")
    if "xl/workbook.xml" not in names:
        raise refusal("not_workbook")
