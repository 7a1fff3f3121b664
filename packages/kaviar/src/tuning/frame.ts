import {
  bar,
  cellsOf,
  cut,
  formatClock,
  formatDuration,
  oneLine,
  plural,
  type Style,
  table,
  wrap,
} from "@kaviar/base/text";
import { type TrialRecord, wordsForAims } from "@kaviar/tune";
import { outcomeWords } from "../studies/outcome-words.ts";
import { paramPairs } from "../studies/params.ts";
import { countsLine } from "../studies/summary.ts";
import { valuesText, valuesTitle } from "../studies/trial-block.ts";
import { paintState } from "../studies/trial-table.ts";
import { overOf, type Progress, type Running, timeLeft } from "./progress.ts";

export interface Screen {
  readonly columns: number;
  readonly rows: number;
  readonly style: Style;
}

/** The live table of a run, as lines that fit the screen: how far it is, its best, what runs, what ended last. */
export const frame = (progress: Progress, { columns, rows, style }: Screen, now: number): string[] => {
  const top = [
    header(progress, style),
    progressLine(progress, columns, style, now),
    style.dim(countsText(progress)),
    ...best(progress, style, columns),
    "",
  ];
  const running = runningLines(progress, style, now, Math.max(Math.min(8, Math.floor(rows / 4)), 1));
  const room = Math.max(rows - 1 - top.length - running.length - 2, 0);
  const last = recentLines(progress, style, columns, Math.min(room, 10));
  return [...top, ...running, ...last].slice(0, Math.max(rows - 1, 1)).map((line) => cut(line, columns));
};

const header = (progress: Progress, { bold, dim }: Style): string => {
  const { name, sampler, workers, storage } = progress;
  const parts = [wordsForAims(progress), sampler, plural(workers, "worker"), storage];
  return `${bold(oneLine(name))}  ${dim(parts.filter(Boolean).join(" · "))}`;
};

const countsText = (progress: Progress): string => {
  if (progress.running.size === 0 && progress.ended === 0) return "starting the workers";
  return countsLine({ ...progress.counts, running: 0, waiting: 0 });
};

const progressLine = (progress: Progress, columns: number, style: Style, now: number): string => {
  const { total } = progress;
  const over = overOf(progress);
  const left = timeLeft(progress, now);
  const times = `${formatDuration(now - progress.began)}${left === undefined ? "" : `, about ${formatDuration(left)} left`}`;
  if (total === undefined) return `${plural(over, "trial")}  ${style.dim(times)}`;
  const share = Math.min(over / total, 1);
  const words = `${over}/${total}  ${Math.floor(100 * share)}%  `;
  const drawn = bar(share, Math.min(30, columns - cellsOf(words) - cellsOf(times) - 2), style);
  return `${drawn}${drawn && "  "}${words}${style.dim(times)}`;
};

const best = ({ best, front, objectives }: Progress, style: Style, columns: number): string[] => {
  if (front !== undefined) return [`front  ${style.green(style.bold(plural(front, "trial")))}`];
  if (best === undefined) return [style.dim("best   none yet")];
  const value = `best   ${style.green(style.bold(valuesText(best.values, objectives)))}  ${style.dim(`trial ${best.number}`)}`;
  return [value, ...wrap(words(best), columns - 7, 3).map((line) => `       ${line}`)];
};

const words = (trial: TrialRecord): readonly string[] => paramPairs(trial).map(([name, value]) => `${name} ${value}`);

const runningLines = ({ running }: Progress, style: Style, now: number, most: number): string[] => {
  const all = [...running.values()];
  const lines = all
    .slice(0, most)
    .map((trial) => `${style.cyan("▸")} trial ${trial.number}  ${runningText(trial, now)}`);
  return all.length <= most ? lines : [...lines, style.dim(`  and ${all.length - most} more running`)];
};

const runningText = ({ sampler, since, step, values }: Running, now: number): string => {
  const parts = [sampler, formatClock(now - since)];
  if (step !== undefined) parts.push(`step ${step}: ${valuesText(values ?? [])}`);
  return parts.filter(Boolean).join("  ");
};

const recentLines = ({ recent, best, objectives }: Progress, style: Style, columns: number, most: number): string[] => {
  if (most < 1 || recent.length === 0) return [];
  const shown = recent.slice(0, most);
  const narrow = columns < 72;
  const rows = shown.map((trial) => {
    const { number, state, values, sampler = "" } = trial;
    const mark = number === best?.number ? style.green("★") : " ";
    const time = timeOf(trial);
    return [
      `${mark} ${number}`,
      paintState(state, style),
      valuesText(values),
      time,
      ...(narrow ? [] : [sampler]),
      outcomeWords(trial, style),
    ];
  });
  const heads = [
    { title: "trial", align: "right" },
    { title: "state" },
    { title: valuesTitle(objectives), align: "right" },
    { title: "time", align: "right" },
    ...(narrow ? [] : [{ title: "sampler" }]),
    { title: "params" },
  ] as const;
  return ["", ...table(heads, rows, { width: columns, head: style.dim })];
};

export const timeOf = ({ startedAt, finishedAt }: TrialRecord): string =>
  startedAt === undefined || finishedAt === undefined ? "–" : formatDuration(finishedAt - startedAt);
