import { formatNumber } from "@kaviar/page";
import { type HalvingChoices, longest } from "./choices.ts";
import { leastOf, lowestOf, type Run } from "./run-view.ts";
import { rungsOf } from "./rungs.ts";

interface CurvesPictureProps {
  readonly chosen: HalvingChoices;
  readonly runs: readonly Run[];
  /** Epochs after which a run was put back. */
  readonly putBack: readonly number[];
}

const [width, height] = [760, 300] as const;
const [left, below] = [66, 36] as const;
const [highest, lowest] = [3, 0.0003] as const;

/** The loss of each run by epoch, both on log scales: what paused, what went on, what would have come of those that paused. */
export const CurvesPicture = ({ chosen, runs, putBack }: CurvesPictureProps) => {
  const isOne = chosen.way === "panda";
  const most = isOne ? Math.max(10, runs[0]?.losses.length ?? 0) : longest;
  const across = (epoch: number): number =>
    left + width * (isOne ? (epoch - 1) / (most - 1) : Math.log(epoch) / Math.log(most));
  const down = (loss: number): number => {
    const part = Math.log(highest / Math.max(lowest, Math.min(highest, loss))) / Math.log(highest / lowest);
    return height * part;
  };
  const pathOf = (losses: readonly number[], from: number): string =>
    losses
      .map((loss, at) => `${at === 0 ? "M" : "L"}${across(from + at + 1).toFixed(1)} ${down(loss).toFixed(1)}`)
      .join("");
  const best = lowestOf(runs);
  const rungs = isOne ? [] : rungsOf(chosen, runs);
  const marks = isOne ? [1, most] : [1, longest];
  return (
    <svg
      class="raised"
      viewBox={`0 -26 ${left + width + 14} ${height + below + 28}`}
      role="img"
      aria-label={`${runs.length} runs, the lowest loss ${best === undefined ? "–" : formatNumber(leastOf(best))}`}
    >
      {[1, 0.1, 0.01, 0.001].map((loss) => (
        <g key={loss}>
          <path class="grid" d={`M${left} ${down(loss)}h${width}`} />
          <text x={left - 6} y={down(loss) + 4} text-anchor="end">
            {loss}
          </text>
        </g>
      ))}
      {rungs.map(({ epochs, arrived, wentOn }) => (
        <g key={epochs}>
          <path class="rung" d={`M${across(epochs)} 0V${height}`} />
          <text x={across(epochs)} y={-5} text-anchor="middle">
            {wentOn} of {arrived} go on
          </text>
          <text x={across(epochs)} y={height + 15} text-anchor="middle">
            {epochs}
          </text>
        </g>
      ))}
      {putBack.map((epoch) => (
        <g key={epoch}>
          <path class="rung" d={`M${across(epoch)} 0V${height}`} />
          <text x={across(epoch)} y={-5} text-anchor="middle">
            put back
          </text>
        </g>
      ))}
      {marks
        .filter((mark) => !rungs.some(({ epochs }) => epochs === mark))
        .map((mark) => (
          <text key={mark} x={across(mark)} y={height + 15} text-anchor="middle">
            {mark}
          </text>
        ))}
      <text x={left + width / 2} y={height + 31} text-anchor="middle">
        epoch
      </text>
      <text class="beside" transform={`translate(14 ${height / 2}) rotate(-90)`} text-anchor="middle">
        loss, held out
      </text>
      {runs.map((run) => {
        const paid = run.losses.length - run.afterwards;
        return (
          <g key={run.number} class={run === best ? "run-line best" : `run-line ${run.state}`}>
            {run.afterwards > 0 && <path class="afterwards" d={pathOf(run.losses.slice(paid - 1), paid - 1)} />}
            <path d={pathOf(run.losses.slice(0, paid), 0)} />
            <circle cx={across(paid)} cy={down(run.losses[paid - 1] ?? highest)} r="3" />
          </g>
        );
      })}
    </svg>
  );
};
