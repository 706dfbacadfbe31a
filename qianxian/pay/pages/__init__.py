"""What the pages of pay show, made from rows: runs and slips, corrections."""
