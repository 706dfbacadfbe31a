"""The trigger that keeps what a row said before a change. Its arguments: the table of former values, its key to the row, then the columns."""

from django.db import migrations

KEEP = """
CREATE FUNCTION foundation_keep_former() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE since date; known date; said jsonb;
BEGIN
  SELECT jsonb_object_agg(key, value) INTO said FROM jsonb_each(to_jsonb(OLD)) WHERE key = ANY (TG_ARGV[2:]);
  IF said <@ to_jsonb(NEW) THEN RETURN NULL; END IF;
  since := nullif(current_setting('qianxian.since', true), '')::date;
  IF since IS NULL THEN
    SELECT coalesce((SELECT example_day FROM divisions_county LIMIT 1), (now() AT TIME ZONE 'Asia/Shanghai')::date) INTO since;
  END IF;
  EXECUTE format('SELECT max(upper(period)) FROM %I WHERE %I = $1', TG_ARGV[0], TG_ARGV[1]) INTO known USING OLD.id;
  -- changed twice from the same day on: what was said before that day is kept already
  IF known = since THEN RETURN NULL; END IF;
  IF known > since THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'changes_in_their_order',
      MESSAGE = format('从 %s 起已有一次变更，新的变更不能早于它。把生效日期改为那天或以后。', known);
  END IF;
  EXECUTE format('INSERT INTO %I (uuid, version, division_code, %I, period, said) VALUES (gen_random_uuid(), 1, $1, $2, daterange($3, $4), $5)',
    TG_ARGV[0], TG_ARGV[1]) USING NEW.division_code, NEW.id, known, since, said;
  RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("foundation", "0001_initial")]
    operations = [migrations.RunSQL(KEEP, "DROP FUNCTION foundation_keep_former()")]
