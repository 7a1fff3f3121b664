import { computed, signal } from "@preact/signals";

/** What is looked at: all of it stands in the address of the page, so that a link shows the same. */
export interface Address {
  /** The id of a study; undefined for the list of all. */
  readonly study: number | undefined;
  /** The name of a study that may not be there yet; undefined on the other pages. */
  readonly named: string | undefined;
  /** The id of a training run; undefined on the other pages. */
  readonly run: number | undefined;
  /** Studies that are set beside each other, by their ids; undefined on the other pages. */
  readonly compared: readonly number[] | undefined;
  /** Whether those are compared by their trials or over time. */
  readonly by: "trials" | "time";
  readonly trial: number | undefined;
  /** Of a search of pipelines: what is shown of it. */
  readonly view: "pipelines" | "trials";
  /** The pipeline whose line of descent is shown; undefined for that of the best. */
  readonly line: number | undefined;
  /** The column that trials are sorted by, as `sortKeys` names it, and whether the least comes first. */
  readonly sort: string;
  readonly up: boolean;
  readonly objective: number;
  /** Which trials are shown, as `parseFilter` reads it. */
  readonly filter: string;
  /** Which two objectives are set against each other, by their places, where that is said; and which two parameters, by their names. */
  readonly aims: readonly [number, number] | undefined;
  readonly pair: readonly [string | undefined, string | undefined];
  /** Columns that are not shown, by their keys; and whether those are left out that are the same in all trials shown. */
  readonly hide: readonly string[];
  readonly differs: boolean;
}

const whole = (text: string | null | undefined): number | undefined =>
  /^\d{1,15}$/.test(text ?? "") ? Number(text) : undefined;

/** `#/studies/3?trial=12&sort=param%3Arate&up=0`. What cannot be read is as if it were not there. */
const readAddress = (hash: string): Address => {
  const [path = "", query = ""] = hash.replace(/^#/, "").split("?");
  const given = new URLSearchParams(query);
  const study = whole(/^\/studies\/(\d+)$/.exec(path)?.[1]);
  const [aim, against] = [whole(given.get("aim")), whole(given.get("against"))];
  const named = (name: string): string | undefined => given.get(name) ?? undefined;
  return {
    study,
    named: path === "/study" ? named("name") : undefined,
    run: whole(/^\/runs\/(\d+)$/.exec(path)?.[1]),
    compared: path === "/compare" ? given.getAll("study").flatMap((id) => whole(id) ?? []) : undefined,
    by: given.get("by") === "time" ? "time" : "trials",
    trial: whole(given.get("trial")),
    view: given.get("view") === "trials" ? "trials" : "pipelines",
    line: whole(given.get("line")),
    sort: given.get("sort") ?? "number",
    up: given.get("up") === "1",
    objective: whole(given.get("objective")) ?? 0,
    filter: given.get("filter") ?? "",
    aims: aim === undefined || against === undefined ? undefined : [aim, against],
    pair: [named("across"), named("along")],
    hide: given.getAll("hide"),
    differs: given.get("differs") === "1",
  };
};

export const addressOfRun = (id: number): string => `#/runs/${id}`;

/** A study with nothing chosen yet. */
export const addressOfStudy = (id: number): string => `#/studies/${id}`;

/** Studies beside each other. */
export const addressOfComparison = (ids: readonly number[]): string =>
  `#/compare?${ids.map((id) => `study=${id}`).join("&")}`;

const writeAddress = (address: Address): string => {
  const { study, compared, by, trial, view, line, sort, up, objective, filter, aims, pair, hide, differs } = address;
  const query = new URLSearchParams({
    ...(by !== "trials" && { by }),
    ...(trial !== undefined && { trial: String(trial) }),
    ...(view !== "pipelines" && { view }),
    ...(line !== undefined && { line: String(line) }),
    ...(sort !== "number" && { sort }),
    ...(up && { up: "1" }),
    ...(objective !== 0 && { objective: String(objective) }),
    ...(filter !== "" && { filter }),
    ...(aims !== undefined && { aim: String(aims[0]), against: String(aims[1]) }),
    ...(pair[0] !== undefined && { across: pair[0] }),
    ...(pair[1] !== undefined && { along: pair[1] }),
    ...(differs && { differs: "1" }),
  });
  for (const key of hide) query.append("hide", key);
  if (compared !== undefined) return `${addressOfComparison(compared)}${query.size > 0 ? `&${query}` : ""}`;
  if (study === undefined) return "#/";
  return `${addressOfStudy(study)}${query.size > 0 ? `?${query}` : ""}`;
};

const hash = signal(location.hash);

/** The event of a change comes later: whoever goes on from here meanwhile goes on from this. */
const arrive = (): void => {
  hash.value = location.hash;
};
addEventListener("hashchange", arrive);

export const address = computed(() => readAddress(hash.value));

/** The address that differs from the present one by this. */
export const addressWith = (patch: Partial<Address>): string => writeAddress({ ...address.value, ...patch });

export const go = (patch: Partial<Address>): void => {
  location.hash = addressWith(patch);
  arrive();
};

/** Goes on at another address as if it were this one: who types a filter does not want to go back letter by letter. */
export const goInstead = (patch: Partial<Address>): void => {
  location.replace(addressWith(patch));
  arrive();
};
