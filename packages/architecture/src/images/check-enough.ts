import { plural } from "@kaviar/base/text";
import { ArchitectureError } from "../error.ts";
import type { Unreadable } from "./decode.ts";
import { isNamedImage } from "./image-format.ts";
import type { BrokenFile, Candidates } from "./source.ts";

/** The files that were left out, in their order. */
export const brokenOf = ({ files }: Candidates, failures: ReadonlyMap<number, Unreadable>): readonly BrokenFile[] =>
  [...failures].sort(([a], [b]) => a - b).map(([row, { why }]) => ({ file: files[row]!.file, why }));

/** Refuses where too little is left to be what was meant. */
export const checkEnough = (candidates: Candidates, failures: ReadonlyMap<number, Unreadable>): void => {
  const { name, files, isList } = candidates;
  const all = [...candidates.broken, ...brokenOf(candidates, failures)];
  const images = files.length - failures.size;
  if (images === 0) {
    const found = files.length + candidates.broken.length;
    throw new ArchitectureError(
      "read",
      `Reading images needs some: ${name} has ${found === 0 ? "no files" : `none in ${plural(found, "file")}`}.${examples(all)}`,
      {
        remedy: "PNG, JPEG, WebP, GIF, AVIF and TIFF are read, in the folder or in a folder for each class.",
      },
    );
  }
  const wrong = [...failures].filter(
    ([row, { format }]) => isList || format !== undefined || isNamedImage(files[row]!.file),
  );
  const broken = wrong.length + (isList ? candidates.broken.length : 0);
  if (broken <= images) return;
  throw new ArchitectureError(
    "read",
    `Broken images are left out where they are few: of ${name} it would be ${broken} of ${broken + images}.${examples(all)}`,
    {
      remedy:
        "Mend or remove them, or check where the paths begin: at the folder of the table, or where the program runs.",
    },
  );
};

const examples = (broken: readonly BrokenFile[]): string =>
  broken.length === 0
    ? ""
    : `\n${broken
        .slice(0, 3)
        .map(({ file, why }) => `  ${file}: ${why}`)
        .join("\n")}${broken.length > 3 ? `\n  and ${broken.length - 3} more` : ""}`;
