import type { StudyOptions } from "@kaviar/tune";
import { oneOf, someOf, text, whole } from "../arguments/readers.ts";
import { storageOption } from "../studies/storage-option.ts";
import { prunerNamed } from "./pruners.ts";
import { samplerNamed } from "./samplers.ts";
import type { TuneOptions } from "./tune-options.ts";

const direction = ["minimize", "maximize"] as const;

/** What a study is made with: options of every command that may make one. */
export const studyOptions = {
  sampler: { takes: "NAME", read: text, about: "Who proposes: auto, tpe, gp, cmaes, random, …" },
  direction: { takes: "WHICH", read: oneOf(direction), about: "minimize or maximize (minimize)" },
  directions: { takes: "LIST", read: someOf(direction), about: "Of several objectives, with commas between them" },
  seed: { takes: "N", read: whole, about: "The same seed and one worker: the same study (by chance)" },
  "not-deterministic": { about: "The same point may give another value: points may be asked again" },
  ...storageOption,
} as const;

/** The options of a study, with samplers and pruners looked up by name. */
export const studyOf = (options: TuneOptions): Omit<StudyOptions, "name" | "storage"> => {
  const { direction, directions, seed, deterministic } = options;
  // BOHB is a sampler and a pruner: whoever names one of them gets both.
  const { sampler = isBohb(options.pruner), pruner = isBohb(options.sampler) } = options;
  return {
    ...(sampler !== undefined && { sampler: typeof sampler === "string" ? samplerNamed(sampler) : sampler }),
    ...(pruner !== undefined && { pruner: typeof pruner === "string" ? prunerNamed(pruner) : pruner }),
    ...(direction !== undefined && { direction }),
    ...(directions !== undefined && { directions }),
    ...(seed !== undefined && { seed }),
    ...(deterministic !== undefined && { deterministic }),
  };
};

const isBohb = (name: unknown): "bohb" | undefined => (name === "bohb" ? name : undefined);
