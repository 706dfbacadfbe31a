"""What must never be found in the registers of organisations and members."""

from qianxian.foundation.integrity import offer_check

offer_check(
    "党员所在支部与组织关系一致",
    """SELECT m.uuid FROM organisations_partymember m LEFT JOIN organisations_branchregistration g ON g.member_id = m.id AND upper_inf(g.period)
       WHERE m.ended_on IS NULL AND g.organisation_id IS DISTINCT FROM m.organisation_id""",
)
offer_check(
    "上级党组织都在册",
    """SELECT c.code FROM organisations_partyorganisation c JOIN organisations_partyorganisation p ON p.id = c.parent_id
       WHERE c.status = 'active' AND p.status <> 'active'""",
)
