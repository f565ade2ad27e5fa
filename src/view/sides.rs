//! The two sides of the reading room, outline and margin: how wide they may be, and what a key or a drag makes of it.
//!
//! Must hold: a side is as wide as its edges allow, or shut; one that was shut comes back as wide as it was.

/// Which side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// The outline and the legend, at the beginning of a line.
    Rail,
    /// The notes, at its end.
    Margin,
}

/// A side as the reader has set it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Side {
    /// CSS pixels.
    pub width: f64,
    /// Whether it is put away.
    pub shut: bool,
}

/// What a key on the border of a side does, in CSS pixels.
const STEP: f64 = 16.0;

impl Edge {
    /// The least, the usual and the greatest width. The usual ones are those of the style sheet's tokens.
    pub fn widths(self) -> [f64; 3] {
        match self {
            Self::Rail => [200.0, 264.0, 420.0],
            Self::Margin => [240.0, 336.0, 560.0],
        }
    }

    /// The side as nobody has touched it.
    pub fn usual(self) -> Side {
        Side { width: self.widths()[1], shut: false }
    }

    /// The side whose border was dragged to `width`. Less than half of the least width puts it away, and then it
    /// is to come back as it was `before`.
    pub fn dragged(self, before: Side, width: f64) -> Side {
        let [least, _, greatest] = self.widths();
        if width < least / 2.0 {
            return Side { shut: true, ..before };
        }
        Side { width: width.clamp(least, greatest).round(), shut: false }
    }

    /// What `key` on the border makes of the side; `None` if the key means nothing there. An arrow moves the border
    /// its way.
    pub fn pressed(self, side: Side, key: &str) -> Option<Side> {
        let [least, _, greatest] = self.widths();
        let sign = if self == Self::Rail { 1.0 } else { -1.0 };
        let width = match key {
            "ArrowLeft" => side.width - sign * STEP,
            "ArrowRight" => side.width + sign * STEP,
            "Home" => least,
            "End" => greatest,
            "Enter" => return Some(Side { shut: !side.shut, ..side }),
            _ => return None,
        };
        Some(Side { width: width.clamp(least, greatest), shut: false })
    }

    /// The side as it was stored by [`Side::write`]; the usual one if that cannot be read.
    pub fn read(self, stored: &str) -> Side {
        let (digits, shut) = stored.strip_prefix('-').map_or((stored, false), |digits| (digits, true));
        let [least, usual, greatest] = self.widths();
        let width =
            digits.parse().ok().filter(|width: &f64| width.is_finite() && *width > 0.0).unwrap_or(usual);
        Side { width: width.clamp(least, greatest), shut }
    }
}

impl Side {
    /// For [`Edge::read`]: the width, with a minus if it is put away.
    pub fn write(self) -> String {
        format!("{}{}", if self.shut { "-" } else { "" }, self.width)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(edge: Edge, key: &str, expect: Option<(f64, bool)>) {
        let pressed = edge.pressed(edge.usual(), key);
        assert_eq!(pressed.map(|side| (side.width, side.shut)), expect, "{edge:?} {key}");
    }

    #[test]
    fn keys_move_the_border_their_way() {
        check(Edge::Rail, "ArrowRight", Some((280.0, false)));
        check(Edge::Rail, "ArrowLeft", Some((248.0, false)));
        check(Edge::Margin, "ArrowRight", Some((320.0, false)));
        check(Edge::Margin, "ArrowLeft", Some((352.0, false)));
        check(Edge::Rail, "Home", Some((200.0, false)));
        check(Edge::Margin, "End", Some((560.0, false)));
        check(Edge::Margin, "Enter", Some((336.0, true)));
        check(Edge::Rail, "a", None);
    }

    #[test]
    fn a_drag_ends_within_bounds_or_puts_the_side_away() {
        let drag = |edge: Edge, width| {
            let side = edge.dragged(Side { width: 300.0, shut: false }, width);
            (side.width, side.shut)
        };
        assert_eq!(drag(Edge::Rail, 300.4), (300.0, false));
        assert_eq!(drag(Edge::Rail, 9000.0), (420.0, false));
        assert_eq!(drag(Edge::Rail, 120.0), (200.0, false));
        assert_eq!(drag(Edge::Rail, 99.0), (300.0, true));
        assert_eq!(drag(Edge::Margin, -5.0), (300.0, true));
    }

    #[test]
    fn a_side_is_remembered_and_nonsense_is_not() {
        for side in [Side { width: 250.0, shut: false }, Side { width: 400.0, shut: true }] {
            assert_eq!(Edge::Margin.read(&side.write()), side);
        }
        for stored in ["", "wide", "NaN", "inf", "--3"] {
            assert_eq!(Edge::Rail.read(stored).width, 264.0, "{stored}");
        }
        assert_eq!(Edge::Rail.read("9").width, 200.0);
    }
}
