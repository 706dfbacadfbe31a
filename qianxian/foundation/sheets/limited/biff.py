"""Old .xls (and .et saved as .xls): macros, encryption and formula cells, read from the compound file itself.

Runs in the limited child only. Reads no values: that is the parser's work. Layouts: [MS-CFB] 2.2-2.6, [MS-XLS] 2.4
(FORMULA 0x0006 and ARRAY 0x0221 begin with row and column, BOUNDSHEET 0x0085 with the sheet's offset,
whose sixth byte says what it is, FILEPASS 0x002F marks encryption, OBPROJ 0x00D3 a project of macros, BOOLERR 0x0205 carries error values).
"""

import struct

from refused import Refused

END = 0xFFFFFFFA  # sector numbers from here on are marks, not sectors
MACRO_PARTS = {"_vba_project_cur", "_vba_project", "macros", "vba"}
MACRO_SHEET, VBA_MODULE, VBA_PROJECT = 1, 6, 0x00D3
ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


def look_inside(data):
    """{"formulas": {sheet: [(row, column, "")]}, "faults": {sheet: [(row, column, value)]}}; refuses macros."""
    streams = directory(data)
    if "EncryptedPackage" in streams:
        raise Refused("encrypted")
    if any(name.lower() in MACRO_PARTS for name in streams):  # names of a compound file are one whatever their case
        raise Refused("macros")
    for name in ("Workbook", "Book"):
        if name in streams:
            return records(streams[name]())
    raise Refused("unreadable")


def directory(data):
    """Entry name → a function giving the stream's bytes."""
    if len(data) < 512 or data[:8] != b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise Refused("unreadable")
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    mini_size = 1 << struct.unpack_from("<H", data, 32)[0]
    if size not in (512, 4096) or mini_size != 64:
        raise Refused("unreadable")
    first_dir, _, cutoff, first_mini, _, first_difat, _ = struct.unpack_from("<7I", data, 48)
    sectors = len(data) // size

    def sector(number):
        start = (number + 1) * size
        return data[start : start + size]

    fat_sectors = [n for n in struct.unpack_from("<109I", data, 76) if n < END]
    seen = set()
    while first_difat < END and first_difat not in seen:
        seen.add(first_difat)
        block = struct.unpack(f"<{size // 4}I", sector(first_difat).ljust(size, b"\xff"))
        fat_sectors += [n for n in block[:-1] if n < END]
        first_difat = block[-1]
    fat = []
    for number in fat_sectors[: sectors + 1]:
        fat += struct.unpack(f"<{size // 4}I", sector(number).ljust(size, b"\xff"))

    def chain(number, table, take, most):
        out, count = [], 0
        while number < len(table) and count <= most:
            out.append(take(number))
            number = table[number]
            count += 1
        return b"".join(out)

    listing = chain(first_dir, fat, sector, sectors)
    mini_fat_bytes = chain(first_mini, fat, sector, sectors)
    mini_fat = struct.unpack(f"<{len(mini_fat_bytes) // 4}I", mini_fat_bytes[: len(mini_fat_bytes) // 4 * 4])
    entries, root = {}, b""
    for at in range(0, len(listing) - 127, 128):
        length, kind = struct.unpack_from("<HxxB", listing, at + 64)[0], listing[at + 66]
        name = listing[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
        start, amount = struct.unpack_from("<II", listing, at + 116)
        if kind == 5:
            root = chain(start, fat, sector, sectors)
        if kind in (1, 2, 5):
            entries.setdefault(name, (start, amount))

    def reader(start, amount):
        if amount >= cutoff:
            return lambda: chain(start, fat, sector, sectors)[:amount]
        return lambda: chain(start, mini_fat, lambda n: root[n * 64 : n * 64 + 64], len(mini_fat))[:amount]

    return {name: reader(*where) for name, where in entries.items()}


def records(stream):
    """Formula and error cells of each sheet, by walking the records of the workbook stream."""
    sheets, formulas, faults, at, current = {}, {}, {}, 0, None
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        body = stream[at + 4 : at + 4 + length]
        if kind == 0x2F:
            raise Refused("encrypted")
        if kind == VBA_PROJECT or (kind == 0x85 and len(body) >= 8 and body[5] in (MACRO_SHEET, VBA_MODULE)):
            raise Refused("macros")
        if kind == 0x85 and len(body) >= 8:
            offset, count, wide = struct.unpack_from("<IxxBB", body)
            name = body[8 : 8 + count * 2].decode("utf-16-le", "replace") if wide & 1 else body[8 : 8 + count].decode("latin-1")
            sheets[offset] = name
        elif kind in (0x0809, 0x0409, 0x0209, 0x0009):
            current = sheets.get(at, current)
        elif kind in (0x0006, 0x0206, 0x0406, 0x0221) and len(body) >= 4:
            formulas.setdefault(current, []).append((*struct.unpack_from("<HH", body), ""))
        elif kind == 0x0205 and len(body) >= 8 and body[7] == 1:
            faults.setdefault(current, []).append((*struct.unpack_from("<HH", body), ERRORS.get(body[6], "#?")))
        at += 4 + length
    return {"formulas": formulas, "faults": faults}
