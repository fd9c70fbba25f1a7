"""Dispatches of our own writing with gold, and the renderer that turns them into scans."""
