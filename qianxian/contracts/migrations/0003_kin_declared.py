"""The kin whom an officer declared in an election count as near to the other side without being typed again (R-C06)."""

from django.db import migrations, models

KIN = """
-- Whether a person is, by number or by name, the other side or who represents it; a number that differs clears a name.
CREATE FUNCTION contracts_bears(c contracts_contract, p people_person) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT (c.identity_index <> '' AND coalesce(p.identity_index, '') = c.identity_index)
      OR (p.name = regexp_replace(c.counterparty, '\\s', '', 'g') AND (c.identity_index = '' OR coalesce(p.identity_index, '') = ''))
      OR (c.representative <> '' AND p.name = regexp_replace(c.representative, '\\s', '', 'g'))
$$;

CREATE OR REPLACE FUNCTION contracts_officers(c contracts_contract, day date) RETURNS SETOF text LANGUAGE sql STABLE AS $$
  SELECT DISTINCT p.name::text FROM people_person p WHERE p.id IN (
      SELECT m.person_id FROM organisations_mandate m WHERE m.division_code = c.division_code AND m.period @> day
      UNION SELECT e.person_id FROM engagements_engagement e WHERE e.division_code = c.division_code AND e.period @> day)
    AND (contracts_bears(c, p) OR EXISTS (SELECT 1 FROM elections_kin(p.id) k JOIN people_person q ON q.id = k WHERE contracts_bears(c, q)))
$$;
"""
UNDO_KIN = """
CREATE OR REPLACE FUNCTION contracts_officers(c contracts_contract, day date) RETURNS SETOF text LANGUAGE sql STABLE AS $$
  SELECT DISTINCT p.name::text FROM people_person p WHERE p.id IN (
      SELECT m.person_id FROM organisations_mandate m WHERE m.division_code = c.division_code AND m.period @> day
      UNION SELECT e.person_id FROM engagements_engagement e WHERE e.division_code = c.division_code AND e.period @> day)
    AND contracts_bears(c, p)
$$;
"""

# The guard of a party's row with one word more: a relative found by his name only may be cleared too.
PARTY = """
CREATE OR REPLACE FUNCTION contracts_guard_party() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE c contracts_contract%ROWTYPE;
BEGIN
  SELECT * INTO c FROM contracts_contract t WHERE t.id = NEW.contract_id AND t.division_code = NEW.division_code;
  IF NOT FOUND THEN
    PERFORM contracts_refuse('related_party_stays', '关联方登记在本村（社区）自己的合同上。');
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.answer <> '' OR c.state <> 'draft' THEN
      PERFORM contracts_refuse('related_party_stays', '关联方在签订以前登记，登记后再处理。');
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.answer <> '' OR to_jsonb(NEW) - '{answer,recusal_id,document,answered_on,answered_by,version}'::text[]
       IS DISTINCT FROM to_jsonb(OLD) - '{answer,recusal_id,document,answered_on,answered_by,version}'::text[] THEN
    PERFORM contracts_refuse('related_party_stays', '关联方登记后不能改，处理一次后不能再改。');
  END IF;
  IF NEW.answer = 'recused' AND NOT EXISTS (SELECT 1 FROM decisions_recusal u JOIN decisions_meeting m ON m.id = u.meeting_id JOIN decisions_certificate d ON d.id = c.certificate_id
       WHERE u.id = NEW.recusal_id AND u.name = NEW.name AND (m.matter_id, m.round) = (d.matter_id, d.round)) THEN
    PERFORM contracts_refuse('related_party_recused', '有利害关系的人没有在作出这份决议的会议上回避。请重新决定，并登记回避。');
  END IF;
  IF NEW.answer = 'not_same' AND (NEW.source NOT IN ('name', 'kin_name', 'representative') OR NEW.answered_by IN (c.drafted_by, c.recorded_by)) THEN
    PERFORM contracts_refuse('related_party_cleared_by_another', '只有姓名相同的，才能由起草人以外的镇（街道）干部查实不是同一人。');
  END IF;
  RETURN NEW;
END $$;
"""

SOURCES = [
    ("number", "证件号码相同"), ("name", "姓名相同"), ("representative", "与对方负责人姓名相同"), ("declared", "本人申报"), ("earlier", "以前的合同申报过"),
    ("kin_number", "选举时申报的亲属，证件号码相同"), ("kin_name", "选举时申报的亲属，姓名相同"),
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("contracts", "0002_guards"), ("elections", "0005_kin_of_a_person"), ("people", "0005_order_by_pinyin")]

    operations = [
        migrations.AlterField("relatedparty", "source", models.CharField(choices=SOURCES, max_length=16)),
        migrations.RunSQL(KIN, UNDO_KIN),
        migrations.RunSQL(PARTY, migrations.RunSQL.noop),
    ]
