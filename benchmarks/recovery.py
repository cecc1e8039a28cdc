"""What the course's methods recover of what was planted, company by company.

    uv run python benchmarks/recovery.py 1 2 3 4 5 6 7 8 9 10

One row a seed, one column a method. The tests hold margins on the same seeds; this
shows the numbers behind them. Where a method is meant to fail, the column shows it
failing in the stated direction.
"""

import sys

import pandas as pd

from crmlab import satisfaction as st
from crmlab import segmentation as sg
from crmlab import touchpoints as tp
from crmlab.company import CUTOFF, planted, simulate


def clusters(company):
    """Agreement of six clusters with the planted segments, three orders or more."""
    tables, truth = company.tables, company.truth["customers"]
    orders = tables["orders"]
    buying = sg.features(orders, tables["order_lines"], tables["products"], CUTOFF)
    known = buying[orders.groupby("customer_id").size() >= 3]
    segment = truth.set_index("customer_id")["segment"]
    return sg.agreement(sg.cluster(sg.scale(known), 6), segment[known.index])


def kano(company):
    """Features of ten whose category is the planted one."""
    answers = company.tables["kano"]
    category = st.kano_category(answers["functional"], answers["dysfunctional"])
    found = st.kano_table(st.kano_counts(category, answers["feature"]))["category"]
    truth = company.truth["kano"].query("segment == 'everybody'").set_index("feature")
    return int((found == truth.loc[found.index, "category"]).sum())


def path_to_loyalty(company):
    """Path from satisfaction to loyalty, of those who answered and of everybody."""
    survey = company.tables["survey"].query("wave == 2").set_index("customer_id")
    model = st.PathModel(st.STRUCTURES["ACSI"], planted.ACSI_BLOCKS).fit(survey)
    paths = company.truth["paths"].set_index(["start", "end"])
    way = ("satisfaction", "loyalty")
    return model.paths_["direct"][way], paths.loc[way, "pls"]


def index_too_high(company):
    """Points by which the index of those who answered is above that of everybody."""
    table = company.truth["survey_summary"]
    table = table.query("wave == 2 and measure == 'satisfaction index'").iloc[0]
    return table["respondents"] - table["population"]


def attribution(company):
    """Mean distance from the true shares of the touchpoints, in points."""
    visits = tp.visits(company.tables["touchpoints"])
    paths, ordered = visits["path"], visits["ordered"]
    truth = company.truth["removal_effects"].query("visitors == 'all'")
    lost = truth.set_index(truth["touch"].astype(str))["orders_lost"]
    last = tp.credits(paths, ordered, "last") / ordered.sum()
    markov = tp.removal_effects(tp.transitions(paths, ordered))["share"]
    off = [(share - lost / lost.sum()).abs().mean() for share in (markov, last)]
    return [100 * distance for distance in off]


def spring_letter(company):
    """Extra margin of the letter K06: by its control group, its error, and in truth."""
    contacts = company.tables["campaign_contacts"].query("campaign_id == 'K06'")
    all_alike = pd.Series("all", contacts.index)
    found = sg.offer_gain(contacts, all_alike).loc["all"]
    truth = company.truth["uplift"].query("campaign_id == 'K06'")["extra_margin"]
    return found["gain"], found["error"], truth.mean()


def impatience(company):
    """Growth of the hazard of hanging up, by minute waited, of what was planted."""
    log = company.tables["touchpoints"]
    calls = log[log["channel"].eq("phone") & log["wait"].notna()]
    lost = calls["outcome"].eq("hung up").sum()
    return lost / (calls["wait"] ** 2 / 2).sum() / planted.IMPATIENCE


def row(seed):
    """Everything for one seed."""
    company = simulate(seed)
    path, path_of_all = path_to_loyalty(company)
    markov, last = attribution(company)
    gain, error, true_gain = spring_letter(company)
    return {
        "clusters, ARI": clusters(company),
        "Kano right of 10": kano(company),
        "path to loyalty": path,
        "of everybody": path_of_all,
        "index too high": index_too_high(company),
        "Markov off": markov,
        "last touch off": last,
        "impatience": impatience(company),
        "letter, CNY": gain,
        "error": error,
        "true": true_gain,
    }


if __name__ == "__main__":
    table = pd.DataFrame({seed: row(int(seed)) for seed in sys.argv[1:]}).T
    print(table.rename_axis("seed").round(2).to_markdown())
