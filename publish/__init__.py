"""The registry written out as files: one module an output."""
