"""What must never be found in the tables of pay."""

from qianxian.foundation.integrity import offer_check

offer_check(
    "工资条合计等于批次合计",
    """SELECT r.number FROM pay_payrun r LEFT JOIN pay_payslip s ON s.run_id = r.id WHERE r.state <> 'locked'
       GROUP BY r.id, r.number, r.base_total, r.bonus_total, r.city_total, r.district_total, r.town_total
       HAVING (coalesce(sum(s.base_paid), 0), coalesce(sum(s.bonus), 0), coalesce(sum(s.city), 0), coalesce(sum(s.district), 0), coalesce(sum(s.town), 0))
           <> (r.base_total, r.bonus_total, r.city_total, r.district_total, r.town_total)""",
)
offer_check(
    "社会保险单位部分合计等于批次合计",
    """SELECT r.number FROM pay_payrun r LEFT JOIN pay_payslip s ON s.run_id = r.id WHERE r.state <> 'locked'
       GROUP BY r.id, r.number, r.employer_city_total, r.employer_district_total, r.employer_town_total
       HAVING (coalesce(sum(s.employer_city), 0), coalesce(sum(s.employer_district), 0), coalesce(sum(s.employer_town), 0))
           <> (r.employer_city_total, r.employer_district_total, r.employer_town_total)""",
)
offer_check("绩效不超过基本报酬的三成", "SELECT number FROM pay_payslip WHERE person_capped AND bonus > trunc(base_paid * 0.30, 2)")
offer_check("工资条实发等于应发减代扣", "SELECT number FROM pay_payslip WHERE net <> gross - insurance - tax OR net < 0")
offer_check(
    "每笔差额接着已发数",
    """SELECT l.number FROM (
         SELECT l.*, sum(l.amount) OVER (PARTITION BY l.person_id, l.year, l.part ORDER BY l.turn) - l.amount AS before,
                coalesce((SELECT sum(CASE l.part WHEN 'city' THEN s.city WHEN 'district' THEN s.district WHEN 'town' THEN s.town
                                     WHEN 'insurance' THEN s.insurance WHEN 'tax' THEN s.tax WHEN 'employer_city' THEN s.employer_city
                                     WHEN 'employer_district' THEN s.employer_district WHEN 'employer_town' THEN s.employer_town END)
                            FROM pay_payslip s JOIN pay_paycorrection c ON c.run_id = s.run_id
                           WHERE c.id = l.correction_id AND s.person_id = l.person_id), 0) AS slip
           FROM pay_differenceline l) l
       WHERE l.posted <> l.slip + l.before""",
)
