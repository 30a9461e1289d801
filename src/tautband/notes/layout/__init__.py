"""How a note is laid out: markup, lines, boxes, tables and pages in two columns."""
