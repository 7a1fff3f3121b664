import { toJson } from "@kaviar/base/text";
import { newsOf } from "../runs/run-news.ts";
import type { Runs } from "../runs/runs.ts";
import type { Feed } from "./stream.ts";

/** A run from an epoch on, told by how many epochs there are. */
export const runFeed = (runs: Runs, id: number, from: number): Feed => {
  let since: number | undefined;
  return {
    every: 250,
    next: async () => {
      const run = runs.all()[id];
      if (run === undefined) return undefined;
      if (since === run.done) return [];
      const news = newsOf(run, since ?? Math.min(from, run.done));
      since = run.done;
      return [{ event: "epochs", id: run.done, data: toJson(news) }];
    },
  };
};
