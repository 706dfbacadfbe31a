"""What must never be found in the tables of money."""

from qianxian.foundation.integrity import offer_check

offer_check(
    "凭证借贷相等、分录完整",
    """SELECT v.book_id || ' ' || v.month || ' ' || v.number FROM funds_voucher v LEFT JOIN funds_voucherline l ON l.voucher_id = v.id
       GROUP BY v.id HAVING count(l.id) <> v.line_count OR sum(l.debit) IS DISTINCT FROM sum(l.credit) OR sum(l.debit) IS DISTINCT FROM v.total""",
)
offer_check(
    "每笔资金在每张凭证里借贷相等",
    "SELECT l.voucher_id FROM funds_voucherline l GROUP BY l.voucher_id, l.fund_id HAVING sum(l.debit) <> sum(l.credit)",
)
offer_check("凭证号每月连续", "SELECT book_id || ' ' || month FROM funds_voucher GROUP BY book_id, month HAVING max(number) <> count(*) OR min(number) <> 1")
offer_check(
    "资金和账户没有透支",
    "SELECT fund_id || '/' || coalesce(bank_account_id::text, '现金') FROM funds_voucherline WHERE left(account_id, 2) = '10' GROUP BY fund_id, bank_account_id HAVING sum(debit - credit) < 0",
)
offer_check(
    "专项资金到账不超过拨付",
    """SELECT f.id FROM funds_fund f JOIN funds_allocation a ON a.id = f.allocation_id JOIN funds_voucherline l ON l.fund_id = f.id JOIN funds_voucher v ON v.id = l.voucher_id
       WHERE l.account_id ~ '^(241|503|11301)' GROUP BY f.id, a.amount HAVING sum(CASE WHEN v.kind = 'reversal' THEN -l.debit ELSE l.credit END) > a.amount""",
)
offer_check(
    "付款都有凭证，凭证付款都经审批",
    """SELECT p.number FROM funds_payment p LEFT JOIN funds_voucher v ON v.payment_id = p.id WHERE p.state = 'paid' AND (v.id IS NULL OR v.total <> p.amount)
       UNION ALL SELECT 'voucher ' || v.id FROM funds_voucher v JOIN funds_voucherline l ON l.voucher_id = v.id WHERE v.payment_id IS NULL AND v.kind NOT IN ('reversal', 'opening')
         AND (left(l.account_id, 2) = '10' OR left(l.account_id, 5) = '11301') GROUP BY v.id, l.fund_id HAVING sum(l.debit - l.credit) < 0""",
)
offer_check(
    "付款时决议有效、没有超过决议数额",
    """SELECT p.number FROM funds_payment p JOIN decisions_certificate c ON c.id = p.certificate_id
        WHERE p.state = 'paid' AND (p.paid_on NOT BETWEEN c.valid_from AND c.lapses_on OR c.revoked_on <= p.paid_on OR c.division_code <> p.division_code)
       UNION ALL SELECT c.number FROM decisions_certificate c JOIN funds_payment p ON p.certificate_id = c.id LEFT JOIN funds_voucher v ON v.payment_id = p.id
         LEFT JOIN funds_voucher r ON r.reverses_id = v.id WHERE p.state IN ('approved', 'booked', 'paid') AND r.id IS NULL
         GROUP BY c.id, c.number, c.amount_limit HAVING sum(p.amount) > c.amount_limit""",
)
offer_check(
    "付款都有依据",
    """SELECT p.number FROM funds_payment p LEFT JOIN decisions_certificate c ON c.id = p.certificate_id AND c.division_code = p.division_code
         LEFT JOIN funds_standingresolution s ON s.id = p.standing_id AND s.division_code = p.division_code AND s.confirmed_by <> '' LEFT JOIN pay_payrun r ON r.id = p.pay_run_id
        WHERE p.state IN ('approved', 'booked', 'paid')
          AND CASE p.authority WHEN 'certificate' THEN c.id WHEN 'small' THEN s.id WHEN 'pay_run' THEN r.id WHEN 'withheld' THEN r.id
              WHEN 'emergency' THEN CASE WHEN p.ratify_by IS NOT NULL THEN p.id END END IS NULL""",
)
offer_check(
    "上缴的代扣款不超过工资批次的代扣数",
    """SELECT r.number || ' ' || p.account_id FROM funds_payment p JOIN pay_payrun r ON r.id = p.pay_run_id LEFT JOIN funds_voucher v ON v.payment_id = p.id
         LEFT JOIN funds_voucher w ON w.reverses_id = v.id WHERE p.authority = 'withheld' AND p.state IN ('approved', 'booked', 'paid') AND w.id IS NULL
       GROUP BY r.number, p.pay_run_id, p.division_code, p.account_id
       HAVING sum(p.amount) - funds_recovered(p.pay_run_id, p.division_code, 'withheld', p.account_id)
         > funds_withheld_by_slips(p.pay_run_id, p.division_code, p.account_id, max(p.requested_on))""",
)
offer_check(
    "收回的报酬不超过多发的数",
    """SELECT r.number || ' ' || v.division_code || ' ' || l.account_id FROM funds_voucher v JOIN pay_payrun r ON r.id = v.recovers_id JOIN funds_voucherline l ON l.voucher_id = v.id
         LEFT JOIN funds_voucher w ON w.reverses_id = v.id WHERE w.id IS NULL AND l.credit > 0
       GROUP BY r.number, v.recovers_id, v.division_code, l.account_id
       HAVING sum(l.credit) > funds_gone_out(v.recovers_id, v.division_code, l.account_id) + CASE WHEN l.account_id IN ('21201', '51301')
         THEN funds_recovered(v.recovers_id, v.division_code, 'pay_run', NULL)
              - least(funds_due_by_run(v.recovers_id, v.division_code, max(v."on")), funds_due_by_run(v.recovers_id, v.division_code, funds_today()))
         ELSE funds_recovered(v.recovers_id, v.division_code, 'withheld', l.account_id) - funds_withheld_by_slips(v.recovers_id, v.division_code, l.account_id, max(v."on")) END""",
)
offer_check(
    "资金已审批的付款不超过余额",
    """SELECT p.fund_id FROM funds_payment p WHERE p.state IN ('approved', 'booked') GROUP BY p.fund_id
       HAVING sum(p.amount) > (SELECT coalesce(sum(l.debit - l.credit), 0) FROM funds_voucherline l WHERE l.fund_id = p.fund_id AND left(l.account_id, 2) = '10')""",
)
offer_check(
    "干部报酬只从财政资金列支",
    """SELECT l.voucher_id FROM funds_voucherline l JOIN funds_account a ON a.code = l.account_id JOIN funds_fund f ON f.id = l.fund_id JOIN funds_voucher v ON v.id = l.voucher_id
       WHERE a.cadre_pay AND v.kind <> 'opening' AND (f.origin <> 'public' OR f.purpose <> 'pay')""",
)
offer_check(
    "计提的干部报酬与工资批次、差额更正相符",
    """SELECT d.pay_key FROM funds_voucherdraft d JOIN funds_voucher v ON v.id = d.voucher_id LEFT JOIN funds_voucher r ON r.reverses_id = v.id
         CROSS JOIN LATERAL (SELECT coalesce(sum(l.debit - l.credit) FILTER (WHERE l.account_id = '51301'), 0) AS borne FROM funds_voucherline l WHERE l.voucher_id = v.id) b
         CROSS JOIN LATERAL (SELECT split_part(d.pay_key, '/', 2) AS payer, split_part(d.pay_key, '/', 1) AS number) k
        WHERE d.pay_key <> '' AND d.state = 'posted' AND r.id IS NULL AND b.borne <>
          coalesce((SELECT sum(CASE k.payer WHEN 'city' THEN s.city WHEN 'district' THEN s.district ELSE s.town END) FROM pay_payslip s JOIN pay_payrun p ON p.id = s.run_id
                     WHERE p.number = k.number AND s.division_code = d.division_code), 0)
        + coalesce((SELECT sum(x.amount) FROM pay_differenceline x JOIN pay_paycorrection c ON c.id = x.correction_id
                     WHERE c.number = k.number AND x.part = k.payer AND x.division_code = d.division_code), 0)""",
)
offer_check(
    "已结月份的合计与分录相符",
    """SELECT c.book_id || ' ' || c.month FROM funds_monthclose c CROSS JOIN LATERAL (
         SELECT count(*) AS n FROM (
           (SELECT t.fund_id, t.account_id, t.debit, t.credit, t.paid, t.closing, t.came, t.went FROM funds_monthtotal t WHERE t.book_id = c.book_id AND t.month = c.month
            EXCEPT SELECT o.fund, o.account, o.debit, o.credit, o.paid, o.closing, o.came, o.went
                     FROM funds_totals_of(ARRAY[c.book_id], ARRAY[c.month], (c.month + interval '1 month')::date - 1) o)
           UNION ALL
           (SELECT o.fund, o.account, o.debit, o.credit, o.paid, o.closing, o.came, o.went
              FROM funds_totals_of(ARRAY[c.book_id], ARRAY[c.month], (c.month + interval '1 month')::date - 1) o
            EXCEPT SELECT t.fund_id, t.account_id, t.debit, t.credit, t.paid, t.closing, t.came, t.went FROM funds_monthtotal t WHERE t.book_id = c.book_id AND t.month = c.month)) d) x
       WHERE x.n > 0
       UNION ALL SELECT t.book_id || ' ' || t.month FROM funds_monthtotal t LEFT JOIN funds_monthclose c ON c.book_id = t.book_id AND c.month = t.month WHERE c.id IS NULL""",
)
