"""The tables for analysts: dispatches, documents, citations and obligations as Parquet and CSV."""
