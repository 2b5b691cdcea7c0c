import { type ComponentProps, type ReactNode, useId } from 'react'

/** One of several: the whole line is the target. Belongs in a fieldset. */
export function Choice({
  label,
  hint,
  ...rest
}: Omit<ComponentProps<'input'>, 'type'> & { label: ReactNode; hint?: ReactNode }) {
  const hintId = useId()
  return (
    <label className="flex min-h-11 items-start gap-3 rounded-md border border-line-control px-3 py-2 has-checked:border-accent has-checked:bg-accent-fill">
      <input
        {...rest}
        type="radio"
        aria-describedby={hint ? hintId : undefined}
        className="mt-1 size-4 shrink-0 accent-accent"
      />
      <span className="py-0.5">
        {label}
        {hint && (
          <span id={hintId} className="block text-sm text-ink-soft">
            {hint}
          </span>
        )}
      </span>
    </label>
  )
}
