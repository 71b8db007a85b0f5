//! The explorer in pages of anybody's, in frames, and as one file: each test in every engine.
//!
//! Every test has its own server, driver and browser, and ends with the same verdict: nothing in the
//! console of errors, no violation of a policy, no request that leaves this machine.

mod support;

mod element;
mod site;

mod failures;
mod file;
mod frame;
mod hostile;
mod language;
mod own;
mod readme;

mod harness;
mod journeys;
