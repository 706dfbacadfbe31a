"""What must never be found in the tables of decisions."""

from qianxian.foundation.integrity import offer_check

offer_check("决策凭证的摘要与证据相符", "SELECT number FROM decisions_certificate WHERE digest <> encode(sha256(convert_to(evidence, 'UTF8')), 'hex')")
offer_check(
    "决策凭证的证据与决议、公开、异议相符",
    """SELECT c.number FROM decisions_certificate c JOIN decisions_matter t ON t.id = c.matter_id WHERE
         c.evidence::jsonb->'certificate' IS DISTINCT FROM jsonb_build_object('number', c.number, 'unit', c.unit, 'purpose', c.purpose,
           'amount_limit', c.amount_limit::text, 'valid_from', c.valid_from::text, 'lapses_on', c.lapses_on::text)
         OR (t.round = c.round AND c.evidence::jsonb->'matter' IS DISTINCT FROM jsonb_build_object('number', t.number, 'title', t.title, 'kind', t.kind,
           'amount', t.amount::text, 'division_code', t.division_code, 'round', t.round))
         OR c.evidence::jsonb->'resolutions' IS DISTINCT FROM (
           SELECT jsonb_agg(jsonb_build_object('number', r.number, 'body', r.body, 'decided_on', r.decided_on::text, 'eligible', r.eligible, 'present', r.present,
                  'recused', r.recused, 'for', r.votes_for, 'against', r.votes_against, 'abstain', r.votes_abstain, 'quorum_needed', r.quorum_needed,
                  'votes_needed', r.votes_needed, 'passed', r.passed, 'rule', r.rule, 'law', r.law) ORDER BY s.position, r.id)
             FROM decisions_resolution r JOIN decisions_meeting m ON m.id = r.meeting_id JOIN decisions_matterstep s ON s.id = m.step_id
            WHERE r.matter_id = c.matter_id AND m.round = c.round)
         OR (jsonb_typeof(c.evidence::jsonb->'publication') = 'object' AND NOT EXISTS (
           SELECT 1 FROM decisions_publication p WHERE p.matter_id = c.matter_id AND p.round = c.round AND p.kind = 'decision'
              AND c.evidence::jsonb->'publication' = jsonb_build_object('from', p.published_from::text, 'to', p.published_to::text,
                  'objections_until', p.objections_until::text, 'place', p.place, 'text', p.text)))
         OR EXISTS (SELECT 1 FROM jsonb_array_elements(c.evidence::jsonb->'objections') e WHERE NOT EXISTS (
           SELECT 1 FROM decisions_objection o WHERE o.uuid::text = e->>'uuid' AND e = jsonb_build_object('uuid', o.uuid::text,
                  'received_on', o.received_on::text, 'reason', o.reason, 'upheld', o.upheld, 'answer', o.answer, 'answered_on', o.answered_on::text)))""",
)
offer_check(
    "通过的决议达到法定票数",
    """SELECT r.number FROM decisions_resolution r JOIN decisions_meeting m ON m.id = r.meeting_id JOIN decisions_matterstep s ON s.id = m.step_id
        WHERE r.passed AND NOT decisions_lawful(r.body, s.rule, r.votes_for, r.present - r.recused, r.eligible)""",
)
