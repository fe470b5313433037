"""What the system itself has to bring: libraries of Qt, and the programs that the tests use."""

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from installer.checkout.stages import Trouble, do_stage

APT_LIMIT = 20
"""Seconds for the quick questions to sudo."""
CLUSTER_CONF = Path("/etc/postgresql-common/createcluster.conf")


class Purpose(StrEnum):
    """What the checkout is started for; each needs all that the one before it needs."""

    HEADLESS = "headless"
    WINDOWS = "windows"
    TESTS = "tests"


@dataclass(frozen=True, slots=True)
class Need:
    """A Debian package, and the library or program by which its presence is seen."""

    package: str
    sign: str
    """A library's soname, a program's name, or a pattern of absolute paths."""


OFFSCREEN = (
    Need("libgl1", "libGL.so.1"),
    Need("libegl1", "libEGL.so.1"),
    Need("libx11-6", "libX11.so.6"),
    Need("libglib2.0-0", "libglib-2.0.so.0"),
    Need("libdbus-1-3", "libdbus-1.so.3"),
    Need("libfontconfig1", "libfontconfig.so.1"),
    Need("libfreetype6", "libfreetype.so.6"),
    Need("libxkbcommon0", "libxkbcommon.so.0"),
    Need("libbrotli1", "libbrotlidec.so.1"),
)
ON_SCREEN = (
    Need("libxcb-cursor0", "libxcb-cursor.so.0"),
    Need("libxcb-icccm4", "libxcb-icccm.so.4"),
    Need("libxcb-image0", "libxcb-image.so.0"),
    Need("libxcb-keysyms1", "libxcb-keysyms.so.1"),
    Need("libxcb-render-util0", "libxcb-render-util.so.0"),
    Need("libxcb-shape0", "libxcb-shape.so.0"),
    Need("libxcb-xkb1", "libxcb-xkb.so.1"),
    Need("libxkbcommon-x11-0", "libxkbcommon-x11.so.0"),
    Need("libwayland-cursor0", "libwayland-cursor.so.0"),
    Need("libwayland-egl1", "libwayland-egl.so.1"),
    Need("libpulse0", "libpulse.so.0"),
)
FOR_TESTS = (
    Need("postgresql", "/usr/lib/postgresql/*/bin/postgres"),
    Need("xvfb", "Xvfb"),
    Need("xauth", "xauth"),
    Need("zbar-tools", "zbarimg"),
    Need("pulseaudio", "pulseaudio"),
    Need("pulseaudio-utils", "parec"),
    Need("nodejs", "node"),
    Need("npm", "npm"),
)
NEEDS = {
    Purpose.HEADLESS: OFFSCREEN,
    Purpose.WINDOWS: OFFSCREEN + ON_SCREEN,
    Purpose.TESTS: OFFSCREEN + ON_SCREEN + FOR_TESTS,
}


def is_present(sign: str) -> bool:
    """Say whether a library can be loaded, a program found, or a file matches."""
    if sign.startswith("/"):
        return any(Path("/").glob(sign[1:]))
    if ".so" not in sign:
        return shutil.which(sign) is not None
    try:
        ctypes.CDLL(sign)
    except OSError:
        return False
    return True


def missing_packages(purpose: Purpose) -> list[str]:
    """Name the Debian packages that a purpose lacks here; none on Windows."""
    if sys.platform == "win32":
        return []
    missing = [need.package for need in NEEDS[purpose] if not is_present(need.sign)]
    if importlib.util.find_spec("ensurepip") is None:
        # Debian keeps the half of venv that brings pip in a package of its own.
        missing.insert(0, f"python{sys.version_info.major}.{sys.version_info.minor}-venv")
    return missing


def bring(purpose: Purpose) -> None:
    """Install the missing packages with apt; raise Trouble naming them where it may not."""
    missing = missing_packages(purpose)
    if not missing:
        return
    names = " ".join(missing)
    if shutil.which("apt-get") is None:
        raise Trouble(f"Missing: {names} (Debian's names); install them and start again")
    rights = _rights()
    if rights is None:
        raise Trouble(f"Missing: {names}; type: sudo apt-get install -y {names}")
    _install(missing, rights)
    still = [name for name in missing_packages(purpose) if name in missing]
    # What this process could not import before, it cannot see now either.
    still = [name for name in still if not name.endswith("-venv")]
    if still:
        raise Trouble(f"Installed but not found: {' '.join(still)}")


def _install(packages: list[str], rights: list[str]) -> None:
    quiet = [*rights, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-y"]
    options = ["-o", "DPkg::Lock::Timeout=300", "-o", "Dpkg::Options::=--force-confold"]
    do_stage("Reading the system's package lists", [*quiet, *options, "update"])
    if "postgresql" in packages:
        _forbid_main_cluster(rights)
    install = [*quiet, *options, "install", "--no-install-recommends", *packages]
    do_stage(f"Installing {len(packages)} system packages", install)


def _rights() -> list[str] | None:
    """Return what goes before apt-get: nothing for root, sudo where it asks no password."""
    if sys.platform == "win32":
        return None
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo is None:
        return None
    asked = subprocess.run(
        [sudo, "-n", "true"], capture_output=True, check=False, timeout=APT_LIMIT
    )
    return [sudo, "-n"] if asked.returncode == 0 else None


def _forbid_main_cluster(rights: list[str]) -> None:
    """Keep Debian's postgresql from starting a server that nobody asked for."""
    if CLUSTER_CONF.exists():
        return
    script = f"mkdir -p {CLUSTER_CONF.parent} && echo create_main_cluster = false >{CLUSTER_CONF}"
    do_stage("Telling PostgreSQL to start no server of its own", [*rights, "sh", "-c", script])
