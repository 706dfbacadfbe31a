"""What must never be found in the tables of cases."""

from qianxian.foundation.integrity import offer_check

offer_check(
    "办件的状态和期限都来自登记的步骤",
    """SELECT c.number FROM cases_case c LEFT JOIN LATERAL (SELECT * FROM cases_casestep s WHERE s.case_id = c.id ORDER BY s.id DESC LIMIT 1) l ON true
        WHERE (c.state, c.holder, c.missing, c.due_on) IS DISTINCT FROM (l.state, l.holder, l.missing, l.due_on)""",
)
offer_check(
    "收件等于在办、转办和结束之和，编号不缺一件",
    """SELECT b.division_code || '/' || b.year FROM cases_casenumber b LEFT JOIN cases_case c
           ON c.division_code = b.division_code AND c.number LIKE b.kind || substr(b.division_code, 7) || '-' || b.year || '-%'
        GROUP BY b.division_code, b.year, b.last HAVING count(c.id) <> b.last
       UNION ALL SELECT c.number FROM cases_case c WHERE (SELECT count(*) FROM cases_casestep s WHERE s.case_id = c.id AND s.kind = 'receive') <> 1""",
)
offer_check(
    "办件期限没有早于收件，办结以后有结果的话",
    """SELECT c.number FROM cases_case c WHERE c.due_on < c.received_on
       UNION ALL SELECT c.number FROM cases_case c JOIN cases_casestep s ON s.case_id = c.id AND s.kind IN ('finish', 'refuse', 'withdraw') WHERE s.words = ''""",
)
