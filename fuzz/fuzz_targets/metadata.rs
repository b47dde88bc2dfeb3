//! See `imaging::fuzzing::metadata`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| imaging::fuzzing::metadata(bytes));
