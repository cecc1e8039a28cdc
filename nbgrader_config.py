"""How nbgrader works on this course: its folders, and what a student's copy holds.

Grade with `crmlab grade`, not with `nbgrader autograde`: see INSTRUCTORS.md.
"""

c = get_config()  # noqa: F821  (nbgrader runs this file and provides the function)

# The exercises with their answers are the source; the students' copies are made of it.
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "exercises"

# What stands in a student's copy in place of an answer.
c.ClearSolutions.code_stub = {"python": "# Your code here"}
c.ClearSolutions.text_stub = "*Write your text here.*"

# A student's pages reach the teacher's browser only as `crmlab grade` writes them;
# what a person adds in a comment is no script either.
c.HTMLExporter.sanitize_html = True

# What `crmlab grade` keeps of a copy is the teacher's: flags, and prints of what is
# right. It stays out of the folders that students are given.
c.CourseDirectory.ignore.append("record.json")
