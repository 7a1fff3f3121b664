import { cellsOf, cut, formatDuration, oneLine, padEnd, plural, type Style, shownUrl } from "@kaviar/base/text";
import type { AutofitResult } from "@kaviar/tabular";
import { shellWord } from "../command/shell-word.ts";
import { defaultStorage } from "../studies/storage-option.ts";
import { whereWords } from "../studies/where-words.ts";
import { adjustedWords } from "./adjusted-words.ts";
import { counted } from "./counted.ts";
import type { Names } from "./names.ts";
import { shortWords } from "./pipeline-words.ts";
import { metricWords, scoreText, scoreWithDeviation } from "./scores.ts";

interface Screen {
  readonly columns: number | undefined;
  readonly style: Style;
}

interface Closing {
  readonly names: Names;
  readonly files: readonly string[];
  readonly seconds: number;
  /** What the model is fitted to, where the search looked at a sample. */
  readonly sampled?: string | undefined;
}

/** What a search came to, what was written, and how to go on. */
export const closingWords = (
  result: AutofitResult,
  { names, files, seconds, sampled }: Closing,
  screen: Screen,
): string[] => {
  const { style } = screen;
  const { leaderboard, stopped, failures, single, ended } = result;
  const tried = leaderboard.length + stopped + failures.length;
  const became = [
    `${leaderboard.length} scored`,
    ...(stopped > 0 ? [`${stopped} stopped early`] : []),
    ...(failures.length > 0 ? [`${failures.length} failed`] : []),
  ];
  // Its budget everybody knows.
  const early = ended.includes("asked to stop") ? `, until ${ended}` : "";
  return [
    `${counted(tried, "pipeline")} in ${formatDuration(seconds * 1000)}${early}: ${became.join(", ")}`,
    ...failureLine(result, style),
    ...resultLines(result, screen),
    ...(single.pipeline.model?.name === "dummy"
      ? [style.yellow("Nothing is better than knowing the target alone: give it more time, or other columns.")]
      : []),
    ...(sampled === undefined ? [] : [style.yellow(sampled)]),
    ...wroteLines(names.out, files, screen),
    whereWords(names.study, shownUrl(defaultStorage()), style),
    `Predict:  ${style.bold(`kaviar predict ${shellWord(names.out)} new.csv > scored.csv`)}`,
  ];
};

/** One line where it fits, as two are looked over. */
const wroteLines = (out: string, files: readonly string[], { columns = Infinity, style }: Screen): string[] => {
  const wrote = `wrote ${style.bold(`${out.replace(/\/$/, "")}/`)}: ${files.join("  ")}`;
  const kept = `every evaluation is in ${shownUrl(defaultStorage()).replace("sqlite:", "")}`;
  return cellsOf(`${wrote}; ${kept}`) <= columns ? [`${wrote}; ${kept}`] : [wrote, kept];
};

/** The reason that came most often stands for all. */
const failureLine = ({ failures }: AutofitResult, style: Style): string[] => {
  const counts = new Map<string, number>();
  for (const { error } of failures) {
    const reason = oneLine(error.split("\n")[0]!);
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  const [first] = [...counts].sort(([, a], [, b]) => b - a);
  return first
    ? [
        style.dim(
          `  failed ${first[1] === failures.length ? "" : first[1] === 1 ? "once " : `${first[1]} times `}because: ${first[0]}`,
        ),
      ]
    : [];
};

/** Names of what is compared, as people say them. */
const comparedNames = {
  dummy: "majority",
  linear: "linear model",
  single: "best single",
  ensemble: "ensemble",
} as const;

const resultLines = (result: AutofitResult, { columns = 100, style }: Screen): string[] => {
  const { single, ensemble, holdout, adjusted, metric, task } = result;
  const words = metricWords(metric);
  const rows: readonly (readonly [label: string, text: string, score: string, more: string])[] = [
    [
      "best single",
      oneLine(shortWords(single.words)),
      `${words} ${scoreWithDeviation(single.score, single.std)}`,
      plural(single.complexity, "step"),
    ],
    ...(ensemble
      ? ([
          [
            "ensemble",
            `${counted(ensemble.members.length, "pipeline")} (greedy)`,
            `${words} ${scoreWithDeviation(ensemble.score, ensemble.std)}`,
            "",
          ],
        ] as const)
      : []),
    ...(holdout
      ? ([
          [
            "honest score",
            `on ${counted(holdout.rows, "row")} never looked at`,
            `${words} ${scoreText(holdout.score)}`,
            "",
          ],
        ] as const)
      : []),
  ];
  const more = adjustedWords(adjusted);
  const labels = Math.max(...[...rows, ...more].map(([label]) => cellsOf(label)));
  const right = Math.max(...rows.map(([, , score, more]) => cellsOf(score) + (more === "" ? 0 : cellsOf(more) + 3)));
  const room = Math.max(Math.min(Math.max(...rows.map(([, text]) => cellsOf(text))), columns - labels - right - 4), 12);
  const compared = holdout?.compared.map(
    ({ name, score }) => `${name === "dummy" && task === "numbers" ? "mean" : comparedNames[name]} ${scoreText(score)}`,
  );
  return [
    ...rows.map(([label, text, score, more]) =>
      `${style.bold(padEnd(label, labels))}  ${padEnd(cut(text, room), room)}  ${style.green(score)}${more === "" ? "" : `   ${more}`}`.trimEnd(),
    ),
    ...(compared ? [style.dim(`${" ".repeat(labels)}  there: ${compared.join(" · ")}`)] : []),
    ...more.map(([label, says]) => `${style.bold(padEnd(label, labels))}  ${says}`),
  ];
};
