"""Soft organs of neck and chest: vessels with contrast, airways, heart, thyroid, muscles of the neck."""

from reader.phantom.tubes import Blob, Layers, Tube, mirrored, tube

_ARTERY: Layers = ((0.0, 185.0),)
_VEIN: Layers = ((0.0, 165.0),)
_MUSCLE: Layers = ((0.0, 60.0),)
_AIRWAY: Layers = ((-1.6, 45.0), (0.0, -985.0))
_FAT: Layers = ((0.0, -96.0),)
_SMALL_NODE: Layers = ((0.0, 62.0),)
_KIDNEY: Layers = ((0.0, 168.0), (9.0, 140.0), (15.0, -70.0))
_AORTA = (
    *(
        (-10, -34, -118, 15),
        (-14, -38, -85, 15.5),
        (-9, -30, -56, 14.5),
        (8, -12, -42, 14),
        (22, 10, -48, 13.5),
    ),
    *((26, 28, -66, 12.5), (22, 32, -120, 12), (12, 26, -190, 11.5), (3, 8, -340, 10)),
)


def organ_tubes() -> list[Tube]:
    """Vessels, airways, gullet and strap-like muscles, in the order they are painted."""
    sterno = tube(
        [(-11, -50, 8, 6.5), (-26, -42, 35, 8), (-42, -22, 70, 9), (-54, 6, 105, 9), (-60, 24, 130, 9)],
        _MUSCLE,
        False,
    )
    carotid = tube(
        [(-14, -22, 0, 4.2), (-24, -12, 25, 3.6), (-27, -8, 55, 3.8), (-29, -6, 85, 3.6), (-31, 0, 125, 3)],
        _ARTERY,
        False,
    )
    jugular = tube(
        [(-20, -36, 2, 6), (-32, -20, 25, 6.5), (-38, -12, 55, 5.6), (-40, -8, 90, 5), (-39, 2, 125, 4.5)],
        _VEIN,
        False,
    )
    subclavian = tube(
        [(-14, -26, -2, 5.5), (-36, -14, 22, 5), (-72, -18, 14, 4.5), (-122, -10, -22, 4)], _ARTERY, False
    )
    strap = tube([(-7, -44, 6, 3.5), (-10, -46, 40, 4), (-10, -42, 74, 3.5)], _MUSCLE, False)
    scalene = tube([(-38, 8, 30, 8), (-31, 6, 48, 9), (-24, 8, 100, 6)], _MUSCLE, False)
    longus = tube([(-9, 0, 20, 5.5), (-8, -8, 60, 6), (-8, -8, 120, 5.5)], _MUSCLE, False)
    sides = [
        part
        for muscle in (sterno, strap, scalene, longus, carotid, jugular, subclavian)
        for part in (muscle, mirrored(muscle))
    ]
    chest = [
        tube([(20, -10, -150, 11), (14, -6, -190, 8), (6, -2, -210, 7)], ((0.0, 60.0),)),
        tube(
            [(4, -14, 60, 6), (5, 6, 20, 6.5), (8, 20, -30, 6.5), (6, 22, -90, 7), (14, 12, -170, 8)], _MUSCLE
        ),
        tube([(-18, -10, -170, 10), (-18, 6, -205, 11), (-20, 10, -330, 10)], ((0.0, 145.0),)),
        tube([(-22, -22, -22, 8.5), (-25, -20, -60, 9.5), (-26, -18, -100, 10)], _VEIN),
        tube([(20, -36, 2, 7), (2, -38, -14, 7), (-20, -26, -28, 8)], _VEIN),
        tube([(-20, -36, 2, 6.5), (-21, -30, -14, 7.5), (-22, -22, -28, 8)], _VEIN),
        tube([(-2, -16, -36, 6.5), (-8, -22, -15, 6), (-14, -22, 2, 5)], _ARTERY),
        tube([(8, -14, -36, 4.5), (13, -14, -12, 4), (14, -20, 2, 4)], _ARTERY),
        tube([(16, -4, -40, 5), (20, -8, -15, 4.5), (16, -20, 0, 4.5)], _ARTERY),
        tube(_AORTA, _ARTERY),
        tube([(12, -46, -110, 13), (16, -38, -85, 13.5), (12, -22, -74, 12)], _VEIN),
        tube([(14, -22, -74, 11), (-10, -12, -76, 9.5), (-30, -6, -82, 8), (-40, -2, -90, 6)], _VEIN),
        tube([(16, -22, -74, 11), (30, -6, -68, 9), (38, 4, -76, 7), (42, 10, -92, 5)], _VEIN),
        tube([(-20, 6, -106, 8), (-38, 6, -110, 6)], _VEIN),
        tube([(20, 6, -104, 8), (38, 8, -104, 6)], _VEIN),
        tube(
            [(0, -30, 60, 8), (0, -26, 40, 8.5), (0, -14, 5, 9), (0, 0, -40, 9), (-1, 4, -60, 9.5)], _AIRWAY
        ),
        tube(
            [(-1, 4, -60, 8), (-14, 6, -72, 7), (-26, 8, -84, 5.5), (-36, 14, -106, 4), (-44, 24, -135, 2.8)],
            _AIRWAY,
        ),
        tube(
            [
                (-1, 4, -60, 8),
                (14, 6, -74, 6.5),
                (30, 12, -86, 5.2),
                (38, 20, -106, 3.8),
                (46, 30, -138, 2.6),
            ],
            _AIRWAY,
        ),
        tube([(-20, 6, -76, 4.5), (-34, 4, -66, 3.2), (-50, 8, -48, 2.2)], _AIRWAY),
        tube([(26, 8, -80, 4.4), (40, -4, -68, 3.2), (54, -12, -50, 2.2)], _AIRWAY),
    ]
    upper = [tube([(0, -31, 58, 6), (0, -30, 76, 7), (0, -22, 98, 7.5), (0, -20, 130, 9)], _AIRWAY)]
    return sides + chest + upper


def organ_blobs() -> list[Blob]:
    """Heart, thyroid, glands and the larger muscles of the neck, in the order they are painted."""
    parts = [
        Blob((0, -50, 118), (25, 34, 30), ((0.0, 64.0),)),
        Blob((0, -34, 88), (17, 16, 22), ((0.0, 62.0),)),
        Blob((0, -28, 64), (18, 17, 17), ((0.0, 72.0),)),
        Blob((22, -32, -132), (62, 46, 50), ((0.0, -88.0),), 32, breathes=True),
        Blob((26, -32, -136), (57, 41, 45), ((0.0, 102.0),), 32, breathes=True),
        Blob((42, -28, -140), (36, 22, 29), ((0.0, 172.0),), 38, breathes=True),
        Blob((0, -54, -138), (35, 16, 32), ((0.0, 166.0),), 28, breathes=True),
        Blob((6, -4, -112), (30, 16, 22), ((0.0, 172.0),), -6, breathes=True),
        Blob((-25, -26, -130), (18, 26, 32), ((0.0, 160.0),), 10, breathes=True),
        Blob((-44, -50, -262), (13, 19, 24), ((0.0, 8.0),), 20, breathes=True),
    ]
    for side in (-1.0, 1.0):
        parts += [
            Blob((side * 17, -24, 26), (8.5, 11, 21), ((0.0, 150.0),), side * 20),
            Blob((side * 27, -37, 88), (9, 13, 13), ((0.0, 84.0),), side * 30),
            Blob((side * 51, -6, 122), (10, 18, 22), ((0.0, 8.0),), side * 15),
            Blob((side * 60, 44, -282 + 6 * side), (22, 26, 54), _KIDNEY, side * 40, breathes=True),
        ]
    return parts


def fat_pads() -> list[Blob]:
    """Fat between the muscles, and small nodes in it: armpits, collarbones, shoulder blades."""
    parts = []
    for side in (-1.0, 1.0):
        parts += [
            Blob((side * 134, -12, -46), (11, 42, 44), _FAT, side * 14, (side * 0.05, 0.1)),
            Blob((side * 135, 2, -40), (3.2, 5.5, 5), _SMALL_NODE, side * 30),
            Blob((side * 133, -20, -58), (2.6, 4.5, 4), _SMALL_NODE, -side * 20),
            Blob((side * 139, 18, -96), (5, 34, 40), _FAT, side * 6),
            Blob((side * 57, 6, 34), (22, 15, 22), _FAT, -side * 20),
            Blob((side * 86, -6, 12), (26, 10, 9), _FAT, -side * 12),
            Blob((side * 84, -62, -34), (34, 3.5, 30), _FAT, side * 28, (0.0, 0.35)),
            Blob((side * 103, 52, -50), (26, 2.6, 52), _FAT, -side * 46),
            Blob((side * 36, 84, -100), (24, 1.8, 84), _FAT, -side * 4),
            Blob((side * 52, 66, -110), (3.0, 15, 90), _FAT, side * 20),
        ]
    return parts
