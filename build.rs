//! Two things that Cargo does not know: what the linker leaves in the wasm for `tools/finish.mjs` to cut it in two, and that
//! the page's words are part of the page.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32") {
        // The macro that reads them tells nobody.
        println!("cargo::rerun-if-changed=locales");
    }
    if std::env::var_os("CARGO_FEATURE_SPLIT").is_some() {
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
}
