import type { Dimension } from "../../space/dimension.ts";
import type { Storage, StudyRecord } from "../../storage/storage.ts";
import type { Case } from "../case.ts";

/** Opens the place under test: each call is one more connection to the same place. */
export type Open = () => Promise<Storage>;

/** Two values, compared as JSON would be, but with −0, NaN and ±Infinity told apart. */
export const same = (actual: unknown, expected: unknown, what: string): void => {
  const [got, wanted] = [written(actual), written(expected)];
  if (got !== wanted) throw new Error(`${what}: expected ${wanted}, got ${got}`);
};

const written = (value: unknown): string => {
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  if (Array.isArray(value)) return `[${value.map(written).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "undefined";
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${members
    .map(([name, member]) => `${JSON.stringify(name)}: ${written(member)}`)
    .sort()
    .join(", ")}}`;
};

let studies = 0;

/** A study nobody else has. */
export const anyStudy = async (storage: Storage, directions: StudyRecord["directions"] = ["minimize"]) => {
  const name = `conformance ${Date.now().toString(36)} ${Math.random().toString(36).slice(2)} ${studies++}`;
  const { study } = await storage.openStudy({
    name,
    directions,
    seed: 7,
    createdAt: 1_700_000_000_000,
    attributes: {},
  });
  return study;
};

/** A fact about a storage, shown on a study of its own, over as many connections as it takes. */
export const fact = (
  name: string,
  show: (storage: Storage, study: StudyRecord, another: Open) => Promise<void>,
): Case<Open> => ({
  name,
  run: async (open) => {
    const opened: Storage[] = [];
    const another = async () => {
      const storage = await open();
      opened.push(storage);
      return storage;
    };
    try {
      const storage = await another();
      const study = await anyStudy(storage);
      await show(storage, study, another);
      await storage.deleteStudy(study.id);
    } finally {
      for (const storage of opened) await storage.close();
    }
  },
});

/** Tries to change what may not change; a refusal is as good as an effect that nobody sees. */
export const meddle = (change: () => void): void => {
  try {
    change();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
};

/** What a promise is rejected with. */
export const failure = async (promise: Promise<unknown>): Promise<{ code?: string }> => {
  try {
    await promise;
  } catch (error) {
    return error as { code?: string };
  }
  throw new Error("expected an error, got none");
};

/** A space with every kind of extreme that JSON and databases trip over. */
export const oddSpace: readonly Dimension[] = [
  { name: "x", domain: { kind: "float", low: -Number.MAX_VALUE, high: 5e-324, scale: "linear" } },
  {
    name: "данные.'\"",
    domain: { kind: "categorical", choices: ["a\"'", "\u0000\n", null, true, 1e-300], ordered: false },
    when: { name: "x", atLeast: -0 },
    tag: "model",
  },
];
