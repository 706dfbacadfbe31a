"""Prepared elements for the table of operations, each at the step that an operation starts from."""

from __future__ import annotations

from typing import Any

from qianxian.elements import commands
from qianxian.elements.models import DataElement
from qianxian.foundation.reach import bind
from tests.cast import COUNTY_OFFICER, SERVICE

LIGHTS = {"name": "路灯", "definition": "村道上能亮的路灯", "kind": "number", "unit": "盏", "owner": "agriculture", "legal_basis": "《中华人民共和国公路法》第八条"}


def element(s: Any) -> DataElement:
    """An element that no register holds."""
    bind(SERVICE)
    return commands.register_element(code="village.street_lights", by=COUNTY_OFFICER, **LIGHTS)
