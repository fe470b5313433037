"""A standby of the host: made, and put in its place; and how devices hear where the host is."""

import argparse
import signal
import threading

from common.centre.people import Mistyped
from common.centre.saying import say
from common.clock import SystemClock
from common.hosting.accounts import account_for
from common.hosting.finding import announce, own_addresses, typed_place
from common.hosting.host import DEFAULT_PORT, read_host, usual_folder
from common.hosting.programs import Programs, find_programs
from common.hosting.service import how_to_install
from common.hosting.standby import Wish, make_standby, promote
from common.settings import Settings

_Asked = argparse.Namespace


def keep_standby(_settings: Settings, asked: _Asked) -> int:
    """Make this computer a standby of the centre's host."""
    account = account_for(asked.user)

    def programs(major: int) -> Programs:
        return find_programs(asked.postgres, major)

    wish = Wish(
        programs, account.name if account else None, asked.port or DEFAULT_PORT, asked.listen or "*"
    )
    places = typed_place(asked.of)
    if len(places) > 1:
        raise Mistyped("name one host with --of")
    folder = asked.folder or usual_folder()
    host = make_standby(folder, places[0], asked.code, wish, SystemClock().now(), say)
    say(f"this computer follows the store of {host.facts.centre}; asan-centre status shows how far")
    say(f"to start it with the computer: {how_to_install(host)}")
    here = ", ".join(f"{one}:{host.facts.port}" for one in own_addresses())
    say(f"name both to each device: asan-kiosk --host {asked.of},{here or 'ADDRESS'}")
    return 0


def put_in_place(_settings: Settings, asked: _Asked) -> int:
    """Make a standby the store, once the old store is off for sure."""
    host = read_host(asked.folder or usual_folder())
    promote(host, old_is_off=asked.old_is_off)
    say(f"this computer keeps the store of {host.facts.centre} now, port {host.facts.port}")
    say("never start the old one again: make it a standby of this one, in a new folder")
    return 0


def announce_host(_settings: Settings, asked: _Asked) -> int:
    """Tell the local network where the host is, until this program is stopped."""
    host = read_host(asked.folder or usual_folder())
    stopping = threading.Event()
    before = [
        (number, signal.signal(number, lambda *_: stopping.set()))
        for number in (signal.SIGTERM, signal.SIGINT)
    ]
    try:
        say(f"telling the local network of {host.facts.centre}; stop with Ctrl-C")
        announce(host, stopping)
    finally:
        for number, handler in before:
            signal.signal(number, handler)
    return 0
