"""Widgets: a question that moving a slider answers.

Every widget is two things. A plain function of the controls' values computes and draws;
it is called by itself for the still figure and in the tests. ``play`` puts controls in
front of it:

    play(still_active, silence, weeks=slider("weeks without an order", 1, 52, start=13))
    ax = still_active(silence, weeks=13)
"""

from crmlab.explore.controls import choice, play, slider

__all__ = ["choice", "play", "slider"]
