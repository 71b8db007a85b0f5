//! A program to be taken apart: what `far` reaches alone is for the second part.

#![no_std]

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    loop {}
}

mod doors {
    #[inline(never)]
    pub(crate) fn are_open() -> bool {
        core::hint::black_box(true)
    }

    #[inline(never)]
    pub(crate) fn far(number: u32) -> u32 {
        super::behind(number)
    }
}

trait Voice {
    fn say(&self, number: u32) -> u32;
}

struct Near;
struct Far;

impl Voice for Near {
    fn say(&self, number: u32) -> u32 {
        sum("what both parts need, and the first alone has") + number
    }
}

impl Voice for Far {
    fn say(&self, number: u32) -> u32 {
        sum("what lies behind the door, and only there") + number + shared(number)
    }
}

#[inline(never)]
fn sum(text: &str) -> u32 {
    core::hint::black_box(text).bytes().map(u32::from).sum()
}

#[inline(never)]
fn shared(number: u32) -> u32 {
    core::hint::black_box(number) * 2
}

#[inline(never)]
fn behind(number: u32) -> u32 {
    let voices: [&dyn Voice; 2] = [&Near, &Far];
    core::hint::black_box(voices).iter().map(|voice| voice.say(number)).sum()
}

/// The whole answer, or 0 where the second part is missing.
#[unsafe(no_mangle)]
pub extern "C" fn run(number: u32) -> u32 {
    let voice: &dyn Voice = core::hint::black_box(&Near);
    if doors::are_open() { voice.say(number) + shared(number) + doors::far(number) } else { 0 }
}

/// What calls the door without a look.
#[unsafe(no_mangle)]
pub extern "C" fn dare(number: u32) -> u32 {
    doors::far(number)
}
