"""What the commands for teachers say. Kept apart, so that it can be translated."""

TEXT = {
    "class": "put the class on one company (--seed), or each student on one (--each)",
    "collect": "put what students handed in into submitted/, from folders or a ZIP",
    "grade": "run what is in submitted/, each copy apart, and keep the marks",
    "marks": "write the marks for Moodle, Canvas or a table, and a page of the class",
    "league": "play a folder of policy files on an unseen company, with a page a team",
    "folder": "the folder of the policy files, one a team, as lesson 12 shows them",
    "league_seed": "of a company that no team has seen",
    "scenario": "what the year will be like (default: quiet)",
    "lesson": "a lesson's number, such as 9",
    "from": "the folder or ZIP that Moodle, Canvas or a shared folder gave",
    "roster": "CSV with the columns id, name, email (default: roster.csv)",
    "seed": "the company on which all are graded (default: as crmlab class says)",
    "in": "where students' code runs (default: the safest that is here)",
    "workers": "how many copies run at once (default: one for each core)",
    "again": "grade all, not only what is new or changed",
    "seconds": "the longest that one cell may take (default: 60)",
    "for": "whose form the marks shall have (default: csv)",
    "class_seed": "the company of the whole class, such as 2027",
    "each": "a company for each student of a class list (default: roster.csv)",
    "which": (
        "Say which: crmlab class --seed 2027 for one company, crmlab class --each "
        "roster.csv for a company each. So far: {so_far}."
    ),
    "so_far": {
        "seed": "the class is on company {seed}",
        "secret": "each student has a company, as companies.csv says",
        "": "nothing, so all are on the shipped company",
    },
    "class_letter": (
        "Each student gives once: uv run crmlab lab --company {seed}\n"
        "crmlab grade now grades on company {seed}."
    ),
    "each_letter": (
        "made companies.csv: {n} companies, each with a letter to send.\n"
        "Keep class.yml, of which they are made, to yourself. crmlab grade now grades "
        "each student on the own company."
    ),
    "risk": (
        "Neither a container nor bubblewrap is here, so students' code would run as "
        "you: it could read, change or delete your files, and use the network. "
        "INSTRUCTORS.md says how to install bubblewrap or an image. "
        "Run it all the same? [y/N] "
    ),
    "not_run": "Nothing was run.",
    "graded": "{n} copies of {name}, run in: {place}. Marks are in gradebook.db.",
    "row": "{student:<20} {score:>4} of {points:<4} {memo:<14} {note}",
    "memo": "memo to mark",
    "fault": "not graded: {fault}",
    "came": "{n} {state}",
    "letters": "Whom to write to, and what: {file}",
    "written": "made {file}",
    "formgrader": "To mark memos: crmlab lab --whole-course, menu Nbgrader.",
}
