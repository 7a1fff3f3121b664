import { computed, signal } from "@preact/signals";

/** What is looked at: a room, what is chosen in it, and which controls a teacher has put away. All of it stands in the address. */
export interface Address {
  /** Empty for the entrance. */
  readonly room: string;
  /** What was chosen, as each room reads it. */
  readonly chosen: Readonly<Record<string, string>>;
  /** Names of controls that are not shown. */
  readonly hidden: readonly string[];
}

/** `#/playground?data=spiral&rate=0.03&hide=noise`. */
const readAddress = (hash: string): Address => {
  const [path = "", query = ""] = hash.replace(/^#/, "").split("?");
  const given = new URLSearchParams(query);
  const hidden = given.getAll("hide");
  given.delete("hide");
  return { room: /^\/([a-z-]+)$/.exec(path)?.[1] ?? "", chosen: Object.fromEntries(given), hidden };
};

export const writeAddress = ({ room, chosen, hidden }: Address): string => {
  const query = new URLSearchParams(chosen);
  for (const name of hidden) query.append("hide", name);
  return `#/${room}${query.size > 0 ? `?${query}` : ""}`;
};

const hash = signal(location.hash);
addEventListener("hashchange", () => {
  hash.value = location.hash;
});

export const address = computed(() => readAddress(hash.value));

/** Goes on at another address of this room as if it were this one: who turns a knob does not want to go back notch by notch. */
export const goInstead = (patch: Partial<Address>): void => {
  const next = writeAddress({ ...address.value, ...patch });
  history.replaceState(null, "", next);
  hash.value = next;
};
