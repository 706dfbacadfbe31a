"""Whoever sat on the board when it was decided, or was on record as sitting, counts when a lease is made (R-C06): a seat is not ended on paper, back to before the decision,
by whoever means to let to himself; and what he declared of his relations is not lost with his next seat."""

from importlib import import_module

from django.db import migrations, models

reworded = import_module("qianxian.funds.migrations.0013_corrections_are_paid_by_their_run").reworded

LEASE, KIN, SEAT = "collective_check_lease(collective_lease,contracts_contract,date)", "collective_check_kin(contracts_contract,date)", "collective_guard_seat()"
SAT = """
CREATE FUNCTION collective_sat(s collective_seat, d decisions_certificate, day date) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT daterange(lower(s.period), greatest(upper(s.period), s.ended_recorded_on + 1))
      && daterange(least(day, (SELECT min(t.held_on) FROM decisions_meeting t WHERE t.matter_id = d.matter_id AND t.round = d.round AND t.cancelled_on IS NULL)), day, '[]')
$$;
"""
ON_THE_DAY = "s.period @> day"
NEAR, NEAR_OF_HIM = "LEFT JOIN collective_nearparty p ON p.seat_id = s.id", "LEFT JOIN collective_nearparty p ON p.seat_id IN (SELECT o.id FROM collective_seat o WHERE o.member_id = s.member_id)"
BEGINS = "BEGIN\n  IF lower(NEW.period) IS NULL"
DATED = """BEGIN
  -- The county's day on which an end was written down is the database's to say.
  NEW.ended_recorded_on := CASE WHEN TG_OP = 'INSERT' THEN NULL WHEN upper(NEW.period) < upper(OLD.period) THEN funds_today() ELSE OLD.ended_recorded_on END;
  IF lower(NEW.period) IS NULL"""


class Migration(migrations.Migration):
    dependencies = [("collective", "0010_shelters")]

    operations = [
        migrations.AddField("seat", "ended_recorded_on", models.DateField(blank=True, editable=False, null=True)),
        migrations.RunSQL(SAT, "DROP FUNCTION collective_sat(collective_seat, decisions_certificate, date);"),
        migrations.RunSQL(reworded(SEAT, BEGINS, DATED), reworded(SEAT, DATED, BEGINS)),
        migrations.RunSQL(reworded(LEASE, ON_THE_DAY, "collective_sat(s, d, day)"), reworded(LEASE, "collective_sat(s, d, day)", ON_THE_DAY)),
        migrations.RunSQL(reworded(LEASE, NEAR, NEAR_OF_HIM), reworded(LEASE, NEAR_OF_HIM, NEAR)),
        migrations.RunSQL(reworded(KIN, ON_THE_DAY, "collective_sat(s, d, day)"), reworded(KIN, "collective_sat(s, d, day)", ON_THE_DAY)),
    ]
