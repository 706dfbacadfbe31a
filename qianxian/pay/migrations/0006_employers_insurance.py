"""What each payer bears of the employer's social insurance stands on slips, runs and corrections, and difference lines follow it too."""

from django.db import migrations, models


FOLLOWS = """
CREATE OR REPLACE FUNCTION pay_difference_follows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE stands numeric; run bigint;
BEGIN
  SELECT c.run_id INTO run FROM pay_paycorrection c WHERE c.id = NEW.correction_id AND c.state = 'approved' AND c.year = NEW.year;
  IF NOT FOUND THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'difference_needs_approval', MESSAGE = '更正单经编制、核对、审批以后才能入账。请先办完三步。';
  END IF;
  SELECT coalesce(sum(CASE NEW.part WHEN 'city' THEN s.city WHEN 'district' THEN s.district WHEN 'town' THEN s.town
                                    WHEN 'insurance' THEN s.insurance WHEN 'tax' THEN s.tax %(more)s END), 0)
    INTO stands FROM pay_payslip s WHERE s.run_id = run AND s.person_id = NEW.person_id AND s.approved_on IS NOT NULL;
  SELECT stands + coalesce(sum(l.amount), 0) INTO stands FROM pay_differenceline l
    WHERE l.person_id = NEW.person_id AND l.year = NEW.year AND l.part = NEW.part;
  IF stands <> NEW.posted THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'difference_follows_what_is_posted', MESSAGE = '已发数在编制以后有变化，这笔差额不能入账。请退回重新计算。';
  END IF;
  RETURN NEW;
END $$;
"""
EMPLOYER = "WHEN 'employer_city' THEN s.employer_city WHEN 'employer_district' THEN s.employer_district WHEN 'employer_town' THEN s.employer_town"


class Migration(migrations.Migration):

    dependencies = [
        ('pay', '0005_guards'),
        ('people', '0005_order_by_pinyin'),
    ]

    operations = [
        migrations.AddField(
            model_name='paycorrection',
            name='employer_city_total',
            field=models.DecimalField(db_default=0, decimal_places=2, default=0, max_digits=14),
        ),
        migrations.AddField(
            model_name='paycorrection',
            name='employer_district_total',
            field=models.DecimalField(db_default=0, decimal_places=2, default=0, max_digits=14),
        ),
        migrations.AddField(
            model_name='paycorrection',
            name='employer_town_total',
            field=models.DecimalField(db_default=0, decimal_places=2, default=0, max_digits=14),
        ),
        migrations.AddField(
            model_name='payrun',
            name='employer_city_total',
            field=models.DecimalField(db_default=0, decimal_places=2, default=0, max_digits=14),
        ),
        migrations.AddField(
            model_name='payrun',
            name='employer_district_total',
            field=models.DecimalField(db_default=0, decimal_places=2, default=0, max_digits=14),
        ),
        migrations.AddField(
            model_name='payrun',
            name='employer_town_total',
            field=models.DecimalField(db_default=0, decimal_places=2, default=0, max_digits=14),
        ),
        migrations.AddField(
            model_name='payslip',
            name='employer_city',
            field=models.DecimalField(db_default=0, decimal_places=2, default=0, max_digits=14),
        ),
        migrations.AddField(
            model_name='payslip',
            name='employer_district',
            field=models.DecimalField(db_default=0, decimal_places=2, default=0, max_digits=14),
        ),
        migrations.AddField(
            model_name='payslip',
            name='employer_town',
            field=models.DecimalField(db_default=0, decimal_places=2, default=0, max_digits=14),
        ),
        migrations.AlterField(
            model_name='differenceline',
            name='part',
            field=models.CharField(choices=[('city', '市级财政'), ('district', '区级财政'), ('town', '镇（街道）财政'), ('insurance', '社会保险个人部分'), ('tax', '个人所得税'), ('employer_city', '社会保险单位部分（市级财政）'), ('employer_district', '社会保险单位部分（区级财政）'), ('employer_town', '社会保险单位部分（镇（街道）财政）')], max_length=20),
        ),
        migrations.RunSQL(FOLLOWS.replace("%(more)s", EMPLOYER), FOLLOWS.replace("%(more)s", "")),
        migrations.AddConstraint(
            model_name='payslip',
            constraint=models.CheckConstraint(condition=models.Q(('employer_city__gte', 0), ('employer_district__gte', 0), ('employer_town__gte', 0)), name='employers_part_is_never_negative'),
        ),
    ]
