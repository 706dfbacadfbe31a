"""Pages of requests: the desks', the residents', and the one that opens an identity."""
