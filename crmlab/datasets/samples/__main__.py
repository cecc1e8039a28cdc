"""``python -m crmlab.datasets.samples``: make the sample exports anew."""

from crmlab.datasets.samples import export
from crmlab.datasets.samples.making import MADE

for name, make in MADE.items():
    export(name).write_bytes(make()[0])
    print(export(name))
