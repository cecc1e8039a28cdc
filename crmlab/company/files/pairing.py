"""Pair a company's frames with their descriptors, and say what has no partner."""

from crmlab.company.files import descriptors


def pairs(company):
    """Return a list of (frame, descriptor), in reading order.

    Raises a ValueError that lists every frame without a descriptor, descriptor
    without a frame, difference in columns and key that points nowhere.
    """
    frames = {
        "known": company.tables,
        "future": company.future,
        "truth": company.truth,
    }
    tables, faults = [], []
    for section, made in frames.items():
        described = descriptors.for_tables(section, list(made))
        for name in descriptors.in_reading_order(set(made) | set(described)):
            if name not in described:
                faults.append(f"{section} table {name} has no descriptor.")
            elif name not in made:
                faults.append(f"{section} table {name} has a descriptor, but no frame.")
            else:
                faults += _column_faults(section, name, made[name], described[name])
                tables.append((made[name], described[name]))
    faults += _link_faults([resource for _, resource in tables])
    if faults:
        raise ValueError("The company cannot be written:\n- " + "\n- ".join(faults))
    return tables


def _link_faults(resources):
    there = {resource["name"] for resource in resources}
    return [
        f"{resource['name']} points to {name}, which is no table."
        for resource in resources
        for _, names, _ in descriptors.links(resource["schema"])
        for name in names
        if name not in there
    ]


def _column_faults(section, name, frame, resource):
    wanted = [field["name"] for field in resource["schema"]["fields"]]
    if list(frame.columns) == wanted:
        return []
    missing = [column for column in wanted if column not in frame.columns]
    extra = [column for column in frame.columns if column not in wanted]
    if not missing and not extra:
        return [f"{section} table {name}: columns must be in the order {wanted}."]
    return [f"{section} table {name}: columns missing {missing}, undescribed {extra}."]
