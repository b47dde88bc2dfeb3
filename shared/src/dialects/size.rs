//! Keeps answers within what a function may return: 6 MB, in which the answer is a text within JSON.
//!
//! Only long texts by the hundred come near it: a page of 100 feedbacks with 10,000 control characters each, or 200
//! replies of 10,000 Chinese characters to one feedback. Then every item gets an equal share, and what is beyond it is
//! left out (A): the later replies first, then the end of the text, marked by `…`. Totals and the number of rows stay
//! exact, and a smaller page or the detail shows more.

use serde::Serialize;

/// Most bytes of an answer's items, as Lambda counts them; the rest of its 6 MB is for what is around them.
const ITEMS_BYTES: usize = 5_000_000;

/// Leaves the items as they are if they fit one answer, else shortens each to its share.
pub(super) fn fit<T: Serialize>(items: &mut [T], shorten: impl Fn(&mut T, usize)) {
    let whole: usize = items.iter().map(bytes).sum();
    if whole > ITEMS_BYTES {
        let share = ITEMS_BYTES / items.len();
        for item in items {
            shorten(item, share);
        }
    }
}

/// Leaves out the last items until the others fit.
pub(super) fn fit_first<T: Serialize>(items: &mut Vec<T>, most: usize) {
    let mut left = most;
    let fitting = items.iter().take_while(|item| {
        let size = bytes(item);
        let fits = size <= left;
        left = left.saturating_sub(size);
        fits
    });
    let fitting = fitting.count();
    items.truncate(fitting);
}

/// As [`fit_first`], for an answer that holds nothing else.
pub(super) fn fit_answer<T: Serialize>(items: &mut Vec<T>) {
    fit_first(items, ITEMS_BYTES);
}

/// Bytes of a value in an answer: its JSON, in which quotes and backslashes are escaped once more.
pub(super) fn bytes(value: &impl Serialize) -> usize {
    let json = serde_json::to_vec(value).unwrap_or_default();
    json.len() + json.iter().filter(|byte| matches!(byte, b'"' | b'\\')).count()
}

/// Cuts the text of an item so that the item takes at most `most` bytes.
pub(super) fn cut_within<T: Serialize>(item: &mut T, most: usize, text: impl Fn(&mut T) -> &mut String) {
    let whole = bytes(item);
    let around = whole - bytes(text(item));
    cut(text(item), most.saturating_sub(around + ROOM));
}

/// Bytes for the text's quotes and for the mark of what was left out.
const ROOM: usize = 16;

/// Cuts a text so that it takes at most `most` bytes, never within an HTML entity.
fn cut(text: &mut String, most: usize) {
    let mut taken = 0;
    let end = text.char_indices().find_map(|(place, character)| {
        taken += cost(character);
        (taken > most).then_some(place)
    });
    let Some(end) = end else { return };
    let kept = &text[..end];
    let end = kept.rfind('&').filter(|entity| !kept[*entity..].contains(';')).unwrap_or(end);
    text.truncate(end);
    text.push('…');
}

/// Bytes of a character in an answer, at the most.
const fn cost(character: char) -> usize {
    match character {
        '\0'..'\u{20}' => 7,
        '"' | '\\' => 4,
        other => other.len_utf8(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fits_is_left_alone() {
        let mut items = vec!["x".repeat(10); 10];
        fit(&mut items, |_, _| panic!("there was room"));
        let mut text = "夜间".to_owned();
        cut(&mut text, 6);
        assert_eq!(text, "夜间");
    }

    #[test]
    fn a_shortened_answer_fits() {
        for widest in ["\u{1}", "\"", "\\", "夜", "&quot;"] {
            let mut items = vec![widest.repeat(10_000); 200];
            fit(&mut items, |text, share| cut(text, share - 10));
            let whole: usize = items.iter().map(bytes).sum();
            assert!(whole <= ITEMS_BYTES, "{whole} bytes of {widest:?}");
            assert!(items.iter().all(|text| text.ends_with('…') || text.len() <= 25_000));
        }
    }

    #[test]
    fn no_entity_is_cut_apart() {
        for most in 1..20 {
            let mut text = "a&quot;b&lt;c&amp;d".to_owned();
            cut(&mut text, most);
            let entities = text.matches('&').count();
            assert_eq!(entities, text.matches(';').count(), "{text}");
        }
    }

    #[test]
    fn the_first_ones_are_kept() {
        let mut items = vec!["x".repeat(100); 10];
        fit_first(&mut items, 520);
        assert_eq!(items.len(), 5);
    }
}
