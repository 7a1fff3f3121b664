import { shown } from "@kaviar/base/error";
import { TuneError } from "../error.ts";
import { artifactPrefix } from "../trial/attributes.ts";
import type { Json, TrialRecord } from "../trial/record.ts";

/** What a trial has handed in under a name. */
export interface Artifact {
  readonly name: string;
  /** The SHA-256 of its content, in hexadecimal. */
  readonly id: string;
  /** In bytes. */
  readonly size: number;
}

/** So long is a name, in letters. */
const longestName = 200;

/** Refuses what is no name of an artifact: it is shown, and becomes that of a file where one is downloaded, but is no path. */
export const checkArtifactName = (name: unknown): void => {
  if (typeof name === "string" && name !== "" && name.length <= longestName && !/[\p{Cc}/\\]/u.test(name)) return;
  throw new TuneError(
    "bad-name",
    `An artifact has a name of 1 to ${longestName} letters without "/", "\\" and signs that steer a terminal: got ${shown(name)}.`,
    { remedy: 'Name it as a file is named in its folder, "confusion.png".' },
  );
};

/** The attribute of a trial that says what it has under a name. */
export const attributeOf = ({ name, id, size }: Artifact): Readonly<Record<string, Json>> => ({
  [artifactPrefix + name]: { id, size },
});

/**
 * What a trial has handed in, by name.
 *
 * ```ts
 * artifactsOf(study.history.trials[17]);
 * ```
 * The content is read by `readArtifact`.
 */
export const artifactsOf = ({ attributes }: Pick<TrialRecord, "attributes">): readonly Artifact[] =>
  Object.entries(attributes)
    .filter(([name]) => name.startsWith(artifactPrefix))
    .map(([name, kept]) => ({
      name: name.slice(artifactPrefix.length),
      ...(kept as unknown as Omit<Artifact, "name">),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
