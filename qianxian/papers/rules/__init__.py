"""What an uploaded file may hold: Word templates and scans, by their bytes alone."""
