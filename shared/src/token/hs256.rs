//! HMAC-SHA256 for `jsonwebtoken`, from the `hmac` crate that the AWS SDK signs with.
//!
//! `jsonwebtoken` would bring its own cryptography: aws-lc beside the ring of our TLS, or RSA and two elliptic curves
//! for nothing. It takes a provider instead, and this is the smallest one: it knows one algorithm.

use hmac::{KeyInit, Mac, digest::Key};
use jsonwebtoken::{
    Algorithm, DecodingKey, EncodingKey,
    crypto::{CryptoProvider, JwtSigner, JwtVerifier, KeyUtils},
    errors::{Error, ErrorKind, Result},
};
use signature::{Signer, Verifier};

use super::HmacSha256;

static PROVIDER: CryptoProvider =
    CryptoProvider { signer_factory, verifier_factory, key_utils: KeyUtils::new_unimplemented() };

/// Makes this the process's provider; again changes nothing.
pub(super) fn install() {
    // Refused only where it is installed already.
    let _ = PROVIDER.install_default();
}

/// The keyed hash of a message, unfinished.
pub(super) fn mac(secret: &[u8], message: &[u8]) -> HmacSha256 {
    // HMAC takes a key of any length, so the second way is never taken.
    let keyed = HmacSha256::new_from_slice(secret).unwrap_or_else(|_| HmacSha256::new(&Key::<HmacSha256>::default()));
    keyed.chain_update(message)
}

struct Hs256(Vec<u8>);

impl Signer<Vec<u8>> for Hs256 {
    fn try_sign(&self, message: &[u8]) -> std::result::Result<Vec<u8>, signature::Error> {
        Ok(mac(&self.0, message).finalize().into_bytes().to_vec())
    }
}

impl Verifier<Vec<u8>> for Hs256 {
    fn verify(&self, message: &[u8], signature: &Vec<u8>) -> std::result::Result<(), signature::Error> {
        mac(&self.0, message).verify_slice(signature).map_err(|_| signature::Error::new())
    }
}

impl JwtSigner for Hs256 {
    fn algorithm(&self) -> Algorithm {
        Algorithm::HS256
    }
}

impl JwtVerifier for Hs256 {
    fn algorithm(&self) -> Algorithm {
        Algorithm::HS256
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature is the library's")]
fn signer_factory(algorithm: &Algorithm, key: &EncodingKey) -> Result<Box<dyn JwtSigner>> {
    only_hs256(*algorithm)?;
    Ok(Box::new(Hs256(key.as_bytes().to_vec())))
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature is the library's")]
fn verifier_factory(algorithm: &Algorithm, key: &DecodingKey) -> Result<Box<dyn JwtVerifier>> {
    only_hs256(*algorithm)?;
    Ok(Box::new(Hs256(key.try_get_as_bytes()?.to_vec())))
}

fn only_hs256(algorithm: Algorithm) -> Result<()> {
    if algorithm == Algorithm::HS256 { Ok(()) } else { Err(Error::from(ErrorKind::InvalidAlgorithm)) }
}
