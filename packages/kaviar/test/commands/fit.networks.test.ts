import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { encodePng } from "@kaviar/base/picture";
import { expect, it } from "vitest";
import { buildKaviar } from "../run-kaviar.ts";

const kaviar = await buildKaviar();
const at = (name: string) => `${kaviar.folder}/${name}`;

/** A picture with a bright row, or a bright column. */
const bar = (upright: boolean, i: number): Uint8Array => {
  const pixels = Uint8Array.from({ length: 64 }, (_, place) => (place * 31 + i * 17) % 90);
  for (let j = 0; j < 8; j++) pixels[upright ? 8 * j + (i % 8) : 8 * (i % 8) + j] = 250;
  return encodePng(pixels, 8, 8);
};

for (const [name, upright] of [
  ["rows", false],
  ["columns", true],
] as const) {
  mkdirSync(at(`bars/${name}`), { recursive: true });
  for (let i = 0; i < 80; i++) writeFileSync(at(`bars/${name}/${i}.png`), bar(upright, i));
}
writeFileSync(at("bars/rows/notes.png"), "not an image");
mkdirSync(at("new"));
for (let i = 0; i < 8; i++) writeFileSync(at(`new/${i}.png`), bar(i % 2 === 0, i));

const small = ["--trials", "1", "--epochs", "16", "--workers", "1"];

it("searches a folder of images, and what it writes predicts others", async () => {
  const { code, out, err } = await kaviar.run("fit", "bars", ...small);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toMatch(/^reading bars … 160 images of 8 × 8 pixels, grey; 2 classes: columns 50 %, rows 50 %$/m);
  expect(out).toMatch(/1 file left out: .*notes\.png/);
  expect(out).toMatch(/^1 network in .*: 1 scored on 5 folds/m);
  expect(out).toMatch(/^honest score +accuracy .* on 32 rows never looked at/m);
  expect(out).toMatch(/^The search has bought nothing/m);
  expect(out).toMatch(
    /^wrote bars-kaviar\/: model\.onnx {2}model\.ts {2}network\.ts {2}leaderboard\.json {2}report\.html/m,
  );
  const predicted = await kaviar.run("predict", "bars-kaviar", "new");
  const lines = predicted.out.trimEnd().split("\n");
  expect(lines[0]).toBe("file,prediction,probability_columns,probability_rows");
  expect(lines.slice(1).map((line) => line.split(",").slice(0, 2))).toEqual(
    Array.from({ length: 8 }, (_, i) => [`new/${i}.png`, i % 2 === 0 ? "columns" : "rows"]),
  );
  expect(readFileSync(at("bars-kaviar/network.ts"), "utf8")).toContain('await readImages("bars"');
  expect(readFileSync(at("bars-kaviar/report.html"), "utf8")).toMatch(/^<!doctype html>/i);
}, 120_000);

writeFileSync(
  at("goods.csv"),
  `weight,brand,good\n${Array.from({ length: 160 }, (_, i) => `${i % 2 === 0 ? 30 - (i % 9) : i % 9},${["acme", "zeta"][(i >> 1) % 2]},${(i + (i >> 1)) % 2 === 0 ? "yes" : "no"}`).join("\n")}\n`,
);

it("searches networks for a table where that is said, and what it writes predicts other rows", async () => {
  const { code, out, err } = await kaviar.run("fit", "goods.csv", "--target", "good", "--networks", ...small);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toMatch(/^reading goods\.csv … 160 rows of 2 columns; 2 classes/m);
  expect(out).toMatch(/^best .* mlp\(/m);
  writeFileSync(at("new.csv"), "brand,weight\nzeta,3\nacme,4\nacme,25\nnew,\n");
  const predicted = await kaviar.run("predict", "goods-kaviar", "new.csv");
  const [header, ...lines] = predicted.out.trimEnd().split("\n");
  expect(header).toBe("prediction,probability_no,probability_yes");
  expect(lines.map((line) => line.split(",")[0]).slice(0, 3)).toEqual(["yes", "no", "yes"]);
  expect(lines.length).toBe(4);
  expect(readFileSync(at("goods-kaviar/network.ts"), "utf8")).toContain('await readColumns("goods.csv"');
}, 120_000);

const reviews = Array.from({ length: 320 }, (_, i) => {
  const [good, dear] = [i % 2 === 0, (i >> 1) % 2 === 0];
  return `it was ${good ? "lovely" : "awful"} ${["again", "today"][(i >> 2) % 2]},${dear ? 90 + (i % 7) : i % 7},${i % 5},${good === dear ? "yes" : "no"}`;
});
writeFileSync(at("reviews.csv"), `review,price,other,fair\n${reviews.join("\n")}\n`);

it("says which columns are not used, and uses them where they are named", async () => {
  const of = ["fit", "reviews.csv", "--text", "review", "--target", "fair", "--trials", "1", "--workers", "1"];
  const without = await kaviar.run(...of);
  expect(without.out).toMatch(
    /^ {2}2 columns not used: `price`, `other`\. To use them: --columns all, or --columns price,…$/m,
  );
  const { code, out, err } = await kaviar.run(...of, "--columns", "price", "--out", "both");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toMatch(/320 texts with 1 column;/);
  expect(out).not.toContain("not used");
  writeFileSync(at("more.csv"), "price,review\n95,it was lovely\n,it was awful\n");
  const predicted = await kaviar.run("predict", "both", "more.csv");
  expect(predicted.out.trimEnd().split("\n").length).toBe(3);
  expect(readFileSync(at("both/network.ts"), "utf8")).toContain('"columns":["price"]');
}, 120_000);

it("begins a search once, and goes on with it where that is said", async () => {
  const again = await kaviar.run("fit", "bars", ...small);
  expect(again.code).toBe(2);
  expect(again.err).toContain("--resume");
  const more = ["--trials", "2", "--epochs", "2", "--resume", "--json"];
  const { code, out, err } = await kaviar.run("fit", "bars", ...more);
  expect({ code, err }).toMatchObject({ code: 0 });
  expect(JSON.parse(out)).toMatchObject({ networks: 2, folder: "bars-kaviar", classes: ["columns", "rows"] });
}, 120_000);

it.each([
  ["fit bars --folds 3", "--folds is for tables: bars is searched as images."],
  ["fit new", "A network learns from images whose classes are known"],
  ["fit bars --trials 1 --time 5s --out other", "got both --time and --trials"],
  ["fit bars --epochs 1 --out other", "--epochs goes with --trials"],
  ["fit bars --holdout rows.csv --out other", "--holdout of images is a share of the rows"],
  [
    "fit goods.csv --target good --networks --folds 3 --out other",
    "--folds is for tables: goods.csv is searched as networks on a table.",
  ],
  ["fit goods.csv --target good --trials 3 --out other", "goods.csv is searched as tables."],
  ["fit bars --networks --out other", "--networks is for networks on a table: bars is searched as images."],
  ["fit reviews.csv --text review --target fair --columns fair --out other", "--columns names fair, which is that"],
  ["fit reviews.csv --text review --target fair --columns , --out other", "--columns must be names of columns"],
  ["fit reviews.csv --target fair --columns price --out other", "--columns is for images and texts"],
  ["fit bars --columns price --out other", "got --columns without --image"],
  ["fit empty --time 5s", "A folder has images or texts in it"],
])("says what is wrong: kaviar %s", async (call, says) => {
  mkdirSync(at("empty"), { recursive: true });
  const { code, err } = await kaviar.run(...call.split(" "));
  expect(code).not.toBe(0);
  expect(err).toContain(says);
  expect(existsSync(at("other"))).toBe(false);
});
