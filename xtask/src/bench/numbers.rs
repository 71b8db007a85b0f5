//! From measured numbers to those that a report shows, and their spelling.

/// The value below or at which this share of the values lies (nearest rank); `None` of none.
pub(super) fn percentile(values: &[f64], share: f64) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_sign_loss,
        reason = "a list is short, a share positive"
    )]
    let rank = (share * sorted.len() as f64).ceil() as usize;
    sorted.get(rank.saturating_sub(1)).copied()
}

pub(super) fn median(values: &[f64]) -> Option<f64> {
    percentile(values, 0.5)
}

/// Milliseconds with three digits that count, in seconds from one second on.
pub(super) fn time(ms: f64) -> String {
    if ms >= 1000.0 { format!("{} s", digits(ms / 1000.0)) } else { format!("{} ms", digits(ms)) }
}

/// Bytes with three digits that count.
pub(super) fn bytes(bytes: f64) -> String {
    match bytes {
        ..1e3 => format!("{bytes:.0} B"),
        ..1e6 => format!("{} kB", digits(bytes / 1e3)),
        ..1e9 => format!("{} MB", digits(bytes / 1e6)),
        _ => format!("{} GB", digits(bytes / 1e9)),
    }
}

/// How many times, as `43×`.
pub(super) fn times(ratio: f64) -> String {
    format!("{}×", digits(ratio))
}

/// A whole number with commas, as `100,000`.
pub(super) fn whole(number: usize) -> String {
    let plain = number.to_string();
    let mut spelt = String::new();
    for (at, digit) in plain.chars().enumerate() {
        if at > 0 && (plain.len() - at).is_multiple_of(3) {
            spelt.push(',');
        }
        spelt.push(digit);
    }
    spelt
}

/// Three digits that count, and at most three after the point.
pub(super) fn digits(number: f64) -> String {
    match number {
        ..10.0 if number < 0.1 => format!("{number:.3}"),
        ..10.0 => format!("{number:.2}"),
        ..100.0 => format!("{number:.1}"),
        _ => format!("{number:.0}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_values_of_the_list() {
        let values: Vec<f64> = (1..=20).rev().map(f64::from).collect();
        assert_eq!(percentile(&values, 0.5), Some(10.0));
        assert_eq!(percentile(&values, 0.95), Some(19.0));
        assert_eq!(percentile(&[7.0], 0.95), Some(7.0));
        assert_eq!(percentile(&[], 0.5), None);
    }

    #[test]
    fn numbers_keep_three_digits() {
        assert_eq!(time(0.0432), "0.043 ms");
        assert_eq!(time(0.4321), "0.43 ms");
        assert_eq!(time(43.21), "43.2 ms");
        assert_eq!(time(1709.0), "1.71 s");
        assert_eq!(bytes(640.0), "640 B");
        assert_eq!(bytes(73_635_136.0), "73.6 MB");
        assert_eq!(times(43.4), "43.4×");
        assert_eq!(whole(1_000_000), "1,000,000");
        assert_eq!(whole(60), "60");
    }
}
