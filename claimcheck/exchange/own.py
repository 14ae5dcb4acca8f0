"""Our own dossier files as exchange formats, so that `convert` takes them like all others.

>>> JSONL.lost("claim"), CSV.lost("opposed")
((), ('pairs',))
"""

from __future__ import annotations

from typing import Final

from claimcheck.dossiers import Dossier
from claimcheck.exchange.losses import dossier_of, losses
from claimcheck.exchange.plugin import ALL, PARTS, Format, Part, Subject, Written

__all__ = ["CSV", "JSON", "JSONL", "YAML"]


def _own(
    name: str, title: str, media_type: str, extensions: tuple[str, ...], parts: tuple[Part, ...]
) -> Format:
    def read(data: bytes, file: str) -> Dossier:
        from claimcheck.formats import loads

        return loads(data, name, name=file)

    def write(subject: Subject) -> Written:
        from claimcheck.formats import dumps

        return Written(dumps(dossier_of(subject), name).encode("utf-8"), losses(found, subject))

    found = Format(
        name=name,
        title=title,
        media_type=media_type,
        extensions=extensions,
        carries=parts,
        read=read,
        write=write,
    )
    return found


_EVERYTHING: Final = tuple(Part(kind, ALL, "as it is") for kind in PARTS if kind != "finding")

YAML: Final = _own("yaml", "YAML dossier", "application/yaml", (".yaml", ".yml"), _EVERYTHING)
JSON: Final = _own("json", "JSON dossier", "application/json", (".json",), _EVERYTHING)
JSONL: Final = _own("jsonl", "JSON Lines dossier", "application/jsonl", (".jsonl", ".ndjson"), _EVERYTHING)
CSV: Final = _own(
    "csv", "CSV", "text/csv", (".csv",),
    (Part("claim", ALL, "a row each"), Part("anonymous", ALL, "columns `source.…`"), Part("described", ALL, "columns `event.…`")),
)  # fmt: skip
