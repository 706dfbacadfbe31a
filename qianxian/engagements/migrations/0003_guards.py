"""What must not be broken whoever writes: who may be engaged, who may be director, how many, and that a sealed answer stays."""

from django.db import migrations

# The director is the serving secretary of the village's top party organisation, for every day of the engagement (R-E02).
DIRECTOR = """
CREATE FUNCTION engagements_director_is_secretary(one bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE e record;
BEGIN
  SELECT g.person_id, g.period, c.division_code INTO e
    FROM engagements_engagement g JOIN centres_servicecentre c ON c.id = g.centre_id
   WHERE g.id = one AND g.post = 'director' AND NOT g.acting;
  IF NOT FOUND THEN RETURN; END IF;
  IF NOT coalesce((
      SELECT range_agg(m.period) @> e.period FROM organisations_mandate m
        JOIN organisations_partyorganisation o ON o.id = m.organisation_id
       WHERE m.person_id = e.person_id AND m.role = 'secretary' AND o.is_top_of_village AND o.division_code = e.division_code), false) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'director_is_the_secretary', MESSAGE =
      '中心主任由现任村（社区）党组织书记担任，聘期要在书记任期之内。书记离任的，请用「更换书记」办理，同日结束主任聘任。';
  END IF;
END $$;

CREATE FUNCTION engagements_check_director() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM engagements_director_is_secretary(NEW.id);
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER engagement_director_is_secretary AFTER INSERT OR UPDATE ON engagements_engagement
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION engagements_check_director();

CREATE FUNCTION engagements_check_secretary() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE one bigint;
BEGIN
  IF OLD.role <> 'secretary' OR OLD.organisation_id IS NULL THEN RETURN NULL; END IF;
  FOR one IN SELECT g.id FROM engagements_engagement g
    WHERE g.person_id = OLD.person_id AND g.post = 'director' AND NOT g.acting AND g.period && OLD.period
  LOOP
    PERFORM engagements_director_is_secretary(one);
  END LOOP;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER mandate_end_ends_director AFTER UPDATE OR DELETE ON organisations_mandate
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION engagements_check_secretary();

CREATE FUNCTION engagements_check_top_organisation() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE one bigint;
BEGIN
  IF NOT OLD.is_top_of_village OR (NEW.is_top_of_village AND NEW.division_code = OLD.division_code) THEN RETURN NULL; END IF;
  FOR one IN SELECT g.id FROM engagements_engagement g JOIN centres_servicecentre c ON c.id = g.centre_id
    WHERE c.division_code = OLD.division_code AND g.post = 'director' AND NOT g.acting
  LOOP
    PERFORM engagements_director_is_secretary(one);
  END LOOP;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER top_organisation_keeps_director AFTER UPDATE ON organisations_partyorganisation
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION engagements_check_top_organisation();
"""
UNDO_DIRECTOR = """
DROP TRIGGER top_organisation_keeps_director ON organisations_partyorganisation;
DROP TRIGGER mandate_end_ends_director ON organisations_mandate;
DROP TRIGGER engagement_director_is_secretary ON engagements_engagement;
DROP FUNCTION engagements_check_top_organisation();
DROP FUNCTION engagements_check_secretary();
DROP FUNCTION engagements_check_director();
DROP FUNCTION engagements_director_is_secretary(bigint);
"""

# An engagement follows a decision "engaged" about the same person, centre and post; the decision follows a valid vetting (R-E01, R-E05).
DECISION = """
CREATE FUNCTION engagements_check_engagement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.decision_id IS NULL THEN RETURN NEW; END IF;
  IF NOT EXISTS (SELECT 1 FROM engagements_engagementdecision d JOIN engagements_engagementreview r ON r.id = d.review_id
      WHERE d.id = NEW.decision_id AND d.outcome = 'engaged' AND d.person_id = NEW.person_id AND d.centre_id = NEW.centre_id
        AND r.post = NEW.post AND lower(NEW.period) >= d.term_from AND upper(NEW.period) <= d.term_to + 1) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'engagement_of_an_engaged_decision', MESSAGE =
      '聘任要以「已聘任」的决定为依据，人员、中心、岗位和聘期都要与决定一致。请先由镇（街道）党委作出决定。';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER engagement_of_an_engaged_decision BEFORE INSERT OR UPDATE ON engagements_engagement
  FOR EACH ROW EXECUTE FUNCTION engagements_check_engagement();

CREATE FUNCTION engagements_check_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM engagements_engagementreview r
      WHERE r.id = NEW.review_id AND r.person_id = NEW.person_id AND r.centre_id = NEW.centre_id) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'decision_of_its_review', MESSAGE = '决定的人员和中心要与选聘事项一致。请从选聘事项页面办理。';
  END IF;
  IF NEW.outcome = 'engaged' AND NOT EXISTS (SELECT 1 FROM engagements_engagementreview r JOIN engagements_vettingcase v ON v.id = r.vetting_case_id
      WHERE r.id = NEW.review_id AND v.person_id = NEW.person_id AND v.state = 'cleared'
        AND v.concluded_on <= NEW.decided_on AND v.valid_until >= NEW.decided_on) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'engaged_only_with_valid_vetting', MESSAGE =
      '同意聘任要有在有效期内的联审结论「无影响聘任的情形」。请先办理联审。';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER decision_rests_on_vetting BEFORE INSERT ON engagements_engagementdecision
  FOR EACH ROW EXECUTE FUNCTION engagements_check_decision();
"""
UNDO_DECISION = """
DROP TRIGGER decision_rests_on_vetting ON engagements_engagementdecision;
DROP TRIGGER engagement_of_an_engaged_decision ON engagements_engagement;
DROP FUNCTION engagements_check_decision();
DROP FUNCTION engagements_check_engagement();
"""

# Never more people in leading posts at once than the plan in force on the day allows (R-E03). The centre's row lock serialises two at once.
ESTABLISHMENT = """
CREATE FUNCTION engagements_check_establishment() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE CONSTRAINT TRIGGER engagement_within_establishment AFTER INSERT OR UPDATE ON engagements_engagement
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION engagements_check_establishment();

CREATE FUNCTION engagements_check_centre_close() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.closed_on IS NOT NULL AND EXISTS (SELECT 1 FROM engagements_engagement g
      WHERE g.centre_id = NEW.id AND (upper_inf(g.period) OR upper(g.period) > NEW.closed_on + 1)) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'closed_centre_has_no_engagement', MESSAGE =
      '这个中心还有人受聘。请先结束聘任，再登记中心关闭。';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER closed_centre_has_no_engagement AFTER UPDATE ON centres_servicecentre
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION engagements_check_centre_close();
"""
UNDO_ESTABLISHMENT = """
DROP TRIGGER closed_centre_has_no_engagement ON centres_servicecentre;
DROP TRIGGER engagement_within_establishment ON engagements_engagement;
DROP FUNCTION engagements_check_centre_close();
DROP FUNCTION engagements_check_establishment();
"""

# Who sent a list does not conclude it (separation of duties ⑥); a concluded case takes no further answer.
VETTING = """
CREATE FUNCTION engagements_check_conclusion() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.concluded_by <> '' AND EXISTS (SELECT 1 FROM engagements_vettinground r WHERE r.id = NEW.round_id AND r.sent_by = NEW.concluded_by) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'sender_does_not_conclude', MESSAGE = '发出名单的人不能下结论。请另一位区联审员下结论。';
  END IF;
  IF (TG_OP = 'INSERT' AND NEW.state <> 'open') OR (TG_OP = 'UPDATE' AND (NEW.state, NEW.valid_until) IS DISTINCT FROM (OLD.state, OLD.valid_until)
      AND coalesce(current_setting('qianxian.role', true), '') NOT IN ('district_vetting_officer', 'service')) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'officers_conclude', MESSAGE = '联审结论由区联审员在收齐答复后作出。请联系区联审员。';
  END IF;
  IF NEW.state = 'cleared' AND (NOT EXISTS (SELECT 1 FROM engagements_vettingreply p WHERE p.case_id = NEW.id)
      OR EXISTS (SELECT 1 FROM engagements_vettingreply p WHERE p.case_id = NEW.id AND p.replied_on IS NULL)) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'silence_is_not_consent', MESSAGE = '还有部门没有答复，不能下无影响的结论。请催办或等待答复。';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER vetting_conclusion BEFORE INSERT OR UPDATE ON engagements_vettingcase
  FOR EACH ROW EXECUTE FUNCTION engagements_check_conclusion();

CREATE FUNCTION engagements_check_reply() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM engagements_vettingcase c WHERE c.id = NEW.case_id AND c.state IN ('cleared', 'blocked')) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'concluded_case_is_closed', MESSAGE = '这个人的联审已下结论，不能再改答复。有新情况请发起新的联审。';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER vetting_reply_open BEFORE INSERT OR UPDATE ON engagements_vettingreply
  FOR EACH ROW EXECUTE FUNCTION engagements_check_reply();
"""
UNDO_VETTING = """
DROP TRIGGER vetting_reply_open ON engagements_vettingreply;
DROP TRIGGER vetting_conclusion ON engagements_vettingcase;
DROP FUNCTION engagements_check_reply();
DROP FUNCTION engagements_check_conclusion();
"""


class Migration(migrations.Migration):
    dependencies = [("engagements", "0002_number_book"), ("organisations", "0001_initial"), ("centres", "0001_initial")]

    operations = [
        migrations.RunSQL(DIRECTOR, UNDO_DIRECTOR),
        migrations.RunSQL(DECISION, UNDO_DECISION),
        migrations.RunSQL(ESTABLISHMENT, UNDO_ESTABLISHMENT),
        migrations.RunSQL(VETTING, UNDO_VETTING),
    ]
