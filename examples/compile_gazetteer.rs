//! Compiles `data/models/gazetteer.bin`: `compile_gazetteer SOURCES OUT`.
//! Until the command line offers it; kept out of the shipped binary.
use filature::data::DataFiles;
fn main() {
    let mut args = std::env::args_os().skip(1);
    let (Some(sources), Some(out)) = (args.next(), args.next()) else {
        eprintln!("usage: compile_gazetteer SOURCES OUT");
        std::process::exit(2);
    };
    let (file, report) =
        filature::train::gazetteer::compile(sources.as_ref(), &DataFiles::embedded()).expect("sources");
    std::fs::write(out, file).expect("output");
    println!("{report:?}");
}
