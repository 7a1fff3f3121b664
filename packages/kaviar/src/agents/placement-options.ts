import { count, duration, oneOf, size } from "../arguments/readers.ts";
import { UsageError } from "../command/usage-error.ts";

/** The engines that agents can be handed to. */
const engines = ["slurm"] as const;

export type EngineName = (typeof engines)[number];

/** Options of an engine itself, with commas between them: partition=gpu,gres=gpu:1. */
const own = (given: string, option: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    given.split(",").map((part) => {
      const [, name, value = ""] = /^\s*([\w-]+)\s*(?:=(.*))?$/.exec(part) ?? [];
      if (name === undefined)
        throw new UsageError(
          `${option} must be the engine's own options with commas between them, such as partition=gpu,gres=gpu:1: got "${given}".`,
        );
      return [name, value.trim()];
    }),
  );

/** Options of a command whose work agents on other machines can do. */
export const placementOptions = {
  on: { takes: "ENGINE", read: oneOf(engines), about: `Hand it to agents on a cluster: ${engines.join(", ")}` },
  nodes: { takes: "N", read: count, about: "With --on: how many agents there are, each with its --workers (1)" },
  memory: { takes: "SIZE", read: size, about: "With --on: how much memory an agent gets: 8GB" },
  time: { takes: "TIME", read: duration, about: "With --on: how long an agent may take before it is ended: 4h" },
  slurm: { takes: "NAME=VALUE,…", read: own, about: "With --on slurm: sbatch's own options: partition=gpu,gres=gpu:1" },
  "dry-run": { about: "With --on: print what would be handed in, and do nothing" },
} as const;

export interface Placement {
  readonly on?: EngineName;
  readonly nodes?: number;
  readonly memory?: string;
  readonly time?: string;
  readonly slurm?: Readonly<Record<string, string>>;
  readonly "dry-run"?: true;
}

/** What else was given. */
export const withoutPlacement = <G extends object>(given: G): Omit<G, keyof Placement> =>
  Object.fromEntries(Object.entries(given).filter(([name]) => !Object.hasOwn(placementOptions, name))) as Omit<
    G,
    keyof Placement
  >;

/** Refuses what is said of agents where none are asked for. */
export const checkPlacement = (given: Placement): void => {
  if (given.on !== undefined) return;
  const idle = Object.keys(placementOptions).filter((name) => given[name as keyof Placement] !== undefined);
  if (idle.length > 0)
    throw new UsageError(
      `--${idle[0]} is about agents on a cluster: got no --on.`,
      `Say which engine they run on: --on ${engines.join(", --on ")}.`,
    );
};
