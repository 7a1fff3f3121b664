import { frozenCopy } from "../storage/frozen.ts";
import type { Storage, StudyRecord } from "../storage/storage.ts";
import { checkAttribute, ownAttributes } from "../trial/attributes.ts";
import type { Json } from "../trial/record.ts";
import { asJson } from "./as-json.ts";

/** What users keep with a study: as of the last look, and their own changes. */
export interface StudyAttributes {
  readonly all: Readonly<Record<string, Json>>;
  set(name: string, value: Json): Promise<void>;
  /** Looks what other processes have set. */
  refresh(): Promise<void>;
}

export const createStudyAttributes = (storage: Storage, { id, attributes }: StudyRecord): StudyAttributes => {
  let all = frozenCopy(ownAttributes(attributes));
  return {
    get all() {
      return all;
    },
    set: async (name, value) => {
      checkAttribute(name);
      const kept = asJson(`The attribute "${name}"`, value);
      await storage.setStudyAttributes(id, { [name]: kept });
      all = frozenCopy({ ...all, [name]: kept });
    },
    refresh: async () => {
      const found = (await storage.studies()).find((study) => study.id === id);
      if (found !== undefined) all = frozenCopy(ownAttributes(found.attributes));
    },
  };
};
