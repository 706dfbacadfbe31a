"""What a decision may never be talked out of, said by the database: who may vote is frozen, two people count, the law's shares hold,
steps come in order, a resolution stays, and a certificate rests on every step passed and on a window that has gone by."""

from django.db import migrations

MATTERS = """
CREATE FUNCTION decisions_all_passed(one bigint, turn integer) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM decisions_matterstep s WHERE s.matter_id = one AND s.round = turn)
     AND NOT EXISTS (SELECT 1 FROM decisions_matterstep s WHERE s.matter_id = one AND s.round = turn AND NOT EXISTS (
           SELECT 1 FROM decisions_meeting m JOIN decisions_resolution r ON r.meeting_id = m.id
           WHERE m.step_id = s.id AND m.round = turn AND m.cancelled_on IS NULL AND r.passed));
$$;

CREATE FUNCTION decisions_matter_road() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.kind, NEW.amount, NEW.purpose, NEW.unit, NEW.title, NEW.authorisation, NEW.decided_in, NEW.acted_on, NEW.ratify_by)
     IS DISTINCT FROM (OLD.kind, OLD.amount, OLD.purpose, OLD.unit, OLD.title, OLD.authorisation, OLD.decided_in, OLD.acted_on, OLD.ratify_by)
     AND (OLD.state <> 'draft' OR NEW.round = OLD.round) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'matter_asked_is_fixed',
      MESSAGE = '提交表决的内容不能改。请在起草环节修改，修改后重新走①至④。';
  END IF;
  IF NEW.number <> OLD.number OR NEW.division_code <> OLD.division_code OR NEW.opened_by <> OLD.opened_by OR NEW.opened_on <> OLD.opened_on
     OR NEW.round NOT IN (OLD.round, OLD.round + 1) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'matter_asked_is_fixed', MESSAGE = '事项的编号、地方和发起人不能改。';
  END IF;
  IF NEW.state <> OLD.state AND NEW.state IN ('decided', 'published', 'certified') AND NOT decisions_all_passed(NEW.id, NEW.round) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'decided_by_every_body',
      MESSAGE = '还有会议没有开或没有通过，不能算已决议。请按页面上的步骤补办。';
  END IF;
  IF NEW.state <> OLD.state AND NEW.state IN ('certified', 'result_published') AND NOT EXISTS (
       SELECT 1 FROM decisions_certificate c WHERE c.matter_id = NEW.id AND c.round = NEW.round AND c.revoked_on IS NULL) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'certified_by_certificate', MESSAGE = '没有有效的决策凭证，不能进入实施。请先出具凭证。';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER matter_road BEFORE UPDATE ON decisions_matter FOR EACH ROW EXECUTE FUNCTION decisions_matter_road();

CREATE FUNCTION decisions_steps_before_meetings() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM decisions_meeting m WHERE m.matter_id = NEW.matter_id AND m.round = NEW.round)
     OR NOT EXISTS (SELECT 1 FROM decisions_matter t WHERE t.id = NEW.matter_id AND t.round = NEW.round AND t.division_code = NEW.division_code) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'steps_before_meetings', MESSAGE = '已经通知开会，决策步骤不能再改。';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER steps_before_meetings BEFORE INSERT ON decisions_matterstep FOR EACH ROW EXECUTE FUNCTION decisions_steps_before_meetings();
"""
UNDO_MATTERS = """
DROP TRIGGER steps_before_meetings ON decisions_matterstep;
DROP FUNCTION decisions_steps_before_meetings();
DROP TRIGGER matter_road ON decisions_matter;
DROP FUNCTION decisions_matter_road();
DROP FUNCTION decisions_all_passed(bigint, integer);
"""

MEETINGS = """
CREATE FUNCTION decisions_meeting_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NOT EXISTS (SELECT 1 FROM decisions_matterstep s JOIN decisions_matter t ON t.id = s.matter_id AND t.round = s.round
                   WHERE s.id = NEW.step_id AND s.matter_id = NEW.matter_id AND s.round = NEW.round AND s.body = NEW.body
                     AND t.division_code = NEW.division_code AND t.state IN ('draft', 'proposed', 'discussed', 'reviewed', 'resolved')) THEN
      RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'meeting_of_its_step', MESSAGE = '这次会议不是事项当前要走的步骤。请刷新页面看看。';
    END IF;
    RETURN NEW;
  END IF;
  IF EXISTS (SELECT 1 FROM decisions_resolution r WHERE r.meeting_id = OLD.id) OR OLD.cancelled_on IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'meeting_is_over', MESSAGE = '会议已经形成决议或已取消，不能再改。';
  END IF;
  IF (to_jsonb(NEW) - ARRAY['held_on', 'place', 'agenda', 'cancelled_on', 'cancel_reason', 'version'])
     <> (to_jsonb(OLD) - ARRAY['held_on', 'place', 'agenda', 'cancelled_on', 'cancel_reason', 'version']) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'eligible_is_frozen',
      MESSAGE = '应到会人数在通知之日确定，不能再改。确有错误的，请取消这次会议重新通知。';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER meeting_is_frozen BEFORE INSERT OR UPDATE ON decisions_meeting FOR EACH ROW EXECUTE FUNCTION decisions_meeting_is_frozen();

CREATE FUNCTION decisions_counted_by_two() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM decisions_meeting m WHERE m.id = NEW.meeting_id AND m.cancelled_on IS NULL FOR KEY SHARE;
  IF NOT FOUND OR EXISTS (SELECT 1 FROM decisions_resolution r WHERE r.meeting_id = NEW.meeting_id) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'count_is_confirmed', MESSAGE = '会议已经形成决议或已取消，计票和回避不能再改。';
  END IF;
  IF TG_TABLE_NAME = 'decisions_countentry' THEN
    IF EXISTS (SELECT 1 FROM decisions_countentry c WHERE c.meeting_id = NEW.meeting_id AND
               ((c.copy <> NEW.copy AND c.entered_by = NEW.entered_by) OR (c.copy = NEW.copy AND c.entered_by <> NEW.entered_by))) THEN
      RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'counted_by_two', MESSAGE = '计票要由两个人各录一遍，更正由本人录。请换一个人录第二遍。';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER counted_by_two BEFORE INSERT ON decisions_countentry FOR EACH ROW EXECUTE FUNCTION decisions_counted_by_two();
CREATE TRIGGER recused_before_the_count BEFORE INSERT ON decisions_recusal FOR EACH ROW EXECUTE FUNCTION decisions_counted_by_two();
"""
UNDO_MEETINGS = """
DROP TRIGGER recused_before_the_count ON decisions_recusal;
DROP TRIGGER counted_by_two ON decisions_countentry;
DROP FUNCTION decisions_counted_by_two();
DROP TRIGGER meeting_is_frozen ON decisions_meeting;
DROP FUNCTION decisions_meeting_is_frozen();
"""

RESOLUTIONS = """
CREATE FUNCTION decisions_share(part bigint, whole bigint, numerator integer, denominator integer, inclusive boolean) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN inclusive THEN part * denominator >= whole * numerator ELSE part * denominator > whole * numerator END;
$$;

-- The least the law asks of a body, whatever a setting says: a county may ask more and never less.
CREATE FUNCTION decisions_lawful(body text, rule text, votes bigint, base bigint, whole bigint) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
    WHEN rule = 'R-V16' OR body IN ('collective_assembly', 'collective_reps') THEN 3 * votes >= 2 * whole
    WHEN body IN ('members_meeting', 'collective_board') THEN 2 * votes > whole
    ELSE 2 * votes > base END;
$$;

CREATE FUNCTION decisions_resolution_is_lawful() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE met decisions_meeting%ROWTYPE; asked decisions_matterstep%ROWTYPE; one decisions_countentry%ROWTYPE; two decisions_countentry%ROWTYPE;
  base bigint; whole bigint;
BEGIN
  -- Locked against a cancellation or a further count of the same meeting.
  SELECT * INTO met FROM decisions_meeting m WHERE m.id = NEW.meeting_id FOR NO KEY UPDATE;
  SELECT * INTO asked FROM decisions_matterstep s WHERE s.id = met.step_id;
  SELECT * INTO one FROM decisions_countentry c WHERE c.meeting_id = met.id AND c.copy = 1 ORDER BY c.attempt DESC LIMIT 1;
  SELECT * INTO two FROM decisions_countentry c WHERE c.meeting_id = met.id AND c.copy = 2 ORDER BY c.attempt DESC LIMIT 1;
  IF met.cancelled_on IS NOT NULL OR met.matter_id <> NEW.matter_id OR met.body <> NEW.body OR met.held_on <> NEW.decided_on OR met.division_code <> NEW.division_code
     OR met.eligible <> NEW.eligible OR NEW.recused <> (SELECT count(*) FROM decisions_recusal x WHERE x.meeting_id = met.id) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'resolution_of_its_meeting', MESSAGE = '决议与会议登记的应到会、回避或日期不一致。请核对后重新确认。';
  END IF;
  IF one.id IS NULL OR two.id IS NULL OR one.entered_by = two.entered_by OR NEW.confirmed_by IN (one.entered_by, two.entered_by)
     OR (one.present, one.votes_for, one.votes_against, one.votes_abstain) <> (two.present, two.votes_for, two.votes_against, two.votes_abstain)
     OR (one.present, one.votes_for, one.votes_against, one.votes_abstain) <> (NEW.present, NEW.votes_for, NEW.votes_against, NEW.votes_abstain) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'counted_twice_alike', MESSAGE = '两个人录的计票不齐或不一致，或者确认人也录过计票。请核对纸质计票单后由第三人确认。';
  END IF;
  base := NEW.present - NEW.recused;
  whole := CASE WHEN NEW.majority_of_present THEN base ELSE NEW.eligible END;
  IF NEW.has_quorum <> decisions_share(base, NEW.eligible, NEW.quorum_numerator, NEW.quorum_denominator, NEW.quorum_inclusive)
     OR (NEW.passed AND NOT (decisions_share(NEW.votes_for, whole, NEW.majority_numerator, NEW.majority_denominator, NEW.majority_inclusive)
                             AND decisions_lawful(NEW.body, asked.rule, NEW.votes_for, base, NEW.eligible))) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'votes_the_law_asks', MESSAGE = '到会或赞成票没有达到法定比例，不能算通过。请核对计票，或退回①重新办理。';
  END IF;
  IF EXISTS (SELECT 1 FROM decisions_matterstep s WHERE s.matter_id = NEW.matter_id AND s.round = met.round AND s.position < asked.position AND NOT EXISTS (
       SELECT 1 FROM decisions_meeting m JOIN decisions_resolution r ON r.meeting_id = m.id
       WHERE m.step_id = s.id AND m.cancelled_on IS NULL AND r.passed AND r.decided_on <= NEW.decided_on)) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'steps_in_order', MESSAGE = '前面的步骤还没有通过，或者日期在后。程序不能跳过，也不能倒置。';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER resolution_is_lawful BEFORE INSERT ON decisions_resolution FOR EACH ROW EXECUTE FUNCTION decisions_resolution_is_lawful();
"""
UNDO_RESOLUTIONS = """
DROP TRIGGER resolution_is_lawful ON decisions_resolution;
DROP FUNCTION decisions_resolution_is_lawful();
DROP FUNCTION decisions_lawful(text, text, bigint, bigint, bigint);
DROP FUNCTION decisions_share(bigint, bigint, integer, integer, boolean);
"""

PAPERS = """
CREATE FUNCTION decisions_publication_of_a_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM decisions_matter t WHERE t.id = NEW.matter_id AND t.round = NEW.round AND t.division_code = NEW.division_code
                 AND CASE WHEN NEW.kind = 'decision' THEN t.state IN ('decided', 'certified') AND decisions_all_passed(t.id, t.round)
                          ELSE t.state = 'certified' END)
     OR NEW.published_from < (SELECT max(r.decided_on) FROM decisions_resolution r JOIN decisions_meeting m ON m.id = r.meeting_id
                              WHERE r.matter_id = NEW.matter_id AND m.round = NEW.round) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'published_after_deciding', MESSAGE = '决议通过后才能公开，公开日期不能早于决议。';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER publication_of_a_decision BEFORE INSERT ON decisions_publication FOR EACH ROW EXECUTE FUNCTION decisions_publication_of_a_decision();

CREATE FUNCTION decisions_answer_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.upheld IS NOT NULL OR (to_jsonb(NEW) - ARRAY['upheld', 'answer', 'answered_on', 'answered_by', 'version'])
     <> (to_jsonb(OLD) - ARRAY['upheld', 'answer', 'answered_on', 'answered_by', 'version']) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'answer_stays', MESSAGE = '异议答复后不能修改。有新情况的，请另行登记。';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER answer_stays BEFORE UPDATE ON decisions_objection FOR EACH ROW EXECUTE FUNCTION decisions_answer_stays();

CREATE FUNCTION decisions_certificate_is_earned() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE held decisions_matter%ROWTYPE; shown decisions_publication%ROWTYPE;
BEGIN
  SELECT * INTO held FROM decisions_matter t WHERE t.id = NEW.matter_id FOR NO KEY UPDATE;
  SELECT * INTO shown FROM decisions_publication p WHERE p.matter_id = NEW.matter_id AND p.round = NEW.round AND p.kind = 'decision';
  IF NEW.revoked_on IS NOT NULL OR held.round <> NEW.round OR held.division_code <> NEW.division_code OR held.unit <> NEW.unit OR held.purpose <> NEW.purpose
     OR NEW.amount_limit > coalesce(held.amount, 0) OR held.opened_by = NEW.issued_by THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'certificate_of_its_matter', MESSAGE = '凭证的用途、单位、金额要与表决的事项一致，并由发起人以外的人出具。';
  END IF;
  IF NOT decisions_all_passed(held.id, held.round)
     OR NOT (held.state = 'published' OR (held.state = 'decided' AND held.acted_on IS NOT NULL)) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'certificate_of_a_decision', MESSAGE = '事项还没有决议并公开，不能出具凭证。';
  END IF;
  IF held.acted_on IS NULL AND (shown.id IS NULL OR NEW.issued_on <= greatest(shown.published_to, shown.objections_until) OR NEW.valid_from < NEW.issued_on) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'certificate_after_the_window', MESSAGE = '公开期和异议期还没有过，不能出具凭证。请等期满没有异议后再办。';
  END IF;
  IF EXISTS (SELECT 1 FROM decisions_objection o JOIN decisions_publication p ON p.id = o.publication_id
             WHERE o.matter_id = held.id AND p.round = held.round AND o.upheld IS DISTINCT FROM false) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'no_open_objection', MESSAGE = '还有异议没有答复，或异议成立。请先答复；成立的退回①。';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER certificate_is_earned BEFORE INSERT ON decisions_certificate FOR EACH ROW EXECUTE FUNCTION decisions_certificate_is_earned();

CREATE FUNCTION decisions_certificate_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF to_jsonb(NEW) = to_jsonb(OLD) THEN RETURN NEW; END IF;
  IF OLD.revoked_on IS NOT NULL OR NEW.revoked_on IS NULL OR NEW.revoked_on < OLD.issued_on
     OR (to_jsonb(NEW) - ARRAY['revoked_on', 'revoked_by', 'revoke_reason', 'revoke_document', 'version'])
        <> (to_jsonb(OLD) - ARRAY['revoked_on', 'revoked_by', 'revoke_reason', 'revoke_document', 'version']) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'certificate_stays', MESSAGE = '决策凭证只能撤销，不能修改；撤销后不能恢复。请重新决议。';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER certificate_stays BEFORE UPDATE ON decisions_certificate FOR EACH ROW EXECUTE FUNCTION decisions_certificate_stays();
"""
UNDO_PAPERS = """
DROP TRIGGER certificate_stays ON decisions_certificate;
DROP FUNCTION decisions_certificate_stays();
DROP TRIGGER certificate_is_earned ON decisions_certificate;
DROP FUNCTION decisions_certificate_is_earned();
DROP TRIGGER answer_stays ON decisions_objection;
DROP FUNCTION decisions_answer_stays();
DROP TRIGGER publication_of_a_decision ON decisions_publication;
DROP FUNCTION decisions_publication_of_a_decision();
"""

POWERS = """
CREATE FUNCTION decisions_power_case_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'open' OR (to_jsonb(NEW) - ARRAY['state', 'stop_reason', 'version']) <> (to_jsonb(OLD) - ARRAY['state', 'stop_reason', 'version']) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'power_case_stays', MESSAGE = '事项按登记时的流程办理，登记内容不能改。';
  END IF;
  IF NEW.state = 'done' AND EXISTS (SELECT 1 FROM jsonb_array_elements(NEW.steps) s WHERE NOT EXISTS (
       SELECT 1 FROM decisions_powermove m WHERE m.case_id = NEW.id AND m.step = s->>'code') AND NOT EXISTS (
       SELECT 1 FROM decisions_powerflag f WHERE f.case_id = NEW.id AND f.step = s->>'code' AND f.looked_by <> '')) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'flow_walked_or_looked_at', MESSAGE = '有步骤没有办，也没有经村务监督委员会查看，不能办结。';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER power_case_stays BEFORE UPDATE ON decisions_powercase FOR EACH ROW EXECUTE FUNCTION decisions_power_case_stays();

CREATE FUNCTION decisions_power_move_of_the_flow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM decisions_powercase c, jsonb_array_elements(c.steps) s WHERE c.id = NEW.case_id AND c.state = 'open' AND s->>'code' = NEW.step) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'move_of_the_flow', MESSAGE = '流程里没有这一步，或事项已经办结。';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER power_move_of_the_flow BEFORE INSERT ON decisions_powermove FOR EACH ROW EXECUTE FUNCTION decisions_power_move_of_the_flow();

CREATE FUNCTION decisions_power_flag_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.looked_by <> '' OR (to_jsonb(NEW) - ARRAY['opinion', 'looked_on', 'looked_by', 'version']) <> (to_jsonb(OLD) - ARRAY['opinion', 'looked_on', 'looked_by', 'version']) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'power_flag_stays', MESSAGE = '监督意见写下后不能修改。';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER power_flag_stays BEFORE UPDATE ON decisions_powerflag FOR EACH ROW EXECUTE FUNCTION decisions_power_flag_stays();
"""
UNDO_POWERS = """
DROP TRIGGER power_flag_stays ON decisions_powerflag;
DROP FUNCTION decisions_power_flag_stays();
DROP TRIGGER power_move_of_the_flow ON decisions_powermove;
DROP FUNCTION decisions_power_move_of_the_flow();
DROP TRIGGER power_case_stays ON decisions_powercase;
DROP FUNCTION decisions_power_case_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("decisions", "0001_initial")]
    operations = [
        migrations.RunSQL(MATTERS, UNDO_MATTERS),
        migrations.RunSQL(MEETINGS, UNDO_MEETINGS),
        migrations.RunSQL(RESOLUTIONS, UNDO_RESOLUTIONS),
        migrations.RunSQL(PAPERS, UNDO_PAPERS),
        migrations.RunSQL(POWERS, UNDO_POWERS),
    ]
