"""A week of an athlete, one line for each session."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from solver import prescription
from solver.calendar import Meet
from solver.diary import Diary, Done
from solver.documents.catalogue import Session
from solver.documents.scenario import Athlete
from solver.planfile import in_order
from solver.report import screen as s
from solver.report.figures import Week, easy_running, phase_name
from solver.season import Season
from solver.words import number, plural

#: Columns from which targets have a column of their own, recoveries are written out, minutes are shown.
NARROW, WIDE, WIDEST = 96, 116, 132


def show_week(screen: Console, season: Season, diary: Diary, athlete: Athlete, week: Week) -> None:
    """Print the grid of one week."""
    screen.print(_heading(season, week), soft_wrap=True)
    screen.print(_Grid(screen, season, diary, athlete).table(week))


def _heading(season: Season, week: Week) -> Text:
    first = 7 * (week.number - 1)
    text = Text(f"Week {week.number}", style="bold")
    text.append(f"  from {season.calendar.name(first)}   {phase_name(week.phase)}", style="not bold")
    if week.unload:
        text.append("   unload week", style="not bold italic")
    figures = [f"sprint {number(week.sprint)} m with run-ins"] if week.sprint else []
    figures += [f"{easy_running(season)} {number(week.other)} m"] if week.other else []
    figures += [f"load {number(round(week.load))} AU"]
    text.append("   " + "   ".join(figures), style="not bold")
    return text


class _Grid:
    """The lines of a week; columns in which nothing stands are left out."""

    def __init__(self, screen: Console, season: Season, diary: Diary, athlete: Athlete) -> None:
        self.screen, self.season, self.diary, self.athlete = screen, season, diary, athlete
        self.meets = {meet.day: meet for meet in season.calendar.meets(athlete)}
        self.closed = season.calendar.closed(athlete)
        self.several = len(season.calendar.slots) > 1

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
        rows += [self._nothing(reason) for reason in self._reasons(day)]
        if not rows:
            rows = [self._nothing("rest")]
        for place, row in enumerate(rows):
            row.insert(0, Text(name if place == 0 else ""))
        return rows

    def _shut(self, day: int) -> bool:
        return all((day, slot) in self.closed for slot in self.season.calendar.slots)

    def _reasons(self, day: int) -> list[str]:
        """Why there is no training, where something forbids it."""
        shut = [slot for slot in self.season.calendar.slots if (day, slot) in self.closed]
        if self._shut(day):
            return list(dict.fromkeys(self.closed[day, slot] for slot in shut))
        return [f"{slot}: {self.closed[day, slot]}" for slot in shut] if self.several else []

    def _nothing(self, says: str) -> list[Text]:
        where = 0 if says == "rest" else 2
        return [Text(says if place == where else "", style=s.DIM) for place in range(8)]

    def _session(self, done: Done, trained: bool) -> list[Text]:
        """The line of a session; on a day of training the class of a rest-day session is left out."""
        shelf = self.season.catalogue
        session, form = shelf.sessions[done.session], shelf.forms[done.form]
        style = s.class_style(session.class_, list(shelf.classes))
        meet = self.meets.get(done.day) if done.form in self.season.race_forms else None
        target = None if meet else prescription.target(session, done.distance, self.athlete)
        how = str(target) if target else "" if meet else prescription.per_cent(session)
        dose = prescription.dose(form, done.count, session)
        metres = done.amounts.get("metres")
        quiet = trained and not shelf.rank(done.form)
        return [
            Text("" if quiet else session.class_, style=style),
            Text(done.slot if self.several else ""),
            self._meet(meet) if meet else Text(prescription.title(session)),
            *self._asked(plural(meet.rounds, "round") if meet else dose, how),
            Text("" if meet else self._recovery(session, done.distance)),
            Text(f"{number(metres)} m" if metres else ""),
            Text(f"{number(round(done.amounts['minutes']))} min" if self.screen.width >= WIDEST else ""),
        ]

    def _asked(self, dose: str, how: str) -> tuple[Text, Text]:
        """Dose and target; on a narrow screen both in the first of their columns."""
        if self.screen.width >= NARROW:
            return Text(dose), Text(how)
        return Text(", ".join(part for part in (dose, how) if part).replace(", in ", " in ")), Text("")

    def _recovery(self, session: Session, distance: int | None) -> str:
        """The recovery; on all but a wide screen only its length."""
        whole = prescription.recovery(session, distance)
        return whole if self.screen.width >= WIDE else whole.split(", ")[0]

    def _meet(self, meet: Meet) -> Text:
        style = "bold red" if meet.priority == "A" else "bold"
        return Text(f"{s.meet_sign(self.screen, meet.priority)} {meet.name} ({meet.priority})", style=style)
