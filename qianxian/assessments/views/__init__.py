"""Pages of the yearly assessment: registers and schemes, sheets and their steps."""
