"""Orders: what is asked for, changed and told of one."""
