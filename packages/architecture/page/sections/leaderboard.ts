import { formatDuration } from "@kaviar/base/text";
import { type Column, h, records, section, shownScore } from "@kaviar/page";
import type { NetworkReport, TrialShown } from "../../src/report/network-report.ts";
import { milliseconds } from "../milliseconds.ts";

const states: Readonly<Record<TrialShown["state"], string>> = {
  scored: "",
  stopped: "not to the end",
  failed: "failed",
};

const originOf = ({ origin }: TrialShown): string =>
  typeof origin === "string" ? (origin === "recipe" ? "recipe" : "search") : `weights of ${origin.trial}`;

const timeOfRow: Column<TrialShown> = {
  name: "a row",
  of: ({ millisecondsPerRow }) => millisecondsPerRow,
  show: ({ millisecondsPerRow: own }) => (own === undefined ? "" : milliseconds(own)),
};

/** The trials, the best first, and behind them what failed. */
export const leaderboard = ({ trials, metric, winner }: NetworkReport): HTMLElement | undefined => {
  if (trials.length === 0) return undefined;
  const sign = metric.better === "higher" ? -1 : 1;
  const all = trials.toSorted(
    (a, b) => Number(a.score === undefined) - Number(b.score === undefined) || sign * ((a.score ?? 0) - (b.score ?? 0)),
  );
  const places = new Map(all.map(({ trial }, i) => [trial, i + 1]));
  return section(
    "Leaderboard",
    `All networks by ${metric.title} on the rows that the search chose by: those in front are a little lucky too.`,
    ...records<TrialShown>({
      rows: all,
      atOnce: 15,
      columns: [
        { name: "nr", of: ({ trial }) => places.get(trial) },
        { name: metric.title, of: ({ score }) => score, show: ({ score }) => shownScore(score) },
        {
          name: "family",
          of: ({ family }) => family,
          show: ({ family, trial }) =>
            h("span", {}, family, trial === winner.trial ? h("span", { class: "chosen" }, "winner") : undefined),
        },
        { name: "network", of: ({ words }) => words, look: ({ words }) => ({ class: "wrap", title: words }) },
        { name: "parameters", of: ({ parameters }) => parameters },
        ...(trials.some(({ millisecondsPerRow }) => millisecondsPerRow !== undefined) ? [timeOfRow] : []),
        { name: "epochs", of: ({ epochs }) => epochs },
        { name: "trained", of: ({ seconds }) => seconds, show: ({ seconds }) => formatDuration(1000 * seconds) },
        { name: "came by", of: originOf },
        { name: "", of: ({ state }) => states[state] },
        { name: "trial", of: ({ trial }) => trial },
      ],
    }),
  );
};
