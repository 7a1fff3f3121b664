/** The attribute that keeps a point of another study that is to be tried first. */
export const warmAttribute = "kaviar:warm";

/** The attribute that keeps an enqueued point as the user wrote it, until its space is known. */
export const enqueuedAttribute = "kaviar:enqueued";
