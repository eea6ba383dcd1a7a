"""The colours of pages and plots, in the light and in the dark.

They are those of Okabe and Ito, which colour-blind readers tell apart; those for text are darkened or
lightened to at least 4.5:1 against the paper. Nothing is said by colour alone.
"""

from __future__ import annotations

from collections.abc import Mapping

#: Blue, vermillion, green, purple, orange, sky, in the order in which series take them.
SERIES = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9")

LIGHT: Mapping[str, str] = {
    "paper": "#ffffff",
    "panel": "#f3f4f6",
    "ink": "#1a1a1a",
    "quiet": "#555b63",
    "line": "#c9ccd1",
    "good": "#005f96",
    "bad": "#a84300",
    "high": "#fbdcc9",
    "middle": "#fdf1c4",
    "low": "#d9ecf8",
    **{f"series-{place}": colour for place, colour in enumerate(SERIES, start=1)},
}
DARK: Mapping[str, str] = {
    **LIGHT,
    "paper": "#14171a",
    "panel": "#1f2428",
    "ink": "#e8eaed",
    "quiet": "#b4bbc2",
    "line": "#434a51",
    "good": "#6cc0f0",
    "bad": "#ff9d57",
    "high": "#5c2f14",
    "middle": "#4a3f10",
    "low": "#14384f",
    "series-1": "#4aa3dc",
    "series-2": "#f07a2a",
}


def variables(colours: Mapping[str, str]) -> str:
    """Colours as variables of a style."""
    return " ".join(f"--{name}: {value};" for name, value in colours.items())
