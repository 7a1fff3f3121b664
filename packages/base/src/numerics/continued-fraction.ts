const least = 1e-300;

/** b₀ + a₁/(b₁ + a₂/(b₂ + …)) until a term changes nothing. (Lentz 1976; Thompson & Barnett 1986) */
export const continuedFraction = (a: (i: number) => number, b: (i: number) => number): number => {
  const awayFromZero = (x: number): number => (Math.abs(x) < least ? least : x);
  let value = awayFromZero(b(0));
  let c = value;
  let d = 0;
  for (let i = 1; i < 100_000; i++) {
    d = 1 / awayFromZero(b(i) + a(i) * d);
    c = awayFromZero(b(i) + a(i) / c);
    const change = c * d;
    value *= change;
    if (Math.abs(change - 1) < Number.EPSILON) break;
  }
  return value;
};
