import { chmodSync, copyFileSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { buildKaviar } from "../run-kaviar.ts";

const kaviar = await buildKaviar();
const archive = join(kaviar.folder, "archive");
const storage = "--storage sqlite:archive/kaviar.db";

beforeAll(async () => {
  await kaviar.run("tune", "parabola.ts", "--trials", "4", "--seed", "1");
  mkdirSync(archive);
  copyFileSync(join(kaviar.folder, "kaviar.db"), join(archive, "kaviar.db"));
  chmodSync(join(archive, "kaviar.db"), 0o444);
}, 30_000);

const looks = ["list", ...["show", "best", "trials", "export", "importance"].map((name) => `${name} parabola`)];

// No file may grow: as on a full disk, and for administrators too, whom modes do not bind.
it.each([...looks, "compare parabola parabola"])(
  "looks at an archive, and leaves nothing beside it: study %s",
  async (look) => {
    const { code, out, err } = await kaviar.shell(`ulimit -f 0; kaviar study ${look} ${storage}`);
    expect([code, err]).toEqual([0, ""]);
    expect(out).not.toBe("");
    expect(readdirSync(archive)).toEqual(["kaviar.db"]);
  },
);

it("reports on an archive", async () => {
  const { code, out } = await kaviar.shell(`kaviar study report parabola ${storage}`);
  expect([code, out]).toEqual([0, "Wrote report.html: open it in a browser.\n"]);
  expect(readdirSync(archive)).toEqual(["kaviar.db"]);
});

it("says that what is printed does not fit on a full disk", async () => {
  const { code, out, err } = await kaviar.shell(`kaviar study export parabola ${storage} > /dev/full`);
  expect([code, out]).toEqual([1, ""]);
  expect(err).toBe("kaviar: What is printed must be taken by where it goes: stdout does not take it (ENOSPC).\n");
});
