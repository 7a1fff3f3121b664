type Points = readonly (readonly [number, number])[];

/** Points of a curve that are kept: more are not seen. */
const mostPoints = 160;

/**
 * What is found of a class as less and less probable rows are taken for it. ROC: the share of other rows against the share
 * of its own; precision and recall: the share of its own rows against the share of what was taken that is right.
 */
export const rankCurves = (
  scores: ArrayLike<number>,
  isInside: (row: number) => boolean,
): { readonly roc: Points; readonly precisionRecall: Points } => {
  const order = Array.from(scores, (_, row) => row).sort((a, b) => scores[b]! - scores[a]!);
  const inside = order.reduce((count, row) => count + Number(isInside(row)), 0);
  const outside = order.length - inside;
  const roc: (readonly [number, number])[] = [[0, 0]];
  const precisionRecall: (readonly [number, number])[] = [];
  let [found, wrong] = [0, 0];
  for (const [i, row] of order.entries()) {
    if (isInside(row)) found++;
    else wrong++;
    // Rows of one score are taken together.
    if (i + 1 < order.length && scores[order[i + 1]!] === scores[row]) continue;
    roc.push([wrong / outside, found / inside]);
    precisionRecall.push([found / inside, found / (found + wrong)]);
  }
  return { roc: thinned(roc), precisionRecall: thinned([[0, precisionRecall[0]?.[1] ?? 1], ...precisionRecall]) };
};

const thinned = (points: Points): Points => {
  if (points.length <= mostPoints) return points;
  const step = (points.length - 1) / (mostPoints - 1);
  return Array.from({ length: mostPoints }, (_, i) => points[Math.round(i * step)]!);
};
