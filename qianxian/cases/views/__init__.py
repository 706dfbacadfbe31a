"""Pages of cases: the window's, and the residents'."""
