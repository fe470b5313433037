"""Which page draws what holds of a code."""

from kiosk.codes import (
    Broken,
    CancelledBefore,
    Code,
    Late,
    Looking,
    TooEarly,
    Unchecked,
    UnknownCode,
    Used,
)
from kiosk.pages.code import CodePage
from kiosk.pages.dead_end import (
    BrokenPage,
    CancelledPage,
    LatePage,
    LookingPage,
    TooEarlyPage,
    UncheckedPage,
    UnknownPage,
)
from kiosk.pages.numbered import UsedPage
from kiosk.pages.page import KioskPage
from kiosk.state import Page

CODE_PAGES: dict[type[Page], type[KioskPage]] = {
    Code: CodePage,
    Looking: LookingPage,
    TooEarly: TooEarlyPage,
    Late: LatePage,
    Used: UsedPage,
    CancelledBefore: CancelledPage,
    UnknownCode: UnknownPage,
    Broken: BrokenPage,
    Unchecked: UncheckedPage,
}
