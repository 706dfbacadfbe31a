"""One cashier who pays without end, for the kill test: ``python -m tests.funds.cashier FILE BOOK [early]``.

Each payment is one call of the command in one transaction; what was acknowledged (payment and voucher's number) goes to the file after the
commit. With ``early`` it goes there before: the fault that the test must be able to find. Ends only by being killed.
"""

from __future__ import annotations

import os
import sys
import time
from types import SimpleNamespace

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qianxian.config.settings")
import django

django.setup()

from django.db import DatabaseError, InterfaceError, connection  # noqa: E402

from qianxian.decisions.models import Certificate  # noqa: E402
from qianxian.foundation.errors import QianxianError  # noqa: E402
from qianxian.foundation.reach import acting_as  # noqa: E402
from qianxian.funds import commands  # noqa: E402
from qianxian.funds.models import BankAccount, Book, Fund, Payment, Voucher  # noqa: E402
from tests.cast import SERVICE  # noqa: E402
from tests.funds import crowd  # noqa: E402
from tests.funds.stage import CASHIER, ON  # noqa: E402

AT_ONCE = 40


def waiting(key: int) -> list[Payment]:
    """Payments of the book at the cashier's desk; new ones are brought there when none is left."""
    with acting_as(SERVICE):
        found = list(Payment.objects.filter(book_id=key, state="booked").order_by("?")[:AT_ONCE])
        if found:
            return found
        book = Book.objects.get(pk=key)
        v = SimpleNamespace(book=book, venue=Fund.objects.get(book=book, allocation__amount=crowd.RECEIVED), centre=BankAccount.objects.get(book=book, holder="centre"))
        return crowd.booked(v, AT_ONCE, amount="0.5", certificate=Certificate.objects.get(division_code=book.division_code), authority="certificate", standing=None)


def main() -> None:
    """Pay until killed; a connection that broke is opened anew."""
    early = "early" in sys.argv
    with open(sys.argv[1], "a", encoding="ascii", buffering=1) as told:
        while True:
            try:
                for one in waiting(int(sys.argv[2])):
                    try:
                        with acting_as(CASHIER):
                            paid = commands.pay_out(payment=one, by=CASHIER, on=ON)
                            number = Voucher.objects.get(payment=paid).number
                            if early:
                                told.write(f"{paid.pk} {number}\n")
                                time.sleep(0.02)
                        if not early:
                            told.write(f"{paid.pk} {number}\n")
                    except QianxianError:
                        continue  # paid by the other cashier meanwhile
            except (DatabaseError, InterfaceError):
                connection.close()
                time.sleep(0.05)


if __name__ == "__main__":
    main()
