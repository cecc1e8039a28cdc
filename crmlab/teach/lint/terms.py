"""L7: a term is in bold, with its Chinese, where it is first used, and listed."""

import re

from crmlab.teach import glossary
from crmlab.teach.lint import frame
from crmlab.teach.lint.notebook import plain, without_headings

FREE = ["", frame.QUESTION, frame.ABOUT, frame.READING]
INTRODUCED = re.compile(r"\*\*([^*]+)\*\*\s\(([^)]*[\u3400-\u9fff][^)]*)\)")


def pattern(term):
    """The term in running text: any case, line breaks for spaces, a plural s."""
    words = r"\s+".join(re.escape(word) for word in term.split())
    return re.compile(rf"(?<![\w-]){words}(?:s|es)?(?![\w-])", re.IGNORECASE)


def check(lesson):
    """L7, for terms that no earlier lesson has introduced; and every concept's term."""
    known = glossary().assign(length=lambda df: df["term"].str.len())
    known = known.sort_values("length", ascending=False)  # longest first
    texts = [
        (cell, plain(without_headings(cell.source)))
        for cell in lesson.prose
        if cell.section not in FREE
    ]
    used = set()
    for row in known.itertuples():
        term, first = pattern(row.term), None
        for place, (cell, text) in enumerate(texts):
            found = term.search(text)
            if found and first is None:
                first = (cell, text[: found.start()], text[found.end() :])
            # A shorter term within this one is not a use of the shorter one.
            texts[place] = (cell, term.sub(lambda m: "∎" * len(m[0]), text))
        if first is None:
            continue
        used.add(row.id)
        if row.lesson >= lesson.number and not _introduced(first, row.zh):
            cell = first[0]
            yield lesson.say(cell, "L7", f"first use is not **{row.term}** ({row.zh}).")
    for identity in lesson.about.get("concepts", []):
        if identity not in set(known["id"]):
            yield lesson.say(None, "L7", f"concept {identity} has no glossary entry.")
        elif identity not in used:
            yield lesson.say(None, "L7", f"no term of concept {identity} is used.")


def listed(lesson):
    """L7: what is in bold with its Chinese stands so in the glossary."""
    known = list(glossary()[["term", "zh"]].itertuples(index=False))
    for cell in lesson.prose:
        for bold, chinese in INTRODUCED.findall(plain(cell.source)):
            if not any(
                pattern(term).fullmatch(bold) and chinese.startswith(zh)
                for term, zh in known
            ):
                fault = f"**{bold}** ({chinese}) is not in the glossary so."
                yield lesson.say(cell, "L7", fault)


def _introduced(first, zh):
    _, before, after = first
    return before.endswith("**") and re.match(rf"\*\*\s\({re.escape(zh)}", after)
