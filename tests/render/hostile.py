"""Texts that would act if anything let them."""

from __future__ import annotations

from hypothesis import strategies as st

PIECES = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</title></style></script><svg onload=alert(1)>",
    '" onmouseover="alert(1)',
    "javascript:alert(1)",
    "&lt;b&gt;",
    "{{ 7 * 7 }}{% raw %}",
    "[click](https://evil.example/a)",
    "![x](https://evil.example/a.png)",
    "<https://evil.example>",
    "https://evil.example www.evil.example me@evil.example",
    "`code` **bold** _em_ ~~del~~ # head | cell",
    "\n\n# Heading\n\n- item\n\n---\n\n    code",
    "[^C1]: no",
    "[/bold] [red]styled[/red] [link=https://evil.example]x[/link]",
    "\x1b[31mred\x1b[0m\x1b]8;;https://evil.example\x07link\x1b]8;;\x07",
    "\x9b2J\x1bc\x07\x08\r",
    "\u202egnp.exe\u202c \u2066iso\u2069",
    "\u2028\u2029\x00\x7f\x85",
    "\U000e0041\U000e0042",
)

hostile = (
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), min_size=1, max_size=4)
    .map("".join)
    .filter(str.strip)
)
