"""The shop itself, as everything else sees it."""
