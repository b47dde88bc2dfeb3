//! The local stack from outside: with a real function, over real HTTP, as a real process.

mod gateway;
mod lambda;
mod probe;
#[cfg(target_os = "linux")]
mod process;
