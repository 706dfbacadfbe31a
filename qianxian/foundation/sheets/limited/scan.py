"""What the parser does not tell: formulas, Excel's error values, document type declarations, true unpacked sizes.

Runs in the limited child only. The parts of an .xlsx are inflated in pieces of a megabyte and searched with
``bytes.find``; only a sheet that does hold a formula is looked at more closely. Not here: the zip's own directory,
which ``precheck.py`` has judged before the child starts.
"""

import io
import posixpath
import re
import xml.etree.ElementTree as ET
import zipfile

import biff
from refused import Refused

PIECE = 1 << 20
MAX_UNPACKED = 300 << 20
OVERLAP = 64
NS = rb"(?:[^\s<>/:]{1,60}:)?"  # a namespace prefix, which some programs write before every element
F_TAG = re.compile(rb"<" + NS + rb"f(?=[\s/>])")
CELL = re.compile(
    rb"<" + NS + rb"c\b([^>]*?)>\s*(?:<" + NS + rb"is>.*?</" + NS + rb"is>\s*)?"
    rb"<" + NS + rb"f(?=[\s/>])(?:[^>]*?)(?:/>|>([^<]*)<)"
)
ERROR_CELL = re.compile(rb"<" + NS + rb"c\b([^>]*?\bt=[\"']e[\"'][^>]*?)>(?:\s*<" + NS + rb"v>([^<]*)<)?")
REFERENCE = re.compile(rb"\br=[\"']\$?([A-Z]{1,3})\$?(\d{1,7})[\"']")


def look_inside(data):
    """The parts worth a second look: {"biff", "formulas": set of part names, "faults": …, "date1904": bool}."""
    found = {"biff": None, "formulas": set(), "faults": set(), "date1904": False}
    if data[:4] != b"PK\x03\x04":
        found["biff"] = biff.look_inside(data)
        return found
    total = 0
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        for entry in book.infolist():
            name = entry.filename.lower()
            if name.endswith((".xml", ".rels", ".vml")) or ("xl/" in name and "." not in posixpath.basename(name)):
                total += look_at_part(book, entry, found)
            else:
                total += entry.file_size
            if total > MAX_UNPACKED:
                raise Refused("bomb")
    return found


def look_at_part(book, entry, found):
    """Bytes in the part; notes formulas and error values of worksheets, refuses a DTD or an encoding that hides one."""
    worksheet = "worksheets/" in entry.filename.lower() or "sheet" in entry.filename.lower()
    size, tail, first = 0, b"", True
    with book.open(entry) as part:
        while piece := part.read(PIECE):
            size += len(piece)
            if size > MAX_UNPACKED:
                raise Refused("bomb")
            if first:
                first = False
                head = piece[:400]
                if head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in head or odd_encoding(head):
                    raise Refused("encoding")
            window = tail + piece
            if b"<!DOCTYPE" in window or b"<!ENTITY" in window:
                raise Refused("dtd")
            if worksheet:
                # two quick finds first: a pattern over ten megabytes costs ten times as much
                if entry.filename not in found["formulas"] and (b"<f" in window or b":f" in window) and F_TAG.search(window):
                    found["formulas"].add(entry.filename)
                if b't="e"' in window or b"t='e'" in window:
                    found["faults"].add(entry.filename)
            tail = piece[-OVERLAP:]
    if entry.filename.lower().endswith("xl/workbook.xml"):
        with book.open(entry) as part:
            found["date1904"] = bool(re.search(rb"date1904=[\"'](1|true)[\"']", part.read(PIECE)))
    return size


def odd_encoding(head):
    """True when the XML declaration names something other than UTF-8 or ASCII."""
    named = re.match(rb"\s*(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding=[\"']([\w.-]+)[\"']", head)
    return bool(named) and named.group(1).lower() not in (b"utf-8", b"utf8", b"us-ascii", b"ascii")


def special_cells(data, found, name):
    """([(row, column, formula text)], [(row, column, error value)]) of the named sheet, counted from 0."""
    if found["biff"] is not None:
        return found["biff"]["formulas"].get(name, []), found["biff"]["faults"].get(name, [])
    if not found["formulas"] and not found["faults"]:
        return [], []
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        path = part_of(book, name)
        if path is None:
            raise Refused("unreadable")
        xml = book.read(path) if path in found["formulas"] or path in found["faults"] else b""
    formulas = [(*place(m.group(1)), text(m.group(2))) for m in CELL.finditer(xml)]
    if len(formulas) != len(F_TAG.findall(xml)):  # one that cannot be named must not slip through
        raise Refused("formulas")
    return formulas, [(*place(m.group(1)), text(m.group(2))) for m in ERROR_CELL.finditer(xml)]


def place(attributes):
    """(row, column) from 0 of a cell's attributes; cells without a reference cannot be named, so the file is refused."""
    reference = REFERENCE.search(attributes)
    if not reference:
        raise Refused("formulas")
    column = 0
    for letter in reference.group(1):
        column = column * 26 + letter - 64
    return int(reference.group(2)) - 1, column - 1


def text(raw):
    """The element's text with the five entities of XML resolved."""
    value = (raw or b"").decode("utf-8", "replace")
    for entity, char in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        value = value.replace(entity, char)
    return value


def part_of(book, name):
    """The part that holds the named sheet, by the workbook's relations; None when they do not lead to one."""
    names = {n.lower(): n for n in book.namelist()}
    try:
        # the whole file has been searched for document type declarations, and this process is limited
        workbook = ET.fromstring(book.read(names["xl/workbook.xml"]))  # noqa: S314
        relations = ET.fromstring(book.read(names["xl/_rels/workbook.xml.rels"]))  # noqa: S314
    except (KeyError, ET.ParseError):
        return None
    targets = {r.get("Id"): r.get("Target") or "" for r in relations}
    for element in workbook.iter():
        if element.tag.endswith("}sheet") and element.get("name") == name:
            ids = [v for k, v in element.attrib.items() if k.endswith("}id")]
            target = targets.get(ids[0] if ids else "", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath("xl/" + target)
            return names.get(path.lower())
    return None
