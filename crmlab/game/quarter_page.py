"""The page after a quarter: what changed and, as far as the books can tell, why."""

from html import escape

from crmlab.company.play import NEWCOMERS

TEXT = {
    "title": "Quarter {quarter} of 4: profit ¥{profit:,.0f}",
    "changed": "What changed",
    "why": "Why, as far as the books can tell",
    "results": "Results by group, CNY",
    "spending": "Planned and spent so far, CNY",
    "done": "You changed {what}.",
    "nothing": "You changed nothing: the house policy went on.",
    "lever": "{lever} for {groups}",
    "acquisition": "money for winning customers to {times:g} times the house's",
    "up": "{measure} stood above their limits in {weeks} of 13 weeks: {now:.1f}%, "
    "usually {usual:.1f}%. That is no chance; find the cause.",
    "down": "{measure} stood below their limits in {weeks} of 13 weeks: {now:.1f}%, "
    "usually {usual:.1f}%. Something made it better.",
    "calm": "At the touchpoints nothing went beyond what it always varies by.",
    "news": "In the papers, {date:%d %B}: {what}.",
    "again": "Of the buyers of the quarter before, {now:.0f}% came again; a year "
    "before it was {then:.0f}%.",
    "most": "Most of the change is in {group}: {change} on a year before.",
    "newcomers": "{n} customers were won, {then} in the same quarter a year before.",
    "spent": "{lever} cost ¥{over:,.0f} {side} than planned.",
    "more": "more",
    "less": "less",
    "lot": "Grades were given by last year's margin, and luck was part of that: a good "
    "grade falls back and a low one rises, whatever you do.",
    "trial": "The trial: one customer with your levers brought {gain} beside "
    "one held out, give or take ¥{wide:,.2f}. {verdict}",
    "clear": "That is more than chance.",
    "unclear": "That may be chance.",
    "no control": "Whether your levers did it, these figures cannot say: nobody was "
    "held out. A trial would tell.",
}
LARGE = 2000  # CNY: smaller gaps between plan and spending are not worth a sentence
STYLE = """<style>
.quarter { max-width: 60rem; font-size: 15px; }
.quarter table { border-collapse: collapse; margin: .4rem 0; }
.quarter th, .quarter td { padding: .2rem .6rem; text-align: right; }
.quarter tr { border-bottom: 1px solid #ccc; }
.quarter th:first-child, .quarter td:first-child { text-align: left; }
</style>"""


class QuarterPage:
    """What changed in the quarter that has just been played, and why.

    reports: the quarter's reports, a dict from name to frame
    changed, why: sentences
    In a notebook it shows as a page; `print` gives its sentences.
    """

    def __init__(self, game):
        self.quarter = len(game.decisions)
        self.decision = game.decisions[-1]
        self.reports = game.reports()
        self.usual = game.groups.equals(game.usual_groups)
        self.planned = game.planned.loc[self.quarter]
        self.changed, self.why = self._changed(), self._why()

    @property
    def title(self):
        """Profit of the quarter after all levers, winning customers included."""
        results = self.reports["results"].loc["all"]
        profit = results["profit"] - self.planned["acquisition"]
        return TEXT["title"].format(quarter=self.quarter, profit=profit)

    def __str__(self):
        lines = [self.title, TEXT["changed"], *self.changed, TEXT["why"], *self.why]
        return "\n".join(lines)

    __repr__ = __str__

    def _repr_html_(self):
        parts = [f"<h3>{escape(self.title)}</h3>"]
        for heading, sentences in [("changed", self.changed), ("why", self.why)]:
            rows = "".join(f"<li>{escape(said)}</li>" for said in sentences)
            parts.append(f"<h4>{TEXT[heading]}</h4><ul>{rows}</ul>")
        for name in ("results", "spending"):
            parts.append(f"<h4>{TEXT[name]}</h4>{as_table(self.reports[name])}")
        return as_page("\n".join(parts))

    def _changed(self):
        results, churn = self.reports["results"], self.reports["churn"].loc["all"]
        known = results.drop(["all", NEWCOMERS], errors="ignore")
        gap = (known["profit"] - known["a year before"]).sort_values(key=abs)
        said = []
        if len(gap):
            group, change = gap.index[-1], gap.iloc[-1]
            said.append(TEXT["most"].format(group=group, change=signed(change)))
        now, then = churn["came again, %"], churn["a year before"]
        said.append(TEXT["again"].format(now=now, then=then))
        won = self.reports["newcomers"][["newcomers", "a year before"]].sum()
        said.append(TEXT["newcomers"].format(n=won.iloc[0], then=won.iloc[1]))
        spending = self.reports["spending"]
        over = (spending["spent"] - spending["planned"]).sort_values(ascending=False)
        for lever, much in over[over.abs() > LARGE].items():
            side = TEXT["more" if much > 0 else "less"]
            said.append(TEXT["spent"].format(lever=lever, over=abs(much), side=side))
        return said

    def _why(self):
        said = [self._done()]
        said += [
            TEXT["news"].format(date=row.date, what=row.what)
            for row in self.reports["news"].itertuples()
        ]
        said += self._alarms() or [TEXT["calm"]]
        if self.usual:
            said.append(TEXT["lot"])
        trial = self.reports.get("trial")
        if trial is None:
            return [*said, TEXT["no control"]]
        gain, wide = trial.loc["all", ["gain", "give or take"]]
        verdict = TEXT["clear" if abs(gain) > wide else "unclear"]
        words = {"gain": signed(gain, 2), "wide": wide, "verdict": verdict}
        return [*said, TEXT["trial"].format(**words)]

    def _done(self):
        levers = self.decision.levers
        parts = [
            TEXT["lever"].format(lever=lever, groups=", ".join(map(str, who.index)))
            for lever, values in levers.items()
            if len(who := values.dropna())
        ]
        if self.decision.acquisition != 1:
            times = self.decision.acquisition
            parts.append(TEXT["acquisition"].format(times=times))
        return TEXT["done"].format(what="; ".join(parts)) if parts else TEXT["nothing"]

    def _alarms(self):
        said = []
        for measure, row in self.reports["alarms"].iterrows():
            words = {"usual": row["usual, %"], "now": row["this quarter, %"]}
            for side, weeks in [("up", "weeks above"), ("down", "weeks below")]:
                if row[weeks] >= 2:  # one in 13 weeks may be chance
                    words |= {"measure": measure.capitalize(), "weeks": int(row[weeks])}
                    said.append(TEXT[side].format(**words))
        return said


def signed(value, decimals=0):
    """An amount with its sign: a true minus, and a plus."""
    return f"{'−' if value < 0 else '+'}¥{abs(value):,.{decimals}f}"


def as_page(html):
    """Some HTML in the game's own look."""
    return f"{STYLE}\n<div class='quarter'>{html}</div>"


def as_table(frame):
    """A frame as an HTML table with one header row, its numbers rounded."""
    frame = frame.reset_index()

    def shown(value):
        whole = abs(value) >= 100 or value == int(value)
        return f"{value:,.{0 if whole else 2}f}".replace("-", "−")

    return frame.to_html(index=False, border=0, float_format=shown, na_rep="–")
