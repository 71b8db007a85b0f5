//! What every test of an embedded explorer stands on.

#[path = "../../common/drawn.rs"]
pub(crate) mod drawn;
#[path = "../../common/keys.rs"]
pub(crate) mod keys;
#[path = "../../common/wire.rs"]
mod wire;

mod catalogue;
mod evidence;
mod reader;
mod run;
mod stage;
mod views;

pub(crate) use catalogue::{all, documents, facts, total};
pub(crate) use run::{Setup, on, place_for_file, run};
pub(crate) use stage::{Stage, watched};
pub(crate) use views::Expected;

/// Makes of each function of a browser a test in every engine: `chromium::NAME` and so on.
macro_rules! in_every_engine {
    ($($name:ident),+ $(,)?) => {
        in_every_engine! { @in chromium Chromium $($name)+ }
        in_every_engine! { @in firefox Firefox $($name)+ }
        in_every_engine! { @in webkit WebKit $($name)+ }
    };
    (@in $engine:ident $browser:ident $($name:ident)+) => {
        mod $engine {
            $(#[test]
            fn $name() {
                super::$name(xtask::browser::Browser::$browser);
            })+
        }
    };
}
pub(crate) use in_every_engine;
