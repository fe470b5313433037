from common.domain.words import Language
from common.voice.backlog import Due, Rules
from tests.bench.voice import Peak, simulate

AZ = Language.AZ


def said(due: Due, _: Language) -> float:
    """Return seconds: six for a whole sentence, four in short, three without a chime."""
    return 3.0 if due.bare else 4.0 if due.short else 6.0


def peak(rules: Rules, *seconds: float) -> Peak:
    found = Peak()
    simulate([(each, AZ) for each in seconds], rules, said, found)
    return found


def test_the_bench_lets_each_call_wait_for_those_before_it() -> None:
    found = peak(Rules(short_from=0), 0, 1, 20)
    assert found.backlogs == [0, 0, 0]
    assert (found.called, found.dropped) == (3, 0)
    assert found.lateness.percentile(100) == 5


def test_the_bench_counts_what_is_never_spoken_and_the_short_form_helps() -> None:
    every = [float(each) for each in range(0, 60, 4)]
    whole, short = peak(Rules(short_from=0), *every), peak(Rules(short_from=1), *every)
    assert whole.called == short.called == len(every)
    assert whole.lateness.percentile(95) > 2 * short.lateness.percentile(95)

    late = peak(Rules(expires=10, short_from=0), *[0.0] * 10)
    assert late.dropped == 8, "of ten at once two begin within ten seconds"
