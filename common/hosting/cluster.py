"""A Postgres of the centre's own: made, configured, started, stopped."""

import re
import socket
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from common.domain.errors import Unavailable
from common.hosting.accounts import Account
from common.hosting.authority import Signed
from common.hosting.private import write_private
from common.hosting.programs import Programs, as_account, reason_in

SUPERUSER = "postgres"
START_WITHIN = 60
_LAST_LINES = 40
_STOPPED = 3
"""What pg_ctl ends with when no server runs."""

_SETTINGS = {
    "max_connections": "400",
    "unix_socket_directories": "",
    "ssl": "on",
    "ssl_cert_file": "server.crt",
    "ssl_key_file": "server.key",
    "ssl_min_protocol_version": "TLSv1.2",
    "password_encryption": "scram-sha-256",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "logging_collector": "on",
    "log_directory": "log",
    "log_filename": "store-%a.log",
    "log_truncate_on_rotation": "on",
    "tcp_keepalives_idle": "5",
    "tcp_keepalives_interval": "2",
    "tcp_keepalives_count": "3",
    "wal_level": "replica",
    "max_wal_senders": "5",
    "wal_keep_size": "1GB",
    "hot_standby": "on",
    # What one login's questions may put on the disk meanwhile.
    "temp_file_limit": "1GB",
}
_REACHED_BY = ("kiosk", "display", "counter", "keeper", "admin", "joining")
_WHO = ",".join(f"+novbe_{group}" for group in _REACHED_BY)
ACCESS = f"""\
# Who may come from where. Written by asan-centre host; beyond this computer by TLS only.
host     all          all             127.0.0.1/32  scram-sha-256
host     all          all             ::1/128       scram-sha-256
hostssl  novbe        {_WHO}  all  scram-sha-256
hostssl  replication  +novbe_standby  all           scram-sha-256
"""


@dataclass(frozen=True, slots=True)
class Cluster:
    """One data folder, the programs that serve it, and whom they run as."""

    programs: Programs
    data: Path
    account: Account | None

    def make(self, password: str) -> None:
        """Make an empty cluster whose superuser has this password."""
        self.make_folder()
        given = self.data.parent / "given"
        self._write(given, password.encode())
        try:
            self.run(
                "initdb", "-D", self.data, "-U", SUPERUSER, "--pwfile", given,
                "-A", "scram-sha-256", "-E", "UTF8", "--locale=C", "--data-checksums",
            )  # fmt: skip
        finally:
            given.unlink()

    def make_folder(self) -> None:
        """Make the empty data folder, the account's own."""
        self.data.mkdir(mode=0o700)
        if self.account is not None:
            self.account.own(self.data)

    def configure(self, port: int, listen: str) -> None:
        """Write the settings and who may come from where."""
        wanted = _SETTINGS | {"port": str(port), "listen_addresses": listen}
        self.add_settings(wanted)
        self._write(self.data / "pg_hba.conf", ACCESS.encode())

    def add_settings(self, wanted: Mapping[str, str]) -> None:
        """Write settings that win over those already there."""
        place = self.data / "postgresql.conf"
        lines = [f"{name} = '{value}'" for name, value in wanted.items()]
        there = place.read_text(encoding="utf-8")
        self._write(place, (there + "\n" + "\n".join(lines) + "\n").encode())

    def certify(self, signed: Signed) -> None:
        """Keep the server's certificate and key."""
        self._write(self.data / "server.crt", signed.chain_pem)
        self._write(self.data / "server.key", signed.key_pem)

    def runs(self) -> bool:
        """Say whether a server runs on the data."""
        if not (self.data / "postmaster.pid").exists():
            return False
        done = subprocess.run(  # noqa: S603 - a program of Postgres
            [self.programs.path("pg_ctl"), "status", "-D", self.data],
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=START_WITHIN,
            check=False,
            cwd=self.data.anchor,
            **as_account(self.account),
        )
        if done.returncode not in (0, _STOPPED):
            raise Unavailable(f"pg_ctl: {reason_in(done.stderr)}")
        # One of a single user is a step of initdb, which ends by itself.
        return done.returncode == 0 and "single-user" not in done.stdout

    def start(self, options: Sequence[str] = ()) -> None:
        """Start the server and wait until it answers; Unavailable with its reason."""
        said = self.data / "start.log"
        self._write(said, b"")
        extra = ["-o", " ".join(options)] if options else []
        waiting = ["-w", "-t", str(START_WITHIN)]
        command = ["start", "-D", str(self.data), *waiting, "-l", str(said), *extra]
        # pg_ctl hands its output on to the server, which would keep a reader waiting for ever.
        with said.open("ab") as log:
            done = subprocess.run(  # noqa: S603 - a program of Postgres
                [self.programs.path("pg_ctl"), *command],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                timeout=START_WITHIN + 10,
                check=False,
                cwd=self.data.anchor,
                **as_account(self.account),
            )
        if done.returncode:
            raise Unavailable(f"the store's server does not start: {self._why_not(said)}")

    def _why_not(self, said: Path) -> str:
        """Return what the server wrote last of its trouble: at its start, or in its own log."""
        logs = sorted((self.data / "log").glob("*"), key=lambda path: path.stat().st_mtime)
        ends = [path.read_text(encoding="utf-8", errors="replace") for path in [said, *logs[-1:]]]
        lines = "\n".join(ends).splitlines()[-_LAST_LINES:]
        fatal = [line for line in lines if re.search(r"\b(FATAL|PANIC)\b", line)]
        return fatal[-1] if fatal else reason_in("\n".join(lines))

    def stop(self, how: str = "fast") -> None:
        """Stop the server; nothing where none runs."""
        if self.runs():
            self.run("pg_ctl", "stop", "-D", self.data, "-m", how, "-w", "-t", str(START_WITHIN))

    def reload(self) -> None:
        """Let a running server read its settings and certificate again."""
        self.run("pg_ctl", "reload", "-D", self.data)

    def promote(self) -> None:
        """Let a server that follows another go on by itself."""
        self.run("pg_ctl", "promote", "-D", self.data, "-w", "-t", str(START_WITHIN))

    def alone(self, statements: Sequence[str]) -> None:
        """Carry statements out on a stopped server's data, where no password is asked for."""
        typed = "".join(f"{one};\n\n" for one in statements)
        wanted = ("--single", "-j", "-D", self.data, SUPERUSER)
        self.programs.run("postgres", *wanted, account=self.account, typed=typed)

    def run(self, name: str, *arguments: str | Path, within: float = START_WITHIN + 30) -> None:
        """Run one of the programs as whoever the server runs as."""
        self.programs.run(name, *arguments, account=self.account, within=within)

    def _write(self, path: Path, content: bytes) -> None:
        write_private(path, content, self.account)


def check_free(port: int, listen: str) -> None:
    """Raise Unavailable where another program already answers at a port."""
    first = listen.partition(",")[0].strip()
    address = "127.0.0.1" if first in ("*", "localhost", "") else first
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            raise Unavailable(
                f"port {port} of {address} cannot be had ({error.strerror or error}):"
                " choose another with --port"
            ) from error
