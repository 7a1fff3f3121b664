import { plural } from "@kaviar/base/text";
import { type ProfileFinding, percent, type Seen, word } from "./seen.ts";

/** Fewer rows of a class than this are too few to learn it from, and to tell whether it was learned. */
const fewRows = 10;
/** The commonest class has this many times the rows of the rarest. */
const lopsided = 8;

/** What is odd about the target itself. */
export const targetFindings = ({ target, table }: Seen): ProfileFinding[] => {
  if (!target) return [];
  const { column: place, missing, classes } = target.profile;
  const found: ProfileFinding[] = [];
  if (missing > 0) {
    found.push({
      code: "target-missing",
      severity: "problem",
      place,
      evidence: `the target is missing in ${plural(missing, "row")} of ${table.rows}: nothing is learned from them.`,
      remedies: [
        "Find it out for them, or see to it that they are not a kind of their own: fitting leaves them out and says so.",
      ],
    });
  }
  if (!classes || classes.length === 0) return found;
  if (classes.length === 1) {
    found.push({
      code: "one-class",
      severity: "problem",
      place,
      evidence: `all rows are of the class ${word(classes[0]!.label)}: there is nothing to tell apart.`,
      remedies: ["Give rows of another class, or name another target."],
    });
    return found;
  }
  const few = classes.filter(({ rows }) => rows < fewRows);
  if (few.length > 0) {
    const shown = few.slice(0, 5).map(({ label, rows }) => `${word(label)} (${rows})`);
    found.push({
      code: "rare-class",
      severity: "problem",
      place,
      evidence: `fewer than ${fewRows} rows have ${few.length === 1 ? "the class" : `each of ${few.length} classes:`} ${shown.join(", ")}${few.length > 5 ? ", …" : ""}.`,
      remedies: [
        "Gather more of them, or put classes together.",
        "Use as many folds as the rarest class has rows at most.",
      ],
    });
  }
  const known = target.rows.length;
  const last = classes.at(-1)!;
  if (classes[0]!.rows >= lopsided * last.rows && few.length === 0) {
    found.push({
      code: "imbalanced",
      severity: "note",
      place,
      evidence: `${word(last.label)} is ${percent(last.rows / known)} of the rows, ${word(classes[0]!.label)} ${percent(classes[0]!.rows / known)}: accuracy says little, always saying ${word(classes[0]!.label)} has ${percent(classes[0]!.rows / known)}.`,
      remedies: [
        "Score by what the rare ones change: rocAuc, averagePrecision, f1.",
        'Weigh the classes: pipe.fit(table, { classWeights: "balanced" }).',
      ],
    });
  }
  return found;
};
