"""Which faces a paper may use, and which characters none of them can draw.

The main faces (Noto Serif SC, Noto Sans SC; OFL) come with a package from PyPI, the rare ones (Extensions B to F of
GB 18030-2022, cut from HanaMinB) with this folder; no system font is ever used, so every machine prints the same.
A county that owns 仿宋 or 小标宋 licences puts the files into ``$QIANXIAN_PAPERS/fonts`` and gets them first.
"""

from __future__ import annotations

import functools
import lzma
import os
import struct
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pylopdf_fonts_zh_cn

if TYPE_CHECKING:
    import typst

FACES = Path(__file__).parent / "faces"
SERIF, SANS = "Noto Serif SC", "Noto Sans SC"
FONT_FILES = {".ttf", ".otf", ".ttc"}
FANGSONG = ("fangsong", "仿宋", "fzfs")
XIAOBIAOSONG = ("xiaobiaosong", "小标宋", "fzxbs")

Ranges = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Typeface:
    """Faces for one paper: typst's font book, families by use in order of preference, and what could not be drawn."""

    book: typst.Fonts
    body: tuple[str, ...]
    title: tuple[str, ...]
    heading: tuple[str, ...]
    missing: tuple[str, ...]
    title_is_drawn_bold: bool


def county_folder() -> Path | None:
    """``$QIANXIAN_PAPERS``: a county's own ``fonts/`` and ``templates/``; None when it has none."""
    named = os.environ.get("QIANXIAN_PAPERS", "")
    return Path(named) if named and Path(named).is_dir() else None


def faces_for(text: Iterable[str]) -> Typeface:
    """The faces that draw every character of ``text`` that can be drawn; the rest stands in ``missing``, sorted."""
    characters = {c for piece in text for c in piece if not c.isspace()}
    county = _county_fonts()
    main = (str(pylopdf_fonts_zh_cn.serif_path()), str(pylopdf_fonts_zh_cn.sans_path()))
    undrawn = {c for c in characters if not any(_draws(path, ord(c)) for path in (main[0], *county))}
    rare = {f"{ord(c) >> 12:x}": c for c in undrawn if _rare_path(f"{ord(c) >> 12:x}")}
    rare_files = tuple(str(_rare_path(block)) for block in sorted(rare))
    missing = tuple(sorted(c for c in undrawn if not any(_draws(path, ord(c)) for path in rare_files)))
    book = _book((*main, *county, *rare_files))
    county_families = _families(book, county)
    fallback = (*county_families, *(f"Qianxian Rare {block.upper()}" for block in sorted(rare)))
    fangsong = _named(county_families, FANGSONG)
    xiaobiaosong = _named(county_families, XIAOBIAOSONG)
    return Typeface(
        book=book,
        body=_once(*fangsong, SERIF, *fallback),
        title=_once(*xiaobiaosong, SERIF, *fallback),
        heading=_once(SANS, SERIF, *fallback),
        missing=missing,
        title_is_drawn_bold=not xiaobiaosong,
    )


def coverage(path: str) -> Ranges:
    """The code points a font file draws, as (first, last) pairs; of a collection, its first face.

    Read straight from the ``cmap`` table (formats 4 and 12): asking the type setter would mean setting the page first.
    """
    raw = Path(path).read_bytes()
    start = struct.unpack_from(">I", raw, 12)[0] if raw[:4] == b"ttcf" else 0
    for i in range(struct.unpack_from(">H", raw, start + 4)[0]):
        tag, _, offset, _ = struct.unpack_from(">4sIII", raw, start + 12 + 16 * i)
        if tag == b"cmap":
            return _read_cmap(raw, offset)
    return ()


def _read_cmap(raw: bytes, cmap: int) -> Ranges:
    found: dict[int, int] = {}
    for i in range(struct.unpack_from(">H", raw, cmap + 2)[0]):
        platform, encoding, offset = struct.unpack_from(">HHI", raw, cmap + 4 + 8 * i)
        if (platform == 0 and encoding != 5) or (platform == 3 and encoding in (1, 10)):
            found[struct.unpack_from(">H", raw, cmap + offset)[0]] = cmap + offset
    if 12 in found:
        at = found[12]
        groups = struct.iter_unpack(">III", raw[at + 16 : at + 16 + 12 * struct.unpack_from(">I", raw, at + 12)[0]])
        return tuple((first, last) for first, last, _ in groups)
    if 4 in found:
        at = found[4]
        twice = struct.unpack_from(">H", raw, at + 6)[0]
        lasts = struct.unpack_from(f">{twice // 2}H", raw, at + 14)
        firsts = struct.unpack_from(f">{twice // 2}H", raw, at + 16 + twice)
        return tuple((a, b) for a, b in zip(firsts, lasts, strict=True) if a != 0xFFFF)
    return ()


@functools.cache
def _drawn(path: str) -> frozenset[int]:
    return frozenset(code for first, last in coverage(path) for code in range(first, last + 1))


def _draws(path: str, code: int) -> bool:
    return code in _drawn(path)


@functools.cache
def _unpacked() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="qianxian-faces-")


@functools.cache
def _rare_path(block: str) -> Path | None:
    """The unpacked face of one block of 4,096 code points; None when none is shipped. Unpacked once a process."""
    packed = FACES / f"rare-{block}.ttf.xz"
    if not packed.is_file():
        return None
    unpacked = Path(_unpacked().name) / block / packed.stem
    unpacked.parent.mkdir(exist_ok=True)
    unpacked.write_bytes(lzma.decompress(packed.read_bytes()))
    return unpacked


@functools.cache
def _book(files: tuple[str, ...]) -> typst.Fonts:
    import typst  # 9 MB that only a process which sets papers needs

    folders = sorted({str(Path(f).parent) for f in files})  # typst takes folders, not files
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


def _county_fonts() -> tuple[str, ...]:
    folder = county_folder()
    if folder is None or not (folder / "fonts").is_dir():
        return ()
    return tuple(sorted(str(f) for f in (folder / "fonts").iterdir() if f.suffix.lower() in FONT_FILES))


def _families(book: typst.Fonts, files: tuple[str, ...]) -> tuple[str, ...]:
    return _once(*(font.family for font in book.fonts() if font.path in files))


def _named(families: tuple[str, ...], words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f for f in families if any(w in f.lower().replace(" ", "") for w in words))


def _once(*names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
