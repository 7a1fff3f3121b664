import { Explain } from "../../card/explain.tsx";
import { FitPicture } from "../../fits/fit-picture.tsx";
import { LossCurve } from "../../fits/loss-curve.tsx";
import type { Points } from "../../fits/wave.ts";
import { shortNumber } from "../../words/short-number.ts";
import type { RunView } from "./train-beside.ts";
import { reasons, type Verdict } from "./verdict.ts";

interface CellProps {
  readonly run: RunView;
  readonly title: string;
  readonly points: Points;
  readonly range: readonly [low: number, high: number];
  /** Steps of the whole run. */
  readonly count: number;
}

/** One of the runs: what it has learned, its loss by step, and what it does. */
export const Cell = ({ run, title, points, range, count }: CellProps) => (
  <li class="cell">
    <h3>{title}</h3>
    <FitPicture points={points} fitted={run.fitted} label={`What the net with ${title} says along the wave`} />
    <LossCurve losses={run.losses} range={range} count={count} label={`The loss of each step with ${title}`} />
    <p class="verdict">
      <strong>
        {signs[run.verdict]} {run.verdict}
      </strong>{" "}
      {run.verdict !== "fits" && <Explain of={cards[run.verdict]} title={run.verdict} />}{" "}
      <span class="thin">
        {run.broken === undefined
          ? reasons[run.verdict]
          : `${reasons.diverges}: no number can hold it after step ${run.steps}`}
        ; loss {shortNumber(run.last)}
      </span>
    </p>
  </li>
);

export const signs: { readonly [V in Verdict]: string } = { fits: "✔", crawls: "…", swings: "≈", diverges: "✖" };

const cards = { crawls: "rate-too-low", swings: "oscillation", diverges: "rate-too-high" } as const;
