"""A merge rule of one's own, with its laws checked; and two tempting rules that break them.

`check_rule` needs Hypothesis, which the extra `testing` brings.
"""

from fractions import Fraction

from claimcheck import Answer, Dossier, Event, Source, crosscheck
from claimcheck.merging import LATEST, LiveClaim, Rule
from claimcheck.testing import BrokenLaw, check_rule


class MostCautious(Rule[frozenset[Answer]]):
    """The lowest number that somebody named would put their name to, and whatever is higher.

    The state keeps every answer that was given, so that nothing depends on the order; the choice is made in `read`.
    """

    name = "most cautious"

    def lift(self, claim: LiveClaim) -> frozenset[Answer]:
        return frozenset({claim.answer}) if claim.named else frozenset({Answer.everything(claim.answer.axis)})

    def combine(self, one: frozenset[Answer], other: frozenset[Answer]) -> frozenset[Answer]:
        return one | other

    def read(self, state: frozenset[Answer], at: float = LATEST) -> Answer:
        axis = next(iter(state)).axis
        lowest = [
            answer.possible[0][0] for answer in state if answer.possible[0][0] not in (None, axis.lowest)
        ]
        return Answer(axis, [(min(lowest), None)]) if lowest else Answer.everything(axis)


class Average(Rule[Fraction]):
    """Tempting and wrong: the mean of the means depends on how the claims were grouped."""

    def lift(self, claim: LiveClaim) -> Fraction:
        return Fraction(claim.answer.possible[0][0] or 0)

    def combine(self, one: Fraction, other: Fraction) -> Fraction:
        return (one + other) / 2

    def read(self, state: Fraction, at: float = LATEST) -> Answer:
        return Answer.exactly(round(state))


class LastWins(Rule[Answer]):
    """Tempting and wrong: whichever claim happens to arrive last."""

    def lift(self, claim: LiveClaim) -> Answer:
        return claim.answer

    def combine(self, one: Answer, other: Answer) -> Answer:
        return other

    def read(self, state: Answer, at: float = LATEST) -> Answer:
        return state


flood = Event("flood", when="2031-03-10")
dossier = Dossier(
    [
        Source("Health Ministry").says(flood, "killed", 48),
        Source("Aid Union").says(flood, "killed", "at least 40"),
        Source("Town Hall").says(flood, "killed", "between 45 and 60"),
    ]
)
account = crosscheck(dossier).account(flood, MostCautious())
counts = [LiveClaim(name, Answer.exactly(number)) for name, number in (("A", 7), ("B", 12), ("C", 40))]

if __name__ == "__main__":
    print(account)
    print(check_rule(MostCautious(), claims=dossier))
    for wrong in (Average(), LastWins()):
        try:
            check_rule(wrong, claims=counts)
        except BrokenLaw as broken:
            print(f"\n{broken}")
