interface CurvesProps {
  readonly training: readonly number[];
  readonly test: readonly number[];
  /** The epoch with the least loss on the test, from 1; 0 before there is one. */
  readonly best: number;
  readonly epochs: number;
  readonly label: string;
}

const [width, height] = [240, 100];
/** What is drawn of a loss. */
const [low, high] = [0.003, 3];

/** The loss by epoch on a log scale, on what is learned from and on the test, with a mark at the best epoch. */
export const TwoCurves = ({ training, test, best, epochs, label }: CurvesProps) => {
  const left = (at: number): number => (at / Math.max(1, epochs - 1)) * width;
  const top = (loss: number): number =>
    height * (1 - Math.max(0, Math.min(1, Math.log(loss / low) / Math.log(high / low))));
  const line = (losses: readonly number[]) =>
    losses.map((loss, at) => `${left(at).toFixed(1)},${top(loss).toFixed(1)}`).join(" ");
  return (
    <svg class="loss-curve two-curves" viewBox={`0 -3 ${width} ${height + 6}`} role="img" aria-label={label}>
      {best > 0 && (
        <g class="best">
          <line x1={left(best - 1)} x2={left(best - 1)} y1="0" y2={height} />
          <circle cx={left(best - 1)} cy={top(test[best - 1]!)} r="4" />
        </g>
      )}
      <polyline points={line(training)} />
      <polyline class="on-test" points={line(test)} />
    </svg>
  );
};
