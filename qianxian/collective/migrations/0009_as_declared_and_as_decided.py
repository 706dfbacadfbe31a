"""What straight SQL still got away with here: another name on a membership, near relations taken back, votes on a roll for who has none, a lease cut short on paper
to lose its arrears, a distribution by rates nobody set, before its year was over or booked by another voucher."""

from importlib import import_module

from django.db import migrations

reworded = import_module("qianxian.funds.migrations.0013_corrections_are_paid_by_their_run").reworded

MEMBER = "collective_guard_member()"
KEPT = "(NEW.number, NEW.division_code, NEW.since, NEW.basis, NEW.document, NEW.recorded_by) IS DISTINCT FROM (OLD.number, OLD.division_code, OLD.since, OLD.basis, OLD.document, OLD.recorded_by)"
NAMED = (
    "(NEW.uuid, NEW.number, NEW.division_code, NEW.name, NEW.born_on, NEW.since, NEW.basis, NEW.document, NEW.recorded_by)"
    " IS DISTINCT FROM (OLD.uuid, OLD.number, OLD.division_code, OLD.name, OLD.born_on, OLD.since, OLD.basis, OLD.document, OLD.recorded_by)"
)

NEAR = """
CREATE FUNCTION collective_guard_near() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM collective_seat s WHERE s.id = NEW.seat_id AND s.division_code = NEW.division_code AND s.kind <> 'delegate') OR NEW.declared_on > funds_today() THEN
    PERFORM funds_refuse('near_to_a_director', '关联方由本村（社区）的理事、监事申明，日期不能晚于今天。');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER near_to_a_director BEFORE INSERT ON collective_nearparty FOR EACH ROW EXECUTE FUNCTION collective_guard_near();
"""

ENTRY = "collective_guard_entry()"
SHARES = "AND m.shares = NEW.shares) THEN"
AS_REGISTERED = (
    "AND (m.shares, m.name, m.household) = (NEW.shares, NEW.name, NEW.household)"
    " AND NEW.votes = (NOT m.incapable AND (m.born_on + interval '18 years')::date <= r.\"on\")) THEN"
)

LEASE = """
CREATE FUNCTION collective_guard_lease_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.ended_on IS NULL OR NEW.ended_on > funds_today() OR NEW.ended_on < (SELECT c.signed_on FROM contracts_contract c WHERE c.id = NEW.contract_id)
     OR upper(NEW.period) <> greatest(least(NEW.ended_on + 1, upper(OLD.period)), lower(OLD.period) + 1) OR NEW.end_reason = '' OR NEW.ended_by = '' THEN
    PERFORM funds_refuse('lease_ends_on_its_day', '出租结束的日期不早于签订、不晚于今天，租期随之截止，并写明原因。');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER lease_ends_on_its_day BEFORE UPDATE ON collective_lease FOR EACH ROW WHEN (NEW.state = 'ended' AND OLD.state = 'running') EXECUTE FUNCTION collective_guard_lease_end();
"""

DISTRIBUTION = """
CREATE FUNCTION collective_guard_shared_out() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.year >= extract(year FROM NEW.computed_on) OR NEW.computed_on > funds_today() THEN
      PERFORM funds_refuse('shared_out_after_its_year', '年度结束以后才能分配。');
    END IF;
    IF (NEW.reserve_rate, NEW.welfare_rate) <> (rulebook_number('collective.reserve_rate', NEW.computed_on, 0.30), rulebook_number('collective.welfare_rate', NEW.computed_on, 0))
       OR NEW.welfare <> round((NEW.income - NEW.loss_carried) * NEW.welfare_rate, 2) THEN
      PERFORM funds_refuse('shared_out_by_the_rates', '公积公益金和公益、福利按当天的比例提取。比例有变的，先按文件定参数。');
    END IF;
    IF EXISTS (SELECT 1 FROM collective_distribution d WHERE d.roll_id = NEW.roll_id AND d.state <> 'dropped' AND d.year <> NEW.year) THEN
      PERFORM funds_refuse('distribution_by_the_roll', '分配要按为这次分配定下的成员名册和份额办理。');
    END IF;
  ELSIF NEW.draft_id IS DISTINCT FROM OLD.draft_id AND (NEW.state <> 'drafted' OR NOT EXISTS (
      SELECT 1 FROM funds_voucherdraft d WHERE d.id = NEW.draft_id AND d.book_id = NEW.book_id AND d.state = 'prepared'
        AND (SELECT (count(*) FILTER (WHERE (l ->> 'fund')::bigint <> NEW.fund_id OR l ->> 'account' NOT IN ('322', '311', '211')),
                     sum((l ->> 'debit')::numeric) FILTER (WHERE l ->> 'account' = '322'), sum((l ->> 'credit')::numeric) FILTER (WHERE l ->> 'account' = '211'))
                    = (0, NEW.reserve + NEW.welfare + NEW.paid, NEW.paid) FROM jsonb_array_elements(d.lines) l))) THEN
    PERFORM funds_refuse('distribution_booked_as_computed', '分配凭证要照测算编制。请从分配页编制凭证。');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER distribution_shared_out BEFORE INSERT OR UPDATE ON collective_distribution FOR EACH ROW EXECUTE FUNCTION collective_guard_shared_out();
"""


class Migration(migrations.Migration):
    dependencies = [("collective", "0008_settings_after_what_was_leased"), ("funds", "0019_settings_after_what_was_paid")]

    operations = [
        migrations.RunSQL(reworded(MEMBER, KEPT, NAMED), reworded(MEMBER, NAMED, KEPT)),
        migrations.RunSQL(NEAR, "DROP FUNCTION collective_guard_near() CASCADE;"),
        migrations.RunSQL(reworded(ENTRY, SHARES, AS_REGISTERED), reworded(ENTRY, AS_REGISTERED, SHARES)),
        migrations.RunSQL(LEASE, "DROP FUNCTION collective_guard_lease_end() CASCADE;"),
        migrations.RunSQL(DISTRIBUTION, "DROP FUNCTION collective_guard_shared_out() CASCADE;"),
    ]
