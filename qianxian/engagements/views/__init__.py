"""Pages of 选聘分离: registers, the review and its steps, joint vetting, papers."""
