"""The colours of the three themes, by the job that each colour does; and the least window that they are drawn for."""

from __future__ import annotations

Tokens = dict[str, str]

LEAST_WIDTH, LEAST_HEIGHT = 960, 620
"""The least window, in design pixels: below it parts would be cut off."""

LIGHT: Tokens = {
    "bg": "#F5F6F8",
    "surface": "#FFFFFF",
    "surface2": "#F2F4F7",
    "sunken": "#EBEEF2",
    "sidebar": "#ECEFF3",
    "border": "#DDE1E7",
    "divider": "#EAEDF1",
    "border_strong": "#7E8897",
    "text": "#18212E",
    "text2": "#4D5866",
    "text3": "#5D6776",
    "accent": "#2856D8",
    "accent_hover": "#2048B8",
    "accent_press": "#193A96",
    "on_accent": "#FFFFFF",
    "accent_text": "#224CC4",
    "row_hover": "#F4F6F9",
    "row_sel": "#E5ECFD",
    "focus": "#2856D8",
    "danger": "#B42318",
    "danger_hover": "#8F1A12",
    "on_danger": "#FFFFFF",
    "toast": "#1F2937",
    "on_toast": "#FFFFFF",
    "scroll": "#B6BDC8",
    "neutral_bg": "#E8EBF0",
    "neutral_fg": "#3D4755",
    "info_bg": "#DFEAFF",
    "info_fg": "#1A49A8",
    "success_bg": "#DBF3E3",
    "success_fg": "#125C35",
    "warning_bg": "#FDEDC9",
    "warning_fg": "#744600",
    "danger_bg": "#FDE2E0",
    "danger_fg": "#9B1C14",
    "purple_bg": "#ECE5FB",
    "purple_fg": "#56309F",
    "teal_bg": "#D5F1EF",
    "teal_fg": "#0A5755",
}

DARK: Tokens = {
    "bg": "#101318",
    "surface": "#181C22",
    "surface2": "#20252D",
    "sunken": "#0C0F13",
    "sidebar": "#0C0F13",
    "border": "#2B323C",
    "divider": "#222831",
    "border_strong": "#6F7A8A",
    "text": "#E9ECF1",
    "text2": "#AEB7C4",
    "text3": "#929CAB",
    "accent": "#3B6BEB",
    "accent_hover": "#3361DC",
    "accent_press": "#2850BE",
    "on_accent": "#FFFFFF",
    "accent_text": "#8DB0FF",
    "row_hover": "#1E232B",
    "row_sel": "#1D2C50",
    "focus": "#7FA6FF",
    "danger": "#D92D20",
    "danger_hover": "#B42318",
    "on_danger": "#FFFFFF",
    "toast": "#E9ECF1",
    "on_toast": "#18212E",
    "scroll": "#434C59",
    "neutral_bg": "#2D3440",
    "neutral_fg": "#C9D0DA",
    "info_bg": "#18305F",
    "info_fg": "#A5C3FF",
    "success_bg": "#12392A",
    "success_fg": "#7FDDA8",
    "warning_bg": "#41300A",
    "warning_fg": "#F5CC6A",
    "danger_bg": "#4A1B1A",
    "danger_fg": "#FFB0A8",
    "purple_bg": "#34265C",
    "purple_fg": "#CDB8FF",
    "teal_bg": "#0F3A3B",
    "teal_fg": "#7EDCD7",
}

CONTRAST: Tokens = {
    "bg": "#000000",
    "surface": "#000000",
    "surface2": "#1A1A1A",
    "sunken": "#000000",
    "sidebar": "#000000",
    "border": "#FFFFFF",
    "divider": "#8A8A8A",
    "border_strong": "#FFFFFF",
    "text": "#FFFFFF",
    "text2": "#FFFFFF",
    "text3": "#D9D9D9",
    "accent": "#FFE14D",
    "accent_hover": "#FFF0A3",
    "accent_press": "#E6C300",
    "on_accent": "#000000",
    "accent_text": "#FFE14D",
    "row_hover": "#1F1F1F",
    "row_sel": "#2E2A00",
    "focus": "#00E5FF",
    "danger": "#FF8A80",
    "danger_hover": "#FFB3AD",
    "on_danger": "#000000",
    "toast": "#FFFFFF",
    "on_toast": "#000000",
    "scroll": "#FFFFFF",
    "neutral_bg": "#000000",
    "neutral_fg": "#FFFFFF",
    "info_bg": "#000000",
    "info_fg": "#9CC8FF",
    "success_bg": "#000000",
    "success_fg": "#7CF2A4",
    "warning_bg": "#000000",
    "warning_fg": "#FFD866",
    "danger_bg": "#000000",
    "danger_fg": "#FF9E94",
    "purple_bg": "#000000",
    "purple_fg": "#D9C2FF",
    "teal_bg": "#000000",
    "teal_fg": "#80F0E8",
}

THEMES: dict[str, Tokens] = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}
TONES = ("neutral", "info", "success", "warning", "danger", "purple", "teal")
LINE = {"light": 1, "dark": 1, "contrast": 2}
"""Width of the borders of controls and cards, in pixels that do not scale."""

_TEXTS = ("text", "text2", "text3", "accent_text")
_GROUNDS = ("bg", "surface", "surface2", "sidebar", "sunken", "row_hover", "row_sel")
TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    *((text, ground) for text in _TEXTS for ground in _GROUNDS),
    *((f"{tone}_fg", f"{tone}_bg") for tone in TONES),
    ("danger_fg", "surface"),
    ("warning_fg", "surface"),
    ("warning_fg", "row_sel"),
    ("warning_fg", "row_hover"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_accent", "accent_press"),
    ("on_danger", "danger"),
    ("on_danger", "danger_hover"),
    ("on_toast", "toast"),
)
"""Every (text, ground) pair that the window writes; each holds a contrast of 4.5 or more."""

SHAPE_PAIRS: tuple[tuple[str, str], ...] = (
    ("border_strong", "surface"),
    ("border_strong", "bg"),
    ("focus", "surface"),
    ("focus", "bg"),
    ("danger", "surface"),
    ("accent", "surface"),
)
"""Borders, rings and filled shapes that carry meaning; each holds a contrast of 3 or more."""


def luminance(colour: str) -> float:
    """Relative luminance of "#RRGGBB", 0 to 1, by the rule of WCAG 2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)
