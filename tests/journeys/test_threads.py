"""Journey: Dachikan's water read from one page, at a desk, in a hand, in large print and on paper; a new thread from the window to its answer."""

from __future__ import annotations

import re

from tests.journeys.walker import PHONE

WATER = re.compile("市政供水改造")


def test_six_years_of_water_on_one_page(walker):
    # given the example, an officer of the town finds the thread among those that wait
    officer = walker("zhaobk")
    officer.visit("/threads/")
    officer.says("等得久的排在前面，不评比村和人", "大赤坎村", "搁置：用地没有办好")
    officer.shoot("threads-1440", whole=True)
    officer.follow(WATER)
    # then one page says where it stands, who holds it, how long, what it costs, why it lay, and what is missing
    officer.says("两委商议", "村“两委”", "自提出算起", "搁了 6 年多", "搁置 2,256 天", "少数人反对不能否决", "水价怎么收的书面说明", "只记原话和渠道")
    officer.silent("养殖", "大户")
    officer.shoot("thread-1440", whole=True)
    where = officer.page.url
    officer.visit(where + "?order=old")
    officer.says("从头到尾")
    officer.visit(where + "?view=elder")
    officer.shoot("thread-elder-1440", whole=True)
    officer.close()
    hand = walker("zhaobk", size=PHONE)
    hand.visit(where)
    hand.shoot("thread-360", whole=True)
    hand.follow("登记进展")
    hand.says("往下走还缺什么")


def test_a_thread_from_the_window_to_its_answer(walker):
    clerk = walker("bajia-chuangkou", size=PHONE)
    clerk.visit("/threads/")
    clerk.follow("登记一条线")
    clerk.choose("哪个村（社区）或镇（街道）", "八甲村")
    clerk.fill("名称", "水渠清淤")
    clerk.fill("原话要点", "水渠堵了，找我 13812345678")
    clerk.choose("来路", "村民反映")
    clerk.choose("从什么渠道来", "服务中心窗口")
    clerk.fill("提出日期", "2019-12-10")
    clerk.choose("类别", "排水排洪")
    clerk.choose("怎么办", "可以直接办")
    clerk.press("登记")
    clerk.says("只写事情，不写是谁")
    clerk.fill("原话要点", "水渠堵了，下雨就淹")
    clerk.press("登记")
    clerk.says("水渠清淤", "答复提出的人")
    clerk.silent("登记进展")
    where = clerk.page.url
    clerk.close()
    # the centre's member works on it, answers and closes; without the answer it does not close
    member = walker("bajia-weiyuan")
    member.visit(where)
    member.visit(where + "close/")
    member.fill("办成了什么", "已清淤 300 米")
    member.press("办结")
    member.says("还没有答复提出的人")
    member.visit(where + "tell/")
    member.fill("答复日期", "2019-12-14")
    member.choose("用什么方式", "入户走访")
    member.fill("怎么答复的", "上门告知，已清淤")
    member.press("登记答复")
    member.visit(where + "close/")
    member.fill("办成了什么", "已清淤 300 米")
    member.press("办结")
    member.says("已办结", "一共用了", "已清淤 300 米")
    member.shoot("thread-closed-1440", whole=True)
