import type { Directions, StudyOptions } from "@kaviar/tune";
import { oneOf, text, texts, whole } from "../arguments/readers.ts";
import { UsageError } from "../command/usage-error.ts";
import { earlierStudy, readEarlier } from "../studies/earlier-study.ts";
import { storageOption } from "../studies/storage-option.ts";
import { prunerNamed } from "./pruners.ts";
import { samplerNamed } from "./samplers.ts";
import type { TuneOptions } from "./tune-options.ts";

const direction = ["minimize", "maximize"] as const;
const readDirection = oneOf(direction);

/** Directions in their order, or with names: `loss=minimize,size=minimize`. */
const directions = (given: string, option: string): Directions => {
  const parts = given.split(",").map((part) => part.split("=").map((word) => word.trim()));
  if (parts.every(({ length }) => length === 1)) return parts.map(([word]) => readDirection(word!, option));
  const odd = parts.find(({ length }, i) => length !== 2 || parts.findIndex(([name]) => name === parts[i]![0]) !== i);
  if (odd !== undefined)
    throw new UsageError(
      `${option} must be directions, or a name and a direction for each objective, such as loss=minimize,size=minimize: got "${given}".`,
    );
  return Object.fromEntries(parts.map(([name, word]) => [name!, readDirection(word!, option)]));
};

/** What a study is made with: options of every command that may make one. */
export const studyOptions = {
  sampler: { takes: "NAME", read: text, about: "Who proposes: auto, gp, cmaes, 'tpe(startup=20)', … (auto)" },
  pruner: {
    takes: "NAME",
    read: text,
    about: "Who stops bad trials early: asha, median, 'percentile(25)', … (nobody)",
  },
  direction: { takes: "WHICH", read: oneOf(direction), about: "minimize or maximize (minimize)" },
  directions: {
    takes: "LIST",
    read: directions,
    about: "Of several objectives, with commas between; named, loss=minimize,size=minimize",
  },
  seed: { takes: "N", read: whole, about: "The same seed and one worker: the same study (by chance)" },
  "not-deterministic": { about: "The same point may give another value: points may be asked again" },
  "warm-start": {
    takes: "STUDY,STUDY",
    read: texts,
    about: "Begin with the best of other studies: by name here, or as sqlite:FILE#NAME",
  },
  artifacts: {
    takes: "PLACE",
    read: text,
    about:
      "Where machines share artifacts and checkpoints: s3://BUCKET/PREFIX or a folder (KAVIAR_ARTIFACTS, else here)",
  },
  ...storageOption,
} as const;

/** The options of a study, with samplers and pruners made of their names, and earlier studies as they are. */
export const studyOf = async (options: TuneOptions): Promise<Omit<StudyOptions, "name" | "storage">> => {
  const { direction, directions, seed, deterministic, warmStart, storage } = options;
  const artifacts = artifactsIn(options);
  // BOHB is a sampler and a pruner: whoever names one of them gets both.
  const { sampler = isBohb(options.pruner), pruner = isBohb(options.sampler) } = options;
  return {
    ...(sampler !== undefined && { sampler: typeof sampler === "string" ? samplerNamed(sampler) : sampler }),
    ...(pruner !== undefined && { pruner: typeof pruner === "string" ? prunerNamed(pruner) : pruner }),
    ...(artifacts !== undefined && { artifacts }),
    ...(direction !== undefined && { direction }),
    ...(directions !== undefined && { directions }),
    ...(seed !== undefined && { seed }),
    ...(deterministic !== undefined && { deterministic }),
    ...(warmStart !== undefined && { warmStart: await Promise.all(warmStart.map(earlierIn(storage))) }),
  };
};

/** Where artifacts are that machines share, when somebody says so. */
export const artifactsIn = ({ artifacts }: Pick<TuneOptions, "artifacts">): string | undefined =>
  artifacts ?? (process.env.KAVIAR_ARTIFACTS || undefined);

const isBohb = (made: unknown): string | undefined =>
  typeof made === "string" && /^bohb\s*(\(|$)/i.test(made) ? made : undefined;

const earlierIn = (storage: string | undefined) => (name: string) =>
  readEarlier(earlierStudy(name, "--warm-start", storage));
