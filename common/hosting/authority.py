"""The centre's own certificate authority, and the certificate of its server."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from common.domain.errors import Unavailable
from common.hosting.codes import PART

AUTHORITY_LASTS = timedelta(days=20 * 365)
SERVER_LASTS = timedelta(days=10 * 365)
RENEW_BEFORE = timedelta(days=365)
"""A server's certificate that ends sooner is made anew by the next `asan-centre host`."""
_ALREADY = timedelta(days=1)
"""How far back a certificate is valid: clocks of devices are late."""


@dataclass(frozen=True, slots=True)
class Authority:
    """A certificate and the key that signs for it."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @property
    def certificate_pem(self) -> bytes:
        """The certificate as devices keep it."""
        return self.certificate.public_bytes(Encoding.PEM)

    @property
    def key_pem(self) -> bytes:
        """The key, which never leaves the host but in a backup."""
        return _key_pem(self.key)


@dataclass(frozen=True, slots=True)
class Signed:
    """A server's certificate, followed by its authority's, and the server's key; both PEM."""

    chain_pem: bytes
    key_pem: bytes


def make_authority(name: str, now: datetime) -> Authority:
    """Make an authority that signs for one centre."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = _subject(f"{name} authority")
    built = (
        _certificate(subject, key, now, AUTHORITY_LASTS)
        .issuer_name(subject)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_signs_only(), critical=True)
    )
    return Authority(built.sign(key, hashes.SHA256()), key)


def read_authority(certificate_pem: bytes, key_pem: bytes) -> Authority:
    """Return an authority as it was kept; Unavailable where the two files are not one."""
    try:
        certificate = x509.load_pem_x509_certificate(certificate_pem)
        key = load_pem_private_key(key_pem, None)
    except ValueError as error:
        raise Unavailable(f"the centre's authority is damaged ({error}): restore it") from error
    if not isinstance(key, ec.EllipticCurvePrivateKey) or (
        key.public_key() != certificate.public_key()
    ):
        raise Unavailable("the key of the centre's authority is not its own: restore it")
    return Authority(certificate, key)


def sign_server(
    authority: Authority, name: str, now: datetime, lasts: timedelta = SERVER_LASTS
) -> Signed:
    """Make the certificate of the centre's server, which goes by `name`."""
    key = ec.generate_private_key(ec.SECP256R1())
    built = (
        _certificate(_subject(name), key, now, lasts)
        .issuer_name(authority.certificate.subject)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key()),
            critical=False,
        )
    )
    server = built.sign(authority.key, hashes.SHA256())
    return Signed(server.public_bytes(Encoding.PEM) + authority.certificate_pem, _key_pem(key))


def fingerprint(certificate: x509.Certificate) -> bytes:
    """Return the first 80 bits of a certificate's SHA-256."""
    return hashlib.sha256(certificate.public_bytes(Encoding.DER)).digest()[:PART]


def name_in(server: x509.Certificate, authority: x509.Certificate) -> str:
    """Return the name a server goes by; Unavailable where its authority did not sign for it."""
    try:
        server.verify_directly_issued_by(authority)
        names = server.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (ValueError, TypeError, InvalidSignature, x509.ExtensionNotFound) as error:
        raise Unavailable(
            "the host's certificate was not signed by the centre's authority: do not trust it"
        ) from error
    return names.get_values_for_type(x509.DNSName)[0]


def _certificate(
    subject: x509.Name, key: ec.EllipticCurvePrivateKey, now: datetime, lasts: timedelta
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _ALREADY)
        .not_valid_after(now + lasts)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _signs_only() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=False,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=True,
        crl_sign=True,
        encipher_only=False,
        decipher_only=False,
    )


def _subject(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _key_pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
