/** What the network is fed with, made of a point's two coordinates. */
export const features = {
  x: { title: "x", of: (x: number) => x },
  y: { title: "y", of: (_: number, y: number) => y },
  xx: { title: "x²", of: (x: number) => x * x },
  yy: { title: "y²", of: (_: number, y: number) => y * y },
  xy: { title: "x·y", of: (x: number, y: number) => x * y },
  sinx: { title: "sin 4x", of: (x: number) => Math.sin(4 * x) },
  siny: { title: "sin 4y", of: (_: number, y: number) => Math.sin(4 * y) },
} as const satisfies Readonly<Record<string, { readonly title: string; of(x: number, y: number): number }>>;

export type FeatureName = keyof typeof features;

export const featureNames = Object.keys(features) as readonly FeatureName[];

/** Points as the rows that a network takes: features beside each other. */
export const rowsOf = (
  points: { readonly x: ArrayLike<number>; readonly y: ArrayLike<number> },
  names: readonly FeatureName[],
): Float32Array => {
  const rows = new Float32Array(points.x.length * names.length);
  for (let at = 0; at < points.x.length; at++)
    for (const [place, name] of names.entries())
      rows[at * names.length + place] = features[name].of(points.x[at]!, points.y[at]!);
  return rows;
};
