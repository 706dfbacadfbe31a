"""What must never be found in the tables of contracts."""

from qianxian.foundation.integrity import offer_check

offer_check(
    "合同依据的凭证签订时有效，合同合计不超过凭证金额",
    """SELECT c.number FROM contracts_contract c JOIN decisions_certificate d ON d.id = c.certificate_id WHERE c.state IN ('signed', 'ended', 'terminated')
         AND (c.signed_on NOT BETWEEN d.valid_from AND d.lapses_on OR d.revoked_on <= c.signed_on OR d.division_code <> c.division_code OR d.unit <> c.unit)
       UNION ALL SELECT c.number || '/' || a.position FROM contracts_amendment a JOIN contracts_contract c ON c.id = a.contract_id JOIN decisions_certificate d ON d.id = a.certificate_id
        WHERE a.signed_on NOT BETWEEN d.valid_from AND d.lapses_on OR d.revoked_on <= a.signed_on OR d.division_code <> c.division_code OR d.unit <> c.unit
       UNION ALL SELECT d.number FROM decisions_certificate d WHERE contracts_promised(d.id) > d.amount_limit""",
)
offer_check(
    "合同的关联方在签订以前都已处理",
    """SELECT c.number FROM contracts_contract c JOIN contracts_relatedparty r ON r.contract_id = c.id LEFT JOIN decisions_recusal u ON u.id = r.recusal_id
         LEFT JOIN decisions_meeting m ON m.id = u.meeting_id LEFT JOIN decisions_certificate d ON d.id = c.certificate_id
        WHERE c.basis <> 'existing' AND c.state IN ('signed', 'ended', 'terminated')
          AND (r.answer = '' OR (r.answer = 'recused' AND (u.name, m.matter_id, m.round) IS DISTINCT FROM (r.name, d.matter_id, d.round)))""",
)
offer_check(
    "没有新决策的合同变更不超过规定比例",
    """SELECT c.number FROM contracts_contract c JOIN contracts_amendment a ON a.contract_id = c.id WHERE a.certificate_id IS NULL
        GROUP BY c.id, c.number, c.amount, c.kind
       HAVING sum(greatest(CASE WHEN contracts_pays(c.kind) THEN a.amount_change ELSE -a.amount_change END, 0))
              > trunc(c.amount * rulebook_number('contracts.amend_percent', max(a.signed_on), 10) / 100, 2)""",
)
