//! Loads the program's second part when it is first needed.

use js_sys::{Error, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::doors;
use crate::state::{Action, Dispatch};

#[wasm_bindgen]
extern "C" {
    /// Stands beside the bindings in a build that takes the program apart; see `xtask/src/split/second.js`.
    #[wasm_bindgen(js_name = __pe_load_second)]
    fn load_second() -> Promise;
}

/// What has become of the second part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Later {
    /// Nothing has needed it yet, or it is there.
    #[default]
    Idle,
    /// It is on its way.
    Asked,
    /// It could not be had, and why.
    Failed(String),
}

/// Waits until the second part is there.
///
/// # Errors
/// Why it can't be had.
pub(crate) async fn loaded() -> Result<(), JsValue> {
    if doors::are_open() {
        return Ok(());
    }
    JsFuture::from(load_second()).await.map(drop)
}

/// Loads the second part and then says so.
pub(crate) fn load(dispatch: Dispatch) {
    spawn_local(async move {
        dispatch.emit(Action::Loaded(match loaded().await {
            Ok(()) => Later::Idle,
            Err(error) => {
                Later::Failed(error.dyn_into().map(|error: Error| error.message().into()).unwrap_or_default())
            }
        }));
    });
}
