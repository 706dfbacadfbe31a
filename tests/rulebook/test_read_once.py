"""The county's settings: a page that is looked at reads them once, everything else sees a change at once."""

import datetime as dt

import pytest

from qianxian.rulebook.queries import county_settings, read_once
from tests.cast import acting
from tests.rulebook.fixing import fix_setting

DAY = dt.date(2019, 12, 16)
KEY = "engagement.acting_director_days"
OFFICER = acting("liangyw", "梁雅文", "district_org_officer", "440403")


def enact(value: int) -> None:
    fix_setting(key=KEY, value=value, valid_from=DAY, source_document="斗组〔2019〕9号", by=OFFICER)


def in_force() -> int:
    return county_settings().on(DAY)[KEY]


@pytest.mark.django_db
def test_a_page_reads_them_once_and_the_next_one_anew(django_assert_num_queries):
    before = in_force()
    with django_assert_num_queries(1), read_once():
        assert [in_force() for _part in range(5)] == [before] * 5
    enact(before + 1)
    with read_once():
        assert in_force() == before + 1


@pytest.mark.django_db
def test_what_writes_sees_its_own_change():
    before = in_force()
    enact(before + 1)
    assert in_force() == before + 1


@pytest.mark.django_db
def test_a_fault_on_the_page_ends_it():
    before = in_force()
    with pytest.raises(ZeroDivisionError), read_once():
        assert in_force() == before
        1 / 0  # noqa: B018
    enact(before + 1)
    assert in_force() == before + 1
