import { computed, signal } from "@preact/signals";

/** What is looked at: all of it stands in the address of the page, so that a link shows the same. */
export interface Address {
  /** The id of a study; undefined for the list of all. */
  readonly study: number | undefined;
  readonly trial: number | undefined;
  /** The column that trials are sorted by, as `sortKeys` names it, and whether the least comes first. */
  readonly sort: string;
  readonly up: boolean;
  readonly objective: number;
  /** Which trials are shown, as `parseFilter` reads it. */
  readonly filter: string;
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
  return {
    study: whole(/^\/studies\/(\d+)$/.exec(path)?.[1]),
    trial: whole(given.get("trial")),
    sort: given.get("sort") ?? "number",
    up: given.get("up") === "1",
    objective: whole(given.get("objective")) ?? 0,
    filter: given.get("filter") ?? "",
    hide: given.getAll("hide"),
    differs: given.get("differs") === "1",
  };
};

/** A study with nothing chosen yet. */
export const addressOfStudy = (id: number): string => `#/studies/${id}`;

const writeAddress = ({ study, trial, sort, up, objective, filter, hide, differs }: Address): string => {
  if (study === undefined) return "#/";
  const query = new URLSearchParams({
    ...(trial !== undefined && { trial: String(trial) }),
    ...(sort !== "number" && { sort }),
    ...(up && { up: "1" }),
    ...(objective !== 0 && { objective: String(objective) }),
    ...(filter !== "" && { filter }),
    ...(differs && { differs: "1" }),
  });
  for (const key of hide) query.append("hide", key);
  return `${addressOfStudy(study)}${query.size > 0 ? `?${query}` : ""}`;
};

const hash = signal(location.hash);
addEventListener("hashchange", () => {
  hash.value = location.hash;
});

export const address = computed(() => readAddress(hash.value));

/** The address that differs from the present one by this. */
export const addressWith = (patch: Partial<Address>): string => writeAddress({ ...address.value, ...patch });

export const go = (patch: Partial<Address>): void => {
  location.hash = addressWith(patch);
};

/** Goes on at another address as if it were this one: who types a filter does not want to go back letter by letter. */
export const goInstead = (patch: Partial<Address>): void => location.replace(addressWith(patch));
