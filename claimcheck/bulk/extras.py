"""The packages that only large inputs need, imported where they are used."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from claimcheck.errors import MissingExtra

__all__ = ["duckdb", "loky", "narwhals", "numpy", "polars", "pyarrow", "pyspark"]


def _module(name: str, extra: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        raise MissingExtra(name.partition(".")[0], extra) from None


def loky() -> Any:
    """The module `loky`; raises `MissingExtra` where it is not installed."""
    return _module("loky", "bulk")


def narwhals() -> Any:
    """The module `narwhals`; raises `MissingExtra` where it is not installed."""
    return _module("narwhals", "bulk")


def numpy() -> Any:
    """The module `numpy`; raises `MissingExtra` where it is not installed."""
    return _module("numpy", "bulk")


def pyarrow() -> Any:
    """The module `pyarrow`; raises `MissingExtra` where it is not installed."""
    return _module("pyarrow", "bulk")


def duckdb() -> Any:
    """The module `duckdb`; raises `MissingExtra` where it is not installed."""
    return _module("duckdb", "bulk")


def polars() -> Any:
    """The module `polars`; raises `MissingExtra` where it is not installed."""
    return _module("polars", "bulk")


def pyspark() -> Any:
    """The module `pyspark.sql`; raises `MissingExtra` where it is not installed."""
    return _module("pyspark.sql", "spark")
