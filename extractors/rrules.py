"""How often and when an act comes again, as RFC 5545 writes it; where no day is said, the last one of the stretch."""

from __future__ import annotations

from records import Frequency

#: The months a quarter begins, is in the middle of, and ends with.
QUARTER_MONTHS = {"dau": "1,4,7,10", "thu hai": "2,5,8,11", "giua": "2,5,8,11", "cuoi": "3,6,9,12"}
WEEKDAYS = {
    **{"hai": "MO", "ba": "TU", "tu": "WE", "nam": "TH", "sau": "FR", "bay": "SA"},
    "chu nhat": "SU",
    **{"2": "MO", "3": "TU", "4": "WE", "5": "TH", "6": "FR", "7": "SA"},
}
#: Weeks of a month by their names; the last one is -1.
WEEKS = {"dau": 1, "cuoi": -1, "nhat": 1, "hai": 2, "ba": 3, "tu": 4, "1": 1, "2": 2, "3": 3, "4": 4}
#: A stretch's months of reporting; those of quarters and halves are named, so a rule holds from any first day on.
MONTHLY = "FREQ=MONTHLY"
QUARTERLY = "FREQ=MONTHLY;BYMONTH=3,6,9,12"
HALF_YEARLY = "FREQ=MONTHLY;BYMONTH=6,12"
YEARLY = "FREQ=YEARLY;BYMONTH=12"
LAST = ";BYMONTHDAY=-1"

Often = tuple[Frequency | None, str]
EVERY: dict[tuple[str, int], Often] = {
    ("ngay", 1): (Frequency.REGULARLY, "FREQ=DAILY"),
    ("tuan", 1): (Frequency.WEEKLY, "FREQ=WEEKLY;BYDAY=FR"),
    ("thang", 1): (Frequency.MONTHLY, MONTHLY + LAST),
    ("thang", 3): (Frequency.QUARTERLY, QUARTERLY + LAST),
    ("quy", 1): (Frequency.QUARTERLY, QUARTERLY + LAST),
    ("quy", 2): (Frequency.HALF_YEARLY, HALF_YEARLY + LAST),
    ("thang", 6): (Frequency.HALF_YEARLY, HALF_YEARLY + LAST),
    ("thang", 12): (Frequency.YEARLY, YEARLY + LAST),
    ("nam", 1): (Frequency.YEARLY, YEARLY + LAST),
}
INTERVALS = {"ngay": "DAILY", "tuan": "WEEKLY", "thang": "MONTHLY", "nam": "YEARLY"}
#: So many times in a unit of time is as often as once in so many smaller ones.
SHARES = {("nam", 2): ("thang", 6), ("nam", 4): ("quy", 1), ("nam", 12): ("thang", 1), ("quy", 3): ("thang", 1)}
SHARES |= {("thang", 4): ("tuan", 1)}


def every(unit: str, count: int = 1) -> Often:
    """Once in so many units; no frequency where the project has no name for it ('02 năm một lần')."""
    if (unit, count) in EVERY:
        return EVERY[unit, count]
    months = unit == "quy"
    return None, f"FREQ={INTERVALS['thang' if months else unit]};INTERVAL={count * 3 if months else count}"


def times_each(times: int, unit: str) -> Often:
    """So many times in each unit; where that is no round number, the unit's own frequency."""
    return every(*SHARES.get((unit, times), (unit, 1)))


def week_of(which: str, weekday: str | None, quarter: bool) -> Often:
    """In that week ('dau', 'cuoi', '2') of each month, or of each quarter's last month: its last day or weekday."""
    count = WEEKS.get(which, -1)
    base = QUARTERLY if quarter else MONTHLY
    day = f";BYDAY={count}{WEEKDAYS[weekday]}" if weekday else LAST if count < 0 else f";BYMONTHDAY={count * 7}"
    return Frequency.QUARTERLY if quarter else Frequency.MONTHLY, base + day


def on_day(day: int) -> str:
    """The part of a rule that names the day of a month; the last one where a month has no such day."""
    if day == 0 or day == 31:
        return LAST
    if day > 28:
        return ";BYMONTHDAY=" + ",".join(map(str, range(28, day + 1))) + ";BYSETPOS=-1"
    return f";BYMONTHDAY={day}"


def monthly(day: int) -> str:
    """On that day of each month."""
    return MONTHLY + on_day(day)


def quarterly(day: int, which: str) -> str:
    """On that day of each quarter's first, second or last month ('dau', 'giua', 'cuoi')."""
    return f"{MONTHLY};BYMONTH={QUARTER_MONTHS.get(which, QUARTER_MONTHS['cuoi'])}{on_day(day)}"


def yearly(days: list[tuple[int, int]]) -> str:
    """On that (month, day) of each year, or on the same day of several months."""
    months, day = ",".join(str(month) for month, _ in days), days[0][1]
    ends = day == 0 or (day == 29 and days[0][0] == 2)
    return f"FREQ=YEARLY;BYMONTH={months}" + (LAST if ends else f";BYMONTHDAY={day}")


def last_day(unit: str, working: bool) -> str:
    """On the last day, or the last working day, of each month, quarter or year."""
    base = {"thang": MONTHLY, "quy": QUARTERLY, "nam": YEARLY}[unit]
    return base + (";BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1" if working else LAST)
