import type { SearchResult } from "@kaviar/architecture";
import { cellsOf, formatDuration, oneLine, padEnd, plural, type Style, shownUrl } from "@kaviar/base/text";
import { shellWord } from "../command/shell-word.ts";
import type { Names } from "../fitting/names.ts";
import { metricWords, scoreText } from "../fitting/scores.ts";
import { defaultStorage } from "../studies/storage-option.ts";
import { whereWords } from "../studies/where-words.ts";

interface Written {
  readonly names: Names;
  readonly files: readonly string[];
  readonly seconds: number;
  /** What is predicted next, such as `new-photos/`. */
  readonly next: string;
}

/** What a search over networks came to, what was written, and how to go on. */
export const closingWords = (
  result: SearchResult,
  { names, files, seconds, next }: Written,
  style: Style,
): string[] => {
  const { leaderboard, failures, winner, recipe, members, holdout, metric, validation, folds, views } = result;
  const score = (value: number): string => `${metricWords(metric)} ${scoreText(value)}`;
  const scoredOn = folds > 1 ? `on ${folds} folds` : "on rows it did not learn from";
  const paused = leaderboard.filter(({ cycles }) => cycles < 3).length;
  const rows: readonly (readonly [label: string, text: string])[] = [
    ["began with", `${score(recipe.score)}  ${oneLine(recipe.network)}`],
    ["best", `${score(winner.score)}  ${oneLine(winner.network)}  ${plural(winner.parameters, "number")} to learn`],
    ...(members.length > 1 || views !== undefined
      ? [["together", `${score(validation)}  ${togetherWords(members.length, views)}`] as const]
      : []),
    ...(holdout
      ? [
          [
            "honest score",
            `${score(holdout.score)}  on ${plural(holdout.rows, "row")} never looked at  (the best alone ${scoreText(holdout.best)}, what it began with ${scoreText(holdout.recipe)})`,
          ] as const,
        ]
      : []),
  ];
  const labels = Math.max(...rows.map(([label]) => cellsOf(label)));
  const all = leaderboard.length + failures.length;
  return [
    `${plural(all, "network")} in ${formatDuration(seconds * 1000)}: ${leaderboard.length} scored ${scoredOn}${paused > 0 ? `, ${paused} of them stopped early` : ""}${failures.length > 0 ? `, ${failures.length} failed` : ""}`,
    ...rows.map(([label, text]) => `${style.bold(padEnd(label, labels))}  ${text}`),
    ...(winner.trial === recipe.trial
      ? [
          style.yellow(
            "The search has bought nothing: what it began with is the best. More time may help, or more rows.",
          ),
        ]
      : []),
    ...result.notes.map((note) => style.yellow(note)),
    `wrote ${style.bold(`${names.out.replace(/\/$/, "")}/`)}: ${files.join("  ")}; every network tried is in ${shownUrl(defaultStorage()).replace("sqlite:", "")}`,
    whereWords(names.study, shownUrl(defaultStorage()), style),
    `Predict:  ${style.bold(`kaviar predict ${shellWord(names.out)} ${next} > labels.csv`)}`,
  ];
};

const togetherWords = (networks: number, views: string | undefined): string =>
  [
    ...(networks > 1 ? [`${plural(networks, "network")}, the mean of what they say`] : []),
    ...(views === undefined ? [] : [`the mean over ${views}`]),
  ].join("; ");
