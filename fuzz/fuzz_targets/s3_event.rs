//! See `imaging::fuzzing::s3_event`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| imaging::fuzzing::s3_event(bytes));
