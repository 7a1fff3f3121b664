import { toJson } from "@kaviar/base/text";
import { columnsOf, encodeColumns } from "../columns/index.ts";
import type { Mirrors } from "../reading/mirrors.ts";
import type { Presence } from "../reading/presence.ts";
import { type StudySummary, summaryOf } from "../reading/study-summary.ts";
import { summariesOfRuns } from "../runs/run-news.ts";
import type { Runs } from "../runs/runs.ts";
import type { Feed } from "./stream.ts";

/** All studies in short. */
export const summaries = async (mirrors: Mirrors, presence: Presence): Promise<readonly StudySummary[]> => {
  const [all, heartbeats] = [await mirrors.all(), await mirrors.storage.heartbeats()];
  return all.map((mirror) => summaryOf(mirror, heartbeats, presence));
};

/** A value as JSON where it differs from the one before. */
const whenNew = () => {
  let last: string | undefined;
  return (value: unknown): string | undefined => {
    const json = toJson(value);
    if (json === last) return undefined;
    last = json;
    return json;
  };
};

/** All studies and watched runs in short, whenever one of them has changed. */
export const studiesFeed = (mirrors: Mirrors, presence: Presence, runs: Runs): Feed => {
  const [freshStudies, freshRuns] = [whenNew(), whenNew()];
  return {
    every: 1_000,
    next: async () => {
      const told = {
        studies: freshStudies(await summaries(mirrors, presence)),
        runs: freshRuns(summariesOfRuns(runs)),
      };
      return Object.entries(told).flatMap(([event, data]) => (data === undefined ? [] : [{ event, data }]));
    },
  };
};

/** What is new of a study. */
export interface StudyNews {
  /** In short, where that differs from what was told last. */
  readonly study?: StudySummary;
  /** Trials that have changed or reported something, as columns in base64. */
  readonly columns?: string;
}

/** A study from a revision on, told by the revisions that it has come to. All that is new at once comes as one. */
export const studyFeed = (mirrors: Mirrors, presence: Presence, study: number, from: number): Feed => {
  const fresh = whenNew();
  let since = from;
  let createdAt: number | undefined;
  return {
    every: 250,
    next: async () => {
      const mirror = await mirrors.study(study);
      createdAt ??= mirror?.record.createdAt;
      if (mirror === undefined || mirror.record.createdAt !== createdAt) return undefined;
      const short = fresh(summaryOf(mirror, await mirrors.storage.heartbeats(), presence));
      const inShort: StudyNews = short === undefined ? {} : { study: JSON.parse(short) };
      const { trials, reports, revision } = await mirrors.storage.changes(study, since);
      if (revision <= since) return short === undefined ? [] : [{ event: "news", data: JSON.stringify(inShort) }];
      since = revision;
      const changed = new Set(trials.map(({ number }) => number));
      const reported = [...new Set(reports.map(({ number }) => number))].filter((number) => !changed.has(number));
      const told = [...trials, ...reported.flatMap((number) => mirror.trials[number] ?? [])];
      const columns = columnsOf(told, mirror.record.directions.length, revision, mirror.countReports);
      const news: StudyNews = {
        ...inShort,
        columns: Buffer.from(encodeColumns(columns)).toString("base64"),
      };
      return [{ event: "news", id: revision, data: JSON.stringify(news) }];
    },
  };
};
