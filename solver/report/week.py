"""A week of an athlete, one line for each session."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from solver.calendar import Meet
from solver.diary import Diary, Done
from solver.documents.scenario import Athlete
from solver.plans.figures import Week, in_words, phase_name
from solver.plans.planfile import in_order
from solver.plans.sessions import session_line, shut
from solver.report import screen as s
from solver.season import Season
from solver.words import number

#: Columns from which targets have a column of their own, recoveries are written out, minutes are shown.
NARROW, WIDE, WIDEST = 96, 116, 132


def show_week(screen: Console, season: Season, diary: Diary, athlete: Athlete, week: Week) -> None:
    """Print the grid of one week."""
    s.tell(screen, _heading(season, week))
    screen.print(_Grid(screen, season, diary, athlete).table(week))


def _heading(season: Season, week: Week) -> Text:
    first = 7 * (week.number - 1)
    text = Text(f"Week {week.number}", style="bold")
    text.append(f"  from {season.calendar.name(first)}   {phase_name(week.phase)}", style="not bold")
    if week.unload:
        text.append("   unload week", style="not bold italic")
    text.append("   " + "   ".join(in_words(season, week)), style="not bold")
    return text


class _Grid:
    """The lines of a week; columns in which nothing stands are left out."""

    def __init__(self, screen: Console, season: Season, diary: Diary, athlete: Athlete) -> None:
        self.screen, self.season, self.diary, self.athlete = screen, season, diary, athlete

    def table(self, week: Week) -> Table:
        """The table of a week."""
        days = range(7 * (week.number - 1), 7 * week.number)
        rows = [row for day in days for row in self._day(day)]
        width = len(rows[0])
        used = [n for n in range(width) if any(row[n].plain for row in rows)]
        dose = "left" if self.screen.width >= NARROW else "wrap"
        kinds = ["left", "left", "left", "title", dose, "left", "wrap", "right", "right"]
        table = s.grid(*(kinds[n] for n in used))
        for row in rows:
            table.add_row(*(row[n] for n in used))
        return table

    def _day(self, day: int) -> list[list[Text]]:
        """The lines of one day: at least one."""
        name = self.season.calendar.days[day].weekday.capitalize()
        sessions = in_order(self.season, self.diary.on(self.athlete.name, day))
        trained = any(self.season.catalogue.rank(each.form) for each in sessions)
        rows = [self._session(each, trained) for each in sessions]
        rows += [self._nothing(reason) for reason in shut(self.season, self.athlete, day)]
        if not rows:
            rows = [self._nothing("rest")]
        for place, row in enumerate(rows):
            row.insert(0, Text(name if place == 0 else ""))
        return rows

    def _nothing(self, says: str) -> list[Text]:
        where = 0 if says == "rest" else 2
        return [Text(says if place == where else "", style=s.DIM) for place in range(8)]

    def _session(self, done: Done, trained: bool) -> list[Text]:
        """The line of a session; on a day of training the class of a rest-day session is left out."""
        shelf, line = self.season.catalogue, session_line(self.season, self.athlete, done)
        quiet = trained and not shelf.rank(done.form)
        style = s.class_style(line.class_, list(shelf.classes))
        return [
            Text("" if quiet else line.class_, style=style),
            Text(line.slot),
            self._meet(line.meet) if line.meet else Text(line.title),
            *self._asked(line.dose, line.how),
            Text(self._recovery(line.recovery)),
            Text(f"{number(line.metres)} m" if line.metres else ""),
            Text(f"{number(round(line.minutes))} min" if self.screen.width >= WIDEST else ""),
        ]

    def _asked(self, dose: str, how: str) -> tuple[Text, Text]:
        """Dose and target; on a narrow screen both in the first of their columns."""
        if self.screen.width >= NARROW:
            return Text(dose), Text(how)
        return Text(", ".join(part for part in (dose, how) if part).replace(", in ", " in ")), Text("")

    def _recovery(self, whole: str) -> str:
        """The recovery; on all but a wide screen only its length."""
        return whole if self.screen.width >= WIDE else whole.split(", ")[0]

    def _meet(self, meet: Meet) -> Text:
        style = "bold red" if meet.priority == "A" else "bold"
        return Text(f"{s.meet_sign(self.screen, meet.priority)} {meet.name} ({meet.priority})", style=style)
