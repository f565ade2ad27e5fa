//! Points in time as files write them: RFC 3339, which is what Web Annotation's `xsd:dateTime` in UTC looks like.

use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use crate::note::Timestamp;

/// Writes a point in time in UTC, as in `2025-03-05T09:30:00.25Z`. Years outside 0 to 9999, which no clock shows,
/// become the nearest year that the format can write.
pub fn write(at: Timestamp) -> String {
    // 0000-01-01T00:00:00Z and 9999-12-31T23:59:59.999Z in milliseconds.
    let ms = at.0.clamp(-62_167_219_200_000, 253_402_300_799_999);
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(ms) * 1_000_000)
        .ok()
        .and_then(|time| time.format(&Rfc3339).ok())
        .unwrap_or_default()
}

/// Reads a point in time. A time without its offset is taken as UTC, a date as its midnight.
pub fn parse(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    let zoned = || OffsetDateTime::parse(text, &Rfc3339).ok();
    let bare = || OffsetDateTime::parse(&format!("{text}Z"), &Rfc3339).ok();
    let date = || OffsetDateTime::parse(&format!("{text}T00:00:00Z"), &Rfc3339).ok();
    let nanos = zoned().or_else(bare).or_else(date)?.unix_timestamp_nanos();
    i64::try_from(nanos.div_euclid(1_000_000)).ok().map(Timestamp)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_they_are_written() {
        for ms in [0, 1, -1, 1_741_167_000_250, -62_167_219_200_000, 253_402_300_799_999] {
            assert_eq!(parse(&write(Timestamp(ms))), Some(Timestamp(ms)), "{ms}");
        }
        assert_eq!(write(Timestamp(i64::MAX)), "9999-12-31T23:59:59.999Z");
    }

    #[test]
    fn other_programs_times_are_read() {
        let check = |text: &str, ms: Option<i64>| assert_eq!(parse(text), ms.map(Timestamp), "{text}");
        check("2025-03-05T09:30:00Z", Some(1_741_167_000_000));
        check("2025-03-05T17:30:00+08:00", Some(1_741_167_000_000));
        check("2025-03-05T09:30:00.123456+00:00", Some(1_741_167_000_123));
        check("2025-03-05T09:30:00", Some(1_741_167_000_000));
        check("2025-03-05", Some(1_741_132_800_000));
        check("yesterday", None);
        check("", None);
    }
}
