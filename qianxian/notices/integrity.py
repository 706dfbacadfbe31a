"""What must never be found in the outbox."""

from qianxian.foundation.integrity import offer_check

offer_check(
    "每人每周发出的消息不超过 10 条",
    "SELECT account_id || '/' || place_week FROM notices_notice WHERE place_week IS NOT NULL GROUP BY account_id, place_week HAVING count(*) > 10",
)
offer_check(
    "每人每天至多一条每日提醒",
    "SELECT account_id || '/' || day FROM notices_notice WHERE kind = 'digest' GROUP BY account_id, day HAVING count(*) > 1",
)
offer_check(
    "发出的消息都占了当天、当周的名额",
    "SELECT uuid::text FROM notices_notice WHERE state = 'sent' AND kind <> 'trial' AND (nth_of_day IS NULL OR nth_of_week IS NULL OR sent_at IS NULL)",
)
offer_check(
    "消息没有在发件箱里放过三天",
    "SELECT uuid::text FROM notices_notice WHERE state IN ('waiting', 'sending') AND try_at < now() - interval '3 days'",
)
