"""Line icons on a 16 × 16 grid, drawn for this product; used inline so that no page waits for a sprite.

Example: ``icon("search")`` → ``<svg class="qx-i" …>``. A shape is path data only, or a complete inner SVG where a fill is needed.
"""

from __future__ import annotations

from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

_CIRCLE = '<circle cx="8" cy="8" r="5.8"/>'
_DISC = '<circle cx="8" cy="8" r="6.2" fill="currentColor" stroke="none"/>'
# Marks cut out of a solid shape take the paper's colour, which print and elder mode change.
_CUT = 'stroke="var(--qx-paper)" stroke-width="1.7"'

SHAPES: dict[str, str] = {
    "home": '<path d="M2.4 7.4 8 2.8l5.6 4.6v6H9.8V9.9H6.2v3.5H2.4z"/>',
    "tree": '<path d="M6 2.2h4v3.2H6zM1.8 10.6h4v3.2h-4zM10.2 10.6h4v3.2h-4zM8 5.4v2.6M3.8 10.6V8h8.4v2.6"/>',
    "person": '<circle cx="8" cy="5" r="2.7"/><path d="M2.7 13.8c.4-3 2.5-4.3 5.3-4.3s4.9 1.3 5.3 4.3"/>',
    "centre": '<path d="M1.8 7.2 8 2.4l6.2 4.8M3.4 6.6v7h9.2v-7M6.6 13.6V10a1.4 1.4 0 0 1 2.8 0v3.6"/>',
    "money": '<path d="M1.8 3.8h12.4v8.4H1.8z"/><path d="m6.2 5.4 1.8 2.4 1.8-2.4M8 7.8v3M6.4 8.6h3.2"/>',
    "flag": '<path d="M3.2 14V2.4h9.4L10.4 5.6l2.2 3.2H3.2"/>',
    "book": '<path d="M8 4.2C6.5 3 4.5 2.7 2.2 2.9v9.5c2.3-.2 4.3.1 5.8 1.2 1.5-1.1 3.5-1.4 5.8-1.2V2.9C11.5 2.7 9.5 3 8 4.2zm0 0v9.4"/>',
    "megaphone": '<path d="M2.2 6.2v3.5h2.4l5.7 3.1V3.1L4.6 6.2zM12.4 5.9c.9.5 1.3 1.2 1.3 2.1s-.4 1.6-1.3 2.1"/>',
    "gear": '<circle cx="8" cy="8" r="2.2"/><path d="M8 1.8v2.4M8 11.8v2.4M1.8 8h2.4M11.8 8h2.4'
    'M3.6 3.6l1.7 1.7M10.7 10.7l1.7 1.7M3.6 12.4l1.7-1.7M10.7 5.3l1.7-1.7"/>',
    "list": '<path d="M5.8 4h8M5.8 8h8M5.8 12h8M2.3 4h.8M2.3 8h.8M2.3 12h.8"/>',
    "search": '<circle cx="7" cy="7" r="4.3"/><path d="m10.3 10.3 3.5 3.5"/>',
    "menu": '<path d="M2.4 4h11.2M2.4 8h11.2M2.4 12h11.2"/>',
    "plus": '<path d="M8 3v10M3 8h10"/>',
    "close": '<path d="m4 4 8 8M12 4l-8 8"/>',
    "down": '<path d="m3.6 6 4.4 4.4L12.4 6"/>',
    "right": '<path d="m6 3.4 4.6 4.6L6 12.6"/>',
    "left": '<path d="M10 3.4 5.4 8l4.6 4.6"/>',
    "up-sort": '<path d="M8 13V3.4M4.4 6.8 8 3.2l3.6 3.6"/>',
    "down-sort": '<path d="M8 3v9.6M4.4 9.2 8 12.8l3.6-3.6"/>',
    "sort": '<path d="M5 13V3.4M2.6 5.8 5 3.4l2.4 2.4M11 3v9.6M8.6 10.2l2.4 2.4 2.4-2.4"/>',
    "upload": '<path d="M8 10V2.6M4.8 5.6 8 2.4l3.2 3.2M2.4 9.8v3.8h11.2V9.8"/>',
    "download": '<path d="M8 2.4v7.4M4.8 6.8 8 10l3.2-3.2M2.4 9.8v3.8h11.2V9.8"/>',
    "print": '<path d="M4.4 6V2.2h7.2V6M4.4 11.4H2.2V6h11.6v5.4h-2.2M4.4 9.4h7.2v4.4H4.4z"/>',
    "file": '<path d="M3.4 1.8h6l3.2 3.2v9.2H3.4zM9.2 1.8v3.4h3.4M5.8 8.4h4.4M5.8 11h4.4"/>',
    "clock": _CIRCLE + '<path d="M8 4.6V8l2.4 1.6"/>',
    "phone": '<path d="M5.3 2.2 3 3c-.4 5.4 4.4 10.4 10 10l.8-2.4-3-1.8-1.6 1.4C7.6 9.5 6.5 8.4 5.8 6.8l1.4-1.6z"/>',
    "sound": '<path d="M2.2 6.2v3.6h2.4L8.4 13V3L4.6 6.2zM10.6 5.8c1.2 1.2 1.2 3.2 0 4.4M12.4 4c2.2 2.2 2.2 5.8 0 8"/>',
    "check": '<path d="m3.4 8.4 3 3 6.2-7"/>',
    "tick": _DISC + f'<path d="m5.1 8.2 2 2.1 3.8-4.4" {_CUT}/>',
    "info": '<circle cx="8" cy="8" r="6.2"/><path d="M8 7.2v4M8 4.6v.6"/>',
    "warning": '<path d="M8 2.2 14.4 13.4H1.6z"/><path d="M8 6.4v3.4M8 11.4v.6"/>',
    "error": f'<path d="M5.4 1.8h5.2l3.6 3.6v5.2l-3.6 3.6H5.4l-3.6-3.6V5.4z" fill="currentColor"/><path d="M8 4.6v4.2M8 10.9v.5" {_CUT}/>',
    "cut": _CIRCLE + '<path d="M5.4 8h5.2"/>',
    # status shapes: outline → filling → full, so that printed in black they still read
    "st-draft": '<circle cx="8" cy="8" r="5.6" stroke-dasharray="2.2 2"/>',
    "st-wait": '<circle cx="8" cy="8" r="5.6"/><path d="M8 4.2a3.8 3.8 0 0 1 0 7.6z" fill="currentColor" stroke="none"/>',
    "st-back": _DISC + f'<path d="M11 8H5.4M7.6 5.7 5.2 8l2.4 2.3" {_CUT}/>',
    "st-work": '<circle cx="8" cy="8" r="5.6"/><path d="M8 8V4.2A3.8 3.8 0 1 1 4.2 8z" fill="currentColor" stroke="none"/>',
    "st-done": _DISC + f'<path d="m5.1 8.2 2 2.1 3.8-4.4" {_CUT}/>',
    "st-open": '<circle cx="8" cy="8" r="5.6"/><circle cx="8" cy="8" r="2.5" fill="currentColor" stroke="none"/>',
    "st-corrected": '<circle cx="8" cy="8" r="5.6"/><path d="m5.6 10.4.5-2 3.6-3.6 1.5 1.5-3.6 3.6z"/>',
    "st-revoked": '<circle cx="8" cy="8" r="5.6"/><path d="m4.2 11.8 7.6-7.6"/>',
}


@lru_cache(maxsize=512)
def icon(name: str, label: str = "") -> SafeString:
    """Inline SVG of the named shape; with ``label`` it is announced, otherwise hidden from readers. KeyError on an unknown name."""
    hidden = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="qx-i" viewBox="0 0 16 16" width="18" height="18" fill="none" stroke="currentColor" stroke-width="1.4" '
        'stroke-linecap="round" stroke-linejoin="round" focusable="false" {}>{}</svg>',
        hidden,
        mark_safe(SHAPES[name]),  # noqa: S308 - constants of this file,
    )


def logo() -> SafeString:
    """Our own sign: threads run together through the eye of one needle."""
    return mark_safe(
        '<svg class="qx-logo" viewBox="0 0 36 28" width="36" height="28" fill="none" stroke="currentColor" stroke-width="1.5" '
        'stroke-linecap="round" aria-hidden="true" focusable="false">'
        '<path d="M2 4.5c8 0 9 9.5 18 9.5M2 9.2c7 0 9 4.8 18 4.8M2 14h18M2 18.8c7 0 9-4.8 18-4.8M2 23.5c8 0 9-9.5 18-9.5"/>'
        '<path class="needle" d="M18.6 14c2-2.6 5-3.2 8-2l7.4 2-7.4 2c-3 1.2-6 .6-8-2z"/>'
        '<path class="needle" d="M22 14h3.4"/></svg>'
    )
