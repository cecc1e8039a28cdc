"""CRM Lab: customer relationship management, computed on one simulated company.

Each lesson has its module (`crmlab.segmentation`, `crmlab.churn` …): short functions
in plain pandas, meant to be opened and read. Nothing heavy is imported here, so that
`import crmlab` is quick; a module fetches what it needs when it is used.
"""

__version__ = "0.1.0"


def glossary(word):
    """What a term means: `crmlab.glossary("delivered value")`, or 让渡价值.

    word: a term or a part of one, in English or Chinese. Shows each term that has it,
    with its Chinese, its definition and the lesson that introduces it; `.table` has
    these as a frame. Raises ValueError where no term has it, and says what is like it.
    """
    from crmlab.teach.words import look_up

    return look_up(word)


def quiz(lesson, *concepts):
    """Questions to test yourself: `crmlab.quiz("06")`, or some: `quiz("06", "6.2")`.

    lesson: a lesson's number. concepts: ids of the curriculum; none for all questions.
    In a notebook each answer opens and says whether it is right. Raises CourseError
    where the lesson has no such question.
    """
    from crmlab.teach.quiz.self_test import self_test

    return self_test(lesson, *concepts)
