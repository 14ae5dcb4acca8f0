"""Millions of claims: the same judgements as the core's, on DuckDB, Polars or a Spark cluster.

What can be shared is the core's own: words, names, sides and dates are read once for each distinct value, and questions
that columns can't carry exactly are judged by the core, in batches. Needs the extra `bulk`; Spark, the extra `spark`.

>>> from claimcheck.bulk.extras import pyarrow
>>> rows = {"source": ["A", "B"], "event": ["crash", "crash"], "aspect": ["killed", "killed"], "answer": [298, 295]}
>>> print(check(pyarrow().table(rows)).summary())
2 rows, 0 of them bad; 1 question, 1 judged in columns and 0 one by one
contradiction: 1
"""

from __future__ import annotations

from claimcheck.bulk.checking import check
from claimcheck.bulk.reporting import BulkReport
from claimcheck.bulk.running import Tally

__all__ = ["BulkReport", "Tally", "check"]
