"""What must never be found in the tables of requests."""

from qianxian.foundation.integrity import offer_check

offer_check(
    "诉求的状态和期限都来自登记的步骤",
    """SELECT r.number FROM requests_request r LEFT JOIN LATERAL (SELECT * FROM requests_requeststep s WHERE s.request_id = r.id ORDER BY s.id DESC LIMIT 1) l ON true
        WHERE (r.state, r.holder, r.desk, r.due_on) IS DISTINCT FROM (l.state, l.holder, l.desk, l.due_on)""",
)
offer_check(
    "收到的诉求等于在办、转办和结束之和，编号不缺一件",
    """SELECT b.division_code || '/' || b.year FROM requests_requestnumber b LEFT JOIN requests_request r
           ON r.division_code = b.division_code AND r.number LIKE b.kind || substr(b.division_code, 7) || '-' || b.year || '-%'
        GROUP BY b.division_code, b.year, b.last HAVING count(r.id) <> b.last
       UNION ALL SELECT r.number FROM requests_request r WHERE (SELECT count(*) FROM requests_requeststep s WHERE s.request_id = r.id AND s.kind = 'receive') <> 1""",
)
offer_check(
    "诉求没有转给被反映的单位",
    """SELECT r.number FROM requests_request r JOIN requests_requeststep s ON s.request_id = r.id
        WHERE (array_position(ARRAY['village', 'town', 'district'], r.desk::text) < array_position(ARRAY['village', 'town', 'district'], r.seen_from::text))
           OR (r.about = 'department' AND s.holder = 'department' AND replace(s.holder_body, ' ', '') = replace(r.about_body, ' ', ''))""",
)
offer_check(
    "投诉、举报受保护，身份加密并且只在一处",
    """SELECT r.number FROM requests_request r LEFT JOIN requests_requester q ON q.request_id = r.id
        WHERE (r.kind IN ('complaint', 'report') AND NOT r.protected) OR (q.id IS NULL) <> r.anonymous
           OR (q.name_sealed <> '' AND q.name_sealed NOT LIKE 'v1|%') OR (q.phone_sealed <> '' AND q.phone_sealed NOT LIKE 'v1|%')""",
)
offer_check(
    "受保护的诉求没有挂在线上",
    """SELECT r.number FROM requests_request r JOIN threads_threadlink l ON l.kind = 'request' AND l.thing = r.uuid
        WHERE r.protected OR r.about <> 'none' OR r.seen_from <> 'village'""",
)
offer_check(
    "信访事项的期限在法定天数以内",
    """SELECT r.number FROM requests_petition p JOIN requests_request r ON r.id = p.request_id
        WHERE p.route_by > p.received_on + 15 OR p.finish_by > p.accepted_on + 60 + p.extended_days OR p.extended_days > 30 OR (p.extended_days > 0 AND p.approved_by = '')
       UNION ALL SELECT r.number FROM requests_petitionreview v JOIN requests_petition p ON p.id = v.petition_id JOIN requests_request r ON r.id = p.request_id
        WHERE v.asked_on > v.until OR v.answer_by > v.asked_on + 30""",
)
