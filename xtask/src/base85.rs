//! Bytes as text within HTML, five letters for four bytes: a fifteenth less than base64 takes.
//!
//! The letters are those of ASCII that mean nothing in a script element or a template: no `<`, no `&`, no
//! quote, no brace. Ascii85, Z85 and RFC 1924 have some of them. `static/element/saved.js` reads it.

/// The letters, by the digits that they stand for.
const LETTERS: &[u8; 85] =
    b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%()*+,-./:;=?@[]^_|~";

/// Writes bytes; of the last group, if it isn't whole, one letter more than it has bytes.
pub(crate) fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 5 / 4 + 5);
    for group in bytes.chunks(4) {
        let mut four = [0; 4];
        four[..group.len()].copy_from_slice(group);
        let number = u32::from_be_bytes(four);
        let digits = [52_200_625, 614_125, 7_225, 85, 1].map(|weight| number / weight % 85);
        text.extend(digits[..=group.len()].iter().map(|&digit| char::from(LETTERS[digit as usize])));
    }
    text
}

/// Reads what [`encode`] writes, for tests of it.
#[cfg(test)]
pub(crate) fn decode(text: &str) -> Vec<u8> {
    let digit = |letter: u8| LETTERS.iter().position(|one| *one == letter).expect("it is a letter") as u64;
    let group = |letters: &[u8]| {
        let digits = (0..5).map(|at| letters.get(at).map_or(84, |&letter| digit(letter)));
        let number = digits.fold(0, |number, digit| number * 85 + digit);
        let four = u32::try_from(number).expect("four bytes are enough").to_be_bytes();
        four[..letters.len() - 1].to_vec()
    };
    text.as_bytes().chunks(5).flat_map(group).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_whatever_its_length() {
        for len in 0..20 {
            for byte in [0, 1, 127, 254, 255] {
                let bytes: Vec<u8> = (0..len).map(|at| if at % 3 == 0 { byte } else { 255 - at }).collect();
                assert_eq!(decode(&encode(&bytes)), bytes);
            }
        }
    }

    #[test]
    fn no_letter_means_anything_in_html() {
        assert!(LETTERS.iter().all(|letter| !b"<>&\"'`{}\\ ".contains(letter)));
        let mut once = LETTERS.to_vec();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), LETTERS.len());
    }
}
