"""180 applications have to fit into one server: each holds two connections, whatever it does."""

from concurrent.futures import ThreadPoolExecutor

from fixtures.stores import seat, take
from floors import AYSEL, CENTRE, W1
from store_ears import Ears, backends

from common.store.opening import open_feed, open_store
from common.usecases.calling import call_next


def test_an_application_holds_one_connection_for_its_questions_and_one_for_its_ear(
    postgres_url: str, ears: Ears
) -> None:
    others = set(backends(postgres_url))
    store, feed = open_store(postgres_url, CENTRE), open_feed(postgres_url, CENTRE)
    feed.start(ears.wake, ears.state)
    ears.wait(lambda: ears.wakes == 1)

    take(store)
    seat(store, W1, AYSEL)
    call_next(store, W1)
    store.menu()
    store.desk(W1)
    assert len(set(backends(postgres_url)) - others) == 2
    with ThreadPoolExecutor(8) as pool:
        boards = list(pool.map(store.board, [None] * 40))

    assert all(len(board.calls) == 1 for board in boards)
    assert len(set(backends(postgres_url)) - others) == 2
    feed.stop()
    store.close()
