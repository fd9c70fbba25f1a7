"""The reading wing: one module a stage, from a file to what it says; `stages` lists their order."""
