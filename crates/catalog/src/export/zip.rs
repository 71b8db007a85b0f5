//! An archive of the ZIP format whose files are stored as they are (APPNOTE.TXT 6.3.10, method 0).

/// The first day that the format knows, 1 January 1980: the archive tells no time.
const DAY: u16 = 0x21;

/// Version 2.0 of the format, which all readers know.
const VERSION: u16 = 20;

/// The size of the header before a file, its name not counted.
const HEADER: usize = 30;

/// An archive that is being written.
#[derive(Default)]
pub(super) struct Archive {
    out: Vec<u8>,
    /// The files: where each begins, and the part of the directory that both headers share.
    files: Vec<(u32, Vec<u8>)>,
}

impl Archive {
    /// Adds a file with an ASCII name; `write` writes it.
    pub(super) fn add(&mut self, name: &str, write: impl FnOnce(&mut Text<'_>)) {
        let start = self.out.len();
        self.out.extend(*b"PK\x03\x04");
        self.out.resize(start + HEADER, 0);
        self.out.extend(name.as_bytes());
        let from = self.out.len();
        write(&mut Text(&mut self.out));
        let file = &self.out[from..];
        let mut shared = Vec::with_capacity(HEADER - 4 + name.len());
        // Version, flags, method, time.
        shared.extend([VERSION, 0, 0, 0, DAY].map(u16::to_le_bytes).as_flattened());
        let len = file.len() as u32;
        shared.extend([crc32(file), len, len].map(u32::to_le_bytes).as_flattened());
        // The lengths of the name and of what is extra.
        shared.extend([name.len() as u16, 0].map(u16::to_le_bytes).as_flattened());
        self.out[start + 4..start + HEADER].copy_from_slice(&shared);
        shared.extend(name.as_bytes());
        self.files.push((start as u32, shared));
    }

    /// The archive, with its directory at the end.
    pub(super) fn finish(self) -> Vec<u8> {
        let Self { mut out, files } = self;
        let directory = out.len();
        for (start, shared) in &files {
            let (fixed, name) = shared.split_at(HEADER - 4);
            out.extend(*b"PK\x01\x02");
            out.extend(VERSION.to_le_bytes());
            out.extend(fixed);
            // The length of the comment, the disk, and what kind of file it is.
            out.extend([0; 10]);
            out.extend(start.to_le_bytes());
            out.extend(name);
        }
        let (len, count) = ((out.len() - directory) as u32, files.len() as u16);
        out.extend(*b"PK\x05\x06\0\0\0\0");
        out.extend([count, count].map(u16::to_le_bytes).as_flattened());
        out.extend([len, directory as u32].map(u32::to_le_bytes).as_flattened());
        out.extend([0; 2]);
        out
    }
}

/// A file of an archive that is being written.
pub(super) struct Text<'a>(&'a mut Vec<u8>);

impl Text<'_> {
    /// Adds texts.
    pub(super) fn push(&mut self, texts: &[&str]) {
        for text in texts {
            self.0.extend_from_slice(text.as_bytes());
        }
    }

    /// Adds a number.
    pub(super) fn number(&mut self, number: usize) {
        self.push(&[&number.to_string()]);
    }

    /// Adds a character.
    pub(super) fn character(&mut self, c: char) {
        self.push(&[c.encode_utf8(&mut [0; 4])]);
    }
}

/// The check sum of the format: CRC-32 of ITU-T V.42, four bits at a step.
fn crc32(bytes: &[u8]) -> u32 {
    const STEPS: [u32; 16] = {
        let mut steps = [0; 16];
        let mut at = 0;
        while at < 16 {
            let mut step = at as u32;
            let mut bit = 0;
            while bit < 4 {
                step = if step & 1 == 1 { step >> 1 ^ 0xedb8_8320 } else { step >> 1 };
                bit += 1;
            }
            steps[at] = step;
            at += 1;
        }
        steps
    };
    let mut sum = u32::MAX;
    for &byte in bytes {
        sum ^= u32::from(byte);
        sum = sum >> 4 ^ STEPS[sum as usize & 15];
        sum = sum >> 4 ^ STEPS[sum as usize & 15];
    }
    !sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_sums_are_those_of_the_standard() {
        assert_eq!((crc32(b""), crc32(b"123456789"), crc32(b"a")), (0, 0xcbf4_3926, 0xe8b7_be43));
    }

    #[test]
    fn an_archive_is_laid_out_as_the_format_says() {
        let mut archive = Archive::default();
        archive.add("a", |text| text.push(&["hi"]));
        let bytes = archive.finish();
        let expected: Vec<u8> = [
            &b"PK\x03\x04\x14\0\0\0\0\0\0\0\x21\0"[..],
            &0xd893_2aac_u32.to_le_bytes(),
            b"\x02\0\0\0\x02\0\0\0\x01\0\0\0ahi",
            b"PK\x01\x02\x14\0\x14\0\0\0\0\0\0\0\x21\0",
            &0xd893_2aac_u32.to_le_bytes(),
            b"\x02\0\0\0\x02\0\0\0\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0a",
            b"PK\x05\x06\0\0\0\0\x01\0\x01\0\x2f\0\0\0\x21\0\0\0\0\0",
        ]
        .concat();
        assert_eq!(bytes, expected);
    }
}
