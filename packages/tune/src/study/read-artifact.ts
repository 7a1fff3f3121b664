import { shown } from "@kaviar/base/error";
import { artifactsOf } from "../artifacts/artifact.ts";
import { TuneError } from "../error.ts";
import { artifactStore } from "../storage/study-places.ts";
import { artifactsAttribute } from "../trial/attributes.ts";
import type { Session } from "./session.ts";

/** What a trial has handed in under a name, whole. */
export const readArtifact = async (
  { storage, study, history }: Pick<Session, "storage" | "study" | "history">,
  number: number,
  name: string,
): Promise<Uint8Array> => {
  const trial = history.trials[number];
  const artifacts = trial === undefined ? [] : artifactsOf(trial);
  const found = artifacts.find((artifact) => artifact.name === name);
  if (found === undefined)
    throw new TuneError(
      "no-such-artifact",
      `An artifact is read by a name under which its trial has handed one in: trial ${shown(number)} has ${
        artifacts.length === 0 ? "none" : artifacts.map((artifact) => shown(artifact.name)).join(", ")
      }, got ${shown(name)}.`,
    );
  const kept = await artifactStore(storage, study).get(found.id);
  const place = study.attributes[artifactsAttribute];
  if (kept === undefined)
    throw new TuneError(
      "no-such-artifact",
      `The content of an artifact is in ${place ?? "the folder of its study"}: that of ${shown(name)} of trial ${number} is not there.`,
      {
        remedy:
          place === undefined
            ? "Read it on the machine that ran the trial, or make studies of several machines with `artifacts`, a place that they share."
            : "Somebody has deleted it there.",
      },
    );
  const bytes = new Uint8Array(kept.size);
  let at = 0;
  for await (const piece of kept.bytes) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
};
