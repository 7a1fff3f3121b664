/** The last steps of MurmurHash3 over two words. */
const hash = (a: number, b: number): number => {
  let h = Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ Math.imul(b, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
};

/**
 * Owen's scrambling: each of the 32 bits is flipped or not, by chance, but always alike below the same higher bits. So
 * points that share a stratum keep sharing one, and each point alone is uniform. (Owen 1995)
 */
export const owenScramble = (x: number, key: number): number => {
  let scrambled = 0;
  for (let bit = 31; bit >= 0; bit--) {
    // The bits above this one, with a 1 on top that tells prefixes of different lengths apart.
    const prefix = bit === 31 ? 1 : ((x >>> (bit + 1)) | (1 << (31 - bit))) >>> 0;
    const flip = hash(prefix, key) >>> 31;
    scrambled |= (((x >>> bit) & 1) ^ flip) << bit;
  }
  return scrambled >>> 0;
};
