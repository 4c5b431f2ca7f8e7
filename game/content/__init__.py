"""Scenario files: from YAML text to a frozen spec, with every problem named by file, line and column."""
