import { type Json, openStorage, placeAttributes, type Storage, type StudyRecord } from "@kaviar/tune";
import { ArchitectureError } from "../../error.ts";
import type { Ground } from "../ground.ts";
import type { Options } from "../options.ts";
import { type Begun, begunBy, checkAgainst } from "../same-search.ts";

/** Options with the name by which all meet. */
export type Named = Options & { readonly name: string; readonly artifacts: string | undefined };

/** Where a study keeps what its search was begun with. */
const attribute = "kaviar:network-search";

/** Does something with the study of a search, where it is there. */
export const withStudy = async <T>(
  { storage: url, name }: Pick<Named, "storage" | "name">,
  use: (storage: Storage, record: StudyRecord | undefined) => Promise<T>,
): Promise<T> => {
  const storage = await openStorage(url);
  try {
    return await use(
      storage,
      (await storage.studies()).find((study) => study.name === name),
    );
  } finally {
    await storage.close();
  }
};

/** Begins the study by what the search is made of; one that is there has to be of the same. */
export const keepBegun = ({ all }: Ground, options: Named): Promise<void> =>
  withStudy(options, async (storage, record) => {
    const now = begunBy(all.rows, all.targets, options);
    if (record !== undefined) return checkBegun(record, now);
    await storage.openStudy({
      name: options.name,
      directions: ["maximize"],
      seed: options.seed,
      createdAt: Date.now(),
      attributes: { ...placeAttributes(options.artifacts), [attribute]: now as unknown as Json },
    });
  });

/** Refuses to work on a study that was begun with something else, or by nobody. */
export const checkBegunWith = ({ all }: Ground, options: Named): Promise<void> =>
  withStudy(options, async (_, record) => {
    if (record === undefined)
      throw new ArchitectureError(
        "options",
        `Who works on a search joins one that was begun: there is no study "${options.name}".`,
        { remedy: "Call `begin` once, before anybody joins." },
      );
    checkBegun(record, begunBy(all.rows, all.targets, options));
  });

const checkBegun = ({ name, attributes }: StudyRecord, now: Begun): void => {
  const before = attributes[attribute] as unknown as Begun | undefined;
  if (before !== undefined) checkAgainst(before, now);
  else
    throw new ArchitectureError(
      "options",
      `Who works on a search joins one that was begun to be shared: the study "${name}" was not.`,
      { remedy: "Give another `name`: this study is one of its own." },
    );
};
