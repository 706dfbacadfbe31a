"""An asset registered by mistake is struck out: never leased, once, with the line of history that every change of state needs; it never comes back."""

from django.db import migrations, models

STRUCK = """
CREATE OR REPLACE FUNCTION collective_guard_asset() RETURNS trigger LANGUAGE plpgsql AS $$
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

-- Nothing is let that was struck out: the lease asks while it holds the asset against the striking.
CREATE FUNCTION collective_lease_of_what_is_there() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER lease_of_what_is_there BEFORE INSERT ON collective_lease FOR EACH ROW EXECUTE FUNCTION collective_lease_of_what_is_there();
"""
UNSTRUCK = """
DROP TRIGGER lease_of_what_is_there ON collective_lease;
DROP FUNCTION collective_lease_of_what_is_there();
CREATE OR REPLACE FUNCTION collective_guard_asset() RETURNS trigger LANGUAGE plpgsql AS $$
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
"""


class Migration(migrations.Migration):
    dependencies = [("collective", "0011_seats_as_recorded")]

    operations = [
        migrations.AlterField(
            model_name="asset",
            name="state",
            field=models.CharField(choices=[("idle", "闲置"), ("own_use", "自用"), ("leased", "已出租"), ("disposed", "已处置"), ("struck", "登记有误")], default="idle", max_length=10),
        ),
        migrations.AlterField(
            model_name="propertyevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("registered", "登记"), ("moved", "改变状态"), ("measured", "重新测量"), ("counted", "清点数量"), ("leased", "出租"), ("lease_ended", "出租结束"),
                    ("disposed", "处置"), ("struck", "撤销登记"),
                ],
                max_length=12,
            ),
        ),
        migrations.RunSQL(STRUCK, UNSTRUCK),
    ]
