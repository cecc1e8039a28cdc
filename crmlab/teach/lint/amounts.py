"""What counts as a number, in prose and in outputs, and when the two agree."""

import re
from dataclasses import dataclass

# Not \b: in a Chinese text a number stands right beside a letter.
START, END = r"(?<![A-Za-z0-9_.,])", r"(?![A-Za-z0-9_])"
DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
PROSE = re.compile(
    rf"{START}(?P<sign>[-−]?)(?P<yuan>¥?)(?P<first>{DIGITS})"
    rf"(?:[–-]¥?(?P<second>{DIGITS}))?"
    rf"(?P<percent>\s?%)?(?:\s(?P<scale>thousand|million|billion)\b)?{END}"
)
PRINTED = re.compile(
    rf"(?<![A-Za-z0-9_.])([-−]?)¥?((?:{DIGITS})(?:e[-+]?\d+)?)(\s?%)?{END}"
)
SCALES = {None: 1, "thousand": 1e3, "million": 1e6, "billion": 1e9}
MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|"
    "November|December"
)
ISO_DATE = r"\b\d{4}-\d{2}(?:-\d{2})?(?:[ T]\d{2}:\d{2}(?::\d{2})?)?\b"
# Numbers that say nothing about the data.
EXEMPT = [
    re.compile(ISO_DATE),
    re.compile(rf"\b\d{{1,2}}(?:[–-]\d{{1,2}})? (?:{MONTHS})\b(?: \d{{4}})?"),
    re.compile(rf"\b(?:{MONTHS}) \d{{1,2}}\b(?:,? \d{{4}})?"),
    re.compile(r"\b(?:80/20|50/50|24/7)\b"),
    re.compile(
        r"\b(?:lessons?|sections?|concepts?|chapters?|exercises?|figures?|steps?|"
        rf"tables?|Python)\s+(?:{DIGITS})(?:(?:, | and |–| to )(?:{DIGITS}))*\b",
        re.IGNORECASE,
    ),
    re.compile(r"(?<![\d,.¥])0\d[ab]?\b(?![.,]\d)"),  # numbers of lessons
    # Marks of a list, and what opens a table's row.
    re.compile(r"^\s*(?:\d+\.|\|\s*\d{1,2}\b(?![.,%]))\s", re.MULTILINE),
]
# A year, too; but in bold it may be a count that lacks its comma.
YEAR = re.compile(
    r"(?<![\d,.¥])(?:1[6-9]|20)\d{2}(?:[–/-](?:1[6-9]|20)?\d{2})?(?!\d|,\d|\.\d|%)"
)


@dataclass(frozen=True)
class Number:
    """A number as the prose states it: value and half a unit of its last digit."""

    text: str
    value: float
    half: float
    percent: bool
    small: bool  # a whole number below ten

    def printed_in(self, output):
        """Does the text of an output show this number, at this precision?"""
        names_percent = "%" in output
        for value, percent in printed(output):
            if self.percent and not percent:
                # 12.3% may be printed as 0.123, or as 12.3 under a name with a %.
                found = [100 * value] + ([value] if names_percent else [])
            else:
                found = [value] if percent == self.percent else []
            if any(self._equals(number) for number in found):
                return True
        return False

    def _equals(self, number):
        # "Fell by 12%" may stand for -0.12; "-12%" may not stand for 0.12.
        number = abs(number) if self.value >= 0 else number
        return abs(number - self.value) <= self.half * (1 + 1e-9)


def stated(text):
    """Numbers in a text, without those that say nothing about the data."""
    for pattern in EXEMPT:
        text = pattern.sub(" ", text)
    for match in PROSE.finditer(text):
        for digits in (match["first"], match["second"]):
            if digits:
                yield _number(match, digits)


def _number(match, digits):
    scale = SCALES[match["scale"]]
    decimals = len(digits.partition(".")[2])
    value = float(digits.replace(",", "")) * scale
    bare = not (match["percent"] or match["yuan"] or match["scale"])
    return Number(
        text=match[0].strip(),
        value=-value if match["sign"] else value,
        half=0.5 * scale * 10.0**-decimals,
        percent=bool(match["percent"]),
        small=bare and not decimals and value < 10,
    )


def printed(output):
    """Numbers in an output, as (value, has a percent sign). Dates are not numbers."""
    output = re.sub(ISO_DATE, " ", output)
    for sign, digits, percent in PRINTED.findall(output):
        value = float(digits.replace(",", ""))
        yield (-value if sign else value), bool(percent)
