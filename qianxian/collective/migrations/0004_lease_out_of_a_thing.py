"""No contract of kind lease-out is signed without the land or asset it lets, and a signed one keeps its lease (R-C08)."""

from django.db import migrations

THING = """
CREATE FUNCTION collective_guard_thing_let() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM collective_lease l WHERE l.contract_id = NEW.id AND l.state <> 'dropped') THEN
    PERFORM funds_refuse('lease_out_of_a_thing', '出租合同还没有登记出租的土地或资产。请先在「集体经济」的出租合同里登记出租物和租金，再签订。');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER lease_out_of_a_thing BEFORE UPDATE ON contracts_contract FOR EACH ROW
  WHEN (NEW.state = 'signed' AND OLD.state = 'draft' AND NEW.kind = 'lease_out' AND NEW.basis <> 'existing') EXECUTE FUNCTION collective_guard_thing_let();

CREATE FUNCTION collective_guard_lease_dropped() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM contracts_contract c WHERE c.id = NEW.contract_id AND c.state = 'signed' AND c.basis <> 'existing') THEN
    PERFORM funds_refuse('signed_lease_is_not_dropped', '合同已经签订，出租登记不能撤回。请登记生效；不再出租的，登记结束。');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER signed_lease_is_not_dropped BEFORE UPDATE ON collective_lease FOR EACH ROW WHEN (NEW.state = 'dropped' AND OLD.state = 'planned')
  EXECUTE FUNCTION collective_guard_lease_dropped();
"""
UNDO_THING = "DROP FUNCTION collective_guard_lease_dropped() CASCADE; DROP FUNCTION collective_guard_thing_let() CASCADE;"


class Migration(migrations.Migration):
    dependencies = [("collective", "0003_kin_declared")]

    operations = [migrations.RunSQL(THING, UNDO_THING)]
