import { type ComponentProps, type ReactNode, useId } from 'react'
import { classNames } from './class-names'

/** A box to tick, with its words to the right; the whole line is the target. */
export function Checkbox({
  label,
  hint,
  className,
  ...rest
}: Omit<ComponentProps<'input'>, 'type'> & { label: ReactNode; hint?: string }) {
  const hintId = useId()
  return (
    <label className={classNames('flex min-h-6 items-start gap-2', className)}>
      <input
        {...rest}
        type="checkbox"
        aria-describedby={hint ? hintId : undefined}
        className="mt-0.5 size-4 shrink-0 accent-accent"
      />
      <span>
        {label}
        {hint && (
          <span id={hintId} className="block text-sm text-ink-faint">
            {hint}
          </span>
        )}
      </span>
    </label>
  )
}
