//! What happens when the program fails for good: a panic ends a WebAssembly instance, and with it every
//! explorer that it draws.

use std::cell::RefCell;
use std::panic;

use js_sys::Function;
use wasm_bindgen::JsValue;

thread_local! {
    static TELL: RefCell<Vec<Function>> = const { RefCell::new(Vec::new()) };
}

/// Has a function called with a message when the program fails.
pub(crate) fn tell(failed: Option<Function>) {
    let Some(failed) = failed else { return };
    TELL.with_borrow_mut(|tell| {
        if tell.is_empty() {
            panic::set_hook(Box::new(|info| fail(&info.to_string())));
        }
        // One function may serve all explorers of a page.
        if !tell.contains(&failed) {
            tell.push(failed);
        }
    });
}

/// The site's build has panics call this with an empty text: it leaves out what they would say.
#[inline(never)]
fn fail(message: &str) {
    TELL.with(|tell| {
        // Whatever went wrong must not go wrong again here.
        let Ok(tell) = tell.try_borrow() else { return };
        for tell in &*tell {
            let _ = tell.call1(&JsValue::NULL, &JsValue::from_str(message));
        }
    });
}
