"""Chores from the command line: ``python -m backend.cli CHORE``. Thin: each calls one function of a room.

Rooms are imported inside the chores: a start runs several of them, and each pays only for what it uses.
"""

import argparse
import asyncio
import os
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec

from backend.core.errors import Misconfigured, Problem
from backend.settings import Settings, from_environment


def _migrate(_: argparse.Namespace) -> None:
    from backend import migrate

    migrate.upgrade(os.environ["DATABASE_URL"])


def _openapi(_: argparse.Namespace) -> None:
    """Print the schema of the interface; it is committed beside the PWA."""
    from backend.app import create_app

    app = create_app(Settings(database_url="", s3_endpoint="-", s3_access_key="-", s3_secret_key="-", demo=True))
    # In one order whatever the framework's own: it walks sets, and this text is compared with a committed one.
    schema = msgspec.json.encode(app.openapi_schema.to_schema(), order="deterministic")
    sys.stdout.write(msgspec.json.format(schema, indent=1).decode() + "\n")


def _check_settings(_: argparse.Namespace) -> None:
    """Say whether a start with this environment would be refused, and why."""
    from_environment()
    sys.stdout.write("ok\n")


def _probe_store(_: argparse.Namespace) -> None:
    """Say what the object store really enforces, as JSON; nothing unproven may be relied upon."""
    from backend.core.storage import Store

    found = asyncio.run(Store(from_environment()).probe())
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(found)).decode() + "\n")


def _erase_evidence(args: argparse.Namespace) -> None:
    """One line for each medium: lead, medium, class, since when it is due, size, and what became of it."""
    from backend.leads.retention import job

    found, locked = asyncio.run(job.from_command_line(from_environment(), args.delete))
    for each, word in [(one, "deleted" if args.delete else "due") for one in found] + [
        (one, "locked") for one in locked
    ]:
        medium = each.medium
        told = (medium.lead_id, medium.id, each.evidence_class.value, each.due_on, medium.size, word)
        sys.stdout.write("\t".join(str(one) for one in told) + "\n")
    sys.stdout.write(f"{len(found)} {'deleted' if args.delete else 'due'}, {len(locked)} locked\n")


def _seed_demo(_: argparse.Namespace) -> None:
    """Progress goes to standard error."""
    from backend.demo import seed

    asyncio.run(seed.from_environment(from_environment(), lambda line: print(f"    {line}", file=sys.stderr)))


def _demo_logins(args: argparse.Namespace) -> None:
    """One line each: role, name, password, separated by tabs."""
    from backend.demo import people, seed

    config = from_environment()
    seed.refuse_unless_demonstration(config)
    for member in people.members() if args.all else people.shown():
        sys.stdout.write(f"{member.role.value}\t{member.name}\t{people.password(config.secret, member.name)}\n")


def _seal(_: argparse.Namespace) -> None:
    """Until it is ended: the sealer as a process of its own."""
    from backend.tlog import beside

    asyncio.run(beside.run_apart(from_environment()))


def _audit_log(args: argparse.Namespace) -> None:
    """One line for each finding; exit with 1 when there is any."""
    from backend.evidence import chore as evidence
    from backend.evidence.chain import chore as chain
    from backend.tlog import chore

    older = args.older.read_text() if args.older else None
    findings: list[object] = [*asyncio.run(chore.audit(os.environ["DATABASE_URL"], args.vkey, older))]
    findings += asyncio.run(chain.audit(os.environ["DATABASE_URL"]))
    if args.objects:
        findings += asyncio.run(evidence.audit(from_environment()))
    sys.stdout.write("".join(f"{finding}\n" for finding in findings) or "ok\n")
    if findings:
        raise SystemExit(1)


def _receipt_key(args: argparse.Namespace) -> None:
    """Never over a file that is there: phones have pinned its key."""
    from backend.tlog import receipt_key

    receipt_key.make(args.out)


def _verifier(args: argparse.Namespace) -> None:
    from backend.evidence.verifier import pyz

    pyz.build(args.out)


def _verifier_words(_: argparse.Namespace) -> None:
    """Print what the verifier can say, for the one in the browser; it is committed beside that."""
    from backend.evidence.verifier.verdicts import INCOMPLETE, WORDS

    said = {code: {"zh": zh, "en": en, "incomplete": code in INCOMPLETE} for code, (zh, en) in WORDS.items()}
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(said), indent=1).decode() + "\n")


def _administrator(args: argparse.Namespace) -> None:
    """The password is printed once and stored only as a hash."""
    from backend.auth.permissions import Role
    from backend.staff import administrators

    password = asyncio.run(administrators.from_command_line(os.environ["DATABASE_URL"], Role(args.role), args.name))
    sys.stdout.write(f"{args.role}\t{args.name}\t{password}\n")


def _import_areas(args: argparse.Namespace) -> None:
    """Print the report; exit with 1 when the file, or a part that was to be accepted, is refused."""
    from backend.zones import chore, report
    from backend.zones.structs import Accept, NewAreaImport

    options = {name: getattr(args, name) for name in NewAreaImport.__struct_fields__ if hasattr(args, name)}
    wanted = msgspec.convert({**options, "filename": args.file.name}, NewAreaImport, strict=False)
    accept = Accept(args.accept.replace("-", "_")) if args.accept else None
    done = asyncio.run(chore.import_areas(os.environ["DATABASE_URL"], wanted, args.file.read_bytes(), accept))
    sys.stdout.write(report.text(done))
    if not chore.succeeded(done, accept):
        raise SystemExit(1)


def _import_areas_options(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("file", type=Path, help="GeoJSON, GeoPackage or zipped Shapefile")
    sub.add_argument("--kind", required=True, help="county, town, village, duty_zone, unit_grid, governance_grid")
    sub.add_argument("--valid-from", required=True, metavar="DATE", help="in force from this day on")
    sub.add_argument("--accept", choices=["all", "good-part"], help="bring into force; otherwise only check")
    sub.add_argument("--datum", default="auto", choices=["auto", "cgcs2000", "wgs84", "gcj02"])
    sub.add_argument("--convert", action="store_true", help="convert from GCJ-02")
    sub.add_argument("--mode", default="by_code", choices=["by_code", "replace_all"], help="what is ended")
    sub.add_argument("--epsg", type=int, help="the system of coordinates, where the file does not say")
    for name in ("layer", "encoding", "code-field", "name-field", "town-field"):
        sub.add_argument(f"--{name}")


def _import_map(args: argparse.Namespace) -> None:
    """Print how many features were taken over, and how many did not fit."""
    from datetime import date

    from backend.basemap import chore
    from backend.basemap.structs import FeatureKind
    from backend.zones.structs import AreaKind, NewAreaImport

    wanted = NewAreaImport(
        kind=AreaKind.COUNTY, valid_from=date.min, filename=args.file.name, epsg=args.epsg, convert=args.convert,
        layer=args.layer, encoding=args.encoding, name_field=args.name_field,
    )  # fmt: skip
    done = asyncio.run(
        chore.import_map(os.environ["DATABASE_URL"], FeatureKind(args.kind), wanted, args.file.read_bytes())
    )
    sys.stdout.write(f"{len(done.features)} taken over, {done.skipped} skipped\n")


def _import_map_options(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("file", type=Path, help="GeoJSON, GeoPackage or zipped Shapefile")
    sub.add_argument("--kind", required=True, choices=["road", "water", "building", "place"])
    sub.add_argument("--epsg", type=int, help="the system of coordinates, where the file does not say")
    sub.add_argument("--convert", action="store_true", help="convert from GCJ-02")
    for name in ("layer", "encoding", "name-field"):
        sub.add_argument(f"--{name}")


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="backend.cli", description=__doc__)
    chores = top.add_subparsers(required=True, metavar="CHORE")

    def chore(name: str, run: Callable[[argparse.Namespace], None], about: str) -> argparse.ArgumentParser:
        sub = chores.add_parser(name, help=about)
        sub.set_defaults(run=run)
        return sub

    chore("migrate", _migrate, "bring the database to the newest schema")
    chore("openapi", _openapi, "print the OpenAPI schema")
    chore("check-settings", _check_settings, "would a start with this environment be refused?")
    chore("probe-store", _probe_store, "what does the object store really enforce?")
    erasing = chore("erase-evidence", _erase_evidence, "say which evidence is past its time; with --delete, delete it")
    erasing.add_argument("--delete", action="store_true", help="for good; without it nothing is changed")
    chore("seed-demo", _seed_demo, "load the demonstration county (only where FENGXUN_DEMO=1)")
    logins = chore("demo-logins", _demo_logins, "print the demonstration's sign-ins: role, name, password")
    logins.add_argument("--all", action="store_true", help="everybody, not only the first of every role")
    chore("seal", _seal, "keep sealing the log of what is done, as a process of its own")
    audited = chore("audit-log", _audit_log, "hold every event against the sealed log, and every chain of captures")
    audited.add_argument("vkey", help="the log's public key, had from elsewhere than this machine")
    audited.add_argument("--older", type=Path, help="a checkpoint that was kept elsewhere")
    audited.add_argument("--objects", action="store_true", help="read every stored original again as well")
    receipts = chore("receipt-key", _receipt_key, "make the key that receipts are signed with")
    receipts.add_argument("out", type=Path, help="such as receipt.pem")
    verifier = chore("verifier", _verifier, "write the verifier of evidence packages as one file")
    verifier.add_argument("out", type=Path, help="such as verifier.pyz")
    chore("verifier-words", _verifier_words, "print the verifier's codes and their words as JSON")
    admin = chore("administrator", _administrator, "make an administrator, or give one a new password")
    admin.add_argument("role", choices=["system_admin", "security_admin", "auditor"])
    admin.add_argument("name", help="the sign-in name")
    _import_areas_options(chore("import-areas", _import_areas, "check a file of areas and bring it into force"))
    _import_map_options(chore("import-map", _import_map, "take over roads, water, buildings or places for the map"))
    return top


def main(argv: list[str] | None = None) -> int:
    args = parser().parse_args(argv)
    try:
        args.run(args)
    except Misconfigured as problem:
        sys.stderr.write(f"{problem}\n")
        return 2
    except Problem as problem:
        sys.stderr.write(f"{problem.zh}\n{problem.en}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
