"""Runs inside the limited child: reads a workbook from standard input, writes marshalled columns to standard output.

Started as ``python -I -S <this folder> SITE_PACKAGES MEGABYTES SECONDS NAME…`` by ``sheets/reading.py``: no Django, no
site, no environment, so it is up in 20 ms. Whatever a hostile file does to the parser ends here: the process is
limited in memory and CPU, may write no file, and its death is a refused file to the parent. Not for import by others.
"""

import array
import datetime
import gc
import io
import marshal
import os
import resource
import sys
import threading

import scan
from refused import Refused

MAX_COLUMNS, MAX_ROWS = 200, 60_000


def limit(megabytes, seconds):
    """The process held to that much address space and CPU, and to writing no files at all."""
    for what, amount in (
        (resource.RLIMIT_AS, megabytes << 20),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 32),
    ):
        resource.setrlimit(what, (amount, amount))


def pick(book, wanted):
    """The name of the sheet to read: one of the wanted names, else the first visible worksheet."""
    names = book.sheet_names
    for name in wanted:
        if name in names:
            return name
    for name in visible(book):
        return name
    raise Refused("no_sheet")


def visible(book):
    """The names of the worksheets that are not hidden."""
    return [sheet.name for sheet in book.sheets_metadata if str(sheet.typ).endswith("WorkSheet") and str(sheet.visible).endswith(".Visible")]


def open_sheet(python_calamine, data, wanted):
    """(name, sheet, names of the visible sheets) of the sheet to read."""
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        name = pick(book, wanted)
        return name, book.get_sheet_by_name(name), visible(book)
    except python_calamine.PasswordError:
        raise Refused("encrypted") from None


def packed(column):
    """The column for the parent, small and quickly read. Cells of text and days alone: days go as their ordinals, as the only whole
    numbers there, and few different cells as (the different ones, a place for each row), many as (all of them, None).
    """
    kinds = set(map(type, column))
    if not kinds <= {str, datetime.date}:
        return plain(column, kinds)
    different = list(dict.fromkeys(column))
    if len(different) * 2 < len(column):
        place = {value: number for number, value in enumerate(different)}
        return ordinals(different), array.array("H", map(place.__getitem__, column)).tobytes()
    return (ordinals(column), None) if datetime.date in kinds else column


def ordinals(cells):
    """The cells with each day as its number, for marshal knows no dates."""
    return [cell if cell.__class__ is str else cell.toordinal() for cell in cells]


def plain(column, kinds):
    """Cells as str, float or bool only: dates become ISO text."""
    simple = (str, float, bool, int)
    if kinds <= set(simple):
        return column
    out = []
    for value in column:
        if type(value) in simple:
            out.append(value)
        else:
            text = str(value)  # date 2019-06-01, datetime 2019-06-01 08:30:00, timedelta 1 day, 2:00:00
            out.append(text[:10] if text.endswith(" 00:00:00") else text)
    return out


def read(python_calamine, data, wanted):
    """Tells the columns one by one, packed; returns what else the parent needs of the workbook, as a dictionary of marshallable things."""
    scanned = []

    def look():
        try:
            scanned.append(scan.look_inside(data))
        except Refused as error:
            scanned.append(error)
        except BaseException:
            scanned.append(Refused("unreadable"))

    looking = threading.Thread(target=look)
    looking.start()  # beside the parser, which holds no interpreter lock while it reads
    try:
        name, sheet, shown = open_sheet(python_calamine, data, wanted)
    finally:
        looking.join()
        if isinstance(scanned[0], Refused):
            raise scanned[0]
    bottom, right = sheet.end or (0, 0)
    if right >= MAX_COLUMNS:
        raise Refused("too_wide")
    if bottom >= MAX_ROWS:
        raise Refused("too_long")
    rows = sheet.to_python()
    top, left = sheet.start or (0, 0)
    for column in zip(*rows, strict=True):
        tell(packed(list(column)))
    formulas, faults = scan.special_cells(data, scanned[0], name)
    return {
        "sheet": name,
        "top": top,
        "left": left,
        "formulas": formulas,
        "faults": faults,
        "merged": [tuple(a) + tuple(b) for a, b in sheet.merged_cell_ranges or ()],
        "date1904": scanned[0]["date1904"],
        "others": [other for other in shown if other != name],
    }


def tell(piece):
    """Hands one piece of the answer to the parent at once, its size in four bytes before it."""
    told = marshal.dumps(piece, 2)
    sys.stdout.buffer.write(len(told).to_bytes(4, "big") + told)
    sys.stdout.buffer.flush()


def main():
    """Read one workbook under the limits and stream its cells to standard output."""
    site, megabytes, seconds, *wanted = sys.argv[1:]
    sys.path.append(site)
    import python_calamine  # our own code loads before the limits, so that its bytecode can be kept

    limit(int(megabytes), int(seconds))
    gc.disable()
    data = sys.stdin.buffer.read()
    try:
        answer = read(python_calamine, data, wanted)
    except Refused as error:
        answer = {"refused": error.args[0]}
    except BaseException as error:  # faults of the file; a panic of the parser is no Exception
        if isinstance(error, KeyboardInterrupt):
            raise
        answer = {"refused": "unreadable"}
    tell(answer)
    os._exit(0)  # no tidying: 20 ms spared


main()
