//! Hashes passwords: argon2id with 19 MiB, two passes, one lane (OWASP "Password Storage Cheat Sheet", its smallest
//! parameters for argon2id).
//!
//! One hash takes some 30 ms of a whole vCPU, at 512 MB about three times that. An instance of a function serves one
//! request at a time, so one hash at a time is all that it can be made to work on, and 19 MiB all that it needs.

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc},
};

use crate::domain::{
    Error,
    member::{Password, PasswordHash},
};

/// Memory, in KiB.
const MEMORY_KIB: u32 = 19 * 1024;
/// Passes over it.
const PASSES: u32 = 2;
/// Lanes.
const LANES: u32 = 1;

/// A hash of a password that nobody has. Whoever tries a name that does not exist waits as long as with one that does.
const NOBODYS: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGtub3dzIGl0$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Hashes a password that is to be kept, with a salt of its own.
///
/// # Errors
/// Only ours.
pub fn hash(password: &Password) -> Result<PasswordHash, Error> {
    let salt: [u8; 16] = rand::random();
    let hashed = argon2()?.hash_password_with_salt(password.reveal().as_bytes(), &salt);
    let phc = hashed.map_err(|cause| failed(&cause))?.to_string();
    Ok(PasswordHash { phc, stamp: format!("{:016x}", rand::random::<u64>()) })
}

/// Whether `offered` is the password behind `kept`. Takes as long where nothing is kept, and says no.
///
/// # Errors
/// Only ours, if what is kept is no hash.
pub fn verify(offered: &str, kept: Option<&PasswordHash>) -> Result<bool, Error> {
    let parsed = phc::PasswordHash::new(kept.map_or(NOBODYS, |kept| &kept.phc)).map_err(|cause| failed(&cause))?;
    let fits = argon2()?.verify_password(offered.as_bytes(), &parsed).is_ok();
    Ok(fits && kept.is_some())
}

fn argon2() -> Result<Argon2<'static>, Error> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(|cause| failed(&cause))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn failed(cause: &dyn std::fmt::Display) -> Error {
    tracing::error!(%cause, "a password cannot be hashed");
    Error::Internal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_fits_its_own_hash_only() {
        let hash = |text: &str| hash(&Password::parse(text).unwrap()).unwrap();
        let (one, again) = (hash("correct horse"), hash("correct horse"));
        assert!(one.phc.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", one.phc);
        assert!(one.phc != again.phc && one.stamp != again.stamp);
        assert_eq!(verify("correct horse", Some(&one)), Ok(true));
        for wrong in ["", "correct horsf", "Correct horse", "correct horse "] {
            assert_eq!(verify(wrong, Some(&one)), Ok(false), "{wrong}");
        }
    }

    #[test]
    fn nobody_has_nobodys_password() {
        assert_eq!(verify("whatever it is", None), Ok(false));
        let parsed = phc::PasswordHash::new(NOBODYS).unwrap();
        assert_eq!(Params::try_from(&parsed).unwrap(), Params::new(MEMORY_KIB, PASSES, LANES, Some(32)).unwrap());
    }
}
