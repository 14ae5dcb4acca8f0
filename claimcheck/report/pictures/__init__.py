"""Pictures of a report, as small SVG of our own: answers as ranges, a timeline, the growth of a toll, the claim graph.

Each is a `Picture`: it has a title, a sentence that says what is to be seen, its rows as a table, and can be saved.

>>> from claimcheck import Dossier, Event, Source
>>> raid = Event("raid", when="2025-07-04")
>>> report = (Dossier() + Source("A").says(raid, "killed", 8) + Source("B").says(raid, "killed", "dozens")).check()
>>> picture = report.ranges("killed")
>>> picture.columns
('who', 'answer', 'said', 'standing')
>>> [row[:2] for row in picture.rows]
[('A', '8'), ('B', 'dozens')]
"""

from __future__ import annotations

from claimcheck.report.pictures.asking import NothingToDraw, UnknownQuestion
from claimcheck.report.pictures.picture import Picture, PictureKind

__all__ = ["NothingToDraw", "Picture", "PictureKind", "UnknownQuestion"]
