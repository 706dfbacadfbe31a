"""A vote is counted by two people and confirmed by a third, its certificate issued by another than proposed it and revoked by another than issued it, whichever accounts they have."""

from importlib import import_module

from django.db import migrations

people = import_module("qianxian.accounts.migrations.0007_one_person_whatever_his_accounts")

ENTERED = "(c.copy <> NEW.copy AND c.entered_by = NEW.entered_by)"
BY_ONE = "(c.copy <> NEW.copy AND accounts_person_among(NEW.entered_by, ARRAY[c.entered_by]::text[]))"
CONFIRMED = "NEW.confirmed_by IN (one.entered_by, two.entered_by)"
BY_COUNTER = "accounts_person_among(one.entered_by, ARRAY[two.entered_by]::text[]) OR accounts_person_among(NEW.confirmed_by, ARRAY[one.entered_by, two.entered_by]::text[])"
ISSUED = "held.opened_by = NEW.issued_by"
BY_PROPOSER = "accounts_person_among(NEW.issued_by, ARRAY[held.opened_by]::text[])"
ANSWERED = """
CREATE FUNCTION decisions_answered_by_another() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM decisions_matter t WHERE t.id = NEW.matter_id AND accounts_person_among(NEW.answered_by, ARRAY[t.opened_by]::text[])) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'answered_by_another', MESSAGE = '异议由发起事项以外的人答复。请由另一位同志办理。';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER answered_by_another BEFORE INSERT OR UPDATE ON decisions_objection FOR EACH ROW WHEN (NEW.answered_by <> '') EXECUTE FUNCTION decisions_answered_by_another();
"""
CONFIRMED_BY_ANOTHER = """
CREATE FUNCTION decisions_confirmed_by_another() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM decisions_matter t WHERE t.id = NEW.matter_id AND accounts_person_among(NEW.confirmed_by, ARRAY[t.opened_by]::text[])) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'confirmed_by_another', MESSAGE = '决议由发起事项以外的人确认。请由另一位同志办理。';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER resolution_of_another BEFORE INSERT ON decisions_resolution FOR EACH ROW EXECUTE FUNCTION decisions_confirmed_by_another();
"""


class Migration(migrations.Migration):
    dependencies = [("decisions", "0006_revoked_by_today"), ("accounts", "0007_one_person_whatever_his_accounts")]
    operations = [
        people.two_people("decisions_powerflag", "flagged_by", "looked_by"),
        people.two_people("decisions_certificate", "issued_by", "revoked_by"),
        people.rewording("decisions_counted_by_two()", ENTERED, BY_ONE),
        people.rewording("decisions_resolution_is_lawful()", CONFIRMED, BY_COUNTER),
        people.rewording("decisions_certificate_is_earned()", ISSUED, BY_PROPOSER),
        migrations.RunSQL(ANSWERED, "DROP FUNCTION decisions_answered_by_another() CASCADE;"),
        migrations.RunSQL(CONFIRMED_BY_ANOTHER, "DROP FUNCTION decisions_confirmed_by_another() CASCADE;"),
    ]
