"""The one exception the limited child raises on purpose; its argument is a code that ``precheck.refusal`` words."""


class Refused(Exception):
    """The file is not read."""
