import { count, duration, oneOf, size, text } from "../arguments/readers.ts";
import { UsageError } from "../command/usage-error.ts";

/** The engines that agents can be handed to. */
const engines = ["slurm", "kubernetes", "ray"] as const;

export type EngineName = (typeof engines)[number];

/** Options of an engine itself, with commas between them, but for those inside of brackets: partition=gpu,gres=gpu:1. */
const own = (given: string, option: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    (given.match(/(?:[^,[\]{}]|\[[^\]]*\]|\{[^}]*\})+/g) ?? [""]).map((part) => {
      const [, name, value = ""] = /^\s*([\w./-]+)\s*(?:=(.*))?$/s.exec(part) ?? [];
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
  image: {
    takes: "IMAGE",
    read: text,
    about: "With --on kubernetes: the image that has the program: registry.lab/digits:1",
  },
  kubernetes: {
    takes: "NAME=VALUE,…",
    read: own,
    about: "With --on kubernetes: namespace, context, folder (in the image), and fields of pods: nodeSelector.disk=ssd",
  },
  ray: {
    takes: "NAME=VALUE,…",
    read: own,
    about: "With --on ray: address (of its dashboard; RAY_ADDRESS), gpus, resources.NAME: address=http://head.lab:8265",
  },
  "dry-run": { about: "With --on: print what would be handed in, and do nothing" },
} as const;

export interface Placement {
  readonly on?: EngineName;
  readonly nodes?: number;
  readonly memory?: string;
  readonly time?: string;
  readonly slurm?: Readonly<Record<string, string>>;
  readonly image?: string;
  readonly kubernetes?: Readonly<Record<string, string>>;
  readonly ray?: Readonly<Record<string, string>>;
  readonly "dry-run"?: true;
}

/** What else was given. */
export const withoutPlacement = <G extends object>(given: G): Omit<G, keyof Placement> =>
  Object.fromEntries(Object.entries(given).filter(([name]) => !Object.hasOwn(placementOptions, name))) as Omit<
    G,
    keyof Placement
  >;

/** What only one engine reads. */
const ofEngine: Readonly<Partial<Record<keyof Placement, EngineName>>> = {
  slurm: "slurm",
  image: "kubernetes",
  kubernetes: "kubernetes",
  ray: "ray",
};

/** Where Ray's own programs look for a cluster whose address they are not told. */
export const rayAddress = (): string | undefined =>
  process.env.RAY_API_SERVER_ADDRESS || process.env.RAY_ADDRESS || undefined;

/** Refuses what is said of agents where none are asked for, or of another engine; `except` for what is said of something else. */
export const checkPlacement = (given: Placement, except: readonly (keyof Placement)[] = []): void => {
  for (const name of Object.keys(placementOptions) as (keyof Placement)[]) {
    if (given[name] === undefined || name === "on" || except.includes(name)) continue;
    const engine = ofEngine[name];
    if (given.on === undefined)
      throw new UsageError(
        `--${name} is about agents on a cluster: got no --on.`,
        `Say which engine they run on: --on ${engine ?? engines.join(", --on ")}.`,
      );
    if (engine !== undefined && engine !== given.on)
      throw new UsageError(`--${name} is read by ${engine}: got --on ${given.on}.`);
  }
  if (given.on === "kubernetes" && given.image === undefined)
    throw new UsageError(
      "Agents on Kubernetes run in an image that has the program: got no --image.",
      "Such as --image registry.lab/digits:1; docs/kubernetes.md says how to build it.",
    );
  if (given.on === "ray" && (given.ray?.address ?? rayAddress()) === undefined)
    throw new UsageError(
      "Agents on Ray are handed to the head of a cluster: got no address.",
      "Such as --ray address=http://head.lab:8265, or RAY_ADDRESS: where its dashboard is.",
    );
};
