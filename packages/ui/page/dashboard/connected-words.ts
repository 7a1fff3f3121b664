import type { Connected } from "../../src/reading/presence.ts";

/** Who runs trials: "2 processes on otto", and which of them say nothing any more. */
export const connectedWords = (all: readonly Connected[]): string => {
  if (all.length === 0) return "nobody";
  const live = all.filter(({ silent }) => !silent);
  const hosts = [...new Set(live.map(({ host }) => host))].map(
    (host) => `${live.filter((each) => each.host === host).length} on ${host}`,
  );
  const silent = all.length - live.length;
  return [...hosts, ...(silent > 0 ? [`${silent} silent for half a minute`] : [])].join(", ");
};
