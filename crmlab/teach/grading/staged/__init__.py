"""What lies where a student's notebook is run; nothing here runs in the grader."""
