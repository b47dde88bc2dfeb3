//! See `imaging::fuzzing::file`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| imaging::fuzzing::file(bytes));
