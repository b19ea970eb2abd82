PARTS = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")),
    *((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)


def roman(number: int) -> str:
    """`number`, 1 or more, as a roman numeral in capitals."""
    text = ""
    for value, letters in PARTS:
        count, number = divmod(number, value)
        text += letters * count
    return text
