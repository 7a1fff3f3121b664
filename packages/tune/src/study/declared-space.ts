import type { Space } from "../space/parameter.ts";
import type { StudyRecord } from "../storage/storage.ts";
import type { Json } from "../trial/record.ts";

/** The attribute of a study that keeps the space which was declared for it last. */
const spaceAttribute = "kaviar:space";

/**
 * The space that was declared for a study last, as it is kept with it; undefined while none was, as in a study whose
 * objectives ask for their parameters by name.
 *
 * ```ts
 * for (const study of await storage.studies()) console.log(study.name, declaredSpace(study));
 * ```
 * Constraints between parameters are functions, and not kept.
 */
export const declaredSpace = ({ attributes }: Pick<StudyRecord, "attributes">): Space | undefined =>
  attributes[spaceAttribute] as Space | undefined;

/** The attributes that keep a space with its study. */
export const attributesOfSpace = (space: Space): Readonly<Record<string, Json>> => ({
  [spaceAttribute]: JSON.parse(JSON.stringify(space)) as Json,
});
