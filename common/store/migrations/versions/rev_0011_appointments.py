"""Appointments, and how early and late their visitors may come."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_MINUTE = 60 * 1_000_000
_WINDOWS = {"appointment_early": 30 * _MINUTE, "appointment_late": 10 * _MINUTE}


def upgrade() -> None:
    """Make the table, and give each centre the usual windows."""
    postgres = op.get_bind().dialect.name == "postgresql"
    moment = sa.DateTime(timezone=True) if postgres else sa.BigInteger()
    id_ = sa.BigInteger() if postgres else sa.Integer()
    op.create_table(
        "appointments",
        sa.Column("centre", sa.String, primary_key=True),
        sa.Column("code", sa.String, primary_key=True),
        sa.Column("service", sa.String, nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("language", sa.String),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("ticket", id_),
        sa.Index("appointments_by_time", "centre", "at"),
    )
    given = sa.text("ticket IS NOT NULL")
    op.create_index(
        "one_appointment_per_ticket",
        "appointments",
        ["ticket"],
        unique=True,
        sqlite_where=given,
        postgresql_where=given,
    )
    with op.batch_alter_table("centres") as centres:
        for name, usual in _WINDOWS.items():
            centres.add_column(
                sa.Column(name, sa.BigInteger, nullable=False, server_default=str(usual))
            )


def downgrade() -> None:
    """Drop the table and the windows."""
    op.drop_table("appointments")
    with op.batch_alter_table("centres") as centres:
        for name in _WINDOWS:
            centres.drop_column(name)
