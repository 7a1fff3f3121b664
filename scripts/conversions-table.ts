/**
 * The table of how PyTorch's and Keras' tensors become those of layers here, in docs/weights.md. A test fails where it
 * differs from what `loadWeights` does.
 *
 *     npx tsx scripts/conversions-table.ts
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { conversions } from "../packages/nn/src/weights/conversions.ts";

export const page = fileURLToPath(new URL("../docs/weights.md", import.meta.url));

const tableText = (): string => {
  const rows = Object.entries(conversions).flatMap(([kind, sources]) =>
    sources.flatMap(({ of, parts }) =>
      Object.entries(parts).map(([name, { from, how }]) => ({
        ours: `\`${name}\``,
        said: `${of} | ${from.map((each) => `\`${each}\``).join(", ")} | ${how}`,
        kind: `\`${kind}\``,
      })),
    ),
  );
  // Layers that are stored alike share their rows.
  const merged = new Map<string, { readonly kinds: Set<string>; readonly line: string }>();
  for (const { kind, ours, said } of rows) {
    const line = `${ours} | ${said}`;
    merged.set(line, { kinds: new Set([...(merged.get(line)?.kinds ?? []), kind]), line });
  }
  const lines = [...merged.values()].map(({ kinds, line }) => `| ${[...kinds].join(" ")} | ${line} |`);
  return ["| layer | here | of | there | on the way |", "|---|---|---|---|---|", ...lines].join("\n");
};

export const withConversions = (text: string): string =>
  text.replace(
    /(<!-- table: conversions -->\n)[\s\S]*?(\n<!-- end -->)/,
    (_, start, end) => `${start}${tableText()}${end}`,
  );

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(page, withConversions(readFileSync(page, "utf8")));
}
