from django.db import migrations

UPLOADED = """
CREATE FUNCTION papers_template_as_uploaded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.name <> OLD.name OR NEW.content <> OLD.content OR NEW.digest <> OLD.digest OR NEW.uploaded_by <> OLD.uploaded_by
     OR NEW.uploaded_at <> OLD.uploaded_at OR (OLD.adopted_by <> '' AND NEW.adopted_by <> OLD.adopted_by) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', MESSAGE = '上传的模板不能再改。改好后重新上传一版。';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER template_as_uploaded BEFORE UPDATE ON papers_papertemplate FOR EACH ROW EXECUTE FUNCTION papers_template_as_uploaded();
"""
UNDO = """
DROP TRIGGER template_as_uploaded ON papers_papertemplate;
DROP FUNCTION papers_template_as_uploaded();
"""


class Migration(migrations.Migration):
    dependencies = [("papers", "0001_initial")]
    operations = [migrations.RunSQL(UPLOADED, UNDO)]
