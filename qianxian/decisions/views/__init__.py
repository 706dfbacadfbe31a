"""Pages of decisions: matters, meetings, certificates, the minor-powers list."""
