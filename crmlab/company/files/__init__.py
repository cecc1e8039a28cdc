"""The company as files: descriptors of its tables, CSV, the data dictionary."""
