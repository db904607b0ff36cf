//! The command line of Diurna.

fn main() {}
