"""What tiles are drawn from: shapes in Web Mercator, leads along a curve, and versions of leads per town and person."""

from alembic import op

revision = "20261126_50_tiles"
down_revision = "20261126_30_companions"

# Bodies that are parsed now find what they name in whatever schema PostGIS lives, also when a dump is read back.
_CURVE = (
    """
    create function spread_bits(n bigint) returns bigint immutable strict parallel safe language sql
    begin atomic
        select f & x'5555555555555555'::bigint from (select (e | (e << 1)) as f from (
        select (d | (d << 2)) & x'3333333333333333'::bigint as e from (
        select (c | (c << 4)) & x'0F0F0F0F0F0F0F0F'::bigint as d from (
        select (b | (b << 8)) & x'00FF00FF00FF00FF'::bigint as c from (
        select (n | (n << 16)) & x'0000FFFF0000FFFF'::bigint as b) as s1) as s2) as s3) as s4) as s5;
    end
    """,
    # Where on the curve of tiles of zoom 26 (0.6 m) a place lies: every tile of every zoom is one stretch of it.
    """
    create function tile_curve(lon float8, lat float8) returns bigint immutable strict parallel safe language sql
    begin atomic
        select (spread_bits(least(67108863, greatest(0, floor(y * 67108864)))::bigint) << 1)
             | spread_bits(least(67108863, greatest(0, floor(x * 67108864)))::bigint)
        from (select (lon + 180) / 360 as x,
                     0.5 - ln(tan(pi() / 4 + radians(least(85.0, greatest(-85.0, lat))) / 2)) / (2 * pi()) as y) as p;
    end
    """,
)

# Towns before persons, each in order: who changes leads of one town waits for the other, and for nothing else.
_MOVE = """
    insert into data_versions as kept (name, version)
    select 'leads:' || moved.name, 1 from (
        select distinct name from {changed} as lead,
            unnest(array[coalesce(town_code, '-'), reported_by::text, assigned_to::text]) as name
        where name is not null
    ) as moved
    order by length(moved.name), moved.name
    on conflict (name) do update set version = kept.version + 1;
"""
_VERSIONS = (
    f"""
    create function move_lead_versions() returns trigger language plpgsql as $$
    begin
        case tg_op
            when 'INSERT' then {_MOVE.format(changed="came")}
            when 'DELETE' then {_MOVE.format(changed="went")}
            else {_MOVE.format(changed="(table came union all table went)")}
        end case;
        return null;
    end $$
    """,
    *(
        f"""
        create trigger leads_move_on_{event} after {event} on leads referencing {tables}
            for each statement execute function move_lead_versions()
        """
        for event, tables in (
            ("insert", "new table as came"),
            ("update", "old table as went new table as came"),
            ("delete", "old table as went"),
        )
    ),
)


def upgrade() -> None:
    for statement in _CURVE:
        op.execute(statement)
    op.execute(
        """
        alter table leads add column quad bigint
            generated always as (tile_curve(st_x(place), st_y(place))) stored
        """
    )
    op.create_index("leads_by_curve", "leads", ["quad"])
    op.execute(
        """
        alter table areas
            add column shape geometry(MultiPolygon, 3857) generated always as (st_transform(geom, 3857)) stored,
            add column shape_mid geometry(MultiPolygon, 3857) generated always as
                (st_multi(st_simplifypreservetopology(st_transform(geom, 3857), 8))) stored,
            add column shape_far geometry(MultiPolygon, 3857) generated always as
                (st_multi(st_simplifypreservetopology(st_transform(geom, 3857), 20))) stored
        """
    )
    op.create_index("areas_by_shape", "areas", ["shape"], postgresql_using="gist")
    for statement in _VERSIONS:
        op.execute(statement)


def downgrade() -> None:
    for event in ("insert", "update", "delete"):
        op.execute(f"drop trigger leads_move_on_{event} on leads")
    op.execute("drop function move_lead_versions()")
    op.execute("delete from data_versions where name ^@ 'leads:'")
    op.drop_column("areas", "shape_far")
    op.drop_column("areas", "shape_mid")
    op.drop_column("areas", "shape")
    op.drop_column("leads", "quad")
    op.execute("drop function tile_curve(float8, float8)")
    op.execute("drop function spread_bits(bigint)")
