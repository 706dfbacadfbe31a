"""Where pay stands in a village's book when it is approved, and what the payment of it settles afterwards (财会〔2023〕14号; R-F05, R-F08).

Example: a run of 100.00 of which 3.00 tax is withheld → debit 51301 100.00, credit 21201 97.00 and 214 3.00; paid: debit 21201 97.00, credit 102.
"""

from __future__ import annotations

from collections.abc import Mapping

#: Account of pay (``pay.rules.vouchers.ACCOUNTS``) → account of the chart. Social insurance owed stands with other payables, by its memo.
ACCOUNT_OF_PAY: Mapping[str, str] = {
    "base_pay": "51301", "bonus": "51301", "payable_to_persons": "21201", "insurance_withheld": "211", "tax_withheld": "214", "employer_insurance": "513",
    "employer_insurance_payable": "211",
}  # fmt: skip
EXPENSE, PAYABLE = "51301", "21201"
#: Account on which withheld money is owed → the parts of a slip that are handed on from it: tax, and social insurance with the employer's own beside it.
WITHHELD_PARTS: Mapping[str, tuple[str, ...]] = {"214": ("tax",), "211": ("insurance", "employer_city", "employer_district", "employer_town")}


def settles(account: str, accrued: bool) -> bool:
    """Whether a payment of pay is booked on the right account: the payable once the run is accrued in the book, the expense while it is not."""
    return account == (PAYABLE if accrued else EXPENSE)
