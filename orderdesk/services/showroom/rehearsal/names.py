"""Invented people, places and goods: enough words that a shop of any size has names of its own."""

from __future__ import annotations

from random import Random

_FIRST = (
    "Asha Owen Fiona Sean Grace Thomas Mei Priya Jack Eleri Niamh Jürgen Łukasz Zoë Amara Felix Ines Tomás Aoife "
    "Hugo Leila Marek Nadia Oscar Petra Rafael Sanna Theo Ulla Viktor Wanda Yusuf Björn Chloé Dmitri Elif"
).split()
_LAST = (
    "Patel Griffiths MacLeod O'Brien Adeyemi Hale Chen Nair Wilson Rhys Byrne Weiß Øvergård Nuñez Okafor Lindqvist "
    "Fontaine Moreau Kowalski Silva Andersen Bianchi Demir Evans Fraser Garcia Haddad Ivanova Jansen Keller Larsen "
    "Mensah Novak Olsen Popescu Quinn Rossi Schmidt Tanaka Ueda Vargas Walsh Yilmaz Zhang"
).split()
_TRADES = "Larder Interiors Books Bakery Studio Garden Gifts Kitchen Cycles Pottery Café Gallery".split()
_STREETS = "Quay Mill Church Station Beech Harbour Castle Orchard Market Chapel Lantern Ferry".split()
_WAYS = "Street Lane Road Row Terrace Walk".split()
_TOWNS = (
    *(("Whitby", "YO21"), ("Leeds", "LS1"), ("London", "SE1"), ("Cardiff", "CF11"), ("Edinburgh", "EH3")),
    *(("Manchester", "M21"), ("Bristol", "BS1"), ("Norwich", "NR2"), ("Belfast", "BT1"), ("Truro", "TR1")),
)
_KINDS = (
    "Mug Bowl Plate Jug Teapot Towel Apron Throw Cushion Scarf Hat Sock Shirt Lamp Lantern Candle Map Card Book Soap "
    "Tray Basket Board Knife Spoon Clock Frame Vase Rug Stool"
).split()
_STUFFS = "Stoneware Linen Wool Cotton Brass Oak Glass Beeswax Slate Copper Paper Cork".split()
_LOOKS = "sea sand slate moss clay cloud rust plum ivory ink amber smoke".split()


def chance(random: Random, percent: int) -> bool:
    """True in so many cases of a hundred."""
    return random.randrange(100) < percent


def person(random: Random) -> tuple[str, str]:
    """The name of a customer and, for every fourth, of their company."""
    first, last = random.choice(_FIRST), random.choice(_LAST)
    return f"{first} {last}", f"{last} {random.choice(_TRADES)}" if chance(random, 25) else ""


def place(random: Random) -> tuple[str, str, str]:
    """Street, town and postcode."""
    town, area = random.choice(_TOWNS)
    street = f"{random.randint(1, 180)} {random.choice(_STREETS)} {random.choice(_WAYS)}"
    return (
        street,
        town,
        f"{area} {random.randint(1, 9)}{random.choice('ABDEFGHJLNPQRSTUWXYZ')}{random.choice('ABDEFGHJ')}",
    )


def goods(number: int, random: Random) -> tuple[str, str]:
    """SKU and name of the item of that number; no two are alike."""
    kind = _KINDS[number % len(_KINDS)]
    stuff = _STUFFS[number // len(_KINDS) % len(_STUFFS)]
    look = random.choice(_LOOKS)
    return f"{kind[:4].upper()}-{stuff[:3].upper()}-{number:05d}", f"{stuff} {kind.lower()}, {look}"
