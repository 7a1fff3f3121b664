interface LossCurveProps {
  readonly losses: readonly number[];
  /** From the least to the most that is drawn, the same for all that stand side by side. */
  readonly range: readonly [low: number, high: number];
  /** How many there will be. */
  readonly count: number;
  readonly label: string;
}

const [width, height] = [240, 90];

/** The loss of each step on a log scale, small: what is above the range stays at its edge. */
export const LossCurve = ({ losses, range: [low, high], count, label }: LossCurveProps) => {
  // A curve has no more points than pixels: of several steps the least and the most are drawn.
  const every = Math.max(1, Math.floor(losses.length / width));
  const points: string[] = [];
  for (let from = 0; from < losses.length; from += every) {
    const some = losses.slice(from, from + every);
    const left = ((from / Math.max(1, count - 1)) * width).toFixed(1);
    for (const value of every === 1 ? some : [Math.min(...some), Math.max(...some)]) {
      const part = Math.log(value / low) / Math.log(high / low);
      points.push(`${left},${(height * (1 - Math.max(0, Math.min(1, Number.isNaN(part) ? 1 : part)))).toFixed(1)}`);
    }
  }
  return (
    <svg class="loss-curve" viewBox={`0 -3 ${width} ${height + 6}`} role="img" aria-label={label}>
      <polyline points={points.join(" ")} />
    </svg>
  );
};
