import type { Scored, SearchEvent } from "@kaviar/architecture";
import { bar, cut, formatClock, oneLine, plural, type Style } from "@kaviar/base/text";
import { tryingLines } from "../command/trying-lines.ts";
import { metricWords, scoreText } from "../fitting/scores.ts";
import type { Progress } from "./progress.ts";

interface Screen {
  readonly columns: number;
  readonly rows: number;
  readonly style: Style;
}

/** `12 networks · 1 failed · 2m 10s left` */
export const countsText = ({ tried, total, failed, deadline }: Progress, now: number): string =>
  [
    total === undefined ? plural(tried, "network") : `${tried} of ${plural(total, "network")}`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(deadline === undefined ? [] : [`${formatClock(Math.ceil(Math.max(deadline - now, 0) / 1000) * 1000)} left`]),
  ].join(" · ");

/** `accuracy 0.913  residual(width 24, …)` */
const scoredText = (metric: string, { score, network }: Scored): string =>
  `${metricWords(metric)} ${scoreText(score)}  ${oneLine(network)}`;

/** Lines that stay, on a terminal too. */
export const lastingLines = (before: Progress, event: SearchEvent, after: Progress, style: Style): string[] => {
  if (event.kind === "read") return event.notes.map((note) => style.dim(`  ${oneLine(note)}`));
  if (event.kind === "resumed") return [`  goes on with ${plural(event.tried, "network")} that were tried before`];
  if (event.kind === "failed")
    return [style.dim(`  failed: ${oneLine(event.words)}: ${oneLine(event.error.split("\n")[0]!)}`)];
  return before.recipe === undefined && after.recipe?.cycles === 3
    ? [`  ${style.green("✓")} begins with  ${scoredText(after.metric, after.recipe)}`]
    : [];
};

/** Where no picture can be drawn: a line for what is worth one. */
export const lineOf = (event: SearchEvent, { metric }: Progress, style: Style): string | undefined => {
  if (event.kind === "finishing") return `  finishing: ${event.doing}`;
  if (event.kind !== "scored" || !event.best) return undefined;
  return `  ${style.green("★")} network ${event.candidate.trial}  ${scoredText(metric, event.candidate)}`;
};

const turning = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];

/** How long each picture of what turns stays, in milliseconds. */
export const turnEvery = 100;

export const markAt = (now: number): string => turning[Math.floor(now / turnEvery) % turning.length]!;

/** A search as lines that fit the screen: how far it is, the best so far, and what is being trained. */
export const frame = (progress: Progress, { columns, rows, style }: Screen, now: number): string[] => {
  const { finishing, interrupted, tried, trying, best, began, deadline, metric } = progress;
  const mark = style.cyan(markAt(now));
  const doing =
    finishing !== undefined
      ? `finishing: ${finishing}`
      : interrupted
        ? "ending"
        : tried === 0 && trying.size === 0
          ? "starting the workers"
          : "searching";
  const share = deadline === undefined ? undefined : (now - began) / (deadline - began);
  const drawn = share === undefined ? "" : bar(Math.min(Math.max(share, 0), 1), Math.min(40, columns - 4), style);
  const top = [
    `  ${mark} ${style.bold(doing)}  ${countsText(progress, now)}`,
    ...(drawn === "" ? [] : [`    ${drawn}`]),
    ...(best === undefined ? [] : [`    ${style.green("★")} ${scoredText(metric, best)}`]),
  ];
  const room = Math.max(rows - 2 - top.length, 0);
  return [...top, ...tryingLines([...trying.values()], style, now, room)]
    .slice(0, Math.max(rows - 1, 1))
    .map((line) => cut(line, columns));
};
