"""A county's roster of invented members as .xlsx, and the organisations they belong to."""

from __future__ import annotations

import datetime as dt
import io
import random

ROWS = 19_600
DAY = dt.date(2019, 12, 16)
SURNAMES = "陈黄梁赵邝周李吴林何罗谭冯邓钟曾区容莫郑"
GIVEN = "伟惠志丽国建永淑兰明华强秀英文德海玉珍炳坤雅芳静怡俊少梅添水金胜发"
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def identity(birth: dt.date, order: int) -> str:
    """A right identity number of nobody."""
    stem = f"440403{birth:%Y%m%d}{order:03d}"
    return stem + "10X98765432"[sum(int(d) * w for d, w in zip(stem, WEIGHTS, strict=True)) % 11]


def branches(villages: list[str]) -> list[dict]:
    """Three branches per village, by code, name and place."""
    return [{"code": f"B{code[6:]}{n}", "name": f"第{n}党支部{code[6:]}", "division_code": code} for code in villages for n in (1, 2, 3)]


def workbook(names: list[str], rows: int = ROWS) -> bytes:
    """The file, in the template's headings."""
    import xlsxwriter  # not in the contenders' memory

    draw, out, seen = random.Random(19600), io.BytesIO(), set()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page, day = book.add_worksheet("党员"), book.add_format({"num_format": "yyyy-mm-dd"})
    headings = ["姓名", "身份证号码", "所在党组织", "党籍状态", "入党日期", "转正日期", "流动状态", "党费缴至", "性别", "出生日期", "民族", "学历", "手机号码", "住址"]
    page.write_row(0, 0, headings)
    for r in range(1, rows + 1):
        while True:
            birth = dt.date(1935, 1, 1) + dt.timedelta(days=draw.randrange(23_000))
            number = identity(birth, draw.randrange(1, 1000))
            if number not in seen:
                break
        seen.add(number)
        joined = min(birth + dt.timedelta(days=18 * 366 + draw.randrange(9_000)), dt.date(2018, 6, 30))
        full = joined + dt.timedelta(days=366)
        name = draw.choice(SURNAMES) + "".join(draw.sample(GIVEN, draw.choice((1, 2, 2))))
        texts = {0: name, 1: number, 2: draw.choice(names), 3: "正式党员", 6: "在册", 8: "男" if int(number[16]) % 2 else "女", 10: "汉族", 11: draw.choice(("高中", "大专", "本科")),
                 12: f"13{draw.randrange(10**9):09d}", 13: f"{draw.randrange(1, 300)}号"}
        for c, text in texts.items():
            page.write_string(r, c, text)
        for c, value in {4: joined, 5: full, 7: dt.date(2019, 11, 30), 9: birth}.items():
            page.write_datetime(r, c, dt.datetime(value.year, value.month, value.day), day)
    book.close()
    return out.getvalue()


def open_county(by) -> list[str]:
    """The county of Doumen with three branches per village, in the caller's transaction; the branches' names."""
    from qianxian.divisions import commands as divisions
    from qianxian.divisions.models import Division
    from qianxian.organisations.models import PartyOrganisation
    from tests.cast import divisions_file

    divisions.open_county(divisions_json=divisions_file(), by=by, is_example=True, example_day=DAY)
    made = branches(list(Division.objects.filter(kind__in=["village", "community"]).values_list("code", flat=True)))
    PartyOrganisation.objects.bulk_create(
        PartyOrganisation(code=b["code"], name=b["name"], short_name=b["name"], division_code=b["division_code"], kind="party_branch", sector="rural", path=b["code"])
        for b in made
    )
    return [b["name"] for b in made]
