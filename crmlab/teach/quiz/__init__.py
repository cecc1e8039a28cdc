"""A lesson's questions in the forms of others: Moodle XML, GIFT, QTI 1.2, paper.

    from crmlab.teach.quiz import files

    files("06", "Touchpoints", "gift")    # {"gift.txt": the file's bytes}

Every option carries its feedback: what is right, or why it is wrong.
"""

from __future__ import annotations

from crmlab.teach.quiz import canvas, gift, moodle, paper
from crmlab.teach.quiz.items import QuizError, items

FORMS = ("moodle", "canvas", "gift", "paper")
TEXT = {
    "draw": (
        "Only a paper is drawn by lot. The file for {form} has all questions; draw "
        "from them there, or leave out --draw."
    ),
    "form": "There is no form {form!r}; there are {known}.",
}


def files(
    lesson: str, title: str, form: str, draw: int | None = None, seed: int = 1
) -> dict[str, bytes]:
    """The files that a form needs: their endings, and what is in them.

    lesson: "06". title: how the lesson is called. form: one of FORMS. draw and seed:
    for paper, how many questions are drawn, and the number that the draw and the order
    of questions and options come from: the same number, the same paper.
    Raises QuizError where the lesson has no questions, or fewer than are drawn, and
    where another form than paper should be drawn.
    """
    if draw is not None and form != "paper":
        raise QuizError(TEXT["draw"].format(form=form))
    known = items(lesson)
    name = f"{lesson} {title}"
    if form == "moodle":
        return {"moodle.xml": moodle.written(known, name)}
    if form == "canvas":
        return {"canvas.zip": canvas.written(known, name)}
    if form == "gift":
        return {"gift.txt": gift.written(known, name)}
    if form == "paper":
        test, key = paper.written(known, name, draw, seed)
        return {f"paper_{seed}.html": test, f"paper_{seed}_key.html": key}
    raise QuizError(TEXT["form"].format(form=form, known=", ".join(FORMS)))


__all__ = ["FORMS", "QuizError", "files", "items"]
