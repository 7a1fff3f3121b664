/** What an owner's heartbeats keep to, in milliseconds: more of them beat less often each. */
const period = { least: 2_000, most: 10_000, perOwner: 10 };

/** How long an owner is silent before it is taken for dead, in milliseconds, and how many looks that are at least. */
const silence = { time: 30_000, looks: 5 };

/**
 * How often each of so many owners beats, in milliseconds: every 2 s up to 200 of them, which are 100 beats a second, and
 * every 10 s from 1 000 on. A thousand that beat every 2 s would keep a database busy with that alone.
 */
export const beatPeriod = (owners: number): number =>
  Math.min(Math.max(owners * period.perOwner, period.least), period.most);

/** After how many looks, a period apart, at a count that has not moved its owner counts as dead. */
export const deadAfter = (owners: number): number =>
  Math.max(Math.ceil(silence.time / beatPeriod(owners)), silence.looks);

/** The same rule as text, for a thread that loads no modules: a function of the number of owners. */
export const beatPeriodText = `(owners) => Math.min(Math.max(owners * ${period.perOwner}, ${period.least}), ${period.most})`;
