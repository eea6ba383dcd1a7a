"""JSON for other programs; `speedfirst schema export` is its schema."""

from __future__ import annotations

from solver.documents.export import ExportedMeet, ExportedSession, ExportedWeek, ExportFile
from solver.exports.export import Export, Item
from solver.exports.uids import uids
from solver.exports.writer import Writer
from solver.files.data import figure
from solver.plans.figures import Week
from solver.version import __version__


def write(export: Export) -> bytes:
    """The plan with all that can be derived."""
    known = uids(export.season, [each.done for each in export.items])
    file = ExportFile(
        export=1,
        scenario=export.season.scenario.scenario,
        title=export.season.scenario.title,
        speedfirst=__version__,
        starts=export.season.calendar.first,
        athletes=[each.name for each in export.athletes],
        broken=[str(each) for each in export.verdict.broken],
        weeks=[
            _week(export, athlete.name, export.figures[athlete.name][number - 1])
            for athlete in export.athletes
            for number in export.numbers
        ],
        sessions=[_session(item, known[item.done]) for item in export.items],
    )
    return (file.model_dump_json(indent=1, by_alias=True) + "\n").encode()


def _week(export: Export, athlete: str, week: Week) -> ExportedWeek:
    calendar = export.season.calendar
    return ExportedWeek(
        athlete=athlete,
        week=week.number,
        starts=calendar.date(7 * (week.number - 1)),
        phase=week.phase,
        unload=week.unload,
        sprint_metres=figure(week.sprint, 2),
        other_metres=figure(week.other, 2),
        minutes=figure(week.minutes, 2),
        load=figure(week.load, 2),
        high_days=week.high_days,
        meets=[
            ExportedMeet(date=calendar.date(m.day), name=m.name, priority=m.priority, rounds=m.rounds)  # type: ignore[arg-type]
            for m in week.meets
        ],
    )


def _session(item: Item, uid: str) -> ExportedSession:
    return ExportedSession(
        uid=uid,
        athlete=item.done.athlete,
        date=item.date,
        week=item.done.day // 7 + 1,
        slot=item.done.slot,
        starts=item.starts.isoformat() if item.starts else None,
        ends=item.ends.isoformat() if item.ends else None,
        session=item.done.session,
        count=item.done.count,
        distance=item.done.distance,
        said=item.said,
        title=item.session.title,
        class_=item.session.class_,
        tags=list(item.session.tags),
        dose=item.dose,
        target=item.target,
        recovery=item.recovery,
        warm_up=item.session.warm_up,
        metres=float(item.amount("metres")),
        minutes=float(item.amount("minutes")),
        load=float(item.amount("load")),
        meet=item.meet.name if item.meet else None,
        breaks=list(item.breaks),
    )


WRITER = Writer("json", ".json", "JSON for other programs", write)
