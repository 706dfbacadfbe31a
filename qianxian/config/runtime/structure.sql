-- What all migrations leave behind, as pg_dump writes it. Made by `make structure`; not for editing by hand.
SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;


CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;


CREATE TYPE public.procrastinate_job_event_type AS ENUM (
    'deferred',
    'started',
    'deferred_for_retry',
    'failed',
    'succeeded',
    'cancelled',
    'abort_requested',
    'aborted',
    'scheduled',
    'retried'
);


CREATE TYPE public.procrastinate_job_status AS ENUM (
    'todo',
    'doing',
    'succeeded',
    'failed',
    'cancelled',
    'aborting',
    'aborted'
);


CREATE TYPE public.procrastinate_job_to_defer_v1 AS (
	queue_name character varying,
	task_name character varying,
	priority integer,
	lock text,
	queueing_lock text,
	args jsonb,
	scheduled_at timestamp with time zone
);


CREATE FUNCTION public.accounts_deputy_is_another() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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


CREATE FUNCTION public.accounts_guard_reset() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF accounts_one_person(ARRAY(SELECT u.login::text FROM accounts_user u WHERE u.id IN (NEW.requested_by_id, NEW.confirmed_by_id)))
     OR accounts_one_person(ARRAY(SELECT u.login::text FROM accounts_user u WHERE u.id IN (NEW.user_id, NEW.confirmed_by_id))) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'two_accounts_are_not_two_people',
      MESSAGE = '要由不同的人办理：同一个人的两个账号只算一个人。请由另一位同志办理。';
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.accounts_guard_setting() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF accounts_one_person(ARRAY[NEW.entered_by, NEW.approved_by]::text[]) THEN
    PERFORM rulebook_refuse('setting_by_two_people', '提出取值的人不能自己审核。请区委组织部另一位同志审核。');
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.accounts_holders(logins text[]) RETURNS TABLE(login text, person uuid, spoken text)
    LANGUAGE sql STABLE
    AS $$
  SELECT u.login, coalesce(m.uuid, u.person_uuid), CASE WHEN u.phone <> '' THEN u.name || ' ' || u.phone END
  FROM accounts_user u LEFT JOIN people_person n ON n.uuid = u.person_uuid AND n.merged_into_id IS NOT NULL LEFT JOIN people_person m ON m.id = n.merged_into_id
  WHERE u.login = ANY(logins)
$$;


CREATE FUNCTION public.accounts_one_person(logins text[]) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
  SELECT count(h.person) > count(DISTINCT h.person) OR count(h.spoken) > count(DISTINCT h.spoken) FROM accounts_holders(logins) h
$$;


CREATE FUNCTION public.accounts_person_among(mine text, others text[]) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
  SELECT mine <> '' AND (mine = ANY(others)
      OR EXISTS (SELECT 1 FROM accounts_holders(ARRAY[mine]) a JOIN accounts_holders(others) b ON b.person = a.person OR b.spoken = a.spoken))
$$;


SET default_tablespace = '';

SET default_table_access_method = heap;

CREATE TABLE public.accounts_user (
    id bigint NOT NULL,
    password character varying(128) NOT NULL,
    last_login timestamp with time zone,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    login character varying(40) NOT NULL,
    name character varying(60) NOT NULL,
    phone character varying(20) NOT NULL,
    email character varying(254) NOT NULL,
    unit character varying(80) NOT NULL,
    person_uuid uuid,
    usable daterange NOT NULL,
    must_change_password boolean NOT NULL,
    is_active boolean NOT NULL,
    CONSTRAINT accounts_user_version_check CHECK ((version >= 0))
);


CREATE FUNCTION public.accounts_same_person(a public.accounts_user, b public.accounts_user) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    AS $$
  SELECT a.id = b.id OR (a.person_uuid IS NOT NULL AND a.person_uuid = b.person_uuid)
      OR (a.name = b.name AND a.phone <> '' AND a.phone = b.phone)
$$;


CREATE FUNCTION public.accounts_three_officers() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF TG_TABLE_NAME = 'accounts_user' THEN
    PERFORM accounts_three_officers_check(NEW.id);
  ELSE
    PERFORM accounts_three_officers_check(NEW.user_id);
  END IF;
  RETURN NULL;
END $$;


CREATE FUNCTION public.accounts_three_officers_check(subject bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
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
  gap := rulebook_number('accounts.officer_cooling_days', coalesce((SELECT example_day FROM divisions_county WHERE example_day IS NOT NULL LIMIT 1), (now() AT TIME ZONE 'Asia/Shanghai')::date), 30)::integer;
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


CREATE FUNCTION public.accounts_two_people() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE hands text[] := ARRAY(SELECT to_jsonb(NEW) ->> name FROM unnest(TG_ARGV) name);
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF hands = ARRAY(SELECT to_jsonb(OLD) ->> name FROM unnest(TG_ARGV) name) THEN RETURN NEW; END IF;
  END IF;
  IF accounts_one_person(hands) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'two_accounts_are_not_two_people',
      MESSAGE = '要由不同的人办理：同一个人的两个账号只算一个人。请由另一位同志办理。';
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.assessments_check_appeal() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.answered_on IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'answered_appeal_stays', MESSAGE = '异议已经答复，不能再改。';
  END IF;
  IF NEW.answered_by <> '' AND EXISTS (SELECT 1 FROM assessments_assessmentsheet s LEFT JOIN assessments_gradingdecision g ON g.id = s.grading_id
      WHERE s.id = NEW.sheet_id AND accounts_person_among(NEW.answered_by, ARRAY[s.scored_by, s.approved_by, coalesce(g.decided_by, '')]::text[])) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'another_panel_answers', MESSAGE =
      '参加评分、审核或评定的人不能答复异议。请由没有参加的同志答复。';
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.assessments_check_indicator() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE one bigint;
BEGIN
  one := CASE WHEN TG_OP = 'DELETE' THEN OLD.scheme_id ELSE NEW.scheme_id END;
  IF EXISTS (SELECT 1 FROM assessments_assessmentscheme s WHERE s.id = one AND s.state <> 'draft') THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'published_scheme_stays', MESSAGE = '方案公布后不能修改指标。请另起草新方案。';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;


CREATE FUNCTION public.assessments_check_quota() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE allowed integer; document text; held integer; lifted integer; everybody integer;
BEGIN
  IF NEW.grading_id IS NULL OR NEW.grade <> 'excellent' THEN RETURN NULL; END IF;
  SELECT g.quota, g.override_document INTO allowed, document FROM assessments_gradingdecision g WHERE g.id = NEW.grading_id;
  SELECT count(*) FILTER (WHERE s.grade_reason NOT IN ('appeal', 'committee_override')), count(*) FILTER (WHERE s.grade_reason = 'committee_override'), count(*)
    INTO held, lifted, everybody FROM assessments_assessmentsheet s WHERE s.grading_id = NEW.grading_id AND s.grade = 'excellent';
  IF held > allowed OR (lifted > 0 AND document = '') OR (NEW.grade_reason = 'appeal' AND NOT EXISTS (SELECT 1 FROM assessments_gradeappeal a
      WHERE a.sheet_id = NEW.id AND a.result = 'changed' AND a.grade_after = 'excellent')) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'within_the_quota', MESSAGE =
      '优秀超过名额。末位同分的，由镇（街道）党委作出决定并记录理由和文号。';
  END IF;
  IF NEW.grade_reason = 'appeal' AND everybody > allowed AND (TG_OP = 'INSERT' OR OLD.grade IS DISTINCT FROM NEW.grade) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'within_the_quota', MESSAGE =
      '优秀名额没有空额，异议不能改为优秀。请维持等次；名额算错的，由镇（街道）党委更正评定后再答复。';
  END IF;
  RETURN NULL;
END $$;


CREATE FUNCTION public.assessments_check_scheme() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF NEW.state = 'published' AND (TG_OP = 'INSERT' OR OLD.state = 'draft') AND
     (SELECT coalesce(sum(weight), 0) FROM assessments_assessmentindicator WHERE scheme_id = NEW.id) <> 100 THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'weights_sum_to_100', MESSAGE = '指标权重合计不是 100，方案不能公布。请先调整权重。';
  END IF;
  IF TG_OP = 'UPDATE' AND OLD.state <> 'draft' AND (NEW.year, NEW.subject, NEW.edition, NEW.title, NEW.document, NEW.published_on, NEW.published_by,
      NEW.drafted_by, NEW.division_code) IS DISTINCT FROM (OLD.year, OLD.subject, OLD.edition, OLD.title, OLD.document, OLD.published_on, OLD.published_by,
      OLD.drafted_by, OLD.division_code) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'published_scheme_stays', MESSAGE = '方案公布后不能修改。请另起草新方案。';
  END IF;
  IF TG_OP = 'UPDATE' AND NOT (OLD.state = NEW.state OR (OLD.state, NEW.state) IN (('draft', 'published'), ('published', 'replaced'))) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'published_scheme_stays', MESSAGE = '方案公布后不能退回起草。请另起草新方案。';
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.assessments_check_scores() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM assessments_assessmentsheet s WHERE s.id = NEW.sheet_id
      AND s.state IN ('signed', 'approved', 'graded', 'served', 'appealed', 'fixed')) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'told_sheet_stays', MESSAGE = '考核表已告知本人并签字，得分和事实不能再改。请先退回考核表。';
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.assessments_check_sheet() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF TG_OP = 'INSERT' AND NOT EXISTS (SELECT 1 FROM assessments_assessmentscheme s WHERE s.id = NEW.scheme_id AND s.state = 'published') THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'sheet_of_a_published_scheme', MESSAGE = '方案公布以后才能建考核表。请先公布方案。';
  END IF;
  IF TG_OP = 'UPDATE' AND OLD.state = 'fixed' THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'fixed_sheet_stays', MESSAGE = '等次已经确定，考核表不能再改。';
  END IF;
  IF EXISTS (SELECT 1 FROM accounts_user u WHERE u.login IN (NEW.scored_by, NEW.approved_by, NEW.fixed_by)
      AND u.person_uuid IS NOT NULL AND (u.person_uuid = NEW.answers_for OR u.person_uuid = ANY (NEW.assessed_people))) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'nobody_assesses_himself', MESSAGE = '不能办自己的考核。请由其他同志办理。';
  END IF;
  IF NEW.grade <> '' AND (NEW.grading_id IS NULL OR NEW.approved_by = '') THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'graded_after_approval', MESSAGE = '考核表审核后、经会议评定才有等次。请先审核。';
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.cases_follow_their_steps() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE one bigint;
BEGIN
  IF TG_TABLE_NAME = 'cases_casestep' THEN one := NEW.case_id; ELSE one := NEW.id; END IF;
  IF EXISTS (SELECT 1 FROM cases_case c LEFT JOIN LATERAL (SELECT * FROM cases_casestep s WHERE s.case_id = c.id ORDER BY s.id DESC LIMIT 1) l ON true
              WHERE c.id = one AND (c.state, c.holder, c.holder_body, c.missing, c.due_on, c.closed_on)
                 IS DISTINCT FROM (l.state, l.holder, l.holder_body, l.missing, l.due_on, CASE WHEN l.state IN ('done', 'refused', 'withdrawn') THEN l.happened_on END)) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'case_follows_its_steps', MESSAGE = '办件的状态只能由登记的步骤改变。';
  END IF;
  RETURN NULL;
END $$;


CREATE FUNCTION public.cases_guard_case() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE moving text[] := ARRAY['state', 'holder', 'holder_body', 'missing', 'due_on', 'notice_on', 'confirmed', 'closed_on', 'version', 'applicant_id'];
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state NOT IN ('received', 'in_process', 'supplement') OR NEW.holder <> 'village' OR (NEW.missing = '{}') = (NEW.state = 'supplement')
       OR (NEW.due_on IS NULL AND NEW.state <> 'supplement') OR NEW.due_on < NEW.received_on THEN
      RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'case_begins_as_received', MESSAGE = '办件从收件开始，由村（社区）受理，期限从收件算起。';
    END IF;
    RETURN NEW;
  END IF;
  IF (to_jsonb(NEW) - moving) <> (to_jsonb(OLD) - moving) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'what_was_received_stays', MESSAGE = '办件的编号、事项、申请人和收件日期不能改。';
  END IF;
  -- A record of a person that is merged into another takes its cases along; nothing else changes whose case it is.
  IF NEW.applicant_id IS DISTINCT FROM OLD.applicant_id
     AND NOT EXISTS (SELECT 1 FROM people_person p WHERE p.id = OLD.applicant_id AND p.merged_into_id = NEW.applicant_id) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'what_was_received_stays', MESSAGE = '办件的编号、事项、申请人和收件日期不能改。';
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.cases_guard_number() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF NEW.last <> OLD.last + 1 OR (NEW.division_code, NEW.kind, NEW.year) <> (OLD.division_code, OLD.kind, OLD.year) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'case_numbers_in_order', MESSAGE = '办件编号只能依次增加。';
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.cases_guard_opinion() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE c cases_case%ROWTYPE;
BEGIN
  SELECT * INTO c FROM cases_case t WHERE t.id = NEW.case_id FOR NO KEY UPDATE;
  IF c.closed_on IS NULL OR c.division_code <> NEW.division_code OR NEW.said_on < c.closed_on THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'opinion_after_the_end', MESSAGE = '办结以后才评价。';
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.cases_guard_step() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE c cases_case%ROWTYPE; p cases_casestep%ROWTYPE; before text;
BEGIN
  SELECT * INTO c FROM cases_case t WHERE t.id = NEW.case_id FOR NO KEY UPDATE;
  SELECT * INTO p FROM cases_casestep s WHERE s.case_id = NEW.case_id ORDER BY s.id DESC LIMIT 1;
  before := coalesce(p.state, '');
  IF NEW.division_code <> c.division_code OR NEW.happened_on < c.received_on OR NEW.happened_on < p.happened_on THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'case_steps_in_order', MESSAGE = '办件的每一步按先后登记，日期不能早于上一步。';
  END IF;
  IF NOT ((NEW.kind, before, NEW.state) IN (
       ('receive', '', 'received'), ('accept', 'received', 'in_process'), ('ask', 'received', 'supplement'), ('ask', 'in_process', 'supplement'),
       ('supply', 'supplement', 'supplement'), ('supply', 'supplement', 'in_process'), ('transfer', 'in_process', 'in_process'), ('finish', 'in_process', 'done'))
     OR (NEW.kind = 'note' AND NEW.state = before AND before IN ('received', 'supplement', 'in_process'))
     OR (NEW.kind IN ('refuse', 'withdraw') AND before IN ('received', 'supplement', 'in_process') AND NEW.state = CASE NEW.kind WHEN 'refuse' THEN 'refused' ELSE 'withdrawn' END)
     OR (NEW.kind = 'reopen' AND before IN ('done', 'refused', 'withdrawn') AND NEW.state = 'in_process')) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'case_road', MESSAGE = '办件现在的状态不能这样办。请刷新页面看看。';
  END IF;
  IF p.id IS NULL AND (NEW.holder <> 'village' OR NEW.due_on IS NULL OR NEW.due_on < c.received_on) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'case_begins_as_received', MESSAGE = '办件从收件开始，由村（社区）受理，期限从收件算起。';
  END IF;
  IF p.id IS NOT NULL AND (NEW.holder, NEW.holder_body) IS DISTINCT FROM (p.holder, p.holder_body)
     AND NOT (NEW.kind = 'transfer' AND (p.holder, NEW.holder) IN (('village', 'town'), ('town', 'department'), ('town', 'village'), ('department', 'town'))
              AND (NEW.holder = 'department') = (NEW.holder_body <> '')) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'case_transferred_up_or_back', MESSAGE = '办件只能逐级转办或退回，转到部门要写明部门名称。';
  END IF;
  IF p.id IS NOT NULL AND NEW.due_on IS DISTINCT FROM p.due_on AND NEW.kind NOT IN ('ask', 'supply', 'reopen') THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'case_clock_goes_on', MESSAGE = '这一步不改变办结期限。';
  END IF;
  IF NEW.due_on IS NULL AND NEW.state = 'in_process' THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'case_clock_goes_on', MESSAGE = '办理中的办件要有办结期限。';
  END IF;
  IF NEW.turn <> coalesce(p.turn, 1) + (NEW.kind = 'reopen')::integer THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'case_steps_in_order', MESSAGE = '办件的每一步按先后登记，日期不能早于上一步。';
  END IF;
  -- Papers that are missing are said by the notice, and only fewer are missing after it.
  IF NEW.kind NOT IN ('ask', 'reopen') AND NOT (NEW.missing <@ coalesce(p.missing, '{}')) OR (NEW.kind = 'supply' AND (NEW.state = 'in_process') <> (NEW.missing = '{}'))
     OR (NEW.state IN ('in_process', 'received') AND NEW.missing <> '{}') THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'missing_is_said_once', MESSAGE = '缺的材料一次写全，以后只能减少。材料补齐了才受理。';
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.cases_nothing_is_deleted() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'cases_are_kept', MESSAGE = '办件和办件的记录不能删除。不办理的，请写明理由；申请人不办了的，请登记撤回。';
END $$;


CREATE FUNCTION public.collective_by_assembly(one bigint, turn integer) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
  SELECT EXISTS (SELECT 1 FROM decisions_resolution r JOIN decisions_meeting m ON m.id = r.meeting_id JOIN decisions_matter t ON t.id = r.matter_id
    WHERE r.matter_id = one AND m.round = turn AND m.cancelled_on IS NULL AND r.passed
      AND (r.body IN ('assembly', 'collective_assembly', 'collective_reps') OR (r.body = 'reps_meeting' AND t.authorisation <> '')))
$$;


CREATE FUNCTION public.collective_carried(one bigint, of_year integer) RETURNS numeric
    LANGUAGE sql STABLE
    AS $$
  SELECT greatest(coalesce(sum(l.debit - l.credit), 0), 0) FROM funds_voucherline l WHERE l.fund_id = one AND l.account_id ~ '^32[12]' AND extract(year FROM l."on") < of_year
$$;


CREATE FUNCTION public.collective_check_certificate(one bigint, place text, day date, kinds text[]) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM decisions_certificate c JOIN decisions_matter t ON t.id = c.matter_id WHERE c.id = one AND c.division_code = place AND c.issued_on <= day
      AND day BETWEEN c.valid_from AND c.lapses_on AND (c.revoked_on IS NULL OR c.revoked_on > day)) THEN
    PERFORM funds_refuse('certificate_in_force', '要有本村（社区）事先作出、当天有效的决策凭证。请先办理决策事项。');
  END IF;
  IF NOT EXISTS (SELECT 1 FROM decisions_certificate c JOIN decisions_matter t ON t.id = c.matter_id WHERE c.id = one AND t.kind = ANY (kinds) AND c.unit IN ('collective', 'village')) THEN
    PERFORM funds_refuse('certificate_fits', '决策凭证决定的不是这类事项，或者是另一个单位的。请换用决定这件事的凭证。');
  END IF;
END $$;


CREATE TABLE public.contracts_contract (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    number character varying(40) NOT NULL,
    kind character varying(12) NOT NULL,
    unit character varying(12) NOT NULL,
    subject character varying(200) NOT NULL,
    counterparty character varying(120) NOT NULL,
    party_kind character varying(12) NOT NULL,
    credit_code character varying(18) NOT NULL,
    identity_sealed text NOT NULL,
    identity_index character varying(64) NOT NULL,
    identity_masked character varying(20) NOT NULL,
    representative character varying(60) NOT NULL,
    amount numeric(14,2) NOT NULL,
    rent numeric(14,2),
    rent_every character varying(10) NOT NULL,
    period daterange NOT NULL,
    basis character varying(12) NOT NULL,
    basis_document character varying(200) NOT NULL,
    asked_on date,
    state character varying(12) NOT NULL,
    drafted_on date NOT NULL,
    drafted_by character varying(80) NOT NULL,
    signed_on date,
    signatory character varying(60) NOT NULL,
    recorded_by character varying(80) NOT NULL,
    ended_on date,
    ended_by character varying(80) NOT NULL,
    end_reason character varying(500) NOT NULL,
    certificate_id bigint,
    told_signatory character varying(60) NOT NULL,
    told_signed_on date,
    CONSTRAINT contract_amount_not_below_nothing CHECK (((amount >= (0)::numeric) AND ((rent IS NULL) OR (rent > (0)::numeric)))),
    CONSTRAINT contract_ended_with_reason CHECK (((((end_reason)::text = ''::text) AND ((ended_by)::text = ''::text) AND (ended_on IS NULL) AND ((state)::text = ANY (ARRAY[('draft'::character varying)::text, ('signed'::character varying)::text]))) OR ((ended_on IS NOT NULL) AND ((state)::text = ANY (ARRAY[('ended'::character varying)::text, ('terminated'::character varying)::text, ('withdrawn'::character varying)::text])) AND (NOT ((ended_by)::text = ''::text)) AND (NOT ((end_reason)::text = ''::text))))),
    CONSTRAINT contract_has_first_and_last_day CHECK (((upper(period) IS NOT NULL) AND (lower(period) IS NOT NULL))),
    CONSTRAINT contract_names_a_unit_or_a_person CHECK (((((credit_code)::text = ''::text) AND ((party_kind)::text = 'person'::text)) OR (((identity_index)::text = ''::text) AND ((party_kind)::text = 'organisation'::text)))),
    CONSTRAINT contract_rent_says_how_often CHECK ((((rent IS NULL) AND ((rent_every)::text = ''::text)) OR ((rent IS NOT NULL) AND (NOT ((rent_every)::text = ''::text))))),
    CONSTRAINT contract_rests_on_one_thing CHECK (((((basis)::text = 'certificate'::text) AND (certificate_id IS NOT NULL)) OR (((basis)::text = ANY (ARRAY[('small'::character varying)::text, ('existing'::character varying)::text])) AND (certificate_id IS NULL) AND (NOT ((basis_document)::text = ''::text))))),
    CONSTRAINT contract_signed_whole CHECK ((((state)::text = ANY (ARRAY[('draft'::character varying)::text, ('withdrawn'::character varying)::text])) OR ((signed_on IS NOT NULL) AND (NOT ((signatory)::text = ''::text)) AND (NOT ((recorded_by)::text = ''::text)) AND (NOT ((recorded_by)::text = (drafted_by)::text))))),
    CONSTRAINT contracts_contract_version_check CHECK ((version >= 0))
);


CREATE FUNCTION public.collective_check_kin(c public.contracts_contract, day date) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF c.basis <> 'existing' AND EXISTS (SELECT 1 FROM collective_seat s JOIN collective_member m ON m.id = s.member_id
      CROSS JOIN LATERAL elections_kin(m.person_id) k JOIN people_person q ON q.id = k JOIN decisions_certificate d ON d.id = c.certificate_id
      WHERE s.division_code = c.division_code AND s.kind IN ('chair', 'director', 'supervisor') AND collective_sat(s, d, day) AND contracts_bears(c, q) AND NOT collective_namesake(c, q)
        AND NOT EXISTS (SELECT 1 FROM decisions_recusal x JOIN decisions_meeting t ON t.id = x.meeting_id WHERE t.matter_id = d.matter_id AND t.round = d.round
                        AND t.cancelled_on IS NULL AND x.name = m.name)) THEN
    PERFORM funds_refuse('related_kin_recused', '承租方是理事、监事在选举时申报过的亲属，决定时这名理事、监事没有回避。请回避后重新表决；只是同名的，请监督委员会先登记同名说明。');
  END IF;
END $$;


CREATE TABLE public.collective_lease (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    number character varying(40) NOT NULL,
    period daterange NOT NULL,
    total numeric(14,2) NOT NULL,
    instalment_count smallint NOT NULL,
    platform_no character varying(80) NOT NULL,
    opened_on date NOT NULL,
    opened_by character varying(80) NOT NULL,
    state character varying(8) NOT NULL,
    ended_on date,
    end_reason character varying(300) NOT NULL,
    ended_by character varying(80) NOT NULL,
    asset_id bigint,
    contract_id bigint NOT NULL,
    parcel_id bigint,
    CONSTRAINT collective_lease_instalment_count_check CHECK ((instalment_count >= 0)),
    CONSTRAINT collective_lease_version_check CHECK ((version >= 0)),
    CONSTRAINT lease_above_zero CHECK (((instalment_count >= 1) AND (total > (0)::numeric))),
    CONSTRAINT lease_ends_with_a_reason CHECK (((((end_reason)::text = ''::text) AND ((ended_by)::text = ''::text) AND (ended_on IS NULL) AND ((state)::text = ANY (ARRAY[('planned'::character varying)::text, ('running'::character varying)::text]))) OR ((ended_on IS NOT NULL) AND ((state)::text = ANY (ARRAY[('ended'::character varying)::text, ('dropped'::character varying)::text])) AND (NOT ((end_reason)::text = ''::text)) AND (NOT ((ended_by)::text = ''::text))))),
    CONSTRAINT lease_of_one_thing CHECK ((((asset_id IS NULL) AND (parcel_id IS NOT NULL)) OR ((asset_id IS NOT NULL) AND (parcel_id IS NULL))))
);


CREATE FUNCTION public.collective_check_lease(l public.collective_lease, c public.contracts_contract, day date) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE d decisions_certificate%ROWTYPE; area numeric := 0; condition text;
BEGIN
  IF c.division_code <> l.division_code OR c.kind <> 'lease_out' OR c.unit NOT IN ('collective', 'village') OR c.amount <> l.total OR c.period <> l.period THEN
    PERFORM funds_refuse('lease_as_its_contract', '出租登记的租金合计、租期要与合同一致，合同种类是出租。');
  END IF;
  IF upper(l.period) > (lower(l.period) + interval '20 years')::date THEN
    PERFORM funds_refuse('lease_term', '租期最长二十年。');
  END IF;
  IF l.parcel_id IS NOT NULL THEN
    SELECT p.mu, p.state INTO area, condition FROM collective_parcel p WHERE p.id = l.parcel_id AND p.division_code = l.division_code FOR NO KEY UPDATE;
    IF condition IS NULL OR condition NOT IN ('certified', 'leased', 'developed') THEN
      PERFORM funds_refuse('certified_land_only', '没有办证的土地不能出租。请先办证。');
    END IF;
    IF EXISTS (WITH RECURSIVE up(id) AS (SELECT p.whole_id FROM collective_parcel p WHERE p.id = l.parcel_id UNION SELECT p.whole_id FROM collective_parcel p JOIN up ON p.id = up.id),
        down(id) AS (SELECT p.id FROM collective_parcel p WHERE p.whole_id = l.parcel_id UNION SELECT p.id FROM collective_parcel p JOIN down ON p.whole_id = down.id)
        SELECT 1 FROM collective_lease o WHERE o.id <> l.id AND o.state <> 'dropped' AND o.period && l.period
          AND (o.parcel_id IN (SELECT id FROM up) OR o.parcel_id IN (SELECT id FROM down))) THEN
      PERFORM funds_refuse('leased_once', '这块地所在的整块地或其中一部分已经出租。请核对租期。');
    END IF;
  ELSE
    SELECT a.state INTO condition FROM collective_asset a WHERE a.id = l.asset_id AND a.division_code = l.division_code FOR NO KEY UPDATE;
    IF condition IS NULL OR condition = 'disposed' THEN
      PERFORM funds_refuse('asset_there', '这项资产不在本村（社区）或已经处置，不能出租。');
    END IF;
  END IF;
  -- A contract older than the register was looked at by the town against its original.
  IF c.basis = 'existing' THEN
    RETURN;
  END IF;
  IF c.basis <> 'certificate' THEN
    PERFORM funds_refuse('certificate_in_force', '要有本村（社区）事先作出、当天有效的决策凭证。请先办理决策事项。');
  END IF;
  PERFORM collective_check_certificate(c.certificate_id, l.division_code, day, ARRAY['collective_property', 'land_market', 'land_outsiders', 'collective_project', 'other']);
  SELECT * INTO d FROM decisions_certificate x WHERE x.id = c.certificate_id;
  IF (area >= rulebook_number('collective.lease_assembly_mu', day, 10) OR l.total >= rulebook_number('collective.lease_assembly_yuan', day, 50000))
     AND NOT (collective_by_assembly(d.matter_id, d.round) AND EXISTS (SELECT 1 FROM decisions_matter t WHERE t.id = d.matter_id AND t.kind <> 'other')) THEN
    PERFORM funds_refuse('leased_by_the_assembly', '这块土地（资产）的出租须经成员（村民）大会或授权的代表会议决定。请先表决，取得决策凭证。');
  END IF;
  IF l.total >= rulebook_number('collective.platform_yuan', day, 50000) AND l.platform_no = '' THEN
    PERFORM funds_refuse('leased_at_the_platform', '达到进入交易平台的金额，要填写交易平台编号。');
  END IF;
  IF l.total < d.amount_limit THEN
    PERFORM funds_refuse('not_below_the_price', '租金合计低于决议的数额，不能低价出租。请重新决议。');
  END IF;
  IF EXISTS (SELECT 1 FROM collective_asset a WHERE a.disposal_certificate_id = d.id) OR EXISTS (SELECT 1 FROM collective_lease o JOIN contracts_contract x ON x.id = o.contract_id
      WHERE o.id <> l.id AND o.state <> 'dropped' AND x.certificate_id = d.id) THEN
    PERFORM funds_refuse('certificate_used_once', '这份决策凭证已经用过。一份凭证只能办一件事。');
  END IF;
  IF EXISTS (SELECT 1 FROM collective_seat s JOIN collective_member m ON m.id = s.member_id LEFT JOIN collective_nearparty p ON p.seat_id IN (SELECT o.id FROM collective_seat o WHERE o.member_id = s.member_id)
      WHERE s.division_code = l.division_code AND s.kind IN ('chair', 'director', 'supervisor') AND collective_sat(s, d, day)
        AND (c.counterparty IN (p.name, m.name) OR (c.representative <> '' AND c.representative IN (p.name, m.name)))
        AND NOT EXISTS (SELECT 1 FROM decisions_recusal x JOIN decisions_meeting t ON t.id = x.meeting_id WHERE t.matter_id = d.matter_id AND t.round = d.round
                        AND t.cancelled_on IS NULL AND x.name = m.name)) THEN
    PERFORM funds_refuse('related_party_recused', '承租方是理事、监事的关联方，决定时这名理事、监事没有回避。请回避后重新表决。');
  END IF;
END $$;


CREATE FUNCTION public.collective_check_lines() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF (SELECT count(*) FROM collective_distributionline l WHERE l.distribution_id = NEW.id) <> (SELECT r.members FROM collective_roll r WHERE r.id = NEW.roll_id)
     OR (SELECT sum(l.amount) FROM collective_distributionline l WHERE l.distribution_id = NEW.id) IS DISTINCT FROM NEW.paid THEN
    PERFORM funds_refuse('everybody_has_a_line', '分配要列全名册上的每名成员，合计与分配总额一致。');
  END IF;
  RETURN NULL;
END $$;


CREATE FUNCTION public.collective_check_schedule() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM collective_instalment i WHERE i.lease_id = NEW.id HAVING count(*) = NEW.instalment_count AND sum(i.amount) = NEW.total) THEN
    PERFORM funds_refuse('instalments_make_the_rent', '各期租金之和要等于租金合计。');
  END IF;
  RETURN NULL;
END $$;


CREATE FUNCTION public.collective_facility_counted() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  -- The row as it stands when the transaction ends: it may have been counted twice in it.
  IF (SELECT (a.facility, a.quantity) IS DISTINCT FROM (SELECT ROW(e.facility, e.quantity) FROM collective_propertyevent e
        WHERE e.asset_id = a.id AND e.kind IN ('registered', 'counted') ORDER BY e.id DESC LIMIT 1) FROM collective_asset a WHERE a.id = NEW.id) THEN
    PERFORM funds_refuse('facility_counted_with_its_history', '公共设施的种类、数量要同时登记经过。请从页面「登记设施数量」办理。');
  END IF;
  RETURN NULL;
END $$;


CREATE FUNCTION public.collective_guard_asset() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state NOT IN ('idle', 'own_use') THEN
      PERFORM funds_refuse('asset_road', '资产登记时只能是闲置或自用。');
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.state IN ('disposed', 'struck') OR (NEW.uuid, NEW.number, NEW.division_code, NEW.title, NEW.category, NEW.acquired_on, NEW.original_value, NEW.document, NEW.registered_on, NEW.registered_by)
     IS DISTINCT FROM (OLD.uuid, OLD.number, OLD.division_code, OLD.title, OLD.category, OLD.acquired_on, OLD.original_value, OLD.document, OLD.registered_on, OLD.registered_by) THEN
    PERFORM funds_refuse('asset_stays', '资产的名称、原值和来源登记后不能改；已处置、登记有误的资产不能恢复。');
  END IF;
  IF NEW.state <> OLD.state AND NOT (OLD.state, NEW.state) IN (('idle', 'own_use'), ('idle', 'leased'), ('idle', 'disposed'), ('own_use', 'idle'), ('own_use', 'leased'),
     ('own_use', 'disposed'), ('idle', 'struck'), ('own_use', 'struck'), ('leased', 'idle'), ('leased', 'own_use')) THEN
    PERFORM funds_refuse('asset_road', '出租中的资产不能直接处置。请先结束出租。');
  END IF;
  IF NEW.state = 'struck' AND (NEW.facility, NEW.quantity, NEW.place) IS DISTINCT FROM (OLD.facility, OLD.quantity, OLD.place) THEN
    PERFORM funds_refuse('struck_as_it_stood', '撤销登记只改变状态，其他各栏原样保留。');
  END IF;
  IF NEW.state = 'struck' AND EXISTS (SELECT 1 FROM collective_lease l WHERE l.asset_id = NEW.id) THEN
    PERFORM funds_refuse('struck_never_leased', '资产出租过，不能撤销登记。不再使用的，凭决策凭证处置。');
  END IF;
  IF NEW.state = 'disposed' THEN
    PERFORM collective_check_certificate(NEW.disposal_certificate_id, NEW.division_code, NEW.disposed_on, ARRAY['collective_property']);
    IF NEW.disposal_price < (SELECT c.amount_limit FROM decisions_certificate c WHERE c.id = NEW.disposal_certificate_id) THEN
      PERFORM funds_refuse('not_below_the_price', '价款低于决议的数额，不能低价处置集体资产。请重新决议。');
    END IF;
    IF EXISTS (SELECT 1 FROM contracts_contract c WHERE c.certificate_id = NEW.disposal_certificate_id AND c.state <> 'withdrawn') THEN
      PERFORM funds_refuse('certificate_used_once', '这份决策凭证已经用于合同。一份凭证只能办一件事。');
    END IF;
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.collective_guard_distribution() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE c decisions_certificate%ROWTYPE;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (to_jsonb(NEW) - '{state,draft_id,drop_reason,version}'::text[]) IS DISTINCT FROM (to_jsonb(OLD) - '{state,draft_id,drop_reason,version}'::text[])
       OR NOT (OLD.state, NEW.state) IN (('computed', 'drafted'), ('computed', 'dropped'), ('drafted', 'dropped'))
       OR (NEW.state = 'dropped' AND EXISTS (SELECT 1 FROM funds_voucherdraft d WHERE d.id = OLD.draft_id AND d.state <> 'dropped')) THEN
      PERFORM funds_refuse('distribution_stays', '收益分配测算后不能改。有误的请作废，已入账的先冲销凭证。');
    END IF;
    RETURN NEW;
  END IF;
  UPDATE funds_book SET posted = posted WHERE id = NEW.book_id AND division_code = NEW.division_code;
  IF NEW.state <> 'computed' OR NOT EXISTS (SELECT 1 FROM funds_fund f WHERE f.id = NEW.fund_id AND f.book_id = NEW.book_id AND f.division_code = NEW.division_code AND f.origin = 'collective') THEN
    PERFORM funds_refuse('distribution_of_collective_money', '只能分配本村（社区）集体资金的收益，不能分配财政资金。');
  END IF;
  IF NEW.income <> collective_income(NEW.fund_id, NEW.year) OR NEW.loss_carried <> collective_carried(NEW.fund_id, NEW.year) THEN
    PERFORM funds_refuse('income_of_the_ledger', '本年收益和未弥补亏损要与账上一致。请重新测算。');
  END IF;
  IF NOT EXISTS (SELECT 1 FROM collective_roll r WHERE r.id = NEW.roll_id AND r.division_code = NEW.division_code AND r.purpose = 'distribution' AND r.shares = NEW.shares) THEN
    PERFORM funds_refuse('distribution_by_the_roll', '分配要按为这次分配定下的成员名册和份额办理。');
  END IF;
  IF NEW.reserve <> round((NEW.income - NEW.loss_carried) * NEW.reserve_rate, 2)
     OR NEW.per_share <> trunc((NEW.income - NEW.loss_carried - NEW.reserve - NEW.welfare) / NEW.shares, 2) THEN
    PERFORM funds_refuse('distribution_in_order', '先弥补亏损，再提公积公益金和公益、福利，余下的按份额分配，不足一分的留作未分配收益。');
  END IF;
  PERFORM collective_check_certificate(NEW.certificate_id, NEW.division_code, NEW.computed_on, ARRAY['collective_income']);
  SELECT * INTO c FROM decisions_certificate d WHERE d.id = NEW.certificate_id;
  IF NOT collective_by_assembly(c.matter_id, c.round) OR NEW.paid > c.amount_limit THEN
    PERFORM funds_refuse('distributed_by_the_assembly', '收益分配须经大会或授权的代表会议决定，向成员分配的总额不能超过决议的数额。');
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.collective_guard_entry() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM collective_member m JOIN collective_roll r ON r.id = NEW.roll_id WHERE m.id = NEW.member_id AND m.division_code = NEW.division_code
      AND r.division_code = NEW.division_code AND NEW.turn BETWEEN 1 AND r.members
      AND m.since <= r."on" AND (m.ended_on IS NULL OR m.ended_on >= r."on") AND (m.shares, m.name, m.household) = (NEW.shares, NEW.name, NEW.household) AND NEW.votes = (NOT m.incapable AND (m.born_on + interval '18 years')::date <= r."on")) THEN
    PERFORM funds_refuse('roll_of_members', '名册只列当天的本集体成员，份额与成员登记一致，定下后不能增减。');
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.collective_guard_erased() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF OLD.ended_on IS NOT NULL OR NOT EXISTS (SELECT 1 FROM foundation_changehistory h JOIN foundation_auditleaf l ON l.uuid = h.leaf
      WHERE h.object_type = 'collective.member' AND h.object_id = OLD.uuid::text AND h.before IS NULL AND l.action = 'imports.commit_batch') THEN
    PERFORM funds_refuse('member_is_not_erased', '成员登记后不能删除。终止身份的，按法律规定的情形办理；导入有误的，整批撤销。');
  END IF;
  RETURN OLD;
END $$;


CREATE FUNCTION public.collective_guard_event() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF (NEW.parcel_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM collective_parcel p WHERE p.id = NEW.parcel_id AND p.division_code = NEW.division_code))
     OR (NEW.asset_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM collective_asset a WHERE a.id = NEW.asset_id AND a.division_code = NEW.division_code))
     OR NEW.happened_on > funds_today() THEN
    PERFORM funds_refuse('history_of_its_thing', '经过要登记在本村（社区）自己的资产、土地上，日期不能晚于今天。');
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.collective_guard_instalment() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM collective_lease l WHERE l.id = NEW.lease_id AND l.division_code = NEW.division_code AND NEW.turn BETWEEN 1 AND l.instalment_count AND NEW.due_on <@ l.period) THEN
    PERFORM funds_refuse('instalments_of_the_term', '各期租金的日期要在租期内，分期登记后不能增减。');
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.collective_guard_kin_of_contract() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM collective_lease l WHERE l.contract_id = NEW.id AND l.state <> 'dropped') THEN
    PERFORM collective_check_kin(NEW, NEW.signed_on);
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.collective_guard_kin_of_lease() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE c contracts_contract%ROWTYPE;
BEGIN
  SELECT * INTO c FROM contracts_contract x WHERE x.id = NEW.contract_id;
  PERFORM collective_check_kin(c, coalesce(c.signed_on, NEW.opened_on));
  RETURN NEW;
END $$;


CREATE FUNCTION public.collective_guard_lease() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE c contracts_contract%ROWTYPE; facts text[] := '{state,ended_on,end_reason,ended_by,period,version}';
BEGIN
  SELECT * INTO c FROM contracts_contract x WHERE x.id = NEW.contract_id;
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'planned' OR c.state NOT IN ('draft', 'signed') THEN
      PERFORM funds_refuse('lease_as_its_contract', '出租随合同草拟登记，签订后生效。');
    END IF;
    PERFORM collective_check_lease(NEW, c, coalesce(c.signed_on, NEW.opened_on));
    RETURN NEW;
  END IF;
  IF to_jsonb(NEW) - facts IS DISTINCT FROM to_jsonb(OLD) - facts OR OLD.state IN ('ended', 'dropped') OR lower(NEW.period) <> lower(OLD.period) OR upper(NEW.period) > upper(OLD.period)
     OR (NEW.state <> 'ended' AND NEW.period <> OLD.period) OR NOT (OLD.state, NEW.state) IN (('planned', 'running'), ('planned', 'dropped'), ('running', 'ended')) THEN
    PERFORM funds_refuse('lease_stays', '出租登记后只能签订、结束，不能改。条件有变的请重新决议、另签合同。');
  END IF;
  IF NEW.state = 'running' THEN
    IF c.state <> 'signed' THEN
      PERFORM funds_refuse('lease_as_its_contract', '合同签订后出租才生效。请先由另一位同志登记签订。');
    END IF;
    PERFORM collective_check_lease(NEW, c, c.signed_on);
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.collective_guard_lease_dropped() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM contracts_contract c WHERE c.id = NEW.contract_id AND c.state = 'signed' AND c.basis <> 'existing') THEN
    PERFORM funds_refuse('signed_lease_is_not_dropped', '合同已经签订，出租登记不能撤回。请登记生效；不再出租的，登记结束。');
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.collective_guard_lease_end() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF NEW.ended_on IS NULL OR NEW.ended_on > funds_today() OR NEW.ended_on < (SELECT c.signed_on FROM contracts_contract c WHERE c.id = NEW.contract_id)
     OR upper(NEW.period) <> greatest(least(NEW.ended_on + 1, upper(OLD.period)), lower(OLD.period) + 1) OR NEW.end_reason = '' OR NEW.ended_by = '' THEN
    PERFORM funds_refuse('lease_ends_on_its_day', '出租结束的日期不早于签订、不晚于今天，租期随之截止，并写明原因。');
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.collective_guard_line() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM collective_distribution d JOIN collective_rollentry e ON e.roll_id = d.roll_id WHERE d.id = NEW.distribution_id AND e.id = NEW.entry_id
      AND d.division_code = NEW.division_code AND NEW.shares = e.shares AND NEW.amount = d.per_share * e.shares) THEN
    PERFORM funds_refuse('everybody_by_his_shares', '每名成员按名册份额分配，不能多列或改金额。');
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.collective_guard_member() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF (NEW.uuid, NEW.number, NEW.division_code, NEW.name, NEW.born_on, NEW.since, NEW.basis, NEW.document, NEW.recorded_by) IS DISTINCT FROM (OLD.uuid, OLD.number, OLD.division_code, OLD.name, OLD.born_on, OLD.since, OLD.basis, OLD.document, OLD.recorded_by)
     OR (OLD.ended_on IS NOT NULL AND to_jsonb(NEW) - 'person_id' - 'version' IS DISTINCT FROM to_jsonb(OLD) - 'person_id' - 'version') THEN
    PERFORM funds_refuse('membership_stays', '成员身份的起止和依据登记后不能改。有误的请先核对，再按章程办理。');
  END IF;
  IF NEW.ended_on IS NOT NULL AND OLD.ended_on IS NULL AND EXISTS (SELECT 1 FROM collective_seat s WHERE s.member_id = NEW.id AND upper(s.period) > NEW.ended_on + 1) THEN
    PERFORM funds_refuse('seats_end_first', '这名成员还担任代表、理事或监事。请先办理离任。');
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.collective_guard_namesake() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM decisions_certificate d WHERE d.id = NEW.certificate_id AND d.division_code = NEW.division_code) THEN
    PERFORM funds_refuse('namesake_of_the_village', '同名说明登记在本村（社区）的决策凭证上。请另选凭证。');
  END IF;
  IF EXISTS (SELECT 1 FROM contracts_contract c WHERE c.certificate_id = NEW.certificate_id AND accounts_person_among(NEW.stated_by, ARRAY[c.drafted_by]::text[])) THEN
    PERFORM funds_refuse('namesake_by_another', '合同是您草拟的，同名说明由监督委员会的另一位同志登记。');
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.collective_guard_near() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM collective_seat s WHERE s.id = NEW.seat_id AND s.division_code = NEW.division_code AND s.kind <> 'delegate') OR NEW.declared_on > funds_today() THEN
    PERFORM funds_refuse('near_to_a_director', '关联方由本村（社区）的理事、监事申明，日期不能晚于今天。');
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.collective_guard_parcel() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE most numeric;
BEGIN
  IF NEW.whole_id IS NOT NULL THEN
    -- Locked against another part of the same whole.
    SELECT p.mu INTO most FROM collective_parcel p WHERE p.id = NEW.whole_id AND p.division_code = NEW.division_code FOR NO KEY UPDATE;
    IF most IS NULL OR NEW.mu + (SELECT coalesce(sum(p.mu), 0) FROM collective_parcel p WHERE p.whole_id = NEW.whole_id AND p.id <> NEW.id) > most THEN
      PERFORM funds_refuse('part_within_whole', '各部分面积之和不能超过整块地的面积。请核对亩数。');
    END IF;
  END IF;
  IF NEW.mu < (SELECT coalesce(sum(p.mu), 0) FROM collective_parcel p WHERE p.whole_id = NEW.id) THEN
    PERFORM funds_refuse('part_within_whole', '各部分面积之和不能超过整块地的面积。请核对亩数。');
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.state NOT IN ('unresolved', 'in_process', 'certified') THEN
      PERFORM funds_refuse('parcel_road', '地块登记时只能是悬而未决、办证中或已办证。');
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.uuid, NEW.number, NEW.division_code, NEW.whole_id, NEW.owner, NEW.owner_name, NEW.registered_on, NEW.registered_by)
     IS DISTINCT FROM (OLD.uuid, OLD.number, OLD.division_code, OLD.whole_id, OLD.owner, OLD.owner_name, OLD.registered_on, OLD.registered_by) THEN
    PERFORM funds_refuse('parcel_stays', '地块的编号、权属和所属整块地登记后不能改。');
  END IF;
  IF NEW.mu <> OLD.mu AND OLD.state NOT IN ('unresolved', 'in_process', 'disputed') THEN
    PERFORM funds_refuse('certified_area_stays', '已办证的面积不能改。证书有变更的，先转为有争议，再按新证登记。');
  END IF;
  IF NEW.state <> OLD.state AND NOT (OLD.state, NEW.state) IN (('unresolved', 'in_process'), ('unresolved', 'certified'), ('unresolved', 'disputed'), ('in_process', 'unresolved'),
     ('in_process', 'certified'), ('in_process', 'disputed'), ('certified', 'leased'), ('certified', 'developed'), ('certified', 'disputed'), ('leased', 'certified'),
     ('leased', 'developed'), ('leased', 'disputed'), ('developed', 'leased'), ('developed', 'certified'), ('developed', 'disputed'), ('disputed', 'unresolved'),
     ('disputed', 'in_process'), ('disputed', 'certified')) THEN
    PERFORM funds_refuse('parcel_road', '地块不能这样改变状态。请按悬而未决、办证、出租或开发的顺序登记。');
  END IF;
  IF OLD.state IN ('certified', 'leased', 'developed') AND NEW.state IN ('certified', 'leased', 'developed')
     AND (NEW.certificate_no, NEW.certified_on, NEW.certified_by) IS DISTINCT FROM (OLD.certificate_no, OLD.certified_on, OLD.certified_by) THEN
    PERFORM funds_refuse('land_certificate_stays', '证书登记后不能改。有变更的，先转为有争议，再按新证登记。');
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.collective_guard_receipt() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE l funds_voucherline%ROWTYPE; i collective_instalment%ROWTYPE; income numeric;
BEGIN
  SELECT * INTO l FROM funds_voucherline v WHERE v.id = NEW.line_id AND v.division_code = NEW.division_code;
  SELECT n.* INTO i FROM collective_instalment n JOIN collective_lease e ON e.id = n.lease_id AND e.state IN ('running', 'ended') WHERE n.id = NEW.instalment_id AND n.division_code = NEW.division_code;
  -- Two matches of one book follow one another.
  UPDATE funds_book SET posted = posted WHERE id = l.book_id;
  SELECT coalesce(sum(v.credit), 0) INTO income FROM funds_voucherline v WHERE v.voucher_id = l.voucher_id AND v.fund_id = l.fund_id AND v.account_id ~ '^(501|502|504|112|211)';
  IF l.id IS NULL OR i.id IS NULL OR l.debit = 0 OR left(l.account_id, 3) <> '102'
     OR NOT EXISTS (SELECT 1 FROM funds_fund f JOIN funds_bankaccount b ON b.id = l.bank_account_id WHERE f.id = l.fund_id AND f.origin = 'collective' AND b.holder IN ('collective', 'villagers_committee'))
     OR EXISTS (SELECT 1 FROM funds_voucher v WHERE v.reverses_id = l.voucher_id) OR EXISTS (SELECT 1 FROM funds_voucher v WHERE v.id = l.voucher_id AND v.kind <> 'ordinary') THEN
    PERFORM funds_refuse('rent_from_the_ledger', '租金到账要对应集体账户里一笔已入账、没有冲销的收款。请先由记账员入账。');
  END IF;
  IF NEW.amount + (SELECT coalesce(sum(r.amount), 0) FROM collective_rentreceipt r WHERE r.line_id = l.id) > least(l.debit, income) THEN
    PERFORM funds_refuse('rent_within_the_receipt', '超过这笔收款中的收入。请核对金额。');
  END IF;
  IF NEW.amount + (SELECT coalesce(sum(r.amount), 0) FROM collective_rentreceipt r JOIN funds_voucherline v ON v.id = r.line_id
       LEFT JOIN funds_voucher x ON x.reverses_id = v.voucher_id WHERE r.instalment_id = i.id AND x.id IS NULL) > i.amount THEN
    PERFORM funds_refuse('rent_within_the_instalment', '超过这一期应收的租金。多收的请对应下一期。');
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.collective_guard_seat() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  -- The county's day on which an end was written down is the database's to say.
  NEW.ended_recorded_on := CASE WHEN TG_OP = 'INSERT' THEN NULL WHEN upper(NEW.period) < upper(OLD.period) THEN funds_today() ELSE OLD.ended_recorded_on END;
  IF lower(NEW.period) IS NULL OR upper(NEW.period) IS NULL OR upper(NEW.period) > (lower(NEW.period) + interval '5 years')::date THEN
    PERFORM funds_refuse('seat_five_years', '成员代表、理事、监事每届任期不超过五年。请填写起止日期。');
  END IF;
  IF TG_OP = 'INSERT' AND NOT EXISTS (SELECT 1 FROM collective_member m WHERE m.id = NEW.member_id AND m.division_code = NEW.division_code AND m.since <= lower(NEW.period)
      AND (m.ended_on IS NULL OR m.ended_on + 1 >= upper(NEW.period))) THEN
    PERFORM funds_refuse('seat_of_a_member', '成员代表、理事、监事要由本集体的现任成员担任。');
  END IF;
  IF TG_OP = 'UPDATE' AND ((NEW.uuid, NEW.division_code, NEW.member_id, NEW.kind, NEW.document, NEW.no_relatives, lower(NEW.period))
      IS DISTINCT FROM (OLD.uuid, OLD.division_code, OLD.member_id, OLD.kind, OLD.document, OLD.no_relatives, lower(OLD.period)) OR upper(NEW.period) > upper(OLD.period)) THEN
    PERFORM funds_refuse('seat_stays', '任职登记后只能提前结束，不能改。连任请另行登记。');
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.collective_guard_setting() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE begins date := rulebook_begins(to_jsonb(NEW)); bound text := coalesce(current_setting('qianxian.reach', true), ''); done boolean;
BEGIN
  PERFORM set_config('qianxian.reach', '1,2,3,4,5,6,7,8,9', true);
  SELECT EXISTS (SELECT 1 FROM collective_lease l JOIN contracts_contract c ON c.id = l.contract_id WHERE c.signed_on >= begins) INTO done;
  PERFORM set_config('qianxian.reach', bound, true);
  IF done THEN
    PERFORM rulebook_refuse_begun();
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.collective_guard_shared_out() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.year >= extract(year FROM NEW.computed_on) OR NEW.computed_on > funds_today() THEN
      PERFORM funds_refuse('shared_out_after_its_year', '年度结束以后才能分配。');
    END IF;
    IF (NEW.reserve_rate, NEW.welfare_rate) <> (rulebook_number('collective.reserve_rate', NEW.computed_on, 0.30), rulebook_number('collective.welfare_rate', NEW.computed_on, 0))
       OR NEW.welfare <> round((NEW.income - NEW.loss_carried) * NEW.welfare_rate, 2) THEN
      PERFORM funds_refuse('shared_out_by_the_rates', '公积公益金和公益、福利按当天的比例提取。比例有变的，先按文件定参数。');
    END IF;
    IF EXISTS (SELECT 1 FROM collective_distribution d WHERE d.roll_id = NEW.roll_id AND d.state <> 'dropped' AND d.year <> NEW.year) THEN
      PERFORM funds_refuse('distribution_by_the_roll', '分配要按为这次分配定下的成员名册和份额办理。');
    END IF;
  ELSIF NEW.draft_id IS DISTINCT FROM OLD.draft_id AND (NEW.state <> 'drafted' OR NOT EXISTS (
      SELECT 1 FROM funds_voucherdraft d WHERE d.id = NEW.draft_id AND d.book_id = NEW.book_id AND d.state = 'prepared'
        AND (SELECT (count(*) FILTER (WHERE (l ->> 'fund')::bigint <> NEW.fund_id OR l ->> 'account' NOT IN ('322', '311', '211')),
                     sum((l ->> 'debit')::numeric) FILTER (WHERE l ->> 'account' = '322'), sum((l ->> 'credit')::numeric) FILTER (WHERE l ->> 'account' = '211'))
                    = (0, NEW.reserve + NEW.welfare + NEW.paid, NEW.paid) FROM jsonb_array_elements(d.lines) l))) THEN
    PERFORM funds_refuse('distribution_booked_as_computed', '分配凭证要照测算编制。请从分配页编制凭证。');
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.collective_guard_signing() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE l collective_lease%ROWTYPE;
BEGIN
  SELECT * INTO l FROM collective_lease x WHERE x.contract_id = NEW.id AND x.state <> 'dropped';
  IF FOUND THEN
    PERFORM collective_check_lease(l, NEW, NEW.signed_on);
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.collective_guard_thing_let() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM collective_lease l WHERE l.contract_id = NEW.id AND l.state <> 'dropped') THEN
    PERFORM funds_refuse('lease_out_of_a_thing', '出租合同还没有登记出租的土地或资产。请先在「集体经济」的出租合同里登记出租物和租金，再签订。');
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.collective_has_history() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE was text; area numeric; leased boolean;
BEGIN
  IF TG_TABLE_NAME = 'collective_parcel' THEN
    SELECT e.to_state, e.mu INTO was, area FROM collective_propertyevent e WHERE e.parcel_id = NEW.id ORDER BY e.id DESC LIMIT 1;
    SELECT EXISTS (SELECT 1 FROM collective_lease l WHERE l.parcel_id = NEW.id AND l.state = 'running') INTO leased;
    IF area IS DISTINCT FROM (SELECT p.mu FROM collective_parcel p WHERE p.id = NEW.id) THEN
      PERFORM funds_refuse('change_has_its_history', '改变状态或面积要同时登记经过。请从页面办理。');
    END IF;
  ELSE
    SELECT e.to_state INTO was FROM collective_propertyevent e WHERE e.asset_id = NEW.id ORDER BY e.id DESC LIMIT 1;
    SELECT EXISTS (SELECT 1 FROM collective_lease l WHERE l.asset_id = NEW.id AND l.state = 'running') INTO leased;
    IF leased AND NEW.state <> 'leased' AND NEW.state = (SELECT a.state FROM collective_asset a WHERE a.id = NEW.id) THEN
      PERFORM funds_refuse('leased_while_leased', '还有履行中的出租合同。请先结束合同。');
    END IF;
  END IF;
  IF was IS NULL OR (TG_OP = 'UPDATE' AND NEW.state <> OLD.state AND NOT EXISTS (SELECT 1 FROM collective_propertyevent e WHERE e.to_state = NEW.state
      AND ((TG_TABLE_NAME = 'collective_parcel' AND e.parcel_id = NEW.id) OR (TG_TABLE_NAME = 'collective_asset' AND e.asset_id = NEW.id)) AND e.from_state = OLD.state)) THEN
    PERFORM funds_refuse('change_has_its_history', '改变状态或面积要同时登记经过。请从页面办理。');
  END IF;
  IF NEW.state = 'leased' AND (TG_OP = 'INSERT' OR OLD.state <> 'leased') AND NOT leased AND was = 'leased' THEN
    PERFORM funds_refuse('leased_by_a_lease', '已出租要有履行中的出租合同。请从签订合同办理。');
  END IF;
  RETURN NULL;
END $$;


CREATE FUNCTION public.collective_income(one bigint, of_year integer) RETURNS numeric
    LANGUAGE sql STABLE
    AS $$
  SELECT coalesce(sum(l.credit - l.debit), 0) FROM funds_voucherline l JOIN funds_voucher v ON v.id = l.voucher_id
   WHERE l.fund_id = one AND left(l.account_id, 1) = '5' AND v.kind <> 'closing' AND extract(year FROM l."on") = of_year
$$;


CREATE FUNCTION public.collective_lease_of_what_is_there() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE was text;
BEGIN
  IF NEW.asset_id IS NOT NULL THEN
    SELECT a.state INTO was FROM collective_asset a WHERE a.id = NEW.asset_id FOR NO KEY UPDATE;
    IF was IN ('disposed', 'struck') THEN
      PERFORM funds_refuse('lease_of_what_is_there', '资产已处置或登记有误，不能出租。');
    END IF;
  END IF;
  RETURN NEW;
END $$;


CREATE TABLE public.people_person (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    name character varying(60) NOT NULL,
    pinyin character varying(200) NOT NULL,
    initials character varying(30) NOT NULL,
    sex character varying(8) NOT NULL,
    birth_date date NOT NULL,
    identity_kind character varying(12) NOT NULL,
    identity_sealed text NOT NULL,
    identity_index character varying(64),
    identity_masked character varying(20) NOT NULL,
    ethnicity character varying(20) NOT NULL,
    education character varying(20) NOT NULL,
    mobile character varying(20) NOT NULL,
    address character varying(120) NOT NULL,
    bank_name character varying(60) NOT NULL,
    account_sealed text NOT NULL,
    account_index character varying(64) NOT NULL,
    account_masked character varying(20) NOT NULL,
    access_need character varying(14) NOT NULL,
    died_on date,
    merged_into_id bigint,
    CONSTRAINT people_person_version_check CHECK ((version >= 0))
);


CREATE FUNCTION public.collective_namesake(c public.contracts_contract, q public.people_person) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
  SELECT NOT (c.identity_index <> '' AND coalesce(q.identity_index, '') = c.identity_index) AND EXISTS (
    SELECT 1 FROM collective_namesakestatement n WHERE n.certificate_id = c.certificate_id AND n.division_code = c.division_code AND n.name = q.name AND NOT accounts_person_among(n.stated_by, ARRAY[c.drafted_by]::text[]))
$$;


CREATE FUNCTION public.collective_roll_whole() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM collective_rollentry e WHERE e.roll_id = NEW.id
      HAVING count(*) = NEW.members AND count(*) FILTER (WHERE e.votes) = NEW.voters AND coalesce(sum(e.shares), 0) = NEW.shares AND count(DISTINCT e.household) = NEW.households) THEN
    PERFORM funds_refuse('roll_is_frozen', '成员名册的人数、户数和份额要与名册逐行一致。');
  END IF;
  IF NEW.members <> (SELECT count(*) FROM collective_member m WHERE m.division_code = NEW.division_code AND m.since <= NEW."on" AND (m.ended_on IS NULL OR m.ended_on >= NEW."on")) THEN
    PERFORM funds_refuse('roll_of_everybody', '名册要列全当天的成员，不能漏列。');
  END IF;
  IF NEW.meeting_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM decisions_meeting m WHERE m.id = NEW.meeting_id AND m.division_code = NEW.division_code
      AND m.body = 'collective_assembly' AND m.notice_on = NEW."on" AND m.eligible = NEW.voters) THEN
    PERFORM funds_refuse('roll_of_its_meeting', '名册与成员大会通知的应到会人数或日期不一致。请核对后重新通知。');
  END IF;
  RETURN NULL;
END $$;


CREATE TABLE public.collective_seat (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    kind character varying(12) NOT NULL,
    period daterange NOT NULL,
    document character varying(200) NOT NULL,
    no_relatives boolean NOT NULL,
    recorded_by character varying(80) NOT NULL,
    ended_by character varying(80) NOT NULL,
    end_reason character varying(200) NOT NULL,
    member_id bigint NOT NULL,
    ended_recorded_on date,
    CONSTRAINT collective_seat_version_check CHECK ((version >= 0)),
    CONSTRAINT directors_are_no_relatives CHECK ((((kind)::text = ANY (ARRAY[('delegate'::character varying)::text, ('supervisor'::character varying)::text])) OR no_relatives)),
    CONSTRAINT seat_on_a_document CHECK ((NOT ((document)::text = ''::text)))
);


CREATE TABLE public.decisions_certificate (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    number character varying(40) NOT NULL,
    round smallint NOT NULL,
    unit character varying(12) NOT NULL,
    purpose character varying(500) NOT NULL,
    amount_limit numeric(14,2) NOT NULL,
    valid_from date NOT NULL,
    lapses_on date NOT NULL,
    evidence text NOT NULL,
    digest character varying(64) NOT NULL,
    issued_on date NOT NULL,
    issued_by character varying(80) NOT NULL,
    revoked_on date,
    revoked_by character varying(80) NOT NULL,
    revoke_reason character varying(500) NOT NULL,
    revoke_document character varying(200) NOT NULL,
    matter_id bigint NOT NULL,
    CONSTRAINT certificate_days_in_order CHECK ((lapses_on >= valid_from)),
    CONSTRAINT certificate_limit_not_below_nothing CHECK ((amount_limit >= (0)::numeric)),
    CONSTRAINT decisions_certificate_round_check CHECK ((round >= 0)),
    CONSTRAINT decisions_certificate_version_check CHECK ((version >= 0)),
    CONSTRAINT revoked_with_day_and_reason CHECK (((((revoke_document)::text = ''::text) AND ((revoke_reason)::text = ''::text) AND ((revoked_by)::text = ''::text) AND (revoked_on IS NULL)) OR ((revoked_on IS NOT NULL) AND (NOT ((revoked_by)::text = ''::text)) AND (NOT ((revoke_reason)::text = ''::text)))))
);


CREATE FUNCTION public.collective_sat(s public.collective_seat, d public.decisions_certificate, day date) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
  SELECT daterange(lower(s.period), greatest(upper(s.period), s.ended_recorded_on + 1))
      && daterange(least(day, (SELECT min(t.held_on) FROM decisions_meeting t WHERE t.matter_id = d.matter_id AND t.round = d.round AND t.cancelled_on IS NULL)), day, '[]')
$$;


CREATE FUNCTION public.contracts_bears(c public.contracts_contract, p public.people_person) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
  SELECT (c.identity_index <> '' AND coalesce(p.identity_index, '') = c.identity_index)
      OR (p.name = regexp_replace(c.counterparty, '\s', '', 'g') AND (c.identity_index = '' OR coalesce(p.identity_index, '') = ''))
      OR (c.representative <> '' AND p.name = regexp_replace(c.representative, '\s', '', 'g'))
$$;


CREATE FUNCTION public.contracts_certificate(one bigint, place text, of_unit text, day date) RETURNS public.decisions_certificate
    LANGUAGE plpgsql
    AS $$
DECLARE c decisions_certificate%ROWTYPE;
BEGIN
  SELECT * INTO c FROM decisions_certificate d WHERE d.id = one AND d.division_code = place FOR NO KEY UPDATE;
  IF NOT FOUND OR c.unit <> of_unit OR day NOT BETWEEN c.valid_from AND c.lapses_on OR c.revoked_on IS NOT NULL THEN
    PERFORM contracts_refuse('contract_on_a_certificate', '合同要以本村（社区）本单位当日有效的决策凭证为依据；已撤销、失效或还没有生效的凭证不能用。请先办理决策事项。');
  END IF;
  RETURN c;
END $$;


CREATE FUNCTION public.contracts_check_parties(c public.contracts_contract) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM contracts_officers(c, c.signed_on) o WHERE NOT EXISTS (SELECT 1 FROM contracts_relatedparty r WHERE r.contract_id = c.id AND r.name = o))
     OR EXISTS (SELECT 1 FROM contracts_relatedparty r WHERE r.contract_id = c.id AND r.answer = '') THEN
    PERFORM contracts_refuse('related_party_answered', '对方与村干部有关联，还没有处理。请先由集体决定并登记回避，或由镇（街道）查实不是同一人。');
  END IF;
  IF EXISTS (SELECT 1 FROM contracts_relatedparty r LEFT JOIN decisions_recusal u ON u.id = r.recusal_id LEFT JOIN decisions_meeting m ON m.id = u.meeting_id
               LEFT JOIN decisions_certificate d ON d.id = c.certificate_id
              WHERE r.contract_id = c.id AND r.answer = 'recused' AND (m.matter_id, m.round) IS DISTINCT FROM (d.matter_id, d.round)) THEN
    PERFORM contracts_refuse('related_party_recused', '有利害关系的人没有在作出这份决议的会议上回避。请重新决定，并登记回避。');
  END IF;
END $$;


CREATE FUNCTION public.contracts_check_signing(c public.contracts_contract) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE most numeric; d decisions_certificate;
BEGIN
  IF c.signed_on > contracts_today() THEN
    PERFORM contracts_refuse('contract_signed_by_today', '签订日期不能晚于今天。');
  END IF;
  IF c.basis = 'existing' THEN
    IF extract(year FROM c.signed_on) >= rulebook_number('contracts.certificates_from_year', c.signed_on, 2019) THEN
      PERFORM contracts_refuse('existing_contract_is_old', '系统启用以后签订的合同要有决策凭证，不能按已有合同登记。');
    END IF;
    RETURN;
  END IF;
  IF c.asked_on IS NULL OR c.asked_on > c.signed_on THEN
    PERFORM contracts_refuse('related_party_asked', '签订以前要询问两委成员和中心干部与对方有没有利害关系，并登记日期。');
  END IF;
  PERFORM contracts_check_parties(c);
  IF c.basis = 'small' THEN
    most := rulebook_number('decisions.two_committees_over', c.signed_on, 5000);
    IF (SELECT coalesce(sum(contracts_total(o.id)), 0) FROM contracts_contract o WHERE o.division_code = c.division_code AND o.basis = 'small' AND o.id <> c.id
          AND o.state IN ('signed', 'ended', 'terminated')
          AND (o.counterparty = c.counterparty OR (o.credit_code <> '' AND o.credit_code = c.credit_code) OR (o.identity_index <> '' AND o.identity_index = c.identity_index))
          AND o.signed_on > c.signed_on - make_interval(months => rulebook_number('contracts.small_months', c.signed_on, 12)::integer)) + c.amount > most THEN
      PERFORM contracts_refuse('small_contract', '金额（连同近期与同一对方的小额合同）超过小额标准，要有决策凭证。请先办理决策事项。');
    END IF;
    RETURN;
  END IF;
  d := contracts_certificate(c.certificate_id, c.division_code, c.unit, c.signed_on);
  IF contracts_pays(c.kind) AND contracts_promised(c.certificate_id) + c.amount > d.amount_limit THEN
    PERFORM contracts_refuse('contract_within_the_certificate', '合同金额超过决策凭证还可以签订的数额。请减少金额，或另行决策。');
  END IF;
END $$;


CREATE FUNCTION public.contracts_guard_amendment() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE c contracts_contract%ROWTYPE; d decisions_certificate; worse numeric; so_far numeric; present_last date;
BEGIN
  SELECT * INTO c FROM contracts_contract t WHERE t.id = NEW.contract_id AND t.division_code = NEW.division_code FOR NO KEY UPDATE;
  IF NOT FOUND OR c.state <> 'signed' OR NEW.signed_on NOT BETWEEN c.signed_on AND contracts_today()
     OR NEW.position <> (SELECT count(*) + 1 FROM contracts_amendment a WHERE a.contract_id = NEW.contract_id) THEN
    PERFORM contracts_refuse('amendment_of_a_signed_contract', '补充协议依次登记在履行中的合同上，日期在合同签订以后、不晚于今天。');
  END IF;
  IF contracts_total(c.id) + NEW.amount_change < 0 THEN
    PERFORM contracts_refuse('contract_amount_not_below_nothing', '减少的金额超过合同现有金额。请核对。');
  END IF;
  worse := CASE WHEN contracts_pays(c.kind) THEN NEW.amount_change ELSE -NEW.amount_change END;
  SELECT coalesce(sum(greatest(CASE WHEN contracts_pays(c.kind) THEN a.amount_change ELSE -a.amount_change END, 0)), 0),
         coalesce((SELECT b.last_day FROM contracts_amendment b WHERE b.contract_id = c.id AND b.last_day IS NOT NULL ORDER BY b.position DESC LIMIT 1), upper(c.period) - 1)
    INTO so_far, present_last FROM contracts_amendment a WHERE a.contract_id = c.id AND a.certificate_id IS NULL;
  IF NEW.certificate_id IS NULL AND ((worse > 0 AND so_far + worse > trunc(c.amount * rulebook_number('contracts.amend_percent', NEW.signed_on, 10) / 100, 2))
     OR (NEW.last_day > present_last AND c.kind IN ('lease_out', 'lease_in', 'land'))) THEN
    PERFORM contracts_refuse('amendment_decided_again', '累计变更超过合同金额的规定比例，或者延长租期，要重新决策。请先办理决策事项，再填写新的决策凭证。');
  END IF;
  IF NEW.last_day < lower(c.period) THEN
    PERFORM contracts_refuse('amendment_of_a_signed_contract', '新的到期日不能早于合同开始日期。');
  END IF;
  IF NEW.certificate_id IS NOT NULL OR (c.certificate_id IS NOT NULL AND worse > 0) THEN
    d := contracts_certificate(coalesce(NEW.certificate_id, c.certificate_id), c.division_code, c.unit, NEW.signed_on);
    IF contracts_pays(c.kind) AND contracts_promised(d.id) + NEW.amount_change > d.amount_limit THEN
      PERFORM contracts_refuse('contract_within_the_certificate', '合同金额超过决策凭证还可以签订的数额。请减少金额，或另行决策。');
    END IF;
  ELSIF c.basis = 'small' AND contracts_total(c.id) + NEW.amount_change > rulebook_number('decisions.two_committees_over', NEW.signed_on, 5000) THEN
    PERFORM contracts_refuse('small_contract', '金额（连同近期与同一对方的小额合同）超过小额标准，要有决策凭证。请先办理决策事项。');
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.contracts_guard_contract() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'draft' OR NEW.signed_on IS NOT NULL THEN
      PERFORM contracts_refuse('contract_begins_as_a_draft', '合同先草拟，再由另一人登记签订。');
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (('draft', 'signed'), ('draft', 'withdrawn'), ('signed', 'ended'), ('signed', 'terminated')) THEN
    PERFORM contracts_refuse('contract_road', '合同现在的状态不能这样办。请刷新页面看看。');
  END IF;
  IF (NEW.uuid, NEW.number, NEW.division_code, NEW.drafted_by, NEW.drafted_on, NEW.counterparty, NEW.party_kind, NEW.credit_code, NEW.identity_index, NEW.representative)
     IS DISTINCT FROM (OLD.uuid, OLD.number, OLD.division_code, OLD.drafted_by, OLD.drafted_on, OLD.counterparty, OLD.party_kind, OLD.credit_code, OLD.identity_index, OLD.representative) THEN
    PERFORM contracts_refuse('contract_stays', '合同的编号、地方和对方不能改。换了对方的，请撤回后另拟。');
  END IF;
  IF OLD.state <> 'draft' AND to_jsonb(NEW) - '{state,ended_on,ended_by,end_reason,version}'::text[] IS DISTINCT FROM to_jsonb(OLD) - '{state,ended_on,ended_by,end_reason,version}'::text[] THEN
    PERFORM contracts_refuse('contract_stays', '合同签订后内容不能改。有变化的，请登记补充协议。');
  END IF;
  IF OLD.state IN ('ended', 'terminated', 'withdrawn') AND to_jsonb(NEW) - 'version' IS DISTINCT FROM to_jsonb(OLD) - 'version' THEN
    PERFORM contracts_refuse('contract_stays', '合同已经了结，不能再改。');
  END IF;
  IF OLD.state = 'draft' AND NEW.state = 'signed' THEN
    PERFORM contracts_check_signing(NEW);
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.contracts_guard_party() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE c contracts_contract%ROWTYPE;
BEGIN
  SELECT * INTO c FROM contracts_contract t WHERE t.id = NEW.contract_id AND t.division_code = NEW.division_code;
  IF NOT FOUND THEN
    PERFORM contracts_refuse('related_party_stays', '关联方登记在本村（社区）自己的合同上。');
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.answer <> '' OR c.state <> 'draft' THEN
      PERFORM contracts_refuse('related_party_stays', '关联方在签订以前登记，登记后再处理。');
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.answer <> '' OR to_jsonb(NEW) - '{answer,recusal_id,document,answered_on,answered_by,version}'::text[]
       IS DISTINCT FROM to_jsonb(OLD) - '{answer,recusal_id,document,answered_on,answered_by,version}'::text[] THEN
    PERFORM contracts_refuse('related_party_stays', '关联方登记后不能改，处理一次后不能再改。');
  END IF;
  IF NEW.answer = 'recused' AND NOT EXISTS (SELECT 1 FROM decisions_recusal u JOIN decisions_meeting m ON m.id = u.meeting_id JOIN decisions_certificate d ON d.id = c.certificate_id
       WHERE u.id = NEW.recusal_id AND u.name = NEW.name AND (m.matter_id, m.round) = (d.matter_id, d.round)) THEN
    PERFORM contracts_refuse('related_party_recused', '有利害关系的人没有在作出这份决议的会议上回避。请重新决定，并登记回避。');
  END IF;
  IF NEW.answer = 'not_same' AND (NEW.source NOT IN ('name', 'kin_name', 'representative') OR accounts_person_among(NEW.answered_by, ARRAY[c.drafted_by, c.recorded_by]::text[])) THEN
    PERFORM contracts_refuse('related_party_cleared_by_another', '只有姓名相同的，才能由起草人以外的镇（街道）干部查实不是同一人。');
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.contracts_guard_setting() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE begins date := rulebook_begins(to_jsonb(NEW)); bound text := coalesce(current_setting('qianxian.reach', true), ''); done boolean;
BEGIN
  PERFORM set_config('qianxian.reach', '1,2,3,4,5,6,7,8,9', true);
  SELECT EXISTS (SELECT 1 FROM contracts_contract c WHERE c.signed_on >= begins)
     OR EXISTS (SELECT 1 FROM contracts_amendment a WHERE a.signed_on >= begins) INTO done;
  PERFORM set_config('qianxian.reach', bound, true);
  IF done THEN
    PERFORM rulebook_refuse_begun();
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.contracts_officers(c public.contracts_contract, day date) RETURNS SETOF text
    LANGUAGE sql STABLE
    AS $$
  SELECT DISTINCT p.name::text FROM people_person p WHERE p.id IN (
      SELECT m.person_id FROM organisations_mandate m WHERE m.division_code = c.division_code AND m.period @> day
      UNION SELECT e.person_id FROM engagements_engagement e WHERE e.division_code = c.division_code AND e.period @> day)
    AND (contracts_bears(c, p) OR EXISTS (SELECT 1 FROM elections_kin(p.id) k JOIN people_person q ON q.id = k WHERE contracts_bears(c, q)))
$$;


CREATE FUNCTION public.contracts_pays(kind text) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    AS $$
  SELECT kind IN ('works', 'purchase', 'service', 'lease_in', 'other')
$$;


CREATE FUNCTION public.contracts_promised(one bigint) RETURNS numeric
    LANGUAGE sql STABLE
    AS $$
  SELECT coalesce((SELECT sum(c.amount) FROM contracts_contract c
                    WHERE c.certificate_id = one AND c.state IN ('signed', 'ended', 'terminated') AND contracts_pays(c.kind)), 0)
       + coalesce((SELECT sum(a.amount_change) FROM contracts_amendment a JOIN contracts_contract c ON c.id = a.contract_id
                    WHERE coalesce(a.certificate_id, c.certificate_id) = one AND contracts_pays(c.kind)), 0)
$$;


CREATE FUNCTION public.contracts_refuse(name text, sentence text) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = name, MESSAGE = sentence;
END $$;


CREATE FUNCTION public.contracts_today() RETURNS date
    LANGUAGE sql STABLE
    AS $$
  SELECT coalesce((SELECT example_day FROM divisions_county WHERE example_day IS NOT NULL LIMIT 1), (now() AT TIME ZONE 'Asia/Shanghai')::date)
$$;


CREATE FUNCTION public.contracts_total(one bigint) RETURNS numeric
    LANGUAGE sql STABLE
    AS $$
  SELECT c.amount + coalesce((SELECT sum(a.amount_change) FROM contracts_amendment a WHERE a.contract_id = c.id), 0) FROM contracts_contract c WHERE c.id = one
$$;


CREATE FUNCTION public.decisions_all_passed(one bigint, turn integer) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
  SELECT EXISTS (SELECT 1 FROM decisions_matterstep s WHERE s.matter_id = one AND s.round = turn)
     AND NOT EXISTS (SELECT 1 FROM decisions_matterstep s WHERE s.matter_id = one AND s.round = turn AND NOT EXISTS (
           SELECT 1 FROM decisions_meeting m JOIN decisions_resolution r ON r.meeting_id = m.id
           WHERE m.step_id = s.id AND m.round = turn AND m.cancelled_on IS NULL AND r.passed));
$$;


CREATE FUNCTION public.decisions_answer_stays() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF OLD.upheld IS NOT NULL OR (to_jsonb(NEW) - ARRAY['upheld', 'answer', 'answered_on', 'answered_by', 'version'])
     <> (to_jsonb(OLD) - ARRAY['upheld', 'answer', 'answered_on', 'answered_by', 'version']) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'answer_stays', MESSAGE = '异议答复后不能修改。有新情况的，请另行登记。';
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.decisions_answered_by_another() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM decisions_matter t WHERE t.id = NEW.matter_id AND accounts_person_among(NEW.answered_by, ARRAY[t.opened_by]::text[])) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'answered_by_another', MESSAGE = '异议由发起事项以外的人答复。请由另一位同志办理。';
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.decisions_bodies_by_amount() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE began date; bodies text[];
BEGIN
  SELECT m.opened_on INTO began FROM decisions_matter m WHERE m.id = NEW.matter_id;
  SELECT array_agg(s.body) INTO bodies FROM decisions_matterstep s WHERE s.matter_id = NEW.matter_id AND s.round = NEW.round;
  IF (NEW.amount_limit > greatest(rulebook_number('decisions.two_committees_over', began, 5000), rulebook_number('decisions.two_committees_over', NEW.issued_on, 5000))
        AND NOT bodies && ARRAY['two_committees'])
     OR (NEW.amount_limit > greatest(rulebook_number('decisions.representatives_over', began, 20000), rulebook_number('decisions.representatives_over', NEW.issued_on, 20000))
        AND NOT (bodies && ARRAY['assembly', 'reps_meeting', 'group_meeting'] AND bodies @> ARRAY['branch_committee'])) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'bodies_the_amount_asks',
      MESSAGE = '按这个金额，还要经两委商议或村民（代表）会议决议。请退回①，按页面上的步骤办理。';
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.decisions_bodies_by_kind() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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


CREATE FUNCTION public.decisions_certificate_is_earned() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE held decisions_matter%ROWTYPE; shown decisions_publication%ROWTYPE;
BEGIN
  SELECT * INTO held FROM decisions_matter t WHERE t.id = NEW.matter_id FOR NO KEY UPDATE;
  SELECT * INTO shown FROM decisions_publication p WHERE p.matter_id = NEW.matter_id AND p.round = NEW.round AND p.kind = 'decision';
  IF NEW.revoked_on IS NOT NULL OR held.round <> NEW.round OR held.division_code <> NEW.division_code OR held.unit <> NEW.unit OR held.purpose <> NEW.purpose
     OR NEW.amount_limit > coalesce(held.amount, 0) OR accounts_person_among(NEW.issued_by, ARRAY[held.opened_by]::text[]) THEN
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


CREATE FUNCTION public.decisions_certificate_lapses() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF NEW.issued_on > decisions_today() OR NEW.digest <> encode(sha256(convert_to(NEW.evidence, 'UTF8')), 'hex') THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'certificate_as_issued', MESSAGE = '凭证的出具日期不能晚于今天，摘要要与证据相符。请从事项页出具。';
  END IF;
  IF NEW.lapses_on > NEW.issued_on + make_interval(months => rulebook_number('decisions.certificate_months', NEW.issued_on, 24)::integer) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'certificate_lapses_in_time', MESSAGE = '凭证的有效期超过规定的月数。请改早失效日期；到期没有实施的，重新决议。';
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.decisions_certificate_stays() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF to_jsonb(NEW) = to_jsonb(OLD) THEN RETURN NEW; END IF;
  IF OLD.revoked_on IS NOT NULL OR NEW.revoked_on IS NULL OR NEW.revoked_on NOT BETWEEN OLD.issued_on AND decisions_today()
     OR (to_jsonb(NEW) - ARRAY['revoked_on', 'revoked_by', 'revoke_reason', 'revoke_document', 'version'])
        <> (to_jsonb(OLD) - ARRAY['revoked_on', 'revoked_by', 'revoke_reason', 'revoke_document', 'version']) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'certificate_stays', MESSAGE = '决策凭证只能撤销，不能修改；撤销后不能恢复。请重新决议。';
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.decisions_confirmed_by_another() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM decisions_matter t WHERE t.id = NEW.matter_id AND accounts_person_among(NEW.confirmed_by, ARRAY[t.opened_by]::text[])) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'confirmed_by_another', MESSAGE = '决议由发起事项以外的人确认。请由另一位同志办理。';
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.decisions_counted_by_two() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  PERFORM 1 FROM decisions_meeting m WHERE m.id = NEW.meeting_id AND m.cancelled_on IS NULL FOR KEY SHARE;
  IF NOT FOUND OR EXISTS (SELECT 1 FROM decisions_resolution r WHERE r.meeting_id = NEW.meeting_id) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'count_is_confirmed', MESSAGE = '会议已经形成决议或已取消，计票和回避不能再改。';
  END IF;
  IF TG_TABLE_NAME = 'decisions_countentry' THEN
    IF EXISTS (SELECT 1 FROM decisions_countentry c WHERE c.meeting_id = NEW.meeting_id AND
               ((c.copy <> NEW.copy AND accounts_person_among(NEW.entered_by, ARRAY[c.entered_by]::text[])) OR (c.copy = NEW.copy AND c.entered_by <> NEW.entered_by))) THEN
      RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'counted_by_two', MESSAGE = '计票要由两个人各录一遍，更正由本人录。请换一个人录第二遍。';
    END IF;
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.decisions_guard_setting() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE begins date := rulebook_begins(to_jsonb(NEW)); bound text := coalesce(current_setting('qianxian.reach', true), ''); done boolean;
BEGIN
  PERFORM set_config('qianxian.reach', '1,2,3,4,5,6,7,8,9', true);
  SELECT EXISTS (SELECT 1 FROM decisions_matter m WHERE m.opened_on >= begins)
     OR EXISTS (SELECT 1 FROM decisions_publication p WHERE p.kind = 'decision' AND p.published_from >= begins)
     OR EXISTS (SELECT 1 FROM decisions_certificate c WHERE c.issued_on >= begins) INTO done;
  PERFORM set_config('qianxian.reach', bound, true);
  IF done THEN
    PERFORM rulebook_refuse_begun();
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.decisions_hung_out_long_enough() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF NEW.published_to < NEW.published_from + rulebook_number('decisions.publication_days', NEW.published_from, 7)::integer
     OR NEW.objections_until < NEW.published_from + rulebook_number('decisions.objection_days', NEW.published_from, 7)::integer THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'published_long_enough', MESSAGE = '决议公开和提异议的天数不够。请按规定天数改晚止日。';
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.decisions_kind(code text, OUT item boolean, OUT always boolean, OUT two_thirds boolean, OUT members_only boolean, OUT collective boolean) RETURNS record
    LANGUAGE sql IMMUTABLE
    AS $$
  SELECT code = ANY ('{subsidy_persons,collective_income,public_works,land_contracting,land_adjustment,land_outsiders,land_market,collective_project,homestead,
                       expropriation_money,collective_property,income_share_plan,loan,village_rules,welfare_list,collective_charter,collective_members,collective_merger}'::text[]),
         code <> ALL ('{project,purchase,service,fund_use,other}'::text[]),
         code = ANY ('{land_adjustment,land_outsiders,land_market}'::text[]),
         code = ANY ('{land_contracting,land_adjustment,homestead,expropriation_money,income_share_plan,collective_charter,collective_members,collective_merger}'::text[]),
         code = ANY ('{collective_income,land_contracting,land_adjustment,land_outsiders,land_market,collective_project,homestead,expropriation_money,collective_property,
                       income_share_plan,loan,collective_charter,collective_members,collective_merger}'::text[])
$$;


CREATE FUNCTION public.decisions_lawful(body text, rule text, votes bigint, base bigint, whole bigint) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    AS $$
  SELECT CASE
    WHEN rule = 'R-V16' OR body IN ('collective_assembly', 'collective_reps') THEN 3 * votes >= 2 * whole
    WHEN body IN ('members_meeting', 'collective_board') THEN 2 * votes > whole
    ELSE 2 * votes > base END;
$$;


CREATE FUNCTION public.decisions_listed(kind text, day date) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
  SELECT EXISTS (SELECT 1 FROM rulebook_setting s WHERE s.key = 'decisions.major_kinds' AND s.period @> day AND s.value @> to_jsonb(kind))
$$;


CREATE FUNCTION public.decisions_matter_moves() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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


CREATE FUNCTION public.decisions_matter_road() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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


CREATE FUNCTION public.decisions_may_follow(was text, becomes text) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    AS $$
  SELECT becomes = ANY (string_to_array(CASE was
    WHEN 'draft' THEN 'proposed,decided,withdrawn' WHEN 'proposed' THEN 'discussed,decided,draft,withdrawn' WHEN 'discussed' THEN 'reviewed,resolved,decided,draft,withdrawn'
    WHEN 'reviewed' THEN 'resolved,decided,draft,withdrawn' WHEN 'resolved' THEN 'decided,draft,withdrawn' WHEN 'decided' THEN 'published,certified,draft,withdrawn'
    WHEN 'published' THEN 'certified,draft,withdrawn' WHEN 'certified' THEN 'result_published,revoked' WHEN 'result_published' THEN 'closed,revoked'
    WHEN 'revoked' THEN 'draft,closed' ELSE '' END, ','))
$$;


CREATE FUNCTION public.decisions_meeting_is_frozen() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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


CREATE FUNCTION public.decisions_power_case_stays() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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


CREATE FUNCTION public.decisions_power_flag_stays() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF OLD.looked_by <> '' OR (to_jsonb(NEW) - ARRAY['opinion', 'looked_on', 'looked_by', 'version']) <> (to_jsonb(OLD) - ARRAY['opinion', 'looked_on', 'looked_by', 'version']) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'power_flag_stays', MESSAGE = '监督意见写下后不能修改。';
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.decisions_power_move_of_the_flow() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM decisions_powercase c, jsonb_array_elements(c.steps) s WHERE c.id = NEW.case_id AND c.state = 'open' AND s->>'code' = NEW.step) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'move_of_the_flow', MESSAGE = '流程里没有这一步，或事项已经办结。';
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.decisions_publication_of_a_decision() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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


CREATE FUNCTION public.decisions_resolution_is_lawful() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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
  IF one.id IS NULL OR two.id IS NULL OR one.entered_by = two.entered_by OR accounts_person_among(one.entered_by, ARRAY[two.entered_by]::text[]) OR accounts_person_among(NEW.confirmed_by, ARRAY[one.entered_by, two.entered_by]::text[])
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


CREATE FUNCTION public.decisions_share(part bigint, whole bigint, numerator integer, denominator integer, inclusive boolean) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    AS $$
  SELECT CASE WHEN inclusive THEN part * denominator >= whole * numerator ELSE part * denominator > whole * numerator END;
$$;


CREATE FUNCTION public.decisions_steps_before_meetings() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM decisions_meeting m WHERE m.matter_id = NEW.matter_id AND m.round = NEW.round)
     OR NOT EXISTS (SELECT 1 FROM decisions_matter t WHERE t.id = NEW.matter_id AND t.round = NEW.round AND t.division_code = NEW.division_code) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'steps_before_meetings', MESSAGE = '已经通知开会，决策步骤不能再改。';
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.decisions_today() RETURNS date
    LANGUAGE sql STABLE
    AS $$
  SELECT coalesce((SELECT example_day FROM divisions_county WHERE example_day IS NOT NULL LIMIT 1), (now() AT TIME ZONE 'Asia/Shanghai')::date)
$$;


CREATE FUNCTION public.divisions_county_stands() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  -- The owner may: that is who maintains the installation, and no page and no command runs as him.
  IF pg_has_role(current_user, (SELECT c.relowner FROM pg_class c WHERE c.oid = TG_RELID), 'USAGE') THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF EXISTS (SELECT 1 FROM divisions_county) THEN
      RAISE EXCEPTION USING ERRCODE = 'QX001', MESSAGE = '这里已经有一个区（县）。要另建，请另装一套。', CONSTRAINT = 'one_county';
    END IF;
    NEW.initialised_at := now();  -- of the database, and the same for the whole transaction, which may still set its county right
  ELSIF OLD.initialised_at <> now() AND (NEW.code, NEW.is_example, NEW.example_day, NEW.initialised_at) IS DISTINCT FROM (OLD.code, OLD.is_example, OLD.example_day, OLD.initialised_at) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', MESSAGE = '区（县）建立以后，代码、是否示例和示例的日期不能改。', CONSTRAINT = 'county_stands';
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.elections_called_by_law() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE due date; extended integer;
BEGIN
  IF NEW.occasion = 'by_election' AND NEW.kind <> 'party' AND NEW.held_by = '' THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'by_election_names_who_holds_it',
      MESSAGE = '补选由村（居）民会议或者代表会议进行。请选择由谁补选。';
  END IF;
  IF NEW.kind = 'party' AND NEW.occasion = 'term' THEN
    SELECT t.due_on, t.extension_months INTO due, extended FROM organisations_organisationterm t
      WHERE t.organisation_id = NEW.organisation_id AND t.ended_on IS NULL ORDER BY t.elected_on DESC LIMIT 1;
    IF due IS NOT NULL AND due <> NEW.election_on AND extended = 0 AND NEW.shift_document = '' THEN
      RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'shifted_election_is_approved',
        MESSAGE = '提前或延期换届要经上级党组织批准。请填写批准文号。';
    END IF;
  END IF;
  RETURN NULL;
END $$;


CREATE FUNCTION public.elections_committee_is_whole() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF NEW.kind = 'supervision_committee' AND NOT EXISTS (
    SELECT 1 FROM elections_resultline l JOIN elections_candidate n ON n.id = l.candidate_id JOIN elections_contest c ON c.id = n.contest_id
    WHERE c.election_id = NEW.id AND l.outcome = 'elected' AND n.knows_accounting) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'supervisors_know_accounting',
      MESSAGE = '村务监督委员会至少有一人具备财会、管理知识。请核对当选人的填报，或另行选举。';
  END IF;
  IF NEW.kind IN ('villagers_committee', 'residents_committee') AND NOT EXISTS (
    SELECT 1 FROM elections_resultline l JOIN elections_candidate n ON n.id = l.candidate_id JOIN elections_contest c ON c.id = n.contest_id
    JOIN people_person p ON p.id = n.person_id WHERE c.election_id = NEW.id AND l.outcome = 'elected' AND p.sex = 'female') THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'committee_has_a_woman',
      MESSAGE = '村（居）民委员会应当有妇女成员。请为妇女名额另行选举。';
  END IF;
  RETURN NULL;
END $$;


CREATE FUNCTION public.elections_elected_here() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF NEW.way <> 'elected' THEN RETURN NULL; END IF;
  IF TG_OP = 'UPDATE' AND OLD.way = NEW.way AND lower(OLD.period) = lower(NEW.period) AND OLD.organisation_id IS NOT DISTINCT FROM NEW.organisation_id
     AND OLD.committee_id IS NOT DISTINCT FROM NEW.committee_id AND OLD.role = NEW.role THEN RETURN NULL; END IF;
  IF EXISTS (SELECT 1 FROM elections_election e LEFT JOIN organisations_committee k ON k.id = NEW.committee_id
             WHERE e.state <> 'cancelled' AND e.occasion <> 'recall' AND e.election_on <= lower(NEW.period) AND e.division_code = NEW.division_code
               AND (e.organisation_id = NEW.organisation_id OR (e.organisation_id IS NULL AND e.kind = k.kind)))
     AND EXISTS (SELECT 1 FROM organisations_mandate m WHERE m.id = NEW.id)
     AND NOT EXISTS (SELECT 1 FROM elections_electedmandate o WHERE o.mandate_id = NEW.id) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'elected_from_its_election',
      MESSAGE = '这次选举在本系统办理，当选任职由选举页面「登记就任」办理，不能另行登记。';
  END IF;
  RETURN NULL;
END $$;


CREATE FUNCTION public.elections_kin(one bigint) RETURNS SETOF bigint
    LANGUAGE sql STABLE
    AS $$
  SELECT d.other FROM (
    SELECT DISTINCT ON (x.other) x.other, x.relation
      FROM (SELECT k.id, k.relation, CASE WHEN k.first_id = one THEN k.second_id ELSE k.first_id END AS other
              FROM elections_kinshipdeclaration k WHERE one IN (k.first_id, k.second_id)) x
     ORDER BY x.other, x.id DESC) d
   WHERE d.relation <> 'none'
$$;


CREATE FUNCTION public.elections_no_more_than_the_seats() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE held integer; seats integer; needed integer; way text;
BEGIN
  SELECT count(*) INTO held FROM elections_resultline l WHERE l.result_id = NEW.result_id AND l.outcome = 'elected';
  SELECT c.seats, r.needed, c.way INTO seats, needed, way FROM elections_contestresult r JOIN elections_contest c ON c.id = r.contest_id WHERE r.id = NEW.result_id;
  IF held > seats THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'no_more_than_the_seats', MESSAGE = '当选人数不能多于应选名额。请核对计票。';
  END IF;
  IF NEW.outcome IN ('elected', 'recalled') AND NEW.votes < needed THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'votes_the_law_asks_for', MESSAGE = '得票未达到法定票数的不能当选。请核对计票。';
  END IF;
  RETURN NULL;
END $$;


CREATE FUNCTION public.elections_office_from_result() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM elections_resultline l JOIN elections_contestresult r ON r.id = l.result_id AND r.published_by <> '' AND r.stands
                 JOIN elections_candidate c ON c.id = l.candidate_id JOIN organisations_mandate m ON m.id = NEW.mandate_id
                 WHERE l.id = NEW.line_id AND l.outcome = 'elected' AND c.person_id = m.person_id) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'office_from_a_published_result', MESSAGE = '任职要以公布的当选结果为准。请先公布结果。';
  END IF;
  RETURN NULL;
END $$;


CREATE FUNCTION public.elections_one_spouse() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF NEW.relation = 'spouse' AND EXISTS (
    SELECT 1 FROM elections_proxy p WHERE p.id <> NEW.id AND p.election_id = NEW.election_id AND p.relation = 'spouse'
      AND (p.proxy_id IN (NEW.proxy_id, NEW.principal_id) OR p.principal_id IN (NEW.proxy_id, NEW.principal_id))) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'one_spouse',
      MESSAGE = '一个人只有一位配偶，这次选举里已登记为另一个人的配偶。请核对关系，或者另选受托人。';
  END IF;
  IF EXISTS (SELECT 1 FROM elections_proxy p WHERE p.principal_id = NEW.proxy_id) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'proxy_comes_himself',
      MESSAGE = '受托人自己已委托别人投票，不到场，不能再替人投票。请另选受托人。';
  END IF;
  RETURN NULL;
END $$;


CREATE FUNCTION public.elections_relation(one bigint, a bigint, b bigint) RETURNS text
    LANGUAGE sql STABLE
    AS $$
  SELECT d.relation FROM elections_kinshipdeclaration d
   WHERE d.election_id = one AND ((d.first_id = a AND d.second_id = b) OR (d.first_id = b AND d.second_id = a)) ORDER BY d.id DESC LIMIT 1
$$;


CREATE FUNCTION public.elections_result_stays() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF OLD.published_by <> '' OR (to_jsonb(NEW) - ARRAY['published_by', 'published_on', 'version'])
     <> (to_jsonb(OLD) - ARRAY['published_by', 'published_on', 'version']) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'result_stays',
      MESSAGE = '选举结果算出后只能公布，不能修改。有异议的，请按程序提出。';
  END IF;
  IF EXISTS (SELECT 1 FROM elections_countsheet s WHERE s.contest_id = NEW.contest_id AND accounts_person_among(NEW.published_by, ARRAY[s.entered_by]::text[])) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'publisher_did_not_count',
      MESSAGE = '结果由没有录入计票单的人核对公布。请换一个人公布。';
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.elections_roll_is_frozen() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE one bigint;
BEGIN
  IF TG_OP = 'DELETE' THEN one := OLD.election_id; ELSE one := NEW.election_id; END IF;
  -- Two records found to be one person are joined at any time; the roll itself says the same as before.
  IF TG_OP = 'UPDATE' AND (to_jsonb(NEW) - 'person_id') = (to_jsonb(OLD) - 'person_id') THEN RETURN NULL; END IF;
  IF EXISTS (SELECT 1 FROM elections_election e WHERE e.id = one AND e.state NOT IN ('called', 'roll_published')) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'roll_is_frozen',
      MESSAGE = '选民名单已经确定，不能再改。';
  END IF;
  RETURN NULL;
END $$;


CREATE FUNCTION public.elections_seats_are_vacant() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE wanted integer; seats integer; seated integer;
BEGIN
  SELECT k.seats, (SELECT count(DISTINCT m.person_id) FROM organisations_mandate m WHERE m.committee_id = k.id AND m.period @> e.election_on)
    INTO seats, seated FROM elections_election e JOIN organisations_committee k ON k.id = e.committee_id
    WHERE e.id = NEW.election_id AND e.occasion = 'by_election' AND e.kind <> 'party';
  IF seats IS NULL THEN RETURN NULL; END IF;
  SELECT sum(c.seats) INTO wanted FROM elections_contest c WHERE c.election_id = NEW.election_id AND c.previous_id IS NULL;
  IF wanted > seats - seated THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'by_election_fills_vacant_seats',
      MESSAGE = '补选名额多于出缺名额。请先登记离任，再补选出缺的名额。';
  END IF;
  RETURN NULL;
END $$;


CREATE FUNCTION public.elections_staff_do_not_stand() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE one bigint;
BEGIN
  IF TG_TABLE_NAME = 'elections_candidate' THEN SELECT election_id INTO one FROM elections_contest WHERE id = NEW.contest_id;
  ELSE one := NEW.election_id; END IF;
  IF EXISTS (SELECT 1 FROM elections_electionstaff s JOIN elections_contest c ON c.election_id = s.election_id
             JOIN elections_candidate k ON k.contest_id = c.id AND k.person_id = s.person_id AND k.state <> 'withdrawn' WHERE s.election_id = one) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'staff_do_not_stand',
      MESSAGE = '候选人不能担任选举委员会成员、监票人或计票人。请先退出其中一项。';
  END IF;
  RETURN NULL;
END $$;


CREATE FUNCTION public.elections_supervisors_stand_apart() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE own organisations_mandate; one bigint; kind text;
BEGIN
  SELECT m.* INTO own FROM organisations_mandate m WHERE m.id = NEW.mandate_id;
  SELECT k.kind INTO kind FROM organisations_committee k WHERE k.id = own.committee_id;
  IF kind IS NULL THEN RETURN NULL; END IF;
  SELECT c.election_id INTO one FROM elections_resultline l JOIN elections_candidate n ON n.id = l.candidate_id JOIN elections_contest c ON c.id = n.contest_id
    WHERE l.id = NEW.line_id;
  IF kind = 'supervision_committee' AND EXISTS (
    SELECT 1 FROM organisations_mandate m JOIN organisations_committee k ON k.id = m.committee_id AND k.kind <> 'supervision_committee'
    WHERE m.division_code = own.division_code AND m.period @> lower(own.period)
      AND (m.person_id = own.person_id
           OR elections_relation(one, own.person_id, m.person_id) IN ('spouse', 'parent_child', 'sibling', 'grandparent_grandchild'))) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'supervisors_stand_apart',
      MESSAGE = '村委会成员及其近亲属不得担任村务监督委员会成员。请另选人选。';
  END IF;
  IF kind <> 'supervision_committee' AND EXISTS (
    SELECT 1 FROM organisations_mandate m WHERE m.committee_id = own.committee_id AND m.period @> lower(own.period) AND m.person_id <> own.person_id
      AND elections_relation(one, own.person_id, m.person_id) IN ('spouse', 'parent_child', 'sibling')) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'kin_do_not_sit_together',
      MESSAGE = '配偶、父母子女、兄弟姐妹不能同时担任村（居）民委员会成员。请由其中一位回避。';
  END IF;
  RETURN NULL;
END $$;


CREATE FUNCTION public.elections_two_counters() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM elections_countsheet s WHERE s.contest_id = NEW.contest_id AND s.station = NEW.station AND s.copy <> NEW.copy
             AND accounts_person_among(NEW.entered_by, ARRAY[s.entered_by]::text[])) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'two_counters',
      MESSAGE = '同一张计票单要由两个人各录一遍。请换一个人录第二遍。';
  END IF;
  IF EXISTS (SELECT 1 FROM elections_contestresult r WHERE r.contest_id = NEW.contest_id) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'counted_once',
      MESSAGE = '这一职务已经算出结果，不能再录计票单。';
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.elements_asked(task bigint) RETURNS TABLE(element_id bigint, lives boolean, mark text, division_code text, organisation_id bigint)
    LANGUAGE sql STABLE
    AS $$
  SELECT c.id, c.lives, q.mark::text, u.division_code::text, u.organisation_id FROM elements_question q JOIN elements_dataelement e ON e.id = q.element_id
    JOIN elements_dataelement c ON c.id = coalesce(e.same_as_id, e.id) JOIN elements_taskunit u ON u.task_id = q.task_id WHERE q.task_id = task
$$;


CREATE TABLE public.elements_collectiontask (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    title character varying(80) NOT NULL,
    purpose character varying(300) NOT NULL,
    basis character varying(200) NOT NULL,
    issuer_code character varying(12) NOT NULL,
    issuer_role character varying(30) NOT NULL,
    asks character varying(12) NOT NULL,
    due_on date NOT NULL,
    minutes smallint NOT NULL,
    state character varying(10) NOT NULL,
    over_budget boolean NOT NULL,
    budget_reason character varying(300) NOT NULL,
    drafted_on date NOT NULL,
    drafted_by character varying(80) NOT NULL,
    approved_on date,
    approved_by character varying(80) NOT NULL,
    issued_on date,
    ended_on date,
    end_reason character varying(300) NOT NULL,
    CONSTRAINT collection_issued_on_a_day CHECK ((((issued_on IS NOT NULL) AND ((state)::text = ANY (ARRAY[('issued'::character varying)::text, ('closed'::character varying)::text]))) OR ((issued_on IS NULL) AND ((state)::text = ANY (ARRAY[('draft'::character varying)::text, ('waiting'::character varying)::text, ('report'::character varying)::text, ('withdrawn'::character varying)::text]))))),
    CONSTRAINT collection_says_why CHECK (((NOT ((title)::text = ''::text)) AND (NOT ((purpose)::text = ''::text)) AND (NOT ((basis)::text = ''::text)))),
    CONSTRAINT collection_takes_minutes CHECK ((minutes >= 1)),
    CONSTRAINT elements_collectiontask_minutes_check CHECK ((minutes >= 0)),
    CONSTRAINT elements_collectiontask_version_check CHECK ((version >= 0)),
    CONSTRAINT over_budget_by_two CHECK (((NOT over_budget) OR ((state)::text = ANY (ARRAY[('draft'::character varying)::text, ('waiting'::character varying)::text, ('withdrawn'::character varying)::text, ('report'::character varying)::text])) OR ((NOT ((budget_reason)::text = ''::text)) AND (NOT ((approved_by)::text = ''::text)) AND (NOT ((approved_by)::text = (drafted_by)::text)))))
);


CREATE FUNCTION public.elements_check_issue(t public.elements_collectiontask) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE most numeric; busiest numeric;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM elements_asked(t.id)) THEN
    PERFORM elements_refuse('collection_asks_somebody', '任务要有问题，也要有填报单位。');
  END IF;
  IF EXISTS (SELECT 1 FROM elements_asked(t.id) x WHERE x.mark = 'new' AND (x.lives OR elements_holds(x.element_id, x.division_code, x.organisation_id, t.issued_on))) THEN
    PERFORM elements_refuse('held_is_not_asked', '台账已有或有效期内已报过的，不能新问。请改为「核对」。');
  END IF;
  IF EXISTS (SELECT 1 FROM elements_asked(t.id) x JOIN elements_taskunit u ON u.division_code = x.division_code AND u.organisation_id IS NOT DISTINCT FROM x.organisation_id
       AND u.task_id <> t.id AND u.state <> 'submitted' JOIN elements_collectiontask o ON o.id = u.task_id AND o.state = 'issued' JOIN elements_question q ON q.task_id = o.id
       JOIN elements_dataelement e ON e.id = q.element_id
      WHERE NOT x.lives AND coalesce(e.same_as_id, e.id) = x.element_id AND NOT elements_holds(x.element_id, x.division_code, x.organisation_id, t.issued_on)) THEN
    PERFORM elements_refuse('nobody_asked_twice_at_a_time', '另一个任务正在问同一单位同一项。请等那一次报完。');
  END IF;
  SELECT rulebook_number('elements.minutes_a_month', t.issued_on, 120) INTO most;
  SELECT max(spent) INTO busiest FROM (
    SELECT (SELECT coalesce(sum(o.minutes), 0) FROM elements_taskunit v JOIN elements_collectiontask o ON o.id = v.task_id
             WHERE v.division_code = u.division_code AND o.id <> t.id AND o.state IN ('issued', 'closed')
               AND date_trunc('month', o.issued_on) = date_trunc('month', t.issued_on)) AS spent
      FROM elements_taskunit u WHERE u.task_id = t.id) m;
  IF busiest + t.minutes > most AND (t.approved_by = '' OR NOT t.over_budget) THEN
    PERFORM elements_refuse('over_budget_by_two', '超出本月填报预算，要写明原因并由第二人同意。');
  END IF;
END $$;


CREATE FUNCTION public.elements_guard_answer() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM elements_taskunit u JOIN elements_collectiontask t ON t.id = u.task_id AND t.state = 'issued' JOIN elements_question q ON q.task_id = t.id
       JOIN elements_dataelement e ON e.id = q.element_id
      WHERE u.id = NEW.unit_id AND u.division_code = NEW.division_code AND u.organisation_id IS NOT DISTINCT FROM NEW.organisation_id
        AND coalesce(e.same_as_id, e.id) = NEW.element_id) THEN
    PERFORM elements_refuse('answer_to_a_question', '只能回答发给本单位、还在填报的任务里的问题。');
  END IF;
  IF (SELECT e.lives FROM elements_dataelement e WHERE e.id = NEW.element_id) THEN
    PERFORM elements_refuse('held_is_not_asked', '台账已有或有效期内已报过的，不能新问。请改为「核对」。');
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.elements_guard_question() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE one bigint := CASE WHEN TG_OP = 'DELETE' THEN OLD.task_id ELSE NEW.task_id END; asks_of text; stands text;
BEGIN
  SELECT t.state, t.asks INTO stands, asks_of FROM elements_collectiontask t WHERE t.id = one;
  IF stands <> 'draft' THEN
    PERFORM elements_refuse('collection_stays_as_sent', '发出的任务不能改。');
  END IF;
  IF TG_OP <> 'DELETE' AND NOT EXISTS (SELECT 1 FROM elements_dataelement e WHERE e.id = NEW.element_id AND e.subject = asks_of) THEN
    PERFORM elements_refuse('question_of_the_subject', '这个任务问的对象和数据元的对象不同。');
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;


CREATE FUNCTION public.elements_guard_report() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.reply <> '' THEN
      PERFORM elements_refuse('report_answered_once', '先登记，再由归口单位答复。');
    END IF;
  ELSIF OLD.reply <> '' OR NEW.replied_by = OLD.reported_by
     OR (NEW.question_id, NEW.division_code, NEW.words, NEW.reported_on, NEW.reported_by) IS DISTINCT FROM (OLD.question_id, OLD.division_code, OLD.words, OLD.reported_on, OLD.reported_by) THEN
    PERFORM elements_refuse('report_answered_once', '由归口单位答复一次，答复后不能再改。');
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.elements_guard_setting() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE begins date := rulebook_begins(to_jsonb(NEW)); bound text := coalesce(current_setting('qianxian.reach', true), ''); done boolean;
BEGIN
  PERFORM set_config('qianxian.reach', '1,2,3,4,5,6,7,8,9', true);
  SELECT EXISTS (SELECT 1 FROM elements_collectiontask t WHERE t.issued_on >= begins) INTO done;
  PERFORM set_config('qianxian.reach', bound, true);
  IF done THEN
    PERFORM rulebook_refuse_begun();
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.elements_guard_task() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'draft' THEN
      PERFORM elements_refuse('collection_begins_as_a_draft', '任务从起草开始。');
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.state NOT IN ('draft', 'waiting') AND (to_jsonb(NEW) - '{state,ended_on,end_reason,version}'::text[]) IS DISTINCT FROM (to_jsonb(OLD) - '{state,ended_on,end_reason,version}'::text[]) THEN
    PERFORM elements_refuse('collection_stays_as_sent', '发出的任务不能改。');
  END IF;
  IF NEW.state <> OLD.state AND NOT (OLD.state, NEW.state) IN (('draft', 'waiting'), ('draft', 'issued'), ('draft', 'report'), ('draft', 'withdrawn'),
       ('waiting', 'issued'), ('waiting', 'draft'), ('waiting', 'withdrawn'), ('issued', 'closed')) THEN
    PERFORM elements_refuse('collection_takes_its_road', '任务不能这样变更状态。');
  END IF;
  IF NEW.state = 'issued' AND OLD.state <> 'issued' THEN
    PERFORM elements_check_issue(NEW);
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.elements_guard_unit() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE stands text;
BEGIN
  SELECT t.state INTO stands FROM elements_collectiontask t WHERE t.id = CASE WHEN TG_OP = 'DELETE' THEN OLD.task_id ELSE NEW.task_id END;
  IF TG_OP <> 'UPDATE' THEN
    IF stands <> 'draft' THEN
      PERFORM elements_refuse('collection_stays_as_sent', '发出的任务不能改。');
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
  END IF;
  IF (NEW.task_id, NEW.division_code, NEW.organisation_id) IS DISTINCT FROM (OLD.task_id, OLD.division_code, OLD.organisation_id)
     OR (stands NOT IN ('draft', 'waiting') AND (NEW.asked, NEW.shown) IS DISTINCT FROM (OLD.asked, OLD.shown)) THEN
    PERFORM elements_refuse('collection_stays_as_sent', '发出的任务不能改。');
  END IF;
  IF NEW.state <> OLD.state AND (stands <> 'issued' OR NOT (OLD.state, NEW.state) IN (('open', 'submitted'), ('returned', 'submitted'), ('submitted', 'returned'))) THEN
    PERFORM elements_refuse('unit_takes_its_road', '这个单位的填报不能这样变更状态。');
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.elements_holds(element bigint, place text, organisation bigint, day date) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
  SELECT EXISTS (SELECT 1 FROM elements_answer a JOIN elements_dataelement e ON e.id = a.element_id
    WHERE coalesce(e.same_as_id, e.id) = element AND a.division_code = place AND a.organisation_id IS NOT DISTINCT FROM organisation AND a.valid_to > day)
$$;


CREATE FUNCTION public.elements_refuse(name text, sentence text) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = name, MESSAGE = sentence;
END $$;


CREATE FUNCTION public.engagements_check_acting() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF NEW.post <> 'director' THEN RETURN NULL; END IF;
  IF EXISTS (SELECT 1 FROM engagements_engagement o, engagements_engagement n
      WHERE n.id = NEW.id AND o.centre_id = n.centre_id AND o.post = 'director' AND o.acting <> n.acting AND o.period && n.period
        AND NOT CASE WHEN n.acting THEN engagements_given_back(o.id, o.decision_id, o.period) ELSE engagements_given_back(n.id, n.decision_id, n.period) END) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'acting_while_the_post_is_vacant', MESSAGE = '这个中心这段时间已经有主任。先结束前一段聘任。';
  END IF;
  RETURN NULL;
END $$;


CREATE FUNCTION public.engagements_check_case() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF OLD.decided_on IS NOT NULL AND (NEW.decided_on, NEW.decided_by, NEW.body, NEW.meeting, NEW.reasons, NEW.statement, NEW.heard_on, NEW.last_day)
      IS DISTINCT FROM (OLD.decided_on, OLD.decided_by, OLD.body, OLD.meeting, OLD.reasons, OLD.statement, OLD.heard_on, OLD.last_day) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'decided_case_stays', MESSAGE = '决定作出后不能修改。要改变，由本人申请复核。';
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.engagements_check_centre_close() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF NEW.closed_on IS NOT NULL AND EXISTS (SELECT 1 FROM engagements_engagement g
      WHERE g.centre_id = NEW.id AND (upper_inf(g.period) OR upper(g.period) > NEW.closed_on + 1)) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'closed_centre_has_no_engagement', MESSAGE =
      '这个中心还有人受聘。请先结束聘任，再登记中心关闭。';
  END IF;
  RETURN NULL;
END $$;


CREATE FUNCTION public.engagements_check_conclusion() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF NEW.concluded_by <> '' AND EXISTS (SELECT 1 FROM engagements_vettinground r WHERE r.id = NEW.round_id AND accounts_person_among(NEW.concluded_by, ARRAY[r.sent_by]::text[])) THEN
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


CREATE FUNCTION public.engagements_check_decision() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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


CREATE FUNCTION public.engagements_check_director() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  PERFORM engagements_director_is_secretary(NEW.id);
  RETURN NULL;
END $$;


CREATE FUNCTION public.engagements_check_engagement() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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


CREATE FUNCTION public.engagements_check_establishment() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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


CREATE FUNCTION public.engagements_check_hearing() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF NEW.end_reason IN ('ended_by_review', 'not_renewed') AND NEW.end_reason IS DISTINCT FROM OLD.end_reason AND NOT EXISTS (
      SELECT 1 FROM engagements_consequencecase c WHERE c.engagement_id = NEW.id AND c.state IN ('decided', 'upheld') AND c.heard_on IS NOT NULL
        AND c.last_day = upper(NEW.period) - 1) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'heard_before_a_negative_outcome', MESSAGE =
      '考核后解聘、不再续聘要先听取本人陈述申辩，再由镇（街道）党委决定。请从「处理事项」办理。';
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.engagements_check_renewal() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE last text;
BEGIN
  IF NEW.outcome <> 'engaged' THEN RETURN NEW; END IF;
  SELECT g.grade INTO last FROM engagements_yearlygrade g WHERE g.person_id = NEW.person_id AND g.decided_on <= NEW.decided_on ORDER BY g.year DESC LIMIT 1;
  IF last IN ('basic', 'not_competent') AND (NEW.talk_document = '' OR NEW.term_to >= NEW.term_from + interval '12 months') THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'renewal_after_a_low_grade', MESSAGE =
      '上次考核为基本称职或不称职的，谈话以后才能续聘，聘期最长一年。请填写谈话记录，并缩短聘期。';
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.engagements_check_reply() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM engagements_vettingcase c WHERE c.id = NEW.case_id AND c.state IN ('cleared', 'blocked')) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'concluded_case_is_closed', MESSAGE = '这个人的联审已下结论，不能再改答复。有新情况请发起新的联审。';
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.engagements_check_secretary() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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


CREATE FUNCTION public.engagements_check_top_organisation() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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


CREATE FUNCTION public.engagements_director_is_secretary(one bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
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


CREATE FUNCTION public.engagements_given_back(one bigint, decided bigint, period daterange) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
  SELECT EXISTS (SELECT 1 FROM engagements_engagementdecision d JOIN engagements_reviewrequest q ON q.decision_id = d.replaces_id
                  WHERE d.id = decided AND d.outcome = 'engaged' AND q.result = 'overturned')
      OR EXISTS (SELECT 1 FROM engagements_consequencecase c
                  WHERE c.engagement_id = one AND c.state = 'overturned' AND upper(period) - 1 <= c.last_day_before);
$$;


CREATE FUNCTION public.foundation_keep_former() RETURNS trigger
    LANGUAGE plpgsql
    AS $_$
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
END $_$;


CREATE TABLE public.funds_payment (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    number character varying(40) NOT NULL,
    amount numeric(14,2) NOT NULL,
    purpose character varying(20) NOT NULL,
    summary character varying(200) NOT NULL,
    document character varying(200) NOT NULL,
    payee character varying(100) NOT NULL,
    payee_bank character varying(100) NOT NULL,
    payee_sealed text NOT NULL,
    payee_index character varying(64) NOT NULL,
    payee_masked character varying(20) NOT NULL,
    authority character varying(12) NOT NULL,
    emergency_reason character varying(300) NOT NULL,
    ratify_by date,
    state character varying(10) NOT NULL,
    requested_on date NOT NULL,
    handled_by character varying(80) NOT NULL,
    handled_for character varying(80) NOT NULL,
    looked_on date,
    looked_by character varying(80) NOT NULL,
    looked_for character varying(80) NOT NULL,
    approved_on date,
    approved_by character varying(80) NOT NULL,
    approved_for character varying(80) NOT NULL,
    booked_on date,
    booked_by character varying(80) NOT NULL,
    booked_for character varying(80) NOT NULL,
    paid_on date,
    paid_by character varying(80) NOT NULL,
    paid_for character varying(80) NOT NULL,
    returned_reason character varying(300) NOT NULL,
    account_id character varying(12) NOT NULL,
    bank_account_id bigint,
    book_id bigint NOT NULL,
    certificate_id bigint,
    fund_id bigint NOT NULL,
    pay_run_id bigint,
    payee_person_id bigint,
    standing_id bigint,
    contract_id bigint,
    CONSTRAINT funds_payment_version_check CHECK ((version >= 0)),
    CONSTRAINT payment_above_zero CHECK ((amount > (0)::numeric)),
    CONSTRAINT payment_names_one_authority CHECK (((((authority)::text = 'certificate'::text) AND (certificate_id IS NOT NULL) AND (pay_run_id IS NULL) AND (ratify_by IS NULL) AND (standing_id IS NULL)) OR (((authority)::text = 'small'::text) AND (certificate_id IS NULL) AND (pay_run_id IS NULL) AND (ratify_by IS NULL) AND (standing_id IS NOT NULL)) OR (((authority)::text = 'pay_run'::text) AND (certificate_id IS NULL) AND (pay_run_id IS NOT NULL) AND (ratify_by IS NULL) AND (standing_id IS NULL)) OR (((authority)::text = 'withheld'::text) AND (certificate_id IS NULL) AND (pay_run_id IS NOT NULL) AND (ratify_by IS NULL) AND (standing_id IS NULL)) OR (((authority)::text = 'emergency'::text) AND (certificate_id IS NULL) AND (pay_run_id IS NULL) AND (ratify_by IS NOT NULL) AND (standing_id IS NULL) AND (NOT ((emergency_reason)::text = ''::text)))))
);


CREATE FUNCTION public.funds_check_approval(p public.funds_payment) RETURNS void
    LANGUAGE plpgsql
    AS $_$
DECLARE most numeric; principal text := coalesce(nullif(p.approved_for, ''), p.approved_by);
BEGIN
  SELECT c.amount INTO most FROM funds_approverceiling c WHERE c.login = principal AND c.confirmed_by <> '' AND c.first_day <= p.approved_on
     AND p.division_code ^@ regexp_replace(c.division_code, '(000000|000)$', '') ORDER BY c.first_day DESC, c.id DESC LIMIT 1;
  IF most IS NULL OR most < p.amount THEN
    PERFORM funds_refuse('within_the_ceiling', '金额超过审批人的限额。请报上一级（镇、街道）审批。');
  END IF;
  IF EXISTS (SELECT 1 FROM accounts_user u JOIN people_person n ON n.uuid = u.person_uuid
      WHERE n.id = p.payee_person_id AND u.login IN (p.approved_by, p.approved_for)) THEN
    PERFORM funds_refuse('own_expense_goes_up', '审批人不能审批自己的支出。请报上一级（镇、街道）审批。');
  END IF;
  IF (SELECT coalesce(sum(l.debit - l.credit), 0) FROM funds_voucherline l WHERE l.fund_id = p.fund_id AND left(l.account_id, 2) = '10')
     - (SELECT coalesce(sum(q.amount), 0) FROM funds_payment q WHERE q.fund_id = p.fund_id AND q.id <> p.id AND q.state IN ('approved', 'booked')) < p.amount THEN
    PERFORM funds_refuse('within_what_is_left', '资金减去已审批未支付的款项后，余额不够。请减少金额，或等资金到账。');
  END IF;
END $_$;


CREATE FUNCTION public.funds_check_authority(p public.funds_payment, day date) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE s funds_standingresolution%ROWTYPE; c decisions_certificate%ROWTYPE; due numeric;
BEGIN
  IF (SELECT a.cadre_pay FROM funds_account a WHERE a.code = p.account_id) IS DISTINCT FROM (p.authority = 'pay_run') THEN
    PERFORM funds_refuse('pay_by_a_pay_run', '干部报酬只能按审批过的工资批次发放，工资批次也只能发放干部报酬。');
  END IF;
  IF p.authority = 'certificate' THEN
    SELECT * INTO c FROM decisions_certificate d WHERE d.id = p.certificate_id AND d.division_code = p.division_code;
    IF NOT FOUND OR c.issued_on > p.requested_on OR p.requested_on NOT BETWEEN c.valid_from AND c.lapses_on OR day NOT BETWEEN c.valid_from AND c.lapses_on
       OR (c.revoked_on IS NOT NULL AND c.revoked_on <= greatest(day, funds_today())) THEN
      PERFORM funds_refuse('resolution_in_force', '付款要有事先作出、现在有效的本村（社区）决议。请先办决议，或改用有效的决议。');
    END IF;
    IF NOT EXISTS (SELECT 1 FROM funds_fund f WHERE f.id = p.fund_id AND (f.origin = 'public') = (c.unit = 'centre')) OR
       (p.bank_account_id IS NOT NULL AND c.unit <> 'centre' AND NOT EXISTS (SELECT 1 FROM funds_bankaccount b WHERE b.id = p.bank_account_id
         AND b.holder = CASE c.unit WHEN 'collective' THEN 'collective' ELSE 'villagers_committee' END)) THEN
      PERFORM funds_refuse('resolution_of_the_unit', '决议是另一个单位的。请用作出决议的单位自己的资金和账户付款。');
    END IF;
    -- Amount and use stand since the approval, which every other approval of the book waits for: nothing of them can change on the way to the cashier.
    IF p.state = 'approved' THEN
    IF EXISTS (SELECT 1 FROM funds_payment q WHERE q.certificate_id = c.id AND q.id <> p.id AND q.purpose <> p.purpose AND q.state IN ('approved', 'booked', 'paid')) THEN
      PERFORM funds_refuse('resolution_of_the_purpose', '这份决议已用于另一种用途。一份决议只能用于决议写明的用途。');
    END IF;
    IF funds_spent_under(c.id, p.division_code, p.id) + p.amount > c.amount_limit THEN
      PERFORM funds_refuse('within_the_resolution', '金额超过决议的数额。请减少金额，或另办决议。');
    END IF;
    END IF;
  ELSIF p.authority = 'small' THEN
    SELECT * INTO s FROM funds_standingresolution r WHERE r.id = p.standing_id AND r.division_code = p.division_code;
    IF NOT FOUND OR s.confirmed_by = '' OR s.resolved_on > p.requested_on OR p.requested_on NOT BETWEEN s.first_day AND s.last_day
       OR day NOT BETWEEN s.first_day AND s.last_day OR (s.ended_on IS NOT NULL AND s.ended_on <= greatest(day, funds_today())) THEN
      PERFORM funds_refuse('resolution_in_force', '付款要有事先作出、现在有效的本村（社区）决议。请先办决议，或改用有效的决议。');
    END IF;
    IF p.amount > s.ceiling THEN
      PERFORM funds_refuse('within_the_resolution', '金额超过决议的数额。请减少金额，或另办决议。');
    END IF;
    IF (SELECT coalesce(sum(q.amount), 0) FROM funds_payment q LEFT JOIN funds_voucher v ON v.payment_id = q.id LEFT JOIN funds_voucher r ON r.reverses_id = v.id
         WHERE q.division_code = p.division_code AND q.authority = 'small' AND q.id <> p.id AND q.state NOT IN ('withdrawn', 'returned') AND r.id IS NULL
           AND (funds_payee_key(q.payee) = funds_payee_key(p.payee) OR (q.payee_index <> '' AND q.payee_index = p.payee_index))
           AND abs(q.requested_on - p.requested_on) < rulebook_number('funds.split_days', p.requested_on, 30)) + p.amount > s.ceiling THEN
      PERFORM funds_refuse('no_splitting', '同一收款人近期的小额付款合计超过决议数额，属于拆分。请合并后办理决议。');
    END IF;
  ELSIF p.authority = 'emergency' THEN
    IF p.ratify_by < p.requested_on OR p.ratify_by > p.requested_on + rulebook_number('funds.emergency_ratify_days', p.requested_on, 30)::integer THEN
      PERFORM funds_refuse('ratified_in_time', '应急支出要在规定天数内补办决议。请核对补办期限。');
    END IF;
    IF EXISTS (SELECT 1 FROM funds_payment q LEFT JOIN funds_ratification t ON t.payment_id = q.id WHERE q.division_code = p.division_code AND q.id <> p.id
        AND q.authority = 'emergency' AND q.state = 'paid' AND q.ratify_by < day AND t.id IS NULL) THEN
      PERFORM funds_refuse('ratify_first', '还有应急支出过期没有补办决议。请先补办。');
    END IF;
  ELSIF p.authority = 'pay_run' THEN
    due := least(funds_due_by_run(p.pay_run_id, p.division_code, p.requested_on), funds_due_by_run(p.pay_run_id, p.division_code, day));
    IF due < p.amount + funds_paid_by_run(p.pay_run_id, p.division_code, 'pay_run', NULL, p.id) THEN
      PERFORM funds_refuse('within_the_pay_run', '金额超过工资批次中本村（社区）还没有发放的实发数。请核对工资批次。');
    END IF;
  ELSIF p.authority = 'withheld' THEN
    PERFORM funds_check_withheld(p);
  ELSE
    PERFORM funds_refuse('payment_names_one_authority', '付款要写明一项依据。请补上。');
  END IF;
END $$;


CREATE TABLE public.funds_voucher (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    kind character varying(10) NOT NULL,
    "on" date NOT NULL,
    month date NOT NULL,
    number integer NOT NULL,
    summary character varying(200) NOT NULL,
    document character varying(200) NOT NULL,
    line_count smallint NOT NULL,
    total numeric(14,2) NOT NULL,
    prepared_by character varying(80) NOT NULL,
    checked_by character varying(80) NOT NULL,
    posted_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    posted_in bigint NOT NULL,
    book_id bigint NOT NULL,
    payment_id bigint,
    reverses_id bigint,
    recovers_id bigint,
    CONSTRAINT funds_voucher_line_count_check CHECK ((line_count >= 0)),
    CONSTRAINT funds_voucher_number_check CHECK ((number >= 0)),
    CONSTRAINT funds_voucher_version_check CHECK ((version >= 0)),
    CONSTRAINT only_a_reversal_reverses CHECK (((((kind)::text = 'reversal'::text) AND (reverses_id IS NOT NULL)) OR ((NOT ((kind)::text = 'reversal'::text)) AND (reverses_id IS NULL)))),
    CONSTRAINT only_ordinary_vouchers_pay CHECK (((payment_id IS NULL) OR ((kind)::text = 'ordinary'::text))),
    CONSTRAINT preparer_is_not_checker CHECK (((NOT ((prepared_by)::text = (checked_by)::text)) AND (NOT ((prepared_by)::text = ''::text)) AND (NOT ((checked_by)::text = ''::text)))),
    CONSTRAINT voucher_above_zero_with_two_lines CHECK (((line_count >= 2) AND (total > (0)::numeric)))
);


CREATE FUNCTION public.funds_check_balances(v public.funds_voucher, settles boolean) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM (SELECT l.fund_id, l.bank_account_id FROM funds_voucherline l WHERE l.voucher_id = v.id AND left(l.account_id, 2) = '10'
                   GROUP BY 1, 2 HAVING sum(l.debit - l.credit) < 0) t
    CROSS JOIN LATERAL (SELECT min(r.running) AS low FROM (
      SELECT l."on", sum(sum(l.debit - l.credit)) OVER (ORDER BY l."on") AS running FROM funds_voucherline l
       WHERE l.fund_id = t.fund_id AND l.bank_account_id IS NOT DISTINCT FROM t.bank_account_id AND left(l.account_id, 2) = '10' GROUP BY l."on") r
      WHERE r."on" >= v."on") x
    WHERE x.low < 0) THEN
    PERFORM funds_refuse('no_overdraw', '资金或账户余额不足。请减少金额，或等资金到账。');
  END IF;
  IF settles THEN
    IF EXISTS (SELECT 1 FROM (SELECT l.fund_id, l.account_id FROM funds_voucherline l WHERE l.voucher_id = v.id AND l.debit > 0 AND l.account_id ~ '^(20|21|22|231)') t
        WHERE (SELECT sum(l.credit - l.debit) FROM funds_voucherline l WHERE l.fund_id = t.fund_id AND l.account_id = t.account_id)
            < -coalesce((SELECT funds_gone_out(funds_run_of_pay(d.pay_key, d.division_code), d.division_code, t.account_id) FROM funds_voucherdraft d
                 WHERE d.voucher_id = v.id AND d.pay_key <> '' AND t.account_id IN ('21201', '211', '214')),
                (SELECT funds_gone_out(o.recovers_id, o.division_code, t.account_id) FROM funds_voucher o WHERE o.id = v.reverses_id AND o.recovers_id IS NOT NULL), 0)) THEN
      PERFORM funds_refuse('only_what_is_owed', '这笔资金名下没有这么多应付款。请核对科目和资金，不能用一笔资金还另一笔资金的账。');
    END IF;
  END IF;
END $$;


CREATE FUNCTION public.funds_check_facts(p public.funds_payment) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE x record;
BEGIN
  SELECT b.division_code = p.division_code AND f.book_id = p.book_id AND (p.bank_account_id IS NULL OR k.book_id = p.book_id) AS own,
         f.purpose IN ('general', p.purpose) AS fits, a.element IN ('asset', 'liability', 'cost', 'expense') AND a.code !~ '^(10|11301)' AS right_account
    INTO x FROM funds_book b LEFT JOIN funds_fund f ON f.id = p.fund_id LEFT JOIN funds_bankaccount k ON k.id = p.bank_account_id
    LEFT JOIN funds_account a ON a.code = p.account_id WHERE b.id = p.book_id;
  IF x.own IS NOT TRUE THEN
    PERFORM funds_refuse('own_fund', '只能动用本村（社区）账套里的资金。');
  END IF;
  IF x.fits IS NOT TRUE THEN
    PERFORM funds_refuse('purpose_as_earmarked', '付款用途和资金用途不一致。请换一笔资金，或先取得原批准单位同意改变用途。');
  END IF;
  IF x.right_account IS NOT TRUE THEN
    PERFORM funds_refuse('payment_account', '付款要记入费用、成本、资产或负债科目。请另选科目。');
  END IF;
END $$;


CREATE FUNCTION public.funds_check_hands(p public.funds_payment) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE hands text[] := array_remove(ARRAY[p.handled_by, p.handled_for, p.looked_by, p.looked_for, p.approved_by, p.approved_for, p.booked_by, p.booked_for, p.paid_by, p.paid_for], '');
BEGIN
  IF (SELECT count(DISTINCT one) FROM unnest(hands) one) <> cardinality(hands) OR (cardinality(hands) > 1 AND accounts_one_person(hands::text[])) THEN
    PERFORM funds_refuse('five_different_people', '经手、监督、审批、记账、付款要由五个不同的人办理，代办的也算。');
  END IF;
  IF p.handled_by = '' OR (p.state IN ('looked', 'approved', 'booked', 'paid') AND (p.looked_by = '' OR p.looked_on < p.requested_on IS NOT FALSE))
     OR (p.state IN ('approved', 'booked', 'paid') AND (p.approved_by = '' OR p.approved_on < p.looked_on IS NOT FALSE))
     OR (p.state IN ('booked', 'paid') AND (p.booked_by = '' OR p.booked_on < p.approved_on IS NOT FALSE))
     OR (p.state = 'paid' AND (p.paid_by = '' OR p.paid_on < p.booked_on IS NOT FALSE OR p.paid_on > funds_today())) THEN
    PERFORM funds_refuse('one_step_after_the_other', '付款要依次经手、监督、审批、记账、付款，每一步写明办理人和日期。');
  END IF;
END $$;


CREATE FUNCTION public.funds_check_payment_voucher(v public.funds_voucher) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE p funds_payment%ROWTYPE;
BEGIN
  SELECT * INTO p FROM funds_payment q WHERE q.id = v.payment_id AND q.book_id = v.book_id;
  IF NOT FOUND OR p.state <> 'paid' OR p.paid_on <> v."on" OR (p.booked_by, p.approved_by) IS DISTINCT FROM (v.prepared_by, v.checked_by) THEN
    PERFORM funds_refuse('payment_needs_approval', '付款要先办完付款审批。请从付款页办理。');
  END IF;
  IF v.total <> p.amount OR EXISTS (SELECT 1 FROM funds_voucherline l WHERE l.voucher_id = v.id AND (l.fund_id <> p.fund_id
      OR (l.debit > 0 AND l.account_id <> p.account_id)
      OR (l.credit > 0 AND (l.bank_account_id IS DISTINCT FROM p.bank_account_id OR left(l.account_id, 3) <> CASE WHEN p.bank_account_id IS NULL THEN '101' ELSE '102' END)))) THEN
    PERFORM funds_refuse('payment_as_approved', '付款凭证的资金、账户、科目和金额要与审批的付款一致。');
  END IF;
END $$;


CREATE FUNCTION public.funds_check_receipts(v public.funds_voucher) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM (SELECT DISTINCT l.fund_id FROM funds_voucherline l WHERE l.voucher_id = v.id AND l.credit > 0 AND l.account_id ~ '^(241|503|11301)') t
    JOIN funds_fund f ON f.id = t.fund_id JOIN funds_allocation a ON a.id = f.allocation_id
    WHERE a.amount < (SELECT sum(CASE WHEN w.kind = 'reversal' THEN -l.debit ELSE l.credit END) FROM funds_voucherline l JOIN funds_voucher w ON w.id = l.voucher_id
                       WHERE l.fund_id = f.id AND l.account_id ~ '^(241|503|11301)')) THEN
    PERFORM funds_refuse('within_the_allocation', '到账合计超过拨付金额。请核对拨付文件。');
  END IF;
END $$;


CREATE FUNCTION public.funds_check_recovery(v public.funds_voucher) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE accrued boolean := funds_pay_accrued(v.book_id, v.recovers_id);
BEGIN
  IF v.kind <> 'ordinary' OR EXISTS (SELECT 1 FROM funds_voucherline l JOIN funds_fund f ON f.id = l.fund_id WHERE l.voucher_id = v.id AND NOT (
       f.origin = 'public' AND f.purpose = 'pay' AND ((l.debit > 0 AND l.account_id = '102')
         OR (l.credit > 0 AND CASE WHEN accrued THEN l.account_id IN ('21201', '211', '214') ELSE l.account_id = '51301' END)))) THEN
    PERFORM funds_refuse('recovered_pay_into_its_fund', '收回多发的报酬进干部报酬资金的银行账户，记入原来付款的科目。请核对资金和科目。');
  END IF;
  IF EXISTS (SELECT 1 FROM (SELECT DISTINCT l.account_id AS account FROM funds_voucherline l WHERE l.voucher_id = v.id AND l.credit > 0) a
      WHERE funds_gone_out(v.recovers_id, v.division_code, a.account) < CASE WHEN a.account IN ('21201', '51301')
        THEN funds_due_by_run(v.recovers_id, v.division_code, funds_today()) ELSE funds_withheld_by_slips(v.recovers_id, v.division_code, a.account, funds_today()) END) THEN
    PERFORM funds_refuse('recovered_within_what_was_overpaid', '收回的金额超过这个批次多发的数。请核对差额更正。');
  END IF;
END $$;


CREATE FUNCTION public.funds_check_reversal(v public.funds_voucher) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE o funds_voucher%ROWTYPE;
BEGIN
  SELECT * INTO o FROM funds_voucher w WHERE w.id = v.reverses_id AND w.book_id = v.book_id;
  IF NOT FOUND OR o.kind = 'reversal' OR v."on" < o."on" OR o.line_count <> v.line_count OR (
    SELECT count(*) FROM funds_voucherline a JOIN funds_voucherline b ON b.voucher_id = v.id AND b.turn = a.turn
       AND (b.account_id, b.fund_id, b.debit, b.credit) = (a.account_id, a.fund_id, a.credit, a.debit)
       AND b.bank_account_id IS NOT DISTINCT FROM a.bank_account_id AND b.counter_fund_id IS NOT DISTINCT FROM a.counter_fund_id
     WHERE a.voucher_id = o.id) <> o.line_count THEN
    PERFORM funds_refuse('reversal_mirrors', '冲销凭证要与原凭证逐行相同、借贷相反，一张凭证只能冲销一次。');
  END IF;
END $$;


CREATE FUNCTION public.funds_check_transfers(v public.funds_voucher) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF EXISTS (
    WITH x AS (SELECT l.fund_id AS giver, l.counter_fund_id AS taker, sum(l.debit - l.credit) AS s FROM funds_voucherline l
                WHERE l.voucher_id = v.id AND l.counter_fund_id IS NOT NULL GROUP BY 1, 2)
    SELECT 1 FROM x WHERE x.s = 0 OR NOT EXISTS (SELECT 1 FROM x y WHERE y.giver = x.taker AND y.taker = x.giver AND y.s = -x.s)) THEN
    PERFORM funds_refuse('transfers_have_two_sides', '资金之间转款要在同一张凭证里两边同时记，金额相同。');
  END IF;
  IF EXISTS (SELECT 1 FROM (SELECT l.fund_id AS giver, l.counter_fund_id AS taker FROM funds_voucherline l
                 WHERE l.voucher_id = v.id AND l.counter_fund_id IS NOT NULL GROUP BY 1, 2 HAVING sum(l.debit - l.credit) > 0) x
      JOIN funds_fund g ON g.id = x.giver JOIN funds_fund t ON t.id = x.taker LEFT JOIN funds_allocation a ON a.id = t.allocation_id
      WHERE g.origin <> t.origin OR (g.origin = 'public' AND a.changed_from_id IS DISTINCT FROM g.allocation_id)) THEN
    PERFORM funds_refuse('transfers_keep_their_origin', '集体资金和财政资金不能互转；专项资金改变用途要有原批准单位的书面同意。');
  END IF;
END $$;


CREATE FUNCTION public.funds_check_voucher() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE x record;
BEGIN
  SELECT count(*) AS n, coalesce(sum(y.debit), 0) AS debited, coalesce(sum(y.credit), 0) AS credited, bool_or(y.fund_debit <> y.fund_credit) AS lopsided,
         bool_or(y.debit > 0 AND y.account_id ~ '^(20|21|22|231)') AS settles, bool_or(y.cadre_pay AND (y.origin <> 'public' OR y.purpose <> 'pay')) AS pays_cadre,
         bool_or((y.origin = 'public' AND y.holder <> 'centre' AND coalesce(y.exception_basis, '') = '') OR (y.origin = 'collective' AND y.holder = 'centre')) AS misplaced,
         bool_or(y.counter_fund_id IS NOT NULL) AS between, bool_or(y.credit > 0 AND y.account_id ~ '^(241|503|11301)') AS receives,
         bool_or(y.origin = 'public' AND y.credit > 0 AND y.account_id !~ '^(10|241|503|311|133|152|162|11301|21)') AS opens_wrongly,
         bool_or(y.origin = 'public' AND CASE WHEN coalesce(y.money, 0) > 0
           THEN NOT ((left(y.account_id, 3) = '102' OR (left(y.account_id, 3) = '101' AND y.credit > 0)) OR (y.credit > 0 AND (left(y.account_id, 5) = '11301'
                  OR (left(y.account_id, 3) IN ('241', '503') AND y.changed_from_id IS NULL))))
           ELSE y.credit > 0 AND (left(y.account_id, 3) IN ('241', '503', '201', '221', '301') OR y.element = 'income') END) AS unsourced,
         bool_or(y.spends AND (y.earns OR coalesce(y.money, 0) > 0)) AS nets, bool_or(y.flow < 0) AS flows_out
    INTO x FROM (
    SELECT l.debit, l.credit, l.account_id, l.counter_fund_id, f.origin, f.purpose, a.cadre_pay, a.element, b.holder, g.exception_basis, g.changed_from_id,
           sum(l.debit) OVER own AS fund_debit, sum(l.credit) OVER own AS fund_credit,
           sum(l.debit - l.credit) FILTER (WHERE left(l.account_id, 2) = '10') OVER own AS money,
           sum(l.debit - l.credit) FILTER (WHERE left(l.account_id, 2) = '10' OR left(l.account_id, 5) = '11301') OVER own AS flow,
           bool_or(a.element IN ('expense', 'cost') AND l.debit > 0) OVER own AS spends, bool_or(a.element = 'income' AND l.credit > 0) OVER own AS earns
      FROM funds_voucherline l LEFT JOIN funds_fund f ON f.id = l.fund_id LEFT JOIN funds_account a ON a.code = l.account_id
      LEFT JOIN funds_allocation g ON g.id = f.allocation_id LEFT JOIN funds_bankaccount b ON b.id = l.bank_account_id
     WHERE l.voucher_id = NEW.id WINDOW own AS (PARTITION BY l.fund_id)) y;
  IF x.n <> NEW.line_count THEN
    PERFORM funds_refuse('voucher_is_whole', '凭证的分录不完整。至少两行，要一次记完。');
  END IF;
  IF x.debited <> x.credited OR x.debited <> NEW.total THEN
    PERFORM funds_refuse('voucher_balances', '借方合计和贷方合计不相等。请核对金额。');
  END IF;
  IF x.lopsided THEN
    PERFORM funds_refuse('each_fund_balances', '每笔资金的借贷要各自相等。资金之间转款请用「资金之间往来」科目。');
  END IF;
  PERFORM funds_check_balances(NEW, x.settles);
  IF NEW.kind = 'reversal' THEN
    PERFORM funds_check_reversal(NEW);
    RETURN NULL;
  END IF;
  IF NEW.kind <> 'opening' AND x.pays_cadre THEN
    PERFORM funds_refuse('collective_pays_no_cadre', '干部报酬只能从财政安排的干部报酬资金列支，不能用集体收入或其他专项资金。');
  END IF;
  IF x.misplaced THEN
    PERFORM funds_refuse('money_in_its_account', '上级资金进党群服务中心账户（文件另有规定的除外），集体资金进集体或村（居）委会账户。');
  END IF;
  IF x.between THEN
    PERFORM funds_check_transfers(NEW);
  END IF;
  IF (NEW.kind = 'opening' AND x.opens_wrongly) OR (NEW.kind <> 'opening' AND x.unsourced AND NEW.recovers_id IS NULL) THEN
    PERFORM funds_refuse('public_money_from_its_source', '上级资金只能按拨付文件收款，不能记入集体收入或借款。');
  END IF;
  IF NEW.kind = 'ordinary' AND x.nets THEN
    PERFORM funds_refuse('no_netting', '收入和支出要分别记账，不能坐支、不能以收抵支。');
  END IF;
  IF x.receives THEN
    PERFORM funds_check_receipts(NEW);
  END IF;
  IF NEW.recovers_id IS NOT NULL THEN
    PERFORM funds_check_recovery(NEW);
  END IF;
  IF NEW.payment_id IS NOT NULL THEN
    PERFORM funds_check_payment_voucher(NEW);
  ELSIF x.flows_out THEN
    PERFORM funds_refuse('payment_needs_approval', '付款要先办完付款审批。请从付款页办理。');
  END IF;
  RETURN NULL;
END $$;


CREATE FUNCTION public.funds_check_withheld(p public.funds_payment) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF p.account_id NOT IN ('211', '214') THEN
    PERFORM funds_refuse('withheld_account', '代扣款上缴记入 214 应交税费（个人所得税）或 211 应付款（社会保险费）。请改科目。');
  END IF;
  IF NOT EXISTS (SELECT 1 FROM funds_fund f WHERE f.id = p.fund_id AND f.origin = 'public' AND f.purpose = 'pay') THEN
    PERFORM funds_refuse('withheld_from_pay_money', '代扣的税款和社会保险费从财政安排的干部报酬资金上缴。请换一笔资金。');
  END IF;
  IF least(funds_withheld_by_slips(p.pay_run_id, p.division_code, p.account_id, p.requested_on), funds_withheld_in_book(p.pay_run_id, p.book_id, p.division_code, p.account_id))
     < p.amount + funds_paid_by_run(p.pay_run_id, p.division_code, 'withheld', p.account_id, p.id) THEN
    PERFORM funds_refuse('within_what_was_withheld', '金额超过这个工资批次在本村（社区）已计提、还没有上缴的代扣数。请核对工资批次。');
  END IF;
END $$;


CREATE FUNCTION public.funds_close_month() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE opened date; next date;
BEGIN
  UPDATE funds_book SET posted = posted WHERE id = NEW.book_id AND division_code = NEW.division_code RETURNING opened_on INTO opened;
  IF NOT FOUND THEN
    PERFORM funds_refuse('own_book', '账户、资金和凭证要记在本村（社区）自己的账套里。');
  END IF;
  SELECT coalesce((max(c.month) + interval '1 month')::date, date_trunc('month', opened)::date) INTO next FROM funds_monthclose c WHERE c.book_id = NEW.book_id;
  IF NEW.month <> next OR (next + interval '1 month')::date > funds_today() + 1 THEN
    PERFORM funds_refuse('months_close_in_order', '月份要按顺序、在月末以后结账。');
  END IF;
  NEW.closed_at := now();
  RETURN NEW;
END $$;


CREATE FUNCTION public.funds_due_by_run(run bigint, code text, day date) RETURNS numeric
    LANGUAGE sql STABLE
    AS $$
  SELECT coalesce((SELECT sum(s.net) FROM pay_payslip s WHERE s.run_id = run AND s.division_code = code AND s.approved_on <= day), 0)
       + coalesce((SELECT sum(CASE WHEN l.part IN ('city', 'district', 'town') THEN l.amount WHEN l.part IN ('insurance', 'tax') THEN -l.amount ELSE 0 END)
                     FROM pay_differenceline l WHERE l.division_code = code AND l.run_id = run AND l.approved_on <= day), 0)
$$;


CREATE FUNCTION public.funds_gone_out(run bigint, code text, account text) RETURNS numeric
    LANGUAGE sql STABLE
    AS $$
  SELECT coalesce(sum(q.amount), 0) - CASE WHEN account IN ('21201', '51301') THEN funds_recovered(run, code, 'pay_run', NULL) ELSE funds_recovered(run, code, 'withheld', account) END
    FROM funds_payment q LEFT JOIN funds_voucher v ON v.payment_id = q.id LEFT JOIN funds_voucher r ON r.reverses_id = v.id
   WHERE q.pay_run_id = run AND q.division_code = code AND q.state = 'paid' AND r.id IS NULL
     AND CASE WHEN account IN ('21201', '51301') THEN q.authority = 'pay_run' ELSE q.authority = 'withheld' AND q.account_id = account END
$$;


CREATE FUNCTION public.funds_guard_account() RETURNS trigger
    LANGUAGE plpgsql
    AS $_$
BEGIN
  PERFORM 1 FROM funds_account p WHERE p.code = NEW.parent_id AND NEW.code ~ '^[0-9]+$' AND NEW.code ^@ p.code AND NEW.code <> p.code
    AND (p.element, p.side) = (NEW.element, NEW.side) AND (NEW.cadre_pay OR NOT p.cadre_pay);
  IF NOT FOUND THEN
    PERFORM funds_refuse('account_below_its_parent', '新增科目要放在已有科目下面，类别和方向与上级科目一致。');
  END IF;
  RETURN NEW;
END $_$;


CREATE FUNCTION public.funds_guard_accrual() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF NEW.pay_key <> OLD.pay_key THEN
      PERFORM funds_refuse('pay_accrued_once', '计提的是哪份报酬，登记后不能改。');
    END IF;
    RETURN NEW;
  END IF;
  PERFORM 1 FROM funds_book b WHERE b.id = NEW.book_id FOR NO KEY UPDATE;
  IF split_part(NEW.pay_key, '/', 3) <> NEW.division_code OR NOT (
       EXISTS (SELECT 1 FROM pay_payslip s WHERE s.division_code = NEW.division_code AND funds_pay_whole(s.number) = split_part(NEW.pay_key, '/', 1) AND s.approved_on IS NOT NULL)
       OR EXISTS (SELECT 1 FROM pay_differenceline l WHERE l.division_code = NEW.division_code AND funds_pay_whole(l.number) = split_part(NEW.pay_key, '/', 1))) THEN
    PERFORM funds_refuse('pay_of_the_village', '只能计提本村（社区）审批过的报酬。');
  END IF;
  IF funds_pay_taken(NEW.book_id, NEW.pay_key, NEW.id) THEN
    PERFORM funds_refuse('pay_accrued_once', '这份报酬已经计提，不能再计提一次。');
  END IF;
  IF EXISTS (SELECT 1 FROM funds_payment q LEFT JOIN funds_voucher v ON v.payment_id = q.id LEFT JOIN funds_voucher r ON r.reverses_id = v.id
              WHERE q.book_id = NEW.book_id AND q.pay_run_id = funds_run_of_pay(NEW.pay_key, NEW.division_code) AND q.account_id = '51301' AND q.state IN ('approved', 'booked', 'paid') AND r.id IS NULL) THEN
    PERFORM funds_refuse('pay_is_no_expense_twice', '这个批次已有付款直接记入费用。先冲销那些付款，再计提。');
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.funds_guard_accrual_reversed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM funds_voucherdraft d WHERE d.voucher_id = NEW.reverses_id AND d.pay_key <> ''
              AND funds_paid_by_run(funds_run_of_pay(d.pay_key, d.division_code), d.division_code, 'withheld', NULL, NULL) > 0) THEN
    PERFORM funds_refuse('withheld_was_handed_on', '这个工资批次已有代扣款上缴。先冲销上缴的付款，再冲销计提。');
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.funds_guard_allocation() RETURNS trigger
    LANGUAGE plpgsql
    AS $_$
DECLARE s funds_fundsource%ROWTYPE; f funds_allocation%ROWTYPE;
BEGIN
  UPDATE funds_fundsource SET allocated = allocated + 1 WHERE id = NEW.source_id RETURNING * INTO s;
  IF NOT FOUND OR NOT NEW.division_code ^@ regexp_replace(s.division_code, '(000000|000)$', '') THEN
    PERFORM funds_refuse('allocation_of_its_source', '只能在资金来源所属的区、镇（街道）范围内拨付。');
  END IF;
  IF (NEW.level, NEW.kind, NEW.doc_no, NEW.approver, NEW.exception_basis, NEW.rectification) IS DISTINCT FROM
     (s.level, s.kind, s.doc_no, s.approver, s.exception_basis, s.rectification) THEN
    PERFORM funds_refuse('allocation_of_its_source', '拨付的级别、文号、批准单位要与资金来源一致。');
  END IF;
  IF NEW.changed_from_id IS NULL THEN
    IF NEW.purpose <> s.purpose THEN
      PERFORM funds_refuse('purpose_needs_consent', '用途和资金来源不一致。改变用途要有原批准单位的书面同意。');
    END IF;
    IF (SELECT coalesce(sum(a.amount), 0) FROM funds_allocation a WHERE a.source_id = NEW.source_id AND a.changed_from_id IS NULL) + NEW.amount > s.amount THEN
      PERFORM funds_refuse('within_the_source', '拨付合计超过资金来源的金额。请减少本次金额。');
    END IF;
  ELSE
    SELECT * INTO f FROM funds_allocation a WHERE a.id = NEW.changed_from_id;
    IF NOT FOUND OR f.division_code <> NEW.division_code OR f.source_id <> NEW.source_id OR f.purpose = NEW.purpose OR
       (SELECT coalesce(sum(a.amount), 0) FROM funds_allocation a WHERE a.changed_from_id = f.id) + NEW.amount > f.amount THEN
      PERFORM funds_refuse('purpose_needs_consent', '改变用途只能在同一村（社区）、同一来源、原拨付金额之内办理。');
    END IF;
  END IF;
  RETURN NEW;
END $_$;


CREATE FUNCTION public.funds_guard_bank_account() RETURNS trigger
    LANGUAGE plpgsql
    AS $_$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM funds_book b WHERE b.id = NEW.book_id AND b.division_code = NEW.division_code) THEN
    PERFORM funds_refuse('own_book', '账户、资金和凭证要记在本村（社区）自己的账套里。');
  END IF;
  IF char_length(NEW.name) < 5 OR NEW.name !~ '(委员会|服务中心|合作社|联合社|经济社|联社|公司|政府|办事处|结算中心|财政所|村委会|居委会)[）)]?$' THEN
    PERFORM funds_refuse('account_of_a_unit', '集体资金和财政资金不能存在个人名下。请用单位全称开户。');
  END IF;
  IF TG_OP = 'UPDATE' AND ((NEW.uuid, NEW.book_id, NEW.division_code, NEW.holder, NEW.name, NEW.bank, NEW.number_index, NEW.number_sealed, NEW.opened_on, NEW.opened_by)
      IS DISTINCT FROM (OLD.uuid, OLD.book_id, OLD.division_code, OLD.holder, OLD.name, OLD.bank, OLD.number_index, OLD.number_sealed, OLD.opened_on, OLD.opened_by)
      OR OLD.closed_on IS NOT NULL) THEN
    PERFORM funds_refuse('bank_account_stays', '银行账户登记后只能销户，不能改。请销户后另开。');
  END IF;
  IF NEW.closed_on IS NOT NULL AND (SELECT coalesce(sum(l.debit - l.credit), 0) FROM funds_voucherline l WHERE l.bank_account_id = NEW.id) <> 0 THEN
    PERFORM funds_refuse('closed_when_empty', '账户还有余额，不能销户。请先转清余额。');
  END IF;
  RETURN NEW;
END $_$;


CREATE FUNCTION public.funds_guard_book() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF (NEW.id, NEW.uuid, NEW.division_code, NEW.opened_on, NEW.opened_by) IS DISTINCT FROM (OLD.id, OLD.uuid, OLD.division_code, OLD.opened_on, OLD.opened_by)
     OR NEW.posted NOT BETWEEN OLD.posted AND OLD.posted + 1 THEN
    PERFORM funds_refuse('book_stays', '账套建立后，所属村（社区）和建账日期不能改。');
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.funds_guard_ceiling() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF TG_OP = 'INSERT' AND NEW.confirmed_by <> '' THEN
    PERFORM funds_refuse('ceiling_changed_by_two_people', '审批限额由一人提出、另一人确认，本人不能参与。');
  END IF;
  IF TG_OP = 'UPDATE' AND (to_jsonb(NEW) - '{confirmed_by,version}'::text[] IS DISTINCT FROM to_jsonb(OLD) - '{confirmed_by,version}'::text[] OR OLD.confirmed_by <> '') THEN
    PERFORM funds_refuse('ceiling_stays', '审批限额确认后不能改。请另提新的限额。');
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.funds_guard_closed_statement() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM funds_bankaccount b JOIN funds_monthclose c ON c.book_id = b.book_id WHERE b.id = NEW.bank_account_id AND c.month >= NEW.month) THEN
    PERFORM funds_refuse('closed_on_its_statement', '这个月已经结账，对账单和差额的原因不再更换。');
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.funds_guard_closing() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM funds_voucherline l JOIN funds_account a ON a.code = l.account_id WHERE l.voucher_id = NEW.id GROUP BY l.fund_id
             HAVING bool_or(left(l.account_id, 2) = '10' OR l.counter_fund_id IS NOT NULL)
                 OR (bool_or(a.element IN ('expense', 'cost') AND l.debit > 0) AND bool_or(a.element = 'income' AND l.credit > 0))) THEN
    PERFORM funds_refuse('closing_moves_no_money', '期末结转不动银行存款和现金，也不能以收抵支。收付款请用普通凭证。');
  END IF;
  RETURN NULL;
END $$;


CREATE FUNCTION public.funds_guard_contract() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE c contracts_contract%ROWTYPE;
BEGIN
  IF NEW.contract_id IS NULL OR NEW.state IN ('returned', 'withdrawn') THEN
    RETURN NEW;
  END IF;
  SELECT * INTO c FROM contracts_contract t WHERE t.id = NEW.contract_id AND t.division_code = NEW.division_code FOR NO KEY UPDATE;
  IF NOT FOUND OR NOT contracts_pays(c.kind) OR c.state NOT IN ('signed', 'ended') THEN
    PERFORM funds_refuse('payment_of_a_contract', '只能按本村（社区）已签订、由本村付款的合同付款。请核对合同。');
  END IF;
  IF NEW.payee <> c.counterparty THEN
    PERFORM funds_refuse('payment_to_the_other_side', '收款人不是合同的对方。请核对收款人或合同。');
  END IF;
  IF NOT EXISTS (SELECT 1 FROM funds_fund f WHERE f.id = NEW.fund_id AND (f.origin = 'public') = (c.unit = 'centre')) THEN
    PERFORM funds_refuse('payment_of_a_contract', '合同是另一个单位签订的。请用签约单位自己的资金付款。');
  END IF;
  IF c.basis = 'certificate' AND (NEW.authority <> 'certificate' OR NOT (NEW.certificate_id = c.certificate_id
       OR EXISTS (SELECT 1 FROM contracts_amendment a WHERE a.contract_id = c.id AND a.certificate_id = NEW.certificate_id))) THEN
    PERFORM funds_refuse('payment_on_the_contracts_certificate', '付款要以合同或补充协议依据的决策凭证为依据。请改选决策凭证。');
  END IF;
  IF NEW.state IN ('approved', 'booked', 'paid') AND funds_paid_under_contract(c.id, NEW.id) + NEW.amount > contracts_total(c.id) THEN
    PERFORM funds_refuse('payment_within_the_contract', '累计付款超过合同金额（含补充协议）。请减少金额，或先登记补充协议。');
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.funds_guard_contract_total() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF NEW.amount_change < 0 AND funds_paid_under_contract(NEW.contract_id, NULL) > contracts_total(NEW.contract_id) + NEW.amount_change THEN
    PERFORM funds_refuse('payment_within_the_contract', '减少后合同金额低于已付的款。请核对金额。');
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.funds_guard_deputies() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  -- A hand that signed before stays: its deputy's grant may have been ended since.
  IF EXISTS (SELECT 1 FROM (VALUES
         (NEW.handled_by, NEW.handled_for, NEW.requested_on, OLD.handled_by, OLD.handled_for, OLD.requested_on),
         (NEW.looked_by, NEW.looked_for, NEW.looked_on, OLD.looked_by, OLD.looked_for, OLD.looked_on),
         (NEW.approved_by, NEW.approved_for, NEW.approved_on, OLD.approved_by, OLD.approved_for, OLD.approved_on),
         (NEW.booked_by, NEW.booked_for, NEW.booked_on, OLD.booked_by, OLD.booked_for, OLD.booked_on),
         (NEW.paid_by, NEW.paid_for, NEW.paid_on, OLD.paid_by, OLD.paid_for, OLD.paid_on)) AS hand(by, principal, day, was_by, was_principal, was_day)
              WHERE hand.principal <> '' AND (hand.by, hand.principal, hand.day) IS DISTINCT FROM (hand.was_by, hand.was_principal, hand.was_day) AND NOT EXISTS (
                SELECT 1 FROM accounts_rolegrant g JOIN accounts_user u ON u.id = g.user_id JOIN accounts_rolegrant p ON p.id = g.deputy_for_id JOIN accounts_user w ON w.id = p.user_id
                 WHERE u.login = hand.by AND w.login = hand.principal AND g.period @> hand.day)) THEN
    PERFORM funds_refuse('deputy_was_named', '代办要有当天有效的代理授权。请由安全管理员先登记代理。');
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.funds_guard_disclosure() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE was funds_disclosuresheet%ROWTYPE;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'prepared' OR (NEW.signed_by, NEW.published_by) <> ('', '') OR num_nonnulls(NEW.signed_on, NEW.published_on) > 0 OR NEW.first_month > NEW.last_month
       OR NEW.last_month + interval '1 month' > NEW.prepared_on OR NEW.prepared_on > funds_today()
       OR NOT EXISTS (SELECT 1 FROM funds_book b WHERE b.id = NEW.book_id AND b.division_code = NEW.division_code) THEN
      PERFORM funds_refuse('disclosed_after_the_period', '财务公开表期满以后编制，先由监督委员会签字，再公开。');
    END IF;
    RETURN NEW;
  END IF;
  was := OLD;
  was.version := NEW.version; was.state := NEW.state;
  IF NEW.state = 'signed' THEN
    was.signed_by := NEW.signed_by; was.signed_on := NEW.signed_on; was.opinion := NEW.opinion;
  ELSE
    was.published_by := NEW.published_by; was.published_on := NEW.published_on;
  END IF;
  IF NOT (OLD.state, NEW.state) IN (('prepared', 'signed'), ('signed', 'published')) OR was IS DISTINCT FROM NEW THEN
    PERFORM funds_refuse('disclosure_stays', '财务公开表编制后内容不能改，监督委员会签字后才能公开。');
  END IF;
  IF (NEW.state = 'signed' AND (NEW.signed_by = '' OR NEW.signed_on BETWEEN NEW.prepared_on AND funds_today() IS NOT TRUE))
     OR (NEW.state = 'published' AND (NEW.published_by = '' OR NEW.published_on BETWEEN NEW.signed_on AND funds_today() IS NOT TRUE)) THEN
    PERFORM funds_refuse('disclosed_after_the_period', '财务公开表期满以后编制，先由监督委员会签字，再公开。');
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.funds_guard_draft() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF OLD.state <> 'prepared' OR to_jsonb(NEW) - '{state,settled_by,drop_reason,voucher_id,version}'::text[]
      IS DISTINCT FROM to_jsonb(OLD) - '{state,settled_by,drop_reason,voucher_id,version}'::text[] THEN
    PERFORM funds_refuse('draft_stays', '制单后的凭证不能改。请撤销后重新制单。');
  END IF;
  IF NEW.state = 'posted' AND NOT EXISTS (SELECT 1 FROM funds_voucher v WHERE v.id = NEW.voucher_id AND v.book_id = NEW.book_id AND v.kind = NEW.kind AND v."on" = NEW."on"
      AND v.prepared_by = NEW.prepared_by AND v.line_count = jsonb_array_length(NEW.lines)
      AND (v.reverses_id, v.recovers_id) IS NOT DISTINCT FROM (NEW.reverses_id, NEW.recovers_id) AND NOT EXISTS (
        SELECT 1 FROM jsonb_array_elements(NEW.lines) WITH ORDINALITY AS d(line, turn) LEFT JOIN funds_voucherline l ON l.voucher_id = v.id AND l.turn = d.turn
         WHERE (l.account_id, l.fund_id, l.debit, l.credit) IS DISTINCT FROM
               ((d.line ->> 'account')::varchar, (d.line ->> 'fund')::bigint, (d.line ->> 'debit')::numeric, (d.line ->> 'credit')::numeric))) THEN
    PERFORM funds_refuse('draft_posted_as_it_stands', '入账的凭证和制单内容不一致。请从凭证页审核入账。');
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.funds_guard_fund() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM funds_book b WHERE b.id = NEW.book_id AND b.division_code = NEW.division_code) THEN
    PERFORM funds_refuse('own_book', '账户、资金和凭证要记在本村（社区）自己的账套里。');
  END IF;
  IF NEW.allocation_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM funds_allocation a WHERE a.id = NEW.allocation_id
      AND a.division_code = NEW.division_code AND a.purpose = NEW.purpose) THEN
    PERFORM funds_refuse('fund_as_allocated', '资金的村（社区）和用途要与拨付文件一致。');
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.funds_guard_month_reconciled() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM funds_bankaccount b JOIN funds_bankstatement s ON s.bank_account_id = b.id AND s.month = NEW.month AND NOT s.replaced AND s.explanation = ''
      WHERE b.book_id = NEW.book_id AND s.closing <> (SELECT coalesce(sum(l.debit - l.credit), 0) FROM funds_voucherline l
        WHERE l.bank_account_id = b.id AND l."on" < NEW.month + interval '1 month')) THEN
    PERFORM funds_refuse('month_reconciled', '账面余额和银行对账单不一致，还没有写明原因。请查明后再结账。');
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.funds_guard_pay_account() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF (NEW.account_id = '21201') IS DISTINCT FROM funds_pay_accrued(NEW.book_id, NEW.pay_run_id) THEN
    PERFORM funds_refuse('pay_from_the_payable', '已经计提的报酬付款记入 21201 应付村（社区）干部报酬；没有计提的记入 51301。请改科目。');
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.funds_guard_pay_as_approved() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE whole text := split_part(NEW.pay_key, '/', 1); bearer text := split_part(NEW.pay_key, '/', 2); x record;
BEGIN
  SELECT sum((d ->> 'debit')::numeric - (d ->> 'credit')::numeric) FILTER (WHERE d ->> 'account' = '51301') AS pay,
         sum((d ->> 'debit')::numeric - (d ->> 'credit')::numeric) FILTER (WHERE d ->> 'account' = '513') AS beside,
         bool_and(d ->> 'account' IN ('51301', '513', '21201', '211', '214')) AS own INTO x FROM jsonb_array_elements(NEW.lines) d;
  IF x.own IS NOT TRUE
     OR coalesce(x.pay, 0) <> coalesce((SELECT sum(CASE bearer WHEN 'city' THEN s.city WHEN 'district' THEN s.district ELSE s.town END) FROM pay_payslip s
            WHERE s.division_code = NEW.division_code AND s.approved_on IS NOT NULL AND funds_pay_whole(s.number) = whole), 0)
          + coalesce((SELECT sum(l.amount) FROM pay_differenceline l WHERE l.division_code = NEW.division_code AND l.part = bearer AND funds_pay_whole(l.number) = whole), 0)
     OR coalesce(x.beside, 0) <> coalesce((SELECT sum(CASE bearer WHEN 'city' THEN s.employer_city WHEN 'district' THEN s.employer_district ELSE s.employer_town END) FROM pay_payslip s
            WHERE s.division_code = NEW.division_code AND s.approved_on IS NOT NULL AND funds_pay_whole(s.number) = whole), 0)
          + coalesce((SELECT sum(l.amount) FROM pay_differenceline l WHERE l.division_code = NEW.division_code AND l.part = 'employer_' || bearer AND funds_pay_whole(l.number) = whole), 0) THEN
    PERFORM funds_refuse('pay_accrued_as_approved', '计提的金额和审批过的工资批次、差额更正不一致。请从「计提干部报酬」办理。');
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.funds_guard_payment() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE was funds_payment%ROWTYPE;
  blank boolean := (NEW.looked_by, NEW.looked_for, NEW.approved_by, NEW.approved_for, NEW.booked_by, NEW.booked_for, NEW.paid_by, NEW.paid_for)
                   = ('', '', '', '', '', '', '', '') AND num_nonnulls(NEW.looked_on, NEW.approved_on, NEW.booked_on, NEW.paid_on) = 0;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'requested' OR NOT blank THEN
      PERFORM funds_refuse('one_step_after_the_other', '付款要依次经手、监督、审批、记账、付款，每一步写明办理人和日期。');
    END IF;
  ELSE
    IF OLD.state IN ('paid', 'withdrawn') THEN
      PERFORM funds_refuse('paid_stays', '已付款或已撤回的付款不能改。付错的请冲销凭证后重新办理。');
    END IF;
    -- All but the steps, columns that come later included; as rows, which need not be written as JSON first.
    was := OLD;
    was.version := NEW.version; was.state := NEW.state; was.returned_reason := NEW.returned_reason;
    was.looked_on := NEW.looked_on; was.looked_by := NEW.looked_by; was.looked_for := NEW.looked_for;
    was.approved_on := NEW.approved_on; was.approved_by := NEW.approved_by; was.approved_for := NEW.approved_for;
    was.booked_on := NEW.booked_on; was.booked_by := NEW.booked_by; was.booked_for := NEW.booked_for;
    was.paid_on := NEW.paid_on; was.paid_by := NEW.paid_by; was.paid_for := NEW.paid_for;
    IF was IS DISTINCT FROM NEW AND NOT (NEW.state = 'requested' AND blank) THEN
      PERFORM funds_refuse('changed_payment_starts_again', '收款人、金额等内容改动后，要从经手重新办理。');
    END IF;
    IF NEW.state = 'requested' AND NOT blank OR (NEW.state <> 'requested' AND NOT
       (OLD.state, NEW.state) IN (('requested', 'looked'), ('looked', 'approved'), ('approved', 'booked'), ('booked', 'paid'), ('requested', 'returned'), ('looked', 'returned'),
        ('approved', 'returned'), ('booked', 'returned'), ('requested', 'withdrawn'), ('looked', 'withdrawn'), ('approved', 'withdrawn'), ('booked', 'withdrawn'), ('returned', 'withdrawn'))) THEN
      PERFORM funds_refuse('one_step_after_the_other', '付款要依次经手、监督、审批、记账、付款，每一步写明办理人和日期。');
    END IF;
    IF NEW.state NOT IN ('requested', 'returned', 'withdrawn') AND (
       (OLD.looked_by <> '' AND (NEW.looked_by, NEW.looked_for, NEW.looked_on) IS DISTINCT FROM (OLD.looked_by, OLD.looked_for, OLD.looked_on)) OR
       (OLD.approved_by <> '' AND (NEW.approved_by, NEW.approved_for, NEW.approved_on) IS DISTINCT FROM (OLD.approved_by, OLD.approved_for, OLD.approved_on)) OR
       (OLD.booked_by <> '' AND (NEW.booked_by, NEW.booked_for, NEW.booked_on) IS DISTINCT FROM (OLD.booked_by, OLD.booked_for, OLD.booked_on))) THEN
      PERFORM funds_refuse('signatures_stay', '前面各步的办理人和日期不能改。请退回重新办理。');
    END IF;
  END IF;
  PERFORM funds_check_facts(NEW);
  PERFORM funds_check_hands(NEW);
  IF NEW.state IN ('approved', 'paid') THEN
    IF NEW.state = 'approved' THEN
      UPDATE funds_book SET posted = posted WHERE id = NEW.book_id;
    ELSE
      -- Its voucher, without which it cannot be paid, writes the book's row.
      PERFORM 1 FROM funds_book b WHERE b.id = NEW.book_id FOR NO KEY UPDATE;
    END IF;
    PERFORM funds_check_authority(NEW, CASE NEW.state WHEN 'paid' THEN NEW.paid_on ELSE NEW.approved_on END);
    IF NEW.state = 'approved' THEN
      PERFORM funds_check_approval(NEW);
    END IF;
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.funds_guard_ratification() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE p funds_payment%ROWTYPE;
BEGIN
  SELECT * INTO p FROM funds_payment q WHERE q.id = NEW.payment_id AND q.division_code = NEW.division_code AND q.authority = 'emergency' AND q.state = 'paid'
     AND NEW.resolved_on >= q.requested_on AND NEW.resolved_on <= funds_today();
  IF NOT FOUND THEN
    PERFORM funds_refuse('ratifies_an_emergency', '只有已付的应急支出可以补办决议，决议日期在支出以后。');
  END IF;
  IF accounts_person_among(NEW.entered_by, ARRAY[p.handled_by, p.handled_for, p.approved_by, p.approved_for, p.paid_by, p.paid_for]::text[]) THEN
    PERFORM funds_refuse('ratified_by_another', '补办的决议由经手、审批、付款以外的人登记。请换一个人。');
  END IF;
  IF NEW.certificate_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM decisions_certificate c WHERE c.id = NEW.certificate_id AND c.division_code = p.division_code
      AND c.revoked_on IS NULL AND c.amount_limit >= p.amount) THEN
    PERFORM funds_refuse('ratified_by_its_village', '补办的决策凭证要是本村（社区）的、没有撤销的，金额不少于这笔支出。');
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.funds_guard_setting() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE begins date := rulebook_begins(to_jsonb(NEW)); bound text := coalesce(current_setting('qianxian.reach', true), ''); done boolean;
BEGIN
  PERFORM set_config('qianxian.reach', '1,2,3,4,5,6,7,8,9', true);
  SELECT EXISTS (SELECT 1 FROM funds_payment p WHERE p.requested_on >= begins) INTO done;
  PERFORM set_config('qianxian.reach', bound, true);
  IF done THEN
    PERFORM rulebook_refuse_begun();
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.funds_guard_source() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF to_jsonb(NEW) - 'allocated' - 'version' IS DISTINCT FROM to_jsonb(OLD) - 'allocated' - 'version' OR NEW.allocated NOT BETWEEN OLD.allocated AND OLD.allocated + 1 THEN
    PERFORM funds_refuse('source_stays', '资金来源登记后不能改。文件有变动的，请另行登记。');
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.funds_guard_standing() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF TG_OP = 'INSERT' AND (NEW.confirmed_by <> '' OR NEW.ended_on IS NOT NULL) THEN
    PERFORM funds_refuse('standing_resolution_by_two_people', '小额支出决议由一人录入、另一人核对后才生效。');
  END IF;
  IF TG_OP = 'UPDATE' AND (to_jsonb(NEW) - '{confirmed_by,ended_on,version}'::text[] IS DISTINCT FROM to_jsonb(OLD) - '{confirmed_by,ended_on,version}'::text[]
      OR (OLD.confirmed_by <> '' AND NEW.confirmed_by <> OLD.confirmed_by) OR OLD.ended_on IS NOT NULL) THEN
    PERFORM funds_refuse('standing_resolution_stays', '小额支出决议核对后不能改。请终止后按新决议另录。');
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.funds_guard_standing_sum() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF NEW.ceiling > rulebook_number('decisions.representatives_over', funds_today(), 20000) THEN
    PERFORM funds_refuse('standing_is_small', '这样大的支出由村民代表会议逐件决定，不能作为小额支出。');
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.funds_guard_statement() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF to_jsonb(NEW) - '{explanation,explained_by,replaced,version}'::text[] IS DISTINCT FROM to_jsonb(OLD) - '{explanation,explained_by,replaced,version}'::text[]
     OR OLD.replaced THEN
    PERFORM funds_refuse('statement_stays', '银行对账单导入后不能改。有误的请重新导入。');
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.funds_guard_statement_line() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM funds_bankstatement s WHERE s.id = NEW.statement_id AND s.division_code = NEW.division_code AND NEW.turn BETWEEN 1 AND s.line_count
      AND NEW."on" >= s.month AND NEW."on" < s.month + interval '1 month') THEN
    PERFORM funds_refuse('statement_as_the_bank_told_it', '对账单导入后不能加减明细。有误的请重新导入整份对账单。');
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.funds_number_voucher() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE opened date;
BEGIN
  UPDATE funds_book SET posted = posted + 1 WHERE id = NEW.book_id AND division_code = NEW.division_code RETURNING opened_on INTO opened;
  IF NOT FOUND THEN
    PERFORM funds_refuse('own_book', '账户、资金和凭证要记在本村（社区）自己的账套里。');
  END IF;
  NEW.month := date_trunc('month', NEW."on")::date;
  IF NEW."on" < opened OR NEW."on" > funds_today() THEN
    PERFORM funds_refuse('dated_within_the_book', '凭证日期要在建账日期以后，不能晚于今天。');
  END IF;
  IF EXISTS (SELECT 1 FROM funds_monthclose c WHERE c.book_id = NEW.book_id AND c.month >= NEW.month) THEN
    PERFORM funds_refuse('month_is_closed', '这个月已经结账。请记入未结账的月份。');
  END IF;
  IF NEW.kind = 'opening' THEN
    IF NEW."on" <> opened OR EXISTS (SELECT 1 FROM funds_voucher v LEFT JOIN funds_voucher o ON o.id = v.reverses_id
        WHERE v.book_id = NEW.book_id AND coalesce(o.kind, v.kind) <> 'opening') THEN
      PERFORM funds_refuse('opening_comes_first', '期初凭证记在建账当天，要在其他凭证之前入账。');
    END IF;
  END IF;
  SELECT coalesce(max(v.number), 0) + 1 INTO NEW.number FROM funds_voucher v WHERE v.book_id = NEW.book_id AND v.month = NEW.month;
  NEW.posted_at := now();
  NEW.posted_in := pg_current_xact_id()::text::bigint;
  RETURN NEW;
END $$;


CREATE FUNCTION public.funds_paid_by_run(run bigint, code text, rests_on text, booked_to text, but bigint) RETURNS numeric
    LANGUAGE sql STABLE
    AS $$
  SELECT coalesce(sum(q.amount), 0) - funds_recovered(run, code, rests_on, booked_to)
    FROM funds_payment q LEFT JOIN funds_voucher v ON v.payment_id = q.id LEFT JOIN funds_voucher r ON r.reverses_id = v.id
   WHERE q.pay_run_id = run AND q.division_code = code AND q.authority = rests_on AND (booked_to IS NULL OR q.account_id = booked_to) AND q.id IS DISTINCT FROM but
     AND q.state IN ('approved', 'booked', 'paid') AND r.id IS NULL
$$;


CREATE FUNCTION public.funds_paid_has_voucher() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF NEW.state = 'paid' AND NOT EXISTS (SELECT 1 FROM funds_voucher v WHERE v.payment_id = NEW.id) THEN
    PERFORM funds_refuse('paid_with_a_voucher', '付款要同时记账。请从付款页办理。');
  END IF;
  RETURN NULL;
END $$;


CREATE FUNCTION public.funds_paid_under_contract(one bigint, but bigint) RETURNS numeric
    LANGUAGE sql STABLE
    AS $$
  SELECT coalesce(sum(q.amount), 0) FROM funds_payment q LEFT JOIN funds_voucher v ON v.payment_id = q.id LEFT JOIN funds_voucher r ON r.reverses_id = v.id
   WHERE q.contract_id = one AND q.state IN ('approved', 'booked', 'paid') AND q.id IS DISTINCT FROM but AND r.id IS NULL
$$;


CREATE FUNCTION public.funds_pay_accrued(one bigint, run bigint) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
  SELECT EXISTS (SELECT 1 FROM funds_voucherdraft d LEFT JOIN funds_voucher r ON r.reverses_id = d.voucher_id
                  WHERE d.book_id = one AND d.pay_key <> '' AND d.state = 'posted' AND r.id IS NULL AND funds_run_of_pay(d.pay_key, d.division_code) = run)
$$;


CREATE FUNCTION public.funds_pay_of_run(key text, number text) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    AS $$
  SELECT key ^@ (number || '/') OR key ^@ (number || '-C')
$$;


CREATE FUNCTION public.funds_pay_taken(one bigint, key text, but bigint) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
  SELECT EXISTS (SELECT 1 FROM funds_voucherdraft d LEFT JOIN funds_voucher r ON r.reverses_id = d.voucher_id
                  WHERE d.book_id = one AND d.pay_key ^@ key AND d.state <> 'dropped' AND r.id IS NULL AND d.id IS DISTINCT FROM but)
$$;


CREATE FUNCTION public.funds_pay_whole(number text) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS $_$ SELECT regexp_replace(number, '-[0-9]+$', '') $_$;


CREATE FUNCTION public.funds_payee_key(name text) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS $$
  SELECT coalesce(nullif(regexp_replace(lower(normalize(name, NFKC)), '[^[:alnum:]]+', '', 'g'), ''), name)
$$;


CREATE FUNCTION public.funds_place_line() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE x record;
BEGIN
  SELECT v."on", v.posted_in = pg_current_xact_id()::text::bigint AND NEW.turn BETWEEN 1 AND v.line_count
           AND (v.book_id, v.division_code) = (NEW.book_id, NEW.division_code) AS in_time,
         f.book_id = NEW.book_id AND f.opened_on <= v."on" AS own,
         NEW.counter_fund_id IS NULL OR (NEW.counter_fund_id <> NEW.fund_id AND c.book_id = NEW.book_id AND c.opened_on <= v."on") AS own_other,
         NEW.bank_account_id IS NULL OR (b.book_id = NEW.book_id AND b.opened_on <= v."on" AND (b.closed_on IS NULL OR b.closed_on >= v."on")) AS own_account
    INTO x FROM funds_voucher v LEFT JOIN funds_fund f ON f.id = NEW.fund_id LEFT JOIN funds_fund c ON c.id = NEW.counter_fund_id
    LEFT JOIN funds_bankaccount b ON b.id = NEW.bank_account_id WHERE v.id = NEW.voucher_id;
  IF x.in_time IS NOT TRUE THEN
    PERFORM funds_refuse('no_late_lines', '已入账的凭证不能再加分录。请另做一张凭证。');
  END IF;
  NEW."on" := x."on";
  IF x.own IS NOT TRUE OR x.own_other IS NOT TRUE THEN
    PERFORM funds_refuse('own_fund', '只能动用本村（社区）账套里的资金。');
  END IF;
  IF x.own_account IS NOT TRUE THEN
    PERFORM funds_refuse('own_bank_account', '只能用本村（社区）账套里未销户的银行账户。');
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.funds_recovered(run bigint, code text, rests_on text, booked_to text) RETURNS numeric
    LANGUAGE sql STABLE
    AS $$
  SELECT coalesce(sum(l.credit), 0) FROM funds_voucher v JOIN funds_voucherline l ON l.voucher_id = v.id LEFT JOIN funds_voucher r ON r.reverses_id = v.id
   WHERE v.recovers_id = run AND v.division_code = code AND r.id IS NULL AND (booked_to IS NULL OR l.account_id = booked_to)
     AND CASE rests_on WHEN 'pay_run' THEN l.account_id IN ('21201', '51301') ELSE l.account_id IN ('211', '214') END
$$;


CREATE FUNCTION public.funds_refuse(name text, sentence text) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = name, MESSAGE = sentence;
END $$;


CREATE FUNCTION public.funds_run_number(run bigint, code text) RETURNS text
    LANGUAGE sql STABLE
    AS $_$
  SELECT coalesce((SELECT funds_pay_whole(min(s.number)) FROM pay_payslip s WHERE s.run_id = run AND s.division_code = code),
                  (SELECT regexp_replace(min(l.number), '-C[0-9]+-[0-9]+$', '') FROM pay_differenceline l WHERE l.run_id = run AND l.division_code = code))
$_$;


CREATE FUNCTION public.funds_run_of_pay(key text, code text) RETURNS bigint
    LANGUAGE sql STABLE
    AS $$
  SELECT coalesce((SELECT min(s.run_id) FROM pay_payslip s WHERE s.division_code = code AND funds_pay_whole(s.number) = split_part(key, '/', 1)),
                  (SELECT min(l.run_id) FROM pay_differenceline l WHERE l.division_code = code AND funds_pay_whole(l.number) = split_part(key, '/', 1)))
$$;


CREATE FUNCTION public.funds_spent_under(leave bigint, code text, but bigint) RETURNS numeric
    LANGUAGE plpgsql STABLE
    AS $$
BEGIN
  RETURN (SELECT coalesce(sum(q.amount), 0) FROM funds_payment q
           WHERE q.certificate_id = leave AND q.state IN ('approved', 'booked', 'paid') AND q.id IS DISTINCT FROM but) - funds_taken_back(leave, code, but);
END $$;


CREATE FUNCTION public.funds_statement_adds_up() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM funds_bankstatementline l WHERE l.statement_id = NEW.id HAVING count(*) <> NEW.line_count OR coalesce(sum(l.amount), 0) <> NEW.closing - NEW.opening)
     OR NOT EXISTS (SELECT 1 FROM funds_bankaccount b WHERE b.id = NEW.bank_account_id AND b.division_code = NEW.division_code) THEN
    PERFORM funds_refuse('statement_as_the_bank_told_it', '对账单导入后不能加减明细。有误的请重新导入整份对账单。');
  END IF;
  RETURN NULL;
END $$;


CREATE FUNCTION public.funds_stays() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  PERFORM funds_refuse('ledger_only_grows', '已入账的凭证和已结的账不能改、不能删。有差错请做冲销凭证。');
  RETURN NULL;
END $$;


CREATE FUNCTION public.funds_sums(books bigint[], day date, first date) RETURNS TABLE(book bigint, fund bigint, account character varying, opening numeric, debited numeric, credited numeric, closing numeric, paid numeric, came numeric, went numeric)
    LANGUAGE plpgsql STABLE
    SET plan_cache_mode TO 'force_custom_plan'
    AS $$
DECLARE sinces date[]; known bigint[];
BEGIN
  SELECT array_agg(k.id), array_agg(least(coalesce((SELECT (max(c.month) + interval '1 month')::date FROM funds_monthclose c WHERE c.book_id = k.id), date_trunc('month', k.opened_on)::date),
         date_trunc('month', day + 1)::date)) INTO known, sinces FROM funds_book k WHERE k.id = ANY(books);
  RETURN QUERY
  SELECT x.book, x.fund, x.account, coalesce(sum(x.debit - x.credit) FILTER (WHERE x.month < first), 0), coalesce(sum(x.debit) FILTER (WHERE x.month >= first), 0),
         coalesce(sum(x.credit) FILTER (WHERE x.month >= first), 0), coalesce(sum(x.closing) FILTER (WHERE x.month >= first), 0), sum(x.paid), sum(x.came), sum(x.went)
    FROM (SELECT t.book_id AS book, t.fund_id AS fund, t.account_id AS account, t.month, t.debit, t.credit, t.paid, t.closing, t.came, t.went
            FROM unnest(known, sinces) AS b(book, since) JOIN funds_monthtotal t ON t.book_id = b.book AND t.month < b.since
          UNION ALL SELECT o.* FROM funds_totals_of(known, sinces, day) o) x
   GROUP BY 1, 2, 3;
END $$;


CREATE FUNCTION public.funds_sums_at_gate(this bigint, code text, purse bigint, leave bigint, use text, OUT held numeric, OUT committed numeric, OUT spent numeric, OUT other_use boolean) RETURNS record
    LANGUAGE plpgsql STABLE
    AS $$
BEGIN
  SELECT coalesce(sum(l.debit - l.credit), 0) INTO held FROM funds_voucherline l WHERE l.fund_id = purse AND left(l.account_id, 2) = '10';
  SELECT coalesce(sum(q.amount), 0) INTO committed FROM funds_payment q WHERE q.fund_id = purse AND q.state IN ('approved', 'booked') AND q.id IS DISTINCT FROM this;
  IF leave IS NULL THEN
    spent := 0;
    other_use := false;
  ELSE
    SELECT coalesce(sum(q.amount), 0) - funds_taken_back(leave, code, this), coalesce(bool_or(q.purpose <> use), false) INTO spent, other_use FROM funds_payment q
     WHERE q.certificate_id = leave AND q.state IN ('approved', 'booked', 'paid') AND q.id IS DISTINCT FROM this;
  END IF;
END $$;


CREATE FUNCTION public.funds_taken_back(leave bigint, code text, but bigint) RETURNS numeric
    LANGUAGE plpgsql STABLE
    AS $$
BEGIN
  RETURN (SELECT coalesce(sum(q.amount), 0) FROM funds_voucher r JOIN funds_voucher v ON v.id = r.reverses_id JOIN funds_payment q ON q.id = v.payment_id
           WHERE r.division_code = code AND r.reverses_id IS NOT NULL AND q.certificate_id = leave AND q.id IS DISTINCT FROM but);
END $$;


CREATE FUNCTION public.funds_today() RETURNS date
    LANGUAGE sql STABLE
    AS $$
  SELECT coalesce((SELECT example_day FROM divisions_county WHERE example_day IS NOT NULL LIMIT 1), (now() AT TIME ZONE 'Asia/Shanghai')::date)
$$;


CREATE FUNCTION public.funds_total_month() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  INSERT INTO funds_monthtotal (uuid, version, division_code, book_id, month, fund_id, account_id, debit, credit, paid, closing, came, went)
  SELECT gen_random_uuid(), 1, NEW.division_code, NEW.book_id, NEW.month, t.fund, t.account, t.debit, t.credit, t.paid, t.closing, t.came, t.went
    FROM funds_totals_of(ARRAY[NEW.book_id], ARRAY[NEW.month], (NEW.month + interval '1 month')::date - 1) t;
  RETURN NULL;
END $$;


CREATE FUNCTION public.funds_totals_add_up() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE one record;
BEGIN
  FOR one IN SELECT DISTINCT a.book_id, a.month FROM added a LOOP
    IF NOT EXISTS (SELECT 1 FROM funds_monthclose c WHERE c.book_id = one.book_id AND c.month = one.month) OR EXISTS (
      (SELECT t.fund_id, t.account_id, t.debit, t.credit, t.paid, t.closing, t.came, t.went FROM funds_monthtotal t WHERE t.book_id = one.book_id AND t.month = one.month
       EXCEPT SELECT o.fund, o.account, o.debit, o.credit, o.paid, o.closing, o.came, o.went
                FROM funds_totals_of(ARRAY[one.book_id], ARRAY[one.month], (one.month + interval '1 month')::date - 1) o)) THEN
      PERFORM funds_refuse('totals_add_up', '月度合计由结账时自动算出，不能另填。');
    END IF;
  END LOOP;
  RETURN NULL;
END $$;


CREATE FUNCTION public.funds_totals_of(books bigint[], sinces date[], till date) RETURNS TABLE(book bigint, fund bigint, account character varying, month date, debit numeric, credit numeric, paid numeric, closing numeric, came numeric, went numeric)
    LANGUAGE plpgsql STABLE
    SET plan_cache_mode TO 'force_custom_plan'
    SET work_mem TO '64MB'
    AS $$
DECLARE low date;
BEGIN
  -- What the range amounts to, said once more as one day: of days out of an array the planner would expect a third of all lines, and sort them.
  SELECT min(b.since) INTO low FROM unnest(sinces) AS b(since);
  -- Vouchers and lines each by their own range, then joined: asked line by line, or left to the planner's guess of a range, the whole table would be read.
  RETURN QUERY
  WITH v AS MATERIALIZED (
    SELECT w.id, w.month, w.kind, CASE WHEN w.payment_id IS NOT NULL THEN true WHEN w.reverses_id IS NULL THEN false ELSE (SELECT o.recovers_id FROM funds_voucher o WHERE o.id = w.reverses_id) IS NOT NULL END AS pays,
           CASE WHEN w.recovers_id IS NOT NULL THEN true WHEN w.reverses_id IS NULL THEN false ELSE (SELECT o.payment_id FROM funds_voucher o WHERE o.id = w.reverses_id) IS NOT NULL END AS unpays
      FROM unnest(books, sinces) AS b(book, since) JOIN funds_voucher w ON w.book_id = b.book AND w.month >= b.since AND w.month >= low AND w."on" <= till),
  l AS MATERIALIZED (
    SELECT x.voucher_id, x.book_id, x.fund_id, x.account_id, x.turn, x.debit AS d, x.credit AS c, left(x.account_id, 2) = '10' AS money
      FROM unnest(books, sinces) AS b(book, since) JOIN funds_book k ON k.id = b.book
      JOIN funds_voucherline x ON x.division_code = k.division_code AND x."on" >= b.since AND x."on" >= low AND x."on" <= till),
  g AS (
    SELECT l.book_id, l.fund_id, l.account_id, l.money, v.month, v.kind, v.pays, v.unpays, sum(l.d) AS d, sum(l.c) AS c
      FROM l JOIN v ON v.id = l.voucher_id GROUP BY 1, 2, 3, 4, 5, 6, 7, 8),
  t AS MATERIALIZED (SELECT l.voucher_id FROM l WHERE l.money GROUP BY 1 HAVING count(*) > 1),
  s AS MATERIALIZED (SELECT l.voucher_id, l.fund_id, min(l.turn) AS turn, sum(l.d - l.c) AS net FROM t JOIN l USING (voucher_id) WHERE l.money GROUP BY 1, 2 HAVING count(*) > 1),
  m AS (
    SELECT l.book_id, l.fund_id, l.account_id, v.month,
           CASE WHEN l.turn = s.turn AND (s.net > 0) <> (v.kind = 'reversal') THEN s.net ELSE 0 END - CASE WHEN v.kind = 'reversal' THEN -l.c ELSE l.d END AS came,
           CASE WHEN l.turn = s.turn AND (s.net > 0) = (v.kind = 'reversal') THEN -s.net ELSE 0 END - CASE WHEN v.kind = 'reversal' THEN -l.d ELSE l.c END AS went
      FROM s JOIN l ON l.voucher_id = s.voucher_id AND l.fund_id = s.fund_id AND l.money JOIN v ON v.id = l.voucher_id)
  SELECT a.book_id, a.fund_id, a.account_id, a.month, sum(a.d), sum(a.c), sum(a.paid), sum(a.closing), sum(a.came), sum(a.went)
    FROM (SELECT g.book_id, g.fund_id, g.account_id, g.month, g.d, g.c, CASE WHEN g.money THEN 0 WHEN g.pays THEN g.d WHEN g.unpays THEN -g.c ELSE 0 END AS paid,
                 CASE WHEN g.kind = 'closing' THEN g.d - g.c ELSE 0 END AS closing, CASE WHEN NOT g.money THEN 0 WHEN g.kind = 'reversal' THEN -g.c ELSE g.d END AS came,
                 CASE WHEN NOT g.money THEN 0 WHEN g.kind = 'reversal' THEN -g.d ELSE g.c END AS went FROM g
          UNION ALL SELECT m.book_id, m.fund_id, m.account_id, m.month, 0, 0, 0, 0, m.came, m.went FROM m) a
   GROUP BY 1, 2, 3, 4;
END $$;


CREATE FUNCTION public.funds_withheld_by_slips(run bigint, code text, account text, day date) RETURNS numeric
    LANGUAGE sql STABLE
    AS $$
  SELECT coalesce((SELECT sum(CASE account WHEN '214' THEN s.tax WHEN '211' THEN s.insurance + s.employer_city + s.employer_district + s.employer_town ELSE 0 END)
                     FROM pay_payslip s WHERE s.run_id = run AND s.division_code = code AND s.approved_on <= day), 0)
       + coalesce((SELECT sum(l.amount) FROM pay_differenceline l WHERE l.division_code = code AND l.run_id = run AND l.approved_on <= day
                     AND CASE account WHEN '214' THEN l.part = 'tax' WHEN '211' THEN l.part IN ('insurance', 'employer_city', 'employer_district', 'employer_town') ELSE false END), 0)
$$;


CREATE FUNCTION public.funds_withheld_in_book(run bigint, book bigint, code text, account text) RETURNS numeric
    LANGUAGE sql STABLE
    AS $$
  SELECT coalesce(sum(l.credit - l.debit), 0) FROM funds_voucherdraft d JOIN funds_voucherline l ON l.voucher_id = d.voucher_id AND l.account_id = account
    LEFT JOIN funds_voucher r ON r.reverses_id = d.voucher_id
   WHERE d.book_id = book AND d.state = 'posted' AND r.id IS NULL AND funds_pay_of_run(d.pay_key, funds_run_number(run, code))
$$;


CREATE FUNCTION public.letters_guard_case() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM cases_case c WHERE c.id = NEW.case_id AND c.division_code = NEW.division_code AND c.closed_on IS NULL
                 AND (NEW.name = '' OR NEW.name = c.applicant_name)) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'letter_of_its_applicant', MESSAGE = '申请函件的办件要是本村（社区）在办的，函件只能写申请人本人。';
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.letters_guard_letter() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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


CREATE FUNCTION public.letters_guard_number() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF NEW.last <> OLD.last + 1 OR (NEW.division_code, NEW.kind, NEW.year) <> (OLD.division_code, OLD.kind, OLD.year) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'letter_numbers_in_order', MESSAGE = '函件编号只能依次增加。';
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.notices_guard_notice() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE moving text[] := ARRAY['state', 'channel', 'try_at', 'tries', 'claimed_at', 'sent_at', 'outcome', 'version', 'place_day', 'place_week', 'nth_of_day', 'nth_of_week'];
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'waiting' OR NEW.tries <> 0 OR NEW.nth_of_day IS NOT NULL THEN
      RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'a_notice_begins_waiting', MESSAGE = '消息从等待发送开始。';
    END IF;
    RETURN NEW;
  END IF;
  IF (to_jsonb(NEW) - moving) <> (to_jsonb(OLD) - moving) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'a_written_notice_stays', MESSAGE = '写好的消息不能改，也不能改给别人。';
  END IF;
  IF OLD.state <> NEW.state AND NOT (OLD.state, NEW.state) IN (('waiting', 'sending'), ('waiting', 'held'), ('waiting', 'dropped'), ('sending', 'sent'),
      ('sending', 'waiting'), ('sending', 'failed'), ('sending', 'dropped'), ('failed', 'waiting'), ('failed', 'dropped')) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'a_notice_keeps_its_road', MESSAGE = '消息现在的状态不能这样改。请刷新页面看看。';
  END IF;
  IF OLD.nth_of_day IS NOT NULL AND (NEW.place_day, NEW.place_week, NEW.nth_of_day, NEW.nth_of_week) IS DISTINCT FROM (OLD.place_day, OLD.place_week, OLD.nth_of_day, OLD.nth_of_week) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'a_place_once_taken_is_taken', MESSAGE = '消息占用的当天、当周名额不能改。';
  END IF;
  IF NEW.place_week IS NOT NULL AND NEW.place_week <> date_trunc('week', NEW.place_day)::date THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'a_place_is_of_its_week', MESSAGE = '消息占用的周要和日期一致。';
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.organisations_branch_stands() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE bound text; lost bigint;
BEGIN
  bound := coalesce(current_setting('qianxian.reach', true), '');
  PERFORM set_config('qianxian.reach', '1,2,3,4,5,6,7,8,9', true);
  PERFORM 1 FROM organisations_partyorganisation o WHERE o.id IN (SELECT w.organisation_id FROM written w) FOR KEY SHARE;
  SELECT w.organisation_id INTO lost FROM written w
    WHERE NOT EXISTS (SELECT 1 FROM organisations_partyorganisation o WHERE o.id = w.organisation_id) LIMIT 1;
  PERFORM set_config('qianxian.reach', bound, true);
  IF lost IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'branch_stands', MESSAGE = '写明的党组织不存在。请刷新页面，重新选择。';
  END IF;
  RETURN NULL;
END $$;


CREATE FUNCTION public.organisations_branches_apart() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE bound text; wrong boolean;
BEGIN
  bound := coalesce(current_setting('qianxian.reach', true), '');
  PERFORM set_config('qianxian.reach', '1,2,3,4,5,6,7,8,9', true);
  SELECT EXISTS (SELECT 1 FROM written w JOIN organisations_branchregistration r
      ON r.member_id = w.member_id AND r.id <> w.id AND r.period && w.period) INTO wrong;
  PERFORM set_config('qianxian.reach', bound, true);
  IF wrong THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'one_branch_at_a_time',
      MESSAGE = '同一时间只能在一个党组织。请先结束前一段组织关系，再登记新的。';
  END IF;
  RETURN NULL;
END $$;


CREATE FUNCTION public.organisations_check_branch(one bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE bound text; wrong boolean;
BEGIN
  PERFORM 1 FROM organisations_partymember m JOIN organisations_branchregistration r ON r.member_id = m.id AND upper_inf(r.period)
    WHERE m.id = one AND m.ended_on IS NULL AND r.organisation_id = m.organisation_id AND r.division_code = m.division_code;
  IF FOUND THEN RETURN; END IF;
  bound := coalesce(current_setting('qianxian.reach', true), '');
  PERFORM set_config('qianxian.reach', '1,2,3,4,5,6,7,8,9', true);
  SELECT EXISTS (SELECT 1 FROM organisations_partymember m
      LEFT JOIN organisations_branchregistration r ON r.member_id = m.id AND upper_inf(r.period)
      WHERE m.id = one AND (CASE WHEN m.ended_on IS NULL THEN r.organisation_id IS DISTINCT FROM m.organisation_id
                                                         OR r.division_code IS DISTINCT FROM m.division_code
                                 ELSE r.id IS NOT NULL END)) INTO wrong;
  PERFORM set_config('qianxian.reach', bound, true);
  IF wrong THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'member_in_his_branch',
      MESSAGE = '党员所在党组织要和现行组织关系一致。请用「组织关系转接」或导入党员表办理，不要单独改一处。';
  END IF;
END $$;


CREATE FUNCTION public.organisations_member_moved() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN PERFORM organisations_check_branch(NEW.id); RETURN NULL; END $$;


CREATE FUNCTION public.organisations_members_added() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE unsettled bigint[]; asked bigint;
BEGIN
  SELECT array_agg(a.id) INTO unsettled FROM added a WHERE a.ended_on IS NOT NULL OR NOT EXISTS (
    SELECT 1 FROM organisations_branchregistration r
      WHERE r.member_id = a.id AND upper_inf(r.period) AND r.organisation_id = a.organisation_id AND r.division_code = a.division_code);
  IF unsettled IS NULL THEN RETURN NULL; END IF;
  UPDATE organisations_partymember SET organisation_id = organisation_id WHERE id = ANY (unsettled);
  GET DIAGNOSTICS asked = ROW_COUNT;
  IF asked <> cardinality(unsettled) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'member_in_his_branch',
      MESSAGE = '党员所在党组织要和现行组织关系一致。请用「组织关系转接」或导入党员表办理，不要单独改一处。';
  END IF;
  RETURN NULL;
END $$;


CREATE FUNCTION public.organisations_nobody_in_it() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE bound text; wrong boolean;
BEGIN
  bound := coalesce(current_setting('qianxian.reach', true), '');
  PERFORM set_config('qianxian.reach', '1,2,3,4,5,6,7,8,9', true);
  SELECT NOT EXISTS (SELECT 1 FROM organisations_partyorganisation o WHERE o.id = OLD.id)
    AND (EXISTS (SELECT 1 FROM organisations_partymember m WHERE m.organisation_id = OLD.id)
         OR EXISTS (SELECT 1 FROM organisations_branchregistration r WHERE r.organisation_id = OLD.id)) INTO wrong;
  PERFORM set_config('qianxian.reach', bound, true);
  IF wrong THEN
    RAISE EXCEPTION USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'branch_stands', MESSAGE = '党组织里还有党员或组织关系，不能删除。';
  END IF;
  RETURN NULL;
END $$;


CREATE FUNCTION public.organisations_office_in_its_place() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE bound text; place text;
BEGIN
  bound := coalesce(current_setting('qianxian.reach', true), '');
  PERFORM set_config('qianxian.reach', '1,2,3,4,5,6,7,8,9', true);
  SELECT division_code INTO place FROM organisations_partyorganisation WHERE id = NEW.organisation_id;
  IF NOT FOUND THEN SELECT division_code INTO place FROM organisations_committee WHERE id = NEW.committee_id; END IF;
  PERFORM set_config('qianxian.reach', bound, true);
  IF place IS DISTINCT FROM NEW.division_code THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'office_in_its_place',
      MESSAGE = '任职记录和任职机构要在同一个地方。请在这个机构的页面登记任职。';
  END IF;
  RETURN NULL;
END $$;


CREATE FUNCTION public.organisations_registration_moved() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN PERFORM organisations_check_branch(OLD.member_id); ELSE PERFORM organisations_check_branch(NEW.member_id); END IF;
  RETURN NULL;
END $$;


CREATE FUNCTION public.organisations_temporary_branch_holds_nobody() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM organisations_partyorganisation o JOIN organisations_partymember m ON m.organisation_id = o.id
      WHERE o.id = NEW.id AND o.kind = 'temporary_branch') THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'temporary_branch_holds_nobody',
      MESSAGE = '临时党支部不接收党员，不转组织关系。党员留在原来的支部。';
  END IF;
  RETURN NULL;
END $$;


CREATE FUNCTION public.papers_template_as_uploaded() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF NEW.name <> OLD.name OR NEW.content <> OLD.content OR NEW.digest <> OLD.digest OR NEW.uploaded_by <> OLD.uploaded_by
     OR NEW.uploaded_at <> OLD.uploaded_at OR (OLD.adopted_by <> '' AND NEW.adopted_by <> OLD.adopted_by) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', MESSAGE = '上传的模板不能再改。改好后重新上传一版。';
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.pay_approved_slip_stays() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF OLD.approved_on IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'approved_slip_stays', MESSAGE = '已审批的工资条不能改。多发少发请编制差额更正。';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;


CREATE FUNCTION public.pay_approved_stays() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF OLD.state = 'approved' THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'approved_pay_stays', MESSAGE = '已审批的工资批次和更正单不能改。多发少发请另编差额更正。';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;


CREATE FUNCTION public.pay_difference_follows() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE stands numeric; run bigint;
BEGIN
  SELECT c.run_id INTO run FROM pay_paycorrection c WHERE c.id = NEW.correction_id AND c.state = 'approved' AND c.year = NEW.year;
  IF NOT FOUND THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'difference_needs_approval', MESSAGE = '更正单经编制、核对、审批以后才能入账。请先办完三步。';
  END IF;
  SELECT coalesce(sum(CASE NEW.part WHEN 'city' THEN s.city WHEN 'district' THEN s.district WHEN 'town' THEN s.town
                                    WHEN 'insurance' THEN s.insurance WHEN 'tax' THEN s.tax WHEN 'employer_city' THEN s.employer_city WHEN 'employer_district' THEN s.employer_district WHEN 'employer_town' THEN s.employer_town END), 0)
    INTO stands FROM pay_payslip s WHERE s.run_id = run AND s.person_id = NEW.person_id AND s.approved_on IS NOT NULL;
  SELECT stands + coalesce(sum(l.amount), 0) INTO stands FROM pay_differenceline l
    WHERE l.person_id = NEW.person_id AND l.year = NEW.year AND l.part = NEW.part;
  IF stands <> NEW.posted THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'difference_follows_what_is_posted', MESSAGE = '已发数在编制以后有变化，这笔差额不能入账。请退回重新计算。';
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.pay_difference_of_its_correction() RETURNS trigger
    LANGUAGE plpgsql
    AS $_$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pay_paycorrection c WHERE c.id = NEW.correction_id AND c.run_id = NEW.run_id
       AND NEW.number ^@ (c.number || '-') AND NEW.division_code ^@ regexp_replace(c.division_code, '(000000|000)$', ''))
     OR EXISTS (SELECT 1 FROM pay_payslip s WHERE s.run_id = NEW.run_id AND s.person_id = NEW.person_id AND s.approved_on IS NOT NULL AND s.division_code <> NEW.division_code)
     OR EXISTS (SELECT 1 FROM pay_differenceline d WHERE d.run_id = NEW.run_id AND d.person_id = NEW.person_id AND d.division_code <> NEW.division_code) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'difference_of_its_correction', MESSAGE = '差额行的批次、编号和村（社区）要与更正单、原工资条一致。请从更正单办理。';
  END IF;
  RETURN NEW;
END $_$;


CREATE FUNCTION public.pay_guard_road() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE begins text := TG_ARGV[0];
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> begins OR (NEW.checked_by, NEW.approved_by) <> ('', '') OR num_nonnulls(NEW.checked_on, NEW.approved_on) > 0 THEN
      PERFORM pay_refuse('pay_step_by_step', '工资批次和更正单先编制，再由另外两人核对、审批。');
    END IF;
  ELSIF (NEW.number, NEW.division_code, NEW.year) IS DISTINCT FROM (OLD.number, OLD.division_code, OLD.year)
     OR (NEW.state <> OLD.state AND NOT ((OLD.state, NEW.state) IN (('locked', 'computed'), ('returned', 'computed'), ('computed', 'checked'), ('checked', 'approved'), ('computed', 'returned'),
                                          ('checked', 'returned')) OR (NEW.state = 'withdrawn' AND OLD.state <> 'approved')))
     OR (NEW.state IN ('checked', 'approved') AND (NEW.checked_by = '' OR NEW.checked_on IS NULL))
     OR (OLD.state = 'checked' AND NEW.state = 'approved' AND ((NEW.checked_by, NEW.checked_on) <> (OLD.checked_by, OLD.checked_on) OR NEW.approved_by = '' OR NEW.approved_on < NEW.checked_on IS NOT FALSE)) THEN
    PERFORM pay_refuse('pay_step_by_step', '工资批次和更正单先编制，再由另外两人核对、审批。');
  END IF;
  IF TG_OP = 'UPDATE' AND NEW.state = 'approved' AND OLD.state <> 'approved' AND (NEW.approved_on < make_date(NEW.year, 1, 1) OR NEW.approved_on > decisions_today()) THEN
    PERFORM pay_refuse('pay_of_a_year_begun', '工资批次在当年开始以后审批，审批日期不能晚于今天。可以先编制、核对。');
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.pay_guard_slip() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE r pay_payrun%ROWTYPE; was pay_payslip%ROWTYPE;
BEGIN
  SELECT * INTO r FROM pay_payrun x WHERE x.id = CASE WHEN TG_OP = 'DELETE' THEN OLD.run_id ELSE NEW.run_id END;
  IF r.state IN ('locked', 'returned') AND (TG_OP = 'DELETE' OR (NEW.approved_on IS NULL AND NEW.number ^@ (r.number || '-') AND NEW.year = r.year)) THEN
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
  END IF;
  IF TG_OP = 'UPDATE' AND r.state = 'approved' AND NEW.approved_on = r.approved_on THEN
    was := OLD;
    was.approved_on := NEW.approved_on;
    IF was IS NOT DISTINCT FROM NEW THEN
      RETURN NEW;
    END IF;
  END IF;
  PERFORM pay_refuse('slip_of_its_run', '工资条由批次编制时算出，核对以后不能增减、改动。请退回重算，或编制差额更正。');
  RETURN NULL;
END $$;


CREATE FUNCTION public.pay_guard_sums() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF (NEW.city_total, NEW.district_total, NEW.town_total, NEW.insurance_total, NEW.tax_total, NEW.employer_city_total, NEW.employer_district_total, NEW.employer_town_total) IS DISTINCT FROM
     (SELECT (coalesce(sum(s.city), 0), coalesce(sum(s.district), 0), coalesce(sum(s.town), 0), coalesce(sum(s.insurance), 0), coalesce(sum(s.tax), 0), coalesce(sum(s.employer_city), 0),
              coalesce(sum(s.employer_district), 0), coalesce(sum(s.employer_town), 0)) FROM pay_payslip s WHERE s.run_id = NEW.id) THEN
    PERFORM pay_refuse('run_is_its_slips', '批次合计和工资条不符。请退回重算。');
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.pay_only_appended() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'pay_only_appended', MESSAGE = '差额行和登记的事实只能追加。登记有误请撤销后重新登记，差额有误请另编更正。';
END $$;


CREATE FUNCTION public.pay_refuse(name text, sentence text) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = name, MESSAGE = sentence;
END $$;


CREATE FUNCTION public.people_move_records(target regclass, column_name name, kept bigint, doubled bigint) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $_$
DECLARE moved bigint; reach text; acting text;
BEGIN
  reach := coalesce(current_setting('qianxian.reach', true), '');
  acting := coalesce(current_setting('qianxian.role', true), '');
  PERFORM set_config('qianxian.reach', '1,2,3,4,5,6,7,8,9', true), set_config('qianxian.role', 'service', true);
  IF NOT EXISTS (SELECT 1 FROM people_person WHERE id = doubled AND merged_into_id = kept) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'only_of_a_merged_record', MESSAGE = '只有已并入的档案才能转移记录。请从人员页面办理合并。';
  END IF;
  IF NOT EXISTS (SELECT 1 FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)
      WHERE c.contype = 'f' AND c.conrelid = target AND c.confrelid = 'people_person'::regclass AND a.attname = column_name) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'only_of_a_person', MESSAGE = '这一列不指向人员档案，不能随合并转移。';
  END IF;
  EXECUTE format('UPDATE %s SET %I = $1 WHERE %I = $2', target, column_name, column_name) USING kept, doubled;
  GET DIAGNOSTICS moved = ROW_COUNT;
  PERFORM set_config('qianxian.reach', reach, true), set_config('qianxian.role', acting, true);
  RETURN moved;
END $_$;


CREATE FUNCTION public.procrastinate_cancel_job_v1(job_id bigint, abort boolean, delete_job boolean) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status = 'todo'
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        IF abort THEN
            UPDATE procrastinate_jobs
            SET abort_requested = true,
                status = CASE status
                    WHEN 'todo' THEN 'cancelled'::procrastinate_job_status ELSE status
                END
            WHERE id = job_id AND status IN ('todo', 'doing')
            RETURNING id INTO _job_id;
        ELSE
            UPDATE procrastinate_jobs
            SET status = 'cancelled'::procrastinate_job_status
            WHERE id = job_id AND status = 'todo'
            RETURNING id INTO _job_id;
        END IF;
    END IF;
    RETURN _job_id;
END;
$$;


CREATE FUNCTION public.procrastinate_defer_jobs_v1(jobs public.procrastinate_job_to_defer_v1[]) RETURNS bigint[]
    LANGUAGE plpgsql
    AS $$
DECLARE
    job_ids bigint[];
BEGIN
    WITH inserted_jobs AS (
        INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock, queueing_lock, args, scheduled_at)
        SELECT (job).queue_name,
               (job).task_name,
               (job).priority,
               (job).lock,
               (job).queueing_lock,
               (job).args,
               (job).scheduled_at
        FROM unnest(jobs) AS job
        RETURNING id
    )
    SELECT array_agg(id) FROM inserted_jobs INTO job_ids;

    RETURN job_ids;
END;
$$;


CREATE FUNCTION public.procrastinate_defer_periodic_job_v2(_queue_name character varying, _lock character varying, _queueing_lock character varying, _task_name character varying, _priority integer, _periodic_id character varying, _defer_timestamp bigint, _args jsonb) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
	_job_id bigint;
	_defer_id bigint;
BEGIN
    INSERT
        INTO procrastinate_periodic_defers (task_name, periodic_id, defer_timestamp)
        VALUES (_task_name, _periodic_id, _defer_timestamp)
        ON CONFLICT DO NOTHING
        RETURNING id into _defer_id;

    IF _defer_id IS NULL THEN
        RETURN NULL;
    END IF;

    UPDATE procrastinate_periodic_defers
        SET job_id = (
            SELECT COALESCE((
                SELECT unnest(procrastinate_defer_jobs_v1(
                    ARRAY[
                        ROW(
                            _queue_name,
                            _task_name,
                            _priority,
                            _lock,
                            _queueing_lock,
                            _args,
                            NULL::timestamptz
                        )
                    ]::procrastinate_job_to_defer_v1[]
                ))
            ), NULL)
        )
        WHERE id = _defer_id
        RETURNING job_id INTO _job_id;

    DELETE
        FROM procrastinate_periodic_defers
        USING (
            SELECT id
            FROM procrastinate_periodic_defers
            WHERE procrastinate_periodic_defers.task_name = _task_name
            AND procrastinate_periodic_defers.periodic_id = _periodic_id
            AND procrastinate_periodic_defers.defer_timestamp < _defer_timestamp
            ORDER BY id
            FOR UPDATE
        ) to_delete
        WHERE procrastinate_periodic_defers.id = to_delete.id;

    RETURN _job_id;
END;
$$;


CREATE TABLE public.procrastinate_jobs (
    id bigint NOT NULL,
    queue_name character varying(128) NOT NULL,
    task_name character varying(128) NOT NULL,
    lock text,
    args jsonb DEFAULT '{}'::jsonb NOT NULL,
    status public.procrastinate_job_status DEFAULT 'todo'::public.procrastinate_job_status NOT NULL,
    scheduled_at timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    queueing_lock text,
    priority integer DEFAULT 0 NOT NULL,
    abort_requested boolean DEFAULT false NOT NULL,
    worker_id bigint,
    CONSTRAINT check_not_todo_abort_requested CHECK ((NOT ((status = 'todo'::public.procrastinate_job_status) AND (abort_requested = true))))
);


CREATE FUNCTION public.procrastinate_fetch_job_v2(target_queue_names character varying[], p_worker_id bigint) RETURNS public.procrastinate_jobs
    LANGUAGE plpgsql
    AS $$
DECLARE
	found_jobs procrastinate_jobs;
BEGIN
    WITH candidate AS (
        SELECT jobs.*
            FROM procrastinate_jobs AS jobs
            WHERE
                -- reject the job if its lock has earlier or higher priority jobs
                NOT EXISTS (
                    SELECT 1
                        FROM procrastinate_jobs AS other_jobs
                        WHERE
                            jobs.lock IS NOT NULL
                            AND other_jobs.lock = jobs.lock
                            AND (
                                -- job with same lock is already running
                                other_jobs.status = 'doing'
                                OR
                                -- job with same lock is waiting and has higher priority (or same priority but was queued first)
                                (
                                    other_jobs.status = 'todo'
                                    AND (
                                        other_jobs.priority > jobs.priority
                                        OR (
                                        other_jobs.priority = jobs.priority
                                        AND other_jobs.id < jobs.id
                                        )
                                    )
                                )
                            )
                )
                AND jobs.status = 'todo'
                AND (target_queue_names IS NULL OR jobs.queue_name = ANY( target_queue_names ))
                AND (jobs.scheduled_at IS NULL OR jobs.scheduled_at <= now())
            ORDER BY jobs.priority DESC, jobs.id ASC LIMIT 1
            FOR UPDATE OF jobs SKIP LOCKED
    )
    UPDATE procrastinate_jobs
        SET status = 'doing', worker_id = p_worker_id
        FROM candidate
        WHERE procrastinate_jobs.id = candidate.id
        RETURNING procrastinate_jobs.* INTO found_jobs;

 RETURN found_jobs;
END;
$$;


CREATE FUNCTION public.procrastinate_finish_job_v1(job_id bigint, end_status public.procrastinate_job_status, delete_job boolean) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF end_status NOT IN ('succeeded', 'failed', 'aborted') THEN
        RAISE 'End status should be either "succeeded", "failed" or "aborted" (job id: %)', job_id;
    END IF;
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = end_status,
            abort_requested = false,
            attempts = CASE status
                WHEN 'doing' THEN attempts + 1 ELSE attempts
            END
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" or "todo" status (job id: %)', job_id;
    END IF;
END;
$$;


CREATE FUNCTION public.procrastinate_notify_queue_abort_job_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'abort_job_requested', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;


CREATE FUNCTION public.procrastinate_notify_queue_job_inserted_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'job_inserted', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;


CREATE FUNCTION public.procrastinate_prune_stalled_workers_v1(seconds_since_heartbeat double precision) RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    DELETE FROM procrastinate_workers
    WHERE last_heartbeat < NOW() - (seconds_since_heartbeat || 'SECOND')::INTERVAL
    RETURNING procrastinate_workers.id;
END;
$$;


CREATE FUNCTION public.procrastinate_register_worker_v1() RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    INSERT INTO procrastinate_workers DEFAULT VALUES
    RETURNING procrastinate_workers.id;
END;
$$;


CREATE FUNCTION public.procrastinate_retry_job_v1(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
BEGIN
    SELECT abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status = 'doing'
    FOR UPDATE
    INTO _abort_requested;
    IF _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    END IF;

    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" status (job id: %)', job_id;
    END IF;
END;
$$;


CREATE FUNCTION public.procrastinate_retry_job_v2(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
    _current_status procrastinate_job_status;
BEGIN
    SELECT status, abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status IN ('doing', 'failed')
    FOR UPDATE
    INTO _current_status, _abort_requested;
    IF _current_status = 'doing' AND _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status IN ('doing', 'failed')
        RETURNING id INTO _job_id;
    END IF;

    IF _job_id IS NULL THEN
        RAISE 'Job was not found or has an invalid status to retry (job id: %)', job_id;
    END IF;

END;
$$;


CREATE FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'abort_requested'::procrastinate_job_event_type);
    RETURN NEW;
END;
$$;


CREATE FUNCTION public.procrastinate_trigger_function_scheduled_events_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type, at)
        VALUES (NEW.id, 'scheduled'::procrastinate_job_event_type, NEW.scheduled_at);

	RETURN NEW;
END;
$$;


CREATE FUNCTION public.procrastinate_trigger_function_status_events_insert_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'deferred'::procrastinate_job_event_type);
	RETURN NEW;
END;
$$;


CREATE FUNCTION public.procrastinate_trigger_function_status_events_update_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    WITH t AS (
        SELECT CASE
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND NEW.status = 'doing'::procrastinate_job_status
                THEN 'started'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'deferred_for_retry'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'failed'::procrastinate_job_status
                THEN 'failed'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'succeeded'::procrastinate_job_status
                THEN 'succeeded'::procrastinate_job_event_type
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND (
                    NEW.status = 'cancelled'::procrastinate_job_status
                    OR NEW.status = 'failed'::procrastinate_job_status
                    OR NEW.status = 'succeeded'::procrastinate_job_status
                )
                THEN 'cancelled'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'aborted'::procrastinate_job_status
                THEN 'aborted'::procrastinate_job_event_type
            WHEN OLD.status = 'failed'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'retried'::procrastinate_job_event_type
            ELSE NULL
        END as event_type
    )
    INSERT INTO procrastinate_events(job_id, type)
        SELECT NEW.id, t.event_type
        FROM t
        WHERE t.event_type IS NOT NULL;
	RETURN NEW;
END;
$$;


CREATE FUNCTION public.procrastinate_unlink_periodic_defers_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_periodic_defers
    SET job_id = NULL
    WHERE job_id = OLD.id;
    RETURN OLD;
END;
$$;


CREATE FUNCTION public.procrastinate_unregister_worker_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    DELETE FROM procrastinate_workers
    WHERE id = worker_id;
END;
$$;


CREATE FUNCTION public.procrastinate_update_heartbeat_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_workers
    SET last_heartbeat = NOW()
    WHERE id = worker_id;
END;
$$;


CREATE FUNCTION public.projects_bar(class text, which text, day date) RETURNS numeric
    LANGUAGE sql STABLE
    AS $$
  SELECT rulebook_number('tender.' || class || '_' || which, day, CASE which
    WHEN 'from' THEN CASE class WHEN 'works' THEN 4000000 WHEN 'goods' THEN 2000000 ELSE 1000000 END / CASE WHEN day < '2018-06-01' THEN 2 ELSE 1 END
    WHEN 'invited_from' THEN CASE class WHEN 'works' THEN 1000000 WHEN 'goods' THEN 500000 ELSE 300000 END
    ELSE CASE class WHEN 'works' THEN 100000 ELSE 50000 END END)
$$;


CREATE FUNCTION public.projects_budget(one bigint) RETURNS numeric
    LANGUAGE sql STABLE
    AS $$
  SELECT coalesce((SELECT b.amount FROM projects_budget b WHERE b.project_id = one ORDER BY b.position DESC LIMIT 1), 0)
$$;


CREATE TABLE public.projects_project (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    number character varying(40) NOT NULL,
    name character varying(120) NOT NULL,
    kind character varying(12) NOT NULL,
    tender_class character varying(10) NOT NULL,
    unit character varying(12) NOT NULL,
    site character varying(120) NOT NULL,
    state character varying(10) NOT NULL,
    thought_on date NOT NULL,
    recorded_on date NOT NULL,
    recorded_by character varying(80) NOT NULL,
    approved_on date,
    approved_by character varying(80) NOT NULL,
    approval_document character varying(200) NOT NULL,
    voted_on date,
    mode character varying(12) NOT NULL,
    tendered_on date,
    tender_document character varying(200) NOT NULL,
    split_reason character varying(500) NOT NULL,
    bidders smallint,
    result_document character varying(200) NOT NULL,
    started_on date,
    accepted_on date,
    audited_on date,
    audited_by character varying(80) NOT NULL,
    audit_body character varying(120) NOT NULL,
    audit_document character varying(200) NOT NULL,
    audited_amount numeric(14,2),
    stalled_from character varying(10) NOT NULL,
    stalled_since date,
    stalled_cause character varying(16) NOT NULL,
    stalled_words character varying(500) NOT NULL,
    certificate_id bigint,
    contract_id bigint,
    split_certificate_id bigint,
    CONSTRAINT project_audited_amount_not_below_nothing CHECK (((audited_amount IS NULL) OR (audited_amount >= (0)::numeric))),
    CONSTRAINT project_stalled_with_its_cause CHECK ((((NOT ((state)::text = 'stalled'::text)) AND ((stalled_cause)::text = ''::text) AND ((stalled_from)::text = ''::text) AND (stalled_since IS NULL)) OR ((stalled_since IS NOT NULL) AND ((state)::text = 'stalled'::text) AND (NOT ((stalled_cause)::text = ''::text)) AND (NOT ((stalled_words)::text = ''::text)) AND (NOT ((stalled_from)::text = ''::text))))),
    CONSTRAINT projects_project_bidders_check CHECK ((bidders >= 0)),
    CONSTRAINT projects_project_version_check CHECK ((version >= 0))
);


CREATE FUNCTION public.projects_check_step(o public.projects_project, n public.projects_project) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE d decisions_certificate; c contracts_contract%ROWTYPE; own text; together text; whole numeric;
BEGIN
  IF n.state = 'approved' AND o.state = 'idea' THEN
    IF n.approved_by IN ('', n.recorded_by) OR n.approved_on IS NULL OR n.approval_document = '' OR projects_budget(n.id) = 0 THEN
      PERFORM contracts_refuse('project_approved_on_a_budget', '立项要有预算和资金来源，由登记人以外的镇（街道）批复。');
    END IF;
  ELSIF n.state = 'voted' AND o.state = 'approved' THEN
    d := contracts_certificate(n.certificate_id, n.division_code, n.unit, n.voted_on);
    IF d.amount_limit < projects_budget(n.id) THEN
      PERFORM contracts_refuse('project_within_the_certificate', '决策凭证的金额不够项目预算。请按预算重新决策。');
    END IF;
  ELSIF n.state = 'tendering' AND o.state = 'voted' THEN
    IF n.mode = '' OR n.tendered_on IS NULL OR n.tender_document = '' THEN
      PERFORM contracts_refuse('project_tender_mode', '招标前要写明方式、日期和文件。');
    END IF;
    own := projects_least(n.tender_class, projects_budget(n.id), n.tendered_on);
    whole := projects_together(n, n.tendered_on);
    together := projects_least(n.tender_class, whole, n.tendered_on);
    IF n.split_certificate_id IS NOT NULL THEN
      d := contracts_certificate(n.split_certificate_id, n.division_code, (SELECT x.unit FROM decisions_certificate x WHERE x.id = n.split_certificate_id), n.tendered_on);
    END IF;
    IF projects_rank(n.mode) < projects_rank(own) OR (projects_rank(n.mode) < projects_rank(together)
         AND (together = 'open' OR n.split_certificate_id IS NULL OR n.split_reason = '')) THEN
      PERFORM contracts_refuse('project_not_split', '招标方式低于规定，或者同类项目合并计算后达到更高的标准。不得拆分；确需分开的，先由会议决定并写明理由。');
    END IF;
  ELSIF n.state = 'building' AND o.state IN ('voted', 'tendering') THEN
    IF o.state = 'voted' AND o.contract_id IS NULL THEN
      PERFORM contracts_refuse('project_tender_mode', '还没有招标，不能开工。请先写明招标方式和结果。');
    END IF;
    SELECT * INTO c FROM contracts_contract t WHERE t.id = n.contract_id AND t.division_code = n.division_code;
    IF NOT FOUND OR c.state <> 'signed' OR NOT contracts_pays(c.kind) OR NOT (c.certificate_id IS NOT DISTINCT FROM n.certificate_id
         OR EXISTS (SELECT 1 FROM contracts_amendment a WHERE a.contract_id = c.id AND a.certificate_id = n.certificate_id)) THEN
      PERFORM contracts_refuse('project_on_a_contract', '开工要有按本项目决策凭证签订的合同。请先签订合同，或登记按新决策签订的补充协议。');
    END IF;
    IF contracts_total(c.id) > projects_budget(n.id) THEN
      PERFORM contracts_refuse('project_on_a_contract', '合同金额超过项目预算。请调整预算并重新决策。');
    END IF;
    IF n.result_document = '' OR n.bidders < (CASE n.mode WHEN 'open' THEN 3 WHEN 'invited' THEN 3 WHEN 'small_local' THEN 2 ELSE 1 END) OR n.bidders IS NULL THEN
      PERFORM contracts_refuse('project_tender_result', '投标（报价）家数不够或没有结果文件。公开、邀请招标不少于 3 家，比选不少于 2 家。');
    END IF;
  ELSIF n.state = 'accepted' THEN
    IF projects_stands_still(n.id) THEN
      PERFORM contracts_refuse('changes_decided_again', '变更累计超过规定比例，还没有重新决策，不能验收和付款。');
    END IF;
    IF EXISTS (SELECT 1 FROM projects_milestone m WHERE m.project_id = n.id AND m.done_on IS NULL)
       OR (SELECT count(DISTINCT a.login) FROM projects_acceptance a WHERE a.project_id = n.id AND a.good AND a.looked_on >= n.started_on
             AND NOT EXISTS (SELECT 1 FROM projects_acceptance b WHERE b.project_id = a.project_id AND b.login = a.login AND b.id > a.id AND NOT b.good))
          < rulebook_number('projects.acceptors', n.accepted_on, 2) THEN
      PERFORM contracts_refuse('accepted_by_others', '节点没有全部完成，或者验收合格的人数不够。验收人不能是施工方、付款经手人。');
    END IF;
  ELSIF n.state = 'audited' THEN
    IF n.audited_amount IS NULL OR n.audited_by IN ('', n.recorded_by) OR n.audit_document = '' OR n.audit_body = '' OR n.audited_on IS NULL
       OR n.audited_amount > contracts_total(n.contract_id) THEN
      PERFORM contracts_refuse('project_audited', '结算审计要有审定金额、单位和文号，审定金额不超过合同金额，由登记人以外的人登记。');
    END IF;
  ELSIF n.state = 'asset' THEN
    IF NOT EXISTS (SELECT 1 FROM projects_asset a WHERE a.project_id = n.id AND a.cost = n.audited_amount) THEN
      PERFORM contracts_refuse('project_in_the_register', '先按审定金额列入资产台账。');
    END IF;
  END IF;
END $$;


CREATE FUNCTION public.projects_guard_asset() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM projects_project p WHERE p.id = NEW.project_id AND p.division_code = NEW.division_code AND p.state = 'audited' AND p.audited_amount = NEW.cost AND p.unit = NEW.unit) THEN
    PERFORM contracts_refuse('asset_of_an_audited_project', '资产按审计过的项目、以审定金额入账。');
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.projects_guard_budget() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE p projects_project%ROWTYPE; voted numeric;
BEGIN
  SELECT * INTO p FROM projects_project t WHERE t.id = NEW.project_id AND t.division_code = NEW.division_code FOR NO KEY UPDATE;
  IF NOT FOUND OR NEW.position <> (SELECT count(*) + 1 FROM projects_budget b WHERE b.project_id = NEW.project_id) THEN
    PERFORM contracts_refuse('budget_of_its_project', '预算依次登记在本村（社区）自己的项目上。');
  END IF;
  IF p.state IN ('accepted', 'audited', 'asset', 'cancelled') THEN
    PERFORM contracts_refuse('budget_of_its_project', '项目已经验收或取消，预算不能再改。');
  END IF;
  IF p.state IN ('voted', 'tendering', 'building') OR (p.state = 'stalled' AND p.stalled_from IN ('voted', 'tendering', 'building')) THEN
    SELECT d.amount_limit INTO voted FROM decisions_certificate d WHERE d.id = p.certificate_id;
    IF NEW.amount > coalesce(voted, 0) THEN
      PERFORM contracts_refuse('dearer_goes_back', '预算超过决策凭证的金额，要先退回重新决策。');
    END IF;
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.projects_guard_milestone() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF OLD.done_on IS NOT NULL OR to_jsonb(NEW) - '{done_on,done_by,version}'::text[] IS DISTINCT FROM to_jsonb(OLD) - '{done_on,done_by,version}'::text[]
     OR NOT EXISTS (SELECT 1 FROM projects_project p WHERE p.id = NEW.project_id AND p.state = 'building') THEN
    PERFORM contracts_refuse('milestone_stays', '节点登记后只能登记完成，一次为限。');
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.projects_guard_payment() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE p projects_project%ROWTYPE;
BEGIN
  IF NEW.contract_id IS NULL OR NEW.state NOT IN ('approved', 'booked', 'paid') THEN
    RETURN NEW;
  END IF;
  SELECT * INTO p FROM projects_project t WHERE t.contract_id = NEW.contract_id FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RETURN NEW;
  END IF;
  IF p.state NOT IN ('building', 'accepted', 'audited', 'asset') OR projects_stands_still(p.id) THEN
    PERFORM contracts_refuse('changes_decided_again', '变更累计超过规定比例，还没有重新决策，不能验收和付款。');
  END IF;
  IF p.audited_amount IS NOT NULL AND funds_paid_under_contract(NEW.contract_id, NEW.id) + NEW.amount > p.audited_amount THEN
    PERFORM contracts_refuse('payment_within_the_audit', '累计付款超过结算审定金额。请减少金额。');
  END IF;
  IF EXISTS (SELECT 1 FROM projects_acceptance a WHERE a.project_id = p.id AND accounts_person_among(a.login, ARRAY[NEW.handled_by, NEW.approved_by, NEW.booked_by, NEW.paid_by]::text[])) THEN
    PERFORM contracts_refuse('accepted_by_others', '验收过这个项目的人不能经手、审批或支付它的款。请由别人办理。');
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.projects_guard_photo() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  PERFORM 1 FROM projects_milestone m WHERE m.id = NEW.milestone_id AND m.division_code = NEW.division_code FOR NO KEY UPDATE;
  IF NOT FOUND OR (SELECT count(*) FROM projects_milestonephoto f WHERE f.milestone_id = NEW.milestone_id) >= rulebook_number('projects.photos', contracts_today(), 3) THEN
    PERFORM contracts_refuse('few_photos', '一个节点最多留规定张数的照片。');
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.projects_guard_project() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE from_state text;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'idea' OR NEW.certificate_id IS NOT NULL OR NEW.contract_id IS NOT NULL OR NEW.audited_amount IS NOT NULL THEN
      PERFORM contracts_refuse('project_begins_as_an_idea', '项目从设想开始，一步一步办理。');
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.uuid, NEW.number, NEW.division_code, NEW.recorded_by, NEW.recorded_on, NEW.kind, NEW.tender_class, NEW.unit)
     IS DISTINCT FROM (OLD.uuid, OLD.number, OLD.division_code, OLD.recorded_by, OLD.recorded_on, OLD.kind, OLD.tender_class, OLD.unit) THEN
    PERFORM contracts_refuse('project_stays', '项目的编号、地方、类别和单位不能改。');
  END IF;
  IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
       ('idea', 'approved'), ('approved', 'voted'), ('voted', 'tendering'), ('voted', 'building'), ('tendering', 'building'), ('building', 'accepted'),
       ('accepted', 'audited'), ('audited', 'asset'), ('voted', 'approved'), ('tendering', 'approved'), ('building', 'approved'),
       ('idea', 'stalled'), ('approved', 'stalled'), ('voted', 'stalled'), ('tendering', 'stalled'), ('building', 'stalled'),
       ('idea', 'cancelled'), ('approved', 'cancelled'), ('voted', 'cancelled'), ('tendering', 'cancelled'), ('stalled', 'cancelled'))
     AND NOT (OLD.state = 'stalled' AND NEW.state = OLD.stalled_from) THEN
    PERFORM contracts_refuse('project_road', '项目现在的状态不能这样办。请刷新页面看看。');
  END IF;
  IF NEW.state = 'stalled' AND OLD.state <> 'stalled' AND NEW.stalled_from <> OLD.state THEN
    PERFORM contracts_refuse('project_road', '搁置要记下从哪一步搁置。');
  END IF;
  -- What a step fixed changes in no other step: the decision when it is voted (or sent back), the contract when it is awarded, the audit at the audit.
  IF (NEW.certificate_id IS DISTINCT FROM OLD.certificate_id AND NOT (OLD.state = 'approved' AND NEW.state = 'voted') AND NOT (NEW.state = 'approved' AND NEW.certificate_id IS NULL))
     OR (NEW.contract_id IS DISTINCT FROM OLD.contract_id AND NOT (NEW.state = 'building' AND OLD.contract_id IS NULL))
     OR (NEW.audited_amount IS DISTINCT FROM OLD.audited_amount AND NOT (OLD.state = 'accepted' AND NEW.state = 'audited'))
     OR (NEW.mode IS DISTINCT FROM OLD.mode AND NOT (OLD.state = 'voted' AND NEW.state = 'tendering')) THEN
    PERFORM contracts_refuse('project_stays', '决策凭证、招标方式、合同和审定金额只在各自的步骤里登记，登记后不能改。');
  END IF;
  IF NEW.state <> OLD.state AND OLD.state <> 'stalled' THEN
    PERFORM projects_check_step(OLD, NEW);
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.projects_guard_setting() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE begins date := rulebook_begins(to_jsonb(NEW)); bound text := coalesce(current_setting('qianxian.reach', true), ''); done boolean;
BEGIN
  PERFORM set_config('qianxian.reach', '1,2,3,4,5,6,7,8,9', true);
  SELECT EXISTS (SELECT 1 FROM projects_project p WHERE greatest(p.approved_on, p.tendered_on, p.accepted_on) >= begins)
     OR EXISTS (SELECT 1 FROM projects_changeorder o WHERE o.ordered_on >= begins) INTO done;
  PERFORM set_config('qianxian.reach', bound, true);
  IF done THEN
    PERFORM rulebook_refuse_begun();
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.projects_guard_stood() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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


CREATE FUNCTION public.projects_guard_work() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE p projects_project%ROWTYPE; c contracts_contract%ROWTYPE;
BEGIN
  SELECT * INTO p FROM projects_project t WHERE t.id = NEW.project_id AND t.division_code = NEW.division_code FOR NO KEY UPDATE;
  IF NOT FOUND OR p.state <> 'building' THEN
    PERFORM contracts_refuse('works_under_way', '节点、变更和验收意见登记在实施中的项目上。');
  END IF;
  IF TG_TABLE_NAME = 'projects_changeorder' THEN
    IF TG_OP = 'UPDATE' THEN
      IF OLD.certificate_id IS NOT NULL OR to_jsonb(NEW) - '{certificate_id,version}'::text[] IS DISTINCT FROM to_jsonb(OLD) - '{certificate_id,version}'::text[] THEN
        PERFORM contracts_refuse('change_order_stays', '变更登记后不能改，只能填写重新决策的凭证，一次为限。');
      END IF;
      PERFORM contracts_certificate(NEW.certificate_id, NEW.division_code, p.unit, contracts_today());
      IF NEW.certificate_id = p.certificate_id THEN
        PERFORM contracts_refuse('change_order_stays', '变更要有新的决策凭证，不能用原来的。');
      END IF;
    ELSIF NEW.certificate_id IS NOT NULL THEN
      PERFORM contracts_certificate(NEW.certificate_id, NEW.division_code, p.unit, NEW.ordered_on);
    END IF;
  END IF;
  IF TG_TABLE_NAME = 'projects_acceptance' THEN
    SELECT * INTO c FROM contracts_contract t WHERE t.id = p.contract_id;
    IF NEW.name IN (c.counterparty, c.representative) OR accounts_person_among(NEW.login, ARRAY[p.recorded_by, c.drafted_by, c.recorded_by]::text[])
       OR EXISTS (SELECT 1 FROM funds_payment f WHERE f.contract_id = c.id AND accounts_person_among(NEW.login, ARRAY[f.handled_by, f.approved_by, f.booked_by, f.paid_by]::text[]))
       OR EXISTS (SELECT 1 FROM projects_acceptance b WHERE b.project_id = NEW.project_id AND b.login <> NEW.login AND accounts_person_among(NEW.login, ARRAY[b.login]::text[])) THEN
      PERFORM contracts_refuse('accepted_by_others', '施工方、合同经手人、付款经手人不能验收。请由别人验收。');
    END IF;
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.projects_least(class text, amount numeric, day date) RETURNS text
    LANGUAGE sql STABLE
    AS $$
  SELECT CASE WHEN amount >= projects_bar(class, 'from', day) THEN 'open' WHEN amount >= projects_bar(class, 'invited_from', day) THEN 'invited'
              WHEN amount >= projects_bar(class, 'local_from', day) THEN 'small_local' ELSE 'exempt' END
$$;


CREATE FUNCTION public.projects_rank(mode text) RETURNS integer
    LANGUAGE sql IMMUTABLE
    AS $$
  SELECT array_position(ARRAY['exempt', 'small_local', 'invited', 'open'], mode)
$$;


CREATE FUNCTION public.projects_sources_add_up() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE one bigint; b projects_budget%ROWTYPE;
BEGIN
  one := (to_jsonb(NEW) ->> CASE TG_TABLE_NAME WHEN 'projects_budget' THEN 'id' ELSE 'budget_id' END)::bigint;
  SELECT * INTO b FROM projects_budget t WHERE t.id = one;
  IF (SELECT coalesce(sum(s.amount), 0) FROM projects_budgetsource s WHERE s.budget_id = one) <> b.amount
     OR EXISTS (SELECT 1 FROM projects_budgetsource s WHERE s.budget_id = one AND s.division_code <> b.division_code) THEN
    PERFORM contracts_refuse('sources_add_up', '资金来源合计要等于预算。请核对各项金额。');
  END IF;
  IF EXISTS (SELECT 1 FROM projects_budgetsource s JOIN funds_allocation a ON a.id = s.allocation_id WHERE s.budget_id = one AND (a.division_code <> s.division_code OR s.amount > a.amount)) THEN
    PERFORM contracts_refuse('source_within_its_allocation', '资金来源超过拨付的数额，或者是别的村（社区）的拨付。');
  END IF;
  RETURN NULL;
END $$;


CREATE FUNCTION public.projects_stands_still(one bigint) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
  SELECT coalesce((SELECT sum(greatest(o.amount, 0)) FILTER (WHERE o.certificate_id IS NULL)
                          > trunc(max(c.amount) * rulebook_number('contracts.amend_percent', max(o.ordered_on), 10) / 100, 2)
                     FROM projects_changeorder o JOIN projects_project p ON p.id = o.project_id JOIN contracts_contract c ON c.id = p.contract_id WHERE o.project_id = one), false)
$$;


CREATE FUNCTION public.projects_together(p public.projects_project, day date) RETURNS numeric
    LANGUAGE sql STABLE
    AS $$
  WITH lots AS (
    SELECT coalesce(o.tendered_on, o.approved_on) AS d, projects_budget(o.id) AS amount FROM projects_project o
     WHERE o.division_code = p.division_code AND o.kind = p.kind AND o.tender_class = p.tender_class AND o.id <> p.id
       AND o.state <> 'cancelled' AND coalesce(o.tendered_on, o.approved_on) IS NOT NULL),
  months AS (SELECT make_interval(months => rulebook_number('tender.split_months', day, 12)::integer) AS m)
  SELECT projects_budget(p.id) + coalesce((
    SELECT max((SELECT coalesce(sum(l.amount), 0) FROM lots l WHERE l.d BETWEEN st.d AND st.d + months.m))
      FROM (SELECT d FROM lots UNION SELECT day) st, months WHERE day BETWEEN st.d AND st.d + months.m), 0)
$$;


CREATE FUNCTION public.requests_follow_their_steps() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE one bigint;
BEGIN
  IF TG_TABLE_NAME = 'requests_requeststep' THEN one := NEW.request_id; ELSE one := NEW.id; END IF;
  IF EXISTS (SELECT 1 FROM requests_request r LEFT JOIN LATERAL (SELECT * FROM requests_requeststep s WHERE s.request_id = r.id ORDER BY s.id DESC LIMIT 1) l ON true
              WHERE r.id = one AND ((r.state, r.holder, r.holder_body, r.desk, r.due_on) IS DISTINCT FROM (l.state, l.holder, l.holder_body, l.desk, l.due_on)
                 OR (r.closed_on IS NOT NULL) <> (l.state IN ('done', 'declined', 'withdrawn')))) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'request_follows_its_steps', MESSAGE = '诉求的状态只能由登记的步骤改变。';
  END IF;
  RETURN NULL;
END $$;


CREATE FUNCTION public.requests_guard_number() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF NEW.last <> OLD.last + 1 OR (NEW.division_code, NEW.kind, NEW.year) <> (OLD.division_code, OLD.kind, OLD.year) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'request_numbers_in_order', MESSAGE = '诉求编号只能依次增加。';
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.requests_guard_petition() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE day text;
BEGIN
  IF NEW.route_by > NEW.received_on + 15 OR NEW.extended_days > 30 OR NEW.finish_by > NEW.accepted_on + 60 + NEW.extended_days
     OR NEW.received_on <> (SELECT r.received_on FROM requests_request r WHERE r.id = NEW.request_id) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'petition_within_the_law', MESSAGE = '信访事项 15 天内登记转送，受理后 60 天内办结，经批准并告知最多延长 30 天。';
  END IF;
  IF TG_OP = 'UPDATE' THEN
    FOREACH day IN ARRAY ARRAY['request_id', 'division_code', 'received_on', 'route_by', 'routed_on', 'accepted_on', 'finished_on', 'replied_on', 'notified_on'] LOOP
      IF to_jsonb(OLD) -> day <> 'null'::jsonb AND to_jsonb(NEW) -> day IS DISTINCT FROM to_jsonb(OLD) -> day THEN
        RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'petition_days_stay', MESSAGE = '信访事项登记过的日期不能改。';
      END IF;
    END LOOP;
    IF OLD.extended_days > 0 AND (NEW.extended_days, NEW.approved_by, NEW.finish_by) IS DISTINCT FROM (OLD.extended_days, OLD.approved_by, OLD.finish_by)
       OR OLD.finish_by IS NOT NULL AND NEW.finish_by <> OLD.finish_by + NEW.extended_days - OLD.extended_days THEN
      RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'petition_days_stay', MESSAGE = '信访事项登记过的日期不能改。';
    END IF;
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.requests_guard_request() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE moving text[] := ARRAY['state', 'holder', 'holder_body', 'desk', 'due_on', 'notice_on', 'confirmed', 'closed_on', 'version', 'about', 'about_body', 'seen_from'];
BEGIN
  IF NEW.seen_from <> requests_seen_from(NEW.kind, NEW.about) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'complained_of_sees_nothing', MESSAGE = '反映本单位的诉求，本单位看不到。';
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'received' OR NEW.holder <> NEW.desk OR NEW.due_on < NEW.received_on THEN
      RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'request_begins_as_received', MESSAGE = '诉求从收到开始，期限从收到的那天算起。';
    END IF;
  ELSE
    IF (to_jsonb(NEW) - moving) <> (to_jsonb(OLD) - moving) THEN
      RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'what_was_told_stays', MESSAGE = '诉求的编号、内容和收到日期不能改。';
    END IF;
    IF requests_level(NEW.seen_from) < requests_level(OLD.seen_from) OR (OLD.about = 'department' AND (NEW.about, NEW.about_body) <> (OLD.about, OLD.about_body)) THEN
      RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'complained_of_sees_nothing', MESSAGE = '反映本单位的诉求，本单位看不到。';
    END IF;
  END IF;
  IF requests_level(NEW.desk) < requests_level(NEW.seen_from) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'not_to_who_is_complained_of', MESSAGE = '不能转给被反映的单位，也不能转给它下面的单位。';
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.requests_guard_requester() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM requests_request r WHERE r.id = NEW.request_id AND r.division_code = NEW.division_code AND NOT r.anonymous)
     OR EXISTS (SELECT 1 FROM requests_requeststep s WHERE s.request_id = NEW.request_id) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'identity_with_its_request', MESSAGE = '诉求人的身份只能和诉求一起登记，以后不能补、不能改。';
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.requests_guard_review() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE told date;
BEGIN
  IF TG_OP = 'UPDATE' AND (OLD.answered_on IS NOT NULL
     OR (NEW.petition_id, NEW.stage, NEW.until, NEW.asked_on, NEW.answer_by) <> (OLD.petition_id, OLD.stage, OLD.until, OLD.asked_on, OLD.answer_by)) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'petition_days_stay', MESSAGE = '信访事项登记过的日期不能改。';
  END IF;
  told := CASE NEW.stage WHEN 1 THEN (SELECT p.replied_on FROM requests_petition p WHERE p.id = NEW.petition_id)
                         ELSE (SELECT r.answered_on FROM requests_petitionreview r WHERE r.petition_id = NEW.petition_id AND r.stage = 1) END;
  IF told IS NULL OR NEW.asked_on < told OR NEW.answer_by > NEW.asked_on + 30 THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'review_after_the_answer', MESSAGE = '先有书面答复，才能请求复查；先有复查意见，才能请求复核；30 天内答复。';
  END IF;
  IF NEW.answered_by <> '' AND (EXISTS (SELECT 1 FROM requests_requeststep s JOIN requests_petition p ON p.request_id = s.request_id
                                         WHERE p.id = NEW.petition_id AND accounts_person_among(NEW.answered_by, ARRAY[s.recorded_by]::text[]))
     OR EXISTS (SELECT 1 FROM requests_petitionreview r WHERE r.petition_id = NEW.petition_id AND r.stage <> NEW.stage AND accounts_person_among(NEW.answered_by, ARRAY[r.answered_by]::text[]))) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'review_by_another', MESSAGE = '复查、复核由没有经办过的人答复，复查和复核由不同的人答复。';
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.requests_guard_step() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE r requests_request%ROWTYPE; p requests_requeststep%ROWTYPE; before text;
BEGIN
  SELECT * INTO r FROM requests_request t WHERE t.id = NEW.request_id FOR NO KEY UPDATE;
  SELECT * INTO p FROM requests_requeststep s WHERE s.request_id = NEW.request_id ORDER BY s.id DESC LIMIT 1;
  before := coalesce(p.state, '');
  IF NEW.division_code <> r.division_code OR NEW.happened_on < r.received_on OR NEW.happened_on < p.happened_on
     OR NEW.turn <> coalesce(p.turn, 1) + (NEW.kind = 'reopen')::integer THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'request_steps_in_order', MESSAGE = '诉求的每一步按先后登记，日期不能早于上一步。';
  END IF;
  IF NOT ((NEW.kind, before, NEW.state) IN (
       ('receive', '', 'received'), ('petition', 'received', 'received'), ('accept', 'received', 'in_process'), ('assign', 'received', 'received'),
       ('assign', 'in_process', 'in_process'), ('extend', 'in_process', 'in_process'), ('answer', 'in_process', 'answered'), ('finish', 'answered', 'done'),
       ('visit', 'answered', 'answered'), ('visit', 'done', 'done'), ('decline', 'received', 'declined'))
     OR (NEW.kind = 'note' AND NEW.state = before AND before IN ('received', 'in_process', 'answered'))
     OR (NEW.kind = 'withdraw' AND NEW.state = 'withdrawn' AND before IN ('received', 'in_process', 'answered'))
     OR (NEW.kind = 'reopen' AND NEW.state = 'in_process' AND before IN ('answered', 'done', 'declined', 'withdrawn'))) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'request_road', MESSAGE = '诉求现在的状态不能这样办。请刷新页面看看。';
  END IF;
  IF NEW.kind = 'withdraw' AND (r.protected OR r.anonymous) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'nobody_withdraws_for_another', MESSAGE = '投诉、举报和匿名的诉求不登记撤回。请办完并答复。';
  END IF;
  IF p.id IS NOT NULL AND (NEW.holder, NEW.holder_body, NEW.desk) IS DISTINCT FROM (p.holder, p.holder_body, p.desk)
     AND NOT (NEW.kind = 'assign' AND (p.holder, NEW.holder) IN (('village', 'town'), ('town', 'village'), ('town', 'department'), ('town', 'district'),
              ('district', 'town'), ('district', 'department'), ('department', 'town'), ('department', 'district'))) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'request_passed_on_step_by_step', MESSAGE = '诉求只能逐级转办或退回，转到部门要写明部门名称。';
  END IF;
  IF (NEW.holder = 'department') <> (NEW.holder_body <> '') OR NEW.desk <> (CASE WHEN NEW.holder = 'department' THEN coalesce(p.desk, '') ELSE NEW.holder END) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'request_passed_on_step_by_step', MESSAGE = '诉求只能逐级转办或退回，转到部门要写明部门名称。';
  END IF;
  IF requests_level(NEW.desk) < requests_level(r.seen_from)
     OR (NEW.holder = 'department' AND r.about = 'department' AND regexp_replace(NEW.holder_body, '\s', '', 'g') = regexp_replace(r.about_body, '\s', '', 'g')) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'not_to_who_is_complained_of', MESSAGE = '不能转给被反映的单位，也不能转给它下面的单位。';
  END IF;
  IF p.id IS NOT NULL AND NEW.due_on IS DISTINCT FROM p.due_on AND NOT (NEW.kind IN ('petition', 'extend', 'reopen')
     OR (NEW.kind = 'accept' AND EXISTS (SELECT 1 FROM requests_petition t WHERE t.request_id = NEW.request_id))) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'request_clock_goes_on', MESSAGE = '这一步不改变答复期限。';
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.requests_guard_thread() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  -- Asked the other way round: a row that the asker does not see must not pass for one that may hang.
  IF NEW.kind = 'request' AND NOT EXISTS (SELECT 1 FROM requests_request r WHERE r.uuid = NEW.thing AND NOT r.protected AND r.about = 'none' AND r.seen_from = 'village') THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'protected_hangs_on_no_thread', MESSAGE = '身份受保护的、反映单位和干部的诉求不能转成线：线在本村看得到。';
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.requests_level(one text) RETURNS integer
    LANGUAGE sql IMMUTABLE
    AS $$ SELECT array_position(ARRAY['village', 'town', 'district'], one) $$;


CREATE FUNCTION public.requests_nothing_is_deleted() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'requests_are_kept', MESSAGE = '诉求和诉求的记录不能删除。不予受理的，请写明理由和去处。';
END $$;


CREATE FUNCTION public.requests_seen_from(kind text, about text) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS $$
  SELECT CASE WHEN about = 'town' THEN 'district' WHEN kind = 'report' OR about = 'village' THEN 'town' ELSE 'village' END
$$;


CREATE FUNCTION public.rulebook_begins(written jsonb) RETURNS date
    LANGUAGE sql IMMUTABLE
    AS $$
  SELECT coalesce((written ->> 'valid_from')::date, lower((written ->> 'period')::daterange))
$$;


CREATE FUNCTION public.rulebook_guard_proposal() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.dropped_by <> '' OR btrim(NEW.source_document) = '' OR NEW.proposed_by = '' THEN
      PERFORM rulebook_refuse('proposed_from_a_document', '写上依据的文件名和文号。');
    END IF;
  ELSIF OLD.dropped_by <> '' OR NEW.dropped_by = '' OR EXISTS (SELECT 1 FROM rulebook_setting s WHERE s.proposal_id = OLD.id)
        OR to_jsonb(NEW) - '{dropped_by,drop_reason,version}'::text[] IS DISTINCT FROM to_jsonb(OLD) - '{dropped_by,drop_reason,version}'::text[] THEN
    PERFORM rulebook_refuse('proposal_stays', '提出的取值不能改。写错的请撤回后重新提出。');
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.rulebook_guard_setting() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF to_jsonb(NEW) - '{period,version}'::text[] IS DISTINCT FROM to_jsonb(OLD) - '{period,version}'::text[]
       OR lower(NEW.period) IS DISTINCT FROM lower(OLD.period) OR upper_inf(NEW.period) OR isempty(NEW.period)
       OR (NOT upper_inf(OLD.period) AND upper(NEW.period) > upper(OLD.period)) THEN
      PERFORM rulebook_refuse('setting_stays', '参数定下后不能改，只能由后一条接替。请按文件提出新取值。');
    END IF;
    RETURN NEW;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM rulebook_settingproposal p WHERE p.id = NEW.proposal_id AND p.dropped_by = ''
      AND (p.key, p.value, p.valid_from, p.source_document, p.published_on, p.note, p.proposed_by)
          IS NOT DISTINCT FROM (NEW.key, NEW.value, lower(NEW.period), NEW.source_document, NEW.published_on, NEW.note, NEW.entered_by))
     OR NOT upper_inf(NEW.period) THEN
    PERFORM rulebook_refuse('setting_as_proposed', '参数要照提出的取值、日期和依据文件设定。请从参数页审核。');
  END IF;
  IF NEW.approved_by IN ('', NEW.entered_by) THEN
    PERFORM rulebook_refuse('setting_by_two_people', '提出取值的人不能自己审核。请区委组织部另一位同志审核。');
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.rulebook_has_a_successor() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM rulebook_setting s WHERE s.key = NEW.key AND s.id > NEW.id AND lower(s.period) = upper(NEW.period) AND s.proposal_id IS NOT NULL) THEN
    PERFORM rulebook_refuse('setting_ends_where_the_next_begins', '参数不能单独终止，只能由后一条接替。请按文件提出新取值。');
  END IF;
  RETURN NULL;
END $$;


CREATE FUNCTION public.rulebook_is_recorded() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE bound text := coalesce(current_setting('qianxian.reach', true), ''); told boolean;
BEGIN
  PERFORM set_config('qianxian.reach', '0,1,2,3,4,5,6,7,8,9', true);
  SELECT EXISTS (SELECT 1 FROM foundation_auditleaf l WHERE l.object_id = NEW.uuid::text AND l.at >= now()
      AND (l.action, l.actor) = (TG_ARGV[0], to_jsonb(NEW) ->> TG_ARGV[1])) INTO told;
  PERFORM set_config('qianxian.reach', bound, true);
  IF NOT told THEN
    PERFORM rulebook_refuse('setting_is_recorded', '参数的提出和审核都要留痕。请从参数页办理。');
  END IF;
  RETURN NULL;
END $$;


CREATE FUNCTION public.rulebook_number(name text, day date, otherwise numeric) RETURNS numeric
    LANGUAGE sql STABLE
    AS $$
  SELECT coalesce((SELECT (s.value #>> '{}')::numeric FROM rulebook_setting s WHERE s.key = name AND s.period @> day), otherwise)
$$;


CREATE FUNCTION public.rulebook_refuse(code text, said text) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = code, MESSAGE = said; END $$;


CREATE FUNCTION public.rulebook_refuse_begun() RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
  PERFORM rulebook_refuse('setting_after_what_was_decided', '从这一天起已经按原来的取值办过事，不能倒回去改。请把开始日期定在最近一次办理以后。');
END $$;


CREATE FUNCTION public.threads_as_its_events() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE one bigint := CASE WHEN TG_TABLE_NAME = 'threads_thread' THEN (to_jsonb(NEW) ->> 'id')::bigint ELSE (to_jsonb(NEW) ->> 'thread_id')::bigint END;
        t threads_thread%ROWTYPE; e threads_threadevent%ROWTYPE;
BEGIN
  SELECT * INTO t FROM threads_thread x WHERE x.id = one;
  SELECT * INTO e FROM threads_threadevent x WHERE x.thread_id = one AND x.kind IN ('closed', 'joined', 'reopened') ORDER BY x.id DESC LIMIT 1;
  IF (t.state = 'closed') <> (coalesce(e.kind, '') = 'closed') OR (t.state = 'joined') <> (coalesce(e.kind, '') = 'joined')
     OR (t.state = 'closed' AND e.happened_on IS DISTINCT FROM t.closed_on)
     OR (t.state = 'joined' AND (e.other_id IS DISTINCT FROM t.joined_into_id
         OR NOT EXISTS (SELECT 1 FROM threads_threadevent x WHERE x.thread_id = t.joined_into_id AND x.kind = 'took_in' AND x.other_id = t.id))) THEN
    PERFORM threads_refuse('ends_as_its_events_say', '办结、合并、重新打开要同时登记在线上，日期和对象一致。请从线的页面办理。');
  END IF;
  IF NOT EXISTS (SELECT 1 FROM threads_threadstep s WHERE s.thread_id = t.id)
     OR (t.split_from_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM threads_threadevent x WHERE x.thread_id = t.split_from_id AND x.kind = 'split' AND x.other_id = t.id)) THEN
    PERFORM threads_refuse('opened_with_its_record', '线开立时要登记第一步；拆分的，原来的线上要登记拆分。');
  END IF;
  IF TG_TABLE_NAME = 'threads_threadevent' THEN
    SELECT * INTO e FROM threads_threadevent x WHERE x.id = (to_jsonb(NEW) ->> 'id')::bigint;
    IF (e.kind = 'took_in' AND NOT EXISTS (SELECT 1 FROM threads_threadevent x WHERE x.thread_id = e.other_id AND x.kind = 'joined' AND x.other_id = e.thread_id))
       OR (e.kind = 'split' AND NOT EXISTS (SELECT 1 FROM threads_thread x WHERE x.id = e.other_id AND x.split_from_id = e.thread_id))
       OR (e.kind NOT IN ('joined', 'took_in', 'split') AND e.other_id IS NOT NULL) THEN
      PERFORM threads_refuse('ends_as_its_events_say', '办结、合并、重新打开要同时登记在线上，日期和对象一致。请从线的页面办理。');
    END IF;
  END IF;
  RETURN NULL;
END $$;


CREATE FUNCTION public.threads_guard_along() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE t threads_thread%ROWTYPE; today date; now_at threads_threadstep%ROWTYPE;
BEGIN
  SELECT * INTO t FROM threads_thread x WHERE x.id = NEW.thread_id AND x.division_code = NEW.division_code;
  IF NOT FOUND THEN
    PERFORM threads_refuse('along_its_own_thread', '线上的记录要登记在本村（社区）自己的线上。');
  END IF;
  today := coalesce((SELECT c.example_day FROM divisions_county c WHERE c.example_day IS NOT NULL LIMIT 1), (now() AT TIME ZONE 'Asia/Shanghai')::date);
  IF coalesce((to_jsonb(NEW) ->> 'recorded_on')::date, (to_jsonb(NEW) ->> 'since')::date, lower((to_jsonb(NEW) ->> 'period')::daterange)) > today THEN
    PERFORM threads_refuse('recorded_by_today', '登记日期不能晚于今天。');
  END IF;
  IF TG_TABLE_NAME IN ('threads_threadstep', 'threads_stall') THEN
    SELECT * INTO now_at FROM threads_threadstep s WHERE s.thread_id = t.id ORDER BY s.id DESC LIMIT 1;
  END IF;
  IF (TG_TABLE_NAME IN ('threads_threadstep', 'threads_stall') AND t.state <> 'open') OR (TG_TABLE_NAME IN ('threads_estimate', 'threads_threadlink') AND t.state NOT IN ('open', 'stalled')) THEN
    PERFORM threads_refuse('along_a_thread_under_way', '这条线已经办结、合并或搁置，不能再登记。请先恢复或重新打开。');
  END IF;
  -- One IF within the other: PostgreSQL looks at every column of a condition, and these tables have not the same ones.
  IF TG_TABLE_NAME = 'threads_threadstep' THEN
    IF NEW.since < coalesce(now_at.since, t.asked_on) OR (NEW.step = now_at.step AND NEW.since <> now_at.since) THEN
      PERFORM threads_refuse('steps_in_order', '后一步的日期不能早于前一步；还在同一步的，起始日期不变。');
    END IF;
  ELSIF TG_TABLE_NAME = 'threads_stall' THEN
    IF NOT upper_inf(NEW.period) OR NEW.lift_words <> '' OR lower(NEW.period) < now_at.since THEN
      PERFORM threads_refuse('stall_begins_open', '搁置从现在这一步里的一天开始，恢复时再登记恢复日期。');
    END IF;
  ELSIF TG_TABLE_NAME = 'threads_estimate' THEN
    IF NEW.corrects_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM threads_estimate e WHERE e.id = NEW.corrects_id AND e.thread_id = t.id) THEN
      PERFORM threads_refuse('corrects_its_own_thread', '只能更正这条线上的估算。');
    END IF;
  ELSIF TG_TABLE_NAME = 'threads_threadlink' THEN
    IF NEW.ended_on IS NOT NULL THEN
      PERFORM threads_refuse('link_is_untied_once', '串上的事物只能取下，不能改写。');
    END IF;
  ELSIF (NEW.kind IN ('note', 'feedback', 'split') AND t.state NOT IN ('open', 'stalled')) OR (NEW.kind = 'feedback' AND NEW.happened_on < t.asked_on) THEN
    PERFORM threads_refuse('along_a_thread_under_way', '这条线已经办结、合并或搁置，不能再登记。请先恢复或重新打开。');
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.threads_guard_opening() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF NEW.state <> 'open' OR NEW.recorded_on > coalesce((SELECT c.example_day FROM divisions_county c WHERE c.example_day IS NOT NULL LIMIT 1), (now() AT TIME ZONE 'Asia/Shanghai')::date)
     OR (NEW.split_from_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM threads_thread t WHERE t.id = NEW.split_from_id AND t.division_code = NEW.division_code AND t.state IN ('open', 'stalled'))) THEN
    PERFORM threads_refuse('thread_begins_open', '线开立时是在办，登记日期不晚于今天；拆分只能从同一个地方、还在办的线上拆。');
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.threads_guard_untied() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF NEW.ended_on < NEW.since OR NEW.ended_on > coalesce((SELECT c.example_day FROM divisions_county c WHERE c.example_day IS NOT NULL LIMIT 1), (now() AT TIME ZONE 'Asia/Shanghai')::date) THEN
    PERFORM threads_refuse('untied_on_its_day', '取下的日期不能早于串上的日期，也不能晚于今天。');
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.threads_link_is_untied_once() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE untying text[] := ARRAY['ended_on', 'end_reason', 'version'];
BEGIN
  IF OLD.ended_on IS NOT NULL OR (to_jsonb(NEW) - untying) <> (to_jsonb(OLD) - untying) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'link_is_untied_once',
      MESSAGE = '串上的事物只能取下，不能改写。';
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.threads_nothing_is_deleted() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'threads_are_kept',
    MESSAGE = '线和线上的记录不能删除。登记错了的，请更正、取下或合并。';
END $$;


CREATE FUNCTION public.threads_refuse(code text, said text) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = code, MESSAGE = said; END $$;


CREATE FUNCTION public.threads_stall_is_lifted_once() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE lifting text[] := ARRAY['period', 'lift_words', 'lifted_by', 'version'];
BEGIN
  IF NOT upper_inf(OLD.period) OR lower(NEW.period) <> lower(OLD.period) OR (to_jsonb(NEW) - lifting) <> (to_jsonb(OLD) - lifting) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'stall_is_lifted_once',
      MESSAGE = '搁置的原因和起始日期不能改，恢复过的不能再改。';
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.threads_stalled_means_stalled() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE one bigint;
BEGIN
  IF TG_TABLE_NAME = 'threads_stall' THEN one := NEW.thread_id; ELSE one := NEW.id; END IF;
  IF EXISTS (SELECT 1 FROM threads_thread t WHERE t.id = one AND (t.state = 'stalled') <>
             EXISTS (SELECT 1 FROM threads_stall s WHERE s.thread_id = t.id AND upper_inf(s.period))) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'stalled_means_stalled',
      MESSAGE = '搁置的线要有原因和起始日期；恢复了的要写明怎么恢复。';
  END IF;
  RETURN NULL;
END $$;


CREATE FUNCTION public.threads_what_was_asked_stays() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE moving text[] := ARRAY['state', 'closed_on', 'joined_into_id', 'version'];
BEGIN
  IF (to_jsonb(NEW) - moving) <> (to_jsonb(OLD) - moving) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'what_was_asked_stays',
      MESSAGE = '线上记的原话、日期和来路不能改。有补充的，请补记一笔。';
  END IF;
  IF NEW.joined_into_id IS NOT NULL AND NEW.joined_into_id IS DISTINCT FROM OLD.joined_into_id AND NOT EXISTS (
    SELECT 1 FROM threads_thread t WHERE t.id = NEW.joined_into_id AND t.division_code = NEW.division_code AND t.state IN ('open', 'stalled') FOR SHARE) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'joined_into_one_that_stands',
      MESSAGE = '只能并入同一个地方、还在办的线。';
  END IF;
  IF NEW.state = 'closed' AND OLD.state <> 'closed' AND NEW.origin = 'villagers' AND NOT EXISTS (
    SELECT 1 FROM threads_threadevent e WHERE e.thread_id = NEW.id AND e.kind = 'feedback' AND e.id > coalesce(
      (SELECT max(r.id) FROM threads_threadevent r WHERE r.thread_id = NEW.id AND r.kind = 'reopened'), 0)) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'told_before_closed',
      MESSAGE = '还没有答复提出的人。先登记答复，再办结。';
  END IF;
  RETURN NEW;
END $$;


CREATE TABLE public.account_emailaddress (
    id integer NOT NULL,
    email character varying(254) NOT NULL,
    verified boolean NOT NULL,
    "primary" boolean NOT NULL,
    user_id bigint NOT NULL
);


ALTER TABLE public.account_emailaddress ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailaddress_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.account_emailconfirmation (
    id integer NOT NULL,
    created timestamp with time zone NOT NULL,
    sent timestamp with time zone,
    key character varying(64) NOT NULL,
    email_address_id integer NOT NULL
);


ALTER TABLE public.account_emailconfirmation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailconfirmation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.accounts_apiclient (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    client_id character varying(40) NOT NULL,
    title character varying(80) NOT NULL,
    responsible character varying(80) NOT NULL,
    secret_hash character varying(64) NOT NULL,
    role character varying(40) NOT NULL,
    division_code character varying(12) NOT NULL,
    scopes character varying(40)[] NOT NULL,
    calls_a_minute integer NOT NULL,
    usable daterange NOT NULL,
    registered_by character varying(80) NOT NULL,
    revoked_at timestamp with time zone,
    CONSTRAINT a_client_has_a_pace CHECK (((calls_a_minute >= 1) AND (calls_a_minute <= 6000))),
    CONSTRAINT a_client_is_no_officer CHECK ((NOT ((role)::text = ANY (ARRAY[('sys_admin'::character varying)::text, ('sec_admin'::character varying)::text, ('audit_admin'::character varying)::text, ('service'::character varying)::text, ('member'::character varying)::text, ('resident'::character varying)::text])))),
    CONSTRAINT accounts_apiclient_calls_a_minute_check CHECK ((calls_a_minute >= 0)),
    CONSTRAINT accounts_apiclient_version_check CHECK ((version >= 0))
);


ALTER TABLE public.accounts_apiclient ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_apiclient_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.accounts_apitoken (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    token_hash character varying(64) NOT NULL,
    label character varying(80) NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    user_id bigint NOT NULL,
    grant_id bigint NOT NULL,
    CONSTRAINT accounts_apitoken_version_check CHECK ((version >= 0))
);


ALTER TABLE public.accounts_apitoken ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_apitoken_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.accounts_clientcalls (
    id bigint NOT NULL,
    minute timestamp with time zone NOT NULL,
    calls integer NOT NULL,
    client_id bigint NOT NULL,
    CONSTRAINT accounts_clientcalls_calls_check CHECK ((calls >= 0))
);


ALTER TABLE public.accounts_clientcalls ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_clientcalls_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.accounts_clienttoken (
    id bigint NOT NULL,
    token_hash character varying(64) NOT NULL,
    scopes character varying(40)[] NOT NULL,
    issued_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    client_id bigint NOT NULL
);


ALTER TABLE public.accounts_clienttoken ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_clienttoken_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.accounts_loginattempt (
    id bigint NOT NULL,
    key character varying(120) NOT NULL,
    at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    succeeded boolean NOT NULL
);


ALTER TABLE public.accounts_loginattempt ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_loginattempt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.accounts_opensession (
    id bigint NOT NULL,
    session_key character varying(64) NOT NULL,
    started_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    seen_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    address character varying(45) NOT NULL,
    device character varying(200) NOT NULL,
    user_id bigint NOT NULL,
    code_at timestamp with time zone
);


ALTER TABLE public.accounts_opensession ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_opensession_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.accounts_recoverycode (
    id bigint NOT NULL,
    code_hash character varying(64) NOT NULL,
    used_at timestamp with time zone,
    user_id bigint NOT NULL
);


ALTER TABLE public.accounts_recoverycode ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_recoverycode_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.accounts_rolegrant (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    role character varying(40) NOT NULL,
    division_code character varying(12) NOT NULL,
    department character varying(40) NOT NULL,
    organisation_code character varying(40) NOT NULL,
    period daterange NOT NULL,
    granted_by character varying(80) NOT NULL,
    source_document character varying(200) NOT NULL,
    deputy_for_id bigint,
    user_id bigint NOT NULL,
    CONSTRAINT accounts_rolegrant_version_check CHECK ((version >= 0))
);


ALTER TABLE public.accounts_rolegrant ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_rolegrant_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.accounts_secondfactor (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    secret_sealed text NOT NULL,
    last_step bigint NOT NULL,
    enrolled_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    user_id bigint NOT NULL,
    CONSTRAINT accounts_secondfactor_version_check CHECK ((version >= 0))
);


ALTER TABLE public.accounts_secondfactor ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_secondfactor_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.accounts_secondfactorreset (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    reason character varying(200) NOT NULL,
    requested_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    confirmed_at timestamp with time zone,
    confirmed_by_id bigint,
    requested_by_id bigint NOT NULL,
    user_id bigint NOT NULL,
    CONSTRAINT a_reset_takes_two_people CHECK (((confirmed_by_id IS NULL) OR ((NOT ((confirmed_by_id = requested_by_id) AND (confirmed_by_id IS NOT NULL))) AND (NOT ((confirmed_by_id = user_id) AND (confirmed_by_id IS NOT NULL)))))),
    CONSTRAINT accounts_secondfactorreset_version_check CHECK ((version >= 0))
);


ALTER TABLE public.accounts_secondfactorreset ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_secondfactorreset_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


ALTER TABLE public.accounts_user ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_user_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.assessments_assessmentfact (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    fact character varying(300) NOT NULL,
    happened_on date NOT NULL,
    evidence character varying(300) NOT NULL,
    points numeric(6,2) NOT NULL,
    told_on date,
    source character varying(40) NOT NULL,
    source_key character varying(80) NOT NULL,
    recorded_on date NOT NULL,
    recorded_by character varying(80) NOT NULL,
    withdrawn_on date,
    withdrawn_reason character varying(300) NOT NULL,
    mark_id bigint NOT NULL,
    sheet_id bigint NOT NULL,
    CONSTRAINT a_deduction_was_told CHECK (((points = (0)::numeric) OR ((points > (0)::numeric) AND (told_on >= happened_on) AND (told_on IS NOT NULL)))),
    CONSTRAINT a_fact_has_its_evidence CHECK (((NOT ((evidence)::text = ''::text)) AND (NOT ((fact)::text = ''::text)))),
    CONSTRAINT assessments_assessmentfact_version_check CHECK ((version >= 0))
);


ALTER TABLE public.assessments_assessmentfact ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.assessments_assessmentfact_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.assessments_assessmentindicator (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    "order" smallint NOT NULL,
    name character varying(60) NOT NULL,
    measure character varying(200) NOT NULL,
    weight numeric(5,2) NOT NULL,
    full_mark numeric(6,2) NOT NULL,
    deduction_cap numeric(6,2) NOT NULL,
    source character varying(40) NOT NULL,
    scheme_id bigint NOT NULL,
    CONSTRAINT assessments_assessmentindicator_order_check CHECK (("order" >= 0)),
    CONSTRAINT assessments_assessmentindicator_version_check CHECK ((version >= 0)),
    CONSTRAINT cap_within_the_full_mark CHECK (((deduction_cap >= (0)::numeric) AND (deduction_cap <= full_mark) AND (full_mark > (0)::numeric))),
    CONSTRAINT indicator_weight_in_range CHECK (((weight > (0)::numeric) AND (weight <= (100)::numeric)))
);


ALTER TABLE public.assessments_assessmentindicator ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.assessments_assessmentindicator_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.assessments_assessmentmark (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    "order" smallint NOT NULL,
    name character varying(60) NOT NULL,
    measure character varying(200) NOT NULL,
    weight numeric(5,2) NOT NULL,
    full_mark numeric(6,2) NOT NULL,
    deduction_cap numeric(6,2) NOT NULL,
    source character varying(40) NOT NULL,
    given numeric(6,2),
    deducted numeric(6,2) NOT NULL,
    reason character varying(300) NOT NULL,
    sheet_id bigint NOT NULL,
    CONSTRAINT assessments_assessmentmark_order_check CHECK (("order" >= 0)),
    CONSTRAINT assessments_assessmentmark_version_check CHECK ((version >= 0)),
    CONSTRAINT deductions_within_the_cap CHECK (((deducted >= (0)::numeric) AND (deducted <= deduction_cap))),
    CONSTRAINT mark_within_the_full_mark CHECK (((given IS NULL) OR ((given >= (0)::numeric) AND (given <= full_mark) AND (NOT ((reason)::text = ''::text)))))
);


ALTER TABLE public.assessments_assessmentmark ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.assessments_assessmentmark_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.assessments_assessmentscheme (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    year smallint NOT NULL,
    subject character varying(8) NOT NULL,
    edition smallint NOT NULL,
    title character varying(120) NOT NULL,
    document character varying(120) NOT NULL,
    state character varying(10) NOT NULL,
    drafted_on date NOT NULL,
    drafted_by character varying(80) NOT NULL,
    published_on date,
    published_by character varying(80) NOT NULL,
    CONSTRAINT a_published_scheme_has_its_document CHECK ((((state)::text = 'draft'::text) OR ((NOT ((document)::text = ''::text)) AND (published_on IS NOT NULL) AND (NOT ((published_by)::text = ''::text))))),
    CONSTRAINT assessments_assessmentscheme_edition_check CHECK ((edition >= 0)),
    CONSTRAINT assessments_assessmentscheme_version_check CHECK ((version >= 0)),
    CONSTRAINT assessments_assessmentscheme_year_check CHECK ((year >= 0)),
    CONSTRAINT scheme_published_by_another CHECK ((((published_by)::text = ''::text) OR (NOT ((published_by)::text = (drafted_by)::text))))
);


ALTER TABLE public.assessments_assessmentscheme ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.assessments_assessmentscheme_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.assessments_assessmentsheet (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    number character varying(30) NOT NULL,
    year smallint NOT NULL,
    subject character varying(8) NOT NULL,
    scheme_title character varying(120) NOT NULL,
    scheme_document character varying(120) NOT NULL,
    answers_for uuid NOT NULL,
    assessed_people uuid[] NOT NULL,
    state character varying(10) NOT NULL,
    opened_on date NOT NULL,
    opened_by character varying(80) NOT NULL,
    self_report text NOT NULL,
    reported_on date,
    reported_by character varying(80) NOT NULL,
    score numeric(5,2),
    scored_on date,
    scored_by character varying(80) NOT NULL,
    veto_item character varying(30) NOT NULL,
    veto_document character varying(200) NOT NULL,
    told_on date,
    told_by character varying(80) NOT NULL,
    statement text NOT NULL,
    signature character varying(8) NOT NULL,
    signed_on date,
    signature_note character varying(200) NOT NULL,
    opinion character varying(500) NOT NULL,
    approved_on date,
    approved_by character varying(80) NOT NULL,
    returned_reason character varying(300) NOT NULL,
    grade character varying(14) NOT NULL,
    grade_reason character varying(24) NOT NULL,
    served_on date,
    appeal_until date,
    fixed_on date,
    fixed_by character varying(80) NOT NULL,
    centre_id bigint NOT NULL,
    person_id bigint NOT NULL,
    scheme_id bigint NOT NULL,
    grading_id bigint,
    CONSTRAINT a_refused_signature_is_noted CHECK (((NOT ((signature)::text = 'refused'::text)) OR (NOT ((signature_note)::text = ''::text)))),
    CONSTRAINT a_score_is_of_100 CHECK (((score IS NULL) OR ((score >= (0)::numeric) AND (score <= (100)::numeric)))),
    CONSTRAINT a_veto_has_its_document CHECK ((((veto_item)::text = ''::text) OR (NOT ((veto_document)::text = ''::text)))),
    CONSTRAINT assessments_assessmentsheet_version_check CHECK ((version >= 0)),
    CONSTRAINT assessments_assessmentsheet_year_check CHECK ((year >= 0)),
    CONSTRAINT scorer_does_not_approve CHECK ((((approved_by)::text = ''::text) OR (NOT ((approved_by)::text = (scored_by)::text))))
);


ALTER TABLE public.assessments_assessmentsheet ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.assessments_assessmentsheet_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.assessments_gradeappeal (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    appealed_on date NOT NULL,
    appealed_by character varying(80) NOT NULL,
    grounds character varying(500) NOT NULL,
    due_on date NOT NULL,
    grade_before character varying(14) NOT NULL,
    panel character varying(200) NOT NULL,
    result character varying(8) NOT NULL,
    grade_after character varying(14) NOT NULL,
    reasons character varying(500) NOT NULL,
    document character varying(120) NOT NULL,
    answered_on date,
    answered_by character varying(80) NOT NULL,
    sheet_id bigint NOT NULL,
    CONSTRAINT a_changed_grade_is_another CHECK (((NOT ((result)::text = 'changed'::text)) OR ((NOT ((grade_after)::text = ''::text)) AND (NOT ((grade_after)::text = (grade_before)::text))))),
    CONSTRAINT an_answered_appeal_says_why CHECK ((((result)::text = ''::text) OR ((NOT ((reasons)::text = ''::text)) AND (NOT ((panel)::text = ''::text)) AND (NOT ((document)::text = ''::text)) AND (NOT ((answered_by)::text = ''::text)) AND (answered_on IS NOT NULL)))),
    CONSTRAINT assessments_gradeappeal_version_check CHECK ((version >= 0))
);


ALTER TABLE public.assessments_gradeappeal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.assessments_gradeappeal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.assessments_gradingdecision (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    decided_on date NOT NULL,
    decided_by character varying(80) NOT NULL,
    body character varying(80) NOT NULL,
    meeting character varying(80) NOT NULL,
    assessed integer NOT NULL,
    quota integer NOT NULL,
    override_reason character varying(300) NOT NULL,
    override_document character varying(120) NOT NULL,
    scheme_id bigint NOT NULL,
    CONSTRAINT assessments_gradingdecision_assessed_check CHECK ((assessed >= 0)),
    CONSTRAINT assessments_gradingdecision_quota_check CHECK ((quota >= 0)),
    CONSTRAINT assessments_gradingdecision_version_check CHECK ((version >= 0)),
    CONSTRAINT override_has_reason_and_document CHECK (((((override_document)::text = ''::text) AND ((override_reason)::text = ''::text)) OR ((NOT ((override_reason)::text = ''::text)) AND (NOT ((override_document)::text = ''::text)))))
);


ALTER TABLE public.assessments_gradingdecision ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.assessments_gradingdecision_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.auth_group (
    id integer NOT NULL,
    name character varying(150) NOT NULL
);


ALTER TABLE public.auth_group ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.auth_group_permissions (
    id bigint NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL
);


ALTER TABLE public.auth_group_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.auth_permission (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    content_type_id integer NOT NULL,
    codename character varying(100) NOT NULL
);


ALTER TABLE public.auth_permission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_permission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.cases_case (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    number character varying(40) NOT NULL,
    applicant_name character varying(60) NOT NULL,
    phone_sealed text NOT NULL,
    phone_masked character varying(20) NOT NULL,
    channel character varying(8) NOT NULL,
    state character varying(12) NOT NULL,
    holder character varying(12) NOT NULL,
    holder_body character varying(60) NOT NULL,
    missing character varying(200)[] NOT NULL,
    received_on date NOT NULL,
    due_on date,
    notice_on date,
    confirmed boolean NOT NULL,
    closed_on date,
    recorded_by character varying(80) NOT NULL,
    recorded_on date NOT NULL,
    applicant_id bigint,
    item_id bigint NOT NULL,
    CONSTRAINT case_closed_with_its_day CHECK ((((closed_on IS NOT NULL) AND ((state)::text = ANY (ARRAY[('done'::character varying)::text, ('refused'::character varying)::text, ('withdrawn'::character varying)::text]))) OR ((NOT ((state)::text = ANY (ARRAY[('done'::character varying)::text, ('refused'::character varying)::text, ('withdrawn'::character varying)::text]))) AND (closed_on IS NULL)))),
    CONSTRAINT case_has_its_applicant CHECK (((NOT ((applicant_name)::text = ''::text)) AND (NOT ((number)::text = ''::text)))),
    CONSTRAINT case_received_before_recorded CHECK ((received_on <= recorded_on)),
    CONSTRAINT cases_case_version_check CHECK ((version >= 0)),
    CONSTRAINT phone_sealed_with_its_mask CHECK (((((phone_masked)::text = ''::text) AND (phone_sealed = ''::text)) OR ((NOT (phone_sealed = ''::text)) AND (NOT ((phone_masked)::text = ''::text)))))
);


ALTER TABLE public.cases_case ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_case_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.cases_casenumber (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    kind character varying(12) NOT NULL,
    year smallint NOT NULL,
    last integer NOT NULL,
    CONSTRAINT cases_casenumber_last_check CHECK ((last >= 0)),
    CONSTRAINT cases_casenumber_version_check CHECK ((version >= 0)),
    CONSTRAINT cases_casenumber_year_check CHECK ((year >= 0))
);


ALTER TABLE public.cases_casenumber ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_casenumber_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.cases_caseopinion (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    word character varying(10) NOT NULL,
    words character varying(200) NOT NULL,
    said_on date NOT NULL,
    case_id bigint NOT NULL,
    CONSTRAINT cases_caseopinion_version_check CHECK ((version >= 0)),
    CONSTRAINT opinion_is_one_of_three_words CHECK (((word)::text = ANY (ARRAY[('satisfied'::character varying)::text, ('fairly'::character varying)::text, ('not'::character varying)::text]))),
    CONSTRAINT opinion_names_nobody CHECK ((NOT ((words)::text ~ '(^|[^0-9])(1[0-9]{10}|[0-9]{17}[0-9Xx])([^0-9]|$)'::text)))
);


ALTER TABLE public.cases_caseopinion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_caseopinion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.cases_casereceipt (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    code_hash character varying(64) NOT NULL,
    issued_on date NOT NULL,
    issued_by character varying(80) NOT NULL,
    case_id bigint NOT NULL,
    CONSTRAINT cases_casereceipt_version_check CHECK ((version >= 0))
);


ALTER TABLE public.cases_casereceipt ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_casereceipt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.cases_casestep (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    kind character varying(10) NOT NULL,
    state character varying(12) NOT NULL,
    holder character varying(12) NOT NULL,
    holder_body character varying(60) NOT NULL,
    turn smallint NOT NULL,
    words character varying(500) NOT NULL,
    remedy character varying(300) NOT NULL,
    missing character varying(200)[] NOT NULL,
    due_on date,
    happened_on date NOT NULL,
    recorded_by character varying(80) NOT NULL,
    case_id bigint NOT NULL,
    CONSTRAINT case_step_names_nobody CHECK (((NOT ((words)::text ~ '(^|[^0-9])(1[0-9]{10}|[0-9]{17}[0-9Xx])([^0-9]|$)'::text)) AND (NOT ((remedy)::text ~ '(^|[^0-9])(1[0-9]{10}|[0-9]{17}[0-9Xx])([^0-9]|$)'::text)))),
    CONSTRAINT cases_casestep_turn_check CHECK ((turn >= 0)),
    CONSTRAINT cases_casestep_version_check CHECK ((version >= 0)),
    CONSTRAINT ended_in_words CHECK (((NOT ((kind)::text = ANY (ARRAY[('finish'::character varying)::text, ('withdraw'::character varying)::text, ('reopen'::character varying)::text, ('transfer'::character varying)::text, ('note'::character varying)::text]))) OR (NOT ((words)::text = ''::text)))),
    CONSTRAINT notice_names_what_is_missing CHECK (((NOT ((kind)::text = 'ask'::text)) OR (NOT (missing = '{}'::character varying(200)[])))),
    CONSTRAINT refused_with_reason_and_remedy CHECK (((NOT ((kind)::text = 'refuse'::text)) OR ((NOT ((words)::text = ''::text)) AND (NOT ((remedy)::text = ''::text)))))
);


ALTER TABLE public.cases_casestep ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_casestep_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.centres_centrefunction (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    function character varying(24) NOT NULL,
    way character varying(12) NOT NULL,
    desk character varying(40) NOT NULL,
    moved_to character varying(100) NOT NULL,
    document character varying(200) NOT NULL,
    period daterange NOT NULL,
    centre_id bigint NOT NULL,
    CONSTRAINT centres_centrefunction_version_check CHECK ((version >= 0)),
    CONSTRAINT desk_or_recorded_transfer CHECK (((((way)::text = 'desk'::text) AND (NOT ((desk)::text = ''::text))) OR (((way)::text = 'transferred'::text) AND (NOT ((moved_to)::text = ''::text)) AND (NOT ((document)::text = ''::text)))))
);


ALTER TABLE public.centres_centrefunction ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.centres_centrefunction_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.centres_dutyturn (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    weekday smallint NOT NULL,
    part character varying(10) NOT NULL,
    period daterange NOT NULL,
    centre_id bigint NOT NULL,
    person_id bigint NOT NULL,
    CONSTRAINT centres_dutyturn_version_check CHECK ((version >= 0)),
    CONSTRAINT centres_dutyturn_weekday_check CHECK ((weekday >= 0)),
    CONSTRAINT duty_on_a_day_of_the_week CHECK (((weekday >= 1) AND (weekday <= 7)))
);


ALTER TABLE public.centres_dutyturn ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.centres_dutyturn_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.centres_formercentre (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    period daterange NOT NULL,
    said jsonb NOT NULL,
    centre_id bigint NOT NULL,
    CONSTRAINT centres_formercentre_version_check CHECK ((version >= 0))
);


ALTER TABLE public.centres_formercentre ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.centres_formercentre_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.centres_servicecentre (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    code character varying(40) NOT NULL,
    name character varying(100) NOT NULL,
    kind character varying(14) NOT NULL,
    area_m2 numeric(8,2),
    opened_on date,
    closed_on date,
    windows smallint NOT NULL,
    opening_hours character varying(100) NOT NULL,
    telephone character varying(30) NOT NULL,
    address character varying(120) NOT NULL,
    CONSTRAINT centres_servicecentre_version_check CHECK ((version >= 0)),
    CONSTRAINT centres_servicecentre_windows_check CHECK ((windows >= 0))
);


ALTER TABLE public.centres_servicecentre ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.centres_servicecentre_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.centres_staffingplan (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    year smallint NOT NULL,
    resident integer NOT NULL,
    leading_posts smallint NOT NULL,
    exception_posts smallint NOT NULL,
    exception_document character varying(200) NOT NULL,
    decided_on date NOT NULL,
    centre_id bigint NOT NULL,
    CONSTRAINT centres_staffingplan_exception_posts_check CHECK ((exception_posts >= 0)),
    CONSTRAINT centres_staffingplan_leading_posts_check CHECK ((leading_posts >= 0)),
    CONSTRAINT centres_staffingplan_resident_check CHECK ((resident >= 0)),
    CONSTRAINT centres_staffingplan_version_check CHECK ((version >= 0)),
    CONSTRAINT centres_staffingplan_year_check CHECK ((year >= 0)),
    CONSTRAINT exception_needs_a_document CHECK (((exception_posts = 0) OR (NOT ((exception_document)::text = ''::text))))
);


ALTER TABLE public.centres_staffingplan ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.centres_staffingplan_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.centres_windowstaff (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    title character varying(40) NOT NULL,
    period daterange NOT NULL,
    centre_id bigint NOT NULL,
    person_id bigint NOT NULL,
    CONSTRAINT centres_windowstaff_version_check CHECK ((version >= 0))
);


ALTER TABLE public.centres_windowstaff ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.centres_windowstaff_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.collective_asset (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    number character varying(40) NOT NULL,
    title character varying(120) NOT NULL,
    category character varying(12) NOT NULL,
    place character varying(200) NOT NULL,
    acquired_on date NOT NULL,
    original_value numeric(14,2) NOT NULL,
    document character varying(200) NOT NULL,
    state character varying(10) NOT NULL,
    registered_on date NOT NULL,
    registered_by character varying(80) NOT NULL,
    disposed_on date,
    disposal_way character varying(12) NOT NULL,
    disposal_price numeric(14,2),
    disposal_to character varying(120) NOT NULL,
    disposal_certificate_id bigint,
    facility character varying(14) NOT NULL,
    quantity numeric(12,2),
    CONSTRAINT a_facility_says_how_much CHECK (((((facility)::text = ''::text) AND (quantity IS NULL)) OR ((NOT ((facility)::text = ''::text)) AND (quantity >= (0)::numeric) AND (quantity IS NOT NULL)))),
    CONSTRAINT asset_value_not_below_nothing CHECK (((original_value >= (0)::numeric) AND (NOT ((document)::text = ''::text)))),
    CONSTRAINT collective_asset_version_check CHECK ((version >= 0)),
    CONSTRAINT disposed_only_by_a_certificate CHECK ((((disposal_certificate_id IS NOT NULL) AND (disposal_price >= (0)::numeric) AND ((disposal_way)::text = ANY (ARRAY[('sold'::character varying)::text, ('scrapped'::character varying)::text, ('transferred'::character varying)::text])) AND (disposed_on IS NOT NULL) AND ((state)::text = 'disposed'::text)) OR ((NOT ((state)::text = 'disposed'::text)) AND (disposal_certificate_id IS NULL) AND (disposal_price IS NULL) AND ((disposal_to)::text = ''::text) AND ((disposal_way)::text = ''::text) AND (disposed_on IS NULL))))
);


ALTER TABLE public.collective_asset ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.collective_asset_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.collective_collectivenumber (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    kind character varying(12) NOT NULL,
    year smallint NOT NULL,
    last integer NOT NULL,
    CONSTRAINT collective_collectivenumber_last_check CHECK ((last >= 0)),
    CONSTRAINT collective_collectivenumber_version_check CHECK ((version >= 0)),
    CONSTRAINT collective_collectivenumber_year_check CHECK ((year >= 0))
);


ALTER TABLE public.collective_collectivenumber ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.collective_collectivenumber_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.collective_distribution (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    number character varying(40) NOT NULL,
    year smallint NOT NULL,
    income numeric(14,2) NOT NULL,
    loss_carried numeric(14,2) NOT NULL,
    reserve_rate numeric(7,6) NOT NULL,
    welfare_rate numeric(7,6) NOT NULL,
    reserve numeric(14,2) NOT NULL,
    welfare numeric(14,2) NOT NULL,
    per_share numeric(14,2) NOT NULL,
    shares integer NOT NULL,
    paid numeric(14,2) NOT NULL,
    remainder numeric(14,2) NOT NULL,
    state character varying(10) NOT NULL,
    computed_on date NOT NULL,
    computed_by character varying(80) NOT NULL,
    drop_reason character varying(300) NOT NULL,
    book_id bigint NOT NULL,
    certificate_id bigint NOT NULL,
    draft_id bigint,
    fund_id bigint NOT NULL,
    roll_id bigint NOT NULL,
    CONSTRAINT collective_distribution_shares_check CHECK ((shares >= 0)),
    CONSTRAINT collective_distribution_version_check CHECK ((version >= 0)),
    CONSTRAINT collective_distribution_year_check CHECK ((year >= 0)),
    CONSTRAINT distribution_is_exact CHECK (((income = ((((loss_carried + reserve) + welfare) + paid) + remainder)) AND (income > loss_carried) AND (loss_carried >= (0)::numeric) AND (paid = (per_share * (shares)::numeric)) AND (per_share > (0)::numeric) AND (remainder >= (0)::numeric) AND (reserve >= (0)::numeric) AND (shares >= 1) AND (welfare >= (0)::numeric))),
    CONSTRAINT drafted_with_its_voucher CHECK (((NOT ((state)::text = 'drafted'::text)) OR (draft_id IS NOT NULL))),
    CONSTRAINT dropped_with_a_reason CHECK (((NOT ((state)::text = 'dropped'::text)) OR (NOT ((drop_reason)::text = ''::text))))
);


ALTER TABLE public.collective_distribution ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.collective_distribution_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.collective_distributionline (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    shares integer NOT NULL,
    amount numeric(14,2) NOT NULL,
    distribution_id bigint NOT NULL,
    entry_id bigint NOT NULL,
    CONSTRAINT collective_distributionline_shares_check CHECK ((shares >= 0)),
    CONSTRAINT collective_distributionline_version_check CHECK ((version >= 0))
);


ALTER TABLE public.collective_distributionline ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.collective_distributionline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.collective_instalment (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    turn smallint NOT NULL,
    due_on date NOT NULL,
    amount numeric(14,2) NOT NULL,
    lease_id bigint NOT NULL,
    CONSTRAINT collective_instalment_turn_check CHECK ((turn >= 0)),
    CONSTRAINT collective_instalment_version_check CHECK ((version >= 0)),
    CONSTRAINT instalment_above_zero CHECK ((amount > (0)::numeric))
);


ALTER TABLE public.collective_instalment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.collective_instalment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.collective_inventory (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    year smallint NOT NULL,
    counted_on date NOT NULL,
    assets integer NOT NULL,
    parcels integer NOT NULL,
    differences character varying(500) NOT NULL,
    document character varying(200) NOT NULL,
    recorded_by character varying(80) NOT NULL,
    facilities character varying(14)[] NOT NULL,
    CONSTRAINT collective_inventory_assets_check CHECK ((assets >= 0)),
    CONSTRAINT collective_inventory_parcels_check CHECK ((parcels >= 0)),
    CONSTRAINT collective_inventory_version_check CHECK ((version >= 0)),
    CONSTRAINT collective_inventory_year_check CHECK ((year >= 0))
);


ALTER TABLE public.collective_inventory ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.collective_inventory_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


ALTER TABLE public.collective_lease ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.collective_lease_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.collective_member (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    number character varying(40) NOT NULL,
    name character varying(60) NOT NULL,
    household character varying(40) NOT NULL,
    born_on date NOT NULL,
    incapable boolean NOT NULL,
    shares integer NOT NULL,
    since date NOT NULL,
    basis character varying(12) NOT NULL,
    document character varying(200) NOT NULL,
    recorded_by character varying(80) NOT NULL,
    ended_on date,
    end_basis character varying(20) NOT NULL,
    end_document character varying(200) NOT NULL,
    elsewhere character varying(120) NOT NULL,
    ended_by character varying(80) NOT NULL,
    person_id bigint,
    CONSTRAINT collective_member_shares_check CHECK ((shares >= 0)),
    CONSTRAINT collective_member_version_check CHECK ((version >= 0)),
    CONSTRAINT membership_begins_on_a_ground CHECK ((((basis)::text = ANY (ARRAY[('original'::character varying)::text, ('birth'::character varying)::text, ('marriage'::character varying)::text, ('adoption'::character varying)::text, ('settlement'::character varying)::text])) AND (NOT ((document)::text = ''::text)))),
    CONSTRAINT membership_ends_on_a_lawful_ground CHECK (((((elsewhere)::text = ''::text) AND ((end_basis)::text = ''::text) AND ((end_document)::text = ''::text) AND ((ended_by)::text = ''::text) AND (ended_on IS NULL)) OR (((end_basis)::text = ANY (ARRAY[('death'::character varying)::text, ('nationality_lost'::character varying)::text, ('member_elsewhere'::character varying)::text, ('civil_servant'::character varying)::text])) AND (ended_on >= since) AND (NOT ((end_document)::text = ''::text)) AND (NOT ((ended_by)::text = ''::text)) AND ((NOT ((end_basis)::text = 'member_elsewhere'::text)) OR (NOT ((elsewhere)::text = ''::text))))))
);


ALTER TABLE public.collective_member ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.collective_member_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.collective_namesakestatement (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    name character varying(60) NOT NULL,
    document character varying(200) NOT NULL,
    stated_on date NOT NULL,
    stated_by character varying(80) NOT NULL,
    certificate_id bigint NOT NULL,
    CONSTRAINT collective_namesakestatement_version_check CHECK ((version >= 0)),
    CONSTRAINT namesake_compared_on_paper CHECK (((NOT ((name)::text = ''::text)) AND (NOT ((document)::text = ''::text))))
);


ALTER TABLE public.collective_namesakestatement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.collective_namesakestatement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.collective_nearparty (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    name character varying(120) NOT NULL,
    relation character varying(12) NOT NULL,
    declared_on date NOT NULL,
    declared_to character varying(80) NOT NULL,
    seat_id bigint NOT NULL,
    CONSTRAINT collective_nearparty_version_check CHECK ((version >= 0)),
    CONSTRAINT related_party_has_a_name CHECK ((NOT ((name)::text = ''::text)))
);


ALTER TABLE public.collective_nearparty ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.collective_nearparty_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.collective_parcel (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    number character varying(40) NOT NULL,
    title character varying(120) NOT NULL,
    owner character varying(8) NOT NULL,
    owner_name character varying(80) NOT NULL,
    use character varying(12) NOT NULL,
    place character varying(200) NOT NULL,
    mu numeric(16,6) NOT NULL,
    state character varying(12) NOT NULL,
    certificate_no character varying(80) NOT NULL,
    certified_by character varying(80) NOT NULL,
    certified_on date,
    registered_on date NOT NULL,
    registered_by character varying(80) NOT NULL,
    whole_id bigint,
    CONSTRAINT certified_land_names_its_certificate CHECK (((NOT ((state)::text = ANY (ARRAY[('certified'::character varying)::text, ('leased'::character varying)::text, ('developed'::character varying)::text]))) OR ((NOT ((certificate_no)::text = ''::text)) AND (certified_on IS NOT NULL)))),
    CONSTRAINT collective_parcel_version_check CHECK ((version >= 0)),
    CONSTRAINT no_part_of_itself CHECK (((whole_id IS NULL) OR (NOT ((whole_id = id) AND (whole_id IS NOT NULL))))),
    CONSTRAINT parcel_has_an_area CHECK ((mu > (0)::numeric))
);


ALTER TABLE public.collective_parcel ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.collective_parcel_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.collective_propertyevent (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    kind character varying(12) NOT NULL,
    happened_on date NOT NULL,
    from_state character varying(12) NOT NULL,
    to_state character varying(12) NOT NULL,
    mu numeric(16,6),
    document character varying(200) NOT NULL,
    words character varying(300) NOT NULL,
    recorded_by character varying(80) NOT NULL,
    asset_id bigint,
    parcel_id bigint,
    quantity numeric(12,2),
    facility character varying(14) NOT NULL,
    CONSTRAINT collective_propertyevent_version_check CHECK ((version >= 0)),
    CONSTRAINT event_of_one_thing CHECK ((((asset_id IS NULL) AND (mu IS NOT NULL) AND (parcel_id IS NOT NULL)) OR ((asset_id IS NOT NULL) AND (parcel_id IS NULL)))),
    CONSTRAINT event_on_a_document CHECK ((NOT ((document)::text = ''::text)))
);


ALTER TABLE public.collective_propertyevent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.collective_propertyevent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.collective_rentreceipt (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    amount numeric(14,2) NOT NULL,
    matched_on date NOT NULL,
    matched_by character varying(80) NOT NULL,
    instalment_id bigint NOT NULL,
    line_id bigint NOT NULL,
    CONSTRAINT collective_rentreceipt_version_check CHECK ((version >= 0)),
    CONSTRAINT rent_above_zero CHECK ((amount > (0)::numeric))
);


ALTER TABLE public.collective_rentreceipt ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.collective_rentreceipt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.collective_roll (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    number character varying(40) NOT NULL,
    purpose character varying(12) NOT NULL,
    "on" date NOT NULL,
    members integer NOT NULL,
    voters integer NOT NULL,
    households integer NOT NULL,
    shares integer NOT NULL,
    frozen_on date NOT NULL,
    frozen_by character varying(80) NOT NULL,
    meeting_id bigint,
    CONSTRAINT collective_roll_households_check CHECK ((households >= 0)),
    CONSTRAINT collective_roll_members_check CHECK ((members >= 0)),
    CONSTRAINT collective_roll_shares_check CHECK ((shares >= 0)),
    CONSTRAINT collective_roll_version_check CHECK ((version >= 0)),
    CONSTRAINT collective_roll_voters_check CHECK ((voters >= 0)),
    CONSTRAINT roll_has_members CHECK (((members >= 1) AND ("on" <= frozen_on) AND (voters <= members)))
);


ALTER TABLE public.collective_roll ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.collective_roll_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.collective_rollentry (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    turn integer NOT NULL,
    name character varying(60) NOT NULL,
    household character varying(40) NOT NULL,
    votes boolean NOT NULL,
    shares integer NOT NULL,
    member_id bigint NOT NULL,
    roll_id bigint NOT NULL,
    CONSTRAINT collective_rollentry_shares_check CHECK ((shares >= 0)),
    CONSTRAINT collective_rollentry_turn_check CHECK ((turn >= 0)),
    CONSTRAINT collective_rollentry_version_check CHECK ((version >= 0))
);


ALTER TABLE public.collective_rollentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.collective_rollentry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


ALTER TABLE public.collective_seat ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.collective_seat_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.contracts_amendment (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    "position" smallint NOT NULL,
    signed_on date NOT NULL,
    amount_change numeric(14,2) NOT NULL,
    last_day date,
    subject character varying(500) NOT NULL,
    document character varying(200) NOT NULL,
    recorded_on date NOT NULL,
    recorded_by character varying(80) NOT NULL,
    certificate_id bigint,
    contract_id bigint NOT NULL,
    CONSTRAINT an_amendment_changes_something CHECK (((NOT (amount_change = (0)::numeric)) OR (last_day IS NOT NULL) OR (NOT ((document)::text = ''::text)))),
    CONSTRAINT contracts_amendment_position_check CHECK (("position" >= 0)),
    CONSTRAINT contracts_amendment_version_check CHECK ((version >= 0))
);


ALTER TABLE public.contracts_amendment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.contracts_amendment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


ALTER TABLE public.contracts_contract ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.contracts_contract_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.contracts_contractnumber (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    kind character varying(12) NOT NULL,
    year smallint NOT NULL,
    last integer NOT NULL,
    CONSTRAINT contracts_contractnumber_last_check CHECK ((last >= 0)),
    CONSTRAINT contracts_contractnumber_version_check CHECK ((version >= 0)),
    CONSTRAINT contracts_contractnumber_year_check CHECK ((year >= 0))
);


ALTER TABLE public.contracts_contractnumber ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.contracts_contractnumber_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.contracts_relatedparty (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    name character varying(60) NOT NULL,
    office character varying(120) NOT NULL,
    source character varying(16) NOT NULL,
    relation character varying(12) NOT NULL,
    found_on date NOT NULL,
    found_by character varying(80) NOT NULL,
    answer character varying(10) NOT NULL,
    document character varying(200) NOT NULL,
    answered_on date,
    answered_by character varying(80) NOT NULL,
    contract_id bigint NOT NULL,
    recusal_id bigint,
    CONSTRAINT contracts_relatedparty_version_check CHECK ((version >= 0)),
    CONSTRAINT related_party_answered_whole CHECK (((((answer)::text = ''::text) AND ((answered_by)::text = ''::text) AND (answered_on IS NULL) AND ((document)::text = ''::text) AND (recusal_id IS NULL)) OR (((answer)::text = 'recused'::text) AND (answered_on IS NOT NULL) AND (recusal_id IS NOT NULL) AND (NOT ((answered_by)::text = ''::text))) OR (((answer)::text = 'not_same'::text) AND (answered_on IS NOT NULL) AND (recusal_id IS NULL) AND (NOT ((answered_by)::text = ''::text)) AND (NOT ((document)::text = ''::text)))))
);


ALTER TABLE public.contracts_relatedparty ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.contracts_relatedparty_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


ALTER TABLE public.decisions_certificate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.decisions_certificate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.decisions_countentry (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    copy smallint NOT NULL,
    attempt smallint NOT NULL,
    present integer NOT NULL,
    votes_for integer NOT NULL,
    votes_against integer NOT NULL,
    votes_abstain integer NOT NULL,
    entered_by character varying(80) NOT NULL,
    entered_on date NOT NULL,
    meeting_id bigint NOT NULL,
    CONSTRAINT count_is_one_of_two_copies CHECK ((copy = ANY (ARRAY[1, 2]))),
    CONSTRAINT decisions_countentry_attempt_check CHECK ((attempt >= 0)),
    CONSTRAINT decisions_countentry_copy_check CHECK ((copy >= 0)),
    CONSTRAINT decisions_countentry_present_check CHECK ((present >= 0)),
    CONSTRAINT decisions_countentry_version_check CHECK ((version >= 0)),
    CONSTRAINT decisions_countentry_votes_abstain_check CHECK ((votes_abstain >= 0)),
    CONSTRAINT decisions_countentry_votes_against_check CHECK ((votes_against >= 0)),
    CONSTRAINT decisions_countentry_votes_for_check CHECK ((votes_for >= 0)),
    CONSTRAINT no_more_votes_than_present CHECK ((present >= ((votes_for + votes_against) + votes_abstain)))
);


ALTER TABLE public.decisions_countentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.decisions_countentry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.decisions_matter (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    number character varying(40) NOT NULL,
    title character varying(120) NOT NULL,
    kind character varying(24) NOT NULL,
    amount numeric(14,2),
    purpose character varying(500) NOT NULL,
    unit character varying(12) NOT NULL,
    state character varying(20) NOT NULL,
    round smallint NOT NULL,
    authorisation character varying(200) NOT NULL,
    decided_in character varying(20) NOT NULL,
    major boolean NOT NULL,
    four_major character varying(24) NOT NULL,
    law_item character varying(2) NOT NULL,
    reasons jsonb NOT NULL,
    emergency_reason character varying(500) NOT NULL,
    acted_on date,
    ratify_by date,
    opened_on date NOT NULL,
    opened_by character varying(80) NOT NULL,
    fell_because character varying(500) NOT NULL,
    organisation_id bigint NOT NULL,
    CONSTRAINT decisions_matter_round_check CHECK ((round >= 0)),
    CONSTRAINT decisions_matter_version_check CHECK ((version >= 0)),
    CONSTRAINT emergency_says_when_and_why CHECK ((((acted_on IS NULL) AND ((emergency_reason)::text = ''::text) AND (ratify_by IS NULL)) OR ((acted_on IS NOT NULL) AND (ratify_by > acted_on) AND (NOT ((emergency_reason)::text = ''::text))))),
    CONSTRAINT matter_amount_not_below_nothing CHECK (((amount IS NULL) OR (amount >= (0)::numeric)))
);


ALTER TABLE public.decisions_matter ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.decisions_matter_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.decisions_matternumber (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    kind character varying(12) NOT NULL,
    year smallint NOT NULL,
    last integer NOT NULL,
    CONSTRAINT decisions_matternumber_last_check CHECK ((last >= 0)),
    CONSTRAINT decisions_matternumber_version_check CHECK ((version >= 0)),
    CONSTRAINT decisions_matternumber_year_check CHECK ((year >= 0))
);


ALTER TABLE public.decisions_matternumber ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.decisions_matternumber_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.decisions_matterstep (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    round smallint NOT NULL,
    "position" smallint NOT NULL,
    step character varying(12) NOT NULL,
    body character varying(20) NOT NULL,
    rule character varying(8) NOT NULL,
    reason character varying(500) NOT NULL,
    matter_id bigint NOT NULL,
    CONSTRAINT decisions_matterstep_position_check CHECK (("position" >= 0)),
    CONSTRAINT decisions_matterstep_round_check CHECK ((round >= 0)),
    CONSTRAINT decisions_matterstep_version_check CHECK ((version >= 0))
);


ALTER TABLE public.decisions_matterstep ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.decisions_matterstep_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.decisions_meeting (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    round smallint NOT NULL,
    body character varying(20) NOT NULL,
    notice_on date NOT NULL,
    held_on date NOT NULL,
    place character varying(120) NOT NULL,
    agenda character varying(1000) NOT NULL,
    counted_by character varying(10) NOT NULL,
    eligible integer NOT NULL,
    eligible_source character varying(10) NOT NULL,
    eligible_note character varying(200) NOT NULL,
    called_by character varying(80) NOT NULL,
    cancelled_on date,
    cancel_reason character varying(300) NOT NULL,
    matter_id bigint NOT NULL,
    step_id bigint NOT NULL,
    CONSTRAINT decisions_meeting_eligible_check CHECK ((eligible >= 0)),
    CONSTRAINT decisions_meeting_round_check CHECK ((round >= 0)),
    CONSTRAINT decisions_meeting_version_check CHECK ((version >= 0)),
    CONSTRAINT meeting_has_voters CHECK ((eligible >= 1)),
    CONSTRAINT notice_before_meeting CHECK ((notice_on <= held_on))
);


ALTER TABLE public.decisions_meeting ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.decisions_meeting_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.decisions_objection (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    received_on date NOT NULL,
    made_by character varying(60) NOT NULL,
    reason character varying(1000) NOT NULL,
    recorded_by character varying(80) NOT NULL,
    upheld boolean,
    answer character varying(1000) NOT NULL,
    answered_on date,
    answered_by character varying(80) NOT NULL,
    matter_id bigint NOT NULL,
    publication_id bigint NOT NULL,
    CONSTRAINT decisions_objection_version_check CHECK ((version >= 0)),
    CONSTRAINT objection_answered_whole CHECK (((((answer)::text = ''::text) AND ((answered_by)::text = ''::text) AND (answered_on IS NULL) AND (upheld IS NULL)) OR ((answered_on IS NOT NULL) AND (upheld IS NOT NULL) AND (NOT ((answer)::text = ''::text)) AND (NOT ((answered_by)::text = ''::text)))))
);


ALTER TABLE public.decisions_objection ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.decisions_objection_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.decisions_powercase (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    number character varying(40) NOT NULL,
    flow character varying(40) NOT NULL,
    steps jsonb NOT NULL,
    title character varying(120) NOT NULL,
    state character varying(10) NOT NULL,
    opened_on date NOT NULL,
    opened_by character varying(80) NOT NULL,
    stop_reason character varying(300) NOT NULL,
    CONSTRAINT decisions_powercase_version_check CHECK ((version >= 0)),
    CONSTRAINT stopped_with_a_reason CHECK (((NOT ((state)::text = 'stopped'::text)) OR (NOT ((stop_reason)::text = ''::text))))
);


ALTER TABLE public.decisions_powercase ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.decisions_powercase_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.decisions_powerflag (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    step character varying(20) NOT NULL,
    flagged_on date NOT NULL,
    reason character varying(500) NOT NULL,
    flagged_by character varying(80) NOT NULL,
    opinion character varying(500) NOT NULL,
    looked_on date,
    looked_by character varying(80) NOT NULL,
    case_id bigint NOT NULL,
    CONSTRAINT decisions_powerflag_version_check CHECK ((version >= 0)),
    CONSTRAINT who_moved_does_not_look CHECK ((((looked_by)::text = ''::text) OR (NOT ((looked_by)::text = (flagged_by)::text))))
);


ALTER TABLE public.decisions_powerflag ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.decisions_powerflag_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.decisions_powermove (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    step character varying(20) NOT NULL,
    done_on date NOT NULL,
    document character varying(200) NOT NULL,
    done_by character varying(80) NOT NULL,
    case_id bigint NOT NULL,
    CONSTRAINT decisions_powermove_version_check CHECK ((version >= 0))
);


ALTER TABLE public.decisions_powermove ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.decisions_powermove_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.decisions_publication (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    round smallint NOT NULL,
    kind character varying(10) NOT NULL,
    published_from date NOT NULL,
    published_to date NOT NULL,
    objections_until date NOT NULL,
    place character varying(120) NOT NULL,
    text character varying(2000) NOT NULL,
    recorded_by character varying(80) NOT NULL,
    matter_id bigint NOT NULL,
    CONSTRAINT decisions_publication_round_check CHECK ((round >= 0)),
    CONSTRAINT decisions_publication_version_check CHECK ((version >= 0)),
    CONSTRAINT publication_days_in_order CHECK (((objections_until >= published_from) AND (published_to >= published_from)))
);


ALTER TABLE public.decisions_publication ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.decisions_publication_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.decisions_recusal (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    name character varying(60) NOT NULL,
    relation character varying(12) NOT NULL,
    recorded_by character varying(80) NOT NULL,
    meeting_id bigint NOT NULL,
    CONSTRAINT decisions_recusal_version_check CHECK ((version >= 0))
);


ALTER TABLE public.decisions_recusal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.decisions_recusal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.decisions_resolution (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    number character varying(40) NOT NULL,
    body character varying(20) NOT NULL,
    decided_on date NOT NULL,
    eligible integer NOT NULL,
    present integer NOT NULL,
    recused integer NOT NULL,
    votes_for integer NOT NULL,
    votes_against integer NOT NULL,
    votes_abstain integer NOT NULL,
    quorum_numerator smallint NOT NULL,
    quorum_denominator smallint NOT NULL,
    quorum_inclusive boolean NOT NULL,
    majority_numerator smallint NOT NULL,
    majority_denominator smallint NOT NULL,
    majority_inclusive boolean NOT NULL,
    majority_of_present boolean NOT NULL,
    quorum_needed integer NOT NULL,
    votes_needed integer NOT NULL,
    has_quorum boolean NOT NULL,
    passed boolean NOT NULL,
    rule character varying(8) NOT NULL,
    law character varying(200) NOT NULL,
    failed_because character varying(500) NOT NULL,
    confirmed_by character varying(80) NOT NULL,
    confirmed_on date NOT NULL,
    matter_id bigint NOT NULL,
    meeting_id bigint NOT NULL,
    CONSTRAINT a_failure_says_why CHECK ((passed OR (NOT ((failed_because)::text = ''::text)))),
    CONSTRAINT decisions_resolution_eligible_check CHECK ((eligible >= 0)),
    CONSTRAINT decisions_resolution_majority_denominator_check CHECK ((majority_denominator >= 0)),
    CONSTRAINT decisions_resolution_majority_numerator_check CHECK ((majority_numerator >= 0)),
    CONSTRAINT decisions_resolution_present_check CHECK ((present >= 0)),
    CONSTRAINT decisions_resolution_quorum_denominator_check CHECK ((quorum_denominator >= 0)),
    CONSTRAINT decisions_resolution_quorum_needed_check CHECK ((quorum_needed >= 0)),
    CONSTRAINT decisions_resolution_quorum_numerator_check CHECK ((quorum_numerator >= 0)),
    CONSTRAINT decisions_resolution_recused_check CHECK ((recused >= 0)),
    CONSTRAINT decisions_resolution_version_check CHECK ((version >= 0)),
    CONSTRAINT decisions_resolution_votes_abstain_check CHECK ((votes_abstain >= 0)),
    CONSTRAINT decisions_resolution_votes_against_check CHECK ((votes_against >= 0)),
    CONSTRAINT decisions_resolution_votes_for_check CHECK ((votes_for >= 0)),
    CONSTRAINT decisions_resolution_votes_needed_check CHECK ((votes_needed >= 0)),
    CONSTRAINT passed_with_its_votes CHECK (((NOT passed) OR (has_quorum AND (votes_for >= votes_needed)))),
    CONSTRAINT quorum_is_there CHECK (((NOT has_quorum) OR (present >= (quorum_needed + recused)))),
    CONSTRAINT votes_within_those_who_may CHECK (((eligible >= present) AND (present >= (((recused + votes_for) + votes_against) + votes_abstain))))
);


ALTER TABLE public.decisions_resolution ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.decisions_resolution_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.divisions_county (
    id bigint NOT NULL,
    code character varying(12) NOT NULL,
    name character varying(60) NOT NULL,
    city character varying(60) NOT NULL,
    province character varying(60) NOT NULL,
    is_example boolean NOT NULL,
    example_day date,
    initialised_at timestamp with time zone NOT NULL,
    telephone character varying(30) NOT NULL,
    CONSTRAINT only_an_example_fixes_its_day CHECK ((is_example OR (example_day IS NULL)))
);


ALTER TABLE public.divisions_county ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.divisions_county_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.divisions_designation (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    kind character varying(40) NOT NULL,
    level character varying(20) NOT NULL,
    period daterange NOT NULL,
    document character varying(200) NOT NULL,
    CONSTRAINT divisions_designation_version_check CHECK ((version >= 0))
);


ALTER TABLE public.divisions_designation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.divisions_designation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.divisions_division (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    code character varying(12) NOT NULL,
    name character varying(60) NOT NULL,
    official_name character varying(60) NOT NULL,
    kind character varying(12) NOT NULL,
    parent_code character varying(12) NOT NULL,
    valid daterange NOT NULL,
    replaced_by character varying(12) NOT NULL,
    change_document character varying(200) NOT NULL,
    pinyin character varying(120) NOT NULL,
    initials character varying(30) NOT NULL,
    CONSTRAINT divisions_division_version_check CHECK ((version >= 0))
);


ALTER TABLE public.divisions_division ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.divisions_division_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.divisions_populationsnapshot (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    year smallint NOT NULL,
    registered integer,
    resident integer,
    households integer,
    age60_plus integer,
    source character varying(200) NOT NULL,
    approved_on date,
    approved_by character varying(80) NOT NULL,
    recorded_by character varying(80) NOT NULL,
    income_per_head integer,
    CONSTRAINT divisions_populationsnapshot_age60_plus_check CHECK ((age60_plus >= 0)),
    CONSTRAINT divisions_populationsnapshot_households_check CHECK ((households >= 0)),
    CONSTRAINT divisions_populationsnapshot_income_per_head_check CHECK ((income_per_head >= 0)),
    CONSTRAINT divisions_populationsnapshot_registered_check CHECK ((registered >= 0)),
    CONSTRAINT divisions_populationsnapshot_resident_check CHECK ((resident >= 0)),
    CONSTRAINT divisions_populationsnapshot_version_check CHECK ((version >= 0)),
    CONSTRAINT divisions_populationsnapshot_year_check CHECK ((year >= 0)),
    CONSTRAINT population_approved_by_another CHECK ((((approved_by)::text = ''::text) OR (NOT ((approved_by)::text = (recorded_by)::text))))
);


ALTER TABLE public.divisions_populationsnapshot ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.divisions_populationsnapshot_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.django_content_type (
    id integer NOT NULL,
    app_label character varying(100) NOT NULL,
    model character varying(100) NOT NULL
);


ALTER TABLE public.django_content_type ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_content_type_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.django_migrations (
    id bigint NOT NULL,
    app character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    applied timestamp with time zone NOT NULL
);


ALTER TABLE public.django_migrations ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_migrations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.django_session (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL
);


CREATE TABLE public.elections_candidate (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    nominations integer NOT NULL,
    state character varying(10) NOT NULL,
    withdrawn_document character varying(200) NOT NULL,
    person_id bigint NOT NULL,
    contest_id bigint NOT NULL,
    knowledge_document character varying(200) NOT NULL,
    knows_accounting boolean NOT NULL,
    stated_on date,
    CONSTRAINT elections_candidate_nominations_check CHECK ((nominations >= 0)),
    CONSTRAINT elections_candidate_version_check CHECK ((version >= 0)),
    CONSTRAINT knowledge_has_its_document CHECK (((NOT knows_accounting) OR (NOT ((knowledge_document)::text = ''::text))))
);


ALTER TABLE public.elections_candidate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.elections_candidate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.elections_contest (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    role character varying(24) NOT NULL,
    seats smallint NOT NULL,
    way character varying(8) NOT NULL,
    round smallint NOT NULL,
    women_only boolean NOT NULL,
    held_on date NOT NULL,
    previous_id bigint,
    election_id bigint NOT NULL,
    CONSTRAINT contest_has_seats CHECK (((seats >= 1) AND (seats <= 15))),
    CONSTRAINT elections_contest_round_check CHECK ((round >= 0)),
    CONSTRAINT elections_contest_seats_check CHECK ((seats >= 0)),
    CONSTRAINT elections_contest_version_check CHECK ((version >= 0)),
    CONSTRAINT reruns_follow_a_vote CHECK ((((way)::text = ANY (ARRAY[('first'::character varying)::text, ('recall'::character varying)::text])) OR (previous_id IS NOT NULL)))
);


ALTER TABLE public.elections_contest ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.elections_contest_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.elections_contestresult (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    stands boolean NOT NULL,
    registered integer NOT NULL,
    present integer NOT NULL,
    issued integer NOT NULL,
    returned integer NOT NULL,
    valid_ballots integer NOT NULL,
    invalid_ballots integer NOT NULL,
    needed integer NOT NULL,
    open_seats smallint NOT NULL,
    law character varying(200) NOT NULL,
    computed_on date NOT NULL,
    computed_by character varying(80) NOT NULL,
    published_on date,
    published_by character varying(80) NOT NULL,
    contest_id bigint NOT NULL,
    CONSTRAINT elections_contestresult_invalid_ballots_check CHECK ((invalid_ballots >= 0)),
    CONSTRAINT elections_contestresult_issued_check CHECK ((issued >= 0)),
    CONSTRAINT elections_contestresult_needed_check CHECK ((needed >= 0)),
    CONSTRAINT elections_contestresult_open_seats_check CHECK ((open_seats >= 0)),
    CONSTRAINT elections_contestresult_present_check CHECK ((present >= 0)),
    CONSTRAINT elections_contestresult_registered_check CHECK ((registered >= 0)),
    CONSTRAINT elections_contestresult_returned_check CHECK ((returned >= 0)),
    CONSTRAINT elections_contestresult_valid_ballots_check CHECK ((valid_ballots >= 0)),
    CONSTRAINT elections_contestresult_version_check CHECK ((version >= 0)),
    CONSTRAINT result_published_by_another CHECK ((((published_by)::text = ''::text) OR (NOT ((published_by)::text = (computed_by)::text)))),
    CONSTRAINT result_published_with_day CHECK (((((published_by)::text = ''::text) AND (published_on IS NULL)) OR ((NOT ((published_by)::text = ''::text)) AND (published_on IS NOT NULL))))
);


ALTER TABLE public.elections_contestresult ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.elections_contestresult_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.elections_countline (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    votes integer NOT NULL,
    candidate_id bigint NOT NULL,
    sheet_id bigint NOT NULL,
    CONSTRAINT elections_countline_version_check CHECK ((version >= 0)),
    CONSTRAINT elections_countline_votes_check CHECK ((votes >= 0))
);


ALTER TABLE public.elections_countline ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.elections_countline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.elections_countsheet (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    station character varying(60) NOT NULL,
    copy smallint NOT NULL,
    attempt smallint NOT NULL,
    present integer NOT NULL,
    issued integer NOT NULL,
    returned integer NOT NULL,
    valid_ballots integer NOT NULL,
    invalid_ballots integer NOT NULL,
    entered_by character varying(80) NOT NULL,
    entered_on date NOT NULL,
    contest_id bigint NOT NULL,
    CONSTRAINT ballots_add_up CHECK ((returned = (valid_ballots + invalid_ballots))),
    CONSTRAINT elections_countsheet_attempt_check CHECK ((attempt >= 0)),
    CONSTRAINT elections_countsheet_copy_check CHECK ((copy >= 0)),
    CONSTRAINT elections_countsheet_invalid_ballots_check CHECK ((invalid_ballots >= 0)),
    CONSTRAINT elections_countsheet_issued_check CHECK ((issued >= 0)),
    CONSTRAINT elections_countsheet_present_check CHECK ((present >= 0)),
    CONSTRAINT elections_countsheet_returned_check CHECK ((returned >= 0)),
    CONSTRAINT elections_countsheet_valid_ballots_check CHECK ((valid_ballots >= 0)),
    CONSTRAINT elections_countsheet_version_check CHECK ((version >= 0)),
    CONSTRAINT sheet_is_one_of_two_copies CHECK ((copy = ANY (ARRAY[1, 2])))
);


ALTER TABLE public.elections_countsheet ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.elections_countsheet_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.elections_electedmandate (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    mandate_id bigint NOT NULL,
    line_id bigint NOT NULL,
    CONSTRAINT elections_electedmandate_version_check CHECK ((version >= 0))
);


ALTER TABLE public.elections_electedmandate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.elections_electedmandate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.elections_election (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    kind character varying(24) NOT NULL,
    occasion character varying(12) NOT NULL,
    number smallint NOT NULL,
    election_on date NOT NULL,
    state character varying(24) NOT NULL,
    document character varying(200) NOT NULL,
    called_on date NOT NULL,
    called_by character varying(80) NOT NULL,
    approved_on date,
    approved_by character varying(80) NOT NULL,
    approval_document character varying(200) NOT NULL,
    exclusions_approved_by character varying(80) NOT NULL,
    exclusions_document character varying(200) NOT NULL,
    exclusions_adopted_on date,
    audit_published_on date,
    roll_published_on date,
    registered integer,
    candidates_published_on date,
    published_on date,
    handed_over_on date,
    cancel_reason character varying(300) NOT NULL,
    petition integer,
    representatives integer,
    reps_petition integer,
    voters_known integer,
    recall_reasons character varying(1000) NOT NULL,
    defence_heard_on date,
    committee_id bigint,
    organisation_id bigint,
    target_id bigint,
    exception_reason character varying(300) NOT NULL,
    held_by character varying(16) NOT NULL,
    shift_document character varying(200) NOT NULL,
    petition_counted_on date,
    unseated_document character varying(200) NOT NULL,
    CONSTRAINT election_approved_by_another CHECK ((((approved_by)::text = ''::text) OR (NOT ((approved_by)::text = (called_by)::text)))),
    CONSTRAINT elections_election_number_check CHECK ((number >= 0)),
    CONSTRAINT elections_election_petition_check CHECK ((petition >= 0)),
    CONSTRAINT elections_election_registered_check CHECK ((registered >= 0)),
    CONSTRAINT elections_election_representatives_check CHECK ((representatives >= 0)),
    CONSTRAINT elections_election_reps_petition_check CHECK ((reps_petition >= 0)),
    CONSTRAINT elections_election_version_check CHECK ((version >= 0)),
    CONSTRAINT elections_election_voters_known_check CHECK ((voters_known >= 0)),
    CONSTRAINT exclusions_approved_by_another CHECK ((((exclusions_approved_by)::text = ''::text) OR (NOT ((exclusions_approved_by)::text = (called_by)::text)))),
    CONSTRAINT party_election_has_its_organisation CHECK (((((kind)::text = 'party'::text) AND (organisation_id IS NOT NULL)) OR ((NOT ((kind)::text = 'party'::text)) AND (organisation_id IS NULL)))),
    CONSTRAINT recall_keeps_what_was_counted CHECK (((NOT ((occasion)::text = 'recall'::text)) OR ((petition_counted_on IS NOT NULL) AND ((petition IS NULL) OR ((voters_known >= petition) AND (voters_known IS NOT NULL))) AND ((reps_petition IS NULL) OR ((representatives >= reps_petition) AND (representatives IS NOT NULL)))))),
    CONSTRAINT recall_names_the_office CHECK (((NOT ((occasion)::text = 'recall'::text)) OR ((target_id IS NOT NULL) AND (NOT ((recall_reasons)::text = ''::text)))))
);


ALTER TABLE public.elections_election ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.elections_election_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.elections_electionstaff (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    duty character varying(10) NOT NULL,
    election_id bigint NOT NULL,
    person_id bigint NOT NULL,
    CONSTRAINT elections_electionstaff_version_check CHECK ((version >= 0))
);


ALTER TABLE public.elections_electionstaff ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.elections_electionstaff_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.elections_kinshipdeclaration (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    relation character varying(24) NOT NULL,
    election_id bigint NOT NULL,
    first_id bigint NOT NULL,
    second_id bigint NOT NULL,
    CONSTRAINT elections_kinshipdeclaration_version_check CHECK ((version >= 0)),
    CONSTRAINT kin_are_two_people CHECK ((NOT (first_id = second_id)))
);


ALTER TABLE public.elections_kinshipdeclaration ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.elections_kinshipdeclaration_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.elections_proxy (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    relation character varying(24) NOT NULL,
    document character varying(200) NOT NULL,
    published_on date,
    election_id bigint NOT NULL,
    principal_id bigint NOT NULL,
    proxy_id bigint NOT NULL,
    CONSTRAINT elections_proxy_version_check CHECK ((version >= 0)),
    CONSTRAINT nobody_is_his_own_proxy CHECK ((NOT (principal_id = proxy_id))),
    CONSTRAINT proxy_is_written CHECK ((NOT ((document)::text = ''::text)))
);


ALTER TABLE public.elections_proxy ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.elections_proxy_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.elections_resultline (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    votes integer NOT NULL,
    outcome character varying(12) NOT NULL,
    candidate_id bigint NOT NULL,
    result_id bigint NOT NULL,
    CONSTRAINT elections_resultline_version_check CHECK ((version >= 0)),
    CONSTRAINT elections_resultline_votes_check CHECK ((votes >= 0))
);


ALTER TABLE public.elections_resultline ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.elections_resultline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.elections_rollentry (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    name character varying(60) NOT NULL,
    birth_date date NOT NULL,
    basis character varying(16) NOT NULL,
    basis_document character varying(200) NOT NULL,
    excluded_for character varying(10) NOT NULL,
    struck_on date,
    election_id bigint NOT NULL,
    person_id bigint,
    CONSTRAINT elections_rollentry_version_check CHECK ((version >= 0)),
    CONSTRAINT non_hukou_voter_has_the_approval CHECK (((NOT ((basis)::text = 'non_hukou'::text)) OR (NOT ((basis_document)::text = ''::text)))),
    CONSTRAINT only_members_are_excluded CHECK ((((excluded_for)::text = ''::text) OR ((basis)::text = 'member'::text)))
);


ALTER TABLE public.elections_rollentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.elections_rollentry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.elections_rollobjection (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    wish character varying(8) NOT NULL,
    about character varying(60) NOT NULL,
    made_by character varying(60) NOT NULL,
    reason character varying(500) NOT NULL,
    received_on date NOT NULL,
    decide_by date NOT NULL,
    decision character varying(10) NOT NULL,
    decision_reason character varying(500) NOT NULL,
    decided_on date,
    decided_by character varying(80) NOT NULL,
    election_id bigint NOT NULL,
    entry_id bigint,
    CONSTRAINT elections_rollobjection_version_check CHECK ((version >= 0)),
    CONSTRAINT objection_decided_with_day_and_person CHECK ((((decision)::text = ''::text) OR ((decided_on IS NOT NULL) AND (NOT ((decided_by)::text = ''::text)) AND (NOT ((decision_reason)::text = ''::text)))))
);


ALTER TABLE public.elections_rollobjection ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.elections_rollobjection_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.elements_answer (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    value character varying(200) NOT NULL,
    confirmed boolean NOT NULL,
    answered_on date NOT NULL,
    valid_to date NOT NULL,
    answered_by character varying(80) NOT NULL,
    element_id bigint NOT NULL,
    organisation_id bigint,
    unit_id bigint NOT NULL,
    CONSTRAINT answer_holds_for_a_while CHECK ((valid_to > answered_on)),
    CONSTRAINT answer_says_something CHECK ((NOT ((value)::text = ''::text))),
    CONSTRAINT elements_answer_version_check CHECK ((version >= 0))
);


ALTER TABLE public.elements_answer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.elements_answer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.elements_askedbefore (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    words character varying(300) NOT NULL,
    reported_on date NOT NULL,
    reported_by character varying(80) NOT NULL,
    reply character varying(8) NOT NULL,
    reply_words character varying(300) NOT NULL,
    replied_on date,
    replied_by character varying(80) NOT NULL,
    merged_into_id bigint,
    question_id bigint NOT NULL,
    CONSTRAINT elements_askedbefore_version_check CHECK ((version >= 0)),
    CONSTRAINT report_is_answered_whole CHECK ((((merged_into_id IS NULL) AND ((replied_by)::text = ''::text) AND (replied_on IS NULL) AND ((reply)::text = ''::text)) OR ((merged_into_id IS NOT NULL) AND (replied_on IS NOT NULL) AND ((reply)::text = 'merged'::text) AND (NOT ((replied_by)::text = ''::text))) OR ((merged_into_id IS NULL) AND (replied_on IS NOT NULL) AND ((reply)::text = 'kept'::text) AND (NOT ((reply_words)::text = ''::text)) AND (NOT ((replied_by)::text = ''::text)))))
);


ALTER TABLE public.elements_askedbefore ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.elements_askedbefore_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


ALTER TABLE public.elements_collectiontask ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.elements_collectiontask_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.elements_dataelement (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    code character varying(60) NOT NULL,
    name character varying(60) NOT NULL,
    definition character varying(300) NOT NULL,
    subject character varying(12) NOT NULL,
    kind character varying(8) NOT NULL,
    unit character varying(12) NOT NULL,
    owner character varying(12) NOT NULL,
    legal_basis character varying(200) NOT NULL,
    validity_months smallint NOT NULL,
    lives boolean NOT NULL,
    private boolean NOT NULL,
    same_as_id bigint,
    CONSTRAINT element_holds_for_a_while CHECK (((validity_months >= 1) AND (validity_months <= 120))),
    CONSTRAINT element_is_whole CHECK ((((code)::text ~ '^[a-z][a-z_]*\.[a-z][a-z0-9_]*$'::text) AND (NOT ((name)::text = ''::text)) AND (NOT ((definition)::text = ''::text)) AND (NOT ((legal_basis)::text = ''::text)))),
    CONSTRAINT element_not_the_same_as_itself CHECK (((same_as_id IS NULL) OR (NOT ((same_as_id = id) AND (same_as_id IS NOT NULL))))),
    CONSTRAINT elements_dataelement_validity_months_check CHECK ((validity_months >= 0)),
    CONSTRAINT elements_dataelement_version_check CHECK ((version >= 0))
);


ALTER TABLE public.elements_dataelement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.elements_dataelement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.elements_question (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    "position" smallint NOT NULL,
    mark character varying(8) NOT NULL,
    element_id bigint NOT NULL,
    task_id bigint NOT NULL,
    CONSTRAINT elements_question_position_check CHECK (("position" >= 0)),
    CONSTRAINT elements_question_version_check CHECK ((version >= 0))
);


ALTER TABLE public.elements_question ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.elements_question_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.elements_taskunit (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    state character varying(10) NOT NULL,
    asked smallint NOT NULL,
    shown smallint NOT NULL,
    seconds integer,
    returns smallint NOT NULL,
    return_words character varying(300) NOT NULL,
    submitted_on date,
    submitted_by character varying(80) NOT NULL,
    organisation_id bigint,
    task_id bigint NOT NULL,
    CONSTRAINT elements_taskunit_asked_check CHECK ((asked >= 0)),
    CONSTRAINT elements_taskunit_returns_check CHECK ((returns >= 0)),
    CONSTRAINT elements_taskunit_seconds_check CHECK ((seconds >= 0)),
    CONSTRAINT elements_taskunit_shown_check CHECK ((shown >= 0)),
    CONSTRAINT elements_taskunit_version_check CHECK ((version >= 0)),
    CONSTRAINT unit_submitted_by_somebody CHECK ((((state)::text = 'open'::text) OR ((submitted_on IS NOT NULL) AND (NOT ((submitted_by)::text = ''::text)))))
);


ALTER TABLE public.elements_taskunit ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.elements_taskunit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.engagements_consequencecase (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    number character varying(30) NOT NULL,
    kind character varying(12) NOT NULL,
    state character varying(10) NOT NULL,
    ground_code character varying(40) NOT NULL,
    ground character varying(300) NOT NULL,
    evidence character varying(500) NOT NULL,
    proposed_on date NOT NULL,
    proposed_by character varying(80) NOT NULL,
    hearing_on date,
    hearing_place character varying(100) NOT NULL,
    heard_on date,
    heard_by character varying(200) NOT NULL,
    statement text NOT NULL,
    decided_on date,
    decided_by character varying(80) NOT NULL,
    body character varying(80) NOT NULL,
    meeting character varying(80) NOT NULL,
    reasons character varying(500) NOT NULL,
    last_day date,
    last_day_before date,
    notice_number character varying(60) NOT NULL,
    contact character varying(100) NOT NULL,
    served_on date,
    review_until date,
    review_asked_on date,
    review_grounds character varying(500) NOT NULL,
    review_due_on date,
    panel character varying(200) NOT NULL,
    answer_reasons character varying(500) NOT NULL,
    answer_document character varying(120) NOT NULL,
    answered_on date,
    answered_by character varying(80) NOT NULL,
    engagement_id bigint NOT NULL,
    person_id bigint NOT NULL,
    end_reason_before character varying(20) NOT NULL,
    end_document_before character varying(200) NOT NULL,
    CONSTRAINT another_panel_reviews_the_case CHECK ((((answered_by)::text = ''::text) OR ((NOT ((answered_by)::text = (decided_by)::text)) AND (NOT ((answered_by)::text = (proposed_by)::text))))),
    CONSTRAINT engagements_consequencecase_version_check CHECK ((version >= 0)),
    CONSTRAINT heard_before_decided CHECK (((decided_on IS NULL) OR ((heard_on IS NOT NULL) AND (heard_on <= decided_on) AND (NOT ((body)::text = ''::text)) AND (NOT ((meeting)::text = ''::text))))),
    CONSTRAINT who_proposed_does_not_decide_the_case CHECK ((((decided_by)::text = ''::text) OR (NOT ((decided_by)::text = (proposed_by)::text))))
);


ALTER TABLE public.engagements_consequencecase ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.engagements_consequencecase_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.engagements_engagement (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    post character varying(16) NOT NULL,
    period daterange NOT NULL,
    letter_number character varying(60) NOT NULL,
    lettered_on date,
    acting boolean NOT NULL,
    acting_document character varying(200) NOT NULL,
    end_reason character varying(20) NOT NULL,
    end_document character varying(200) NOT NULL,
    centre_id bigint NOT NULL,
    person_id bigint NOT NULL,
    decision_id bigint,
    CONSTRAINT acting_has_a_document CHECK (((NOT acting) OR (NOT ((acting_document)::text = ''::text)))),
    CONSTRAINT engagement_follows_a_decision CHECK (((decision_id IS NOT NULL) OR acting)),
    CONSTRAINT engagements_engagement_version_check CHECK ((version >= 0))
);


ALTER TABLE public.engagements_engagement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.engagements_engagement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.engagements_engagementdecision (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    outcome character varying(12) NOT NULL,
    decided_on date NOT NULL,
    decided_by character varying(80) NOT NULL,
    body character varying(80) NOT NULL,
    meeting character varying(80) NOT NULL,
    ground_code character varying(40) NOT NULL,
    ground character varying(300) NOT NULL,
    evidence character varying(500) NOT NULL,
    statement_heard_on date,
    deferred_until date,
    term_from date,
    term_to date,
    vetting_state character varying(12) NOT NULL,
    exception_document character varying(200) NOT NULL,
    centre_id bigint NOT NULL,
    person_id bigint NOT NULL,
    replaces_id bigint,
    review_id bigint NOT NULL,
    talk_document character varying(200) NOT NULL,
    CONSTRAINT a_refusal_has_ground_and_evidence CHECK (((NOT ((outcome)::text = 'not_engaged'::text)) OR ((NOT ((ground)::text = ''::text)) AND (NOT ((evidence)::text = ''::text))))),
    CONSTRAINT an_engagement_has_a_term CHECK (((NOT ((outcome)::text = 'engaged'::text)) OR ((term_from IS NOT NULL) AND (term_to >= term_from)))),
    CONSTRAINT deferral_has_a_date_and_a_cause CHECK (((NOT ((outcome)::text = 'deferred'::text)) OR ((deferred_until > decided_on) AND (NOT ((ground)::text = ''::text))))),
    CONSTRAINT engagements_engagementdecision_version_check CHECK ((version >= 0))
);


ALTER TABLE public.engagements_engagementdecision ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.engagements_engagementdecision_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.engagements_engagementreview (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    number character varying(30) NOT NULL,
    post character varying(16) NOT NULL,
    state character varying(12) NOT NULL,
    nominated_on date NOT NULL,
    nominated_by character varying(80) NOT NULL,
    proposed_on date,
    proposed_by character varying(80) NOT NULL,
    proposal character varying(12) NOT NULL,
    proposal_document character varying(200) NOT NULL,
    proposal_opinion character varying(500) NOT NULL,
    publicity_from date,
    publicity_to date,
    publicity_feedback character varying(500) NOT NULL,
    centre_id bigint NOT NULL,
    mandate_id bigint,
    person_id bigint NOT NULL,
    vetting_case_id bigint,
    CONSTRAINT engagements_engagementreview_version_check CHECK ((version >= 0))
);


ALTER TABLE public.engagements_engagementreview ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.engagements_engagementreview_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.engagements_groundrecord (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    code character varying(40) NOT NULL,
    since date NOT NULL,
    until date,
    document character varying(200) NOT NULL,
    recorded_on date NOT NULL,
    recorded_by character varying(80) NOT NULL,
    cleared_on date,
    cleared_by character varying(80) NOT NULL,
    person_id bigint NOT NULL,
    CONSTRAINT a_ground_ends_after_it_begins CHECK (((until IS NULL) OR (until >= since))),
    CONSTRAINT a_ground_has_its_document CHECK (((NOT ((document)::text = ''::text)) AND (NOT ((code)::text = ''::text)))),
    CONSTRAINT engagements_groundrecord_version_check CHECK ((version >= 0)),
    CONSTRAINT who_records_a_ground_does_not_clear CHECK ((((cleared_by)::text = ''::text) OR (NOT ((cleared_by)::text = (recorded_by)::text))))
);


ALTER TABLE public.engagements_groundrecord ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.engagements_groundrecord_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.engagements_numberbook (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    kind character varying(20) NOT NULL,
    year smallint NOT NULL,
    last integer NOT NULL,
    CONSTRAINT engagements_numberbook_last_check CHECK ((last >= 0)),
    CONSTRAINT engagements_numberbook_version_check CHECK ((version >= 0)),
    CONSTRAINT engagements_numberbook_year_check CHECK ((year >= 0))
);


ALTER TABLE public.engagements_numberbook ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.engagements_numberbook_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.engagements_outcomenotice (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    number character varying(60) NOT NULL,
    issued_on date NOT NULL,
    served_on date,
    review_until date NOT NULL,
    contact character varying(100) NOT NULL,
    decision_id bigint NOT NULL,
    CONSTRAINT engagements_outcomenotice_version_check CHECK ((version >= 0))
);


ALTER TABLE public.engagements_outcomenotice ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.engagements_outcomenotice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.engagements_reviewrequest (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    requested_on date NOT NULL,
    grounds character varying(500) NOT NULL,
    due_on date NOT NULL,
    panel character varying(200) NOT NULL,
    result character varying(12) NOT NULL,
    answered_on date,
    answered_by character varying(80) NOT NULL,
    reasons character varying(500) NOT NULL,
    decision_id bigint NOT NULL,
    CONSTRAINT engagements_reviewrequest_version_check CHECK ((version >= 0))
);


ALTER TABLE public.engagements_reviewrequest ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.engagements_reviewrequest_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.engagements_secretaryfiling (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    number character varying(30) NOT NULL,
    event character varying(10) NOT NULL,
    event_on date NOT NULL,
    pieces character varying(20)[] NOT NULL,
    document character varying(200) NOT NULL,
    late_reason character varying(300) NOT NULL,
    filed_on date NOT NULL,
    filed_by character varying(80) NOT NULL,
    objection_until date NOT NULL,
    objected_on date,
    objected_by character varying(80) NOT NULL,
    objection character varying(500) NOT NULL,
    answered_on date,
    answered_by character varying(80) NOT NULL,
    answer character varying(500) NOT NULL,
    mandate_id bigint NOT NULL,
    CONSTRAINT an_objection_comes_in_its_days CHECK (((objected_on IS NULL) OR ((objected_on >= filed_on) AND (objected_on <= objection_until) AND (NOT ((objection)::text = ''::text))))),
    CONSTRAINT engagements_secretaryfiling_version_check CHECK ((version >= 0)),
    CONSTRAINT the_filer_does_not_object CHECK ((((objected_by)::text = ''::text) OR (NOT ((objected_by)::text = (filed_by)::text))))
);


ALTER TABLE public.engagements_secretaryfiling ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.engagements_secretaryfiling_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.engagements_vettingcase (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    state character varying(12) NOT NULL,
    concluded_on date,
    concluded_by character varying(80) NOT NULL,
    valid_until date,
    person_id bigint NOT NULL,
    round_id bigint NOT NULL,
    CONSTRAINT engagements_vettingcase_version_check CHECK ((version >= 0))
);


ALTER TABLE public.engagements_vettingcase ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.engagements_vettingcase_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.engagements_vettingreply (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    department character varying(40) NOT NULL,
    asked_on date NOT NULL,
    due_on date NOT NULL,
    sealed text NOT NULL,
    replied_on date,
    signed_by character varying(60) NOT NULL,
    case_id bigint NOT NULL,
    CONSTRAINT a_reply_is_signed CHECK (((replied_on IS NULL) OR ((NOT ((signed_by)::text = ''::text)) AND (NOT (sealed = ''::text))))),
    CONSTRAINT engagements_vettingreply_version_check CHECK ((version >= 0))
);


ALTER TABLE public.engagements_vettingreply ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.engagements_vettingreply_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.engagements_vettinground (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    number character varying(30) NOT NULL,
    purpose character varying(20) NOT NULL,
    departments character varying(40)[] NOT NULL,
    sent_on date,
    due_on date NOT NULL,
    sent_by character varying(80) NOT NULL,
    CONSTRAINT engagements_vettinground_version_check CHECK ((version >= 0))
);


ALTER TABLE public.engagements_vettinground ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.engagements_vettinground_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.engagements_yearlygrade (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    year smallint NOT NULL,
    grade character varying(14) NOT NULL,
    decided_on date NOT NULL,
    source_document character varying(200) NOT NULL,
    person_id bigint NOT NULL,
    CONSTRAINT engagements_yearlygrade_version_check CHECK ((version >= 0)),
    CONSTRAINT engagements_yearlygrade_year_check CHECK ((year >= 0))
);


ALTER TABLE public.engagements_yearlygrade ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.engagements_yearlygrade_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.foundation_auditleaf (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    actor character varying(80) NOT NULL,
    role character varying(40) NOT NULL,
    on_behalf_of character varying(80) NOT NULL,
    action character varying(80) NOT NULL,
    object_type character varying(60) NOT NULL,
    object_id character varying(64) NOT NULL,
    division_code character varying(12) NOT NULL,
    reason character varying(500) NOT NULL,
    before_digest character varying(64) NOT NULL,
    after_digest character varying(64) NOT NULL
);


ALTER TABLE public.foundation_auditleaf ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.foundation_auditleaf_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.foundation_changehistory (
    id bigint NOT NULL,
    leaf uuid NOT NULL,
    at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    object_type character varying(60) NOT NULL,
    object_id character varying(64) NOT NULL,
    division_code character varying(12) NOT NULL,
    salt character varying(32) NOT NULL,
    before jsonb,
    after jsonb
);


ALTER TABLE public.foundation_changehistory ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.foundation_changehistory_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.foundation_receipt (
    id bigint NOT NULL,
    actor character varying(80) NOT NULL,
    key character varying(80) NOT NULL,
    body_digest character varying(64) NOT NULL,
    answer jsonb,
    at timestamp with time zone DEFAULT statement_timestamp() NOT NULL
);


ALTER TABLE public.foundation_receipt ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.foundation_receipt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.funds_account (
    code character varying(12) NOT NULL,
    title character varying(60) NOT NULL,
    title_en character varying(80) NOT NULL,
    element character varying(10) NOT NULL,
    side character varying(6) NOT NULL,
    cadre_pay boolean NOT NULL,
    parent_id character varying(12)
);


CREATE TABLE public.funds_allocation (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    amount numeric(14,2) NOT NULL,
    purpose character varying(20) NOT NULL,
    title character varying(120) NOT NULL,
    level character varying(10) NOT NULL,
    kind character varying(12) NOT NULL,
    doc_no character varying(100) NOT NULL,
    approver character varying(100) NOT NULL,
    exception_basis character varying(200) NOT NULL,
    rectification character varying(20) NOT NULL,
    consent_document character varying(200) NOT NULL,
    consent_by character varying(100) NOT NULL,
    allocated_on date NOT NULL,
    allocated_by character varying(80) NOT NULL,
    changed_from_id bigint,
    source_id bigint NOT NULL,
    CONSTRAINT allocation_above_zero CHECK ((amount > (0)::numeric)),
    CONSTRAINT changed_purpose_has_the_approvers_consent CHECK (((changed_from_id IS NULL) OR ((NOT ((consent_document)::text = ''::text)) AND ((consent_by)::text = (approver)::text)))),
    CONSTRAINT funds_allocation_version_check CHECK ((version >= 0))
);


ALTER TABLE public.funds_allocation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.funds_allocation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.funds_approverceiling (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    login character varying(80) NOT NULL,
    amount numeric(14,2) NOT NULL,
    first_day date NOT NULL,
    document character varying(200) NOT NULL,
    proposed_by character varying(80) NOT NULL,
    confirmed_by character varying(80) NOT NULL,
    CONSTRAINT ceiling_changed_by_two_people CHECK (((((confirmed_by)::text = ''::text) OR (NOT ((confirmed_by)::text = (proposed_by)::text))) AND (NOT ((login)::text = (proposed_by)::text)) AND (NOT ((login)::text = (confirmed_by)::text)))),
    CONSTRAINT ceiling_not_negative CHECK ((amount >= (0)::numeric)),
    CONSTRAINT funds_approverceiling_version_check CHECK ((version >= 0))
);


ALTER TABLE public.funds_approverceiling ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.funds_approverceiling_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.funds_bankaccount (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    holder character varying(20) NOT NULL,
    name character varying(100) NOT NULL,
    bank character varying(100) NOT NULL,
    number_sealed text NOT NULL,
    number_index character varying(64) NOT NULL,
    number_masked character varying(20) NOT NULL,
    opened_on date NOT NULL,
    opened_by character varying(80) NOT NULL,
    closed_on date,
    book_id bigint NOT NULL,
    CONSTRAINT account_of_a_unit CHECK (((holder)::text = ANY (ARRAY[('centre'::character varying)::text, ('villagers_committee'::character varying)::text, ('collective'::character varying)::text]))),
    CONSTRAINT funds_bankaccount_version_check CHECK ((version >= 0))
);


ALTER TABLE public.funds_bankaccount ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.funds_bankaccount_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.funds_bankstatement (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    month date NOT NULL,
    opening numeric(14,2) NOT NULL,
    closing numeric(14,2) NOT NULL,
    file_name character varying(200) NOT NULL,
    file_digest character varying(64) NOT NULL,
    entered_by character varying(80) NOT NULL,
    entered_on date NOT NULL,
    explanation character varying(500) NOT NULL,
    explained_by character varying(80) NOT NULL,
    replaced boolean NOT NULL,
    bank_account_id bigint NOT NULL,
    line_count integer DEFAULT 0 NOT NULL,
    CONSTRAINT funds_bankstatement_line_count_check CHECK ((line_count >= 0)),
    CONSTRAINT funds_bankstatement_version_check CHECK ((version >= 0))
);


ALTER TABLE public.funds_bankstatement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.funds_bankstatement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.funds_bankstatementline (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    turn smallint NOT NULL,
    "on" date NOT NULL,
    amount numeric(14,2) NOT NULL,
    counterparty character varying(100) NOT NULL,
    summary character varying(200) NOT NULL,
    statement_id bigint NOT NULL,
    CONSTRAINT funds_bankstatementline_turn_check CHECK ((turn >= 0)),
    CONSTRAINT funds_bankstatementline_version_check CHECK ((version >= 0)),
    CONSTRAINT statement_line_is_not_zero CHECK ((NOT (amount = (0)::numeric)))
);


ALTER TABLE public.funds_bankstatementline ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.funds_bankstatementline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.funds_book (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    title character varying(100) NOT NULL,
    opened_on date NOT NULL,
    opened_by character varying(80) NOT NULL,
    posted integer NOT NULL,
    CONSTRAINT funds_book_posted_check CHECK ((posted >= 0)),
    CONSTRAINT funds_book_version_check CHECK ((version >= 0))
);


ALTER TABLE public.funds_book ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.funds_book_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.funds_disclosuresheet (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    first_month date NOT NULL,
    last_month date NOT NULL,
    content jsonb NOT NULL,
    state character varying(10) NOT NULL,
    prepared_by character varying(80) NOT NULL,
    prepared_on date NOT NULL,
    signed_by character varying(80) NOT NULL,
    signed_on date,
    opinion character varying(300) NOT NULL,
    published_by character varying(80) NOT NULL,
    published_on date,
    book_id bigint NOT NULL,
    CONSTRAINT funds_disclosuresheet_version_check CHECK ((version >= 0)),
    CONSTRAINT published_after_supervision_signed CHECK (((NOT ((state)::text = 'published'::text)) OR ((NOT ((signed_by)::text = ''::text)) AND (NOT ((published_by)::text = ''::text))))),
    CONSTRAINT signed_by_another CHECK ((((signed_by)::text = ''::text) OR (NOT ((signed_by)::text = (prepared_by)::text))))
);


ALTER TABLE public.funds_disclosuresheet ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.funds_disclosuresheet_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.funds_fund (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    origin character varying(10) NOT NULL,
    purpose character varying(20) NOT NULL,
    title character varying(120) NOT NULL,
    opened_on date NOT NULL,
    opened_by character varying(80) NOT NULL,
    allocation_id bigint,
    book_id bigint NOT NULL,
    CONSTRAINT funds_fund_version_check CHECK ((version >= 0)),
    CONSTRAINT public_money_has_an_allocation CHECK ((((allocation_id IS NOT NULL) AND ((origin)::text = 'public'::text)) OR ((allocation_id IS NULL) AND ((origin)::text = 'collective'::text))))
);


ALTER TABLE public.funds_fund ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.funds_fund_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.funds_fundsource (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    title character varying(120) NOT NULL,
    level character varying(10) NOT NULL,
    kind character varying(12) NOT NULL,
    purpose character varying(20) NOT NULL,
    doc_no character varying(100) NOT NULL,
    approver character varying(100) NOT NULL,
    amount numeric(14,2) NOT NULL,
    exception_basis character varying(200) NOT NULL,
    rectification character varying(20) NOT NULL,
    decided_on date NOT NULL,
    entered_by character varying(80) NOT NULL,
    allocated integer NOT NULL,
    CONSTRAINT funds_fundsource_allocated_check CHECK ((allocated >= 0)),
    CONSTRAINT funds_fundsource_version_check CHECK ((version >= 0)),
    CONSTRAINT source_above_zero_on_a_document CHECK (((amount > (0)::numeric) AND (NOT ((doc_no)::text = ''::text)) AND (NOT ((approver)::text = ''::text)))),
    CONSTRAINT source_bears_one_kind_of_rectification_money CHECK (((rectification)::text = ANY (ARRAY[(''::character varying)::text, ('special'::character varying)::text, ('fiscal'::character varying)::text, ('new_countryside'::character varying)::text, ('department_social'::character varying)::text])))
);


ALTER TABLE public.funds_fundsource ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.funds_fundsource_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.funds_monthclose (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    month date NOT NULL,
    closed_on date NOT NULL,
    closed_by character varying(80) NOT NULL,
    closed_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    book_id bigint NOT NULL,
    CONSTRAINT funds_monthclose_version_check CHECK ((version >= 0))
);


ALTER TABLE public.funds_monthclose ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.funds_monthclose_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.funds_monthtotal (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    month date NOT NULL,
    debit numeric(16,2) NOT NULL,
    credit numeric(16,2) NOT NULL,
    paid numeric(16,2) NOT NULL,
    closing numeric(16,2) NOT NULL,
    came numeric(16,2) NOT NULL,
    went numeric(16,2) NOT NULL,
    account_id character varying(12) NOT NULL,
    book_id bigint NOT NULL,
    fund_id bigint NOT NULL,
    CONSTRAINT funds_monthtotal_version_check CHECK ((version >= 0))
);


ALTER TABLE public.funds_monthtotal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.funds_monthtotal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


ALTER TABLE public.funds_payment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.funds_payment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.funds_ratification (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    document character varying(200) NOT NULL,
    resolved_on date NOT NULL,
    entered_by character varying(80) NOT NULL,
    certificate_id bigint,
    payment_id bigint NOT NULL,
    CONSTRAINT funds_ratification_version_check CHECK ((version >= 0)),
    CONSTRAINT ratified_on_a_document CHECK ((NOT ((document)::text = ''::text)))
);


ALTER TABLE public.funds_ratification ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.funds_ratification_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.funds_standingresolution (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    document character varying(200) NOT NULL,
    resolved_on date NOT NULL,
    first_day date NOT NULL,
    last_day date NOT NULL,
    ceiling numeric(14,2) NOT NULL,
    entered_by character varying(80) NOT NULL,
    confirmed_by character varying(80) NOT NULL,
    ended_on date,
    CONSTRAINT funds_standingresolution_version_check CHECK ((version >= 0)),
    CONSTRAINT standing_resolution_by_two_people CHECK ((((confirmed_by)::text = ''::text) OR (NOT ((confirmed_by)::text = (entered_by)::text)))),
    CONSTRAINT standing_resolution_is_whole CHECK (((ceiling > (0)::numeric) AND (first_day <= last_day) AND (resolved_on <= first_day) AND (NOT ((document)::text = ''::text))))
);


ALTER TABLE public.funds_standingresolution ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.funds_standingresolution_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


ALTER TABLE public.funds_voucher ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.funds_voucher_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.funds_voucherdraft (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    kind character varying(10) NOT NULL,
    "on" date NOT NULL,
    summary character varying(200) NOT NULL,
    document character varying(200) NOT NULL,
    lines jsonb NOT NULL,
    state character varying(10) NOT NULL,
    prepared_by character varying(80) NOT NULL,
    prepared_on date NOT NULL,
    settled_by character varying(80) NOT NULL,
    drop_reason character varying(200) NOT NULL,
    book_id bigint NOT NULL,
    reverses_id bigint,
    voucher_id bigint,
    pay_key character varying(80) NOT NULL,
    recovers_id bigint,
    CONSTRAINT funds_voucherdraft_version_check CHECK ((version >= 0))
);


ALTER TABLE public.funds_voucherdraft ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.funds_voucherdraft_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.funds_voucherline (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    "on" date NOT NULL,
    turn smallint NOT NULL,
    debit numeric(14,2) NOT NULL,
    credit numeric(14,2) NOT NULL,
    memo character varying(200) NOT NULL,
    account_id character varying(12) NOT NULL,
    bank_account_id bigint,
    book_id bigint NOT NULL,
    counter_fund_id bigint,
    fund_id bigint NOT NULL,
    voucher_id bigint NOT NULL,
    CONSTRAINT bank_lines_name_the_account CHECK ((("left"((account_id)::text, 3) = '102'::text) = (bank_account_id IS NOT NULL))),
    CONSTRAINT debit_or_credit_above_zero CHECK ((((credit = (0)::numeric) AND (debit > (0)::numeric)) OR ((credit > (0)::numeric) AND (debit = (0)::numeric)))),
    CONSTRAINT funds_voucherline_turn_check CHECK ((turn >= 0)),
    CONSTRAINT funds_voucherline_version_check CHECK ((version >= 0)),
    CONSTRAINT lines_between_funds_name_the_other CHECK ((("left"((account_id)::text, 5) = '11301'::text) = (counter_fund_id IS NOT NULL)))
);


ALTER TABLE public.funds_voucherline ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.funds_voucherline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.imports_importbatch (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    register character varying(20) NOT NULL,
    filename character varying(200) NOT NULL,
    file_digest character varying(64) NOT NULL,
    state character varying(10) NOT NULL,
    uploaded_by character varying(80) NOT NULL,
    uploaded_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    effective_on date NOT NULL,
    rows integer NOT NULL,
    new integer NOT NULL,
    changed integer NOT NULL,
    unchanged integer NOT NULL,
    wrong integer NOT NULL,
    errors jsonb NOT NULL,
    changes jsonb NOT NULL,
    committed_by character varying(80) NOT NULL,
    committed_at timestamp with time zone,
    leaf uuid,
    undone_by character varying(80) NOT NULL,
    undone_at timestamp with time zone,
    seconds numeric(8,2) NOT NULL,
    CONSTRAINT imports_importbatch_changed_check CHECK ((changed >= 0)),
    CONSTRAINT imports_importbatch_new_check CHECK ((new >= 0)),
    CONSTRAINT imports_importbatch_rows_check CHECK ((rows >= 0)),
    CONSTRAINT imports_importbatch_unchanged_check CHECK ((unchanged >= 0)),
    CONSTRAINT imports_importbatch_version_check CHECK ((version >= 0)),
    CONSTRAINT imports_importbatch_wrong_check CHECK ((wrong >= 0))
);


ALTER TABLE public.imports_importbatch ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.imports_importbatch_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.imports_importfile (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    sealed bytea NOT NULL,
    batch_id bigint NOT NULL,
    CONSTRAINT imports_importfile_version_check CHECK ((version >= 0))
);


ALTER TABLE public.imports_importfile ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.imports_importfile_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.letters_letter (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    kind character varying(12) NOT NULL,
    state character varying(12) NOT NULL,
    number character varying(40) NOT NULL,
    title character varying(60) NOT NULL,
    about uuid,
    name character varying(60) NOT NULL,
    addressee character varying(80) NOT NULL,
    purpose character varying(120) NOT NULL,
    lines character varying(400)[] NOT NULL,
    issuer character varying(120) NOT NULL,
    drafted_on date NOT NULL,
    drafted_by character varying(80) NOT NULL,
    issued_on date,
    issued_by character varying(80) NOT NULL,
    code_hash character varying(64) NOT NULL,
    ended_on date,
    ended_by character varying(80) NOT NULL,
    end_reason character varying(300) NOT NULL,
    replaces_id bigint,
    case_id bigint,
    online boolean NOT NULL,
    CONSTRAINT letter_about_somebody_or_general CHECK ((((about IS NULL) AND ((kind)::text = 'general'::text) AND ((name)::text = ''::text)) OR ((NOT ((kind)::text = 'general'::text)) AND (about IS NOT NULL) AND (NOT ((name)::text = ''::text))))),
    CONSTRAINT letter_ended_with_its_reason CHECK (((((end_reason)::text = ''::text) AND ((ended_by)::text = ''::text) AND (ended_on IS NULL) AND ((state)::text = ANY (ARRAY[('draft'::character varying)::text, ('issued'::character varying)::text]))) OR ((ended_on IS NOT NULL) AND ((state)::text = ANY (ARRAY[('withdrawn'::character varying)::text, ('revoked'::character varying)::text, ('superseded'::character varying)::text])) AND (NOT ((ended_by)::text = ''::text)) AND (NOT ((end_reason)::text = ''::text))))),
    CONSTRAINT letter_fetched_by_who_asked_for_it CHECK (((NOT online) OR (case_id IS NOT NULL))),
    CONSTRAINT letter_issued_by_a_second_person CHECK ((((issued_by)::text = ''::text) OR (NOT ((issued_by)::text = (drafted_by)::text)))),
    CONSTRAINT letter_issued_whole CHECK (((((code_hash)::text = ''::text) AND ((issued_by)::text = ''::text) AND (issued_on IS NULL) AND ((number)::text = ''::text) AND ((state)::text = ANY (ARRAY[('draft'::character varying)::text, ('withdrawn'::character varying)::text]))) OR ((issued_on IS NOT NULL) AND ((state)::text = ANY (ARRAY[('issued'::character varying)::text, ('revoked'::character varying)::text, ('superseded'::character varying)::text])) AND (NOT ((number)::text = ''::text)) AND (NOT ((code_hash)::text = ''::text)) AND (NOT ((issued_by)::text = ''::text))))),
    CONSTRAINT letters_letter_version_check CHECK ((version >= 0))
);


ALTER TABLE public.letters_letter ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.letters_letter_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.letters_letterfile (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    form character varying(4) NOT NULL,
    digest character varying(64) NOT NULL,
    sealed bytea NOT NULL,
    letter_id bigint NOT NULL,
    CONSTRAINT letters_letterfile_version_check CHECK ((version >= 0))
);


ALTER TABLE public.letters_letterfile ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.letters_letterfile_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.letters_letternumber (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    kind character varying(12) NOT NULL,
    year smallint NOT NULL,
    last integer NOT NULL,
    CONSTRAINT letters_letternumber_last_check CHECK ((last >= 0)),
    CONSTRAINT letters_letternumber_version_check CHECK ((version >= 0)),
    CONSTRAINT letters_letternumber_year_check CHECK ((year >= 0))
);


ALTER TABLE public.letters_letternumber ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.letters_letternumber_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.notices_notice (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    unit_code character varying(12) NOT NULL,
    kind character varying(8) NOT NULL,
    day date NOT NULL,
    waiting integer NOT NULL,
    overdue integer NOT NULL,
    due_today integer NOT NULL,
    path character varying(120) NOT NULL,
    state character varying(8) NOT NULL,
    channel character varying(8) NOT NULL,
    written_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    try_at timestamp with time zone NOT NULL,
    tries smallint NOT NULL,
    claimed_at timestamp with time zone,
    sent_at timestamp with time zone,
    outcome character varying(24) NOT NULL,
    place_day date,
    place_week date,
    nth_of_day smallint,
    nth_of_week smallint,
    account_id bigint NOT NULL,
    CONSTRAINT a_notice_counts CHECK ((waiting >= (overdue + due_today))),
    CONSTRAINT a_notice_leads_to_a_page CHECK (((path)::text ~ '^/[a-z0-9/_-]*$'::text)),
    CONSTRAINT at_most_ten_messages_a_week CHECK (((nth_of_week IS NULL) OR ((nth_of_week >= 1) AND (nth_of_week <= 10)))),
    CONSTRAINT notices_notice_due_today_check CHECK ((due_today >= 0)),
    CONSTRAINT notices_notice_nth_of_day_check CHECK ((nth_of_day >= 0)),
    CONSTRAINT notices_notice_nth_of_week_check CHECK ((nth_of_week >= 0)),
    CONSTRAINT notices_notice_overdue_check CHECK ((overdue >= 0)),
    CONSTRAINT notices_notice_tries_check CHECK ((tries >= 0)),
    CONSTRAINT notices_notice_version_check CHECK ((version >= 0)),
    CONSTRAINT notices_notice_waiting_check CHECK ((waiting >= 0)),
    CONSTRAINT places_come_together CHECK ((((nth_of_day IS NULL) AND (nth_of_week IS NULL) AND (place_day IS NULL) AND (place_week IS NULL)) OR ((nth_of_day IS NOT NULL) AND (nth_of_week IS NOT NULL) AND (place_day IS NOT NULL) AND (place_week IS NOT NULL)))),
    CONSTRAINT sent_at_its_time CHECK ((((sent_at IS NOT NULL) AND ((state)::text = 'sent'::text)) OR ((NOT ((state)::text = 'sent'::text)) AND (sent_at IS NULL)))),
    CONSTRAINT sent_from_its_place CHECK (((NOT ((state)::text = ANY (ARRAY[('sending'::character varying)::text, ('sent'::character varying)::text]))) OR ((kind)::text = 'trial'::text) OR (place_day IS NOT NULL)))
);


ALTER TABLE public.notices_notice ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.notices_notice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.notices_noticepreference (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    channel character varying(8) NOT NULL,
    at_once boolean NOT NULL,
    address_sealed text NOT NULL,
    secret_sealed text NOT NULL,
    host character varying(120) NOT NULL,
    stopped_at timestamp with time zone,
    stopped_why character varying(8) NOT NULL,
    known character varying(32)[],
    told_due character varying(32)[] NOT NULL,
    account_id bigint NOT NULL,
    CONSTRAINT a_robot_has_its_address CHECK (((NOT ((channel)::text = ANY (ARRAY[('wecom'::character varying)::text, ('dingtalk'::character varying)::text, ('webhook'::character varying)::text]))) OR ((NOT (address_sealed = ''::text)) AND (NOT ((host)::text = ''::text))))),
    CONSTRAINT a_signed_robot_has_its_secret CHECK (((NOT ((channel)::text = ANY (ARRAY[('dingtalk'::character varying)::text, ('webhook'::character varying)::text]))) OR (NOT (secret_sealed = ''::text)))),
    CONSTRAINT notices_noticepreference_version_check CHECK ((version >= 0)),
    CONSTRAINT stopped_with_its_reason CHECK ((((stopped_at IS NULL) AND ((stopped_why)::text = ''::text)) OR ((stopped_at IS NOT NULL) AND (NOT ((stopped_why)::text = ''::text)))))
);


ALTER TABLE public.notices_noticepreference ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.notices_noticepreference_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.organisations_branchregistration (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    period daterange NOT NULL,
    source_document character varying(200) NOT NULL,
    member_id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    CONSTRAINT organisations_branchregistration_version_check CHECK ((version >= 0))
);


ALTER TABLE public.organisations_branchregistration ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.organisations_branchregistration_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.organisations_committee (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    kind character varying(24) NOT NULL,
    name character varying(100) NOT NULL,
    number smallint NOT NULL,
    seats smallint NOT NULL,
    elected_on date NOT NULL,
    due_on date NOT NULL,
    term_years smallint NOT NULL,
    ended_on date,
    CONSTRAINT committee_of_three_to_nine CHECK (((seats >= 3) AND (seats <= 9))),
    CONSTRAINT organisations_committee_number_check CHECK ((number >= 0)),
    CONSTRAINT organisations_committee_seats_check CHECK ((seats >= 0)),
    CONSTRAINT organisations_committee_term_years_check CHECK ((term_years >= 0)),
    CONSTRAINT organisations_committee_version_check CHECK ((version >= 0))
);


ALTER TABLE public.organisations_committee ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.organisations_committee_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.organisations_formermembership (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    period daterange NOT NULL,
    said jsonb NOT NULL,
    member_id bigint NOT NULL,
    CONSTRAINT organisations_formermembership_version_check CHECK ((version >= 0))
);


ALTER TABLE public.organisations_formermembership ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.organisations_formermembership_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.organisations_formerorganisation (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    period daterange NOT NULL,
    said jsonb NOT NULL,
    organisation_id bigint NOT NULL,
    CONSTRAINT organisations_formerorganisation_version_check CHECK ((version >= 0))
);


ALTER TABLE public.organisations_formerorganisation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.organisations_formerorganisation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.organisations_formerterm (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    period daterange NOT NULL,
    said jsonb NOT NULL,
    term_id bigint NOT NULL,
    CONSTRAINT organisations_formerterm_version_check CHECK ((version >= 0))
);


ALTER TABLE public.organisations_formerterm ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.organisations_formerterm_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.organisations_mandate (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    role character varying(24) NOT NULL,
    way character varying(20) NOT NULL,
    term_number smallint,
    period daterange NOT NULL,
    end_reason character varying(24) NOT NULL,
    end_document character varying(200) NOT NULL,
    source_document character varying(200) NOT NULL,
    committee_id bigint,
    person_id bigint NOT NULL,
    organisation_id bigint,
    CONSTRAINT mandate_of_one_body CHECK ((((committee_id IS NULL) AND (organisation_id IS NOT NULL)) OR ((committee_id IS NOT NULL) AND (organisation_id IS NULL)))),
    CONSTRAINT no_removal_from_an_elected_seat CHECK (((committee_id IS NULL) OR (NOT ((end_reason)::text = ANY (ARRAY[('replaced'::character varying)::text, ('transfer'::character varying)::text]))))),
    CONSTRAINT organisations_mandate_term_number_check CHECK ((term_number >= 0)),
    CONSTRAINT organisations_mandate_version_check CHECK ((version >= 0))
);


ALTER TABLE public.organisations_mandate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.organisations_mandate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.organisations_membertransfer (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    to_division_code character varying(12) NOT NULL,
    issued_on date NOT NULL,
    valid_days smallint NOT NULL,
    received_on date,
    state character varying(10) NOT NULL,
    member_id bigint NOT NULL,
    from_organisation_id bigint NOT NULL,
    to_organisation_id bigint NOT NULL,
    CONSTRAINT organisations_membertransfer_valid_days_check CHECK ((valid_days >= 0)),
    CONSTRAINT organisations_membertransfer_version_check CHECK ((version >= 0))
);


ALTER TABLE public.organisations_membertransfer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.organisations_membertransfer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.organisations_organisationterm (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    number smallint NOT NULL,
    elected_on date NOT NULL,
    due_on date NOT NULL,
    length_years smallint NOT NULL,
    extension_months smallint NOT NULL,
    extension_document character varying(200) NOT NULL,
    ended_on date,
    organisation_id bigint NOT NULL,
    CONSTRAINT extension_at_most_a_year CHECK ((extension_months <= 12)),
    CONSTRAINT organisations_organisationterm_extension_months_check CHECK ((extension_months >= 0)),
    CONSTRAINT organisations_organisationterm_length_years_check CHECK ((length_years >= 0)),
    CONSTRAINT organisations_organisationterm_number_check CHECK ((number >= 0)),
    CONSTRAINT organisations_organisationterm_version_check CHECK ((version >= 0))
);


ALTER TABLE public.organisations_organisationterm ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.organisations_organisationterm_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.organisations_partymember (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    status character varying(20) NOT NULL,
    joined_on date NOT NULL,
    full_on date,
    probation_ends_on date,
    dues_paid_to date,
    mobility character varying(14) NOT NULL,
    ended_on date,
    person_id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    CONSTRAINT full_after_joined CHECK (((full_on IS NULL) OR (full_on >= joined_on))),
    CONSTRAINT organisations_partymember_version_check CHECK ((version >= 0))
);


ALTER TABLE public.organisations_partymember ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.organisations_partymember_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.organisations_partyorganisation (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    code character varying(40) NOT NULL,
    name character varying(100) NOT NULL,
    short_name character varying(60) NOT NULL,
    initials character varying(60) NOT NULL,
    kind character varying(24) NOT NULL,
    sector character varying(16) NOT NULL,
    path character varying(400) NOT NULL,
    is_top_of_village boolean NOT NULL,
    founded_on date,
    approved_by character varying(100) NOT NULL,
    approval_document character varying(200) NOT NULL,
    need_reason character varying(200) NOT NULL,
    term_years smallint NOT NULL,
    task character varying(100) NOT NULL,
    expires_on date,
    status character varying(12) NOT NULL,
    ended_on date,
    telephone character varying(30) NOT NULL,
    parent_id bigint,
    CONSTRAINT organisations_partyorganisation_term_years_check CHECK ((term_years >= 0)),
    CONSTRAINT organisations_partyorganisation_version_check CHECK ((version >= 0)),
    CONSTRAINT temporary_branch_has_task_and_end CHECK (((NOT ((kind)::text = 'temporary_branch'::text)) OR ((NOT ((task)::text = ''::text)) AND (expires_on IS NOT NULL))))
);


ALTER TABLE public.organisations_partyorganisation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.organisations_partyorganisation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.papers_keptpaper (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    kind character varying(40) NOT NULL,
    object_id uuid NOT NULL,
    number character varying(80) NOT NULL,
    printed_on date,
    printed_by character varying(80) NOT NULL,
    CONSTRAINT papers_keptpaper_version_check CHECK ((version >= 0))
);


ALTER TABLE public.papers_keptpaper ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.papers_keptpaper_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.papers_paperscan (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    format character varying(8) NOT NULL,
    pages smallint NOT NULL,
    size integer NOT NULL,
    digest character varying(64) NOT NULL,
    sealed bytea NOT NULL,
    uploaded_by character varying(80) NOT NULL,
    uploaded_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    paper_id bigint NOT NULL,
    CONSTRAINT papers_paperscan_pages_check CHECK ((pages >= 0)),
    CONSTRAINT papers_paperscan_size_check CHECK ((size >= 0)),
    CONSTRAINT papers_paperscan_version_check CHECK ((version >= 0))
);


ALTER TABLE public.papers_paperscan ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.papers_paperscan_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.papers_papertemplate (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    name character varying(60) NOT NULL,
    content bytea NOT NULL,
    digest character varying(64) NOT NULL,
    filename character varying(120) NOT NULL,
    uploaded_by character varying(80) NOT NULL,
    uploaded_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    adopted_by character varying(80) NOT NULL,
    adopted_at timestamp with time zone,
    period daterange,
    ended_by character varying(80) NOT NULL,
    CONSTRAINT papers_papertemplate_version_check CHECK ((version >= 0)),
    CONSTRAINT template_adopted_by_another CHECK ((((adopted_by)::text = ''::text) OR (NOT ((adopted_by)::text = (uploaded_by)::text)))),
    CONSTRAINT template_used_once_adopted CHECK (((period IS NULL) OR (NOT ((adopted_by)::text = ''::text))))
);


ALTER TABLE public.papers_papertemplate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.papers_papertemplate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.pay_differenceline (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    number character varying(50) NOT NULL,
    year smallint NOT NULL,
    part character varying(20) NOT NULL,
    turn smallint NOT NULL,
    posted numeric(14,2) NOT NULL,
    should numeric(14,2) NOT NULL,
    amount numeric(14,2) NOT NULL,
    cause character varying(20) NOT NULL,
    document character varying(200) NOT NULL,
    approved_on date NOT NULL,
    explanation jsonb NOT NULL,
    person_id bigint NOT NULL,
    correction_id bigint NOT NULL,
    run_id bigint NOT NULL,
    CONSTRAINT difference_is_should_less_posted CHECK (((amount = (should - posted)) AND (should >= (0)::numeric) AND (NOT (amount = (0)::numeric)))),
    CONSTRAINT pay_differenceline_turn_check CHECK ((turn >= 0)),
    CONSTRAINT pay_differenceline_version_check CHECK ((version >= 0)),
    CONSTRAINT pay_differenceline_year_check CHECK ((year >= 0))
);


ALTER TABLE public.pay_differenceline ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pay_differenceline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.pay_paycorrection (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    number character varying(40) NOT NULL,
    year smallint NOT NULL,
    cause character varying(20) NOT NULL,
    document character varying(200) NOT NULL,
    state character varying(10) NOT NULL,
    prepared_by character varying(80) NOT NULL,
    prepared_on date NOT NULL,
    checked_by character varying(80) NOT NULL,
    checked_on date,
    approved_by character varying(80) NOT NULL,
    approved_on date,
    returned_reason character varying(300) NOT NULL,
    people integer NOT NULL,
    city_total numeric(14,2) NOT NULL,
    district_total numeric(14,2) NOT NULL,
    town_total numeric(14,2) NOT NULL,
    insurance_total numeric(14,2) NOT NULL,
    tax_total numeric(14,2) NOT NULL,
    proposal jsonb NOT NULL,
    settings jsonb NOT NULL,
    person_id bigint,
    run_id bigint NOT NULL,
    employer_city_total numeric(14,2) DEFAULT 0 NOT NULL,
    employer_district_total numeric(14,2) DEFAULT 0 NOT NULL,
    employer_town_total numeric(14,2) DEFAULT 0 NOT NULL,
    CONSTRAINT correction_by_three_people CHECK (((((checked_by)::text = ''::text) OR (NOT ((checked_by)::text = (prepared_by)::text))) AND (((approved_by)::text = ''::text) OR ((NOT ((approved_by)::text = (prepared_by)::text)) AND (NOT ((approved_by)::text = (checked_by)::text)))) AND ((NOT ((state)::text = 'approved'::text)) OR ((NOT ((checked_by)::text = ''::text)) AND (NOT ((approved_by)::text = ''::text)))))),
    CONSTRAINT correction_rests_on_a_document CHECK ((NOT ((document)::text = ''::text))),
    CONSTRAINT pay_paycorrection_people_check CHECK ((people >= 0)),
    CONSTRAINT pay_paycorrection_version_check CHECK ((version >= 0)),
    CONSTRAINT pay_paycorrection_year_check CHECK ((year >= 0))
);


ALTER TABLE public.pay_paycorrection ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pay_paycorrection_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.pay_payfact (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    kind character varying(20) NOT NULL,
    first_day date NOT NULL,
    last_day date,
    share numeric(5,4),
    amount numeric(14,2),
    engagement_uuid uuid,
    document character varying(200) NOT NULL,
    recorded_by character varying(80) NOT NULL,
    recorded_on date NOT NULL,
    cancels_id bigint,
    person_id bigint NOT NULL,
    CONSTRAINT a_pay_fact_ends_after_it_begins CHECK (((last_day IS NULL) OR (last_day >= first_day))),
    CONSTRAINT a_pay_fact_has_what_its_kind_needs CHECK (((((kind)::text = 'unpaid_leave'::text) AND (share = (0)::numeric)) OR (((kind)::text = 'suspension'::text) AND (share >= (0)::numeric) AND (share < (1)::numeric)) OR ((engagement_uuid IS NOT NULL) AND ((kind)::text = 'actual_days'::text)) OR ((amount > (0)::numeric) AND ((kind)::text = 'additional_deduction'::text)) OR ((cancels_id IS NOT NULL) AND ((kind)::text = 'cancelled'::text)))),
    CONSTRAINT a_pay_fact_rests_on_a_document CHECK ((NOT ((document)::text = ''::text))),
    CONSTRAINT pay_payfact_version_check CHECK ((version >= 0))
);


ALTER TABLE public.pay_payfact ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pay_payfact_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.pay_payinput (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    engagement_uuid uuid NOT NULL,
    centre_name character varying(100) NOT NULL,
    post character varying(16) NOT NULL,
    first_day date NOT NULL,
    last_day date NOT NULL,
    grade character varying(14) NOT NULL,
    person_id bigint NOT NULL,
    run_id bigint NOT NULL,
    CONSTRAINT pay_payinput_version_check CHECK ((version >= 0))
);


ALTER TABLE public.pay_payinput ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pay_payinput_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.pay_payrun (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    number character varying(30) NOT NULL,
    year smallint NOT NULL,
    through date NOT NULL,
    state character varying(10) NOT NULL,
    locked_on date NOT NULL,
    prepared_by character varying(80) NOT NULL,
    checked_by character varying(80) NOT NULL,
    checked_on date,
    approved_by character varying(80) NOT NULL,
    approved_on date,
    returned_reason character varying(300) NOT NULL,
    settings jsonb NOT NULL,
    inputs_digest character varying(64) NOT NULL,
    people integer NOT NULL,
    base_total numeric(14,2) NOT NULL,
    bonus_total numeric(14,2) NOT NULL,
    city_total numeric(14,2) NOT NULL,
    district_total numeric(14,2) NOT NULL,
    town_total numeric(14,2) NOT NULL,
    override_reason character varying(300) NOT NULL,
    insurance_total numeric(14,2) NOT NULL,
    tax_total numeric(14,2) NOT NULL,
    employer_city_total numeric(14,2) DEFAULT 0 NOT NULL,
    employer_district_total numeric(14,2) DEFAULT 0 NOT NULL,
    employer_town_total numeric(14,2) DEFAULT 0 NOT NULL,
    CONSTRAINT pay_payrun_people_check CHECK ((people >= 0)),
    CONSTRAINT pay_payrun_version_check CHECK ((version >= 0)),
    CONSTRAINT pay_payrun_year_check CHECK ((year >= 0)),
    CONSTRAINT payers_make_the_total CHECK (((base_total = (city_total + district_total)) AND (bonus_total = town_total))),
    CONSTRAINT preparer_checker_approver_differ CHECK (((((checked_by)::text = ''::text) OR (NOT ((checked_by)::text = (prepared_by)::text))) AND (((approved_by)::text = ''::text) OR ((NOT ((approved_by)::text = (prepared_by)::text)) AND (NOT ((approved_by)::text = (checked_by)::text))))))
);


ALTER TABLE public.pay_payrun ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pay_payrun_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.pay_payslip (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    number character varying(40) NOT NULL,
    grade character varying(14) NOT NULL,
    base_paid numeric(14,2) NOT NULL,
    cap numeric(14,2) NOT NULL,
    bonus numeric(14,2) NOT NULL,
    gross numeric(14,2) NOT NULL,
    city numeric(14,2) NOT NULL,
    district numeric(14,2) NOT NULL,
    town numeric(14,2) NOT NULL,
    explanation jsonb NOT NULL,
    person_id bigint NOT NULL,
    run_id bigint NOT NULL,
    year smallint NOT NULL,
    through date NOT NULL,
    approved_on date,
    person_capped boolean DEFAULT true NOT NULL,
    insurance numeric(14,2) NOT NULL,
    net numeric(14,2) NOT NULL,
    tax numeric(14,2) NOT NULL,
    employer_city numeric(14,2) DEFAULT 0 NOT NULL,
    employer_district numeric(14,2) DEFAULT 0 NOT NULL,
    employer_town numeric(14,2) DEFAULT 0 NOT NULL,
    CONSTRAINT bonus_within_cap CHECK (((bonus >= (0)::numeric) AND ((NOT person_capped) OR (bonus <= cap)))),
    CONSTRAINT employers_part_is_never_negative CHECK (((employer_city >= (0)::numeric) AND (employer_district >= (0)::numeric) AND (employer_town >= (0)::numeric))),
    CONSTRAINT pay_payslip_version_check CHECK ((version >= 0)),
    CONSTRAINT pay_payslip_year_check CHECK ((year >= 0)),
    CONSTRAINT slip_adds_up CHECK (((base_paid = (city + district)) AND (gross = (base_paid + bonus)) AND (town = bonus))),
    CONSTRAINT slip_net_is_gross_less_deductions CHECK (((insurance >= (0)::numeric) AND (net = ((gross - insurance) - tax)) AND (net >= (0)::numeric) AND (tax >= (0)::numeric)))
);


ALTER TABLE public.pay_payslip ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pay_payslip_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


ALTER TABLE public.people_person ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.people_person_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.pipeline_admission (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    stage character varying(12) NOT NULL,
    stage_on date NOT NULL,
    member_id bigint,
    organisation_id bigint NOT NULL,
    person_id bigint NOT NULL,
    CONSTRAINT pipeline_admission_version_check CHECK ((version >= 0)),
    CONSTRAINT probation_has_a_member CHECK (((NOT ((stage)::text = ANY (ARRAY[('probationary'::character varying)::text, ('full'::character varying)::text]))) OR (member_id IS NOT NULL)))
);


ALTER TABLE public.pipeline_admission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pipeline_admission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.pipeline_admissionstep (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    stage character varying(12) NOT NULL,
    "on" date NOT NULL,
    document character varying(200) NOT NULL,
    voters integer,
    present integer,
    votes_for integer,
    extension_months smallint NOT NULL,
    note character varying(300) NOT NULL,
    recorded_by character varying(80) NOT NULL,
    admission_id bigint NOT NULL,
    first_introducer_id bigint,
    second_introducer_id bigint,
    CONSTRAINT admission_votes_add_up CHECK (((voters IS NULL) OR ((present <= voters) AND (votes_for <= present)))),
    CONSTRAINT pipeline_admissionstep_extension_months_check CHECK ((extension_months >= 0)),
    CONSTRAINT pipeline_admissionstep_present_check CHECK ((present >= 0)),
    CONSTRAINT pipeline_admissionstep_version_check CHECK ((version >= 0)),
    CONSTRAINT pipeline_admissionstep_voters_check CHECK ((voters >= 0)),
    CONSTRAINT pipeline_admissionstep_votes_for_check CHECK ((votes_for >= 0)),
    CONSTRAINT two_different_introducers CHECK (((first_introducer_id IS NULL) OR (NOT ((first_introducer_id = second_introducer_id) AND (first_introducer_id IS NOT NULL) AND (second_introducer_id IS NOT NULL)))))
);


ALTER TABLE public.pipeline_admissionstep ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pipeline_admissionstep_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.pipeline_capability (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    kind character varying(12) NOT NULL,
    fact character varying(300) NOT NULL,
    evidence character varying(200) NOT NULL,
    shown_on date NOT NULL,
    recorded_by character varying(80) NOT NULL,
    recorded_on date NOT NULL,
    person_id bigint NOT NULL,
    CONSTRAINT capability_has_fact_and_evidence CHECK (((NOT ((fact)::text = ''::text)) AND (NOT ((evidence)::text = ''::text)))),
    CONSTRAINT capability_was_shown_before_recorded CHECK ((shown_on <= recorded_on)),
    CONSTRAINT pipeline_capability_version_check CHECK ((version >= 0))
);


ALTER TABLE public.pipeline_capability ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pipeline_capability_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.pipeline_capabilitywithdrawal (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    reason character varying(300) NOT NULL,
    withdrawn_on date NOT NULL,
    withdrawn_by character varying(80) NOT NULL,
    capability_id bigint NOT NULL,
    CONSTRAINT pipeline_capabilitywithdrawal_version_check CHECK ((version >= 0))
);


ALTER TABLE public.pipeline_capabilitywithdrawal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pipeline_capabilitywithdrawal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.pipeline_reservecandidate (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    state character varying(10) NOT NULL,
    source character varying(16) NOT NULL,
    reason character varying(500) NOT NULL,
    document character varying(200) NOT NULL,
    proposed_on date NOT NULL,
    proposed_by character varying(80) NOT NULL,
    settled_on date,
    settled_by character varying(80) NOT NULL,
    opinion character varying(500) NOT NULL,
    ended_on date,
    end_reason character varying(12) NOT NULL,
    end_document character varying(200) NOT NULL,
    organisation_id bigint NOT NULL,
    person_id bigint NOT NULL,
    CONSTRAINT pipeline_reservecandidate_version_check CHECK ((version >= 0)),
    CONSTRAINT reserve_confirmed_by_another CHECK ((((settled_by)::text = ''::text) OR (NOT ((settled_by)::text = (proposed_by)::text)))),
    CONSTRAINT reserve_ends_with_a_reason CHECK (((NOT ((state)::text = 'ended'::text)) OR ((ended_on IS NOT NULL) AND (NOT ((end_reason)::text = ''::text))))),
    CONSTRAINT reserve_settled_with_day_and_person CHECK ((((state)::text = 'proposed'::text) OR ((settled_on IS NOT NULL) AND (NOT ((settled_by)::text = ''::text)))))
);


ALTER TABLE public.pipeline_reservecandidate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pipeline_reservecandidate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.procrastinate_events (
    id bigint NOT NULL,
    job_id bigint NOT NULL,
    type public.procrastinate_job_event_type,
    at timestamp with time zone DEFAULT now()
);


CREATE SEQUENCE public.procrastinate_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER SEQUENCE public.procrastinate_events_id_seq OWNED BY public.procrastinate_events.id;


CREATE SEQUENCE public.procrastinate_jobs_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER SEQUENCE public.procrastinate_jobs_id_seq OWNED BY public.procrastinate_jobs.id;


CREATE TABLE public.procrastinate_periodic_defers (
    id bigint NOT NULL,
    task_name character varying(128) NOT NULL,
    defer_timestamp bigint,
    job_id bigint,
    periodic_id character varying(128) DEFAULT ''::character varying NOT NULL
);


CREATE SEQUENCE public.procrastinate_periodic_defers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER SEQUENCE public.procrastinate_periodic_defers_id_seq OWNED BY public.procrastinate_periodic_defers.id;


CREATE TABLE public.procrastinate_workers (
    id bigint NOT NULL,
    last_heartbeat timestamp with time zone DEFAULT now() NOT NULL
);


ALTER TABLE public.procrastinate_workers ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.procrastinate_workers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.projects_acceptance (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    login character varying(80) NOT NULL,
    name character varying(60) NOT NULL,
    looked_on date NOT NULL,
    good boolean NOT NULL,
    opinion character varying(500) NOT NULL,
    project_id bigint NOT NULL,
    CONSTRAINT acceptance_says_what_was_found CHECK (((NOT ((opinion)::text = ''::text)) AND (NOT ((login)::text = ''::text)) AND (NOT ((name)::text = ''::text)))),
    CONSTRAINT projects_acceptance_version_check CHECK ((version >= 0))
);


ALTER TABLE public.projects_acceptance ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.projects_acceptance_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.projects_asset (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    number character varying(40) NOT NULL,
    name character varying(120) NOT NULL,
    category character varying(10) NOT NULL,
    unit character varying(12) NOT NULL,
    place character varying(120) NOT NULL,
    cost numeric(14,2) NOT NULL,
    entered_on date NOT NULL,
    entered_by character varying(80) NOT NULL,
    project_id bigint NOT NULL,
    CONSTRAINT asset_cost_not_below_nothing CHECK ((cost >= (0)::numeric)),
    CONSTRAINT projects_asset_version_check CHECK ((version >= 0))
);


ALTER TABLE public.projects_asset ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.projects_asset_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.projects_budget (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    "position" smallint NOT NULL,
    made_on date NOT NULL,
    amount numeric(14,2) NOT NULL,
    document character varying(200) NOT NULL,
    reason character varying(500) NOT NULL,
    recorded_on date NOT NULL,
    recorded_by character varying(80) NOT NULL,
    project_id bigint NOT NULL,
    CONSTRAINT budget_above_zero_on_a_document CHECK (((amount > (0)::numeric) AND (NOT ((document)::text = ''::text)))),
    CONSTRAINT projects_budget_position_check CHECK (("position" >= 0)),
    CONSTRAINT projects_budget_version_check CHECK ((version >= 0))
);


ALTER TABLE public.projects_budget ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.projects_budget_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.projects_budgetsource (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    level character varying(10) NOT NULL,
    title character varying(120) NOT NULL,
    amount numeric(14,2) NOT NULL,
    allocation_id bigint,
    budget_id bigint NOT NULL,
    CONSTRAINT budget_source_above_zero CHECK (((amount > (0)::numeric) AND (NOT ((title)::text = ''::text)))),
    CONSTRAINT projects_budgetsource_version_check CHECK ((version >= 0))
);


ALTER TABLE public.projects_budgetsource ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.projects_budgetsource_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.projects_changeorder (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    "position" smallint NOT NULL,
    ordered_on date NOT NULL,
    amount numeric(14,2) NOT NULL,
    reason character varying(500) NOT NULL,
    document character varying(200) NOT NULL,
    ordered_by character varying(80) NOT NULL,
    certificate_id bigint,
    project_id bigint NOT NULL,
    CONSTRAINT projects_changeorder_position_check CHECK (("position" >= 0)),
    CONSTRAINT projects_changeorder_version_check CHECK ((version >= 0))
);


ALTER TABLE public.projects_changeorder ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.projects_changeorder_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.projects_measure (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    what character varying(14) NOT NULL,
    amount numeric(12,2) NOT NULL,
    measured_on date NOT NULL,
    document character varying(200) NOT NULL,
    recorded_by character varying(80) NOT NULL,
    project_id bigint NOT NULL,
    CONSTRAINT measure_above_zero_on_paper CHECK (((amount > (0)::numeric) AND (NOT ((document)::text = ''::text)))),
    CONSTRAINT projects_measure_version_check CHECK ((version >= 0)),
    CONSTRAINT stands_since_a_year CHECK (((NOT ((what)::text = 'stands_since'::text)) OR ((amount >= (1900)::numeric) AND (amount <= (2100)::numeric)))),
    CONSTRAINT years_and_households_are_whole CHECK (((NOT ((what)::text = ANY (ARRAY[('stands_since'::character varying)::text, ('households'::character varying)::text]))) OR (amount = floor(amount))))
);


ALTER TABLE public.projects_measure ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.projects_measure_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.projects_milestone (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    "position" smallint NOT NULL,
    title character varying(120) NOT NULL,
    due_on date NOT NULL,
    done_on date,
    done_by character varying(80) NOT NULL,
    project_id bigint NOT NULL,
    CONSTRAINT milestone_done_by_somebody CHECK (((((done_by)::text = ''::text) AND (done_on IS NULL)) OR ((done_on IS NOT NULL) AND (NOT ((done_by)::text = ''::text))))),
    CONSTRAINT projects_milestone_position_check CHECK (("position" >= 0)),
    CONSTRAINT projects_milestone_version_check CHECK ((version >= 0))
);


ALTER TABLE public.projects_milestone ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.projects_milestone_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.projects_milestonephoto (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    content bytea NOT NULL,
    digest character varying(64) NOT NULL,
    size integer NOT NULL,
    uploaded_by character varying(80) NOT NULL,
    uploaded_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    milestone_id bigint NOT NULL,
    CONSTRAINT photo_is_small CHECK ((size <= 1500000)),
    CONSTRAINT projects_milestonephoto_size_check CHECK ((size >= 0)),
    CONSTRAINT projects_milestonephoto_version_check CHECK ((version >= 0))
);


ALTER TABLE public.projects_milestonephoto ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.projects_milestonephoto_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


ALTER TABLE public.projects_project ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.projects_project_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.projects_projectnumber (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    kind character varying(12) NOT NULL,
    year smallint NOT NULL,
    last integer NOT NULL,
    CONSTRAINT projects_projectnumber_last_check CHECK ((last >= 0)),
    CONSTRAINT projects_projectnumber_version_check CHECK ((version >= 0)),
    CONSTRAINT projects_projectnumber_year_check CHECK ((year >= 0))
);


ALTER TABLE public.projects_projectnumber ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.projects_projectnumber_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.requests_aside (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    recorded_by character varying(80) NOT NULL,
    recorded_on date NOT NULL,
    person_id bigint NOT NULL,
    request_id bigint NOT NULL,
    CONSTRAINT requests_aside_version_check CHECK ((version >= 0))
);


ALTER TABLE public.requests_aside ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.requests_aside_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.requests_petition (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    received_on date NOT NULL,
    route_by date NOT NULL,
    routed_on date,
    accepted_on date,
    finish_by date,
    extended_days smallint NOT NULL,
    approved_by character varying(80) NOT NULL,
    notified_on date,
    finished_on date,
    replied_on date,
    recorded_by character varying(80) NOT NULL,
    request_id bigint NOT NULL,
    CONSTRAINT petition_days_in_order CHECK ((((accepted_on IS NULL) OR (accepted_on >= received_on)) AND ((finished_on IS NULL) OR (finished_on >= accepted_on)) AND ((replied_on IS NULL) OR (replied_on >= finished_on)))),
    CONSTRAINT petition_due_once_accepted CHECK ((((accepted_on IS NULL) AND (finish_by IS NULL)) OR ((accepted_on IS NOT NULL) AND (finish_by IS NOT NULL)))),
    CONSTRAINT petition_prolonged_with_approval_and_notice CHECK (((((approved_by)::text = ''::text) AND (extended_days = 0) AND (notified_on IS NULL)) OR ((extended_days >= 1) AND (NOT ((approved_by)::text = ''::text)) AND (notified_on IS NOT NULL)))),
    CONSTRAINT requests_petition_extended_days_check CHECK ((extended_days >= 0)),
    CONSTRAINT requests_petition_version_check CHECK ((version >= 0))
);


ALTER TABLE public.requests_petition ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.requests_petition_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.requests_petitionreview (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    stage smallint NOT NULL,
    until date NOT NULL,
    asked_on date NOT NULL,
    answer_by date NOT NULL,
    answered_on date,
    outcome character varying(8) NOT NULL,
    words character varying(1000) NOT NULL,
    answered_by character varying(80) NOT NULL,
    recorded_by character varying(80) NOT NULL,
    petition_id bigint NOT NULL,
    CONSTRAINT requests_petitionreview_stage_check CHECK ((stage >= 0)),
    CONSTRAINT requests_petitionreview_version_check CHECK ((version >= 0)),
    CONSTRAINT review_answered_whole CHECK (((((answered_by)::text = ''::text) AND (answered_on IS NULL) AND ((outcome)::text = ''::text) AND ((words)::text = ''::text)) OR ((answered_on >= asked_on) AND ((outcome)::text = ANY (ARRAY[('upheld'::character varying)::text, ('changed'::character varying)::text])) AND (NOT ((words)::text = ''::text)) AND (NOT ((answered_by)::text = ''::text)) AND (NOT ((words)::text ~ '(^|[^0-9])(1[0-9]{10}|[0-9]{17}[0-9Xx])([^0-9]|$)'::text))))),
    CONSTRAINT review_asked_in_time CHECK ((asked_on <= until)),
    CONSTRAINT review_stage_is_known CHECK ((stage = ANY (ARRAY[1, 2])))
);


ALTER TABLE public.requests_petitionreview ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.requests_petitionreview_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.requests_request (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    number character varying(40) NOT NULL,
    kind character varying(10) NOT NULL,
    subject character varying(12) NOT NULL,
    channel character varying(8) NOT NULL,
    matter character varying(500) NOT NULL,
    about character varying(10) NOT NULL,
    about_body character varying(60) NOT NULL,
    seen_from character varying(8) NOT NULL,
    protected boolean NOT NULL,
    anonymous boolean NOT NULL,
    state character varying(12) NOT NULL,
    holder character varying(12) NOT NULL,
    holder_body character varying(60) NOT NULL,
    desk character varying(8) NOT NULL,
    received_on date NOT NULL,
    due_on date NOT NULL,
    notice_on date NOT NULL,
    confirmed boolean NOT NULL,
    closed_on date,
    recorded_by character varying(80) NOT NULL,
    recorded_on date NOT NULL,
    CONSTRAINT complaints_and_reports_are_protected CHECK (((NOT ((kind)::text = ANY (ARRAY[('complaint'::character varying)::text, ('report'::character varying)::text]))) OR protected)),
    CONSTRAINT department_complained_of_is_named CHECK ((((about)::text = 'department'::text) OR ((about_body)::text = ''::text))),
    CONSTRAINT request_closed_with_its_day CHECK ((((closed_on IS NOT NULL) AND ((state)::text = ANY (ARRAY[('done'::character varying)::text, ('declined'::character varying)::text, ('withdrawn'::character varying)::text]))) OR ((NOT ((state)::text = ANY (ARRAY[('done'::character varying)::text, ('declined'::character varying)::text, ('withdrawn'::character varying)::text]))) AND (closed_on IS NULL)))),
    CONSTRAINT request_names_nobody CHECK ((NOT ((matter)::text ~ '(^|[^0-9])(1[0-9]{10}|[0-9]{17}[0-9Xx])([^0-9]|$)'::text))),
    CONSTRAINT request_received_before_recorded CHECK ((received_on <= recorded_on)),
    CONSTRAINT request_says_what CHECK (((NOT ((matter)::text = ''::text)) AND (NOT ((number)::text = ''::text)))),
    CONSTRAINT requests_request_version_check CHECK ((version >= 0))
);


ALTER TABLE public.requests_request ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.requests_request_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.requests_requester (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    name_sealed text NOT NULL,
    phone_sealed text NOT NULL,
    request_id bigint NOT NULL,
    CONSTRAINT requester_is_sealed CHECK (((name_sealed ~ '^(v1\|.+)?$'::text) AND (phone_sealed ~ '^(v1\|.+)?$'::text))),
    CONSTRAINT requester_says_something CHECK (((NOT (name_sealed = ''::text)) OR (NOT (phone_sealed = ''::text)))),
    CONSTRAINT requests_requester_version_check CHECK ((version >= 0))
);


ALTER TABLE public.requests_requester ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.requests_requester_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.requests_requestnumber (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    kind character varying(12) NOT NULL,
    year smallint NOT NULL,
    last integer NOT NULL,
    CONSTRAINT requests_requestnumber_last_check CHECK ((last >= 0)),
    CONSTRAINT requests_requestnumber_version_check CHECK ((version >= 0)),
    CONSTRAINT requests_requestnumber_year_check CHECK ((year >= 0))
);


ALTER TABLE public.requests_requestnumber ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.requests_requestnumber_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.requests_requestreceipt (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    code_hash character varying(64) NOT NULL,
    issued_on date NOT NULL,
    issued_by character varying(80) NOT NULL,
    request_id bigint NOT NULL,
    CONSTRAINT requests_requestreceipt_version_check CHECK ((version >= 0))
);


ALTER TABLE public.requests_requestreceipt ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.requests_requestreceipt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.requests_requeststep (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    kind character varying(10) NOT NULL,
    state character varying(12) NOT NULL,
    holder character varying(12) NOT NULL,
    holder_body character varying(60) NOT NULL,
    desk character varying(8) NOT NULL,
    turn smallint NOT NULL,
    words character varying(1000) NOT NULL,
    remedy character varying(300) NOT NULL,
    due_on date NOT NULL,
    happened_on date NOT NULL,
    recorded_by character varying(80) NOT NULL,
    request_id bigint NOT NULL,
    CONSTRAINT declined_with_reason_and_remedy CHECK (((NOT ((kind)::text = 'decline'::text)) OR ((NOT ((words)::text = ''::text)) AND (NOT ((remedy)::text = ''::text))))),
    CONSTRAINT request_step_in_words CHECK ((((kind)::text = ANY (ARRAY[('receive'::character varying)::text, ('petition'::character varying)::text, ('accept'::character varying)::text])) OR (NOT ((words)::text = ''::text)))),
    CONSTRAINT request_step_names_nobody CHECK (((NOT ((words)::text ~ '(^|[^0-9])(1[0-9]{10}|[0-9]{17}[0-9Xx])([^0-9]|$)'::text)) AND (NOT ((remedy)::text ~ '(^|[^0-9])(1[0-9]{10}|[0-9]{17}[0-9Xx])([^0-9]|$)'::text)))),
    CONSTRAINT requests_requeststep_turn_check CHECK ((turn >= 0)),
    CONSTRAINT requests_requeststep_version_check CHECK ((version >= 0))
);


ALTER TABLE public.requests_requeststep ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.requests_requeststep_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.rulebook_setting (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    key character varying(60) NOT NULL,
    value jsonb NOT NULL,
    period daterange NOT NULL,
    source_document character varying(300) NOT NULL,
    published_on date,
    note character varying(300) NOT NULL,
    entered_by character varying(80) NOT NULL,
    approved_by character varying(80) NOT NULL,
    proposal_id bigint,
    CONSTRAINT rulebook_setting_version_check CHECK ((version >= 0))
);


ALTER TABLE public.rulebook_setting ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.rulebook_setting_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.rulebook_settingproposal (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    key character varying(60) NOT NULL,
    value jsonb NOT NULL,
    valid_from date NOT NULL,
    source_document character varying(300) NOT NULL,
    published_on date,
    note character varying(300) NOT NULL,
    proposed_by character varying(80) NOT NULL,
    dropped_by character varying(80) NOT NULL,
    drop_reason character varying(300) NOT NULL,
    CONSTRAINT proposal_dropped_with_a_reason CHECK (((((dropped_by)::text = ''::text) AND ((drop_reason)::text = ''::text)) OR ((NOT ((dropped_by)::text = ''::text)) AND (NOT ((drop_reason)::text = ''::text))))),
    CONSTRAINT rulebook_settingproposal_version_check CHECK ((version >= 0))
);


ALTER TABLE public.rulebook_settingproposal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.rulebook_settingproposal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.services_serviceitem (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    code character varying(20) NOT NULL,
    name character varying(100) NOT NULL,
    category character varying(24) NOT NULL,
    law character varying(200) NOT NULL,
    who character varying(200) NOT NULL,
    materials jsonb NOT NULL,
    limit_days smallint NOT NULL,
    fee numeric(10,2) NOT NULL,
    fee_law character varying(200) NOT NULL,
    handled_by character varying(12) NOT NULL,
    department character varying(60) NOT NULL,
    village_step character varying(300) NOT NULL,
    link_title character varying(60) NOT NULL,
    link character varying(200) NOT NULL,
    form_name character varying(60) NOT NULL,
    proof character varying(60) NOT NULL,
    checked boolean NOT NULL,
    period daterange NOT NULL,
    CONSTRAINT fee_only_by_law CHECK (((fee = (0)::numeric) OR ((fee > (0)::numeric) AND (NOT ((fee_law)::text = ''::text))))),
    CONSTRAINT item_handed_on_is_linked CHECK (((NOT ((handled_by)::text = 'online'::text)) OR (NOT ((link_title)::text = ''::text)))),
    CONSTRAINT item_is_whole CHECK (((NOT ((code)::text = ''::text)) AND (NOT ((name)::text = ''::text)) AND (NOT ((law)::text = ''::text)) AND (NOT ((who)::text = ''::text)))),
    CONSTRAINT services_serviceitem_limit_days_check CHECK ((limit_days >= 0)),
    CONSTRAINT services_serviceitem_version_check CHECK ((version >= 0))
);


ALTER TABLE public.services_serviceitem ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.services_serviceitem_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.socialaccount_socialaccount (
    id integer NOT NULL,
    provider character varying(200) NOT NULL,
    uid character varying(191) NOT NULL,
    last_login timestamp with time zone NOT NULL,
    date_joined timestamp with time zone NOT NULL,
    extra_data jsonb NOT NULL,
    user_id bigint NOT NULL
);


ALTER TABLE public.socialaccount_socialaccount ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.socialaccount_socialaccount_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.socialaccount_socialapp (
    id integer NOT NULL,
    provider character varying(30) NOT NULL,
    name character varying(40) NOT NULL,
    client_id character varying(191) NOT NULL,
    secret character varying(191) NOT NULL,
    key character varying(191) NOT NULL,
    provider_id character varying(200) NOT NULL,
    settings jsonb NOT NULL
);


ALTER TABLE public.socialaccount_socialapp ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.socialaccount_socialapp_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.socialaccount_socialtoken (
    id integer NOT NULL,
    token text NOT NULL,
    token_secret text NOT NULL,
    expires_at timestamp with time zone,
    account_id integer NOT NULL,
    app_id integer
);


ALTER TABLE public.socialaccount_socialtoken ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.socialaccount_socialtoken_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.threads_estimate (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    estimated_on date NOT NULL,
    amount numeric(14,2) NOT NULL,
    source character varying(100) NOT NULL,
    document character varying(200) NOT NULL,
    recorded_by character varying(80) NOT NULL,
    recorded_on date NOT NULL,
    corrects_id bigint,
    thread_id bigint NOT NULL,
    CONSTRAINT estimate_has_its_paper CHECK (((NOT ((source)::text = ''::text)) AND (NOT ((document)::text = ''::text)))),
    CONSTRAINT estimate_is_positive CHECK ((amount > (0)::numeric)),
    CONSTRAINT estimated_before_recorded CHECK ((estimated_on <= recorded_on)),
    CONSTRAINT threads_estimate_version_check CHECK ((version >= 0))
);


ALTER TABLE public.threads_estimate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.threads_estimate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.threads_stall (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    cause character varying(16) NOT NULL,
    words character varying(300) NOT NULL,
    period daterange NOT NULL,
    recorded_by character varying(80) NOT NULL,
    lift_words character varying(300) NOT NULL,
    lifted_by character varying(80) NOT NULL,
    thread_id bigint NOT NULL,
    CONSTRAINT stall_lifted_in_words CHECK (((upper_inf(period) AND (((lift_words)::text = ''::text) OR ((lifted_by)::text = ''::text))) OR ((NOT upper_inf(period)) AND (NOT (((lift_words)::text = ''::text) OR ((lifted_by)::text = ''::text)))))),
    CONSTRAINT stall_says_why CHECK (((NOT ((words)::text = ''::text)) AND (NOT ((words)::text ~ '(^|[^0-9])(1[0-9]{10}|[0-9]{17}[0-9Xx])([^0-9]|$)'::text)))),
    CONSTRAINT threads_stall_version_check CHECK ((version >= 0))
);


ALTER TABLE public.threads_stall ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.threads_stall_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.threads_thread (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    number character varying(60) NOT NULL,
    title character varying(60) NOT NULL,
    matter character varying(500) NOT NULL,
    subject character varying(12) NOT NULL,
    origin character varying(10) NOT NULL,
    channel character varying(12) NOT NULL,
    road character varying(10) NOT NULL,
    asked_on date NOT NULL,
    document character varying(200) NOT NULL,
    households integer,
    state character varying(10) NOT NULL,
    closed_on date,
    recorded_by character varying(80) NOT NULL,
    recorded_on date NOT NULL,
    joined_into_id bigint,
    split_from_id bigint,
    CONSTRAINT thread_asked_before_recorded CHECK ((asked_on <= recorded_on)),
    CONSTRAINT thread_closed_with_its_day CHECK (((((state)::text = 'closed'::text) AND (closed_on IS NOT NULL)) OR ((NOT ((state)::text = 'closed'::text)) AND (NOT (closed_on IS NOT NULL))))),
    CONSTRAINT thread_joined_into_one CHECK (((((state)::text = 'joined'::text) AND (joined_into_id IS NOT NULL)) OR ((NOT ((state)::text = 'joined'::text)) AND (NOT (joined_into_id IS NOT NULL))))),
    CONSTRAINT thread_names_nobody CHECK (((NOT ((matter)::text ~ '(^|[^0-9])(1[0-9]{10}|[0-9]{17}[0-9Xx])([^0-9]|$)'::text)) AND (NOT ((title)::text ~ '(^|[^0-9])(1[0-9]{10}|[0-9]{17}[0-9Xx])([^0-9]|$)'::text)))),
    CONSTRAINT thread_not_into_itself CHECK (((joined_into_id IS NULL) OR (NOT ((joined_into_id = id) AND (joined_into_id IS NOT NULL))))),
    CONSTRAINT thread_says_what_is_asked CHECK (((NOT ((title)::text = ''::text)) AND (NOT ((matter)::text = ''::text)))),
    CONSTRAINT threads_thread_households_check CHECK ((households >= 0)),
    CONSTRAINT threads_thread_version_check CHECK ((version >= 0))
);


ALTER TABLE public.threads_thread ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.threads_thread_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.threads_threadevent (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    kind character varying(10) NOT NULL,
    happened_on date NOT NULL,
    title character varying(60) NOT NULL,
    words character varying(500) NOT NULL,
    channel character varying(12) NOT NULL,
    document character varying(200) NOT NULL,
    recorded_by character varying(80) NOT NULL,
    recorded_on date NOT NULL,
    other_id bigint,
    thread_id bigint NOT NULL,
    CONSTRAINT event_before_recorded CHECK ((happened_on <= recorded_on)),
    CONSTRAINT event_says_what_happened CHECK (((NOT ((words)::text = ''::text)) AND (NOT ((words)::text ~ '(^|[^0-9])(1[0-9]{10}|[0-9]{17}[0-9Xx])([^0-9]|$)'::text)))),
    CONSTRAINT threads_threadevent_version_check CHECK ((version >= 0))
);


ALTER TABLE public.threads_threadevent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.threads_threadevent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.threads_threadlink (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    kind character varying(30) NOT NULL,
    thing uuid NOT NULL,
    label character varying(120) NOT NULL,
    since date NOT NULL,
    ended_on date,
    end_reason character varying(200) NOT NULL,
    recorded_by character varying(80) NOT NULL,
    thread_id bigint NOT NULL,
    CONSTRAINT threads_threadlink_version_check CHECK ((version >= 0)),
    CONSTRAINT untied_with_a_reason CHECK ((((ended_on IS NULL) AND ((end_reason)::text = ''::text)) OR ((NOT (ended_on IS NULL)) AND (NOT ((end_reason)::text = ''::text)))))
);


ALTER TABLE public.threads_threadlink ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.threads_threadlink_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.threads_threadstep (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    version integer NOT NULL,
    division_code character varying(12) NOT NULL,
    step character varying(16) NOT NULL,
    since date NOT NULL,
    holder_role character varying(24) NOT NULL,
    holder_code character varying(12) NOT NULL,
    holder_body character varying(60) NOT NULL,
    missing character varying(80)[] NOT NULL,
    document character varying(200) NOT NULL,
    recorded_by character varying(80) NOT NULL,
    recorded_on date NOT NULL,
    thread_id bigint NOT NULL,
    CONSTRAINT step_began_before_recorded CHECK ((since <= recorded_on)),
    CONSTRAINT threads_threadstep_version_check CHECK ((version >= 0))
);


ALTER TABLE public.threads_threadstep ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.threads_threadstep_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


ALTER TABLE ONLY public.procrastinate_events ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_events_id_seq'::regclass);


ALTER TABLE ONLY public.procrastinate_jobs ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_jobs_id_seq'::regclass);


ALTER TABLE ONLY public.procrastinate_periodic_defers ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_periodic_defers_id_seq'::regclass);


INSERT INTO public.auth_permission VALUES
	(1, 'Can add audit leaf', 1, 'add_auditleaf'),
	(2, 'Can change audit leaf', 1, 'change_auditleaf'),
	(3, 'Can delete audit leaf', 1, 'delete_auditleaf'),
	(4, 'Can view audit leaf', 1, 'view_auditleaf'),
	(5, 'Can add change history', 2, 'add_changehistory'),
	(6, 'Can change change history', 2, 'change_changehistory'),
	(7, 'Can delete change history', 2, 'delete_changehistory'),
	(8, 'Can view change history', 2, 'view_changehistory'),
	(9, 'Can add receipt', 3, 'add_receipt'),
	(10, 'Can change receipt', 3, 'change_receipt'),
	(11, 'Can delete receipt', 3, 'delete_receipt'),
	(12, 'Can view receipt', 3, 'view_receipt'),
	(13, 'Can add setting', 4, 'add_setting'),
	(14, 'Can change setting', 4, 'change_setting'),
	(15, 'Can delete setting', 4, 'delete_setting'),
	(16, 'Can view setting', 4, 'view_setting'),
	(17, 'Can add setting proposal', 5, 'add_settingproposal'),
	(18, 'Can change setting proposal', 5, 'change_settingproposal'),
	(19, 'Can delete setting proposal', 5, 'delete_settingproposal'),
	(20, 'Can view setting proposal', 5, 'view_settingproposal'),
	(21, 'Can add user', 6, 'add_user'),
	(22, 'Can change user', 6, 'change_user'),
	(23, 'Can delete user', 6, 'delete_user'),
	(24, 'Can view user', 6, 'view_user'),
	(25, 'Can add login attempt', 7, 'add_loginattempt'),
	(26, 'Can change login attempt', 7, 'change_loginattempt'),
	(27, 'Can delete login attempt', 7, 'delete_loginattempt'),
	(28, 'Can view login attempt', 7, 'view_loginattempt'),
	(29, 'Can add open session', 8, 'add_opensession'),
	(30, 'Can change open session', 8, 'change_opensession'),
	(31, 'Can delete open session', 8, 'delete_opensession'),
	(32, 'Can view open session', 8, 'view_opensession'),
	(33, 'Can add role grant', 9, 'add_rolegrant'),
	(34, 'Can change role grant', 9, 'change_rolegrant'),
	(35, 'Can delete role grant', 9, 'delete_rolegrant'),
	(36, 'Can view role grant', 9, 'view_rolegrant'),
	(37, 'Can add api token', 10, 'add_apitoken'),
	(38, 'Can change api token', 10, 'change_apitoken'),
	(39, 'Can delete api token', 10, 'delete_apitoken'),
	(40, 'Can view api token', 10, 'view_apitoken'),
	(41, 'Can add recovery code', 11, 'add_recoverycode'),
	(42, 'Can change recovery code', 11, 'change_recoverycode'),
	(43, 'Can delete recovery code', 11, 'delete_recoverycode'),
	(44, 'Can view recovery code', 11, 'view_recoverycode'),
	(45, 'Can add second factor', 12, 'add_secondfactor'),
	(46, 'Can change second factor', 12, 'change_secondfactor'),
	(47, 'Can delete second factor', 12, 'delete_secondfactor'),
	(48, 'Can view second factor', 12, 'view_secondfactor'),
	(49, 'Can add second factor reset', 13, 'add_secondfactorreset'),
	(50, 'Can change second factor reset', 13, 'change_secondfactorreset'),
	(51, 'Can delete second factor reset', 13, 'delete_secondfactorreset'),
	(52, 'Can view second factor reset', 13, 'view_secondfactorreset'),
	(53, 'Can add api client', 14, 'add_apiclient'),
	(54, 'Can change api client', 14, 'change_apiclient'),
	(55, 'Can delete api client', 14, 'delete_apiclient'),
	(56, 'Can view api client', 14, 'view_apiclient'),
	(57, 'Can add client token', 15, 'add_clienttoken'),
	(58, 'Can change client token', 15, 'change_clienttoken'),
	(59, 'Can delete client token', 15, 'delete_clienttoken'),
	(60, 'Can view client token', 15, 'view_clienttoken'),
	(61, 'Can add client calls', 16, 'add_clientcalls'),
	(62, 'Can change client calls', 16, 'change_clientcalls'),
	(63, 'Can delete client calls', 16, 'delete_clientcalls'),
	(64, 'Can view client calls', 16, 'view_clientcalls'),
	(65, 'Can add designation', 17, 'add_designation'),
	(66, 'Can change designation', 17, 'change_designation'),
	(67, 'Can delete designation', 17, 'delete_designation'),
	(68, 'Can view designation', 17, 'view_designation'),
	(69, 'Can add county', 18, 'add_county'),
	(70, 'Can change county', 18, 'change_county'),
	(71, 'Can delete county', 18, 'delete_county'),
	(72, 'Can view county', 18, 'view_county'),
	(73, 'Can add division', 19, 'add_division'),
	(74, 'Can change division', 19, 'change_division'),
	(75, 'Can delete division', 19, 'delete_division'),
	(76, 'Can view division', 19, 'view_division'),
	(77, 'Can add population snapshot', 20, 'add_populationsnapshot'),
	(78, 'Can change population snapshot', 20, 'change_populationsnapshot'),
	(79, 'Can delete population snapshot', 20, 'delete_populationsnapshot'),
	(80, 'Can view population snapshot', 20, 'view_populationsnapshot'),
	(81, 'Can add 消息', 21, 'add_notice'),
	(82, 'Can change 消息', 21, 'change_notice'),
	(83, 'Can delete 消息', 21, 'delete_notice'),
	(84, 'Can view 消息', 21, 'view_notice'),
	(85, 'Can add 消息提醒', 22, 'add_noticepreference'),
	(86, 'Can change 消息提醒', 22, 'change_noticepreference'),
	(87, 'Can delete 消息提醒', 22, 'delete_noticepreference'),
	(88, 'Can view 消息提醒', 22, 'view_noticepreference'),
	(89, 'Can add kept paper', 23, 'add_keptpaper'),
	(90, 'Can change kept paper', 23, 'change_keptpaper'),
	(91, 'Can delete kept paper', 23, 'delete_keptpaper'),
	(92, 'Can view kept paper', 23, 'view_keptpaper'),
	(93, 'Can add paper scan', 24, 'add_paperscan'),
	(94, 'Can change paper scan', 24, 'change_paperscan'),
	(95, 'Can delete paper scan', 24, 'delete_paperscan'),
	(96, 'Can view paper scan', 24, 'view_paperscan'),
	(97, 'Can add paper template', 25, 'add_papertemplate'),
	(98, 'Can change paper template', 25, 'change_papertemplate'),
	(99, 'Can delete paper template', 25, 'delete_papertemplate'),
	(100, 'Can view paper template', 25, 'view_papertemplate');
INSERT INTO public.auth_permission VALUES
	(101, 'Can add 人员', 26, 'add_person'),
	(102, 'Can change 人员', 26, 'change_person'),
	(103, 'Can delete 人员', 26, 'delete_person'),
	(104, 'Can view 人员', 26, 'view_person'),
	(105, 'Can add 村（居）委会', 27, 'add_committee'),
	(106, 'Can change 村（居）委会', 27, 'change_committee'),
	(107, 'Can delete 村（居）委会', 27, 'delete_committee'),
	(108, 'Can view 村（居）委会', 27, 'view_committee'),
	(109, 'Can add 党组织', 28, 'add_partyorganisation'),
	(110, 'Can change 党组织', 28, 'change_partyorganisation'),
	(111, 'Can delete 党组织', 28, 'delete_partyorganisation'),
	(112, 'Can view 党组织', 28, 'view_partyorganisation'),
	(113, 'Can add 党员', 29, 'add_partymember'),
	(114, 'Can change 党员', 29, 'change_partymember'),
	(115, 'Can delete 党员', 29, 'delete_partymember'),
	(116, 'Can view 党员', 29, 'view_partymember'),
	(117, 'Can add 届次', 30, 'add_organisationterm'),
	(118, 'Can change 届次', 30, 'change_organisationterm'),
	(119, 'Can delete 届次', 30, 'delete_organisationterm'),
	(120, 'Can view 届次', 30, 'view_organisationterm'),
	(121, 'Can add 组织关系介绍信', 31, 'add_membertransfer'),
	(122, 'Can change 组织关系介绍信', 31, 'change_membertransfer'),
	(123, 'Can delete 组织关系介绍信', 31, 'delete_membertransfer'),
	(124, 'Can view 组织关系介绍信', 31, 'view_membertransfer'),
	(125, 'Can add 任职', 32, 'add_mandate'),
	(126, 'Can change 任职', 32, 'change_mandate'),
	(127, 'Can delete 任职', 32, 'delete_mandate'),
	(128, 'Can view 任职', 32, 'view_mandate'),
	(129, 'Can add 组织关系', 33, 'add_branchregistration'),
	(130, 'Can change 组织关系', 33, 'change_branchregistration'),
	(131, 'Can delete 组织关系', 33, 'delete_branchregistration'),
	(132, 'Can view 组织关系', 33, 'view_branchregistration'),
	(133, 'Can add former membership', 34, 'add_formermembership'),
	(134, 'Can change former membership', 34, 'change_formermembership'),
	(135, 'Can delete former membership', 34, 'delete_formermembership'),
	(136, 'Can view former membership', 34, 'view_formermembership'),
	(137, 'Can add former organisation', 35, 'add_formerorganisation'),
	(138, 'Can change former organisation', 35, 'change_formerorganisation'),
	(139, 'Can delete former organisation', 35, 'delete_formerorganisation'),
	(140, 'Can view former organisation', 35, 'view_formerorganisation'),
	(141, 'Can add former term', 36, 'add_formerterm'),
	(142, 'Can change former term', 36, 'change_formerterm'),
	(143, 'Can delete former term', 36, 'delete_formerterm'),
	(144, 'Can view former term', 36, 'view_formerterm'),
	(145, 'Can add 线', 37, 'add_thread'),
	(146, 'Can change 线', 37, 'change_thread'),
	(147, 'Can delete 线', 37, 'delete_thread'),
	(148, 'Can view 线', 37, 'view_thread'),
	(149, 'Can add 搁置', 38, 'add_stall'),
	(150, 'Can change 搁置', 38, 'change_stall'),
	(151, 'Can delete 搁置', 38, 'delete_stall'),
	(152, 'Can view 搁置', 38, 'view_stall'),
	(153, 'Can add 估算', 39, 'add_estimate'),
	(154, 'Can change 估算', 39, 'change_estimate'),
	(155, 'Can delete 估算', 39, 'delete_estimate'),
	(156, 'Can view 估算', 39, 'view_estimate'),
	(157, 'Can add 线上的记录', 40, 'add_threadevent'),
	(158, 'Can change 线上的记录', 40, 'change_threadevent'),
	(159, 'Can delete 线上的记录', 40, 'delete_threadevent'),
	(160, 'Can view 线上的记录', 40, 'view_threadevent'),
	(161, 'Can add 线上的事物', 41, 'add_threadlink'),
	(162, 'Can change 线上的事物', 41, 'change_threadlink'),
	(163, 'Can delete 线上的事物', 41, 'delete_threadlink'),
	(164, 'Can view 线上的事物', 41, 'view_threadlink'),
	(165, 'Can add 线上的一步', 42, 'add_threadstep'),
	(166, 'Can change 线上的一步', 42, 'change_threadstep'),
	(167, 'Can delete 线上的一步', 42, 'delete_threadstep'),
	(168, 'Can view 线上的一步', 42, 'view_threadstep'),
	(169, 'Can add 选举职务', 43, 'add_contest'),
	(170, 'Can change 选举职务', 43, 'change_contest'),
	(171, 'Can delete 选举职务', 43, 'delete_contest'),
	(172, 'Can view 选举职务', 43, 'view_contest'),
	(173, 'Can add 候选人', 44, 'add_candidate'),
	(174, 'Can change 候选人', 44, 'change_candidate'),
	(175, 'Can delete 候选人', 44, 'delete_candidate'),
	(176, 'Can view 候选人', 44, 'view_candidate'),
	(177, 'Can add 选举结果', 45, 'add_contestresult'),
	(178, 'Can change 选举结果', 45, 'change_contestresult'),
	(179, 'Can delete 选举结果', 45, 'delete_contestresult'),
	(180, 'Can view 选举结果', 45, 'view_contestresult'),
	(181, 'Can add 计票单', 46, 'add_countsheet'),
	(182, 'Can change 计票单', 46, 'change_countsheet'),
	(183, 'Can delete 计票单', 46, 'delete_countsheet'),
	(184, 'Can view 计票单', 46, 'view_countsheet'),
	(185, 'Can add 计票单得票', 47, 'add_countline'),
	(186, 'Can change 计票单得票', 47, 'change_countline'),
	(187, 'Can delete 计票单得票', 47, 'delete_countline'),
	(188, 'Can view 计票单得票', 47, 'view_countline'),
	(189, 'Can add 选举', 48, 'add_election'),
	(190, 'Can change 选举', 48, 'change_election'),
	(191, 'Can delete 选举', 48, 'delete_election'),
	(192, 'Can view 选举', 48, 'view_election'),
	(193, 'Can add 选举工作人员', 49, 'add_electionstaff'),
	(194, 'Can change 选举工作人员', 49, 'change_electionstaff'),
	(195, 'Can delete 选举工作人员', 49, 'delete_electionstaff'),
	(196, 'Can view 选举工作人员', 49, 'view_electionstaff'),
	(197, 'Can add 亲属关系申报', 50, 'add_kinshipdeclaration'),
	(198, 'Can change 亲属关系申报', 50, 'change_kinshipdeclaration'),
	(199, 'Can delete 亲属关系申报', 50, 'delete_kinshipdeclaration'),
	(200, 'Can view 亲属关系申报', 50, 'view_kinshipdeclaration');
INSERT INTO public.auth_permission VALUES
	(201, 'Can add 得票和结果', 51, 'add_resultline'),
	(202, 'Can change 得票和结果', 51, 'change_resultline'),
	(203, 'Can delete 得票和结果', 51, 'delete_resultline'),
	(204, 'Can view 得票和结果', 51, 'view_resultline'),
	(205, 'Can add 当选任职', 52, 'add_electedmandate'),
	(206, 'Can change 当选任职', 52, 'change_electedmandate'),
	(207, 'Can delete 当选任职', 52, 'delete_electedmandate'),
	(208, 'Can view 当选任职', 52, 'view_electedmandate'),
	(209, 'Can add 选民', 53, 'add_rollentry'),
	(210, 'Can change 选民', 53, 'change_rollentry'),
	(211, 'Can delete 选民', 53, 'delete_rollentry'),
	(212, 'Can view 选民', 53, 'view_rollentry'),
	(213, 'Can add 委托投票', 54, 'add_proxy'),
	(214, 'Can change 委托投票', 54, 'change_proxy'),
	(215, 'Can delete 委托投票', 54, 'delete_proxy'),
	(216, 'Can view 委托投票', 54, 'view_proxy'),
	(217, 'Can add 选民名单异议', 55, 'add_rollobjection'),
	(218, 'Can change 选民名单异议', 55, 'change_rollobjection'),
	(219, 'Can delete 选民名单异议', 55, 'delete_rollobjection'),
	(220, 'Can view 选民名单异议', 55, 'view_rollobjection'),
	(221, 'Can add 决策事项', 56, 'add_matter'),
	(222, 'Can change 决策事项', 56, 'change_matter'),
	(223, 'Can delete 决策事项', 56, 'delete_matter'),
	(224, 'Can view 决策事项', 56, 'view_matter'),
	(225, 'Can add 决策凭证', 57, 'add_certificate'),
	(226, 'Can change 决策凭证', 57, 'change_certificate'),
	(227, 'Can delete 决策凭证', 57, 'delete_certificate'),
	(228, 'Can view 决策凭证', 57, 'view_certificate'),
	(229, 'Can add 决策编号簿', 58, 'add_matternumber'),
	(230, 'Can change 决策编号簿', 58, 'change_matternumber'),
	(231, 'Can delete 决策编号簿', 58, 'delete_matternumber'),
	(232, 'Can view 决策编号簿', 58, 'view_matternumber'),
	(233, 'Can add 决策步骤', 59, 'add_matterstep'),
	(234, 'Can change 决策步骤', 59, 'change_matterstep'),
	(235, 'Can delete 决策步骤', 59, 'delete_matterstep'),
	(236, 'Can view 决策步骤', 59, 'view_matterstep'),
	(237, 'Can add 会议', 60, 'add_meeting'),
	(238, 'Can change 会议', 60, 'change_meeting'),
	(239, 'Can delete 会议', 60, 'delete_meeting'),
	(240, 'Can view 会议', 60, 'view_meeting'),
	(241, 'Can add 计票', 61, 'add_countentry'),
	(242, 'Can change 计票', 61, 'change_countentry'),
	(243, 'Can delete 计票', 61, 'delete_countentry'),
	(244, 'Can view 计票', 61, 'view_countentry'),
	(245, 'Can add 小微权力事项', 62, 'add_powercase'),
	(246, 'Can change 小微权力事项', 62, 'change_powercase'),
	(247, 'Can delete 小微权力事项', 62, 'delete_powercase'),
	(248, 'Can view 小微权力事项', 62, 'view_powercase'),
	(249, 'Can add 跳步提请监督', 63, 'add_powerflag'),
	(250, 'Can change 跳步提请监督', 63, 'change_powerflag'),
	(251, 'Can delete 跳步提请监督', 63, 'delete_powerflag'),
	(252, 'Can view 跳步提请监督', 63, 'view_powerflag'),
	(253, 'Can add 权力事项步骤', 64, 'add_powermove'),
	(254, 'Can change 权力事项步骤', 64, 'change_powermove'),
	(255, 'Can delete 权力事项步骤', 64, 'delete_powermove'),
	(256, 'Can view 权力事项步骤', 64, 'view_powermove'),
	(257, 'Can add 公开', 65, 'add_publication'),
	(258, 'Can change 公开', 65, 'change_publication'),
	(259, 'Can delete 公开', 65, 'delete_publication'),
	(260, 'Can view 公开', 65, 'view_publication'),
	(261, 'Can add 决议异议', 66, 'add_objection'),
	(262, 'Can change 决议异议', 66, 'change_objection'),
	(263, 'Can delete 决议异议', 66, 'delete_objection'),
	(264, 'Can view 决议异议', 66, 'view_objection'),
	(265, 'Can add 回避', 67, 'add_recusal'),
	(266, 'Can change 回避', 67, 'change_recusal'),
	(267, 'Can delete 回避', 67, 'delete_recusal'),
	(268, 'Can view 回避', 67, 'view_recusal'),
	(269, 'Can add 决议', 68, 'add_resolution'),
	(270, 'Can change 决议', 68, 'change_resolution'),
	(271, 'Can delete 决议', 68, 'delete_resolution'),
	(272, 'Can view 决议', 68, 'view_resolution'),
	(273, 'Can add service centre', 69, 'add_servicecentre'),
	(274, 'Can change service centre', 69, 'change_servicecentre'),
	(275, 'Can delete service centre', 69, 'delete_servicecentre'),
	(276, 'Can view service centre', 69, 'view_servicecentre'),
	(277, 'Can add staffing plan', 70, 'add_staffingplan'),
	(278, 'Can change staffing plan', 70, 'change_staffingplan'),
	(279, 'Can delete staffing plan', 70, 'delete_staffingplan'),
	(280, 'Can view staffing plan', 70, 'view_staffingplan'),
	(281, 'Can add window staff', 71, 'add_windowstaff'),
	(282, 'Can change window staff', 71, 'change_windowstaff'),
	(283, 'Can delete window staff', 71, 'delete_windowstaff'),
	(284, 'Can view window staff', 71, 'view_windowstaff'),
	(285, 'Can add former centre', 72, 'add_formercentre'),
	(286, 'Can change former centre', 72, 'change_formercentre'),
	(287, 'Can delete former centre', 72, 'delete_formercentre'),
	(288, 'Can view former centre', 72, 'view_formercentre'),
	(289, 'Can add centre function', 73, 'add_centrefunction'),
	(290, 'Can change centre function', 73, 'change_centrefunction'),
	(291, 'Can delete centre function', 73, 'delete_centrefunction'),
	(292, 'Can view centre function', 73, 'view_centrefunction'),
	(293, 'Can add duty turn', 74, 'add_dutyturn'),
	(294, 'Can change duty turn', 74, 'change_dutyturn'),
	(295, 'Can delete duty turn', 74, 'delete_dutyturn'),
	(296, 'Can view duty turn', 74, 'view_dutyturn'),
	(297, 'Can add vetting round', 75, 'add_vettinground'),
	(298, 'Can change vetting round', 75, 'change_vettinground'),
	(299, 'Can delete vetting round', 75, 'delete_vettinground'),
	(300, 'Can view vetting round', 75, 'view_vettinground');
INSERT INTO public.auth_permission VALUES
	(301, 'Can add engagement review', 76, 'add_engagementreview'),
	(302, 'Can change engagement review', 76, 'change_engagementreview'),
	(303, 'Can delete engagement review', 76, 'delete_engagementreview'),
	(304, 'Can view engagement review', 76, 'view_engagementreview'),
	(305, 'Can add engagement decision', 77, 'add_engagementdecision'),
	(306, 'Can change engagement decision', 77, 'change_engagementdecision'),
	(307, 'Can delete engagement decision', 77, 'delete_engagementdecision'),
	(308, 'Can view engagement decision', 77, 'view_engagementdecision'),
	(309, 'Can add outcome notice', 78, 'add_outcomenotice'),
	(310, 'Can change outcome notice', 78, 'change_outcomenotice'),
	(311, 'Can delete outcome notice', 78, 'delete_outcomenotice'),
	(312, 'Can view outcome notice', 78, 'view_outcomenotice'),
	(313, 'Can add review request', 79, 'add_reviewrequest'),
	(314, 'Can change review request', 79, 'change_reviewrequest'),
	(315, 'Can delete review request', 79, 'delete_reviewrequest'),
	(316, 'Can view review request', 79, 'view_reviewrequest'),
	(317, 'Can add vetting case', 80, 'add_vettingcase'),
	(318, 'Can change vetting case', 80, 'change_vettingcase'),
	(319, 'Can delete vetting case', 80, 'delete_vettingcase'),
	(320, 'Can view vetting case', 80, 'view_vettingcase'),
	(321, 'Can add vetting reply', 81, 'add_vettingreply'),
	(322, 'Can change vetting reply', 81, 'change_vettingreply'),
	(323, 'Can delete vetting reply', 81, 'delete_vettingreply'),
	(324, 'Can view vetting reply', 81, 'view_vettingreply'),
	(325, 'Can add yearly grade', 82, 'add_yearlygrade'),
	(326, 'Can change yearly grade', 82, 'change_yearlygrade'),
	(327, 'Can delete yearly grade', 82, 'delete_yearlygrade'),
	(328, 'Can view yearly grade', 82, 'view_yearlygrade'),
	(329, 'Can add engagement', 83, 'add_engagement'),
	(330, 'Can change engagement', 83, 'change_engagement'),
	(331, 'Can delete engagement', 83, 'delete_engagement'),
	(332, 'Can view engagement', 83, 'view_engagement'),
	(333, 'Can add number book', 84, 'add_numberbook'),
	(334, 'Can change number book', 84, 'change_numberbook'),
	(335, 'Can delete number book', 84, 'delete_numberbook'),
	(336, 'Can view number book', 84, 'view_numberbook'),
	(337, 'Can add consequence case', 85, 'add_consequencecase'),
	(338, 'Can change consequence case', 85, 'change_consequencecase'),
	(339, 'Can delete consequence case', 85, 'delete_consequencecase'),
	(340, 'Can view consequence case', 85, 'view_consequencecase'),
	(341, 'Can add ground record', 86, 'add_groundrecord'),
	(342, 'Can change ground record', 86, 'change_groundrecord'),
	(343, 'Can delete ground record', 86, 'delete_groundrecord'),
	(344, 'Can view ground record', 86, 'view_groundrecord'),
	(345, 'Can add secretary filing', 87, 'add_secretaryfiling'),
	(346, 'Can change secretary filing', 87, 'change_secretaryfiling'),
	(347, 'Can delete secretary filing', 87, 'delete_secretaryfiling'),
	(348, 'Can view secretary filing', 87, 'view_secretaryfiling'),
	(349, 'Can add 能力事实', 88, 'add_capability'),
	(350, 'Can change 能力事实', 88, 'change_capability'),
	(351, 'Can delete 能力事实', 88, 'delete_capability'),
	(352, 'Can view 能力事实', 88, 'view_capability'),
	(353, 'Can add 能力事实的撤回', 89, 'add_capabilitywithdrawal'),
	(354, 'Can change 能力事实的撤回', 89, 'change_capabilitywithdrawal'),
	(355, 'Can delete 能力事实的撤回', 89, 'delete_capabilitywithdrawal'),
	(356, 'Can view 能力事实的撤回', 89, 'view_capabilitywithdrawal'),
	(357, 'Can add 后备人选', 90, 'add_reservecandidate'),
	(358, 'Can change 后备人选', 90, 'change_reservecandidate'),
	(359, 'Can delete 后备人选', 90, 'delete_reservecandidate'),
	(360, 'Can view 后备人选', 90, 'view_reservecandidate'),
	(361, 'Can add 发展党员', 91, 'add_admission'),
	(362, 'Can change 发展党员', 91, 'change_admission'),
	(363, 'Can delete 发展党员', 91, 'delete_admission'),
	(364, 'Can view 发展党员', 91, 'view_admission'),
	(365, 'Can add 发展党员的一步', 92, 'add_admissionstep'),
	(366, 'Can change 发展党员的一步', 92, 'change_admissionstep'),
	(367, 'Can delete 发展党员的一步', 92, 'delete_admissionstep'),
	(368, 'Can view 发展党员的一步', 92, 'view_admissionstep'),
	(369, 'Can add assessment scheme', 93, 'add_assessmentscheme'),
	(370, 'Can change assessment scheme', 93, 'change_assessmentscheme'),
	(371, 'Can delete assessment scheme', 93, 'delete_assessmentscheme'),
	(372, 'Can view assessment scheme', 93, 'view_assessmentscheme'),
	(373, 'Can add assessment sheet', 94, 'add_assessmentsheet'),
	(374, 'Can change assessment sheet', 94, 'change_assessmentsheet'),
	(375, 'Can delete assessment sheet', 94, 'delete_assessmentsheet'),
	(376, 'Can view assessment sheet', 94, 'view_assessmentsheet'),
	(377, 'Can add assessment mark', 95, 'add_assessmentmark'),
	(378, 'Can change assessment mark', 95, 'change_assessmentmark'),
	(379, 'Can delete assessment mark', 95, 'delete_assessmentmark'),
	(380, 'Can view assessment mark', 95, 'view_assessmentmark'),
	(381, 'Can add assessment fact', 96, 'add_assessmentfact'),
	(382, 'Can change assessment fact', 96, 'change_assessmentfact'),
	(383, 'Can delete assessment fact', 96, 'delete_assessmentfact'),
	(384, 'Can view assessment fact', 96, 'view_assessmentfact'),
	(385, 'Can add grade appeal', 97, 'add_gradeappeal'),
	(386, 'Can change grade appeal', 97, 'change_gradeappeal'),
	(387, 'Can delete grade appeal', 97, 'delete_gradeappeal'),
	(388, 'Can view grade appeal', 97, 'view_gradeappeal'),
	(389, 'Can add grading decision', 98, 'add_gradingdecision'),
	(390, 'Can change grading decision', 98, 'change_gradingdecision'),
	(391, 'Can delete grading decision', 98, 'delete_gradingdecision'),
	(392, 'Can view grading decision', 98, 'view_gradingdecision'),
	(393, 'Can add assessment indicator', 99, 'add_assessmentindicator'),
	(394, 'Can change assessment indicator', 99, 'change_assessmentindicator'),
	(395, 'Can delete assessment indicator', 99, 'delete_assessmentindicator'),
	(396, 'Can view assessment indicator', 99, 'view_assessmentindicator'),
	(397, 'Can add pay run', 100, 'add_payrun'),
	(398, 'Can change pay run', 100, 'change_payrun'),
	(399, 'Can delete pay run', 100, 'delete_payrun'),
	(400, 'Can view pay run', 100, 'view_payrun');
INSERT INTO public.auth_permission VALUES
	(401, 'Can add pay input', 101, 'add_payinput'),
	(402, 'Can change pay input', 101, 'change_payinput'),
	(403, 'Can delete pay input', 101, 'delete_payinput'),
	(404, 'Can view pay input', 101, 'view_payinput'),
	(405, 'Can add pay slip', 102, 'add_payslip'),
	(406, 'Can change pay slip', 102, 'change_payslip'),
	(407, 'Can delete pay slip', 102, 'delete_payslip'),
	(408, 'Can view pay slip', 102, 'view_payslip'),
	(409, 'Can add difference line', 103, 'add_differenceline'),
	(410, 'Can change difference line', 103, 'change_differenceline'),
	(411, 'Can delete difference line', 103, 'delete_differenceline'),
	(412, 'Can view difference line', 103, 'view_differenceline'),
	(413, 'Can add pay correction', 104, 'add_paycorrection'),
	(414, 'Can change pay correction', 104, 'change_paycorrection'),
	(415, 'Can delete pay correction', 104, 'delete_paycorrection'),
	(416, 'Can view pay correction', 104, 'view_paycorrection'),
	(417, 'Can add pay fact', 105, 'add_payfact'),
	(418, 'Can change pay fact', 105, 'change_payfact'),
	(419, 'Can delete pay fact', 105, 'delete_payfact'),
	(420, 'Can view pay fact', 105, 'view_payfact'),
	(421, 'Can add 服务事项', 106, 'add_serviceitem'),
	(422, 'Can change 服务事项', 106, 'change_serviceitem'),
	(423, 'Can delete 服务事项', 106, 'delete_serviceitem'),
	(424, 'Can view 服务事项', 106, 'view_serviceitem'),
	(425, 'Can add 办件', 107, 'add_case'),
	(426, 'Can change 办件', 107, 'change_case'),
	(427, 'Can delete 办件', 107, 'delete_case'),
	(428, 'Can view 办件', 107, 'view_case'),
	(429, 'Can add 办件编号簿', 108, 'add_casenumber'),
	(430, 'Can change 办件编号簿', 108, 'change_casenumber'),
	(431, 'Can delete 办件编号簿', 108, 'delete_casenumber'),
	(432, 'Can view 办件编号簿', 108, 'view_casenumber'),
	(433, 'Can add 受理回执', 109, 'add_casereceipt'),
	(434, 'Can change 受理回执', 109, 'change_casereceipt'),
	(435, 'Can delete 受理回执', 109, 'delete_casereceipt'),
	(436, 'Can view 受理回执', 109, 'view_casereceipt'),
	(437, 'Can add 办件的一步', 110, 'add_casestep'),
	(438, 'Can change 办件的一步', 110, 'change_casestep'),
	(439, 'Can delete 办件的一步', 110, 'delete_casestep'),
	(440, 'Can view 办件的一步', 110, 'view_casestep'),
	(441, 'Can add 群众评价', 111, 'add_caseopinion'),
	(442, 'Can change 群众评价', 111, 'change_caseopinion'),
	(443, 'Can delete 群众评价', 111, 'delete_caseopinion'),
	(444, 'Can view 群众评价', 111, 'view_caseopinion'),
	(445, 'Can add 诉求', 112, 'add_request'),
	(446, 'Can change 诉求', 112, 'change_request'),
	(447, 'Can delete 诉求', 112, 'delete_request'),
	(448, 'Can view 诉求', 112, 'view_request'),
	(449, 'Can add 信访事项', 113, 'add_petition'),
	(450, 'Can change 信访事项', 113, 'change_petition'),
	(451, 'Can delete 信访事项', 113, 'delete_petition'),
	(452, 'Can view 信访事项', 113, 'view_petition'),
	(453, 'Can add 回避', 114, 'add_aside'),
	(454, 'Can change 回避', 114, 'change_aside'),
	(455, 'Can delete 回避', 114, 'delete_aside'),
	(456, 'Can view 回避', 114, 'view_aside'),
	(457, 'Can add 诉求人身份', 115, 'add_requester'),
	(458, 'Can change 诉求人身份', 115, 'change_requester'),
	(459, 'Can delete 诉求人身份', 115, 'delete_requester'),
	(460, 'Can view 诉求人身份', 115, 'view_requester'),
	(461, 'Can add 诉求编号簿', 116, 'add_requestnumber'),
	(462, 'Can change 诉求编号簿', 116, 'change_requestnumber'),
	(463, 'Can delete 诉求编号簿', 116, 'delete_requestnumber'),
	(464, 'Can view 诉求编号簿', 116, 'view_requestnumber'),
	(465, 'Can add 诉求回执', 117, 'add_requestreceipt'),
	(466, 'Can change 诉求回执', 117, 'change_requestreceipt'),
	(467, 'Can delete 诉求回执', 117, 'delete_requestreceipt'),
	(468, 'Can view 诉求回执', 117, 'view_requestreceipt'),
	(469, 'Can add 诉求的一步', 118, 'add_requeststep'),
	(470, 'Can change 诉求的一步', 118, 'change_requeststep'),
	(471, 'Can delete 诉求的一步', 118, 'delete_requeststep'),
	(472, 'Can view 诉求的一步', 118, 'view_requeststep'),
	(473, 'Can add 信访复查、复核', 119, 'add_petitionreview'),
	(474, 'Can change 信访复查、复核', 119, 'change_petitionreview'),
	(475, 'Can delete 信访复查、复核', 119, 'delete_petitionreview'),
	(476, 'Can view 信访复查、复核', 119, 'view_petitionreview'),
	(477, 'Can add 合同', 120, 'add_contract'),
	(478, 'Can change 合同', 120, 'change_contract'),
	(479, 'Can delete 合同', 120, 'delete_contract'),
	(480, 'Can view 合同', 120, 'view_contract'),
	(481, 'Can add 补充协议', 121, 'add_amendment'),
	(482, 'Can change 补充协议', 121, 'change_amendment'),
	(483, 'Can delete 补充协议', 121, 'delete_amendment'),
	(484, 'Can view 补充协议', 121, 'view_amendment'),
	(485, 'Can add 合同编号簿', 122, 'add_contractnumber'),
	(486, 'Can change 合同编号簿', 122, 'change_contractnumber'),
	(487, 'Can delete 合同编号簿', 122, 'delete_contractnumber'),
	(488, 'Can view 合同编号簿', 122, 'view_contractnumber'),
	(489, 'Can add 关联方', 123, 'add_relatedparty'),
	(490, 'Can change 关联方', 123, 'change_relatedparty'),
	(491, 'Can delete 关联方', 123, 'delete_relatedparty'),
	(492, 'Can view 关联方', 123, 'view_relatedparty'),
	(493, 'Can add 银行账户', 124, 'add_bankaccount'),
	(494, 'Can change 银行账户', 124, 'change_bankaccount'),
	(495, 'Can delete 银行账户', 124, 'delete_bankaccount'),
	(496, 'Can view 银行账户', 124, 'view_bankaccount'),
	(497, 'Can add account', 125, 'add_account'),
	(498, 'Can change account', 125, 'change_account'),
	(499, 'Can delete account', 125, 'delete_account'),
	(500, 'Can view account', 125, 'view_account');
INSERT INTO public.auth_permission VALUES
	(501, 'Can add 资金拨付', 126, 'add_allocation'),
	(502, 'Can change 资金拨付', 126, 'change_allocation'),
	(503, 'Can delete 资金拨付', 126, 'delete_allocation'),
	(504, 'Can view 资金拨付', 126, 'view_allocation'),
	(505, 'Can add 审批限额', 127, 'add_approverceiling'),
	(506, 'Can change 审批限额', 127, 'change_approverceiling'),
	(507, 'Can delete 审批限额', 127, 'delete_approverceiling'),
	(508, 'Can view 审批限额', 127, 'view_approverceiling'),
	(509, 'Can add 银行对账单', 128, 'add_bankstatement'),
	(510, 'Can change 银行对账单', 128, 'change_bankstatement'),
	(511, 'Can delete 银行对账单', 128, 'delete_bankstatement'),
	(512, 'Can view 银行对账单', 128, 'view_bankstatement'),
	(513, 'Can add 对账单明细', 129, 'add_bankstatementline'),
	(514, 'Can change 对账单明细', 129, 'change_bankstatementline'),
	(515, 'Can delete 对账单明细', 129, 'delete_bankstatementline'),
	(516, 'Can view 对账单明细', 129, 'view_bankstatementline'),
	(517, 'Can add 账套', 130, 'add_book'),
	(518, 'Can change 账套', 130, 'change_book'),
	(519, 'Can delete 账套', 130, 'delete_book'),
	(520, 'Can view 账套', 130, 'view_book'),
	(521, 'Can add 财务公开表', 131, 'add_disclosuresheet'),
	(522, 'Can change 财务公开表', 131, 'change_disclosuresheet'),
	(523, 'Can delete 财务公开表', 131, 'delete_disclosuresheet'),
	(524, 'Can view 财务公开表', 131, 'view_disclosuresheet'),
	(525, 'Can add 资金', 132, 'add_fund'),
	(526, 'Can change 资金', 132, 'change_fund'),
	(527, 'Can delete 资金', 132, 'delete_fund'),
	(528, 'Can view 资金', 132, 'view_fund'),
	(529, 'Can add 资金来源', 133, 'add_fundsource'),
	(530, 'Can change 资金来源', 133, 'change_fundsource'),
	(531, 'Can delete 资金来源', 133, 'delete_fundsource'),
	(532, 'Can view 资金来源', 133, 'view_fundsource'),
	(533, 'Can add 结账', 134, 'add_monthclose'),
	(534, 'Can change 结账', 134, 'change_monthclose'),
	(535, 'Can delete 结账', 134, 'delete_monthclose'),
	(536, 'Can view 结账', 134, 'view_monthclose'),
	(537, 'Can add 付款', 135, 'add_payment'),
	(538, 'Can change 付款', 135, 'change_payment'),
	(539, 'Can delete 付款', 135, 'delete_payment'),
	(540, 'Can view 付款', 135, 'view_payment'),
	(541, 'Can add 应急支出的补办决议', 136, 'add_ratification'),
	(542, 'Can change 应急支出的补办决议', 136, 'change_ratification'),
	(543, 'Can delete 应急支出的补办决议', 136, 'delete_ratification'),
	(544, 'Can view 应急支出的补办决议', 136, 'view_ratification'),
	(545, 'Can add 小额支出决议', 137, 'add_standingresolution'),
	(546, 'Can change 小额支出决议', 137, 'change_standingresolution'),
	(547, 'Can delete 小额支出决议', 137, 'delete_standingresolution'),
	(548, 'Can view 小额支出决议', 137, 'view_standingresolution'),
	(549, 'Can add 记账凭证', 138, 'add_voucher'),
	(550, 'Can change 记账凭证', 138, 'change_voucher'),
	(551, 'Can delete 记账凭证', 138, 'delete_voucher'),
	(552, 'Can view 记账凭证', 138, 'view_voucher'),
	(553, 'Can add 待审凭证', 139, 'add_voucherdraft'),
	(554, 'Can change 待审凭证', 139, 'change_voucherdraft'),
	(555, 'Can delete 待审凭证', 139, 'delete_voucherdraft'),
	(556, 'Can view 待审凭证', 139, 'view_voucherdraft'),
	(557, 'Can add 分录', 140, 'add_voucherline'),
	(558, 'Can change 分录', 140, 'change_voucherline'),
	(559, 'Can delete 分录', 140, 'delete_voucherline'),
	(560, 'Can view 分录', 140, 'view_voucherline'),
	(561, 'Can add 月度合计', 141, 'add_monthtotal'),
	(562, 'Can change 月度合计', 141, 'change_monthtotal'),
	(563, 'Can delete 月度合计', 141, 'delete_monthtotal'),
	(564, 'Can view 月度合计', 141, 'view_monthtotal'),
	(565, 'Can add 集体资产', 142, 'add_asset'),
	(566, 'Can change 集体资产', 142, 'change_asset'),
	(567, 'Can delete 集体资产', 142, 'delete_asset'),
	(568, 'Can view 集体资产', 142, 'view_asset'),
	(569, 'Can add 集体编号簿', 143, 'add_collectivenumber'),
	(570, 'Can change 集体编号簿', 143, 'change_collectivenumber'),
	(571, 'Can delete 集体编号簿', 143, 'delete_collectivenumber'),
	(572, 'Can view 集体编号簿', 143, 'view_collectivenumber'),
	(573, 'Can add 资产清查', 144, 'add_inventory'),
	(574, 'Can change 资产清查', 144, 'change_inventory'),
	(575, 'Can delete 资产清查', 144, 'delete_inventory'),
	(576, 'Can view 资产清查', 144, 'view_inventory'),
	(577, 'Can add 出租合同', 145, 'add_lease'),
	(578, 'Can change 出租合同', 145, 'change_lease'),
	(579, 'Can delete 出租合同', 145, 'delete_lease'),
	(580, 'Can view 出租合同', 145, 'view_lease'),
	(581, 'Can add 租金分期', 146, 'add_instalment'),
	(582, 'Can change 租金分期', 146, 'change_instalment'),
	(583, 'Can delete 租金分期', 146, 'delete_instalment'),
	(584, 'Can view 租金分期', 146, 'view_instalment'),
	(585, 'Can add 集体成员', 147, 'add_member'),
	(586, 'Can change 集体成员', 147, 'change_member'),
	(587, 'Can delete 集体成员', 147, 'delete_member'),
	(588, 'Can view 集体成员', 147, 'view_member'),
	(589, 'Can add 地块', 148, 'add_parcel'),
	(590, 'Can change 地块', 148, 'change_parcel'),
	(591, 'Can delete 地块', 148, 'delete_parcel'),
	(592, 'Can view 地块', 148, 'view_parcel'),
	(593, 'Can add 资产、土地的经过', 149, 'add_propertyevent'),
	(594, 'Can change 资产、土地的经过', 149, 'change_propertyevent'),
	(595, 'Can delete 资产、土地的经过', 149, 'delete_propertyevent'),
	(596, 'Can view 资产、土地的经过', 149, 'view_propertyevent'),
	(597, 'Can add 租金到账', 150, 'add_rentreceipt'),
	(598, 'Can change 租金到账', 150, 'change_rentreceipt'),
	(599, 'Can delete 租金到账', 150, 'delete_rentreceipt'),
	(600, 'Can view 租金到账', 150, 'view_rentreceipt');
INSERT INTO public.auth_permission VALUES
	(601, 'Can add 成员名册', 151, 'add_roll'),
	(602, 'Can change 成员名册', 151, 'change_roll'),
	(603, 'Can delete 成员名册', 151, 'delete_roll'),
	(604, 'Can view 成员名册', 151, 'view_roll'),
	(605, 'Can add 收益分配', 152, 'add_distribution'),
	(606, 'Can change 收益分配', 152, 'change_distribution'),
	(607, 'Can delete 收益分配', 152, 'delete_distribution'),
	(608, 'Can view 收益分配', 152, 'view_distribution'),
	(609, 'Can add 名册一行', 153, 'add_rollentry'),
	(610, 'Can change 名册一行', 153, 'change_rollentry'),
	(611, 'Can delete 名册一行', 153, 'delete_rollentry'),
	(612, 'Can view 名册一行', 153, 'view_rollentry'),
	(613, 'Can add 成员分配', 154, 'add_distributionline'),
	(614, 'Can change 成员分配', 154, 'change_distributionline'),
	(615, 'Can delete 成员分配', 154, 'delete_distributionline'),
	(616, 'Can view 成员分配', 154, 'view_distributionline'),
	(617, 'Can add 成员代表、理事、监事', 155, 'add_seat'),
	(618, 'Can change 成员代表、理事、监事', 155, 'change_seat'),
	(619, 'Can delete 成员代表、理事、监事', 155, 'delete_seat'),
	(620, 'Can view 成员代表、理事、监事', 155, 'view_seat'),
	(621, 'Can add 关联方申明', 156, 'add_nearparty'),
	(622, 'Can change 关联方申明', 156, 'change_nearparty'),
	(623, 'Can delete 关联方申明', 156, 'delete_nearparty'),
	(624, 'Can view 关联方申明', 156, 'view_nearparty'),
	(625, 'Can add 同名说明', 157, 'add_namesakestatement'),
	(626, 'Can change 同名说明', 157, 'change_namesakestatement'),
	(627, 'Can delete 同名说明', 157, 'delete_namesakestatement'),
	(628, 'Can view 同名说明', 157, 'view_namesakestatement'),
	(629, 'Can add 项目', 158, 'add_project'),
	(630, 'Can change 项目', 158, 'change_project'),
	(631, 'Can delete 项目', 158, 'delete_project'),
	(632, 'Can view 项目', 158, 'view_project'),
	(633, 'Can add 节点', 159, 'add_milestone'),
	(634, 'Can change 节点', 159, 'change_milestone'),
	(635, 'Can delete 节点', 159, 'delete_milestone'),
	(636, 'Can view 节点', 159, 'view_milestone'),
	(637, 'Can add 工程变更', 160, 'add_changeorder'),
	(638, 'Can change 工程变更', 160, 'change_changeorder'),
	(639, 'Can delete 工程变更', 160, 'delete_changeorder'),
	(640, 'Can view 工程变更', 160, 'view_changeorder'),
	(641, 'Can add 项目预算', 161, 'add_budget'),
	(642, 'Can change 项目预算', 161, 'change_budget'),
	(643, 'Can delete 项目预算', 161, 'delete_budget'),
	(644, 'Can view 项目预算', 161, 'view_budget'),
	(645, 'Can add 资产', 162, 'add_asset'),
	(646, 'Can change 资产', 162, 'change_asset'),
	(647, 'Can delete 资产', 162, 'delete_asset'),
	(648, 'Can view 资产', 162, 'view_asset'),
	(649, 'Can add 验收意见', 163, 'add_acceptance'),
	(650, 'Can change 验收意见', 163, 'change_acceptance'),
	(651, 'Can delete 验收意见', 163, 'delete_acceptance'),
	(652, 'Can view 验收意见', 163, 'view_acceptance'),
	(653, 'Can add 项目编号簿', 164, 'add_projectnumber'),
	(654, 'Can change 项目编号簿', 164, 'change_projectnumber'),
	(655, 'Can delete 项目编号簿', 164, 'delete_projectnumber'),
	(656, 'Can view 项目编号簿', 164, 'view_projectnumber'),
	(657, 'Can add 预算资金来源', 165, 'add_budgetsource'),
	(658, 'Can change 预算资金来源', 165, 'change_budgetsource'),
	(659, 'Can delete 预算资金来源', 165, 'delete_budgetsource'),
	(660, 'Can view 预算资金来源', 165, 'view_budgetsource'),
	(661, 'Can add 节点照片', 166, 'add_milestonephoto'),
	(662, 'Can change 节点照片', 166, 'change_milestonephoto'),
	(663, 'Can delete 节点照片', 166, 'delete_milestonephoto'),
	(664, 'Can view 节点照片', 166, 'view_milestonephoto'),
	(665, 'Can add 现状和工程量', 167, 'add_measure'),
	(666, 'Can change 现状和工程量', 167, 'change_measure'),
	(667, 'Can delete 现状和工程量', 167, 'delete_measure'),
	(668, 'Can view 现状和工程量', 167, 'view_measure'),
	(669, 'Can add 证明与函件', 168, 'add_letter'),
	(670, 'Can change 证明与函件', 168, 'change_letter'),
	(671, 'Can delete 证明与函件', 168, 'delete_letter'),
	(672, 'Can view 证明与函件', 168, 'view_letter'),
	(673, 'Can add 函件的文件', 169, 'add_letterfile'),
	(674, 'Can change 函件的文件', 169, 'change_letterfile'),
	(675, 'Can delete 函件的文件', 169, 'delete_letterfile'),
	(676, 'Can view 函件的文件', 169, 'view_letterfile'),
	(677, 'Can add 函件编号簿', 170, 'add_letternumber'),
	(678, 'Can change 函件编号簿', 170, 'change_letternumber'),
	(679, 'Can delete 函件编号簿', 170, 'delete_letternumber'),
	(680, 'Can view 函件编号簿', 170, 'view_letternumber'),
	(681, 'Can add 数据元', 171, 'add_dataelement'),
	(682, 'Can change 数据元', 171, 'change_dataelement'),
	(683, 'Can delete 数据元', 171, 'delete_dataelement'),
	(684, 'Can view 数据元', 171, 'view_dataelement'),
	(685, 'Can add 填报任务', 172, 'add_collectiontask'),
	(686, 'Can change 填报任务', 172, 'change_collectiontask'),
	(687, 'Can delete 填报任务', 172, 'delete_collectiontask'),
	(688, 'Can view 填报任务', 172, 'view_collectiontask'),
	(689, 'Can add question', 173, 'add_question'),
	(690, 'Can change question', 173, 'change_question'),
	(691, 'Can delete question', 173, 'delete_question'),
	(692, 'Can view question', 173, 'view_question'),
	(693, 'Can add 这道题问过了', 174, 'add_askedbefore'),
	(694, 'Can change 这道题问过了', 174, 'change_askedbefore'),
	(695, 'Can delete 这道题问过了', 174, 'delete_askedbefore'),
	(696, 'Can view 这道题问过了', 174, 'view_askedbefore'),
	(697, 'Can add task unit', 175, 'add_taskunit'),
	(698, 'Can change task unit', 175, 'change_taskunit'),
	(699, 'Can delete task unit', 175, 'delete_taskunit'),
	(700, 'Can view task unit', 175, 'view_taskunit');
INSERT INTO public.auth_permission VALUES
	(701, 'Can add answer', 176, 'add_answer'),
	(702, 'Can change answer', 176, 'change_answer'),
	(703, 'Can delete answer', 176, 'delete_answer'),
	(704, 'Can view answer', 176, 'view_answer'),
	(705, 'Can add import batch', 177, 'add_importbatch'),
	(706, 'Can change import batch', 177, 'change_importbatch'),
	(707, 'Can delete import batch', 177, 'delete_importbatch'),
	(708, 'Can view import batch', 177, 'view_importbatch'),
	(709, 'Can add import file', 178, 'add_importfile'),
	(710, 'Can change import file', 178, 'change_importfile'),
	(711, 'Can delete import file', 178, 'delete_importfile'),
	(712, 'Can view import file', 178, 'view_importfile'),
	(713, 'Can add permission', 179, 'add_permission'),
	(714, 'Can change permission', 179, 'change_permission'),
	(715, 'Can delete permission', 179, 'delete_permission'),
	(716, 'Can view permission', 179, 'view_permission'),
	(717, 'Can add group', 180, 'add_group'),
	(718, 'Can change group', 180, 'change_group'),
	(719, 'Can delete group', 180, 'delete_group'),
	(720, 'Can view group', 180, 'view_group'),
	(721, 'Can add content type', 181, 'add_contenttype'),
	(722, 'Can change content type', 181, 'change_contenttype'),
	(723, 'Can delete content type', 181, 'delete_contenttype'),
	(724, 'Can view content type', 181, 'view_contenttype'),
	(725, 'Can add session', 182, 'add_session'),
	(726, 'Can change session', 182, 'change_session'),
	(727, 'Can delete session', 182, 'delete_session'),
	(728, 'Can view session', 182, 'view_session'),
	(729, 'Can add procrastinate event', 183, 'add_procrastinateevent'),
	(730, 'Can change procrastinate event', 183, 'change_procrastinateevent'),
	(731, 'Can delete procrastinate event', 183, 'delete_procrastinateevent'),
	(732, 'Can view procrastinate event', 183, 'view_procrastinateevent'),
	(733, 'Can add procrastinate job', 184, 'add_procrastinatejob'),
	(734, 'Can change procrastinate job', 184, 'change_procrastinatejob'),
	(735, 'Can delete procrastinate job', 184, 'delete_procrastinatejob'),
	(736, 'Can view procrastinate job', 184, 'view_procrastinatejob'),
	(737, 'Can add procrastinate periodic defer', 185, 'add_procrastinateperiodicdefer'),
	(738, 'Can change procrastinate periodic defer', 185, 'change_procrastinateperiodicdefer'),
	(739, 'Can delete procrastinate periodic defer', 185, 'delete_procrastinateperiodicdefer'),
	(740, 'Can view procrastinate periodic defer', 185, 'view_procrastinateperiodicdefer'),
	(741, 'Can add procrastinate worker', 186, 'add_procrastinateworker'),
	(742, 'Can change procrastinate worker', 186, 'change_procrastinateworker'),
	(743, 'Can delete procrastinate worker', 186, 'delete_procrastinateworker'),
	(744, 'Can view procrastinate worker', 186, 'view_procrastinateworker'),
	(745, 'Can add email address', 187, 'add_emailaddress'),
	(746, 'Can change email address', 187, 'change_emailaddress'),
	(747, 'Can delete email address', 187, 'delete_emailaddress'),
	(748, 'Can view email address', 187, 'view_emailaddress'),
	(749, 'Can add email confirmation', 188, 'add_emailconfirmation'),
	(750, 'Can change email confirmation', 188, 'change_emailconfirmation'),
	(751, 'Can delete email confirmation', 188, 'delete_emailconfirmation'),
	(752, 'Can view email confirmation', 188, 'view_emailconfirmation'),
	(753, 'Can add social account', 189, 'add_socialaccount'),
	(754, 'Can change social account', 189, 'change_socialaccount'),
	(755, 'Can delete social account', 189, 'delete_socialaccount'),
	(756, 'Can view social account', 189, 'view_socialaccount'),
	(757, 'Can add social application', 190, 'add_socialapp'),
	(758, 'Can change social application', 190, 'change_socialapp'),
	(759, 'Can delete social application', 190, 'delete_socialapp'),
	(760, 'Can view social application', 190, 'view_socialapp'),
	(761, 'Can add social application token', 191, 'add_socialtoken'),
	(762, 'Can change social application token', 191, 'change_socialtoken'),
	(763, 'Can delete social application token', 191, 'delete_socialtoken'),
	(764, 'Can view social application token', 191, 'view_socialtoken');


INSERT INTO public.django_content_type VALUES
	(1, 'foundation', 'auditleaf'),
	(2, 'foundation', 'changehistory'),
	(3, 'foundation', 'receipt'),
	(4, 'rulebook', 'setting'),
	(5, 'rulebook', 'settingproposal'),
	(6, 'accounts', 'user'),
	(7, 'accounts', 'loginattempt'),
	(8, 'accounts', 'opensession'),
	(9, 'accounts', 'rolegrant'),
	(10, 'accounts', 'apitoken'),
	(11, 'accounts', 'recoverycode'),
	(12, 'accounts', 'secondfactor'),
	(13, 'accounts', 'secondfactorreset'),
	(14, 'accounts', 'apiclient'),
	(15, 'accounts', 'clienttoken'),
	(16, 'accounts', 'clientcalls'),
	(17, 'divisions', 'designation'),
	(18, 'divisions', 'county'),
	(19, 'divisions', 'division'),
	(20, 'divisions', 'populationsnapshot'),
	(21, 'notices', 'notice'),
	(22, 'notices', 'noticepreference'),
	(23, 'papers', 'keptpaper'),
	(24, 'papers', 'paperscan'),
	(25, 'papers', 'papertemplate'),
	(26, 'people', 'person'),
	(27, 'organisations', 'committee'),
	(28, 'organisations', 'partyorganisation'),
	(29, 'organisations', 'partymember'),
	(30, 'organisations', 'organisationterm'),
	(31, 'organisations', 'membertransfer'),
	(32, 'organisations', 'mandate'),
	(33, 'organisations', 'branchregistration'),
	(34, 'organisations', 'formermembership'),
	(35, 'organisations', 'formerorganisation'),
	(36, 'organisations', 'formerterm'),
	(37, 'threads', 'thread'),
	(38, 'threads', 'stall'),
	(39, 'threads', 'estimate'),
	(40, 'threads', 'threadevent'),
	(41, 'threads', 'threadlink'),
	(42, 'threads', 'threadstep'),
	(43, 'elections', 'contest'),
	(44, 'elections', 'candidate'),
	(45, 'elections', 'contestresult'),
	(46, 'elections', 'countsheet'),
	(47, 'elections', 'countline'),
	(48, 'elections', 'election'),
	(49, 'elections', 'electionstaff'),
	(50, 'elections', 'kinshipdeclaration'),
	(51, 'elections', 'resultline'),
	(52, 'elections', 'electedmandate'),
	(53, 'elections', 'rollentry'),
	(54, 'elections', 'proxy'),
	(55, 'elections', 'rollobjection'),
	(56, 'decisions', 'matter'),
	(57, 'decisions', 'certificate'),
	(58, 'decisions', 'matternumber'),
	(59, 'decisions', 'matterstep'),
	(60, 'decisions', 'meeting'),
	(61, 'decisions', 'countentry'),
	(62, 'decisions', 'powercase'),
	(63, 'decisions', 'powerflag'),
	(64, 'decisions', 'powermove'),
	(65, 'decisions', 'publication'),
	(66, 'decisions', 'objection'),
	(67, 'decisions', 'recusal'),
	(68, 'decisions', 'resolution'),
	(69, 'centres', 'servicecentre'),
	(70, 'centres', 'staffingplan'),
	(71, 'centres', 'windowstaff'),
	(72, 'centres', 'formercentre'),
	(73, 'centres', 'centrefunction'),
	(74, 'centres', 'dutyturn'),
	(75, 'engagements', 'vettinground'),
	(76, 'engagements', 'engagementreview'),
	(77, 'engagements', 'engagementdecision'),
	(78, 'engagements', 'outcomenotice'),
	(79, 'engagements', 'reviewrequest'),
	(80, 'engagements', 'vettingcase'),
	(81, 'engagements', 'vettingreply'),
	(82, 'engagements', 'yearlygrade'),
	(83, 'engagements', 'engagement'),
	(84, 'engagements', 'numberbook'),
	(85, 'engagements', 'consequencecase'),
	(86, 'engagements', 'groundrecord'),
	(87, 'engagements', 'secretaryfiling'),
	(88, 'pipeline', 'capability'),
	(89, 'pipeline', 'capabilitywithdrawal'),
	(90, 'pipeline', 'reservecandidate'),
	(91, 'pipeline', 'admission'),
	(92, 'pipeline', 'admissionstep'),
	(93, 'assessments', 'assessmentscheme'),
	(94, 'assessments', 'assessmentsheet'),
	(95, 'assessments', 'assessmentmark'),
	(96, 'assessments', 'assessmentfact'),
	(97, 'assessments', 'gradeappeal'),
	(98, 'assessments', 'gradingdecision'),
	(99, 'assessments', 'assessmentindicator'),
	(100, 'pay', 'payrun');
INSERT INTO public.django_content_type VALUES
	(101, 'pay', 'payinput'),
	(102, 'pay', 'payslip'),
	(103, 'pay', 'differenceline'),
	(104, 'pay', 'paycorrection'),
	(105, 'pay', 'payfact'),
	(106, 'services', 'serviceitem'),
	(107, 'cases', 'case'),
	(108, 'cases', 'casenumber'),
	(109, 'cases', 'casereceipt'),
	(110, 'cases', 'casestep'),
	(111, 'cases', 'caseopinion'),
	(112, 'requests', 'request'),
	(113, 'requests', 'petition'),
	(114, 'requests', 'aside'),
	(115, 'requests', 'requester'),
	(116, 'requests', 'requestnumber'),
	(117, 'requests', 'requestreceipt'),
	(118, 'requests', 'requeststep'),
	(119, 'requests', 'petitionreview'),
	(120, 'contracts', 'contract'),
	(121, 'contracts', 'amendment'),
	(122, 'contracts', 'contractnumber'),
	(123, 'contracts', 'relatedparty'),
	(124, 'funds', 'bankaccount'),
	(125, 'funds', 'account'),
	(126, 'funds', 'allocation'),
	(127, 'funds', 'approverceiling'),
	(128, 'funds', 'bankstatement'),
	(129, 'funds', 'bankstatementline'),
	(130, 'funds', 'book'),
	(131, 'funds', 'disclosuresheet'),
	(132, 'funds', 'fund'),
	(133, 'funds', 'fundsource'),
	(134, 'funds', 'monthclose'),
	(135, 'funds', 'payment'),
	(136, 'funds', 'ratification'),
	(137, 'funds', 'standingresolution'),
	(138, 'funds', 'voucher'),
	(139, 'funds', 'voucherdraft'),
	(140, 'funds', 'voucherline'),
	(141, 'funds', 'monthtotal'),
	(142, 'collective', 'asset'),
	(143, 'collective', 'collectivenumber'),
	(144, 'collective', 'inventory'),
	(145, 'collective', 'lease'),
	(146, 'collective', 'instalment'),
	(147, 'collective', 'member'),
	(148, 'collective', 'parcel'),
	(149, 'collective', 'propertyevent'),
	(150, 'collective', 'rentreceipt'),
	(151, 'collective', 'roll'),
	(152, 'collective', 'distribution'),
	(153, 'collective', 'rollentry'),
	(154, 'collective', 'distributionline'),
	(155, 'collective', 'seat'),
	(156, 'collective', 'nearparty'),
	(157, 'collective', 'namesakestatement'),
	(158, 'projects', 'project'),
	(159, 'projects', 'milestone'),
	(160, 'projects', 'changeorder'),
	(161, 'projects', 'budget'),
	(162, 'projects', 'asset'),
	(163, 'projects', 'acceptance'),
	(164, 'projects', 'projectnumber'),
	(165, 'projects', 'budgetsource'),
	(166, 'projects', 'milestonephoto'),
	(167, 'projects', 'measure'),
	(168, 'letters', 'letter'),
	(169, 'letters', 'letterfile'),
	(170, 'letters', 'letternumber'),
	(171, 'elements', 'dataelement'),
	(172, 'elements', 'collectiontask'),
	(173, 'elements', 'question'),
	(174, 'elements', 'askedbefore'),
	(175, 'elements', 'taskunit'),
	(176, 'elements', 'answer'),
	(177, 'imports', 'importbatch'),
	(178, 'imports', 'importfile'),
	(179, 'auth', 'permission'),
	(180, 'auth', 'group'),
	(181, 'contenttypes', 'contenttype'),
	(182, 'sessions', 'session'),
	(183, 'procrastinate', 'procrastinateevent'),
	(184, 'procrastinate', 'procrastinatejob'),
	(185, 'procrastinate', 'procrastinateperiodicdefer'),
	(186, 'procrastinate', 'procrastinateworker'),
	(187, 'account', 'emailaddress'),
	(188, 'account', 'emailconfirmation'),
	(189, 'socialaccount', 'socialaccount'),
	(190, 'socialaccount', 'socialapp'),
	(191, 'socialaccount', 'socialtoken');


INSERT INTO public.django_migrations VALUES
	(1, 'foundation', '0001_initial', '1970-01-01 08:00:00+08'),
	(2, 'accounts', '0001_initial', '1970-01-01 08:00:00+08'),
	(3, 'account', '0001_initial', '1970-01-01 08:00:00+08'),
	(4, 'account', '0002_email_max_length', '1970-01-01 08:00:00+08'),
	(5, 'account', '0003_alter_emailaddress_create_unique_verified_email', '1970-01-01 08:00:00+08'),
	(6, 'account', '0004_alter_emailaddress_drop_unique_email', '1970-01-01 08:00:00+08'),
	(7, 'account', '0005_emailaddress_idx_upper_email', '1970-01-01 08:00:00+08'),
	(8, 'account', '0006_emailaddress_lower', '1970-01-01 08:00:00+08'),
	(9, 'account', '0007_emailaddress_idx_email', '1970-01-01 08:00:00+08'),
	(10, 'account', '0008_emailaddress_unique_primary_email_fixup', '1970-01-01 08:00:00+08'),
	(11, 'account', '0009_emailaddress_unique_primary_email', '1970-01-01 08:00:00+08'),
	(12, 'divisions', '0001_initial', '1970-01-01 08:00:00+08'),
	(13, 'divisions', '0002_population_recorded_by', '1970-01-01 08:00:00+08'),
	(14, 'divisions', '0003_income_per_head', '1970-01-01 08:00:00+08'),
	(15, 'divisions', '0004_one_county_one_day', '1970-01-01 08:00:00+08'),
	(16, 'people', '0001_initial', '1970-01-01 08:00:00+08'),
	(17, 'rulebook', '0001_initial', '1970-01-01 08:00:00+08'),
	(18, 'rulebook', '0002_proposals', '1970-01-01 08:00:00+08'),
	(19, 'rulebook', '0003_settings_only_grow', '1970-01-01 08:00:00+08'),
	(20, 'accounts', '0002_second_factor', '1970-01-01 08:00:00+08'),
	(21, 'accounts', '0003_three_officers', '1970-01-01 08:00:00+08'),
	(22, 'accounts', '0004_clients_and_step_up', '1970-01-01 08:00:00+08'),
	(23, 'accounts', '0005_petition_officer', '1970-01-01 08:00:00+08'),
	(24, 'accounts', '0006_two_officers_are_two_people', '1970-01-01 08:00:00+08'),
	(25, 'accounts', '0007_one_person_whatever_his_accounts', '1970-01-01 08:00:00+08'),
	(26, 'accounts', '0008_cooling_days_by_the_countys_day', '1970-01-01 08:00:00+08'),
	(27, 'people', '0002_call_records_by_name', '1970-01-01 08:00:00+08'),
	(28, 'centres', '0001_initial', '1970-01-01 08:00:00+08'),
	(29, 'assessments', '0001_initial', '1970-01-01 08:00:00+08'),
	(30, 'assessments', '0002_guards', '1970-01-01 08:00:00+08'),
	(31, 'assessments', '0003_appeals_within_the_quota', '1970-01-01 08:00:00+08'),
	(32, 'assessments', '0004_two_accounts_are_one_person', '1970-01-01 08:00:00+08'),
	(33, 'contenttypes', '0001_initial', '1970-01-01 08:00:00+08'),
	(34, 'contenttypes', '0002_remove_content_type_name', '1970-01-01 08:00:00+08'),
	(35, 'auth', '0001_initial', '1970-01-01 08:00:00+08'),
	(36, 'auth', '0002_alter_permission_name_max_length', '1970-01-01 08:00:00+08'),
	(37, 'auth', '0003_alter_user_email_max_length', '1970-01-01 08:00:00+08'),
	(38, 'auth', '0004_alter_user_username_opts', '1970-01-01 08:00:00+08'),
	(39, 'auth', '0005_alter_user_last_login_null', '1970-01-01 08:00:00+08'),
	(40, 'auth', '0006_require_contenttypes_0002', '1970-01-01 08:00:00+08'),
	(41, 'auth', '0007_alter_validators_add_error_messages', '1970-01-01 08:00:00+08'),
	(42, 'auth', '0008_alter_user_username_max_length', '1970-01-01 08:00:00+08'),
	(43, 'auth', '0009_alter_user_last_name_max_length', '1970-01-01 08:00:00+08'),
	(44, 'auth', '0010_alter_group_name_max_length', '1970-01-01 08:00:00+08'),
	(45, 'auth', '0011_update_proxy_permissions', '1970-01-01 08:00:00+08'),
	(46, 'auth', '0012_alter_user_first_name_max_length', '1970-01-01 08:00:00+08'),
	(47, 'services', '0001_initial', '1970-01-01 08:00:00+08'),
	(48, 'people', '0003_merged_records_only', '1970-01-01 08:00:00+08'),
	(49, 'people', '0004_move_merged_records', '1970-01-01 08:00:00+08'),
	(50, 'people', '0005_order_by_pinyin', '1970-01-01 08:00:00+08'),
	(51, 'cases', '0001_initial', '1970-01-01 08:00:00+08'),
	(52, 'cases', '0002_guards', '1970-01-01 08:00:00+08'),
	(53, 'cases', '0003_opinions', '1970-01-01 08:00:00+08'),
	(54, 'cases', '0004_taken_in_at_once', '1970-01-01 08:00:00+08'),
	(55, 'foundation', '0002_former_values', '1970-01-01 08:00:00+08'),
	(56, 'centres', '0002_former_values', '1970-01-01 08:00:00+08'),
	(57, 'centres', '0003_hall', '1970-01-01 08:00:00+08'),
	(58, 'pay', '0001_initial', '1970-01-01 08:00:00+08'),
	(59, 'pay', '0002_slips_carry_year_and_approval', '1970-01-01 08:00:00+08'),
	(60, 'pay', '0003_cap_per_person_by_flag', '1970-01-01 08:00:00+08'),
	(61, 'pay', '0004_withhold_and_correct', '1970-01-01 08:00:00+08'),
	(62, 'pay', '0005_guards', '1970-01-01 08:00:00+08'),
	(63, 'pay', '0006_employers_insurance', '1970-01-01 08:00:00+08'),
	(64, 'pay', '0007_differences_name_their_run', '1970-01-01 08:00:00+08'),
	(65, 'organisations', '0001_initial', '1970-01-01 08:00:00+08'),
	(66, 'organisations', '0002_guards', '1970-01-01 08:00:00+08'),
	(67, 'organisations', '0003_one_open_branch', '1970-01-01 08:00:00+08'),
	(68, 'organisations', '0004_call_records_by_name', '1970-01-01 08:00:00+08'),
	(69, 'organisations', '0005_new_members_in_sets', '1970-01-01 08:00:00+08'),
	(70, 'decisions', '0001_initial', '1970-01-01 08:00:00+08'),
	(71, 'decisions', '0002_guards', '1970-01-01 08:00:00+08'),
	(72, 'funds', '0001_initial', '1970-01-01 08:00:00+08'),
	(73, 'funds', '0002_chart', '1970-01-01 08:00:00+08'),
	(74, 'funds', '0003_ledger_guards', '1970-01-01 08:00:00+08'),
	(75, 'funds', '0004_payment_guards', '1970-01-01 08:00:00+08'),
	(76, 'funds', '0005_sums', '1970-01-01 08:00:00+08'),
	(77, 'funds', '0006_month_totals', '1970-01-01 08:00:00+08'),
	(78, 'funds', '0007_totals_at_close', '1970-01-01 08:00:00+08'),
	(79, 'engagements', '0001_initial', '1970-01-01 08:00:00+08'),
	(80, 'contracts', '0001_initial', '1970-01-01 08:00:00+08'),
	(81, 'contracts', '0002_guards', '1970-01-01 08:00:00+08'),
	(82, 'funds', '0008_payments_name_a_contract', '1970-01-01 08:00:00+08'),
	(83, 'funds', '0009_pay_accrued', '1970-01-01 08:00:00+08'),
	(84, 'funds', '0010_withheld_is_handed_on', '1970-01-01 08:00:00+08'),
	(85, 'funds', '0011_sums_of_open_months', '1970-01-01 08:00:00+08'),
	(86, 'funds', '0012_guards_look_once', '1970-01-01 08:00:00+08'),
	(87, 'funds', '0013_corrections_are_paid_by_their_run', '1970-01-01 08:00:00+08'),
	(88, 'funds', '0014_payees_by_any_spelling', '1970-01-01 08:00:00+08'),
	(89, 'funds', '0015_signed_by_whom_it_says', '1970-01-01 08:00:00+08'),
	(90, 'decisions', '0003_bodies_by_amount', '1970-01-01 08:00:00+08'),
	(91, 'funds', '0016_small_expenses_are_small', '1970-01-01 08:00:00+08'),
	(92, 'funds', '0017_corrections_reach_the_book', '1970-01-01 08:00:00+08'),
	(93, 'funds', '0018_disclosed_after_the_period', '1970-01-01 08:00:00+08'),
	(94, 'decisions', '0004_what_a_certificate_rests_on', '1970-01-01 08:00:00+08'),
	(95, 'decisions', '0005_settings_after_what_was_decided', '1970-01-01 08:00:00+08'),
	(96, 'funds', '0019_settings_after_what_was_paid', '1970-01-01 08:00:00+08'),
	(97, 'elections', '0001_initial', '1970-01-01 08:00:00+08'),
	(98, 'elections', '0002_guards', '1970-01-01 08:00:00+08'),
	(99, 'elections', '0003_by_law', '1970-01-01 08:00:00+08'),
	(100, 'elections', '0004_by_law_guards', '1970-01-01 08:00:00+08');
INSERT INTO public.django_migrations VALUES
	(101, 'elections', '0005_kin_of_a_person', '1970-01-01 08:00:00+08'),
	(102, 'contracts', '0003_kin_declared', '1970-01-01 08:00:00+08'),
	(103, 'collective', '0001_initial', '1970-01-01 08:00:00+08'),
	(104, 'collective', '0002_guards', '1970-01-01 08:00:00+08'),
	(105, 'collective', '0003_kin_declared', '1970-01-01 08:00:00+08'),
	(106, 'collective', '0004_lease_out_of_a_thing', '1970-01-01 08:00:00+08'),
	(107, 'collective', '0005_imported_members', '1970-01-01 08:00:00+08'),
	(108, 'collective', '0006_namesakes', '1970-01-01 08:00:00+08'),
	(109, 'collective', '0007_facilities', '1970-01-01 08:00:00+08'),
	(110, 'collective', '0008_settings_after_what_was_leased', '1970-01-01 08:00:00+08'),
	(111, 'collective', '0009_as_declared_and_as_decided', '1970-01-01 08:00:00+08'),
	(112, 'collective', '0010_shelters', '1970-01-01 08:00:00+08'),
	(113, 'collective', '0011_seats_as_recorded', '1970-01-01 08:00:00+08'),
	(114, 'collective', '0012_struck', '1970-01-01 08:00:00+08'),
	(115, 'collective', '0013_two_accounts_are_one_person', '1970-01-01 08:00:00+08'),
	(116, 'contracts', '0004_told_of_the_signing', '1970-01-01 08:00:00+08'),
	(117, 'contracts', '0005_settings_after_what_was_signed', '1970-01-01 08:00:00+08'),
	(118, 'contracts', '0006_two_accounts_are_one_person', '1970-01-01 08:00:00+08'),
	(119, 'decisions', '0006_revoked_by_today', '1970-01-01 08:00:00+08'),
	(120, 'decisions', '0007_two_accounts_are_one_person', '1970-01-01 08:00:00+08'),
	(121, 'divisions', '0005_two_accounts_are_one_person', '1970-01-01 08:00:00+08'),
	(122, 'organisations', '0006_former_values', '1970-01-01 08:00:00+08'),
	(123, 'organisations', '0007_branches_asked_by_statement', '1970-01-01 08:00:00+08'),
	(124, 'elections', '0006_two_accounts_are_one_person', '1970-01-01 08:00:00+08'),
	(125, 'elections', '0007_spouses_and_seats_given_up', '1970-01-01 08:00:00+08'),
	(126, 'elections', '0008_what_a_petition_was_counted_by', '1970-01-01 08:00:00+08'),
	(127, 'elections', '0009_recall_keeps_what_was_counted', '1970-01-01 08:00:00+08'),
	(128, 'elements', '0001_initial', '1970-01-01 08:00:00+08'),
	(129, 'elements', '0002_tasks', '1970-01-01 08:00:00+08'),
	(130, 'elements', '0003_guards', '1970-01-01 08:00:00+08'),
	(131, 'elements', '0004_facilities_live', '1970-01-01 08:00:00+08'),
	(132, 'elements', '0005_settings_after_what_was_asked', '1970-01-01 08:00:00+08'),
	(133, 'elements', '0006_shelters_live', '1970-01-01 08:00:00+08'),
	(134, 'elements', '0007_two_accounts_are_one_person', '1970-01-01 08:00:00+08'),
	(135, 'engagements', '0002_number_book', '1970-01-01 08:00:00+08'),
	(136, 'engagements', '0003_guards', '1970-01-01 08:00:00+08'),
	(137, 'engagements', '0004_consequences', '1970-01-01 08:00:00+08'),
	(138, 'engagements', '0005_hearing_guards', '1970-01-01 08:00:00+08'),
	(139, 'engagements', '0006_renewals_after_a_low_grade', '1970-01-01 08:00:00+08'),
	(140, 'engagements', '0007_what_a_case_changed', '1970-01-01 08:00:00+08'),
	(141, 'engagements', '0008_given_back_over_the_plan', '1970-01-01 08:00:00+08'),
	(142, 'engagements', '0009_two_accounts_are_one_person', '1970-01-01 08:00:00+08'),
	(143, 'funds', '0020_two_accounts_are_not_two_people', '1970-01-01 08:00:00+08'),
	(144, 'funds', '0021_one_answer_who_is_one_person', '1970-01-01 08:00:00+08'),
	(145, 'imports', '0001_initial', '1970-01-01 08:00:00+08'),
	(146, 'letters', '0001_initial', '1970-01-01 08:00:00+08'),
	(147, 'letters', '0002_guards', '1970-01-01 08:00:00+08'),
	(148, 'letters', '0003_asked_over_a_case', '1970-01-01 08:00:00+08'),
	(149, 'letters', '0004_two_accounts_are_one_person', '1970-01-01 08:00:00+08'),
	(150, 'notices', '0001_initial', '1970-01-01 08:00:00+08'),
	(151, 'notices', '0002_guards', '1970-01-01 08:00:00+08'),
	(152, 'papers', '0001_initial', '1970-01-01 08:00:00+08'),
	(153, 'papers', '0002_guards', '1970-01-01 08:00:00+08'),
	(154, 'papers', '0003_two_accounts_are_one_person', '1970-01-01 08:00:00+08'),
	(155, 'pay', '0008_step_by_step', '1970-01-01 08:00:00+08'),
	(156, 'pay', '0009_two_accounts_are_one_person', '1970-01-01 08:00:00+08'),
	(157, 'pay', '0010_no_year_to_come', '1970-01-01 08:00:00+08'),
	(158, 'pay', '0011_what_changed_since', '1970-01-01 08:00:00+08'),
	(159, 'pipeline', '0001_initial', '1970-01-01 08:00:00+08'),
	(160, 'pipeline', '0002_admissions', '1970-01-01 08:00:00+08'),
	(161, 'pipeline', '0003_two_accounts_are_one_person', '1970-01-01 08:00:00+08'),
	(162, 'procrastinate', '0001_initial', '1970-01-01 08:00:00+08'),
	(163, 'procrastinate', '0002_drop_started_at_column', '1970-01-01 08:00:00+08'),
	(164, 'procrastinate', '0003_drop_started_at_column', '1970-01-01 08:00:00+08'),
	(165, 'procrastinate', '0004_drop_procrastinate_version_table', '1970-01-01 08:00:00+08'),
	(166, 'procrastinate', '0005_fix_procrastinate_fetch_job', '1970-01-01 08:00:00+08'),
	(167, 'procrastinate', '0006_fix_trigger_status_events_insert', '1970-01-01 08:00:00+08'),
	(168, 'procrastinate', '0007_add_queueing_lock_column', '1970-01-01 08:00:00+08'),
	(169, 'procrastinate', '0008_close_fetch_job_race_condition', '1970-01-01 08:00:00+08'),
	(170, 'procrastinate', '0009_add_defer_job_function', '1970-01-01 08:00:00+08'),
	(171, 'procrastinate', '0010_add_procrastinate_periodic_defers', '1970-01-01 08:00:00+08'),
	(172, 'procrastinate', '0011_add_foreign_key_index', '1970-01-01 08:00:00+08'),
	(173, 'procrastinate', '0012_add_locks_to_periodic_defer', '1970-01-01 08:00:00+08'),
	(174, 'procrastinate', '0013_fix_procrastinate_defer_periodic_job', '1970-01-01 08:00:00+08'),
	(175, 'procrastinate', '0014_add_finish_job_and_retry_job_functions', '1970-01-01 08:00:00+08'),
	(176, 'procrastinate', '0015_add_trigger_on_job_deletion', '1970-01-01 08:00:00+08'),
	(177, 'procrastinate', '0016_delete_finished_jobs', '1970-01-01 08:00:00+08'),
	(178, 'procrastinate', '0017_add_checks_to_finish_job', '1970-01-01 08:00:00+08'),
	(179, 'procrastinate', '0018_add_checks_to_retry_job', '1970-01-01 08:00:00+08'),
	(180, 'procrastinate', '0019_fix_finish_job_compat_issue', '1970-01-01 08:00:00+08'),
	(181, 'procrastinate', '0020_add_index_on_procrastinate_jobs', '1970-01-01 08:00:00+08'),
	(182, 'procrastinate', '0021_add_kwargs_to_defer_periodic_job', '1970-01-01 08:00:00+08'),
	(183, 'procrastinate', '0022_null_locks_excluded', '1970-01-01 08:00:00+08'),
	(184, 'procrastinate', '0023_remove_old_finish_job_function', '1970-01-01 08:00:00+08'),
	(185, 'procrastinate', '0024_job_id_bigint', '1970-01-01 08:00:00+08'),
	(186, 'procrastinate', '0025_add_models', '1970-01-01 08:00:00+08'),
	(187, 'procrastinate', '0026_add_job_priority', '1970-01-01 08:00:00+08'),
	(188, 'procrastinate', '0027_add_periodic_job_priority', '1970-01-01 08:00:00+08'),
	(189, 'procrastinate', '0028_add_cancel_states', '1970-01-01 08:00:00+08'),
	(190, 'procrastinate', '0029_add_additional_params_to_retry_job', '1970-01-01 08:00:00+08'),
	(191, 'procrastinate', '0030_alter_procrastinateevent_options', '1970-01-01 08:00:00+08'),
	(192, 'procrastinate', '0031_add_indexes_for_fetch_job', '1970-01-01 08:00:00+08'),
	(193, 'procrastinate', '0032_pre_cancel_notification', '1970-01-01 08:00:00+08'),
	(194, 'procrastinate', '0033_post_cancel_notification', '1970-01-01 08:00:00+08'),
	(195, 'procrastinate', '0034_pre_add_heartbeat', '1970-01-01 08:00:00+08'),
	(196, 'procrastinate', '0035_post_add_heartbeat', '1970-01-01 08:00:00+08'),
	(197, 'procrastinate', '0036_add_worker_model', '1970-01-01 08:00:00+08'),
	(198, 'procrastinate', '0037_pre_batch_defer_jobs', '1970-01-01 08:00:00+08'),
	(199, 'procrastinate', '0038_post_batch_defer_jobs', '1970-01-01 08:00:00+08'),
	(200, 'procrastinate', '0039_pre_priority_lock_fetch_job', '1970-01-01 08:00:00+08');
INSERT INTO public.django_migrations VALUES
	(201, 'procrastinate', '0040_pre_retry_failed_job', '1970-01-01 08:00:00+08'),
	(202, 'procrastinate', '0041_post_retry_failed_job', '1970-01-01 08:00:00+08'),
	(203, 'projects', '0001_initial', '1970-01-01 08:00:00+08'),
	(204, 'projects', '0002_guards', '1970-01-01 08:00:00+08'),
	(205, 'projects', '0003_measures', '1970-01-01 08:00:00+08'),
	(206, 'projects', '0004_settings_after_what_was_tendered', '1970-01-01 08:00:00+08'),
	(207, 'projects', '0005_stalled_where_it_stood', '1970-01-01 08:00:00+08'),
	(208, 'projects', '0006_two_accounts_are_one_person', '1970-01-01 08:00:00+08'),
	(209, 'threads', '0001_initial', '1970-01-01 08:00:00+08'),
	(210, 'threads', '0002_guards', '1970-01-01 08:00:00+08'),
	(211, 'requests', '0001_initial', '1970-01-01 08:00:00+08'),
	(212, 'requests', '0002_guards', '1970-01-01 08:00:00+08'),
	(213, 'requests', '0003_two_accounts_are_one_person', '1970-01-01 08:00:00+08'),
	(214, 'services', '0002_letters', '1970-01-01 08:00:00+08'),
	(215, 'sessions', '0001_initial', '1970-01-01 08:00:00+08'),
	(216, 'socialaccount', '0001_initial', '1970-01-01 08:00:00+08'),
	(217, 'socialaccount', '0002_token_max_lengths', '1970-01-01 08:00:00+08'),
	(218, 'socialaccount', '0003_extra_data_default_dict', '1970-01-01 08:00:00+08'),
	(219, 'socialaccount', '0004_app_provider_id_settings', '1970-01-01 08:00:00+08'),
	(220, 'socialaccount', '0005_socialtoken_nullable_app', '1970-01-01 08:00:00+08'),
	(221, 'socialaccount', '0006_alter_socialaccount_extra_data', '1970-01-01 08:00:00+08'),
	(222, 'threads', '0003_recorded_along', '1970-01-01 08:00:00+08');


INSERT INTO public.funds_account VALUES
	('101', '库存现金', 'Cash on hand', 'asset', 'debit', false, NULL),
	('102', '银行存款', 'Bank deposits', 'asset', 'debit', false, NULL),
	('111', '短期投资', 'Short-term investments', 'asset', 'debit', false, NULL),
	('112', '应收款', 'Receivables', 'asset', 'debit', false, NULL),
	('113', '内部往来', 'Dealings with members and own units', 'asset', 'debit', false, NULL),
	('11301', '资金之间往来', 'Between funds of the book', 'asset', 'debit', false, '113'),
	('121', '库存物资', 'Stores', 'asset', 'debit', false, NULL),
	('131', '消耗性生物资产', 'Consumable biological assets', 'asset', 'debit', false, NULL),
	('132', '生产性生物资产', 'Productive biological assets', 'asset', 'debit', false, NULL),
	('133', '生产性生物资产累计折旧', 'Depreciation of productive biological assets', 'asset', 'credit', false, NULL),
	('134', '公益性生物资产', 'Public-welfare biological assets', 'asset', 'debit', false, NULL),
	('141', '长期投资', 'Long-term investments', 'asset', 'debit', false, NULL),
	('151', '固定资产', 'Fixed assets', 'asset', 'debit', false, NULL),
	('152', '累计折旧', 'Accumulated depreciation', 'asset', 'credit', false, NULL),
	('153', '在建工程', 'Construction in progress', 'asset', 'debit', false, NULL),
	('154', '固定资产清理', 'Disposal of fixed assets', 'asset', 'debit', false, NULL),
	('161', '无形资产', 'Intangible assets', 'asset', 'debit', false, NULL),
	('162', '累计摊销', 'Accumulated amortisation', 'asset', 'credit', false, NULL),
	('171', '长期待摊费用', 'Long-term deferred expenses', 'asset', 'debit', false, NULL),
	('181', '待处理财产损溢', 'Losses and gains awaiting decision', 'asset', 'debit', false, NULL),
	('201', '短期借款', 'Short-term loans', 'liability', 'credit', false, NULL),
	('211', '应付款', 'Payables', 'liability', 'credit', false, NULL),
	('212', '应付工资', 'Wages payable', 'liability', 'credit', false, NULL),
	('21201', '应付村（社区）干部报酬', 'Cadres'' pay payable', 'liability', 'credit', true, '212'),
	('21202', '应付其他职工工资', 'Other staff''s wages payable', 'liability', 'credit', false, '212'),
	('213', '应付劳务费', 'Fees for labour payable', 'liability', 'credit', false, NULL),
	('214', '应交税费', 'Taxes payable', 'liability', 'credit', false, NULL),
	('221', '长期借款及应付款', 'Long-term loans and payables', 'liability', 'credit', false, NULL),
	('231', '一事一议资金', 'One-case-one-discussion levies', 'liability', 'credit', false, NULL),
	('241', '专项应付款', 'Earmarked funds payable', 'liability', 'credit', false, NULL),
	('301', '资本', 'Capital', 'equity', 'credit', false, NULL),
	('311', '公积公益金', 'Reserve and welfare fund', 'equity', 'credit', false, NULL),
	('321', '本年收益', 'Income of the year', 'equity', 'credit', false, NULL),
	('322', '收益分配', 'Distribution of income', 'equity', 'credit', false, NULL),
	('401', '生产（劳务）成本', 'Cost of production and labour', 'cost', 'debit', false, NULL),
	('501', '经营收入', 'Operating income', 'income', 'credit', false, NULL),
	('502', '投资收益', 'Investment income', 'income', 'credit', false, NULL),
	('503', '补助收入', 'Subsidies', 'income', 'credit', false, NULL),
	('504', '其他收入', 'Other income', 'income', 'credit', false, NULL),
	('511', '经营支出', 'Operating expenses', 'expense', 'debit', false, NULL),
	('512', '税金及附加', 'Taxes and surcharges', 'expense', 'debit', false, NULL),
	('513', '管理费用', 'Administrative expenses', 'expense', 'debit', false, NULL),
	('51301', '村（社区）干部报酬', 'Cadres'' pay', 'expense', 'debit', true, '513'),
	('51302', '办公费', 'Office expenses', 'expense', 'debit', false, '513'),
	('514', '公益支出', 'Public-welfare expenses', 'expense', 'debit', false, NULL),
	('515', '其他支出', 'Other expenses', 'expense', 'debit', false, NULL),
	('521', '所得税费用', 'Income tax', 'expense', 'debit', false, NULL);


SELECT pg_catalog.setval('public.auth_permission_id_seq', 764, true);


SELECT pg_catalog.setval('public.django_content_type_id_seq', 191, true);


SELECT pg_catalog.setval('public.django_migrations_id_seq', 222, true);


ALTER TABLE ONLY public.funds_monthclose
    ADD CONSTRAINT a_month_closes_once UNIQUE (book_id, month);


ALTER TABLE ONLY public.elements_askedbefore
    ADD CONSTRAINT a_question_is_reported_once UNIQUE (question_id, division_code);


ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_email_987c8728_uniq UNIQUE (user_id, email);


ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_key_key UNIQUE (key);


ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.accounts_apiclient
    ADD CONSTRAINT accounts_apiclient_client_id_key UNIQUE (client_id);


ALTER TABLE ONLY public.accounts_apiclient
    ADD CONSTRAINT accounts_apiclient_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.accounts_apiclient
    ADD CONSTRAINT accounts_apiclient_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.accounts_apitoken
    ADD CONSTRAINT accounts_apitoken_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.accounts_apitoken
    ADD CONSTRAINT accounts_apitoken_token_hash_key UNIQUE (token_hash);


ALTER TABLE ONLY public.accounts_apitoken
    ADD CONSTRAINT accounts_apitoken_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.accounts_clientcalls
    ADD CONSTRAINT accounts_clientcalls_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.accounts_clienttoken
    ADD CONSTRAINT accounts_clienttoken_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.accounts_clienttoken
    ADD CONSTRAINT accounts_clienttoken_token_hash_key UNIQUE (token_hash);


ALTER TABLE ONLY public.accounts_loginattempt
    ADD CONSTRAINT accounts_loginattempt_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.accounts_opensession
    ADD CONSTRAINT accounts_opensession_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.accounts_opensession
    ADD CONSTRAINT accounts_opensession_session_key_key UNIQUE (session_key);


ALTER TABLE ONLY public.accounts_recoverycode
    ADD CONSTRAINT accounts_recoverycode_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.accounts_rolegrant
    ADD CONSTRAINT accounts_rolegrant_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.accounts_rolegrant
    ADD CONSTRAINT accounts_rolegrant_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.accounts_secondfactor
    ADD CONSTRAINT accounts_secondfactor_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.accounts_secondfactor
    ADD CONSTRAINT accounts_secondfactor_user_id_key UNIQUE (user_id);


ALTER TABLE ONLY public.accounts_secondfactor
    ADD CONSTRAINT accounts_secondfactor_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.accounts_secondfactorreset
    ADD CONSTRAINT accounts_secondfactorreset_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.accounts_secondfactorreset
    ADD CONSTRAINT accounts_secondfactorreset_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.accounts_user
    ADD CONSTRAINT accounts_user_login_key UNIQUE (login);


ALTER TABLE ONLY public.accounts_user
    ADD CONSTRAINT accounts_user_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.accounts_user
    ADD CONSTRAINT accounts_user_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.assessments_assessmentfact
    ADD CONSTRAINT assessments_assessmentfact_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.assessments_assessmentfact
    ADD CONSTRAINT assessments_assessmentfact_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.assessments_assessmentindicator
    ADD CONSTRAINT assessments_assessmentindicator_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.assessments_assessmentindicator
    ADD CONSTRAINT assessments_assessmentindicator_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.assessments_assessmentmark
    ADD CONSTRAINT assessments_assessmentmark_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.assessments_assessmentmark
    ADD CONSTRAINT assessments_assessmentmark_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.assessments_assessmentscheme
    ADD CONSTRAINT assessments_assessmentscheme_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.assessments_assessmentscheme
    ADD CONSTRAINT assessments_assessmentscheme_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.assessments_assessmentsheet
    ADD CONSTRAINT assessments_assessmentsheet_number_key UNIQUE (number);


ALTER TABLE ONLY public.assessments_assessmentsheet
    ADD CONSTRAINT assessments_assessmentsheet_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.assessments_assessmentsheet
    ADD CONSTRAINT assessments_assessmentsheet_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.assessments_gradeappeal
    ADD CONSTRAINT assessments_gradeappeal_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.assessments_gradeappeal
    ADD CONSTRAINT assessments_gradeappeal_sheet_id_key UNIQUE (sheet_id);


ALTER TABLE ONLY public.assessments_gradeappeal
    ADD CONSTRAINT assessments_gradeappeal_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.assessments_gradingdecision
    ADD CONSTRAINT assessments_gradingdecision_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.assessments_gradingdecision
    ADD CONSTRAINT assessments_gradingdecision_scheme_id_key UNIQUE (scheme_id);


ALTER TABLE ONLY public.assessments_gradingdecision
    ADD CONSTRAINT assessments_gradingdecision_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.collective_lease
    ADD CONSTRAINT asset_leased_once_at_a_time EXCLUDE USING gist (asset_id WITH =, period WITH &&) WHERE (((asset_id IS NOT NULL) AND (NOT ((state)::text = 'dropped'::text))));


ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_name_key UNIQUE (name);


ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_permission_id_0cd325b0_uniq UNIQUE (group_id, permission_id);


ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_codename_01ab375a_uniq UNIQUE (content_type_id, codename);


ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_number_key UNIQUE (number);


ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.cases_casenumber
    ADD CONSTRAINT cases_casenumber_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.cases_casenumber
    ADD CONSTRAINT cases_casenumber_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.cases_caseopinion
    ADD CONSTRAINT cases_caseopinion_case_id_key UNIQUE (case_id);


ALTER TABLE ONLY public.cases_caseopinion
    ADD CONSTRAINT cases_caseopinion_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.cases_caseopinion
    ADD CONSTRAINT cases_caseopinion_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.cases_casereceipt
    ADD CONSTRAINT cases_casereceipt_code_hash_key UNIQUE (code_hash);


ALTER TABLE ONLY public.cases_casereceipt
    ADD CONSTRAINT cases_casereceipt_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.cases_casereceipt
    ADD CONSTRAINT cases_casereceipt_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.cases_casestep
    ADD CONSTRAINT cases_casestep_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.cases_casestep
    ADD CONSTRAINT cases_casestep_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.centres_centrefunction
    ADD CONSTRAINT centres_centrefunction_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.centres_centrefunction
    ADD CONSTRAINT centres_centrefunction_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.centres_dutyturn
    ADD CONSTRAINT centres_dutyturn_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.centres_dutyturn
    ADD CONSTRAINT centres_dutyturn_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.centres_formercentre
    ADD CONSTRAINT centres_formercentre_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.centres_formercentre
    ADD CONSTRAINT centres_formercentre_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.centres_servicecentre
    ADD CONSTRAINT centres_servicecentre_code_key UNIQUE (code);


ALTER TABLE ONLY public.centres_servicecentre
    ADD CONSTRAINT centres_servicecentre_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.centres_servicecentre
    ADD CONSTRAINT centres_servicecentre_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.centres_staffingplan
    ADD CONSTRAINT centres_staffingplan_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.centres_staffingplan
    ADD CONSTRAINT centres_staffingplan_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.centres_windowstaff
    ADD CONSTRAINT centres_windowstaff_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.centres_windowstaff
    ADD CONSTRAINT centres_windowstaff_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.collective_asset
    ADD CONSTRAINT collective_asset_disposal_certificate_id_key UNIQUE (disposal_certificate_id);


ALTER TABLE ONLY public.collective_asset
    ADD CONSTRAINT collective_asset_number_key UNIQUE (number);


ALTER TABLE ONLY public.collective_asset
    ADD CONSTRAINT collective_asset_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.collective_asset
    ADD CONSTRAINT collective_asset_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.collective_collectivenumber
    ADD CONSTRAINT collective_collectivenumber_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.collective_collectivenumber
    ADD CONSTRAINT collective_collectivenumber_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.collective_distribution
    ADD CONSTRAINT collective_distribution_draft_id_key UNIQUE (draft_id);


ALTER TABLE ONLY public.collective_distribution
    ADD CONSTRAINT collective_distribution_number_key UNIQUE (number);


ALTER TABLE ONLY public.collective_distribution
    ADD CONSTRAINT collective_distribution_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.collective_distribution
    ADD CONSTRAINT collective_distribution_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.collective_distributionline
    ADD CONSTRAINT collective_distributionline_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.collective_distributionline
    ADD CONSTRAINT collective_distributionline_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.collective_instalment
    ADD CONSTRAINT collective_instalment_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.collective_instalment
    ADD CONSTRAINT collective_instalment_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.collective_inventory
    ADD CONSTRAINT collective_inventory_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.collective_inventory
    ADD CONSTRAINT collective_inventory_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.collective_lease
    ADD CONSTRAINT collective_lease_contract_id_key UNIQUE (contract_id);


ALTER TABLE ONLY public.collective_lease
    ADD CONSTRAINT collective_lease_number_key UNIQUE (number);


ALTER TABLE ONLY public.collective_lease
    ADD CONSTRAINT collective_lease_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.collective_lease
    ADD CONSTRAINT collective_lease_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.collective_member
    ADD CONSTRAINT collective_member_number_key UNIQUE (number);


ALTER TABLE ONLY public.collective_member
    ADD CONSTRAINT collective_member_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.collective_member
    ADD CONSTRAINT collective_member_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.collective_namesakestatement
    ADD CONSTRAINT collective_namesakestatement_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.collective_namesakestatement
    ADD CONSTRAINT collective_namesakestatement_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.collective_nearparty
    ADD CONSTRAINT collective_nearparty_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.collective_nearparty
    ADD CONSTRAINT collective_nearparty_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.collective_parcel
    ADD CONSTRAINT collective_parcel_number_key UNIQUE (number);


ALTER TABLE ONLY public.collective_parcel
    ADD CONSTRAINT collective_parcel_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.collective_parcel
    ADD CONSTRAINT collective_parcel_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.collective_propertyevent
    ADD CONSTRAINT collective_propertyevent_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.collective_propertyevent
    ADD CONSTRAINT collective_propertyevent_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.collective_rentreceipt
    ADD CONSTRAINT collective_rentreceipt_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.collective_rentreceipt
    ADD CONSTRAINT collective_rentreceipt_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.collective_roll
    ADD CONSTRAINT collective_roll_meeting_id_key UNIQUE (meeting_id);


ALTER TABLE ONLY public.collective_roll
    ADD CONSTRAINT collective_roll_number_key UNIQUE (number);


ALTER TABLE ONLY public.collective_roll
    ADD CONSTRAINT collective_roll_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.collective_roll
    ADD CONSTRAINT collective_roll_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.collective_rollentry
    ADD CONSTRAINT collective_rollentry_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.collective_rollentry
    ADD CONSTRAINT collective_rollentry_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.collective_seat
    ADD CONSTRAINT collective_seat_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.collective_seat
    ADD CONSTRAINT collective_seat_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.contracts_amendment
    ADD CONSTRAINT contracts_amendment_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.contracts_amendment
    ADD CONSTRAINT contracts_amendment_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.contracts_contract
    ADD CONSTRAINT contracts_contract_number_key UNIQUE (number);


ALTER TABLE ONLY public.contracts_contract
    ADD CONSTRAINT contracts_contract_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.contracts_contract
    ADD CONSTRAINT contracts_contract_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.contracts_contractnumber
    ADD CONSTRAINT contracts_contractnumber_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.contracts_contractnumber
    ADD CONSTRAINT contracts_contractnumber_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.contracts_relatedparty
    ADD CONSTRAINT contracts_relatedparty_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.contracts_relatedparty
    ADD CONSTRAINT contracts_relatedparty_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.decisions_certificate
    ADD CONSTRAINT decisions_certificate_number_key UNIQUE (number);


ALTER TABLE ONLY public.decisions_certificate
    ADD CONSTRAINT decisions_certificate_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.decisions_certificate
    ADD CONSTRAINT decisions_certificate_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.decisions_countentry
    ADD CONSTRAINT decisions_countentry_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.decisions_countentry
    ADD CONSTRAINT decisions_countentry_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.decisions_matter
    ADD CONSTRAINT decisions_matter_number_key UNIQUE (number);


ALTER TABLE ONLY public.decisions_matter
    ADD CONSTRAINT decisions_matter_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.decisions_matter
    ADD CONSTRAINT decisions_matter_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.decisions_matternumber
    ADD CONSTRAINT decisions_matternumber_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.decisions_matternumber
    ADD CONSTRAINT decisions_matternumber_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.decisions_matterstep
    ADD CONSTRAINT decisions_matterstep_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.decisions_matterstep
    ADD CONSTRAINT decisions_matterstep_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.decisions_meeting
    ADD CONSTRAINT decisions_meeting_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.decisions_meeting
    ADD CONSTRAINT decisions_meeting_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.decisions_objection
    ADD CONSTRAINT decisions_objection_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.decisions_objection
    ADD CONSTRAINT decisions_objection_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.decisions_powercase
    ADD CONSTRAINT decisions_powercase_number_key UNIQUE (number);


ALTER TABLE ONLY public.decisions_powercase
    ADD CONSTRAINT decisions_powercase_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.decisions_powercase
    ADD CONSTRAINT decisions_powercase_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.decisions_powerflag
    ADD CONSTRAINT decisions_powerflag_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.decisions_powerflag
    ADD CONSTRAINT decisions_powerflag_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.decisions_powermove
    ADD CONSTRAINT decisions_powermove_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.decisions_powermove
    ADD CONSTRAINT decisions_powermove_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.decisions_publication
    ADD CONSTRAINT decisions_publication_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.decisions_publication
    ADD CONSTRAINT decisions_publication_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.decisions_recusal
    ADD CONSTRAINT decisions_recusal_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.decisions_recusal
    ADD CONSTRAINT decisions_recusal_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.decisions_resolution
    ADD CONSTRAINT decisions_resolution_meeting_id_key UNIQUE (meeting_id);


ALTER TABLE ONLY public.decisions_resolution
    ADD CONSTRAINT decisions_resolution_number_key UNIQUE (number);


ALTER TABLE ONLY public.decisions_resolution
    ADD CONSTRAINT decisions_resolution_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.decisions_resolution
    ADD CONSTRAINT decisions_resolution_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.pay_differenceline
    ADD CONSTRAINT differences_follow_one_another UNIQUE (person_id, year, part, turn);


ALTER TABLE ONLY public.divisions_county
    ADD CONSTRAINT divisions_county_code_key UNIQUE (code);


ALTER TABLE ONLY public.divisions_county
    ADD CONSTRAINT divisions_county_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.divisions_designation
    ADD CONSTRAINT divisions_designation_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.divisions_designation
    ADD CONSTRAINT divisions_designation_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.divisions_division
    ADD CONSTRAINT divisions_division_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.divisions_division
    ADD CONSTRAINT divisions_division_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.divisions_populationsnapshot
    ADD CONSTRAINT divisions_populationsnapshot_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.divisions_populationsnapshot
    ADD CONSTRAINT divisions_populationsnapshot_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_app_label_model_76bd3d3b_uniq UNIQUE (app_label, model);


ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.django_migrations
    ADD CONSTRAINT django_migrations_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.django_session
    ADD CONSTRAINT django_session_pkey PRIMARY KEY (session_key);


ALTER TABLE ONLY public.elections_candidate
    ADD CONSTRAINT elections_candidate_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.elections_candidate
    ADD CONSTRAINT elections_candidate_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.elections_contest
    ADD CONSTRAINT elections_contest_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.elections_contest
    ADD CONSTRAINT elections_contest_previous_id_key UNIQUE (previous_id);


ALTER TABLE ONLY public.elections_contest
    ADD CONSTRAINT elections_contest_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.elections_contestresult
    ADD CONSTRAINT elections_contestresult_contest_id_key UNIQUE (contest_id);


ALTER TABLE ONLY public.elections_contestresult
    ADD CONSTRAINT elections_contestresult_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.elections_contestresult
    ADD CONSTRAINT elections_contestresult_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.elections_countline
    ADD CONSTRAINT elections_countline_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.elections_countline
    ADD CONSTRAINT elections_countline_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.elections_countsheet
    ADD CONSTRAINT elections_countsheet_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.elections_countsheet
    ADD CONSTRAINT elections_countsheet_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.elections_electedmandate
    ADD CONSTRAINT elections_electedmandate_line_id_key UNIQUE (line_id);


ALTER TABLE ONLY public.elections_electedmandate
    ADD CONSTRAINT elections_electedmandate_mandate_id_key UNIQUE (mandate_id);


ALTER TABLE ONLY public.elections_electedmandate
    ADD CONSTRAINT elections_electedmandate_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.elections_electedmandate
    ADD CONSTRAINT elections_electedmandate_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.elections_election
    ADD CONSTRAINT elections_election_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.elections_election
    ADD CONSTRAINT elections_election_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.elections_electionstaff
    ADD CONSTRAINT elections_electionstaff_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.elections_electionstaff
    ADD CONSTRAINT elections_electionstaff_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.elections_kinshipdeclaration
    ADD CONSTRAINT elections_kinshipdeclaration_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.elections_kinshipdeclaration
    ADD CONSTRAINT elections_kinshipdeclaration_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.elections_proxy
    ADD CONSTRAINT elections_proxy_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.elections_proxy
    ADD CONSTRAINT elections_proxy_principal_id_key UNIQUE (principal_id);


ALTER TABLE ONLY public.elections_proxy
    ADD CONSTRAINT elections_proxy_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.elections_resultline
    ADD CONSTRAINT elections_resultline_candidate_id_key UNIQUE (candidate_id);


ALTER TABLE ONLY public.elections_resultline
    ADD CONSTRAINT elections_resultline_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.elections_resultline
    ADD CONSTRAINT elections_resultline_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.elections_rollentry
    ADD CONSTRAINT elections_rollentry_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.elections_rollentry
    ADD CONSTRAINT elections_rollentry_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.elections_rollobjection
    ADD CONSTRAINT elections_rollobjection_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.elections_rollobjection
    ADD CONSTRAINT elections_rollobjection_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.elements_question
    ADD CONSTRAINT element_asked_once_in_a_form UNIQUE (task_id, element_id);


ALTER TABLE ONLY public.elements_answer
    ADD CONSTRAINT elements_answer_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.elements_answer
    ADD CONSTRAINT elements_answer_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.elements_askedbefore
    ADD CONSTRAINT elements_askedbefore_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.elements_askedbefore
    ADD CONSTRAINT elements_askedbefore_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.elements_collectiontask
    ADD CONSTRAINT elements_collectiontask_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.elements_collectiontask
    ADD CONSTRAINT elements_collectiontask_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.elements_dataelement
    ADD CONSTRAINT elements_dataelement_code_key UNIQUE (code);


ALTER TABLE ONLY public.elements_dataelement
    ADD CONSTRAINT elements_dataelement_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.elements_dataelement
    ADD CONSTRAINT elements_dataelement_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.elements_question
    ADD CONSTRAINT elements_question_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.elements_question
    ADD CONSTRAINT elements_question_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.elements_taskunit
    ADD CONSTRAINT elements_taskunit_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.elements_taskunit
    ADD CONSTRAINT elements_taskunit_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.engagements_consequencecase
    ADD CONSTRAINT engagements_consequencecase_number_key UNIQUE (number);


ALTER TABLE ONLY public.engagements_consequencecase
    ADD CONSTRAINT engagements_consequencecase_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.engagements_consequencecase
    ADD CONSTRAINT engagements_consequencecase_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.engagements_engagement
    ADD CONSTRAINT engagements_engagement_decision_id_key UNIQUE (decision_id);


ALTER TABLE ONLY public.engagements_engagement
    ADD CONSTRAINT engagements_engagement_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.engagements_engagement
    ADD CONSTRAINT engagements_engagement_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.engagements_engagementdecision
    ADD CONSTRAINT engagements_engagementdecision_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.engagements_engagementdecision
    ADD CONSTRAINT engagements_engagementdecision_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.engagements_engagementreview
    ADD CONSTRAINT engagements_engagementreview_number_key UNIQUE (number);


ALTER TABLE ONLY public.engagements_engagementreview
    ADD CONSTRAINT engagements_engagementreview_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.engagements_engagementreview
    ADD CONSTRAINT engagements_engagementreview_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.engagements_groundrecord
    ADD CONSTRAINT engagements_groundrecord_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.engagements_groundrecord
    ADD CONSTRAINT engagements_groundrecord_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.engagements_numberbook
    ADD CONSTRAINT engagements_numberbook_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.engagements_numberbook
    ADD CONSTRAINT engagements_numberbook_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.engagements_outcomenotice
    ADD CONSTRAINT engagements_outcomenotice_decision_id_key UNIQUE (decision_id);


ALTER TABLE ONLY public.engagements_outcomenotice
    ADD CONSTRAINT engagements_outcomenotice_number_key UNIQUE (number);


ALTER TABLE ONLY public.engagements_outcomenotice
    ADD CONSTRAINT engagements_outcomenotice_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.engagements_outcomenotice
    ADD CONSTRAINT engagements_outcomenotice_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.engagements_reviewrequest
    ADD CONSTRAINT engagements_reviewrequest_decision_id_key UNIQUE (decision_id);


ALTER TABLE ONLY public.engagements_reviewrequest
    ADD CONSTRAINT engagements_reviewrequest_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.engagements_reviewrequest
    ADD CONSTRAINT engagements_reviewrequest_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.engagements_secretaryfiling
    ADD CONSTRAINT engagements_secretaryfiling_number_key UNIQUE (number);


ALTER TABLE ONLY public.engagements_secretaryfiling
    ADD CONSTRAINT engagements_secretaryfiling_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.engagements_secretaryfiling
    ADD CONSTRAINT engagements_secretaryfiling_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.engagements_vettingcase
    ADD CONSTRAINT engagements_vettingcase_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.engagements_vettingcase
    ADD CONSTRAINT engagements_vettingcase_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.engagements_vettingreply
    ADD CONSTRAINT engagements_vettingreply_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.engagements_vettingreply
    ADD CONSTRAINT engagements_vettingreply_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.engagements_vettinground
    ADD CONSTRAINT engagements_vettinground_number_key UNIQUE (number);


ALTER TABLE ONLY public.engagements_vettinground
    ADD CONSTRAINT engagements_vettinground_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.engagements_vettinground
    ADD CONSTRAINT engagements_vettinground_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.engagements_yearlygrade
    ADD CONSTRAINT engagements_yearlygrade_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.engagements_yearlygrade
    ADD CONSTRAINT engagements_yearlygrade_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.foundation_auditleaf
    ADD CONSTRAINT foundation_auditleaf_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.foundation_auditleaf
    ADD CONSTRAINT foundation_auditleaf_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.foundation_changehistory
    ADD CONSTRAINT foundation_changehistory_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.foundation_receipt
    ADD CONSTRAINT foundation_receipt_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.funds_account
    ADD CONSTRAINT funds_account_pkey PRIMARY KEY (code);


ALTER TABLE ONLY public.funds_allocation
    ADD CONSTRAINT funds_allocation_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.funds_allocation
    ADD CONSTRAINT funds_allocation_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.funds_approverceiling
    ADD CONSTRAINT funds_approverceiling_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.funds_approverceiling
    ADD CONSTRAINT funds_approverceiling_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.funds_bankaccount
    ADD CONSTRAINT funds_bankaccount_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.funds_bankaccount
    ADD CONSTRAINT funds_bankaccount_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.funds_bankstatement
    ADD CONSTRAINT funds_bankstatement_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.funds_bankstatement
    ADD CONSTRAINT funds_bankstatement_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.funds_bankstatementline
    ADD CONSTRAINT funds_bankstatementline_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.funds_bankstatementline
    ADD CONSTRAINT funds_bankstatementline_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.funds_book
    ADD CONSTRAINT funds_book_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.funds_book
    ADD CONSTRAINT funds_book_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.funds_disclosuresheet
    ADD CONSTRAINT funds_disclosuresheet_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.funds_disclosuresheet
    ADD CONSTRAINT funds_disclosuresheet_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.funds_fund
    ADD CONSTRAINT funds_fund_allocation_id_key UNIQUE (allocation_id);


ALTER TABLE ONLY public.funds_fund
    ADD CONSTRAINT funds_fund_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.funds_fund
    ADD CONSTRAINT funds_fund_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.funds_fundsource
    ADD CONSTRAINT funds_fundsource_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.funds_fundsource
    ADD CONSTRAINT funds_fundsource_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.funds_monthclose
    ADD CONSTRAINT funds_monthclose_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.funds_monthclose
    ADD CONSTRAINT funds_monthclose_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.funds_monthtotal
    ADD CONSTRAINT funds_monthtotal_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.funds_monthtotal
    ADD CONSTRAINT funds_monthtotal_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.funds_payment
    ADD CONSTRAINT funds_payment_number_key UNIQUE (number);


ALTER TABLE ONLY public.funds_payment
    ADD CONSTRAINT funds_payment_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.funds_payment
    ADD CONSTRAINT funds_payment_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.funds_ratification
    ADD CONSTRAINT funds_ratification_payment_id_key UNIQUE (payment_id);


ALTER TABLE ONLY public.funds_ratification
    ADD CONSTRAINT funds_ratification_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.funds_ratification
    ADD CONSTRAINT funds_ratification_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.funds_standingresolution
    ADD CONSTRAINT funds_standingresolution_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.funds_standingresolution
    ADD CONSTRAINT funds_standingresolution_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.funds_voucher
    ADD CONSTRAINT funds_voucher_payment_id_key UNIQUE (payment_id);


ALTER TABLE ONLY public.funds_voucher
    ADD CONSTRAINT funds_voucher_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.funds_voucher
    ADD CONSTRAINT funds_voucher_reverses_id_key UNIQUE (reverses_id);


ALTER TABLE ONLY public.funds_voucher
    ADD CONSTRAINT funds_voucher_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.funds_voucherdraft
    ADD CONSTRAINT funds_voucherdraft_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.funds_voucherdraft
    ADD CONSTRAINT funds_voucherdraft_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.funds_voucherdraft
    ADD CONSTRAINT funds_voucherdraft_voucher_id_key UNIQUE (voucher_id);


ALTER TABLE ONLY public.funds_voucherline
    ADD CONSTRAINT funds_voucherline_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.funds_voucherline
    ADD CONSTRAINT funds_voucherline_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.imports_importbatch
    ADD CONSTRAINT imports_importbatch_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.imports_importbatch
    ADD CONSTRAINT imports_importbatch_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.imports_importfile
    ADD CONSTRAINT imports_importfile_batch_id_key UNIQUE (batch_id);


ALTER TABLE ONLY public.imports_importfile
    ADD CONSTRAINT imports_importfile_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.imports_importfile
    ADD CONSTRAINT imports_importfile_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.letters_letter
    ADD CONSTRAINT letters_letter_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.letters_letter
    ADD CONSTRAINT letters_letter_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.letters_letterfile
    ADD CONSTRAINT letters_letterfile_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.letters_letterfile
    ADD CONSTRAINT letters_letterfile_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.letters_letternumber
    ADD CONSTRAINT letters_letternumber_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.letters_letternumber
    ADD CONSTRAINT letters_letternumber_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.notices_notice
    ADD CONSTRAINT notices_notice_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.notices_notice
    ADD CONSTRAINT notices_notice_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.notices_noticepreference
    ADD CONSTRAINT notices_noticepreference_account_id_key UNIQUE (account_id);


ALTER TABLE ONLY public.notices_noticepreference
    ADD CONSTRAINT notices_noticepreference_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.notices_noticepreference
    ADD CONSTRAINT notices_noticepreference_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.collective_rollentry
    ADD CONSTRAINT once_on_a_roll UNIQUE (roll_id, member_id);


ALTER TABLE ONLY public.engagements_engagement
    ADD CONSTRAINT one_acting_director_at_a_time EXCLUDE USING gist (centre_id WITH =, period WITH &&) WHERE ((acting AND ((post)::text = 'director'::text)));


ALTER TABLE ONLY public.contracts_amendment
    ADD CONSTRAINT one_amendment_per_position UNIQUE (contract_id, "position");


ALTER TABLE ONLY public.elections_countsheet
    ADD CONSTRAINT one_attempt_once UNIQUE (contest_id, station, copy, attempt);


ALTER TABLE ONLY public.funds_book
    ADD CONSTRAINT one_book_per_village UNIQUE (division_code);


ALTER TABLE ONLY public.organisations_branchregistration
    ADD CONSTRAINT one_branch_at_a_time EXCLUDE USING gist (member_id WITH =, period WITH &&) WHERE ((NOT upper_inf(period)));


ALTER TABLE ONLY public.projects_budget
    ADD CONSTRAINT one_budget_per_position UNIQUE (project_id, "position");


ALTER TABLE ONLY public.cases_casenumber
    ADD CONSTRAINT one_case_number_book UNIQUE (division_code, kind, year);


ALTER TABLE ONLY public.collective_seat
    ADD CONSTRAINT one_chair_at_a_time EXCLUDE USING gist (division_code WITH =, period WITH &&) WHERE (((kind)::text = 'chair'::text));


ALTER TABLE ONLY public.projects_changeorder
    ADD CONSTRAINT one_change_order_per_position UNIQUE (project_id, "position");


ALTER TABLE ONLY public.collective_collectivenumber
    ADD CONSTRAINT one_collective_number_book UNIQUE (division_code, kind, year);


ALTER TABLE ONLY public.organisations_committee
    ADD CONSTRAINT one_committee_per_term UNIQUE (division_code, kind, number);


ALTER TABLE ONLY public.elections_contest
    ADD CONSTRAINT one_contest_per_round UNIQUE (election_id, role, round, women_only);


ALTER TABLE ONLY public.contracts_contractnumber
    ADD CONSTRAINT one_contract_number_book UNIQUE (division_code, kind, year);


ALTER TABLE ONLY public.decisions_countentry
    ADD CONSTRAINT one_count_attempt_once UNIQUE (meeting_id, copy, attempt);


ALTER TABLE ONLY public.accounts_clientcalls
    ADD CONSTRAINT one_count_per_client_and_minute UNIQUE (client_id, minute);


ALTER TABLE ONLY public.centres_centrefunction
    ADD CONSTRAINT one_desk_per_function_and_centre EXCLUDE USING gist (centre_id WITH =, function WITH =, period WITH &&);


ALTER TABLE ONLY public.pay_differenceline
    ADD CONSTRAINT one_difference_per_correction_person_and_part UNIQUE (correction_id, person_id, part);


ALTER TABLE ONLY public.engagements_engagement
    ADD CONSTRAINT one_director_at_a_time EXCLUDE USING gist (centre_id WITH =, period WITH &&) WHERE (((NOT acting) AND ((post)::text = 'director'::text)));


ALTER TABLE ONLY public.elections_electionstaff
    ADD CONSTRAINT one_duty_once UNIQUE (election_id, person_id, duty);


ALTER TABLE ONLY public.centres_dutyturn
    ADD CONSTRAINT one_duty_turn_per_person_and_time EXCLUDE USING gist (person_id WITH =, weekday WITH =, part WITH =, period WITH &&);


ALTER TABLE ONLY public.engagements_engagement
    ADD CONSTRAINT one_engagement_at_a_time EXCLUDE USING gist (person_id WITH =, period WITH &&) WHERE ((NOT acting));


ALTER TABLE ONLY public.letters_letterfile
    ADD CONSTRAINT one_file_per_letter_and_form UNIQUE (letter_id, form);


ALTER TABLE ONLY public.engagements_secretaryfiling
    ADD CONSTRAINT one_filing_per_event UNIQUE (mandate_id, event);


ALTER TABLE ONLY public.decisions_powerflag
    ADD CONSTRAINT one_flag_per_step UNIQUE (case_id, step);


ALTER TABLE ONLY public.centres_formercentre
    ADD CONSTRAINT one_former_centre_at_a_time EXCLUDE USING gist (centre_id WITH =, period WITH &&);


ALTER TABLE ONLY public.organisations_formerterm
    ADD CONSTRAINT one_former_end_at_a_time EXCLUDE USING gist (term_id WITH =, period WITH &&);


ALTER TABLE ONLY public.organisations_formerorganisation
    ADD CONSTRAINT one_former_form_at_a_time EXCLUDE USING gist (organisation_id WITH =, period WITH &&);


ALTER TABLE ONLY public.organisations_formermembership
    ADD CONSTRAINT one_former_status_at_a_time EXCLUDE USING gist (member_id WITH =, period WITH &&);


ALTER TABLE ONLY public.engagements_yearlygrade
    ADD CONSTRAINT one_grade_per_year UNIQUE (person_id, year);


ALTER TABLE ONLY public.accounts_rolegrant
    ADD CONSTRAINT one_grant_per_role_and_place_at_a_time EXCLUDE USING gist (user_id WITH =, role WITH =, division_code WITH =, department WITH =, organisation_code WITH =, period WITH &&);


ALTER TABLE ONLY public.organisations_mandate
    ADD CONSTRAINT one_head_at_a_time EXCLUDE USING gist (committee_id WITH =, period WITH &&) WHERE (((role)::text = 'head'::text));


ALTER TABLE ONLY public.assessments_assessmentindicator
    ADD CONSTRAINT one_indicator_per_place UNIQUE (scheme_id, "order");


ALTER TABLE ONLY public.collective_instalment
    ADD CONSTRAINT one_instalment_per_day UNIQUE (lease_id, due_on);


ALTER TABLE ONLY public.collective_instalment
    ADD CONSTRAINT one_instalment_per_turn UNIQUE (lease_id, turn);


ALTER TABLE ONLY public.collective_inventory
    ADD CONSTRAINT one_inventory_a_year UNIQUE (division_code, year);


ALTER TABLE ONLY public.papers_keptpaper
    ADD CONSTRAINT one_kept_paper_per_thing UNIQUE (kind, object_id);


ALTER TABLE ONLY public.letters_letternumber
    ADD CONSTRAINT one_letter_number_book UNIQUE (division_code, kind, year);


ALTER TABLE ONLY public.elections_countline
    ADD CONSTRAINT one_line_per_candidate UNIQUE (sheet_id, candidate_id);


ALTER TABLE ONLY public.collective_distributionline
    ADD CONSTRAINT one_line_per_member UNIQUE (distribution_id, entry_id);


ALTER TABLE ONLY public.funds_voucherline
    ADD CONSTRAINT one_line_per_turn UNIQUE (voucher_id, turn);


ALTER TABLE ONLY public.assessments_assessmentmark
    ADD CONSTRAINT one_mark_per_indicator UNIQUE (sheet_id, "order");


ALTER TABLE ONLY public.decisions_matternumber
    ADD CONSTRAINT one_matter_number_book UNIQUE (division_code, kind, year);


ALTER TABLE ONLY public.collective_rollentry
    ADD CONSTRAINT one_member_per_turn UNIQUE (roll_id, turn);


ALTER TABLE ONLY public.notices_notice
    ADD CONSTRAINT one_message_per_place_of_the_day UNIQUE (account_id, place_day, nth_of_day);


ALTER TABLE ONLY public.notices_notice
    ADD CONSTRAINT one_message_per_place_of_the_week UNIQUE (account_id, place_week, nth_of_week);


ALTER TABLE ONLY public.projects_milestone
    ADD CONSTRAINT one_milestone_per_position UNIQUE (project_id, "position");


ALTER TABLE ONLY public.decisions_powermove
    ADD CONSTRAINT one_move_per_step UNIQUE (case_id, step);


ALTER TABLE ONLY public.collective_namesakestatement
    ADD CONSTRAINT one_namesake_statement UNIQUE (certificate_id, name);


ALTER TABLE ONLY public.engagements_numberbook
    ADD CONSTRAINT one_number_book_per_year UNIQUE (division_code, kind, year);


ALTER TABLE ONLY public.projects_milestonephoto
    ADD CONSTRAINT one_photo_once UNIQUE (milestone_id, digest);


ALTER TABLE ONLY public.projects_projectnumber
    ADD CONSTRAINT one_project_number_book UNIQUE (division_code, kind, year);


ALTER TABLE ONLY public.foundation_receipt
    ADD CONSTRAINT one_receipt_per_key UNIQUE (actor, key);


ALTER TABLE ONLY public.engagements_groundrecord
    ADD CONSTRAINT one_record_per_ground UNIQUE (person_id, code, since);


ALTER TABLE ONLY public.contracts_relatedparty
    ADD CONSTRAINT one_related_party_per_name UNIQUE (contract_id, name);


ALTER TABLE ONLY public.engagements_vettingreply
    ADD CONSTRAINT one_reply_per_department UNIQUE (case_id, department);


ALTER TABLE ONLY public.requests_requestnumber
    ADD CONSTRAINT one_request_number_book UNIQUE (division_code, kind, year);


ALTER TABLE ONLY public.requests_petitionreview
    ADD CONSTRAINT one_review_per_stage UNIQUE (petition_id, stage);


ALTER TABLE ONLY public.funds_bankaccount
    ADD CONSTRAINT one_row_per_bank_account UNIQUE (number_index);


ALTER TABLE ONLY public.divisions_division
    ADD CONSTRAINT one_row_per_division_at_a_time EXCLUDE USING gist (code WITH =, valid WITH &&);


ALTER TABLE ONLY public.accounts_recoverycode
    ADD CONSTRAINT one_row_per_recovery_code UNIQUE (user_id, code_hash);


ALTER TABLE ONLY public.organisations_organisationterm
    ADD CONSTRAINT one_row_per_term UNIQUE (organisation_id, number);


ALTER TABLE ONLY public.assessments_assessmentscheme
    ADD CONSTRAINT one_scheme_per_edition UNIQUE (division_code, year, subject, edition);


ALTER TABLE ONLY public.collective_seat
    ADD CONSTRAINT one_seat_of_a_delegate_at_a_time EXCLUDE USING gist (member_id WITH =, period WITH &&) WHERE (((kind)::text = 'delegate'::text));


ALTER TABLE ONLY public.organisations_mandate
    ADD CONSTRAINT one_secretary_at_a_time EXCLUDE USING gist (organisation_id WITH =, period WITH &&) WHERE (((role)::text = 'secretary'::text));


ALTER TABLE ONLY public.funds_disclosuresheet
    ADD CONSTRAINT one_sheet_per_period UNIQUE (book_id, first_month, last_month);


ALTER TABLE ONLY public.collective_seat
    ADD CONSTRAINT one_side_of_the_board_at_a_time EXCLUDE USING gist (member_id WITH =, period WITH &&) WHERE (((kind)::text = ANY (ARRAY[('chair'::character varying)::text, ('director'::character varying)::text, ('supervisor'::character varying)::text])));


ALTER TABLE ONLY public.pay_payslip
    ADD CONSTRAINT one_slip_per_person_and_run UNIQUE (run_id, person_id);


ALTER TABLE ONLY public.divisions_populationsnapshot
    ADD CONSTRAINT one_snapshot_per_place_and_year UNIQUE (division_code, year);


ALTER TABLE ONLY public.centres_staffingplan
    ADD CONSTRAINT one_staffing_plan_per_year UNIQUE (centre_id, year);


ALTER TABLE ONLY public.threads_stall
    ADD CONSTRAINT one_stall_at_a_time EXCLUDE USING gist (thread_id WITH =, period WITH &&);


ALTER TABLE ONLY public.decisions_matterstep
    ADD CONSTRAINT one_step_per_position UNIQUE (matter_id, round, "position");


ALTER TABLE ONLY public.papers_papertemplate
    ADD CONSTRAINT one_template_at_a_time EXCLUDE USING gist (name WITH =, period WITH &&);


ALTER TABLE ONLY public.funds_monthtotal
    ADD CONSTRAINT one_total_per_month UNIQUE (book_id, month, fund_id, account_id);


ALTER TABLE ONLY public.rulebook_setting
    ADD CONSTRAINT one_value_per_key_at_a_time EXCLUDE USING gist (key WITH =, period WITH &&);


ALTER TABLE ONLY public.services_serviceitem
    ADD CONSTRAINT one_version_of_an_item_at_a_time EXCLUDE USING gist (code WITH =, period WITH &&) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.engagements_vettingcase
    ADD CONSTRAINT one_vetting_case_per_round UNIQUE (round_id, person_id);


ALTER TABLE ONLY public.funds_voucher
    ADD CONSTRAINT one_voucher_per_number UNIQUE (book_id, month, number);


ALTER TABLE ONLY public.centres_windowstaff
    ADD CONSTRAINT one_window_post_per_person_and_centre EXCLUDE USING gist (centre_id WITH =, person_id WITH =, period WITH &&);


ALTER TABLE ONLY public.organisations_branchregistration
    ADD CONSTRAINT organisations_branchregistration_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.organisations_branchregistration
    ADD CONSTRAINT organisations_branchregistration_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.organisations_committee
    ADD CONSTRAINT organisations_committee_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.organisations_committee
    ADD CONSTRAINT organisations_committee_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.organisations_formermembership
    ADD CONSTRAINT organisations_formermembership_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.organisations_formermembership
    ADD CONSTRAINT organisations_formermembership_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.organisations_formerorganisation
    ADD CONSTRAINT organisations_formerorganisation_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.organisations_formerorganisation
    ADD CONSTRAINT organisations_formerorganisation_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.organisations_formerterm
    ADD CONSTRAINT organisations_formerterm_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.organisations_formerterm
    ADD CONSTRAINT organisations_formerterm_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.organisations_mandate
    ADD CONSTRAINT organisations_mandate_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.organisations_mandate
    ADD CONSTRAINT organisations_mandate_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.organisations_membertransfer
    ADD CONSTRAINT organisations_membertransfer_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.organisations_membertransfer
    ADD CONSTRAINT organisations_membertransfer_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.organisations_organisationterm
    ADD CONSTRAINT organisations_organisationterm_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.organisations_organisationterm
    ADD CONSTRAINT organisations_organisationterm_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.organisations_partymember
    ADD CONSTRAINT organisations_partymember_person_id_key UNIQUE (person_id);


ALTER TABLE ONLY public.organisations_partymember
    ADD CONSTRAINT organisations_partymember_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.organisations_partymember
    ADD CONSTRAINT organisations_partymember_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.organisations_partyorganisation
    ADD CONSTRAINT organisations_partyorganisation_code_key UNIQUE (code);


ALTER TABLE ONLY public.organisations_partyorganisation
    ADD CONSTRAINT organisations_partyorganisation_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.organisations_partyorganisation
    ADD CONSTRAINT organisations_partyorganisation_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.papers_keptpaper
    ADD CONSTRAINT papers_keptpaper_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.papers_keptpaper
    ADD CONSTRAINT papers_keptpaper_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.papers_paperscan
    ADD CONSTRAINT papers_paperscan_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.papers_paperscan
    ADD CONSTRAINT papers_paperscan_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.papers_papertemplate
    ADD CONSTRAINT papers_papertemplate_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.papers_papertemplate
    ADD CONSTRAINT papers_papertemplate_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.collective_lease
    ADD CONSTRAINT parcel_leased_once_at_a_time EXCLUDE USING gist (parcel_id WITH =, period WITH &&) WHERE (((parcel_id IS NOT NULL) AND (NOT ((state)::text = 'dropped'::text))));


ALTER TABLE ONLY public.pay_differenceline
    ADD CONSTRAINT pay_differenceline_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.pay_differenceline
    ADD CONSTRAINT pay_differenceline_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.pay_paycorrection
    ADD CONSTRAINT pay_paycorrection_number_key UNIQUE (number);


ALTER TABLE ONLY public.pay_paycorrection
    ADD CONSTRAINT pay_paycorrection_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.pay_paycorrection
    ADD CONSTRAINT pay_paycorrection_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.pay_payfact
    ADD CONSTRAINT pay_payfact_cancels_id_key UNIQUE (cancels_id);


ALTER TABLE ONLY public.pay_payfact
    ADD CONSTRAINT pay_payfact_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.pay_payfact
    ADD CONSTRAINT pay_payfact_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.pay_payinput
    ADD CONSTRAINT pay_payinput_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.pay_payinput
    ADD CONSTRAINT pay_payinput_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.pay_payrun
    ADD CONSTRAINT pay_payrun_number_key UNIQUE (number);


ALTER TABLE ONLY public.pay_payrun
    ADD CONSTRAINT pay_payrun_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.pay_payrun
    ADD CONSTRAINT pay_payrun_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.pay_payslip
    ADD CONSTRAINT pay_payslip_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.pay_payslip
    ADD CONSTRAINT pay_payslip_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.people_person
    ADD CONSTRAINT people_person_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.people_person
    ADD CONSTRAINT people_person_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.pipeline_admission
    ADD CONSTRAINT pipeline_admission_member_id_key UNIQUE (member_id);


ALTER TABLE ONLY public.pipeline_admission
    ADD CONSTRAINT pipeline_admission_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.pipeline_admission
    ADD CONSTRAINT pipeline_admission_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.pipeline_admissionstep
    ADD CONSTRAINT pipeline_admissionstep_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.pipeline_admissionstep
    ADD CONSTRAINT pipeline_admissionstep_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.pipeline_capability
    ADD CONSTRAINT pipeline_capability_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.pipeline_capability
    ADD CONSTRAINT pipeline_capability_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.pipeline_capabilitywithdrawal
    ADD CONSTRAINT pipeline_capabilitywithdrawal_capability_id_key UNIQUE (capability_id);


ALTER TABLE ONLY public.pipeline_capabilitywithdrawal
    ADD CONSTRAINT pipeline_capabilitywithdrawal_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.pipeline_capabilitywithdrawal
    ADD CONSTRAINT pipeline_capabilitywithdrawal_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.pipeline_reservecandidate
    ADD CONSTRAINT pipeline_reservecandidate_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.pipeline_reservecandidate
    ADD CONSTRAINT pipeline_reservecandidate_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.procrastinate_events
    ADD CONSTRAINT procrastinate_events_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_unique UNIQUE (task_name, periodic_id, defer_timestamp);


ALTER TABLE ONLY public.procrastinate_workers
    ADD CONSTRAINT procrastinate_workers_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.projects_acceptance
    ADD CONSTRAINT projects_acceptance_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.projects_acceptance
    ADD CONSTRAINT projects_acceptance_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.projects_asset
    ADD CONSTRAINT projects_asset_number_key UNIQUE (number);


ALTER TABLE ONLY public.projects_asset
    ADD CONSTRAINT projects_asset_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.projects_asset
    ADD CONSTRAINT projects_asset_project_id_key UNIQUE (project_id);


ALTER TABLE ONLY public.projects_asset
    ADD CONSTRAINT projects_asset_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.projects_budget
    ADD CONSTRAINT projects_budget_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.projects_budget
    ADD CONSTRAINT projects_budget_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.projects_budgetsource
    ADD CONSTRAINT projects_budgetsource_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.projects_budgetsource
    ADD CONSTRAINT projects_budgetsource_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.projects_changeorder
    ADD CONSTRAINT projects_changeorder_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.projects_changeorder
    ADD CONSTRAINT projects_changeorder_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.projects_measure
    ADD CONSTRAINT projects_measure_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.projects_measure
    ADD CONSTRAINT projects_measure_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.projects_milestone
    ADD CONSTRAINT projects_milestone_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.projects_milestone
    ADD CONSTRAINT projects_milestone_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.projects_milestonephoto
    ADD CONSTRAINT projects_milestonephoto_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.projects_milestonephoto
    ADD CONSTRAINT projects_milestonephoto_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.projects_project
    ADD CONSTRAINT projects_project_contract_id_key UNIQUE (contract_id);


ALTER TABLE ONLY public.projects_project
    ADD CONSTRAINT projects_project_number_key UNIQUE (number);


ALTER TABLE ONLY public.projects_project
    ADD CONSTRAINT projects_project_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.projects_project
    ADD CONSTRAINT projects_project_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.projects_projectnumber
    ADD CONSTRAINT projects_projectnumber_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.projects_projectnumber
    ADD CONSTRAINT projects_projectnumber_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.decisions_publication
    ADD CONSTRAINT published_once_per_round UNIQUE (matter_id, round, kind);


ALTER TABLE ONLY public.elements_question
    ADD CONSTRAINT question_in_its_place UNIQUE (task_id, "position");


ALTER TABLE ONLY public.decisions_recusal
    ADD CONSTRAINT recused_once UNIQUE (meeting_id, name);


ALTER TABLE ONLY public.collective_nearparty
    ADD CONSTRAINT related_party_declared_once UNIQUE (seat_id, name);


ALTER TABLE ONLY public.collective_rentreceipt
    ADD CONSTRAINT rent_matched_once UNIQUE (instalment_id, line_id);


ALTER TABLE ONLY public.requests_aside
    ADD CONSTRAINT requests_aside_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.requests_aside
    ADD CONSTRAINT requests_aside_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.requests_petition
    ADD CONSTRAINT requests_petition_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.requests_petition
    ADD CONSTRAINT requests_petition_request_id_key UNIQUE (request_id);


ALTER TABLE ONLY public.requests_petition
    ADD CONSTRAINT requests_petition_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.requests_petitionreview
    ADD CONSTRAINT requests_petitionreview_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.requests_petitionreview
    ADD CONSTRAINT requests_petitionreview_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.requests_request
    ADD CONSTRAINT requests_request_number_key UNIQUE (number);


ALTER TABLE ONLY public.requests_request
    ADD CONSTRAINT requests_request_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.requests_request
    ADD CONSTRAINT requests_request_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.requests_requester
    ADD CONSTRAINT requests_requester_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.requests_requester
    ADD CONSTRAINT requests_requester_request_id_key UNIQUE (request_id);


ALTER TABLE ONLY public.requests_requester
    ADD CONSTRAINT requests_requester_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.requests_requestnumber
    ADD CONSTRAINT requests_requestnumber_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.requests_requestnumber
    ADD CONSTRAINT requests_requestnumber_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.requests_requestreceipt
    ADD CONSTRAINT requests_requestreceipt_code_hash_key UNIQUE (code_hash);


ALTER TABLE ONLY public.requests_requestreceipt
    ADD CONSTRAINT requests_requestreceipt_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.requests_requestreceipt
    ADD CONSTRAINT requests_requestreceipt_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.requests_requeststep
    ADD CONSTRAINT requests_requeststep_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.requests_requeststep
    ADD CONSTRAINT requests_requeststep_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.rulebook_setting
    ADD CONSTRAINT rulebook_setting_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.rulebook_setting
    ADD CONSTRAINT rulebook_setting_proposal_id_key UNIQUE (proposal_id);


ALTER TABLE ONLY public.rulebook_setting
    ADD CONSTRAINT rulebook_setting_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.rulebook_settingproposal
    ADD CONSTRAINT rulebook_settingproposal_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.rulebook_settingproposal
    ADD CONSTRAINT rulebook_settingproposal_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.services_serviceitem
    ADD CONSTRAINT services_serviceitem_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.services_serviceitem
    ADD CONSTRAINT services_serviceitem_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.socialaccount_socialaccount
    ADD CONSTRAINT socialaccount_socialaccount_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.socialaccount_socialaccount
    ADD CONSTRAINT socialaccount_socialaccount_provider_uid_fc810c6e_uniq UNIQUE (provider, uid);


ALTER TABLE ONLY public.socialaccount_socialapp
    ADD CONSTRAINT socialaccount_socialapp_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_socialtoken_app_id_account_id_fca4e0ac_uniq UNIQUE (app_id, account_id);


ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_socialtoken_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.elections_candidate
    ADD CONSTRAINT stands_once_for_an_office UNIQUE (contest_id, person_id);


ALTER TABLE ONLY public.threads_estimate
    ADD CONSTRAINT threads_estimate_corrects_id_key UNIQUE (corrects_id);


ALTER TABLE ONLY public.threads_estimate
    ADD CONSTRAINT threads_estimate_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.threads_estimate
    ADD CONSTRAINT threads_estimate_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.threads_stall
    ADD CONSTRAINT threads_stall_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.threads_stall
    ADD CONSTRAINT threads_stall_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.threads_thread
    ADD CONSTRAINT threads_thread_number_key UNIQUE (number);


ALTER TABLE ONLY public.threads_thread
    ADD CONSTRAINT threads_thread_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.threads_thread
    ADD CONSTRAINT threads_thread_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.threads_threadevent
    ADD CONSTRAINT threads_threadevent_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.threads_threadevent
    ADD CONSTRAINT threads_threadevent_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.threads_threadlink
    ADD CONSTRAINT threads_threadlink_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.threads_threadlink
    ADD CONSTRAINT threads_threadlink_uuid_key UNIQUE (uuid);


ALTER TABLE ONLY public.threads_threadstep
    ADD CONSTRAINT threads_threadstep_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.threads_threadstep
    ADD CONSTRAINT threads_threadstep_uuid_key UNIQUE (uuid);


CREATE UNIQUE INDEX a_rooms_fact_is_read_once ON public.assessments_assessmentfact USING btree (sheet_id, source, source_key) WHERE (NOT ((source)::text = ''::text));


CREATE INDEX account_emailaddress_email_03be32b2 ON public.account_emailaddress USING btree (email);


CREATE INDEX account_emailaddress_email_03be32b2_like ON public.account_emailaddress USING btree (email varchar_pattern_ops);


CREATE INDEX account_emailaddress_user_id_2c513194 ON public.account_emailaddress USING btree (user_id);


CREATE INDEX account_emailconfirmation_email_address_id_5b7f8c58 ON public.account_emailconfirmation USING btree (email_address_id);


CREATE INDEX account_emailconfirmation_key_f43612bd_like ON public.account_emailconfirmation USING btree (key varchar_pattern_ops);


CREATE INDEX accounts_apiclient_client_id_4ad68ac8_like ON public.accounts_apiclient USING btree (client_id varchar_pattern_ops);


CREATE INDEX accounts_apitoken_grant_id_9f9e3df9 ON public.accounts_apitoken USING btree (grant_id);


CREATE INDEX accounts_apitoken_token_hash_32b482d2_like ON public.accounts_apitoken USING btree (token_hash varchar_pattern_ops);


CREATE INDEX accounts_apitoken_user_id_bbee13e0 ON public.accounts_apitoken USING btree (user_id);


CREATE INDEX accounts_clientcalls_client_id_182f9203 ON public.accounts_clientcalls USING btree (client_id);


CREATE INDEX accounts_clienttoken_client_id_84ec83d5 ON public.accounts_clienttoken USING btree (client_id);


CREATE INDEX accounts_clienttoken_token_hash_0c13ca14_like ON public.accounts_clienttoken USING btree (token_hash varchar_pattern_ops);


CREATE INDEX accounts_opensession_session_key_85fde898_like ON public.accounts_opensession USING btree (session_key varchar_pattern_ops);


CREATE INDEX accounts_opensession_user_id_e6142668 ON public.accounts_opensession USING btree (user_id);


CREATE INDEX accounts_recoverycode_user_id_994761d3 ON public.accounts_recoverycode USING btree (user_id);


CREATE INDEX accounts_rolegrant_deputy_for_id_baaaa405 ON public.accounts_rolegrant USING btree (deputy_for_id);


CREATE INDEX accounts_rolegrant_user_id_0601f056 ON public.accounts_rolegrant USING btree (user_id);


CREATE INDEX accounts_secondfactorreset_confirmed_by_id_414191c3 ON public.accounts_secondfactorreset USING btree (confirmed_by_id);


CREATE INDEX accounts_secondfactorreset_requested_by_id_87a5d781 ON public.accounts_secondfactorreset USING btree (requested_by_id);


CREATE INDEX accounts_secondfactorreset_user_id_b26b27b5 ON public.accounts_secondfactorreset USING btree (user_id);


CREATE INDEX accounts_user_login_c2ed0b12_like ON public.accounts_user USING btree (login varchar_pattern_ops);


CREATE INDEX admission_division ON public.pipeline_admission USING btree (division_code);


CREATE INDEX answer_place_element ON public.elements_answer USING btree (division_code, element_id);


CREATE INDEX asked_before_division ON public.elements_askedbefore USING btree (division_code, reply);


CREATE INDEX assessment_sheet_division ON public.assessments_assessmentsheet USING btree (division_code);


CREATE INDEX assessments_assessmentfact_mark_id_117b3500 ON public.assessments_assessmentfact USING btree (mark_id);


CREATE INDEX assessments_assessmentfact_sheet_id_17bf2a78 ON public.assessments_assessmentfact USING btree (sheet_id);


CREATE INDEX assessments_assessmentindicator_scheme_id_50fca752 ON public.assessments_assessmentindicator USING btree (scheme_id);


CREATE INDEX assessments_assessmentmark_sheet_id_90209421 ON public.assessments_assessmentmark USING btree (sheet_id);


CREATE INDEX assessments_assessmentsheet_centre_id_d824a803 ON public.assessments_assessmentsheet USING btree (centre_id);


CREATE INDEX assessments_assessmentsheet_grading_id_231442e1 ON public.assessments_assessmentsheet USING btree (grading_id);


CREATE INDEX assessments_assessmentsheet_number_6293f77e_like ON public.assessments_assessmentsheet USING btree (number varchar_pattern_ops);


CREATE INDEX assessments_assessmentsheet_person_id_373888a7 ON public.assessments_assessmentsheet USING btree (person_id);


CREATE INDEX assessments_assessmentsheet_scheme_id_db0b4cb1 ON public.assessments_assessmentsheet USING btree (scheme_id);


CREATE INDEX asset_place_state ON public.collective_asset USING btree (division_code, state);


CREATE INDEX audit_actor ON public.foundation_auditleaf USING btree (actor, at);


CREATE INDEX audit_object ON public.foundation_auditleaf USING btree (object_type, object_id);


CREATE INDEX auth_group_name_a6ea08ec_like ON public.auth_group USING btree (name varchar_pattern_ops);


CREATE INDEX auth_group_permissions_group_id_b120cbf9 ON public.auth_group_permissions USING btree (group_id);


CREATE INDEX auth_group_permissions_permission_id_84c5c92e ON public.auth_group_permissions USING btree (permission_id);


CREATE INDEX auth_permission_content_type_id_2f476e4b ON public.auth_permission USING btree (content_type_id);


CREATE INDEX capability_division ON public.pipeline_capability USING btree (division_code);


CREATE INDEX case_division_due ON public.cases_case USING btree (division_code, state, due_on);


CREATE INDEX case_steps ON public.cases_casestep USING btree (case_id, id DESC);


CREATE INDEX cases_case_applicant_id_756c921c ON public.cases_case USING btree (applicant_id);


CREATE INDEX cases_case_item_id_896f667f ON public.cases_case USING btree (item_id);


CREATE INDEX cases_case_number_980c9551_like ON public.cases_case USING btree (number varchar_pattern_ops);


CREATE INDEX cases_casereceipt_case_id_94518bf2 ON public.cases_casereceipt USING btree (case_id);


CREATE INDEX cases_casereceipt_code_hash_e7f00386_like ON public.cases_casereceipt USING btree (code_hash varchar_pattern_ops);


CREATE INDEX cases_casestep_case_id_70bbe3b6 ON public.cases_casestep USING btree (case_id);


CREATE INDEX centres_centrefunction_centre_id_e5f72223 ON public.centres_centrefunction USING btree (centre_id);


CREATE INDEX centres_dutyturn_centre_id_a37048a8 ON public.centres_dutyturn USING btree (centre_id);


CREATE INDEX centres_dutyturn_person_id_f5b34ec4 ON public.centres_dutyturn USING btree (person_id);


CREATE INDEX centres_formercentre_centre_id_4aa6d9be ON public.centres_formercentre USING btree (centre_id);


CREATE INDEX centres_servicecentre_code_ca53de1d_like ON public.centres_servicecentre USING btree (code varchar_pattern_ops);


CREATE INDEX centres_staffingplan_centre_id_76a8848c ON public.centres_staffingplan USING btree (centre_id);


CREATE INDEX centres_windowstaff_centre_id_4ffcee84 ON public.centres_windowstaff USING btree (centre_id);


CREATE INDEX centres_windowstaff_person_id_31e07012 ON public.centres_windowstaff USING btree (person_id);


CREATE INDEX certificate_division ON public.decisions_certificate USING btree (division_code);


CREATE INDEX collection_state_issued ON public.elements_collectiontask USING btree (state, issued_on);


CREATE INDEX collection_unit_division ON public.elements_taskunit USING btree (division_code, state);


CREATE INDEX collective_asset_number_ff9b245b_like ON public.collective_asset USING btree (number varchar_pattern_ops);


CREATE INDEX collective_distribution_book_id_84420997 ON public.collective_distribution USING btree (book_id);


CREATE INDEX collective_distribution_certificate_id_1109a100 ON public.collective_distribution USING btree (certificate_id);


CREATE INDEX collective_distribution_fund_id_bb441077 ON public.collective_distribution USING btree (fund_id);


CREATE INDEX collective_distribution_number_1324f0bc_like ON public.collective_distribution USING btree (number varchar_pattern_ops);


CREATE INDEX collective_distribution_roll_id_07d840d1 ON public.collective_distribution USING btree (roll_id);


CREATE INDEX collective_distributionline_distribution_id_d1a4f4a9 ON public.collective_distributionline USING btree (distribution_id);


CREATE INDEX collective_distributionline_entry_id_8636900a ON public.collective_distributionline USING btree (entry_id);


CREATE INDEX collective_instalment_lease_id_4e6487c1 ON public.collective_instalment USING btree (lease_id);


CREATE INDEX collective_lease_asset_id_2d5027b6 ON public.collective_lease USING btree (asset_id);


CREATE INDEX collective_lease_number_61c11f08_like ON public.collective_lease USING btree (number varchar_pattern_ops);


CREATE INDEX collective_lease_parcel_id_3d92fb69 ON public.collective_lease USING btree (parcel_id);


CREATE INDEX collective_member_number_f7110192_like ON public.collective_member USING btree (number varchar_pattern_ops);


CREATE INDEX collective_member_person_id_e85040c8 ON public.collective_member USING btree (person_id);


CREATE INDEX collective_member_place ON public.collective_member USING btree (division_code, household);


CREATE INDEX collective_namesakestatement_certificate_id_4e98368a ON public.collective_namesakestatement USING btree (certificate_id);


CREATE INDEX collective_nearparty_seat_id_d7b28bb2 ON public.collective_nearparty USING btree (seat_id);


CREATE INDEX collective_parcel_number_bc981ad5_like ON public.collective_parcel USING btree (number varchar_pattern_ops);


CREATE INDEX collective_parcel_whole_id_b9e59897 ON public.collective_parcel USING btree (whole_id);


CREATE INDEX collective_propertyevent_asset_id_15d961e6 ON public.collective_propertyevent USING btree (asset_id);


CREATE INDEX collective_propertyevent_parcel_id_db54f2d4 ON public.collective_propertyevent USING btree (parcel_id);


CREATE INDEX collective_rentreceipt_instalment_id_1739b751 ON public.collective_rentreceipt USING btree (instalment_id);


CREATE INDEX collective_rentreceipt_line_id_e84fe314 ON public.collective_rentreceipt USING btree (line_id);


CREATE INDEX collective_roll_number_3c261f70_like ON public.collective_roll USING btree (number varchar_pattern_ops);


CREATE INDEX collective_rollentry_member_id_ff21cfef ON public.collective_rollentry USING btree (member_id);


CREATE INDEX collective_rollentry_roll_id_b59554f3 ON public.collective_rollentry USING btree (roll_id);


CREATE INDEX collective_seat_member_id_7efa5da1 ON public.collective_seat USING btree (member_id);


CREATE INDEX contract_division_state ON public.contracts_contract USING btree (division_code, state);


CREATE INDEX contracts_amendment_certificate_id_1148e42a ON public.contracts_amendment USING btree (certificate_id);


CREATE INDEX contracts_amendment_contract_id_dc3dfe36 ON public.contracts_amendment USING btree (contract_id);


CREATE INDEX contracts_contract_certificate_id_ce7e5cc0 ON public.contracts_contract USING btree (certificate_id);


CREATE INDEX contracts_contract_number_c16b99fb_like ON public.contracts_contract USING btree (number varchar_pattern_ops);


CREATE INDEX contracts_relatedparty_contract_id_a2a74e02 ON public.contracts_relatedparty USING btree (contract_id);


CREATE INDEX contracts_relatedparty_recusal_id_c5d23149 ON public.contracts_relatedparty USING btree (recusal_id);


CREATE INDEX decisions_certificate_matter_id_ff845d9a ON public.decisions_certificate USING btree (matter_id);


CREATE INDEX decisions_certificate_number_89141a86_like ON public.decisions_certificate USING btree (number varchar_pattern_ops);


CREATE INDEX decisions_countentry_meeting_id_e8fd6cde ON public.decisions_countentry USING btree (meeting_id);


CREATE INDEX decisions_matter_number_ab81493f_like ON public.decisions_matter USING btree (number varchar_pattern_ops);


CREATE INDEX decisions_matter_organisation_id_ed465f3e ON public.decisions_matter USING btree (organisation_id);


CREATE INDEX decisions_matterstep_matter_id_136e561c ON public.decisions_matterstep USING btree (matter_id);


CREATE INDEX decisions_meeting_matter_id_ac002f8b ON public.decisions_meeting USING btree (matter_id);


CREATE INDEX decisions_meeting_step_id_a2351722 ON public.decisions_meeting USING btree (step_id);


CREATE INDEX decisions_objection_matter_id_9347a1a1 ON public.decisions_objection USING btree (matter_id);


CREATE INDEX decisions_objection_publication_id_7cb91dde ON public.decisions_objection USING btree (publication_id);


CREATE INDEX decisions_powercase_number_e3eefa74_like ON public.decisions_powercase USING btree (number varchar_pattern_ops);


CREATE INDEX decisions_powerflag_case_id_14daaefe ON public.decisions_powerflag USING btree (case_id);


CREATE INDEX decisions_powermove_case_id_07239d27 ON public.decisions_powermove USING btree (case_id);


CREATE INDEX decisions_publication_matter_id_b598cfcc ON public.decisions_publication USING btree (matter_id);


CREATE INDEX decisions_recusal_meeting_id_ac4cd35d ON public.decisions_recusal USING btree (meeting_id);


CREATE INDEX decisions_resolution_matter_id_b79c443f ON public.decisions_resolution USING btree (matter_id);


CREATE INDEX decisions_resolution_number_29422d3f_like ON public.decisions_resolution USING btree (number varchar_pattern_ops);


CREATE INDEX difference_division ON public.pay_differenceline USING btree (division_code);


CREATE INDEX divisions_county_code_d802afb5_like ON public.divisions_county USING btree (code varchar_pattern_ops);


CREATE INDEX divisions_designation_division_code_9ee9219a ON public.divisions_designation USING btree (division_code);


CREATE INDEX divisions_designation_division_code_9ee9219a_like ON public.divisions_designation USING btree (division_code varchar_pattern_ops);


CREATE INDEX divisions_division_parent_code_3f6e086e ON public.divisions_division USING btree (parent_code);


CREATE INDEX divisions_division_parent_code_3f6e086e_like ON public.divisions_division USING btree (parent_code varchar_pattern_ops);


CREATE INDEX divisions_populationsnapshot_division_code_3e142a74 ON public.divisions_populationsnapshot USING btree (division_code);


CREATE INDEX divisions_populationsnapshot_division_code_3e142a74_like ON public.divisions_populationsnapshot USING btree (division_code varchar_pattern_ops);


CREATE INDEX django_session_expire_date_a5c62663 ON public.django_session USING btree (expire_date);


CREATE INDEX django_session_session_key_c0390e0f_like ON public.django_session USING btree (session_key varchar_pattern_ops);


CREATE INDEX election_division ON public.elections_election USING btree (division_code);


CREATE INDEX elections_candidate_contest_id_35ab6c6e ON public.elections_candidate USING btree (contest_id);


CREATE INDEX elections_candidate_person_id_3a742dc2 ON public.elections_candidate USING btree (person_id);


CREATE INDEX elections_contest_election_id_4ce2f3fb ON public.elections_contest USING btree (election_id);


CREATE INDEX elections_countline_candidate_id_0dcb4fc7 ON public.elections_countline USING btree (candidate_id);


CREATE INDEX elections_countline_sheet_id_0c01f2c3 ON public.elections_countline USING btree (sheet_id);


CREATE INDEX elections_countsheet_contest_id_f32c271b ON public.elections_countsheet USING btree (contest_id);


CREATE INDEX elections_election_committee_id_2dc660bd ON public.elections_election USING btree (committee_id);


CREATE INDEX elections_election_organisation_id_262a834d ON public.elections_election USING btree (organisation_id);


CREATE INDEX elections_election_target_id_d6908cca ON public.elections_election USING btree (target_id);


CREATE INDEX elections_electionstaff_election_id_0ffe47cf ON public.elections_electionstaff USING btree (election_id);


CREATE INDEX elections_electionstaff_person_id_22f693e8 ON public.elections_electionstaff USING btree (person_id);


CREATE INDEX elections_kinshipdeclaration_election_id_8a4709f3 ON public.elections_kinshipdeclaration USING btree (election_id);


CREATE INDEX elections_kinshipdeclaration_first_id_cbcf4d24 ON public.elections_kinshipdeclaration USING btree (first_id);


CREATE INDEX elections_kinshipdeclaration_second_id_30276c5b ON public.elections_kinshipdeclaration USING btree (second_id);


CREATE INDEX elections_proxy_election_id_6e931bcd ON public.elections_proxy USING btree (election_id);


CREATE INDEX elections_proxy_proxy_id_6600f7c3 ON public.elections_proxy USING btree (proxy_id);


CREATE INDEX elections_resultline_result_id_709ed25f ON public.elections_resultline USING btree (result_id);


CREATE INDEX elections_rollentry_election_id_79b8466a ON public.elections_rollentry USING btree (election_id);


CREATE INDEX elections_rollentry_person_id_e6e6dac4 ON public.elections_rollentry USING btree (person_id);


CREATE INDEX elections_rollobjection_election_id_3925cedf ON public.elections_rollobjection USING btree (election_id);


CREATE INDEX elections_rollobjection_entry_id_ba131eda ON public.elections_rollobjection USING btree (entry_id);


CREATE INDEX element_subject_code ON public.elements_dataelement USING btree (subject, code);


CREATE INDEX elements_answer_element_id_e6a29fed ON public.elements_answer USING btree (element_id);


CREATE INDEX elements_answer_organisation_id_32028356 ON public.elements_answer USING btree (organisation_id);


CREATE INDEX elements_answer_unit_id_b0cf8717 ON public.elements_answer USING btree (unit_id);


CREATE INDEX elements_askedbefore_merged_into_id_54441202 ON public.elements_askedbefore USING btree (merged_into_id);


CREATE INDEX elements_askedbefore_question_id_71663fba ON public.elements_askedbefore USING btree (question_id);


CREATE INDEX elements_dataelement_code_59e3653b_like ON public.elements_dataelement USING btree (code varchar_pattern_ops);


CREATE INDEX elements_dataelement_same_as_id_5c9e8b4a ON public.elements_dataelement USING btree (same_as_id);


CREATE INDEX elements_question_element_id_92f6a411 ON public.elements_question USING btree (element_id);


CREATE INDEX elements_question_task_id_a4e23c3e ON public.elements_question USING btree (task_id);


CREATE INDEX elements_taskunit_organisation_id_b8609be8 ON public.elements_taskunit USING btree (organisation_id);


CREATE INDEX elements_taskunit_task_id_cb4852f2 ON public.elements_taskunit USING btree (task_id);


CREATE INDEX engagement_division ON public.engagements_engagement USING btree (division_code);


CREATE INDEX engagements_consequencecase_engagement_id_e25431b6 ON public.engagements_consequencecase USING btree (engagement_id);


CREATE INDEX engagements_consequencecase_number_d18c86af_like ON public.engagements_consequencecase USING btree (number varchar_pattern_ops);


CREATE INDEX engagements_consequencecase_person_id_d8d2174d ON public.engagements_consequencecase USING btree (person_id);


CREATE INDEX engagements_engagement_centre_id_7a078316 ON public.engagements_engagement USING btree (centre_id);


CREATE INDEX engagements_engagement_person_id_4dfb182e ON public.engagements_engagement USING btree (person_id);


CREATE INDEX engagements_engagementdecision_centre_id_475e12e1 ON public.engagements_engagementdecision USING btree (centre_id);


CREATE INDEX engagements_engagementdecision_person_id_5fb2c7ee ON public.engagements_engagementdecision USING btree (person_id);


CREATE INDEX engagements_engagementdecision_replaces_id_2b136e96 ON public.engagements_engagementdecision USING btree (replaces_id);


CREATE INDEX engagements_engagementdecision_review_id_87b521e9 ON public.engagements_engagementdecision USING btree (review_id);


CREATE INDEX engagements_engagementreview_centre_id_6dbb2848 ON public.engagements_engagementreview USING btree (centre_id);


CREATE INDEX engagements_engagementreview_mandate_id_73cc861d ON public.engagements_engagementreview USING btree (mandate_id);


CREATE INDEX engagements_engagementreview_number_7f16659e_like ON public.engagements_engagementreview USING btree (number varchar_pattern_ops);


CREATE INDEX engagements_engagementreview_person_id_326f7010 ON public.engagements_engagementreview USING btree (person_id);


CREATE INDEX engagements_engagementreview_vetting_case_id_764c85f3 ON public.engagements_engagementreview USING btree (vetting_case_id);


CREATE INDEX engagements_groundrecord_person_id_8d96c788 ON public.engagements_groundrecord USING btree (person_id);


CREATE INDEX engagements_outcomenotice_number_7494247a_like ON public.engagements_outcomenotice USING btree (number varchar_pattern_ops);


CREATE INDEX engagements_secretaryfiling_mandate_id_74cf4454 ON public.engagements_secretaryfiling USING btree (mandate_id);


CREATE INDEX engagements_secretaryfiling_number_ab13008c_like ON public.engagements_secretaryfiling USING btree (number varchar_pattern_ops);


CREATE INDEX engagements_vettingcase_person_id_afba24c4 ON public.engagements_vettingcase USING btree (person_id);


CREATE INDEX engagements_vettingcase_round_id_9c352a27 ON public.engagements_vettingcase USING btree (round_id);


CREATE INDEX engagements_vettingreply_case_id_a091516e ON public.engagements_vettingreply USING btree (case_id);


CREATE INDEX engagements_vettinground_number_6936c6ac_like ON public.engagements_vettinground USING btree (number varchar_pattern_ops);


CREATE INDEX engagements_yearlygrade_person_id_6eb17675 ON public.engagements_yearlygrade USING btree (person_id);


CREATE INDEX foundation_changehistory_leaf_57e2cfcf ON public.foundation_changehistory USING btree (leaf);


CREATE INDEX funds_account_code_8269e20f_like ON public.funds_account USING btree (code varchar_pattern_ops);


CREATE INDEX funds_account_parent_id_ea269c3c ON public.funds_account USING btree (parent_id);


CREATE INDEX funds_account_parent_id_ea269c3c_like ON public.funds_account USING btree (parent_id varchar_pattern_ops);


CREATE INDEX funds_allocation_changed_from_id_1b5e1ac3 ON public.funds_allocation USING btree (changed_from_id);


CREATE INDEX funds_allocation_source_id_be395d49 ON public.funds_allocation USING btree (source_id);


CREATE INDEX funds_bankaccount_book_id_b19539b7 ON public.funds_bankaccount USING btree (book_id);


CREATE INDEX funds_bankstatement_bank_account_id_e5188f61 ON public.funds_bankstatement USING btree (bank_account_id);


CREATE INDEX funds_bankstatementline_statement_id_130ad7cc ON public.funds_bankstatementline USING btree (statement_id);


CREATE INDEX funds_disclosuresheet_book_id_441f603b ON public.funds_disclosuresheet USING btree (book_id);


CREATE INDEX funds_fund_book_id_08a888de ON public.funds_fund USING btree (book_id);


CREATE INDEX funds_monthclose_book_id_7649a054 ON public.funds_monthclose USING btree (book_id);


CREATE INDEX funds_monthtotal_account_id_e62ad01c ON public.funds_monthtotal USING btree (account_id);


CREATE INDEX funds_monthtotal_account_id_e62ad01c_like ON public.funds_monthtotal USING btree (account_id varchar_pattern_ops);


CREATE INDEX funds_monthtotal_book_id_8d7184f9 ON public.funds_monthtotal USING btree (book_id);


CREATE INDEX funds_monthtotal_fund_id_e7c03ac0 ON public.funds_monthtotal USING btree (fund_id);


CREATE INDEX funds_payment_account_id_e030b4e8 ON public.funds_payment USING btree (account_id);


CREATE INDEX funds_payment_account_id_e030b4e8_like ON public.funds_payment USING btree (account_id varchar_pattern_ops);


CREATE INDEX funds_payment_bank_account_id_2523b378 ON public.funds_payment USING btree (bank_account_id);


CREATE INDEX funds_payment_book_id_0392d441 ON public.funds_payment USING btree (book_id);


CREATE INDEX funds_payment_certificate_id_1644b763 ON public.funds_payment USING btree (certificate_id);


CREATE INDEX funds_payment_contract_id_574d48bf ON public.funds_payment USING btree (contract_id);


CREATE INDEX funds_payment_fund_id_a694f7ad ON public.funds_payment USING btree (fund_id);


CREATE INDEX funds_payment_number_60d8980d_like ON public.funds_payment USING btree (number varchar_pattern_ops);


CREATE INDEX funds_payment_pay_run_id_9ef51100 ON public.funds_payment USING btree (pay_run_id);


CREATE INDEX funds_payment_payee_person_id_e67757d3 ON public.funds_payment USING btree (payee_person_id);


CREATE INDEX funds_payment_standing_id_9e13097f ON public.funds_payment USING btree (standing_id);


CREATE INDEX funds_ratification_certificate_id_8af28c4f ON public.funds_ratification USING btree (certificate_id);


CREATE INDEX funds_voucher_book_id_a945b1f9 ON public.funds_voucher USING btree (book_id);


CREATE INDEX funds_voucher_recovers_id_18470b04 ON public.funds_voucher USING btree (recovers_id);


CREATE INDEX funds_voucherdraft_book_id_2cb4a747 ON public.funds_voucherdraft USING btree (book_id);


CREATE INDEX funds_voucherdraft_recovers_id_f5bd0de4 ON public.funds_voucherdraft USING btree (recovers_id);


CREATE INDEX funds_voucherdraft_reverses_id_7d1e3f9d ON public.funds_voucherdraft USING btree (reverses_id);


CREATE INDEX funds_voucherline_account_id_0c82f1ec ON public.funds_voucherline USING btree (account_id);


CREATE INDEX funds_voucherline_account_id_0c82f1ec_like ON public.funds_voucherline USING btree (account_id varchar_pattern_ops);


CREATE INDEX funds_voucherline_bank_account_id_1c72fca5 ON public.funds_voucherline USING btree (bank_account_id);


CREATE INDEX funds_voucherline_book_id_c47a65b8 ON public.funds_voucherline USING btree (book_id);


CREATE INDEX funds_voucherline_counter_fund_id_bbf1c967 ON public.funds_voucherline USING btree (counter_fund_id);


CREATE INDEX funds_voucherline_fund_id_007189bf ON public.funds_voucherline USING btree (fund_id);


CREATE INDEX funds_voucherline_voucher_id_06920b03 ON public.funds_voucherline USING btree (voucher_id);


CREATE INDEX history_object ON public.foundation_changehistory USING btree (object_type, object_id);


CREATE INDEX idx_procrastinate_jobs_worker_not_null ON public.procrastinate_jobs USING btree (worker_id) WHERE ((worker_id IS NOT NULL) AND (status = 'doing'::public.procrastinate_job_status));


CREATE INDEX idx_procrastinate_workers_last_heartbeat ON public.procrastinate_workers USING btree (last_heartbeat);


CREATE INDEX item_category_code ON public.services_serviceitem USING btree (category, code);


CREATE INDEX lease_place_state ON public.collective_lease USING btree (division_code, state);


CREATE INDEX letter_division ON public.letters_letter USING btree (division_code, id DESC);


CREATE INDEX letters_letter_case_id_5eca53e6 ON public.letters_letter USING btree (case_id);


CREATE INDEX letters_letter_replaces_id_44fd1c46 ON public.letters_letter USING btree (replaces_id);


CREATE INDEX letters_letterfile_letter_id_c3a1db5b ON public.letters_letterfile USING btree (letter_id);


CREATE INDEX line_division_on ON public.funds_voucherline USING btree (division_code, "on");


CREATE INDEX line_money ON public.funds_voucherline USING btree (fund_id, bank_account_id, "on") INCLUDE (debit, credit, division_code) WHERE ("left"((account_id)::text, 2) = '10'::text);


CREATE INDEX mandate_division ON public.organisations_mandate USING btree (division_code);


CREATE INDEX matter_division ON public.decisions_matter USING btree (division_code, state);


CREATE INDEX meeting_division ON public.decisions_meeting USING btree (division_code);


CREATE INDEX member_division ON public.organisations_partymember USING btree (division_code);


CREATE UNIQUE INDEX member_of_one_collective ON public.collective_member USING btree (person_id) WHERE (ended_on IS NULL);


CREATE INDEX notices_notice_account_id_01446394 ON public.notices_notice USING btree (account_id);


CREATE INDEX notices_of_a_week ON public.notices_notice USING btree (account_id, place_week);


CREATE INDEX notices_to_send ON public.notices_notice USING btree (try_at) WHERE ((state)::text = ANY (ARRAY[('waiting'::character varying)::text, ('sending'::character varying)::text]));


CREATE INDEX officers ON public.accounts_rolegrant USING btree (role) WHERE ((role)::text = ANY (ARRAY[('sys_admin'::character varying)::text, ('sec_admin'::character varying)::text, ('audit_admin'::character varying)::text]));


CREATE UNIQUE INDEX one_certificate_in_force ON public.decisions_certificate USING btree (matter_id) WHERE (revoked_on IS NULL);


CREATE UNIQUE INDEX one_digest_per_person_and_day ON public.notices_notice USING btree (account_id, day) WHERE ((kind)::text = 'digest'::text);


CREATE UNIQUE INDEX one_distribution_a_year ON public.collective_distribution USING btree (division_code, year) WHERE (NOT ((state)::text = 'dropped'::text));


CREATE UNIQUE INDEX one_distribution_per_certificate ON public.collective_distribution USING btree (certificate_id) WHERE (NOT ((state)::text = 'dropped'::text));


CREATE UNIQUE INDEX one_letter_per_code ON public.letters_letter USING btree (code_hash) WHERE (NOT ((code_hash)::text = ''::text));


CREATE UNIQUE INDEX one_letter_per_number ON public.letters_letter USING btree (number) WHERE (NOT ((number)::text = ''::text));


CREATE UNIQUE INDEX one_main_centre_per_village ON public.centres_servicecentre USING btree (division_code) WHERE ((closed_on IS NULL) AND ((kind)::text = 'main'::text));


CREATE UNIQUE INDEX one_meeting_per_step_and_round ON public.decisions_meeting USING btree (step_id, round) WHERE (cancelled_on IS NULL);


CREATE UNIQUE INDEX one_name_on_the_roll ON public.elections_rollentry USING btree (election_id, name, birth_date) WHERE (struck_on IS NULL);


CREATE UNIQUE INDEX one_notice_of_everything_missing ON public.cases_casestep USING btree (case_id, turn) WHERE ((kind)::text = 'ask'::text);


CREATE UNIQUE INDEX one_open_admission ON public.pipeline_admission USING btree (person_id) WHERE (NOT ((stage)::text = ANY (ARRAY[('full'::character varying)::text, ('ended'::character varying)::text])));


CREATE UNIQUE INDEX one_open_branch_per_member ON public.organisations_branchregistration USING btree (member_id) WHERE upper_inf(period);


CREATE UNIQUE INDEX one_open_case_per_engagement ON public.engagements_consequencecase USING btree (engagement_id) WHERE ((state)::text = ANY (ARRAY[('proposed'::character varying)::text, ('invited'::character varying)::text, ('heard'::character varying)::text, ('decided'::character varying)::text, ('served'::character varying)::text, ('asked'::character varying)::text]));


CREATE UNIQUE INDEX one_open_election_of_a_body ON public.elections_election USING btree (division_code, kind, organisation_id) NULLS NOT DISTINCT WHERE (NOT ((state)::text = ANY (ARRAY[('closed'::character varying)::text, ('cancelled'::character varying)::text])));


CREATE UNIQUE INDEX one_open_proposal_per_day ON public.rulebook_settingproposal USING btree (key, valid_from) WHERE ((dropped_by)::text = ''::text);


CREATE UNIQUE INDEX one_open_reserve_place ON public.pipeline_reservecandidate USING btree (organisation_id, person_id) WHERE ((state)::text = ANY (ARRAY[('proposed'::character varying)::text, ('confirmed'::character varying)::text]));


CREATE UNIQUE INDEX one_open_reset_per_user ON public.accounts_secondfactorreset USING btree (user_id) WHERE (confirmed_by_id IS NULL);


CREATE UNIQUE INDEX one_person_per_identity_number ON public.people_person USING btree (identity_index) WHERE ((identity_index IS NOT NULL) AND (merged_into_id IS NULL));


CREATE UNIQUE INDEX one_place_on_the_roll ON public.elections_rollentry USING btree (election_id, person_id) WHERE (person_id IS NOT NULL);


CREATE UNIQUE INDEX one_published_scheme ON public.assessments_assessmentscheme USING btree (division_code, year, subject) WHERE ((state)::text = 'published'::text);


CREATE UNIQUE INDEX one_sheet_per_centre ON public.assessments_assessmentsheet USING btree (scheme_id, centre_id) WHERE ((subject)::text = 'centre'::text);


CREATE UNIQUE INDEX one_sheet_per_person ON public.assessments_assessmentsheet USING btree (scheme_id, person_id) WHERE ((subject)::text = 'person'::text);


CREATE UNIQUE INDEX one_standing_run_per_place_and_year ON public.pay_payrun USING btree (division_code, year) WHERE (NOT ((state)::text = 'withdrawn'::text));


CREATE UNIQUE INDEX one_statement_line_per_turn ON public.funds_bankstatementline USING btree (statement_id, turn);


CREATE UNIQUE INDEX one_statement_per_month ON public.funds_bankstatement USING btree (bank_account_id, month) WHERE (NOT replaced);


CREATE UNIQUE INDEX one_thread_per_thing ON public.threads_threadlink USING btree (kind, thing) WHERE (ended_on IS NULL);


CREATE UNIQUE INDEX one_top_organisation_per_village ON public.organisations_partyorganisation USING btree (division_code) WHERE (is_top_of_village AND ((status)::text = 'active'::text));


CREATE UNIQUE INDEX organisation_asked_once_by_a_task ON public.elements_taskunit USING btree (task_id, organisation_id) WHERE (organisation_id IS NOT NULL);


CREATE INDEX organisation_division ON public.organisations_partyorganisation USING btree (division_code);


CREATE INDEX organisations_branchregistration_member_id_0cebaa25 ON public.organisations_branchregistration USING btree (member_id);


CREATE INDEX organisations_branchregistration_organisation_id_03e60368 ON public.organisations_branchregistration USING btree (organisation_id);


CREATE INDEX organisations_formermembership_member_id_b97e7825 ON public.organisations_formermembership USING btree (member_id);


CREATE INDEX organisations_formerorganisation_organisation_id_96d082b2 ON public.organisations_formerorganisation USING btree (organisation_id);


CREATE INDEX organisations_formerterm_term_id_5caf44aa ON public.organisations_formerterm USING btree (term_id);


CREATE INDEX organisations_mandate_committee_id_6c6b704e ON public.organisations_mandate USING btree (committee_id);


CREATE INDEX organisations_mandate_organisation_id_09d92a07 ON public.organisations_mandate USING btree (organisation_id);


CREATE INDEX organisations_mandate_person_id_2244d101 ON public.organisations_mandate USING btree (person_id);


CREATE INDEX organisations_membertransfer_from_organisation_id_e31e6fad ON public.organisations_membertransfer USING btree (from_organisation_id);


CREATE INDEX organisations_membertransfer_member_id_9a7dc06c ON public.organisations_membertransfer USING btree (member_id);


CREATE INDEX organisations_membertransfer_to_organisation_id_14dabb17 ON public.organisations_membertransfer USING btree (to_organisation_id);


CREATE INDEX organisations_organisationterm_organisation_id_82525847 ON public.organisations_organisationterm USING btree (organisation_id);


CREATE INDEX organisations_partymember_organisation_id_647b0b4e ON public.organisations_partymember USING btree (organisation_id);


CREATE INDEX organisations_partyorganisation_code_871784f6_like ON public.organisations_partyorganisation USING btree (code varchar_pattern_ops);


CREATE INDEX organisations_partyorganisation_parent_id_c2ab29c6 ON public.organisations_partyorganisation USING btree (parent_id);


CREATE INDEX organisations_partyorganisation_path_ff58a6dc ON public.organisations_partyorganisation USING btree (path);


CREATE INDEX organisations_partyorganisation_path_ff58a6dc_like ON public.organisations_partyorganisation USING btree (path varchar_pattern_ops);


CREATE INDEX papers_paperscan_paper_id_7eb7c90a ON public.papers_paperscan USING btree (paper_id);


CREATE INDEX parcel_place_state ON public.collective_parcel USING btree (division_code, state);


CREATE INDEX pay_differenceline_correction_id_0cf80a29 ON public.pay_differenceline USING btree (correction_id);


CREATE INDEX pay_differenceline_person_id_a94a8fa1 ON public.pay_differenceline USING btree (person_id);


CREATE INDEX pay_differenceline_run_id_653a6260 ON public.pay_differenceline USING btree (run_id);


CREATE INDEX pay_fact_person ON public.pay_payfact USING btree (person_id);


CREATE INDEX pay_paycorrection_number_06e9e17a_like ON public.pay_paycorrection USING btree (number varchar_pattern_ops);


CREATE INDEX pay_paycorrection_person_id_364fa247 ON public.pay_paycorrection USING btree (person_id);


CREATE INDEX pay_paycorrection_run_id_5012993e ON public.pay_paycorrection USING btree (run_id);


CREATE INDEX pay_payfact_person_id_5dc2fc1c ON public.pay_payfact USING btree (person_id);


CREATE INDEX pay_payinput_person_id_95baa79d ON public.pay_payinput USING btree (person_id);


CREATE INDEX pay_payinput_run_id_1f7381c5 ON public.pay_payinput USING btree (run_id);


CREATE INDEX pay_payrun_number_3787b239_like ON public.pay_payrun USING btree (number varchar_pattern_ops);


CREATE INDEX pay_payslip_person_id_4de1f4f7 ON public.pay_payslip USING btree (person_id);


CREATE INDEX pay_payslip_run_id_a5de14ca ON public.pay_payslip USING btree (run_id);


CREATE INDEX payment_committed ON public.funds_payment USING btree (fund_id) INCLUDE (amount, division_code) WHERE ((state)::text = ANY (ARRAY[('approved'::character varying)::text, ('booked'::character varying)::text]));


CREATE INDEX payment_division_state ON public.funds_payment USING btree (division_code, state);


CREATE INDEX person_division ON public.people_person USING btree (division_code);


CREATE INDEX person_initials ON public.people_person USING btree (initials);


CREATE INDEX person_merged_into ON public.people_person USING btree (merged_into_id) WHERE (merged_into_id IS NOT NULL);


CREATE INDEX person_name_trgm ON public.people_person USING gin (name public.gin_trgm_ops);


CREATE INDEX person_pinyin ON public.people_person USING btree (pinyin, id);


CREATE INDEX pipeline_admission_organisation_id_52f6b0c6 ON public.pipeline_admission USING btree (organisation_id);


CREATE INDEX pipeline_admission_person_id_608fbd0c ON public.pipeline_admission USING btree (person_id);


CREATE INDEX pipeline_admissionstep_admission_id_d118b2e3 ON public.pipeline_admissionstep USING btree (admission_id);


CREATE INDEX pipeline_admissionstep_first_introducer_id_a28c0975 ON public.pipeline_admissionstep USING btree (first_introducer_id);


CREATE INDEX pipeline_admissionstep_second_introducer_id_a9216812 ON public.pipeline_admissionstep USING btree (second_introducer_id);


CREATE INDEX pipeline_capability_person_id_8febd21d ON public.pipeline_capability USING btree (person_id);


CREATE INDEX pipeline_reservecandidate_organisation_id_6b37590b ON public.pipeline_reservecandidate USING btree (organisation_id);


CREATE INDEX pipeline_reservecandidate_person_id_3a276661 ON public.pipeline_reservecandidate USING btree (person_id);


CREATE INDEX power_case_division ON public.decisions_powercase USING btree (division_code);


CREATE INDEX procrastinate_events_job_id_fkey_v1 ON public.procrastinate_events USING btree (job_id);


CREATE INDEX procrastinate_jobs_id_lock_idx_v1 ON public.procrastinate_jobs USING btree (id, lock) WHERE (status = ANY (ARRAY['todo'::public.procrastinate_job_status, 'doing'::public.procrastinate_job_status]));


CREATE UNIQUE INDEX procrastinate_jobs_lock_idx_v1 ON public.procrastinate_jobs USING btree (lock) WHERE (status = 'doing'::public.procrastinate_job_status);


CREATE INDEX procrastinate_jobs_priority_idx_v1 ON public.procrastinate_jobs USING btree (priority DESC, id) WHERE (status = 'todo'::public.procrastinate_job_status);


CREATE INDEX procrastinate_jobs_queue_name_idx_v1 ON public.procrastinate_jobs USING btree (queue_name);


CREATE UNIQUE INDEX procrastinate_jobs_queueing_lock_idx_v1 ON public.procrastinate_jobs USING btree (queueing_lock) WHERE (status = 'todo'::public.procrastinate_job_status);


CREATE INDEX procrastinate_periodic_defers_job_id_fkey_v1 ON public.procrastinate_periodic_defers USING btree (job_id);


CREATE INDEX project_division_state ON public.projects_project USING btree (division_code, state);


CREATE INDEX projects_acceptance_project_id_28c45ceb ON public.projects_acceptance USING btree (project_id);


CREATE INDEX projects_asset_number_5a0fccf8_like ON public.projects_asset USING btree (number varchar_pattern_ops);


CREATE INDEX projects_budget_project_id_22b89460 ON public.projects_budget USING btree (project_id);


CREATE INDEX projects_budgetsource_allocation_id_e9b5b237 ON public.projects_budgetsource USING btree (allocation_id);


CREATE INDEX projects_budgetsource_budget_id_11c75d62 ON public.projects_budgetsource USING btree (budget_id);


CREATE INDEX projects_changeorder_certificate_id_39d3b347 ON public.projects_changeorder USING btree (certificate_id);


CREATE INDEX projects_changeorder_project_id_a98dd93d ON public.projects_changeorder USING btree (project_id);


CREATE INDEX projects_measure_project_id_e19fec8b ON public.projects_measure USING btree (project_id);


CREATE INDEX projects_milestone_project_id_eb7f7808 ON public.projects_milestone USING btree (project_id);


CREATE INDEX projects_milestonephoto_milestone_id_37ea4f99 ON public.projects_milestonephoto USING btree (milestone_id);


CREATE INDEX projects_project_certificate_id_316e7372 ON public.projects_project USING btree (certificate_id);


CREATE INDEX projects_project_number_578befa6_like ON public.projects_project USING btree (number varchar_pattern_ops);


CREATE INDEX projects_project_split_certificate_id_80895940 ON public.projects_project USING btree (split_certificate_id);


CREATE INDEX request_division_due ON public.requests_request USING btree (division_code, state, due_on);


CREATE INDEX request_steps ON public.requests_requeststep USING btree (request_id, id DESC);


CREATE INDEX requests_aside_person_id_0b508020 ON public.requests_aside USING btree (person_id);


CREATE INDEX requests_aside_request_id_2c2e1338 ON public.requests_aside USING btree (request_id);


CREATE INDEX requests_petitionreview_petition_id_4c5b2ccd ON public.requests_petitionreview USING btree (petition_id);


CREATE INDEX requests_request_number_a3a4b340_like ON public.requests_request USING btree (number varchar_pattern_ops);


CREATE INDEX requests_requestreceipt_code_hash_9b34cc5a_like ON public.requests_requestreceipt USING btree (code_hash varchar_pattern_ops);


CREATE INDEX requests_requestreceipt_request_id_822d5172 ON public.requests_requestreceipt USING btree (request_id);


CREATE INDEX requests_requeststep_request_id_6cfd7f05 ON public.requests_requeststep USING btree (request_id);


CREATE INDEX reserve_division ON public.pipeline_reservecandidate USING btree (division_code);


CREATE INDEX resolution_division ON public.decisions_resolution USING btree (division_code);


CREATE INDEX slip_division ON public.pay_payslip USING btree (division_code);


CREATE INDEX socialaccount_socialaccount_user_id_8146e70c ON public.socialaccount_socialaccount USING btree (user_id);


CREATE INDEX socialaccount_socialtoken_account_id_951f210e ON public.socialaccount_socialtoken USING btree (account_id);


CREATE INDEX socialaccount_socialtoken_app_id_636a42d7 ON public.socialaccount_socialtoken USING btree (app_id);


CREATE INDEX thread_division ON public.threads_thread USING btree (division_code, state);


CREATE INDEX thread_estimates ON public.threads_estimate USING btree (thread_id, estimated_on);


CREATE INDEX thread_events ON public.threads_threadevent USING btree (thread_id, happened_on);


CREATE INDEX thread_link_thing ON public.threads_threadlink USING btree (thing);


CREATE INDEX thread_links ON public.threads_threadlink USING btree (thread_id);


CREATE INDEX thread_steps ON public.threads_threadstep USING btree (thread_id, id DESC);


CREATE INDEX threads_estimate_thread_id_c576181b ON public.threads_estimate USING btree (thread_id);


CREATE INDEX threads_stall_thread_id_e354f8c5 ON public.threads_stall USING btree (thread_id);


CREATE INDEX threads_thread_joined_into_id_12895d3c ON public.threads_thread USING btree (joined_into_id);


CREATE INDEX threads_thread_number_430c4252_like ON public.threads_thread USING btree (number varchar_pattern_ops);


CREATE INDEX threads_thread_split_from_id_4e78f751 ON public.threads_thread USING btree (split_from_id);


CREATE INDEX threads_threadevent_other_id_1011311a ON public.threads_threadevent USING btree (other_id);


CREATE INDEX threads_threadevent_thread_id_72da1e76 ON public.threads_threadevent USING btree (thread_id);


CREATE INDEX threads_threadlink_thread_id_3678fbcc ON public.threads_threadlink USING btree (thread_id);


CREATE INDEX threads_threadstep_thread_id_8794cb40 ON public.threads_threadstep USING btree (thread_id);


CREATE INDEX tries_by_key ON public.accounts_loginattempt USING btree (key, at);


CREATE UNIQUE INDEX unique_primary_email ON public.account_emailaddress USING btree (user_id, "primary") WHERE "primary";


CREATE UNIQUE INDEX unique_verified_email ON public.account_emailaddress USING btree (email) WHERE verified;


CREATE UNIQUE INDEX village_asked_once_by_a_task ON public.elements_taskunit USING btree (task_id, division_code) WHERE (organisation_id IS NULL);


CREATE INDEX voucher_reversals ON public.funds_voucher USING btree (division_code) WHERE (reverses_id IS NOT NULL);


CREATE TRIGGER account_below_its_parent BEFORE INSERT OR UPDATE ON public.funds_account FOR EACH ROW EXECUTE FUNCTION public.funds_guard_account();


CREATE CONSTRAINT TRIGGER acting_while_the_post_is_vacant AFTER INSERT OR UPDATE ON public.engagements_engagement DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.engagements_check_acting();


CREATE TRIGGER allocation_of_its_source BEFORE INSERT OR UPDATE ON public.funds_allocation FOR EACH ROW EXECUTE FUNCTION public.funds_guard_allocation();


CREATE TRIGGER along_its_own_thread BEFORE INSERT ON public.threads_estimate FOR EACH ROW EXECUTE FUNCTION public.threads_guard_along();


CREATE TRIGGER along_its_own_thread BEFORE INSERT ON public.threads_stall FOR EACH ROW EXECUTE FUNCTION public.threads_guard_along();


CREATE TRIGGER along_its_own_thread BEFORE INSERT ON public.threads_threadevent FOR EACH ROW EXECUTE FUNCTION public.threads_guard_along();


CREATE TRIGGER along_its_own_thread BEFORE INSERT ON public.threads_threadlink FOR EACH ROW EXECUTE FUNCTION public.threads_guard_along();


CREATE TRIGGER along_its_own_thread BEFORE INSERT ON public.threads_threadstep FOR EACH ROW EXECUTE FUNCTION public.threads_guard_along();


CREATE TRIGGER amendment_of_a_signed_contract BEFORE INSERT ON public.contracts_amendment FOR EACH ROW EXECUTE FUNCTION public.contracts_guard_amendment();


CREATE TRIGGER answer_guarded BEFORE INSERT ON public.elements_answer FOR EACH ROW EXECUTE FUNCTION public.elements_guard_answer();


CREATE TRIGGER answer_stays BEFORE UPDATE ON public.decisions_objection FOR EACH ROW EXECUTE FUNCTION public.decisions_answer_stays();


CREATE TRIGGER answered_by_another BEFORE INSERT OR UPDATE ON public.decisions_objection FOR EACH ROW WHEN (((new.answered_by)::text <> ''::text)) EXECUTE FUNCTION public.decisions_answered_by_another();


CREATE TRIGGER approved_correction_stays BEFORE DELETE OR UPDATE ON public.pay_paycorrection FOR EACH ROW EXECUTE FUNCTION public.pay_approved_stays();


CREATE TRIGGER approved_run_stays BEFORE DELETE OR UPDATE ON public.pay_payrun FOR EACH ROW EXECUTE FUNCTION public.pay_approved_stays();


CREATE TRIGGER approved_slip_stays BEFORE DELETE OR UPDATE ON public.pay_payslip FOR EACH ROW EXECUTE FUNCTION public.pay_approved_slip_stays();


CREATE TRIGGER assessment_appeal_panel BEFORE INSERT OR UPDATE ON public.assessments_gradeappeal FOR EACH ROW EXECUTE FUNCTION public.assessments_check_appeal();


CREATE TRIGGER assessment_fact_stays BEFORE INSERT OR UPDATE ON public.assessments_assessmentfact FOR EACH ROW EXECUTE FUNCTION public.assessments_check_scores();


CREATE TRIGGER assessment_indicator_stays BEFORE INSERT OR DELETE OR UPDATE ON public.assessments_assessmentindicator FOR EACH ROW EXECUTE FUNCTION public.assessments_check_indicator();


CREATE TRIGGER assessment_mark_stays BEFORE UPDATE ON public.assessments_assessmentmark FOR EACH ROW EXECUTE FUNCTION public.assessments_check_scores();


CREATE TRIGGER assessment_scheme_stays BEFORE INSERT OR UPDATE ON public.assessments_assessmentscheme FOR EACH ROW EXECUTE FUNCTION public.assessments_check_scheme();


CREATE TRIGGER assessment_sheet_duties BEFORE INSERT OR UPDATE ON public.assessments_assessmentsheet FOR EACH ROW EXECUTE FUNCTION public.assessments_check_sheet();


CREATE CONSTRAINT TRIGGER assessment_within_quota AFTER INSERT OR UPDATE ON public.assessments_assessmentsheet DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.assessments_check_quota();


CREATE CONSTRAINT TRIGGER asset_has_history AFTER INSERT OR UPDATE ON public.collective_asset DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.collective_has_history();


CREATE TRIGGER asset_of_an_audited_project BEFORE INSERT ON public.projects_asset FOR EACH ROW EXECUTE FUNCTION public.projects_guard_asset();


CREATE TRIGGER asset_stays BEFORE INSERT OR UPDATE ON public.collective_asset FOR EACH ROW EXECUTE FUNCTION public.collective_guard_asset();


CREATE TRIGGER audited_by_two_people BEFORE INSERT OR UPDATE ON public.projects_project FOR EACH ROW EXECUTE FUNCTION public.accounts_two_people('recorded_by', 'audited_by');


CREATE TRIGGER bank_account_of_a_unit BEFORE INSERT OR UPDATE ON public.funds_bankaccount FOR EACH ROW EXECUTE FUNCTION public.funds_guard_bank_account();


CREATE TRIGGER book_stays BEFORE UPDATE ON public.funds_book FOR EACH ROW EXECUTE FUNCTION public.funds_guard_book();


CREATE TRIGGER branch_stands_when_added AFTER INSERT ON public.organisations_branchregistration REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION public.organisations_branch_stands();


CREATE TRIGGER branch_stands_when_added AFTER INSERT ON public.organisations_partymember REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION public.organisations_branch_stands();


CREATE TRIGGER branch_stands_when_changed AFTER UPDATE ON public.organisations_branchregistration REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION public.organisations_branch_stands();


CREATE TRIGGER branch_stands_when_changed AFTER UPDATE ON public.organisations_partymember REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION public.organisations_branch_stands();


CREATE TRIGGER branches_apart_when_added AFTER INSERT ON public.organisations_branchregistration REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION public.organisations_branches_apart();


CREATE TRIGGER branches_apart_when_changed AFTER UPDATE ON public.organisations_branchregistration REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION public.organisations_branches_apart();


CREATE TRIGGER budget_of_its_project BEFORE INSERT ON public.projects_budget FOR EACH ROW EXECUTE FUNCTION public.projects_guard_budget();


CREATE TRIGGER by_two_people BEFORE INSERT OR UPDATE ON public.accounts_secondfactorreset FOR EACH ROW EXECUTE FUNCTION public.accounts_guard_reset();


CREATE TRIGGER by_two_people BEFORE INSERT OR UPDATE ON public.assessments_assessmentscheme FOR EACH ROW EXECUTE FUNCTION public.accounts_two_people('drafted_by', 'published_by');


CREATE TRIGGER by_two_people BEFORE INSERT OR UPDATE ON public.assessments_assessmentsheet FOR EACH ROW EXECUTE FUNCTION public.accounts_two_people('scored_by', 'approved_by');


CREATE TRIGGER by_two_people BEFORE INSERT OR UPDATE ON public.contracts_contract FOR EACH ROW EXECUTE FUNCTION public.accounts_two_people('drafted_by', 'recorded_by');


CREATE TRIGGER by_two_people BEFORE INSERT OR UPDATE ON public.decisions_certificate FOR EACH ROW EXECUTE FUNCTION public.accounts_two_people('issued_by', 'revoked_by');


CREATE TRIGGER by_two_people BEFORE INSERT OR UPDATE ON public.decisions_powerflag FOR EACH ROW EXECUTE FUNCTION public.accounts_two_people('flagged_by', 'looked_by');


CREATE TRIGGER by_two_people BEFORE INSERT OR UPDATE ON public.divisions_populationsnapshot FOR EACH ROW EXECUTE FUNCTION public.accounts_two_people('recorded_by', 'approved_by');


CREATE TRIGGER by_two_people BEFORE INSERT OR UPDATE ON public.elections_contestresult FOR EACH ROW EXECUTE FUNCTION public.accounts_two_people('computed_by', 'published_by');


CREATE TRIGGER by_two_people BEFORE INSERT OR UPDATE ON public.elections_election FOR EACH ROW EXECUTE FUNCTION public.accounts_two_people('called_by', 'approved_by');


CREATE TRIGGER by_two_people BEFORE INSERT OR UPDATE ON public.elements_askedbefore FOR EACH ROW EXECUTE FUNCTION public.accounts_two_people('reported_by', 'replied_by');


CREATE TRIGGER by_two_people BEFORE INSERT OR UPDATE ON public.elements_collectiontask FOR EACH ROW EXECUTE FUNCTION public.accounts_two_people('drafted_by', 'approved_by');


CREATE TRIGGER by_two_people BEFORE INSERT OR UPDATE ON public.engagements_consequencecase FOR EACH ROW EXECUTE FUNCTION public.accounts_two_people('proposed_by', 'decided_by', 'answered_by');


CREATE TRIGGER by_two_people BEFORE INSERT OR UPDATE ON public.engagements_groundrecord FOR EACH ROW EXECUTE FUNCTION public.accounts_two_people('recorded_by', 'cleared_by');


CREATE TRIGGER by_two_people BEFORE INSERT OR UPDATE ON public.engagements_secretaryfiling FOR EACH ROW EXECUTE FUNCTION public.accounts_two_people('filed_by', 'objected_by');


CREATE TRIGGER by_two_people BEFORE INSERT OR UPDATE ON public.funds_approverceiling FOR EACH ROW EXECUTE FUNCTION public.accounts_two_people('login', 'proposed_by', 'confirmed_by');


CREATE TRIGGER by_two_people BEFORE INSERT OR UPDATE ON public.funds_disclosuresheet FOR EACH ROW EXECUTE FUNCTION public.accounts_two_people('prepared_by', 'signed_by');


CREATE TRIGGER by_two_people BEFORE INSERT OR UPDATE ON public.funds_standingresolution FOR EACH ROW EXECUTE FUNCTION public.accounts_two_people('entered_by', 'confirmed_by');


CREATE TRIGGER by_two_people BEFORE INSERT ON public.funds_voucher FOR EACH ROW EXECUTE FUNCTION public.accounts_two_people('prepared_by', 'checked_by');


CREATE TRIGGER by_two_people BEFORE INSERT OR UPDATE ON public.letters_letter FOR EACH ROW EXECUTE FUNCTION public.accounts_two_people('drafted_by', 'issued_by');


CREATE TRIGGER by_two_people BEFORE INSERT OR UPDATE ON public.papers_papertemplate FOR EACH ROW EXECUTE FUNCTION public.accounts_two_people('uploaded_by', 'adopted_by');


CREATE TRIGGER by_two_people BEFORE INSERT OR UPDATE ON public.pay_paycorrection FOR EACH ROW EXECUTE FUNCTION public.accounts_two_people('prepared_by', 'checked_by', 'approved_by');


CREATE TRIGGER by_two_people BEFORE INSERT OR UPDATE ON public.pay_payrun FOR EACH ROW EXECUTE FUNCTION public.accounts_two_people('prepared_by', 'checked_by', 'approved_by');


CREATE TRIGGER by_two_people BEFORE INSERT OR UPDATE ON public.pipeline_reservecandidate FOR EACH ROW EXECUTE FUNCTION public.accounts_two_people('proposed_by', 'settled_by');


CREATE TRIGGER by_two_people BEFORE INSERT OR UPDATE ON public.projects_project FOR EACH ROW EXECUTE FUNCTION public.accounts_two_people('recorded_by', 'approved_by');


CREATE TRIGGER called_by_law AFTER INSERT ON public.elections_election FOR EACH ROW EXECUTE FUNCTION public.elections_called_by_law();


CREATE CONSTRAINT TRIGGER candidates_do_not_count AFTER INSERT OR UPDATE ON public.elections_candidate NOT DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW EXECUTE FUNCTION public.elections_staff_do_not_stand();


CREATE TRIGGER cases_are_kept BEFORE DELETE ON public.cases_case FOR EACH ROW EXECUTE FUNCTION public.cases_nothing_is_deleted();


CREATE TRIGGER cases_are_kept BEFORE DELETE ON public.cases_casenumber FOR EACH ROW EXECUTE FUNCTION public.cases_nothing_is_deleted();


CREATE TRIGGER cases_are_kept BEFORE DELETE ON public.cases_caseopinion FOR EACH ROW EXECUTE FUNCTION public.cases_nothing_is_deleted();


CREATE TRIGGER cases_are_kept BEFORE DELETE ON public.cases_casereceipt FOR EACH ROW EXECUTE FUNCTION public.cases_nothing_is_deleted();


CREATE TRIGGER cases_are_kept BEFORE DELETE ON public.cases_casestep FOR EACH ROW EXECUTE FUNCTION public.cases_nothing_is_deleted();


CREATE CONSTRAINT TRIGGER cases_follow_their_steps AFTER INSERT OR UPDATE ON public.cases_case DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.cases_follow_their_steps();


CREATE CONSTRAINT TRIGGER cases_follow_their_steps AFTER INSERT ON public.cases_casestep DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.cases_follow_their_steps();


CREATE TRIGGER cases_guard_case BEFORE INSERT OR UPDATE ON public.cases_case FOR EACH ROW EXECUTE FUNCTION public.cases_guard_case();


CREATE TRIGGER cases_guard_number BEFORE UPDATE ON public.cases_casenumber FOR EACH ROW EXECUTE FUNCTION public.cases_guard_number();


CREATE TRIGGER cases_guard_opinion BEFORE INSERT ON public.cases_caseopinion FOR EACH ROW EXECUTE FUNCTION public.cases_guard_opinion();


CREATE TRIGGER cases_guard_step BEFORE INSERT ON public.cases_casestep FOR EACH ROW EXECUTE FUNCTION public.cases_guard_step();


CREATE TRIGGER ceiling_by_two BEFORE INSERT OR UPDATE ON public.funds_approverceiling FOR EACH ROW EXECUTE FUNCTION public.funds_guard_ceiling();


CREATE TRIGGER certificate_bodies_by_amount BEFORE INSERT ON public.decisions_certificate FOR EACH ROW EXECUTE FUNCTION public.decisions_bodies_by_amount();


CREATE TRIGGER certificate_bodies_by_kind BEFORE INSERT ON public.decisions_certificate FOR EACH ROW EXECUTE FUNCTION public.decisions_bodies_by_kind();


CREATE TRIGGER certificate_is_earned BEFORE INSERT ON public.decisions_certificate FOR EACH ROW EXECUTE FUNCTION public.decisions_certificate_is_earned();


CREATE TRIGGER certificate_lapses_in_time BEFORE INSERT ON public.decisions_certificate FOR EACH ROW EXECUTE FUNCTION public.decisions_certificate_lapses();


CREATE TRIGGER certificate_stays BEFORE UPDATE ON public.decisions_certificate FOR EACH ROW EXECUTE FUNCTION public.decisions_certificate_stays();


CREATE TRIGGER close_stays BEFORE DELETE OR UPDATE ON public.funds_monthclose FOR EACH ROW EXECUTE FUNCTION public.funds_stays();


CREATE CONSTRAINT TRIGGER closed_centre_has_no_engagement AFTER UPDATE ON public.centres_servicecentre DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.engagements_check_centre_close();


CREATE TRIGGER closed_on_its_statement BEFORE INSERT OR UPDATE ON public.funds_bankstatement FOR EACH ROW EXECUTE FUNCTION public.funds_guard_closed_statement();


CREATE TRIGGER collection_guarded BEFORE INSERT OR UPDATE ON public.elements_collectiontask FOR EACH ROW EXECUTE FUNCTION public.elements_guard_task();


CREATE TRIGGER collective_decided_by_proposal BEFORE INSERT ON public.rulebook_settingproposal FOR EACH ROW WHEN (((new.key)::text ^@ 'collective.'::text)) EXECUTE FUNCTION public.collective_guard_setting();


CREATE TRIGGER collective_decided_by_setting BEFORE INSERT ON public.rulebook_setting FOR EACH ROW WHEN (((new.key)::text ^@ 'collective.'::text)) EXECUTE FUNCTION public.collective_guard_setting();


CREATE TRIGGER committee_is_whole AFTER UPDATE OF state ON public.elections_election FOR EACH ROW WHEN ((((new.state)::text = 'in_office'::text) AND ((old.state)::text <> 'in_office'::text) AND ((new.occasion)::text = 'term'::text) AND ((new.kind)::text <> 'party'::text))) EXECUTE FUNCTION public.elections_committee_is_whole();


CREATE TRIGGER consequence_case_stays BEFORE UPDATE ON public.engagements_consequencecase FOR EACH ROW EXECUTE FUNCTION public.engagements_check_case();


CREATE TRIGGER contract_stays BEFORE INSERT OR UPDATE ON public.contracts_contract FOR EACH ROW EXECUTE FUNCTION public.contracts_guard_contract();


CREATE TRIGGER contracts_decided_by_proposal BEFORE INSERT ON public.rulebook_settingproposal FOR EACH ROW WHEN ((((new.key)::text ^@ 'contracts.'::text) OR ((new.key)::text = 'decisions.two_committees_over'::text))) EXECUTE FUNCTION public.contracts_guard_setting();


CREATE TRIGGER contracts_decided_by_setting BEFORE INSERT ON public.rulebook_setting FOR EACH ROW WHEN ((((new.key)::text ^@ 'contracts.'::text) OR ((new.key)::text = 'decisions.two_committees_over'::text))) EXECUTE FUNCTION public.contracts_guard_setting();


CREATE TRIGGER correction_step_by_step BEFORE INSERT OR UPDATE ON public.pay_paycorrection FOR EACH ROW EXECUTE FUNCTION public.pay_guard_road('computed');


CREATE TRIGGER counted_by_two BEFORE INSERT ON public.decisions_countentry FOR EACH ROW EXECUTE FUNCTION public.decisions_counted_by_two();


CREATE TRIGGER county_stands BEFORE INSERT OR UPDATE ON public.divisions_county FOR EACH ROW EXECUTE FUNCTION public.divisions_county_stands();


CREATE TRIGGER decision_rests_on_vetting BEFORE INSERT ON public.engagements_engagementdecision FOR EACH ROW EXECUTE FUNCTION public.engagements_check_decision();


CREATE TRIGGER decisions_decided_by_proposal BEFORE INSERT ON public.rulebook_settingproposal FOR EACH ROW WHEN (((new.key)::text ^@ 'decisions.'::text)) EXECUTE FUNCTION public.decisions_guard_setting();


CREATE TRIGGER decisions_decided_by_setting BEFORE INSERT ON public.rulebook_setting FOR EACH ROW WHEN (((new.key)::text ^@ 'decisions.'::text)) EXECUTE FUNCTION public.decisions_guard_setting();


CREATE CONSTRAINT TRIGGER deputy_is_another AFTER INSERT OR UPDATE ON public.accounts_rolegrant NOT DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW EXECUTE FUNCTION public.accounts_deputy_is_another();


CREATE TRIGGER difference_follows BEFORE INSERT ON public.pay_differenceline FOR EACH ROW EXECUTE FUNCTION public.pay_difference_follows();


CREATE TRIGGER difference_of_its_correction BEFORE INSERT ON public.pay_differenceline FOR EACH ROW EXECUTE FUNCTION public.pay_difference_of_its_correction();


CREATE TRIGGER difference_only_appended BEFORE DELETE OR UPDATE ON public.pay_differenceline FOR EACH ROW EXECUTE FUNCTION public.pay_only_appended();


CREATE TRIGGER disclosed_after_the_period BEFORE INSERT ON public.funds_disclosuresheet FOR EACH ROW EXECUTE FUNCTION public.funds_guard_disclosure();


CREATE TRIGGER disclosure_stays BEFORE UPDATE ON public.funds_disclosuresheet FOR EACH ROW EXECUTE FUNCTION public.funds_guard_disclosure();


CREATE TRIGGER distribution_in_order BEFORE INSERT OR UPDATE ON public.collective_distribution FOR EACH ROW EXECUTE FUNCTION public.collective_guard_distribution();


CREATE TRIGGER distribution_shared_out BEFORE INSERT OR UPDATE ON public.collective_distribution FOR EACH ROW EXECUTE FUNCTION public.collective_guard_shared_out();


CREATE TRIGGER draft_stays BEFORE UPDATE ON public.funds_voucherdraft FOR EACH ROW EXECUTE FUNCTION public.funds_guard_draft();


CREATE CONSTRAINT TRIGGER elected_from_its_election AFTER INSERT OR UPDATE ON public.organisations_mandate DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.elections_elected_here();


CREATE TRIGGER elements_decided_by_proposal BEFORE INSERT ON public.rulebook_settingproposal FOR EACH ROW WHEN (((new.key)::text ^@ 'elements.'::text)) EXECUTE FUNCTION public.elements_guard_setting();


CREATE TRIGGER elements_decided_by_setting BEFORE INSERT ON public.rulebook_setting FOR EACH ROW WHEN (((new.key)::text ^@ 'elements.'::text)) EXECUTE FUNCTION public.elements_guard_setting();


CREATE CONSTRAINT TRIGGER ends_as_its_events_say AFTER INSERT OR UPDATE ON public.threads_thread DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.threads_as_its_events();


CREATE CONSTRAINT TRIGGER ends_as_its_events_say AFTER INSERT ON public.threads_threadevent DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.threads_as_its_events();


CREATE CONSTRAINT TRIGGER engagement_director_is_secretary AFTER INSERT OR UPDATE ON public.engagements_engagement DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.engagements_check_director();


CREATE TRIGGER engagement_heard_before_ending BEFORE UPDATE ON public.engagements_engagement FOR EACH ROW EXECUTE FUNCTION public.engagements_check_hearing();


CREATE TRIGGER engagement_of_an_engaged_decision BEFORE INSERT OR UPDATE ON public.engagements_engagement FOR EACH ROW EXECUTE FUNCTION public.engagements_check_engagement();


CREATE CONSTRAINT TRIGGER engagement_within_establishment AFTER INSERT OR UPDATE ON public.engagements_engagement DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.engagements_check_establishment();


CREATE TRIGGER everybody_by_his_shares BEFORE INSERT ON public.collective_distributionline FOR EACH ROW EXECUTE FUNCTION public.collective_guard_line();


CREATE CONSTRAINT TRIGGER everybody_has_a_line AFTER INSERT ON public.collective_distribution DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.collective_check_lines();


CREATE TRIGGER exclusions_by_two_people BEFORE INSERT OR UPDATE ON public.elections_election FOR EACH ROW EXECUTE FUNCTION public.accounts_two_people('called_by', 'exclusions_approved_by');


CREATE CONSTRAINT TRIGGER facility_counted_with_its_history AFTER INSERT OR UPDATE OF facility, quantity ON public.collective_asset DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.collective_facility_counted();


CREATE TRIGGER few_photos BEFORE INSERT ON public.projects_milestonephoto FOR EACH ROW EXECUTE FUNCTION public.projects_guard_photo();


CREATE TRIGGER former_centre AFTER UPDATE ON public.centres_servicecentre FOR EACH ROW EXECUTE FUNCTION public.foundation_keep_former('centres_formercentre', 'centre_id', 'name', 'kind', 'area_m2', 'windows', 'opening_hours', 'telephone', 'address');


CREATE TRIGGER former_membership AFTER UPDATE OF status, mobility ON public.organisations_partymember FOR EACH ROW WHEN ((((old.status)::text <> 'probationary'::text) OR ((old.mobility)::text <> (new.mobility)::text))) EXECUTE FUNCTION public.foundation_keep_former('organisations_formermembership', 'member_id', 'status', 'mobility');


CREATE TRIGGER former_organisation AFTER UPDATE ON public.organisations_partyorganisation FOR EACH ROW EXECUTE FUNCTION public.foundation_keep_former('organisations_formerorganisation', 'organisation_id', 'name', 'short_name', 'initials', 'kind', 'sector', 'parent_id', 'path', 'is_top_of_village', 'approved_by', 'approval_document', 'need_reason', 'term_years', 'task', 'expires_on', 'telephone');


CREATE TRIGGER former_term AFTER UPDATE OF due_on, extension_months, extension_document ON public.organisations_organisationterm FOR EACH ROW EXECUTE FUNCTION public.foundation_keep_former('organisations_formerterm', 'term_id', 'due_on', 'extension_months', 'extension_document');


CREATE TRIGGER fund_as_allocated BEFORE INSERT OR UPDATE ON public.funds_fund FOR EACH ROW EXECUTE FUNCTION public.funds_guard_fund();


CREATE TRIGGER funds_decided_by_proposal BEFORE INSERT ON public.rulebook_settingproposal FOR EACH ROW WHEN (((new.key)::text ^@ 'funds.'::text)) EXECUTE FUNCTION public.funds_guard_setting();


CREATE TRIGGER funds_decided_by_setting BEFORE INSERT ON public.rulebook_setting FOR EACH ROW WHEN (((new.key)::text ^@ 'funds.'::text)) EXECUTE FUNCTION public.funds_guard_setting();


CREATE TRIGGER history_of_its_thing BEFORE INSERT ON public.collective_propertyevent FOR EACH ROW EXECUTE FUNCTION public.collective_guard_event();


CREATE TRIGGER instalments_of_the_term BEFORE INSERT ON public.collective_instalment FOR EACH ROW EXECUTE FUNCTION public.collective_guard_instalment();


CREATE CONSTRAINT TRIGGER later_registration_of_his_branch AFTER INSERT ON public.organisations_branchregistration DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((NOT upper_inf(new.period))) EXECUTE FUNCTION public.organisations_registration_moved();


CREATE TRIGGER lease_ends_on_its_day BEFORE UPDATE ON public.collective_lease FOR EACH ROW WHEN ((((new.state)::text = 'ended'::text) AND ((old.state)::text = 'running'::text))) EXECUTE FUNCTION public.collective_guard_lease_end();


CREATE CONSTRAINT TRIGGER lease_has_its_schedule AFTER INSERT ON public.collective_lease DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.collective_check_schedule();


CREATE TRIGGER lease_in_force_without_unrecused_kin BEFORE UPDATE ON public.collective_lease FOR EACH ROW WHEN ((((new.state)::text = 'running'::text) AND ((old.state)::text = 'planned'::text))) EXECUTE FUNCTION public.collective_guard_kin_of_lease();


CREATE TRIGGER lease_of_what_is_there BEFORE INSERT ON public.collective_lease FOR EACH ROW EXECUTE FUNCTION public.collective_lease_of_what_is_there();


CREATE TRIGGER lease_on_its_certificate BEFORE INSERT OR UPDATE ON public.collective_lease FOR EACH ROW EXECUTE FUNCTION public.collective_guard_lease();


CREATE TRIGGER lease_out_of_a_thing BEFORE UPDATE ON public.contracts_contract FOR EACH ROW WHEN ((((new.state)::text = 'signed'::text) AND ((old.state)::text = 'draft'::text) AND ((new.kind)::text = 'lease_out'::text) AND ((new.basis)::text <> 'existing'::text))) EXECUTE FUNCTION public.collective_guard_thing_let();


CREATE TRIGGER lease_signed_under_its_conditions BEFORE UPDATE ON public.contracts_contract FOR EACH ROW WHEN ((((new.state)::text = 'signed'::text) AND ((old.state)::text = 'draft'::text))) EXECUTE FUNCTION public.collective_guard_signing();


CREATE TRIGGER lease_signed_without_unrecused_kin BEFORE UPDATE ON public.contracts_contract FOR EACH ROW WHEN ((((new.state)::text = 'signed'::text) AND ((old.state)::text = 'draft'::text))) EXECUTE FUNCTION public.collective_guard_kin_of_contract();


CREATE TRIGGER lease_without_unrecused_kin BEFORE INSERT ON public.collective_lease FOR EACH ROW EXECUTE FUNCTION public.collective_guard_kin_of_lease();


CREATE TRIGGER letters_guard_case BEFORE INSERT ON public.letters_letter FOR EACH ROW WHEN ((new.case_id IS NOT NULL)) EXECUTE FUNCTION public.letters_guard_case();


CREATE TRIGGER letters_guard_letter BEFORE INSERT OR DELETE OR UPDATE ON public.letters_letter FOR EACH ROW EXECUTE FUNCTION public.letters_guard_letter();


CREATE TRIGGER letters_guard_number BEFORE UPDATE ON public.letters_letternumber FOR EACH ROW EXECUTE FUNCTION public.letters_guard_number();


CREATE TRIGGER line_stays BEFORE DELETE OR UPDATE ON public.funds_voucherline FOR EACH ROW EXECUTE FUNCTION public.funds_stays();


CREATE TRIGGER line_with_its_voucher BEFORE INSERT ON public.funds_voucherline FOR EACH ROW EXECUTE FUNCTION public.funds_place_line();


CREATE TRIGGER link_is_untied_once BEFORE UPDATE ON public.threads_threadlink FOR EACH ROW EXECUTE FUNCTION public.threads_link_is_untied_once();


CREATE CONSTRAINT TRIGGER mandate_end_ends_director AFTER DELETE OR UPDATE ON public.organisations_mandate DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.engagements_check_secretary();


CREATE TRIGGER matter_begins_as_a_draft BEFORE INSERT ON public.decisions_matter FOR EACH ROW EXECUTE FUNCTION public.decisions_matter_moves();


CREATE TRIGGER matter_on_its_road BEFORE UPDATE ON public.decisions_matter FOR EACH ROW WHEN (((new.state)::text <> (old.state)::text)) EXECUTE FUNCTION public.decisions_matter_moves();


CREATE TRIGGER matter_road BEFORE UPDATE ON public.decisions_matter FOR EACH ROW EXECUTE FUNCTION public.decisions_matter_road();


CREATE TRIGGER meeting_is_frozen BEFORE INSERT OR UPDATE ON public.decisions_meeting FOR EACH ROW EXECUTE FUNCTION public.decisions_meeting_is_frozen();


CREATE CONSTRAINT TRIGGER member_in_his_branch AFTER UPDATE OF organisation_id, division_code, ended_on ON public.organisations_partymember DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.organisations_member_moved();


CREATE TRIGGER member_is_not_erased BEFORE DELETE ON public.collective_member FOR EACH ROW EXECUTE FUNCTION public.collective_guard_erased();


CREATE TRIGGER members_added_in_their_branch AFTER INSERT ON public.organisations_partymember REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.organisations_members_added();


CREATE TRIGGER membership_stays BEFORE UPDATE ON public.collective_member FOR EACH ROW EXECUTE FUNCTION public.collective_guard_member();


CREATE TRIGGER milestone_stays BEFORE UPDATE ON public.projects_milestone FOR EACH ROW EXECUTE FUNCTION public.projects_guard_milestone();


CREATE TRIGGER month_reconciled BEFORE INSERT ON public.funds_monthclose FOR EACH ROW EXECUTE FUNCTION public.funds_guard_month_reconciled();


CREATE TRIGGER months_close_in_order BEFORE INSERT ON public.funds_monthclose FOR EACH ROW EXECUTE FUNCTION public.funds_close_month();


CREATE TRIGGER namesake_of_the_village BEFORE INSERT ON public.collective_namesakestatement FOR EACH ROW EXECUTE FUNCTION public.collective_guard_namesake();


CREATE TRIGGER near_to_a_director BEFORE INSERT ON public.collective_nearparty FOR EACH ROW EXECUTE FUNCTION public.collective_guard_near();


CREATE CONSTRAINT TRIGGER no_more_than_the_seats AFTER INSERT ON public.elections_resultline DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.elections_no_more_than_the_seats();


CREATE CONSTRAINT TRIGGER nobody_in_it AFTER DELETE OR UPDATE OF id ON public.organisations_partyorganisation DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.organisations_nobody_in_it();


CREATE TRIGGER notices_guard_notice BEFORE INSERT OR UPDATE ON public.notices_notice FOR EACH ROW EXECUTE FUNCTION public.notices_guard_notice();


CREATE CONSTRAINT TRIGGER office_from_a_published_result AFTER INSERT ON public.elections_electedmandate NOT DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW EXECUTE FUNCTION public.elections_office_from_result();


CREATE CONSTRAINT TRIGGER office_in_its_place AFTER INSERT OR UPDATE OF organisation_id, committee_id, division_code ON public.organisations_mandate DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.organisations_office_in_its_place();


CREATE CONSTRAINT TRIGGER one_spouse AFTER INSERT OR UPDATE OF principal_id, proxy_id, relation ON public.elections_proxy NOT DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW EXECUTE FUNCTION public.elections_one_spouse();


CREATE CONSTRAINT TRIGGER paid_with_a_voucher AFTER UPDATE ON public.funds_payment DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.funds_paid_has_voucher();


CREATE CONSTRAINT TRIGGER parcel_has_history AFTER INSERT OR UPDATE ON public.collective_parcel DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.collective_has_history();


CREATE TRIGGER part_within_whole BEFORE INSERT OR UPDATE ON public.collective_parcel FOR EACH ROW EXECUTE FUNCTION public.collective_guard_parcel();


CREATE TRIGGER pay_accrued_once BEFORE INSERT ON public.funds_voucherdraft FOR EACH ROW WHEN (((new.pay_key)::text <> ''::text)) EXECUTE FUNCTION public.funds_guard_accrual();


CREATE TRIGGER pay_fact_only_appended BEFORE DELETE OR UPDATE ON public.pay_payfact FOR EACH ROW EXECUTE FUNCTION public.pay_only_appended();


CREATE TRIGGER pay_from_the_payable BEFORE UPDATE ON public.funds_payment FOR EACH ROW WHEN ((((new.authority)::text = 'pay_run'::text) AND ((new.state)::text = ANY (ARRAY[('approved'::character varying)::text, ('booked'::character varying)::text, ('paid'::character varying)::text])) AND ((new.account_id)::text = ANY (ARRAY[('51301'::character varying)::text, ('21201'::character varying)::text])) AND ((new.state)::text <> (old.state)::text))) EXECUTE FUNCTION public.funds_guard_pay_account();


CREATE TRIGGER pay_key_stays BEFORE UPDATE ON public.funds_voucherdraft FOR EACH ROW WHEN (((new.pay_key)::text <> (old.pay_key)::text)) EXECUTE FUNCTION public.funds_guard_accrual();


CREATE TRIGGER pay_stands_as_approved BEFORE INSERT ON public.funds_voucherdraft FOR EACH ROW WHEN (((new.pay_key)::text <> ''::text)) EXECUTE FUNCTION public.funds_guard_pay_as_approved();


CREATE TRIGGER payment_step_by_step BEFORE INSERT OR UPDATE ON public.funds_payment FOR EACH ROW EXECUTE FUNCTION public.funds_guard_payment();


CREATE TRIGGER payment_with_named_deputies BEFORE INSERT OR UPDATE ON public.funds_payment FOR EACH ROW WHEN ((((new.handled_for)::text <> ''::text) OR ((new.looked_for)::text <> ''::text) OR ((new.approved_for)::text <> ''::text) OR ((new.booked_for)::text <> ''::text) OR ((new.paid_for)::text <> ''::text))) EXECUTE FUNCTION public.funds_guard_deputies();


CREATE TRIGGER payment_within_the_contract BEFORE INSERT OR UPDATE ON public.funds_payment FOR EACH ROW EXECUTE FUNCTION public.funds_guard_contract();


CREATE TRIGGER power_case_stays BEFORE UPDATE ON public.decisions_powercase FOR EACH ROW EXECUTE FUNCTION public.decisions_power_case_stays();


CREATE TRIGGER power_flag_stays BEFORE UPDATE ON public.decisions_powerflag FOR EACH ROW EXECUTE FUNCTION public.decisions_power_flag_stays();


CREATE TRIGGER power_move_of_the_flow BEFORE INSERT ON public.decisions_powermove FOR EACH ROW EXECUTE FUNCTION public.decisions_power_move_of_the_flow();


CREATE TRIGGER procrastinate_jobs_notify_queue_job_aborted_v1 AFTER UPDATE OF abort_requested ON public.procrastinate_jobs FOR EACH ROW WHEN (((old.abort_requested = false) AND (new.abort_requested = true) AND (new.status = 'doing'::public.procrastinate_job_status))) EXECUTE FUNCTION public.procrastinate_notify_queue_abort_job_v1();


CREATE TRIGGER procrastinate_jobs_notify_queue_job_inserted_v1 AFTER INSERT ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::public.procrastinate_job_status)) EXECUTE FUNCTION public.procrastinate_notify_queue_job_inserted_v1();


CREATE TRIGGER procrastinate_trigger_abort_requested_events_v1 AFTER UPDATE OF abort_requested ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.abort_requested = true)) EXECUTE FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1();


CREATE TRIGGER procrastinate_trigger_delete_jobs_v1 BEFORE DELETE ON public.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION public.procrastinate_unlink_periodic_defers_v1();


CREATE TRIGGER procrastinate_trigger_scheduled_events_v1 AFTER INSERT OR UPDATE ON public.procrastinate_jobs FOR EACH ROW WHEN (((new.scheduled_at IS NOT NULL) AND (new.status = 'todo'::public.procrastinate_job_status))) EXECUTE FUNCTION public.procrastinate_trigger_function_scheduled_events_v1();


CREATE TRIGGER procrastinate_trigger_status_events_insert_v1 AFTER INSERT ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::public.procrastinate_job_status)) EXECUTE FUNCTION public.procrastinate_trigger_function_status_events_insert_v1();


CREATE TRIGGER procrastinate_trigger_status_events_update_v1 AFTER UPDATE OF status ON public.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION public.procrastinate_trigger_function_status_events_update_v1();


CREATE TRIGGER project_allows_payment BEFORE INSERT OR UPDATE ON public.funds_payment FOR EACH ROW EXECUTE FUNCTION public.projects_guard_payment();


CREATE TRIGGER project_road BEFORE INSERT OR UPDATE ON public.projects_project FOR EACH ROW EXECUTE FUNCTION public.projects_guard_project();


CREATE TRIGGER projects_decided_by_proposal BEFORE INSERT ON public.rulebook_settingproposal FOR EACH ROW WHEN ((((new.key)::text ^@ 'tender.'::text) OR ((new.key)::text ^@ 'projects.'::text) OR ((new.key)::text = 'contracts.amend_percent'::text))) EXECUTE FUNCTION public.projects_guard_setting();


CREATE TRIGGER projects_decided_by_setting BEFORE INSERT ON public.rulebook_setting FOR EACH ROW WHEN ((((new.key)::text ^@ 'tender.'::text) OR ((new.key)::text ^@ 'projects.'::text) OR ((new.key)::text = 'contracts.amend_percent'::text))) EXECUTE FUNCTION public.projects_guard_setting();


CREATE CONSTRAINT TRIGGER proposal_dropped_is_recorded AFTER UPDATE ON public.rulebook_settingproposal DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.rulebook_is_recorded('rulebook.drop_proposal', 'dropped_by');


CREATE CONSTRAINT TRIGGER proposal_is_recorded AFTER INSERT ON public.rulebook_settingproposal DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.rulebook_is_recorded('rulebook.propose_setting', 'proposed_by');


CREATE TRIGGER proposal_stays BEFORE INSERT OR UPDATE ON public.rulebook_settingproposal FOR EACH ROW EXECUTE FUNCTION public.rulebook_guard_proposal();


CREATE TRIGGER publication_of_a_decision BEFORE INSERT ON public.decisions_publication FOR EACH ROW EXECUTE FUNCTION public.decisions_publication_of_a_decision();


CREATE TRIGGER published_long_enough BEFORE INSERT ON public.decisions_publication FOR EACH ROW WHEN (((new.kind)::text = 'decision'::text)) EXECUTE FUNCTION public.decisions_hung_out_long_enough();


CREATE TRIGGER question_guarded BEFORE INSERT OR DELETE OR UPDATE ON public.elements_question FOR EACH ROW EXECUTE FUNCTION public.elements_guard_question();


CREATE TRIGGER ratifies_an_emergency BEFORE INSERT ON public.funds_ratification FOR EACH ROW EXECUTE FUNCTION public.funds_guard_ratification();


CREATE TRIGGER recused_before_the_count BEFORE INSERT ON public.decisions_recusal FOR EACH ROW EXECUTE FUNCTION public.decisions_counted_by_two();


CREATE CONSTRAINT TRIGGER registration_of_his_branch AFTER DELETE OR UPDATE ON public.organisations_branchregistration DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.organisations_registration_moved();


CREATE TRIGGER related_party_stays BEFORE INSERT OR UPDATE ON public.contracts_relatedparty FOR EACH ROW EXECUTE FUNCTION public.contracts_guard_party();


CREATE TRIGGER renewal_after_a_low_grade BEFORE INSERT ON public.engagements_engagementdecision FOR EACH ROW EXECUTE FUNCTION public.engagements_check_renewal();


CREATE TRIGGER rent_from_the_ledger BEFORE INSERT ON public.collective_rentreceipt FOR EACH ROW EXECUTE FUNCTION public.collective_guard_receipt();


CREATE TRIGGER report_guarded BEFORE INSERT OR UPDATE ON public.elements_askedbefore FOR EACH ROW EXECUTE FUNCTION public.elements_guard_report();


CREATE TRIGGER requests_are_kept BEFORE DELETE ON public.requests_aside FOR EACH ROW EXECUTE FUNCTION public.requests_nothing_is_deleted();


CREATE TRIGGER requests_are_kept BEFORE DELETE ON public.requests_petition FOR EACH ROW EXECUTE FUNCTION public.requests_nothing_is_deleted();


CREATE TRIGGER requests_are_kept BEFORE DELETE ON public.requests_petitionreview FOR EACH ROW EXECUTE FUNCTION public.requests_nothing_is_deleted();


CREATE TRIGGER requests_are_kept BEFORE DELETE ON public.requests_request FOR EACH ROW EXECUTE FUNCTION public.requests_nothing_is_deleted();


CREATE TRIGGER requests_are_kept BEFORE DELETE ON public.requests_requester FOR EACH ROW EXECUTE FUNCTION public.requests_nothing_is_deleted();


CREATE TRIGGER requests_are_kept BEFORE DELETE ON public.requests_requestnumber FOR EACH ROW EXECUTE FUNCTION public.requests_nothing_is_deleted();


CREATE TRIGGER requests_are_kept BEFORE DELETE ON public.requests_requestreceipt FOR EACH ROW EXECUTE FUNCTION public.requests_nothing_is_deleted();


CREATE TRIGGER requests_are_kept BEFORE DELETE ON public.requests_requeststep FOR EACH ROW EXECUTE FUNCTION public.requests_nothing_is_deleted();


CREATE CONSTRAINT TRIGGER requests_follow_their_steps AFTER INSERT OR UPDATE ON public.requests_request DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.requests_follow_their_steps();


CREATE CONSTRAINT TRIGGER requests_follow_their_steps AFTER INSERT ON public.requests_requeststep DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.requests_follow_their_steps();


CREATE TRIGGER requests_guard_number BEFORE UPDATE ON public.requests_requestnumber FOR EACH ROW EXECUTE FUNCTION public.requests_guard_number();


CREATE TRIGGER requests_guard_petition BEFORE INSERT OR UPDATE ON public.requests_petition FOR EACH ROW EXECUTE FUNCTION public.requests_guard_petition();


CREATE TRIGGER requests_guard_request BEFORE INSERT OR UPDATE ON public.requests_request FOR EACH ROW EXECUTE FUNCTION public.requests_guard_request();


CREATE TRIGGER requests_guard_requester BEFORE INSERT ON public.requests_requester FOR EACH ROW EXECUTE FUNCTION public.requests_guard_requester();


CREATE TRIGGER requests_guard_review BEFORE INSERT OR UPDATE ON public.requests_petitionreview FOR EACH ROW EXECUTE FUNCTION public.requests_guard_review();


CREATE TRIGGER requests_guard_step BEFORE INSERT ON public.requests_requeststep FOR EACH ROW EXECUTE FUNCTION public.requests_guard_step();


CREATE TRIGGER requests_guard_thread BEFORE INSERT ON public.threads_threadlink FOR EACH ROW EXECUTE FUNCTION public.requests_guard_thread();


CREATE TRIGGER resolution_is_lawful BEFORE INSERT ON public.decisions_resolution FOR EACH ROW EXECUTE FUNCTION public.decisions_resolution_is_lawful();


CREATE TRIGGER resolution_of_another BEFORE INSERT ON public.decisions_resolution FOR EACH ROW EXECUTE FUNCTION public.decisions_confirmed_by_another();


CREATE TRIGGER result_stays BEFORE UPDATE ON public.elections_contestresult FOR EACH ROW EXECUTE FUNCTION public.elections_result_stays();


CREATE CONSTRAINT TRIGGER roll_is_frozen AFTER INSERT OR DELETE OR UPDATE ON public.elections_rollentry NOT DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW EXECUTE FUNCTION public.elections_roll_is_frozen();


CREATE CONSTRAINT TRIGGER roll_is_whole AFTER INSERT ON public.collective_roll DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.collective_roll_whole();


CREATE TRIGGER roll_of_members BEFORE INSERT ON public.collective_rollentry FOR EACH ROW EXECUTE FUNCTION public.collective_guard_entry();


CREATE TRIGGER run_is_its_slips BEFORE UPDATE ON public.pay_payrun FOR EACH ROW WHEN ((((new.state)::text = ANY (ARRAY[('checked'::character varying)::text, ('approved'::character varying)::text])) AND ((new.state)::text <> (old.state)::text))) EXECUTE FUNCTION public.pay_guard_sums();


CREATE TRIGGER run_step_by_step BEFORE INSERT OR UPDATE ON public.pay_payrun FOR EACH ROW EXECUTE FUNCTION public.pay_guard_road('locked');


CREATE TRIGGER seat_of_a_member BEFORE INSERT OR UPDATE ON public.collective_seat FOR EACH ROW EXECUTE FUNCTION public.collective_guard_seat();


CREATE TRIGGER seats_are_vacant AFTER INSERT ON public.elections_contest FOR EACH ROW WHEN ((new.previous_id IS NULL)) EXECUTE FUNCTION public.elections_seats_are_vacant();


CREATE TRIGGER setting_as_proposed BEFORE INSERT OR UPDATE ON public.rulebook_setting FOR EACH ROW EXECUTE FUNCTION public.rulebook_guard_setting();


CREATE TRIGGER setting_by_two_people BEFORE INSERT ON public.rulebook_setting FOR EACH ROW EXECUTE FUNCTION public.accounts_guard_setting();


CREATE CONSTRAINT TRIGGER setting_has_a_successor AFTER UPDATE ON public.rulebook_setting DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.rulebook_has_a_successor();


CREATE CONSTRAINT TRIGGER setting_is_recorded AFTER INSERT ON public.rulebook_setting DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.rulebook_is_recorded('rulebook.enact_setting', 'approved_by');


CREATE TRIGGER signed_lease_is_not_dropped BEFORE UPDATE ON public.collective_lease FOR EACH ROW WHEN ((((new.state)::text = 'dropped'::text) AND ((old.state)::text = 'planned'::text))) EXECUTE FUNCTION public.collective_guard_lease_dropped();


CREATE TRIGGER slip_of_its_run BEFORE INSERT OR DELETE OR UPDATE ON public.pay_payslip FOR EACH ROW EXECUTE FUNCTION public.pay_guard_slip();


CREATE CONSTRAINT TRIGGER source_adds_up AFTER INSERT ON public.projects_budgetsource DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.projects_sources_add_up();


CREATE TRIGGER source_stays BEFORE UPDATE ON public.funds_fundsource FOR EACH ROW EXECUTE FUNCTION public.funds_guard_source();


CREATE CONSTRAINT TRIGGER sources_add_up AFTER INSERT ON public.projects_budget DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.projects_sources_add_up();


CREATE CONSTRAINT TRIGGER staff_do_not_stand AFTER INSERT OR UPDATE ON public.elections_electionstaff NOT DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW EXECUTE FUNCTION public.elections_staff_do_not_stand();


CREATE TRIGGER stall_is_lifted_once BEFORE UPDATE ON public.threads_stall FOR EACH ROW EXECUTE FUNCTION public.threads_stall_is_lifted_once();


CREATE CONSTRAINT TRIGGER stalled_means_stalled AFTER INSERT OR UPDATE ON public.threads_stall DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.threads_stalled_means_stalled();


CREATE CONSTRAINT TRIGGER stalled_means_stalled AFTER INSERT OR UPDATE ON public.threads_thread DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.threads_stalled_means_stalled();


CREATE TRIGGER stalled_where_it_stood BEFORE UPDATE ON public.projects_project FOR EACH ROW EXECUTE FUNCTION public.projects_guard_stood();


CREATE TRIGGER standing_is_small BEFORE INSERT ON public.funds_standingresolution FOR EACH ROW EXECUTE FUNCTION public.funds_guard_standing_sum();


CREATE TRIGGER standing_resolution_stays BEFORE INSERT OR UPDATE ON public.funds_standingresolution FOR EACH ROW EXECUTE FUNCTION public.funds_guard_standing();


CREATE CONSTRAINT TRIGGER statement_adds_up AFTER INSERT ON public.funds_bankstatement DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.funds_statement_adds_up();


CREATE TRIGGER statement_line_of_its_file BEFORE INSERT ON public.funds_bankstatementline FOR EACH ROW EXECUTE FUNCTION public.funds_guard_statement_line();


CREATE TRIGGER statement_stays BEFORE UPDATE ON public.funds_bankstatement FOR EACH ROW EXECUTE FUNCTION public.funds_guard_statement();


CREATE TRIGGER steps_before_meetings BEFORE INSERT ON public.decisions_matterstep FOR EACH ROW EXECUTE FUNCTION public.decisions_steps_before_meetings();


CREATE CONSTRAINT TRIGGER supervisors_stand_apart AFTER INSERT ON public.elections_electedmandate NOT DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW EXECUTE FUNCTION public.elections_supervisors_stand_apart();


CREATE TRIGGER template_as_uploaded BEFORE UPDATE ON public.papers_papertemplate FOR EACH ROW EXECUTE FUNCTION public.papers_template_as_uploaded();


CREATE CONSTRAINT TRIGGER temporary_branch_holds_nobody AFTER UPDATE OF kind ON public.organisations_partyorganisation DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.organisations_temporary_branch_holds_nobody();


CREATE TRIGGER thread_begins_open BEFORE INSERT ON public.threads_thread FOR EACH ROW EXECUTE FUNCTION public.threads_guard_opening();


CREATE TRIGGER threads_are_kept BEFORE DELETE ON public.threads_estimate FOR EACH ROW EXECUTE FUNCTION public.threads_nothing_is_deleted();


CREATE TRIGGER threads_are_kept BEFORE DELETE ON public.threads_stall FOR EACH ROW EXECUTE FUNCTION public.threads_nothing_is_deleted();


CREATE TRIGGER threads_are_kept BEFORE DELETE ON public.threads_thread FOR EACH ROW EXECUTE FUNCTION public.threads_nothing_is_deleted();


CREATE TRIGGER threads_are_kept BEFORE DELETE ON public.threads_threadevent FOR EACH ROW EXECUTE FUNCTION public.threads_nothing_is_deleted();


CREATE TRIGGER threads_are_kept BEFORE DELETE ON public.threads_threadlink FOR EACH ROW EXECUTE FUNCTION public.threads_nothing_is_deleted();


CREATE TRIGGER threads_are_kept BEFORE DELETE ON public.threads_threadstep FOR EACH ROW EXECUTE FUNCTION public.threads_nothing_is_deleted();


CREATE CONSTRAINT TRIGGER three_officers AFTER INSERT OR UPDATE OF user_id, role, period ON public.accounts_rolegrant NOT DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW EXECUTE FUNCTION public.accounts_three_officers();


CREATE CONSTRAINT TRIGGER three_officers AFTER UPDATE OF name, phone, person_uuid ON public.accounts_user NOT DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW EXECUTE FUNCTION public.accounts_three_officers();


CREATE CONSTRAINT TRIGGER top_organisation_keeps_director AFTER UPDATE ON public.organisations_partyorganisation DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.engagements_check_top_organisation();


CREATE TRIGGER total_stays BEFORE DELETE OR UPDATE ON public.funds_monthtotal FOR EACH ROW EXECUTE FUNCTION public.funds_stays();


CREATE TRIGGER totals_add_up AFTER INSERT ON public.funds_monthtotal REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.funds_totals_add_up();


CREATE TRIGGER totals_at_close AFTER INSERT ON public.funds_monthclose FOR EACH ROW EXECUTE FUNCTION public.funds_total_month();


CREATE TRIGGER two_counters BEFORE INSERT ON public.elections_countsheet FOR EACH ROW EXECUTE FUNCTION public.elections_two_counters();


CREATE TRIGGER unit_guarded BEFORE INSERT OR DELETE OR UPDATE ON public.elements_taskunit FOR EACH ROW EXECUTE FUNCTION public.elements_guard_unit();


CREATE TRIGGER untied_on_its_day BEFORE UPDATE ON public.threads_threadlink FOR EACH ROW EXECUTE FUNCTION public.threads_guard_untied();


CREATE TRIGGER vetting_conclusion BEFORE INSERT OR UPDATE ON public.engagements_vettingcase FOR EACH ROW EXECUTE FUNCTION public.engagements_check_conclusion();


CREATE TRIGGER vetting_reply_open BEFORE INSERT OR UPDATE ON public.engagements_vettingreply FOR EACH ROW EXECUTE FUNCTION public.engagements_check_reply();


CREATE CONSTRAINT TRIGGER voucher_closing AFTER INSERT ON public.funds_voucher DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((new.kind)::text = 'closing'::text)) EXECUTE FUNCTION public.funds_guard_closing();


CREATE TRIGGER voucher_numbered BEFORE INSERT ON public.funds_voucher FOR EACH ROW EXECUTE FUNCTION public.funds_number_voucher();


CREATE CONSTRAINT TRIGGER voucher_stands AFTER INSERT ON public.funds_voucher DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.funds_check_voucher();


CREATE TRIGGER voucher_stays BEFORE DELETE OR UPDATE ON public.funds_voucher FOR EACH ROW EXECUTE FUNCTION public.funds_stays();


CREATE TRIGGER what_was_asked_stays BEFORE UPDATE ON public.threads_thread FOR EACH ROW EXECUTE FUNCTION public.threads_what_was_asked_stays();


CREATE TRIGGER withheld_was_handed_on BEFORE INSERT ON public.funds_voucher FOR EACH ROW WHEN ((new.reverses_id IS NOT NULL)) EXECUTE FUNCTION public.funds_guard_accrual_reversed();


CREATE TRIGGER works_under_way BEFORE INSERT ON public.projects_acceptance FOR EACH ROW EXECUTE FUNCTION public.projects_guard_work();


CREATE TRIGGER works_under_way BEFORE INSERT OR UPDATE ON public.projects_changeorder FOR EACH ROW EXECUTE FUNCTION public.projects_guard_work();


CREATE TRIGGER works_under_way BEFORE INSERT ON public.projects_milestone FOR EACH ROW EXECUTE FUNCTION public.projects_guard_work();


CREATE TRIGGER zz_paid_within_the_contract BEFORE INSERT ON public.contracts_amendment FOR EACH ROW EXECUTE FUNCTION public.funds_guard_contract_total();


ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_2c513194_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirm_email_address_id_5b7f8c58_fk_account_e FOREIGN KEY (email_address_id) REFERENCES public.account_emailaddress(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.accounts_apitoken
    ADD CONSTRAINT accounts_apitoken_grant_id_9f9e3df9_fk_accounts_rolegrant_id FOREIGN KEY (grant_id) REFERENCES public.accounts_rolegrant(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.accounts_apitoken
    ADD CONSTRAINT accounts_apitoken_user_id_bbee13e0_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.accounts_clientcalls
    ADD CONSTRAINT accounts_clientcalls_client_id_182f9203_fk_accounts_ FOREIGN KEY (client_id) REFERENCES public.accounts_apiclient(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.accounts_clienttoken
    ADD CONSTRAINT accounts_clienttoken_client_id_84ec83d5_fk_accounts_ FOREIGN KEY (client_id) REFERENCES public.accounts_apiclient(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.accounts_opensession
    ADD CONSTRAINT accounts_opensession_user_id_e6142668_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.accounts_recoverycode
    ADD CONSTRAINT accounts_recoverycode_user_id_994761d3_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.accounts_rolegrant
    ADD CONSTRAINT accounts_rolegrant_deputy_for_id_baaaa405_fk_accounts_ FOREIGN KEY (deputy_for_id) REFERENCES public.accounts_rolegrant(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.accounts_rolegrant
    ADD CONSTRAINT accounts_rolegrant_user_id_0601f056_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.accounts_secondfactorreset
    ADD CONSTRAINT accounts_secondfacto_confirmed_by_id_414191c3_fk_accounts_ FOREIGN KEY (confirmed_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.accounts_secondfactorreset
    ADD CONSTRAINT accounts_secondfacto_requested_by_id_87a5d781_fk_accounts_ FOREIGN KEY (requested_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.accounts_secondfactor
    ADD CONSTRAINT accounts_secondfactor_user_id_1e182b70_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.accounts_secondfactorreset
    ADD CONSTRAINT accounts_secondfactorreset_user_id_b26b27b5_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.assessments_assessmentsheet
    ADD CONSTRAINT assessments_assessme_centre_id_d824a803_fk_centres_s FOREIGN KEY (centre_id) REFERENCES public.centres_servicecentre(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.assessments_assessmentsheet
    ADD CONSTRAINT assessments_assessme_grading_id_231442e1_fk_assessmen FOREIGN KEY (grading_id) REFERENCES public.assessments_gradingdecision(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.assessments_assessmentfact
    ADD CONSTRAINT assessments_assessme_mark_id_117b3500_fk_assessmen FOREIGN KEY (mark_id) REFERENCES public.assessments_assessmentmark(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.assessments_assessmentsheet
    ADD CONSTRAINT assessments_assessme_person_id_373888a7_fk_people_pe FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.assessments_assessmentindicator
    ADD CONSTRAINT assessments_assessme_scheme_id_50fca752_fk_assessmen FOREIGN KEY (scheme_id) REFERENCES public.assessments_assessmentscheme(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.assessments_assessmentsheet
    ADD CONSTRAINT assessments_assessme_scheme_id_db0b4cb1_fk_assessmen FOREIGN KEY (scheme_id) REFERENCES public.assessments_assessmentscheme(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.assessments_assessmentfact
    ADD CONSTRAINT assessments_assessme_sheet_id_17bf2a78_fk_assessmen FOREIGN KEY (sheet_id) REFERENCES public.assessments_assessmentsheet(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.assessments_assessmentmark
    ADD CONSTRAINT assessments_assessme_sheet_id_90209421_fk_assessmen FOREIGN KEY (sheet_id) REFERENCES public.assessments_assessmentsheet(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.assessments_gradeappeal
    ADD CONSTRAINT assessments_gradeapp_sheet_id_6176ff95_fk_assessmen FOREIGN KEY (sheet_id) REFERENCES public.assessments_assessmentsheet(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.assessments_gradingdecision
    ADD CONSTRAINT assessments_gradingd_scheme_id_c1ec1905_fk_assessmen FOREIGN KEY (scheme_id) REFERENCES public.assessments_assessmentscheme(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissio_permission_id_84c5c92e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_b120cbf9_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_2f476e4b_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_applicant_id_756c921c_fk_people_person_id FOREIGN KEY (applicant_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_item_id_896f667f_fk_services_serviceitem_id FOREIGN KEY (item_id) REFERENCES public.services_serviceitem(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.cases_caseopinion
    ADD CONSTRAINT cases_caseopinion_case_id_a2ffb072_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.cases_casereceipt
    ADD CONSTRAINT cases_casereceipt_case_id_94518bf2_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.cases_casestep
    ADD CONSTRAINT cases_casestep_case_id_70bbe3b6_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.centres_centrefunction
    ADD CONSTRAINT centres_centrefuncti_centre_id_e5f72223_fk_centres_s FOREIGN KEY (centre_id) REFERENCES public.centres_servicecentre(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.centres_dutyturn
    ADD CONSTRAINT centres_dutyturn_centre_id_a37048a8_fk_centres_servicecentre_id FOREIGN KEY (centre_id) REFERENCES public.centres_servicecentre(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.centres_dutyturn
    ADD CONSTRAINT centres_dutyturn_person_id_f5b34ec4_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.centres_staffingplan
    ADD CONSTRAINT centres_staffingplan_centre_id_76a8848c_fk_centres_s FOREIGN KEY (centre_id) REFERENCES public.centres_servicecentre(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.centres_windowstaff
    ADD CONSTRAINT centres_windowstaff_centre_id_4ffcee84_fk_centres_s FOREIGN KEY (centre_id) REFERENCES public.centres_servicecentre(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.centres_windowstaff
    ADD CONSTRAINT centres_windowstaff_person_id_31e07012_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.collective_asset
    ADD CONSTRAINT collective_asset_disposal_certificate_ec3c7872_fk_decisions FOREIGN KEY (disposal_certificate_id) REFERENCES public.decisions_certificate(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.collective_distribution
    ADD CONSTRAINT collective_distribut_certificate_id_1109a100_fk_decisions FOREIGN KEY (certificate_id) REFERENCES public.decisions_certificate(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.collective_distributionline
    ADD CONSTRAINT collective_distribut_distribution_id_d1a4f4a9_fk_collectiv FOREIGN KEY (distribution_id) REFERENCES public.collective_distribution(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.collective_distribution
    ADD CONSTRAINT collective_distribut_draft_id_96101b57_fk_funds_vou FOREIGN KEY (draft_id) REFERENCES public.funds_voucherdraft(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.collective_distributionline
    ADD CONSTRAINT collective_distribut_entry_id_8636900a_fk_collectiv FOREIGN KEY (entry_id) REFERENCES public.collective_rollentry(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.collective_distribution
    ADD CONSTRAINT collective_distribution_book_id_84420997_fk_funds_book_id FOREIGN KEY (book_id) REFERENCES public.funds_book(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.collective_distribution
    ADD CONSTRAINT collective_distribution_fund_id_bb441077_fk_funds_fund_id FOREIGN KEY (fund_id) REFERENCES public.funds_fund(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.collective_distribution
    ADD CONSTRAINT collective_distribution_roll_id_07d840d1_fk_collective_roll_id FOREIGN KEY (roll_id) REFERENCES public.collective_roll(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.collective_instalment
    ADD CONSTRAINT collective_instalment_lease_id_4e6487c1_fk_collective_lease_id FOREIGN KEY (lease_id) REFERENCES public.collective_lease(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.collective_lease
    ADD CONSTRAINT collective_lease_asset_id_2d5027b6_fk_collective_asset_id FOREIGN KEY (asset_id) REFERENCES public.collective_asset(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.collective_lease
    ADD CONSTRAINT collective_lease_contract_id_b445eacd_fk_contracts_contract_id FOREIGN KEY (contract_id) REFERENCES public.contracts_contract(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.collective_lease
    ADD CONSTRAINT collective_lease_parcel_id_3d92fb69_fk_collective_parcel_id FOREIGN KEY (parcel_id) REFERENCES public.collective_parcel(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.collective_member
    ADD CONSTRAINT collective_member_person_id_e85040c8_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.collective_namesakestatement
    ADD CONSTRAINT collective_namesakes_certificate_id_4e98368a_fk_decisions FOREIGN KEY (certificate_id) REFERENCES public.decisions_certificate(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.collective_nearparty
    ADD CONSTRAINT collective_nearparty_seat_id_d7b28bb2_fk_collective_seat_id FOREIGN KEY (seat_id) REFERENCES public.collective_seat(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.collective_parcel
    ADD CONSTRAINT collective_parcel_whole_id_b9e59897_fk_collective_parcel_id FOREIGN KEY (whole_id) REFERENCES public.collective_parcel(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.collective_propertyevent
    ADD CONSTRAINT collective_propertye_asset_id_15d961e6_fk_collectiv FOREIGN KEY (asset_id) REFERENCES public.collective_asset(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.collective_propertyevent
    ADD CONSTRAINT collective_propertye_parcel_id_db54f2d4_fk_collectiv FOREIGN KEY (parcel_id) REFERENCES public.collective_parcel(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.collective_rentreceipt
    ADD CONSTRAINT collective_rentrecei_instalment_id_1739b751_fk_collectiv FOREIGN KEY (instalment_id) REFERENCES public.collective_instalment(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.collective_rentreceipt
    ADD CONSTRAINT collective_rentreceipt_line_id_e84fe314_fk_funds_voucherline_id FOREIGN KEY (line_id) REFERENCES public.funds_voucherline(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.collective_roll
    ADD CONSTRAINT collective_roll_meeting_id_728ffc2b_fk_decisions_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.decisions_meeting(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.collective_rollentry
    ADD CONSTRAINT collective_rollentry_member_id_ff21cfef_fk_collective_member_id FOREIGN KEY (member_id) REFERENCES public.collective_member(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.collective_rollentry
    ADD CONSTRAINT collective_rollentry_roll_id_b59554f3_fk_collective_roll_id FOREIGN KEY (roll_id) REFERENCES public.collective_roll(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.collective_seat
    ADD CONSTRAINT collective_seat_member_id_7efa5da1_fk_collective_member_id FOREIGN KEY (member_id) REFERENCES public.collective_member(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.contracts_amendment
    ADD CONSTRAINT contracts_amendment_certificate_id_1148e42a_fk_decisions FOREIGN KEY (certificate_id) REFERENCES public.decisions_certificate(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.contracts_amendment
    ADD CONSTRAINT contracts_amendment_contract_id_dc3dfe36_fk_contracts FOREIGN KEY (contract_id) REFERENCES public.contracts_contract(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.contracts_contract
    ADD CONSTRAINT contracts_contract_certificate_id_ce7e5cc0_fk_decisions FOREIGN KEY (certificate_id) REFERENCES public.decisions_certificate(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.contracts_relatedparty
    ADD CONSTRAINT contracts_relatedpar_contract_id_a2a74e02_fk_contracts FOREIGN KEY (contract_id) REFERENCES public.contracts_contract(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.contracts_relatedparty
    ADD CONSTRAINT contracts_relatedpar_recusal_id_c5d23149_fk_decisions FOREIGN KEY (recusal_id) REFERENCES public.decisions_recusal(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.decisions_certificate
    ADD CONSTRAINT decisions_certificate_matter_id_ff845d9a_fk_decisions_matter_id FOREIGN KEY (matter_id) REFERENCES public.decisions_matter(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.decisions_countentry
    ADD CONSTRAINT decisions_countentry_meeting_id_e8fd6cde_fk_decisions FOREIGN KEY (meeting_id) REFERENCES public.decisions_meeting(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.decisions_matter
    ADD CONSTRAINT decisions_matter_organisation_id_ed465f3e_fk_organisat FOREIGN KEY (organisation_id) REFERENCES public.organisations_partyorganisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.decisions_matterstep
    ADD CONSTRAINT decisions_matterstep_matter_id_136e561c_fk_decisions_matter_id FOREIGN KEY (matter_id) REFERENCES public.decisions_matter(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.decisions_meeting
    ADD CONSTRAINT decisions_meeting_matter_id_ac002f8b_fk_decisions_matter_id FOREIGN KEY (matter_id) REFERENCES public.decisions_matter(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.decisions_meeting
    ADD CONSTRAINT decisions_meeting_step_id_a2351722_fk_decisions_matterstep_id FOREIGN KEY (step_id) REFERENCES public.decisions_matterstep(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.decisions_objection
    ADD CONSTRAINT decisions_objection_matter_id_9347a1a1_fk_decisions_matter_id FOREIGN KEY (matter_id) REFERENCES public.decisions_matter(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.decisions_objection
    ADD CONSTRAINT decisions_objection_publication_id_7cb91dde_fk_decisions FOREIGN KEY (publication_id) REFERENCES public.decisions_publication(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.decisions_powerflag
    ADD CONSTRAINT decisions_powerflag_case_id_14daaefe_fk_decisions_powercase_id FOREIGN KEY (case_id) REFERENCES public.decisions_powercase(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.decisions_powermove
    ADD CONSTRAINT decisions_powermove_case_id_07239d27_fk_decisions_powercase_id FOREIGN KEY (case_id) REFERENCES public.decisions_powercase(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.decisions_publication
    ADD CONSTRAINT decisions_publication_matter_id_b598cfcc_fk_decisions_matter_id FOREIGN KEY (matter_id) REFERENCES public.decisions_matter(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.decisions_recusal
    ADD CONSTRAINT decisions_recusal_meeting_id_ac4cd35d_fk_decisions_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.decisions_meeting(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.decisions_resolution
    ADD CONSTRAINT decisions_resolution_matter_id_b79c443f_fk_decisions_matter_id FOREIGN KEY (matter_id) REFERENCES public.decisions_matter(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.decisions_resolution
    ADD CONSTRAINT decisions_resolution_meeting_id_3f0a3d98_fk_decisions FOREIGN KEY (meeting_id) REFERENCES public.decisions_meeting(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.elections_candidate
    ADD CONSTRAINT elections_candidate_contest_id_35ab6c6e_fk_elections_contest_id FOREIGN KEY (contest_id) REFERENCES public.elections_contest(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.elections_candidate
    ADD CONSTRAINT elections_candidate_person_id_3a742dc2_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.elections_contest
    ADD CONSTRAINT elections_contest_election_id_4ce2f3fb_fk_elections_election_id FOREIGN KEY (election_id) REFERENCES public.elections_election(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.elections_contest
    ADD CONSTRAINT elections_contest_previous_id_cf7cd595_fk_elections_contest_id FOREIGN KEY (previous_id) REFERENCES public.elections_contest(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.elections_contestresult
    ADD CONSTRAINT elections_contestres_contest_id_e469e043_fk_elections FOREIGN KEY (contest_id) REFERENCES public.elections_contest(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.elections_countline
    ADD CONSTRAINT elections_countline_candidate_id_0dcb4fc7_fk_elections FOREIGN KEY (candidate_id) REFERENCES public.elections_candidate(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.elections_countline
    ADD CONSTRAINT elections_countline_sheet_id_0c01f2c3_fk_elections FOREIGN KEY (sheet_id) REFERENCES public.elections_countsheet(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.elections_countsheet
    ADD CONSTRAINT elections_countsheet_contest_id_f32c271b_fk_elections FOREIGN KEY (contest_id) REFERENCES public.elections_contest(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.elections_electedmandate
    ADD CONSTRAINT elections_electedman_line_id_da2c7467_fk_elections FOREIGN KEY (line_id) REFERENCES public.elections_resultline(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.elections_electedmandate
    ADD CONSTRAINT elections_electedman_mandate_id_2da34b63_fk_organisat FOREIGN KEY (mandate_id) REFERENCES public.organisations_mandate(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.elections_election
    ADD CONSTRAINT elections_election_committee_id_2dc660bd_fk_organisat FOREIGN KEY (committee_id) REFERENCES public.organisations_committee(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.elections_election
    ADD CONSTRAINT elections_election_organisation_id_262a834d_fk_organisat FOREIGN KEY (organisation_id) REFERENCES public.organisations_partyorganisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.elections_election
    ADD CONSTRAINT elections_election_target_id_d6908cca_fk_organisat FOREIGN KEY (target_id) REFERENCES public.organisations_mandate(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.elections_electionstaff
    ADD CONSTRAINT elections_electionst_election_id_0ffe47cf_fk_elections FOREIGN KEY (election_id) REFERENCES public.elections_election(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.elections_electionstaff
    ADD CONSTRAINT elections_electionstaff_person_id_22f693e8_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.elections_kinshipdeclaration
    ADD CONSTRAINT elections_kinshipdec_election_id_8a4709f3_fk_elections FOREIGN KEY (election_id) REFERENCES public.elections_election(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.elections_kinshipdeclaration
    ADD CONSTRAINT elections_kinshipdec_first_id_cbcf4d24_fk_people_pe FOREIGN KEY (first_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.elections_kinshipdeclaration
    ADD CONSTRAINT elections_kinshipdec_second_id_30276c5b_fk_people_pe FOREIGN KEY (second_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.elections_proxy
    ADD CONSTRAINT elections_proxy_election_id_6e931bcd_fk_elections_election_id FOREIGN KEY (election_id) REFERENCES public.elections_election(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.elections_proxy
    ADD CONSTRAINT elections_proxy_principal_id_9f8248a5_fk_elections_rollentry_id FOREIGN KEY (principal_id) REFERENCES public.elections_rollentry(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.elections_proxy
    ADD CONSTRAINT elections_proxy_proxy_id_6600f7c3_fk_elections_rollentry_id FOREIGN KEY (proxy_id) REFERENCES public.elections_rollentry(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.elections_resultline
    ADD CONSTRAINT elections_resultline_candidate_id_e3b85598_fk_elections FOREIGN KEY (candidate_id) REFERENCES public.elections_candidate(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.elections_resultline
    ADD CONSTRAINT elections_resultline_result_id_709ed25f_fk_elections FOREIGN KEY (result_id) REFERENCES public.elections_contestresult(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.elections_rollentry
    ADD CONSTRAINT elections_rollentry_election_id_79b8466a_fk_elections FOREIGN KEY (election_id) REFERENCES public.elections_election(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.elections_rollentry
    ADD CONSTRAINT elections_rollentry_person_id_e6e6dac4_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.elections_rollobjection
    ADD CONSTRAINT elections_rollobject_election_id_3925cedf_fk_elections FOREIGN KEY (election_id) REFERENCES public.elections_election(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.elections_rollobjection
    ADD CONSTRAINT elections_rollobject_entry_id_ba131eda_fk_elections FOREIGN KEY (entry_id) REFERENCES public.elections_rollentry(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.elements_answer
    ADD CONSTRAINT elements_answer_element_id_e6a29fed_fk_elements_dataelement_id FOREIGN KEY (element_id) REFERENCES public.elements_dataelement(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.elements_answer
    ADD CONSTRAINT elements_answer_organisation_id_32028356_fk_organisat FOREIGN KEY (organisation_id) REFERENCES public.organisations_partyorganisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.elements_answer
    ADD CONSTRAINT elements_answer_unit_id_b0cf8717_fk_elements_taskunit_id FOREIGN KEY (unit_id) REFERENCES public.elements_taskunit(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.elements_askedbefore
    ADD CONSTRAINT elements_askedbefore_merged_into_id_54441202_fk_elements_ FOREIGN KEY (merged_into_id) REFERENCES public.elements_dataelement(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.elements_askedbefore
    ADD CONSTRAINT elements_askedbefore_question_id_71663fba_fk_elements_ FOREIGN KEY (question_id) REFERENCES public.elements_question(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.elements_dataelement
    ADD CONSTRAINT elements_dataelement_same_as_id_5c9e8b4a_fk_elements_ FOREIGN KEY (same_as_id) REFERENCES public.elements_dataelement(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.elements_question
    ADD CONSTRAINT elements_question_element_id_92f6a411_fk_elements_ FOREIGN KEY (element_id) REFERENCES public.elements_dataelement(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.elements_question
    ADD CONSTRAINT elements_question_task_id_a4e23c3e_fk_elements_ FOREIGN KEY (task_id) REFERENCES public.elements_collectiontask(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.elements_taskunit
    ADD CONSTRAINT elements_taskunit_organisation_id_b8609be8_fk_organisat FOREIGN KEY (organisation_id) REFERENCES public.organisations_partyorganisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.elements_taskunit
    ADD CONSTRAINT elements_taskunit_task_id_cb4852f2_fk_elements_ FOREIGN KEY (task_id) REFERENCES public.elements_collectiontask(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.engagements_consequencecase
    ADD CONSTRAINT engagements_conseque_engagement_id_e25431b6_fk_engagemen FOREIGN KEY (engagement_id) REFERENCES public.engagements_engagement(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.engagements_consequencecase
    ADD CONSTRAINT engagements_conseque_person_id_d8d2174d_fk_people_pe FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.engagements_engagementdecision
    ADD CONSTRAINT engagements_engageme_centre_id_475e12e1_fk_centres_s FOREIGN KEY (centre_id) REFERENCES public.centres_servicecentre(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.engagements_engagementreview
    ADD CONSTRAINT engagements_engageme_centre_id_6dbb2848_fk_centres_s FOREIGN KEY (centre_id) REFERENCES public.centres_servicecentre(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.engagements_engagement
    ADD CONSTRAINT engagements_engageme_centre_id_7a078316_fk_centres_s FOREIGN KEY (centre_id) REFERENCES public.centres_servicecentre(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.engagements_engagement
    ADD CONSTRAINT engagements_engageme_decision_id_888f90cd_fk_engagemen FOREIGN KEY (decision_id) REFERENCES public.engagements_engagementdecision(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.engagements_engagementreview
    ADD CONSTRAINT engagements_engageme_mandate_id_73cc861d_fk_organisat FOREIGN KEY (mandate_id) REFERENCES public.organisations_mandate(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.engagements_engagementreview
    ADD CONSTRAINT engagements_engageme_person_id_326f7010_fk_people_pe FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.engagements_engagementdecision
    ADD CONSTRAINT engagements_engageme_person_id_5fb2c7ee_fk_people_pe FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.engagements_engagementdecision
    ADD CONSTRAINT engagements_engageme_replaces_id_2b136e96_fk_engagemen FOREIGN KEY (replaces_id) REFERENCES public.engagements_engagementdecision(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.engagements_engagementdecision
    ADD CONSTRAINT engagements_engageme_review_id_87b521e9_fk_engagemen FOREIGN KEY (review_id) REFERENCES public.engagements_engagementreview(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.engagements_engagementreview
    ADD CONSTRAINT engagements_engageme_vetting_case_id_764c85f3_fk_engagemen FOREIGN KEY (vetting_case_id) REFERENCES public.engagements_vettingcase(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.engagements_engagement
    ADD CONSTRAINT engagements_engagement_person_id_4dfb182e_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.engagements_groundrecord
    ADD CONSTRAINT engagements_groundrecord_person_id_8d96c788_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.engagements_outcomenotice
    ADD CONSTRAINT engagements_outcomen_decision_id_fddabb7f_fk_engagemen FOREIGN KEY (decision_id) REFERENCES public.engagements_engagementdecision(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.engagements_reviewrequest
    ADD CONSTRAINT engagements_reviewre_decision_id_143be31d_fk_engagemen FOREIGN KEY (decision_id) REFERENCES public.engagements_engagementdecision(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.engagements_secretaryfiling
    ADD CONSTRAINT engagements_secretar_mandate_id_74cf4454_fk_organisat FOREIGN KEY (mandate_id) REFERENCES public.organisations_mandate(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.engagements_vettingcase
    ADD CONSTRAINT engagements_vettingc_round_id_9c352a27_fk_engagemen FOREIGN KEY (round_id) REFERENCES public.engagements_vettinground(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.engagements_vettingcase
    ADD CONSTRAINT engagements_vettingcase_person_id_afba24c4_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.engagements_vettingreply
    ADD CONSTRAINT engagements_vettingr_case_id_a091516e_fk_engagemen FOREIGN KEY (case_id) REFERENCES public.engagements_vettingcase(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.engagements_yearlygrade
    ADD CONSTRAINT engagements_yearlygrade_person_id_6eb17675_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.centres_formercentre
    ADD CONSTRAINT former_of_its_centre FOREIGN KEY (centre_id) REFERENCES public.centres_servicecentre(id) ON DELETE CASCADE;


ALTER TABLE ONLY public.organisations_formermembership
    ADD CONSTRAINT former_of_its_member FOREIGN KEY (member_id) REFERENCES public.organisations_partymember(id) ON DELETE CASCADE;


ALTER TABLE ONLY public.organisations_formerorganisation
    ADD CONSTRAINT former_of_its_organisation FOREIGN KEY (organisation_id) REFERENCES public.organisations_partyorganisation(id) ON DELETE CASCADE;


ALTER TABLE ONLY public.organisations_formerterm
    ADD CONSTRAINT former_of_its_term FOREIGN KEY (term_id) REFERENCES public.organisations_organisationterm(id) ON DELETE CASCADE;


ALTER TABLE ONLY public.funds_account
    ADD CONSTRAINT funds_account_parent_id_ea269c3c_fk_funds_account_code FOREIGN KEY (parent_id) REFERENCES public.funds_account(code) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.funds_allocation
    ADD CONSTRAINT funds_allocation_changed_from_id_1b5e1ac3_fk_funds_all FOREIGN KEY (changed_from_id) REFERENCES public.funds_allocation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.funds_allocation
    ADD CONSTRAINT funds_allocation_source_id_be395d49_fk_funds_fundsource_id FOREIGN KEY (source_id) REFERENCES public.funds_fundsource(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.funds_bankaccount
    ADD CONSTRAINT funds_bankaccount_book_id_b19539b7_fk_funds_book_id FOREIGN KEY (book_id) REFERENCES public.funds_book(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.funds_bankstatement
    ADD CONSTRAINT funds_bankstatement_bank_account_id_e5188f61_fk_funds_ban FOREIGN KEY (bank_account_id) REFERENCES public.funds_bankaccount(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.funds_bankstatementline
    ADD CONSTRAINT funds_bankstatementl_statement_id_130ad7cc_fk_funds_ban FOREIGN KEY (statement_id) REFERENCES public.funds_bankstatement(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.funds_disclosuresheet
    ADD CONSTRAINT funds_disclosuresheet_book_id_441f603b_fk_funds_book_id FOREIGN KEY (book_id) REFERENCES public.funds_book(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.funds_fund
    ADD CONSTRAINT funds_fund_allocation_id_9db48c8e_fk_funds_allocation_id FOREIGN KEY (allocation_id) REFERENCES public.funds_allocation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.funds_fund
    ADD CONSTRAINT funds_fund_book_id_08a888de_fk_funds_book_id FOREIGN KEY (book_id) REFERENCES public.funds_book(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.funds_monthclose
    ADD CONSTRAINT funds_monthclose_book_id_7649a054_fk_funds_book_id FOREIGN KEY (book_id) REFERENCES public.funds_book(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.funds_monthtotal
    ADD CONSTRAINT funds_monthtotal_account_id_e62ad01c_fk_funds_account_code FOREIGN KEY (account_id) REFERENCES public.funds_account(code) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.funds_monthtotal
    ADD CONSTRAINT funds_monthtotal_book_id_8d7184f9_fk_funds_book_id FOREIGN KEY (book_id) REFERENCES public.funds_book(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.funds_monthtotal
    ADD CONSTRAINT funds_monthtotal_fund_id_e7c03ac0_fk_funds_fund_id FOREIGN KEY (fund_id) REFERENCES public.funds_fund(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.funds_payment
    ADD CONSTRAINT funds_payment_account_id_e030b4e8_fk_funds_account_code FOREIGN KEY (account_id) REFERENCES public.funds_account(code) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.funds_payment
    ADD CONSTRAINT funds_payment_bank_account_id_2523b378_fk_funds_bankaccount_id FOREIGN KEY (bank_account_id) REFERENCES public.funds_bankaccount(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.funds_payment
    ADD CONSTRAINT funds_payment_book_id_0392d441_fk_funds_book_id FOREIGN KEY (book_id) REFERENCES public.funds_book(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.funds_payment
    ADD CONSTRAINT funds_payment_certificate_id_1644b763_fk_decisions FOREIGN KEY (certificate_id) REFERENCES public.decisions_certificate(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.funds_payment
    ADD CONSTRAINT funds_payment_contract_id_574d48bf_fk_contracts_contract_id FOREIGN KEY (contract_id) REFERENCES public.contracts_contract(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.funds_payment
    ADD CONSTRAINT funds_payment_fund_id_a694f7ad_fk_funds_fund_id FOREIGN KEY (fund_id) REFERENCES public.funds_fund(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.funds_payment
    ADD CONSTRAINT funds_payment_pay_run_id_9ef51100_fk_pay_payrun_id FOREIGN KEY (pay_run_id) REFERENCES public.pay_payrun(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.funds_payment
    ADD CONSTRAINT funds_payment_payee_person_id_e67757d3_fk_people_person_id FOREIGN KEY (payee_person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.funds_payment
    ADD CONSTRAINT funds_payment_standing_id_9e13097f_fk_funds_sta FOREIGN KEY (standing_id) REFERENCES public.funds_standingresolution(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.funds_ratification
    ADD CONSTRAINT funds_ratification_certificate_id_8af28c4f_fk_decisions FOREIGN KEY (certificate_id) REFERENCES public.decisions_certificate(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.funds_ratification
    ADD CONSTRAINT funds_ratification_payment_id_05d86333_fk_funds_payment_id FOREIGN KEY (payment_id) REFERENCES public.funds_payment(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.funds_voucher
    ADD CONSTRAINT funds_voucher_book_id_a945b1f9_fk_funds_book_id FOREIGN KEY (book_id) REFERENCES public.funds_book(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.funds_voucher
    ADD CONSTRAINT funds_voucher_payment_id_573d6926_fk_funds_payment_id FOREIGN KEY (payment_id) REFERENCES public.funds_payment(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.funds_voucher
    ADD CONSTRAINT funds_voucher_recovers_id_18470b04_fk_pay_payrun_id FOREIGN KEY (recovers_id) REFERENCES public.pay_payrun(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.funds_voucher
    ADD CONSTRAINT funds_voucher_reverses_id_951f34a1_fk_funds_voucher_id FOREIGN KEY (reverses_id) REFERENCES public.funds_voucher(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.funds_voucherdraft
    ADD CONSTRAINT funds_voucherdraft_book_id_2cb4a747_fk_funds_book_id FOREIGN KEY (book_id) REFERENCES public.funds_book(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.funds_voucherdraft
    ADD CONSTRAINT funds_voucherdraft_recovers_id_f5bd0de4_fk_pay_payrun_id FOREIGN KEY (recovers_id) REFERENCES public.pay_payrun(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.funds_voucherdraft
    ADD CONSTRAINT funds_voucherdraft_reverses_id_7d1e3f9d_fk_funds_voucher_id FOREIGN KEY (reverses_id) REFERENCES public.funds_voucher(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.funds_voucherdraft
    ADD CONSTRAINT funds_voucherdraft_voucher_id_b2375162_fk_funds_voucher_id FOREIGN KEY (voucher_id) REFERENCES public.funds_voucher(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.funds_voucherline
    ADD CONSTRAINT funds_voucherline_account_id_0c82f1ec_fk_funds_account_code FOREIGN KEY (account_id) REFERENCES public.funds_account(code) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.funds_voucherline
    ADD CONSTRAINT funds_voucherline_bank_account_id_1c72fca5_fk_funds_ban FOREIGN KEY (bank_account_id) REFERENCES public.funds_bankaccount(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.funds_voucherline
    ADD CONSTRAINT funds_voucherline_book_id_c47a65b8_fk_funds_book_id FOREIGN KEY (book_id) REFERENCES public.funds_book(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.funds_voucherline
    ADD CONSTRAINT funds_voucherline_counter_fund_id_bbf1c967_fk_funds_fund_id FOREIGN KEY (counter_fund_id) REFERENCES public.funds_fund(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.funds_voucherline
    ADD CONSTRAINT funds_voucherline_fund_id_007189bf_fk_funds_fund_id FOREIGN KEY (fund_id) REFERENCES public.funds_fund(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.funds_voucherline
    ADD CONSTRAINT funds_voucherline_voucher_id_06920b03_fk_funds_voucher_id FOREIGN KEY (voucher_id) REFERENCES public.funds_voucher(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.imports_importfile
    ADD CONSTRAINT imports_importfile_batch_id_44e356a0_fk_imports_importbatch_id FOREIGN KEY (batch_id) REFERENCES public.imports_importbatch(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.letters_letter
    ADD CONSTRAINT letters_letter_case_id_5eca53e6_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.letters_letter
    ADD CONSTRAINT letters_letter_replaces_id_44fd1c46_fk_letters_letter_id FOREIGN KEY (replaces_id) REFERENCES public.letters_letter(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.letters_letterfile
    ADD CONSTRAINT letters_letterfile_letter_id_c3a1db5b_fk_letters_letter_id FOREIGN KEY (letter_id) REFERENCES public.letters_letter(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.notices_notice
    ADD CONSTRAINT notices_notice_account_id_01446394_fk_accounts_user_id FOREIGN KEY (account_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.notices_noticepreference
    ADD CONSTRAINT notices_noticeprefer_account_id_f7e6b414_fk_accounts_ FOREIGN KEY (account_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.organisations_branchregistration
    ADD CONSTRAINT organisations_branch_member_id_0cebaa25_fk_organisat FOREIGN KEY (member_id) REFERENCES public.organisations_partymember(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.organisations_mandate
    ADD CONSTRAINT organisations_mandat_committee_id_6c6b704e_fk_organisat FOREIGN KEY (committee_id) REFERENCES public.organisations_committee(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.organisations_mandate
    ADD CONSTRAINT organisations_mandat_organisation_id_09d92a07_fk_organisat FOREIGN KEY (organisation_id) REFERENCES public.organisations_partyorganisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.organisations_mandate
    ADD CONSTRAINT organisations_mandate_person_id_2244d101_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.organisations_membertransfer
    ADD CONSTRAINT organisations_member_from_organisation_id_e31e6fad_fk_organisat FOREIGN KEY (from_organisation_id) REFERENCES public.organisations_partyorganisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.organisations_membertransfer
    ADD CONSTRAINT organisations_member_member_id_9a7dc06c_fk_organisat FOREIGN KEY (member_id) REFERENCES public.organisations_partymember(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.organisations_membertransfer
    ADD CONSTRAINT organisations_member_to_organisation_id_14dabb17_fk_organisat FOREIGN KEY (to_organisation_id) REFERENCES public.organisations_partyorganisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.organisations_organisationterm
    ADD CONSTRAINT organisations_organi_organisation_id_82525847_fk_organisat FOREIGN KEY (organisation_id) REFERENCES public.organisations_partyorganisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.organisations_partymember
    ADD CONSTRAINT organisations_partym_person_id_f9571db8_fk_people_pe FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.organisations_partyorganisation
    ADD CONSTRAINT organisations_partyo_parent_id_c2ab29c6_fk_organisat FOREIGN KEY (parent_id) REFERENCES public.organisations_partyorganisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.papers_paperscan
    ADD CONSTRAINT papers_paperscan_paper_id_7eb7c90a_fk_papers_keptpaper_id FOREIGN KEY (paper_id) REFERENCES public.papers_keptpaper(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.pay_differenceline
    ADD CONSTRAINT pay_differenceline_correction_id_0cf80a29_fk_pay_payco FOREIGN KEY (correction_id) REFERENCES public.pay_paycorrection(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.pay_differenceline
    ADD CONSTRAINT pay_differenceline_person_id_a94a8fa1_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.pay_differenceline
    ADD CONSTRAINT pay_differenceline_run_id_653a6260_fk_pay_payrun_id FOREIGN KEY (run_id) REFERENCES public.pay_payrun(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.pay_paycorrection
    ADD CONSTRAINT pay_paycorrection_person_id_364fa247_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.pay_paycorrection
    ADD CONSTRAINT pay_paycorrection_run_id_5012993e_fk_pay_payrun_id FOREIGN KEY (run_id) REFERENCES public.pay_payrun(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.pay_payfact
    ADD CONSTRAINT pay_payfact_cancels_id_62a36549_fk_pay_payfact_id FOREIGN KEY (cancels_id) REFERENCES public.pay_payfact(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.pay_payfact
    ADD CONSTRAINT pay_payfact_person_id_5dc2fc1c_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.pay_payinput
    ADD CONSTRAINT pay_payinput_person_id_95baa79d_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.pay_payinput
    ADD CONSTRAINT pay_payinput_run_id_1f7381c5_fk_pay_payrun_id FOREIGN KEY (run_id) REFERENCES public.pay_payrun(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.pay_payslip
    ADD CONSTRAINT pay_payslip_person_id_4de1f4f7_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.pay_payslip
    ADD CONSTRAINT pay_payslip_run_id_a5de14ca_fk_pay_payrun_id FOREIGN KEY (run_id) REFERENCES public.pay_payrun(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.people_person
    ADD CONSTRAINT people_person_merged_into_id_138bbee4_fk_people_person_id FOREIGN KEY (merged_into_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.pipeline_admission
    ADD CONSTRAINT pipeline_admission_member_id_aac3101c_fk_organisat FOREIGN KEY (member_id) REFERENCES public.organisations_partymember(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.pipeline_admission
    ADD CONSTRAINT pipeline_admission_organisation_id_52f6b0c6_fk_organisat FOREIGN KEY (organisation_id) REFERENCES public.organisations_partyorganisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.pipeline_admission
    ADD CONSTRAINT pipeline_admission_person_id_608fbd0c_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.pipeline_admissionstep
    ADD CONSTRAINT pipeline_admissionst_admission_id_d118b2e3_fk_pipeline_ FOREIGN KEY (admission_id) REFERENCES public.pipeline_admission(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.pipeline_admissionstep
    ADD CONSTRAINT pipeline_admissionst_first_introducer_id_a28c0975_fk_organisat FOREIGN KEY (first_introducer_id) REFERENCES public.organisations_partymember(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.pipeline_admissionstep
    ADD CONSTRAINT pipeline_admissionst_second_introducer_id_a9216812_fk_organisat FOREIGN KEY (second_introducer_id) REFERENCES public.organisations_partymember(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.pipeline_capability
    ADD CONSTRAINT pipeline_capability_person_id_8febd21d_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.pipeline_capabilitywithdrawal
    ADD CONSTRAINT pipeline_capabilityw_capability_id_41555746_fk_pipeline_ FOREIGN KEY (capability_id) REFERENCES public.pipeline_capability(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.pipeline_reservecandidate
    ADD CONSTRAINT pipeline_reservecand_organisation_id_6b37590b_fk_organisat FOREIGN KEY (organisation_id) REFERENCES public.organisations_partyorganisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.pipeline_reservecandidate
    ADD CONSTRAINT pipeline_reservecand_person_id_3a276661_fk_people_pe FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.procrastinate_events
    ADD CONSTRAINT procrastinate_events_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.procrastinate_jobs(id) ON DELETE CASCADE;


ALTER TABLE ONLY public.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_worker_id_fkey FOREIGN KEY (worker_id) REFERENCES public.procrastinate_workers(id) ON DELETE SET NULL;


ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.procrastinate_jobs(id);


ALTER TABLE ONLY public.projects_acceptance
    ADD CONSTRAINT projects_acceptance_project_id_28c45ceb_fk_projects_project_id FOREIGN KEY (project_id) REFERENCES public.projects_project(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.projects_asset
    ADD CONSTRAINT projects_asset_project_id_0a9e6578_fk_projects_project_id FOREIGN KEY (project_id) REFERENCES public.projects_project(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.projects_budget
    ADD CONSTRAINT projects_budget_project_id_22b89460_fk_projects_project_id FOREIGN KEY (project_id) REFERENCES public.projects_project(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.projects_budgetsource
    ADD CONSTRAINT projects_budgetsourc_allocation_id_e9b5b237_fk_funds_all FOREIGN KEY (allocation_id) REFERENCES public.funds_allocation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.projects_budgetsource
    ADD CONSTRAINT projects_budgetsource_budget_id_11c75d62_fk_projects_budget_id FOREIGN KEY (budget_id) REFERENCES public.projects_budget(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.projects_changeorder
    ADD CONSTRAINT projects_changeorder_certificate_id_39d3b347_fk_decisions FOREIGN KEY (certificate_id) REFERENCES public.decisions_certificate(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.projects_changeorder
    ADD CONSTRAINT projects_changeorder_project_id_a98dd93d_fk_projects_project_id FOREIGN KEY (project_id) REFERENCES public.projects_project(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.projects_measure
    ADD CONSTRAINT projects_measure_project_id_e19fec8b_fk_projects_project_id FOREIGN KEY (project_id) REFERENCES public.projects_project(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.projects_milestone
    ADD CONSTRAINT projects_milestone_project_id_eb7f7808_fk_projects_project_id FOREIGN KEY (project_id) REFERENCES public.projects_project(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.projects_milestonephoto
    ADD CONSTRAINT projects_milestoneph_milestone_id_37ea4f99_fk_projects_ FOREIGN KEY (milestone_id) REFERENCES public.projects_milestone(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.projects_project
    ADD CONSTRAINT projects_project_certificate_id_316e7372_fk_decisions FOREIGN KEY (certificate_id) REFERENCES public.decisions_certificate(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.projects_project
    ADD CONSTRAINT projects_project_contract_id_d1f13383_fk_contracts_contract_id FOREIGN KEY (contract_id) REFERENCES public.contracts_contract(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.projects_project
    ADD CONSTRAINT projects_project_split_certificate_id_80895940_fk_decisions FOREIGN KEY (split_certificate_id) REFERENCES public.decisions_certificate(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.requests_aside
    ADD CONSTRAINT requests_aside_person_id_0b508020_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.requests_aside
    ADD CONSTRAINT requests_aside_request_id_2c2e1338_fk_requests_request_id FOREIGN KEY (request_id) REFERENCES public.requests_request(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.requests_petition
    ADD CONSTRAINT requests_petition_request_id_a5f97ff1_fk_requests_request_id FOREIGN KEY (request_id) REFERENCES public.requests_request(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.requests_petitionreview
    ADD CONSTRAINT requests_petitionrev_petition_id_4c5b2ccd_fk_requests_ FOREIGN KEY (petition_id) REFERENCES public.requests_petition(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.requests_requester
    ADD CONSTRAINT requests_requester_request_id_d39491c6_fk_requests_request_id FOREIGN KEY (request_id) REFERENCES public.requests_request(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.requests_requestreceipt
    ADD CONSTRAINT requests_requestrece_request_id_822d5172_fk_requests_ FOREIGN KEY (request_id) REFERENCES public.requests_request(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.requests_requeststep
    ADD CONSTRAINT requests_requeststep_request_id_6cfd7f05_fk_requests_request_id FOREIGN KEY (request_id) REFERENCES public.requests_request(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.rulebook_setting
    ADD CONSTRAINT rulebook_setting_proposal_id_2f281d3c_fk_rulebook_ FOREIGN KEY (proposal_id) REFERENCES public.rulebook_settingproposal(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_social_account_id_951f210e_fk_socialacc FOREIGN KEY (account_id) REFERENCES public.socialaccount_socialaccount(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_social_app_id_636a42d7_fk_socialacc FOREIGN KEY (app_id) REFERENCES public.socialaccount_socialapp(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.socialaccount_socialaccount
    ADD CONSTRAINT socialaccount_social_user_id_8146e70c_fk_accounts_ FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.threads_estimate
    ADD CONSTRAINT threads_estimate_corrects_id_a85dd853_fk_threads_estimate_id FOREIGN KEY (corrects_id) REFERENCES public.threads_estimate(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.threads_estimate
    ADD CONSTRAINT threads_estimate_thread_id_c576181b_fk_threads_thread_id FOREIGN KEY (thread_id) REFERENCES public.threads_thread(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.threads_stall
    ADD CONSTRAINT threads_stall_thread_id_e354f8c5_fk_threads_thread_id FOREIGN KEY (thread_id) REFERENCES public.threads_thread(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.threads_thread
    ADD CONSTRAINT threads_thread_joined_into_id_12895d3c_fk_threads_thread_id FOREIGN KEY (joined_into_id) REFERENCES public.threads_thread(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.threads_thread
    ADD CONSTRAINT threads_thread_split_from_id_4e78f751_fk_threads_thread_id FOREIGN KEY (split_from_id) REFERENCES public.threads_thread(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.threads_threadevent
    ADD CONSTRAINT threads_threadevent_other_id_1011311a_fk_threads_thread_id FOREIGN KEY (other_id) REFERENCES public.threads_thread(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.threads_threadevent
    ADD CONSTRAINT threads_threadevent_thread_id_72da1e76_fk_threads_thread_id FOREIGN KEY (thread_id) REFERENCES public.threads_thread(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.threads_threadlink
    ADD CONSTRAINT threads_threadlink_thread_id_3678fbcc_fk_threads_thread_id FOREIGN KEY (thread_id) REFERENCES public.threads_thread(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.threads_threadstep
    ADD CONSTRAINT threads_threadstep_thread_id_8794cb40_fk_threads_thread_id FOREIGN KEY (thread_id) REFERENCES public.threads_thread(id) DEFERRABLE INITIALLY DEFERRED;


