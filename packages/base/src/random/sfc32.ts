/** Uniform in [0, 1), with 32 bits. */
export type Random = () => number;

/**
 * The generator sfc32 (Doty-Humphrey 2010; passes PractRand to 2⁴⁰ bytes), started from three words. What it gives
 * first still resembles the words it was started from: so many numbers are left out.
 */
export const sfc32 = (a: number, b: number, c: number, leftOut: number): Random => {
  let counter = 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let i = 0; i < leftOut; i++) next();
  return next;
};
