"""Pages of the centres, by noun: the register, a centre's hall, what residents see."""
