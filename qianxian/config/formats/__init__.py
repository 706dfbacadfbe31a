"""How days are written, per language of the interface."""
