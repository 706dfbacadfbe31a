"""The database refuses what the rule refuses: two officers' offices, or an officer beside another role, for one person (三员分立).

One person is one account, or accounts with the same registry person, or with the same name and telephone. The days between two officers'
offices are the county's setting accounts.officer_cooling_days (30 where there is none).
"""

from django.db import migrations

CREATE = """
CREATE FUNCTION accounts_same_person(a accounts_user, b accounts_user) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT a.id = b.id OR (a.person_uuid IS NOT NULL AND a.person_uuid = b.person_uuid)
      OR (a.name = b.name AND a.phone <> '' AND a.phone = b.phone)
$$;

CREATE FUNCTION accounts_three_officers_check(subject bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  officers CONSTANT text[] := ARRAY['sys_admin', 'sec_admin', 'audit_admin'];
  own CONSTANT text[] := ARRAY['member', 'resident'];
  gap integer;
  clash record;
BEGIN
  -- Most grants touch no officer at all: leave early.
  IF NOT EXISTS (
    SELECT 1 FROM accounts_rolegrant g JOIN accounts_user o ON o.id = g.user_id, accounts_user s
    WHERE s.id = subject AND g.role IN ('sys_admin', 'sec_admin', 'audit_admin') AND accounts_same_person(s, o)
  ) THEN
    RETURN;
  END IF;
  -- Two grants for one person in two transactions at once must see each other.
  PERFORM pg_advisory_xact_lock(hashtext('accounts.three_officers'));
  SELECT coalesce((SELECT (value #>> '{}')::integer FROM rulebook_setting
                   WHERE key = 'accounts.officer_cooling_days' AND period @> current_date LIMIT 1), 30) INTO gap;
  SELECT a.role AS one, b.role AS other, a.period && b.period AS together INTO clash
  FROM accounts_user s
  JOIN accounts_user u ON accounts_same_person(s, u)
  JOIN accounts_user w ON accounts_same_person(s, w)
  JOIN accounts_rolegrant a ON a.user_id = u.id AND a.role = ANY (officers) AND NOT isempty(a.period)
  JOIN accounts_rolegrant b ON b.user_id = w.id AND b.role <> a.role AND NOT isempty(b.period)
  WHERE s.id = subject
    AND (a.user_id = b.user_id OR b.role <> ALL (own))
    AND (a.period && b.period
         OR (b.role = ANY (officers)
             AND daterange(lower(a.period), CASE WHEN upper(a.period) IS NULL THEN NULL ELSE upper(a.period) + gap END) && b.period))
  LIMIT 1;
  IF FOUND AND clash.together THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'three_officers',
      MESSAGE = '系统、安全、审计三员要由三个人担任，也不能兼任业务角色。换一个人，或先结束原来的角色。';
  ELSIF FOUND THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'three_officers',
      MESSAGE = format('三员之间换岗，要隔满 %s 天。改晚开始日期，或换一个人。', gap);
  END IF;
END $$;

CREATE FUNCTION accounts_three_officers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'accounts_user' THEN
    PERFORM accounts_three_officers_check(NEW.id);
  ELSE
    PERFORM accounts_three_officers_check(NEW.user_id);
  END IF;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER three_officers AFTER INSERT OR UPDATE OF user_id, role, period ON accounts_rolegrant
  FOR EACH ROW EXECUTE FUNCTION accounts_three_officers();
CREATE CONSTRAINT TRIGGER three_officers AFTER UPDATE OF name, phone, person_uuid ON accounts_user
  FOR EACH ROW EXECUTE FUNCTION accounts_three_officers();

CREATE FUNCTION accounts_deputy_is_another() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.deputy_for_id IS NOT NULL AND NOT isempty(NEW.period) AND (upper(NEW.period) IS NULL OR EXISTS (
       SELECT 1 FROM accounts_rolegrant p JOIN accounts_user a ON a.id = p.user_id, accounts_user b
       WHERE p.id = NEW.deputy_for_id AND b.id = NEW.user_id
         AND (accounts_same_person(a, b) OR p.role <> NEW.role OR NOT p.period @> NEW.period))) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'deputy_is_another',
      MESSAGE = '代理人要是另一个人，代理同一角色，写明最后一天，并在被代理人任期之内。';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER deputy_is_another AFTER INSERT OR UPDATE ON accounts_rolegrant
  FOR EACH ROW EXECUTE FUNCTION accounts_deputy_is_another();
"""

DROP = """
DROP TRIGGER deputy_is_another ON accounts_rolegrant;
DROP FUNCTION accounts_deputy_is_another();
DROP TRIGGER three_officers ON accounts_user;
DROP TRIGGER three_officers ON accounts_rolegrant;
DROP FUNCTION accounts_three_officers();
DROP FUNCTION accounts_three_officers_check(bigint);
DROP FUNCTION accounts_same_person(accounts_user, accounts_user);
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_second_factor"), ("rulebook", "0001_initial")]
    operations = [migrations.RunSQL(CREATE, DROP)]
