"""Holds off screen blanking for as long as the program runs."""

import ctypes
import logging
import shutil
import sys

from PySide6.QtCore import QProcess
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtGui import QGuiApplication

log = logging.getLogger(__name__)

# Continuous, and both the system and the display are required.
WINDOWS_AWAKE = 0x80000003


def keep_awake() -> None:
    """Ask the system not to blank the screen; a system that cannot be asked is only logged."""
    if sys.platform == "win32":
        ctypes.windll.kernel32.SetThreadExecutionState(WINDOWS_AWAKE)
        return
    if QGuiApplication.platformName() == "offscreen":
        return
    _inhibit_session_saver()
    xset = shutil.which("xset")
    if QGuiApplication.platformName() == "xcb" and xset:
        QProcess.startDetached(xset, ["s", "off", "-dpms"])


def _inhibit_session_saver() -> None:
    bus = QDBusConnection.sessionBus()
    if not bus.isConnected():
        log.info("no session bus: the screen saver was not asked to wait")
        return
    message = QDBusMessage.createMethodCall(
        "org.freedesktop.ScreenSaver",
        "/org/freedesktop/ScreenSaver",
        "org.freedesktop.ScreenSaver",
        "Inhibit",
    )
    message.setArguments([QGuiApplication.applicationName(), "runs the floor of the centre"])
    bus.send(message)
