"""The door: without a verb the window opens, with one the verb is run."""

import gc
import sys

# Nothing that is loaded at the start is ever garbage; looking for it costs a tenth of the start.
gc.disable()

from orderdesk.cli import main  # noqa: E402  the switch above has to come first

gc.freeze()
gc.enable()

if __name__ == "__main__":
    if getattr(sys, "frozen", False):
        # A spreadsheet is read by a child process, which begins here too when the program is built.
        from multiprocessing import freeze_support

        freeze_support()
    sys.exit(main())
