"""How nbgrader takes up a student's copy whose cells were split, copied or deleted.

nbgrader 0.9.6 stops at such a copy where `add_missing_cells` is on, and the student
gets nothing for anything. nbgrader_config.py names this class in its place.
"""

from nbgrader.preprocessors import OverwriteCells


class MendCells(OverwriteCells):
    """Gives back what a copy lacks, and takes a second half for an ordinary cell."""

    add_missing_cells = False  # done below

    def preprocess(self, nb, resources):
        for cell in nb.cells:
            # Of two cells with one name, nbgrader has emptied the first one's metadata.
            if "nbgrader" in cell.metadata and not cell.metadata["nbgrader"]:
                del cell.metadata["nbgrader"]
        nb, resources = super().preprocess(nb, resources)
        with self.gradebook:
            self.add_missing(nb)
        return nb, resources

    def add_missing(self, nb):
        """Append checks and memos that were deleted; at the end all names are there."""
        source = self.gradebook.find_notebook(self.notebook_id, self.assignment_id)
        cells = {cell.name: cell for cell in source.source_cells}
        answers = {cell.name for cell in source.solution_cells}
        marked = [cell.metadata.get("nbgrader", {}) for cell in nb.cells]
        there = {name["grade_id"] for name in marked if "grade_id" in name}
        for graded in source.grade_cells:
            if graded.name not in there:
                nb.cells.append(
                    self.missing_cell_transform(
                        cells[graded.name],
                        graded.max_score,
                        is_solution=graded.name in answers,
                    )
                )
