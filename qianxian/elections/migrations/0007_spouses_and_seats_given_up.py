"""A person has one spouse and comes to vote for others only if he comes; close kin do not sit on one committee; of a pair declared twice the later word counts."""

from importlib import import_module

from django.db import migrations

by_law = import_module("qianxian.elections.migrations.0004_by_law_guards")

RELATED = """
CREATE FUNCTION elections_relation(one bigint, a bigint, b bigint) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT d.relation FROM elections_kinshipdeclaration d
   WHERE d.election_id = one AND ((d.first_id = a AND d.second_id = b) OR (d.first_id = b AND d.second_id = a)) ORDER BY d.id DESC LIMIT 1
$$;
"""
UNDO_RELATED = "DROP FUNCTION elections_relation(bigint, bigint, bigint);"

SEATED = """
CREATE OR REPLACE FUNCTION elections_supervisors_stand_apart() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE own organisations_mandate; one bigint; kind text;
BEGIN
  SELECT m.* INTO own FROM organisations_mandate m WHERE m.id = NEW.mandate_id;
  SELECT k.kind INTO kind FROM organisations_committee k WHERE k.id = own.committee_id;
  IF kind IS NULL THEN RETURN NULL; END IF;
  SELECT c.election_id INTO one FROM elections_resultline l JOIN elections_candidate n ON n.id = l.candidate_id JOIN elections_contest c ON c.id = n.contest_id
    WHERE l.id = NEW.line_id;
  IF kind = 'supervision_committee' AND EXISTS (
    SELECT 1 FROM organisations_mandate m JOIN organisations_committee k ON k.id = m.committee_id AND k.kind <> 'supervision_committee'
    WHERE m.division_code = own.division_code AND m.period @> lower(own.period)
      AND (m.person_id = own.person_id
           OR elections_relation(one, own.person_id, m.person_id) IN ('spouse', 'parent_child', 'sibling', 'grandparent_grandchild'))) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'supervisors_stand_apart',
      MESSAGE = '村委会成员及其近亲属不得担任村务监督委员会成员。请另选人选。';
  END IF;
  IF kind <> 'supervision_committee' AND EXISTS (
    SELECT 1 FROM organisations_mandate m WHERE m.committee_id = own.committee_id AND m.period @> lower(own.period) AND m.person_id <> own.person_id
      AND elections_relation(one, own.person_id, m.person_id) IN ('spouse', 'parent_child', 'sibling')) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'kin_do_not_sit_together',
      MESSAGE = '配偶、父母子女、兄弟姐妹不能同时担任村（居）民委员会成员。请由其中一位回避。';
  END IF;
  RETURN NULL;
END $$;
"""
BEFORE = by_law.SEATED.partition("CREATE CONSTRAINT TRIGGER")[0].replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION", 1)

# A trigger and not a unique index: a county whose rolls already hold such a proxy is upgraded all the same, and nobody can add another.
PROXIES = """
CREATE FUNCTION elections_one_spouse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.relation = 'spouse' AND EXISTS (
    SELECT 1 FROM elections_proxy p WHERE p.id <> NEW.id AND p.election_id = NEW.election_id AND p.relation = 'spouse'
      AND (p.proxy_id IN (NEW.proxy_id, NEW.principal_id) OR p.principal_id IN (NEW.proxy_id, NEW.principal_id))) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'one_spouse',
      MESSAGE = '一个人只有一位配偶，这次选举里已登记为另一个人的配偶。请核对关系，或者另选受托人。';
  END IF;
  IF EXISTS (SELECT 1 FROM elections_proxy p WHERE p.principal_id = NEW.proxy_id) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'proxy_comes_himself',
      MESSAGE = '受托人自己已委托别人投票，不到场，不能再替人投票。请另选受托人。';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER one_spouse AFTER INSERT OR UPDATE OF principal_id, proxy_id, relation ON elections_proxy NOT DEFERRABLE FOR EACH ROW EXECUTE FUNCTION elections_one_spouse();
"""
UNDO_PROXIES = "DROP TRIGGER one_spouse ON elections_proxy; DROP FUNCTION elections_one_spouse();"


class Migration(migrations.Migration):
    dependencies = [("elections", "0006_two_accounts_are_one_person")]
    operations = [
        migrations.RunSQL(RELATED, UNDO_RELATED),
        migrations.RunSQL(SEATED, BEFORE),
        migrations.RunSQL(PROXIES, UNDO_PROXIES),
    ]
