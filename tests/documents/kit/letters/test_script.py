"""Letters become codes of the embedded fonts; which subset a letter lies in never changes what is read."""

from orderdesk.documents.kit.sheet import PaperSheet
from orderdesk.documents.kit.styles import BODY
from tests.documents.reading import pages


def test_plain_letters_are_read_when_others_have_filled_the_first_subset() -> None:
    sheet = PaperSheet("a4", "Ж", "Ж")
    letters = [chr(code) for code in (*range(0x100, 0x17F), *range(0x391, 0x3A1), *range(0x400, 0x450))]
    letters += [chr(code) for code in range(0x1EA0, 0x1EF0)]
    for first in range(0, len(letters), 30):
        sheet.paragraph("".join(letters[first : first + 30]), BODY)
    sheet.paragraph("Quick brown mug 0123456789", BODY)
    sheet.paragraph("Quick brown mug 0123456789", BODY)
    (read,) = pages(sheet.pdf())
    assert read.count("Quick brown mug 0123456789") == 2
