"""What must never be found in the tables of projects."""

from qianxian.foundation.integrity import offer_check

offer_check(
    "项目预算等于资金来源合计",
    """SELECT p.number || '/' || b.position FROM projects_budget b JOIN projects_project p ON p.id = b.project_id LEFT JOIN projects_budgetsource s ON s.budget_id = b.id
        GROUP BY b.id, p.number, b.position, b.amount HAVING coalesce(sum(s.amount), 0) <> b.amount""",
)
offer_check(
    "项目付款不超过审定金额，资产按审定金额入账",
    """SELECT p.number FROM projects_project p WHERE p.audited_amount IS NOT NULL AND EXISTS (SELECT 1 FROM funds_payment f WHERE f.contract_id = p.contract_id AND f.state = 'paid'
          AND f.paid_on > p.audited_on) AND funds_paid_under_contract(p.contract_id, NULL) > p.audited_amount
       UNION ALL SELECT a.number FROM projects_asset a JOIN projects_project p ON p.id = a.project_id WHERE a.cost IS DISTINCT FROM p.audited_amount""",
)
offer_check(
    "验收人没有经手付款",
    """SELECT p.number FROM projects_project p JOIN projects_acceptance a ON a.project_id = p.id JOIN funds_payment f ON f.contract_id = p.contract_id
        WHERE f.state IN ('approved', 'booked', 'paid') AND a.login IN (f.handled_by, f.approved_by, f.booked_by, f.paid_by)""",
)
