"""How sure the parameters of a model are: customers drawn again."""

from copy import copy

import numpy as np
import pandas as pd

from crmlab import wanted


def bootstrap_models(model, customers, *, times=100, seed=0):
    """The model fitted to customers drawn again, as if others had come.

    model      a BetaGeoModel or GammaGammaModel, fitted or not
    customers  the frame that it is fitted to
    times      how often customers are drawn, with replacement, as many as there are
    seed       of the draws
    Returns a list of fitted models: any forecast made with each of them is spread as
    the estimates are. A draw for which the search finds no parameters is left out.

    Raises ValueError where ``fit`` does, RuntimeError where no draw gives parameters.

    Source: B. Efron 1979, Annals of Statistics 7(1), 1-26.
    """
    asks = "bootstrap_models"
    wanted.frame(customers, asks, "customers")
    times = wanted.whole(times, asks, "times", low=1)
    rng = np.random.default_rng(wanted.whole(seed, asks, "seed"))
    copy(model).fit(customers)  # what is wrong with the frame is said here
    found = []
    for _ in range(times):
        drawn = customers.iloc[rng.integers(len(customers), size=len(customers))]
        try:
            found.append(copy(model).fit(drawn.reset_index(drop=True)))
        except (RuntimeError, ValueError):
            continue
    if not found:
        raise RuntimeError(f"{asks}() found parameters for none of {times} draws.")
    return found


def parameter_intervals(models, share=0.95):
    """Interval of each parameter over fitted models, such as bootstrap_models gives.

    models  list of fitted models of one kind
    share   of the models inside the interval, 0 to 1
    Returns a frame, one row a parameter: low, high. Raises ValueError where the list
    is empty, a model is missing or not fitted, or share is out of range.
    """
    asks = "parameter_intervals"
    models = wanted.listed(models, asks, "models")
    share = wanted.share(share, asks, "share", inside=True)
    for model in models:
        wanted.fitted(model, "params_", asks)
    table = pd.DataFrame([model.params_ for model in models])
    edges = table.quantile([(1 - share) / 2, (1 + share) / 2]).T
    return edges.set_axis(["low", "high"], axis=1)
