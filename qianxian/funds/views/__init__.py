"""Pages of money: overview and books, vouchers, sources, payments."""
