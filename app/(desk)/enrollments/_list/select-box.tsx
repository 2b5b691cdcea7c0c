import type { ComponentProps } from 'react'

/** A box in a target of 24 px, above the row's link. What it selects stands in its data attributes. */
export function SelectBox({
  label,
  ...rest
}: Omit<ComponentProps<'input'>, 'type'> & { label: string; [data: `data-${string}`]: unknown }) {
  return (
    <label className="relative z-[1] flex size-6 cursor-pointer items-center justify-center">
      <span className="sr-only">{label}</span>
      {/* The browser may not tick it again after a reload: the rows may be others. */}
      <input {...rest} type="checkbox" autoComplete="off" className="size-4 accent-accent" />
    </label>
  )
}
