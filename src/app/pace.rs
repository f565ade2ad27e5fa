//! Long work in slices that leave the page room to breathe.

use gloo_timers::future::TimeoutFuture;

/// Milliseconds that one slice of a long task may take: well under the 50 that a reader feels, with room for the
/// redrawing.
const SLICE: f64 = 12.0;

/// Measures a slice of work.
pub struct Pace {
    begun: f64,
}

impl Pace {
    /// Begins a slice.
    pub fn new() -> Self {
        Self { begun: js_sys::Date::now() }
    }

    /// Milliseconds since it began.
    pub fn taken(&self) -> f64 {
        js_sys::Date::now() - self.begun
    }

    /// Whether it has taken all that it may, so that it is time to [`rest`](Self::rest).
    pub fn is_over(&self) -> bool {
        self.taken() > SLICE
    }

    /// Lets the page do what waits, then begins the next slice.
    pub async fn rest(&mut self) {
        TimeoutFuture::new(0).await;
        *self = Self::new();
    }
}
