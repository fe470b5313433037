"""The files that make an application the only thing on a computer's screen."""

import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

SESSION = Path(__file__).resolve().parents[2] / "installer" / "session"
LAUNCHER = "{http://schemas.microsoft.com/ShellLauncher/2018/Configuration}"


@pytest.mark.parametrize("application", ["kiosk", "display"])
def test_the_service_runs_the_watched_application_on_the_whole_screen(application: str) -> None:
    lines = (SESSION / f"asan-{application}.service").read_text("utf-8").splitlines()
    (start,) = (line for line in lines if line.startswith("ExecStart="))

    assert start.startswith("ExecStart=/usr/bin/cage -d -- /opt/asan-novbe/bin/asan-watch")
    assert f" {application} --settings /etc/asan-novbe/{application}.toml" in start
    assert start.endswith("--set screen.full_screen=true")
    assert {"Restart=always", "StartLimitIntervalSec=0", "KillMode=control-group"} <= set(lines)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd here")
@pytest.mark.parametrize("application", ["kiosk", "display"])
def test_systemd_finds_nothing_to_say_against_the_service(application: str, tmp_path: Path) -> None:
    text = (SESSION / f"asan-{application}.service").read_text("utf-8")
    # The program is not installed here, and that is all that may be wrong.
    unit = tmp_path / f"asan-{application}.service"
    unit.write_text(text.replace("/usr/bin/cage", "/bin/true"), "utf-8")

    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(unit)],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert [line for line in done.stderr.splitlines() if unit.name in line] == []


def test_windows_starts_the_watcher_instead_of_the_desktop_for_one_account() -> None:
    root = ET.parse(SESSION / "shell-launcher.xml").getroot()  # noqa: S314 - our own file
    config = root.find(f".//{LAUNCHER}Config")
    assert config is not None
    account, chosen = config[0].attrib["Name"], config[1].attrib["Id"]
    (profile,) = (
        each for each in root.iter(f"{LAUNCHER}Profile") if each.get("Id") == chosen and len(each)
    )
    shell = profile[0].attrib["Shell"]

    assert account == "asan"
    assert 'asan-watch.exe" kiosk' in shell
    assert shell.endswith("--set screen.full_screen=true")
    assert {each.attrib["Action"] for each in profile.iter() if "Action" in each.attrib} == {
        "RestartShell"
    }
