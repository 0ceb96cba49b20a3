"""What a person can do: one module per family of use cases, one transaction per use case."""
