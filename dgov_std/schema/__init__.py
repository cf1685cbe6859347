"""Standard -> bundle: the compiler, its vocabulary and the published meta-schema."""

from dgov_std.schema.bundle import Bundle, bundle_sha256, canonical_bytes, compile_dataset, plain_schemas

__all__ = ["Bundle", "bundle_sha256", "canonical_bytes", "compile_dataset", "plain_schemas"]
