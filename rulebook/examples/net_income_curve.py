"""What is left per month for 0 to 40 hours of work, and where working more leaves less.

Run it from anywhere after installing the package::

    python examples/net_income_curve.py
    python examples/net_income_curve.py --month 2026-03 --rent 620 --children 4 13 --svg curve.svg

The curve is printed as a table with bars, and drawn as SVG when a file is named. Amounts are what
comes in per month after tax, with benefit and allowances; rent is not taken off.
"""

import argparse
from pathlib import Path

from openfisca_netherlands.comparison import SituationError, hours_curve, losses

STEP = 0.25  # hours
WIDTH, HEIGHT, EDGE = 720, 360, 48


def arguments() -> argparse.Namespace:
    """The household, from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--month", default="2026-03")
    parser.add_argument("--age", type=int, default=36)
    parser.add_argument("--partner", type=int, default=None, help="age of the partner")
    parser.add_argument("--children", type=int, nargs="*", default=[], help="ages")
    parser.add_argument("--rent", type=float, default=620.0, help="euros a month")
    parser.add_argument("--benefit", default="social_assistance")
    parser.add_argument("--old-wage", type=float, default=0.0, help="for WW: euros a month")
    parser.add_argument("--exemption", default="none")
    parser.add_argument("--svg", type=Path, default=None, help="file to draw the curve in")
    return parser.parse_args()


def euros(cents: int) -> str:
    """Whole euros, as people write them."""
    return f"€ {cents / 100:,.0f}".replace(",", ".")


def table(hours: list[float], cents: list[int]) -> None:
    """A row for every fourth hour with a bar."""
    low, high = min(cents) * 0.9, max(cents)
    for value, amount in zip(hours, cents, strict=True):
        if value % 4 == 0:
            bar = "█" * round(40 * (amount - low) / (high - low))
            print(f"{value:5.0f} hours  {euros(amount):>8}  {bar}")


def svg(hours: list[float], cents: list[int]) -> str:
    """The curve as a picture with its two axes named."""
    low, high = min(cents) * 0.95, max(cents) * 1.02
    points = " ".join(
        f"{EDGE + (WIDTH - 2 * EDGE) * value / hours[-1]:.1f},"
        f"{HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * (amount - low) / (high - low):.1f}"
        for value, amount in zip(hours, cents, strict=True)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">'
        "<title>What comes in per month, by hours of work a week</title>"
        f'<polyline points="{points}" fill="none" stroke="black" stroke-width="2"/>'
        f'<text x="{WIDTH / 2}" y="{HEIGHT - 12}">hours a week (0 to {hours[-1]:.0f})</text>'
        f'<text x="8" y="20">{euros(int(high))} a month</text>'
        f'<text x="8" y="{HEIGHT - EDGE}">{euros(int(low))}</text></svg>'
    )


def main() -> None:
    """Compute, print, and perhaps draw."""
    asked = arguments()
    situation = {
        "age": asked.age,
        "partner_age": asked.partner,
        "child_ages": asked.children,
        "rent": round(asked.rent * 100),
        "benefit": asked.benefit,
        "unemployment_month_wage": round(asked.old_wage * 100),
        "exemption": asked.exemption,
    }
    hours = [STEP * i for i in range(int(40 / STEP) + 1)]
    try:
        curve = hours_curve(situation, hours, asked.month)
    except SituationError as wrong:
        print("\n".join(wrong.problems.values()))
        return
    if curve is None:
        print("This household is outside the rules we know, or outside their dates: no amount.")
        return
    cents = [int(amount) for amount in curve]
    table(hours, cents)
    for start, end, lost in losses(hours, cents):
        if lost >= 500:  # less than five euros is the rounding of allowances
            print(f"From {start:g} to {end:g} hours you work more and have {euros(lost)} less.")
    if asked.svg:
        asked.svg.write_text(svg(hours, cents), encoding="utf-8")
        print(f"Drawn in {asked.svg}")


if __name__ == "__main__":
    main()
