"""A lease to the kin whom a director or supervisor declared in an election needs his recusal, as if he had declared them with his seat (R-C06)."""

from django.db import migrations

KIN = """
CREATE FUNCTION collective_check_kin(c contracts_contract, day date) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF c.basis <> 'existing' AND EXISTS (SELECT 1 FROM collective_seat s JOIN collective_member m ON m.id = s.member_id
      CROSS JOIN LATERAL elections_kin(m.person_id) k JOIN people_person q ON q.id = k JOIN decisions_certificate d ON d.id = c.certificate_id
      WHERE s.division_code = c.division_code AND s.kind IN ('chair', 'director', 'supervisor') AND s.period @> day AND contracts_bears(c, q)
        AND NOT EXISTS (SELECT 1 FROM decisions_recusal x JOIN decisions_meeting t ON t.id = x.meeting_id WHERE t.matter_id = d.matter_id AND t.round = d.round
                        AND t.cancelled_on IS NULL AND x.name = m.name)) THEN
    PERFORM funds_refuse('related_kin_recused', '承租方是理事、监事在选举时申报过的亲属，决定时这名理事、监事没有回避。请回避后重新表决。');
  END IF;
END $$;

CREATE FUNCTION collective_guard_kin_of_lease() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE c contracts_contract%ROWTYPE;
BEGIN
  SELECT * INTO c FROM contracts_contract x WHERE x.id = NEW.contract_id;
  PERFORM collective_check_kin(c, coalesce(c.signed_on, NEW.opened_on));
  RETURN NEW;
END $$;
CREATE TRIGGER lease_without_unrecused_kin BEFORE INSERT ON collective_lease FOR EACH ROW EXECUTE FUNCTION collective_guard_kin_of_lease();
CREATE TRIGGER lease_in_force_without_unrecused_kin BEFORE UPDATE ON collective_lease FOR EACH ROW WHEN (NEW.state = 'running' AND OLD.state = 'planned')
  EXECUTE FUNCTION collective_guard_kin_of_lease();

CREATE FUNCTION collective_guard_kin_of_contract() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM collective_lease l WHERE l.contract_id = NEW.id AND l.state <> 'dropped') THEN
    PERFORM collective_check_kin(NEW, NEW.signed_on);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER lease_signed_without_unrecused_kin BEFORE UPDATE ON contracts_contract FOR EACH ROW WHEN (NEW.state = 'signed' AND OLD.state = 'draft')
  EXECUTE FUNCTION collective_guard_kin_of_contract();
"""
UNDO_KIN = "DROP FUNCTION collective_guard_kin_of_contract() CASCADE; DROP FUNCTION collective_guard_kin_of_lease() CASCADE; DROP FUNCTION collective_check_kin(contracts_contract, date);"


class Migration(migrations.Migration):
    dependencies = [("collective", "0002_guards"), ("contracts", "0003_kin_declared"), ("elections", "0005_kin_of_a_person")]

    operations = [migrations.RunSQL(KIN, UNDO_KIN)]
