"""A payment may name the contract it pays: to its other side, on its certificate, and never more in all than the contract comes to."""

import django.db.models.deletion
from django.db import migrations, models

CONTRACT = """
-- What was paid or promised to be paid under a contract, this payment apart; what was reversed does not count.
CREATE FUNCTION funds_paid_under_contract(one bigint, but bigint) RETURNS numeric LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(q.amount), 0) FROM funds_payment q LEFT JOIN funds_voucher v ON v.payment_id = q.id LEFT JOIN funds_voucher r ON r.reverses_id = v.id
   WHERE q.contract_id = one AND q.state IN ('approved', 'booked', 'paid') AND q.id IS DISTINCT FROM but AND r.id IS NULL
$$;

CREATE FUNCTION funds_guard_contract() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER payment_within_the_contract BEFORE INSERT OR UPDATE ON funds_payment FOR EACH ROW EXECUTE FUNCTION funds_guard_contract();

CREATE FUNCTION funds_guard_contract_total() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.amount_change < 0 AND funds_paid_under_contract(NEW.contract_id, NULL) > contracts_total(NEW.contract_id) + NEW.amount_change THEN
    PERFORM funds_refuse('payment_within_the_contract', '减少后合同金额低于已付的款。请核对金额。');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER zz_paid_within_the_contract BEFORE INSERT ON contracts_amendment FOR EACH ROW EXECUTE FUNCTION funds_guard_contract_total();
"""
UNDO_CONTRACT = """
DROP TRIGGER zz_paid_within_the_contract ON contracts_amendment;
DROP FUNCTION funds_guard_contract_total();
DROP TRIGGER payment_within_the_contract ON funds_payment;
DROP FUNCTION funds_guard_contract();
DROP FUNCTION funds_paid_under_contract(bigint, bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("funds", "0007_totals_at_close"), ("contracts", "0002_guards")]

    operations = [
        migrations.AddField(
            model_name="payment", name="contract",
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="payments", to="contracts.contract"),
        ),
        migrations.RunSQL(CONTRACT, UNDO_CONTRACT),
    ]  # fmt: skip
