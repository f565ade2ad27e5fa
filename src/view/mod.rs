//! What a view shows, as plain data: pure, so that it can be tested without a browser.
