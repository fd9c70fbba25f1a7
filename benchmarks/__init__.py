"""Measurements made by hand, too long for the tests: kills, hostile files, torn files."""
