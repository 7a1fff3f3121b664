import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { seededRandom } from "@kaviar/base/random";
import { openStorage, type Storage } from "@kaviar/tune";
import { type AutofitResult, autofit, table } from "../../tabular/src/index.ts";

/** Two numbers and a category; the class is told by the numbers. */
const rows = (count: number) => {
  const random = seededRandom(1);
  return table(
    Array.from({ length: count }, () => {
      const [a, b] = [random() * 4 - 2, random() * 4 - 2];
      const plan = ["basic", "pro", "team"][Math.floor(random() * 3)]!;
      return { a, b, plan, churned: a * a + b + (random() - 0.5) > 1.5 ? "yes" : "no" };
    }),
  );
};

/** A storage with the study "churn" of a search that was really made, and what that found. */
export const fitted = async (): Promise<{
  readonly storage: Storage;
  readonly found: AutofitResult;
  close(): Promise<void>;
}> => {
  const folder = mkdtempSync(join(tmpdir(), "kaviar-ui-fitted-"));
  const url = `sqlite:${join(folder, "kaviar.db")}`;
  const found = await autofit(rows(120), {
    target: "churned",
    budget: { evaluations: 24 },
    preset: "quick",
    folds: 2,
    seed: 1,
    storage: url,
    name: "churn",
    folder,
  });
  await found.study.close();
  const storage = await openStorage(url);
  return {
    storage,
    found,
    close: async () => {
      await storage.close();
      rmSync(folder, { recursive: true });
    },
  };
};
