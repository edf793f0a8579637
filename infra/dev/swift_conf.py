"""Write the configuration of a small OpenStack Swift with its S3 interface: one device, one replica, loopback only."""

import secrets
from pathlib import Path

from swift.common.ring import RingBuilder

_SWIFT = """[swift-hash]
swift_hash_path_suffix = {suffix}
swift_hash_path_prefix = {prefix}
[storage-policy:0]
name = default
default = yes
[swift-constraints]
max_file_size = 5368709122
"""

_STORAGE = """[DEFAULT]
bind_ip = 127.0.0.1
bind_port = {port}
workers = 0
swift_dir = {etc}
devices = {devices}
mount_check = false
disable_fallocate = true
log_level = WARNING
fallocate_reserve = 1%
[pipeline:main]
pipeline = {kind}-server
[app:{kind}-server]
use = egg:swift#{kind}
{extra}"""

_PIPELINE = (
    "catch_errors gatekeeper healthcheck listing_formats s3api tempauth "
    "copy bulk slo dlo versioned_writes symlink proxy-server"
)

_PROXY = """[DEFAULT]
bind_ip = 127.0.0.1
bind_port = {port}
workers = 0
swift_dir = {etc}
log_level = WARNING
[pipeline:main]
pipeline = {pipeline}
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
allow_account_management = true
client_chunk_size = 1048576
object_chunk_size = 1048576
[filter:s3api]
use = egg:swift#s3api
location = us-east-1
s3_acl = false
dns_compliant_bucket_names = true
allow_multipart_uploads = true
min_segment_size = 5242880
max_upload_part_num = 10000
[filter:tempauth]
use = egg:swift#tempauth
user_{user}_{key} = {secret} .admin
[filter:versioned_writes]
use = egg:swift#versioned_writes
allow_object_versioning = true
{plain}"""

_PLAIN = ("catch_errors", "gatekeeper", "healthcheck", "listing_formats", "copy", "bulk", "slo", "dlo", "symlink")


def _write(path: Path, text: str) -> None:
    path.touch(0o600)
    path.write_text(text)


def write(root: Path, port: int, access_key: str, secret_key: str) -> None:
    """Make the tree in ``root``. ``swift.conf`` holds the salt under which data lies: once written it stays."""
    etc, devices = root / "etc", root / "devices"
    etc.mkdir(parents=True, exist_ok=True)
    (devices / "d1").mkdir(parents=True, exist_ok=True)
    if not (etc / "swift.conf").exists():
        _write(etc / "swift.conf", _SWIFT.format(suffix=secrets.token_hex(16), prefix=secrets.token_hex(16)))
    for number, kind in enumerate(("account", "container", "object"), start=1):
        _ring(etc / f"{kind}.ring.gz", port + number)
        extra = "mb_per_sync = 0\nthreads_per_disk = 0\n" if kind == "object" else ""
        text = _STORAGE.format(port=port + number, etc=etc, devices=devices, kind=kind, extra=extra)
        _write(etc / f"{kind}-server.conf", text)
    user, key = access_key.split(":")
    plain = "".join(f"[filter:{name}]\nuse = egg:swift#{name}\n" for name in _PLAIN)
    text = _PROXY.format(port=port, etc=etc, pipeline=_PIPELINE, user=user, key=key, secret=secret_key, plain=plain)
    _write(etc / "proxy-server.conf", text)


def _ring(path: Path, port: int) -> None:
    builder = RingBuilder(4, 1, 0)
    place = {"ip": "127.0.0.1", "port": port, "replication_ip": "127.0.0.1", "replication_port": port}
    builder.add_dev({"id": 0, "region": 1, "zone": 1, "device": "d1", "weight": 1.0, **place})
    builder.rebalance()
    builder.get_ring().save(str(path))
