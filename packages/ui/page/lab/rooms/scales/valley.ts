/** Curvature along a valley and across it: the ratio is that of many nets. */
const [along, across] = [1, 10_000] as const;

const steps = 2_000;

/** Less than a hundredth of what it began with. */
export const goodLoss = 0.01;

/**
 * What is left of the loss ½(x² + 10000y²), which begins at 1, after 2000 steps of descent with momentum:
 * v ← βv + ∇f, x ← x − ηv. (Polyak 1964) Infinite where it flies away.
 */
export const lossAfter = (rate: number, momentum: number, count = steps): number => {
  const left = [along, across].map((curvature) => {
    let [x, v] = [Math.sqrt(1 / curvature), 0];
    for (let step = 0; step < count && Math.abs(x) < 1e6; step++) {
      v = momentum * v + curvature * x;
      x -= rate * v;
    }
    return 0.5 * curvature * x ** 2;
  });
  const loss = left[0]! + left[1]!;
  return loss < 1e6 ? loss : Number.POSITIVE_INFINITY;
};
