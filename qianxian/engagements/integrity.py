"""What must never be found in the tables of engagements."""

from qianxian.foundation.integrity import offer_check

offer_check(
    "每段聘任都有聘任决定",
    """SELECT e.uuid FROM engagements_engagement e LEFT JOIN engagements_engagementdecision d ON d.id = e.decision_id
       WHERE NOT e.acting AND d.outcome IS DISTINCT FROM 'engaged'""",
)
offer_check(
    "主任都是在任书记",
    """SELECT e.uuid FROM engagements_engagement e
       WHERE e.post = 'director' AND NOT e.acting AND NOT EXISTS (
         SELECT 1 FROM organisations_mandate m JOIN organisations_partyorganisation o ON o.id = m.organisation_id
         WHERE m.person_id = e.person_id AND m.role = 'secretary' AND o.is_top_of_village AND o.division_code = e.division_code AND m.period && e.period)""",
)
offer_check(
    "暂缓聘任都有期限",
    "SELECT uuid FROM engagements_engagementdecision WHERE outcome = 'deferred' AND deferred_until IS NULL",
)
