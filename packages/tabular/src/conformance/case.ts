/**
 * One fact that every implementation of a contract has to show. Cases know no test runner: `run` rejects when the fact
 * does not hold.
 *
 * ```ts
 * for (const { name, run } of stepConformance) test(name, () => run({ make: () => mine(), rows: "numbers" }));
 * ```
 */
export interface Case<Subject> {
  readonly name: string;
  run(subject: Subject): Promise<void>;
}

export const hold = (fact: boolean, otherwise: () => string): void => {
  if (!fact) throw new Error(otherwise());
};
