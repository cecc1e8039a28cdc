"""The manager's desk: lists and buttons in front of a game."""

from crmlab.company.play import NEWCOMERS, PolicyError
from crmlab.game.quarter_page import QuarterPage, as_page, as_table
from crmlab.game.saving import GameFileError

from .choices import HOUSE, TEXT, acquisition_of, plan_levers, plan_of, plan_table, said
from .layout import make_controls


class Desk:
    """The controls of a game. Each calls one method, which changes what is shown.

    game: the `Game`; plan: by group, the lever's values; box: the widget to show
    """

    def __init__(self, picture, game, file=None):
        self.picture, self.game, self.file = picture, game, file
        self.plan, self.refused = plan_of(game), None
        self.unsaved = ""  # why the game could not be saved
        self.known = {TEXT["usual"]: game.usual_groups}  # groupings to choose from
        if not game.groups.equals(game.usual_groups):
            self.known[TEXT["own"]] = game.groups
        make_controls(self)
        self._put(self.acquisition, acquisition_of(game), "acquisition")
        self.sorts.value = list(self.known)[-1]
        self.sorts.observe(self.choose_groups, "value")
        if game.decisions:
            self.page.value = QuarterPage(game)._repr_html_()
        self._begin_quarter()

    # --- what the player does ---

    def show_report(self, *_):
        """Show the report that is chosen."""
        name = self.report.value
        if name is not None:
            self.reading.value = as_page(self.told[name])

    def choose_group(self, *_):
        """Put the levers of the chosen group onto the controls."""
        values = [self.plan.get(group, {}) for group in self._chosen()]
        self.quiet = True  # nothing is decided by showing what is
        for lever, control in self.levers.items():
            alike = {each.get(lever) for each in values}
            if len(alike) == 1:
                value = alike.pop()
                self._put(control, HOUSE if value is None else value, lever)
            else:
                control.value = None  # they differ: nothing is chosen
        self.quiet = False

    def set_lever(self, change):
        """Put a lever's new value into the plan of the chosen group, or of all."""
        if self.quiet:
            return
        lever = next(n for n, c in self.levers.items() if c is change["owner"])
        value = None if change["new"] == HOUSE else change["new"]
        for group in self._chosen():
            self.plan.setdefault(group, {})[lever] = value
        self.decide()

    def decide(self, *_):
        """Decide what stands on the controls, and show what it is planned to cost."""
        try:
            levers = plan_levers(self.plan, self.acquisition.value)
            cost = self.game.decide(levers)
        except PolicyError as error:
            self.refused = str(error)
            self.cost.value = as_page(TEXT["refused"].format(why=self.refused))
        else:
            self.refused = None
            parts = ", ".join(f"{n} ¥{c:,.0f}" for n, c in cost.items() if c)
            words = {"cost": cost.sum(), "parts": parts, "table": plan_table(self.plan)}
            self.cost.value = as_page(TEXT["plan"].format(**words))
        self.go.disabled = self.refused is not None

    def buy(self, name):
        """Buy research, and show what it tells."""
        try:
            self._show_bought(name, self.game.buy(name))
        except PolicyError as error:
            self.cost.value = as_page(TEXT["refused"].format(why=error))
            return
        self._save()
        self._head()

    def choose_groups(self, change):
        """Decide for other groups from now on; a group's plan goes with its name."""
        if not self.quiet:
            self.game.groups = self.known[change["new"]]
            self._begin_quarter()

    def play(self, *_):
        """Play the quarter, save the game, and show the page."""
        self.go.disabled = True  # a second click would play the quarter after
        self.go.description = TEXT["playing"].format(quarter=self.game.quarter)
        try:
            page = self.game.next_quarter()
            self._save()
            self.page.value = page._repr_html_()
        finally:
            self._begin_quarter()
        self.go.focus()  # which a dead button loses, and keys go on from there

    # --- what is shown ---

    def _begin_quarter(self):
        """Show where the game stands, and what was decided last as what is decided."""
        reports = self.game.reports()
        self.told = {name: as_table(frame) for name, frame in reports.items()}
        self._offer(self.report, list(self.told))
        names = sorted({*self.game.groups.unique(), NEWCOMERS})
        self.plan = {g: v for g, v in self.plan.items() if g in names}
        self._offer(self.group, [TEXT["everyone"], *names])
        self.choose_group()
        self.show_report()
        self._draw()
        self._head()
        over = self.game.over
        for control in [*self.levers.values(), self.acquisition, self.sorts]:
            control.disabled = over
        if over:
            self.cost.value = self.go.description = ""
            self.go.disabled = True
        else:
            self.go.description = TEXT["play"].format(quarter=self.game.quarter)
            self.decide()  # last: the button lives when all the rest has its place

    def _offer(self, control, options):
        """Give a list other options, and keep the one that was chosen if it can be."""
        chosen = control.value
        self.quiet = True
        control.options = options
        control.value = chosen if chosen in options else options[0]
        self.quiet = False

    def _put(self, control, value, lever):
        """Show a value on a list, which gets it if it came from elsewhere."""
        if value not in [meant for _, meant in control.options]:
            control.options = [*control.options, (said(lever, value), value)]
        control.value = value

    def _chosen(self):
        """Names of the groups for which the controls stand."""
        every = [*self.game.groups.unique(), NEWCOMERS]
        return every if self.group.value == TEXT["everyone"] else [self.group.value]

    def _show_bought(self, name, found):
        if name == "trial":
            self.reading.value = TEXT["held out"]
            self.decide()
            return
        if name == "grades":
            self.known[TEXT["new"].format(quarter=self.game.quarter)] = found
            self._offer(self.sorts, list(self.known))
            found = found.value_counts().rename("customers").to_frame()
        frames = found if isinstance(found, tuple) else (found,)
        bought = TEXT["bought"].format(name=name)
        self.told[bought] = "".join(as_table(frame) for frame in frames)
        self._offer(self.report, list(self.told))
        self.report.value = bought

    def _draw(self):
        """Draw the picture anew."""
        import matplotlib.pyplot as plt
        from IPython.display import display

        figure = self.picture(self.game).figure
        # Its place stays as high while one picture goes and the next one comes.
        self.drawn.layout.min_height = f"{figure.bbox.height:.0f}px"
        self.drawn.clear_output(wait=True)
        with self.drawn:
            display(figure)
        plt.close(figure)

    def _head(self):
        game = self.game
        for name, button in self.buttons.items():
            button.disabled = game.over or (game.quarter, name) in game.research
        words = {"quarter": game.quarter, "budget": game.budget, "most": game.most}
        words |= {"left": game.left, "research": game.research_cost}
        words["profit"] = game.profit
        text = TEXT["over" if game.over else "head"].format(**words)
        kept = "" if self.file is None else TEXT["saved"].format(path=self.file)
        if self.unsaved:
            kept = TEXT["refused"].format(why=self.unsaved)
        self.head.value = as_page(text + kept)

    def _save(self):
        """Save the game, or keep why not: what was played is shown all the same."""
        self.unsaved = ""
        if self.file is not None:
            try:
                self.game.save(self.file)
            except GameFileError as error:
                self.unsaved = str(error)
