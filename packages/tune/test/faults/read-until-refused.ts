import { readdirSync } from "node:fs";
import { dirname } from "node:path";
import { createStudy, openStorage, openStudy } from "@kaviar/tune";

const [storage, loaded] = process.argv.slice(2) as [string, string];
// Drivers are loaded while this process may read everything.
await (await openStorage(loaded, { readOnly: true })).close();
if (process.getuid?.() === 0) {
  process.setegid?.(65534);
  process.seteuid?.(65534);
}
const file = storage.slice("sqlite:".length);
const answer = async (): Promise<object> => {
  const study = await openStudy("archived", { storage });
  const { length } = await study.importance();
  const shown = { trials: study.trials.length, best: study.best.value, parameters: length };
  await study.close();
  return shown;
};
const shown = await answer().catch(({ code, message }) => ({ code, message }));
const beside = readdirSync(dirname(file));
const writing = await createStudy({ name: "archived", storage }).then(
  () => "done",
  ({ code }) => code,
);
console.log(JSON.stringify({ ...shown, beside, writing }));
