import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { licencesOf } from "../../src/bundle/licences.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kaviar-licences-"));
  const files: Readonly<Record<string, string>> = {
    "plot/LICENSE": "free to plot",
    "plot/NOTICE": "plotted by a club */ alert(1)",
    "plot/licenses/LICENSE-of-a-part": "a part",
    "plot/node_modules/@deep/inner/copyright.txt": "inner",
    "silent/index.js": "",
  };
  for (const [file, text] of Object.entries(files)) {
    await mkdir(join(folder, "node_modules", file, ".."), { recursive: true });
    await writeFile(join(folder, "node_modules", file), text);
  }
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe("the licences of a bundle", () => {
  it("are those of the packages whose files went in, each once, notices and parts included", async () => {
    const text = await licencesOf([
      "packages/page/src/element.ts",
      `${folder}/node_modules/plot/lib/a.js`,
      `${folder}/node_modules/plot/lib/b.js`,
      `${folder}/node_modules/plot/node_modules/@deep/inner/index.js`,
    ]);
    expect(text).toBe(
      "/*\n@deep/inner\n\ninner\n\nplot\n\nfree to plot\n\nplotted by a club * / alert(1)\n\na part\n*/\n",
    );
  });

  it("are nothing where all is our own", async () => {
    expect(await licencesOf(["packages/page/src/element.ts"])).toBe("");
  });

  it("must be told: a package without is refused", async () => {
    await expect(licencesOf([`${folder}/node_modules/silent/index.js`])).rejects.toThrow(
      "silent has no file with its licence: it cannot be put into a page.",
    );
  });
});
