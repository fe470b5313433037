"""People and what their roles may."""

from collections.abc import Mapping
from dataclasses import replace

from common.domain.first_run import CODE as PERSON_CODE
from common.domain.floor import Floor, Operator
from common.domain.ids import EntityCode, OperatorCode, ServiceCode
from common.domain.permissions import Permission, Role
from common.domain.pins import LONGEST, SHORTEST, fault_of
from common.domain.setups import sets_up
from counter.setup.lists import chosen, codes, put, typed, without
from counter.setup.of_places import service_picks
from counter.setup.specs import Context, Fault, FieldKind, FieldSpec, Form, Kind, Pick, Values

PIN = "pin"
"""The field that is no part of the set-up: it is kept apart, and never shown again."""
_PEOPLE = frozenset({Permission.PEOPLE})
_ROLES = frozenset({Permission.PEOPLE, Permission.SET_UP})


# Operators


def _operator(floor: Floor, code: str) -> Operator:
    return next(one for one in floor.operators if one.code == code)


def _sign_in_name(floor: Floor) -> FieldSpec:
    return FieldSpec(
        "code",
        FieldKind.CODE,
        2,
        label="login",
        pattern=PERSON_CODE,
        such_as="a.mammadova",
        taken=frozenset(codes(floor.operators)),
    )


def _operator_fields(context: Context, code: str) -> tuple[FieldSpec, ...]:
    floor, text = context.floor, context.text
    roles = tuple(Pick(role.value, text(f"setup.role.{role.value}")) for role in Role)
    entities = tuple(
        Pick(one.code, one.name.of(context.language)) for one in floor.catalogue.entities
    )
    mine = _operator(floor, code).skills if code else frozenset[ServiceCode]()
    return (
        FieldSpec("name", FieldKind.LATIN, 2),
        *(() if code else (_sign_in_name(floor),)),
        FieldSpec("role", FieldKind.CHOICE, 2, picks=roles),
        FieldSpec(
            "entity",
            FieldKind.CHOICE,
            2,
            label="entity_of_person",
            picks=entities,
            optional=True,
        ),
        FieldSpec(PIN, FieldKind.PIN, 2, low=SHORTEST, high=LONGEST, optional=True),
        FieldSpec(
            "skills",
            FieldKind.SET,
            4,
            picks=service_picks(context, mine, every=True),
            optional=True,
        ),
    )


def _read_operator(floor: Floor, code: str) -> Values:
    operator = _operator(floor, code)
    return {
        "name": operator.name,
        "role": operator.role.value,
        "entity": operator.entity or "",
        PIN: "",
        "skills": tuple(sorted(operator.skills)),
    }


def _write_operator(floor: Floor, code: str, values: Values) -> Floor:
    new = OperatorCode(typed(values, "code")) if not code else None
    operator = replace(
        _operator(floor, code) if new is None else Operator(new, "", None),
        name=typed(values, "name"),
        entity=EntityCode(typed(values, "entity")) if typed(values, "entity") else None,
        role=Role(typed(values, "role")),
        skills=frozenset(map(ServiceCode, chosen(values, "skills"))),
    )
    return replace(floor, operators=put(floor.operators, operator.code, operator))


def _blank_operator(floor: Floor, beside: str) -> Values:
    like = next((one for one in floor.operators if one.code == beside), None)
    return {
        "name": "",
        "code": "",
        "role": Role.OPERATOR.value,
        "entity": "" if like is None else like.entity or "",
        PIN: "",
        "skills": (),
    }


def _cross_operator(floor: Floor, code: str, values: Values) -> Mapping[str, Fault]:
    services = floor.catalogue.services()
    entity = typed(values, "entity")
    for one in chosen(values, "skills") if entity else ():
        if services[ServiceCode(one)].entity != entity:
            name = services[ServiceCode(one)].name.az
            return {"skills": Fault("other_entity", {"name": name})}
    if typed(values, PIN):
        fault = fault_of(typed(values, PIN), OperatorCode(code or typed(values, "code")))
        if fault is not None:
            return {PIN: Fault(f"pin_{fault.value}")}
    after = _write_operator(floor, code, values)
    return {} if _somebody_sets_up(after) else {"role": Fault("nobody_sets_up")}


def rights_lost(before: Floor, after: Floor, code: OperatorCode) -> frozenset[Permission]:
    """Return which rights to change the set-up a person would lose."""
    was, now = before.operator(code), after.operator(code)
    had = frozenset[Permission]() if was is None else before.permissions_of(was)
    has = frozenset[Permission]() if now is None else after.permissions_of(now)
    return (had - has) & _ROLES


def _somebody_sets_up(floor: Floor) -> bool:
    return any(sets_up(floor, one) for one in floor.operators)


OPERATOR = Form(
    Kind.OPERATOR,
    codes=lambda floor: codes(floor.operators),
    title=lambda context, code: _operator(context.floor, code).name,
    detail=lambda context, code: context.text(
        f"setup.role.{_operator(context.floor, code).role.value}"
    ),
    fields=_operator_fields,
    read=_read_operator,
    write=_write_operator,
    blank=_blank_operator,
    remove=lambda floor, code: replace(floor, operators=without(floor.operators, code)),
    cross=_cross_operator,
    needs=_PEOPLE,
)


# Roles


def _role_fields(context: Context, _code: str) -> tuple[FieldSpec, ...]:
    del context
    return tuple(
        FieldSpec(permission.value, FieldKind.TOGGLE, 2, label=f"may_{permission.value}")
        for permission in Permission
    )


def _read_role(floor: Floor, code: str) -> Values:
    may = floor.roles.get(Role(code), frozenset())
    return {permission.value: permission in may for permission in Permission}


def _write_role(floor: Floor, code: str, values: Values) -> Floor:
    may = frozenset(permission for permission in Permission if values[permission.value])
    return replace(floor, roles={**floor.roles, Role(code): may})


def _cross_role(floor: Floor, code: str, values: Values) -> Mapping[str, Fault]:
    after = _write_role(floor, code, values)
    return {} if _somebody_sets_up(after) else {Permission.SET_UP.value: Fault("nobody_sets_up")}


ROLE = Form(
    Kind.ROLE,
    codes=lambda _floor: tuple(role.value for role in Role),
    title=lambda context, code: context.text(f"setup.role.{code}"),
    detail=lambda context, code: str(sum(one.role == code for one in context.floor.operators)),
    sorted=False,
    fields=_role_fields,
    read=_read_role,
    write=_write_role,
    cross=_cross_role,
    needs=_ROLES,
)
