"""Reads of this room, by noun: books and vouchers, balances, statements, the bank's side."""
