/** A moment for reading: 2026-03-01 14:05, in this place's time. */
export const formatMoment = (moment: Date): string => {
  const two = (n: number) => String(n).padStart(2, "0");
  const day = `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
  return `${day} ${two(moment.getHours())}:${two(moment.getMinutes())}`;
};
