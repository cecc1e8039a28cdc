"""A hand-made company of a few rows, with descriptors of its own, for the tests.

It has every type, each with a missing value where that may be, and every kind of key.
"""

from types import SimpleNamespace

import pandas as pd
import yaml

ABOUT = "# About\n\nA small company.\n"


def field(name, kind="string", constraints=None, **more):
    rules = {"constraints": constraints} if constraints else {}
    return {"name": name, "type": kind, "description": f"The {name}"} | rules | more


def resource(name, path, fields, **schema):
    return {
        "name": name,
        "path": path,
        "title": name.capitalize().replace("_", " "),
        "description": f"Rows of {name}.",
        "schema": {"fields": fields} | schema,
    }


def points_to(column, table):
    return {
        "fields": column,
        "reference": {"resource": table, "fields": "customer_id"},
    }


NEEDED = {"required": True}
KEY = {"required": True, "unique": True, "pattern": r"C\d{2}"}
DESCRIPTORS = [
    resource(
        "customers",
        "customers.csv",
        [
            field("customer_id", constraints=KEY),
            field("name", constraints=NEEDED),
            field("kind", categories=["household", "office"]),
            field("income", categories=["low", "high"], categoriesOrdered=True),
            field("age", "integer", {"minimum": 18, "maximum": 90}, unit="years"),
            field("staff", "integer", NEEDED),
            field("consent", "boolean"),
            field("active", "boolean", NEEDED),
            field("referred_by"),
        ],
        primaryKey="customer_id",
        foreignKeys=[points_to("referred_by", "customers")],
    ),
    resource(
        "visits",
        "visits.csv.gz",
        [
            field("customer_id", constraints=NEEDED),
            field("number", "integer", NEEDED),
            field("day", "date", NEEDED | {"minimum": "2025-01-01"}),
            field("at", "datetime"),
            field("spent", "number", {"minimum": 0}, unit="CNY"),
        ],
        primaryKey=["customer_id", "number"],
        foreignKeys=[points_to("customer_id", "customers")],
    ),
    resource(
        "truth_customers",
        "truth/customers.csv",
        [field("customer_id", constraints=KEY), field("rate", "number")],
        primaryKey="customer_id",
        foreignKeys=[points_to("customer_id", "customers")],
    ),
    resource("truth_fates", "truth/fates.csv", [field("fate")]),
]


def write_descriptors(folder):
    """Write the descriptors, and the text for the dictionary, as YAML files."""
    for descriptor in DESCRIPTORS:
        section, _, file = descriptor["path"].rpartition("/")
        place = folder / section / f"{file.split('.')[0]}.yml"
        place.parent.mkdir(parents=True, exist_ok=True)
        text = yaml.safe_dump(descriptor, allow_unicode=True, sort_keys=False)
        place.write_text(text, encoding="utf-8")
    (folder / "about.md").write_text(ABOUT, encoding="utf-8")


def make(seed=2025, customers=3):
    """Make the company; the seed is told by a number in it."""
    people = pd.DataFrame(
        {
            "customer_id": ["C01", "C02", "C03"],
            "name": ["NA", 'Li "Lan", 李兰', "null"],
            "kind": ["household", None, "office"],
            "income": ["low", "high", None],
            "age": [18.0, 90.0, None],
            "staff": [seed, 2, 3],
            "consent": [True, None, False],
            "active": [True, True, False],
            "referred_by": [None, "C01", "C01"],
        }
    )
    visits = pd.DataFrame(
        {
            "customer_id": ["C01", "C01", "C02"],
            "number": [1, 2, 1],
            "day": pd.to_datetime(["2025-01-01", "2025-01-02", "2025-02-01"]),
            "at": pd.to_datetime(["2025-01-01 09:30", None, "2025-02-01 17:45"]),
            "spent": [0.3, None, 1234567.89],
        }
    )
    newcomer = people.iloc[[1]].assign(customer_id="C04", referred_by="C02")
    truth = {
        "customers": pd.DataFrame({"customer_id": ["C01", "C02"], "rate": [0.1, 0.2]}),
        "fates": pd.DataFrame({"fate": ["stays"]}),
    }
    return SimpleNamespace(
        seed=seed,
        customers=customers,
        tables={"customers": people, "visits": visits},
        future={
            "customers": newcomer,
            "visits": visits.assign(customer_id=["C04", "C04", "C01"]),
        },
        truth=truth,
    )
