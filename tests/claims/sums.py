"""The calculator: sums as they stand on paper, worked out apart from the program."""

from __future__ import annotations

import ast
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


def worked(expression: str) -> Decimal:
    """An expression of numbers, `+`, `-` and `*`, to the cent."""

    def value(node: ast.expr) -> Decimal:
        if isinstance(node, ast.BinOp):
            left, right = value(node.left), value(node.right)
            if isinstance(node.op, ast.Mult):
                return left * right
            assert isinstance(node.op, ast.Add | ast.Sub)
            return left + right if isinstance(node.op, ast.Add) else left - right
        return Decimal(ast.get_source_segment(expression, node) or "")

    return value(ast.parse(expression, mode="eval").body).quantize(CENT, ROUND_HALF_UP)
