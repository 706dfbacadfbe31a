"""The loaded example, for this folder's tests."""

from tests.doumen import doumen, doumen_copy, doumen_database, doumen_fresh

__all__ = ["doumen", "doumen_copy", "doumen_database", "doumen_fresh"]
