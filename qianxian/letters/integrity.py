"""What must never be found among the letters."""

from qianxian.foundation.integrity import offer_check

offer_check(
    "函件编号不缺一份",
    """SELECT b.division_code || '/' || b.year FROM letters_letternumber b LEFT JOIN letters_letter l
           ON l.division_code = b.division_code AND l.number LIKE b.kind || substr(b.division_code, 7) || '-' || b.year || '-%'
        GROUP BY b.division_code, b.year, b.last HAVING count(l.id) <> b.last""",
)
offer_check(
    "签发的函件都有 PDF 和 Word 各一份",
    """SELECT l.number FROM letters_letter l LEFT JOIN letters_letterfile f ON f.letter_id = l.id
        WHERE l.state IN ('issued', 'revoked', 'superseded') GROUP BY l.id, l.number HAVING count(f.id) <> 2""",
)
offer_check("函件没有一个人既拟稿又签发", "SELECT number FROM letters_letter WHERE issued_by <> '' AND issued_by = drafted_by")
