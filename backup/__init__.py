"""Backups: bags (BagIt, RFC 8493) that can be read without this program, checked, compared and restored."""
