"""Lesson 12: a year in charge of the company, played with mouse or keyboard."""

from pathlib import Path

from crmlab.company.play import NEWCOMERS, PolicyError
from crmlab.explore.controls import REACHED, WIDE
from crmlab.figures.game import quarters_beside
from crmlab.game import Game, GameFileError, price_list
from crmlab.game.quarter_page import STYLE, as_table

HOUSE = "as the house"
LEVELS = {  # what can be chosen; in code, anything between the ends can
    "service": [0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.9, 1.0],
    "contact": ["basic", "reactive", "accountable", "proactive", "partnership"],
    "letter": [0.0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4],
    "offer": [0.0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4],
    "earn": [0.0, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2],
    "recovery": [0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 1.0],
}
ACQUISITION = [0.0, 0.25, 0.5, 0.75, 1.0, 1.1, 1.25, 1.5, 2.0, 3.0]
TEXT = {
    "report": "report",
    "group": "decide for",
    "everyone": "all groups",
    "groups": "groups",
    "usual": "as at the start of the year",
    "new": "today's grades, bought in quarter {quarter}",
    "bought": "bought: {name}",
    "before": "The year before: profit by quarter",
    "so far": "After {n} quarters, ¥{gained:,.0f} thousand {side} than a year before",
    "more": "more",
    "less": "less",
    "acquisition": "money to win customers, times the house's",
    "labels": {
        "service": "service, 0 to 1",
        "contact": "kind of contact",
        "letter": "offer by letter",
        "offer": "standing offer",
        "earn": "points earned",
        "recovery": "complaints settled well",
    },
    "buy": "Buy {name}: ¥{price:,.0f}",
    "play": "Play quarter {quarter}: there is no way back",
    "head": "<h3>Quarter {quarter} of 4</h3><p>Budget of the year ¥{budget:,.0f}, of "
    "which ¥{left:,.0f} is not yet spoken for. This quarter may be planned to cost "
    "¥{most:,.0f}. Research so far: ¥{research:,.0f}.</p>",
    "over": "<h3>The year is over</h3><p>Profit of the four quarters: ¥{profit:,.0f}, "
    "after ¥{research:,.0f} for research.</p>",
    "plan": "<p>Planned for this quarter: <b>¥{cost:,.0f}</b>. {parts}.</p>",
    "refused": "<p role='alert' style='color:#a3341f'><b>{why}</b></p>",
    "held out": "Half of each group will be held out of this quarter's plan.",
    "other": "{path} holds another game (seed {seed}, {scenario}); name another file.",
    "saved": "<p>Saved in {path}.</p>",
}


def plan_levers(plan, acquisition=1.0):
    """What `Game.decide` takes, from the plan of a desk.

    plan  dict from group to dict from lever to value, None for as under the house
    """
    levers = {}
    for group, values in plan.items():
        for lever, value in values.items():
            if value is not None:
                levers.setdefault(lever, {})[group] = value
    return levers | {"acquisition": acquisition}


def opened(seed=2025, scenario="quiet", file=None, **options):
    """The game that a file holds, or a new one where there is none.

    Raises GameFileError where the file is damaged, no game, or another one.
    """
    if file is None or not Path(file).exists():
        return Game(seed, scenario, **options)
    game = Game.load(file)
    if (game.seed, game.scenario) != (seed, scenario):
        words = {"seed": game.seed, "scenario": game.scenario}
        raise GameFileError(TEXT["other"].format(path=file, **words))
    return game


def year_so_far(game):
    """Draw each quarter's profit beside that of the same quarter a year before.

    game  a `crmlab.game.Game`. Returns Axes.
    """
    table = game.quarters()
    played = table["this year"].dropna()
    title = TEXT["before"]
    if len(played):
        gained = played.sum() - table.loc[played.index, "a year before"].sum()
        words = {"n": len(played), "gained": abs(gained) / 1000}
        words["side"] = TEXT["more" if gained >= 0 else "less"]
        title = TEXT["so far"].format(**words)
    return quarters_beside(table, title=title)


def play(picture, game, file=None):
    """Show the manager's desk: reports, research, levers, and the button to play.

    picture  a function from the game to Axes, drawn anew after each quarter
    game     a `Game`, see ``opened``
    file     where the game is kept: each quarter that is played is saved there, and a
             kernel that starts anew goes on from it; None keeps nothing
    """
    from IPython.display import Javascript, display

    display(Desk(picture, game, file).box)
    display(Javascript(REACHED))


class Desk:
    """The controls of a game. Each calls one method, which changes what is shown.

    game: the `Game`; plan: by group, the lever's values; box: the widget to show
    """

    def __init__(self, picture, game, file=None):
        self.picture, self.game, self.file = picture, game, file
        self.plan, self.refused = {}, None
        self.known = {TEXT["usual"]: game.groups}  # groupings to choose from
        self._make()
        self._begin_quarter()

    # --- what the player does ---

    def show_report(self, *_):
        """Show the report that is chosen."""
        name = self.report.value
        if name is not None:
            self.reading.value = f"<div class='quarter'>{STYLE}{self.told[name]}</div>"

    def choose_group(self, *_):
        """Put the levers of the chosen group onto the controls."""
        values = [self.plan.get(group, {}) for group in self._chosen()]
        self.quiet = True  # nothing is decided by showing what is
        for lever, control in self.levers.items():
            said = {each.get(lever) for each in values}
            control.value = said.pop() if len(said) == 1 else None
        self.quiet = False

    def set_lever(self, change):
        """Put a lever's new value into the plan of the chosen group, or of all."""
        if self.quiet:
            return
        lever = next(n for n, c in self.levers.items() if c is change["owner"])
        for group in self._chosen():
            self.plan.setdefault(group, {})[lever] = change["new"]
        self.decide()

    def decide(self, *_):
        """Decide what stands on the controls, and show what it is planned to cost."""
        try:
            levers = plan_levers(self.plan, self.acquisition.value)
            cost = self.game.decide(levers)
        except PolicyError as error:
            self.refused = str(error)
            self.cost.value = TEXT["refused"].format(why=self.refused)
        else:
            self.refused = None
            parts = ", ".join(f"{n} ¥{c:,.0f}" for n, c in cost.items() if c)
            words = {"cost": cost.sum(), "parts": parts}
            self.cost.value = TEXT["plan"].format(**words)
        self.go.disabled = self.refused is not None

    def buy(self, name):
        """Buy research, and show what it tells."""
        try:
            self._show_bought(name, self.game.buy(name))
        except PolicyError as error:
            self.cost.value = TEXT["refused"].format(why=error)
            return
        self.buttons[name].disabled = True
        self._head()

    def choose_groups(self, change):
        """Decide for other groups from now on; a group's plan goes with its name."""
        self.game.groups = self.known[change["new"]]
        self._begin_quarter()

    def play(self, *_):
        """Play the quarter, save the game, and show the page."""
        page = self.game.next_quarter()
        self.page.value = page._repr_html_()
        if self.file is not None:
            self.game.save(self.file)
            self.page.value += TEXT["saved"].format(path=self.file)
        self._begin_quarter()

    # --- what is shown ---

    def _make(self):
        from ipywidgets import HTML, Button, Dropdown, HBox, Layout, Output, VBox

        wide = Layout(width="30rem", max_width="100%")

        def list_of(label, options):
            return Dropdown(options=options, description=label, style=WIDE, layout=wide)

        self.head, self.reading, self.cost, self.page = (HTML() for _ in range(4))
        self.drawn, self.quiet = Output(), False
        self.report = list_of(TEXT["report"], [])
        self.group = list_of(TEXT["group"], [])
        self.sorts = list_of(TEXT["groups"], list(self.known))
        self.levers = {
            name: list_of(TEXT["labels"][name], [(HOUSE, None), *_named(name)])
            for name in LEVELS
        }
        self.acquisition = list_of(TEXT["acquisition"], ACQUISITION)
        self.acquisition.value = 1.0
        self.buttons = {}
        for name, price in price_list()["price"].items():
            button = Button(description=TEXT["buy"].format(name=name, price=price))
            button.tooltip, button.layout = (
                price_list().loc[name, "what"],
                Layout(width="auto"),
            )
            button.on_click(lambda _, name=name: self.buy(name))
            self.buttons[name] = button
        self.go = Button(button_style="primary", layout=wide)
        self.go.on_click(self.play)
        self.box = VBox(
            [self.page, self.drawn, self.head, self.report, self.reading]
            + [HBox(list(self.buttons.values()), layout=Layout(flex_flow="row wrap"))]
            + [self.sorts, self.group, *self.levers.values(), self.acquisition]
            + [self.cost, self.go]
        )
        self.report.observe(self.show_report, "value")
        self.sorts.observe(self.choose_groups, "value")
        self.group.observe(self.choose_group, "value")
        self.acquisition.observe(self.decide, "value")
        for control in self.levers.values():
            control.observe(self.set_lever, "value")

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
        for button in self.buttons.values():
            button.disabled = over
        for control in [*self.levers.values(), self.acquisition, self.sorts, self.go]:
            control.disabled = over
        if over:
            self.cost.value = self.go.description = ""
        else:
            self.go.description = TEXT["play"].format(quarter=self.game.quarter)
            self.decide()

    def _offer(self, control, options):
        """Give a list other options, and keep the one that was chosen if it can be."""
        chosen = control.value
        self.quiet = True
        control.options = options
        control.value = chosen if chosen in options else options[0]
        self.quiet = False

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
        self.drawn.clear_output(wait=True)
        with self.drawn:
            display(figure)
        plt.close(figure)

    def _head(self):
        game = self.game
        words = {"quarter": game.quarter, "budget": game.budget, "most": game.most}
        words |= {"left": game.left, "research": game.research_cost}
        words["profit"] = game.profit
        self.head.value = TEXT["over" if game.over else "head"].format(**words)


def _named(lever):
    """A lever's levels as they are shown, and as they are meant."""
    if lever == "contact":
        return [(name, name) for name in LEVELS[lever]]
    share = lever in ("letter", "offer", "earn")
    form = "{:.0%}" if share else "{:g}"
    return [(form.format(level), level) for level in LEVELS[lever]]
