import { TuneError } from "../error.ts";
import type { ArtifactStore } from "./artifact-store.ts";
import { storeAt } from "./shared-place.ts";

/** The artifacts in a place; an error where there is none. */
export const storeIn = (place: string | undefined): ArtifactStore => {
  if (place === undefined)
    throw new TuneError("no-disk", "An artifact needs a disk, and the storage of this study has none.", {
      remedy: "Keep the study in a file or a database, from Node, or keep what is small as an attribute.",
    });
  return storeAt(place);
};
