"""What a project may never be talked out of, said by the database: each step rests on the one before, sources add up to the budget, lots are not cut
under a bar, who builds or pays does not accept, nothing is paid beyond the audit or while a change waits for its decision."""

from django.db import migrations

WORDS = """
CREATE FUNCTION projects_budget(one bigint) RETURNS numeric LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT b.amount FROM projects_budget b WHERE b.project_id = one ORDER BY b.position DESC LIMIT 1), 0)
$$;

-- Additions ordered beyond the share of the contract, none of them decided again.
CREATE FUNCTION projects_stands_still(one bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT sum(greatest(o.amount, 0)) FILTER (WHERE o.certificate_id IS NULL)
                          > trunc(max(c.amount) * contracts_setting('contracts.amend_percent', max(o.ordered_on), 10) / 100, 2)
                     FROM projects_changeorder o JOIN projects_project p ON p.id = o.project_id JOIN contracts_contract c ON c.id = p.contract_id WHERE o.project_id = one), false)
$$;

CREATE FUNCTION projects_rank(mode text) RETURNS integer LANGUAGE sql IMMUTABLE AS $$
  SELECT array_position(ARRAY['exempt', 'small_local', 'invited', 'open'], mode)
$$;
CREATE FUNCTION projects_bar(class text, which text, day date) RETURNS numeric LANGUAGE sql STABLE AS $$
  SELECT contracts_setting('tender.' || class || '_' || which, day, CASE which
    WHEN 'from' THEN CASE class WHEN 'works' THEN 4000000 WHEN 'goods' THEN 2000000 ELSE 1000000 END / CASE WHEN day < '2018-06-01' THEN 2 ELSE 1 END
    WHEN 'invited_from' THEN CASE class WHEN 'works' THEN 1000000 WHEN 'goods' THEN 500000 ELSE 300000 END
    ELSE CASE class WHEN 'works' THEN 100000 ELSE 50000 END END)
$$;
CREATE FUNCTION projects_least(class text, amount numeric, day date) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN amount >= projects_bar(class, 'from', day) THEN 'open' WHEN amount >= projects_bar(class, 'invited_from', day) THEN 'invited'
              WHEN amount >= projects_bar(class, 'local_from', day) THEN 'small_local' ELSE 'exempt' END
$$;

-- The project with others of the village of one kind and class, in the stretch of months that adds up to most.
CREATE FUNCTION projects_together(p projects_project, day date) RETURNS numeric LANGUAGE sql STABLE AS $$
  WITH lots AS (
    SELECT coalesce(o.tendered_on, o.approved_on) AS d, projects_budget(o.id) AS amount FROM projects_project o
     WHERE o.division_code = p.division_code AND o.kind = p.kind AND o.tender_class = p.tender_class AND o.id <> p.id
       AND o.state <> 'cancelled' AND coalesce(o.tendered_on, o.approved_on) IS NOT NULL),
  months AS (SELECT make_interval(months => contracts_setting('tender.split_months', day, 12)::integer) AS m)
  SELECT projects_budget(p.id) + coalesce((
    SELECT max((SELECT coalesce(sum(l.amount), 0) FROM lots l WHERE l.d BETWEEN st.d AND st.d + months.m))
      FROM (SELECT d FROM lots UNION SELECT day) st, months WHERE day BETWEEN st.d AND st.d + months.m), 0)
$$;
"""
UNDO_WORDS = """
DROP FUNCTION projects_together(projects_project, date);
DROP FUNCTION projects_least(text, numeric, date);
DROP FUNCTION projects_bar(text, text, date);
DROP FUNCTION projects_rank(text);
DROP FUNCTION projects_stands_still(bigint);
DROP FUNCTION projects_budget(bigint);
"""

STEPS = """
CREATE FUNCTION projects_check_step(o projects_project, n projects_project) RETURNS void LANGUAGE plpgsql AS $$
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
          < contracts_setting('projects.acceptors', n.accepted_on, 2) THEN
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

CREATE FUNCTION projects_guard_project() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER project_road BEFORE INSERT OR UPDATE ON projects_project FOR EACH ROW EXECUTE FUNCTION projects_guard_project();
"""
UNDO_STEPS = """
DROP TRIGGER project_road ON projects_project;
DROP FUNCTION projects_guard_project();
DROP FUNCTION projects_check_step(projects_project, projects_project);
"""

ROWS = """
CREATE FUNCTION projects_guard_budget() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER budget_of_its_project BEFORE INSERT ON projects_budget FOR EACH ROW EXECUTE FUNCTION projects_guard_budget();

CREATE FUNCTION projects_sources_add_up() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE CONSTRAINT TRIGGER sources_add_up AFTER INSERT ON projects_budget DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION projects_sources_add_up();
CREATE CONSTRAINT TRIGGER source_adds_up AFTER INSERT ON projects_budgetsource DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION projects_sources_add_up();

CREATE FUNCTION projects_guard_work() RETURNS trigger LANGUAGE plpgsql AS $$
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
    IF NEW.name IN (c.counterparty, c.representative) OR NEW.login IN (p.recorded_by, c.drafted_by, c.recorded_by)
       OR EXISTS (SELECT 1 FROM funds_payment f WHERE f.contract_id = c.id AND NEW.login IN (f.handled_by, f.approved_by, f.booked_by, f.paid_by)) THEN
      PERFORM contracts_refuse('accepted_by_others', '施工方、合同经手人、付款经手人不能验收。请由别人验收。');
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER works_under_way BEFORE INSERT ON projects_milestone FOR EACH ROW EXECUTE FUNCTION projects_guard_work();
CREATE TRIGGER works_under_way BEFORE INSERT OR UPDATE ON projects_changeorder FOR EACH ROW EXECUTE FUNCTION projects_guard_work();
CREATE TRIGGER works_under_way BEFORE INSERT ON projects_acceptance FOR EACH ROW EXECUTE FUNCTION projects_guard_work();

CREATE FUNCTION projects_guard_milestone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.done_on IS NOT NULL OR to_jsonb(NEW) - '{done_on,done_by,version}'::text[] IS DISTINCT FROM to_jsonb(OLD) - '{done_on,done_by,version}'::text[]
     OR NOT EXISTS (SELECT 1 FROM projects_project p WHERE p.id = NEW.project_id AND p.state = 'building') THEN
    PERFORM contracts_refuse('milestone_stays', '节点登记后只能登记完成，一次为限。');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER milestone_stays BEFORE UPDATE ON projects_milestone FOR EACH ROW EXECUTE FUNCTION projects_guard_milestone();

CREATE FUNCTION projects_guard_photo() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM projects_milestone m WHERE m.id = NEW.milestone_id AND m.division_code = NEW.division_code FOR NO KEY UPDATE;
  IF NOT FOUND OR (SELECT count(*) FROM projects_milestonephoto f WHERE f.milestone_id = NEW.milestone_id) >= contracts_setting('projects.photos', contracts_today(), 3) THEN
    PERFORM contracts_refuse('few_photos', '一个节点最多留规定张数的照片。');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER few_photos BEFORE INSERT ON projects_milestonephoto FOR EACH ROW EXECUTE FUNCTION projects_guard_photo();

CREATE FUNCTION projects_guard_asset() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM projects_project p WHERE p.id = NEW.project_id AND p.division_code = NEW.division_code AND p.state = 'audited' AND p.audited_amount = NEW.cost AND p.unit = NEW.unit) THEN
    PERFORM contracts_refuse('asset_of_an_audited_project', '资产按审计过的项目、以审定金额入账。');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER asset_of_an_audited_project BEFORE INSERT ON projects_asset FOR EACH ROW EXECUTE FUNCTION projects_guard_asset();
"""
UNDO_ROWS = """
DROP TRIGGER asset_of_an_audited_project ON projects_asset; DROP FUNCTION projects_guard_asset();
DROP TRIGGER few_photos ON projects_milestonephoto; DROP FUNCTION projects_guard_photo();
DROP TRIGGER milestone_stays ON projects_milestone; DROP FUNCTION projects_guard_milestone();
DROP TRIGGER works_under_way ON projects_acceptance; DROP TRIGGER works_under_way ON projects_changeorder; DROP TRIGGER works_under_way ON projects_milestone;
DROP FUNCTION projects_guard_work();
DROP TRIGGER source_adds_up ON projects_budgetsource; DROP TRIGGER sources_add_up ON projects_budget; DROP FUNCTION projects_sources_add_up();
DROP TRIGGER budget_of_its_project ON projects_budget; DROP FUNCTION projects_guard_budget();
"""

MONEY = """
-- Payments of a project's contract: while a change or a dearer budget waits for its decision nothing is paid, after the audit no more than it found, and
-- never by somebody who accepted the works.
CREATE FUNCTION projects_guard_payment() RETURNS trigger LANGUAGE plpgsql AS $$
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
  IF EXISTS (SELECT 1 FROM projects_acceptance a WHERE a.project_id = p.id AND a.login IN (NEW.handled_by, NEW.approved_by, NEW.booked_by, NEW.paid_by)) THEN
    PERFORM contracts_refuse('accepted_by_others', '验收过这个项目的人不能经手、审批或支付它的款。请由别人办理。');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER project_allows_payment BEFORE INSERT OR UPDATE ON funds_payment FOR EACH ROW EXECUTE FUNCTION projects_guard_payment();
"""
UNDO_MONEY = "DROP TRIGGER project_allows_payment ON funds_payment; DROP FUNCTION projects_guard_payment();"


class Migration(migrations.Migration):
    dependencies = [("projects", "0001_initial"), ("contracts", "0002_guards"), ("funds", "0008_payments_name_a_contract")]

    operations = [
        migrations.RunSQL(WORDS, UNDO_WORDS),
        migrations.RunSQL(STEPS, UNDO_STEPS),
        migrations.RunSQL(ROWS, UNDO_ROWS),
        migrations.RunSQL(MONEY, UNDO_MONEY),
    ]
