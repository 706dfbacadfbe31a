"""Pure rules of public and collective money: R-F01–R-F10, and the chart of accounts as data."""

from qianxian.funds.rules import chart, disclosure, duties, ledger, money
from qianxian.funds.rules.chart import CHART, FIRST_LEVEL, ChartAccount, account_named
from qianxian.funds.rules.duties import ALLOWED_MOVES, WHO_HOLDS_IT, same_hands
from qianxian.funds.rules.ledger import faults_of_lines, gaps
from qianxian.funds.rules.money import is_name_of_a_unit

__all__ = [
    "ALLOWED_MOVES",
    "CHART",
    "FIRST_LEVEL",
    "WHO_HOLDS_IT",
    "ChartAccount",
    "account_named",
    "chart",
    "disclosure",
    "duties",
    "faults_of_lines",
    "gaps",
    "is_name_of_a_unit",
    "ledger",
    "money",
    "same_hands",
]
