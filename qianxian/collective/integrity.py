"""What must never be found in the tables of the collective."""

from qianxian.foundation.integrity import offer_check

offer_check(
    "各部分土地不超过整块地",
    "SELECT w.number FROM collective_parcel w JOIN collective_parcel p ON p.whole_id = w.id GROUP BY w.id, w.number, w.mu HAVING sum(p.mu) > w.mu",
)
offer_check(
    "各期租金等于租金合计",
    """SELECT l.number FROM collective_lease l LEFT JOIN collective_instalment i ON i.lease_id = l.id GROUP BY l.id
       HAVING count(i.id) <> l.instalment_count OR sum(i.amount) IS DISTINCT FROM l.total""",
)
offer_check(
    "租金到账不超过收款，也不超过应收",
    """SELECT i.lease_id || '/' || i.turn FROM collective_instalment i JOIN collective_rentreceipt r ON r.instalment_id = i.id JOIN funds_voucherline v ON v.id = r.line_id
         LEFT JOIN funds_voucher x ON x.reverses_id = v.voucher_id WHERE x.id IS NULL GROUP BY i.id HAVING sum(r.amount) > i.amount
       UNION ALL SELECT 'line ' || v.id FROM funds_voucherline v JOIN collective_rentreceipt r ON r.line_id = v.id GROUP BY v.id HAVING sum(r.amount) > v.debit""",
)
offer_check(
    "出租合同都有签订时有效的凭证",
    """SELECT l.number FROM collective_lease l JOIN contracts_contract x ON x.id = l.contract_id LEFT JOIN decisions_certificate c ON c.id = x.certificate_id
       WHERE l.state IN ('running', 'ended') AND (x.state = 'draft' OR x.kind <> 'lease_out' OR x.amount <> l.total OR (x.basis <> 'existing'
         AND (c.id IS NULL OR c.division_code <> l.division_code OR x.signed_on NOT BETWEEN c.valid_from AND c.lapses_on OR c.revoked_on <= x.signed_on)))""",
)
offer_check(
    "签订的出租合同都有出租物",
    """SELECT x.number FROM contracts_contract x LEFT JOIN collective_lease l ON l.contract_id = x.id AND l.state <> 'dropped'
       WHERE x.kind = 'lease_out' AND x.basis <> 'existing' AND x.state IN ('signed', 'ended', 'terminated') AND l.id IS NULL""",
)
offer_check(
    "收益分配逐人合计与总额一致",
    """SELECT d.number FROM collective_distribution d LEFT JOIN collective_distributionline l ON l.distribution_id = d.id GROUP BY d.id
       HAVING sum(l.amount) IS DISTINCT FROM d.paid OR d.income - d.loss_carried <> d.reserve + d.welfare + d.paid + d.remainder""",
)
offer_check(
    "成员名册逐行完整",
    "SELECT r.number FROM collective_roll r LEFT JOIN collective_rollentry e ON e.roll_id = r.id GROUP BY r.id HAVING count(e.id) <> r.members OR sum(e.shares) IS DISTINCT FROM r.shares",
)
