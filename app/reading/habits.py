"""What a read begins with because the one before it ended so."""

from dataclasses import dataclass

from app.reading.pictures.layouts import Layout
from app.reading.toolbar import BOTH_AXES


@dataclass(frozen=True, slots=True)
class Habits:
    """The tool in hand, whether pictures scroll together, and the layout that was chosen last."""

    tool: str = BOTH_AXES
    linked: bool = True
    layout: Layout = Layout.PRIOR


def habits_to_settings(habits: Habits) -> dict[str, object]:
    """As it stands in the settings file."""
    return {"tool": habits.tool, "linked": habits.linked, "layout": habits.layout.name.lower()}


def habits_from_settings(said: object) -> tuple[Habits, list[str]]:
    """What a settings file tells, and what of it is not understood and left out. The room knows the tools."""
    if said is None:
        return Habits(), []
    if not isinstance(said, dict):
        return Habits(), ["habits"]
    first = Habits()
    wrong = []
    tool, linked, layout = (said.get(name) for name in ("tool", "linked", "layout"))
    layouts = {each.name.lower(): each for each in Layout}
    if tool is not None and not isinstance(tool, str):
        wrong.append("tool")
    if linked is not None and not isinstance(linked, bool):
        wrong.append("linked")
    if layout is not None and layout not in layouts:
        wrong.append("layout")
    return Habits(
        tool if isinstance(tool, str) else first.tool,
        linked if isinstance(linked, bool) else first.linked,
        layouts.get(layout, first.layout) if isinstance(layout, str) else first.layout,
    ), wrong
