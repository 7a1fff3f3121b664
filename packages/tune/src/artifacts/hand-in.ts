import { text } from "@kaviar/base/check";
import { shown } from "@kaviar/base/error";
import { TuneError } from "../error.ts";
import { options } from "../options.ts";
import { type Artifact, checkArtifactName } from "./artifact.ts";
import type { ArtifactStore, Content } from "./artifact-store.ts";

/** A file beside which nothing else is said: nobody would read it. */
const readFile = options("the file of an artifact", { file: text });

/** Keeps content under a name, which is to be kept with its trial. */
export const handIn = async (store: () => ArtifactStore, name: string, content: Content): Promise<Artifact> => {
  checkArtifactName(name);
  const isContent =
    typeof content === "string" ||
    content instanceof Uint8Array ||
    (typeof content === "object" && content !== null && typeof content.file === "string");
  if (!isContent)
    throw new TuneError("bad-artifact", `An artifact is text, bytes or { file: path }: got ${shown(content)}.`, {
      remedy: 'Write `trial.artifact("curve.csv", text)` or `trial.artifact("model.onnx", { file: "model.onnx" })`.',
    });
  const { id, size } = await store().put(
    typeof content === "object" && "file" in content ? readFile(content) : content,
  );
  return { name, id, size };
};
