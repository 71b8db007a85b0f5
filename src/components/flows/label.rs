//! Names cut to the room that they have, by an estimate: what a letter measures only the browser knows.

/// The size of the letters, in units of the picture.
pub(super) const SIZE: u32 = 13;

/// The width of a text, in units of the picture; rather too much.
pub(super) fn width(text: &str) -> u32 {
    (text.chars().map(em).sum::<u32>() * SIZE).div_ceil(100)
}

/// The width of a letter, in hundredths of its size.
fn em(letter: char) -> u32 {
    match letter {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | 'I' => 32,
        'f' | 't' | 'r' | '(' | ')' | ' ' | '-' | '/' => 41,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' => 98,
        'A'..='Z' | '0'..='9' => 68,
        '\u{2e80}'.. => 105,
        _ => 61,
    }
}

/// A name in at most so many lines of this width; what has no room gives way to an ellipsis.
pub(super) fn lines(name: &str, room: u32, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in name.split_whitespace() {
        let longer = lines.last().map(|line| format!("{line} {word}"));
        match longer {
            Some(longer) if width(&longer) <= room || lines.len() == most => {
                lines.pop();
                lines.push(longer);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.into_iter().map(|line| cut(line, room)).collect()
}

fn cut(mut line: String, room: u32) -> String {
    if width(&line) <= room {
        return line;
    }
    let room = room.saturating_sub(width("…"));
    while !line.is_empty() && width(&line) > room {
        line.pop();
    }
    line.truncate(line.trim_end().len());
    line.push('…');
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_cut_where_its_room_ends() {
        assert_eq!(lines("MX-ONE", 200, 1), ["MX-ONE"]);
        let name = "Maintenance, administration and support records";
        for room in [20, 60, 100, 180, 300] {
            for most in 1..3 {
                let lines = lines(name, room, most);
                assert!(!lines.is_empty() && lines.len() <= most);
                assert!(lines.iter().all(|line| width(line) <= room), "{lines:?}");
            }
        }
        assert_eq!(lines(name, 400, 2).join(" "), name);
        assert_eq!(lines(name, 200, 2).join(" "), name);
    }

    #[test]
    fn a_word_without_room_is_cut_too() {
        assert!(lines("Ünbreakable漢字漢字", 40, 2).iter().all(|line| line.ends_with('…')));
        assert_eq!(lines("", 40, 2), Vec::<String>::new());
    }
}
