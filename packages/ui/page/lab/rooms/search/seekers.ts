/** The samplers that search side by side, the plainest first: how they are called, their cards and their strokes. */
export const seekers = {
  grid: { title: "grid", of: "grid", colour: "seeker-grid", dash: [] },
  random: { title: "random", of: "random", colour: "seeker-random", dash: [2, 3] },
  coarse: { title: "coarse to fine", of: "coarseToFine", colour: "seeker-coarse", dash: [8, 3] },
  tpe: { title: "TPE", of: "tpe", colour: "seeker-tpe", dash: [8, 3, 2, 3] },
  gp: { title: "GP", of: "gp", colour: "accent", dash: [] },
} as const satisfies Readonly<
  Record<
    string,
    { readonly title: string; readonly of: string; readonly colour: string; readonly dash: readonly number[] }
  >
>;

export type SeekerName = keyof typeof seekers;

export const seekerNames = Object.keys(seekers) as readonly SeekerName[];
