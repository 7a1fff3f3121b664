import { beforeAll, expect, it } from "vitest";
import { putOptunaFile } from "../../optuna-file.ts";
import { buildKaviar } from "../../run-kaviar.ts";

const kaviar = await buildKaviar();
beforeAll(() => putOptunaFile(kaviar));

it("imports the studies of a file of Optuna's, which are shown, exported and reported like others", async () => {
  const { code, out, err } = await kaviar.run("study", "import", "optuna.db");
  expect([code, err]).toEqual([0, ""]);
  expect(out.split("\n")).toEqual([
    'Imported "single" with 10 trials: kaviar study show single',
    'Imported "front" with 9 trials: kaviar study show front',
    'Imported "empty" with 0 trials: kaviar study show empty',
    "",
  ]);
  const shown = await kaviar.shell("kaviar study list; kaviar study show single; kaviar study best front");
  expect(shown).toMatchObject({ code: 0, err: "" });
  expect(shown.out).toMatch(/^single +minimize +10 +0\.9159 .*5 complete, 2 pruned, 2 failed, 1 waiting/m);
  expect(shown.out).toMatch(/^ {2}rate +float \[0\.00001|^ {2}p +float \[0, 1\]/m);
  const more = await kaviar.shell("kaviar study export front --format csv; kaviar study report front");
  expect(more).toMatchObject({ code: 0, err: "" });
});

it("imports one of them under another name, once", async () => {
  const one = ["study", "import", "optuna.db", "--study", "front", "--as", "mine", "--json"];
  expect(JSON.parse((await kaviar.run(...one)).out)).toEqual({
    storage: "sqlite:kaviar.db",
    studies: [{ name: "mine", trials: 9 }],
  });
  const again = await kaviar.run(...one.slice(0, -1));
  expect(again.code).toBe(2);
  expect(again.err).toContain('has "mine" already');
});

it("says what a file of Optuna's is for, where a storage is asked for", async () => {
  const { code, err } = await kaviar.run("study", "list", "--storage", "sqlite:optuna.db");
  expect(code).toBe(1);
  expect(err).toContain("Import it: `kaviar study import FILE`");
});
