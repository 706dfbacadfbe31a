"""Writes of the room, by noun."""

from qianxian.elements.commands.register import CHANGED, change_element, register_element

__all__ = ["CHANGED", "change_element", "register_element"]
