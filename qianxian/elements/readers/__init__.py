"""Where a value lives: one reader per element, registered under the element's code; it reads the room that holds the value.

Example: ``held_by_readers("village.resident_population", ["440403103200"], by, on)`` → {"440403103200": Held("1,238", date(2018, 12, 31), "/divisions/…/")}.
A reader gives nothing for a subject of which its room holds nothing; it never guesses. Writing belongs to the rooms.
"""

from qianxian.elements.readers.registry import Held, Reader, held_by_readers, reader_of, readers

__all__ = ["Held", "Reader", "held_by_readers", "reader_of", "readers"]
