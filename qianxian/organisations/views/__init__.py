"""Pages of the Party's registry, by noun."""
