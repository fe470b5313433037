"""Tables of the set-up."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_tables = sa.MetaData()

sa.Table(
    "centre_hours",
    _tables,
    sa.Column("centre", sa.String, primary_key=True),
    sa.Column("weekday", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("opens", sa.Time, nullable=False),
    sa.Column("closes", sa.Time, nullable=False),
    sa.Column("last_ticket", sa.Time, nullable=False),
)
sa.Table(
    "centres",
    _tables,
    sa.Column("centre", sa.String, primary_key=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("name_az", sa.String, nullable=False),
    sa.Column("name_en", sa.String, nullable=False),
    sa.Column("name_ru", sa.String, nullable=False),
    sa.Column("time_zone", sa.String, nullable=False),
    sa.Column("rollover", sa.Time, nullable=False),
    sa.Column("priority_ratio", sa.Integer, nullable=False),
    sa.Column("no_show_calls", sa.Integer, nullable=False),
    sa.Column("no_show_gap", sa.BigInteger, nullable=False),
    sa.Column("reinstate_within", sa.BigInteger, nullable=False),
    sa.Column("shown_at_least", sa.BigInteger, nullable=False),
)
sa.Table(
    "closures",
    _tables,
    sa.Column("centre", sa.String, primary_key=True),
    sa.Column("day", sa.Date, primary_key=True),
)
sa.Table(
    "counters",
    _tables,
    sa.Column("centre", sa.String, primary_key=True),
    sa.Column("code", sa.String, primary_key=True),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("zone", sa.String, nullable=False),
    sa.Column("profile", sa.String, nullable=False),
    sa.Column("direction", sa.String, nullable=False),
)
sa.Table(
    "displays",
    _tables,
    sa.Column("centre", sa.String, primary_key=True),
    sa.Column("code", sa.String, primary_key=True),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("zone", sa.String),
)
sa.Table(
    "entities",
    _tables,
    sa.Column("centre", sa.String, primary_key=True),
    sa.Column("code", sa.String, primary_key=True),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("name_az", sa.String, nullable=False),
    sa.Column("name_en", sa.String, nullable=False),
    sa.Column("name_ru", sa.String, nullable=False),
    sa.Column("enabled", sa.Boolean, nullable=False),
    sa.Column("board_name_az", sa.String),
    sa.Column("board_name_en", sa.String),
    sa.Column("board_name_ru", sa.String),
    sa.Column("icon", sa.String),
)
sa.Table(
    "kiosk_services",
    _tables,
    sa.Column("centre", sa.String, primary_key=True),
    sa.Column("kiosk", sa.String, primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("service", sa.String, nullable=False),
)
sa.Table(
    "kiosks",
    _tables,
    sa.Column("centre", sa.String, primary_key=True),
    sa.Column("code", sa.String, primary_key=True),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("zone", sa.String, nullable=False),
    sa.Column("printer", sa.String),
)
sa.Table(
    "operator_skills",
    _tables,
    sa.Column("centre", sa.String, primary_key=True),
    sa.Column("operator", sa.String, primary_key=True),
    sa.Column("service", sa.String, primary_key=True),
)
sa.Table(
    "operators",
    _tables,
    sa.Column("centre", sa.String, primary_key=True),
    sa.Column("code", sa.String, primary_key=True),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("entity", sa.String),
    sa.Column("role", sa.String, nullable=False),
)
sa.Table(
    "printers",
    _tables,
    sa.Column("centre", sa.String, primary_key=True),
    sa.Column("code", sa.String, primary_key=True),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("cable", sa.String, nullable=False),
    sa.Column("address", sa.String, nullable=False),
    sa.Column("width_dots", sa.Integer, nullable=False),
    sa.Column("dots_per_inch", sa.Integer, nullable=False),
    sa.Column("family", sa.String, nullable=False),
)
sa.Table(
    "priority_groups",
    _tables,
    sa.Column("centre", sa.String, primary_key=True),
    sa.Column("code", sa.String, primary_key=True),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("name_az", sa.String, nullable=False),
    sa.Column("name_en", sa.String, nullable=False),
    sa.Column("name_ru", sa.String, nullable=False),
)
sa.Table(
    "profile_services",
    _tables,
    sa.Column("centre", sa.String, primary_key=True),
    sa.Column("profile", sa.String, primary_key=True),
    sa.Column("service", sa.String, primary_key=True),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("handicap", sa.BigInteger, nullable=False),
)
sa.Table(
    "profiles",
    _tables,
    sa.Column("centre", sa.String, primary_key=True),
    sa.Column("code", sa.String, primary_key=True),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("name_az", sa.String, nullable=False),
    sa.Column("name_en", sa.String, nullable=False),
    sa.Column("name_ru", sa.String, nullable=False),
)
sa.Table(
    "series",
    _tables,
    sa.Column("centre", sa.String, primary_key=True),
    sa.Column("code", sa.String, primary_key=True),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("name_az", sa.String, nullable=False),
    sa.Column("name_en", sa.String, nullable=False),
    sa.Column("name_ru", sa.String, nullable=False),
)
sa.Table(
    "service_hours",
    _tables,
    sa.Column("centre", sa.String, primary_key=True),
    sa.Column("service", sa.String, primary_key=True),
    sa.Column("weekday", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("opens", sa.Time, nullable=False),
    sa.Column("closes", sa.Time, nullable=False),
    sa.Column("last_ticket", sa.Time, nullable=False),
)
sa.Table(
    "service_rules",
    _tables,
    sa.Column("centre", sa.String, primary_key=True),
    sa.Column("code", sa.String, primary_key=True),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("series", sa.String, nullable=False),
    sa.Column("green", sa.Integer, nullable=False),
    sa.Column("amber", sa.Integer, nullable=False),
    sa.Column("red", sa.Integer, nullable=False),
    sa.Column("own_hours", sa.Boolean, nullable=False),
    sa.Column("daily_limit", sa.Integer),
)
sa.Table(
    "services",
    _tables,
    sa.Column("centre", sa.String, primary_key=True),
    sa.Column("code", sa.String, primary_key=True),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("entity", sa.String, nullable=False),
    sa.Column("name_az", sa.String, nullable=False),
    sa.Column("name_en", sa.String, nullable=False),
    sa.Column("name_ru", sa.String, nullable=False),
    sa.Column("minutes", sa.Integer, nullable=False),
    sa.Column("enabled", sa.Boolean, nullable=False),
    sa.Column("short_az", sa.String),
    sa.Column("short_en", sa.String),
    sa.Column("short_ru", sa.String),
    sa.Column("icon", sa.String),
    sa.Column("synonyms", sa.JSON, nullable=False),
)
sa.Table(
    "zones",
    _tables,
    sa.Column("centre", sa.String, primary_key=True),
    sa.Column("code", sa.String, primary_key=True),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("name_az", sa.String, nullable=False),
    sa.Column("name_en", sa.String, nullable=False),
    sa.Column("name_ru", sa.String, nullable=False),
)


def upgrade() -> None:
    """Make the tables."""
    _tables.create_all(op.get_bind(), checkfirst=False)


def downgrade() -> None:
    """Drop the tables."""
    _tables.drop_all(op.get_bind(), checkfirst=False)
