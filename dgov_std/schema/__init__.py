"""Standard -> bundle: the compiler (`bundle`), its vocabulary and the published meta-schema.

Nothing is imported here: a plain check needs `canonical` only, not the compiler.
"""
