"""The thin layer of controls in front of a function."""

from decimal import Decimal

WIDE = {"description_width": "initial"}
# ipywidgets gives the handle of a slider no name, and JupyterLab takes keys for itself
# that a list needs (an arrow leaves it, a letter inserts a cell).
REACHED = """
const reach = area => {
  area.setAttribute('data-lm-suppress-shortcuts', 'true');
  area.querySelectorAll('.widget-slider').forEach(slider => {
    const label = slider.querySelector('.widget-label');
    slider.querySelectorAll('.noUi-handle').forEach(
      handle => handle.setAttribute('aria-label', label ? label.textContent : ''));
  });
};
const whenShown = tries => {  // this runs before its own output is on the page
  const area = element.closest('.jp-OutputArea');
  if (area) {
    const changes = {childList: true, subtree: true};
    new MutationObserver(() => reach(area)).observe(area, changes);
    reach(area);
  } else if (tries) {
    setTimeout(() => whenShown(tries - 1), 100);
  }
};
whenShown(100);
"""


def slider(label, low, high, *, start, step=1):
    """A slider from low to high; whole numbers if low, high and step are whole.

    It reports when it is let go or moved by an arrow key, not all along the way. It
    shows as many decimals as its step has.
    """
    from ipywidgets import FloatSlider, IntSlider, Layout

    whole = all(isinstance(number, int) for number in (low, high, start, step))
    kind = IntSlider if whole else FloatSlider
    decimals = max(-Decimal(str(step)).normalize().as_tuple().exponent, 0)
    return kind(
        readout_format="d" if whole else f".{decimals}f",
        value=start,
        min=low,
        max=high,
        step=step,
        description=label,
        continuous_update=False,
        style=WIDE,
        layout=Layout(width="32rem", max_width="100%"),
    )


def choice(label, options, *, start):
    """A list to choose one value from; options may be a dict of label to value."""
    from ipywidgets import Dropdown

    return Dropdown(options=options, value=start, description=label, style=WIDE)


def play(function, *data, **controls):
    """Show controls, and under them what the function makes of their values.

    function  takes the data and the controls' values; returns Axes or a frame
    data      passed on as it is, first
    controls  one ``slider`` or ``choice`` for each of the function's keywords
    """
    from IPython.display import Javascript, display
    from ipywidgets import VBox, interactive_output
    from matplotlib.axes import Axes

    def redraw(**values):
        result = function(*data, **values)
        if not isinstance(result, Axes):  # the notebook shows open figures by itself
            display(result)

    output = interactive_output(redraw, controls)
    display(VBox([*controls.values(), output]))
    display(Javascript(REACHED))
