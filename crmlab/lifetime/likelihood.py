"""The parameters that make what was seen most likely: one search for all models."""

import numpy as np
from scipy.optimize import minimize

LEAST, MOST = 1e-5, 1e5  # of a parameter; beyond them there is no answer, but a limit


def most_likely(loss, start, names, asks):
    """Positive parameters at the bottom of a loss, found by following its slope.

    loss   function of an array of parameters that gives minus the mean
           log-likelihood, and its slope by each parameter
    start  where to begin
    Returns an array. Raises RuntimeError where the search ends nowhere: no number is
    better than a wrong one.
    """

    def by_logarithm(logs):  # so that no step leads below nought
        value, slope = loss(np.exp(logs))
        return value, slope * np.exp(logs)

    edges = [(np.log(LEAST), np.log(MOST))] * len(names)
    ways = {"method": "L-BFGS-B", "bounds": edges}
    options = {"ftol": 1e-15, "gtol": 1e-9, "maxiter": 2000, "maxcor": 30}
    with np.errstate(all="ignore"):  # a step may overflow; the end is judged below
        found = minimize(by_logarithm, np.log(start), jac=True, options=options, **ways)
        steep = np.abs(by_logarithm(found.x)[1]).max()
    values = np.exp(found.x)
    far = (values < 2 * LEAST) | (values > MOST / 2)
    if far.any() or not steep < 1e-5:
        said = ", ".join(f"{n} {v:.3g}" for n, v in zip(names, values, strict=True))
        raise RuntimeError(
            f"{asks}() found no best parameters: the search ended at {said}. The data "
            "may be too few, or customers too much alike, for this model."
        )
    return values
