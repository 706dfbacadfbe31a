"""Pages of the collective, by noun."""
