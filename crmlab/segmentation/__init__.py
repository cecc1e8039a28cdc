"""Segmentation: who is alike, and does it help to treat them apart?

    rfm, rfm_scores, rfm_segments      recency, frequency and money
    later_behaviour, gain_table        does a score tell what happens later?
    explained, ladder                  what does a grouping explain?
    features, scale, choose_k,         clusters: making, choosing,
    cluster, place, profile, agreement reading and judging them
    growth_possible, value_and_growth  most valuable, most growable, below zero
    refine, offer_gain                 what does a finer grouping earn?
    pairs, next_category, up_sell      what else could a customer buy?

All are plain functions: frames in, frames out, one row a customer with the customer's
number as index. Nothing here loads data.
"""

from crmlab.segmentation.behaviour import features
from crmlab.segmentation.choosing import choose_k
from crmlab.segmentation.clusters import agreement, cluster, place, profile, scale
from crmlab.segmentation.explaining import explained, ladder
from crmlab.segmentation.growth import growth_possible, value_and_growth
from crmlab.segmentation.later import gain_table, later_behaviour
from crmlab.segmentation.refining import offer_gain, refine
from crmlab.segmentation.scoring import RFM_SEGMENTS, rfm, rfm_scores, rfm_segments
from crmlab.segmentation.selling import next_category, pairs, up_sell

__all__ = [
    "RFM_SEGMENTS",
    "agreement",
    "choose_k",
    "cluster",
    "explained",
    "features",
    "gain_table",
    "growth_possible",
    "ladder",
    "later_behaviour",
    "next_category",
    "offer_gain",
    "pairs",
    "place",
    "profile",
    "refine",
    "rfm",
    "rfm_scores",
    "rfm_segments",
    "scale",
    "up_sell",
    "value_and_growth",
]
