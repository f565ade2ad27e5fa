//! The two doors of the house: in a browser it mounts the page, elsewhere it runs the command line.

#[cfg(target_arch = "wasm32")]
fn main() {
    meipi::app::mount();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    meipi::cli::run()
}
