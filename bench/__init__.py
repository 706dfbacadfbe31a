"""Benches: one file per target, each prints ratios measured side by side in one run."""
