"""Promises that will not be kept unless somebody does something."""
