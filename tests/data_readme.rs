//! The checksums in `data/README.md` are those of the files.

use sha2::{Digest, Sha256};
use std::{fs, path::Path};

#[test]
fn checksums_match() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let readme = fs::read_to_string(data.join("README.md")).unwrap();
    let mut checked = 0;
    for row in readme.lines().filter(|line| line.starts_with("| `")) {
        let quoted: Vec<&str> = row.split('`').skip(1).step_by(2).collect();
        let [name, .., checksum] = quoted[..] else { continue };
        if checksum.len() != 64 {
            continue;
        }
        let bytes = fs::read(data.join(name)).unwrap_or_else(|e| panic!("data/{name}: {e}"));
        let found: String = Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect();
        assert_eq!(found, checksum, "data/{name} differs from what data/README.md says");
        checked += 1;
    }
    assert!(checked >= 4, "expected the models in data/README.md, found {checked} files");
}
