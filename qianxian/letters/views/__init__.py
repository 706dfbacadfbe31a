"""Pages of letters: the office's, and the public one."""
