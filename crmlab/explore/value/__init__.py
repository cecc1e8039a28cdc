"""Lesson 01: price against time, tailoring against cost, many against few."""

from crmlab.explore.value.number_served import many_or_few, mass_or_one_to_one
from crmlab.explore.value.price import price_against_time

__all__ = ["many_or_few", "mass_or_one_to_one", "price_against_time"]
