"""Where a wish leads: the visitor's way through the pages, without clocks, stores or Qt."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from common.domain.catalogue import Kind
from common.domain.floor import Floor
from common.domain.ids import GroupCode, RequestId, ServiceCode
from common.domain.ticket import MOST_SERVICES
from common.domain.views import Menu
from common.domain.words import Language
from kiosk.code_way import with_code
from kiosk.codes import Code, Looking
from kiosk.given import ForOther, Paper, Ticket, Trouble
from kiosk.offers import anything_open, given, kinds_given, used_up
from kiosk.own_slip import GivingUp, MyPlace
from kiosk.staff_pages import ChooseStaff, StaffMenu, StaffSign, SwitchedOff
from kiosk.state import (
    RESTING,
    About,
    Adding,
    AnyWish,
    ChooseEntity,
    ChooseGroup,
    ChooseKind,
    ChooseLanguage,
    ChooseService,
    Closed,
    Confirm,
    Ease,
    Entities,
    Evacuation,
    Groups,
    Help,
    Hit,
    Keys,
    KioskState,
    NotIssued,
    OutOfService,
    Page,
    Scan,
    Search,
    Services,
    Starting,
    Turn,
    Type,
    Unplaced,
    UsedUp,
    Welcome,
    Wish,
)

LONGEST_SEARCH = 40
LISTS = (Welcome, Adding, Entities, Services, Groups, Search, About)


@dataclass(frozen=True, slots=True)
class Guide:
    """What the way needs from outside."""

    fresh: Callable[[], RequestId]
    """Makes the id of a new intention."""
    find: Callable[[str, Language], tuple[Hit, ...]]


def home(state: KioskState) -> Page:
    """Return the page nobody has to be in front of."""
    if state.menu is not None and state.menu.evacuated_since is not None:
        return Evacuation()
    if state.off:
        return SwitchedOff()
    if state.menu is None:
        return Starting()
    if not state.reachable and not state.alone:
        return OutOfService()
    return _first_of(state.menu) if state.placed else Unplaced()


def _first_of(menu: Menu) -> Page:
    if anything_open(menu):
        return Welcome()
    return UsedUp() if used_up(menu) else Closed()


def go_home(state: KioskState) -> KioskState:
    """Lead back to the first page."""
    return replace(state, page=home(state), trail=(), seconds_left=None)


def _rest(state: KioskState, page: Page) -> Page:
    """Return the first page as it was left, where it still is the same one."""
    first = home(state)
    return page if isinstance(page, Welcome) and isinstance(first, Welcome) else first


def settle(state: KioskState) -> KioskState:
    """Lead away from a page that the menu no longer bears."""
    if isinstance(state.page, RESTING):
        return replace(state, page=_rest(state, state.page), trail=())
    if isinstance(state.page, StaffSign | StaffMenu):
        return state
    if state.menu is None or not state.placed or state.menu.evacuated_since is not None:
        return go_home(state)
    if not all(_stands(page, state.menu) for page in _asked(state)):
        return go_home(state)
    return state


def after(state: KioskState, wish: AnyWish, guide: Guide) -> KioskState:
    """Return the state after a wish; one that means nothing here changes nothing."""
    if isinstance(wish, ChooseLanguage):
        return _search_again(replace(state, language=wish.language), guide)
    if (coded := with_code(state, wish)) is not None:
        return coded
    if isinstance(wish, Turn):
        return _turn(state, wish.leaf)
    if isinstance(wish, Type):
        return _type(state, wish.letters, guide)
    if isinstance(wish, Wish):
        return _simple(state, wish, guide)
    return _choose(state, wish, guide)


def _choose(
    state: KioskState,
    wish: ChooseKind | ChooseEntity | ChooseService | ChooseGroup | ChooseStaff | Scan,
    guide: Guide,
) -> KioskState:
    if isinstance(wish, ChooseKind):
        return _onwards(state, Entities(wish.kind))
    if isinstance(wish, ChooseEntity):
        return _onwards(state, Services(wish.entity))
    if isinstance(wish, ChooseService):
        return _chosen(state, wish.service, guide)
    return _grouped(state, wish.group) if isinstance(wish, ChooseGroup) else state


def _grouped(state: KioskState, group: GroupCode | None) -> KioskState:
    """Go first as one of a group, or not, and lead back to what is to be confirmed."""
    if isinstance(state.page, Confirm):
        return replace(state, page=replace(state.page, group=group))
    before = state.trail[-1] if state.trail else None
    if isinstance(state.page, Groups) and isinstance(before, Confirm):
        confirm = replace(before, group=group)
        return replace(state, page=confirm, trail=state.trail[:-1])
    return state


def _chosen(state: KioskState, service: ServiceCode, guide: Guide) -> KioskState:
    """Confirm a service, or lead back with it to the one that it was chosen besides."""
    for at, before in enumerate(state.trail):
        if isinstance(before, Confirm):
            new = service not in before.services and len(before.services) < MOST_SERVICES
            confirm = replace(before, more=(*before.more, service)) if new else before
            return replace(state, page=confirm, trail=state.trail[:at])
    return _onwards(state, Confirm(service, guide.fresh()))


def _simple(state: KioskState, wish: Wish, guide: Guide) -> KioskState:
    page = state.page
    if wish in EASE and (state.audible or wish is not Wish.LISTEN):
        return replace(state, ease=EASE[wish](state.ease))
    next_ = _led_to(wish, page)
    if next_ is not None:
        return _onwards(state, next_)
    if wish is Wish.HELP and not isinstance(page, Help):
        return _onwards(state, Help())
    if wish is Wish.HOME:
        return go_home(state)
    if wish is Wish.BACK:
        return _back(state)
    return _edit(state, page, wish, guide) if isinstance(page, Search) else state


def _led_to(wish: Wish, page: Page) -> Page | None:
    if wish is Wish.GIVE_UP and isinstance(page, MyPlace) and page.place.may_give_up:
        return GivingUp(page.slip, page.place)
    if wish is Wish.ABOUT and isinstance(page, Confirm):
        return About(page.service)
    return LEADS_TO.get((wish, type(page)))


def _edit(state: KioskState, page: Search, wish: Wish, guide: Guide) -> KioskState:
    if wish is Wish.ERASE:
        return _search(state, page, page.typed[:-1], guide)
    if wish is Wish.CLEAR:
        return _search(state, page, "", guide)
    if wish is Wish.SWITCH_KEYS:
        keys = Keys.DIGITS if page.keys is Keys.LETTERS else Keys.LETTERS
        return replace(state, page=replace(page, keys=keys))
    if wish is Wish.SWITCH_ALPHABET:
        return replace(state, page=replace(page, alphabet=_other_alphabet(state, page)))
    return state


def _other_alphabet(state: KioskState, page: Search) -> Language | None:
    """Return the Russian letters for Latin ones, and Latin ones for Russian."""
    if page.alphabet is not None:
        return None
    return Language.AZ if state.language is Language.RU else Language.RU


def _onwards(state: KioskState, page: Page) -> KioskState:
    ease = replace(state.ease, row_open=False)
    return replace(state, page=page, trail=(*state.trail, state.page), ease=ease)


def _back(state: KioskState) -> KioskState:
    if isinstance(state.page, (Ticket, Trouble, ForOther)):
        return state
    if not state.trail:
        return go_home(state)
    if isinstance(state.trail[-1], RESTING):
        return replace(go_home(state), page=_rest(state, state.trail[-1]))
    return replace(state, page=state.trail[-1], trail=state.trail[:-1])


def _turn(state: KioskState, leaf: int) -> KioskState:
    if isinstance(state.page, LISTS):
        return replace(state, page=replace(state.page, leaf=max(0, leaf)))
    return state


def _type(state: KioskState, letters: str, guide: Guide) -> KioskState:
    """Add to the search; letters typed on the first page open it."""
    if isinstance(state.page, Welcome | Adding) and letters.strip():
        state = _onwards(state, Search())
    if isinstance(state.page, Search):
        typed = (state.page.typed + letters).lstrip()[:LONGEST_SEARCH]
        return _search(state, state.page, typed, guide)
    return state


def _search(state: KioskState, page: Search, typed: str, guide: Guide) -> KioskState:
    hits = guide.find(typed, state.language) if typed.strip() else ()
    return replace(state, page=replace(page, typed=typed, hits=hits, leaf=0))


def _search_again(state: KioskState, guide: Guide) -> KioskState:
    """Find anew in the language that is now spoken, with its own keys."""
    page = state.page
    if not isinstance(page, Search):
        return state
    return _search(state, replace(page, alphabet=None), page.typed, guide)


def _asked(state: KioskState) -> tuple[Page, ...]:
    return (*state.trail, state.page)


def _stands(page: Page, menu: Menu) -> bool:
    if isinstance(page, Entities):
        return _has_kind(menu, page.kind)
    if isinstance(page, Services):
        return _has_entity(menu.floor, menu, page.entity)
    if isinstance(page, Search):
        return all(hit.service in menu.services for hit in page.hits)
    if isinstance(page, About):
        return page.service in menu.services and bool(menu.floor.services[page.service].facts)
    confirm = page.confirm if isinstance(page, NotIssued) else page
    if not isinstance(confirm, Confirm):
        return True
    return all(service in menu.services for service in confirm.services)


def _has_kind(menu: Menu, kind: Kind) -> bool:
    return kind in kinds_given(menu)


def _has_entity(floor: Floor, menu: Menu, code: str) -> bool:
    return any(each.code == code and given(menu, each) for each in floor.catalogue.entities)


def busy(state: KioskState) -> bool:
    """Say whether store or printer are at work for this visitor: nothing can be wished for."""
    page = state.page
    if isinstance(page, Confirm | Code | MyPlace | GivingUp | StaffSign | StaffMenu):
        return page.asking
    if isinstance(page, Looking):
        return True
    return isinstance(page, Ticket | ForOther) and page.paper is Paper.PRINTING


LEADS_TO: dict[tuple[Wish, type[Page]], Page] = {
    (Wish.SEARCH, Welcome): Search(),
    (Wish.SEARCH, Adding): Search(),
    (Wish.APPOINTMENT, Welcome): Code(),
    (Wish.APPOINTMENT, Closed): Code(),
    (Wish.ONE_MORE, Confirm): Adding(),
    (Wish.PRIORITY, Confirm): Groups(),
}
EASE: dict[Wish, Callable[[Ease], Ease]] = {
    Wish.EASE: lambda ease: replace(ease, row_open=not ease.row_open),
    Wish.LARGE_TEXT: lambda ease: replace(ease, large_text=not ease.large_text),
    Wish.CONTRAST: lambda ease: replace(ease, contrast=not ease.contrast),
    Wish.LOW_REACH: lambda ease: replace(ease, low_reach=not ease.low_reach),
    Wish.LISTEN: lambda ease: replace(ease, listening=not ease.listening),
}


def with_voice(state: KioskState, *, audible: bool) -> KioskState:
    """Return the state once it is known whether a page can be read out."""
    listening = state.ease.listening and audible
    return replace(state, audible=audible, ease=replace(state.ease, listening=listening))
