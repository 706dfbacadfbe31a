"""Journey: an officer tries a rule before the meeting; the addresses can be shared."""

from __future__ import annotations


def test_a_vote_tried_before_the_meeting(walker):
    officer = walker("zhaobk")
    officer.visit("/rules/")
    officer.follow("R-P12")
    officer.fill("事件日期", "2019-03-31")
    for label, number in (("应到会有表决权的党员", "20"), ("到会有表决权的党员", "11")):
        officer.page.get_by_label(label + "（人）", exact=True).fill(number)
    officer.fill("赞成（票）", "11")
    officer.press("试算")
    # then the answer, its law and the address that repeats it
    officer.says("结果", "是", "支部工作条例")
    officer.shoot("rule-trial-1440")
    assert "2019-03-31" in officer.page.url and "20" in officer.page.url
    # when fewer come
    officer.page.get_by_label("到会有表决权的党员（人）", exact=True).fill("9")
    officer.fill("赞成（票）", "9")
    officer.press("试算")
    officer.says("否", "第十一条")
    # when the facts cannot be
    officer.page.get_by_label("到会有表决权的党员（人）", exact=True).fill("25")
    officer.press("试算")
    officer.silent("没有不符合规定的地方")
