"""What the models of this room have in common."""

import inspect


class Model:
    """A model in scikit-learn's manner, whose `clone` copies it unfitted.

    It does without scikit-learn's BaseEstimator: that takes longer to import than these
    models take to fit.
    """

    def get_params(self, deep=True):
        """What the model was made with, as a dict; deep makes no difference here."""
        made = type(self).__init__
        names = [] if made is object.__init__ else inspect.signature(made).parameters
        return {name: getattr(self, name) for name in names if name != "self"}

    def __repr__(self):
        said = ", ".join(f"{n}={v!r}" for n, v in self.get_params().items())
        return f"{type(self).__name__}({said})"
