"""Target times, doses and recoveries."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from solver.catalogue import forms
from solver.documents.catalogue import Session
from solver.documents.scenario import Athlete
from solver.plans.prescription import best, dose, per_cent, recovery, share, target, title

TEN = {"100m": 10.0}


def athlete(times: dict[str, float]) -> Athlete:
    """An athlete with these bests."""
    return Athlete(name="A", events=["100m"], best=times)


def session(**fields: Any) -> Session:
    """A session of repetitions."""
    return Session.model_validate({"title": "S", "class": "low"} | fields)


def running(**intensity: Any) -> Session:
    """A session run at some intensity."""
    return session(intensity=intensity)


def test_an_upper_limit_is_rounded_to_the_slower_side() -> None:
    """75 % of a 10.00 s athlete is 13.33 s; he is told 13.4, for 13.3 would be above 75 %."""
    assert str(target(running(at_most=75), 100, athlete(TEN))) == "in 13.4 or slower"


def test_a_lower_limit_is_rounded_to_the_faster_side() -> None:
    """95 % of a 10.00 s athlete is 10.53 s; 10.6 would be below 95 %."""
    assert str(target(running(at_least=95), 100, athlete(TEN))) == "in 10.5 or faster"


@pytest.mark.parametrize("distance", [40, 60, 80, 100, 150, 300])
@pytest.mark.parametrize(("low", "high"), [(65, 75), (80, 89), (60, 99)])
def test_whoever_runs_a_target_keeps_its_limits(low: int, high: int, distance: int) -> None:
    """The fastest time of a target is not above the upper limit, the slowest not below the lower one."""
    standing = max(Fraction(distance, 100), share(distance) or Fraction(0))
    for hundredths in range(1000, 1300, 7):
        time = Fraction(hundredths, 100)
        found = target(running(at_least=low, at_most=high), distance, athlete({"100m": hundredths / 100}))
        assert found and found.fastest and found.slowest
        assert time * distance / 100 / found.fastest <= Fraction(high, 100)
        assert time * standing / found.slowest >= Fraction(low, 100)


def test_both_limits_make_a_range() -> None:
    """65 to 75 % of 10.00 s are 13.4 to 15.3 s."""
    assert str(target(running(at_least=65, at_most=75), 100, athlete(TEN))) == "in 13.4 to 15.3"


def test_one_hundred_per_cent_is_no_upper_limit() -> None:
    """Nobody is told to run no faster than his best."""
    assert str(target(running(at_least=95, at_most=100), 100, athlete(TEN))) == "in 10.5 or faster"


@pytest.mark.parametrize(
    ("distance", "says"),
    [
        (60, "in 8.00 or slower"),
        (80, "in 10.7 or slower"),
        (200, "in 26.7 or slower"),
        (600, "in 1:20.0 or slower"),
    ],
)
def test_digits_follow_the_distance(distance: int, says: str) -> None:
    """Hundredths up to 60 m, tenths beyond, minutes from a minute on."""
    assert str(target(running(at_most=75), distance, athlete(TEN))) == says


def test_a_best_at_the_distance_is_used_as_it_is() -> None:
    """22.00 s over 200 m at 75 % are 29.33 s, whatever the best over 100 m."""
    both = athlete({"100m": 10.0, "200m": 22.0})
    assert str(target(running(at_most=75), 200, both)) == "in 29.4 or slower"


def test_another_best_gives_an_estimate_that_says_so() -> None:
    """With only a best over 60 m the 100 m is estimated: 6.45 s stand for 10.00 s."""
    assert best(athlete({"60m": 6.45}), 100) == best(athlete({"60m": 6.45, "400m": 47.0}), 100)
    assert str(target(running(at_most=75), 100, athlete({"60m": 6.45}))) == "in 13.4 or slower est."


def test_without_a_best_there_is_no_target() -> None:
    """Then only the percentages are shown; a best over hurdles tells nothing of flat sprints."""
    assert target(running(at_most=75), 100, athlete({})) is None
    assert target(running(at_most=75), 100, athlete({"110mh": 14.0})) is None


def test_flying_times_come_from_top_speed_and_are_estimates() -> None:
    """Top speed is 1.15 times the average over 100 m: 30 m flying in 2.61 s, at 95 % in 2.74."""
    flying = running(at_least=95, of="maximal velocity")
    assert str(target(flying, 30, athlete(TEN))) == "in 2.74 or faster est."


def test_a_flying_sprint_is_faster_than_one_from_a_standing_start() -> None:
    """No stopwatch shows a standing 30 m that is faster than a flying one."""
    for distance in (20, 30, 40):
        flying = target(running(at_least=98, of="maximal velocity"), distance, athlete(TEN))
        standing = target(running(at_least=98, of="best effort"), distance, athlete(TEN))
        pace = target(running(at_least=98), distance, athlete(TEN))
        assert flying and standing and pace and flying.slowest and standing.slowest and pace.slowest
        assert flying.slowest < standing.slowest == pace.slowest


def test_no_target_is_better_than_the_best() -> None:
    """95 % of 100 m pace over 300 m would be faster than anybody's 300 m; the target is not."""
    found = target(running(at_least=95), 300, athlete(TEN))
    assert found and found.slowest and found.estimated
    assert found.slowest >= 10 * Fraction("3.25")


def test_races_lifting_and_sessions_without_intensity_have_no_target() -> None:
    """There is nothing to hold a stopwatch against."""
    ten = athlete(TEN)
    assert target(session(tags=["race"], intensity={"at_least": 100}), 100, ten) is None
    assert target(running(at_least=80, of="1RM"), 100, ten) is None
    assert target(session(), 100, ten) is None
    assert target(running(at_least=95), None, ten) is None


@pytest.mark.parametrize(
    ("limits", "says"),
    [
        ({"at_least": 95}, "95 % or more"),
        ({"at_least": 95, "at_most": 100}, "95 % or more"),
        ({"at_most": 75}, "up to 75 %"),
        ({"at_least": 65, "at_most": 75}, "65 to 75 %"),
        ({"at_least": 80, "at_most": 80, "of": "1RM"}, "80 % 1RM"),
        ({"at_least": 100}, "100 %"),
        ({}, ""),
    ],
)
def test_percentages_are_written_as_they_are_spoken(limits: dict[str, Any], says: str) -> None:
    """In words, with the one-repetition maximum named."""
    assert per_cent(running(**limits)) == says


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"dose": {"reps": 6, "distance": 30}}, "6 x 30 m"),
        ({"dose": {"reps": 6, "distance": 1200}}, "6 x 1,200 m"),
        ({"dose": {"sets": 6, "of": 5}}, "6 sets of 5"),
        ({"dose": {"minutes": 6}}, "6 min"),
        ({"dose": {"contacts": 6}}, "6 contacts"),
        ({}, ""),
    ],
)
def test_doses_are_written_as_on_a_board(fields: dict[str, Any], says: str) -> None:
    """Repetitions with their distance, sets, minutes, contacts."""
    asked = session(**fields)
    assert dose(forms("s", asked)[0], 6, asked) == says


def test_a_run_in_is_named_with_the_session() -> None:
    """It is the same for every repetition and distance."""
    flying = session(title="Flying", dose={"reps": 6, "distance": 30}, run_in=20)
    assert title(flying) == "Flying, 20 m run-in"
    assert title(session(title="Drills")) == "Drills"


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"rest": 3}, "3 min"),
        ({"rest": 1.5}, "1:30 min"),
        ({"rest": 0.75, "recovery": "walk back"}, "45 s, walk back"),
        ({"rest": {"per_10m": 1}}, "3 min"),
        ({"recovery": "walk back"}, "walk back"),
        ({"rest": 4, "dose": {"sets": 3}}, "4 min a set"),
        ({}, ""),
    ],
)
def test_recoveries_say_how_long_and_how(fields: dict[str, Any], says: str) -> None:
    """The time first, then the words of the catalogue."""
    assert recovery(session(**fields), 30) == says
