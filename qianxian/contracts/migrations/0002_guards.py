"""What a contract may never be talked out of, said by the database: it rests on a decision in force and within its amount, no related party is
passed over, what was signed stays, and more than the share set goes back to who decides."""

from django.db import migrations

WORDS = """
CREATE FUNCTION contracts_today() RETURNS date LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT example_day FROM divisions_county WHERE example_day IS NOT NULL LIMIT 1), (now() AT TIME ZONE 'Asia/Shanghai')::date)
$$;
CREATE FUNCTION contracts_setting(name text, day date, otherwise numeric) RETURNS numeric LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT (s.value #>> '{}')::numeric FROM rulebook_setting s WHERE s.key = name AND s.period @> day), otherwise)
$$;
CREATE FUNCTION contracts_refuse(name text, sentence text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = name, MESSAGE = sentence;
END $$;
CREATE FUNCTION contracts_pays(kind text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT kind IN ('works', 'purchase', 'service', 'lease_in', 'other')
$$;

-- What is promised under a certificate already: contracts signed on it, and amendments that rest on it, with or without saying so.
CREATE FUNCTION contracts_promised(one bigint) RETURNS numeric LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT sum(c.amount) FROM contracts_contract c
                    WHERE c.certificate_id = one AND c.state IN ('signed', 'ended', 'terminated') AND contracts_pays(c.kind)), 0)
       + coalesce((SELECT sum(a.amount_change) FROM contracts_amendment a JOIN contracts_contract c ON c.id = a.contract_id
                    WHERE coalesce(a.certificate_id, c.certificate_id) = one AND contracts_pays(c.kind)), 0)
$$;

CREATE FUNCTION contracts_total(one bigint) RETURNS numeric LANGUAGE sql STABLE AS $$
  SELECT c.amount + coalesce((SELECT sum(a.amount_change) FROM contracts_amendment a WHERE a.contract_id = c.id), 0) FROM contracts_contract c WHERE c.id = one
$$;

-- The row of the certificate is locked, so that two contracts never count on the same yuan.
CREATE FUNCTION contracts_certificate(one bigint, place text, of_unit text, day date) RETURNS decisions_certificate LANGUAGE plpgsql AS $$
DECLARE c decisions_certificate%ROWTYPE;
BEGIN
  SELECT * INTO c FROM decisions_certificate d WHERE d.id = one AND d.division_code = place FOR NO KEY UPDATE;
  IF NOT FOUND OR c.unit <> of_unit OR day NOT BETWEEN c.valid_from AND c.lapses_on OR c.revoked_on IS NOT NULL THEN
    PERFORM contracts_refuse('contract_on_a_certificate', '合同要以本村（社区）本单位当日有效的决策凭证为依据；已撤销、失效或还没有生效的凭证不能用。请先办理决策事项。');
  END IF;
  RETURN c;
END $$;
"""
UNDO_WORDS = """
DROP FUNCTION contracts_certificate(bigint, text, text, date);
DROP FUNCTION contracts_total(bigint);
DROP FUNCTION contracts_promised(bigint);
DROP FUNCTION contracts_pays(text);
DROP FUNCTION contracts_refuse(text, text);
DROP FUNCTION contracts_setting(text, date, numeric);
DROP FUNCTION contracts_today();
"""

PARTIES = """
-- Who is in office in the village on the day and bears the other side's name or number: committees, Party organisations, the centre.
CREATE FUNCTION contracts_officers(c contracts_contract, day date) RETURNS SETOF text LANGUAGE sql STABLE AS $$
  SELECT DISTINCT p.name::text FROM people_person p WHERE p.id IN (
      SELECT m.person_id FROM organisations_mandate m WHERE m.division_code = c.division_code AND m.period @> day
      UNION SELECT e.person_id FROM engagements_engagement e WHERE e.division_code = c.division_code AND e.period @> day)
    AND ((c.identity_index <> '' AND p.identity_index = c.identity_index)
         OR (p.name = regexp_replace(c.counterparty, '\\s', '', 'g') AND (c.identity_index = '' OR coalesce(p.identity_index, '') = ''))
         OR (c.representative <> '' AND p.name = regexp_replace(c.representative, '\\s', '', 'g')))
$$;

CREATE FUNCTION contracts_check_parties(c contracts_contract) RETURNS void LANGUAGE plpgsql AS $$
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

CREATE FUNCTION contracts_guard_party() RETURNS trigger LANGUAGE plpgsql AS $$
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
  IF NEW.answer = 'not_same' AND (NEW.source NOT IN ('name', 'representative') OR NEW.answered_by IN (c.drafted_by, c.recorded_by)) THEN
    PERFORM contracts_refuse('related_party_cleared_by_another', '只有姓名相同的，才能由起草人以外的镇（街道）干部查实不是同一人。');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER related_party_stays BEFORE INSERT OR UPDATE ON contracts_relatedparty FOR EACH ROW EXECUTE FUNCTION contracts_guard_party();
"""
UNDO_PARTIES = """
DROP TRIGGER related_party_stays ON contracts_relatedparty;
DROP FUNCTION contracts_guard_party();
DROP FUNCTION contracts_check_parties(contracts_contract);
DROP FUNCTION contracts_officers(contracts_contract, date);
"""

CONTRACTS = """
CREATE FUNCTION contracts_check_signing(c contracts_contract) RETURNS void LANGUAGE plpgsql AS $$
DECLARE most numeric; d decisions_certificate;
BEGIN
  IF c.signed_on > contracts_today() THEN
    PERFORM contracts_refuse('contract_signed_by_today', '签订日期不能晚于今天。');
  END IF;
  IF c.basis = 'existing' THEN
    IF extract(year FROM c.signed_on) >= contracts_setting('contracts.certificates_from_year', c.signed_on, 2019) THEN
      PERFORM contracts_refuse('existing_contract_is_old', '系统启用以后签订的合同要有决策凭证，不能按已有合同登记。');
    END IF;
    RETURN;
  END IF;
  IF c.asked_on IS NULL OR c.asked_on > c.signed_on THEN
    PERFORM contracts_refuse('related_party_asked', '签订以前要询问两委成员和中心干部与对方有没有利害关系，并登记日期。');
  END IF;
  PERFORM contracts_check_parties(c);
  IF c.basis = 'small' THEN
    most := contracts_setting('decisions.two_committees_over', c.signed_on, 5000);
    IF (SELECT coalesce(sum(contracts_total(o.id)), 0) FROM contracts_contract o WHERE o.division_code = c.division_code AND o.basis = 'small' AND o.id <> c.id
          AND o.state IN ('signed', 'ended', 'terminated')
          AND (o.counterparty = c.counterparty OR (o.credit_code <> '' AND o.credit_code = c.credit_code) OR (o.identity_index <> '' AND o.identity_index = c.identity_index))
          AND o.signed_on > c.signed_on - make_interval(months => contracts_setting('contracts.small_months', c.signed_on, 12)::integer)) + c.amount > most THEN
      PERFORM contracts_refuse('small_contract', '金额（连同近期与同一对方的小额合同）超过小额标准，要有决策凭证。请先办理决策事项。');
    END IF;
    RETURN;
  END IF;
  d := contracts_certificate(c.certificate_id, c.division_code, c.unit, c.signed_on);
  IF contracts_pays(c.kind) AND contracts_promised(c.certificate_id) + c.amount > d.amount_limit THEN
    PERFORM contracts_refuse('contract_within_the_certificate', '合同金额超过决策凭证还可以签订的数额。请减少金额，或另行决策。');
  END IF;
END $$;

CREATE FUNCTION contracts_guard_contract() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER contract_stays BEFORE INSERT OR UPDATE ON contracts_contract FOR EACH ROW EXECUTE FUNCTION contracts_guard_contract();
"""
UNDO_CONTRACTS = """
DROP TRIGGER contract_stays ON contracts_contract;
DROP FUNCTION contracts_guard_contract();
DROP FUNCTION contracts_check_signing(contracts_contract);
"""

AMENDMENTS = """
CREATE FUNCTION contracts_guard_amendment() RETURNS trigger LANGUAGE plpgsql AS $$
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
  IF NEW.certificate_id IS NULL AND ((worse > 0 AND so_far + worse > trunc(c.amount * contracts_setting('contracts.amend_percent', NEW.signed_on, 10) / 100, 2))
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
  ELSIF c.basis = 'small' AND contracts_total(c.id) + NEW.amount_change > contracts_setting('decisions.two_committees_over', NEW.signed_on, 5000) THEN
    PERFORM contracts_refuse('small_contract', '金额（连同近期与同一对方的小额合同）超过小额标准，要有决策凭证。请先办理决策事项。');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER amendment_of_a_signed_contract BEFORE INSERT ON contracts_amendment FOR EACH ROW EXECUTE FUNCTION contracts_guard_amendment();
"""
UNDO_AMENDMENTS = """
DROP TRIGGER amendment_of_a_signed_contract ON contracts_amendment;
DROP FUNCTION contracts_guard_amendment();
"""


class Migration(migrations.Migration):
    dependencies = [("contracts", "0001_initial"), ("decisions", "0002_guards"), ("organisations", "0001_initial"), ("engagements", "0001_initial"), ("rulebook", "__first__"),
                    ("divisions", "__first__")]  # fmt: skip

    operations = [
        migrations.RunSQL(WORDS, UNDO_WORDS),
        migrations.RunSQL(PARTIES, UNDO_PARTIES),
        migrations.RunSQL(CONTRACTS, UNDO_CONTRACTS),
        migrations.RunSQL(AMENDMENTS, UNDO_AMENDMENTS),
    ]
