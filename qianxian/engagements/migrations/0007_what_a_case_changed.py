"""A case keeps how the engagement would have ended without it; an overturned one gives that end back, an upheld refusal to renew included."""

from django.db import migrations, models

CHECK = """
CREATE OR REPLACE FUNCTION engagements_check_hearing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.end_reason IN ('ended_by_review', 'not_renewed') AND NEW.end_reason IS DISTINCT FROM OLD.end_reason AND NOT EXISTS (
      SELECT 1 FROM engagements_consequencecase c WHERE c.engagement_id = NEW.id AND c.state IN (%(states)s) AND c.heard_on IS NOT NULL
        AND c.last_day = upper(NEW.period) - 1) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'heard_before_a_negative_outcome', MESSAGE =
      '考核后解聘、不再续聘要先听取本人陈述申辩，再由镇（街道）党委决定。请从「处理事项」办理。';
  END IF;
  RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("engagements", "0006_renewals_after_a_low_grade")]

    operations = [
        migrations.AddField(model_name="consequencecase", name="end_reason_before", field=models.CharField(blank=True, default="", max_length=20)),
        migrations.AddField(model_name="consequencecase", name="end_document_before", field=models.CharField(blank=True, default="", max_length=200)),
        migrations.RunSQL(CHECK % {"states": "'decided', 'upheld'"}, CHECK % {"states": "'decided'"}),
    ]
