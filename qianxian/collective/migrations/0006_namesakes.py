"""Who only bears the name of a director's declared relative may lease, once the supervision committee has said so on paper (R-C06).

A number that is the same is never cleared, nor is anybody by who drafted the lease."""

import uuid

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

CLEARED = """
CREATE FUNCTION collective_namesake(c contracts_contract, q people_person) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT NOT (c.identity_index <> '' AND coalesce(q.identity_index, '') = c.identity_index) AND EXISTS (
    SELECT 1 FROM collective_namesakestatement n WHERE n.certificate_id = c.certificate_id AND n.division_code = c.division_code AND n.name = q.name AND n.stated_by <> c.drafted_by)
$$;

CREATE OR REPLACE FUNCTION collective_check_kin(c contracts_contract, day date) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF c.basis <> 'existing' AND EXISTS (SELECT 1 FROM collective_seat s JOIN collective_member m ON m.id = s.member_id
      CROSS JOIN LATERAL elections_kin(m.person_id) k JOIN people_person q ON q.id = k JOIN decisions_certificate d ON d.id = c.certificate_id
      WHERE s.division_code = c.division_code AND s.kind IN ('chair', 'director', 'supervisor') AND s.period @> day AND contracts_bears(c, q) AND NOT collective_namesake(c, q)
        AND NOT EXISTS (SELECT 1 FROM decisions_recusal x JOIN decisions_meeting t ON t.id = x.meeting_id WHERE t.matter_id = d.matter_id AND t.round = d.round
                        AND t.cancelled_on IS NULL AND x.name = m.name)) THEN
    PERFORM funds_refuse('related_kin_recused', '承租方是理事、监事在选举时申报过的亲属，决定时这名理事、监事没有回避。请回避后重新表决；只是同名的，请监督委员会先登记同名说明。');
  END IF;
END $$;

CREATE FUNCTION collective_guard_namesake() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM decisions_certificate d WHERE d.id = NEW.certificate_id AND d.division_code = NEW.division_code) THEN
    PERFORM funds_refuse('namesake_of_the_village', '同名说明登记在本村（社区）的决策凭证上。请另选凭证。');
  END IF;
  IF EXISTS (SELECT 1 FROM contracts_contract c WHERE c.certificate_id = NEW.certificate_id AND c.drafted_by = NEW.stated_by) THEN
    PERFORM funds_refuse('namesake_by_another', '合同是您草拟的，同名说明由监督委员会的另一位同志登记。');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER namesake_of_the_village BEFORE INSERT ON collective_namesakestatement FOR EACH ROW EXECUTE FUNCTION collective_guard_namesake();
"""
UNDO_CLEARED = """
DROP FUNCTION collective_guard_namesake() CASCADE;
CREATE OR REPLACE FUNCTION collective_check_kin(c contracts_contract, day date) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF c.basis <> 'existing' AND EXISTS (SELECT 1 FROM collective_seat s JOIN collective_member m ON m.id = s.member_id
      CROSS JOIN LATERAL elections_kin(m.person_id) k JOIN people_person q ON q.id = k JOIN decisions_certificate d ON d.id = c.certificate_id
      WHERE s.division_code = c.division_code AND s.kind IN ('chair', 'director', 'supervisor') AND s.period @> day AND contracts_bears(c, q)
        AND NOT EXISTS (SELECT 1 FROM decisions_recusal x JOIN decisions_meeting t ON t.id = x.meeting_id WHERE t.matter_id = d.matter_id AND t.round = d.round
                        AND t.cancelled_on IS NULL AND x.name = m.name)) THEN
    PERFORM funds_refuse('related_kin_recused', '承租方是理事、监事在选举时申报过的亲属，决定时这名理事、监事没有回避。请回避后重新表决。');
  END IF;
END $$;
DROP FUNCTION collective_namesake(contracts_contract, people_person);
"""


class Migration(migrations.Migration):
    dependencies = [("collective", "0005_imported_members"), ("decisions", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="NamesakeStatement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("division_code", models.CharField(max_length=12, validators=[django.core.validators.RegexValidator("^\\d{12}$")])),
                ("name", models.CharField(max_length=60)),
                ("document", models.CharField(max_length=200)),
                ("stated_on", models.DateField()),
                ("stated_by", models.CharField(max_length=80)),
                ("certificate", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="namesake_statements", to="decisions.certificate")),
            ],
            options={"verbose_name": "同名说明"},
        ),
        migrations.AddConstraint("namesakestatement", models.UniqueConstraint(fields=("certificate", "name"), name="one_namesake_statement")),
        migrations.AddConstraint("namesakestatement", models.CheckConstraint(condition=models.Q(("name", ""), _negated=True) & models.Q(("document", ""), _negated=True), name="namesake_compared_on_paper")),
        migrations.RunSQL(CLEARED, UNDO_CLEARED),
    ]
