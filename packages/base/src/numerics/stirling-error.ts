const coefficients = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156, -3617 / 122400];

/**
 * What Stirling's formula leaves out of the logarithm of the gamma function: ln Γ(z) − (z − ½) ln z + z − ½ ln 2π, for
 * z > 0. Written with it, quotients of gamma functions lose no digits where z is large. (Loader 2000)
 */
export const stirlingError = (z: number): number => {
  let below = 0;
  for (; z < 12; z++) below += (z + 0.5) * Math.log1p(1 / z) - 1;
  const square = 1 / (z * z);
  return below + coefficients.reduceRight((sum, c) => sum * square + c, 0) / z;
};
