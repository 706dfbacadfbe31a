"""The stage of the API's tests, built once for a module, for elections by their pages."""

from tests.api.conftest import stage, standing_stage

__all__ = ["stage", "standing_stage"]
