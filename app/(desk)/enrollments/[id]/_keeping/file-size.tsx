import { useFormatter } from 'next-intl'

/** A size in bytes, in the unit a person would use. */
export function FileSize({ bytes }: { bytes: number }) {
  const format = useFormatter()
  if (bytes < 1000) return <>{format.number(bytes, { style: 'unit', unit: 'byte', unitDisplay: 'long' })}</>
  const [amount, unit] = bytes < 1_000_000 ? [bytes / 1000, 'kilobyte'] : [bytes / 1_000_000, 'megabyte']
  return <>{format.number(amount, { style: 'unit', unit, maximumFractionDigits: 1 })}</>
}
