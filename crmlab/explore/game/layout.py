"""The controls of the manager's desk, and how they stand on the page."""

from crmlab.game import price_list
from crmlab.game.quarter_page import as_page, as_table

from .choices import HOUSE, LEVELS, TEXT, named


def make_controls(desk):
    """Give a `Desk` its controls, and tie each to the method that it calls."""
    from ipywidgets import HTML, Button, Dropdown, HBox, Layout, Output, VBox

    wide = Layout(width="34rem", max_width="100%")
    style = {"description_width": "17rem"}

    def list_of(label, options):
        return Dropdown(options=options, description=label, style=style, layout=wide)

    desk.head, desk.reading, desk.cost, desk.page = (HTML() for _ in range(4))
    offered = HTML(as_page(as_table(price_list())))
    desk.drawn, desk.quiet = Output(), False
    desk.report = list_of(TEXT["report"], [])
    desk.group = list_of(TEXT["group"], [])
    desk.sorts = list_of(TEXT["groups"], list(desk.known))
    desk.levers = {
        name: list_of(TEXT["labels"][name], [(HOUSE, HOUSE), *named(name)])
        for name in LEVELS
    }
    desk.acquisition = list_of(TEXT["acquisition"], named("acquisition"))
    desk.acquisition.value = 1.0
    desk.buttons = {}
    for name, price, what in price_list().itertuples():
        button = Button(description=TEXT["buy"].format(name=name, price=price))
        button.tooltip, button.layout = what, Layout(width="auto")
        button.on_click(lambda _, name=name: desk.buy(name))
        desk.buttons[name] = button
    buttons = list(desk.buttons.values())
    desk.go = Button(button_style="primary", layout=wide)
    desk.go.on_click(desk.play)
    desk.box = VBox(
        [desk.drawn, desk.head, desk.report, desk.reading]
        + [offered, HBox(buttons, layout=Layout(flex_flow="row wrap"))]
        + [desk.sorts, desk.group, *desk.levers.values(), desk.acquisition]
        + [desk.cost, desk.go, desk.page]  # what grows most, below what is pressed
    )
    desk.report.observe(desk.show_report, "value")
    desk.group.observe(desk.choose_group, "value")
    desk.acquisition.observe(desk.decide, "value")
    for control in desk.levers.values():
        control.observe(desk.set_lever, "value")
