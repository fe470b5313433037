"""Devices with logins of their own, PINs as salt and verifier, queues found by their heads."""

import base64
import hashlib

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_pins = sa.table(
    "pins",
    *(sa.column(name, sa.String) for name in ("centre", "operator", "hash", "salt", "verifier")),
)


def upgrade() -> None:
    """Add devices, the login of an event and the indexes of queues; split the digests of PINs."""
    postgres = op.get_bind().dialect.name == "postgresql"
    moment = sa.DateTime(timezone=True) if postgres else sa.BigInteger()
    op.create_table(
        "devices",
        sa.Column("login", sa.String, primary_key=True),
        sa.Column("centre", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("code", sa.String, nullable=False),
        sa.Column("made_at", moment, nullable=False),
        sa.Column("revoked_at", moment),
    )
    op.create_table(
        "device_beats",
        sa.Column("login", sa.String, primary_key=True),
        sa.Column("seen_at", moment, nullable=False),
        sa.Column("skew_ms", sa.Integer, nullable=False),
    )
    op.add_column("events", sa.Column("login", sa.String))
    if postgres:
        op.execute("ALTER TABLE events ALTER COLUMN login SET DEFAULT session_user")
    _sort_the_waiting()
    _split_pins()


def _sort_the_waiting() -> None:
    """Let the head of each queue be found without reading the queue."""
    waiting = "state = 'waiting'"
    kept = f"{waiting} AND (for_counter IS NOT NULL OR for_operator IS NOT NULL)"
    for who in ("counter", "operator"):
        op.drop_index(f"legs_of_{who}", "legs")
        op.create_index(f"legs_of_{who}", "legs", [who, "centre", "day"])
    op.drop_index("legs_waiting", "legs")
    op.create_index(
        "legs_waiting",
        "legs",
        ["centre", "day", "service", "lane", "due_at", "arrived_at", "id"],
        sqlite_where=sa.text(waiting),
        postgresql_where=sa.text(waiting),
    )
    op.create_index(
        "legs_kept",
        "legs",
        ["centre", "day"],
        sqlite_where=sa.text(kept),
        postgresql_where=sa.text(kept),
    )


def _split_pins() -> None:
    with op.batch_alter_table("pins") as batch:
        batch.add_column(sa.Column("salt", sa.String))
        batch.add_column(sa.Column("verifier", sa.String))
    connection = op.get_bind()
    for row in connection.execute(sa.select(_pins)).mappings().all():
        salt, _, digest = row["hash"].lstrip("$").rpartition("$")
        proof = base64.b64decode(digest + "=" * (-len(digest) % 4)).hex()
        connection.execute(
            sa.update(_pins)
            .where(_pins.c.centre == row["centre"], _pins.c.operator == row["operator"])
            .values(salt=salt, verifier=hashlib.sha256(proof.encode()).hexdigest())
        )
    with op.batch_alter_table("pins") as batch:
        batch.alter_column("salt", existing_type=sa.String, nullable=False)
        batch.alter_column("verifier", existing_type=sa.String, nullable=False)
        batch.drop_column("hash")
