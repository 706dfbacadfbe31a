"""A standing resolution stands for small expenses: what the representatives decide one by one (R-D03) is none, whoever writes the row."""

from django.db import migrations

SMALL = """
CREATE FUNCTION funds_guard_standing_sum() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.ceiling > decisions_number('decisions.representatives_over', funds_today(), 20000) THEN
    PERFORM funds_refuse('standing_is_small', '这样大的支出由村民代表会议逐件决定，不能作为小额支出。');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER standing_is_small BEFORE INSERT ON funds_standingresolution FOR EACH ROW EXECUTE FUNCTION funds_guard_standing_sum();
"""


class Migration(migrations.Migration):
    dependencies = [("funds", "0015_signed_by_whom_it_says"), ("decisions", "0003_bodies_by_amount")]

    operations = [migrations.RunSQL(SMALL, "DROP FUNCTION funds_guard_standing_sum() CASCADE;")]
