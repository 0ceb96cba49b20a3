"""Backups that go on by themselves while the window is open."""
