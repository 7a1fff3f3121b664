/** Where the features are: axis 1 of images [N, C, H, W], the last of rows [N, F] and sequences [N, T, F]. */
export const featureAxis = (rank: number): number => (rank >= 4 ? 1 : rank - 1);

/** The other axes, along which all elements belong to the same feature; the batch is one of them. */
export const otherAxes = (rank: number, axis = featureAxis(rank)): number[] =>
  Array.from({ length: rank }, (_, i) => i).filter((i) => i !== axis);

/** The shape in which one number for each feature stands beside x. */
export const besideFeatures = (rank: number, axis = featureAxis(rank)): number[] =>
  Array.from({ length: rank }, (_, i) => (i === axis ? -1 : 1));
