"""Numbers of requests, short enough to be typed on a phone: SQ103210-2019-0001 is the first of 2019 from the village 440403103210."""

from qianxian.foundation.records import short_number
from qianxian.requests.models import RequestNumber

BOOK = "SQ"


def next_number(division_code: str, year: int) -> str:
    """The next number of the village's book; the book is locked until the transaction ends."""
    return short_number(RequestNumber, BOOK, division_code, year)
