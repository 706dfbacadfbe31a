"""A certificate of a kind that is major whatever its amount rests on the bodies that kind asks, whoever wrote the steps; it is issued by today, with the digest of
its own evidence, and holds no longer than the county says. And a matter takes its road from the draft on, whoever moves it."""

from django.db import migrations

# What the law makes of each kind (rules/kinds.py; a test holds the two alike). What a county lists beside it is a dated setting.
KINDS = """
CREATE FUNCTION decisions_kind(code text, OUT item boolean, OUT always boolean, OUT two_thirds boolean, OUT members_only boolean, OUT collective boolean)
LANGUAGE sql IMMUTABLE AS $$
  SELECT code = ANY ('{subsidy_persons,collective_income,public_works,land_contracting,land_adjustment,land_outsiders,land_market,collective_project,homestead,
                       expropriation_money,collective_property,income_share_plan,loan,village_rules,welfare_list,collective_charter,collective_members,collective_merger}'::text[]),
         code <> ALL ('{project,purchase,service,fund_use,other}'::text[]),
         code = ANY ('{land_adjustment,land_outsiders,land_market}'::text[]),
         code = ANY ('{land_contracting,land_adjustment,homestead,expropriation_money,income_share_plan,collective_charter,collective_members,collective_merger}'::text[]),
         code = ANY ('{collective_income,land_contracting,land_adjustment,land_outsiders,land_market,collective_project,homestead,expropriation_money,collective_property,
                       income_share_plan,loan,collective_charter,collective_members,collective_merger}'::text[])
$$;

CREATE FUNCTION decisions_listed(kind text, day date) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM rulebook_setting s WHERE s.key = 'decisions.major_kinds' AND s.period @> day AND s.value @> to_jsonb(kind))
$$;

-- R-D01, R-D02, R-V13, R-V16, R-C01, R-C02 by kind. A kind the county listed counts where it was listed when the matter began and still is.
CREATE FUNCTION decisions_bodies_by_kind() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE m decisions_matter%ROWTYPE; k record; bodies text[]; villagers text[]; enough text[];
BEGIN
  SELECT * INTO m FROM decisions_matter t WHERE t.id = NEW.matter_id;
  SELECT * INTO k FROM decisions_kind(m.kind);
  IF NOT k.always AND NOT (decisions_listed(m.kind, m.opened_on) AND decisions_listed(m.kind, NEW.issued_on)) THEN
    RETURN NEW;
  END IF;
  -- The villagers' own meeting; their representatives where the law leaves it to them or the meeting authorised them; a group's where the matter is no item of the law.
  enough := CASE WHEN k.item AND m.authorisation = '' THEN ARRAY['assembly'] WHEN k.item OR k.two_thirds THEN ARRAY['assembly', 'reps_meeting']
                 ELSE ARRAY['assembly', 'reps_meeting', 'group_meeting'] END;
  SELECT array_agg(s.body), array_agg(s.body) FILTER (WHERE NOT k.two_thirds OR s.rule = 'R-V16') INTO bodies, villagers
    FROM decisions_matterstep s WHERE s.matter_id = NEW.matter_id AND s.round = NEW.round;
  IF NOT (bodies @> ARRAY['branch_committee', 'two_committees', 'members_meeting'] AND coalesce(villagers, '{}') && enough)
     OR (k.collective AND m.opened_on >= '2025-05-01' AND NOT bodies && CASE WHEN k.members_only THEN ARRAY['collective_assembly'] ELSE ARRAY['collective_reps', 'collective_assembly'] END) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'bodies_the_kind_asks',
      MESSAGE = '这类事项不论金额，都要经党组织提议、两委商议、党员大会审议和村民（代表）会议决议。请退回①，按页面上的步骤办理。';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER certificate_bodies_by_kind BEFORE INSERT ON decisions_certificate FOR EACH ROW EXECUTE FUNCTION decisions_bodies_by_kind();
"""
UNDO_KINDS = "DROP FUNCTION decisions_bodies_by_kind() CASCADE; DROP FUNCTION decisions_listed(text, date); DROP FUNCTION decisions_kind(text);"

LAPSES = """
CREATE FUNCTION decisions_today() RETURNS date LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT example_day FROM divisions_county WHERE example_day IS NOT NULL LIMIT 1), (now() AT TIME ZONE 'Asia/Shanghai')::date)
$$;
CREATE FUNCTION decisions_certificate_lapses() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.issued_on > decisions_today() OR NEW.digest <> encode(sha256(convert_to(NEW.evidence, 'UTF8')), 'hex') THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'certificate_as_issued', MESSAGE = '凭证的出具日期不能晚于今天，摘要要与证据相符。请从事项页出具。';
  END IF;
  IF NEW.lapses_on > NEW.issued_on + make_interval(months => decisions_number('decisions.certificate_months', NEW.issued_on, 24)::integer) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'certificate_lapses_in_time', MESSAGE = '凭证的有效期超过规定的月数。请改早失效日期；到期没有实施的，重新决议。';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER certificate_lapses_in_time BEFORE INSERT ON decisions_certificate FOR EACH ROW EXECUTE FUNCTION decisions_certificate_lapses();
"""
UNDO_LAPSES = "DROP FUNCTION decisions_certificate_lapses() CASCADE; DROP FUNCTION decisions_today();"

# moves.py, said by the database (a test holds the two alike).
MOVES = """
CREATE FUNCTION decisions_may_follow(was text, becomes text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT becomes = ANY (string_to_array(CASE was
    WHEN 'draft' THEN 'proposed,decided,withdrawn' WHEN 'proposed' THEN 'discussed,decided,draft,withdrawn' WHEN 'discussed' THEN 'reviewed,resolved,decided,draft,withdrawn'
    WHEN 'reviewed' THEN 'resolved,decided,draft,withdrawn' WHEN 'resolved' THEN 'decided,draft,withdrawn' WHEN 'decided' THEN 'published,certified,draft,withdrawn'
    WHEN 'published' THEN 'certified,draft,withdrawn' WHEN 'certified' THEN 'result_published,revoked' WHEN 'result_published' THEN 'closed,revoked'
    WHEN 'revoked' THEN 'draft,closed' ELSE '' END, ','))
$$;
CREATE FUNCTION decisions_matter_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF (NEW.state, NEW.round) <> ('draft', 1) THEN
      RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'matter_begins_as_a_draft', MESSAGE = '事项从起草开始，一步一步办理。';
    END IF;
  ELSIF NOT decisions_may_follow(OLD.state, NEW.state) OR (NEW.state = 'draft' AND NEW.round <> OLD.round + 1)
     OR (NEW.state = 'revoked' AND NOT EXISTS (SELECT 1 FROM decisions_certificate c WHERE c.matter_id = NEW.id AND c.round = NEW.round AND c.revoked_on IS NOT NULL)) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'matter_on_its_road', MESSAGE = '事项不能这样改状态。请按页面上的步骤办理；退回起草的从①重新走。';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER matter_begins_as_a_draft BEFORE INSERT ON decisions_matter FOR EACH ROW EXECUTE FUNCTION decisions_matter_moves();
CREATE TRIGGER matter_on_its_road BEFORE UPDATE ON decisions_matter FOR EACH ROW WHEN (NEW.state <> OLD.state) EXECUTE FUNCTION decisions_matter_moves();
"""
UNDO_MOVES = "DROP FUNCTION decisions_matter_moves() CASCADE; DROP FUNCTION decisions_may_follow(text, text);"


class Migration(migrations.Migration):
    dependencies = [("decisions", "0003_bodies_by_amount")]

    operations = [migrations.RunSQL(KINDS, UNDO_KINDS), migrations.RunSQL(LAPSES, UNDO_LAPSES), migrations.RunSQL(MOVES, UNDO_MOVES)]
