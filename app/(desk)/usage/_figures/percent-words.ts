import type { useFormatter } from 'next-intl'

/** A part of a whole (0 to 1) as a percentage, to a tenth: "92.3 %". */
export const percentWords = (format: Pick<ReturnType<typeof useFormatter>, 'number'>, part: number): string =>
  format.number(part, {
    style: 'percent',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  })
