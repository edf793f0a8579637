"""A certificate authority of our own and a server certificate for this machine's addresses.

``python certificate.py FOLDER ADDRESS...`` writes ca.crt, ca.key, server.crt, server.key. A phone trusting ca.crt may
use camera, location and offline start over the local network. The authority can vouch for private addresses, this
machine's own and localhost only: were its key stolen, no other site could be imitated to that phone.
"""

import ipaddress
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

PRIVATE = ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "100.64.0.0/10")
_DAYS = 397
"""The longest that phones accept of a server certificate is 398."""
_RENEW_BEFORE = timedelta(days=30)

Authority = tuple[x509.Certificate, ec.EllipticCurvePrivateKey]


def make(folder: Path, addresses: list[str]) -> None:
    """Write a server certificate for the addresses; one that still fits is kept, and so is the authority."""
    wanted = [_alternative(a) for a in addresses]
    authority = _kept_authority(folder, wanted) or _new_authority(folder, wanted)
    if not _still_fits(folder, wanted, authority[0]):
        _issue(folder, wanted, authority)


def _allowed(wanted: list[x509.GeneralName]) -> list[x509.GeneralName]:
    """What an authority made for these names may vouch for."""
    private = [ipaddress.ip_network(net) for net in PRIVATE]
    hosts = [name.value for name in wanted if isinstance(name, x509.IPAddress)]
    public = [ipaddress.ip_network(host) for host in hosts if not any(host in net for net in private)]
    return [x509.DNSName("localhost"), *(x509.IPAddress(net) for net in (*private, *public))]


def _alternative(address: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(address))
    except ValueError:
        return x509.DNSName(address)


def _kept_authority(folder: Path, wanted: list[x509.GeneralName]) -> Authority | None:
    """The kept one, unless it cannot vouch for these names: then phones must trust a new one."""
    certificate, key_file = folder / "ca.crt", folder / "ca.key"
    if not (certificate.exists() and key_file.exists()):
        return None
    key = serialization.load_pem_private_key(key_file.read_bytes(), None)
    kept = x509.load_pem_x509_certificate(certificate.read_bytes())
    if not isinstance(key, ec.EllipticCurvePrivateKey) or kept.public_key() != key.public_key():
        return None
    may = kept.extensions.get_extension_for_class(x509.NameConstraints).value.permitted_subtrees or []
    return (kept, key) if set(_allowed(wanted)) <= set(may) else None


def _new_authority(folder: Path, wanted: list[x509.GeneralName]) -> Authority:
    key, name = ec.generate_private_key(ec.SECP256R1()), _name("Fengxun 枫巡 local authority")
    made = (
        _builder(name, name, key, 3650)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.NameConstraints(_allowed(wanted), None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(_usage(authority=True), critical=True)
        .sign(key, hashes.SHA256())
    )
    _write(folder, "ca", key, made)
    return made, key


def _still_fits(folder: Path, wanted: list[x509.GeneralName], authority: x509.Certificate) -> bool:
    file = folder / "server.crt"
    if not file.exists() or not (folder / "server.key").exists():
        return False
    kept = x509.load_pem_x509_certificate(file.read_bytes())
    names = kept.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    signed = kept.issuer == authority.subject and kept.not_valid_after_utc - _RENEW_BEFORE > datetime.now(UTC)
    identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(_public(authority))
    ours = kept.extensions.get_extension_for_class(x509.AuthorityKeyIdentifier).value == identifier
    return signed and ours and set(names) == set(wanted)


def _public(certificate: x509.Certificate) -> ec.EllipticCurvePublicKey:
    key = certificate.public_key()
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise TypeError("the authority's key is not on an elliptic curve")
    return key


def _issue(folder: Path, names: list[x509.GeneralName], authority: Authority) -> None:
    certificate, authority_key = authority
    key = ec.generate_private_key(ec.SECP256R1())
    identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(_public(certificate))
    made = (
        _builder(_name("Fengxun"), certificate.subject, key, _DAYS)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(_usage(authority=False), critical=True)
        .add_extension(identifier, critical=False)
        .sign(authority_key, hashes.SHA256())
    )
    _write(folder, "server", key, made)


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, days: int
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return x509.CertificateBuilder(
        subject_name=subject, issuer_name=issuer, public_key=key.public_key(),
        serial_number=x509.random_serial_number(),
        not_valid_before=now - timedelta(hours=1), not_valid_after=now + timedelta(days=days),
    )  # fmt: skip


def _usage(*, authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority, key_cert_sign=authority, crl_sign=authority, content_commitment=False,
        key_encipherment=False, data_encipherment=False, key_agreement=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip


def _write(folder: Path, name: str, key: ec.EllipticCurvePrivateKey, made: x509.Certificate) -> None:
    path = folder / f"{name}.key"
    path.touch(0o600)
    form = serialization.PrivateFormat.PKCS8
    path.write_bytes(key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()))
    (folder / f"{name}.crt").write_bytes(made.public_bytes(serialization.Encoding.PEM))


if __name__ == "__main__":
    make(Path(sys.argv[1]), sys.argv[2:])
