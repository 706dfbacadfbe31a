"""The day that guards go by is not the application's to move: one county, which does not become an example, and an example whose day stands (trust: backdating)."""

from django.db import migrations

STANDS = """
CREATE FUNCTION divisions_county_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- The owner may: that is who maintains the installation, and no page and no command runs as him.
  IF pg_has_role(current_user, (SELECT c.relowner FROM pg_class c WHERE c.oid = TG_RELID), 'USAGE') THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF EXISTS (SELECT 1 FROM divisions_county) THEN
      RAISE EXCEPTION USING ERRCODE = 'QX001', MESSAGE = '这里已经有一个区（县）。要另建，请另装一套。', CONSTRAINT = 'one_county';
    END IF;
    NEW.initialised_at := now();  -- of the database, and the same for the whole transaction, which may still set its county right
  ELSIF OLD.initialised_at <> now() AND (NEW.code, NEW.is_example, NEW.example_day, NEW.initialised_at) IS DISTINCT FROM (OLD.code, OLD.is_example, OLD.example_day, OLD.initialised_at) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', MESSAGE = '区（县）建立以后，代码、是否示例和示例的日期不能改。', CONSTRAINT = 'county_stands';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER county_stands BEFORE INSERT OR UPDATE ON divisions_county FOR EACH ROW EXECUTE FUNCTION divisions_county_stands();
"""


class Migration(migrations.Migration):
    dependencies = [("divisions", "0003_income_per_head")]

    operations = [migrations.RunSQL(STANDS, "DROP FUNCTION divisions_county_stands() CASCADE;")]
