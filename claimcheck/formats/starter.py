"""The starter dossier that `claimcheck new` writes."""

from __future__ import annotations

from typing import Final

__all__ = ["STARTER"]

STARTER: Final = """\
# Who says what about an event. Check it with: claimcheck check THIS-FILE
claimcheck: 1                # the version of this format
timezone: Europe/Kyiv        # where the events happen; a bare date is a day there

sources:                     # everybody who speaks, or passes words on
  Russia: {kind: state}
  Ukraine: {kind: state}
  Russian Defense Ministry: {kind: office, controlled_by: [Russia]}   # not independent of Russia
  Zelensky: {kind: office, controlled_by: [Ukraine]}
  TASS: {kind: news agency, controlled_by: [Russia]}
  The Moscow Times: {kind: newspaper}
opposed:                     # an agreement across these is worth more
  - [Russia, Ukraine]

events:
  exchange: {kind: prisoner exchange, when: 2025-07-04, participants: [Russia, Ukraine]}

aspects:                     # what is asked; axis: count, share, number, instant, yes/no or path
  took place: {axis: yes/no}
  returned: {axis: count, unit: people}     # over_time: accrues for a toll that only grows
  number exchanged: {axis: count, unit: people}

claims:
  - ref: ministry            # your name for the claim
    source: Russian Defense Ministry
    via: [The Moscow Times]  # who passed it on, first relay first
    cue: said
    said: 2025-07-04
    event: exchange
    aspect: took place
    answer: yes
    quote: another group of Russian military personnel was repatriated

  - ref: zelensky
    source: Zelensky
    via: [The Moscow Times]
    cue: confirmed
    said: 2025-07-04
    event: exchange
    aspect: took place
    answer: yes

  - ref: kursk-civilians
    source: {anonymous: an anonymous source}   # nobody who can be held to it
    via: [TASS, The Moscow Times]
    cue: reported
    said: 2025-07-04
    event: exchange
    aspect: returned
    scope: {group: civilians, from: Kursk region}
    answer: two              # words as they were said; or 2, {at_least: 7}, {between: [100, 300]}, {about: 300} ...
    quote: included two civilians from the Kursk region

  - ref: not-disclosed
    source: The Moscow Times
    silent: Russia           # who did not say
    said: 2025-07-04
    event: exchange
    aspect: number exchanged
    answer: withheld
"""
