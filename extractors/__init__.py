"""Pure functions from a dispatch's text and zones to findings: no file, no clock, no environment."""
