"""Whether an uploaded Word file may become a template, by its bytes alone: nothing in it is run, fetched or unpacked without bounds.

``looked_into(content)`` returns quietly or raises FileRefused with what to do. The expressions in its braces are a small closed language:
fields, conditions and repetitions; no calls, no imports, no arithmetic that could grow.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from jinja2 import Environment, TemplateSyntaxError, nodes
from lxml import etree

from qianxian.foundation.errors import FileRefused
from qianxian.foundation.errors import say as _

LARGEST = 2 * 1024 * 1024
MOST_ENTRIES, MOST_UNPACKED, MOST_TIMES = 300, 30 * 1024 * 1024, 120
DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FETCHING = re.compile(r"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|DATABASE|MACROBUTTON|HYPERLINK)\b", re.IGNORECASE)
FOREIGN_PARTS = ("vba", "activex", "embeddings", "customui", ".bin", ".exe", ".js", ".html", ".htm", ".mht", ".rtf")
FOREIGN_RELATIONS = ("/aFChunk", "/oleObject", "/package", "/control", "/attachedTemplate", "/subDocument", "/frame", "vbaProject")
ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Getitem, nodes.Const, nodes.If, nodes.For, nodes.Filter,
    nodes.Compare, nodes.Operand, nodes.Not, nodes.And, nodes.Or, nodes.Slice, nodes.Neg, nodes.CondExpr, nodes.Test, nodes.Keyword,
)  # fmt: skip
FILTERS, TESTS = {"batch", "default", "first", "last", "length", "join"}, {"defined", "undefined", "none"}
DEEPEST = 3


def looked_into(content: bytes, filename: str) -> None:
    """Return when the file may be filled with sample facts; FileRefused says what is wrong with it otherwise."""
    if not filename.lower().endswith(".docx"):
        raise FileRefused("not_docx", _("只收 Word 文档（.docx）。在 Word 或 WPS 里另存为 .docx 再上传。"))
    if len(content) > LARGEST:
        raise FileRefused("too_large", _("模板超过 2 MB。去掉大图片再上传。"))
    for part, raw in _parts(content):
        if part.endswith((".xml", ".rels")) or part == "[Content_Types].xml":
            _xml(part, raw)


def expressions_allowed(source: str) -> None:
    """Return when the template's expressions are fields, conditions and repetitions; FileRefused otherwise."""
    try:
        tree = Environment(autoescape=True).parse(source)
    except TemplateSyntaxError as wrong:
        raise FileRefused("not_read", _("花括号里的内容读不懂：%(what)s。对照出厂模板改好再上传。") % {"what": wrong.message or ""}) from wrong
    for node in tree.find_all(nodes.Node):
        if (isinstance(node, nodes.Filter) and node.name not in FILTERS) or (isinstance(node, nodes.Test) and node.name not in TESTS):
            _refuse_command(node.name)
        if not isinstance(node, ALLOWED) or (isinstance(node, nodes.Getattr) and node.attr.startswith("_")):
            _refuse_command(getattr(node, "attr", "") or type(node).__name__)
    if _depth(tree) > DEEPEST:
        raise FileRefused("too_deep", _("重复套得太深，最多三层。对照出厂模板改好再上传。"))


def _refuse_command(what: str) -> None:
    raise FileRefused("command", _("花括号里只能写字段、条件和重复，不能写命令（%(what)s）。对照出厂模板改好再上传。") % {"what": what})


def _depth(node: nodes.Node) -> int:
    below = max((_depth(child) for child in node.iter_child_nodes()), default=0)
    return below + isinstance(node, nodes.For)


def _parts(content: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            names = [e.filename for e in entries]
            if len(entries) > MOST_ENTRIES or sum(e.file_size for e in entries) > MOST_UNPACKED or any(_bomb(e) for e in entries):
                raise FileRefused("bomb", _("这个文件解开后太大，没有打开。用 Word 或 WPS 重新保存一份再上传。"))
            if len(set(names)) < len(names) or any(e.flag_bits & 1 or e.filename.startswith("/") or ".." in e.filename for e in entries):
                raise FileRefused("forged", _("这个文件的结构不像 Word 文档，没有打开。用 Word 或 WPS 重新保存一份再上传。"))
            if not {"[Content_Types].xml", "word/document.xml"} <= set(names):
                raise FileRefused("not_word", _("这不是 Word 文档。在 Word 或 WPS 里另存为 .docx 再上传。"))
            for name in names:
                if any(part in name.lower() for part in FOREIGN_PARTS):
                    raise FileRefused("macros", _("文档里有宏或嵌入的对象（%(part)s）。去掉后另存为 .docx 再上传。") % {"part": name})
            for entry in entries:
                with archive.open(entry) as part:
                    raw = part.read(entry.file_size + 1)  # what the directory says is not trusted
                    if len(raw) > entry.file_size:
                        raise FileRefused("bomb", _("这个文件解开后太大，没有打开。用 Word 或 WPS 重新保存一份再上传。"))
                    yield entry.filename, raw
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, RuntimeError, OSError) as broken:
        raise FileRefused("not_word", _("这不是 Word 文档。在 Word 或 WPS 里另存为 .docx 再上传。")) from broken


def _bomb(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > 100_000 and entry.file_size > MOST_TIMES * max(entry.compress_size, 1)


def _xml(part: str, raw: bytes) -> None:
    if b"<!DOCTYPE" in raw or b"<!ENTITY" in raw or b"<\x00!\x00" in raw or b"\x00<\x00!" in raw:
        raise FileRefused("entities", _("这个文件里有不该有的定义，没有打开。用 Word 或 WPS 重新保存一份再上传。"))
    try:
        root = etree.fromstring(raw, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False))
    except etree.XMLSyntaxError as broken:
        raise FileRefused("not_word", _("这不是 Word 文档。在 Word 或 WPS 里另存为 .docx 再上传。")) from broken
    if part == "[Content_Types].xml":
        kinds = {node.get("PartName", "").lower(): node.get("ContentType", "") for node in root}
        if kinds.get("/word/document.xml") != DOCUMENT or any("macro" in kind.lower() or "vba" in kind.lower() for kind in kinds.values()):
            raise FileRefused("macros", _("这是带宏的文档或模板文件。在 Word 或 WPS 里另存为普通的 .docx 再上传。"))
    for node in root.iter() if part.endswith(".rels") else ():
        if node.get("TargetMode") == "External":
            raise FileRefused("external", _("文档里有指向外面的链接（%(where)s）。去掉链接再上传。") % {"where": node.get("Target", "")[:80]})
        if node.get("Type", "").endswith(FOREIGN_RELATIONS):
            raise FileRefused("macros", _("文档里有宏或嵌入的对象（%(part)s）。去掉后另存为 .docx 再上传。") % {"part": node.get("Target", "")[:80]})
    fields = "".join(node.text or "" for node in root.iter(f"{W}instrText")) + " ".join(n.get(f"{W}instr") or "" for n in root.iter(f"{W}fldSimple"))
    if found := FETCHING.search(fields):
        raise FileRefused("external", _("文档里有会取外面内容的域（%(where)s）。去掉这个域再上传。") % {"where": found.group().upper()})
