import os
import signal

import pytest
from fixtures.checkouts import (
    FAKE_APT,
    LIMIT,
    Copy,
    copy,
    copy_with_programs,
)

__all__ = ["copy", "copy_with_programs"]


def one_line(text: str) -> str:
    assert len(text.splitlines()) == 1, text
    return text


def test_without_a_display_one_line_names_headless_before_anything_is_installed(
    copy: Copy,
) -> None:
    done = copy.run()

    assert done.returncode == 2
    assert "--headless" in one_line(done.stderr)
    assert done.stdout == ""
    assert copy.calls() == []


def test_a_display_is_enough_for_the_windows(copy: Copy) -> None:
    done = copy.run(DISPLAY=":7")

    assert done.returncode == 0, done.stderr
    assert copy.calls()[-1] == "python -P -m common.demo"


def test_the_demonstration_gets_the_arguments_and_answers_with_its_own_code(copy: Copy) -> None:
    copy.run("--headless", "--out", "a folder")
    done = copy.run("--headless", "--out", "a folder", BROKEN="common.demo")

    assert done.returncode == 9
    assert copy.calls()[-1] == "python -P -m common.demo --headless --out a folder"


def test_the_first_start_installs_the_lock_and_the_project(copy: Copy) -> None:
    done = copy.run("--headless")

    made, lock, project, _demo = copy.calls()
    assert done.returncode == 0, done.stderr
    assert made == "venv"
    assert "--require-hashes -r" in lock
    assert lock.endswith("requirements.lock")
    assert "--no-deps --no-build-isolation -e" in project


def test_the_second_start_installs_nothing(copy: Copy) -> None:
    copy.run("--headless")
    copy.calls()

    done = copy.run("--headless")

    assert done.stdout == ""
    assert copy.calls() == ["python -P -m common.demo --headless"]


def test_a_changed_lock_is_installed_again(copy: Copy) -> None:
    copy.run("--headless")
    copy.calls()
    with (copy.root / "requirements.lock").open("a") as lock:
        lock.write("# one more\n")

    copy.run("--headless")

    calls = copy.calls()
    assert "venv" not in calls
    assert any("--require-hashes" in call for call in calls)


def test_a_moved_checkout_gets_a_new_environment(copy: Copy) -> None:
    copy.run("--headless")
    copy.calls()
    moved = Copy(copy.root.rename(copy.root.with_name("elsewhere")))

    done = moved.run("--headless")

    assert done.returncode == 0, done.stderr
    assert moved.calls()[0] == "venv"


def test_an_environment_whose_making_was_interrupted_is_made_anew(copy: Copy) -> None:
    copy.run("--headless", BROKEN="--require-hashes")
    (copy.root / ".venv" / "half").write_text("a package")
    copy.calls()

    done = copy.run("--headless")

    assert done.returncode == 0, done.stderr
    assert copy.calls()[0] == "venv"
    assert not (copy.root / ".venv" / "half").exists()


def test_an_environment_whose_renewal_was_interrupted_is_made_anew(copy: Copy) -> None:
    copy.run("--headless")
    lock = copy.root / "requirements.lock"
    before = lock.read_text()
    lock.write_text(before + "# one more\n")
    copy.run("--headless", BROKEN="--require-hashes")
    lock.write_text(before)
    copy.calls()

    copy.run("--headless")

    assert copy.calls()[0] == "venv"


def test_a_failed_installation_repeats_what_pip_said(copy: Copy) -> None:
    done = copy.run("--headless", BROKEN="--require-hashes")

    said, reason = done.stderr.splitlines()
    assert done.returncode == 2
    assert said == "the mirror is down"
    assert "Installing the Python packages failed (exit 9)" in reason


def test_the_settings_of_pip_reach_it(copy: Copy) -> None:
    settings = {"PIP_CERT": "nobody knows", "BROKEN": "--require-hashes"}
    fake = (copy.root.parent / "modules" / "venv.py").read_text()
    told = fake.replace("the mirror is down", "certificates: $PIP_CERT")
    (copy.root.parent / "modules" / "venv.py").write_text(told)

    done = copy.run("--headless", **settings)

    assert "certificates: nobody knows" in done.stderr


def test_an_unwritable_checkout_is_one_line(copy: Copy) -> None:
    (copy.root / ".venv").write_text("in the way")

    done = copy.run("--headless")

    assert done.returncode == 2
    assert "cannot be set up" in done.stderr.splitlines()[-1]


@pytest.mark.parametrize("lost", ["requirements.lock", "installer/checkout/start.py"])
def test_a_broken_checkout_is_one_line(copy: Copy, lost: str) -> None:
    (copy.root / lost).unlink()

    done = copy.run("--headless")

    assert done.returncode == 2
    assert "clone it again" in one_line(done.stderr)


def test_an_old_python_is_one_line(copy: Copy) -> None:
    done = copy.run("--headless", OLD_PYTHON="yes")

    assert done.returncode == 2
    assert "Python 3.11 or newer" in one_line(done.stderr)
    assert copy.calls() == []


def test_missing_packages_are_named_in_one_line_where_apt_may_not_install_them(copy: Copy) -> None:
    copy.tool("apt-get", FAKE_APT)
    copy.tool("sudo", "#!/bin/sh\nexit 1\n")

    done = copy.run("test", USER_ID="1000")

    assert done.returncode == 2
    assert "sudo apt-get install -y" in one_line(done.stderr)
    assert "zbar-tools" in done.stderr
    assert copy.calls() == []


def test_missing_packages_are_named_in_one_line_where_there_is_no_apt(copy: Copy) -> None:
    done = copy.run("test")

    assert done.returncode == 2
    assert "xvfb" in one_line(done.stderr)
    assert copy.calls() == []


def test_missing_packages_are_installed_where_that_is_allowed(copy: Copy) -> None:
    copy.tool("apt-get", FAKE_APT)

    done = copy.run("test", USER_ID="0")

    update, install, *_ = copy.calls()
    assert done.returncode == 0, done.stderr
    assert update.endswith("update")
    assert "--no-install-recommends" in install
    assert "zbar-tools" in install
    assert "libgl1" not in install


def test_sudo_without_a_password_is_used(copy: Copy) -> None:
    copy.tool("apt-get", FAKE_APT)
    copy.tool("sudo", '#!/bin/sh\nshift\necho "sudo $1" >>"$LOG"\nexec "$@"\n')

    done = copy.run("test", USER_ID="1000")

    calls = copy.calls()
    assert done.returncode == 0, done.stderr
    assert "sudo env" in calls
    assert any(call.startswith("apt-get") for call in calls)


def test_packages_that_do_not_appear_are_named(copy: Copy) -> None:
    copy.tool("apt-get", FAKE_APT)

    done = copy.run("test", USER_ID="0", BRINGS="Xvfb")

    assert done.returncode == 2
    assert "Installed but not found: " in one_line(done.stderr)
    assert "xvfb" not in done.stderr


def test_all_checks_run_and_the_types_are_looked_at_beside_pytest(copy_with_programs: Copy) -> None:
    done = copy_with_programs.run("test", "tests/test_run.py", "-x")

    calls = copy_with_programs.calls()
    assert done.returncode == 0, done.stderr
    assert {call.split()[0] for call in calls[-5:]} == {"ruff", "mypy", "lint-imports", "python"}
    assert (
        "python -m pytest -q -n 4 --dist loadfile --no-loadscope-reorder -m not long"
        " tests/test_run.py -x"
    ) in calls
    last = [line.split(":")[0] for line in done.stdout.splitlines()[-5:]]
    assert last == ["== ruff check", "== ruff format", "== lint-imports", "== pytest", "== mypy"]


@pytest.mark.parametrize(
    ("broken", "names"), [("mypy", "mypy"), ("ruff check", "ruff check"), ("-m pytest", "pytest")]
)
def test_a_failed_check_is_named_and_the_others_still_run(
    copy_with_programs: Copy, broken: str, names: str
) -> None:
    done = copy_with_programs.run("test", BROKEN=broken)

    assert done.returncode != 0
    assert done.stderr.splitlines()[-1] == f"FAILED: {names}"
    assert any("pytest" in call for call in copy_with_programs.calls())


def test_npm_installs_the_slip_reader_once(copy_with_programs: Copy) -> None:
    copy_with_programs.tool("npm", '#!/bin/sh\necho "npm $@" >>"$LOG"\n')
    reader = copy_with_programs.root / "tests" / "printing" / "npos"
    (reader / "node_modules").mkdir(parents=True)
    (reader / "package-lock.json").write_text("{}")

    copy_with_programs.run("test")
    copy_with_programs.run("test")

    calls = [call for call in copy_with_programs.calls() if call.startswith("npm")]
    assert len(calls) == 1
    assert calls[0].startswith("npm ci")


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_stopping_the_tests_ends_what_they_started(
    copy_with_programs: Copy, stop: signal.Signals
) -> None:
    with copy_with_programs.begin("test", SLOW="-m pytest", LEAVES="-m pytest") as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line == "slow\n":
                break
        process.send_signal(stop)
        # The pipe ends only when nobody is left who could write into it.
        _, err = process.communicate(timeout=LIMIT)

    assert process.returncode == 130
    assert err.strip() == "Stopped"


def test_what_the_tests_leave_running_is_ended_and_named(copy_with_programs: Copy) -> None:
    done = copy_with_programs.run("test", LEAVES="-m pytest")

    assert done.returncode == 0, done.stderr
    assert done.stderr.strip() == "Ended what the tests left running: sleep"


def test_stopping_the_demonstration_reaches_it(copy: Copy) -> None:
    with copy.begin("--headless", SLOW="common.demo") as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line == "slow\n":
                break
        os.killpg(process.pid, signal.SIGINT)
        process.communicate(timeout=LIMIT)

    assert process.returncode == -signal.SIGINT
