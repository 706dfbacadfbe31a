"""What the collective's tables may never be talked into, said by PostgreSQL: a part above its whole, land leased without its assembly, rent out of
nothing, income distributed that the ledger does not know, a member struck off, a seat beyond its years."""

from django.db import migrations

WORDS = """
CREATE FUNCTION collective_setting(name text, day date, otherwise numeric) RETURNS numeric LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT (s.value #>> '{}')::numeric FROM rulebook_setting s WHERE s.key = name AND s.period @> day), otherwise)
$$;

-- Decided by all members or villagers, or by delegates: the village's own only where the assembly authorised them.
CREATE FUNCTION collective_by_assembly(one bigint, turn integer) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM decisions_resolution r JOIN decisions_meeting m ON m.id = r.meeting_id JOIN decisions_matter t ON t.id = r.matter_id
    WHERE r.matter_id = one AND m.round = turn AND m.cancelled_on IS NULL AND r.passed
      AND (r.body IN ('assembly', 'collective_assembly', 'collective_reps') OR (r.body = 'reps_meeting' AND t.authorisation <> '')))
$$;

CREATE FUNCTION collective_check_certificate(one bigint, place text, day date, kinds text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM decisions_certificate c JOIN decisions_matter t ON t.id = c.matter_id WHERE c.id = one AND c.division_code = place AND c.issued_on <= day
      AND day BETWEEN c.valid_from AND c.lapses_on AND (c.revoked_on IS NULL OR c.revoked_on > day)) THEN
    PERFORM funds_refuse('certificate_in_force', '要有本村（社区）事先作出、当天有效的决策凭证。请先办理决策事项。');
  END IF;
  IF NOT EXISTS (SELECT 1 FROM decisions_certificate c JOIN decisions_matter t ON t.id = c.matter_id WHERE c.id = one AND t.kind = ANY (kinds) AND c.unit IN ('collective', 'village')) THEN
    PERFORM funds_refuse('certificate_fits', '决策凭证决定的不是这类事项，或者是另一个单位的。请换用决定这件事的凭证。');
  END IF;
END $$;
"""
UNDO_WORDS = """
DROP FUNCTION collective_check_certificate(bigint, text, date, text[]); DROP FUNCTION collective_by_assembly(bigint, integer); DROP FUNCTION collective_setting(text, date, numeric);
"""

MEMBERS = """
CREATE FUNCTION collective_guard_member() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.number, NEW.division_code, NEW.since, NEW.basis, NEW.document, NEW.recorded_by) IS DISTINCT FROM (OLD.number, OLD.division_code, OLD.since, OLD.basis, OLD.document, OLD.recorded_by)
     OR (OLD.ended_on IS NOT NULL AND to_jsonb(NEW) - 'person_id' - 'version' IS DISTINCT FROM to_jsonb(OLD) - 'person_id' - 'version') THEN
    PERFORM funds_refuse('membership_stays', '成员身份的起止和依据登记后不能改。有误的请先核对，再按章程办理。');
  END IF;
  IF NEW.ended_on IS NOT NULL AND OLD.ended_on IS NULL AND EXISTS (SELECT 1 FROM collective_seat s WHERE s.member_id = NEW.id AND upper(s.period) > NEW.ended_on + 1) THEN
    PERFORM funds_refuse('seats_end_first', '这名成员还担任代表、理事或监事。请先办理离任。');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER membership_stays BEFORE UPDATE ON collective_member FOR EACH ROW EXECUTE FUNCTION collective_guard_member();

CREATE FUNCTION collective_guard_seat() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
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
CREATE TRIGGER seat_of_a_member BEFORE INSERT OR UPDATE ON collective_seat FOR EACH ROW EXECUTE FUNCTION collective_guard_seat();

CREATE FUNCTION collective_guard_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM collective_member m JOIN collective_roll r ON r.id = NEW.roll_id WHERE m.id = NEW.member_id AND m.division_code = NEW.division_code
      AND r.division_code = NEW.division_code AND NEW.turn BETWEEN 1 AND r.members
      AND m.since <= r."on" AND (m.ended_on IS NULL OR m.ended_on >= r."on") AND m.shares = NEW.shares) THEN
    PERFORM funds_refuse('roll_of_members', '名册只列当天的本集体成员，份额与成员登记一致，定下后不能增减。');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER roll_of_members BEFORE INSERT ON collective_rollentry FOR EACH ROW EXECUTE FUNCTION collective_guard_entry();

-- Looked at once, when all rows are there: afterwards every turn is taken and no further row fits.
CREATE FUNCTION collective_roll_whole() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE CONSTRAINT TRIGGER roll_is_whole AFTER INSERT ON collective_roll DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION collective_roll_whole();
"""
UNDO_MEMBERS = """
DROP FUNCTION collective_roll_whole() CASCADE; DROP FUNCTION collective_guard_entry() CASCADE;
DROP FUNCTION collective_guard_seat() CASCADE; DROP FUNCTION collective_guard_member() CASCADE;
"""

PROPERTY = """
CREATE FUNCTION collective_guard_parcel() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER part_within_whole BEFORE INSERT OR UPDATE ON collective_parcel FOR EACH ROW EXECUTE FUNCTION collective_guard_parcel();

CREATE FUNCTION collective_guard_asset() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state NOT IN ('idle', 'own_use') THEN
      PERFORM funds_refuse('asset_road', '资产登记时只能是闲置或自用。');
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.state = 'disposed' OR (NEW.uuid, NEW.number, NEW.division_code, NEW.title, NEW.category, NEW.acquired_on, NEW.original_value, NEW.document, NEW.registered_on, NEW.registered_by)
     IS DISTINCT FROM (OLD.uuid, OLD.number, OLD.division_code, OLD.title, OLD.category, OLD.acquired_on, OLD.original_value, OLD.document, OLD.registered_on, OLD.registered_by) THEN
    PERFORM funds_refuse('asset_stays', '资产的名称、原值和来源登记后不能改；已处置的资产不能恢复。');
  END IF;
  IF NEW.state <> OLD.state AND NOT (OLD.state, NEW.state) IN (('idle', 'own_use'), ('idle', 'leased'), ('idle', 'disposed'), ('own_use', 'idle'), ('own_use', 'leased'),
     ('own_use', 'disposed'), ('leased', 'idle'), ('leased', 'own_use')) THEN
    PERFORM funds_refuse('asset_road', '出租中的资产不能直接处置。请先结束出租。');
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
CREATE TRIGGER asset_stays BEFORE INSERT OR UPDATE ON collective_asset FOR EACH ROW EXECUTE FUNCTION collective_guard_asset();

CREATE FUNCTION collective_has_history() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE CONSTRAINT TRIGGER parcel_has_history AFTER INSERT OR UPDATE ON collective_parcel DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION collective_has_history();
CREATE CONSTRAINT TRIGGER asset_has_history AFTER INSERT OR UPDATE ON collective_asset DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION collective_has_history();

CREATE FUNCTION collective_guard_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.parcel_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM collective_parcel p WHERE p.id = NEW.parcel_id AND p.division_code = NEW.division_code))
     OR (NEW.asset_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM collective_asset a WHERE a.id = NEW.asset_id AND a.division_code = NEW.division_code))
     OR NEW.happened_on > funds_today() THEN
    PERFORM funds_refuse('history_of_its_thing', '经过要登记在本村（社区）自己的资产、土地上，日期不能晚于今天。');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER history_of_its_thing BEFORE INSERT ON collective_propertyevent FOR EACH ROW EXECUTE FUNCTION collective_guard_event();
"""
UNDO_PROPERTY = """
DROP FUNCTION collective_guard_event() CASCADE; DROP FUNCTION collective_has_history() CASCADE; DROP FUNCTION collective_guard_asset() CASCADE;
DROP FUNCTION collective_guard_parcel() CASCADE;
"""

LEASES = """
-- Everything a lease must stand on, on the day it is signed: the contract's terms, the thing, and a certificate whose body and kind fit.
CREATE FUNCTION collective_check_lease(l collective_lease, c contracts_contract, day date) RETURNS void LANGUAGE plpgsql AS $$
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
  IF (area >= collective_setting('collective.lease_assembly_mu', day, 10) OR l.total >= collective_setting('collective.lease_assembly_yuan', day, 50000))
     AND NOT (collective_by_assembly(d.matter_id, d.round) AND EXISTS (SELECT 1 FROM decisions_matter t WHERE t.id = d.matter_id AND t.kind <> 'other')) THEN
    PERFORM funds_refuse('leased_by_the_assembly', '这块土地（资产）的出租须经成员（村民）大会或授权的代表会议决定。请先表决，取得决策凭证。');
  END IF;
  IF l.total >= collective_setting('collective.platform_yuan', day, 50000) AND l.platform_no = '' THEN
    PERFORM funds_refuse('leased_at_the_platform', '达到进入交易平台的金额，要填写交易平台编号。');
  END IF;
  IF l.total < d.amount_limit THEN
    PERFORM funds_refuse('not_below_the_price', '租金合计低于决议的数额，不能低价出租。请重新决议。');
  END IF;
  IF EXISTS (SELECT 1 FROM collective_asset a WHERE a.disposal_certificate_id = d.id) OR EXISTS (SELECT 1 FROM collective_lease o JOIN contracts_contract x ON x.id = o.contract_id
      WHERE o.id <> l.id AND o.state <> 'dropped' AND x.certificate_id = d.id) THEN
    PERFORM funds_refuse('certificate_used_once', '这份决策凭证已经用过。一份凭证只能办一件事。');
  END IF;
  IF EXISTS (SELECT 1 FROM collective_seat s JOIN collective_member m ON m.id = s.member_id LEFT JOIN collective_nearparty p ON p.seat_id = s.id
      WHERE s.division_code = l.division_code AND s.kind IN ('chair', 'director', 'supervisor') AND s.period @> day
        AND (c.counterparty IN (p.name, m.name) OR (c.representative <> '' AND c.representative IN (p.name, m.name)))
        AND NOT EXISTS (SELECT 1 FROM decisions_recusal x JOIN decisions_meeting t ON t.id = x.meeting_id WHERE t.matter_id = d.matter_id AND t.round = d.round
                        AND t.cancelled_on IS NULL AND x.name = m.name)) THEN
    PERFORM funds_refuse('related_party_recused', '承租方是理事、监事的关联方，决定时这名理事、监事没有回避。请回避后重新表决。');
  END IF;
END $$;

CREATE FUNCTION collective_guard_lease() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER lease_on_its_certificate BEFORE INSERT OR UPDATE ON collective_lease FOR EACH ROW EXECUTE FUNCTION collective_guard_lease();

-- The contract of a lease is signed under the lease's conditions, from whichever page.
CREATE FUNCTION collective_guard_signing() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE l collective_lease%ROWTYPE;
BEGIN
  SELECT * INTO l FROM collective_lease x WHERE x.contract_id = NEW.id AND x.state <> 'dropped';
  IF FOUND THEN
    PERFORM collective_check_lease(l, NEW, NEW.signed_on);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER lease_signed_under_its_conditions BEFORE UPDATE ON contracts_contract FOR EACH ROW WHEN (NEW.state = 'signed' AND OLD.state = 'draft')
  EXECUTE FUNCTION collective_guard_signing();

CREATE FUNCTION collective_guard_instalment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM collective_lease l WHERE l.id = NEW.lease_id AND l.division_code = NEW.division_code AND NEW.turn BETWEEN 1 AND l.instalment_count AND NEW.due_on <@ l.period) THEN
    PERFORM funds_refuse('instalments_of_the_term', '各期租金的日期要在租期内，分期登记后不能增减。');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER instalments_of_the_term BEFORE INSERT ON collective_instalment FOR EACH ROW EXECUTE FUNCTION collective_guard_instalment();

CREATE FUNCTION collective_check_schedule() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM collective_instalment i WHERE i.lease_id = NEW.id HAVING count(*) = NEW.instalment_count AND sum(i.amount) = NEW.total) THEN
    PERFORM funds_refuse('instalments_make_the_rent', '各期租金之和要等于租金合计。');
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER lease_has_its_schedule AFTER INSERT ON collective_lease DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION collective_check_schedule();

CREATE FUNCTION collective_guard_receipt() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER rent_from_the_ledger BEFORE INSERT ON collective_rentreceipt FOR EACH ROW EXECUTE FUNCTION collective_guard_receipt();
"""
UNDO_LEASES = """
DROP FUNCTION collective_guard_receipt() CASCADE; DROP FUNCTION collective_check_schedule() CASCADE; DROP FUNCTION collective_guard_instalment() CASCADE; DROP FUNCTION collective_guard_signing() CASCADE; DROP FUNCTION collective_guard_lease() CASCADE; DROP FUNCTION collective_check_lease(collective_lease, contracts_contract, date);
"""

DISTRIBUTION = """
CREATE FUNCTION collective_income(one bigint, of_year integer) RETURNS numeric LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(l.credit - l.debit), 0) FROM funds_voucherline l JOIN funds_voucher v ON v.id = l.voucher_id
   WHERE l.fund_id = one AND left(l.account_id, 1) = '5' AND v.kind <> 'closing' AND extract(year FROM l."on") = of_year
$$;
CREATE FUNCTION collective_carried(one bigint, of_year integer) RETURNS numeric LANGUAGE sql STABLE AS $$
  SELECT greatest(coalesce(sum(l.debit - l.credit), 0), 0) FROM funds_voucherline l WHERE l.fund_id = one AND l.account_id ~ '^32[12]' AND extract(year FROM l."on") < of_year
$$;

CREATE FUNCTION collective_guard_distribution() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER distribution_in_order BEFORE INSERT OR UPDATE ON collective_distribution FOR EACH ROW EXECUTE FUNCTION collective_guard_distribution();

CREATE FUNCTION collective_guard_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM collective_distribution d JOIN collective_rollentry e ON e.roll_id = d.roll_id WHERE d.id = NEW.distribution_id AND e.id = NEW.entry_id
      AND d.division_code = NEW.division_code AND NEW.shares = e.shares AND NEW.amount = d.per_share * e.shares) THEN
    PERFORM funds_refuse('everybody_by_his_shares', '每名成员按名册份额分配，不能多列或改金额。');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER everybody_by_his_shares BEFORE INSERT ON collective_distributionline FOR EACH ROW EXECUTE FUNCTION collective_guard_line();

CREATE FUNCTION collective_check_lines() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT count(*) FROM collective_distributionline l WHERE l.distribution_id = NEW.id) <> (SELECT r.members FROM collective_roll r WHERE r.id = NEW.roll_id)
     OR (SELECT sum(l.amount) FROM collective_distributionline l WHERE l.distribution_id = NEW.id) IS DISTINCT FROM NEW.paid THEN
    PERFORM funds_refuse('everybody_has_a_line', '分配要列全名册上的每名成员，合计与分配总额一致。');
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER everybody_has_a_line AFTER INSERT ON collective_distribution DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION collective_check_lines();
"""
UNDO_DISTRIBUTION = """
DROP FUNCTION collective_check_lines() CASCADE; DROP FUNCTION collective_guard_line() CASCADE; DROP FUNCTION collective_guard_distribution() CASCADE; DROP FUNCTION collective_carried(bigint, integer);
DROP FUNCTION collective_income(bigint, integer);
"""


class Migration(migrations.Migration):
    dependencies = [("collective", "0001_initial"), ("funds", "0004_payment_guards"), ("decisions", "0002_guards"), ("contracts", "0002_guards"), ("rulebook", "__first__")]

    operations = [
        migrations.RunSQL(WORDS, UNDO_WORDS),
        migrations.RunSQL(MEMBERS, UNDO_MEMBERS),
        migrations.RunSQL(PROPERTY, UNDO_PROPERTY),
        migrations.RunSQL(LEASES, UNDO_LEASES),
        migrations.RunSQL(DISTRIBUTION, UNDO_DISTRIBUTION),
    ]
