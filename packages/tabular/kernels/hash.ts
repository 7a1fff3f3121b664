/** FNV-1a in sixteen lanes: the twin is `hashInPlain` in `src/kernels/hash-words.ts`. */

/** Takes 32-bit words into the lanes, a word for each by turns: a multiple of 64 bytes of them. */
export function hash(at: usize, bytes: usize, lanes: usize): void {
  const prime = i32x4.splat(0x01000193);
  let a = v128.load(lanes);
  let b = v128.load(lanes, 16);
  let c = v128.load(lanes, 32);
  let d = v128.load(lanes, 48);
  const end = at + bytes;
  for (; at < end; at += 64) {
    a = i32x4.mul(v128.xor(a, v128.load(at)), prime);
    b = i32x4.mul(v128.xor(b, v128.load(at, 16)), prime);
    c = i32x4.mul(v128.xor(c, v128.load(at, 32)), prime);
    d = i32x4.mul(v128.xor(d, v128.load(at, 48)), prime);
  }
  v128.store(lanes, a);
  v128.store(lanes, b, 16);
  v128.store(lanes, c, 32);
  v128.store(lanes, d, 48);
}
