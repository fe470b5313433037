"""A small catalogue and floor as JSON forms, to be changed by each test."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Form = dict[str, Any]
Change = Callable[[Form], object]
Write = Callable[[Change], Path]


def words(text: str) -> Form:
    return {"az": text, "en": text, "ru": text}


def catalogue_form() -> Form:
    return {
        "schema": 1,
        "groups": [{"code": "DIS", "name": words("Group")}],
        "entities": [
            {
                "code": "DIN",
                "kind": "public",
                "name": {"az": "Daxili İşlər", "en": "Interior", "ru": "Внутренние дела"},
                "services": [
                    {"code": "DIN-01", "minutes": 12, "name": words("First card")},
                    {
                        "code": "DIN-02",
                        "minutes": 10,
                        "name": words("New card"),
                        "synonyms": ["kimlik", "карта"],
                    },
                ],
            },
            {
                "code": "BNK",
                "kind": "private",
                "enabled": False,
                "name": words("Bank"),
                "services": [{"code": "BNK-01", "minutes": 4, "name": words("Fees")}],
            },
        ],
    }


def floor_form() -> Form:
    day = {"opens": "09:00", "closes": "18:00", "last_ticket": "17:30"}
    return {
        "schema": 1,
        "centre": "ASAN-01",
        "name": words("Centre"),
        "hours": {"mon": dict(day), "sat": dict(day)},
        "closures": ["2027-01-20"],
        "zones": [{"code": "A", "name": words("Hall")}],
        "series": [
            {"code": "A", "name": words("Cards"), "services": ["DIN-*"]},
            {"code": "B", "name": words("Fees"), "services": ["BNK-01"]},
        ],
        "services": {"DIN-*": {"daily_limit": 40}, "DIN-02": {"hours": {"mon": dict(day)}}},
        "profiles": [
            {"code": "ALL", "name": words("All"), "services": {"*": 5, "DIN-*": 1, "DIN-02": 0}}
        ],
        "counters": [
            {"code": "W1", "number": 1, "zone": "A", "profile": "ALL"},
            {"code": "W2", "number": 2, "zone": "A", "profile": "ALL", "direction": "left"},
        ],
        "operators": [
            {"code": "a.mammadova", "name": "Aytən Məmmədova", "entity": "DIN"},
            {"code": "r.aliyev", "name": "Rəşad Əliyev", "role": "supervisor"},
        ],
        "printers": [{"code": "P1", "cable": "network", "address": "10.0.0.21:9100"}],
        "kiosks": [{"code": "K1", "zone": "A", "printer": "P1", "most_taken": ["DIN-02"]}],
        "displays": [{"code": "D1"}, {"code": "D2", "zone": "A"}],
    }


def written(path: Path, form: Form) -> Path:
    path.write_text(json.dumps(form, ensure_ascii=False), encoding="utf-8")
    return path
