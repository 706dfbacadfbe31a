"""What was issued stays, said by the database: the road of a letter, its text, its number and its files; nothing is deleted."""

from django.db import migrations

GUARD = """
CREATE FUNCTION letters_guard_letter() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE moving text[] := ARRAY['state', 'version', 'ended_on', 'ended_by', 'end_reason'];
        giving text[] := ARRAY['state', 'version', 'number', 'code_hash', 'issued_on', 'issued_by'];
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'letters_are_kept', MESSAGE = '函件不能删除。签发过的可以撤销，没有签发的可以撤回。';
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'draft' THEN
      RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'letter_begins_as_draft', MESSAGE = '函件先拟稿，由另一人签发。';
    END IF;
    RETURN NEW;
  END IF;
  IF NOT (OLD.state, NEW.state) IN (('draft', 'issued'), ('draft', 'withdrawn'), ('issued', 'revoked'), ('issued', 'superseded')) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'letter_road', MESSAGE = '函件现在的状态不能这样办。请刷新页面看看。';
  END IF;
  IF (to_jsonb(NEW) - CASE NEW.state WHEN 'issued' THEN giving ELSE moving END) <> (to_jsonb(OLD) - CASE NEW.state WHEN 'issued' THEN giving ELSE moving END) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'letter_text_stays', MESSAGE = '函件的内容不能改。要改的，撤销后另拟一份。';
  END IF;
  IF NEW.state = 'issued' AND (SELECT count(*) FROM letters_letterfile f WHERE f.letter_id = NEW.id) <> 2 THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'letter_issued_with_files', MESSAGE = '签发的函件要有 PDF 和 Word 各一份。';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER letters_guard_letter BEFORE INSERT OR UPDATE OR DELETE ON letters_letter FOR EACH ROW EXECUTE FUNCTION letters_guard_letter();

CREATE FUNCTION letters_guard_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.last <> OLD.last + 1 OR (NEW.division_code, NEW.kind, NEW.year) <> (OLD.division_code, OLD.kind, OLD.year) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'letter_numbers_in_order', MESSAGE = '函件编号只能依次增加。';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER letters_guard_number BEFORE UPDATE ON letters_letternumber FOR EACH ROW EXECUTE FUNCTION letters_guard_number();
"""
UNDO = """
DROP TRIGGER letters_guard_number ON letters_letternumber; DROP FUNCTION letters_guard_number();
DROP TRIGGER letters_guard_letter ON letters_letter; DROP FUNCTION letters_guard_letter();
"""


class Migration(migrations.Migration):
    dependencies = [("letters", "0001_initial")]
    operations = [migrations.RunSQL(GUARD, UNDO)]
