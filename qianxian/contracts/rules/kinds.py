"""Under which kinds of contract the village pays, and which class of the tender rules each belongs to. Plain facts."""

PAYING = ("works", "purchase", "service", "lease_in", "other")
LEASES = ("lease_out", "lease_in", "land")
TENDER_CLASS = {"works": "works", "purchase": "goods", "service": "services"}
