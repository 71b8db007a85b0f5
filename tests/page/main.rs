//! The real page in headless Chromium: real clicks, real keys, and no file but the site's own.
//!
//! Every test starts its own server, driver and browser, and ends with the same verdict: an empty
//! console, no violation of the policy, no request that leaves the site.

mod support;

mod smoke;

mod address;
mod compare;
mod counts;
mod details;
mod errands;
mod export;
mod filter;
mod flows;
mod history;
mod installation;
mod kept;
mod keyboard;
mod later;
mod lifecycle;
mod list;
mod own;
mod record;
mod search;
mod sources;
mod tour;

mod fragments;
mod host;
mod hosting;
mod layout;
mod print;
mod share;

mod accessibility;
mod announced;
mod faults;
mod forced;
mod harness;
mod language;
