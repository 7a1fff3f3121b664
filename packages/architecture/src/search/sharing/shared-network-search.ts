import { type Running, withEvents } from "@kaviar/base/events";
import type { Study, StudyEvent } from "@kaviar/tune";
import type { SearchEvent } from "../events.ts";
import { readSearchOptions, type SearchOptions } from "../options.ts";
import type { NetworkSearch, SearchData } from "../search-network.ts";

/** What `searchNetwork` takes, where all who work on the search meet, and where what candidates leave is kept. */
export type SharedNetworkOptions = Omit<SearchOptions, "folder" | "storage" | "name"> & {
  readonly storage: string;
  readonly name: string;
  /** A place that all machines reach: see `createStudy` of @kaviar/tune. In the study's folder unless said. */
  readonly artifacts?: string | undefined;
};

/** A search over networks that several processes work on, on one machine or on many: each has the rows. */
export interface SharedNetworkSearch {
  /** Begins it, or lets it go on by what is given now: whatever is wrong with that is said here, before anybody works on it. */
  begin(): Promise<void>;
  /** Trains candidates beside all others who do. Says why the search is over; undefined where it is not, but its signal ended this. */
  join(): Running<string | undefined, SearchEvent>;
  /** Of a search that is over: chooses from what was scored, and trains that on all rows. One of all does it. */
  finish(ended: string): NetworkSearch;
  /** What others do, from what happens in their study. */
  watch(follow: (study: Study) => AsyncIterable<StudyEvent>): Running<void, SearchEvent>;
}

/**
 * The search of `searchNetwork` for several machines, which meet in the study of a database. With counted candidates it finds
 * the same by however many.
 *
 * ```ts
 * const options = { task: "image", budget: { trials: 60, epochs: 20 }, storage: "postgres://…", name: "photos" } as const;
 * const search = sharedNetworkSearch(await readImages("photos"), options);
 * await search.begin();                         // once
 * const ended = await search.join();            // on each machine
 * const { model } = await search.finish(ended); // on one of them
 * ```
 * What a candidate has learned goes with its trial, as an artifact, to its heirs and to who finishes.
 */
export const sharedNetworkSearch = (data: SearchData, given: SharedNetworkOptions): SharedNetworkSearch => {
  const { artifacts, ...others } = given;
  const options = { ...readSearchOptions(others), storage: given.storage, name: given.name, artifacts };
  // What needs processes and files is loaded where there are some.
  const parts = () => import("./parts-of-all.ts");
  return {
    begin: async () => (await parts()).begin(data, options),
    join: () => withEvents(async (log) => (await parts()).takePart(data, options, log)),
    finish: (ended) => withEvents(async (log) => (await parts()).finish(data, options, log, ended)),
    watch: (follow) => withEvents<void, SearchEvent>(async (log) => (await parts()).watch(data, options, log, follow)),
  };
};
