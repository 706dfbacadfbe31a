"""Cut the shipped faces for rare name characters out of HanaMinB; run once, the result is committed.

    apt-get download fonts-hanazono; dpkg-deb -x fonts-hanazono_*.deb hana; pip install fonttools
    python -m qianxian.foundation.papers.build_rare_faces hana/usr/share/fonts/truetype/hanazono/HanaMinB.ttf

GB 18030-2022 asks of every public system that it shows all 87,887 characters. The main face covers the basic
block and Extension A; this cuts Extensions B to F into pieces of 4,096 code points, each a small xz file which
`fonts.py` unpacks only when somebody's name needs it. fonttools is no dependency of the running house.
"""

from __future__ import annotations

import io
import lzma
import sys
from pathlib import Path

FACES = Path(__file__).parent / "faces"
FIRST_PLANE_TWO = 0x20000
UNUSED_TABLES = ["GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx", "VORG", "DSIG", "gasp", "kern", "FFTM", "PfEd"]
UNHURRIED = 1_262_304_000  # 2010-01-01, counted as fonts do: the same source gives the same bytes


def cut(source: Path, block: int) -> bytes | None:
    """A TrueType face with the characters U+``block``000 to U+``block``FFF of ``source``; None when it has none."""
    from fontTools import subset
    from fontTools.ttLib import newTable

    options = subset.Options()
    options.hinting = options.notdef_outline = options.glyph_names = False
    options.layout_features, options.name_IDs = [], []
    options.drop_tables += UNUSED_TABLES
    face = subset.load_font(str(source), options)
    wanted = [code for code in face.getBestCmap() if code >= FIRST_PLANE_TWO and code >> 12 == block]
    if not wanted:
        return None
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted)
    cutter.subset(face)
    family = f"Qianxian Rare {block:X}"  # the licence reserves the old name for the unchanged font
    face["name"] = newTable("name")
    face["name"].names = []
    for number, text in ((1, family), (2, "Regular"), (4, family), (6, family.replace(" ", ""))):
        face["name"].setName(text, number, 3, 1, 0x409)
    face["head"].created = face["head"].modified = UNHURRIED
    face.recalcTimestamp = False
    out = io.BytesIO()
    face.save(out)
    return out.getvalue()


def main(source: Path) -> None:
    """Write ``faces/rare-<block>.ttf.xz`` for every block that ``source`` has."""
    for block in range(0x20, 0x33):
        face = cut(source, block)
        if face is not None:
            packed = lzma.compress(face, preset=9 | lzma.PRESET_EXTREME)
            (FACES / f"rare-{block:x}.ttf.xz").write_bytes(packed)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
