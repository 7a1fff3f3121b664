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
  };
};

export const writeAddress = ({ study, trial, sort, up, objective }: Address): string => {
  if (study === undefined) return "#/";
  const query = new URLSearchParams({
    ...(trial !== undefined && { trial: String(trial) }),
    ...(sort !== "number" && { sort }),
    ...(up && { up: "1" }),
    ...(objective !== 0 && { objective: String(objective) }),
  }).toString();
  return `#/studies/${study}${query && `?${query}`}`;
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
