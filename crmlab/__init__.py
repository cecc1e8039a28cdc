"""CRM Lab: customer relationship management, computed on one simulated company.

Each lesson has its module (`crmlab.segmentation`, `crmlab.churn` …): short functions
in plain pandas, meant to be opened and read. Nothing heavy is imported here, so that
`import crmlab` is quick; a module fetches what it needs when it is used.
"""

__version__ = "0.1.0"
