"""The algebra that the page of concepts prints in one table holds on drawn answers."""

from __future__ import annotations

from hypothesis import assume, given

from claimcheck import COUNT, Answer, read_answer
from claimcheck.testing import answers

COUNTS = answers(axis=COUNT)


def without(spans: tuple[tuple[int, int | None], ...]) -> Answer:
    """Crisp: all but some spans."""
    return Answer(COUNT, spans).complement()


@given(COUNTS, COUNTS)
def test_either_of_two_answers_is_the_union_of_both_sets(one: Answer, other: Answer) -> None:
    either = one | other
    assert either.sure == Answer(COUNT, [*one.sure, *other.sure]).sure
    assert either.possible == Answer(COUNT, [*one.possible, *other.possible]).possible
    assert read_answer({"any_of": [one, other]}, COUNT) == either


@given(COUNTS)
def test_complement_swaps_the_two_sets(answer: Answer) -> None:
    assert answer.complement().sure == without(answer.possible).sure
    assert answer.complement().possible == without(answer.sure).sure


@given(COUNTS)
def test_denial_denies_all_that_the_words_may_mean(answer: Answer) -> None:
    assume(answer.possible != COUNT.whole)  # to deny everything leaves nothing, and is refused
    denied = read_answer({"not": answer}, COUNT)
    assert denied.sure == denied.possible == without(answer.possible).sure


@given(COUNTS)
def test_likelihood_means_what_follows_it_and_rules_nothing_out(answer: Answer) -> None:
    likely = read_answer({"probably": answer}, COUNT)
    assert (likely.sure, likely.possible) == (answer.sure, COUNT.whole)


@given(COUNTS, COUNTS, COUNTS)
def test_whoever_confirms_an_answer_contradicts_all_that_it_contradicts(
    one: Answer, narrower: Answer, other: Answer
) -> None:
    confirming = one & narrower
    assume(not confirming.is_nothing)
    assert confirming.confirms(one)
    if one.contradicts(other):
        assert confirming.contradicts(other)


@given(COUNTS)
def test_everything_is_neutral_to_merging(answer: Answer) -> None:
    assert answer & Answer.everything(COUNT) == answer
