"""Figures of lesson 11."""

from crmlab.figures.lifetime.alive import alive_over_time
from crmlab.figures.lifetime.dashboard import dashboard
from crmlab.figures.lifetime.foretelling import foretold_and_came, likelihood_hill

__all__ = ["alive_over_time", "dashboard", "foretold_and_came", "likelihood_hill"]
