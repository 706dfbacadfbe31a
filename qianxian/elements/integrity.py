"""What must never be found in the tables of the room."""

from qianxian.foundation.integrity import offer_check

offer_check(
    "同一单位同一数据元没有两个任务同时在问",
    """SELECT t.issuer_code || ' ' || e.code || ' ' || u.division_code FROM elements_taskunit u JOIN elements_collectiontask t ON t.id = u.task_id AND t.state = 'issued'
       JOIN elements_question q ON q.task_id = t.id JOIN elements_dataelement e ON e.id = q.element_id AND NOT e.lives AND e.same_as_id IS NULL
       WHERE u.state <> 'submitted' AND NOT EXISTS (SELECT 1 FROM elements_answer a WHERE a.element_id = e.id AND a.division_code = u.division_code
         AND a.organisation_id IS NOT DISTINCT FROM u.organisation_id AND a.valid_to > t.issued_on)
       GROUP BY 1, e.code, u.division_code, u.organisation_id HAVING count(DISTINCT t.id) > 1""",
)
offer_check(
    "下发的任务没有新问台账已有的数据元",
    "SELECT t.title || ' ' || e.code FROM elements_collectiontask t JOIN elements_question q ON q.task_id = t.id AND q.mark = 'new' JOIN elements_dataelement e ON e.id = q.element_id"
    " WHERE t.state IN ('issued', 'closed') AND e.lives",
)
offer_check("合并过的数据元只指一层", "SELECT a.code FROM elements_dataelement a JOIN elements_dataelement b ON b.id = a.same_as_id WHERE b.same_as_id IS NOT NULL")
offer_check(
    "已报单位的每一项都有值",
    """SELECT t.title || ' ' || u.division_code || ' ' || e.code FROM elements_taskunit u JOIN elements_collectiontask t ON t.id = u.task_id JOIN elements_question q ON q.task_id = t.id
       JOIN elements_dataelement e ON e.id = q.element_id AND NOT e.lives WHERE u.state = 'submitted' AND NOT EXISTS (SELECT 1 FROM elements_answer a
         JOIN elements_dataelement c ON c.id = a.element_id WHERE coalesce(c.same_as_id, c.id) = coalesce(e.same_as_id, e.id) AND a.division_code = u.division_code
           AND a.organisation_id IS NOT DISTINCT FROM u.organisation_id AND a.valid_to > u.submitted_on)""",
)
