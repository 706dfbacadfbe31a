"""Django application of the page shell."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from types import MethodType
from typing import Any

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "qianxian.portal"
    label = "portal"
    verbose_name = "门户"

    def ready(self) -> None:
        """Tables ask the signature of a column's method for every cell; it is the same for every cell, so it is looked up once."""
        from django_tables2 import utils

        ask = utils.signature
        of_function = lru_cache(maxsize=2_000)(lambda function: ask(MethodType(function, function)))

        def signature(method: Callable[..., Any]) -> Any:
            return of_function(method.__func__) if isinstance(method, MethodType) else ask(method)

        utils.signature = signature
