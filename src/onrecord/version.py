"""The engine's version, said once; the package's metadata must agree (a test holds them together)."""

ENGINE = "0.1.0"
