"""A stalled project goes on from where it stood, whatever is written meanwhile; and what a step fixed stays when the next has begun."""

from django.db import migrations

STOOD = """
CREATE FUNCTION projects_guard_stood() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'stalled' AND (NEW.state = 'stalled' OR NEW.state = OLD.stalled_from) AND to_jsonb(NEW) - '{state,stalled_from,stalled_since,stalled_cause,stalled_words,version}'::text[]
       IS DISTINCT FROM to_jsonb(OLD) - '{state,stalled_from,stalled_since,stalled_cause,stalled_words,version}'::text[]
     OR (OLD.state = 'stalled' AND NEW.state = 'stalled' AND NEW IS DISTINCT FROM OLD) THEN
    PERFORM contracts_refuse('stalled_where_it_stood', '搁置的项目从原来那一步恢复，其他内容不变。请先恢复，再办下一步。');
  END IF;
  IF (NEW.approved_by, NEW.approved_on, NEW.approval_document) IS DISTINCT FROM (OLD.approved_by, OLD.approved_on, OLD.approval_document) AND NOT (OLD.state = 'idea' AND NEW.state = 'approved') AND NEW.state <> 'approved'
     OR (NEW.tendered_on, NEW.tender_document, NEW.split_certificate_id, NEW.split_reason) IS DISTINCT FROM (OLD.tendered_on, OLD.tender_document, OLD.split_certificate_id, OLD.split_reason)
        AND NEW.state NOT IN ('tendering', 'approved')
     OR (OLD.state = NEW.state AND OLD.state IN ('tendering', 'building', 'accepted', 'audited', 'asset') AND (NEW.tendered_on, NEW.tender_document) IS DISTINCT FROM (OLD.tendered_on, OLD.tender_document))
     OR (NEW.audited_by, NEW.audited_on, NEW.audit_body, NEW.audit_document) IS DISTINCT FROM (OLD.audited_by, OLD.audited_on, OLD.audit_body, OLD.audit_document) AND NOT (OLD.state = 'accepted' AND NEW.state = 'audited')
     OR NEW.accepted_on IS DISTINCT FROM OLD.accepted_on AND NOT (OLD.state = 'building' AND NEW.state = 'accepted') THEN
    PERFORM contracts_refuse('step_stays_as_it_was', '批复、招标、验收和审计的内容只在各自的步骤里登记，登记后不能改。');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER stalled_where_it_stood BEFORE UPDATE ON projects_project FOR EACH ROW EXECUTE FUNCTION projects_guard_stood();
"""


class Migration(migrations.Migration):
    dependencies = [("projects", "0004_settings_after_what_was_tendered")]

    operations = [migrations.RunSQL(STOOD, "DROP FUNCTION projects_guard_stood() CASCADE;")]
