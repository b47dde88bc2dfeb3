//! Random names and secrets.

use rand::{
    RngExt,
    distr::{Alphanumeric, SampleString},
};

/// `length` random letters and digits from the operating system's generator: 5.95 bits each.
pub(crate) fn secret(length: usize) -> String {
    Alphanumeric.sample_string(&mut rand::rng(), length)
}

/// `length` random lower-case letters and digits, for names that are read aloud.
pub(crate) fn name(length: usize) -> String {
    const ALPHABET: [char; 36] = [
        'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v',
        'w', 'x', 'y', 'z', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9',
    ];
    let mut random = rand::rng();
    (0..length).map(|_| ALPHABET[random.random_range(..ALPHABET.len())]).collect()
}

/// A random UUID (version 4), the form of Lambda's request ids.
pub(crate) fn uuid() -> String {
    let bits: u128 = rand::random();
    let bits = (bits & !(0xf << 76) & !(0x3 << 62)) | (0x4 << 76) | (0x2 << 62);
    let hex = format!("{bits:032x}");
    [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-")
}

/// A trace id as X-Ray has it, not sampled.
pub(crate) fn trace_id(now_s: u64) -> String {
    let root: u128 = rand::random::<u128>() >> 32;
    let parent: u64 = rand::random();
    format!("Root=1-{now_s:08x}-{root:024x};Parent={parent:016x};Sampled=0")
}
