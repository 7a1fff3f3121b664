import type { Pipeline } from "./pipeline.ts";

/** What whiskers span, from the worse end to the better one or the other way round: a score left of it stands at its edge. */
export interface WhiskerSpan {
  readonly low: number;
  readonly high: number;
}

/** In pixels of the page. */
const [width, height, dot] = [110, 16, 3];

/** The share of the best that has room between the ends: what is far behind does not squash them. */
const shownShare = 0.75;

/** The ends for a leaderboard, the best first. */
export const whiskerSpan = (ranked: readonly Pipeline[]): WhiskerSpan => {
  let [low, high] = [Infinity, -Infinity];
  for (const { score, std = 0 } of ranked.slice(0, Math.max(Math.ceil(shownShare * ranked.length), 3))) {
    low = Math.min(low, score - std);
    high = Math.max(high, score + std);
  }
  return high > low ? { low, high } : { low: low - 0.5, high: low + 0.5 };
};

/** A score and how far folds differ, on one scale for all rows of a table; the numbers stand beside it. */
export const Whisker = ({ score, std = 0, span }: Pick<Pipeline, "score" | "std"> & { readonly span: WhiskerSpan }) => {
  const room = width - 2 * dot;
  const at = (value: number): number =>
    dot + room * Math.min(Math.max((value - span.low) / (span.high - span.low), 0), 1);
  const isOutside = score < span.low || score > span.high;
  return (
    <svg class={isOutside ? "whisker outside" : "whisker"} width={width} height={height} aria-hidden="true">
      <line x1={at(score - std)} x2={at(score + std)} y1={height / 2} y2={height / 2} />
      <circle cx={at(score)} cy={height / 2} r={dot} />
    </svg>
  );
};
