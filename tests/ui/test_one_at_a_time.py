from common.ui.one_at_a_time import OneAtATime


def test_what_is_wanted_often_while_it_goes_on_is_done_once_more() -> None:
    begun: list[bool] = []
    one = OneAtATime(lambda: begun.append(True) or True)

    for _ in range(3):
        one.want()
    assert (len(begun), one.again) == (1, True)
    one.ended()
    assert (len(begun), one.again) == (2, False)
    one.ended()

    assert len(begun) == 2


def test_what_found_nothing_to_do_does_not_keep_the_next_waiting() -> None:
    begun: list[bool] = []
    one = OneAtATime(lambda: begun.append(True) or len(begun) > 1)

    one.want()
    one.want()

    assert (len(begun), one.again) == (2, False)
