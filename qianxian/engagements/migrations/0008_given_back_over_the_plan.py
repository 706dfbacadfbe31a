"""Whom a review gives back is never refused for want of a place; everybody else still is. A director given back and who acted for him may share days gone by."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
from django.db import migrations, models

CHOICES = [
    ("term_end", "聘期届满"),
    ("secretary_changed", "不再担任党组织书记"),
    ("resign", "本人辞去"),
    ("not_renewed", "不再续聘"),
    ("ended_by_review", "考核后解聘"),
    ("death", "去世"),
    ("relieved", "主任到岗，代理结束"),
    ("moved", "已在别的岗位受聘"),
]
OVERLAP = [
    ("centre", django.contrib.postgres.fields.ranges.RangeOperators.EQUAL),
    ("period", django.contrib.postgres.fields.ranges.RangeOperators.OVERLAPS),
]

# The review's answer is the document that R-E03 asks for: a refusal or deferral overturned into an engagement, or an ending taken back.
GIVEN_BACK = """
CREATE FUNCTION engagements_given_back(one bigint, decided bigint, period daterange) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM engagements_engagementdecision d JOIN engagements_reviewrequest q ON q.decision_id = d.replaces_id
                  WHERE d.id = decided AND d.outcome = 'engaged' AND q.result = 'overturned')
      OR EXISTS (SELECT 1 FROM engagements_consequencecase c
                  WHERE c.engagement_id = one AND c.state = 'overturned' AND upper(period) - 1 <= c.last_day_before);
$$;

CREATE OR REPLACE FUNCTION engagements_check_establishment() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE day date; places integer; held integer;
BEGIN
  IF isempty(NEW.period) THEN RETURN NULL; END IF;
  IF TG_OP = 'UPDATE' AND NEW.centre_id = OLD.centre_id AND NEW.person_id = OLD.person_id AND NEW.period <@ OLD.period THEN RETURN NULL; END IF;
  IF NOT NEW.acting AND engagements_given_back(NEW.id, NEW.decision_id, NEW.period) THEN RETURN NULL; END IF;
  PERFORM 1 FROM centres_servicecentre WHERE id = NEW.centre_id FOR NO KEY UPDATE;
  FOR day IN SELECT lower(NEW.period) UNION SELECT lower(g.period) FROM engagements_engagement g
      WHERE g.centre_id = NEW.centre_id AND g.period && NEW.period AND lower(g.period) > lower(NEW.period)
  LOOP
    SELECT p.leading_posts + p.exception_posts INTO places FROM centres_staffingplan p
     WHERE p.centre_id = NEW.centre_id AND p.year <= extract(year FROM day) ORDER BY p.year DESC LIMIT 1;
    SELECT count(DISTINCT g.person_id) INTO held FROM engagements_engagement g WHERE g.centre_id = NEW.centre_id AND g.period @> day;
    IF places IS NULL OR held > places THEN
      RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'within_the_establishment', MESSAGE =
        '这个中心没有空余岗位。请先核定本年度岗位数，超出核定数的要有批准文件。';
    END IF;
  END LOOP;
  RETURN NULL;
END $$;

CREATE FUNCTION engagements_check_acting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.post <> 'director' THEN RETURN NULL; END IF;
  IF EXISTS (SELECT 1 FROM engagements_engagement o, engagements_engagement n
      WHERE n.id = NEW.id AND o.centre_id = n.centre_id AND o.post = 'director' AND o.acting <> n.acting AND o.period && n.period
        AND NOT CASE WHEN n.acting THEN engagements_given_back(o.id, o.decision_id, o.period) ELSE engagements_given_back(n.id, n.decision_id, n.period) END) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'acting_while_the_post_is_vacant', MESSAGE = '这个中心这段时间已经有主任。先结束前一段聘任。';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER acting_while_the_post_is_vacant AFTER INSERT OR UPDATE ON engagements_engagement
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION engagements_check_acting();
"""
UNDO = """
DROP TRIGGER acting_while_the_post_is_vacant ON engagements_engagement;
DROP FUNCTION engagements_check_acting();
CREATE OR REPLACE FUNCTION engagements_check_establishment() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE day date; places integer; held integer;
BEGIN
  IF isempty(NEW.period) THEN RETURN NULL; END IF;
  IF TG_OP = 'UPDATE' AND NEW.centre_id = OLD.centre_id AND NEW.person_id = OLD.person_id AND NEW.period <@ OLD.period THEN RETURN NULL; END IF;
  PERFORM 1 FROM centres_servicecentre WHERE id = NEW.centre_id FOR NO KEY UPDATE;
  FOR day IN SELECT lower(NEW.period) UNION SELECT lower(g.period) FROM engagements_engagement g
      WHERE g.centre_id = NEW.centre_id AND g.period && NEW.period AND lower(g.period) > lower(NEW.period)
  LOOP
    SELECT p.leading_posts + p.exception_posts INTO places FROM centres_staffingplan p
     WHERE p.centre_id = NEW.centre_id AND p.year <= extract(year FROM day) ORDER BY p.year DESC LIMIT 1;
    SELECT count(DISTINCT g.person_id) INTO held FROM engagements_engagement g WHERE g.centre_id = NEW.centre_id AND g.period @> day;
    IF places IS NULL OR held > places THEN
      RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'within_the_establishment', MESSAGE =
        '这个中心没有空余岗位。请先核定本年度岗位数，超出核定数的要有批准文件。';
    END IF;
  END LOOP;
  RETURN NULL;
END $$;
DROP FUNCTION engagements_given_back(bigint, bigint, daterange);
"""


class Migration(migrations.Migration):
    dependencies = [("engagements", "0007_what_a_case_changed")]

    operations = [
        migrations.AlterField(
            model_name="engagement", name="end_reason", field=models.CharField(blank=True, choices=CHOICES, default="", max_length=20)
        ),
        migrations.RemoveConstraint(model_name="engagement", name="one_director_at_a_time"),
        migrations.AddConstraint(
            model_name="engagement",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                name="one_director_at_a_time", condition=models.Q(("acting", False), ("post", "director")), expressions=OVERLAP
            ),
        ),
        migrations.AddConstraint(
            model_name="engagement",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                name="one_acting_director_at_a_time", condition=models.Q(("acting", True), ("post", "director")), expressions=OVERLAP
            ),
        ),
        migrations.RunSQL(GIVEN_BACK, UNDO),
    ]
