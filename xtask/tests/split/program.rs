//! A program to be taken apart: what `far` reaches alone is for the second part.

#![no_std]

use core::sync::atomic::{AtomicU32, Ordering};

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    failure::fail(core::hint::black_box("what the program itself says of a panic"));
    loop {}
}

mod failure {
    #[inline(never)]
    pub(crate) fn fail(message: &str) {
        super::TOLD.store(1 + super::sum(message), super::Ordering::Relaxed);
    }
}

/// The sum of the text that told of a panic, and one; 0 if there was none.
static TOLD: AtomicU32 = AtomicU32::new(0);

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

#[unsafe(no_mangle)]
pub extern "C" fn told() -> u32 {
    TOLD.load(Ordering::Relaxed)
}

/// The number at a place of four, or a panic.
#[unsafe(no_mangle)]
pub extern "C" fn number_at(place: usize) -> u32 {
    core::hint::black_box([2, 3, 5, 7])[place]
}

/// A panic, unless the number is even. What it says is said by `run` too, in part.
#[unsafe(no_mangle)]
pub extern "C" fn half(number: u32) -> u32 {
    let even = if number % 2 == 0 { Some(number) } else { None };
    if number == 1 {
        panic!("what both parts need, and the first alone has");
    }
    even.expect("what a panic alone says") / 2
}
