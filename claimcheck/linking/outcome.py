"""What linking comes to: clusters, and why: links, refusals, doubts, what is left open, what is a part of what."""

from __future__ import annotations

import attrs

from claimcheck.answers import Answer
from claimcheck.linking.mentions import Mention

__all__ = ["Change", "Cluster", "Link", "Linking", "Part", "Refusal", "Relation", "Undecided", "changes"]


@attrs.frozen(order=True)
class Part:
    """One part of a score: its name, its points in bits, and what was seen."""

    name: str
    points: float
    words: str


@attrs.frozen
class Link:
    """Two mentions, by key in order, with the score and evidence for their being of one event.

    `joined` tells whether they are in one cluster. A link that the user ordered has no parts and an infinite score.
    """

    one: str
    other: str
    parts: tuple[Part, ...]
    evidence: str
    joined: bool = True

    @property
    def score(self) -> float:
        """The sum of the parts, in bits."""
        return sum(part.points for part in self.parts) if self.parts else float("inf")


@attrs.frozen(order=True)
class Refusal:
    """Two mentions that were compared and are not of one event, with the reason."""

    one: str
    other: str
    reason: str


@attrs.frozen(order=True)
class Undecided:
    """A mention that fits several clusters, each by its first key, and what is said of that."""

    mention: str
    clusters: tuple[str, ...]
    reason: str


@attrs.frozen(order=True)
class Relation:
    """One cluster that is a part of another, each by its first key, with the evidence."""

    part: str
    whole: str
    evidence: str


@attrs.frozen
class Cluster:
    """Mentions of one event, by key in order, and what they come to together.

    `when` and `where` are None where nobody tells; `title` is the name, else the kind with its time and place.
    """

    key: str
    members: tuple[str, ...]
    title: str
    kind: str
    when: Answer | None
    where: Answer | None
    participants: tuple[str, ...]
    ordinals: tuple[tuple[str, int], ...]
    names: tuple[str, ...]
    mentions: tuple[Mention, ...] = attrs.field(repr=False)


@attrs.frozen
class Linking:
    """What came out. All tuples are sorted by content.

    `clusters` hold every mention exactly once; `links` are the pairs that were joined; `refused` the near ones that were
    not, each with its reason; `doubtful` the pairs, joined or not, near the threshold; `undecided` the mentions that fit
    several clusters; `parts_of` what is related and not merged.
    """

    clusters: tuple[Cluster, ...]
    links: tuple[Link, ...]
    refused: tuple[Refusal, ...]
    doubtful: tuple[Link, ...]
    undecided: tuple[Undecided, ...]
    parts_of: tuple[Relation, ...]
    _by_mention: dict[str, Cluster] = attrs.field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        found = {key: cluster for cluster in self.clusters for key in cluster.members}
        object.__setattr__(self, "_by_mention", found)

    def of(self, key: str) -> Cluster:
        """The cluster that holds a mention. Raises `KeyError` for an unknown key."""
        return self._by_mention[key]


@attrs.frozen(order=True)
class Change:
    """What became of one cluster: `what` is "new", "gone", "grew", "shrank", "merged" or "split", and why in words."""

    what: str
    clusters: tuple[str, ...]
    reason: str


def changes(before: Linking, after: Linking) -> tuple[Change, ...]:
    """What is new, grew, merged or split from one linking to another, sorted by content."""
    old = {key: cluster for cluster in before.clusters for key in cluster.members}
    told: list[Change] = []
    for cluster in after.clusters:
        known = [key for key in cluster.members if key in old]
        added = [key for key in cluster.members if key not in old]
        origins = sorted({old[key].key for key in known})
        if not known:
            told.append(Change("new", (cluster.key,), f"{', '.join(added)}: not linked to anything before"))
        elif len(origins) > 1:
            links = [
                link for link in after.links if link.one in cluster.members and link.other in cluster.members
            ]
            why = "; ".join(
                link.evidence
                for link in links
                if not (link.one in old and link.other in old and old[link.one] is old[link.other])
            )
            told.append(Change("merged", tuple(origins), why or "the user says so"))
        elif added:
            links = [link for link in after.links if link.one in added or link.other in added]
            why = "; ".join(link.evidence for link in links if link.one in cluster.members)
            told.append(Change("grew", (cluster.key,), f"{', '.join(added)} joined: {why}"))
    now = {key: cluster for cluster in after.clusters for key in cluster.members}
    for cluster in before.clusters:
        heirs = sorted({now[key].key for key in cluster.members if key in now})
        if not heirs:
            told.append(Change("gone", (cluster.key,), "none of its mentions is there any more"))
        elif len(heirs) > 1:
            told.append(Change("split", tuple(heirs), f"{cluster.key} is now {len(heirs)} events"))
        elif any(key not in now for key in cluster.members):
            told.append(Change("shrank", (cluster.key,), "some of its mentions are there no more"))
    return tuple(sorted(told))
