//! Exact decimal numbers: what a report's figures are.
//!
//! A mantissa of 128 bits and a power of ten. Every operation is exact or answers `None`; nothing rounds.
//! A crate for this costs tens of kilobytes in the page for arithmetic that is never used here.

use std::{cmp::Ordering, fmt};

/// `mantissa × 10^-scale`, kept without trailing zeros behind the point, so that equal values are equal.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Decimal {
    mantissa: i128,
    scale: u32,
}

impl Decimal {
    /// Zero.
    pub const ZERO: Self = Self { mantissa: 0, scale: 0 };

    /// `mantissa × 10^-scale`.
    pub fn new(mantissa: i128, scale: u32) -> Self {
        Self { mantissa, scale }.trimmed()
    }

    /// Reads ASCII digits with at most one point and a leading minus sign.
    pub fn parse(digits: &str) -> Option<Self> {
        let (negative, digits) = digits.strip_prefix('-').map_or((false, digits), |rest| (true, rest));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        if whole.is_empty() && fraction.is_empty() {
            return None;
        }
        let mut mantissa: i128 = 0;
        for digit in whole.bytes().chain(fraction.bytes()) {
            let value = digit.is_ascii_digit().then(|| i128::from(digit - b'0'))?;
            mantissa = mantissa.checked_mul(10)?.checked_add(value)?;
        }
        let mantissa = if negative { -mantissa } else { mantissa };
        Some(Self::new(mantissa, u32::try_from(fraction.len()).ok()?))
    }

    /// The value times 10^`power`, `power` of either sign; `None` if it does not fit.
    pub fn shift(self, power: i32) -> Option<Self> {
        let scale = i64::from(self.scale) - i64::from(power);
        if scale >= 0 {
            return Some(Self::new(self.mantissa, u32::try_from(scale).ok()?));
        }
        let up = 10_i128.checked_pow(u32::try_from(-scale).ok()?)?;
        Some(Self::new(self.mantissa.checked_mul(up)?, 0))
    }

    /// The sum, if it fits.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        let scale = self.scale.max(other.scale);
        Some(Self::new(self.at_scale(scale)?.checked_add(other.at_scale(scale)?)?, scale))
    }

    /// The difference, if it fits.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.checked_add(Self { mantissa: other.mantissa.checked_neg()?, scale: other.scale })
    }

    /// The product, if it fits.
    pub fn checked_mul(self, other: Self) -> Option<Self> {
        Some(Self::new(self.mantissa.checked_mul(other.mantissa)?, self.scale.checked_add(other.scale)?))
    }

    /// The quotient, if it ends (three quarters do, a third does not) and fits.
    pub fn checked_div(self, other: Self) -> Option<Self> {
        if other.mantissa == 0 {
            return None;
        }
        // Ten to the 38 is the last power that an i128 holds, so a quotient that has not come out even by
        // then does not fit either.
        let mut quotient = Self { mantissa: self.mantissa, scale: self.scale };
        while quotient.mantissa % other.mantissa != 0 {
            quotient.mantissa = quotient.mantissa.checked_mul(10)?;
            quotient.scale = quotient.scale.checked_add(1)?;
        }
        let scale = i64::from(quotient.scale) - i64::from(other.scale);
        Self::new(quotient.mantissa / other.mantissa, 0).shift(i32::try_from(-scale).ok()?)
    }

    /// The quotient as a float, for percentages on screen; `None` for a division by zero.
    pub fn ratio(self, other: Self) -> Option<f64> {
        (other.mantissa != 0).then(|| self.to_f64() / other.to_f64())
    }

    /// The nearest float, for drawing and screen text only.
    #[expect(clippy::cast_precision_loss, reason = "this is the one place where a value may round")]
    pub fn to_f64(self) -> f64 {
        self.mantissa as f64 / 10_f64.powi(i32::try_from(self.scale).unwrap_or(i32::MAX))
    }

    fn at_scale(self, scale: u32) -> Option<i128> {
        self.mantissa.checked_mul(10_i128.checked_pow(scale.checked_sub(self.scale)?)?)
    }

    fn trimmed(mut self) -> Self {
        // A short division: most figures have few digits.
        if let Ok(mut mantissa) = i64::try_from(self.mantissa) {
            while self.scale > 0 && mantissa % 10 == 0 {
                mantissa /= 10;
                self.scale -= 1;
            }
            return Self { mantissa: i128::from(mantissa), scale: self.scale };
        }
        while self.scale > 0 && self.mantissa % 10 == 0 {
            self.mantissa /= 10;
            self.scale -= 1;
        }
        self
    }
}

impl From<i64> for Decimal {
    fn from(value: i64) -> Self {
        Self::new(i128::from(value), 0)
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.scale == other.scale {
            return self.mantissa.cmp(&other.mantissa);
        }
        let scale = self.scale.max(other.scale);
        match (self.at_scale(scale), other.at_scale(scale)) {
            (Some(a), Some(b)) => a.cmp(&b),
            _ => self.to_f64().total_cmp(&other.to_f64()),
        }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.mantissa < 0 { "-" } else { "" };
        let digits = self.mantissa.unsigned_abs().to_string();
        let scale = self.scale as usize;
        if scale == 0 {
            return write!(f, "{sign}{digits}");
        }
        let digits = format!("{digits:0>width$}", width = scale + 1);
        let (whole, fraction) = digits.split_at(digits.len() - scale);
        write!(f, "{sign}{whole}.{fraction}")
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dec(text: &str) -> Decimal {
        Decimal::parse(text).unwrap()
    }

    #[test]
    fn values_are_exact_and_equal_when_they_are() {
        assert_eq!(dec("6.50"), dec("6.5"));
        assert_eq!(dec("431.1").shift(8).unwrap().to_string(), "43110000000");
        assert_eq!(dec("6").shift(-2).unwrap().to_string(), "0.06");
        assert_eq!(dec("-0.05").to_string(), "-0.05");
        assert_eq!(dec("0.1").checked_add(dec("0.2")), Some(dec("0.3")));
        assert!(dec("9.9") < dec("10"));
        assert_eq!(dec("3").checked_div(dec("4")), Some(dec("0.75")));
        assert_eq!(dec("4.6").checked_div(dec("100")), Some(dec("0.046")));
        assert_eq!(dec("1").checked_div(dec("0.25")), Some(dec("4")));
    }

    #[test]
    fn what_does_not_fit_is_none() {
        assert_eq!(Decimal::parse(&"9".repeat(60)), None);
        assert_eq!(Decimal::parse("1.2.3"), None);
        assert_eq!(Decimal::parse(""), None);
        assert_eq!(Decimal::parse("."), None);
        assert_eq!(dec("5").shift(60), None);
        assert_eq!(dec("1").checked_div(dec("3")), None);
        assert_eq!(dec("1").checked_div(Decimal::ZERO), None);
    }
}
