"""Five faces to answer with, from very bad to very good: told apart by brow and mouth, never by a colour.

Outlines on a 24 by 24 grid in the current colour, as the symbols are. All are symmetric, so none needs a mirror.
"""

_HEAD = '<circle cx="12" cy="12" r="9.8"/>'
_EYES = '<path d="M8.500 9.500v.6M15.500 9.500v.6"/>'

FACES = (
    f'{_HEAD}<path d="M6.700 8.700l3-1.700M17.300 8.700l-3-1.700M8.600 11.300v.1M15.400 11.300v.1"/>'
    '<path d="M7.500 17.600a4.700 4.700 0 0 1 9 0"/>',
    f'{_HEAD}{_EYES}<path d="M8.300 16.600c1-1.300 2.300-1.900 3.700-1.900s2.700.6 3.700 1.900"/>',
    f'{_HEAD}{_EYES}<path d="M8.200 15.500h7.600"/>',
    f'{_HEAD}{_EYES}<path d="M8 14.300c1 1.500 2.400 2.200 4 2.200s3-.7 4-2.200"/>',
    f'{_HEAD}<path d="M7 9.900c.4-1.900 2.600-1.900 3 0M14 9.900c.4-1.900 2.600-1.900 3 0"/>'
    '<path fill="currentColor" d="M6.900 13h10.200a5.100 5.100 0 0 1-10.200 0Z"/>',
)
"""The SVG inside of each, the worst first: the face of the answer n is `FACES[n - 1]`."""
