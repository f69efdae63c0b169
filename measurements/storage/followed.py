"""Lesions that were followed, from their rows to values and back."""

from dataclasses import astuple

from sqlalchemy import Connection, Table, bindparam, select

from measurements.following import Doubt, Followed, FollowedBetween, LocalTransform, Method, Quality
from measurements.storage.rows import FollowedRow, LesionRow
from measurements.storage.statements import table_of

FOLLOWED: Table = table_of(FollowedRow)
LESION: Table = table_of(LesionRow)

FOLLOWED_IN_READ = (
    select(FOLLOWED)
    .join(LESION, LESION.c.uid == FOLLOWED.c.lesion_uid)
    .where(LESION.c.read_uid == bindparam("read_uid"))
    .order_by(FOLLOWED.c.lesion_uid, FOLLOWED.c.prior_series_key, FOLLOWED.c.current_series_key)
)


def followed_in(connection: Connection, read_uid: str) -> list[FollowedBetween]:
    """Of all lesions of a read, in order of their uids."""
    found = []
    for row in connection.execute(FOLLOWED_IN_READ, {"read_uid": read_uid}):
        transform = LocalTransform(
            row.matrix,
            row.centre_lps,
            row.reach_mm,
            Quality(*row.quality),
            Method(row.method),
            row.version,
        )
        doubts = tuple(map(Doubt, row.doubts))
        followed = Followed(transform, row.place_lps, row.radius_mm, doubts)
        keys = (row.lesion_uid, row.prior_series_key, row.current_series_key)
        found.append(FollowedBetween(*keys, row.inputs, followed))
    return found


def followed_row(one: FollowedBetween) -> FollowedRow:
    transform = one.followed.transform
    return FollowedRow(
        lesion_uid=one.lesion_uid,
        prior_series_key=one.prior_key,
        current_series_key=one.current_key,
        inputs=one.inputs,
        method=transform.method.value,
        version=transform.version,
        matrix=transform.matrix,
        centre_lps=transform.centre_lps,
        reach_mm=transform.reach_mm,
        quality=astuple(transform.quality),
        place_lps=one.followed.place_lps,
        radius_mm=one.followed.radius_mm,
        doubts=tuple(doubt.value for doubt in one.followed.doubts),
    )
