"""What must never be found in the tables of pay."""

from qianxian.foundation.integrity import offer_check

offer_check(
    "工资条合计等于批次合计",
    """SELECT r.number FROM pay_payrun r LEFT JOIN pay_payslip s ON s.run_id = r.id WHERE r.state <> 'locked'
       GROUP BY r.id, r.number, r.base_total, r.bonus_total, r.city_total, r.district_total, r.town_total
       HAVING (coalesce(sum(s.base_paid), 0), coalesce(sum(s.bonus), 0), coalesce(sum(s.city), 0), coalesce(sum(s.district), 0), coalesce(sum(s.town), 0))
           <> (r.base_total, r.bonus_total, r.city_total, r.district_total, r.town_total)""",
)
offer_check("绩效不超过基本报酬的三成", "SELECT number FROM pay_payslip WHERE person_capped AND bonus > trunc(base_paid * 0.30, 2)")
