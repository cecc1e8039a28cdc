"""Managing touchpoints from the top: who answers for what, and where it stands."""

from crmlab import wanted

ROLES = ["responsible", "accountable"]
SPLIT = ";"  # between several names in one place of the matrix


def responsibility_gaps(owners):
    """Where a responsibility matrix has holes: nobody, or two who rely on each other.

    owners  frame with touchpoint, responsible (who does the work) and accountable (who
            answers for it): one name each, several separated by a semicolon, or none
    Returns a frame, one row a fault: touchpoint, role, fault ("nobody" or "several"),
    names. A touchpoint has one name in each of the two places, or it has a fault (the
    rule of the RACI matrix: one accountable person, never two).

    >>> import pandas as pd
    >>> owners = pd.DataFrame({"touchpoint": ["till", "phone"],
    ...     "responsible": ["shops", "calls; web"], "accountable": ["Li", None]})
    >>> responsibility_gaps(owners)[["touchpoint", "role", "fault"]].to_numpy().tolist()
    [['phone', 'responsible', 'several'], ['phone', 'accountable', 'nobody']]
    """
    wanted.columns(owners, ["touchpoint", *ROLES], "responsibility_gaps", "owners")
    rows = owners.melt("touchpoint", ROLES, var_name="role", value_name="names")
    count = rows["names"].fillna("").str.split(SPLIT).map(_filled)
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

    >>> import pandas as pd
    >>> owners = pd.DataFrame({"touchpoint": ["till"], "measure": ["minutes"],
    ...     "target": [3.0], "current": [4.5], "more_is_better": [False]})
    >>> against_target(owners)["missed"].to_list()
    [0.5]
    """
    needed = ["touchpoint", "measure", "target", "current", "more_is_better"]
    wanted.columns(owners, needed, "against_target", "owners")
    off = (owners["current"] - owners["target"]) / owners["target"]
    missed = off.where(~owners["more_is_better"].astype(bool), -off)
    table = owners[needed[:-1]].assign(missed=missed)
    return table.sort_values("missed", ascending=False, ignore_index=True)
