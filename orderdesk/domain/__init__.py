"""What the business means: values, rules and lifecycles; no database, no window, no paper."""
