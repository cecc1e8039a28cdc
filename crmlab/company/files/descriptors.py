"""The tables' descriptors: what each table holds, read from the files in schema/.

A descriptor is one YAML file, written by hand, in the form of a Data Package
resource (version 2): name, path, title, description, and a schema with fields,
keys and constraints. It is the only place that knows a table's columns. Files in
``schema/`` describe what is known at the cut-off, those in ``schema/future/`` the
half-year after it, those in ``schema/truth/`` what only the company knows.
A table in the future that has no file of its own is shaped like the known table
of its name. ``made_in`` names the module, from crmlab/company/ on, that makes the
table.
"""

from copy import deepcopy
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent.with_name("schema")
SECTIONS = ("known", "future", "truth")
# The same in C where there is one: ten times as fast, with a hundred files to read.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# The order in which a reader meets the tables; others follow, by name.
READING_ORDER = (
    *("customers", "products", "orders", "order_lines"),
    *("touchpoints", "service_cases", "case_poll"),
    *("touchpoint_owners", "team_measures", "teams", "account_contacts"),
    *("account_reports", "invoices"),
    *("extract_web", "extract_till", "extract_call_centre"),
    *("survey_invitations", "survey", "survey_ratings", "servqual", "value_ratings"),
    *("calling_list", "method_trial", "wording_trial", "tasting"),
    *("kano_features", "kano"),
    *("qfd_needs", "qfd_measures", "qfd_relations", "qfd_correlations"),
    *("campaigns", "campaign_contacts", "programme_ledger", "programme_tiers"),
    *("subscriptions", "save_offer_trial", "win_back_trial", "leaver_calls"),
    *("prospects", "deals"),
    *("prospect_estimates", "sales_team", "sales_hours"),
    *("operations", "improvements", "value_chain", "value_network", "contact_costs"),
    *("cost_rates", "marketing_options", "reach"),
    *("rivals", "rival_prices", "rival_offers", "market_events", "economy"),
    # the truth behind the touchpoints
    *("visits", "transitions", "removal_effects", "lost_at", "pauses"),
    *("interruptions", "interruption_customers", "giving_up", "patience"),
    *("service", "measure_trends", "matching", "contact_details", "credit"),
    # the truth behind the survey
    *("survey_everyone", "survey_summary", "attitudes", "paths", "survey_items"),
    *("drivers", "value_levels", "asking", "interviewers"),
    # the truth behind marketing and money
    *("stages", "lifetime", "uplift", "programme", "subscription_hazards"),
    *("subscription_survival", "save_offer", "win_back", "lantern_plus"),
    *("leaver_answers", "programme_trial", "programme_designs"),
    *("lead_model", "leads", "lead_worth"),
    *("special_causes", "service_levels", "ladder"),
)
# Minutes are enough, and read better than seconds that are always zero.
DATETIME_FORMAT = "%Y-%m-%dT%H:%M"
# How a future table is called that has no file of its own.
FUTURE_TITLE = "{title}, after the cut-off"
FUTURE_DESCRIPTION = "Like the table {name}, for the half-year after the cut-off."


def read(section):
    """Return one section's descriptors, by table name, in reading order.

    ``section`` is "known", "future" or "truth". A file whose ``name`` or ``path``
    does not fit its place raises a ValueError that says what they must be.
    """
    place = FOLDER if section == "known" else FOLDER / section
    found = {file.stem: _read_file(file, section) for file in place.glob("*.yml")}
    return {name: found[name] for name in in_reading_order(found)}


def all_fields():
    """Return {section: {name: fields}} of every table that is described.

    The known tables stand in the future too, where these have no file of their own.
    """
    fields = {}
    for section in SECTIONS:
        found = read(section)
        fields[section] = {name: found[name]["schema"]["fields"] for name in found}
    fields["future"] = fields["known"] | fields["future"]
    return fields


def in_reading_order(names):
    """Return table names in the order in which a reader meets them."""
    last = len(READING_ORDER)
    places = {name: place for place, name in enumerate(READING_ORDER)}
    return sorted(names, key=lambda name: (places.get(name, last), name))


def for_tables(section, names):
    """Return the descriptors that the tables ``names`` of one section need.

    Those with a file come first, whether or not they are in ``names``; a future
    table without one borrows the known table's. A name that has no descriptor is
    left out.
    """
    found = read(section)
    if section != "future":
        return found
    known = read("known")
    borrowed = [name for name in names if name in known and name not in found]
    return found | {name: _in_the_future(known[name], names) for name in borrowed}


def section_and_name(resource):
    """Return where a resource belongs, such as ("truth", "customers")."""
    *folders, file = resource["path"].split("/")
    return (folders[0] if folders else "known"), file.split(".")[0]


def _read_file(file, section):
    resource = yaml.load(file.read_text(encoding="utf-8"), LOADER)
    prefix = "" if section == "known" else f"{section}_"
    below = "" if section == "known" else f"{section}/"
    paths = [f"{below}{file.stem}.csv{end}" for end in ("", ".gz")]
    if resource.get("name") != prefix + file.stem or resource.get("path") not in paths:
        raise ValueError(
            f"{file.name}: name must be {prefix + file.stem} and path {paths[0]} or"
            f" {paths[1]}, but they are {resource.get('name')} and"
            f" {resource.get('path')}."
        )
    return _complete(resource)


def _complete(resource):
    """Write out what a file may leave to the reader: lists and formats."""
    schema = resource["schema"]
    for field in schema["fields"]:
        if field["type"] == "datetime":
            field.setdefault("format", DATETIME_FORMAT)
    if "primaryKey" in schema:
        schema["primaryKey"] = _as_list(schema["primaryKey"])
    for key in schema.get("foreignKeys", []):
        key["fields"] = _as_list(key["fields"])
        key["reference"]["fields"] = _as_list(key["reference"]["fields"])
    return resource


def _as_list(names):
    return [names] if isinstance(names, str) else list(names)


def _in_the_future(known, future_names):
    resource = deepcopy(known)
    resource["name"] = f"future_{known['name']}"
    resource["path"] = f"future/{known['path']}"
    resource["title"] = FUTURE_TITLE.format(**known)
    resource["description"] = FUTURE_DESCRIPTION.format(**known)
    schema = resource["schema"]
    keys = schema.pop("foreignKeys", [])
    # A future order may come from an old customer or from a new one. The standard's
    # foreign keys point to one table, so these have a name of their own.
    either = [key for key in keys if key["reference"]["resource"] in future_names]
    for key in either:
        name = key["reference"].pop("resource")
        key["reference"]["resources"] = [name, f"future_{name}"]
    single = [key for key in keys if key not in either]
    lists = {"foreignKeys": single, "eitherForeignKeys": either}
    schema |= {kind: keys for kind, keys in lists.items() if keys}
    return resource


def links(schema):
    """Return a table's foreign keys as (columns, names of tables, columns there)."""
    keys = schema.get("foreignKeys", []) + schema.get("eitherForeignKeys", [])
    for key in keys:
        target = key["reference"]
        names = target.get("resources") or [target["resource"]]
        yield key["fields"], names, target["fields"]
