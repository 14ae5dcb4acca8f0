"""Which descriptions speak of the same event: mentions in, clusters out, each link with its evidence in words.

`link` is a pure function of the set of mentions and of the user's orders, which always win.

>>> from claimcheck import Event
>>> told = [
...     Mention("a", Event("prisoner exchange", when="2025-06-26", participants=["Russia", "Ukraine"]), ["Zelensky"]),
...     Mention("b", Event("exchange", when="2025-06-26", participants=["Ukraine", "Russia"]), ["TASS"]),
...     Mention("c", Event("prisoner exchange", when="2025-07-04", participants=["Russia", "Ukraine"]), ["TASS"]),
... ]
>>> linking = link(told)
>>> [cluster.members for cluster in linking.clusters]
[('a', 'b'), ('c',)]
>>> print(linking.links[0].evidence)
kinds that fit (exchange; prisoner exchange), 26 June 2025 in both, both between Russia and Ukraine
"""

from __future__ import annotations

from claimcheck.linking.linker import link
from claimcheck.linking.mentions import Mention
from claimcheck.linking.outcome import (
    Change,
    Cluster,
    Link,
    Linking,
    Part,
    Refusal,
    Relation,
    Undecided,
    changes,
)

__all__ = [
    "Change",
    "Cluster",
    "Link",
    "Linking",
    "Mention",
    "Part",
    "Refusal",
    "Relation",
    "Undecided",
    "changes",
    "link",
]
