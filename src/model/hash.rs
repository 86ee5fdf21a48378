//! The 64-bit hash of features and model files. Written down here because model
//! files depend on it: any change is a new [format version](super::model_file::VERSION).

/// Odd, with its bits well mixed (from the golden ratio).
const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;
/// Keeps zero from being a fixed point.
const OFFSET: u64 = 0xD1B5_4A32_D192_ED03;

/// Folds `value` into `hash`: the high and the low half of their 128-bit product.
#[inline]
pub fn mix(hash: u64, value: u64) -> u64 {
    let product = u128::from(hash ^ value.wrapping_add(OFFSET)) * u128::from(MULTIPLIER);
    (product as u64) ^ (product >> 64) as u64
}

/// The hash of bytes: eight at a time, little end first, then their number.
#[inline]
pub fn bytes(bytes: &[u8]) -> u64 {
    let mut words = bytes.chunks_exact(8);
    let mut hash = OFFSET;
    for word in &mut words {
        hash = mix(hash, u64::from_le_bytes(word.try_into().expect("chunks of eight")));
    }
    let tail = words.remainder().iter().rev().fold(0u64, |tail, &b| tail << 8 | u64::from(b));
    mix(mix(hash, tail), bytes.len() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_those_written_into_models() {
        assert_eq!(mix(0, 0), 0xD6CB_8892_A926_A943);
        assert_eq!(bytes(b""), 0xD6CB_8892_A926_A943);
        assert_eq!(bytes("société".as_bytes()), 0xDE5C_412C_EFBE_CD10);
    }

    #[test]
    fn length_and_place_count() {
        assert_ne!(bytes(b"a"), bytes(b"a\0"));
        assert_ne!(bytes(b"abcdefgh1"), bytes(b"1abcdefgh"));
    }
}
