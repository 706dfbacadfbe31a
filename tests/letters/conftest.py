"""The stage of the API's tests, built once for a module: most letters speak of people and offices that stand on it."""

from tests.api.conftest import stage, standing_stage

__all__ = ["stage", "standing_stage"]
