import { readFileSync } from "node:fs";
import type { Kaviar } from "./run-kaviar.ts";

const dump = new URL("../../tune/test/transfer/optuna/optuna-4.9.0.sql", import.meta.url);

/** Puts a storage that Optuna wrote, as `optuna.db`, where the commands run. */
export const putOptunaFile = async (kaviar: Kaviar): Promise<void> => {
  const program = `const db = new (require("libsql"))("optuna.db");
    db.exec("pragma foreign_keys = off");
    db.exec(${JSON.stringify(readFileSync(dump, "utf8")).replaceAll("'", "\\u0027")});
    db.close();`;
  const { code, err } = await kaviar.shell(`node -e '${program}'`);
  if (code !== 0) throw new Error(err);
};
