//! Names as UUIDs of version 5 (RFC 9562, section 5.5): the same name gives the same UUID.
//!
//! OSCAL takes versions 4 and 5 alone, and version 5 is made by SHA-1 (RFC 3174). Nothing is kept
//! secret or proved by it.

/// The namespace of names that are URIs (RFC 9562, section 6.6).
const OF_URIS: [u8; 16] =
    [0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8];

/// The UUID of a URI, in lower case.
pub(super) fn of_uri(uri: &str) -> String {
    text(name_in(OF_URIS, uri.as_bytes()))
}

fn name_in(namespace: [u8; 16], name: &[u8]) -> [u8; 16] {
    let mut message = Vec::with_capacity(namespace.len() + name.len() + 72);
    message.extend_from_slice(&namespace);
    message.extend_from_slice(name);
    let hash = sha1(message);
    let mut uuid = [0; 16];
    uuid.copy_from_slice(&hash[..16]);
    uuid[6] = uuid[6] & 0x0f | 0x50;
    uuid[8] = uuid[8] & 0x3f | 0x80;
    uuid
}

fn text(uuid: [u8; 16]) -> String {
    let mut text = String::with_capacity(36);
    for (at, byte) in uuid.into_iter().enumerate() {
        if matches!(at, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        text.extend([byte >> 4, byte & 15].map(|digit| char::from(b"0123456789abcdef"[usize::from(digit)])));
    }
    text
}

/// The SHA-1 of a message.
fn sha1(mut message: Vec<u8>) -> [u8; 20] {
    let bits = message.len() as u64 * 8;
    message.push(0x80);
    while message.len() % 64 != 56 {
        message.push(0);
    }
    message.extend(bits.to_be_bytes());
    let mut state: [u32; 5] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0];
    for block in message.chunks_exact(64) {
        add_block(&mut state, block);
    }
    let mut hash = [0; 20];
    for (bytes, word) in hash.chunks_exact_mut(4).zip(state) {
        bytes.copy_from_slice(&word.to_be_bytes());
    }
    hash
}

fn add_block(state: &mut [u32; 5], block: &[u8]) {
    let mut words = [0_u32; 80];
    for (word, bytes) in words.iter_mut().zip(block.chunks_exact(4)) {
        *word = bytes.iter().fold(0, |word, &byte| word << 8 | u32::from(byte));
    }
    for at in 16..80 {
        words[at] = (words[at - 3] ^ words[at - 8] ^ words[at - 14] ^ words[at - 16]).rotate_left(1);
    }
    // The five words of the standard, from A to E.
    let mut five = *state;
    for (at, word) in words.into_iter().enumerate() {
        let [first, x, y, z, last] = five;
        let (mixed, constant) = match at {
            0..20 => (x & y | !x & z, 0x5a82_7999),
            20..40 => (x ^ y ^ z, 0x6ed9_eba1),
            40..60 => (x & y | x & z | y & z, 0x8f1b_bcdc),
            _ => (x ^ y ^ z, 0xca62_c1d6_u32),
        };
        let sum = [mixed, last, constant, word].into_iter().fold(first.rotate_left(5), u32::wrapping_add);
        five = [sum, first, x.rotate_left(30), y, z];
    }
    for (sum, part) in state.iter_mut().zip(five) {
        *sum = sum.wrapping_add(part);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(message: &[u8]) -> String {
        let digits = sha1(message.to_vec()).map(|byte| format!("{byte:02x}"));
        digits.concat()
    }

    #[test]
    fn the_hash_is_that_of_the_standard() {
        // RFC 3174, section 7.3, and the empty message.
        assert_eq!(hash(b"abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
        let two_blocks = b"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
        assert_eq!(hash(two_blocks), "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
        assert_eq!(hash(b""), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
        assert_eq!(hash(&vec![b'a'; 1_000_000]), "34aa973cd4c4daa4f61eeb2bdbad27316534016f");
    }

    #[test]
    fn a_name_has_the_uuid_of_the_standard() {
        // RFC 9562, appendix A.4: `www.example.com` in the namespace of domain names.
        let mut domains = OF_URIS;
        domains[3] = 0x10;
        assert_eq!(text(name_in(domains, b"www.example.com")), "2ed6657d-e927-568b-95e1-2665a8aea6a2");
        assert_ne!(of_uri("urn:a"), of_uri("urn:b"));
    }
}
