/** The id of the heading of a step, which takes the focus when the step opens. */
export const stepHeadingId = (step: string) => `assist-${step}`
