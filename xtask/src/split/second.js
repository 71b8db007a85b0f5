
let __pe_compile_second;
let __pe_second_of;

/**
 * Takes a function that compiles the program's second part.
 */
export function __pe_second_from(compile) {
    __pe_compile_second = compile;
}

async function __pe_load_second() {
    const first = wasm;
    // A program that was restarted meanwhile must not be called any more.
    const never = new Promise(() => {});
    try {
        const module = await __pe_compile_second();
        if (wasm !== first) return never;
        if (__pe_second_of !== first) {
            new WebAssembly.Instance(module, { ...__wbg_get_imports(), first });
            __pe_second_of = first;
        }
    } catch (error) {
        if (wasm !== first) return never;
        if (error instanceof WebAssembly.LinkError) {
            throw new Error("It is of another version than what was loaded before: reload the page.");
        }
        throw error;
    }
}
