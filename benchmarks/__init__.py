"""Measurements that are made by hand: what hostile files cost, and what torn ones do to a sweep."""
