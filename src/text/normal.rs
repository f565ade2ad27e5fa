//! The normal form in which two dresses of one text are equal.
//!
//! A character folds to one character (full-width forms to ASCII, Kangxi radicals to ideographs, variants of
//! one punctuation mark to the commonest) or to nothing (white space, invisible marks). That keeps the way
//! back to the original a plain list of offsets. Letters are lower-cased, digits keep their value.

use super::chars::leads_ideograph;

/// The 214 Kangxi radicals U+2F00..=U+2FD5 as ideographs, in order. Source: the compatibility
/// decompositions of UnicodeData.txt. PDF tools write radicals for characters that look alike.
const KANGXI: &str = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生\
用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻\
黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// Radicals of U+2E80..=U+2EF3 that PDF tools write for the ideograph of the same shape, in order. Unicode gives
/// only two of them a decomposition; the others are told from their names and shapes.
const RADICALS: &[(char, char)] = &[
    ('⺟', '母'),
    ('⺠', '民'),
    ('⺩', '王'),
    ('⺬', '示'),
    ('⺼', '月'),
    ('⻁', '虎'),
    ('⻄', '西'),
    ('⻅', '见'),
    ('⻆', '角'),
    ('⻉', '贝'),
    ('⻋', '车'),
    ('⻑', '長'),
    ('⻓', '长'),
    ('⻔', '门'),
    ('⻗', '雨'),
    ('⻘', '青'),
    ('⻙', '韦'),
    ('⻚', '页'),
    ('⻛', '风'),
    ('⻜', '飞'),
    ('⻝', '食'),
    ('⻢', '马'),
    ('⻣', '骨'),
    ('⻤', '鬼'),
    ('⻥', '鱼'),
    ('⻦', '鸟'),
    ('⻧', '卤'),
    ('⻨', '麦'),
    ('⻩', '黄'),
    ('⻬', '齐'),
    ('⻮', '齿'),
    ('⻰', '龙'),
    ('⻳', '龟'),
];

/// The ideograph that a radical stands for, if `c` is a radical. Both have three bytes in UTF-8.
pub fn ideograph(c: char) -> Option<char> {
    match c {
        '\u{2f00}'..='\u{2fd5}' => {
            let at = 3 * (c as usize - 0x2f00);
            KANGXI.get(at..at + 3)?.chars().next()
        }
        '\u{2e80}'..='\u{2ef3}' => {
            RADICALS.binary_search_by_key(&c, |&(radical, _)| radical).ok().map(|at| RADICALS[at].1)
        }
        _ => None,
    }
}

/// Folds one character, or drops it. Constant time.
pub fn fold(c: char) -> Option<char> {
    Some(match c {
        '0'..='9' | 'a'..='z' | '\u{4e00}'..='\u{9fff}' => c,
        'A'..='Z' => c.to_ascii_lowercase(),
        // Invisible: soft hyphen, zero-width marks, byte order mark.
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => return None,
        c if c.is_whitespace() => return None,
        // Full-width forms of ASCII stand 0xFEE0 above it.
        '\u{ff01}'..='\u{ff5e}' => return fold(char::from_u32(c as u32 - 0xfee0).unwrap_or(c)),
        '“' | '”' | '„' | '‟' | '「' | '」' | '『' | '』' | '〝' | '〞' => '"',
        '‘' | '’' | '‚' | '‛' => '\'',
        '﹑' | '､' => '、',
        '。' | '｡' => '.',
        '《' | '〈' | '«' | '‹' => '<',
        '》' | '〉' | '»' | '›' => '>',
        '【' | '〔' | '〖' => '[',
        '】' | '〕' | '〗' => ']',
        '—' | '–' | '―' | '‐' | '‑' | '‒' | '−' | '─' | '━' | '﹣' => '-',
        '〜' | '∼' => '~',
        '∶' | '︰' | '﹕' => ':',
        '·' | '•' | '・' | '‧' | '･' | '∙' => '·',
        '…' | '⋯' => '…',
        '〇' | '○' | '◯' => '〇',
        '\u{2e80}'..='\u{2fd5}' => ideograph(c).unwrap_or(c),
        _ => c,
    })
}

/// `text` in normal form, for those who need no way back.
pub fn fold_text(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_onto(text, &mut folded);
    folded
}

/// Adds `text` in normal form to `folded`. Runs of what stays as it is are copied whole.
pub fn fold_onto(text: &str, folded: &mut String) {
    let bytes = text.as_bytes();
    let (mut kept, mut at) = (0, 0);
    while at < bytes.len() {
        match bytes[at] {
            byte if leads_ideograph(byte) => at += 3,
            b'0'..=b'9' | b'a'..=b'z' => at += 1,
            _ => {
                folded.push_str(&text[kept..at]);
                if let Some(c) = text[at..].chars().next() {
                    folded.extend(fold(c));
                    at += c.len_utf8();
                }
                kept = at;
            }
        }
    }
    folded.push_str(&text[kept..]);
}

/// A text in normal form, with the way back.
#[derive(Clone, Debug, Default)]
pub struct NormalText {
    /// The folded characters.
    pub chars: Vec<char>,
    /// For each of them, the byte at which its original starts; one more entry for the end of the text.
    starts: Vec<u32>,
}

impl NormalText {
    /// Folds `text` in one pass.
    pub fn new(text: &str) -> Self {
        let mut normal = Self::default();
        for (byte, c) in text.char_indices() {
            if let Some(folded) = fold(c) {
                normal.chars.push(folded);
                normal.starts.push(u32::try_from(byte).unwrap_or(u32::MAX));
            }
        }
        normal.starts.push(u32::try_from(text.len()).unwrap_or(u32::MAX));
        normal
    }

    /// The bytes of the original that the folded characters `range` came from: from the start of the first
    /// to the end of the last, without what was dropped behind it. `text` is the original.
    pub fn original(&self, text: &str, range: std::ops::Range<usize>) -> std::ops::Range<usize> {
        let at = |i: usize| self.starts.get(i).map_or(text.len(), |&b| b as usize);
        let start = at(range.start);
        if range.is_empty() {
            return start..start;
        }
        let last = at(range.end - 1);
        let width = text.get(last..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        start..last + width
    }

    /// Where `needle`, itself folded, stands in the folded text: from left to right, none over another. Linear in
    /// both, whatever they are (Knuth, Morris and Pratt).
    pub fn places(&self, needle: &[char]) -> Vec<std::ops::Range<usize>> {
        // For each beginning of the needle, the length of the longest shorter beginning that it ends with.
        let mut falls = vec![0; needle.len()];
        let mut len = 0;
        for i in 1..needle.len() {
            while len > 0 && needle[i] != needle[len] {
                len = falls[len - 1];
            }
            len += usize::from(needle[i] == needle[len]);
            falls[i] = len;
        }
        let mut places = Vec::new();
        let mut met = 0;
        for (at, c) in self.chars.iter().enumerate().filter(|_| !needle.is_empty()) {
            while met > 0 && *c != needle[met] {
                met = falls[met - 1];
            }
            met += usize::from(*c == needle[met]);
            if met == needle.len() {
                places.push(at + 1 - met..at + 1);
                met = 0;
            }
        }
        places
    }

    /// The folded text as a string.
    pub fn to_text(&self) -> String {
        self.chars.iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(dress: &str, other: &str) {
        assert_eq!(NormalText::new(dress).to_text(), NormalText::new(other).to_text());
    }

    #[test]
    fn dresses_of_one_text_are_equal() {
        check("增长６．５％", "增长6.5%");
        check("2020 年\n\n主要任务", "2020年主要任务");
        check("“四个意识”", "\"四个意识\"");
        check("⽉⽇", "月日");
        check("GDP", "ｇｄｐ");
    }

    #[test]
    fn both_ways_to_fold_agree() {
        let text: String = ('\u{1}'..'\u{ffff}').filter(|c| *c as u32 % 3 != 1).collect();
        assert_eq!(fold_text(&text), NormalText::new(&text).to_text());
    }

    #[test]
    fn a_digit_is_never_folded_away() {
        assert_ne!(NormalText::new("6%").to_text(), NormalText::new("5%").to_text());
    }

    #[test]
    fn the_way_back_leaves_out_blanks_at_the_ends() {
        let text = "完成 12 部 。";
        let normal = NormalText::new(text);
        assert_eq!(&text[normal.original(text, 2..5)], "12 部");
    }

    #[test]
    fn words_are_found_in_any_dress() {
        let found = |text: &str, word: &str| {
            let (normal, word) = (NormalText::new(text), NormalText::new(word));
            let places = normal.places(&word.chars);
            places.into_iter().map(|place| text[normal.original(text, place)].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(found("到２０２０ 年、2020年底", "2020年"), ["２０２０ 年", "2020年"]);
        assert_eq!(found("aaaa", "aa"), ["aa", "aa"]);
        assert_eq!(found("aabaabaaab", "aabaaab"), ["aabaaab"]);
        assert_eq!(found("甲", "甲乙"), Vec::<String>::new());
        assert_eq!(found("甲", ""), Vec::<String>::new());
    }

    #[test]
    fn every_radical_folds_to_an_ideograph() {
        for c in ('\u{2f00}'..='\u{2fd5}').chain(RADICALS.iter().map(|&(radical, _)| radical)) {
            assert!(matches!(fold(c), Some('\u{4e00}'..='\u{9fff}')), "{c:?}");
        }
        assert!(RADICALS.is_sorted());
    }
}
