import { withCard } from "@kaviar/base/card";
import { type Running, withEvents } from "@kaviar/base/events";
import type { GivenTargets } from "../data/targets.ts";
import type { SearchEvent } from "./events.ts";
import { readSearchOptions, type SearchOptions } from "./options.ts";
import type { SearchResult } from "./result.ts";

/** A search that runs: to be awaited for what it finds, and to be iterated for what happens. */
export interface NetworkSearch extends Running<SearchResult, SearchEvent> {}

/** Rows, and what to learn of them. */
export interface SearchData {
  /**
   * Images [N, C, H, W] from 0 to 255, also in a file (`storeImages`), sequences [N, T, F] or lists of steps, texts, or rows of a
   * table; or those with columns beside them, { image, columns } and its kin.
   */
  readonly x: unknown;
  /** Classes or numbers; `readImages` and its kin have none where nothing says them, and then there is nothing to learn. */
  readonly y?: GivenTargets;
}

/**
 * Searches for the network that predicts best, and trains it on all rows.
 *
 * ```ts
 * const { model, holdout } = await searchNetwork(await readImages("photos"), { task: "image", budget: { time: "5m" } });
 * await model.save("photos.onnx");
 * ```
 * Recipes that are known to do well come first, then what a sampler makes of them; what does not get on is stopped early.
 * An honest score comes from rows that the search never saw.
 */
export const searchNetwork = withCard(
  (data: SearchData, given: SearchOptions): NetworkSearch => {
    const options = readSearchOptions(given);
    return withEvents(async (log) => (await import("./run-search.ts")).runSearch(data, options, log));
  },
  {
    about: {
      name: "Search over networks",
      formula:
        "recipes, then Bayesian optimization with asynchronous halving over families, widths, depths and training",
      use: "images, sequences, texts or tables, and minutes: when nobody wants to choose layers by hand",
      pitfall:
        "the best of many scores is too good: believe the holdout, and what the report says the search has bought",
      reference: "Jin et al. 2019 (AutoKeras); Li et al. 2020; Loshchilov & Hutter 2017",
      seeAlso: ["architecture"],
    },
  },
);
