//! Words and the rows in which they stand, field by field.

use crate::bits::Bits;
use crate::posting::Posting;
use crate::short::{Short, Shorts};
use crate::terms::Terms;
use crate::text::Cutter;

/// All words, sorted, and the rows in which they stand.
///
/// The number of fields is no parameter of the type: what is generic is compiled where it is used,
/// and not for speed.
#[derive(Debug)]
pub struct Words {
    terms: Terms,
    /// Those of each word, field by field.
    postings: Vec<Posting>,
    fields: usize,
}

impl Words {
    /// The words.
    #[must_use]
    pub fn terms(&self) -> &Terms {
        &self.terms
    }

    /// The rows that have a term in a field.
    #[must_use]
    pub fn rows_of(&self, term: usize, field: usize) -> &Posting {
        &self.postings[term * self.fields + field]
    }

    /// How many bytes it takes.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let postings = self.postings.iter().map(|posting| posting.bytes() + size_of::<Posting>());
        self.terms.bytes() + postings.sum::<usize>()
    }
}

/// Words as they are gathered, row by row.
#[derive(Debug)]
pub struct Gathering {
    words: Vec<String>,
    by_word: Shorts,
    /// The rows of each word, field by field.
    postings: Vec<Posting>,
    fields: usize,
    /// The last row, plus one, in which a word was found: it counts there once.
    seen: Vec<u32>,
    /// The memory that words are folded in.
    folded: String,
    /// The number of all rows.
    rows: u32,
}

impl Gathering {
    /// Begins a dictionary of the words of so many rows, which have so many fields.
    #[must_use]
    pub fn new(rows: u32, fields: usize) -> Self {
        Self {
            words: Vec::new(),
            by_word: Shorts::new(),
            postings: Vec::new(),
            fields,
            seen: Vec::new(),
            folded: String::new(),
            rows,
        }
    }

    /// Adds the words of a text of a row; rows come in order, and in a row the field comes first that a
    /// word is to count in.
    pub fn add(&mut self, row: u32, field: usize, text: &str) {
        let mut folded = std::mem::take(&mut self.folded);
        let mut cutter = Cutter::new(text);
        while let Some(cut) = cutter.next() {
            let word = cutter.word(&cut, &mut folded);
            let place = self.place(word, cut.short.unwrap_or_else(|| Short::of(word)));
            if self.seen[place] <= row {
                self.seen[place] = row + 1;
                self.postings[place * self.fields + field].push_inline(row, self.rows);
            }
        }
        self.folded = folded;
    }

    /// Adds the rows of `sets` to those that have a word in a field, besides other fields.
    pub fn unite(&mut self, word: &str, field: usize, sets: &[&Posting], scratch: &mut Bits) {
        let place = self.place(word, Short::of(word));
        scratch.reset(self.rows);
        let posting = &mut self.postings[place * self.fields + field];
        posting.add_to(scratch);
        for set in sets {
            set.add_to(scratch);
        }
        *posting = Posting::from_bits(scratch);
    }

    /// The words, in the order in which they came.
    #[must_use]
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// The dictionary; `order` holds the places of the words in alphabetical order.
    #[must_use]
    pub fn finish(mut self, order: &[u32]) -> Words {
        self.postings.iter_mut().for_each(Posting::shrink);
        let mut postings = Vec::with_capacity(self.postings.len());
        for &place in order {
            let first = place as usize * self.fields;
            postings.extend(self.postings[first..first + self.fields].iter_mut().map(std::mem::take));
        }
        Words { postings, terms: Terms::new(&self.words, order), fields: self.fields }
    }

    /// The place of a word, which it gets if it is new.
    #[inline]
    fn place(&mut self, word: &str, short: Short) -> usize {
        let new = self.words.len() as u32;
        let place = self.by_word.place(short, new, |at| self.words[at as usize] == word);
        if place == new {
            self.add_word(word);
        }
        place as usize
    }

    #[cold]
    fn add_word(&mut self, word: &str) {
        self.words.push(word.to_owned());
        self.postings.extend((0..self.fields).map(|_| Posting::default()));
        self.seen.push(0);
    }
}
