"""Managing touchpoints from the top: who answers for what, and where it stands."""

from crmlab import wanted

ROLES = ["responsible", "accountable"]
SPLIT = "[;；、]"  # between several names in one place of the matrix


def responsibility_gaps(owners):
    """Where a responsibility matrix has holes: nobody, or two who rely on each other.

    owners  frame with touchpoint, responsible (who does the work) and accountable (who
            answers for it): one name each, several separated by ; or ； or 、, or none
    Returns a frame, one row a fault: touchpoint, role, fault ("nobody" or "several"),
    names. A touchpoint has one name in each of the two places, or it has a fault (the
    rule of the RACI matrix: one accountable person, never two). A gap is nobody.

    Raises ValueError where a column or a touchpoint's name is missing, a touchpoint is
    there twice, or names are no text.

    >>> import pandas as pd
    >>> owners = pd.DataFrame({"touchpoint": ["till", "phone"],
    ...     "responsible": ["shops", "calls; web"], "accountable": ["Li", None]})
    >>> responsibility_gaps(owners)[["touchpoint", "role", "fault"]].to_numpy().tolist()
    [['phone', 'responsible', 'several'], ['phone', 'accountable', 'nobody']]
    """
    owners = wanted.table(owners, "responsibility_gaps", "owners", keys="touchpoint")
    wanted.columns(owners, ROLES, "responsibility_gaps", "owners")
    wanted.once(owners, "touchpoint", "responsibility_gaps", "owners")
    for role in ROLES:
        place = f"{role} of owners"
        names = wanted.text(owners[role], "responsibility_gaps", place, gaps=True)
        owners = owners.assign(**{role: names})
    rows = owners.melt("touchpoint", ROLES, var_name="role", value_name="names")
    count = rows["names"].fillna("").str.split(SPLIT, regex=True).map(_filled)
    rows["fault"] = count.map({0: "nobody", 1: ""}).fillna("several")
    place = {name: number for number, name in enumerate(owners["touchpoint"])}
    rows = rows.assign(place=rows["touchpoint"].map(place))
    rows = rows[rows["fault"] != ""].sort_values(
        "place", kind="stable", ignore_index=True
    )
    return rows[["touchpoint", "role", "fault", "names"]]


def _filled(names):
    return sum(bool(name.strip()) for name in names)


def against_target(owners):
    """How far each touchpoint is from its target, the worst first.

    owners  frame with touchpoint, measure, target, current, more_is_better
    Returns a frame: touchpoint, measure, target, current, missed: by how much the
    target is missed, as a share of the target (below nought: it is met).

    Raises ValueError where an entry is missing, a target is not above 0, or
    more_is_better is not True or False.

    >>> import pandas as pd
    >>> owners = pd.DataFrame({"touchpoint": ["till"], "measure": ["minutes"],
    ...     "target": [3.0], "current": [4.5], "more_is_better": [False]})
    >>> against_target(owners)["missed"].to_list()
    [0.5]
    """
    needed = ["touchpoint", "measure", "target", "current", "more_is_better"]
    owners = wanted.table(
        owners, "against_target", "owners", labels=needed[:2],
        numbers=needed[2:4], flags=needed[4],
    )  # fmt: skip
    wanted.numbers(owners["target"], "against_target", "target of owners", above=0)
    off = (owners["current"] - owners["target"]) / owners["target"]
    missed = off.where(~owners["more_is_better"], -off)
    table = owners[needed[:-1]].assign(missed=missed)
    return table.sort_values("missed", ascending=False, ignore_index=True)
