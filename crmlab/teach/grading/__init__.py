"""Grading that can be trusted: `crmlab grade 09`.

A student's notebook is run where there is no gradebook, no other copy, no solution and
no expected answer (`staging`, `sandbox`, `staged/`). Its answers come out as plain data
and are checked here, against the grader's company (`verdicts`). nbgrader keeps marks,
formgrader and feedback (`gradebook`, `pages`).
"""
